"""Compiled likeness of sets: which texts share a band, how many hashes two share, and which copies stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.jit import compiled, inlined

if TYPE_CHECKING:
    from numpy.typing import NDArray


@compiled
def small_pairs(
    order: NDArray[np.int32], keys: NDArray[np.int64], most: int
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the pairs (left << 32 | right, left < right) of buckets of at most ``most`` texts, and texts of others.

    Args:
        order: texts, sorted by key, then ascending.
        keys: key of each text, in that order.
        most: texts of a bucket whose pairs are all made.
    """
    pairs, large = _counted(keys, most)
    out, members = np.empty(pairs, np.int64), np.empty(large, np.int32)
    at, put, start = 0, 0, 0
    while start < keys.size:
        stop = _bucket_end(keys, start)
        if stop - start > most:
            members[put : put + stop - start] = order[start:stop]
            put += stop - start
            start = stop
            continue
        for left in range(start, stop):
            for right in range(left + 1, stop):
                out[at] = (np.int64(order[left]) << 32) | np.int64(order[right])
                at += 1
        start = stop
    return out, members


@inlined
def _bucket_end(keys: NDArray[np.int64], start: int) -> int:
    stop = start + 1
    while stop < keys.size and keys[stop] == keys[start]:
        stop += 1
    return stop


@inlined
def _counted(keys: NDArray[np.int64], most: int) -> tuple[int, int]:
    """Return how many pairs small buckets have, and how many texts large ones."""
    pairs, large, start = 0, 0, 0
    while start < keys.size:
        stop = _bucket_end(keys, start)
        size = stop - start
        if size <= most:
            pairs += size * (size - 1) // 2
        else:
            large += size
        start = stop
    return pairs, large


@compiled
def mark_leaders(
    order: NDArray[np.int32], keys: NDArray[np.int64], able: NDArray[np.bool_], leaders: int, out: NDArray[np.bool_]
) -> None:
    """Mark the first ``leaders`` able texts of each bucket."""
    start = 0
    while start < keys.size:
        stop = _bucket_end(keys, start)
        left = leaders
        for at in range(start, stop):
            if left and able[order[at]]:
                out[order[at]] = True
                left -= 1
        start = stop


@compiled
def leader_pairs(order: NDArray[np.int32], keys: NDArray[np.int64], leads: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the pairs of each leader with every other text of its bucket."""
    total, start = 0, 0
    while start < keys.size:
        stop = _bucket_end(keys, start)
        many = 0
        for at in range(start, stop):
            many += leads[order[at]]
        total += many * (stop - start - 1)
        start = stop
    out = np.empty(total, np.int64)
    put, start = 0, 0
    while start < keys.size:
        stop = _bucket_end(keys, start)
        for at in range(start, stop):
            if leads[order[at]]:
                for other in range(start, stop):
                    if other != at:
                        left, right = min(order[at], order[other]), max(order[at], order[other])
                        out[put] = (np.int64(left) << 32) | np.int64(right)
                        put += 1
        start = stop
    return out


@compiled
def common(
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    offsets: NDArray[np.int64],
    hashes: NDArray[np.uint32],
    floor: float,
    out: NDArray[np.int32],
) -> None:
    """Write how many hashes each pair of texts shares; -1 where their sizes alone keep the Jaccard below the floor.

    Args:
        left: one text of each pair.
        right: the other.
        offsets: bounds of each text's hashes.
        hashes: distinct hashes of each text, ascending.
        floor: Jaccard similarity.
        out: one number a pair.
    """
    for pair in range(left.size):
        i, i_stop = offsets[left[pair]], offsets[left[pair] + 1]
        j, j_stop = offsets[right[pair]], offsets[right[pair] + 1]
        least, most = min(i_stop - i, j_stop - j), max(i_stop - i, j_stop - j)
        if least < floor * most:
            out[pair] = -1
            continue
        both = 0
        while i < i_stop and j < j_stop:
            a, b = hashes[i], hashes[j]
            both += a == b
            i += a <= b
            j += b <= a
        out[pair] = both


@compiled
def stay(
    starts: NDArray[np.int64], neighbours: NDArray[np.int32], weights: NDArray[np.float64], out: NDArray[np.int32]
) -> None:
    """Write for each text itself where it stays, else the text that stays in its place.

    In the order of the texts, one stays unless a text that stays already is its neighbour. One that goes is given to
    the neighbour that it agrees with most; the first of several.

    Args:
        starts: bounds of each text's neighbours.
        neighbours: the texts that each matches, both ways.
        weights: how much they agree.
        out: one number a text; a text that must go whatever its neighbours has -1 already, the others -2.
    """
    for text in range(out.size):
        if out[text] == -1:
            continue
        best, weight = -1, -1.0
        for at in range(starts[text], starts[text + 1]):
            other = neighbours[at]
            if other < text and out[other] == other and weights[at] > weight:
                best, weight = other, weights[at]
        out[text] = best if best >= 0 else text
