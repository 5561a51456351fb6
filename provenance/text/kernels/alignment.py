"""Compiled parts of matching two token sequences: overlap counts, shared runs, chains of runs.

Everything is linear in the tokens of the two documents: a window of tokens that stands often in the left document is
paired with its occurrences in the right one in order instead of all with all, so that a line repeated ten thousand
times costs what any other ten thousand lines cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.arrays import NONE, ZERO, arranged, covered, filled, order, part, room
from provenance.text.kernels.jit import compiled, inlined, linked, whole
from provenance.text.kernels.windows import overlap, slot, table

if TYPE_CHECKING:
    from numpy.typing import NDArray

_EMPTY = np.uint64(0)

OFTEN = 8
"""Occurrences of a window in the left document up to which all are paired with all of the right one."""

REACH = 24
"""Runs that are tried as the one before, in the order of the left text."""

UNMET, RIGHT = whole(-2), whole(2)

FOLD = 4096
"""Largest gap, tokens times tokens, whose agreeing tokens are counted; in larger ones none count."""


@inlined
def runs(
    left: NDArray[np.uint64],
    right: NDArray[np.uint64],
    left_body: NDArray[np.bool_],
    right_body: NDArray[np.bool_],
    seeds: NDArray[np.uint64],
    keys: NDArray[np.uint64],
    first: NDArray[np.int32],
    following: NDArray[np.int32],
    count: NDArray[np.int32],
) -> NDArray[np.int32]:
    """Return the maximal runs of equal tokens that hold a common seed: rows of left position, right position, length.

    Args:
        left: token hashes of the left document.
        right: token hashes of the right document.
        left_body: which tokens of the left document are body text.
        right_body: which tokens of the right document are body text.
        seeds: windows of the right document.
        keys: the windows of the left document, a table.
        first: where each stands first.
        following: where the window of a position stands next.
        count: how often each stands.
    """
    out = np.empty((16, 3), np.int32)
    found = 0
    m = right.size
    ends = filled(np.empty(left.size + m + 1, np.int32), ZERO)  # by diagonal: where in the right text its last run ends
    cursor = filled(np.empty(keys.size, np.int32), UNMET)
    for j in range(m):
        if seeds[j] == _EMPTY:
            continue
        place = slot(keys, seeds[j])
        if keys[place] == _EMPTY:
            continue
        often = count[place] > OFTEN
        i = first[place]
        if often:
            if cursor[place] != -2:
                i = cursor[place]
            if i >= 0:
                cursor[place] = following[i]
        while i >= 0:
            shift = i - j
            if ends[shift + m] <= j:
                start = before(left, right, left_body, right_body, shift, j, ends[shift + m])
                stop = after(left, right, left_body, right_body, shift, j)
                ends[shift + m] = stop
                out = room(out, found + 1)
                out[found, 0] = start + shift
                out[found, 1] = start
                out[found, 2] = stop - start
                found += 1
            if often:
                break
            i = following[i]
    return out[:found]


@inlined
def before(
    left: NDArray[np.uint64],
    right: NDArray[np.uint64],
    left_body: NDArray[np.bool_],
    right_body: NDArray[np.bool_],
    shift: int,
    start: int,
    least: int,
) -> int:
    """Return where, from `start` back to `least` or 0, the equal body tokens of a diagonal begin in the right text."""
    while start > least and start + shift > 0:
        i, j = start + shift - 1, start - 1
        if left[i] != right[j] or not (left_body[i] and right_body[j]):
            break
        start -= 1
    return start


@inlined
def after(
    left: NDArray[np.uint64],
    right: NDArray[np.uint64],
    left_body: NDArray[np.bool_],
    right_body: NDArray[np.bool_],
    shift: int,
    stop: int,
) -> int:
    """Return where, from `stop` on, the equal body tokens of a diagonal end in the right text."""
    while stop < right.size and stop + shift < left.size:
        i, j = stop + shift, stop
        if left[i] != right[j] or not (left_body[i] and right_body[j]):
            break
        stop += 1
    return stop


@inlined
def tiles(
    found: NDArray[np.int32],
    weights: NDArray[np.int64],
    left_size: int,
    right_size: int,
    least: int,
) -> NDArray[np.int32]:
    """Return runs cut so that no token stands in two of them, heaviest first served, in the order of the left text.

    Greedy string tiling (Wise 1993) over runs instead of single tokens.

    Args:
        found: runs (left position, right position, length).
        weights: running sum of the left document's token weights, one longer than the document.
        left_size: tokens of the left document.
        right_size: tokens of the right document.
        least: weight below which what is left of a run is dropped.
    """
    worth = np.empty(found.shape[0], np.int64)
    for row in range(found.shape[0]):
        i, length = found[row, 0], found[row, 2]
        worth[row] = -(weights[i + length] - weights[i])
    left_taken = filled(np.empty(left_size, np.bool_), ZERO)
    right_taken = filled(np.empty(right_size, np.bool_), ZERO)
    out = np.empty((found.shape[0], 3), np.int32)
    kept = ZERO
    for row in order(worth):
        i, j, length = found[row, 0], found[row, 1], found[row, 2]
        start = 0
        while start < length and (left_taken[i + start] or right_taken[j + start]):
            start += 1
        stop = start
        while stop < length and not (left_taken[i + stop] or right_taken[j + stop]):
            stop += 1
        if start == stop or weights[i + stop] - weights[i + start] < least:
            continue
        for step in range(start, stop):
            left_taken[i + step] = True
            right_taken[j + step] = True
        out[kept, 0] = i + start
        out[kept, 1] = j + start
        out[kept, 2] = stop - start
        kept += 1
    return arranged(out, kept)


@inlined
def agreeing(left: NDArray[np.uint64], right: NDArray[np.uint64]) -> int:
    """Return the length of the longest common subsequence of two gaps; 0 where they are too large to look."""
    if left.size == 0 or right.size == 0 or left.size * right.size > FOLD:
        return 0
    row = filled(np.empty(right.size + 1, np.int32), ZERO)
    for i in range(left.size):
        corner = 0
        for j in range(right.size):
            above = row[j + 1]
            if left[i] == right[j]:
                row[j + 1] = corner + 1
            elif row[j] > above:
                row[j + 1] = row[j]
            corner = above
    return int(row[-1])


@inlined
def values(
    tiled: NDArray[np.int32],
    left_weights: NDArray[np.int64],
    right_weights: NDArray[np.int64],
    longest_gap: int,
    gap_cost: float,
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return what the best chain that ends in each tile is worth, and the tile before in it (-1: none).

    Args:
        tiled: see `chains`.
        left_weights: see `chains`.
        right_weights: see `chains`.
        longest_gap: see `chains`.
        gap_cost: see `chains`.
    """
    size = tiled.shape[0]
    value = filled(np.empty(size, np.float64), ZERO)
    before = filled(np.empty(size, np.int64), NONE)
    for t in range(size):
        i, j = tiled[t, 0], tiled[t, 1]
        best = 0.0
        for s in range(t - 1, max(-1, t - 1 - REACH), -1):
            left_gap = left_weights[i] - left_weights[tiled[s, 0] + tiled[s, 2]]
            right_stop = tiled[s, 1] + tiled[s, 2]
            if left_gap > longest_gap or right_stop > j:
                continue
            right_gap = right_weights[j] - right_weights[right_stop]
            worth = value[s] - gap_cost * max(left_gap, right_gap)
            if right_gap <= longest_gap and worth > best:
                best = worth
                before[t] = s
        value[t] = best + left_weights[i + tiled[t, 2]] - left_weights[i]
    return value, before


@inlined
def best_first(value: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the order of the values, greatest first; what differs by less than a thousandth stays in order."""
    worth = np.empty(value.size, np.int64)
    for t in range(value.size):
        worth[t] = np.int64(-1024.0 * value[t])
    return order(worth)


@linked
def chains(
    tiled: NDArray[np.int32],
    left: NDArray[np.uint64],
    right: NDArray[np.uint64],
    left_weights: NDArray[np.int64],
    right_weights: NDArray[np.int64],
    longest_gap: int,
    gap_cost: float,
    least: float,
) -> NDArray[np.int32]:
    """Return the chains of tiles that are worth a passage.

    Rows are left start, left stop, right start, right stop, tokens that agree. A gap is bridged where what stands
    before it agrees in more weight than the gap costs and what follows adds to it (a sparse Smith-Waterman over runs).
    Chains are taken from the best end backwards.

    Args:
        tiled: runs in the order of the left text, no token in two of them.
        left: token hashes of the left document.
        right: token hashes of the right document.
        left_weights: running sum of the left document's token weights, one longer than it.
        right_weights: the same of the right document.
        longest_gap: greatest weight of a gap, on either side, that is bridged.
        gap_cost: what one unit of weight of a gap costs, in units of weight that agree.
        least: least value of a chain: the weight that agrees less what its gaps cost.
    """
    value, before = values(tiled, left_weights, right_weights, longest_gap, gap_cost)
    out = np.empty((tiled.shape[0], 5), np.int32)
    kept = ZERO
    used = filled(np.empty(tiled.shape[0], np.bool_), ZERO)
    for t in best_first(value):
        start, agreed, s = -1, 0, t
        while s >= 0 and not used[s]:
            used[s] = True
            start = s
            agreed += tiled[s, 2]
            p = before[s]
            if p >= 0 and not used[p]:
                left_stop, right_stop = tiled[p, 0] + tiled[p, 2], tiled[p, 1] + tiled[p, 2]
                agreed += agreeing(left[left_stop : tiled[s, 0]], right[right_stop : tiled[s, 1]])
            s = p
        if start < 0 or value[t] - (value[s] if s >= 0 else 0.0) < least:
            continue
        out[kept, 0] = tiled[start, 0]
        out[kept, 1] = tiled[t, 0] + tiled[t, 2]
        out[kept, 2] = tiled[start, 1]
        out[kept, 3] = tiled[t, 1] + tiled[t, 2]
        out[kept, 4] = agreed
        kept += 1
    return arranged(out, kept)


@compiled
def match(
    pairs: NDArray[np.int32],
    offsets: NDArray[np.int64],
    hashes: NDArray[np.uint64],
    body: NDArray[np.bool_],
    weights: NDArray[np.int64],
    lengths: NDArray[np.int64],
    seeds: NDArray[np.uint64],
    shingles: NDArray[np.uint64],
    least_tile: int,
    longest_gap: int,
    gap_cost: float,
    least: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the measures of every pair, and their passages.

    Measures are rows of: shared distinct shingles, tokens that agree in passages, body characters of the left document
    inside passages, of the right one, runs found, passages. Passages are rows of left start, left stop, right start,
    right stop, equal tokens: token positions in their documents, in the order of the left text.

    Args:
        pairs: rows of two document positions; pairs with the same left document stand together.
        offsets: where each document's tokens begin and end.
        hashes: token hashes.
        body: which tokens are body text.
        weights: running sum of token weights over all documents, one longer than the tokens.
        lengths: running sum of the characters of body tokens, one longer than the tokens.
        seeds: window hashes that find runs.
        shingles: window hashes for the Jaccard coefficient.
        least_tile: weight below which a run is no part of a passage.
        longest_gap: see `chains`.
        gap_cost: see `chains`.
        least: least value of a passage; half the body of the shorter document is enough.
    """
    measures = np.empty((pairs.shape[0], 6), np.int64)
    passages = np.empty((pairs.shape[0] + 16, 5), np.int32)
    total = 0
    current = -1
    keys, first, following, count, _ = table(part(seeds, offsets[0], offsets[0]))
    shingle_keys, _, _, _, _ = table(part(seeds, offsets[0], offsets[0]))
    shingle_seen = filled(np.empty(shingle_keys.size, np.bool_), ZERO)
    for row in range(pairs.shape[0]):
        a, b = pairs[row, 0], pairs[row, 1]
        a0, a1, b0, b1 = offsets[a], offsets[a + 1], offsets[b], offsets[b + 1]
        for column in range(6):
            measures[row, column] = 0
        if a != current:
            current = a
            keys, first, following, count, _ = table(part(seeds, a0, a1))
            shingle_keys, _, _, _, _ = table(part(shingles, a0, a1))
            shingle_seen = filled(np.empty(shingle_keys.size, np.bool_), ZERO)
        measures[row, 0] = overlap(shingle_keys, shingle_seen, part(shingles, b0, b1))
        found = runs(
            part(hashes, a0, a1),
            part(hashes, b0, b1),
            part(body, a0, a1),
            part(body, b0, b1),
            part(seeds, b0, b1),
            keys,
            first,
            following,
            count,
        )
        measures[row, 4] = found.shape[0]
        if found.shape[0] == 0:
            continue
        left_weights, right_weights = part(weights, a0, a1 + 1), part(weights, b0, b1 + 1)
        enough = min(least, (weights[a1] - weights[a0] + 1) // 2, (weights[b1] - weights[b0] + 1) // 2)
        tiled = tiles(found, left_weights, a1 - a0, b1 - b0, least_tile)
        spans = chains(
            tiled,
            part(hashes, a0, a1),
            part(hashes, b0, b1),
            left_weights,
            right_weights,
            longest_gap,
            gap_cost,
            enough,
        )
        size = spans.shape[0]
        if size == 0:
            continue
        measures[row, 2] = covered(spans, ZERO, part(lengths, a0, a1 + 1))
        measures[row, 3] = covered(spans, RIGHT, part(lengths, b0, b1 + 1))
        measures[row, 5] = size
        passages = room(passages, total + size)
        for span in range(size):
            measures[row, 1] += spans[span, 4]
            for column in range(5):
                passages[total, column] = spans[span, column]
            total += 1
    return measures, passages[:total]
