"""Tokens of texts: hashes of their normal forms, and where they stand in the original.

What is a token, and what it is compared as, stands in ``provenance.text.characters``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.text import characters
from provenance.text.kernels import tokens as kernels

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Tokens:
    """The tokens of n texts, one after another; those of text i are ``[offsets[i]:offsets[i + 1]]``."""

    offsets: NDArray[np.int64]
    hashes: NDArray[np.uint32]
    starts: NDArray[np.int32]
    stops: NDArray[np.int32]
    characters: NDArray[np.bool_]

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.offsets) - 1

    def select(self, keep: NDArray[np.bool_]) -> Tokens:
        """Return the tokens of the same texts without those that ``keep`` [tokens] leaves out."""
        before = np.concatenate(([0], np.cumsum(keep, dtype=np.int64)))
        kept = (self.hashes[keep], self.starts[keep], self.stops[keep], self.characters[keep])
        return Tokens(before[self.offsets], *kept)


def tokenise(texts: pl.Series) -> Tokens:
    """Return the tokens of every text.

    Args:
        texts: [n] strings; null counts as empty.

    Two tokens of one text can share a code point, where that code point stands for several words (``½``, ``ﷺ``);
    otherwise spans do not overlap. Starts do not descend.
    """
    data, bounds = utf8(texts)
    capacity = (int(bounds[-1] - bounds[0]) + 2) * 4 // 3
    hashes, starts = np.empty(capacity, np.uint32), np.empty(capacity, np.int32)
    stops, single = np.empty(capacity, np.int32), np.empty(capacity, np.bool_)
    offsets = np.empty(len(bounds), np.int64)
    kernels.tokenise_texts(
        data, bounds, characters.table(), offsets, kernels.TokenArrays(hashes, starts, stops, single)
    )
    count = offsets[-1]
    return Tokens(offsets, hashes[:count], starts[:count], stops[:count], single[:count])


def utf8(texts: pl.Series) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the texts' UTF-8, one after another, and the bounds [n + 1] of each in it."""
    array = texts.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())
    _, bounds, data = array.buffers()
    if not len(texts) or data is None:
        return np.zeros(1, np.uint8), np.zeros(len(texts) + 1, np.int64)
    cuts = np.frombuffer(bounds, np.int64)[array.offset : array.offset + len(array) + 1]
    return np.frombuffer(data, np.uint8), cuts


def token_hash(form: str) -> int:
    """Return the hash of a token whose form (``provenance.text.normal.token_forms``) is given.

    This is the plain reference of the compiled hash: ``provenance.text.kernels.tokens`` says how it is made.

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
