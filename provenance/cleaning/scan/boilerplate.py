"""Page furniture: lines whose words give them away, and lines that an outlet puts under many different documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.text import shingles
from provenance.text.credits.block_patterns import BOILERPLATE
from provenance.text.tokens import tokenise

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST = 200
"""Code points of the longest line that its words alone can give away: no pattern reaches further."""

LEAST_TOKENS = 3
"""Tokens of the shortest line that counts for how often it stands somewhere: ``Yes.`` says nothing about a page."""

BREAKS = "[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
WITH_WORDS = r"[\p{L}\p{N}]"


def lines(texts: pl.DataFrame) -> pl.DataFrame:
    """Return the lines of texts (``document``, ``text``): document, start, stop, and line without space around it.

    The mark ``###`` by which scrapers part the pieces of a page ends a line as well.
    """
    text = pl.col("text").str.replace_all(BREAKS, "\n").str.replace_all(" ### ", "\n###\n", literal=True)
    split = texts.select("document", line=text.str.split("\n")).explode("line")
    length = pl.col("line").str.len_chars().cast(pl.Int32) + 1
    placed = split.with_columns(start=length.cum_sum().over("document") - length)
    lead = pl.col("line").str.len_chars() - pl.col("line").str.strip_chars_start().str.len_chars()
    cut = placed.with_columns(start=pl.col("start") + lead.cast(pl.Int32), line=pl.col("line").str.strip_chars())
    filled = cut.filter(pl.col("line") != "")
    return filled.with_columns(stop=pl.col("start") + pl.col("line").str.len_chars().cast(pl.Int32))


def pattern_spans(texts: pl.DataFrame) -> pl.DataFrame:
    """Return the lines that their words give away as page furniture, as spans to cut."""
    brief = lines(texts).filter(pl.col("stop") - pl.col("start") <= LONGEST)
    kinds = brief.select(pl.col("line").unique())
    told = kinds.filter(pl.col("line").str.contains(BOILERPLATE) & pl.col("line").str.contains(WITH_WORDS))
    return _spans(brief.join(told, on="line", how="semi", maintain_order="left"))


def lines_of_outlets(documents: pl.DataFrame) -> pl.DataFrame:
    """Return the lines of documents whose outlet is known: outlet, row (of the document), hash (of the line)."""
    owned = documents.select(pl.int_range(pl.len(), dtype=pl.Int32).alias("document"), "outlet", "text")
    owned = owned.filter(pl.col("outlet").is_not_null())
    found = lines(owned.select("document", "text"))
    counted = found.with_columns(hash=hashes(found["line"])).filter(enough_tokens(found["line"]))
    owners = owned.select("document", "outlet")
    named = counted.join(owners, on="document", maintain_order="left").rename({"document": "row"})
    return named.select("outlet", "row", "hash").unique(maintain_order=True)


def furniture_spans(texts: pl.DataFrame, furniture: pl.DataFrame) -> pl.DataFrame:
    """Return the lines that an outlet puts under many documents, as spans to cut.

    Args:
        texts: document, outlet, text.
        furniture: outlet and hash of each such line.
    """
    found = lines(texts.join(furniture.select("outlet").unique(), on="outlet", how="semi", maintain_order="left"))
    owned = found.with_columns(hash=hashes(found["line"])).join(
        texts.select("document", "outlet"), on="document", maintain_order="left"
    )
    return _spans(owned.join(furniture, on=["outlet", "hash"], how="semi", maintain_order="left"))


def hashes(line: pl.Series) -> pl.Series:
    """Return a hash of each line, the same for lines of the same tokens."""
    tokens = tokenise(line)
    whole = shingles.shingles_of(tokens, 1, 1)
    weights = np.concatenate([np.zeros(1, np.uint64), np.cumsum(_mixed(whole.hashes, tokens.offsets), dtype=np.uint64)])
    return pl.Series("hash", weights[tokens.offsets[1:]] - weights[tokens.offsets[:-1]], dtype=pl.UInt64)


def _mixed(values: NDArray[np.uint32], offsets: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return each token's hash mixed with its place in the line."""
    place = np.arange(len(values), dtype=np.uint64) - np.repeat(offsets[:-1], np.diff(offsets)).astype(np.uint64)
    mixed = (values.astype(np.uint64) + place * np.uint64(0x9E3779B97F4A7C15)) * np.uint64(0xFF51AFD7ED558CCD)
    spread: NDArray[np.uint64] = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(0xC4CEB9FE1A85EC53)
    return spread


def enough_tokens(line: pl.Series) -> pl.Series:
    """Return which lines have enough tokens to be counted."""
    return pl.Series(np.diff(tokenise(line).offsets) >= LEAST_TOKENS)


def weights(texts: pl.Series) -> pl.Series:
    """Return the weight of each text: 2 for a word, 1 for a character of a script without spaces."""
    tokens = tokenise(texts)
    total = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.where(tokens.characters, 1, 2))])
    return pl.Series(total[tokens.offsets[1:]] - total[tokens.offsets[:-1]], dtype=pl.Int64)


def _spans(found: pl.DataFrame) -> pl.DataFrame:
    nowhere = pl.lit(None, pl.Int32)
    reason = pl.lit("boilerplate").alias("reason")
    return found.select("document", "start", "stop", reason, nowhere.alias("first_start"), nowhere.alias("first_stop"))
