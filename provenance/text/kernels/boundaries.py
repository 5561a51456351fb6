"""Compiled search for sentence boundaries over code points.

The rules are plain look-ups on character classes and two hashed word lists; ``provenance.text.sentences`` makes both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

OTHER, SPACE, NEWLINE, DOT, MARK, FULL_STOP, CLOSER, QUOTE, OPENER, UPPER, LOWER, DIGIT, UNCASED, PAUSE = range(14)
"""Character classes.

MARK ends a sentence before white space, FULL_STOP wherever it stands; QUOTE opens in one language and closes in
another; PAUSE is a comma's kin.
"""

NEVER, BEFORE_NUMBERS, UNLESS_STARTER = 1, 2, 3
"""When the dot of an abbreviation ends no sentence."""

_OFFSET_BASIS = np.uint64(0xCBF29CE484222325)
_PRIME = np.uint64(0x100000001B3)


class Tables(NamedTuple):
    """What the rules look up."""

    classes: NDArray[np.uint8]  # by code point, below 65536
    lower: NDArray[np.uint16]  # lower case by code point, below 65536
    abbreviations: NDArray[np.uint64]  # hashes, ascending
    manners: NDArray[np.uint8]  # one an abbreviation: when its dot ends no sentence
    starters: NDArray[np.uint64]  # hashes of words that often open a sentence, ascending
    months: NDArray[np.uint64]  # hashes of words that follow an ordinal's dot, ascending


@njit(cache=True, nogil=True)
def hash_word(text: NDArray[np.uint32], start: int, stop: int, lower: NDArray[np.uint16]) -> np.uint64:
    """Return the FNV-1a hash of the lower-case form of text[start:stop]."""
    value = _OFFSET_BASIS
    for position in range(start, stop):
        point = text[position]
        if point < 65536:
            point = np.uint32(lower[point])
        value = (value ^ np.uint64(point)) * _PRIME
    return value


@njit(cache=True, nogil=True)
def _class(text: NDArray[np.uint32], position: int, tables: Tables) -> int:
    point = text[position]
    return int(tables.classes[point]) if point < 65536 else OTHER


@njit(cache=True, nogil=True)
def _is_blank(kind: int) -> bool:
    return kind in (SPACE, NEWLINE)


@njit(cache=True, nogil=True)
def _is_letter(kind: int) -> bool:
    return kind in (UPPER, LOWER, UNCASED)


@njit(cache=True, nogil=True)
def _find(value: np.uint64, hashes: NDArray[np.uint64]) -> int:
    place = np.searchsorted(hashes, value)
    return int(place) if place < len(hashes) and hashes[place] == value else -1


@njit(cache=True, nogil=True)
def _past(text: NDArray[np.uint32], position: int, high: int, kinds: tuple[int, ...], tables: Tables) -> int:
    """Return the first position from ``position`` on whose class is none of ``kinds``."""
    while position < high and _class(text, position, tables) in kinds:
        position += 1
    return position


@njit(cache=True, nogil=True)
def _word_before(text: NDArray[np.uint32], low: int, dot: int, tables: Tables) -> int:
    """Return where the letters, digits and inner dots before ``dot`` begin."""
    start = dot
    while start > low:
        kind = _class(text, start - 1, tables)
        if not (_is_letter(kind) or kind in (DIGIT, DOT)):
            break
        start -= 1
    return start


@njit(cache=True, nogil=True)
def _is_dotted(text: NDArray[np.uint32], start: int, dot: int, tables: Tables) -> bool:
    """Return whether text[start:dot] is of the make of U.S, a.m, z.B, Ph.D: short runs of letters between dots."""
    dots = run = 0
    for position in range(start, dot):
        kind = _class(text, position, tables)
        run = 0 if kind == DOT else run + 1
        dots += kind == DOT
        if kind == DIGIT or run > 2:
            return False
    return dots > 0 and run > 0


@njit(cache=True, nogil=True)
def _ends_at_dot(text: NDArray[np.uint32], low: int, dot: int, after: int, high: int, tables: Tables) -> bool:
    """Return whether the dot at ``dot``, followed by white space and then a word at ``after``, ends a sentence."""
    start = _word_before(text, low, dot, tables)
    if start == dot:  # a bracket, a sign: nothing that is abbreviated
        return True
    next_word = hash_word(text, after, _past(text, after, high, (UPPER, LOWER, UNCASED), tables), tables.lower)
    if dot - start <= 2 and _past(text, start, dot, (DIGIT,), tables) == dot:  # an enumerator or an ordinal?
        return bool(start > low and _find(next_word, tables.months) < 0)
    starter = _find(next_word, tables.starters) >= 0
    if _is_dotted(text, start, dot, tables) or (dot - start == 1 and _class(text, start, tables) in (UPPER, LOWER)):
        return bool(starter)
    place = _find(hash_word(text, start, dot, tables.lower), tables.abbreviations)
    if place < 0:
        return True
    if tables.manners[place] == BEFORE_NUMBERS:
        return bool(_class(text, after, tables) != DIGIT)
    return bool(tables.manners[place] == UNLESS_STARTER and starter)


@njit(cache=True, nogil=True)
def _is_glued(text: NDArray[np.uint32], low: int, dot: int, high: int, tables: Tables) -> bool:
    """Return whether two sentences lost the space between them at a dot: "…ended.The next…"."""
    if dot + 2 >= high or _class(text, dot + 1, tables) != UPPER or _class(text, dot + 2, tables) != LOWER:
        return False
    start = dot
    while start > low and _class(text, start - 1, tables) == LOWER:
        start -= 1
    if dot - start < 3:
        return False
    while start > low and not _is_blank(_class(text, start - 1, tables)):
        start -= 1
        if text[start] in (46, 47, 64, 95):  # . / @ _ : an address or a file, not prose
            return False
    return True


@njit(cache=True, nogil=True)
def _wraps(text: NDArray[np.uint32], low: int, newline: int, high: int, tables: Tables) -> bool:
    """Return whether a line break stands inside a sentence: one break, a letter or comma before, lower case after."""
    if text[newline] == 10 and newline > low and text[newline - 1] == 13:
        newline -= 1
    before = newline
    while before > low and _class(text, before - 1, tables) == SPACE:
        before -= 1
    if before == low or _class(text, before - 1, tables) not in (UPPER, LOWER, DIGIT, PAUSE):
        return False
    after = newline + 1
    if text[newline] == 13 and after < high and text[after] == 10:
        after += 1
    after = _past(text, after, high, (SPACE,), tables)
    return bool(after < high and _class(text, after, tables) == LOWER)


@njit(cache=True, nogil=True)
def _is_free(text: NDArray[np.uint32], position: int, high: int, tables: Tables) -> bool:
    """Return whether white space or the end of the text stands at ``position``."""
    return bool(position >= high or _is_blank(_class(text, position, tables)))


@njit(cache=True, nogil=True)
def _past_closers(text: NDArray[np.uint32], position: int, high: int, spaced: bool, tables: Tables) -> int:
    """Return the position after the quotation marks and brackets that close the sentence which ends here."""
    quoted = spaced and position < high and _class(text, position, tables) == QUOTE
    if quoted and _is_free(text, position + 1, high, tables):
        return position + 1
    position = _past(text, position, high, (CLOSER,), tables)
    # « Oui. »: a guillemet after a space closes where white space follows it
    guillemet = position + 1 < high and _class(text, position, tables) == SPACE and text[position + 1] == 187
    return position + 2 if guillemet and _is_free(text, position + 2, high, tables) else position


@njit(cache=True, nogil=True)
def _ends(
    text: NDArray[np.uint32], low: int, mark: int, kind: int, after_marks: int, position: int, high: int, tables: Tables
) -> bool:
    """Return whether the marks from ``mark`` on, of class ``kind`` at most, end a sentence before ``position``."""
    if position == high:
        return True
    following = _class(text, position, tables)
    if kind == FULL_STOP:  # but for the full-width decimal point
        return bool(text[mark] != 0xFF0E or mark == low or following != DIGIT)
    lone = kind == DOT and after_marks == mark + 1 and position == after_marks
    if not _is_blank(following):
        if lone:
            return bool(_is_glued(text, low, mark, high, tables))
        return bool(kind == MARK and position == after_marks and following == UNCASED)
    after = _past(text, position, high, (SPACE, OPENER, CLOSER, QUOTE), tables)
    if after == high or _class(text, after, tables) == NEWLINE:
        return True
    if _class(text, after, tables) in (LOWER, PAUSE):
        return False
    return bool(not lone or _ends_at_dot(text, low, mark, after, high, tables))


@njit(cache=True, nogil=True)
def _end(text: NDArray[np.uint32], low: int, high: int, tables: Tables) -> int:
    """Return where the sentence that begins at ``low`` ends."""
    position = low
    while position < high:
        kind = _class(text, position, tables)
        mark = position
        position += 1
        if kind == NEWLINE:
            if not _wraps(text, low, mark, high, tables):
                return position
        elif kind in (DOT, MARK, FULL_STOP):
            while position < high and _class(text, position, tables) in (DOT, MARK, FULL_STOP):
                kind = max(kind, _class(text, position, tables))
                position += 1
            after_marks = position
            position = _past_closers(text, position, high, kind != FULL_STOP, tables)
            if _ends(text, low, mark, kind, after_marks, position, high, tables):
                return int(position)
    return high


@njit(cache=True, nogil=True)
def _cut(text: NDArray[np.uint32], start: int, stop: int, longest: int, tables: Tables) -> int:
    """Return where to cut the run that begins at ``start``: ``stop``, or for a long one after a pause, else a space."""
    if stop - start <= longest:
        return stop
    for wanted in (PAUSE, SPACE):
        for position in range(start + longest, start + longest // 2, -1):
            if _class(text, position - 1, tables) == wanted:
                return position
    return start + longest


@njit(cache=True, nogil=True)
def split(
    text: NDArray[np.uint32], limits: NDArray[np.int64], longest: int, tables: Tables
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """Return offsets (documents + 1), starts and stops of the sentences of text[limits[i]:limits[i + 1]], each i.

    Starts and stops count from the beginning of their document; white space at either end is left out.
    """
    room = len(text) // 2 + len(limits)  # a sentence takes two code points at least, the last of a text one
    starts, stops = np.empty(room, np.int32), np.empty(room, np.int32)
    offsets = np.zeros(len(limits), np.int64)
    count = 0
    for document in range(len(limits) - 1):
        low, high = limits[document], limits[document + 1]
        start = _past(text, low, high, (SPACE, NEWLINE), tables)
        while start < high:
            end = _end(text, start, high, tables)
            while start < end:
                cut = stop = _cut(text, start, end, longest, tables)
                while _is_blank(_class(text, stop - 1, tables)):
                    stop -= 1
                starts[count], stops[count] = start - low, stop - low
                count += 1
                start = _past(text, cut, high, (SPACE, NEWLINE), tables)
        offsets[document + 1] = count
    return offsets, starts[:count].copy(), stops[:count].copy()
