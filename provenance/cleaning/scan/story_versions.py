"""Versions of one story: a line that an outlet prints in ten versions of one story occurs in one story, not in ten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.text import shingles
from provenance.text.tokens import tokenise

if TYPE_CHECKING:
    from provenance.settings import Settings

SAMPLE = 16
"""Shingles sampled per document: those of the least hashes, so that equal texts have equal samples."""

SHARED = 2
"""Least sampled shingles that two versions of one story share (98 % of pairs with a Jaccard similarity of 0.4 do)."""

VERSIONS = 50
"""Most documents of an outlet with a shingle that identifies a story; more frequent ones belong to page templates."""


def shingle_samples(documents: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return the least shingle hashes of documents whose outlet is known: outlet, row (of the document), value.

    Args:
        documents: outlet, text.
        settings: how shingles are made.
    """
    attributed = documents.with_row_index("row").filter(pl.col("outlet").is_not_null())
    sets = shingles.winnow(shingles.shingle(tokenise(attributed["text"]), settings), 1)
    sizes = np.minimum(np.diff(sets.offsets), SAMPLE)
    first = np.repeat(sets.offsets[:-1] - (np.cumsum(sizes) - sizes), sizes)
    rows = pl.Series(np.repeat(np.arange(attributed.height), sizes))
    owners = attributed.select(pl.col("outlet").gather(rows), pl.col("row").cast(pl.Int32).gather(rows))
    return owners.with_columns(pl.Series("value", sets.hashes[first + np.arange(len(first))]))


def stories_of_documents(samples: pl.DataFrame) -> pl.DataFrame:
    """Return ``document`` and ``story``, the first document among the versions of its story.

    Documents with the same least shingle hash are versions of one story, and so are documents that share several
    sampled shingles which few other documents of the outlet have.

    Args:
        samples: outlet, document, value.

    Source: Broder, On the resemblance and containment of documents (1997): the least hashes of two sets agree with a
    probability equal to their Jaccard similarity.
    """
    from provenance.stages.components import components  # SciPy takes a fifth of a second to load

    least = samples.group_by("document").agg(pl.col("outlet").first(), pl.col("value").min())
    same_least = least.with_columns(pl.col("document").min().over("outlet", "value").alias("representative"))
    representatives = same_least.select(pl.col("representative").alias("document"))
    representative_samples = samples.join(representatives, on="document", how="semi")
    counted_samples = representative_samples.with_columns(
        pl.len().over("outlet", "value").alias("times"), pl.col("document").min().over("outlet", "value").alias("left")
    )
    shared = counted_samples.filter(pl.col("times").is_between(2, VERSIONS) & (pl.col("document") != pl.col("left")))
    edges = shared.group_by("left", "document").len().filter(pl.col("len") >= SHARED).rename({"document": "right"})
    parts = components(representative_samples.select("document"), edges.sort("left", "right"))
    stories = parts.select(pl.col("document").alias("representative"), pl.col("component").alias("story"))
    return same_least.join(stories, on="representative").select("document", "story").sort("document")
