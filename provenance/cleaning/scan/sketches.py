"""What cleaning needs to know of a portion of documents: spans to cut, a fingerprint, bands, and shingles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.cleaning.scan.boilerplate import furniture_spans, pattern_spans
from provenance.cleaning.scan.spans import Span, tidied, without
from provenance.stages.repeats import repeats
from provenance.tables import table
from provenance.text import minhash, shingles
from provenance.text.hashes import digests
from provenance.text.kernels import masks
from provenance.text.tokens import Tokens, tokenise, utf8

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.cleaning.options import Options

SLICE_ROWS = 512  # texts tokenised together: their arrays stay in the processor's cache

CUT_SPANS = table(
    "cut_spans",
    "one span to be taken out of a document",
    ("row", "INTEGER", "position of the document in its portion"),
    ("start", "INTEGER", "first code point"),
    ("stop", "INTEGER", "code point after the last"),
    ("reason", "VARCHAR", "repeats, boilerplate or passages"),
    ("first_start", "INTEGER", "where the same text says the same before; null where it does not"),
    ("first_stop", "INTEGER", "code point after its last"),
    ("text", "VARCHAR", "what stood there"),
)


@dataclass(frozen=True)
class Sketch:
    """What is known of the texts of one portion.

    Attributes:
        facts: one row a document: characters, bytes, tokens, ``sequence`` (digest of the tokens) and ``text_digest``.
        cuts: columns of ``CUT_SPANS``.
        bands: [documents, bands]; no column where near-duplicates are not asked for.
        offsets: bounds of each document's shingles.
        shingles: their hashes, in the order of the text.
    """

    facts: pl.DataFrame
    cuts: pl.DataFrame
    bands: NDArray[np.int64]
    offsets: NDArray[np.int64]
    shingles: NDArray[np.uint32]


def sketch(documents: pl.DataFrame, options: Options, furniture: pl.DataFrame | None = None) -> Sketch:
    """Return what cleaning needs to know of the documents of a portion.

    Args:
        documents: columns of ``RAW_RECORDS`` (readers/lossless).
        options: what is to be taken out.
        furniture: lines that outlets put under many documents; None where there are none.
    """
    cuts = found_cuts(documents, options, furniture)
    parts = [_slice(documents, start, cuts, options) for start in range(0, max(documents.height, 1), SLICE_ROWS)]
    sizes = np.concatenate([np.diff(offsets) for _, _, offsets, _ in parts])
    length = documents["text"].str.len_chars().cast(pl.Int32).alias("characters")
    return Sketch(
        pl.concat([facts for facts, *_ in parts]).insert_column(0, length),
        cuts,
        np.concatenate([bands for _, bands, _, _ in parts]),
        np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)]),
        np.concatenate([hashes for *_, hashes in parts]),
    )


def _slice(
    documents: pl.DataFrame, start: int, cuts: pl.DataFrame, options: Options
) -> tuple[pl.DataFrame, NDArray[np.int64], NDArray[np.int64], NDArray[np.uint32]]:
    """Return facts, bands, and shingles of some documents of a portion."""
    texts = documents["text"][start : start + SLICE_ROWS]
    here = cuts if cuts.is_empty() else cuts.filter(pl.col("row").is_between(start, start + SLICE_ROWS - 1))
    tokens = _body(tokenise(texts), here, start)
    runs = shingles.shingle(tokens, options.settings)
    bands = np.zeros((len(texts), 0), np.int64)
    if "near" in options.levels:
        signatures = minhash.signatures(runs, options.settings)
        bands = minhash.band_keys(signatures, *bands_of(options))
    edges = tokens.offsets * 4
    facts = pl.DataFrame(
        {
            "tokens": np.diff(tokens.offsets).astype(np.int32),
            "sequence": pl.Series(digests(np.ascontiguousarray(tokens.hashes).view(np.uint8), edges), dtype=pl.Binary),
            "text_digest": _text_digests(texts, here, start),
        }
    )
    return facts, bands, runs.offsets, runs.hashes


def bands_of(options: Options) -> tuple[int, int]:
    """Return how many bands of how many rows find near-duplicates with the promised probability."""
    return minhash.choose_bands(
        options.settings.cleaning.near, options.settings.cleaning.recall, options.settings.shingles.permutations
    )


def _body(tokens: Tokens, cuts: pl.DataFrame, start: int) -> Tokens:
    """Return the tokens outside the cuts."""
    if cuts.is_empty():
        return tokens
    row = (cuts["row"].cast(pl.Int64) - start).to_numpy()
    outside = masks.body_mask(
        tokens.offsets, tokens.starts, tokens.stops, row, cuts["start"].to_numpy(), cuts["stop"].to_numpy()
    )
    return tokens.select(outside)


def _text_digests(texts: pl.Series, cuts: pl.DataFrame, start: int) -> pl.Series:
    """Return a digest of what stays of each text."""
    if cuts.height:
        spans: dict[int, list[tuple[int, int]]] = {}
        for row, first, last in cuts.select("row", "start", "stop").iter_rows():
            spans.setdefault(row - start, []).append((first, last))
        rows = list(spans)
        texts = texts.scatter(rows, [without(texts[row], spans[row]) for row in rows])
    return pl.Series(digests(*utf8(texts)), dtype=pl.Binary)


def found_cuts(documents: pl.DataFrame, options: Options, furniture: pl.DataFrame | None) -> pl.DataFrame:
    """Return the spans to be taken out of the documents of a portion, tidied (columns of ``CUT_SPANS``)."""
    texts = documents.select(pl.int_range(pl.len(), dtype=pl.Int32).alias("document"), "outlet", "text")
    found: list[pl.DataFrame] = []
    if "repeats" in options.levels:
        again = repeats(texts.select("document", "text"), options.settings)
        found.append(
            again.select("document", "start", "stop", pl.lit("repeats").alias("reason"), "first_start", "first_stop")
        )
    if "boilerplate" in options.levels:
        found += [pattern_spans(texts)]
        found += [furniture_spans(texts, furniture)] if furniture is not None else []
    return _tidy(texts["text"], pl.concat(found)) if found else CUT_SPANS.empty()


def _tidy(texts: pl.Series, found: pl.DataFrame) -> pl.DataFrame:
    """Return spans tidied, text by text; nothing is cut of a text of which nothing would stay."""
    rows: list[tuple[int | str | None, ...]] = []
    for part in found.sort("document", "start", "stop", "reason").partition_by("document", maintain_order=True):
        row = part.item(0, 0)
        text = texts[row]
        spans = tidied(text, [Span(*values) for values in part.drop("document").iter_rows()])
        if without(text, [(span.start, span.stop) for span in spans]).strip():
            rows += [(row, *span, text[span.start : span.stop]) for span in spans]
    return pl.DataFrame(rows, schema=CUT_SPANS.schema(), orient="row")
