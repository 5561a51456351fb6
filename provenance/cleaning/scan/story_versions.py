"""Versions of one story: a line that an outlet prints in ten versions of one story occurs in one story, not in ten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.text import shingles
from provenance.text.tokens import tokenise

if TYPE_CHECKING:
    from provenance.settings import Settings
    from provenance.settings.cleaning import CleaningSettings


def shingle_samples(documents: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return the least shingle hashes of documents whose outlet is known: outlet, row (of the document), value.

    Args:
        documents: outlet, text.
        settings: how shingles are made, and how many are taken.
    """
    attributed = documents.with_row_index("row").filter(pl.col("outlet").is_not_null())
    sets = shingles.winnow(shingles.shingle(tokenise(attributed["text"]), settings), 1)
    sizes = np.minimum(np.diff(sets.offsets), settings.cleaning.story_sample)
    first = np.repeat(sets.offsets[:-1] - (np.cumsum(sizes) - sizes), sizes)
    rows = pl.Series(np.repeat(np.arange(attributed.height), sizes))
    owners = attributed.select(pl.col("outlet").gather(rows), pl.col("row").cast(pl.Int32).gather(rows))
    return owners.with_columns(pl.Series("value", sets.hashes[first + np.arange(len(first))]))


def stories_of_documents(samples: pl.DataFrame, thresholds: CleaningSettings) -> pl.DataFrame:
    """Return ``document`` and ``story``, the first document among the versions of its story.

    Documents with the same least shingle hash are versions of one story, and so are documents that share several
    sampled shingles which few other documents of the outlet have.

    Args:
        samples: outlet, document, value.
        thresholds: ``story_documents`` and ``story_shingles``.

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
    few = pl.col("times").is_between(2, thresholds.story_documents)
    shared = counted_samples.filter(few & (pl.col("document") != pl.col("left"))).group_by("left", "document").len()
    edges = shared.filter(pl.col("len") >= thresholds.story_shingles).rename({"document": "right"})
    parts = components(representative_samples.select("document"), edges.sort("left", "right"))
    stories = parts.select(pl.col("document").alias("representative"), pl.col("component").alias("story"))
    return same_least.join(stories, on="representative").select("document", "story").sort("document")
