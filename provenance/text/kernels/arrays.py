"""Compiled tools over arrays: a stable order, rows that grow, slices.

Each is compiled once, whoever calls it, where the numbers given are `whole`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from provenance.text.kernels.jit import linked, whole

if TYPE_CHECKING:
    from numpy.typing import NDArray


ZERO, ONE, NONE = whole(0), whole(1), whole(-1)
"""What arrays are filled with."""


@linked
def filled(values: NDArray[Any], value: int) -> NDArray[Any]:
    """Return the array with one value everywhere; numpy's `zeros` and `full` are three compilations for every type."""
    for place in range(values.size):
        values[place] = value
    return values


@linked
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


@linked
def room(rows: NDArray[np.int32], needed: int) -> NDArray[np.int32]:
    """Return the rows where they are as many as needed, else a copy with twice as many as that."""
    if needed <= rows.shape[0]:
        return rows
    out = np.empty((2 * needed, rows.shape[1]), np.int32)
    for row in range(rows.shape[0]):
        for column in range(rows.shape[1]):
            out[row, column] = rows[row, column]
    return out


@linked
def put(out: NDArray[Any], at: int, rows: NDArray[Any]) -> None:
    """Write rows into others from a place on; numpy's way compiles for three seconds, as its complaints are strings."""
    for row in range(rows.shape[0]):
        for column in range(rows.shape[1]):
            out[at + row, column] = rows[row, column]


@linked
def by_column(rows: NDArray[np.int32], used: int, column: int) -> NDArray[np.int64]:
    """Return the stable ascending order of the first `used` rows by a column."""
    values = np.empty(used, np.int64)
    for row in range(used):
        values[row] = rows[row, column]
    return order(values)


@linked
def arranged(rows: NDArray[np.int32], used: int) -> NDArray[np.int32]:
    """Return the first `used` rows in the order of their first column."""
    out = np.empty((used, rows.shape[1]), np.int32)
    places = by_column(rows, used, ZERO)
    for place in range(used):
        for column in range(rows.shape[1]):
            out[place, column] = rows[places[place], column]
    return out


@linked
def covered(spans: NDArray[np.int32], start: int, lengths: NDArray[np.int64]) -> int:
    """Return the characters of body tokens inside the union of the spans in the columns from `start` on."""
    total = 0
    reached = 0
    for row in by_column(spans, spans.shape[0], start):
        first = max(reached, spans[row, start])
        last = spans[row, start + 1]
        if last > first:
            total += lengths[last] - lengths[first]
            reached = last
    return total


@linked
def part(values: NDArray[Any], start: int, stop: int) -> NDArray[Any]:
    """Return a slice: a call costs less to compile than many slices in one function do."""
    return values[start:stop]
