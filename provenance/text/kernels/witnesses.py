"""Compiled comparison of a few documents with each other: what each holds that another lacks, and who else holds it.

A group is a set of at most 64 documents, one bit each. Every gram (a window of a few tokens) of a document is marked
with the documents that hold it too; the rest is counting those marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from provenance.text.kernels.windows import slot

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH = 64
"""Most documents in a group: the bits of a mark."""

MEASURES = 11
"""Measures of one directed pair, in the order of :func:`compare`."""

ONE = np.uint64(1)
NONE = np.uint64(0)


@njit(nogil=True, cache=True)
def marks(grams: NDArray[np.uint64], offsets: NDArray[np.int64], group: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return for every gram of a group's documents, one after another, which documents of the group hold it."""
    total = 0
    for member in group:
        total += offsets[member + 1] - offsets[member]
    size = 16
    while size < 2 * total:
        size *= 2
    keys, held = np.zeros(size, np.uint64), np.zeros(size, np.uint64)
    places = np.full(total, -1, np.int64)
    at = 0
    for member in range(group.size):
        for i in range(offsets[group[member]], offsets[group[member] + 1]):
            if grams[i] != NONE:
                place = slot(keys, grams[i])
                keys[place] = grams[i]
                held[place] |= ONE << np.uint64(member)
                places[at] = place
            at += 1
    out = np.zeros(total, np.uint64)
    for i in range(total):
        if places[i] >= 0:
            out[i] = held[places[i]]
    return out


@njit(nogil=True, cache=True)
def lacking(
    mark: NDArray[np.uint64],
    bit: np.uint64,
    characters: NDArray[np.bool_],
    words: int,
    letters: int,
    block: int,
    out: NDArray[np.int64],
) -> None:
    """Measure what a document holds that another (``bit``) lacks: runs of tokens that no common gram covers.

    Args:
        mark: the document's marks, one a token.
        bit: the other document.
        characters: which tokens are characters of a script without spaces.
        words: tokens of a gram of words.
        letters: tokens of a gram of characters.
        block: least weight (a word 2, a character 1) of a run that is told as a block, not as an edit.
        out: short runs, long runs, weight of the long runs, weight of the long run at the end, weight of all runs,
            weight of the document.
    """
    until, run = -1, 0
    out[:] = 0
    for i in range(mark.size):
        if mark[i] & bit:
            until = max(until, i + (letters if characters[i] else words))
        weight = 1 if characters[i] else 2
        out[5] += weight
        if i >= until:
            run += weight
            out[4] += weight
        elif run:
            ended(run, block, out)
            run = 0
    if run:
        ended(run, block, out)
        if run >= block:
            out[3] = run


@njit(nogil=True, cache=True)
def ended(run: int, block: int, out: NDArray[np.int64]) -> None:
    """Count one run that ended, as an edit or as a block."""
    if run < block:
        out[0] += 1
    else:
        out[1] += 1
        out[2] += run


@njit(nogil=True, cache=True)
def witnessed(mark: NDArray[np.uint64], own: int, members: int, out: NDArray[np.int32]) -> None:
    """Count a document's grams that member ``c`` holds and member ``p`` lacks, in ``out[p, c]``."""
    out[:] = 0
    i = 0
    while i < mark.size:
        held = mark[i]
        count = 1
        while i + count < mark.size and mark[i + count] == held:
            count += 1
        i += count
        others = held & ~(ONE << np.uint64(own))
        if others == NONE:
            continue
        for p in range(members):
            if p == own or others >> np.uint64(p) & ONE:
                continue
            for c in range(members):
                if others >> np.uint64(c) & ONE:
                    out[p, c] += count


@njit(nogil=True, cache=True)
def lackers(mark: NDArray[np.uint64], members: int) -> NDArray[np.uint64]:
    """Return for every gram of a document which members lack it and hold what stands before and after.

    A member lacks a run of grams in its midst where it holds the gram before the run and the one after.
    """
    out = np.zeros(mark.size, np.uint64)
    for c in range(members):
        bit = ONE << np.uint64(c)
        last = -1
        for i in range(mark.size):
            if mark[i] & bit:
                if last >= 0:
                    for j in range(last + 1, i):
                        out[j] |= bit
                last = i
    return out


@njit(nogil=True, cache=True)
def ones(bits: np.uint64) -> int:
    """Return how many bits are set."""
    count = 0
    while bits:
        bits &= bits - ONE
        count += 1
    return count


@njit(nogil=True, cache=True)
def conjunctive(mark: NDArray[np.uint64], own: int, members: int, out: NDArray[np.int32]) -> None:
    """Count a document's grams that it shares with each member against others, which have another reading there.

    Stemmatics calls such readings conjunctive errors (Maas 1927): two texts that share one against the rest have more
    in common than the rest's source.

    Args:
        mark: the document's marks, one a token.
        own: the document's place in the group.
        members: documents in the group.
        out: one a member: grams that two others or more lack, and fewer hold.
    """
    out[:] = 0
    lack = lackers(mark, members)
    i = 0
    while i < mark.size:
        count = 1
        while i + count < mark.size and mark[i + count] == mark[i] and lack[i + count] == lack[i]:
            count += 1
        against, holders = ones(lack[i]), ones(mark[i]) - 2
        if holders >= 0 and against > max(holders, 1):
            for c in range(members):
                if c != own and mark[i] >> np.uint64(c) & ONE:
                    out[c] += count
        i += count


@njit(nogil=True, cache=True)
def compare(
    grams: NDArray[np.uint64],
    offsets: NDArray[np.int64],
    characters: NDArray[np.bool_],
    group: NDArray[np.int64],
    pairs: NDArray[np.int64],
    said: NDArray[np.int64],
    sizes: tuple[int, int, int],
) -> NDArray[np.int64]:
    """Return the measures of directed pairs of a group.

    Args:
        grams: a hash for the gram at each token of all documents, 0 where there is none.
        offsets: where each document's tokens begin and end.
        characters: which tokens are characters of a script without spaces.
        group: positions of at most 64 documents.
        pairs: rows (document, source) as places in the group.
        said: rows (document, source, first token, token after the last), places in the group and tokens of the
            document: runs that say what the other says in other words or another language. They count as held in
            common, and witness nothing: whoever rewords a passage does not show which words it had.
        sizes: tokens of a gram of words, of one of characters, and the least weight of a block.

    Returns:
        One row a pair: short runs, long runs, weight of long runs, weight at the end, weight of all that the document
        has beyond the source; its own weight; the most grams of the document that a third member holds and the
        source lacks; the same the other way; the most that hold both ways for one third member; grams in common;
        grams in common against two other members or more (:func:`conjunctive`).
    """
    mark = marks(grams, offsets, group)
    begin = np.zeros(group.size + 1, np.int64)
    for member in range(group.size):
        begin[member + 1] = begin[member] + offsets[group[member] + 1] - offsets[group[member]]
    third = np.zeros((group.size, group.size, group.size), np.int32)
    joined = np.zeros((group.size, group.size), np.int32)
    for member in range(group.size):
        own = mark[begin[member] : begin[member + 1]]
        witnessed(own, member, group.size, third[member])
        conjunctive(own, member, group.size, joined[member])
    for row in range(said.shape[0]):
        for i in range(begin[said[row, 0]] + said[row, 2], begin[said[row, 0]] + said[row, 3]):
            mark[i] |= ONE << np.uint64(said[row, 1])
    out = np.zeros((pairs.shape[0], MEASURES), np.int64)
    for row in range(pairs.shape[0]):
        document, source = pairs[row]
        first, last = offsets[group[document]], offsets[group[document] + 1]
        own = mark[begin[document] : begin[document + 1]]
        lacking(own, ONE << np.uint64(source), characters[first:last], sizes[0], sizes[1], sizes[2], out[row, :6])
        for c in range(group.size):
            here, there = third[document, source, c], third[source, document, c]
            out[row, 6] = max(out[row, 6], here)
            out[row, 7] = max(out[row, 7], there)
            out[row, 8] = max(out[row, 8], min(here, there))
        for i in range(own.size):
            out[row, 9] += own[i] >> np.uint64(source) & ONE
        out[row, 10] = joined[document, source]
    return out
