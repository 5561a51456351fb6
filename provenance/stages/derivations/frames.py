"""The frames that inference reads, and those that it answers with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import polars as pl


class Inputs(NamedTuple):
    """What inference reads: whole connected components of the match graph, and single documents with credits.

    Attributes:
        documents: frame ``documents``.
        matches: the matches between them (frame ``matches``).
        passages: the passages of those matches, and of documents with themselves (frame ``passages``).
        credits: the documents' credits (frame ``credits``).
        skips: the spans of the documents that are not body text (frame ``skips``).
        outlets: ``outlet_id``, ``kind``, ``name`` (the id stands for it where absent) and, where lags are known,
            ``usual_hours``.
        rulings: what people have ruled: ``ruling``, ``subject``, ``key``, ``verdict``; see ``rulings``.
        unseen_sources: sources recorded by earlier runs that any of the documents proves (frame ``unseen_sources``).
    """

    documents: pl.DataFrame
    matches: pl.DataFrame
    passages: pl.DataFrame
    credits: pl.DataFrame
    skips: pl.DataFrame
    outlets: pl.DataFrame
    rulings: pl.DataFrame
    unseen_sources: pl.DataFrame


class Inference(NamedTuple):
    """Who derived what from whom, and what was not looked at.

    Attributes:
        derivations: one row a document and source.
        unseen_sources: sources that hold now, and previous ones that something replaced.
        attributed_spans: where each run of a deriving document's body comes from.
        rejections: pairs and documents that a bound left out, by reason (frame ``rejections``).
    """

    derivations: pl.DataFrame
    unseen_sources: pl.DataFrame
    attributed_spans: pl.DataFrame
    rejections: pl.DataFrame
