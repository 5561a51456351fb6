"""Compiled search for sentence boundaries over code points.

The rules look up character classes and one hashed word list; ``provenance.text.sentences`` builds both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from provenance.text.kernels.arrays import ZERO
from provenance.text.kernels.jit import as_int64, jit, jit_callee, jit_inline

if TYPE_CHECKING:
    from numpy.typing import NDArray

OTHER = as_int64(0)
SPACE, NEWLINE, DOT, MARK, FULL_STOP, CLOSER, QUOTE, OPENER, UPPER, LOWER, DIGIT, UNCASED, PAUSE = (
    as_int64(1 << bit) for bit in range(13)
)
"""Character classes, one bit each.

MARK ends a sentence before white space, FULL_STOP anywhere; QUOTE opens in one language and closes in
another; PAUSE is a comma or a mark like it.
"""

NEVER, BEFORE_NUMBERS, UNLESS_STARTER, STARTER, MONTH = 1, 2, 4, 8, 16
"""Roles of a word, as bit flags.

The first three are of abbreviations: when their dot ends no sentence. A STARTER often opens a sentence; a
MONTH follows an ordinal's dot.
"""

_BLANK = SPACE | NEWLINE
_CASED = UPPER | LOWER
_LETTER = _CASED | UNCASED
_ENDING = DOT | MARK | FULL_STOP
_AROUND_END = SPACE | OPENER | CLOSER | QUOTE
_UNFINISHED = _CASED | DIGIT | PAUSE

_OFFSET_BASIS = np.uint64(0xCBF29CE484222325)
_PRIME = np.uint64(0x100000001B3)


class Text(NamedTuple):
    """A text, and the tables that the rules look up."""

    points: NDArray[np.uint32]  # code points
    kinds: NDArray[np.uint16]  # character class of each
    lower: NDArray[np.uint16]  # lower case by code point, below 65536
    words: NDArray[np.uint64]  # hashes, ascending
    roles: NDArray[np.uint8]  # roles of each of those words


@jit
def hash_word(points: NDArray[np.uint32], start: int, stop: int, lower: NDArray[np.uint16]) -> np.uint64:
    """Return the FNV-1a hash of the lower-case form of points[start:stop]."""
    value = _OFFSET_BASIS
    for position in range(start, stop):
        point = points[position]
        if point < 65536:
            point = np.uint32(lower[point])
        value = (value ^ np.uint64(point)) * _PRIME
    return value


@jit_callee
def _role(text: Text, start: int, stop: int) -> int:
    """Return the roles of the word text[start:stop], 0 for none."""
    value = hash_word(text.points, start, stop, text.lower)
    low, high = 0, text.words.size
    while low < high:
        middle = (low + high) // 2
        if text.words[middle] < value:
            low = middle + 1
        else:
            high = middle
    return int(text.roles[low]) if low < text.words.size and text.words[low] == value else ZERO


@jit_callee
def _skip_forward(text: Text, position: int, high: int, kinds: int) -> int:
    """Return the first position from ``position`` on whose class is not among ``kinds`` (bit flags)."""
    while position < high and text.kinds[position] & kinds != 0:
        position += 1
    return position


@jit_callee
def _skip_backward(text: Text, low: int, position: int, kinds: int) -> int:
    """Return where the run of characters of ``kinds`` that ends at ``position`` begins."""
    while position > low and text.kinds[position - 1] & kinds != 0:
        position -= 1
    return position


@jit_inline
def _is_dotted(text: Text, start: int, dot: int) -> bool:
    """Return whether text[start:dot] is like U.S, a.m, z.B, Ph.D: short runs of letters between dots."""
    dots = run = 0
    for position in range(start, dot):
        run = 0 if text.kinds[position] == DOT else run + 1
        dots += text.kinds[position] == DOT
        if text.kinds[position] == DIGIT or run > 2:
            return False
    return dots > 0 and run > 0


@jit_callee
def _ends_at_dot(text: Text, low: int, dot: int, after: int, high: int) -> bool:
    """Return whether the dot at ``dot``, followed by white space and then a word at ``after``, ends a sentence."""
    start = _skip_backward(text, low, dot, _LETTER | DIGIT | DOT)
    if start == dot:  # a bracket, a sign: nothing that is abbreviated
        return True
    follower = _role(text, after, _skip_forward(text, after, high, _LETTER))
    if dot - start <= 2 and _skip_forward(text, start, dot, DIGIT) == dot:  # an enumerator or an ordinal?
        return start > low and follower & MONTH == 0
    if _is_dotted(text, start, dot) or (dot - start == 1 and text.kinds[start] & _CASED != 0):
        return follower & STARTER != 0
    role = _role(text, start, dot)
    if role & BEFORE_NUMBERS:
        return not text.kinds[after] & DIGIT
    if role & UNLESS_STARTER:
        return follower & STARTER != 0
    return role & NEVER == 0


@jit_inline
def _is_glued(text: Text, low: int, dot: int, high: int) -> bool:
    """Return whether the space between two sentences is missing at a dot: "…ended.The next…"."""
    if dot + 2 >= high or text.kinds[dot + 1] != UPPER or text.kinds[dot + 2] != LOWER:
        return False
    start = _skip_backward(text, low, dot, LOWER)
    if dot - start < 3:
        return False
    while start > low and not text.kinds[start - 1] & _BLANK:
        start -= 1
        point = text.points[start]
        if point == 46 or point == 47 or point == 64 or point == 95:  # . / @ _ : no prose
            return False
    return True


@jit_inline
def _wraps(text: Text, low: int, newline: int, high: int) -> bool:
    """Return whether a line break is inside a sentence: one break, a letter or comma before, lower case after."""
    before = newline
    if text.points[newline] == 10 and newline > low and text.points[newline - 1] == 13:
        before -= 1
    after = before + 1
    if text.points[before] == 13 and after < high and text.points[after] == 10:
        after += 1
    before = _skip_backward(text, low, before, SPACE)
    if before == low or not text.kinds[before - 1] & _UNFINISHED:
        return False
    after = _skip_forward(text, after, high, SPACE)
    return after < high and text.kinds[after] == LOWER


@jit_inline
def _is_blank_or_end(text: Text, position: int, high: int) -> bool:
    """Return whether white space or the end of the text is at ``position``."""
    return position >= high or text.kinds[position] & _BLANK != 0


@jit_inline
def _past_closers(text: Text, position: int, high: int, spaced: bool) -> int:
    """Return the position after the quotation marks and brackets that close the sentence which ends here."""
    quoted = spaced and position < high and text.kinds[position] == QUOTE
    if quoted and _is_blank_or_end(text, position + 1, high):
        return position + 1
    position = _skip_forward(text, position, high, CLOSER)
    # « Oui. »: a guillemet after a space closes where white space follows it
    guillemet = position + 1 < high and text.kinds[position] == SPACE and text.points[position + 1] == 187
    return position + 2 if guillemet and _is_blank_or_end(text, position + 2, high) else position


@jit_inline
def _is_sentence_end(text: Text, low: int, mark: int, kind: int, after_marks: int, position: int, high: int) -> bool:
    """Return whether the marks from ``mark`` on, ``kind`` the highest class among them, end a sentence."""
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
    after = _skip_forward(text, position, high, _AROUND_END)
    if after == high or text.kinds[after] == NEWLINE:
        return True
    if text.kinds[after] & (LOWER | PAUSE):
        return False
    return not lone or _ends_at_dot(text, low, mark, after, high)


@jit_inline
def _sentence_end(text: Text, low: int, high: int) -> int:
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
            if _is_sentence_end(text, low, mark, kind, after_marks, position, high):
                return position
    return high


@jit_inline
def _break_long(text: Text, start: int, stop: int, longest: int) -> int:
    """Return where to break text[start:stop]: at ``stop``, or if that is too long after a pause, else at a space."""
    if stop - start <= longest:
        return stop
    space = 0
    for position in range(start + longest, start + longest // 2, -1):
        if text.kinds[position - 1] == PAUSE:
            return position
        if text.kinds[position - 1] == SPACE and space == 0:
            space = position
    return space if space else start + longest


@jit
def split(
    text: Text, limits: NDArray[np.int64], longest: int, offsets: NDArray[np.int64], out: NDArray[np.int32]
) -> int:
    """Write starts and stops of the sentences of each text[limits[i]:limits[i + 1]], and return how many there are.

    Starts and stops count from the beginning of their document; white space at either end is left out.

    Args:
        text: all documents, one after another.
        limits: [documents + 1] where each begins, and the end.
        longest: maximum length of a sentence, code points.
        offsets: [documents + 1] receives where each document's sentences begin, and the number of all.
        out: [2, …] receives starts and stops; a sentence takes at least two code points, the last of a document one.
    """
    count = 0
    for document in range(limits.size - 1):
        offsets[document] = count
        low, high = limits[document], limits[document + 1]
        start = _skip_forward(text, low, high, _BLANK)
        while start < high:
            end = _sentence_end(text, start, high)
            while start < end:
                cut = _break_long(text, start, end, longest)
                out[0, count], out[1, count] = start - low, _skip_backward(text, start, cut, _BLANK) - low
                count += 1
                start = _skip_forward(text, cut, high, _BLANK)
    offsets[limits.size - 1] = count
    return count
