"""What a cleaning decides: the plan that the output is written by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class CleaningPlan:
    """What is removed and cut.

    Attributes:
        documents: one row per document: ``document``, ``document_id``, ``file``, ``place``, ``rank`` and its features.
        removals: documents that are removed (columns of ``REMOVALS``).
        cuts: spans cut from kept documents: document, start, stop, reason, still, still_start, still_stop, text.
        pairs: documents whose texts were compared: left, right, jaccard, contained_left, contained_right.
        compared: number of pairs that were verified.
        left_out: number of texts not compared with every text with which they share a band.
        rejected: what could not be read: origin and reason.
        all_cuts: all spans to cut, also of documents that are removed.
        contaminated: documents with an item of an evaluation set (columns of ``REMOVALS``).
        sought: number of items of evaluation sets that were looked for.
        shared: copies in different splits that both stay (columns of ``SHARED``).
        item_spans: where documents hold the items for which they are removed (columns of ``ITEM_SPANS``).
    """

    documents: pl.DataFrame
    removals: pl.DataFrame
    cuts: pl.DataFrame
    pairs: pl.DataFrame
    compared: int
    left_out: int
    rejected: pl.DataFrame
    all_cuts: pl.DataFrame
    contaminated: pl.DataFrame
    sought: int
    shared: pl.DataFrame
    item_spans: pl.DataFrame
