"""Spans of a text: how they are tidied before they are removed, removed, and restored."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import polars as pl


class Span(NamedTuple):
    """One span to remove: half open, in code points; why; and where the same text has the same words, if anywhere."""

    start: int
    stop: int
    reason: str
    first_start: int | None = None
    first_stop: int | None = None


def tidy_spans(text: str, spans: list[Span]) -> list[Span]:
    """Return spans sorted, without overlap, each widened by the white space that separates it from what follows.

    Where nothing follows, the white space before is removed instead: the remaining text ends as the text itself does,
    not in an empty line.

    Args:
        text: the whole text.
        spans: in any order; where two overlap, the one that begins first gets the overlap.
    """
    disjoint = _without_overlap(spans)
    if not disjoint:
        return []
    bounds = [*(span.start for span in disjoint[1:]), len(text)]
    widened = [
        span._replace(stop=_skip_space(text, span.stop, bound)) for span, bound in zip(disjoint, bounds, strict=True)
    ]
    return _trim_end(text, widened)


def _without_overlap(spans: list[Span]) -> list[Span]:
    disjoint: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.stop, span.reason)):
        start = max(span.start, disjoint[-1].stop) if disjoint else span.start
        if start < span.stop:
            disjoint.append(span._replace(start=start))
    return disjoint


def _skip_space(text: str, start: int, bound: int) -> int:
    while start < bound and text[start].isspace():
        start += 1
    return start


def _trim_end(text: str, spans: list[Span]) -> list[Span]:
    """Return the spans; those that reach the end of the text begin where the text remaining before them ends."""
    stop = len(text)
    for at in range(len(spans) - 1, -1, -1):
        if spans[at].stop != stop:
            return spans
        stop = spans[at].start
        if at == 0 or spans[at - 1].stop != stop:
            text_end = len(text[:stop].rstrip())
            spans[at] = spans[at]._replace(start=max(text_end, spans[at - 1].stop if at else 0))
            return spans
    return spans


def remove_spans(text: str, spans: list[tuple[int, int]]) -> str:
    """Return a text without some spans (sorted, without overlap)."""
    parts, end = [], 0
    for start, stop in spans:
        parts.append(text[end:start])
        end = stop
    return "".join([*parts, text[end:]])


def restore_spans(text: str, cuts: list[tuple[int, str]]) -> str:
    """Return the text from which spans were removed.

    Args:
        text: what :func:`remove_spans` returned.
        cuts: start of each span in the original text, and its text; in order.
    """
    parts: list[str] = []
    length = position = 0
    for start, cut in cuts:
        between = text[position : position + start - length]
        parts += [between, cut]
        position += len(between)
        length += len(between) + len(cut)
    return "".join([*parts, text[position:]])


def spans_by_document(cuts: pl.DataFrame) -> dict[int, list[tuple[int, int]]]:
    """Return the spans of each document, in order.

    Args:
        cuts: document, start, stop.
    """
    spans: dict[int, list[tuple[int, int]]] = {}
    for document, start, stop in cuts.sort("document", "start").select("document", "start", "stop").iter_rows():
        spans.setdefault(document, []).append((start, stop))
    return spans
