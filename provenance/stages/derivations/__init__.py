"""Who derived what from whom: the source of each document, unseen sources included."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.stages.derivations.attributed_spans import attributed_spans
from provenance.stages.derivations.citation_chains import citation_chains, citation_rows
from provenance.stages.derivations.cut_pages import cut_page_sources
from provenance.stages.derivations.direction_features import MODEL
from provenance.stages.derivations.frames import Inference, Inputs
from provenance.stages.derivations.further_up import note_credits_further_up
from provenance.stages.derivations.match_graph import build_match_graph
from provenance.stages.derivations.observations import Observations
from provenance.stages.derivations.pair_features import pair_features
from provenance.stages.derivations.rows import (
    by_id,
    document_source_rows,
    replacements_of,
    unseen_source_frame,
    with_ids,
)
from provenance.stages.derivations.ruled_edges import apply_edge_rulings
from provenance.stages.derivations.rulings import apply_document_rulings, edge_rulings
from provenance.stages.derivations.several_sources import further_sources
from provenance.stages.derivations.source_selection import select_sources
from provenance.stages.derivations.templates import keys_of, templates_of
from provenance.stages.derivations.unseen import unseen_sources
from provenance.stages.derivations.unseen_rows import unseen_source_rows
from provenance.tables import REJECTIONS

if TYPE_CHECKING:
    from provenance.settings import Settings
    from provenance.stages.derivations.feature_model import FeatureModel
    from provenance.threads import Threads

__all__ = ["Inference", "Inputs", "derivations"]


def derivations(inputs: Inputs, settings: Settings, threads: Threads, model: FeatureModel = MODEL) -> Inference:
    """Return who derived what from whom among whole connected components of the match graph.

    Three kinds of evidence are kept apart: agreement of texts says *that* there is an edge; credits say *who*; dates,
    credits, third witnesses and what either side adds or lacks say *which way*. The sources are those of the likeliest
    branching (Edmonds 1967; probabilities by the matrix-tree theorem, Koo et al. 2007). The answer over unconnected
    components is the union of the answers, and no row depends on the order of any frame.

    Args:
        inputs: documents, matches, passages, credits, rulings and what else inference reads.
        settings: the group ``derivation`` is read.
        threads: the thread budget; changes no result.
        model: direction features and their weights.
    """
    numbers = settings.derivation
    documents = apply_document_rulings(inputs.documents, inputs.rulings)
    graph = build_match_graph(inputs._replace(documents=documents), numbers)
    pairs = pair_features(graph, numbers, threads)
    rulings = edge_rulings(graph, pairs, inputs.rulings)
    values = model.compute(Observations(graph, pairs, numbers))
    assignment = select_sources(pairs, values, graph.bilingual, rulings, numbers, threads)
    further = further_sources(graph, pairs, values, assignment, rulings, numbers).tolist()
    beside = dict.fromkeys(further, numbers.further_source_confidence)
    absent = unseen_sources(graph, pairs, assignment, rulings.originals, numbers)
    absent, cut = cut_page_sources(graph, pairs, assignment, absent, numbers)
    unseen = by_id(graph, absent)
    chains = citation_chains(graph, unseen)
    edges = with_ids(
        document_source_rows(graph, pairs, assignment, beside | cut, values, numbers),
        unseen_source_rows(graph, pairs, assignment, unseen, numbers),
        citation_rows(graph, chains, numbers.citation_confidence),
    )
    sources = unseen | chains.sources
    replacements = replacements_of(graph, assignment, pairs, sources, inputs.unseen_sources)
    inference = Inference(
        edges,
        unseen_source_frame(graph, sources, inputs.unseen_sources, replacements),
        attributed_spans(graph, edges),
        templates_of(graph.templates, graph.documents, numbers.template_documents),
        keys_of(graph.templates, graph.documents),
        bound_rejections(pairs.pairs_dropped, assignment.approximated),
    )
    ruled = apply_edge_rulings(inference, inputs, numbers)
    return ruled._replace(derivations=note_credits_further_up(ruled.derivations, inputs))


def bound_rejections(pairs: int, documents: int) -> pl.DataFrame:
    """Return what bounds left out (frame ``rejections``): reason and count."""
    counts = {"documents_weighed_alone": documents, "sources_beyond_the_nearest": pairs}
    rows = [(reason, count) for reason, count in counts.items() if count]
    return pl.DataFrame(rows, schema=REJECTIONS.schema(), orient="row")
