"""The features of each document of a chunk: spans to cut, digests, band keys and shingles of what remains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.cleaning.scan.agreeing_sentences import agreeing_runs, sentences_of
from provenance.cleaning.scan.boilerplate import frequent_line_spans, pattern_spans
from provenance.cleaning.scan.spans import Span, remove_spans, tidy_spans
from provenance.stages.repeats import repeats
from provenance.tables import table
from provenance.text import minhash, shingles
from provenance.text.hashes import digests
from provenance.text.kernels import masks
from provenance.text.kernels.shingles import count_distinct
from provenance.text.tokens import Tokens, tokenise, utf8_buffer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.cleaning.options import CleaningOptions
    from provenance.settings import Settings

SPAN_SCHEMA = {
    "document": pl.Int32(),
    "start": pl.Int32(),
    "stop": pl.Int32(),
    "reason": pl.String(),
    "first_start": pl.Int32(),
    "first_stop": pl.Int32(),
}

ROUNDING = 1e-9
"""Keeps a share at the bound of a step in that step, whatever its last bit; changes no result."""

SLICE_ROWS = 512
"""Texts that are tokenised together: their arrays fit the processor's cache; changes no result."""

CUT_SPANS = table(
    "cut_spans",
    "one span to cut from a document",
    ("row", "INTEGER", "position of the document in its chunk"),
    ("start", "INTEGER", "first code point"),
    ("stop", "INTEGER", "code point after the last"),
    ("reason", "VARCHAR", "repeats, boilerplate or passages"),
    ("first_start", "INTEGER", "start of the first occurrence in the same text; null where there is none"),
    ("first_stop", "INTEGER", "code point after the last of the first occurrence"),
    ("text", "VARCHAR", "the text of the span"),
)


@dataclass(frozen=True)
class DocumentFeatures:
    """What a cleaning needs to know of the documents of one chunk.

    Attributes:
        columns: one row per document: characters, tokens, ``repetition`` (steps of the share of its runs of words that
            repeat others), ``sequence`` (digest of the tokens outside the cuts) and
            ``text_digest`` (of the text outside the cuts).
        cuts: columns of ``CUT_SPANS``.
        bands: [documents, bands] LSH keys; no column where near-duplicates are not asked for.
        offsets: bounds of each document's shingles.
        shingles: their hashes, in text order.
    """

    columns: pl.DataFrame
    cuts: pl.DataFrame
    bands: NDArray[np.int64]
    offsets: NDArray[np.int64]
    shingles: NDArray[np.uint32]


def document_features(
    documents: pl.DataFrame, options: CleaningOptions, frequent: pl.DataFrame | None = None
) -> DocumentFeatures:
    """Return the features of the documents of a chunk.

    Args:
        documents: columns of ``RAW_RECORDS`` (``provenance.readers.lossless.model``).
        options: levels and thresholds.
        frequent: lines under many stories of their outlet (outlet, hash); None where no outlet is known.
    """
    cuts = find_cuts(documents, options, frequent)
    slices = [_slice_features(documents, start, cuts, options) for start in range(0, documents.height or 1, SLICE_ROWS)]
    sizes = np.concatenate([np.diff(offsets) for _, _, offsets, _ in slices])
    length = documents["text"].str.len_chars().cast(pl.Int32).alias("characters")
    return DocumentFeatures(
        pl.concat([columns for columns, *_ in slices]).insert_column(0, length),
        cuts,
        np.concatenate([bands for _, bands, _, _ in slices]),
        np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)]),
        np.concatenate([hashes for *_, hashes in slices]),
    )


def _slice_features(
    documents: pl.DataFrame, start: int, cuts: pl.DataFrame, options: CleaningOptions
) -> tuple[pl.DataFrame, NDArray[np.int64], NDArray[np.int64], NDArray[np.uint32]]:
    """Return columns, bands, and offsets and hashes of shingles of some documents of a chunk."""
    texts = documents["text"][start : start + SLICE_ROWS]
    own_cuts = cuts if cuts.is_empty() else cuts.filter(pl.col("row").is_between(start, start + SLICE_ROWS - 1))
    tokens = _tokens_outside(tokenise(texts), own_cuts, start)
    runs = shingles.shingle(tokens, options.settings)
    bands = np.zeros((len(texts), 0), np.int64)
    if "near" in options.levels:
        signatures = minhash.minhash_signatures(runs, options.settings)
        bands = minhash.band_keys(signatures, *band_shape(options))
    distinct = np.empty(len(texts), np.int32)
    count_distinct(runs.offsets, runs.hashes, distinct)
    repeated = 1 - distinct / np.maximum(np.diff(runs.offsets), 1)
    steps = np.floor(repeated / options.thresholds.repetition_step + ROUNDING).astype(np.int32)
    bounds = tokens.offsets * 4
    columns = pl.DataFrame(
        {
            "tokens": np.diff(tokens.offsets).astype(np.int32),
            "repetition": np.where(distinct > 0, steps, 0),
            "sequence": pl.Series(digests(np.ascontiguousarray(tokens.hashes).view(np.uint8), bounds), dtype=pl.Binary),
            "text_digest": _text_digests(texts, own_cuts, start),
        }
    )
    return columns, bands, runs.offsets, runs.hashes


def band_shape(options: CleaningOptions) -> tuple[int, int]:
    """Return the number of bands, and of rows in each, with which near-duplicates reach the promised recall."""
    return minhash.choose_bands(
        options.thresholds.near, options.thresholds.recall, options.settings.shingles.permutations
    )


def _tokens_outside(tokens: Tokens, cuts: pl.DataFrame, start: int) -> Tokens:
    """Return the tokens outside the cuts."""
    if cuts.is_empty():
        return tokens
    row = (cuts["row"].cast(pl.Int64) - start).to_numpy()
    outside = masks.body_mask(
        tokens.offsets, tokens.starts, tokens.stops, row, cuts["start"].to_numpy(), cuts["stop"].to_numpy()
    )
    return tokens.select(outside)


def _text_digests(texts: pl.Series, cuts: pl.DataFrame, start: int) -> pl.Series:
    """Return a digest of each text without its cuts."""
    if cuts.height:
        spans: dict[int, list[tuple[int, int]]] = {}
        for row, first, last in cuts.select("row", "start", "stop").iter_rows():
            spans.setdefault(row - start, []).append((first, last))
        rows = list(spans)
        texts = texts.scatter(rows, [remove_spans(texts[row], spans[row]) for row in rows])
    return pl.Series(digests(*utf8_buffer(texts)), dtype=pl.Binary)


def find_cuts(documents: pl.DataFrame, options: CleaningOptions, frequent: pl.DataFrame | None) -> pl.DataFrame:
    """Return the spans to cut from the documents of a chunk, tidied (columns of ``CUT_SPANS``)."""
    texts = documents.select(pl.int_range(pl.len(), dtype=pl.Int32).alias("document"), "outlet", "text")
    spans: list[pl.DataFrame] = []
    if "repeats" in options.levels:
        spans.append(repeated_sentences(texts.select("document", "text"), options.settings))
    if "boilerplate" in options.levels:
        spans += [pattern_spans(texts, options.thresholds)]
        spans += [frequent_line_spans(texts, frequent, options.thresholds)] if frequent is not None else []
    return _tidy_cuts(texts["text"], pl.concat(spans)) if spans else CUT_SPANS.empty()


def repeated_sentences(texts: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return the repeated blocks to cut: those of their sentences that are equal up to white space and marks.

    Args:
        texts: document (its position in the frame), text.
        settings: what a repeat is, and its least words.
    """
    rows: list[tuple[int, int, int, str, int, int]] = []
    for part in repeats(texts, settings).partition_by("document", maintain_order=True):
        document = part.item(0, "document")
        (sentences,) = sentences_of([texts["text"][document]], marks=False)
        for first_start, first_stop, start, stop in part.select(
            "first_start", "first_stop", "start", "stop"
        ).iter_rows():
            first, later = (
                [sentence for sentence in sentences if begin <= sentence.start and sentence.stop <= end]
                for begin, end in ((first_start, first_stop), (start, stop))
            )
            runs = agreeing_runs(later, first, settings.alignment.repeat_words)
            rows += [(document, run[0], run[1], "repeats", run[2], run[3]) for run in runs]
    return pl.DataFrame(rows, schema=SPAN_SCHEMA, orient="row")


def _tidy_cuts(texts: pl.Series, spans: pl.DataFrame) -> pl.DataFrame:
    """Return spans tidied, text by text; a text of which nothing would remain is not cut."""
    rows: list[tuple[int | str | None, ...]] = []
    for part in spans.sort("document", "start", "stop", "reason").partition_by("document", maintain_order=True):
        row = part.item(0, 0)
        text = texts[row]
        tidied = tidy_spans(text, with_first_copies([Span(*values) for values in part.drop("document").iter_rows()]))
        if remove_spans(text, [(span.start, span.stop) for span in tidied]).strip():
            rows += [(row, *span, text[span.start : span.stop]) for span in tidied]
    return pl.DataFrame(rows, schema=CUT_SPANS.schema(), orient="row")


def with_first_copies(spans: list[Span]) -> list[Span]:
    """Return spans without the repeats whose first occurrence is cut itself; spans without one come first."""
    chosen = [span for span in spans if span.first_start is None]
    for span in spans:
        if span.first_start is not None and span.first_stop is not None:
            first = (span.first_start, span.first_stop)
            if not any(cut.start < first[1] and first[0] < cut.stop for cut in chosen):
                chosen.append(span)
    return chosen
