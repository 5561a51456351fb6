"""Reassign copies whose kept document is itself removed, as it is contained in a larger one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.cleaning.decide.agreement import agreements_of
from provenance.cleaning.decide.removals import REMOVALS
from provenance.stages.matches import matches

if TYPE_CHECKING:
    from provenance.cleaning.inputs.job import CleaningJob


def reconcile(job: CleaningJob, copies: pl.DataFrame, contained: pl.DataFrame, cuts: pl.DataFrame) -> pl.DataFrame:
    """Return copies and contained documents as removals in favour of documents that are kept and matched directly.

    A copy of a document that is contained in a larger one is compared with the larger one. Where the copy is contained
    in it too, the larger one becomes its kept document; where it is not, the document is kept for the copy's sake.

    Args:
        job: gives the texts, and the thresholds.
        copies: removals of copies and near-copies.
        contained: removals of documents that are contained in larger ones.
        cuts: document, start and stop of spans that are left out of comparisons.
    """
    orphans = copies.join(contained.select(pl.col("document").alias("kept"), pl.col("kept").alias("outer")), on="kept")
    measured = containment_in_outer(job, orphans, cuts)
    agreements = agreements_of(job, list(measured.select("document", "kept").iter_rows()), cuts)
    stands = [not agreed.lacking and agreed.share >= job.options.thresholds.contained for agreed in agreements]
    share = pl.Series("contained", [agreed.share for agreed in agreements], dtype=pl.Float64)
    reassignable = measured.with_columns(share).filter(pl.Series(stands, dtype=pl.Boolean))
    unassignable = orphans.join(reassignable, on="document", how="anti")
    retained = unassignable.select(pl.col("kept").alias("document")).unique()
    removed = contained.join(retained, on="document", how="anti")
    reassigned = reassignable.join(
        removed.select(pl.col("document").alias("previously_kept")), on="previously_kept", how="semi"
    ).select(REMOVALS.names())
    unchanged = copies.join(reassigned, on="document", how="anti")
    assert unchanged.join(removed, left_on="kept", right_on="document", how="semi").is_empty()
    return pl.concat([unchanged, reassigned, removed]).sort("document")


def containment_in_outer(job: CleaningJob, orphans: pl.DataFrame, cuts: pl.DataFrame) -> pl.DataFrame:
    """Return how documents are contained in their ``outer`` ones (columns of ``REMOVALS``, and ``previously_kept``).

    Args:
        job: gives the texts, and how they are aligned.
        orphans: removals with ``outer``, the document that contains the kept one.
        cuts: document, start and stop of spans that are left out of comparisons.
    """
    pairs = orphans.select(
        pl.min_horizontal("document", "outer").alias("left"), pl.max_horizontal("document", "outer").alias("right")
    )
    documents = set(pairs["left"].to_list()) | set(pairs["right"].to_list())
    texts = pl.DataFrame(
        list(job.corpus.texts(documents)), schema={"document": pl.Int32, "text": pl.String}, orient="row"
    )
    skips = cuts.select("document", "start", "stop").filter(pl.col("document").is_in(sorted(documents)))
    measured = matches(pairs, texts, skips, job.options.settings, job.threads).matches
    columns = ["document", "outer", "jaccard", "contained", "contains"]
    left = measured.rename(
        {"left": "document", "right": "outer", "contained_left": "contained", "contained_right": "contains"}
    )
    right = measured.rename(
        {"right": "document", "left": "outer", "contained_right": "contained", "contained_left": "contains"}
    )
    directed = pl.concat([left.select(columns), right.select(columns)])
    return (
        orphans.select("document", "outer", pl.col("kept").alias("previously_kept"))
        .join(directed, on=["document", "outer"])
        .select(
            "document",
            pl.col("outer").alias("kept"),
            pl.lit("contained").alias("kind"),
            "jaccard",
            "contained",
            "contains",
            "previously_kept",
        )
    )
