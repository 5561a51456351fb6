"""Judgements as rows: derivations with their evidence, unseen sources with stable ids."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from provenance.stages.derivations.direction_features import FAMILIES
from provenance.stages.derivations.evidence import agreement, credited, directional, evidence, pairs_told
from provenance.stages.derivations.relations import relations
from provenance.stages.derivations.unseen import provers, source_id
from provenance.stages.derivations.unseen_rows import absent_rows, credit_status, outlet_ids
from provenance.tables import DERIVATIONS, UNSEEN_SOURCES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.stages.derivations.match_graph import Case
    from provenance.stages.derivations.pair_features import Readings
    from provenance.stages.derivations.source_selection import Choices
    from provenance.stages.derivations.unseen import Unseen


def derivation_id(document: str, source: str) -> str:
    """Return the stable id of an edge: both ends, and nothing else."""
    return hashlib.sha256(f"{document}\n{source}".encode()).hexdigest()[:16]


def rows_of(
    case: Case, read: Readings, chosen: Choices, unseen: dict[str, Unseen], further: pl.DataFrame
) -> pl.DataFrame:
    """Return the derivations (frame ``derivations``), ``further`` rows with them: all of a row but its id."""
    rows = pl.concat([seen_rows(case, read, chosen), absent_rows(case, read, chosen, unseen), further])
    ids = list(map(derivation_id, rows["document_id"], rows["source_id"]))
    found = rows.with_columns(pl.Series("derivation_id", ids, pl.String)).select(DERIVATIONS.names())
    return found.sort("document_id", "source_id")


def seen_rows(case: Case, read: Readings, chosen: Choices) -> pl.DataFrame:
    """Return what the frame ``derivations`` says of documents that are there, but for the ids of the rows."""
    rows = chosen.pair[chosen.pair >= 0]
    documents, outlets = read.documents[rows], case.outlet[read.sources[rows]]
    claim = first_claims(case, documents, outlets)
    told = pairs_told(case, read, chosen, rows).with_columns(named=claim.is_not_null())
    told = told.with_columns(own_credit=credited(case, claim, told["credit"]))
    ids = case.documents["document_id"]
    bases = pl.Series([*FAMILIES, "ruling"])
    columns = {
        "document_id": ids.gather(documents),
        "source_id": ids.gather(read.sources[rows]),
        "source_outlet_id": outlet_ids(case, outlets),
        "relation": pl.Series(relations(read, rows).tolist(), dtype=pl.String),
        "credited": claim.is_not_null(),
        "credit_status": credit_status(claim.is_not_null().to_numpy(), outlets >= 0),
        "direction_basis": bases.gather(chosen.basis[rows]),
        "share_of_document": read.contained[rows],
        "share_of_source": read.returned[rows],
        "confidence": np.minimum(chosen.confidence[documents], 1.0),
        "evidence": told.select(
            evidence(
                agreement(*map(pl.col, ("document", "source", "share", "kind"))), pl.col("own_credit"), *directional()
            )
        ).to_series(),
    }
    return pl.DataFrame(columns)


def first_claims(case: Case, documents: NDArray[np.int64], outlets: NDArray[np.int64]) -> pl.Series:
    """Return the strongest claim of each document to an outlet, the first of equals, as its row; null for none."""
    claims = case.claims.with_row_index("row").sort("strength", "row", descending=[True, False])
    best = claims.unique(["position", "outlet"], keep="first").select("position", "outlet", "row")
    asked = pl.DataFrame({"position": documents, "outlet": outlets})
    return asked.join(best, on=["position", "outlet"], how="left", maintain_order="left")["row"]


def unseen_frame(case: Case, unseen: dict[str, Unseen], known: pl.DataFrame, taken: dict[str, str]) -> pl.DataFrame:
    """Return the unseen sources (frame ``unseen_sources``): those that stand, and those of before that are replaced.

    Args:
        case: what the judgement rests on.
        unseen: the sources that stand, by id.
        known: those recorded before.
        taken: what took the place of those that no longer stand, by id.
    """
    ids, published = case.ids, case.documents["published_at"].to_list()
    rows: list[tuple[Any, ...]] = []
    for key, source in unseen.items():  # the first that proves it is the earliest that is dated
        proved = provers(source)
        outlet = case.outlets[source.outlet] if source.outlet >= 0 else None
        rows.append((key, outlet, [ids[each] for each in proved], published[proved[0]], source.basis, None))
    old = known.filter(pl.col("source_id").is_in(list(taken))).iter_rows(named=True)
    rows += [
        (r["source_id"], r["outlet_id"], r["known_from"], r["not_after"], r["basis"], taken[r["source_id"]])
        for r in old
    ]
    return pl.DataFrame(rows, schema=UNSEEN_SOURCES.schema(), orient="row").sort("source_id")


def identified(case: Case, found: list[Unseen]) -> dict[str, Unseen]:
    """Return the absent sources by stable id."""
    ids = case.ids
    return {source_id(case.outlets[s.outlet] if s.outlet >= 0 else None, ids[provers(s)[0]]): s for s in found}


def replaced(
    case: Case, chosen: Choices, read: Readings, unseen: dict[str, Unseen], known: pl.DataFrame
) -> dict[str, str]:
    """Return what took the place of sources recorded before: an id that stands, or the document that was missing."""
    if known.is_empty():
        return {}
    place = {document: at for at, document in enumerate(case.ids)}
    of_child = {(child, s.outlet): key for key, s in unseen.items() for child in provers(s)}
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
