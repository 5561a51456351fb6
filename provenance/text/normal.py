"""The normal form of a text: equal for texts that look the same to a reader.

``normal_form`` preserves diacritics and is for people and for block hashes; ``token_forms`` also folds what tokens are
compared without. Both are the plain reference implementation of the compiled tokeniser (``provenance.text.tokens``);
``provenance.text.characters`` holds the rules.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from provenance.text import characters
from provenance.text.letter_spacing import join_letters


def normal_form(text: str) -> str:
    """Return the text in NFKC, case folded, without invisible characters, white space collapsed to single spaces.

    Zero-width characters, soft hyphens, tags, variation selectors and combining overlays are removed; a Greek, Cyrillic
    or Armenian letter in a word with Latin letters becomes the Latin letter that it looks like.

    Args:
        text: any string.

    Source: Unicode Standard 3.13 (NFKC_Casefold), UTS 39 (confusables) for the idea of look-alikes.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", _ignorable().sub("", text))
        text = _ignorable().sub("", text)
        text = _look_alike_words().sub(_fold_look_alikes, text)
        text = unicodedata.normalize("NFKC", characters.fold(text))
    return " ".join(text.casefold().split())


def token_forms(text: str) -> list[str]:
    """Return the normal form of each token of the text, in order.

    Args:
        text: any string.
    """
    forms: list[str] = []
    open_kind = characters.SEPARATOR
    for character in unicodedata.normalize("NFKD", normal_form(join_letters(text))):
        kind = characters.character_kind(character)
        if kind == characters.NOTHING or (kind == characters.MARK and open_kind == characters.SEPARATOR):
            continue
        if kind == characters.MARK or kind == open_kind == characters.WORD:
            forms[-1] += characters.skeleton(character)
            continue
        open_kind = kind
        if kind != characters.SEPARATOR:
            forms.append(characters.skeleton(character))
    return forms


@lru_cache(maxsize=1)
def _ignorable() -> re.Pattern[str]:
    points = [chr(point) for point in characters.ignorable(0x20000)]
    return re.compile("[" + "".join(map(re.escape, points)) + "\U000e0000-\U000e0fff]")


@lru_cache(maxsize=1)
def _look_alike_words() -> re.Pattern[str]:
    """Return a pattern for runs without white space that contain a letter that can look like a Latin one."""
    letters = {*characters.LOOK_ALIKES, *characters.LOOK_ALIKES_BESIDE_LATIN}
    return re.compile(rf"\S*[{''.join(letters)}{''.join(letters).upper()}ς]\S*")


def _fold_look_alikes(chunk: re.Match[str]) -> str:
    words: list[str] = []
    open_kind = -1
    for character in chunk.group():
        kind = characters.character_kind(characters.fold(character)[:1])
        if kind in (characters.MARK, characters.NOTHING, open_kind):
            words[-1:] = ["".join([*words[-1:], character])]
        else:
            words.append(character)
            open_kind = kind if kind == characters.WORD else -1
    return "".join(map(_latin_word, words))


def _latin_word(word: str) -> str:
    if not any("a" <= character <= "z" for character in characters.fold(word)):
        return word
    return "".join(characters.latin_look_alike(character) or character for character in word)
