"""Near-duplicates: texts that share a band, every pair verified on their shingles, and which of them stay."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import polars as pl

from provenance.text.kernels import near_duplicates as likeness
from provenance.text.shingles import Shingles, winnow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from provenance.cleaning.options import Options

    Gather = Callable[[NDArray[np.int32]], Shingles]

Integer = TypeVar("Integer", np.int32, np.int64)

BUCKET = 64
"""Texts that share a band and are all compared with each other; of more, leaders are compared with all others."""

LEADERS = 8
"""Leaders of a large bucket in one round: the first that stay so far."""

ROUNDS = 100
"""Rounds of leaders; how many texts that leaves uncompared with some of their bucket is recorded."""

PAIRS = 1 << 15
"""Pairs whose texts are fetched and verified together, at most."""

THREADS = 2
NO_CODES = np.zeros(0, np.int64)


@dataclass(frozen=True)
class Likeness:
    """What was found about texts, numbered in the order of what stays.

    Attributes:
        pairs: left, right (left stays before right), jaccard, and the share of either's shingles in the other, of all
            verified pairs that reach the floor.
        compared: pairs that were verified.
        left_out: texts that were not compared with every text they share a band with.
    """

    pairs: pl.DataFrame
    compared: int
    left_out: int


class Verified:
    """Pairs that have been verified so far, and how alike they are."""

    def __init__(self, gather: Gather, floor: float) -> None:
        self.gather, self.floor = gather, floor
        self.codes = np.zeros(0, np.int64)
        self.measures = np.zeros((0, 3), np.float64)
        self.compared = 0
        self._seen = np.zeros(0, np.int64)

    def add(self, codes: NDArray[np.int64]) -> None:
        """Verify the pairs that have not been."""
        fresh = codes[~among(codes, self._seen)]
        step = max(1, min(PAIRS, math.ceil(len(fresh) / THREADS)))
        with ThreadPoolExecutor(THREADS) as pool:
            parts = list(pool.map(self._measured, (fresh[at : at + step] for at in range(0, len(fresh), step))))
        measures = np.concatenate([np.zeros((0, 3)), *parts])
        self.compared += len(fresh)
        self._seen = distinct([self._seen, fresh])
        self.codes = np.concatenate([self.codes, fresh[measures[:, 0] >= self.floor]])
        self.measures = np.concatenate([self.measures, measures[measures[:, 0] >= self.floor]])

    def _measured(self, codes: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return Jaccard similarity and shares of left and right text; less than the floor where it is less."""
        left, right = (codes >> 32).astype(np.int32), (codes & 0xFFFFFFFF).astype(np.int32)
        texts = distinct([left, right])
        sets = winnow(self.gather(texts), 1)
        here = [np.searchsorted(texts, side).astype(np.int64) for side in (left, right)]
        both = np.empty(len(codes), np.int32)
        likeness.count_common(here[0], here[1], sets.offsets, sets.hashes, self.floor, both)
        sizes = np.diff(sets.offsets)
        whole = [np.maximum(sizes[side], 1) for side in here]
        return np.stack([both / np.maximum(whole[0] + whole[1] - both, 1), both / whole[0], both / whole[1]], axis=1)

    def staying(self, texts: int, least: float) -> NDArray[np.int32]:
        """Return for each text itself, or the one that stays in its place."""
        alike = self.measures[:, 0] >= least
        left, right = (self.codes[alike] >> 32).astype(np.int32), (self.codes[alike] & 0xFFFFFFFF).astype(np.int32)
        return staying(texts, left, right, self.measures[alike, 0])

    def pairs(self) -> pl.DataFrame:
        """Return the pairs that reach the floor."""
        columns = {
            "left": (self.codes >> 32).astype(np.int32),
            "right": (self.codes & 0xFFFFFFFF).astype(np.int32),
            **{name: self.measures[:, at] for at, name in enumerate(("jaccard", "contained_left", "contained_right"))},
        }
        return pl.DataFrame(columns).sort("left", "right")


def staying(
    texts: int, left: NDArray[np.int32], right: NDArray[np.int32], weight: NDArray[np.float64]
) -> NDArray[np.int32]:
    """Return for each of some texts itself where it stays, else the text that stays in its place.

    Args:
        texts: their number; they are numbered in the order of what stays.
        left: one text of each pair that matches.
        right: the other.
        weight: how alike they are; of several that stay, a text is given to the most alike.
    """
    source, target = np.concatenate([left, right]), np.concatenate([right, left])
    order = np.lexsort((target, source))
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(source, minlength=texts))]).astype(np.int64)
    out = np.full(texts, -2, np.int32)
    likeness.assign_representatives(starts, target[order], np.concatenate([weight, weight])[order], out)
    return out


def likeness_of(bands: NDArray[np.int64], gather: Gather, options: Options) -> Likeness:
    """Return the pairs of texts that agree: all that share a band are candidates, every candidate is verified.

    Args:
        bands: [texts, bands] keys, texts in the order of what stays.
        gather: gives the shingles of texts by number.
        options: ``near`` and ``floor``.
    """
    found = Verified(gather, options.settings.cleaning.floor)
    with ThreadPoolExecutor(THREADS) as pool:
        columns = list(pool.map(small_and_large, bands.T))
    found.add(distinct([NO_CODES, *(pairs for pairs, _ in columns)]))
    large = [in_order(bands[members, band], members) for band, (_, members) in enumerate(columns) if len(members)]
    left_out = lead(len(bands), large, found, options)
    return Likeness(found.pairs(), found.compared, left_out)


def lead(
    texts: int, large: list[tuple[NDArray[np.int32], NDArray[np.int64]]], found: Verified, options: Options
) -> int:
    """Compare the texts of large buckets with their leaders, round by round, and return how many are left."""
    led = np.zeros(texts, np.bool_)
    member = np.zeros(texts, np.bool_)
    for order, _ in large:
        member[order] = True
    for _ in range(ROUNDS if large else 0):
        alive = found.staying(texts, options.settings.cleaning.near) == np.arange(texts)
        able, leads = member & alive & ~led, np.zeros(texts, np.bool_)
        for order, keys in large:
            likeness.mark_representatives(order, keys, able, LEADERS, leads)
        if not leads.any():
            return 0
        found.add(distinct([NO_CODES, *(likeness.representative_pairs(order, keys, leads) for order, keys in large)]))
        led |= leads
    alive = found.staying(texts, options.settings.cleaning.near) == np.arange(texts)
    return int((member & alive & ~led).sum())


def small_and_large(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the pairs of small buckets of one band, and the texts of large ones."""
    texts = crowded(keys)
    return likeness.bucket_pairs(*in_order(keys[texts], texts), BUCKET)


def crowded(keys: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the texts whose key another has too, and some more: most have none, and need not be sorted."""
    places = keys & ((1 << (4 * len(keys)).bit_length()) - 1)
    return np.flatnonzero(np.bincount(places)[places] > 1).astype(np.int32)


def in_order(keys: NDArray[np.int64], texts: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return texts and their keys, sorted by key, then by text."""
    order = np.lexsort((texts, keys))
    return texts[order], np.ascontiguousarray(keys[order])


def distinct(values: list[NDArray[Integer]]) -> NDArray[Integer]:
    """Return the distinct values of several arrays, ascending (for numbers by the million sorting beats hashing)."""
    joined = np.sort(np.concatenate(values))
    chosen: NDArray[Integer] = joined[
        np.concatenate([np.ones(min(len(joined), 1), np.bool_), joined[1:] != joined[:-1]])
    ]
    return chosen


def among(values: NDArray[np.int64], known: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which values stand among known ones, which ascend."""
    if not len(known):
        return np.zeros(len(values), np.bool_)
    place = np.minimum(np.searchsorted(known, values), len(known) - 1)
    there: NDArray[np.bool_] = known[place] == values
    return there


def gather_from(parts: Iterator[tuple[NDArray[np.int64], NDArray[np.uint32]]], first: NDArray[np.int64]) -> Gather:
    """Return what gives the shingles of documents by number, from parts of which each holds a run of documents.

    Args:
        parts: bounds and hashes of the shingles of each part.
        first: document that each part begins with, and their number at the end.
    """
    held = list(parts)

    def gather(documents: NDArray[np.int32]) -> Shingles:
        order = np.argsort(documents, kind="stable")
        ordered = documents[order]
        bounds = np.searchsorted(ordered, first)
        sizes = np.zeros(len(documents), np.int64)
        pieces: list[NDArray[np.uint32]] = []
        for part, (offsets, hashes) in enumerate(held):
            rows = ordered[bounds[part] : bounds[part + 1]] - first[part]
            length = offsets[rows + 1] - offsets[rows]
            sizes[order[bounds[part] : bounds[part + 1]]] = length
            pieces.append(hashes[ranges(offsets[rows], length)])
        return in_given_order(np.concatenate([np.zeros(0, np.uint32), *pieces]), sizes, order)

    return gather


def ranges(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers of several ranges, one range after another."""
    ends = np.cumsum(lengths)
    numbers: NDArray[np.int64] = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - lengths), lengths)
    return numbers


def in_given_order(hashes: NDArray[np.uint32], sizes: NDArray[np.int64], order: NDArray[np.int64]) -> Shingles:
    """Return runs of hashes that stand in one order in the order in which they were asked for."""
    stood = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes[order], out=stood[1:])
    place = np.empty(len(sizes), np.int64)
    place[order] = stood[:-1]
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    return Shingles(offsets, np.ascontiguousarray(hashes[ranges(place, sizes)]))
