"""Which shared passages are cut: the first copy is kept, and a passage is cut only where that copy survives whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.cleaning.scan.spans import Span, remove_spans, tidy_spans

if TYPE_CHECKING:
    from collections.abc import Mapping

Cut = tuple[int, int, int, str, int | None, int | None, int | None, str]
"""document, start, stop, reason, still, still_start, still_stop, text (the surviving copy in ``still_*``)."""


def surviving_copies(cuts: pl.DataFrame) -> pl.DataFrame:
    """Return cuts with the surviving copy of their text: ``still``, ``still_start``, ``still_stop``; null where none.

    Args:
        cuts: document, start, stop, reason, first_start, first_stop, text.
    """
    renamed = cuts.with_columns(
        pl.when(pl.col("first_start").is_not_null()).then(pl.col("document")).alias("still"),
        pl.col("first_start").alias("still_start"),
        pl.col("first_stop").alias("still_stop"),
    )
    return renamed.select("document", "start", "stop", "reason", "still", "still_start", "still_stop", "text")


def add_passage_cuts(
    cuts: pl.DataFrame, passages: pl.DataFrame, removed: set[int], texts: dict[int, str]
) -> pl.DataFrame:
    """Return cuts with the shared passages cut as well, from the document that is ranked after the other.

    A passage is cut only where its first copy survives, whole, in a document that is kept; a document of which nothing
    else would remain keeps its passages.

    Args:
        cuts: columns of ``Cut``.
        passages: left (ranked before right), right, and the offsets in both; in the order of the right document.
        removed: documents that are removed.
        texts: texts of the right documents.
    """
    cuts_of: dict[int, list[Cut]] = {}
    for row in cuts.iter_rows():
        cuts_of.setdefault(row[0], []).append(row)
    passages_of: dict[int, list[tuple[int, ...]]] = {}
    for left, right, *offsets in passages.select(
        "left", "right", "left_start", "left_stop", "right_start", "right_stop"
    ).iter_rows():
        passages_of.setdefault(right, []).append((left, *offsets))
    for document, shared in passages_of.items():
        if document not in removed:
            survivors = surviving_passages(shared, cuts_of, removed)
            cuts_of[document] = cut_passages(document, texts[document], cuts_of.get(document, []), survivors)
    rows = [row for document in sorted(cuts_of) for row in cuts_of[document]]
    return pl.DataFrame(rows, schema=cuts.schema, orient="row")


def surviving_passages(
    shared: list[tuple[int, ...]], cuts_of: Mapping[int, list[Cut]], removed: set[int]
) -> dict[tuple[int, int], tuple[int, int, int]]:
    """Return the spans of passages whose first copy survives, each with that copy: document, start and stop.

    Args:
        shared: passages of one document: left, left_start, left_stop, start, stop.
        cuts_of: cuts of each document so far.
        removed: documents that are removed.
    """
    survivors: dict[tuple[int, int], tuple[int, int, int]] = {}
    for left, left_start, left_stop, start, stop in shared:
        survives = left not in removed and not any(
            cut[1] < left_stop and left_start < cut[2] for cut in cuts_of.get(left, [])
        )
        if survives:
            survivors.setdefault((start, stop), (left, left_start, left_stop))
    return survivors


def cut_passages(
    document: int, text: str, cuts: list[Cut], survivors: Mapping[tuple[int, int], tuple[int, int, int]]
) -> list[Cut]:
    """Return the cuts of one document with its shared passages among them; as they were where no text would remain.

    Args:
        document: its number.
        text: its text.
        cuts: its cuts so far.
        survivors: passages to cut, with their surviving copies.
    """
    earlier = [Span(cut[1], cut[2], cut[3]) for cut in cuts]
    spans = tidy_spans(text, earlier + [Span(start, stop, "passages") for start, stop in survivors])
    if not remove_spans(text, [(span.start, span.stop) for span in spans]).strip():
        return cuts
    copies = {(cut[1], cut[2]): cut[4:7] for cut in cuts} | dict(survivors)
    return [
        (document, span.start, span.stop, span.reason, *copy_of_span(span, copies), text[span.start : span.stop])
        for span in spans
    ]


def copy_of_span(
    span: Span, copies: Mapping[tuple[int, int], tuple[int | None, ...]]
) -> tuple[int | None, int | None, int | None]:
    """Return the surviving copy of the first cut that a tidied span overlaps: document, start and stop."""
    for (start, stop), copy in copies.items():
        if start < span.stop and span.start < stop:
            return copy[0], copy[1], copy[2]
    return None, None, None
