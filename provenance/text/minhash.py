"""MinHash signatures and LSH bands, bit for bit those of datasketch; the only importer of datasketch."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels import minhash as kernels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from datasketch import MinHash as MinHash
    from datasketch import MinHashLSH as MinHashLSH
    from numpy.typing import NDArray

    from provenance.settings import Settings
    from provenance.text.shingles import Shingles

SCHEME = "affine32"
"""The permutation scheme, by datasketch's name."""


def minhash_signatures(shingles: Shingles, settings: Settings) -> NDArray[np.uint32]:
    """Return the MinHash signature of every text: uint32[n, permutations]; all bits set for a text without a shingle.

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
    """Return the odd factors and the addends that datasketch draws for a seed, without importing it (a second)."""
    generator = np.random.RandomState(seed)  # legacy generator: the values are datasketch's
    factors = generator.randint(0, 1 << 31, count, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, generator.randint(0, 1 << 32, count, dtype=np.uint32)


def to_datasketch(signature: NDArray[np.uint32], settings: Settings) -> MinHash:
    """Return one signature as a datasketch MinHash, to exchange or compare it.

    Args:
        signature: [permutations].
        settings: ``seed`` is read.
    """
    from datasketch import MinHash

    return MinHash(seed=settings.shingles.seed, hashvalues=signature, scheme=SCHEME)


def lsh_index(
    ids: Sequence[str], signatures: Sequence[bytes], settings: Settings, threshold: float | None
) -> MinHashLSH:
    """Return the signatures of texts as an index of datasketch.

    Args:
        ids: names of n texts.
        signatures: [n], little-endian uint32 times permutations each.
        settings: the groups ``shingles`` and ``candidates`` are read.
        threshold: Jaccard similarity, 0..1, for which datasketch chooses bands; None takes the bands of ``settings``,
            which reach their recall at the threshold.
    """
    from datasketch import MinHashLSH

    permutations = settings.shingles.permutations
    bands = choose_bands(settings.candidates.band_threshold, settings.candidates.band_recall, permutations)
    how = {"params": bands} if threshold is None else {"threshold": threshold}
    index = MinHashLSH(num_perm=permutations, **how)
    for name, values in zip(ids, signatures, strict=True):
        index.insert(name, to_datasketch(np.frombuffer(values, "<u4"), settings))
    return index


def band_keys(signatures: NDArray[np.uint32], bands: int, rows: int) -> NDArray[np.int64]:
    """Return the bucket key of each band: int64[n, bands]; equal for two texts where all values of the band are.

    Args:
        signatures: [n, permutations], of which ``bands * rows`` are used.
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
    """Return the number of bands and rows that reach the recall at the threshold with the fewest false candidates.

    That is the most rows per band that reach the recall, then the fewest bands. Where none reaches it, every value is
    a band.

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
    """Return the probability that two texts share a band, for similarities from 0 to 1 in steps of .05."""
    return {step / 20: recall_at(step / 20, bands, rows) for step in range(21)}
