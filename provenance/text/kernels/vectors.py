"""Compiled arithmetic on sentence vectors of signed bytes and on document vectors of bits: whole numbers throughout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numba import types
from numba.extending import intrinsic

from provenance.text.kernels.jit import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray


@compiled
def cosines(
    left: NDArray[np.int8],
    right: NDArray[np.int8],
    left_norms: NDArray[np.float64],
    right_norms: NDArray[np.float64],
) -> NDArray[np.float32]:
    """Return the inner product of every left with every right vector over their lengths: float32[left, right]."""
    rows, columns, width = len(left), len(right), left.shape[1]
    wide = right.astype(np.int16)
    out = np.empty((rows, columns), np.float32)
    for row in range(rows):
        one = left[row].astype(np.int16)
        for column in range(columns):
            other = wide[column]
            total = np.int32(0)
            for place in range(width):
                total += np.int32(one[place]) * np.int32(other[place])
            out[row, column] = total / (left_norms[row] * right_norms[column])
    return out


@compiled
def neighbouring(vectors: NDArray[np.int8]) -> NDArray[np.int32]:
    """Return the inner product of each vector with the next: int32[vectors - 1]."""
    out = np.empty(max(0, len(vectors) - 1), np.int32)
    for row in range(len(vectors) - 1):
        out[row] = 0
        for place in range(vectors.shape[1]):
            out[row] += np.int32(vectors[row, place]) * np.int32(vectors[row + 1, place])
    return out


@compiled
def sums(
    vectors: NDArray[np.int8], weights: NDArray[np.int64], groups: NDArray[np.int64], count: int
) -> NDArray[np.int64]:
    """Return the weighted sum of the vectors of each group: int64[count, width]."""
    out = np.empty((count, vectors.shape[1]), np.int64)
    for row in range(count):
        for place in range(vectors.shape[1]):
            out[row, place] = 0
    for row in range(len(vectors)):
        for place in range(vectors.shape[1]):
            out[groups[row], place] += weights[row] * np.int64(vectors[row, place])
    return out


@intrinsic
def ones(typing: Any, value: Any) -> Any:  # noqa: ANN401, ARG001 - types of numba
    """Return how many bits of an unsigned 64-bit number are set."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ANN401, ARG001
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), generate


@compiled
def nearest(
    queries: NDArray[np.uint64],
    index: NDArray[np.uint64],
    offsets: NDArray[np.int64],
    excluded: NDArray[np.int32],
    count: int,
    most: int,
) -> NDArray[np.int32]:
    """Return the ``count`` rows of the index nearest to each query, within ``most`` bits: int32[queries, count].

    Nearer ones first, of equals the earlier row; -1 where there are fewer. Rows that ``excluded`` holds for a query
    (ascending, those of query i at offsets[i]:offsets[i + 1]) are passed over.
    """
    out = np.empty((len(queries), count), np.int32)
    away = np.empty(count, np.int32)
    for query in range(len(queries)):
        passed, last = offsets[query], offsets[query + 1]
        found, worst = 0, most + 1
        for place in range(count):
            out[query, place] = -1
        for row in range(len(index)):
            differing = np.uint64(0)
            for word in range(index.shape[1]):
                differing += ones(queries[query, word] ^ index[row, word])
            distance = np.int32(differing)
            if distance >= worst:
                continue
            while passed < last and excluded[passed] < row:
                passed += 1
            if passed < last and excluded[passed] == row:
                continue
            place = found if found < count else count - 1
            while place > 0 and away[place - 1] > distance:
                away[place] = away[place - 1]
                out[query, place] = out[query, place - 1]
                place -= 1
            away[place] = distance
            out[query, place] = row
            found = min(found + 1, count)
            if found == count:
                worst = away[count - 1]
    return out
