"""Versions of one story: an outlet that prints a story ten times does not make its sentences furniture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.text import shingles
from provenance.text.tokens import tokenise

if TYPE_CHECKING:
    from provenance.cleaning.options import Options

SAMPLE = 16
"""Shingles taken of each document: those of the least hashes, the same ones wherever the text is the same."""

SHARED = 2
"""Shingles of their samples that two versions share at least (of two texts with a Jaccard similarity of 0.4, 98 %)."""

VERSIONS = 50
"""Documents of an outlet that hold a shingle at most, where it tells of a story and not of the outlet's pages."""


def samples(documents: pl.DataFrame, options: Options) -> pl.DataFrame:
    """Return the least shingles of documents whose outlet is known: outlet, row (of the document), value.

    Args:
        documents: columns of ``RAW_RECORDS`` (readers/lossless).
        options: their settings.
    """
    owned = documents.with_row_index("row").filter(pl.col("outlet").is_not_null())
    sets = shingles.winnow(shingles.shingle(tokenise(owned["text"]), options.settings), 1)
    sizes = np.minimum(np.diff(sets.offsets), SAMPLE)
    first = np.repeat(sets.offsets[:-1] - (np.cumsum(sizes) - sizes), sizes)
    rows = pl.Series(np.repeat(np.arange(owned.height), sizes))
    taken = owned.select(pl.col("outlet").gather(rows), pl.col("row").cast(pl.Int32).gather(rows))
    return taken.with_columns(pl.Series("value", sets.hashes[first + np.arange(len(first))]))


def stories(sampled: pl.DataFrame) -> pl.DataFrame:
    """Return the story of each document: ``document``, ``story`` (its first version).

    Documents of the same least shingle are versions of one story, and so are those that share several shingles which
    few others of the outlet hold.

    Args:
        sampled: outlet, document, value.

    Source: Broder: On the resemblance and containment of documents (1997): the least hashes of two sets are the same
    with the probability of their Jaccard similarity.
    """
    from provenance.stages.components import components  # SciPy takes a fifth of a second to load

    least = sampled.group_by("document").agg(pl.col("outlet").first(), pl.col("value").min())
    alike = least.with_columns(pl.col("document").min().over("outlet", "value").alias("leader"))
    leaders = sampled.join(alike.select(pl.col("leader").alias("document")), on="document", how="semi")
    held = leaders.with_columns(
        pl.len().over("outlet", "value").alias("times"), pl.col("document").min().over("outlet", "value").alias("left")
    )
    told = held.filter(pl.col("times").is_between(2, VERSIONS) & (pl.col("document") != pl.col("left")))
    edges = told.group_by("left", "document").len().filter(pl.col("len") >= SHARED).rename({"document": "right"})
    parts = components(leaders.select("document"), edges.sort("left", "right"))
    named = parts.select(pl.col("document").alias("leader"), pl.col("component").alias("story"))
    return alike.join(named, on="leader").select("document", "story").sort("document")
