"""Compiled search for runs of tokens that say again what their document said before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.alignment import chains
from provenance.text.kernels.arrays import room
from provenance.text.kernels.jit import compiled, inlined
from provenance.text.kernels.windows import slot, table

if TYPE_CHECKING:
    from numpy.typing import NDArray


@inlined
def recurring(hashes: NDArray[np.uint64], seeds: NDArray[np.uint64]) -> NDArray[np.int32]:
    """Return runs of tokens that stand earlier too: rows of start, earlier start, length, in order, disjoint by start.

    The earlier run is the one right after the last one's, where that agrees, else where the seed stands first. It ends
    before the later one begins, so that a line repeated n times gives log n runs.

    Args:
        hashes: token hashes of one document.
        seeds: its windows.
    """
    keys, first, _, _, _ = table(seeds)
    out = np.empty((16, 3), np.int32)
    found = 0
    shift = 0  # how far back the last run's earlier one stands
    origin = 0  # where the runs with this shift began: their earlier ones end before
    j = 0
    while j < seeds.size:
        if seeds[j] == 0:
            j += 1
            continue
        i = first[slot(keys, seeds[j])]
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
        out = room(out, found + 1)
        out[found, 0] = j
        out[found, 1] = i
        out[found, 2] = length
        found += 1
        j += length
    return out[:found]


@compiled
def repeated(
    offsets: NDArray[np.int64],
    hashes: NDArray[np.uint64],
    weights: NDArray[np.int64],
    seeds: NDArray[np.uint64],
    longest_gap: int,
    gap_cost: float,
    least: int,
) -> NDArray[np.int32]:
    """Return the repeats of every document: rows of document, start, stop, earlier start, earlier stop, equal tokens.

    Args:
        offsets: where each document's tokens begin and end.
        hashes: token hashes.
        weights: running sum of token weights over all documents, one longer than the tokens.
        seeds: window hashes that find runs.
        longest_gap: greatest weight of a gap that is bridged.
        gap_cost: what one unit of weight of a gap costs.
        least: least value of a repeat: the weight that agrees less what its gaps cost.
    """
    out = np.empty((16, 6), np.int32)
    total = 0
    for document in range(offsets.size - 1):
        start, stop = offsets[document], offsets[document + 1]
        if weights[stop] - weights[start] < 2 * least:
            continue
        own = hashes[start:stop]
        scale = weights[start : stop + 1]
        found = recurring(own, seeds[start:stop])
        if found.shape[0] == 0:
            continue
        spans = chains(found, own, own, scale, scale, longest_gap, gap_cost, least)
        out = room(out, total + spans.shape[0])
        for span in range(spans.shape[0]):
            out[total, 0] = document
            for column in range(5):
                out[total, 1 + column] = spans[span, column]
            total += 1
    return out[:total]
