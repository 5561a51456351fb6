"""What two texts share, word for word or nearly: passages with offsets, and measures of agreement.

Seed, chain, extend: windows of a few tokens that occur in both texts grow into maximal runs of equal tokens; runs are
cut so that no token is used twice, heaviest first (greedy string tiling, Wise 1993), and chained across small edits
where the equal weight exceeds the cost of the gap (sparse Smith-Waterman). Text that was moved makes passages of its
own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels import alignment as kernels
from provenance.text.kernels import masks
from provenance.text.kernels import windows as tools
from provenance.text.tokens import WORD_WEIGHT, Tokens, running_sum
from provenance.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from provenance.settings import Settings

CHUNK = 1024
"""Pairs in one call of the compiled loops; changes no result."""


@dataclass(frozen=True)
class PreparedTexts:
    """Tokens of many documents, ready for comparison: which are body text, their weights and their window hashes.

    Attributes:
        tokens: the tokens.
        hashes: their hashes.
        body: which tokens are body text.
        weights: running sum of the token weights, one longer than the tokens.
        lengths: running sum of the characters of body tokens, one longer than the tokens.
    """

    tokens: Tokens
    hashes: NDArray[np.uint64]
    body: NDArray[np.bool_]
    weights: NDArray[np.int64]
    lengths: NDArray[np.int64]

    def windows(self, words: int, letters: int) -> NDArray[np.uint64]:
        """Return the hash of the window at each token, 0 where it leaves the document or its body.

        Args:
            words: tokens in a window that begins with a word.
            letters: tokens in a window that begins with a character of an unspaced script.
        """
        return tools.window_hashes(self.hashes, self.tokens.characters, self.body, self.tokens.offsets, words, letters)

    def body_tokens(self) -> NDArray[np.int64]:
        """Return the number of body tokens of each document."""
        cumulative = running_sum(self.body.astype(np.int64))
        return cumulative[self.tokens.offsets[1:]] - cumulative[self.tokens.offsets[:-1]]

    def body_share(self) -> NDArray[np.float64]:
        """Return the share of each document's tokens that is body text, 0 where it has no token."""
        return self.body_tokens() / np.maximum(np.diff(self.tokens.offsets), 1)

    def body_length(self) -> NDArray[np.int64]:
        """Return the number of characters of each document's body tokens."""
        return self.lengths[self.tokens.offsets[1:]] - self.lengths[self.tokens.offsets[:-1]]


def prepare_texts(
    tokens: Tokens, skips: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]
) -> PreparedTexts:
    """Return documents ready for comparison.

    Args:
        tokens: the tokens of the documents.
        skips: spans that are not body text: position of the document, start and stop in code points.
    """
    body = masks.body_mask(tokens.offsets, tokens.starts, tokens.stops, *skips)
    size = np.where(body, tokens.stops - tokens.starts, 0)
    return PreparedTexts(
        tokens,
        tokens.hashes.astype(np.uint64),
        body,
        running_sum(tokens.weights()),
        running_sum(size),
    )


def expand_ranges(first: NDArray[np.int64], counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the number of the range that each element belongs to, and the elements, range after range.

    Args:
        first: first element of each range.
        counts: number of elements of each range; they are consecutive.
    """
    range_of = np.repeat(np.arange(len(counts)), counts)
    return range_of, np.arange(len(range_of)) + (first - np.cumsum(counts) + counts)[range_of]


@dataclass(frozen=True)
class PairAlignments:
    """What pairs of documents share: one measure a pair, and passages in token positions.

    Attributes:
        jaccard: over distinct shingles of the bodies; 1 where neither has one and the bodies are equal.
        similarity: geometric mean of two shares of weight that is equal in passages: the share of both bodies together
            (equal text counted once), and the share of the body that has the greater one. So an addition costs less
            than a change of its size.
        equal: whether the bodies are the same tokens in the same order.
        contained_left: share of the characters of the left body's tokens inside passages; `contained_right` likewise.
        runs: number of runs of equal tokens.
        passages: number of passages of each pair.
        spans: passages (left start, left stop, right start, right stop, equal tokens), pair after pair.
    """

    jaccard: NDArray[np.float64]
    similarity: NDArray[np.float64]
    equal: NDArray[np.bool_]
    contained_left: NDArray[np.float64]
    contained_right: NDArray[np.float64]
    runs: NDArray[np.int64]
    passages: NDArray[np.int64]
    spans: NDArray[np.int32]


def align_pairs(
    texts: PreparedTexts,
    pairs: NDArray[np.int32],
    settings: Settings,
    token_weights: NDArray[np.float64] | None = None,
    threads: Threads = Threads(1),
) -> PairAlignments:
    """Return what each pair of documents shares.

    Args:
        texts: the documents.
        pairs: rows of two positions of documents; fastest where pairs with the same left document are adjacent.
        settings: the groups ``alignment`` and ``shingles`` are read.
        token_weights: weight of each token in the similarity; equal weights if None.
        threads: the thread budget; changes no result.
    """
    offsets = texts.tokens.offsets
    numbers = settings.alignment
    shingles = texts.windows(settings.shingles.shingle_words, settings.shingles.shingle_characters)
    arguments = (
        *(offsets, texts.hashes, texts.body, texts.weights, texts.lengths),
        *(texts.windows(numbers.run_words, numbers.run_characters), shingles),
        *(WORD_WEIGHT * numbers.run_words, WORD_WEIGHT * numbers.passage_gap, numbers.passage_gap_cost),
        *(WORD_WEIGHT * numbers.passage_words, numbers.run_occurrences, numbers.chain_lookback, numbers.gap_cells),
    )
    results = list(threads.map(lambda chunk: kernels.align_pairs(chunk, *arguments), pair_chunks(pairs)))
    measures = np.concatenate([rows for rows, _ in results]) if results else np.zeros((0, 6), np.int64)
    spans = np.concatenate([rows for _, rows in results]) if results else np.zeros((0, 5), np.int32)
    equal = tools.equal_bodies(pairs, offsets, texts.hashes, texts.body)
    shingle_union = tools.count_distinct(shingles, offsets)[pairs].sum(axis=1) - measures[:, 0]
    lengths = texts.body_length()
    contained = [share_of(measures[:, 2 + side], lengths[pairs[:, side]], equal) for side in (0, 1)]
    similarity = np.where(equal, 1.0, passage_similarity(texts, pairs, measures[:, 5], spans, token_weights))
    jaccard = share_of(measures[:, 0], shingle_union, equal)
    return PairAlignments(jaccard, similarity, equal, contained[0], contained[1], measures[:, 4], measures[:, 5], spans)


def passage_similarity(
    texts: PreparedTexts,
    pairs: NDArray[np.int32],
    passages: NDArray[np.int64],
    spans: NDArray[np.int32],
    token_weights: NDArray[np.float64] | None,
) -> NDArray[np.float64]:
    """Return the similarity of each pair from its passages; see `PairAlignments`.

    Where a share a of one body's weight is equal, and b of the other's, the share of both is 1 / (1/a + 1/b - 1).

    Args:
        texts: the documents.
        pairs: rows of two positions of documents.
        passages: number of passages of each pair.
        spans: the passages, pair after pair.
        token_weights: weight of each token; equal weights if None.
    """
    weights = texts.body * (np.ones(len(texts.body)) if token_weights is None else token_weights)
    cumulative = np.concatenate([np.zeros(1), np.cumsum(weights)])
    pair = np.repeat(np.arange(len(pairs)), passages)
    left_share, right_share = (
        agreeing_share(texts.tokens.offsets, cumulative, pairs[:, side], pair, spans[:, [2 * side, 2 * side + 1, 4]])
        for side in (0, 1)
    )
    with np.errstate(divide="ignore"):
        return np.sqrt(np.maximum(left_share, right_share) / (1.0 / left_share + 1.0 / right_share - 1.0))


def agreeing_share(
    offsets: NDArray[np.int64],
    cumulative: NDArray[np.float64],
    documents: NDArray[np.int32],
    pair: NDArray[np.int64],
    spans: NDArray[np.int32],
) -> NDArray[np.float64]:
    """Return the share of the weight of each pair's document on one side that is equal on the other.

    Of a passage counts the share of its tokens that are equal.

    Args:
        offsets: where each document's tokens begin and end.
        cumulative: running sum of the token weights.
        documents: the document of each pair on this side.
        pair: the pair of each passage.
        spans: rows of start, stop and equal tokens of each passage.
    """
    base = offsets[documents]
    totals = cumulative[offsets[documents + 1]] - cumulative[base]
    start, stop = base[pair] + spans[:, 0], base[pair] + spans[:, 1]
    agreeing = np.minimum(spans[:, 2] / np.maximum(stop - start, 1), 1.0) * (cumulative[stop] - cumulative[start])
    inside = np.bincount(pair, agreeing, len(documents))
    return np.minimum(np.divide(inside, totals, out=np.zeros(len(inside)), where=totals > 0), 1.0)


def pair_chunks(pairs: NDArray[np.int32]) -> Iterator[NDArray[np.int32]]:
    """Yield the pairs in chunks for the compiled loops."""
    for start in range(0, len(pairs), CHUNK):
        yield pairs[start : start + CHUNK]


def union_length(spans: list[tuple[int, int]], lengths: NDArray[np.int64]) -> int:
    """Return the number of characters of body tokens inside the union of spans of tokens of one document.

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


def share_of(part: NDArray[np.int64], total: NDArray[np.int64], equal: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return part over total: 1 for equal bodies, 0 where the total is 0."""
    share = np.divide(part, total, out=np.zeros(len(part)), where=total > 0)
    return np.where(equal, 1.0, share)
