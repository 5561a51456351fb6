"""MinHash signatures, LSH bands and winnowed fingerprints of documents: what candidate pairs are proposed by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pyarrow as pa

from provenance.tables import SIGNATURES
from provenance.text import minhash, shingles
from provenance.text.tokens import Tokens, tokenise
from provenance.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from provenance.settings import Settings

SLICE_BYTES = 2 << 20
"""Text processed at once, so that its token arrays stay in the processor's cache; changes no result."""


def signatures(
    documents: pl.DataFrame, skips: pl.DataFrame, settings: Settings, threads: Threads = Threads(1)
) -> pl.DataFrame:
    """Return the signature, bands and fingerprints of every document (frame ``signatures``), ascending by key.

    Args:
        documents: frame ``documents``. Columns: ``document``, ``text``.
        skips: spans of these documents whose tokens are left out (frame ``skips``); they may overlap. Columns:
            ``document``, ``start``, ``stop``.
        settings: the groups ``shingles`` and ``candidates`` are read.
        threads: the thread budget; changes no result.
    """
    documents = documents.select("document", "text").sort("document")
    skips = skips.sort("document", "start", "stop")
    parts = threads.map(lambda part: _sign(part, skips, settings), _slice_documents(documents))
    return pl.concat([SIGNATURES.empty(), *parts])


def _slice_documents(documents: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield the documents in slices of about ``SLICE_BYTES``."""
    lengths = documents["text"].str.len_bytes().fill_null(0).cum_sum().to_numpy()
    first = 0
    while first < len(lengths):
        begin = lengths[first - 1] if first else 0
        stop = max(first + 1, int(np.searchsorted(lengths, begin + SLICE_BYTES, side="right")))
        yield documents[first:stop]
        first = stop


def _sign(documents: pl.DataFrame, skips: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return the frame for one slice."""
    tokens = tokenise(documents["text"])
    keys = documents["document"].to_numpy()
    if skips.height:
        tokens = tokens.select(~_is_skipped(tokens, keys, skips))
    body = shingles.shingle(tokens, settings)
    signs = minhash.minhash_signatures(body, settings)
    bands = minhash.choose_bands(
        settings.candidates.band_threshold, settings.candidates.band_recall, settings.shingles.permutations
    )
    fingerprints = shingles.winnowed_fingerprints(tokens, settings)
    empty = np.diff(tokens.offsets) == 0
    return pl.DataFrame(
        {
            "document": documents["document"],
            "tokens": np.diff(tokens.offsets).astype(np.int32),
            "shingles": body.counts(),
            "signature": _blob_column(signs, empty),
            "bands": _list_column(minhash.band_keys(signs[~empty], *bands).ravel(), ~empty * np.int64(bands[0])),
            "fingerprints": _list_column(fingerprints.hashes, np.diff(fingerprints.offsets)),
        },
        schema=SIGNATURES.schema(),
    )


def _is_skipped(tokens: Tokens, keys: NDArray[np.int32], skips: pl.DataFrame) -> NDArray[np.bool_]:
    """Return a mask of the tokens that a skipped span overlaps."""
    positions = np.searchsorted(keys, skips["document"].to_numpy())
    is_known = keys[np.minimum(positions, len(keys) - 1)] == skips["document"].to_numpy()
    text = positions[is_known].astype(np.int64) << 32
    of_token = np.repeat(np.arange(len(tokens), dtype=np.int64) << 32, np.diff(tokens.offsets))
    first = np.searchsorted(of_token + tokens.stops, text + skips["start"].to_numpy()[is_known], side="right")
    stop = np.searchsorted(of_token + tokens.starts, text + skips["stop"].to_numpy()[is_known], side="left")
    depth = np.zeros(len(of_token) + 1, np.int32)
    np.add.at(depth, first, 1)
    np.add.at(depth, np.maximum(first, stop), -1)
    return np.cumsum(depth[:-1]) > 0


def _list_column(values: NDArray[np.generic], lengths: NDArray[np.int64]) -> pl.Series:
    """Return a column of lists of these lengths, filled with the values in order."""
    offsets = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    return pl.Series(pa.LargeListArray.from_arrays(offsets, values))


def _blob_column(rows: NDArray[np.uint32], empty: NDArray[np.bool_]) -> pl.Series:
    """Return a column with the bytes of each row, none where it is empty."""
    data = rows[~empty].astype("<u4").tobytes()
    offsets = np.concatenate(([0], np.cumsum(~empty * np.int64(rows.shape[1] * 4), dtype=np.int64)))
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(data)]
    return pl.Series(pa.Array.from_buffers(pa.large_binary(), len(rows), buffers))
