"""Removals of two steps brought together: what went in favour of a document that goes itself is given to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.cleaning.decide.removals import REMOVALS
from provenance.cleaning.scan.normal_digests import texts
from provenance.stages.matches import matches

if TYPE_CHECKING:
    from provenance.cleaning.inputs.corpus import Library
    from provenance.cleaning.options import Options
    from provenance.cleaning.scan.scan import Survey


def settled(
    gone: pl.DataFrame, inside: pl.DataFrame, library: Library, known: Survey, options: Options
) -> pl.DataFrame:
    """Return both kinds of removals together, each in favour of a document that stays and that it matches itself.

    A copy of a document that stands inside another is measured against that other; where it does not stand inside it,
    the document stays for its copy's sake.

    Args:
        gone: copies and near-copies.
        inside: documents that stand inside others.
        library: the inputs.
        known: their survey.
        options: ``contained``.
    """
    moved = gone.join(inside.select(pl.col("document").alias("kept"), pl.col("kept").alias("outer")), on="kept")
    measured = measures(moved, library, known, options)
    held = measured.filter(pl.col("contained") >= options.settings.cleaning.contained)
    unheld = moved.join(held, on="document", how="anti").select(pl.col("kept").alias("document")).unique()
    leaving = inside.join(unheld, on="document", how="anti")
    again = held.join(leaving.select(pl.col("document").alias("before")), on="before", how="semi").select(
        REMOVALS.names()
    )
    others = gone.join(again, on="document", how="anti")
    assert not others.filter(pl.col("kept").is_in(leaving["document"].implode())).height
    return pl.concat([others, again, leaving]).sort("document")


def measures(moved: pl.DataFrame, library: Library, known: Survey, options: Options) -> pl.DataFrame:
    """Return how documents stand inside ``outer`` ones (columns of ``REMOVALS``; ``before`` is the former ``kept``)."""
    pairs = moved.select(
        pl.min_horizontal("document", "outer").alias("left"), pl.max_horizontal("document", "outer").alias("right")
    )
    asked = set(pairs["left"].to_list()) | set(pairs["right"].to_list())
    held = pl.DataFrame(list(texts(library, asked)), schema={"document": pl.Int32, "text": pl.String}, orient="row")
    skips = known.cuts.select("document", "start", "stop").filter(pl.col("document").is_in(sorted(asked)))
    found = matches(pairs, held, skips, options.settings).matches
    first = found.rename(
        {"left": "document", "right": "outer", "contained_left": "contained", "contained_right": "contains"}
    )
    second = found.rename(
        {"right": "document", "left": "outer", "contained_right": "contained", "contained_left": "contains"}
    )
    columns = ["document", "outer", "jaccard", "contained", "contains"]
    either = pl.concat([first.select(columns), second.select(columns)])
    return (
        moved.select("document", "outer", pl.col("kept").alias("before"))
        .join(either, on=["document", "outer"])
        .select(
            "document",
            pl.col("outer").alias("kept"),
            pl.lit("contained").alias("kind"),
            "jaccard",
            "contained",
            "contains",
            "before",
        )
    )
