"""Compiled search for sentence boundaries over code points.

The rules are plain look-ups on character classes and one hashed word list; ``provenance.text.sentences`` makes both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from provenance.text.kernels.arrays import ZERO
from provenance.text.kernels.jit import compiled, inlined, linked, whole

if TYPE_CHECKING:
    from numpy.typing import NDArray

OTHER = whole(0)
SPACE, NEWLINE, DOT, MARK, FULL_STOP, CLOSER, QUOTE, OPENER, UPPER, LOWER, DIGIT, UNCASED, PAUSE = (
    whole(1 << bit) for bit in range(13)
)
"""Character classes, a bit each.

MARK ends a sentence before white space, FULL_STOP wherever it stands; QUOTE opens in one language and closes in
another; PAUSE is a comma's kin.
"""

NEVER, BEFORE_NUMBERS, UNLESS_STARTER, STARTER, MONTH = 1, 2, 4, 8, 16
"""What a word does, added up.

The first three say when its dot, as that of an abbreviation, ends no sentence. A STARTER often opens a sentence; a
MONTH follows an ordinal's dot.
"""

_BLANK = SPACE | NEWLINE
_CASED = UPPER | LOWER
_LETTER = _CASED | UNCASED
_ENDING = DOT | MARK | FULL_STOP
_BESIDE = SPACE | OPENER | CLOSER | QUOTE
_UNFINISHED = _CASED | DIGIT | PAUSE

_OFFSET_BASIS = np.uint64(0xCBF29CE484222325)
_PRIME = np.uint64(0x100000001B3)


class Text(NamedTuple):
    """A text, and what the rules look up."""

    points: NDArray[np.uint32]  # code points
    kinds: NDArray[np.uint16]  # their classes
    lower: NDArray[np.uint16]  # lower case by code point, below 65536
    words: NDArray[np.uint64]  # hashes, ascending
    roles: NDArray[np.uint8]  # what each of those words does


@compiled
def hash_word(points: NDArray[np.uint32], start: int, stop: int, lower: NDArray[np.uint16]) -> np.uint64:
    """Return the FNV-1a hash of the lower-case form of points[start:stop]."""
    value = _OFFSET_BASIS
    for position in range(start, stop):
        point = points[position]
        if point < 65536:
            point = np.uint32(lower[point])
        value = (value ^ np.uint64(point)) * _PRIME
    return value


@linked
def _role(text: Text, start: int, stop: int) -> int:
    """Return what the word from start to stop does, 0 for nothing."""
    value = hash_word(text.points, start, stop, text.lower)
    low, high = 0, text.words.size
    while low < high:
        middle = (low + high) // 2
        if text.words[middle] < value:
            low = middle + 1
        else:
            high = middle
    return int(text.roles[low]) if low < text.words.size and text.words[low] == value else ZERO


@linked
def _past(text: Text, position: int, high: int, kinds: int) -> int:
    """Return the first position from ``position`` on whose class is none of ``kinds``, bits of classes added up."""
    while position < high and text.kinds[position] & kinds != 0:
        position += 1
    return position


@linked
def _back(text: Text, low: int, position: int, kinds: int) -> int:
    """Return where the run of ``kinds`` before ``position`` begins."""
    while position > low and text.kinds[position - 1] & kinds != 0:
        position -= 1
    return position


@inlined
def _is_dotted(text: Text, start: int, dot: int) -> bool:
    """Return whether text[start:dot] is of the make of U.S, a.m, z.B, Ph.D: short runs of letters between dots."""
    dots = run = 0
    for position in range(start, dot):
        run = 0 if text.kinds[position] == DOT else run + 1
        dots += text.kinds[position] == DOT
        if text.kinds[position] == DIGIT or run > 2:
            return False
    return dots > 0 and run > 0


@linked
def _ends_at_dot(text: Text, low: int, dot: int, after: int, high: int) -> bool:
    """Return whether the dot at ``dot``, followed by white space and then a word at ``after``, ends a sentence."""
    start = _back(text, low, dot, _LETTER | DIGIT | DOT)
    if start == dot:  # a bracket, a sign: nothing that is abbreviated
        return True
    follower = _role(text, after, _past(text, after, high, _LETTER))
    if dot - start <= 2 and _past(text, start, dot, DIGIT) == dot:  # an enumerator or an ordinal?
        return start > low and follower & MONTH == 0
    if _is_dotted(text, start, dot) or (dot - start == 1 and text.kinds[start] & _CASED != 0):
        return follower & STARTER != 0
    role = _role(text, start, dot)
    if role & BEFORE_NUMBERS:
        return not text.kinds[after] & DIGIT
    if role & UNLESS_STARTER:
        return follower & STARTER != 0
    return role & NEVER == 0


@inlined
def _is_glued(text: Text, low: int, dot: int, high: int) -> bool:
    """Return whether two sentences lost the space between them at a dot: "…ended.The next…"."""
    if dot + 2 >= high or text.kinds[dot + 1] != UPPER or text.kinds[dot + 2] != LOWER:
        return False
    start = _back(text, low, dot, LOWER)
    if dot - start < 3:
        return False
    while start > low and not text.kinds[start - 1] & _BLANK:
        start -= 1
        point = text.points[start]
        if point == 46 or point == 47 or point == 64 or point == 95:  # . / @ _ : no prose
            return False
    return True


@inlined
def _wraps(text: Text, low: int, newline: int, high: int) -> bool:
    """Return whether a line break stands inside a sentence: one break, a letter or comma before, lower case after."""
    before = newline
    if text.points[newline] == 10 and newline > low and text.points[newline - 1] == 13:
        before -= 1
    after = before + 1
    if text.points[before] == 13 and after < high and text.points[after] == 10:
        after += 1
    before = _back(text, low, before, SPACE)
    if before == low or not text.kinds[before - 1] & _UNFINISHED:
        return False
    after = _past(text, after, high, SPACE)
    return after < high and text.kinds[after] == LOWER


@inlined
def _is_free(text: Text, position: int, high: int) -> bool:
    """Return whether white space or the end of the text stands at ``position``."""
    return position >= high or text.kinds[position] & _BLANK != 0


@inlined
def _past_closers(text: Text, position: int, high: int, spaced: bool) -> int:
    """Return the position after the quotation marks and brackets that close the sentence which ends here."""
    quoted = spaced and position < high and text.kinds[position] == QUOTE
    if quoted and _is_free(text, position + 1, high):
        return position + 1
    position = _past(text, position, high, CLOSER)
    # « Oui. »: a guillemet after a space closes where white space follows it
    guillemet = position + 1 < high and text.kinds[position] == SPACE and text.points[position + 1] == 187
    return position + 2 if guillemet and _is_free(text, position + 2, high) else position


@inlined
def _ends(text: Text, low: int, mark: int, kind: int, after_marks: int, position: int, high: int) -> bool:
    """Return whether the marks from ``mark`` on, of class ``kind`` at most, end a sentence before ``position``."""
    if position == high:
        return True
    following = text.kinds[position]
    if kind == FULL_STOP:  # but for the full-width decimal point
        return text.points[mark] != 0xFF0E or mark == low or following != DIGIT
    lone = kind == DOT and after_marks == mark + 1 and position == after_marks
    if not text.kinds[position] & _BLANK:
        if lone:
            return _is_glued(text, low, mark, high)
        return kind == MARK and position == after_marks and following == UNCASED
    after = _past(text, position, high, _BESIDE)
    if after == high or text.kinds[after] == NEWLINE:
        return True
    if text.kinds[after] & (LOWER | PAUSE):
        return False
    return not lone or _ends_at_dot(text, low, mark, after, high)


@inlined
def _end(text: Text, low: int, high: int) -> int:
    """Return where the sentence that begins at ``low`` ends."""
    position = low
    while position < high:
        kind = int(text.kinds[position])
        mark = position
        position += 1
        if kind == NEWLINE:
            if not _wraps(text, low, mark, high):
                return position
        elif kind & _ENDING:
            while position < high and text.kinds[position] & _ENDING != 0:
                kind = max(kind, int(text.kinds[position]))
                position += 1
            after_marks = position
            position = _past_closers(text, position, high, kind != FULL_STOP)
            if _ends(text, low, mark, kind, after_marks, position, high):
                return position
    return high


@inlined
def _cut(text: Text, start: int, stop: int, longest: int) -> int:
    """Return where to cut the run that begins at ``start``: ``stop``, or for a long one after a pause, else a space."""
    if stop - start <= longest:
        return stop
    space = 0
    for position in range(start + longest, start + longest // 2, -1):
        if text.kinds[position - 1] == PAUSE:
            return position
        if text.kinds[position - 1] == SPACE and space == 0:
            space = position
    return space if space else start + longest


@compiled
def split(
    text: Text, limits: NDArray[np.int64], longest: int, offsets: NDArray[np.int64], out: NDArray[np.int32]
) -> int:
    """Write starts and stops of the sentences of text[limits[i]:limits[i + 1]], each i, and return how many there are.

    Starts and stops count from the beginning of their document; white space at either end is left out.

    Args:
        text: all documents, one after another.
        limits: [documents + 1] where each begins, and the end.
        longest: code points in a sentence at most.
        offsets: [documents + 1] receives where each document's sentences begin, and the number of all.
        out: [2, …] receives starts and stops; a sentence takes two code points at least, the last of a document one.
    """
    count = 0
    for document in range(limits.size - 1):
        offsets[document] = count
        low, high = limits[document], limits[document + 1]
        start = _past(text, low, high, _BLANK)
        while start < high:
            end = _end(text, start, high)
            while start < end:
                cut = _cut(text, start, end, longest)
                out[0, count], out[1, count] = start - low, _back(text, start, cut, _BLANK) - low
                count += 1
                start = _past(text, cut, high, _BLANK)
    offsets[limits.size - 1] = count
    return count
