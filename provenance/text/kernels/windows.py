"""Compiled tools over token hashes: windows of tokens, tables of them, what two documents have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.arrays import NONE, ZERO, filled
from provenance.text.kernels.jit import compiled, inlined, linked

if TYPE_CHECKING:
    from numpy.typing import NDArray

Table = tuple["NDArray[np.uint64]", "NDArray[np.int32]", "NDArray[np.int32]", "NDArray[np.int32]", int]

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio: spreads consecutive numbers
_MIX = np.uint64(0xBF58476D1CE4E5B9)  # from splitmix64
_EMPTY = np.uint64(0)


@compiled
def windows(
    hashes: NDArray[np.uint64],
    characters: NDArray[np.bool_],
    body: NDArray[np.bool_],
    offsets: NDArray[np.int64],
    words: int,
    letters: int,
) -> NDArray[np.uint64]:
    """Return a hash of the tokens from each position on, 0 where they leave the document or its body.

    A window is `letters` tokens long where it begins with a character of a script without spaces, else `words`.
    """
    out = filled(np.empty(hashes.size, np.uint64), ZERO)
    for document in range(offsets.size - 1):
        stop = offsets[document + 1]
        last = stop  # the nearest skipped token at or after the position
        for position in range(stop - 1, offsets[document] - 1, -1):
            if not body[position]:
                last = position
            size = letters if characters[position] else words
            if position + size > last:
                continue
            value = np.uint64(size)
            for each in range(position, position + size):
                value = (value ^ (value >> np.uint64(32)) ^ hashes[each]) * _MULTIPLIER
            value = (value ^ (value >> np.uint64(29))) * _MIX
            out[position] = value | np.uint64(1)
    return out


@linked
def slot(keys: NDArray[np.uint64], key: np.uint64) -> int:
    """Return where a key stands in an open table, or the free place where it would."""
    mask = keys.size - 1
    place = int((key * _MULTIPLIER) >> np.uint64(33)) & mask
    while keys[place] != _EMPTY and keys[place] != key:
        place = (place + 1) & mask
    return place


@linked
def table(items: NDArray[np.uint64]) -> Table:
    """Return an open table of the items that are not 0.

    It has the keys; for each the first position and the number of positions; for each position the next one of its
    key (-1 for none); and last how many keys there are.
    """
    size = 16
    while size < 2 * items.size:
        size *= 2
    keys = filled(np.empty(size, np.uint64), ZERO)
    first = filled(np.empty(size, np.int32), NONE)
    count = filled(np.empty(size, np.int32), ZERO)
    following = filled(np.empty(items.size, np.int32), NONE)
    distinct = 0
    for position in range(items.size - 1, -1, -1):
        if items[position] == _EMPTY:
            continue
        place = slot(keys, items[position])
        if keys[place] == _EMPTY:
            keys[place] = items[position]
            distinct += 1
        following[position] = first[place]
        first[place] = position
        count[place] += 1
    return keys, first, following, count, distinct


@inlined
def overlap(keys: NDArray[np.uint64], seen: NDArray[np.bool_], items: NDArray[np.uint64]) -> int:
    """Return how many different items of a document are keys of a table; `seen` is all false before and after."""
    both = 0
    for item in items:
        if item != _EMPTY:
            place = slot(keys, item)
            if keys[place] != _EMPTY and not seen[place]:
                seen[place] = True
                both += 1
    for item in items:
        if item != _EMPTY:
            seen[slot(keys, item)] = False
    return both


@compiled
def distinct(items: NDArray[np.uint64], offsets: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return for each document how many different items that are not 0 it holds."""
    out = filled(np.empty(offsets.size - 1, np.int32), ZERO)
    for document in range(offsets.size - 1):
        out[document] = table(items[offsets[document] : offsets[document + 1]])[4]
    return out


@compiled
def equal(
    pairs: NDArray[np.int32], offsets: NDArray[np.int64], hashes: NDArray[np.uint64], body: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return for each pair whether the body tokens of both are the same, in the same order, and not none."""
    out = filled(np.empty(pairs.shape[0], np.bool_), ZERO)
    for row in range(pairs.shape[0]):
        a, a_stop = offsets[pairs[row, 0]], offsets[pairs[row, 0] + 1]
        b, b_stop = offsets[pairs[row, 1]], offsets[pairs[row, 1] + 1]
        some = False
        while True:
            while a < a_stop and not body[a]:
                a += 1
            while b < b_stop and not body[b]:
                b += 1
            if a == a_stop or b == b_stop or hashes[a] != hashes[b]:
                break
            some = True
            a += 1
            b += 1
        out[row] = some and a == a_stop and b == b_stop
    return out
