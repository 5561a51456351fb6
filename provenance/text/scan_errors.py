"""Letters that scanners confuse: a text with one of them in the place of another reads the same once folded."""

from __future__ import annotations

import re
from typing import NamedTuple

CONFUSED_PAIRS = {"rn": "m", "cl": "d", "vv": "w", "ii": "u"}
"""Two letters that are read for one, and that one."""

CONFUSED_LETTERS = {
    "l": "1i|!",
    "o": "0",
    "b": "h6",
    "e": "c",
    "u": "nv",
    "s": "5",
    "z": "2",
    "g": "9q",
    "f": "t",
}
"""The letters and figures that are read for a letter, in lower case."""

LETTER_OF = {read: letter for letter, reads in CONFUSED_LETTERS.items() for read in reads}
"""The letter that stands for each letter or figure it is confused with."""

_BREAK_OR_PAIR = re.compile(f"(?<=\\w)[-¬\u00ad]\n(?=\\w)|{'|'.join(CONFUSED_PAIRS)}", re.IGNORECASE)
_LONG_WORD = re.compile(r"[^\W_]{6,}")


class FoldedText(NamedTuple):
    """A text in which confused letters are one.

    Attributes:
        text: the folded text.
        positions: for each of its code points, where it stands in the original; one more marks the original's end.
    """

    text: str
    positions: list[int]


def fold_confused_letters(text: str) -> FoldedText:
    """Return a text with the letters that scanners confuse made one, and words joined that the end of a line parts.

    ``m`` and what may be read for it, ``rn``, become the same; so do words that differ in nothing else. It is for
    comparing two texts that were both folded, and no correction of either.

    Source: confusions of optical character recognition in newspapers (Holley: How good can it get?, D-Lib Magazine 15,
    2009).
    """
    characters: list[str] = []
    positions: list[int] = []
    end = 0
    for pattern_match in _BREAK_OR_PAIR.finditer(text):
        characters += text[end : pattern_match.start()]
        positions += range(end, pattern_match.start())
        end = pattern_match.end()
        if pair := CONFUSED_PAIRS.get(pattern_match[0].lower()):
            characters.append(pair)
            positions.append(pattern_match.start())
    characters += text[end:]
    positions += range(end, len(text) + 1)
    return FoldedText("".join(map(_folded, characters)), positions)


def _folded(character: str) -> str:
    """Return a letter as the one that stands for all it is confused with."""
    lower = character.lower()
    return LETTER_OF.get(lower, lower if len(lower) == 1 else character)


def longest_words(text: str, most: int) -> list[str]:
    """Return the longest words of a text, once each: long words are rare.

    Args:
        text: any text; words of fewer than six characters do not count.
        most: most words.
    """
    return sorted(set(_LONG_WORD.findall(text)), key=lambda word: (-len(word), word))[:most]
