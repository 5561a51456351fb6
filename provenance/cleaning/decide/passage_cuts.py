"""Which of the shared passages are cut: the first copy stays, and what is cut still stands where the record says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.cleaning.scan.spans import Span, tidied, without

if TYPE_CHECKING:
    from collections.abc import Mapping

Cut = tuple[int, int, int, str, int | None, int | None, int | None, str]


def with_passages(cuts: pl.DataFrame, passages: pl.DataFrame, gone: set[int], texts: dict[int, str]) -> pl.DataFrame:
    """Return cuts with the shared passages cut as well, from the document that stays after the other.

    A passage is cut only where its first copy stands, whole, in a document that stays; a document of which nothing else
    would stay keeps its passages.

    Args:
        cuts: document, start, stop, reason, still, still_start, still_stop, text.
        passages: left (stays before right), right, and the offsets in both; by the order of the right document.
        gone: documents that are removed.
        texts: texts of the right documents.
    """
    by_document: dict[int, list[Cut]] = {}
    for row in cuts.iter_rows():
        by_document.setdefault(row[0], []).append(row)
    wanted: dict[int, list[tuple[int, ...]]] = {}
    for left, right, *offsets in passages.select(
        "left", "right", "left_start", "left_stop", "right_start", "right_stop"
    ).iter_rows():
        wanted.setdefault(right, []).append((left, *offsets))
    for document, shared in wanted.items():
        if document not in gone:
            by_document[document] = cut_again(
                document, texts[document], by_document.get(document, []), shared, by_document, gone
            )
    rows = [row for document in sorted(by_document) for row in by_document[document]]
    return pl.DataFrame(rows, schema=cuts.schema, orient="row")


def cut_again(
    document: int,
    text: str,
    cuts: list[Cut],
    shared: list[tuple[int, ...]],
    by_document: dict[int, list[Cut]],
    gone: set[int],
) -> list[Cut]:
    """Return the cuts of one document with its shared passages among them, where their first copies stand."""
    still: dict[tuple[int, int], tuple[int, int, int]] = {}
    for left, left_start, left_stop, start, stop in shared:
        stands = left not in gone and not any(
            cut[1] < left_stop and left_start < cut[2] for cut in by_document.get(left, [])
        )
        if stands and (start, stop) not in still:
            still[start, stop] = (left, left_start, left_stop)
    before = [Span(cut[1], cut[2], cut[3]) for cut in cuts]
    spans = tidied(text, before + [Span(start, stop, "passages") for start, stop in still])
    if not without(text, [(span.start, span.stop) for span in spans]).strip():
        return cuts
    places = {(cut[1], cut[2]): cut[4:7] for cut in cuts} | still
    return [
        (document, span.start, span.stop, span.reason, *place_of(span, places), text[span.start : span.stop])
        for span in spans
    ]


def place_of(
    span: Span, places: Mapping[tuple[int, int], tuple[int | None, ...]]
) -> tuple[int | None, int | None, int | None]:
    """Return where the same text still stands: that of the cut of the same reason that the span comes from."""
    for (start, stop), place in places.items():
        if start < span.stop and span.start < stop:
            return place[0], place[1], place[2]
    return None, None, None
