"""Compiled integer arithmetic on sentence vectors (signed bytes) and on document codes (SimHash bits)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numba import types
from numba.extending import intrinsic

from provenance.text.kernels.jit import jit

if TYPE_CHECKING:
    from numpy.typing import NDArray


@jit
def cosines(
    left: NDArray[np.int8],
    right: NDArray[np.int8],
    left_norms: NDArray[np.float64],
    right_norms: NDArray[np.float64],
) -> NDArray[np.float32]:
    """Return the cosine of every left with every right vector, given their norms: float32[left, right]."""
    rows, columns, width = len(left), len(right), left.shape[1]
    wide_right = right.astype(np.int16)
    out = np.empty((rows, columns), np.float32)
    for row in range(rows):
        left_vector = left[row].astype(np.int16)
        for column in range(columns):
            right_vector = wide_right[column]
            total = np.int32(0)
            for component in range(width):
                total += np.int32(left_vector[component]) * np.int32(right_vector[component])
            out[row, column] = total / (left_norms[row] * right_norms[column])
    return out


@jit
def adjacent_products(vectors: NDArray[np.int8]) -> NDArray[np.int32]:
    """Return the inner product of each vector with the next: int32[vectors - 1]."""
    out = np.empty(max(0, len(vectors) - 1), np.int32)
    for row in range(len(vectors) - 1):
        out[row] = 0
        for component in range(vectors.shape[1]):
            out[row] += np.int32(vectors[row, component]) * np.int32(vectors[row + 1, component])
    return out


@jit
def weighted_sums(
    vectors: NDArray[np.int8], weights: NDArray[np.int64], groups: NDArray[np.int64], count: int
) -> NDArray[np.int64]:
    """Return the weighted sum of the vectors of each group: int64[count, width]."""
    out = np.empty((count, vectors.shape[1]), np.int64)
    for row in range(count):
        for component in range(vectors.shape[1]):
            out[row, component] = 0
    for row in range(len(vectors)):
        for component in range(vectors.shape[1]):
            out[groups[row], component] += weights[row] * np.int64(vectors[row, component])
    return out


@intrinsic
def popcount(typing: Any, value: Any) -> Any:  # noqa: ANN401, ARG001 - types of numba
    """Return the number of set bits of an unsigned 64-bit number."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ANN401, ARG001
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), generate


@jit
def hamming_nearest(
    queries: NDArray[np.uint64],
    index: NDArray[np.uint64],
    offsets: NDArray[np.int64],
    excluded: NDArray[np.int32],
    count: int,
    max_distance: int,
) -> NDArray[np.int32]:
    """Return the ``count`` index rows nearest to each query by Hamming distance: int32[queries, count].

    Nearer rows come first, of equals the earlier; -1 where fewer are within ``max_distance`` bits. The rows excluded
    for query i are excluded[offsets[i]:offsets[i + 1]], ascending.
    """
    out = np.empty((len(queries), count), np.int32)
    distances = np.empty(count, np.int32)
    for query in range(len(queries)):
        skip, last = offsets[query], offsets[query + 1]
        count_found, worst = 0, max_distance + 1
        for rank in range(count):
            out[query, rank] = -1
        for row in range(len(index)):
            differing = np.uint64(0)
            for word in range(index.shape[1]):
                differing += popcount(queries[query, word] ^ index[row, word])
            distance = np.int32(differing)
            if distance >= worst:
                continue
            while skip < last and excluded[skip] < row:
                skip += 1
            if skip < last and excluded[skip] == row:
                continue
            rank = count_found if count_found < count else count - 1
            while rank > 0 and distances[rank - 1] > distance:
                distances[rank] = distances[rank - 1]
                out[query, rank] = out[query, rank - 1]
                rank -= 1
            distances[rank] = distance
            out[query, rank] = row
            count_found = min(count_found + 1, count)
            if count_found == count:
                worst = distances[count - 1]
    return out
