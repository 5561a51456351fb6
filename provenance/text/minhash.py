"""MinHash signatures and their bands: the only importer of datasketch, whose values these are bit for bit."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels import minhash as kernels

if TYPE_CHECKING:
    from datasketch import MinHash
    from numpy.typing import NDArray

    from provenance.settings import Settings
    from provenance.text.shingles import Shingles

SCHEME = "affine32"
"""datasketch's name for how hashes are permuted."""


def minhash_signatures(shingles: Shingles, settings: Settings) -> NDArray[np.uint32]:
    """Return the MinHash signature of every text, [n, permutations]; all bits set where a text has no shingle.

    Args:
        shingles: of n texts.
        settings: ``permutations`` and ``seed`` are read.

    Source: Broder: On the resemblance and containment of documents (1997); datasketch 2, scheme affine32.
    """
    factors, addends = _permutations(settings.shingles.permutations, settings.shingles.seed)
    out = np.empty((len(shingles), settings.shingles.permutations), np.uint32)
    kernels.minhash_signatures(shingles.offsets, shingles.hashes, factors, addends, out)
    return out


@lru_cache(maxsize=8)
def _permutations(count: int, seed: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return odd factors and addends as datasketch draws them; it takes a second to load and is not, for this."""
    generator = np.random.RandomState(seed)  # the values are datasketch's
    factors = generator.randint(0, 1 << 31, count, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, generator.randint(0, 1 << 32, count, dtype=np.uint32)


def to_datasketch(signature: NDArray[np.uint32], settings: Settings) -> MinHash:
    """Return one signature as a datasketch MinHash, to exchange or to compare.

    Args:
        signature: [permutations].
        settings: ``seed`` is read.
    """
    from datasketch import MinHash

    return MinHash(seed=settings.shingles.seed, hashvalues=signature, scheme=SCHEME)


def band_keys(signatures: NDArray[np.uint32], bands: int, rows: int) -> NDArray[np.int64]:
    """Return one key a band, [n, bands]: equal in two texts where the whole band is equal.

    Args:
        signatures: [n, permutations], ``bands * rows`` of them used.
        bands: from 1.
        rows: signature values in a band, from 1.

    Raises:
        ValueError: The signatures have fewer than ``bands * rows`` values.
    """
    if bands * rows > signatures.shape[1]:
        raise ValueError(f"{bands} bands of {rows} rows need {bands * rows} permutations, not {signatures.shape[1]}")
    out = np.empty((len(signatures), bands), np.uint64)
    kernels.band_keys(np.ascontiguousarray(signatures), rows, out)
    return out.view(np.int64)


def recall_at(similarity: float, bands: int, rows: int) -> float:
    """Return the probability that two texts of this Jaccard similarity share a band, 0..1.

    Args:
        similarity: 0..1.
        bands: from 1.
        rows: from 1.

    Source: Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, 3.4.
    """
    return float(1 - (1 - similarity**rows) ** bands)


def choose_bands(threshold: float, recall: float, permutations: int) -> tuple[int, int]:
    """Return the bands and rows that find pairs at the threshold with this probability and propose least besides.

    The most rows a band that reach the recall, then the fewest bands. Where nothing reaches it, every permutation is a
    band of its own.

    Args:
        threshold: Jaccard similarity, 0..1.
        recall: probability that a pair at the threshold shares a band, 0..1.
        permutations: values in a signature.
    """
    for rows in range(permutations, 0, -1):
        for bands in range(1, permutations // rows + 1):
            if recall_at(threshold, bands, rows) >= recall:
                return bands, rows
    return permutations, 1


def recall_curve(bands: int, rows: int) -> dict[float, float]:
    """Return the probability of sharing a band for similarities from 0 to 1 in steps of .05."""
    return {step / 20: recall_at(step / 20, bands, rows) for step in range(21)}
