"""Compiled parts of matching two token sequences: overlap counts, shared runs, chains of runs.

Everything is linear in the tokens of the two documents: a window of tokens that stands often in the left document is
paired with its occurrences in the right one in order instead of all with all, so that a line repeated ten thousand
times costs what any other ten thousand lines cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio: spreads consecutive numbers
_MIX = np.uint64(0xBF58476D1CE4E5B9)  # from splitmix64
_EMPTY = np.uint64(0)

OFTEN = 8
"""Occurrences of a window in the left document up to which all are paired with all of the right one."""

REACH = 24
"""Runs that are tried as the one before, in the order of the left text."""

FOLD = 4096
"""Largest gap, tokens times tokens, whose agreeing tokens are counted by dynamic programming; larger ones count none."""


@njit(nogil=True, cache=True)
def windows(
    hashes: NDArray[np.uint64],
    characters: NDArray[np.bool_],
    body: NDArray[np.bool_],
    offsets: NDArray[np.int64],
    words: int,
    letters: int,
) -> NDArray[np.uint64]:
    """Return a hash of the tokens from each position on, 0 where they leave the document or its body.

    A window is `letters` tokens long where it begins with a character of a script without spaces, else `words`.
    """
    out = np.zeros(hashes.size, np.uint64)
    for document in range(offsets.size - 1):
        stop = offsets[document + 1]
        last = stop  # the nearest skipped token at or after the position
        for position in range(stop - 1, offsets[document] - 1, -1):
            if not body[position]:
                last = position
            size = letters if characters[position] else words
            if position + size > last:
                continue
            value = np.uint64(size)
            for each in range(position, position + size):
                value = (value ^ (value >> np.uint64(32)) ^ hashes[each]) * _MULTIPLIER
            value = (value ^ (value >> np.uint64(29))) * _MIX
            out[position] = value | np.uint64(1)
    return out


@njit(nogil=True, cache=True)
def slot(keys: NDArray[np.uint64], key: np.uint64) -> int:
    """Return where a key stands in an open table, or the free place where it would."""
    mask = keys.size - 1
    place = int((key * _MULTIPLIER) >> np.uint64(33)) & mask
    while keys[place] != _EMPTY and keys[place] != key:
        place = (place + 1) & mask
    return place


@njit(nogil=True, cache=True)
def table(items: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], int]:  # fmt: skip
    """Return an open table of the items that are not 0: keys, first position, next position, count; and its keys' number."""
    size = 16
    while size < 2 * items.size:
        size *= 2
    keys = np.zeros(size, np.uint64)
    first = np.full(size, -1, np.int32)
    count = np.zeros(size, np.int32)
    following = np.full(items.size, -1, np.int32)
    distinct = 0
    for position in range(items.size - 1, -1, -1):
        if items[position] == _EMPTY:
            continue
        place = slot(keys, items[position])
        if keys[place] == _EMPTY:
            keys[place] = items[position]
            distinct += 1
        following[position] = first[place]
        first[place] = position
        count[place] += 1
    return keys, first, following, count, distinct


@njit(nogil=True, cache=True)
def overlap(keys: NDArray[np.uint64], seen: NDArray[np.bool_], items: NDArray[np.uint64]) -> int:
    """Return how many different items of a document are keys of a table; `seen` is all false before and after."""
    both = 0
    for item in items:
        if item != _EMPTY:
            place = slot(keys, item)
            if keys[place] != _EMPTY and not seen[place]:
                seen[place] = True
                both += 1
    for item in items:
        if item != _EMPTY:
            seen[slot(keys, item)] = False
    return both


@njit(nogil=True, cache=True)
def distinct(items: NDArray[np.uint64], offsets: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return for each document how many different items that are not 0 it holds."""
    out = np.zeros(offsets.size - 1, np.int32)
    for document in range(offsets.size - 1):
        out[document] = table(items[offsets[document] : offsets[document + 1]])[4]
    return out


@njit(nogil=True, cache=True)
def order(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the stable ascending order of the values."""
    return np.argsort(values, kind="mergesort")


@njit(nogil=True, cache=True)
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
        left: token hashes of the left document; `right` likewise.
        left_body: which of its tokens are body text; `right_body` likewise.
        seeds: windows of the right document.
        keys: the table of the left document's windows, with `first`, `following` and `count`.
    """
    out = np.empty((16, 3), np.int32)
    found = 0
    n, m = left.size, right.size
    ends = np.zeros(n + m + 1, np.int32)  # by diagonal: where in the right text its last run ends
    cursor = np.full(keys.size, -2, np.int32)
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
            diagonal = i - j + m
            if ends[diagonal] <= j:
                start = j
                shift = i - j
                while start > ends[diagonal] and start + shift > 0 and left_body[start + shift - 1] and right_body[start - 1] and left[start + shift - 1] == right[start - 1]:  # fmt: skip
                    start -= 1
                stop = j
                while stop < m and stop + shift < n and left_body[stop + shift] and right_body[stop] and left[stop + shift] == right[stop]:  # fmt: skip
                    stop += 1
                ends[diagonal] = stop
                if found == out.shape[0]:
                    grown = np.empty((2 * found, 3), np.int32)
                    grown[:found] = out
                    out = grown
                out[found, 0], out[found, 1], out[found, 2] = start + shift, start, stop - start
                found += 1
            if often:
                break
            i = following[i]
    return out[:found]


@njit(nogil=True, cache=True)
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
        left_size: tokens of the left document; `right_size` of the right one.
        least: weight below which what is left of a run is dropped.
    """
    worth = np.empty(found.shape[0], np.int64)
    for row in range(found.shape[0]):
        i, length = found[row, 0], found[row, 2]
        worth[row] = -(weights[i + length] - weights[i])
    left_taken = np.zeros(left_size, np.bool_)
    right_taken = np.zeros(right_size, np.bool_)
    out = np.empty((found.shape[0], 3), np.int32)
    kept = 0
    for row in order(worth):
        i, j, length = found[row]
        start = 0
        while start < length and (left_taken[i + start] or right_taken[j + start]):
            start += 1
        stop = start
        while stop < length and not (left_taken[i + stop] or right_taken[j + stop]):
            stop += 1
        if start == stop or weights[i + stop] - weights[i + start] < least:
            continue
        left_taken[i + start : i + stop] = True
        right_taken[j + start : j + stop] = True
        out[kept, 0], out[kept, 1], out[kept, 2] = i + start, j + start, stop - start
        kept += 1
    return out[:kept][order(out[:kept, 0].astype(np.int64))]


@njit(nogil=True, cache=True)
def agreeing(left: NDArray[np.uint64], right: NDArray[np.uint64]) -> int:
    """Return the length of the longest common subsequence of two gaps; 0 where they are too large to look."""
    if left.size == 0 or right.size == 0 or left.size * right.size > FOLD:
        return 0
    row = np.zeros(right.size + 1, np.int32)
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


@njit(nogil=True, cache=True)
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
    """Return the chains of tiles that are worth a passage: rows of left start, left stop, right start, right stop, equal tokens.

    A gap is bridged where what stands before it agrees in more weight than the gap costs and what follows adds to it
    (a sparse Smith-Waterman over runs). Chains are taken from the best end backwards.

    Args:
        tiled: runs in the order of the left text, no token in two of them.
        left: token hashes of the left document; `right` likewise.
        left_weights: running sum of the token weights, one longer than the document; `right_weights` likewise.
        longest_gap: greatest weight of a gap, on either side, that is bridged.
        gap_cost: what one unit of weight of a gap costs, in units of weight that agree.
        least: least value of a chain: the weight that agrees less what its gaps cost.
    """
    size = tiled.shape[0]
    value = np.zeros(size, np.float64)
    before = np.full(size, -1, np.int64)
    for t in range(size):
        i, j, length = tiled[t]
        best = 0.0
        for s in range(t - 1, max(-1, t - 1 - REACH), -1):
            left_stop, right_stop = tiled[s, 0] + tiled[s, 2], tiled[s, 1] + tiled[s, 2]
            left_gap = left_weights[i] - left_weights[left_stop]
            if left_gap > longest_gap:
                if left_gap > 4 * longest_gap:
                    break
                continue
            if right_stop > j:
                continue
            right_gap = right_weights[j] - right_weights[right_stop]
            if right_gap <= longest_gap and value[s] - gap_cost * max(left_gap, right_gap) > best:
                best = value[s] - gap_cost * max(left_gap, right_gap)
                before[t] = s
        value[t] = best + left_weights[i + length] - left_weights[i]
    out = np.empty((size, 5), np.int32)
    kept = 0
    used = np.zeros(size, np.bool_)
    for t in order((-1024.0 * value).astype(np.int64)):
        if used[t]:
            continue
        start, equal = t, 0
        s = t
        while s >= 0 and not used[s]:
            used[s] = True
            start = s
            equal += tiled[s, 2]
            p = before[s]
            if p >= 0 and not used[p]:
                left_stop, right_stop = tiled[p, 0] + tiled[p, 2], tiled[p, 1] + tiled[p, 2]
                equal += agreeing(left[left_stop : tiled[s, 0]], right[right_stop : tiled[s, 1]])
            s = p
        if value[t] - (value[s] if s >= 0 else 0.0) < least:
            continue
        out[kept, 0], out[kept, 1] = tiled[start, 0], tiled[t, 0] + tiled[t, 2]
        out[kept, 2], out[kept, 3] = tiled[start, 1], tiled[t, 1] + tiled[t, 2]
        out[kept, 4] = equal
        kept += 1
    return out[:kept][order(out[:kept, 0].astype(np.int64))]


@njit(nogil=True, cache=True)
def covered(spans: NDArray[np.int32], start: int, stop: int, lengths: NDArray[np.int64]) -> int:
    """Return the characters of body tokens inside the union of the spans in columns `start` and `stop`."""
    total = 0
    reached = 0
    for row in order(spans[:, start].astype(np.int64)):
        first = max(reached, spans[row, start])
        last = spans[row, stop]
        if last > first:
            total += lengths[last] - lengths[first]
            reached = last
    return total


@njit(nogil=True, cache=True)
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
        longest_gap: see `chains`; `gap_cost` too.
        least: least value of a passage; half the body of the shorter document is enough.
    """
    measures = np.zeros((pairs.shape[0], 6), np.int64)
    passages = np.empty((pairs.shape[0] + 16, 5), np.int32)
    total = 0
    current = -1
    keys, first, following, count, _ = table(seeds[:0])
    shingle_keys, _, _, _, _ = table(seeds[:0])
    shingle_seen = np.zeros(shingle_keys.size, np.bool_)
    for row in range(pairs.shape[0]):
        a, b = pairs[row]
        a0, a1, b0, b1 = offsets[a], offsets[a + 1], offsets[b], offsets[b + 1]
        if a != current:
            current = a
            keys, first, following, count, _ = table(seeds[a0:a1])
            shingle_keys, _, _, _, _ = table(shingles[a0:a1])
            shingle_seen = np.zeros(shingle_keys.size, np.bool_)
        measures[row, 0] = overlap(shingle_keys, shingle_seen, shingles[b0:b1])
        found = runs(hashes[a0:a1], hashes[b0:b1], body[a0:a1], body[b0:b1], seeds[b0:b1], keys, first, following, count)
        measures[row, 4] = found.shape[0]
        if found.shape[0] == 0:
            continue
        left_weights, right_weights = weights[a0 : a1 + 1], weights[b0 : b1 + 1]
        enough = min(least, (weights[a1] - weights[a0] + 1) // 2, (weights[b1] - weights[b0] + 1) // 2)
        tiled = tiles(found, left_weights, a1 - a0, b1 - b0, least_tile)
        spans = chains(tiled, hashes[a0:a1], hashes[b0:b1], left_weights, right_weights, longest_gap, gap_cost, enough)
        size = spans.shape[0]
        if size == 0:
            continue
        measures[row, 1] = spans[:, 4].sum()
        measures[row, 2] = covered(spans, 0, 1, lengths[a0 : a1 + 1])
        measures[row, 3] = covered(spans, 2, 3, lengths[b0 : b1 + 1])
        measures[row, 5] = size
        if total + size > passages.shape[0]:
            grown = np.empty((2 * (total + size), 5), np.int32)
            grown[:total] = passages[:total]
            passages = grown
        passages[total : total + size] = spans
        total += size
    return measures, passages[:total]


@njit(nogil=True, cache=True)
def equal(
    pairs: NDArray[np.int32], offsets: NDArray[np.int64], hashes: NDArray[np.uint64], body: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return for each pair whether the body tokens of both are the same, in the same order, and not none."""
    out = np.zeros(pairs.shape[0], np.bool_)
    for row in range(pairs.shape[0]):
        a, a_stop = offsets[pairs[row, 0]], offsets[pairs[row, 0] + 1]
        b, b_stop = offsets[pairs[row, 1]], offsets[pairs[row, 1] + 1]
        some = False
        while True:
            while a < a_stop and not body[a]:
                a += 1
            while b < b_stop and not body[b]:
                b += 1
            if a == a_stop or b == b_stop or hashes[a] != hashes[b]:
                break
            some = True
            a += 1
            b += 1
        out[row] = some and a == a_stop and b == b_stop
    return out
