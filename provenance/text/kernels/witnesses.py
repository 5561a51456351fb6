"""Compiled comparison of documents within a group: what each holds that another lacks, and which others hold it.

A group is a set of at most 64 documents, one bit each. Every gram (a window of a few tokens) of a document gets a mask
of the documents that hold it; the measures are counts over those masks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.arrays import ZERO, copy_rows, fill
from provenance.text.kernels.jit import as_int64, jit, jit_callee, jit_inline
from provenance.text.kernels.windows import find_slot

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH = 64
"""Maximum documents in a group: the bits of a mask."""

MEASURES = 11
"""Measures of one directed pair, in the order of :func:`compare_group`."""

ONE = np.uint64(1)
NONE = np.uint64(0)
NO_SLOT = as_int64(-1)


@jit_inline
def holder_masks(grams: NDArray[np.uint64], offsets: NDArray[np.int64], group: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return for every gram of a group's documents, one after another, the mask of the documents that hold it."""
    total = 0
    for member in group:
        total += offsets[member + 1] - offsets[member]
    size = 16
    while size < 2 * total:
        size *= 2
    keys, holders = fill(np.empty(size, np.uint64), ZERO), fill(np.empty(size, np.uint64), ZERO)
    slots = fill(np.empty(total, np.int64), NO_SLOT)
    position = 0
    for member in range(group.size):
        for i in range(offsets[group[member]], offsets[group[member] + 1]):
            if grams[i] != NONE:
                slot = find_slot(keys, grams[i])
                keys[slot] = grams[i]
                holders[slot] |= ONE << np.uint64(member)
                slots[position] = slot
            position += 1
    out = fill(np.empty(total, np.uint64), ZERO)
    for i in range(total):
        if slots[i] >= 0:
            out[i] = holders[slots[i]]
    return out


@jit_inline
def measure_missing(
    masks: NDArray[np.uint64],
    bit: np.uint64,
    characters: NDArray[np.bool_],
    words: int,
    letters: int,
    min_block: int,
    out: NDArray[np.int64],
) -> None:
    """Measure what a document holds that another (``bit``) lacks: runs of tokens that no shared gram covers.

    Args:
        masks: holders of the gram at each token of the document.
        bit: the other document.
        characters: which tokens are characters of an unspaced script.
        words: tokens of a gram of words.
        letters: tokens of a gram of characters.
        min_block: minimum weight (a word 2, a character 1) of a run that counts as a block, not as an edit.
        out: edits, blocks, weight of the blocks, weight of the block at the end, weight of all runs, weight of the
            document.
    """
    covered_until, run = -1, 0
    for column in range(6):
        out[column] = 0
    for i in range(masks.size):
        if masks[i] & bit:
            covered_until = max(covered_until, i + (letters if characters[i] else words))
        weight = 1 if characters[i] else 2
        out[5] += weight
        if i >= covered_until:
            run += weight
            out[4] += weight
        elif run:
            count_run(run, min_block, out)
            run = 0
    if run:
        count_run(run, min_block, out)
        if run >= min_block:
            out[3] = run


@jit_inline
def count_run(run: int, min_block: int, out: NDArray[np.int64]) -> None:
    """Count one run, as an edit or as a block."""
    if run < min_block:
        out[0] += 1
    else:
        out[1] += 1
        out[2] += run


@jit_inline
def count_witnessed(
    masks: NDArray[np.uint64], own: int, compared: np.uint64, members: int, out: NDArray[np.int32]
) -> None:
    """Count a document's grams that member ``c`` holds and member ``p`` (of ``compared``) lacks, in ``out[p, c]``."""
    for p in range(members):
        for c in range(members):
            out[p, c] = 0
    i = 0
    while i < masks.size:
        holders = masks[i]
        count = 1
        while i + count < masks.size and masks[i + count] == holders:
            count += 1
        i += count
        other_holders = holders & ~(ONE << np.uint64(own))
        missing = compared & ~other_holders
        if other_holders == NONE or missing == NONE:
            continue
        for p in range(members):
            if p == own or not missing >> np.uint64(p) & ONE:
                continue
            for c in range(members):
                if other_holders >> np.uint64(c) & ONE:
                    out[p, c] += count


@jit_callee
def missing_masks(masks: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return for every gram of a document the mask of members that lack it, but hold grams before and after it.

    So a member that ends early, or begins late, lacks nothing there.
    """
    out = fill(np.empty(masks.size, np.uint64), ZERO)
    before = after = NONE
    for i in range(masks.size):
        out[i] = before & ~masks[i]
        before |= masks[i]
    for i in range(masks.size - 1, -1, -1):
        out[i] &= after
        after |= masks[i]
    return out


@jit_callee
def popcount(bits: np.uint64) -> int:
    """Return the number of set bits."""
    count = 0
    while bits:
        bits &= bits - ONE
        count += 1
    return count


@jit_callee
def count_conjunctive(masks: NDArray[np.uint64], own: int, members: int, out: NDArray[np.int32]) -> None:
    """Count a document's grams that it shares with each member against others, which read differently there.

    Such readings are conjunctive errors in textual criticism (Maas 1927): two texts that share one against the rest
    have a common source that the rest have not.

    Args:
        masks: holders of the gram at each token of the document.
        own: position of the document in the group.
        members: documents in the group.
        out: [members] receives the number of grams that at least two others lack and fewer hold.
    """
    out[:] = 0
    missing = missing_masks(masks)
    i = 0
    while i < masks.size:
        count = 1
        while i + count < masks.size and masks[i + count] == masks[i] and missing[i + count] == missing[i]:
            count += 1
        missing_count, other_count = popcount(missing[i]), popcount(masks[i]) - 2
        if other_count >= 0 and missing_count > max(other_count, 1):
            for c in range(members):
                if c != own and masks[i] >> np.uint64(c) & ONE:
                    out[c] += count
        i += count


@jit
def compare_group(
    grams: NDArray[np.uint64],
    offsets: NDArray[np.int64],
    characters: NDArray[np.bool_],
    group: NDArray[np.int64],
    pairs: NDArray[np.int64],
    reworded: NDArray[np.int64],
    sizes: tuple[int, int, int],
) -> NDArray[np.int64]:
    """Return the measures of directed pairs of a group.

    Args:
        grams: a hash for the gram at each token of all documents, 0 where there is none.
        offsets: where each document's tokens begin and end.
        characters: which tokens are characters of an unspaced script.
        group: positions of at most 64 documents.
        pairs: rows (document, source) as positions in the group.
        reworded: rows (document, source, start, stop): positions in the group, and tokens of the document with the
            meaning of the source in other words or another language. They count as shared, and are no evidence of a
            third document: who rewords a passage does not show which words it had.
        sizes: tokens of a gram of words, of a gram of characters, and the minimum weight of a block.

    Returns:
        One row a pair: edits, blocks, weight of the blocks, weight of the block at the end, weight of all that the
        document has beyond the source; weight of the document; the most grams of the document that one third member
        holds and the source lacks; the same the other way; the most that one third member holds both ways; shared
        grams; shared grams against at least two other members (:func:`count_conjunctive`).
    """
    masks = holder_masks(grams, offsets, group)
    starts = fill(np.empty(group.size + 1, np.int64), ZERO)
    for member in range(group.size):
        starts[member + 1] = starts[member] + offsets[group[member] + 1] - offsets[group[member]]
    third_party = np.empty((group.size, group.size, group.size), np.int32)
    conjunctive_counts = np.empty((group.size, group.size), np.int32)
    compared = fill(np.empty(group.size, np.uint64), ZERO)
    for row in range(pairs.shape[0]):
        compared[pairs[row, 0]] |= ONE << np.uint64(pairs[row, 1])
        compared[pairs[row, 1]] |= ONE << np.uint64(pairs[row, 0])
    for member in range(group.size):
        document_masks = masks[starts[member] : starts[member + 1]]
        count_witnessed(document_masks, member, compared[member], group.size, third_party[member])
        count_conjunctive(document_masks, member, group.size, conjunctive_counts[member])
    for row in range(reworded.shape[0]):
        for i in range(starts[reworded[row, 0]] + reworded[row, 2], starts[reworded[row, 0]] + reworded[row, 3]):
            masks[i] |= ONE << np.uint64(reworded[row, 1])
    out = np.empty((pairs.shape[0], MEASURES), np.int64)
    for row in range(pairs.shape[0]):
        document, source = pairs[row, 0], pairs[row, 1]
        for measure in range(6, MEASURES):
            out[row, measure] = 0
        first, last = offsets[group[document]], offsets[group[document] + 1]
        document_masks = masks[starts[document] : starts[document + 1]]
        measure_missing(
            document_masks, ONE << np.uint64(source), characters[first:last], sizes[0], sizes[1], sizes[2], out[row, :6]
        )
        for c in range(group.size):
            forward, backward = third_party[document, source, c], third_party[source, document, c]
            out[row, 6] = max(out[row, 6], forward)
            out[row, 7] = max(out[row, 7], backward)
            out[row, 8] = max(out[row, 8], min(forward, backward))
        for i in range(document_masks.size):
            out[row, 9] += document_masks[i] >> np.uint64(source) & ONE
        out[row, 10] = conjunctive_counts[document, source]
    return out


@jit
def compare_groups(
    grams: NDArray[np.uint64],
    offsets: NDArray[np.int64],
    characters: NDArray[np.bool_],
    members: NDArray[np.int64],
    pairs: NDArray[np.int64],
    reworded: NDArray[np.int64],
    cuts: NDArray[np.int64],
    sizes: tuple[int, int, int],
) -> NDArray[np.int64]:
    """Return the measures of directed pairs of many groups: see :func:`compare_group`.

    Args:
        grams: see :func:`compare_group`.
        offsets: see :func:`compare_group`.
        characters: see :func:`compare_group`.
        members: positions of the members of each group, group after group.
        pairs: see :func:`compare_group`; group after group.
        reworded: see :func:`compare_group`; group after group.
        cuts: [groups + 1, 3] first row of each group in members, pairs and reworded runs, and the totals.
        sizes: see :func:`compare_group`.
    """
    out = np.empty((pairs.shape[0], MEASURES), np.int64)
    for group in range(cuts.shape[0] - 1):
        first, last = cuts[group], cuts[group + 1]
        measures = compare_group(
            grams, offsets, characters, members[first[0] : last[0]], pairs[first[1] : last[1]],
            reworded[first[2] : last[2]], sizes,
        )  # fmt: skip
        copy_rows(out, first[1], measures)
    return out
