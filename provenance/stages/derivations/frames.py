"""The frames that inference reads, and those that it answers with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import polars as pl


class Inputs(NamedTuple):
    """What inference reads: whole connected components of the match graph, and single documents with credits.

    Attributes:
        documents: frame ``documents``. Columns: ``document``, ``document_id``, ``outlet_id``, ``url``,
            ``published_at``, ``published_precision``, ``text``.
        matches: the matches between them (frame ``matches``). Columns: ``left``, ``right``, ``kind``,
            ``contained_left``, ``contained_right``.
        passages: the passages of those matches, and of documents with themselves (frame ``passages``). Columns:
            ``left``, ``right``, ``passage``, ``left_start``, ``left_stop``, ``right_start``, ``right_stop``, ``kind``,
            ``similarity``.
        credits: the documents' credits (frame ``credits``). Columns: ``document``, ``credit``, ``role``,
            ``outlet_id``, ``cue``, ``value``, ``start``, ``stop``, ``strength``, ``scope_start``, ``scope_stop``.
        skips: the spans of the documents that are not body text (frame ``skips``). Columns: ``document``, ``start``,
            ``stop``.
        outlets: frame ``outlets``; ``name`` (the id stands for it where absent) and, where lags are known,
            ``usual_hours``. Columns: ``outlet_id``, ``kind``, ``name``.
        rulings: what people have ruled (table ``rulings``). Columns: ``ruling``, ``subject``, ``key``, ``verdict``.
        unseen_sources: sources recorded by earlier runs that any of the documents proves (frame ``unseen_sources``).
            Columns: ``source_id``, ``known_from``.
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
        templates: pages of templates: ``document`` and ``template``, the first page of each.
        template_pairs: the pairs of them of which none is a copy: ``left`` and ``right``, internal keys.
        rejections: pairs and documents that a bound left out, by reason (frame ``rejections``).
    """

    derivations: pl.DataFrame
    unseen_sources: pl.DataFrame
    attributed_spans: pl.DataFrame
    templates: pl.DataFrame
    template_pairs: pl.DataFrame
    rejections: pl.DataFrame
