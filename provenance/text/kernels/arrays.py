"""Compiled tools over arrays: a stable order, rows that grow, slices. Each is compiled once, whoever calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from provenance.text.kernels.compiling import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray


@compiled
def order(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the stable ascending order of the values (a merge sort, which compiles faster than numpy's)."""
    size = values.size
    now, then = np.empty(size, np.int64), np.empty(size, np.int64)
    for each in range(size):
        now[each] = each
    width = 1
    while width < size:
        for start in range(0, size, 2 * width):
            middle, stop = min(start + width, size), min(start + 2 * width, size)
            i, j = start, middle
            for place in range(start, stop):
                if i < middle and (j >= stop or values[now[i]] <= values[now[j]]):
                    then[place] = now[i]
                    i += 1
                else:
                    then[place] = now[j]
                    j += 1
        now, then = then, now
        width *= 2
    return now


@compiled
def room(rows: NDArray[np.int32], used: int, more: int) -> NDArray[np.int32]:
    """Return the rows, or a copy of the first `used` with room for as many again, so that `more` fit behind them."""
    if used + more <= rows.shape[0]:
        return rows
    out = np.empty((2 * (used + more), rows.shape[1]), np.int32)
    for row in range(used):
        for column in range(rows.shape[1]):
            out[row, column] = rows[row, column]
    return out


@compiled
def by_column(rows: NDArray[np.int32], used: int, column: int) -> NDArray[np.int64]:
    """Return the stable ascending order of the first `used` rows by a column."""
    values = np.empty(used, np.int64)
    for row in range(used):
        values[row] = rows[row, column]
    return order(values)


@compiled
def arranged(rows: NDArray[np.int32], used: int) -> NDArray[np.int32]:
    """Return the first `used` rows in the order of their first column."""
    out = np.empty((used, rows.shape[1]), np.int32)
    places = by_column(rows, used, 0)
    for place in range(used):
        for column in range(rows.shape[1]):
            out[place, column] = rows[places[place], column]
    return out


@compiled
def part(values: NDArray[Any], start: int, stop: int) -> NDArray[Any]:
    """Return a slice: a call costs less to compile than many slices in one function do."""
    return values[start:stop]
