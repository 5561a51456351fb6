"""Fingerprints of texts: the only importer of xxhash."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import xxhash

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def text_hash(text: str) -> str:
    """Return 32 hexadecimal digits that are the same exactly for the same text (xxh3-128 of its UTF-8).

    Args:
        text: any string, as it came.

    Source: xxHash, XXH3 (Collet), canonical representation.
    """
    return str(xxhash.xxh3_128_hexdigest(text.encode("utf-8", "surrogatepass")))


def block_hash(normal: str) -> int:
    """Return an unsigned 64-bit number that is the same for blocks that say the same (xxh3-64 of the UTF-8).

    Args:
        normal: the block's normal form (``provenance.text.normal.normal_form``).
    """
    return int(xxhash.xxh3_64_intdigest(normal.encode("utf-8", "surrogatepass")))


def digests(data: NDArray[np.uint8], bounds: NDArray[np.int64]) -> list[bytes]:
    """Return 16 bytes for each slice ``data[bounds[i]:bounds[i + 1]]``, the same exactly for the same bytes (xxh3-128).

    Args:
        data: bytes of n texts, one after another.
        bounds: [n + 1], ascending.
    """
    view, digest = data.data, xxhash.xxh3_128_digest
    edges = bounds.tolist()
    return [digest(view[start:stop]) for start, stop in pairwise(edges)]
