"""Compiled near-duplicate search: pairs that share an LSH bucket, set intersections, star clustering."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.jit import jit, jit_inline

if TYPE_CHECKING:
    from numpy.typing import NDArray


@jit
def bucket_pairs(
    order: NDArray[np.int32], keys: NDArray[np.int64], max_size: int
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the pairs (left << 32 | right, left < right) of small buckets, and the texts of the larger ones.

    Args:
        order: texts, sorted by key, then ascending.
        keys: key of each text, in that order.
        max_size: texts in a bucket up to which all its pairs are returned.
    """
    pair_count, large_count = _count_pairs(keys, max_size)
    out, members = np.empty(pair_count, np.int64), np.empty(large_count, np.int32)
    pair, filled, start = 0, 0, 0
    while start < keys.size:
        stop = _bucket_end(keys, start)
        if stop - start > max_size:
            members[filled : filled + stop - start] = order[start:stop]
            filled += stop - start
            start = stop
            continue
        for left in range(start, stop):
            for right in range(left + 1, stop):
                out[pair] = (np.int64(order[left]) << 32) | np.int64(order[right])
                pair += 1
        start = stop
    return out, members


@jit_inline
def _bucket_end(keys: NDArray[np.int64], start: int) -> int:
    """Return the end of the run of equal keys that begins at ``start``."""
    stop = start + 1
    while stop < keys.size and keys[stop] == keys[start]:
        stop += 1
    return stop


@jit_inline
def _count_pairs(keys: NDArray[np.int64], max_size: int) -> tuple[int, int]:
    """Return the number of pairs in small buckets, and of texts in large ones."""
    pairs, large, start = 0, 0, 0
    while start < keys.size:
        stop = _bucket_end(keys, start)
        size = stop - start
        if size <= max_size:
            pairs += size * (size - 1) // 2
        else:
            large += size
        start = stop
    return pairs, large


@jit
def mark_representatives(
    order: NDArray[np.int32], keys: NDArray[np.int64], eligible: NDArray[np.bool_], count: int, out: NDArray[np.bool_]
) -> None:
    """Mark the first ``count`` eligible texts of each bucket as its representatives."""
    start = 0
    while start < keys.size:
        stop = _bucket_end(keys, start)
        remaining = count
        for position in range(start, stop):
            if remaining and eligible[order[position]]:
                out[order[position]] = True
                remaining -= 1
        start = stop


@jit
def representative_pairs(
    order: NDArray[np.int32], keys: NDArray[np.int64], representatives: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Return the pairs of each representative with every other text of its bucket."""
    total, start = 0, 0
    while start < keys.size:
        stop = _bucket_end(keys, start)
        count = 0
        for position in range(start, stop):
            count += representatives[order[position]]
        total += count * (stop - start - 1)
        start = stop
    out = np.empty(total, np.int64)
    pair, start = 0, 0
    while start < keys.size:
        stop = _bucket_end(keys, start)
        for position in range(start, stop):
            if representatives[order[position]]:
                for partner in range(start, stop):
                    if partner != position:
                        left, right = min(order[position], order[partner]), max(order[position], order[partner])
                        out[pair] = (np.int64(left) << 32) | np.int64(right)
                        pair += 1
        start = stop
    return out


@jit
def count_common(
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    offsets: NDArray[np.int64],
    hashes: NDArray[np.uint32],
    min_jaccard: float,
    out: NDArray[np.int32],
) -> None:
    """Write how many hashes each pair of texts shares; -1 where their sizes alone keep the Jaccard below the minimum.

    Args:
        left: one text of each pair.
        right: the other.
        offsets: [texts + 1] where the hashes of each text begin.
        hashes: distinct hashes of each text, ascending.
        min_jaccard: Jaccard similarity, 0..1.
        out: [pairs] receives the counts.
    """
    for pair in range(left.size):
        i, i_stop = offsets[left[pair]], offsets[left[pair] + 1]
        j, j_stop = offsets[right[pair]], offsets[right[pair] + 1]
        smaller, larger = min(i_stop - i, j_stop - j), max(i_stop - i, j_stop - j)
        if smaller < min_jaccard * larger:
            out[pair] = -1
            continue
        shared = 0
        while i < i_stop and j < j_stop:
            a, b = hashes[i], hashes[j]
            shared += a == b
            i += a <= b
            j += b <= a
        out[pair] = shared


@jit
def assign_representatives(
    starts: NDArray[np.int64], neighbours: NDArray[np.int32], weights: NDArray[np.float64], out: NDArray[np.int32]
) -> None:
    """Write the representative of each text: itself where no earlier representative is its neighbour (star clustering).

    Texts are taken in order. Of several representatives that are neighbours, a text is assigned to the one with the
    greatest weight, the first of equals.

    Args:
        starts: [texts + 1] where the neighbours of each text begin.
        neighbours: the texts that each text matches, in both directions.
        weights: similarity of each.
        out: [texts] receives them; -1 on entry excludes a text whatever its neighbours, -2 marks the others.
    """
    for text in range(out.size):
        if out[text] == -1:
            continue
        best, weight = -1, -1.0
        for position in range(starts[text], starts[text + 1]):
            neighbour = neighbours[position]
            if neighbour < text and out[neighbour] == neighbour and weights[position] > weight:
                best, weight = neighbour, weights[position]
        out[text] = best if best >= 0 else text
