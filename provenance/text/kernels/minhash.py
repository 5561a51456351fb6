"""Compiled MinHash and banding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.jit import jit, jit_inline

if TYPE_CHECKING:
    from numpy.typing import NDArray


BLOCK = 64
"""Hashes in one step of the vectorised loop, about; the last hash is repeated to fill it; changes no result."""


@jit_inline
def premix(value: np.uint32) -> np.uint32:
    """Return the hash with its bits spread (the 32-bit finaliser of MurmurHash3, Appleby)."""
    value ^= value >> np.uint32(16)
    value = np.uint32(value * np.uint32(0x85EBCA6B))
    value ^= value >> np.uint32(13)
    value = np.uint32(value * np.uint32(0xC2B2AE35))
    return value ^ (value >> np.uint32(16))


@jit
def minhash_signatures(
    offsets: NDArray[np.int64],
    shingles: NDArray[np.uint32],
    factors: NDArray[np.uint32],
    addends: NDArray[np.uint32],
    out: NDArray[np.uint32],
) -> None:
    """Write the signature of every text: for each column the minimum of ``factor * shingle + addend`` modulo 2^32.

    Args:
        offsets: [n + 1] the first shingle of every text, and the end.
        shingles: their hashes.
        factors: [permutations] odd.
        addends: [permutations].
        out: [n, permutations] receives the signatures; all bits set where there is no shingle.
    """
    mixed = np.empty(BLOCK, np.uint32)
    for text in range(offsets.size - 1):
        first, count = offsets[text], offsets[text + 1] - offsets[text]
        if mixed.size < count + BLOCK:
            mixed = np.empty(2 * count + BLOCK, np.uint32)
        for position in range(count):
            mixed[position] = premix(shingles[first + position])
        full = (count + BLOCK - 1) // BLOCK * BLOCK
        mixed[count:full] = mixed[count - 1]
        for column in range(factors.size):
            factor, addend, smallest = factors[column], addends[column], np.uint32(0xFFFFFFFF)
            for position in range(full):
                smallest = min(smallest, np.uint32(mixed[position] * factor + addend))
            out[text, column] = smallest


@jit
def band_keys(signatures: NDArray[np.uint32], rows: int, out: NDArray[np.uint64]) -> None:
    """Write one key for each band of ``rows`` columns; the number of the band is mixed in.

    Args:
        signatures: [n, permutations].
        rows: columns in a band.
        out: [n, bands] receives the keys.
    """
    for text in range(out.shape[0]):
        for band in range(out.shape[1]):
            key = np.uint64(band + 1) * np.uint64(0x9E3779B97F4A7C15)
            for column in range(band * rows, band * rows + rows):
                key = (key ^ np.uint64(signatures[text, column])) * np.uint64(0xFF51AFD7ED558CCD)
                key ^= key >> np.uint64(32)
            out[text, band] = key
