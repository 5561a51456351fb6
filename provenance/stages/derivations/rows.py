"""Judgements as rows: derivations with their evidence, unseen sources with stable ids."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from provenance.stages.derivations.absent import absent_rows
from provenance.stages.derivations.evidence import agreement, credit, directional, evidence, pairs_told
from provenance.stages.derivations.reasons import FAMILIES
from provenance.stages.derivations.relations import relations
from provenance.stages.derivations.unseen import provers, source_id
from provenance.tables import DERIVATIONS, UNSEEN_SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.stages.derivations.cases import Case
    from provenance.stages.derivations.choices import Choices
    from provenance.stages.derivations.comparison import Readings
    from provenance.stages.derivations.unseen import Unseen


def derivation_id(document: str, source: str) -> str:
    """Return the stable id of an edge: both ends, and nothing else."""
    return hashlib.sha256(f"{document}\n{source}".encode()).hexdigest()[:16]


def rows_of(
    case: Case, read: Readings, chosen: Choices, unseen: dict[str, Unseen], further: Iterable[tuple[Any, ...]]
) -> pl.DataFrame:
    """Return the derivations (frame ``derivations``), ``further`` rows with them: all of a row but its id."""
    rows = [*seen_rows(case, read, chosen), *absent_rows(case, read, chosen, unseen), *further]
    identified = [(derivation_id(row[0], row[1]), *row) for row in rows]
    return pl.DataFrame(identified, schema=DERIVATIONS.schema(), orient="row").sort("document_id", "source_id")


def seen_rows(case: Case, read: Readings, chosen: Choices) -> Iterator[tuple[Any, ...]]:
    """Yield what the frame ``derivations`` says of documents that are there, but for the ids of the rows."""
    rows = chosen.pair[chosen.pair >= 0]
    documents, outlets = read.documents[rows], case.outlet[read.sources[rows]]
    sure = np.minimum(chosen.confidence[documents], 1.0)
    columns = (documents, outlets, relations(read, rows), chosen.basis[rows], read.returned[rows], sure)
    claims = first_claims(case)
    told = pairs_told(case, read, chosen, rows)
    for document, code, relation, basis, back, confidence in zip(*(each.tolist() for each in columns), strict=True):
        pair, claim = next(told), claims.get((document, code))
        reasons = [agreement(pair.document, pair.source, pair.share, pair.kind)]
        if claim is not None:
            reasons.append(credit(case, claim, pair.weights[FAMILIES.index("credit")]))
        yield (
            pair.document,
            pair.source,
            case.outlets[code] if code >= 0 else None,
            relation,
            claim is not None,
            "found" if claim is not None else "none_in_text" if code >= 0 else "not_checkable",
            FAMILIES[basis] if basis < len(FAMILIES) else "ruling",
            pair.share,
            back,
            confidence,
            evidence([*reasons, *directional(pair, named=claim is not None)]),
        )


def first_claims(case: Case) -> dict[tuple[int, int], int]:
    """Return the strongest claim of each document and outlet, the first of equals, as its row."""
    rows = case.claims.with_row_index("row").sort("strength", "row", descending=[True, False])
    best: dict[tuple[int, int], int] = {}
    for row, position, outlet in rows.select("row", "position", "outlet").iter_rows():
        best.setdefault((position, outlet), row)
    return best


def unseen_frame(case: Case, unseen: dict[str, Unseen], known: pl.DataFrame, taken: dict[str, str]) -> pl.DataFrame:
    """Return the unseen sources (frame ``unseen_sources``): those that stand, and those of before that are replaced.

    Args:
        case: what the judgement rests on.
        unseen: the sources that stand, by id.
        known: those recorded before.
        taken: what took the place of those that no longer stand, by id.
    """
    ids, published = case.ids, case.documents["published_at"]
    rows: list[tuple[Any, ...]] = []
    for key, source in unseen.items():
        proved = provers(source)
        dates = [date for child in proved.tolist() if (date := published[child]) is not None]
        outlet = case.outlets[source.outlet] if source.outlet >= 0 else None
        rows.append((key, outlet, [ids[each] for each in proved], min(dates, default=None), source.basis, None))
    old = known.filter(pl.col("source_id").is_in(list(taken))).iter_rows(named=True)
    rows += [
        (r["source_id"], r["outlet_id"], r["known_from"], r["not_after"], r["basis"], taken[r["source_id"]])
        for r in old
    ]
    return pl.DataFrame(rows, schema=UNSEEN_SOURCES.schema(), orient="row").sort("source_id")


def identified(case: Case, found: list[Unseen]) -> dict[str, Unseen]:
    """Return the absent sources by stable id."""
    ids = case.ids
    return {source_id(case.outlets[s.outlet] if s.outlet >= 0 else None, ids[int(provers(s)[0])]): s for s in found}


def replaced(
    case: Case, chosen: Choices, read: Readings, unseen: dict[str, Unseen], known: pl.DataFrame
) -> dict[str, str]:
    """Return what took the place of sources recorded before: an id that stands, or the document that was missing."""
    place = {document: at for at, document in enumerate(case.ids)}
    of_child = {(child, s.outlet): key for key, s in unseen.items() for child in provers(s).tolist()}
    codes = {outlet: code for code, outlet in enumerate(case.outlets)}
    taken: dict[str, str] = {}
    for row in known.sort("source_id").iter_rows(named=True):
        children = [place[each] for each in row["known_from"] if each in place]
        if row["source_id"] in unseen or not children:
            continue
        code = codes.get(row["outlet_id"], -1)
        new = next((of_child[child, code] for child in children if (child, code) in of_child), None)
        new = new or next((arrived for child in children if (arrived := above(case, chosen, read, child, code))), None)
        new = new or row["replaced_by"]
        if new is not None and new != row["source_id"]:
            taken[row["source_id"]] = new
    return taken


def above(case: Case, chosen: Choices, read: Readings, child: int, outlet: int) -> str | None:
    """Return the document of an outlet that stands above another in its chain; any, where the outlet is unknown."""
    while chosen.pair[child] >= 0:
        child = int(read.sources[chosen.pair[child]])
        if outlet < 0 or case.outlet[child] == outlet:
            return str(case.ids[child])
    return None
