"""The kind and normal form of every code point, and the table of both that the compiled tokeniser reads.

The rules:

* A character is replaced by its compatibility decomposition, case folded (Unicode 3.13, NFKC_Casefold).
* *Nothing* is removed: default ignorables (zero-width characters, soft hyphen, tags, variation selectors),
  other format characters, enclosing marks, and diacritics of alphabets that the news writes with and without them
  (Latin, Greek, Cyrillic, Arabic, Hebrew, Syriac): ``Beyoncé`` and ``Beyonce`` are one token, composed or decomposed,
  and so is a word struck through with combining overlays. Marks that are part of the spelling (Devanagari vowel
  signs, the voicing of kana, Thai tones) are kept.
* A *word* is a run of letters, digits and spelling marks. Everything else is a separator: also apostrophes and hyphens
  of every kind (``don't`` is ``don t`` whichever apostrophe is used, ``well-known`` is ``well known``), and points and
  commas in numbers. Digits of all scripts are equal: ``٢٠١٦`` is ``2016``. No number is dropped.
* A *character* of an unspaced script (one that is written without spaces) is a token of its own; so is a syllable of
  Hangul, whose spaces differ from writer to writer (``북쪽 부두`` and ``북쪽부두``).
* A letter of another alphabet that looks like a Latin letter becomes that letter, in every word: a whole word can
  consist of them (``а``, ``сор``). The capital decides, so that case does not matter (``н`` is ``h`` as ``Н`` is
  ``H``), and different letters of one alphabet remain different. Only in a word with a Latin letter the look of the
  small letter takes precedence (Greek ``ν`` is ``v`` there).

Categories come from the running Python's Unicode database; characters assigned in later versions separate words.
"""

from __future__ import annotations

import contextlib
import os
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

SEPARATOR, WORD, CHARACTER, MARK, NOTHING, EXPANDS, ALTERNATIVE, LATIN = range(8)
"""Kinds of code points. The last three occur in the table only: several units, a letter that becomes another one in a
word with Latin letters, and a Latin letter."""

KIND_SHIFT, CLASS_SHIFT, UNIT_MASK = 29, 21, (1 << 21) - 1
"""An entry of the table: kind in 3 bits, canonical combining class in 8, the unit (or where to find more) in 21."""


class Rules(NamedTuple):
    """The table of code points that the compiled tokeniser reads.

    The unit of EXPANDS is a position in ``more``, which holds the number of entries, then the entries. The unit of
    ALTERNATIVE is a position of two units in ``more``: the usual one, and the one in a word with a Latin letter.
    """

    entries: NDArray[np.uint32]  # [0x110000]
    more: NDArray[np.uint32]


def _pairs(letters: str, plain: str) -> dict[str, str]:
    return dict(zip(letters, plain, strict=True))


LOOK_ALIKES = _pairs("авеѕіјкмнорстухѵԁԛԝӏ", "abesijkmhopctyxvdqwl") | _pairs("αβεζηικμνορτυχ", "abezhikmnoptyx")
"""Small letters of other alphabets whose capital (Cyrillic, Greek) looks like that of a Latin letter."""


LOOK_ALIKES_BESIDE_LATIN = _pairs("αβγεηικμνορστυχωһօոսհ", "abyenikuvopotuxwhonuh")
"""Small letters that look like a Latin letter, where their capital looks like another one, or like none."""

SPELLINGS = {
    **_pairs("ıøłđħŧɑɡ", "ioldhtag"),
    **_pairs("ىیک", "ييك"),
    "æ": "ae",
    "œ": "oe",
}
"""Letters with two common spellings that do not decompose: strokes, ligatures, Persian forms in Arabic."""

_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x1950, 0x19DF),  # Tai Le, New Tai Lue
    (0x1A20, 0x1AAF),  # Tai Tham
    (0x2E80, 0x2FDF),  # radicals
    (0x3005, 0x3007),
    (0x3021, 0x312F),  # Hangzhou numerals, kana, Bopomofo
    (0x31A0, 0x31FF),  # Bopomofo, strokes, small kana
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA9E0, 0xA9FF),  # Myanmar
    (0xAA60, 0xAADF),  # Myanmar, Tai Viet
    (0xF900, 0xFAFF),
    (0x1AFF0, 0x1B16F),  # kana
    (0x20000, 0x3FFFD),
)
"""Blocks of scripts written without spaces: Han, kana, Bopomofo, Thai, Lao, Khmer, Myanmar, Tai."""

_HANGUL_LEADS = ((0x1100, 0x115E), (0xA960, 0xA97C))
"""Consonants that begin a syllable of Hangul, as decomposition gives them: each begins a token."""

_HANGUL_REST = ((0x1161, 0x11FF), (0xD7B0, 0xD7FB))
"""Vowels and final consonants of a syllable: they go on with its token."""

_UNIFORM = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x2F7FF), (0x30000, 0x3FFFD))
"""Ideographs that no rule changes, including those that later versions of Unicode may assign."""

_DIACRITICS = (
    (0x0300, 0x036F),
    (0x0483, 0x0487),  # Cyrillic
    (0x0591, 0x05C7),  # Hebrew points
    (0x0610, 0x061A),  # Arabic vowels and signs
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x0711, 0x074A),  # Syriac
    (0x0898, 0x08FF),  # Arabic
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),  # for symbols
    (0xFE20, 0xFE2F),
)
_OVERLAYS = ((0x0334, 0x0338), (0x20D2, 0x20D3), (0x20D8, 0x20DA), (0x20E5, 0x20E6), (0x20EA, 0x20EB))
_IGNORABLE = (
    (0x0345, 0x0345),  # iota subscript: folds to a letter, but sorts among the marks
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x0640, 0x0640),  # Arabic tatweel
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),  # Mongolian variation selectors
    (0x2065, 0x2065),
    (0x2120, 0x2120),  # service mark
    (0x2122, 0x2122),  # trade mark
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0xE0000, 0xE0FFF),  # tags and more variation selectors
)
"""Default_Ignorable_Code_Point beyond category Cf; the tatweel, the iota subscript; ™ and ℠, which NFKC spells out."""


def code_points(texts: Iterable[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the code points of n texts, one text after another, and the limits [n + 1] of each among them."""
    strings = list(texts)
    limits = np.zeros(len(strings) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, strings), np.int64, len(strings)), out=limits[1:])
    return np.frombuffer("".join(strings).encode("utf-32-le", "surrogatepass"), np.uint32), limits


def _within(point: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= point <= last for first, last in ranges)


_UNSEEN = frozenset(point for first, last in _IGNORABLE + _OVERLAYS for point in range(first, last + 1))


def is_ignorable(character: str) -> bool:
    """Return whether a character is invisible, or only strikes through another."""
    return ord(character) in _UNSEEN or unicodedata.category(character) in ("Cf", "Me")


def ignorable(stop: int) -> list[int]:
    """Return the ignorable code points below ``stop``."""
    category = unicodedata.category
    formats = {point for point in range(stop) if category(chr(point)) in ("Cf", "Me")}
    return sorted(formats | {point for point in _UNSEEN if point < stop})


@lru_cache(maxsize=65536)
def character_kind(character: str) -> int:
    """Return the kind of a decomposed, case-folded character: SEPARATOR, WORD, CHARACTER, MARK or NOTHING."""
    category = unicodedata.category(character)
    if _within(ord(character), _UNIFORM):
        return CHARACTER
    if is_ignorable(character):
        return NOTHING
    if _within(ord(character), _HANGUL_LEADS):
        return CHARACTER
    if _within(ord(character), _HANGUL_REST):
        return MARK
    if category[0] == "M":
        return NOTHING if _within(ord(character), _DIACRITICS) else MARK
    if category[0] not in "LN" or character in "ʹʺʻʼʽˈ`´":
        return SEPARATOR
    return CHARACTER if category != "Nd" and _within(ord(character), _UNSPACED) else WORD


def skeleton(character: str) -> str:
    """Return the normal form of a decomposed, case-folded character: one letter or two, or an ASCII digit."""
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    return SPELLINGS.get(character) or LOOK_ALIKES.get(character) or character


def latin_look_alike(character: str) -> str:
    """Return the Latin letter for a decomposed letter of another alphabet in a word with a Latin letter, or ''."""
    by_small_letter, folded = LOOK_ALIKES_BESIDE_LATIN, fold(character)
    return by_small_letter.get(character) or LOOK_ALIKES.get(folded) or by_small_letter.get(folded) or ""


def fold(character: str) -> str:
    """Return the compatibility decomposition, case folded."""
    folded = unicodedata.normalize("NFKD", character).casefold()
    return unicodedata.normalize("NFKD", folded)


def _entry(kind: int, unit: int, combining: int = 0) -> int:
    return kind << KIND_SHIFT | combining << CLASS_SHIFT | unit


class _Builder:
    """Builds the entries of a table."""

    def __init__(self) -> None:
        self.more: list[int] = []
        self.parts: dict[str, list[int]] = {}

    def point(self, character: str) -> int:
        """Return the entry of a code point."""
        if is_ignorable(character):
            return _entry(NOTHING, 0)
        entries: list[int] = []
        for part in unicodedata.normalize("NFKD", character):
            if part not in self.parts:
                self.parts[part] = self.part(part)
            entries += self.parts[part]
        if len(entries) == 1:
            return entries[0]
        self.more += [len(entries), *entries]
        return _entry(EXPANDS, len(self.more) - len(entries) - 1)

    def part(self, part: str) -> list[int]:
        """Return the entries of one decomposed character, not yet case folded."""
        if is_ignorable(part):
            return [_entry(NOTHING, 0)]
        folded, latin = fold(part), latin_look_alike(part)
        if latin and latin != skeleton(folded):
            self.more += [ord(skeleton(folded)), ord(latin)]
            return [_entry(ALTERNATIVE, len(self.more) - 2)]
        return [entry for character in folded for entry in self.folded(character)]

    def folded(self, character: str) -> list[int]:
        """Return the entries of one decomposed, case-folded character."""
        kind = character_kind(character)
        if kind in (SEPARATOR, NOTHING):
            return [_entry(kind, 0)]
        if kind == MARK:
            return [_entry(MARK, ord(character), unicodedata.combining(character))]
        if "a" <= character <= "z":
            kind = LATIN
        return [_entry(kind, ord(unit)) for unit in skeleton(character)]


_LISTED = ((0, 0x3400), (0xA000, 0xD7B0 + 0x50), (0xF900, 0x20000), (0x2F800, 0x2FA20), (0xE0000, 0xE1000))


@lru_cache(maxsize=1)
def character_table() -> Rules:
    """Return the table of all code points, from the cache in the bytecode folder where an earlier process wrote it."""
    stamp = Path(__file__).stat()
    version = f"{unicodedata.unidata_version}-{stamp.st_mtime_ns:x}-{stamp.st_size:x}"
    cache = Path(__file__).with_name("__pycache__") / f"characters-{version}.npz"
    try:
        with cache.open("rb") as file, np.load(file) as arrays:
            return Rules(arrays["entries"], arrays["more"])
    except (OSError, ValueError, KeyError, BadZipFile):
        rules = build_table()
    with contextlib.suppress(OSError):  # the next process builds it again
        save_table(rules, cache)
    return rules


def save_table(rules: Rules, path: Path) -> None:
    """Write a table atomically, in place of those of other versions."""
    path.parent.mkdir(exist_ok=True)
    for old in path.parent.glob("characters-*.npz"):
        old.unlink(missing_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.npz")
    np.savez(unfinished, entries=rules.entries, more=rules.more)
    unfinished.replace(path)


def build_table() -> Rules:
    """Build the table of all code points, in about half a second."""
    entries = np.zeros(0x110000, dtype=np.uint32)
    for first, last in _UNIFORM:
        points = np.arange(first, last + 1, dtype=np.uint32)
        entries[first : last + 1] = points | np.uint32(CHARACTER << KIND_SHIFT)
    builder = _Builder()
    for first, stop in _LISTED:
        for point in range(first, stop):
            if unicodedata.category(chr(point)) not in ("Cn", "Co", "Cs") or is_ignorable(chr(point)):
                entries[point] = builder.point(chr(point))
    return Rules(entries, np.array(builder.more, dtype=np.uint32))
