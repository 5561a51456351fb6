"""Compiled tools over token hashes: window hashes, hash tables of them, overlap of two documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.arrays import NONE, ZERO, fill
from provenance.text.kernels.jit import jit, jit_callee, jit_inline

if TYPE_CHECKING:
    from numpy.typing import NDArray

Table = tuple["NDArray[np.uint64]", "NDArray[np.int32]", "NDArray[np.int32]", "NDArray[np.int32]", int]

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio: spreads consecutive numbers
_MIX = np.uint64(0xBF58476D1CE4E5B9)  # from splitmix64
_EMPTY = np.uint64(0)


@jit
def window_hashes(
    hashes: NDArray[np.uint64],
    characters: NDArray[np.bool_],
    body: NDArray[np.bool_],
    offsets: NDArray[np.int64],
    words: int,
    letters: int,
) -> NDArray[np.uint64]:
    """Return the hash of the window of tokens at each position, 0 where it leaves the document or its body.

    A window has `letters` tokens where it begins with a character of an unspaced script, else `words` tokens.
    """
    out = fill(np.empty(hashes.size, np.uint64), ZERO)
    for document in range(offsets.size - 1):
        stop = offsets[document + 1]
        last = stop  # the nearest token outside the body, at or after the position
        for position in range(stop - 1, offsets[document] - 1, -1):
            if not body[position]:
                last = position
            size = letters if characters[position] else words
            if position + size > last:
                continue
            value = np.uint64(size)
            for token in range(position, position + size):
                value = (value ^ (value >> np.uint64(32)) ^ hashes[token]) * _MULTIPLIER
            value = (value ^ (value >> np.uint64(29))) * _MIX
            out[position] = value | np.uint64(1)
    return out


@jit_callee
def find_slot(keys: NDArray[np.uint64], key: np.uint64) -> int:
    """Return the slot of a key in an open-addressing hash table, or the free slot where it would be inserted."""
    mask = keys.size - 1
    slot = int((key * _MULTIPLIER) >> np.uint64(33)) & mask
    while keys[slot] != _EMPTY and keys[slot] != key:
        slot = (slot + 1) & mask
    return slot


@jit_callee
def hash_table(items: NDArray[np.uint64]) -> Table:
    """Return an open-addressing hash table of the items that are not 0.

    Its parts: the keys by slot; by slot the first position and the number of positions; for each position the next one
    of its key (-1 for none); and the number of distinct keys.
    """
    size = 16
    while size < 2 * items.size:
        size *= 2
    keys = fill(np.empty(size, np.uint64), ZERO)
    first = fill(np.empty(size, np.int32), NONE)
    occurrences = fill(np.empty(size, np.int32), ZERO)
    following = fill(np.empty(items.size, np.int32), NONE)
    distinct = 0
    for position in range(items.size - 1, -1, -1):
        if items[position] == _EMPTY:
            continue
        slot = find_slot(keys, items[position])
        if keys[slot] == _EMPTY:
            keys[slot] = items[position]
            distinct += 1
        following[position] = first[slot]
        first[slot] = position
        occurrences[slot] += 1
    return keys, first, following, occurrences, distinct


@jit_inline
def count_overlap(keys: NDArray[np.uint64], visited: NDArray[np.bool_], items: NDArray[np.uint64]) -> int:
    """Return how many distinct items of a document are keys of a table; `visited` is all false before and after."""
    shared = 0
    for item in items:
        if item != _EMPTY:
            slot = find_slot(keys, item)
            if keys[slot] != _EMPTY and not visited[slot]:
                visited[slot] = True
                shared += 1
    for item in items:
        if item != _EMPTY:
            visited[find_slot(keys, item)] = False
    return shared


@jit
def count_distinct(items: NDArray[np.uint64], offsets: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the number of distinct items of each document that are not 0."""
    out = fill(np.empty(offsets.size - 1, np.int32), ZERO)
    for document in range(offsets.size - 1):
        out[document] = hash_table(items[offsets[document] : offsets[document + 1]])[4]
    return out


@jit
def equal_bodies(
    pairs: NDArray[np.int32], offsets: NDArray[np.int64], hashes: NDArray[np.uint64], body: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return for each pair whether both have the same body tokens in the same order, at least one."""
    out = fill(np.empty(pairs.shape[0], np.bool_), ZERO)
    for row in range(pairs.shape[0]):
        a, a_stop = offsets[pairs[row, 0]], offsets[pairs[row, 0] + 1]
        b, b_stop = offsets[pairs[row, 1]], offsets[pairs[row, 1] + 1]
        nonempty = False
        while True:
            while a < a_stop and not body[a]:
                a += 1
            while b < b_stop and not body[b]:
                b += 1
            if a == a_stop or b == b_stop or hashes[a] != hashes[b]:
                break
            nonempty = True
            a += 1
            b += 1
        out[row] = nonempty and a == a_stop and b == b_stop
    return out
