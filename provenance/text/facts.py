"""Facts of texts: which of their tokens are numbers, negations or names, and where two texts hold other ones."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.text.characters import code_points
from provenance.text.kernels import facts as kernels
from provenance.text.tokens import tokenise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.text.tokens import Tokens

NEGATION_WORDS = """
not no never none nobody nothing neither nor without cannot didn doesn don isn wasn weren won wouldn couldn hasn haven
aren nicht kein keine keinen keiner nie niemals ohne ne pas jamais sans aucun aucune nunca jamás sin ningún ninguna não
nem sem non mai senza niet geen nooit zonder не нет ни никогда без ні немає 不 没 沒 未 無 无
"""
NEGATIONS = frozenset(NEGATION_WORDS.split())
"""Words that turn a statement into its opposite; changes no result where both texts hold the same ones."""

SENTENCE_ENDS = ".!?…:;\"“”«»'‘’(-–—•*"
"""What a word that begins a sentence, a quotation or an item of a list can follow: its capital marks no name."""

CODE_POINTS = 0x110000


def fact_flags(texts: pl.Series, tokens: Tokens) -> NDArray[np.uint8]:
    """Return the flags of each token, by ``NUMBER``, ``NEGATION``, ``NAME`` and ``SMALL`` of the kernels.

    A number holds a digit; a name begins with a capital, and no line or sentence begins with it.

    Args:
        texts: one text each, none null.
        tokens: their tokens.
    """
    strings = texts.to_list()
    points, limits = code_points(strings)
    flags = kernels.mark_facts(
        points, limits, character_properties(points), tokens.offsets, held_hashes(tokens), tokens.starts, tokens.stops,
        *negation_hashes(),
    )  # fmt: skip
    for token in np.flatnonzero(flags & kernels.DOUBTFUL).tolist():
        text = strings[int(np.searchsorted(tokens.offsets, token, "right")) - 1]
        if text[tokens.starts[token] : tokens.stops[token]].casefold() in NEGATIONS:
            flags[token] = flags[token] & kernels.SMALL | kernels.NEGATION
    return flags


def held_hashes(tokens: Tokens) -> NDArray[np.uint64]:
    """Return the hashes of tokens as numbers of which none is 0."""
    return tokens.hashes.astype(np.uint64) + np.uint64(1)


@cache
def negation_hashes() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the hashes of the negations, and of those in ASCII, as ``held_hashes`` gives them."""
    words = pl.Series(sorted(NEGATIONS))
    return held_hashes(tokenise(words)), held_hashes(tokenise(words.filter(words.str.contains(r"^[a-z]+$"))))


def character_properties(points: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Return the properties of every code point that occurs, and 0 for all others."""
    occurs = np.zeros(CODE_POINTS, np.bool_)
    occurs[points] = True
    properties = np.zeros(CODE_POINTS, np.uint8)
    for point in np.flatnonzero(occurs).tolist():
        properties[point] = properties_of(chr(point))
    return properties


@cache
def properties_of(character: str) -> int:
    """Return the properties of one character."""
    held = {
        kernels.SPACE: character.isspace(),
        kernels.NEWLINE: character == "\n",
        kernels.ENDS: character in SENTENCE_ENDS,
        kernels.DIGIT: character.isdigit(),
        kernels.UPPER: character.isupper(),
        kernels.LOWER: character.islower(),
        kernels.TITLE: character.istitle() and not character.isupper(),
    }
    return int(sum(bit for bit, holds in held.items() if holds))
