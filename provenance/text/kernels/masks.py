"""Compiled masks over tokens: which of them lie outside given spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.arrays import ONE, fill
from provenance.text.kernels.jit import jit, jit_callee

if TYPE_CHECKING:
    from numpy.typing import NDArray


@jit_callee
def upper_bound(values: NDArray[np.int32], start: int, stop: int, limit: int) -> int:
    """Return the first index in [start, stop) whose ascending value exceeds the limit, or stop."""
    while start < stop:
        middle = (start + stop) // 2
        if values[middle] > limit:
            stop = middle
        else:
            start = middle + 1
    return start


@jit
def body_mask(
    offsets: NDArray[np.int64],
    starts: NDArray[np.int32],
    stops: NDArray[np.int32],
    documents: NDArray[np.int64],
    skip_starts: NDArray[np.int32],
    skip_stops: NDArray[np.int32],
) -> NDArray[np.bool_]:
    """Return a mask of the tokens that no skipped span overlaps.

    Args:
        offsets: where each document's tokens begin and end.
        starts: first code point of each token.
        stops: stop of each token.
        documents: position of the document of each skipped span.
        skip_starts: first code point of each skipped span.
        skip_stops: stop of each.
    """
    out = fill(np.empty(starts.size, np.bool_), ONE)
    for skip in range(documents.size):
        first, last = offsets[documents[skip]], offsets[documents[skip] + 1]
        token = upper_bound(stops, first, last, skip_starts[skip])
        while token < last and starts[token] < skip_stops[skip]:
            out[token] = False
            token += 1
    return out


@jit
def token_spans(
    offsets: NDArray[np.int64],
    starts: NDArray[np.int32],
    stops: NDArray[np.int32],
    documents: NDArray[np.int64],
    spans: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return the tokens that spans overlap: int64[spans, 2], start and stop counted from the document's first token.

    Args:
        offsets: where each document's tokens begin and end.
        starts: first code point of each token.
        stops: stop of each token.
        documents: the document of each span.
        spans: start and stop of each span in code points.
    """
    out = np.empty(spans.shape, np.int64)
    for row in range(documents.size):
        begin, end = offsets[documents[row]], offsets[documents[row] + 1]
        out[row, 0] = upper_bound(stops, begin, end, spans[row, 0]) - begin
        out[row, 1] = upper_bound(starts, begin, end, spans[row, 1] - 1) - begin
    return out
