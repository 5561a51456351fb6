"""Compiled tools over arrays: a stable order, rows that grow, slices.

Each is compiled once for all callers, provided that they pass numbers as `as_int64` gives them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from provenance.text.kernels.jit import as_int64, jit_callee

if TYPE_CHECKING:
    from numpy.typing import NDArray


ZERO, ONE, NONE = as_int64(0), as_int64(1), as_int64(-1)
"""Fill values, typed so that `fill` is compiled once for each kind of array."""


@jit_callee
def fill(values: NDArray[Any], value: int) -> NDArray[Any]:
    """Set all elements to a value and return the array; `zeros` and `full` of numpy take three compilations a type."""
    for index in range(values.size):
        values[index] = value
    return values


@jit_callee
def argsort(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the stable ascending order of the values (a merge sort, which compiles faster than numpy's)."""
    size = values.size
    current, merged = np.empty(size, np.int64), np.empty(size, np.int64)
    for index in range(size):
        current[index] = index
    width = 1
    while width < size:
        for start in range(0, size, 2 * width):
            middle, stop = min(start + width, size), min(start + 2 * width, size)
            i, j = start, middle
            for position in range(start, stop):
                if i < middle and (j >= stop or values[current[i]] <= values[current[j]]):
                    merged[position] = current[i]
                    i += 1
                else:
                    merged[position] = current[j]
                    j += 1
        current, merged = merged, current
        width *= 2
    return current


@jit_callee
def grow(rows: NDArray[np.int32], count: int) -> NDArray[np.int32]:
    """Return an array of at least `count` rows: the given one where it is long enough, else a copy twice that long."""
    if count <= rows.shape[0]:
        return rows
    out = np.empty((2 * count, rows.shape[1]), np.int32)
    for row in range(rows.shape[0]):
        for column in range(rows.shape[1]):
            out[row, column] = rows[row, column]
    return out


@jit_callee
def copy_rows(out: NDArray[Any], first: int, rows: NDArray[Any]) -> None:
    """Copy rows into `out` from row `first` on; numpy's slice assignment compiles for three seconds (string errors)."""
    for row in range(rows.shape[0]):
        for column in range(rows.shape[1]):
            out[first + row, column] = rows[row, column]


@jit_callee
def argsort_column(rows: NDArray[np.int32], count: int, column: int) -> NDArray[np.int64]:
    """Return the stable ascending order of the first `count` rows by one column."""
    values = np.empty(count, np.int64)
    for row in range(count):
        values[row] = rows[row, column]
    return argsort(values)


@jit_callee
def sort_rows(rows: NDArray[np.int32], count: int) -> NDArray[np.int32]:
    """Return the first `count` rows, sorted by their first column."""
    out = np.empty((count, rows.shape[1]), np.int32)
    order = argsort_column(rows, count, ZERO)
    for row in range(count):
        for column in range(rows.shape[1]):
            out[row, column] = rows[order[row], column]
    return out


@jit_callee
def covered_length(spans: NDArray[np.int32], start: int, lengths: NDArray[np.int64]) -> int:
    """Return the characters of body tokens inside the union of the spans that columns `start` and `start + 1` hold."""
    total = 0
    reached = 0
    for row in argsort_column(spans, spans.shape[0], start):
        first = max(reached, spans[row, start])
        last = spans[row, start + 1]
        if last > first:
            total += lengths[last] - lengths[first]
            reached = last
    return total


@jit_callee
def view(values: NDArray[Any], start: int, stop: int) -> NDArray[Any]:
    """Return a slice; one call compiles faster than a slice expression, where a function has many of them."""
    return values[start:stop]
