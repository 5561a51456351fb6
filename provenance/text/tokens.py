"""Tokens of texts: hashes of their normal forms, and their positions in the original.

``provenance.text.characters`` defines what a token is, and its normal form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.text import characters
from provenance.text.kernels import tokens as kernels
from provenance.text.letter_spacing import LEAST_RUN, join_letters

if TYPE_CHECKING:
    from numpy.typing import NDArray


WORD_WEIGHT = 2
"""Weight of a word; a character of an unspaced script weighs 1: two of them carry about as much as a word."""


@dataclass(frozen=True)
class Tokens:
    """The tokens of n texts, one after another; those of text i are ``[offsets[i]:offsets[i + 1]]``.

    Attributes:
        offsets: int64[n + 1].
        hashes: hash of the normal form of each token.
        starts: first code point of each token, in its text.
        stops: code point after its last.
        characters: which tokens are single characters of an unspaced script.
    """

    offsets: NDArray[np.int64]
    hashes: NDArray[np.uint32]
    starts: NDArray[np.int32]
    stops: NDArray[np.int32]
    characters: NDArray[np.bool_]

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.offsets) - 1

    def weights(self) -> NDArray[np.int64]:
        """Return the weight of each token: WORD_WEIGHT for a word, 1 for a character."""
        return np.where(self.characters, 1, WORD_WEIGHT)

    def select(self, keep: NDArray[np.bool_]) -> Tokens:
        """Return the tokens of the same texts that the mask ``keep`` [tokens] selects."""
        before = np.concatenate(([0], np.cumsum(keep, dtype=np.int64)))
        selected = (self.hashes[keep], self.starts[keep], self.stops[keep], self.characters[keep])
        return Tokens(before[self.offsets], *selected)


def tokenise(texts: pl.Series) -> Tokens:
    """Return the tokens of every text.

    Args:
        texts: [n] strings; null counts as empty.

    Words that are set letter by letter (``t h e  b o a r d``) are taken as words where wider spaces part them.

    Two tokens of one text can share a code point, where its normal form has several words (``½``, ``ﷺ``); otherwise
    spans do not overlap. Starts do not descend.
    """
    tokens = tokens_as_written(texts)
    rows = letter_spaced(tokens)
    joined = pl.Series(list(map(join_letters, texts.gather(rows))), dtype=pl.String)
    changed = joined != texts.gather(rows)
    return (
        with_texts_replaced(tokens, rows[changed], tokens_as_written(joined.filter(changed)))
        if changed.any()
        else tokens
    )


def with_texts_replaced(tokens: Tokens, rows: NDArray[np.int64], replacements: Tokens) -> Tokens:
    """Return tokens with those of some texts (ascending ``rows``) replaced by those of as many others."""
    counts = np.diff(tokens.offsets)
    counts[rows] = np.diff(replacements.offsets)
    parts: list[tuple[Tokens, int, int]] = []
    start = 0
    for number, row in enumerate(rows.tolist()):
        parts.append((tokens, start, int(tokens.offsets[row])))
        parts.append((replacements, int(replacements.offsets[number]), int(replacements.offsets[number + 1])))
        start = int(tokens.offsets[row + 1])
    parts.append((tokens, start, int(tokens.offsets[-1])))
    names = ("hashes", "starts", "stops", "characters")
    arrays = (np.concatenate([getattr(part, name)[first:last] for part, first, last in parts]) for name in names)
    return Tokens(running_sum(counts), *arrays)


def tokens_as_written(texts: pl.Series) -> Tokens:
    """Return the tokens of every text, letters with spaces between them being tokens of their own."""
    data, bounds = utf8_buffer(texts)
    capacity = (int(bounds[-1] - bounds[0]) + 2) * 4 // 3
    hashes, starts = np.empty(capacity, np.uint32), np.empty(capacity, np.int32)
    stops, single = np.empty(capacity, np.int32), np.empty(capacity, np.bool_)
    offsets = np.empty(len(bounds), np.int64)
    kernels.tokenise_texts(
        data, bounds, characters.character_table(), offsets, kernels.TokenArrays(hashes, starts, stops, single)
    )
    count = offsets[-1]
    return Tokens(offsets, hashes[:count], starts[:count], stops[:count], single[:count])


def letter_spaced(tokens: Tokens) -> NDArray[np.int64]:
    """Return the texts in which single letters follow each other as words do."""
    single = np.flatnonzero((tokens.stops - tokens.starts == 1) & ~tokens.characters)
    first = single[: max(len(single) - LEAST_RUN + 1, 0)]
    runs = first[single[LEAST_RUN - 1 :] - first == LEAST_RUN - 1]
    return np.unique(np.searchsorted(tokens.offsets, runs, "right") - 1)


def running_sum(values: NDArray[np.int64] | NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the cumulative sum with a leading 0: one element more than there are values."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(values, dtype=np.int64)])


def utf8_buffer(texts: pl.Series) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the UTF-8 of all texts, one after another, and the bounds [n + 1] of each in it."""
    array = texts.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())
    _, bounds, data = array.buffers()
    if not len(texts) or data is None:
        return np.zeros(1, np.uint8), np.zeros(len(texts) + 1, np.int64)
    cuts = np.frombuffer(bounds, np.int64)[array.offset : array.offset + len(array) + 1]
    return np.frombuffer(data, np.uint8), cuts


def token_hash(form: str) -> int:
    """Return the hash of a token from its normal form.

    The plain reference implementation of the compiled hash, which ``provenance.text.kernels.tokens`` describes.

    Args:
        form: at least one character, as ``token_forms`` gives it.
    """
    full, state = (1 << 64) - 1, int(kernels.SEED)
    stream = b"".join(_unit_bytes(ord(character)) for character in form)
    for place in range(0, len(stream), 8):
        state = (state ^ int.from_bytes(stream[place : place + 8], "little")) * int(kernels.MIX) & full
        state ^= state >> 32
    return (state * int(kernels.SPREAD) & full) >> 32


def _unit_bytes(unit: int) -> bytes:
    return bytes([unit]) if unit < 128 else bytes([128 | unit & 127, 128 | unit >> 7 & 127, 128 | unit >> 14])
