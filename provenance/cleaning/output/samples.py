"""The documents whose texts the report shows: pairs at the threshold, and those with the most copies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from provenance.cleaning.decide.removals import NO_DOCUMENT
from provenance.reports.cleaning_page import GROUPS, examples

if TYPE_CHECKING:
    from provenance.cleaning.decide.plan import CleaningPlan
    from provenance.cleaning.inputs.staging import StagingFolder

Key = tuple[str, str, int]
SAMPLE_SCHEMA = {"document": pl.Int32, "text": pl.String}


@dataclass(frozen=True)
class ReportSamples:
    """Documents whose texts the report shows.

    Attributes:
        keys: id, path and position of each document.
        groups: the kept documents with the most copies: ``kept_id``, ``kept_path``, ``kept_position``, ``copies``,
            ``least`` (the least Jaccard similarity of a copy); the largest first.
    """

    keys: dict[int, Key]
    groups: pl.DataFrame


def select_samples(plan: CleaningPlan, paths: pl.DataFrame, near: float) -> ReportSamples:
    """Return the documents whose texts the report on a plan shows.

    Args:
        plan: what is removed.
        paths: number (``file``) and ``path`` of every input file.
        near: least Jaccard similarity of near-duplicates.
    """
    borderline = examples(plan.pairs.sort("left", "right"), near)
    groups = largest_groups(plan, paths)
    documents = sorted({*borderline["left"].to_list(), *borderline["right"].to_list(), *groups["document"].to_list()})
    rows = document_names(plan.documents.filter(pl.col("document").is_in(documents)), paths)
    keys = {row[0]: (row[1], row[2], row[3]) for row in rows.iter_rows()}
    renamed = {"document_id": "kept_id", "path": "kept_path", "position": "kept_position"}
    return ReportSamples(keys, groups.select(*renamed, "copies", "least").rename(renamed))


def largest_groups(plan: CleaningPlan, paths: pl.DataFrame) -> pl.DataFrame:
    """Return the kept documents with the most copies, with their names; ties by name."""
    copies = plan.removals.filter(pl.col("kept") != NO_DOCUMENT)
    sums = copies.group_by("kept").agg(pl.len().alias("copies"), pl.col("jaccard").min().alias("least"))
    least = sums["copies"].top_k(GROUPS).min() or 0
    largest = sums.filter(pl.col("copies") >= least).rename({"kept": "document"})
    names = document_names(plan.documents.join(largest, on="document", how="semi"), paths)
    order = ["document_id", "path", "position"]
    return (
        largest.join(names, on="document").sort("copies", *order, descending=[True, False, False, False]).head(GROUPS)
    )


def document_names(documents: pl.DataFrame, paths: pl.DataFrame) -> pl.DataFrame:
    """Return document, document_id, path and position."""
    columns = documents.select("document", "document_id", "file", "position")
    return columns.join(paths, on="file").select("document", "document_id", "path", "position")


def sample_texts(samples: ReportSamples, staging: StagingFolder) -> dict[Key, str]:
    """Return the beginnings of the texts, which were staged when the records were written."""
    files = sorted((staging.folder / "written").glob("*.beginnings"))
    rows = [row for path in files for row in pl.read_parquet(path, glob=False).iter_rows()]
    return {samples.keys[document]: text for document, text in rows}
