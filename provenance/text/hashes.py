"""Fingerprints of texts: the only importer of xxhash."""

from __future__ import annotations

import xxhash


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
