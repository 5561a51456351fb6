"""What two texts share, word for word or nearly: passages with offsets, and measures of agreement.

Seed, chain, extend: windows of a few tokens that stand in both texts grow into maximal runs of equal tokens; runs are
cut so that no token is used twice, heaviest first (greedy string tiling, Wise 1993), and chained across small edits
where what agrees outweighs the gap (sparse Smith-Waterman). Moved text is found as passages of its own.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from provenance.text.kernels import alignment as kernels
from provenance.text.kernels import masks
from provenance.text.kernels import windows as tools

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from provenance.text.tokens import Tokens

Answer = TypeVar("Answer")

WORD = 2
"""Weight of a word; a character of a script without spaces weighs 1: two of them say about what one word says."""

CHUNK = 1024
"""Pairs a thread takes at once; changes no result."""


@dataclass(frozen=True)
class Texts:
    """Tokens of many documents, ready for comparison: which are body, what they weigh, and their windows."""

    tokens: Tokens
    hashes: NDArray[np.uint64]
    body: NDArray[np.bool_]
    weights: NDArray[np.int64]
    lengths: NDArray[np.int64]

    def windows(self, words: int, letters: int) -> NDArray[np.uint64]:
        """Return a hash of the window at each token, 0 where it leaves the document or its body."""
        return tools.window_hashes(self.hashes, self.tokens.characters, self.body, self.tokens.offsets, words, letters)

    def body_tokens(self) -> NDArray[np.int64]:
        """Return how many tokens of each document are body."""
        before = running(self.body.astype(np.int64))
        return before[self.tokens.offsets[1:]] - before[self.tokens.offsets[:-1]]

    def body_share(self) -> NDArray[np.float64]:
        """Return which share of each document's tokens is body, 0 where it has none."""
        return self.body_tokens() / np.maximum(np.diff(self.tokens.offsets), 1)

    def body_length(self) -> NDArray[np.int64]:
        """Return the characters of each document's body tokens."""
        return self.lengths[self.tokens.offsets[1:]] - self.lengths[self.tokens.offsets[:-1]]


def prepare(tokens: Tokens, skips: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]) -> Texts:
    """Return documents ready for comparison.

    Args:
        tokens: the tokens of the documents.
        skips: spans that are not body text: position of the document, start and stop in code points.
    """
    body = masks.body_mask(tokens.offsets, tokens.starts, tokens.stops, *skips)
    size = np.where(body, tokens.stops - tokens.starts, 0)
    return Texts(
        tokens,
        tokens.hashes.astype(np.uint64),
        body,
        running(np.where(tokens.characters, 1, WORD)),
        running(size),
    )


def running(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the running sums from 0 on, one more than there are values."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(values, dtype=np.int64)])


def ranges(first: NDArray[np.int64], many: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the numbers of ranges, one range after another, and before them the range that each is of.

    Args:
        first: first number of each range.
        many: how many numbers it has.
    """
    of = np.repeat(np.arange(len(many)), many)
    return of, np.arange(len(of)) + (first - np.cumsum(many) + many)[of]


@dataclass(frozen=True)
class Limits:
    """How long runs, gaps and passages are; words, unless a name says otherwise."""

    run_words: int
    run_characters: int
    shingle_words: int
    shingle_characters: int
    passage_words: int
    passage_gap: int
    passage_gap_cost: float


@dataclass(frozen=True)
class Shared:
    """What pairs of documents share: one measure a pair, and passages in token positions.

    Attributes:
        jaccard: over distinct shingles of the bodies; 1 where neither has one and the bodies are equal.
        similarity: geometric mean of two shares of the bodies' weight that agrees in passages: of that of both (what
            agrees once), and of the one that agrees more. So an addition costs less than a change of its size.
        equal: whether the bodies are the same tokens in the same order.
        contained_left: share of the characters of the left body's tokens inside passages; `contained_right` likewise.
        runs: runs of equal tokens that were found.
        passages: how many passages each pair has.
        spans: passages (left start, left stop, right start, right stop, tokens that agree), pair after pair.
    """

    jaccard: NDArray[np.float64]
    similarity: NDArray[np.float64]
    equal: NDArray[np.bool_]
    contained_left: NDArray[np.float64]
    contained_right: NDArray[np.float64]
    runs: NDArray[np.int64]
    passages: NDArray[np.int64]
    spans: NDArray[np.int32]


def shared(
    texts: Texts, pairs: NDArray[np.int32], limits: Limits, emphasis: NDArray[np.float64] | None = None
) -> Shared:
    """Return what each pair shares.

    Args:
        texts: the documents.
        pairs: rows of two positions of documents; fastest where pairs with the same left document stand together.
        limits: how long runs, gaps and passages are.
        emphasis: what each token weighs in the similarity; all the same where none is given.
    """
    offsets = texts.tokens.offsets
    shingles = texts.windows(limits.shingle_words, limits.shingle_characters)
    fixed = (
        *(offsets, texts.hashes, texts.body, texts.weights, texts.lengths),
        *(texts.windows(limits.run_words, limits.run_characters), shingles),
        *(WORD * limits.run_words, WORD * limits.passage_gap, limits.passage_gap_cost, WORD * limits.passage_words),
    )
    parts = in_threads(lambda chunk: kernels.align_pairs(chunk, *fixed), pairs)
    found = np.concatenate([measures for measures, _ in parts]) if parts else np.zeros((0, 6), np.int64)
    spans = np.concatenate([spans for _, spans in parts]) if parts else np.zeros((0, 5), np.int32)
    equal = tools.equal_bodies(pairs, offsets, texts.hashes, texts.body)
    either = tools.count_distinct(shingles, offsets)[pairs].sum(axis=1) - found[:, 0]
    jaccard = ratio(found[:, 0], either, equal)
    length = texts.body_length()
    inside = [ratio(found[:, 2 + side], length[pairs[:, side]], equal) for side in (0, 1)]
    similarity = np.where(equal, 1.0, likeness(texts, pairs, found[:, 5], spans, emphasis))
    return Shared(jaccard, similarity, equal, inside[0], inside[1], found[:, 4], found[:, 5], spans)


def likeness(
    texts: Texts,
    pairs: NDArray[np.int32],
    passages: NDArray[np.int64],
    spans: NDArray[np.int32],
    emphasis: NDArray[np.float64] | None,
) -> NDArray[np.float64]:
    """Return the similarity of each pair from its passages; see `Shared`.

    With the share a of one body's weight that agrees and b of the other's, what agrees is 1 / (1/a + 1/b - 1) of both.

    Args:
        texts: the documents.
        pairs: rows of two positions of documents.
        passages: how many passages each pair has.
        spans: the passages, pair after pair.
        emphasis: what each token weighs.
    """
    weight = texts.body * (np.ones(len(texts.body)) if emphasis is None else emphasis)
    before = np.concatenate([np.zeros(1), np.cumsum(weight)])
    pair = np.repeat(np.arange(len(pairs)), passages)
    a, b = (
        agreeing(texts.tokens.offsets, before, pairs[:, side], pair, spans[:, [2 * side, 2 * side + 1, 4]])
        for side in (0, 1)
    )
    with np.errstate(divide="ignore"):
        return np.sqrt(np.maximum(a, b) / (1.0 / a + 1.0 / b - 1.0))


def agreeing(
    offsets: NDArray[np.int64],
    before: NDArray[np.float64],
    documents: NDArray[np.int32],
    pair: NDArray[np.int64],
    spans: NDArray[np.int32],
) -> NDArray[np.float64]:
    """Return which share of each pair's document on one side agrees: of a passage as much as of its tokens.

    Args:
        offsets: where each document's tokens begin and end.
        before: running sum of the tokens' weights.
        documents: the document of each pair on this side.
        pair: the pair of each passage.
        spans: start, stop and tokens that agree of each.
    """
    base = offsets[documents]
    whole = before[offsets[documents + 1]] - before[base]
    start, stop = base[pair] + spans[:, 0], base[pair] + spans[:, 1]
    part = np.minimum(spans[:, 2] / np.maximum(stop - start, 1), 1.0) * (before[stop] - before[start])
    inside = np.bincount(pair, part, len(documents))
    return np.minimum(np.divide(inside, whole, out=np.zeros(len(inside)), where=whole > 0), 1.0)


def in_threads(work: Callable[[NDArray[np.int32]], Answer], pairs: NDArray[np.int32]) -> list[Answer]:
    """Return the answers for the pairs, chunk after chunk, worked out side by side."""
    chunks = [pairs[start : start + CHUNK] for start in range(0, len(pairs), CHUNK)]
    if len(chunks) < 2:
        return [work(chunk) for chunk in chunks]
    with ThreadPoolExecutor(min(len(chunks), os.cpu_count() or 1)) as pool:
        return list(pool.map(work, chunks))


def union(spans: list[tuple[int, int]], lengths: NDArray[np.int64]) -> int:
    """Return the characters of body tokens inside any of the spans of tokens of one document.

    Args:
        spans: start and stop of each.
        lengths: running sum of the characters of the document's body tokens.
    """
    total = reached = 0
    for start, stop in sorted(spans):
        if stop > max(start, reached):
            total += int(lengths[stop] - lengths[max(start, reached)])
            reached = stop
    return total


def ratio(part: NDArray[np.int64], whole: NDArray[np.int64], equal: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return part over whole: 1 for equal bodies, 0 where there is no whole."""
    share = np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)
    return np.where(equal, 1.0, share)
