"""Chains of citations ("X, citing Y, citing Z"): unseen sources above the unseen source of a document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from provenance.stages.derivations.evidence import escaped, evidence_list, reason_json
from provenance.stages.derivations.unseen import UnseenSource, unseen_source_id
from provenance.tables import DERIVATIONS

if TYPE_CHECKING:
    from provenance.stages.derivations.match_graph import MatchGraph


@dataclass(frozen=True)
class CitationChains:
    """Unseen sources that unseen sources derive from.

    Attributes:
        sources: the cited sources by id.
        edges: for each edge (id of the citing source, id of the cited one) the position of a document that says so.
    """

    sources: dict[str, UnseenSource] = field(default_factory=dict)
    edges: dict[tuple[str, str], int] = field(default_factory=dict)


def citation_chains(graph: MatchGraph, unseen: dict[str, UnseenSource]) -> CitationChains:
    """Return the unseen sources that documents say the unseen sources of theirs cite.

    Args:
        graph: documents and the outlets that they say cite each other.
        unseen: the unseen sources of documents, by id.
    """
    by_document = {(child, source.outlet): key for key, source in unseen.items() for child in source.children}
    chains = CitationChains()
    citing: str | None = None
    for position, outlet, rank in graph.citations.select("position", "outlet", "rank").iter_rows():
        if rank == 1:
            citing = by_document.get((position, outlet))
            continue
        if citing is None:
            continue
        key = unseen_source_id(graph.outlet_ids[outlet], citing)
        source = chains.sources.setdefault(key, UnseenSource(outlet, "credit"))
        source.proofs[position] = (position, "citation")
        chains.edges.setdefault((citing, key), position)
        citing = key
    return chains


def citation_rows(graph: MatchGraph, chains: CitationChains, confidence: float) -> pl.DataFrame:
    """Return the rows (frame ``derivations``, but for the ids) of unseen sources that derive from unseen sources.

    Args:
        graph: documents and outlets.
        chains: who cites whom.
        confidence: probability that an outlet has its report from the one it is said to cite.
    """
    rows = [
        (citing, key, graph.outlet_ids[chains.sources[key].outlet], "paraphrased", True, "found", "credit", 0.0, None,
         confidence)
        for citing, key in chains.edges
    ]  # fmt: skip
    schema = {name: kind for name, kind in DERIVATIONS.schema().items() if name not in ("derivation_id", "evidence")}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    positions = list(chains.edges.values())
    document = escaped(graph.documents["document_id"].gather(positions))
    names = [graph.outlet_names[chains.sources[key].outlet] for _, key in chains.edges]
    detail = pl.format("{} says that this report cites {}", escaped(graph.names.gather(positions)), escaped(names))
    reason = reason_json("credit", detail, pl.lit(repr(confidence)), pl.lit(document))
    return frame.with_columns(evidence=evidence_list(reason))
