"""Compiled search for runs of tokens that repeat an earlier run of their document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.alignment import chain_tiles
from provenance.text.kernels.arrays import grow
from provenance.text.kernels.jit import jit, jit_inline
from provenance.text.kernels.windows import find_slot, hash_table

if TYPE_CHECKING:
    from numpy.typing import NDArray


@jit_inline
def recurring_runs(hashes: NDArray[np.uint64], seeds: NDArray[np.uint64]) -> NDArray[np.int32]:
    """Return runs of tokens that repeat earlier ones: rows of start, earlier start, length, ascending and disjoint.

    The earlier run is the continuation of the previous row's, where that agrees, else the first occurrence of the seed.
    It ends before the later run begins, so that a line repeated n times gives log n runs.

    Args:
        hashes: token hashes of one document.
        seeds: its window hashes.
    """
    keys, first, _, _, _ = hash_table(seeds)
    out = np.empty((16, 3), np.int32)
    run_count = 0
    shift = 0  # distance from the previous run back to its earlier one
    origin = 0  # where the runs with this shift begin: their earlier runs end before it
    j = 0
    while j < seeds.size:
        if seeds[j] == 0:
            j += 1
            continue
        i = first[find_slot(keys, seeds[j])]
        if 0 < shift <= j < origin + shift and seeds[j - shift] == seeds[j]:
            i = j - shift
        if i >= j:
            j += 1
            continue
        if shift != j - i or i >= origin:
            shift, origin = j - i, j
        length = 0
        while j + length < hashes.size and i + length < origin and hashes[i + length] == hashes[j + length]:
            length += 1
        out = grow(out, run_count + 1)
        out[run_count, 0] = j
        out[run_count, 1] = i
        out[run_count, 2] = length
        run_count += 1
        j += length
    return out[:run_count]


@jit
def find_repeats(
    offsets: NDArray[np.int64],
    hashes: NDArray[np.uint64],
    weights: NDArray[np.int64],
    seeds: NDArray[np.uint64],
    longest_gap: int,
    gap_cost: float,
    min_score: int,
    lookback: int,
    max_cells: int,
) -> NDArray[np.int32]:
    """Return the repeats of every document: rows of document, start, stop, earlier start, earlier stop, equal tokens.

    Args:
        offsets: where each document's tokens begin and end.
        hashes: token hashes.
        weights: running sum of token weights over all documents, one longer than the tokens.
        seeds: window hashes that seed runs.
        longest_gap: greatest weight of a gap that is bridged.
        gap_cost: what one unit of weight of a gap costs.
        min_score: minimum score of a repeat: its equal weight minus the cost of its gaps.
        lookback: see `alignment.chain_tiles`.
        max_cells: see `alignment.chain_tiles`.
    """
    out = np.empty((16, 6), np.int32)
    total = 0
    for document in range(offsets.size - 1):
        start, stop = offsets[document], offsets[document + 1]
        if weights[stop] - weights[start] < 2 * min_score:
            continue
        document_hashes = hashes[start:stop]
        document_weights = weights[start : stop + 1]
        runs = recurring_runs(document_hashes, seeds[start:stop])
        if runs.shape[0] == 0:
            continue
        spans = chain_tiles(
            runs,
            document_hashes,
            document_hashes,
            document_weights,
            document_weights,
            longest_gap,
            gap_cost,
            min_score,
            lookback,
            max_cells,
        )
        out = grow(out, total + spans.shape[0])
        for span in range(spans.shape[0]):
            out[total, 0] = document
            for column in range(5):
                out[total, 1 + column] = spans[span, column]
            total += 1
    return out[:total]
