"""Where each run of a document's body comes from."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from provenance.tables import ATTRIBUTED_SPANS

if TYPE_CHECKING:
    from provenance.stages.derivations.cases import Case

Span = tuple[int, int, str | None, str | None]


def attributed_spans(case: Case, derivations: pl.DataFrame) -> pl.DataFrame:
    """Return the runs of every deriving document's body with their source (frame ``attributed_spans``).

    A run goes to the surest source that shares it. What a credit speaks for goes to the absent source it names, where
    no document that is there has it.

    Args:
        case: what the judgement rests on.
        derivations: the derivations of the case.
    """
    place = {document: at for at, document in enumerate(case.documents["document_id"])}
    shared = passages_by_pair(case)
    siblings = derivations.group_by("source_id").agg("document_id")
    of_source = dict(siblings.iter_rows())
    skips = {
        key[0]: list(zip(rows["start"], rows["stop"], strict=True))
        for key, rows in case.skips.partition_by("position", as_dict=True).items()
    }
    out: list[tuple[int, int, int, str | None, str | None]] = []
    ordered = derivations.sort("document_id", "confidence", "source_id", descending=[False, True, False])
    for (document_id,), rows in ordered.partition_by("document_id", as_dict=True, maintain_order=True).items():
        at = place.get(str(document_id))
        if at is None:
            continue
        runs: list[Span] = []
        for row in rows.iter_rows(named=True):
            ends = (row["source_id"], row["source_outlet_id"])
            if row["source_id"] in place:
                spans = shared.get((at, place[row["source_id"]]), [])
            else:
                mates = [place[each] for each in of_source[row["source_id"]] if each != document_id and each in place]
                spans = [span for mate in mates for span in shared.get((at, mate), [])] + scope(case, at, row)
            runs += [(start, stop, *ends) for start, stop in spans]
        body = outside(skips.get(at, []), len(case.documents["text"][at]))
        key = case.documents["document"][at]
        out += [(key, *run) for start, stop in body for run in covered(start, stop, runs)]
    return pl.DataFrame(out, schema=ATTRIBUTED_SPANS.schema(), orient="row").sort("document", "start")


def passages_by_pair(case: Case) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Return the spans of each document that each other shares with it."""
    spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
    names = ("left", "right", "left_start", "left_stop", "right_start", "right_stop")
    for left, right, a, b, c, d in case.passages.select(names).iter_rows():
        spans.setdefault((left, right), []).append((a, b))
        spans.setdefault((right, left), []).append((c, d))
    return spans


def scope(case: Case, at: int, row: dict[str, object]) -> list[tuple[int, int]]:
    """Return what a document's credit to an absent source speaks for: its scope, or all of the text."""
    if row["source_outlet_id"] is None:
        return []
    claims = case.claims.filter((pl.col("position") == at) & (pl.col("outlet_id") == pl.lit(row["source_outlet_id"])))
    spans = []
    for role, start, stop in claims.select("role", "scope_start", "scope_stop").iter_rows():
        if start is not None:
            spans.append((start, stop))
        elif role != "contribution":
            spans.append((0, len(case.documents["text"][at])))
    return spans


def outside(skips: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Return the spans of a text that no skip covers."""
    spans, at = [], 0
    for start, stop in sorted(skips):
        if start > at:
            spans.append((at, min(start, length)))
        at = max(at, stop)
    if at < length:
        spans.append((at, length))
    return spans


def covered(start: int, stop: int, runs: list[Span]) -> list[Span]:
    """Return a span cut where its source changes; of several sources the first named holds, of none it is its own."""
    cuts = sorted({start, stop, *(min(max(end, start), stop) for run in runs for end in run[:2])})
    out: list[Span] = []
    for a, b in pairwise(cuts):
        ends = next((run[2:] for run in runs if run[0] <= a and b <= run[1]), (None, None))
        if out and out[-1][2:] == ends:
            out[-1] = (out[-1][0], b, *ends)
        else:
            out.append((a, b, *ends))
    return out
