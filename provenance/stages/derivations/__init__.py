"""Who derived what from whom: the sources of documents, those that nobody has seen included."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from provenance.stages.derivations import rulings as ruled
from provenance.stages.derivations.attributed_spans import attributed_spans
from provenance.stages.derivations.citation_chains import relay_rows, relays
from provenance.stages.derivations.direction_features import signs
from provenance.stages.derivations.match_graph import Case, case
from provenance.stages.derivations.pair_features import Readings, readings
from provenance.stages.derivations.rows import identified, replaced, rows_of, unseen_frame
from provenance.stages.derivations.source_selection import choices
from provenance.stages.derivations.unseen import unseen_sources
from provenance.tables import REJECTIONS

if TYPE_CHECKING:
    from provenance.settings import Settings

__all__ = ["Judgement", "derivations"]


class Judgement(NamedTuple):
    """Who derived what from whom, as three frames, and what was cut short.

    Attributes:
        derivations: one row a document and source.
        unseen_sources: sources that nobody has, and those recorded before that something replaced.
        attributed_spans: where each run of a deriving document's body comes from.
        bounded: pairs and documents that a bound left out, by reason (frame ``rejections``).
    """

    derivations: pl.DataFrame
    unseen_sources: pl.DataFrame
    attributed_spans: pl.DataFrame
    bounded: pl.DataFrame


def derivations(
    documents: pl.DataFrame,
    matches: pl.DataFrame,
    passages: pl.DataFrame,
    credits: pl.DataFrame,  # noqa: A002 - the frame is called so everywhere
    skips: pl.DataFrame,
    outlets: pl.DataFrame,
    rulings: pl.DataFrame,
    known: pl.DataFrame,
    settings: Settings,
) -> Judgement:
    """Return who derived what from whom among whole connected parts of the match graph.

    Three kinds of evidence stay apart: agreement of texts says *that* there is an edge; credits say *who*; dates,
    credits, third witnesses and what either side adds or lacks say *which way*. The sources are those of the likeliest
    branching (Edmonds 1967; probabilities by the matrix-tree theorem, Koo et al. 2007). The answer over unconnected
    parts is the union of the answers, and no row depends on the order of any frame.

    Args:
        documents: whole connected parts, and single documents with credits (frame ``documents``).
        matches: the matches among them (frame ``matches``).
        passages: the passages of those matches, and of documents with themselves (frame ``passages``).
        credits: the documents' credits (frame ``credits``).
        skips: the spans of the documents that are not body text (frame ``skips``).
        outlets: ``outlet_id`` and ``kind``.
        rulings: what people have ruled (``ruling``, ``subject``, ``key``, ``verdict``); see ``rulings``.
        known: unseen sources recorded before that any of the documents proves (frame ``unseen_sources``).
        settings: the least shares and probabilities.
    """
    everything = case(ruled.corrected(documents, rulings), matches, passages, credits, skips, outlets, settings)
    read = readings(everything)
    originals = positions(everything, ruled.originals(rulings))
    confirmed = ruled_rows(everything, read, ruled.edges(rulings))
    chosen = choices(read, signs(everything, read), settings, confirmed, originals)
    unseen = identified(everything, unseen_sources(everything, read, chosen, originals))
    above, passed = relays(everything, unseen)
    further = relay_rows(everything, above, passed)
    found = rows_of(everything, read, chosen, unseen, further)
    unseen |= above
    taken = replaced(everything, chosen, read, unseen, known)
    return Judgement(
        found,
        unseen_frame(everything, unseen, known, taken),
        attributed_spans(everything, found),
        bounds(read.bounded, chosen.bounded),
    )


def positions(everything: Case, ids: set[str]) -> set[int]:
    """Return the positions of documents."""
    if not ids:
        return set()
    return {at for at, document in enumerate(everything.documents["document_id"]) if document in ids}


def ruled_rows(everything: Case, read: Readings, edges: dict[tuple[str, str], bool]) -> dict[int, bool]:
    """Return the rows of pairs that people have ruled on."""
    if not edges:
        return {}
    ids = everything.documents["document_id"].to_list()
    ends = zip(read.documents.tolist(), read.sources.tolist(), strict=True)
    named = ((row, edges.get((ids[document], ids[source]))) for row, (document, source) in enumerate(ends))
    return {row: verdict for row, verdict in named if verdict is not None}


def bounds(pairs: int, documents: int) -> pl.DataFrame:
    """Return what was cut short (frame ``rejections``): reason and count."""
    counted = {"sources_beyond_the_nearest": pairs, "documents_weighed_alone": documents}
    rows = [(reason, count) for reason, count in sorted(counted.items()) if count]
    return pl.DataFrame(rows, schema=REJECTIONS.schema(), orient="row")
