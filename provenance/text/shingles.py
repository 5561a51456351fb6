"""Shingles: hashes of runs of tokens; and winnowed fingerprints, a selection that every long shared run has in common.

The first token of a shingle decides its length: a number of words, or of characters of an unspaced script. A shingle
may hold both (``iPhone`` in a Chinese sentence). A text shorter than a shingle is one shingle. To leave tokens out,
select the others first (``Tokens.select``): shingles span the gap, so that a text from which an advertisement was cut
has the shingles of the text that never had one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels import shingles as kernels

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.settings import Settings
    from provenance.text.tokens import Tokens


@dataclass(frozen=True)
class Shingles:
    """The shingle hashes of n texts, one after another; those of text i are ``hashes[offsets[i]:offsets[i + 1]]``."""

    offsets: NDArray[np.int64]
    hashes: NDArray[np.uint32]

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.offsets) - 1

    def of(self, text: int) -> NDArray[np.uint32]:
        """Return the shingle hashes of one text."""
        return self.hashes[self.offsets[text] : self.offsets[text + 1]]

    def counts(self) -> NDArray[np.int32]:
        """Return the number of distinct shingles of every text, [n]."""
        counts = np.empty(len(self), np.int32)
        kernels.count_distinct(self.offsets, self.hashes, counts)
        return counts


def shingle(tokens: Tokens, settings: Settings) -> Shingles:
    """Return the shingles of the Jaccard similarity, in order of the text, repeated ones included.

    Args:
        tokens: of n texts.
        settings: ``shingle_words`` and ``shingle_characters`` are read.
    """
    return shingles_of(tokens, settings.shingles.shingle_words, settings.shingles.shingle_characters)


def winnowed_fingerprints(tokens: Tokens, settings: Settings) -> Shingles:
    """Return the winnowed fingerprints of every text: distinct, ascending.

    Two texts that share a run of ``fingerprint_words + fingerprint_window - 1`` words (``fingerprint_characters`` for
    characters) share a fingerprint.

    Args:
        tokens: of n texts.
        settings: ``fingerprint_words``, ``fingerprint_characters`` and ``fingerprint_window`` are read.
    """
    shingles = shingles_of(tokens, settings.candidates.fingerprint_words, settings.candidates.fingerprint_characters)
    return winnow(shingles, settings.candidates.fingerprint_window)


def shingles_of(tokens: Tokens, words: int, characters: int) -> Shingles:
    """Return the shingles of the given lengths.

    Args:
        tokens: of n texts.
        words: tokens in a shingle that begins with a word, from 1.
        characters: tokens in a shingle that begins with one character, from 1.
    """
    offsets, hashes = np.empty_like(tokens.offsets), np.empty_like(tokens.hashes)
    kernels.shingle_texts(tokens.offsets, tokens.hashes, tokens.characters, words, characters, offsets, hashes)
    return Shingles(offsets, hashes[: offsets[-1]])


def winnow(shingles: Shingles, window: int) -> Shingles:
    """Return the minimum hash of every ``window`` adjacent shingles: distinct and ascending for every text.

    A run of ``window`` shingles that two texts share is one window, and its minimum a fingerprint that they share. A
    text with fewer shingles is one window, so that every text with a token has a fingerprint.

    Args:
        shingles: of n texts, in the order of the text.
        window: from 1.

    Source: Schleimer, Wilkerson, Aiken: Winnowing (SIGMOD 2003). Which of equal hashes is selected does not
    matter here: positions are not stored.
    """
    fingerprints = np.empty(len(shingles.hashes), np.uint64)
    fingerprints = np.sort(
        fingerprints[: kernels.winnow_texts(shingles.offsets, shingles.hashes, window, fingerprints)]
    )
    fingerprints = fingerprints[np.diff(fingerprints, prepend=np.uint64(0xFFFFFFFFFFFFFFFF)) != 0]
    counts = np.bincount((fingerprints >> np.uint64(32)).astype(np.int64), minlength=len(shingles))
    return Shingles(np.concatenate(([0], np.cumsum(counts))), fingerprints.astype(np.uint32))
