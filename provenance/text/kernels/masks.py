"""Compiled marks over tokens: which of them lie outside given spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.arrays import ONE, filled
from provenance.text.kernels.jit import compiled, linked

if TYPE_CHECKING:
    from numpy.typing import NDArray


@linked
def first_after(values: NDArray[np.int32], start: int, stop: int, limit: int) -> int:
    """Return the first index in [start, stop) whose ascending value exceeds the limit, or stop."""
    while start < stop:
        middle = (start + stop) // 2
        if values[middle] > limit:
            stop = middle
        else:
            start = middle + 1
    return start


@compiled
def body(
    offsets: NDArray[np.int64],
    starts: NDArray[np.int32],
    stops: NDArray[np.int32],
    documents: NDArray[np.int64],
    skip_starts: NDArray[np.int32],
    skip_stops: NDArray[np.int32],
) -> NDArray[np.bool_]:
    """Return which tokens touch none of the skipped spans.

    Args:
        offsets: where each document's tokens begin and end.
        starts: first code point of each token.
        stops: code point after its last.
        documents: position of each skipped span's document.
        skip_starts: first code point of each skipped span.
        skip_stops: code point after its last.
    """
    out = filled(np.empty(starts.size, np.bool_), ONE)
    for skip in range(documents.size):
        first, last = offsets[documents[skip]], offsets[documents[skip] + 1]
        token = first_after(stops, first, last, skip_starts[skip])
        while token < last and starts[token] < skip_stops[skip]:
            out[token] = False
            token += 1
    return out


@compiled
def token_spans(
    offsets: NDArray[np.int64],
    starts: NDArray[np.int32],
    stops: NDArray[np.int32],
    documents: NDArray[np.int64],
    spans: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return spans of documents [spans, 2] in tokens, counted from the document's first: those that they touch.

    Args:
        offsets: where each document's tokens begin and end.
        starts: first code point of each token.
        stops: code point after its last.
        documents: the document of each span.
        spans: first code point of each span, and the one after its last.
    """
    out = np.empty(spans.shape, np.int64)
    for row in range(documents.size):
        begin, end = offsets[documents[row]], offsets[documents[row] + 1]
        out[row, 0] = first_after(stops, begin, end, spans[row, 0]) - begin
        out[row, 1] = first_after(starts, begin, end, spans[row, 1] - 1) - begin
    return out
