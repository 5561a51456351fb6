"""Compiled pairing of the sentences of two texts: who is whose best, what belongs beside it, what stands in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.arrays import NONE, ZERO, filled
from provenance.text.kernels.jit import compiled, inlined, whole

if TYPE_CHECKING:
    from numpy.typing import NDArray


LEAST = whole(-9)
"""Less than any likeness."""


@compiled
def nearness(likeness: NDArray[np.float32], neighbours: int) -> NDArray[np.float64]:
    """Return the mean of the ``neighbours`` greatest values of each row: float64[rows]."""
    rows, columns = likeness.shape
    count = min(neighbours, columns)
    best = np.empty(count, np.float64)
    means = filled(np.empty(rows, np.float64), ZERO)
    for row in range(rows):
        for place in range(count):
            best[place] = -2.0
        for column in range(columns):
            value = likeness[row, column]
            place = count - 1
            if value <= best[place]:
                continue
            while place > 0 and best[place - 1] < value:
                best[place] = best[place - 1]
                place -= 1
            best[place] = value
        for place in range(count):
            means[row] += best[place]
        means[row] /= count
    return means


@compiled
def mutual(
    likeness: NDArray[np.float32],
    of_rows: NDArray[np.float64],
    of_columns: NDArray[np.float64],
    least: float,
) -> NDArray[np.int32]:
    """Return for each row the column that is its best and whose best it is, -1 where there is none.

    What is compared is the likeness less the mean of both sides' nearest neighbours (CSLS); the first of equals wins.
    """
    rows, columns = likeness.shape
    best_row = filled(np.empty(columns, np.int32), NONE)
    best_column = filled(np.empty(rows, np.int32), NONE)
    of_best = filled(np.empty(columns, np.float64), LEAST)
    for row in range(rows):
        most = -9.0
        for column in range(columns):
            value = 2.0 * likeness[row, column] - of_rows[row] - of_columns[column]
            if value > most:
                most = value
                best_column[row] = column
            if value > of_best[column]:
                of_best[column] = value
                best_row[column] = row
    for row in range(rows):
        column = best_column[row]
        if column >= 0 and (best_row[column] != row or likeness[row, column] < least):
            best_column[row] = -1
    return best_column


@inlined
def joined(one: float, other: float, beside: float, weight: float, other_weight: float) -> float:
    """Return the cosine with a third of two vectors' weighted sum, from either's cosine with it and their own."""
    square = weight * weight + other_weight * other_weight + 2.0 * weight * other_weight * beside
    return float((weight * one + other_weight * other) / np.sqrt(max(square, 1e-9)))


@compiled
def attach(
    likeness: NDArray[np.float32],
    partner: NDArray[np.int32],
    beside: NDArray[np.float32],
    sizes: NDArray[np.int32],
    least: float,
) -> NDArray[np.int32]:
    """Return for each row without a partner the neighbouring row (±1) that it belongs to, 0 for none.

    It belongs there where the two rows together are nearer to the neighbour's partner than the neighbour alone.
    ``beside`` holds the likeness of each row with the next.
    """
    rows = len(partner)
    towards = filled(np.empty(rows, np.int32), ZERO)
    for row in range(rows):
        if partner[row] >= 0:
            continue
        most = 0.0
        for step in (-1, 1):
            other = row + step
            if other < 0 or other >= rows or partner[other] < 0:
                continue
            column = partner[other]
            if likeness[row, column] < least:
                continue
            near = joined(
                likeness[other, column],
                likeness[row, column],
                beside[min(row, other)],
                np.sqrt(sizes[other]),
                np.sqrt(sizes[row]),
            )
            if near - likeness[other, column] > most:
                most = near - likeness[other, column]
                towards[row] = step
    return towards


@compiled
def beads(
    partner: NDArray[np.int32], left_towards: NDArray[np.int32], right_towards: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Return int32[beads, 4]: first and last sentence of each side, both included, in the order of the left side."""
    found = np.empty((len(partner), 4), np.int32)
    count = 0
    for row in range(len(partner)):
        column = partner[row]
        if column < 0:
            continue
        low, high = row, row
        if row > 0 and left_towards[row - 1] == 1:
            low -= 1
        if row + 1 < len(partner) and left_towards[row + 1] == -1:
            high += 1
        first, last = column, column
        if column > 0 and right_towards[column - 1] == 1:
            first -= 1
        if column + 1 < len(right_towards) and right_towards[column + 1] == -1:
            last += 1
        found[count, 0], found[count, 1], found[count, 2], found[count, 3] = low, high, first, last
        count += 1
    return found[:count].copy()


@compiled
def chain(found: NDArray[np.int32], weights: NDArray[np.float64], usable: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which beads make the heaviest chain that goes forward on both sides; the first of equals wins."""
    count = len(found)
    total = filled(np.empty(count, np.float64), ZERO)
    before = filled(np.empty(count, np.int32), NONE)
    for here in range(count):
        if not usable[here]:
            continue
        for there in range(here):
            if usable[there] and found[there, 3] < found[here, 2] and total[there] > total[here]:
                total[here] = total[there]
                before[here] = there
        total[here] += weights[here]
    inside = filled(np.empty(count, np.bool_), ZERO)
    at = -1
    for here in range(count):
        if usable[here] and (at < 0 or total[here] > total[at]):
            at = here
    while at >= 0:
        inside[at] = True
        at = before[at]
    return inside


@compiled
def word_likeness(
    left: NDArray[np.uint32],
    left_offsets: NDArray[np.int64],
    right: NDArray[np.uint32],
    right_offsets: NDArray[np.int64],
) -> NDArray[np.float32]:
    """Return the Jaccard index of every left with every right set of hashes; each set is sorted and distinct."""
    rows, columns = len(left_offsets) - 1, len(right_offsets) - 1
    index = np.empty((rows, columns), np.float32)
    for row in range(rows):
        for column in range(columns):
            a, b = left_offsets[row], right_offsets[column]
            both = 0
            while a < left_offsets[row + 1] and b < right_offsets[column + 1]:
                if left[a] == right[b]:
                    both += 1
                    a += 1
                    b += 1
                elif left[a] < right[b]:
                    a += 1
                else:
                    b += 1
            in_row = left_offsets[row + 1] - left_offsets[row]
            in_column = right_offsets[column + 1] - right_offsets[column]
            index[row, column] = both / (in_row + in_column - both) if both > 0 else 0.0
    return index
