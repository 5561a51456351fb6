"""The answer of inference as rows: derivations with their evidence, unseen sources with stable ids."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from provenance.stages.derivations.evidence import (
    agreement_reason,
    credit_reason,
    direction_reasons,
    evidence_frame,
    evidence_list,
    shared_wording_reason,
)
from provenance.stages.derivations.feature_model import Reason
from provenance.stages.derivations.reasons import CREDITS, GROUPS
from provenance.stages.derivations.relations import relations
from provenance.stages.derivations.unseen import unseen_source_id
from provenance.stages.derivations.unseen_rows import credit_status, outlet_ids
from provenance.tables import DERIVATIONS, UNSEEN_SOURCES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.settings.derivation import DerivationSettings
    from provenance.stages.derivations.feature_model import FeatureValues
    from provenance.stages.derivations.match_graph import MatchGraph
    from provenance.stages.derivations.pair_features import PairFeatures
    from provenance.stages.derivations.source_selection import SourceAssignment
    from provenance.stages.derivations.unseen import UnseenSource


def derivation_id(document: str, source: str) -> str:
    """Return the stable id of an edge: both ends, and nothing else."""
    return hashlib.sha256(f"{document}\n{source}".encode()).hexdigest()[:16]


def with_ids(*rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows that lack only their ids as one frame ``derivations``, in order of document and source."""
    frame = pl.concat(rows)
    ids = list(map(derivation_id, frame["document_id"], frame["source_id"]))
    identified = frame.with_columns(pl.Series("derivation_id", ids, pl.String)).select(DERIVATIONS.names())
    return identified.sort("document_id", "source_id")


def document_source_rows(
    graph: MatchGraph,
    pairs: PairFeatures,
    assignment: SourceAssignment,
    beside: dict[int, float],
    values: FeatureValues,
    settings: DerivationSettings,
) -> pl.DataFrame:
    """Return the rows (frame ``derivations``, but for the ids) of documents that derive from documents.

    ``beside`` are the pairs that give documents sources beside the one that is assigned, and their confidence.
    """
    assigned = assignment.pair[assignment.pair >= 0]
    rows = np.concatenate([assigned, np.array(sorted(beside), np.int64)])
    sure = np.minimum(assignment.confidence[pairs.documents[assigned]], 1.0)
    confidence = np.concatenate([sure, [beside[row] for row in sorted(beside)]])
    documents, outlets = pairs.documents[rows], graph.outlet[pairs.sources[rows]]
    claims = strongest_claims(graph, documents, outlets)
    model = values.model
    frame = evidence_frame(graph, pairs, assignment, rows, claims, values, settings)
    credit_weight = frame[f"weight_{model.reasons.index(Reason('credit', CREDITS))}"]
    frame = frame.with_columns(own_credit=credit_reason(graph, claims, credit_weight, pl.Series(documents)))
    reasons = [agreement_reason(), shared_wording_reason(), pl.col("own_credit"), *direction_reasons(model)]
    ids = graph.documents["document_id"]
    columns = {
        "document_id": ids.gather(documents),
        "source_id": ids.gather(pairs.sources[rows]),
        "source_outlet_id": outlet_ids(graph, outlets),
        "relation": pl.Series(relations(graph, pairs, rows, settings).tolist(), dtype=pl.String),
        "credited": claims.is_not_null(),
        "credit_status": credit_status(claims.is_not_null().to_numpy(), outlets >= 0),
        "direction_basis": pl.Series([*GROUPS, "ruling"]).gather(
            np.where(assignment.basis[rows] < 0, GROUPS.index("date"), assignment.basis[rows])
        ),
        "share_of_document": pairs.contained[rows],
        "share_of_source": pairs.source_contained[rows],
        "confidence": confidence,
        "evidence": frame.select(evidence_list(*reasons)).to_series(),
    }
    return pl.DataFrame(columns)


def strongest_claims(graph: MatchGraph, documents: NDArray[np.int64], outlets: NDArray[np.int64]) -> pl.Series:
    """Return the row of the strongest claim of each document to an outlet, the first of equals; null for none."""
    claims = graph.claims.with_row_index("row").sort("strength", "row", descending=[True, False])
    strongest = claims.unique(["position", "outlet"], keep="first").select("position", "outlet", "row")
    keys = pl.DataFrame({"position": documents, "outlet": outlets})
    return keys.join(strongest, on=["position", "outlet"], how="left", maintain_order="left")["row"]


def unseen_source_frame(
    graph: MatchGraph, unseen: dict[str, UnseenSource], previous: pl.DataFrame, replacements: dict[str, str]
) -> pl.DataFrame:
    """Return the unseen sources (frame ``unseen_sources``): those that hold now, and previous ones with replacements.

    Args:
        graph: documents and outlets.
        unseen: the sources that hold now, by id.
        previous: those recorded by earlier runs.
        replacements: what replaces those that no longer hold, by id.
    """
    ids, published = graph.document_ids, graph.documents["published_at"].to_list()
    rows: list[tuple[Any, ...]] = []
    for key, source in unseen.items():  # the first that proves it is the earliest that is dated
        provers = source.provers()
        outlet = outlet_id(graph, source.outlet)
        rows.append((key, outlet, [ids[prover] for prover in provers], published[provers[0]], source.basis, None))
    replaced = previous.filter(pl.col("source_id").is_in(list(replacements))).iter_rows(named=True)
    rows += [
        (r["source_id"], r["outlet_id"], r["known_from"], r["not_after"], r["basis"], replacements[r["source_id"]])
        for r in replaced
    ]
    return pl.DataFrame(rows, schema=UNSEEN_SOURCES.schema(), orient="row").sort("source_id")


def by_id(graph: MatchGraph, sources: list[UnseenSource]) -> dict[str, UnseenSource]:
    """Return unseen sources by their stable ids."""
    ids = graph.document_ids
    return {unseen_source_id(outlet_id(graph, source.outlet), ids[source.provers()[0]]): source for source in sources}


def outlet_id(graph: MatchGraph, code: int) -> str | None:
    """Return the id of an outlet by its code, None where it is unknown (-1)."""
    return graph.outlet_ids[code] if code >= 0 else None


def replacements_of(
    graph: MatchGraph,
    assignment: SourceAssignment,
    pairs: PairFeatures,
    unseen: dict[str, UnseenSource],
    previous: pl.DataFrame,
) -> dict[str, str]:
    """Return what replaces each unseen source of earlier runs: an id that holds now, or the document that was missing.

    Args:
        graph: documents and outlets.
        assignment: the source of each document.
        pairs: the directed pairs.
        unseen: the sources that hold now, by id.
        previous: those recorded by earlier runs (frame ``unseen_sources``).
    """
    if previous.is_empty():
        return {}
    position = {document: number for number, document in enumerate(graph.document_ids)}
    by_child = {(child, source.outlet): key for key, source in unseen.items() for child in source.provers()}
    codes = {outlet: code for code, outlet in enumerate(graph.outlet_ids)}
    replacements: dict[str, str] = {}
    for row in previous.sort("source_id").iter_rows(named=True):
        children = [position[document] for document in row["known_from"] if document in position]
        if row["source_id"] in unseen or not children:
            continue
        code = codes.get(row["outlet_id"], -1)
        ids = (by_child.get((child, code)) for child in children)
        arrivals = (ancestor_of_outlet(graph, assignment, pairs, child, code) for child in children)
        replacement = next(filter(None, ids), None) or next(filter(None, arrivals), None) or row["replaced_by"]
        if replacement is not None and replacement != row["source_id"]:
            replacements[row["source_id"]] = replacement
    return replacements


def ancestor_of_outlet(
    graph: MatchGraph, assignment: SourceAssignment, pairs: PairFeatures, child: int, outlet: int
) -> str | None:
    """Return the nearest document of an outlet above another in its chain; of any, where the outlet is unknown (-1)."""
    while assignment.pair[child] >= 0:
        child = int(pairs.sources[assignment.pair[child]])
        if outlet < 0 or graph.outlet[child] == outlet:
            return str(graph.document_ids[child])
    return None
