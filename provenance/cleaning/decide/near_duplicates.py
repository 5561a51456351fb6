"""Near-duplicates: texts that share a band are candidates, and every candidate pair is verified on their shingles."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import polars as pl

from provenance.cleaning.decide.across_splits import is_comparable
from provenance.text.kernels import near_duplicates as kernels
from provenance.text.shingles import Shingles, winnow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from provenance.settings.cleaning import CleaningSettings
    from provenance.threads import Threads

    ShingleReader = Callable[[NDArray[np.int32]], Shingles]

Integer = TypeVar("Integer", np.int32, np.int64)

PAIRS = 1 << 15
"""Most pairs whose shingles are read and compared at once; changes no result."""

MEASURES = ("jaccard", "contained_left", "contained_right")
NO_CODES = np.zeros(0, np.int64)


@dataclass(frozen=True)
class VerifiedPairs:
    """Pairs of texts and their similarity. Texts are numbered by rank: of two near texts, the first is kept.

    Attributes:
        pairs: left, right (left < right), jaccard, contained_left, contained_right (the share of either's shingles
            that the other has) of the verified pairs that reach the floor; later what ``near_verification`` adds.
        compared: number of pairs that were verified.
        left_out: number of texts that were not compared with every text with which they share a band.
    """

    pairs: pl.DataFrame
    compared: int
    left_out: int


def is_near(least: float) -> pl.Expr:
    """Return whether pairs are near-duplicates at a least Jaccard similarity: of all text, or of the prose alone."""
    return (pl.max_horizontal("jaccard", "body_jaccard") >= least) & pl.col("difference").is_null()


class PairVerifier:
    """Verifies pairs, each once, and holds the similarity of those that reach a floor.

    A pair is a code: ``left << 32 | right``.
    """

    def __init__(
        self, shingles_of: ShingleReader, floor: float, threads: Threads, sides: NDArray[np.int32] | None = None
    ) -> None:
        self.shingles_of, self.floor, self.threads, self.sides = shingles_of, floor, threads, sides
        self.codes = NO_CODES
        self.measures = np.zeros((0, len(MEASURES)), np.float64)
        self.compared = 0
        self._verified = NO_CODES

    def verify(self, codes: NDArray[np.int64]) -> None:
        """Verify the pairs that have not been verified yet."""
        pending = codes[~isin_sorted(codes, self._verified)]
        step = max(1, min(PAIRS, math.ceil(len(pending) / self.threads.count)))
        batches = (pending[at : at + step] for at in range(0, len(pending), step))
        measures = np.concatenate([np.zeros((0, len(MEASURES))), *self.threads.map(self._similarity, batches)])
        self.compared += len(pending)
        self._verified = unique_sorted([self._verified, pending])
        self.codes = np.concatenate([self.codes, pending[measures[:, 0] >= self.floor]])
        self.measures = np.concatenate([self.measures, measures[measures[:, 0] >= self.floor]])

    def _similarity(self, codes: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the ``MEASURES`` of each pair; too low where its Jaccard similarity is below the floor."""
        left, right = sides(codes)
        texts = unique_sorted([left, right])
        sets = winnow(self.shingles_of(texts), 1)
        positions = [np.searchsorted(texts, side).astype(np.int64) for side in (left, right)]
        common = np.empty(len(codes), np.int32)
        kernels.count_common(positions[0], positions[1], sets.offsets, sets.hashes, self.floor, common)
        sizes = np.diff(sets.offsets)
        left_size, right_size = (np.maximum(sizes[side], 1) for side in positions)
        union = np.maximum(left_size + right_size - common, 1)
        return np.stack([common / union, common / left_size, common / right_size], axis=1)

    def kept_texts(self, texts: int, least: float) -> NDArray[np.int32]:
        """Return for each text itself where it is kept, else the text that is kept in its place."""
        near = (self.measures[:, 0] >= least) & is_comparable(self.sides, *sides(self.codes))
        return surviving_texts(texts, *sides(self.codes[near]), self.measures[near, 0])

    def pairs(self) -> pl.DataFrame:
        """Return the pairs that reach the floor."""
        left, right = sides(self.codes)
        measures = {name: self.measures[:, column] for column, name in enumerate(MEASURES)}
        return pl.DataFrame({"left": left, "right": right, **measures}).sort("left", "right")


def sides(codes: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the left and the right texts of pairs."""
    return (codes >> 32).astype(np.int32), (codes & 0xFFFFFFFF).astype(np.int32)


def surviving_texts(
    texts: int, left: NDArray[np.int32], right: NDArray[np.int32], similarity: NDArray[np.float64]
) -> NDArray[np.int32]:
    """Return for each text itself where it is kept, else the kept text that represents it.

    In the order of their numbers, a text is kept unless it matches a text that is kept already.

    Args:
        texts: their number.
        left: one text of each matching pair.
        right: the other.
        similarity: of each pair; among several kept texts, the most similar one represents a text.
    """
    source, target = np.concatenate([left, right]), np.concatenate([right, left])
    order = np.lexsort((target, source))
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(source, minlength=texts))]).astype(np.int64)
    out = np.full(texts, -2, np.int32)
    kernels.assign_representatives(starts, target[order], np.concatenate([similarity, similarity])[order], out)
    return out


def verified_pairs(
    bands: NDArray[np.int64],
    shingles_of: ShingleReader,
    thresholds: CleaningSettings,
    threads: Threads,
    sides_of_texts: NDArray[np.int32] | None = None,
) -> VerifiedPairs:
    """Return the pairs of similar texts: texts that share a band are candidates, and every candidate is verified.

    Args:
        bands: [texts, bands] keys, texts in rank order.
        shingles_of: returns the shingles of texts by number.
        thresholds: ``near``, ``floor``, ``near_bucket``, ``near_representatives`` and ``near_rounds``.
        threads: for verification.
        sides_of_texts: the side of each text (see ``across_splits``); None where all are on one.
    """
    verifier = PairVerifier(shingles_of, thresholds.floor, threads, sides_of_texts)
    buckets = list(threads.map(partial(split_buckets, most=thresholds.near_bucket), bands.T))
    verifier.verify(unique_sorted([NO_CODES, *(pairs for pairs, _ in buckets)]))
    large = [sort_by_key(bands[texts, band], texts) for band, (_, texts) in enumerate(buckets) if len(texts)]
    left_out = compare_large_buckets(len(bands), large, verifier, thresholds)
    return VerifiedPairs(verifier.pairs(), verifier.compared, left_out)


def compare_large_buckets(
    texts: int,
    large: list[tuple[NDArray[np.int32], NDArray[np.int64]]],
    verifier: PairVerifier,
    thresholds: CleaningSettings,
) -> int:
    """Compare representatives of large buckets with all other texts of their bucket, round by round.

    The representatives of a round are the first texts of the bucket that are kept so far and have not been compared.
    A bucket of ten thousand pages of one template so takes ten thousand comparisons per round, and not fifty million.

    Args:
        texts: their number.
        large: texts and keys of the large buckets of each band, sorted by key, then by text.
        verifier: compares pairs.
        thresholds: ``near``, ``near_representatives`` and ``near_rounds``.

    Returns:
        Number of texts that are kept and were compared with some of their bucket only.
    """
    compared = np.zeros(texts, np.bool_)
    member = np.zeros(texts, np.bool_)
    for order, _ in large:
        member[order] = True
    for _ in range(thresholds.near_rounds if large else 0):
        kept_now = verifier.kept_texts(texts, thresholds.near) == np.arange(texts)
        eligible, representatives = member & kept_now & ~compared, np.zeros(texts, np.bool_)
        for order, keys in large:
            kernels.mark_representatives(order, keys, eligible, thresholds.near_representatives, representatives)
        if not representatives.any():
            return 0
        verifier.verify(
            unique_sorted(
                [NO_CODES, *(kernels.representative_pairs(order, keys, representatives) for order, keys in large)]
            )
        )
        compared |= representatives
    kept_now = verifier.kept_texts(texts, thresholds.near) == np.arange(texts)
    return int((member & kept_now & ~compared).sum())


def split_buckets(keys: NDArray[np.int64], most: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the pairs of the buckets of one band with at most ``most`` texts, and the texts of its larger buckets."""
    texts = in_shared_buckets(keys)
    return kernels.bucket_pairs(*sort_by_key(keys[texts], texts), most)


def in_shared_buckets(keys: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the texts whose key another text has too, and a few more: most texts have none and need not be sorted."""
    hashed = keys & ((1 << (4 * len(keys)).bit_length()) - 1)
    return np.flatnonzero(np.bincount(hashed)[hashed] > 1).astype(np.int32)


def sort_by_key(keys: NDArray[np.int64], texts: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return texts and their keys, sorted by key, then by text."""
    order = np.lexsort((texts, keys))
    return texts[order], np.ascontiguousarray(keys[order])


def unique_sorted(arrays: list[NDArray[Integer]]) -> NDArray[Integer]:
    """Return the unique values of several arrays, ascending (by sorting: for millions of integers it beats hashing)."""
    joined = np.sort(np.concatenate(arrays))
    is_first = np.concatenate([np.ones(min(len(joined), 1), np.bool_), joined[1:] != joined[:-1]])
    unique: NDArray[Integer] = joined[is_first]
    return unique


def isin_sorted(values: NDArray[np.int64], test_values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which values occur in ``test_values``, which ascend."""
    if not len(test_values):
        return np.zeros(len(values), np.bool_)
    position = np.minimum(np.searchsorted(test_values, values), len(test_values) - 1)
    isin: NDArray[np.bool_] = test_values[position] == values
    return isin


def shingle_reader(
    parts: Iterator[tuple[NDArray[np.int64], NDArray[np.uint32]]], first: NDArray[np.int64]
) -> ShingleReader:
    """Return what reads the shingles of documents by number from staged parts, each of which has a range of documents.

    Args:
        parts: offsets and hashes of the shingles of each part.
        first: first document of each part, and the number of documents at the end.
    """
    arrays = list(parts)

    def shingles_of(documents: NDArray[np.int32]) -> Shingles:
        order = np.argsort(documents, kind="stable")
        ordered = documents[order]
        bounds = np.searchsorted(ordered, first)
        sizes = np.zeros(len(documents), np.int64)
        runs: list[NDArray[np.uint32]] = []
        for part, (offsets, hashes) in enumerate(arrays):
            rows = ordered[bounds[part] : bounds[part + 1]] - first[part]
            length = offsets[rows + 1] - offsets[rows]
            sizes[order[bounds[part] : bounds[part + 1]]] = length
            runs.append(hashes[range_indices(offsets[rows], length)])
        return reorder_shingles(np.concatenate([np.zeros(0, np.uint32), *runs]), sizes, order)

    return shingles_of


def range_indices(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the integers of several ranges, one range after another."""
    ends = np.cumsum(lengths)
    shifts: NDArray[np.int64] = np.repeat(starts - (ends - lengths), lengths)
    return np.arange(len(shifts)) + shifts


def reorder_shingles(hashes: NDArray[np.uint32], sizes: NDArray[np.int64], order: NDArray[np.int64]) -> Shingles:
    """Return the shingles of documents in the order in which they were asked for.

    Args:
        hashes: the shingles of one document after another, in the order ``order``.
        sizes: number of shingles of each document, in the order in which they were asked for.
        order: position in that order of each document.
    """
    starts = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes[order], out=starts[1:])
    position = np.empty(len(sizes), np.int64)
    position[order] = starts[:-1]
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    return Shingles(offsets, np.ascontiguousarray(hashes[range_indices(position, sizes)]))
