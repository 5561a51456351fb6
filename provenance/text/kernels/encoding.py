"""Compiled steps of the sentence encoder between its products of matrices.

Sums run in one fixed order, sixteen strands side by side: a row's result does not depend on the rows beside it. Rows
that go into a product of matrices are brought to whole numbers first, so small that single precision adds them up
exactly: such a product does not depend on who makes it, or how.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from provenance.text.kernels.jit import compiled, inlined

if TYPE_CHECKING:
    from numpy.typing import NDArray

STRANDS = 16
"""Sums that run side by side; the length of every row is a multiple of it."""


class Made(NamedTuple):
    """What a layer makes of rows: values; the same as whole numbers; what a 1 of each row of these is worth."""

    values: NDArray[np.float32]
    numbers: NDArray[np.float32]
    worth: NDArray[np.float32]


@inlined
def standardised(
    row: NDArray[np.float32],
    gain: NDArray[np.float32],
    shift: NDArray[np.float32],
    least: float,
    strands: NDArray[np.float32],
) -> None:
    """Bring a row to mean 0 and variance 1, in place, then multiply it by ``gain`` and add ``shift``."""
    width = np.float32(len(row))
    for strand in range(STRANDS):
        strands[strand] = 0
    for start in range(0, len(row), STRANDS):
        for strand in range(STRANDS):
            strands[strand] += row[start + strand]
    total = np.float32(0)
    for strand in range(STRANDS):
        total += strands[strand]
        strands[strand] = 0
    mean = total / width
    for start in range(0, len(row), STRANDS):
        for strand in range(STRANDS):
            value = row[start + strand] - mean
            row[start + strand] = value
            strands[strand] += value * value
    total = np.float32(0)
    for strand in range(STRANDS):
        total += strands[strand]
    factor = np.float32(1) / np.sqrt(total / width + np.float32(least))
    for place in range(len(row)):
        row[place] = row[place] * factor * gain[place] + shift[place]


@inlined
def stepped(row: NDArray[np.float32], levels: float, out: NDArray[np.float32]) -> np.float32:
    """Write the row as whole numbers of at most ``levels``; return what one of them is worth."""
    most = np.float32(0)
    for place in range(len(row)):
        most = max(most, abs(row[place]))
    if most <= 0:
        most = np.float32(1)
    factor = np.float32(levels) / most
    for place in range(len(row)):
        out[place] = np.rint(row[place] * factor)
    return most / np.float32(levels)


@compiled
def whole_rows(rows: NDArray[np.float32], levels: float) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return rows as whole numbers of at most ``levels``, float32 as given, and what a 1 of each row is worth."""
    out, worth = np.empty_like(rows), np.empty(len(rows), np.float32)
    for row in range(len(rows)):
        worth[row] = stepped(rows[row], levels, out[row])
    return out, worth


@compiled
def known_tokens(
    products: NDArray[np.float32],
    scale: NDArray[np.float32],
    lowest: NDArray[np.float32],
    step: NDArray[np.float32],
    ones: NDArray[np.float32],
    bias: NDArray[np.float32],
    gain: NDArray[np.float32],
    shift: NDArray[np.float32],
    least: float,
) -> None:
    """Turn the products of tokens' bytes with the projection into what the first layer is given, in place.

    A token's vector is ``scale * bytes + lowest``; ``step`` is what a 1 of each column of the projection is worth, and
    ``ones`` the product of the projection with ones.
    """
    strands = np.empty(STRANDS, np.float32)
    for row in range(len(products)):
        for column in range(products.shape[1]):
            value = products[row, column] * step[column] * scale[row] + lowest[row] * ones[column]
            products[row, column] = value + bias[column]
        standardised(products[row], gain, shift, least, strands)


@compiled
def first_layer(
    products: NDArray[np.float32],
    worth: NDArray[np.float32],
    known: NDArray[np.float32],
    tokens: NDArray[np.int64],
    starts: NDArray[np.int64],
    before: int,
    bias: NDArray[np.float32],
    levels: float,
) -> Made:
    """Return what the first layer makes of each token: float32[tokens, width].

    ``products`` holds for each known token what it gives to a token in each place of the window: the window reaches
    from ``before`` tokens before, and not beyond the sentence. ``tokens`` are rows of it, those of sentence i
    starts[i]:starts[i + 1].
    """
    width = known.shape[1]
    span = products.shape[1] // width
    made = np.empty((len(tokens), width), np.float32)
    numbers, values = np.empty_like(made), np.empty(len(tokens), np.float32)
    for sentence in range(len(starts) - 1):
        low, high = starts[sentence], starts[sentence + 1]
        for place in range(low, high):
            row = made[place]
            for column in range(width):
                row[column] = bias[column]
            for part in range(span):
                other = place + part - before
                if low <= other < high:
                    token = tokens[other]
                    for column in range(width):
                        row[column] += products[token, part * width + column] * worth[token]
            for column in range(width):
                row[column] = max(row[column], np.float32(0)) + known[tokens[place], column]
            values[place] = stepped(row, levels, numbers[place])
    return Made(made, numbers, values)


@compiled
def second_layer(
    products: NDArray[np.float32],
    worth: NDArray[np.float32],
    made: NDArray[np.float32],
    starts: NDArray[np.int64],
    before: int,
    bias: NDArray[np.float32],
    out: NDArray[np.float32],
) -> None:
    """Write what the second layer makes of each token: float32[tokens, width]; see ``first_layer``."""
    width = made.shape[1]
    span = products.shape[1] // width
    for sentence in range(len(starts) - 1):
        low, high = starts[sentence], starts[sentence + 1]
        for place in range(low, high):
            row = out[place]
            for column in range(width):
                row[column] = bias[column]
            for part in range(span):
                other = place + part - before
                if low <= other < high:
                    for column in range(width):
                        row[column] += products[other, part * width + column] * worth[other]
            for column in range(width):
                row[column] = max(row[column], np.float32(0)) + made[place, column]


@compiled
def summed(
    rows: NDArray[np.float32],
    starts: NDArray[np.int64],
    gain: NDArray[np.float32],
    shift: NDArray[np.float32],
    least: float,
) -> NDArray[np.float32]:
    """Return the sum of each sentence's rows, each brought to mean 0 and variance 1: float32[sentences, width]."""
    out = np.empty((len(starts) - 1, rows.shape[1]), np.float32)
    strands = np.empty(STRANDS, np.float32)
    for sentence in range(len(out)):
        for column in range(rows.shape[1]):
            out[sentence, column] = 0
        for place in range(starts[sentence], starts[sentence + 1]):
            standardised(rows[place], gain, shift, least, strands)
            for column in range(rows.shape[1]):
                out[sentence, column] += rows[place, column]
    return out
