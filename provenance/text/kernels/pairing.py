"""Compiled sentence alignment: mutual nearest neighbours, unmatched sentences attached to them, chains in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.arrays import NONE, ZERO, fill
from provenance.text.kernels.jit import as_int64, jit, jit_inline

if TYPE_CHECKING:
    from numpy.typing import NDArray


LOWEST = as_int64(-9)
"""Less than any similarity."""


@jit
def mean_nearest(similarity: NDArray[np.float32], neighbours: int) -> NDArray[np.float64]:
    """Return the mean of the ``neighbours`` greatest values of each row: float64[rows]."""
    rows, columns = similarity.shape
    count = min(neighbours, columns)
    nearest = np.empty(count, np.float64)
    means = fill(np.empty(rows, np.float64), ZERO)
    for row in range(rows):
        for rank in range(count):
            nearest[rank] = -2.0
        for column in range(columns):
            value = similarity[row, column]
            rank = count - 1
            if value <= nearest[rank]:
                continue
            while rank > 0 and nearest[rank - 1] < value:
                nearest[rank] = nearest[rank - 1]
                rank -= 1
            nearest[rank] = value
        for rank in range(count):
            means[row] += nearest[rank]
        means[row] /= count
    return means


@jit
def mutual_nearest(
    similarity: NDArray[np.float32],
    row_means: NDArray[np.float64],
    column_means: NDArray[np.float64],
    min_similarity: float,
) -> NDArray[np.int32]:
    """Return for each row the column that is its nearest and whose nearest it is: int32[rows], -1 for none.

    Compared by CSLS: twice the similarity minus the mean similarity of either side's nearest neighbours; the first of
    equals counts.
    """
    rows, columns = similarity.shape
    best_row = fill(np.empty(columns, np.int32), NONE)
    best_column = fill(np.empty(rows, np.int32), NONE)
    best_value = fill(np.empty(columns, np.float64), LOWEST)
    for row in range(rows):
        greatest = -9.0
        for column in range(columns):
            value = 2.0 * similarity[row, column] - row_means[row] - column_means[column]
            if value > greatest:
                greatest = value
                best_column[row] = column
            if value > best_value[column]:
                best_value[column] = value
                best_row[column] = row
    for row in range(rows):
        column = best_column[row]
        if column >= 0 and (best_row[column] != row or similarity[row, column] < min_similarity):
            best_column[row] = -1
    return best_column


@jit_inline
def cosine_with_sum(
    first_cosine: float, second_cosine: float, mutual_cosine: float, first_weight: float, second_weight: float
) -> float:
    """Return the cosine of a vector with the weighted sum of two others, from the three cosines between them."""
    square = (
        first_weight * first_weight + second_weight * second_weight + 2.0 * first_weight * second_weight * mutual_cosine
    )
    return float((first_weight * first_cosine + second_weight * second_cosine) / np.sqrt(max(square, 1e-9)))


@jit
def attach_unmatched(
    similarity: NDArray[np.float32],
    partner: NDArray[np.int32],
    next_similarity: NDArray[np.float32],
    sizes: NDArray[np.int32],
    min_similarity: float,
) -> NDArray[np.int32]:
    """Return for each row without a partner the neighbouring row (±1) to attach it to: int32[rows], 0 for none.

    It is attached where the sum of both rows is nearer to the neighbour's partner than the neighbour alone.
    ``next_similarity`` is the cosine of each row with the next.
    """
    rows = len(partner)
    direction = fill(np.empty(rows, np.int32), ZERO)
    for row in range(rows):
        if partner[row] >= 0:
            continue
        greatest_gain = 0.0
        for step in (-1, 1):
            neighbour = row + step
            if neighbour < 0 or neighbour >= rows or partner[neighbour] < 0:
                continue
            column = partner[neighbour]
            if similarity[row, column] < min_similarity:
                continue
            joint = cosine_with_sum(
                similarity[neighbour, column],
                similarity[row, column],
                next_similarity[min(row, neighbour)],
                np.sqrt(sizes[neighbour]),
                np.sqrt(sizes[row]),
            )
            if joint - similarity[neighbour, column] > greatest_gain:
                greatest_gain = joint - similarity[neighbour, column]
                direction[row] = step
    return direction


@jit
def beads(
    partner: NDArray[np.int32], left_direction: NDArray[np.int32], right_direction: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Return the beads (linked runs of sentences) in the order of the left side: int32[beads, 4].

    Columns are the first and the last sentence on the left, then on the right, both ends included.
    """
    rows = np.empty((len(partner), 4), np.int32)
    count = 0
    for row in range(len(partner)):
        column = partner[row]
        if column < 0:
            continue
        low, high = row, row
        if row > 0 and left_direction[row - 1] == 1:
            low -= 1
        if row + 1 < len(partner) and left_direction[row + 1] == -1:
            high += 1
        first, last = column, column
        if column > 0 and right_direction[column - 1] == 1:
            first -= 1
        if column + 1 < len(right_direction) and right_direction[column + 1] == -1:
            last += 1
        rows[count, 0], rows[count, 1], rows[count, 2], rows[count, 3] = low, high, first, last
        count += 1
    return rows[:count].copy()


@jit
def heaviest_chain(
    beads: NDArray[np.int32], weights: NDArray[np.float64], usable: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return a mask of the beads in the heaviest chain that ascends on both sides; the first of equals."""
    count = len(beads)
    total = fill(np.empty(count, np.float64), ZERO)
    predecessor = fill(np.empty(count, np.int32), NONE)
    for bead in range(count):
        if not usable[bead]:
            continue
        for previous in range(bead):
            if usable[previous] and beads[previous, 3] < beads[bead, 2] and total[previous] > total[bead]:
                total[bead] = total[previous]
                predecessor[bead] = previous
        total[bead] += weights[bead]
    selected = fill(np.empty(count, np.bool_), ZERO)
    last = -1
    for bead in range(count):
        if usable[bead] and (last < 0 or total[bead] > total[last]):
            last = bead
    while last >= 0:
        selected[last] = True
        last = predecessor[last]
    return selected


@jit
def word_jaccard(
    left: NDArray[np.uint32],
    left_offsets: NDArray[np.int64],
    right: NDArray[np.uint32],
    right_offsets: NDArray[np.int64],
) -> NDArray[np.float32]:
    """Return the Jaccard index of every left with every right set of hashes, each set ascending and distinct."""
    rows, columns = len(left_offsets) - 1, len(right_offsets) - 1
    index = np.empty((rows, columns), np.float32)
    for row in range(rows):
        for column in range(columns):
            a, b = left_offsets[row], right_offsets[column]
            shared = 0
            while a < left_offsets[row + 1] and b < right_offsets[column + 1]:
                if left[a] == right[b]:
                    shared += 1
                    a += 1
                    b += 1
                elif left[a] < right[b]:
                    a += 1
                else:
                    b += 1
            row_size = left_offsets[row + 1] - left_offsets[row]
            column_size = right_offsets[column + 1] - right_offsets[column]
            index[row, column] = shared / (row_size + column_size - shared) if shared > 0 else 0.0
    return index
