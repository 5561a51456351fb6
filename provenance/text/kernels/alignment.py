"""Compiled parts of matching two token sequences: overlap counts, shared runs, chains of runs.

Time is linear in the tokens of the two documents: a window of tokens that is frequent in the left document is
paired with its occurrences in the right one in order instead of all with all, so that a line repeated ten thousand
times costs what any other ten thousand lines cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.arrays import NONE, ZERO, argsort, covered_length, fill, grow, sort_rows, view
from provenance.text.kernels.jit import as_int64, jit, jit_callee, jit_inline
from provenance.text.kernels.windows import count_overlap, find_slot, hash_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

_EMPTY = np.uint64(0)

UNVISITED, RIGHT_COLUMN = as_int64(-2), as_int64(2)


@jit_inline
def shared_runs(
    left: NDArray[np.uint64],
    right: NDArray[np.uint64],
    left_body: NDArray[np.bool_],
    right_body: NDArray[np.bool_],
    seeds: NDArray[np.uint64],
    keys: NDArray[np.uint64],
    first: NDArray[np.int32],
    following: NDArray[np.int32],
    occurrences: NDArray[np.int32],
    max_occurrences: int,
) -> NDArray[np.int32]:
    """Return the maximal runs of equal tokens that hold a common seed: rows of left position, right position, length.

    Args:
        left: token hashes of the left document.
        right: token hashes of the right document.
        left_body: which tokens of the left document are body text.
        right_body: which tokens of the right document are body text.
        seeds: window hashes of the right document, 0 for none.
        keys: window hashes of the left document, as a hash table (`windows.hash_table`).
        first: first position of each.
        following: next position of the same window, for each position.
        occurrences: number of positions of each.
        max_occurrences: occurrences of a window in the left document up to which all of them are paired with all of
            the right document.
    """
    out = np.empty((16, 3), np.int32)
    run_count = 0
    m = right.size
    ends = fill(np.empty(left.size + m + 1, np.int32), ZERO)  # by diagonal: where in the right text its last run ends
    cursor = fill(np.empty(keys.size, np.int32), UNVISITED)
    for j in range(m):
        if seeds[j] == _EMPTY:
            continue
        slot = find_slot(keys, seeds[j])
        if keys[slot] == _EMPTY:
            continue
        frequent = occurrences[slot] > max_occurrences
        i = first[slot]
        if frequent:
            if cursor[slot] != -2:
                i = cursor[slot]
            if i >= 0:
                cursor[slot] = following[i]
        while i >= 0:
            shift = i - j
            if ends[shift + m] <= j:
                start = run_start(left, right, left_body, right_body, shift, j, ends[shift + m])
                stop = run_stop(left, right, left_body, right_body, shift, j)
                ends[shift + m] = stop
                out = grow(out, run_count + 1)
                out[run_count, 0] = start + shift
                out[run_count, 1] = start
                out[run_count, 2] = stop - start
                run_count += 1
            if frequent:
                break
            i = following[i]
    return out[:run_count]


@jit_inline
def run_start(
    left: NDArray[np.uint64],
    right: NDArray[np.uint64],
    left_body: NDArray[np.bool_],
    right_body: NDArray[np.bool_],
    shift: int,
    start: int,
    minimum: int,
) -> int:
    """Return where the equal body tokens of a diagonal begin in the right text: `minimum` or later."""
    while start > minimum and start + shift > 0:
        i, j = start + shift - 1, start - 1
        if left[i] != right[j] or not (left_body[i] and right_body[j]):
            break
        start -= 1
    return start


@jit_inline
def run_stop(
    left: NDArray[np.uint64],
    right: NDArray[np.uint64],
    left_body: NDArray[np.bool_],
    right_body: NDArray[np.bool_],
    shift: int,
    stop: int,
) -> int:
    """Return where the equal body tokens of a diagonal end in the right text."""
    while stop < right.size and stop + shift < left.size:
        i, j = stop + shift, stop
        if left[i] != right[j] or not (left_body[i] and right_body[j]):
            break
        stop += 1
    return stop


@jit_inline
def tile_runs(
    runs: NDArray[np.int32],
    weights: NDArray[np.int64],
    left_size: int,
    right_size: int,
    min_weight: int,
) -> NDArray[np.int32]:
    """Return runs cut so that no token is in two of them, in the order of the left text; heavier runs take precedence.

    Greedy string tiling (Wise 1993) over runs instead of single tokens.

    Args:
        runs: runs (left position, right position, length).
        weights: running sum of the left document's token weights, one longer than the document.
        left_size: tokens of the left document.
        right_size: tokens of the right document.
        min_weight: weight below which the rest of a cut run is dropped.
    """
    priority = np.empty(runs.shape[0], np.int64)
    for row in range(runs.shape[0]):
        i, length = runs[row, 0], runs[row, 2]
        priority[row] = -(weights[i + length] - weights[i])
    left_taken = fill(np.empty(left_size, np.bool_), ZERO)
    right_taken = fill(np.empty(right_size, np.bool_), ZERO)
    out = np.empty((runs.shape[0], 3), np.int32)
    tile_count = ZERO
    for row in argsort(priority):
        i, j, length = runs[row, 0], runs[row, 1], runs[row, 2]
        start = 0
        while start < length and (left_taken[i + start] or right_taken[j + start]):
            start += 1
        stop = start
        while stop < length and not (left_taken[i + stop] or right_taken[j + stop]):
            stop += 1
        if start == stop or weights[i + stop] - weights[i + start] < min_weight:
            continue
        for step in range(start, stop):
            left_taken[i + step] = True
            right_taken[j + step] = True
        out[tile_count, 0] = i + start
        out[tile_count, 1] = j + start
        out[tile_count, 2] = stop - start
        tile_count += 1
    return sort_rows(out, tile_count)


@jit_inline
def lcs_length(left: NDArray[np.uint64], right: NDArray[np.uint64], max_cells: int) -> int:
    """Return the length of the longest common subsequence of two gaps; 0 where their sizes' product exceeds a limit."""
    if left.size == 0 or right.size == 0 or left.size * right.size > max_cells:
        return 0
    row = fill(np.empty(right.size + 1, np.int32), ZERO)
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


@jit_inline
def chain_scores(
    tiles: NDArray[np.int32],
    left_weights: NDArray[np.int64],
    right_weights: NDArray[np.int64],
    longest_gap: int,
    gap_cost: float,
    lookback: int,
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the score of the best chain that ends in each tile, and the tile's predecessor in it (-1: none).

    Args:
        tiles: see `chain_tiles`.
        left_weights: see `chain_tiles`.
        right_weights: see `chain_tiles`.
        longest_gap: see `chain_tiles`.
        gap_cost: see `chain_tiles`.
        lookback: see `chain_tiles`.
    """
    size = tiles.shape[0]
    score = fill(np.empty(size, np.float64), ZERO)
    predecessor = fill(np.empty(size, np.int64), NONE)
    for t in range(size):
        i, j = tiles[t, 0], tiles[t, 1]
        best = 0.0
        for s in range(t - 1, max(-1, t - 1 - lookback), -1):
            left_gap = left_weights[i] - left_weights[tiles[s, 0] + tiles[s, 2]]
            right_stop = tiles[s, 1] + tiles[s, 2]
            if left_gap > longest_gap or right_stop > j:
                continue
            right_gap = right_weights[j] - right_weights[right_stop]
            candidate = score[s] - gap_cost * max(left_gap, right_gap)
            if right_gap <= longest_gap and candidate > best:
                best = candidate
                predecessor[t] = s
        score[t] = best + left_weights[i + tiles[t, 2]] - left_weights[i]
    return score, predecessor


@jit_inline
def descending_order(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the stable order of the scores, greatest first; those within a thousandth count as equal."""
    keys = np.empty(scores.size, np.int64)
    for t in range(scores.size):
        keys[t] = np.int64(-1024.0 * scores[t])
    return argsort(keys)


@jit_callee
def chain_tiles(
    tiles: NDArray[np.int32],
    left: NDArray[np.uint64],
    right: NDArray[np.uint64],
    left_weights: NDArray[np.int64],
    right_weights: NDArray[np.int64],
    longest_gap: int,
    gap_cost: float,
    min_score: float,
    lookback: int,
    max_cells: int,
) -> NDArray[np.int32]:
    """Return the chains of tiles that score enough for a passage (sparse Smith-Waterman over runs).

    Rows are left start, left stop, right start, right stop, equal tokens. A gap is bridged where the chain before it
    has more equal weight than the gap costs, and the chain after it adds to the score. Chains are traced back from
    their last tile, best score first.

    Args:
        tiles: runs in the order of the left text, no token in two of them.
        left: token hashes of the left document.
        right: token hashes of the right document.
        left_weights: running sum of the left document's token weights, one longer than it.
        right_weights: running sum of the right document's token weights.
        longest_gap: greatest weight of a gap, on either side, that is bridged.
        gap_cost: what one unit of weight of a gap costs, in units of equal weight.
        min_score: minimum score of a chain: its equal weight minus the cost of its gaps.
        lookback: preceding tiles, in the order of the left text, that are tried as a tile's predecessor in a chain.
        max_cells: largest gap, left tokens times right tokens, whose equal tokens are counted (LCS); in larger gaps
            none count.
    """
    score, predecessor = chain_scores(tiles, left_weights, right_weights, longest_gap, gap_cost, lookback)
    out = np.empty((tiles.shape[0], 5), np.int32)
    chain_count = ZERO
    visited = fill(np.empty(tiles.shape[0], np.bool_), ZERO)
    for t in descending_order(score):
        start, equal_tokens, s = -1, 0, t
        while s >= 0 and not visited[s]:
            visited[s] = True
            start = s
            equal_tokens += tiles[s, 2]
            p = predecessor[s]
            if p >= 0 and not visited[p]:
                left_stop, right_stop = tiles[p, 0] + tiles[p, 2], tiles[p, 1] + tiles[p, 2]
                gaps = left[left_stop : tiles[s, 0]], right[right_stop : tiles[s, 1]]
                equal_tokens += lcs_length(gaps[0], gaps[1], max_cells)
            s = p
        if start < 0 or score[t] - (score[s] if s >= 0 else 0.0) < min_score:
            continue
        out[chain_count, 0] = tiles[start, 0]
        out[chain_count, 1] = tiles[t, 0] + tiles[t, 2]
        out[chain_count, 2] = tiles[start, 1]
        out[chain_count, 3] = tiles[t, 1] + tiles[t, 2]
        out[chain_count, 4] = equal_tokens
        chain_count += 1
    return sort_rows(out, chain_count)


@jit
def align_pairs(
    pairs: NDArray[np.int32],
    offsets: NDArray[np.int64],
    hashes: NDArray[np.uint64],
    body: NDArray[np.bool_],
    weights: NDArray[np.int64],
    lengths: NDArray[np.int64],
    seeds: NDArray[np.uint64],
    shingles: NDArray[np.uint64],
    min_tile: int,
    longest_gap: int,
    gap_cost: float,
    min_score: int,
    max_occurrences: int,
    lookback: int,
    max_cells: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the measures and the passages of every pair.

    Measures are rows of: shared distinct shingles, equal tokens in passages, body characters of the left document
    inside passages, of the right one, runs, passages. Passages are rows of left start, left stop, right start,
    right stop, equal tokens: token positions in their documents, in the order of the left text.

    Args:
        pairs: rows of two document positions; pairs with the same left document are adjacent.
        offsets: where each document's tokens begin and end.
        hashes: token hashes.
        body: which tokens are body text.
        weights: running sum of token weights over all documents, one longer than the tokens.
        lengths: running sum of the characters of body tokens, one longer than the tokens.
        seeds: window hashes that seed runs.
        shingles: window hashes for the Jaccard coefficient.
        min_tile: minimum weight of a run that is part of a passage.
        longest_gap: see `chain_tiles`.
        gap_cost: see `chain_tiles`.
        min_score: minimum score of a passage; half the body of the shorter document is enough too.
        max_occurrences: see `shared_runs`.
        lookback: see `chain_tiles`.
        max_cells: see `chain_tiles`.
    """
    measures = np.empty((pairs.shape[0], 6), np.int64)
    passages = np.empty((pairs.shape[0] + 16, 5), np.int32)
    total = 0
    current = -1
    keys, first, following, occurrences, _ = hash_table(view(seeds, offsets[0], offsets[0]))
    shingle_keys, _, _, _, _ = hash_table(view(seeds, offsets[0], offsets[0]))
    shingle_visited = fill(np.empty(shingle_keys.size, np.bool_), ZERO)
    for row in range(pairs.shape[0]):
        a, b = pairs[row, 0], pairs[row, 1]
        a0, a1, b0, b1 = offsets[a], offsets[a + 1], offsets[b], offsets[b + 1]
        for column in range(6):
            measures[row, column] = 0
        if a != current:
            current = a
            keys, first, following, occurrences, _ = hash_table(view(seeds, a0, a1))
            shingle_keys, _, _, _, _ = hash_table(view(shingles, a0, a1))
            shingle_visited = fill(np.empty(shingle_keys.size, np.bool_), ZERO)
        measures[row, 0] = count_overlap(shingle_keys, shingle_visited, view(shingles, b0, b1))
        runs = shared_runs(
            view(hashes, a0, a1),
            view(hashes, b0, b1),
            view(body, a0, a1),
            view(body, b0, b1),
            view(seeds, b0, b1),
            keys,
            first,
            following,
            occurrences,
            max_occurrences,
        )
        measures[row, 4] = runs.shape[0]
        if runs.shape[0] == 0:
            continue
        left_weights, right_weights = view(weights, a0, a1 + 1), view(weights, b0, b1 + 1)
        threshold = min(min_score, (weights[a1] - weights[a0] + 1) // 2, (weights[b1] - weights[b0] + 1) // 2)
        tiles = tile_runs(runs, left_weights, a1 - a0, b1 - b0, min_tile)
        spans = chain_tiles(
            tiles,
            view(hashes, a0, a1),
            view(hashes, b0, b1),
            left_weights,
            right_weights,
            longest_gap,
            gap_cost,
            threshold,
            lookback,
            max_cells,
        )
        size = spans.shape[0]
        if size == 0:
            continue
        measures[row, 2] = covered_length(spans, ZERO, view(lengths, a0, a1 + 1))
        measures[row, 3] = covered_length(spans, RIGHT_COLUMN, view(lengths, b0, b1 + 1))
        measures[row, 5] = size
        passages = grow(passages, total + size)
        for span in range(size):
            measures[row, 1] += spans[span, 4]
            for column in range(5):
                passages[total, column] = spans[span, column]
            total += 1
    return measures, passages[:total]
