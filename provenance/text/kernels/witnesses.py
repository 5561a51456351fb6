"""Compiled comparison of a few documents with each other: what each holds that another lacks, and who else holds it.

A group is a set of at most 64 documents, one bit each. Every gram (a window of a few tokens) of a document is marked
with the documents that hold it too; the rest is counting those marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.arrays import ZERO, filled, put
from provenance.text.kernels.jit import compiled, inlined, linked, whole
from provenance.text.kernels.windows import slot

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH = 64
"""Most documents in a group: the bits of a mark."""

MEASURES = 11
"""Measures of one directed pair, in the order of :func:`compare`."""

ONE = np.uint64(1)
NONE = np.uint64(0)
NOWHERE = whole(-1)


@inlined
def marks(grams: NDArray[np.uint64], offsets: NDArray[np.int64], group: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return for every gram of a group's documents, one after another, which documents of the group hold it."""
    total = 0
    for member in group:
        total += offsets[member + 1] - offsets[member]
    size = 16
    while size < 2 * total:
        size *= 2
    keys, held = filled(np.empty(size, np.uint64), ZERO), filled(np.empty(size, np.uint64), ZERO)
    places = filled(np.empty(total, np.int64), NOWHERE)
    at = 0
    for member in range(group.size):
        for i in range(offsets[group[member]], offsets[group[member] + 1]):
            if grams[i] != NONE:
                place = slot(keys, grams[i])
                keys[place] = grams[i]
                held[place] |= ONE << np.uint64(member)
                places[at] = place
            at += 1
    out = filled(np.empty(total, np.uint64), ZERO)
    for i in range(total):
        if places[i] >= 0:
            out[i] = held[places[i]]
    return out


@inlined
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
    for each in range(6):
        out[each] = 0
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


@inlined
def ended(run: int, block: int, out: NDArray[np.int64]) -> None:
    """Count one run that ended, as an edit or as a block."""
    if run < block:
        out[0] += 1
    else:
        out[1] += 1
        out[2] += run


@inlined
def witnessed(mark: NDArray[np.uint64], own: int, asked: np.uint64, members: int, out: NDArray[np.int32]) -> None:
    """Count a document's grams that member ``c`` holds and member ``p`` (asked for) lacks, in ``out[p, c]``."""
    for p in range(members):
        for c in range(members):
            out[p, c] = 0
    i = 0
    while i < mark.size:
        held = mark[i]
        count = 1
        while i + count < mark.size and mark[i + count] == held:
            count += 1
        i += count
        others = held & ~(ONE << np.uint64(own))
        lack = asked & ~others
        if others == NONE or lack == NONE:
            continue
        for p in range(members):
            if p == own or not lack >> np.uint64(p) & ONE:
                continue
            for c in range(members):
                if others >> np.uint64(c) & ONE:
                    out[p, c] += count


@linked
def lackers(mark: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return for every gram of a document which members lack it and hold what stands before and after.

    A member lacks a run of grams in its midst where it holds the gram before the run and the one after.
    """
    out = filled(np.empty(mark.size, np.uint64), ZERO)
    before = after = NONE
    for i in range(mark.size):
        out[i] = before & ~mark[i]
        before |= mark[i]
    for i in range(mark.size - 1, -1, -1):
        out[i] &= after
        after |= mark[i]
    return out


@linked
def ones(bits: np.uint64) -> int:
    """Return how many bits are set."""
    count = 0
    while bits:
        bits &= bits - ONE
        count += 1
    return count


@linked
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
    lack = lackers(mark)
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


@compiled
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
    begin = filled(np.empty(group.size + 1, np.int64), ZERO)
    for member in range(group.size):
        begin[member + 1] = begin[member] + offsets[group[member] + 1] - offsets[group[member]]
    third = np.empty((group.size, group.size, group.size), np.int32)
    joined = np.empty((group.size, group.size), np.int32)
    asked = filled(np.empty(group.size, np.uint64), ZERO)
    for row in range(pairs.shape[0]):
        asked[pairs[row, 0]] |= ONE << np.uint64(pairs[row, 1])
        asked[pairs[row, 1]] |= ONE << np.uint64(pairs[row, 0])
    for member in range(group.size):
        own = mark[begin[member] : begin[member + 1]]
        witnessed(own, member, asked[member], group.size, third[member])
        conjunctive(own, member, group.size, joined[member])
    for row in range(said.shape[0]):
        for i in range(begin[said[row, 0]] + said[row, 2], begin[said[row, 0]] + said[row, 3]):
            mark[i] |= ONE << np.uint64(said[row, 1])
    out = np.empty((pairs.shape[0], MEASURES), np.int64)
    for row in range(pairs.shape[0]):
        document, source = pairs[row, 0], pairs[row, 1]
        for measure in range(6, MEASURES):
            out[row, measure] = 0
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


@compiled
def compare_groups(
    grams: NDArray[np.uint64],
    offsets: NDArray[np.int64],
    characters: NDArray[np.bool_],
    members: NDArray[np.int64],
    pairs: NDArray[np.int64],
    said: NDArray[np.int64],
    cuts: NDArray[np.int64],
    sizes: tuple[int, int, int],
) -> NDArray[np.int64]:
    """Return the measures of directed pairs of many groups: see :func:`compare`.

    Args:
        grams: as there.
        offsets: as there.
        characters: as there.
        members: positions of the members of each group, group after group.
        pairs: as there, group after group.
        said: as there, group after group.
        cuts: [groups + 1, 3] where the members, the pairs and the said runs of each group begin, and the ends.
        sizes: as there.
    """
    out = np.empty((pairs.shape[0], MEASURES), np.int64)
    for group in range(cuts.shape[0] - 1):
        first, last = cuts[group], cuts[group + 1]
        measures = compare(
            grams, offsets, characters, members[first[0] : last[0]], pairs[first[1] : last[1]],
            said[first[2] : last[2]], sizes,
        )  # fmt: skip
        put(out, first[1], measures)
    return out
