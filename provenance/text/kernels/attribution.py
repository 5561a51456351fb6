"""Compiled attribution of text: which source each run of a document comes from, the first that has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.arrays import ZERO, argsort
from provenance.text.kernels.jit import jit, jit_callee

if TYPE_CHECKING:
    from numpy.typing import NDArray


@jit_callee
def merge_runs(runs: NDArray[np.int64]) -> int:
    """Merge adjacent or overlapping runs of the same source, in place, and return how many remain.

    Args:
        runs: rows of source, start and stop (code points), ascending.
    """
    count = 0
    for row in range(runs.shape[0]):
        if count and runs[count - 1, 0] == runs[row, 0] and runs[row, 1] <= runs[count - 1, 2]:
            runs[count - 1, 2] = max(runs[count - 1, 2], runs[row, 2])
        else:
            for column in range(3):
                runs[count, column] = runs[row, column]
            count += 1
    return count


@jit_callee
def split_span(start: int, stop: int, runs: NDArray[np.int64], count: int, out: NDArray[np.int64], row: int) -> int:
    """Split a span where its source changes, into rows of ``out`` from ``row`` on; return the row after the last."""
    ends = np.empty(2 * count + 2, np.int64)
    ends[0], ends[1] = start, stop
    for run in range(count):
        for side in range(2):
            ends[2 * run + side + 2] = min(max(runs[run, side + 1], start), stop)
    ends = ends[argsort(ends)]
    first = row
    for cut in range(ends.size - 1):
        if ends[cut] == ends[cut + 1]:
            continue
        source = -1
        for run in range(count):
            if runs[run, 1] <= ends[cut] and ends[cut + 1] <= runs[run, 2]:
                source = runs[run, 0]
                break
        if row > first and out[row - 1, 3] == source:
            out[row - 1, 2] = ends[cut + 1]
        else:
            out[row, 1], out[row, 2], out[row, 3] = ends[cut], ends[cut + 1], source
            row += 1
    return row


@jit
def attribute_spans(
    lengths: NDArray[np.int64],
    cuts: NDArray[np.int64],
    runs: NDArray[np.int64],
    skips: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return the runs of every document's body with their source: rows of document, start, stop, source (-1: none).

    Args:
        lengths: code points of each document's text.
        cuts: [documents + 1, 2] first row of each document in ``runs`` and in ``skips``, and the totals.
        runs: rows of source, start and stop (code points): spans that a source has too; ascending for each document.
            Where several sources have a span, the first counts.
        skips: rows of start and stop of spans that are not body text; ascending for each document.
    """
    # every run and every skip adds at most two boundaries
    out = np.empty((2 * (runs.shape[0] + skips.shape[0] + lengths.size), 4), np.int64)
    row = ZERO
    for document in range(lengths.size):
        document_runs = runs[cuts[document, 0] : cuts[document + 1, 0]].copy()
        count, position, first = merge_runs(document_runs), ZERO, row
        for skip in range(cuts[document, 1], cuts[document + 1, 1] + 1):
            last = skip == cuts[document + 1, 1]
            start = lengths[document] if last else min(skips[skip, 0], lengths[document])
            if start > position:
                row = split_span(position, start, document_runs, count, out, row)
            if not last:
                position = max(position, skips[skip, 1])
        for filled in range(first, row):
            out[filled, 0] = document
    return out[:row]
