"""Where each run of a document's body comes from."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from provenance.tables import ATTRIBUTED_SPANS

if TYPE_CHECKING:
    from provenance.stages.derivations.cases import Case

Span = tuple[int, int, str | None, str | None]
Edge = tuple[str, str, str | None]


def attributed_spans(case: Case, derivations: pl.DataFrame) -> pl.DataFrame:
    """Return the runs of every deriving document's body with their source (frame ``attributed_spans``).

    A run goes to the surest source that shares it. What a credit speaks for goes to the absent source it names, where
    no document that is there has it.

    Args:
        case: what the judgement rests on.
        derivations: the derivations of the case.
    """
    place = {document: at for at, document in enumerate(case.ids)}
    keys = case.documents["document"].to_list()
    ordered = derivations.sort("document_id", "confidence", "source_id", descending=[False, True, False])
    edges = list(ordered.select("document_id", "source_id", "source_outlet_id").iter_rows())
    children: dict[str, list[str]] = defaultdict(list)
    for document, source, _ in edges:
        children[source].append(document)
    shared, skips = passages_by_pair(case, edges, children, place), spans_by_document(case.skips)
    claimed = scopes(case)
    runs: dict[int, list[Span]] = {}
    for document, source, outlet in edges:
        if document not in place:
            continue
        at = place[document]
        mates = [source] if source in place else [each for each in children[source] if each != document]
        spans = [span for mate in mates if mate in place for span in shared.get((at, place[mate]), [])]
        spans += claimed.get((at, outlet), []) if source not in place and outlet is not None else []
        runs.setdefault(at, []).extend((start, stop, source, outlet) for start, stop in spans)
    out = [
        (keys[at], *run)
        for at, found in runs.items()
        for start, stop in outside(skips.get(at, []), case.lengths[at])
        for run in covered(start, stop, found)
    ]
    return pl.DataFrame(out, schema=ATTRIBUTED_SPANS.schema(), orient="row").sort("document", "start")


def passages_by_pair(
    case: Case, edges: list[Edge], children: dict[str, list[str]], place: dict[str, int]
) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Return what each document shares with its sources, and with the documents that share an absent source with it."""
    wanted = set()
    for document, source, _ in edges:
        if document in place:
            mates = [source] if source in place else children[source]
            wanted |= {(place[document], place[mate]) for mate in mates if mate in place}
    ends = pl.DataFrame(sorted(wanted), schema={"one": pl.Int64, "other": pl.Int64}, orient="row")
    spans: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for one, other in (("left", "right"), ("right", "left")):
        found = case.passages.join(ends, left_on=[one, other], right_on=["one", "other"], how="semi")
        for a, b, start, stop in found.select(one, other, f"{one}_start", f"{one}_stop").iter_rows():
            spans[a, b].append((start, stop))
    return spans


def spans_by_document(frame: pl.DataFrame) -> dict[int, list[tuple[int, int]]]:
    """Return the spans of each document."""
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for position, start, stop in frame.select("position", "start", "stop").iter_rows():
        spans[position].append((start, stop))
    return spans


def scopes(case: Case) -> dict[tuple[int, str], list[tuple[int, int]]]:
    """Return what each document's credits to each outlet speak for: their scope, or all of the text."""
    spans: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    for claim in case.credits:
        at = (claim["position"], claim["outlet_id"])
        if claim["scope_start"] is not None:
            spans[at].append((claim["scope_start"], claim["scope_stop"]))
        elif claim["role"] != "contribution":
            spans[at].append((0, case.lengths[claim["position"]]))
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
