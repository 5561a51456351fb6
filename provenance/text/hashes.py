"""Hashes of texts and blocks; the only importer of xxhash."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import xxhash

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def text_hash(text: str) -> str:
    """Return the hash of a text: 32 hexadecimal digits, xxh3-128 of its UTF-8.

    Args:
        text: any string, unchanged.

    Source: xxHash, XXH3 (Collet), canonical representation.
    """
    return str(xxhash.xxh3_128_hexdigest(text.encode("utf-8", "surrogatepass")))


def block_hash(normal: str) -> int:
    """Return the hash of a block: an unsigned 64-bit number, xxh3-64 of the UTF-8 of its normal form.

    Args:
        normal: the normal form of the block (``provenance.text.normal.normal_form``).
    """
    return int(xxhash.xxh3_64_intdigest(normal.encode("utf-8", "surrogatepass")))


def digests(data: NDArray[np.uint8], bounds: NDArray[np.int64]) -> list[bytes]:
    """Return the hash of each slice ``data[bounds[i]:bounds[i + 1]]``: 16 bytes each, xxh3-128.

    Args:
        data: bytes of n texts, one after another.
        bounds: [n + 1], ascending.
    """
    view, digest = data.data, xxhash.xxh3_128_digest
    edges = bounds.tolist()
    return [digest(view[start:stop]) for start, stop in pairwise(edges)]
