"""What the report shows texts of: pairs at the borderline, and the largest groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from provenance.cleaning.decide.removals import NONE
from provenance.cleaning.output.result import files_frame
from provenance.reports.cleaning_page import GROUPS, examples

if TYPE_CHECKING:
    from provenance.cleaning.decide.decide import Findings
    from provenance.cleaning.inputs.corpus import Library
    from provenance.cleaning.inputs.staging import Workroom
    from provenance.cleaning.options import Options

Key = tuple[str, str, int]
BEGINNINGS = {"document": pl.Int32, "text": pl.String}


@dataclass(frozen=True)
class Shown:
    """Documents whose texts the report shows.

    Attributes:
        keys: id, path and position of each document.
        groups: documents that stand for most others: ``kept_id``, ``kept_path``, ``kept_position``, ``copies``,
            ``least`` (Jaccard similarity of one of them); the largest first.
    """

    keys: dict[int, Key]
    groups: pl.DataFrame

    @property
    def documents(self) -> set[int]:
        """The documents."""
        return set(self.keys)


def shown_of(found: Findings, library: Library, options: Options) -> Shown:
    """Return what the report shows of findings."""
    near = examples(found.pairs.sort("left", "right"), options.settings.cleaning.near)
    groups = largest_groups(found, library)
    wanted = sorted({*near["left"].to_list(), *near["right"].to_list(), *groups["document"].to_list()})
    rows = named(found.documents.filter(pl.col("document").is_in(wanted)), library)
    keys = {row[0]: (row[1], row[2], row[3]) for row in rows.iter_rows()}
    kept = ("document_id", "path", "position")
    return Shown(
        keys,
        groups.select(
            *(pl.col(name).alias(f"kept_{name.removeprefix('document_')}") for name in kept), "copies", "least"
        ),
    )


def largest_groups(found: Findings, library: Library) -> pl.DataFrame:
    """Return the documents that stand for most others, with their names; ties by name."""
    copies = found.removals.filter(pl.col("kept") != NONE)
    sums = copies.group_by("kept").agg(pl.len().alias("copies"), pl.col("jaccard").min().alias("least"))
    least = sums["copies"].top_k(GROUPS).min() or 0
    large = sums.filter(pl.col("copies") >= least).rename({"kept": "document"})
    names = named(found.documents.join(large, on="document", how="semi"), library)
    order = ["document_id", "path", "position"]
    return large.join(names, on="document").sort("copies", *order, descending=[True, False, False, False]).head(GROUPS)


def named(documents: pl.DataFrame, library: Library) -> pl.DataFrame:
    """Return document, document_id, path and position."""
    told = documents.select("document", "document_id", "file", "position")
    return told.join(files_frame(library), on="file").select("document", "document_id", "path", "position")


def texts_of(shown: Shown, room: Workroom) -> dict[Key, str]:
    """Return the beginnings of the texts, as they were noted when the records were written."""
    files = sorted((room.folder / "written").glob("*.beginnings"))
    rows = [row for path in files for row in pl.read_parquet(path, glob=False).iter_rows()]
    return {shown.keys[document]: text for document, text in rows}
