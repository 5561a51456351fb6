"""Boilerplate: lines that match a pattern, and lines that occur under many different stories of one outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.cleaning.scan.page_furniture import furniture_lines, glued_cue_pattern, with_continuations
from provenance.cleaning.scan.story_versions import stories_of_documents
from provenance.text import shingles
from provenance.text.credits.block_patterns import block_patterns
from provenance.text.tokens import tokenise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.settings.cleaning import CleaningSettings

LONGEST = 200
"""Code points of the longest line that patterns are applied to; changes no result: no pattern matches more."""

LINE_BREAKS = "[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
METADATA_KINDS = ("dateline", "byline", "credit")
RIGHTS = r"(?i)^(?:©|\(c\)|ⓒ|copyright\b)|rights reserved|无断|無断|무단|版权所有|版權所有"
WITH_WORDS = r"[\p{L}\p{N}]"


def text_lines(texts: pl.DataFrame) -> pl.DataFrame:
    """Return the lines of texts (``document``, ``text``): document, number, start, stop, and line without space around.

    The mark ``###``, by which scrapers separate the parts of a page, ends a line as well.
    """
    text = pl.col("text").str.replace_all(LINE_BREAKS, "\n").str.replace_all(" ### ", "\n###\n", literal=True)
    raw_lines = texts.select("document", line=text.str.split("\n")).explode("line")
    length = pl.col("line").str.len_chars().cast(pl.Int32) + 1
    with_start = raw_lines.with_columns(
        start=length.cum_sum().over("document") - length, number=pl.int_range(pl.len(), dtype=pl.Int32).over("document")
    )
    indent = pl.col("line").str.len_chars() - pl.col("line").str.strip_chars_start().str.len_chars()
    stripped = with_start.with_columns(
        start=pl.col("start") + indent.cast(pl.Int32), line=pl.col("line").str.strip_chars()
    )
    not_empty = stripped.filter(pl.col("line") != "")
    return not_empty.with_columns(stop=pl.col("start") + pl.col("line").str.len_chars().cast(pl.Int32))


def pattern_spans(texts: pl.DataFrame, thresholds: CleaningSettings) -> pl.DataFrame:
    """Return the lines that are page furniture by their words, shape and neighbours, as spans to cut.

    The words propose. A line that goes on from the one before it, or goes on in the next one, is prose; so is a full
    sentence, or a longer line, that only begins with a word of furniture, unless furniture stands beside it.
    """
    lines = text_lines(texts)
    line = pl.col("line")
    short_lines = lines.filter(line.str.len_chars() <= LONGEST)
    by_words = short_lines.select(line.unique()).filter(line.str.contains(block_patterns().boilerplate))
    proposed = short_lines.join(by_words.filter(line.str.contains(WITH_WORDS)), on="line", how="semi")
    glued = lines.filter(line.str.contains(glued_cue_pattern(thresholds.glued_words, thresholds.glued_letters)))
    documents = pl.concat([proposed.select("document"), glued.select("document")]).unique()
    return _boilerplate_spans(
        furniture_lines(lines.join(documents, on="document", how="semi", maintain_order="left"), thresholds)
    )


def outlet_lines(documents: pl.DataFrame, least_tokens: int) -> pl.DataFrame:
    """Return the lines of ``least_tokens`` or more: outlet (a known one), row (of the document), hash (of the line)."""
    attributed = documents.select(pl.int_range(pl.len(), dtype=pl.Int32).alias("document"), "outlet", "text")
    attributed = attributed.filter(pl.col("outlet").is_not_null())
    lines = text_lines(attributed.select("document", "text"))
    long_lines = lines.with_columns(hash=line_hashes(lines["line"])).filter(token_counts(lines["line"]) >= least_tokens)
    owners = attributed.select("document", "outlet")
    with_outlet = long_lines.join(owners, on="document", maintain_order="left").rename({"document": "row"})
    return with_outlet.select("outlet", "row", "hash").unique(maintain_order=True)


def frequent_lines(lines: pl.DataFrame, samples: pl.DataFrame, thresholds: CleaningSettings) -> pl.DataFrame:
    """Return the lines that occur under enough different stories of their outlet (outlet, hash).

    Args:
        lines: outlet, document, hash (see :func:`outlet_lines`).
        samples: outlet, document, value (see :func:`provenance.cleaning.scan.story_versions.shingle_samples`).
        thresholds: ``line_documents`` and ``line_share``, and what makes documents versions of one story.
    """
    stories = stories_of_documents(samples, thresholds)
    owners = samples.select("outlet", "document").unique().join(stories, on="document")
    outlets = owners.group_by("outlet").agg(pl.col("story").n_unique().alias("stories"))
    occurrences = lines.join(stories, on="document").group_by("outlet", "hash")
    counts = occurrences.agg(pl.col("story").n_unique().alias("under")).join(outlets, on="outlet")
    least = pl.max_horizontal(pl.lit(thresholds.line_documents), thresholds.line_share * pl.col("stories"))
    return counts.filter(pl.col("under") >= least).select("outlet", "hash").sort("outlet", "hash")


def frequent_line_spans(texts: pl.DataFrame, frequent: pl.DataFrame, thresholds: CleaningSettings) -> pl.DataFrame:
    """Return the occurrences of frequent lines, as spans to cut.

    A line that is a part of a sentence stays, and so does one that says something of this page alone: whom it credits,
    who wrote it, when it was published.

    Args:
        texts: document, outlet, text.
        frequent: outlet and hash of each frequent line.
        thresholds: ``wrapped_words``.
    """
    lines = text_lines(texts.join(frequent.select("outlet").unique(), on="outlet", how="semi", maintain_order="left"))
    with_outlet = lines.with_columns(hash=line_hashes(lines["line"])).join(
        texts.select("document", "outlet"), on="document", maintain_order="left"
    )
    occurrences = with_outlet.join(frequent, on=["outlet", "hash"], how="semi", maintain_order="left")
    unique_lines = occurrences.select(pl.col("line").unique())
    occurrences = occurrences.join(
        unique_lines.filter(is_page_metadata()), on="line", how="anti", maintain_order="left"
    )
    around = lines.join(occurrences.select("document").unique(), on="document", how="semi", maintain_order="left")
    prose = with_continuations(around, thresholds).filter("continued").select("document", "start")
    return _boilerplate_spans(occurrences.join(prose, on=["document", "start"], how="anti", maintain_order="left"))


def is_page_metadata() -> pl.Expr:
    """Return whether a line tells whom a page credits, who wrote it or when: no line of rights, which is furniture."""
    kinds = block_patterns().kinds
    patterns = [pattern for kind in METADATA_KINDS for pattern in kinds[kind][1]]
    matches = pl.any_horizontal(pl.col("line").str.contains(pattern) for pattern in patterns)
    return matches & ~pl.col("line").str.contains(RIGHTS) & (pl.col("line").str.len_chars() <= LONGEST)


def line_hashes(lines: pl.Series) -> pl.Series:
    """Return a hash of each line; lines of the same tokens have the same hash."""
    tokens = tokenise(lines)
    unigrams = shingles.shingles_of(tokens, 1, 1)
    sums = np.cumsum(_position_hashes(unigrams.hashes, tokens.offsets), dtype=np.uint64)
    totals = np.concatenate([np.zeros(1, np.uint64), sums])
    return pl.Series("hash", totals[tokens.offsets[1:]] - totals[tokens.offsets[:-1]], dtype=pl.UInt64)


def _position_hashes(values: NDArray[np.uint32], offsets: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return a hash of each token's hash and its position in the line."""
    position = np.arange(len(values), dtype=np.uint64) - np.repeat(offsets[:-1], np.diff(offsets)).astype(np.uint64)
    mixed = (values.astype(np.uint64) + position * np.uint64(0x9E3779B97F4A7C15)) * np.uint64(0xFF51AFD7ED558CCD)
    avalanche: NDArray[np.uint64] = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(0xC4CEB9FE1A85EC53)
    return avalanche


def token_counts(lines: pl.Series) -> pl.Series:
    """Return the number of tokens of each line."""
    return pl.Series(np.diff(tokenise(lines).offsets))


def _boilerplate_spans(lines: pl.DataFrame) -> pl.DataFrame:
    """Return lines as spans to cut, without a first occurrence in the same text."""
    null = pl.lit(None, pl.Int32)
    reason = pl.lit("boilerplate").alias("reason")
    return lines.select("document", "start", "stop", reason, null.alias("first_start"), null.alias("first_stop"))
