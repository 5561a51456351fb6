"""Compiled steps of the sentence encoder between its matrix products.

Sums run in one fixed order, in sixteen lanes: the result of a row does not depend on the other rows. Rows that go
into a matrix product are quantised to integers first, so small that single precision adds them up exactly: such a
product is the same with every linear algebra library and on any number of threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from provenance.text.kernels.jit import jit, jit_inline

if TYPE_CHECKING:
    from numpy.typing import NDArray

LANES = 16
"""Partial sums computed side by side; the length of every row is a multiple of it; changes no result."""


class LayerOutput(NamedTuple):
    """Output of a layer: values, the same quantised to integers, and the scale of each quantised row."""

    values: NDArray[np.float32]
    quantised: NDArray[np.float32]
    scales: NDArray[np.float32]


@jit_inline
def layer_norm(
    row: NDArray[np.float32],
    gain: NDArray[np.float32],
    shift: NDArray[np.float32],
    epsilon: float,
    lanes: NDArray[np.float32],
) -> None:
    """Normalise a row to mean 0 and variance 1, in place, then multiply it by ``gain`` and add ``shift``."""
    width = np.float32(len(row))
    for lane in range(LANES):
        lanes[lane] = 0
    for start in range(0, len(row), LANES):
        for lane in range(LANES):
            lanes[lane] += row[start + lane]
    total = np.float32(0)
    for lane in range(LANES):
        total += lanes[lane]
        lanes[lane] = 0
    mean = total / width
    for start in range(0, len(row), LANES):
        for lane in range(LANES):
            value = row[start + lane] - mean
            row[start + lane] = value
            lanes[lane] += value * value
    total = np.float32(0)
    for lane in range(LANES):
        total += lanes[lane]
    factor = np.float32(1) / np.sqrt(total / width + np.float32(epsilon))
    for column in range(len(row)):
        row[column] = row[column] * factor * gain[column] + shift[column]


@jit_inline
def quantise_row(row: NDArray[np.float32], levels: float, out: NDArray[np.float32]) -> np.float32:
    """Write the row quantised to integers of at most ±``levels``; return the scale: the value of a 1."""
    greatest = np.float32(0)
    for column in range(len(row)):
        greatest = max(greatest, abs(row[column]))
    if greatest <= 0:
        greatest = np.float32(1)
    factor = np.float32(levels) / greatest
    for column in range(len(row)):
        out[column] = np.rint(row[column] * factor)
    return greatest / np.float32(levels)


@jit
def quantise_rows(rows: NDArray[np.float32], levels: float) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return rows quantised to integers of at most ±``levels`` (as float32), and the scale of each row."""
    out, scales = np.empty_like(rows), np.empty(len(rows), np.float32)
    for row in range(len(rows)):
        scales[row] = quantise_row(rows[row], levels, out[row])
    return out, scales


@jit
def project_tokens(
    products: NDArray[np.float32],
    scale: NDArray[np.float32],
    lowest: NDArray[np.float32],
    step: NDArray[np.float32],
    column_sums: NDArray[np.float32],
    bias: NDArray[np.float32],
    gain: NDArray[np.float32],
    shift: NDArray[np.float32],
    epsilon: float,
) -> None:
    """Turn the products of quantised token vectors with the projection into inputs of the first layer, in place.

    A token's vector is ``scale * bytes + lowest``; ``step`` is the scale of each column of the quantised projection,
    and ``column_sums`` the sum of each of its columns, scaled.
    """
    lanes = np.empty(LANES, np.float32)
    for row in range(len(products)):
        for column in range(products.shape[1]):
            value = products[row, column] * step[column] * scale[row] + lowest[row] * column_sums[column]
            products[row, column] = value + bias[column]
        layer_norm(products[row], gain, shift, epsilon, lanes)


@jit
def first_convolution(
    products: NDArray[np.float32],
    scales: NDArray[np.float32],
    vectors: NDArray[np.float32],
    tokens: NDArray[np.int64],
    starts: NDArray[np.int64],
    before: int,
    bias: NDArray[np.float32],
    levels: float,
) -> LayerOutput:
    """Return the output of the first convolution for each token: float32[tokens, width].

    ``products`` holds for each distinct token its contribution to a token at each offset of the window: the window
    begins ``before`` tokens before that token, and does not cross the ends of the sentence. ``tokens`` are rows of it,
    those of sentence i at starts[i]:starts[i + 1].
    """
    width = vectors.shape[1]
    span = products.shape[1] // width
    activations = np.empty((len(tokens), width), np.float32)
    quantised, activation_scales = np.empty_like(activations), np.empty(len(tokens), np.float32)
    for sentence in range(len(starts) - 1):
        low, high = starts[sentence], starts[sentence + 1]
        for position in range(low, high):
            row = activations[position]
            for column in range(width):
                row[column] = bias[column]
            for offset in range(span):
                neighbour = position + offset - before
                if low <= neighbour < high:
                    token = tokens[neighbour]
                    for column in range(width):
                        row[column] += products[token, offset * width + column] * scales[token]
            for column in range(width):
                row[column] = max(row[column], np.float32(0)) + vectors[tokens[position], column]
            activation_scales[position] = quantise_row(row, levels, quantised[position])
    return LayerOutput(activations, quantised, activation_scales)


@jit
def second_convolution(
    products: NDArray[np.float32],
    scales: NDArray[np.float32],
    activations: NDArray[np.float32],
    starts: NDArray[np.int64],
    before: int,
    bias: NDArray[np.float32],
    out: NDArray[np.float32],
) -> None:
    """Write the output of the second convolution for each token: float32[tokens, width]; see `first_convolution`."""
    width = activations.shape[1]
    span = products.shape[1] // width
    for sentence in range(len(starts) - 1):
        low, high = starts[sentence], starts[sentence + 1]
        for position in range(low, high):
            row = out[position]
            for column in range(width):
                row[column] = bias[column]
            for offset in range(span):
                neighbour = position + offset - before
                if low <= neighbour < high:
                    for column in range(width):
                        row[column] += products[neighbour, offset * width + column] * scales[neighbour]
            for column in range(width):
                row[column] = max(row[column], np.float32(0)) + activations[position, column]


@jit
def sum_tokens(
    rows: NDArray[np.float32],
    starts: NDArray[np.int64],
    gain: NDArray[np.float32],
    shift: NDArray[np.float32],
    epsilon: float,
) -> NDArray[np.float32]:
    """Return the sum of each sentence's rows, each normalised (`layer_norm`): float32[sentences, width]."""
    out = np.empty((len(starts) - 1, rows.shape[1]), np.float32)
    lanes = np.empty(LANES, np.float32)
    for sentence in range(len(out)):
        for column in range(rows.shape[1]):
            out[sentence, column] = 0
        for position in range(starts[sentence], starts[sentence + 1]):
            layer_norm(rows[position], gain, shift, epsilon, lanes)
            for column in range(rows.shape[1]):
                out[sentence, column] += rows[position, column]
    return out
