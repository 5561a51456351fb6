"""Compiled shingling and winnowing of token hashes.

A shingle's hash is the polynomial of its tokens' hashes modulo 2^32 at an odd point: it collides as rarely as a hash
of the strings would, without building them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.arrays import ZERO, fill
from provenance.text.kernels.jit import jit, jit_inline

if TYPE_CHECKING:
    from numpy.typing import NDArray

POINT = np.uint32(0x9E3779B1)
"""The prime nearest to 2^32 over the golden ratio: odd, with well-spread bits (Knuth)."""


@jit_inline
def polynomial_hash(tokens: NDArray[np.uint32], first: int, count: int) -> np.uint32:
    """Return the hash of one shingle of ``count`` tokens."""
    value = np.uint32(0)
    for place in range(first, first + count):
        value = np.uint32(value * POINT + tokens[place])
    return value


@jit_inline
def shingle_run(
    tokens: NDArray[np.uint32], first: int, stop: int, size: int, out: NDArray[np.uint32], position: int
) -> int:
    """Write the hashes of all shingles of one size in [first, stop) and return where the next is written."""
    count = max(stop - first - size + 1, 0)
    hashes = out[position : position + count]
    for place in range(count):
        hashes[place] = tokens[first + place]
    for step in range(1, size):
        following = tokens[first + step :]
        for place in range(count):
            hashes[place] = np.uint32(hashes[place] * POINT + following[place])
    return position + count


@jit
def shingle_texts(
    offsets: NDArray[np.int64],
    tokens: NDArray[np.uint32],
    characters: NDArray[np.bool_],
    words: int,
    letters: int,
    out_offsets: NDArray[np.int64],
    out: NDArray[np.uint32],
) -> None:
    """Write the shingles of every text.

    Args:
        offsets: [n + 1] the first token of every text, and the end.
        tokens: their hashes.
        characters: whether each is one character.
        words: tokens in a shingle that begins with a word.
        letters: tokens in a shingle that begins with one character.
        out_offsets: [n + 1] receives the first shingle of every text, and the number of all.
        out: receives the hashes; as long as the tokens.
    """
    filled = 0
    for text in range(offsets.size - 1):
        out_offsets[text] = first_shingle = filled
        first, stop = offsets[text], offsets[text + 1]
        place = first
        while place < stop:
            single = characters[place]
            run = place + 1
            while run < stop and characters[run] == single:
                run += 1
            size = letters if single else words
            filled = shingle_run(tokens, place, min(stop, run + size - 1), size, out, filled)
            place = run
        if filled == first_shingle and first < stop:
            out[filled] = polynomial_hash(tokens, first, stop - first)
            filled += 1
    out_offsets[offsets.size - 1] = filled


@jit
def winnow_texts(offsets: NDArray[np.int64], shingles: NDArray[np.uint32], window: int, out: NDArray[np.uint64]) -> int:
    """Write the winnowed fingerprints of every text, its number in the upper 32 bits, and return how many there are.

    A fingerprint is the minimum hash of ``window`` neighbouring shingles (Schleimer 2003). The minimum of a window is
    that of two overlapping ones half as long or longer, down to single shingles; so all windows of a text cost as many
    passes as the window has binary digits. A value is written once for adjacent windows, but again where it recurs.

    Args:
        offsets: [n + 1] the first shingle of every text, and the end.
        shingles: their hashes.
        window: shingles in a window; a text with fewer has one window.
        out: receives the fingerprints, text by text; as long as the shingles.
    """
    filled = 0
    minima = np.empty(16, np.uint32)
    for text in range(offsets.size - 1):
        count = offsets[text + 1] - offsets[text]
        if count == 0:
            continue
        if minima.size < count:
            minima = np.empty(2 * count, np.uint32)
        for place in range(count):
            minima[place] = shingles[offsets[text] + place]
        span, width = min(window, count), 1
        while width < span:
            step = min(width, span - width)
            shifted = minima[step:]
            for place in range(count - width - step + 1):
                minima[place] = min(minima[place], shifted[place])
            width += step
        text_bits, last = np.uint64(text) << np.uint64(32), np.uint64(0xFFFFFFFFFFFFFFFF)
        for place in range(count - span + 1):
            fingerprint = text_bits | np.uint64(minima[place])
            out[filled] = fingerprint
            filled += fingerprint != last
            last = fingerprint
    return filled


@jit
def count_distinct(offsets: NDArray[np.int64], shingles: NDArray[np.uint32], out: NDArray[np.int32]) -> None:
    """Write the number of distinct shingles of every text."""
    slots = fill(np.empty(16, np.uint64), ZERO)
    generation = np.uint64(0)
    for text in range(offsets.size - 1):
        first, stop = offsets[text], offsets[text + 1]
        if slots.size < 2 * (stop - first):
            size = slots.size
            while size < 2 * (stop - first):
                size *= 2
            slots = fill(np.empty(size, np.uint64), ZERO)
            generation = np.uint64(0)
        generation += np.uint64(1)
        mask = np.uint64(slots.size - 1)
        count = 0
        for place in range(first, stop):
            value = generation << np.uint64(32) | np.uint64(shingles[place])
            slot = (np.uint64(shingles[place]) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(32)) & mask
            while slots[slot] >> np.uint64(32) == generation and slots[slot] != value:
                slot = (slot + np.uint64(1)) & mask
            if slots[slot] != value:
                slots[slot] = value
                count += 1
        out[text] = count
