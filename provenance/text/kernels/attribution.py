"""Compiled attribution of text: which run of it comes from the first of several sources that have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.arrays import ZERO, order
from provenance.text.kernels.jit import compiled, linked

if TYPE_CHECKING:
    from numpy.typing import NDArray


@linked
def united(runs: NDArray[np.int64]) -> int:
    """Make runs of one source that touch one, in place, and return how many there are.

    Args:
        runs: source, first code point and the one after the last; ascending.
    """
    many = 0
    for row in range(runs.shape[0]):
        if many and runs[many - 1, 0] == runs[row, 0] and runs[row, 1] <= runs[many - 1, 2]:
            runs[many - 1, 2] = max(runs[many - 1, 2], runs[row, 2])
        else:
            for column in range(3):
                runs[many, column] = runs[row, column]
            many += 1
    return many


@linked
def told(start: int, stop: int, runs: NDArray[np.int64], many: int, out: NDArray[np.int64], at: int) -> int:
    """Cut a span where its source changes, into rows of ``out`` from a row on; return the row after the last."""
    ends = np.empty(2 * many + 2, np.int64)
    ends[0], ends[1] = start, stop
    for run in range(many):
        for side in range(2):
            ends[2 * run + side + 2] = min(max(runs[run, side + 1], start), stop)
    ends = ends[order(ends)]
    first = at
    for cut in range(ends.size - 1):
        if ends[cut] == ends[cut + 1]:
            continue
        source = -1
        for run in range(many):
            if runs[run, 1] <= ends[cut] and ends[cut + 1] <= runs[run, 2]:
                source = runs[run, 0]
                break
        if at > first and out[at - 1, 3] == source:
            out[at - 1, 2] = ends[cut + 1]
        else:
            out[at, 1], out[at, 2], out[at, 3] = ends[cut], ends[cut + 1], source
            at += 1
    return at


@compiled
def attributed(
    lengths: NDArray[np.int64],
    cuts: NDArray[np.int64],
    runs: NDArray[np.int64],
    skips: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return the runs of every body and where they come from: document, start, stop, source (-1 for none).

    Args:
        lengths: code points of each document's text.
        cuts: [documents + 1, 2] where the runs and the skips of each begin, and the ends.
        runs: source, first code point and the one after the last: what each source has; ascending for each document,
            the first source that has a run is told.
        skips: first code point and the one after the last of what is no body; ascending for each document.
    """
    # a run cuts at its two ends, a skip at its own
    out = np.empty((2 * (runs.shape[0] + skips.shape[0] + lengths.size), 4), np.int64)
    row = ZERO
    for document in range(lengths.size):
        own = runs[cuts[document, 0] : cuts[document + 1, 0]].copy()
        many, at, first = united(own), ZERO, row
        for skip in range(cuts[document, 1], cuts[document + 1, 1] + 1):
            last = skip == cuts[document + 1, 1]
            start = lengths[document] if last else min(skips[skip, 0], lengths[document])
            if start > at:
                row = told(at, start, own, many, out, row)
            if not last:
                at = max(at, skips[skip, 1])
        for each in range(first, row):
            out[each, 0] = document
    return out[:row]
