"""Spans of a text that are taken out of it, and put back."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """One span to take out: half open, in code points; why; and where in the same text the same is said, if it is."""

    start: int
    stop: int
    reason: str
    first_start: int | None = None
    first_stop: int | None = None


def tidied(text: str, spans: list[Span]) -> list[Span]:
    """Return spans in order and without overlap, with the white space that parts them from what follows.

    Where nothing follows, the white space before goes instead, so that no text ends in an empty line that it did not
    end in before.

    Args:
        text: the whole text.
        spans: in any order; where two overlap, the one that begins first keeps what they share.
    """
    disjoint = _disjoint(spans)
    if not disjoint:
        return []
    bounds = [*(span.start for span in disjoint[1:]), len(text)]
    wide = [
        span._replace(stop=_past_space(text, span.stop, bound)) for span, bound in zip(disjoint, bounds, strict=True)
    ]
    return _end_cleanly(text, wide)


def _disjoint(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.stop, each.reason)):
        start = max(span.start, kept[-1].stop) if kept else span.start
        if start < span.stop:
            kept.append(span._replace(start=start))
    return kept


def _past_space(text: str, start: int, bound: int) -> int:
    while start < bound and text[start].isspace():
        start += 1
    return start


def _end_cleanly(text: str, spans: list[Span]) -> list[Span]:
    """Return the spans, those that run to the end of the text begun at the end of what stays before them."""
    stop = len(text)
    for at in range(len(spans) - 1, -1, -1):
        if spans[at].stop != stop:
            return spans
        stop = spans[at].start
        if at == 0 or spans[at - 1].stop != stop:
            before = len(text[:stop].rstrip())
            spans[at] = spans[at]._replace(start=max(before, spans[at - 1].stop if at else 0))
            return spans
    return spans


def without(text: str, spans: list[tuple[int, int]]) -> str:
    """Return a text without some spans (in order, without overlap)."""
    parts, last = [], 0
    for start, stop in spans:
        parts.append(text[last:start])
        last = stop
    return "".join([*parts, text[last:]])


def put_back(text: str, cuts: list[tuple[int, str]]) -> str:
    """Return the text that ``without`` was given.

    Args:
        text: what it gave.
        cuts: start of each span in the whole text, and what stood there; in order.
    """
    parts: list[str] = []
    length = taken = 0
    for start, cut in cuts:
        piece = text[taken : taken + start - length]
        parts += [piece, cut]
        taken += len(piece)
        length += len(piece) + len(cut)
    return "".join([*parts, text[taken:]])
