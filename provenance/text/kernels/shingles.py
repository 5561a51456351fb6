"""Compiled shingling and winnowing of token hashes.

A shingle's hash is the polynomial of its tokens' hashes modulo 2^32 at an odd point: as far apart as the hashes of
strings, without the strings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.compiling import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

POINT = np.uint32(0x9E3779B1)
"""The prime next to 2^32 over the golden ratio: odd, with bits spread (Knuth)."""


@compiled
def polynomial(tokens: NDArray[np.uint32], first: int, count: int) -> np.uint32:
    """Return the hash of one shingle of ``count`` tokens."""
    value = np.uint32(0)
    for place in range(first, first + count):
        value = np.uint32(value * POINT + tokens[place])
    return value


@compiled
def shingle_run(tokens: NDArray[np.uint32], first: int, stop: int, size: int, out: NDArray[np.uint32], at: int) -> int:
    """Write the hashes of all shingles of one size in [first, stop) and return where the next is written."""
    count = max(stop - first - size + 1, 0)
    for place in range(count):
        out[at + place] = tokens[first + place]
    for step in range(1, size):
        for place in range(count):
            out[at + place] = np.uint32(out[at + place] * POINT + tokens[first + step + place])
    return at + count


@compiled
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
    at = 0
    for text in range(offsets.size - 1):
        out_offsets[text] = begin = at
        first, stop = offsets[text], offsets[text + 1]
        place = first
        while place < stop:
            single = characters[place]
            run = place + 1
            while run < stop and characters[run] == single:
                run += 1
            size = letters if single else words
            at = shingle_run(tokens, place, min(stop, run + size - 1), size, out, at)
            place = run
        if at == begin and first < stop:
            out[at] = polynomial(tokens, first, stop - first)
            at += 1
    out_offsets[offsets.size - 1] = at


@compiled
def distinct(values: NDArray[np.uint32], first: int, stop: int) -> int:
    """Sort values[first:stop], move the distinct ones to the front, and return where they end."""
    if first == stop:
        return stop
    values[first:stop].sort()
    end = first + 1
    for place in range(first + 1, stop):
        if values[place] != values[end - 1]:
            values[end] = values[place]
            end += 1
    return end


@compiled
def winnow_texts(
    offsets: NDArray[np.int64],
    shingles: NDArray[np.uint32],
    window: int,
    out_offsets: NDArray[np.int64],
    out: NDArray[np.uint32],
) -> None:
    """Write the distinct least hashes of every ``window`` neighbouring shingles of every text, ascending.

    Args:
        offsets: [n + 1] the first shingle of every text, and the end.
        shingles: their hashes.
        window: shingles that are looked at together; a text with fewer has one window.
        out_offsets: [n + 1] receives the first anchor of every text, and the number of all.
        out: receives the anchors; as long as the shingles.
    """
    at = 0
    for text in range(offsets.size - 1):
        out_offsets[text] = begin = at
        first, stop = offsets[text], offsets[text + 1]
        least = -1
        for place in range(max(first, min(first + window, stop) - 1), stop):
            start = max(first, place - window + 1)
            if least < start:
                least = start
                for other in range(start + 1, place + 1):
                    if shingles[other] <= shingles[least]:
                        least = other
            elif shingles[place] <= shingles[least]:
                least = place
            else:
                continue
            out[at] = shingles[least]
            at += 1
        at = distinct(out, begin, at)
    out_offsets[offsets.size - 1] = at


@compiled
def count_distinct(offsets: NDArray[np.int64], shingles: NDArray[np.uint32], out: NDArray[np.int32]) -> None:
    """Write the number of distinct shingles of every text."""
    slots = np.zeros(16, np.uint64)
    generation = np.uint64(0)
    for text in range(offsets.size - 1):
        first, stop = offsets[text], offsets[text + 1]
        if slots.size < 2 * (stop - first):
            slots = np.zeros(2 ** int(np.ceil(np.log2(2 * (stop - first)))), np.uint64)
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
