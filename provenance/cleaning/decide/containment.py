"""Documents that stand inside others, and passages that several share: aligned in a working warehouse."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from provenance.cleaning.decide.near_duplicates import staying
from provenance.cleaning.decide.removals import REMOVALS
from provenance.cleaning.scan.boilerplate import weights
from provenance.warehouse.warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provenance.cleaning.inputs.corpus import Library
    from provenance.cleaning.inputs.staging import Workroom
    from provenance.cleaning.options import Options
    from provenance.cleaning.scan.scan import Survey

EPOCH = dt.datetime(1970, 1, 1)
RUN = "cleaning"


class Aligned(NamedTuple):
    """Documents that go because another contains them, and passages to cut from those that stay."""

    removals: pl.DataFrame
    passages: pl.DataFrame


def align(
    library: Library,
    known: Survey,
    documents: pl.DataFrame,
    going: pl.DataFrame,
    options: Options,
    room: Workroom,
    progress: Callable[[str, int, int], None],
) -> Aligned:
    """Return documents contained in others, and passages that others share, among the documents that stay so far.

    Args:
        library: the inputs.
        known: their survey: the cuts are left out of the comparison.
        documents: all documents with their rank.
        going: removals so far.
        options: levels and thresholds.
        room: where the working warehouse stands; one that is finished is only asked.
        progress: whom to tell.
    """
    asked = documents.filter(pl.col("tokens") > 0).join(going, on="document", how="anti", maintain_order="left")
    with Warehouse.open(
        room.place("alignments.duckdb"), create=True, read_only=False, settings=options.settings
    ) as work:
        fill(work, library, known, asked)
        compared(work, options, progress)
        inside = containments(work, asked, options) if "contained" in options.levels else REMOVALS.empty()
        shared = passages(work, options) if "passages" in options.levels else pl.DataFrame()
    return Aligned(inside, shared)


def fill(work: Warehouse, library: Library, known: Survey, asked: pl.DataFrame) -> None:
    """Put documents, and the spans that are cut from them, into the working warehouse; ids follow the rank."""
    there = set(work.query("todo/keys")["document"].to_list())
    ids = dict(asked.select("document", pl.col("rank").cast(pl.String).str.zfill(10)).iter_rows())
    for batch in batches(library, ids):
        fresh = batch.filter(~pl.col("document").is_in(there))
        cuts = known.cuts.join(fresh.select("document"), on="document", how="semi")
        with work.transaction():
            work.insert("internal.documents", fresh)
            work.insert("internal.repeats", as_repeats(cuts))


def as_repeats(cuts: pl.DataFrame) -> pl.DataFrame:
    """Return cuts as rows of repeats, which comparison leaves out."""
    return cuts.select(
        "document",
        pl.int_range(pl.len(), dtype=pl.Int32).over("document").alias("repeat"),
        pl.col("start").alias("first_start"),
        pl.col("start").alias("first_stop"),
        "start",
        "stop",
        pl.lit(1.0).alias("similarity"),
    )


def batches(library: Library, ids: dict[int, str]) -> Iterator[pl.DataFrame]:
    """Yield documents as rows of the table ``documents``, a portion at a time."""
    start = 0
    for shelf in library.shelves:
        for portion in library.portions(shelf):
            rows = portion.documents.select("text").with_columns(
                pl.int_range(start, start + pl.len(), dtype=pl.Int32).alias("document")
            )
            start += rows.height
            named = rows.with_columns(
                pl.col("document").replace_strict(ids, default=None, return_dtype=pl.String).alias("document_id")
            )
            yield named.drop_nulls("document_id").select(
                "document",
                "document_id",
                pl.col("document_id").alias("base_id"),
                pl.lit(1, pl.Int32).alias("version"),
                pl.lit(EPOCH).alias("added_at"),
                pl.lit("").alias("origin"),
                pl.lit(RUN).alias("run_id"),
                pl.lit("").alias("text_hash"),
                pl.col("text").str.len_bytes().cast(pl.Int32).alias("bytes"),
                pl.col("text").str.len_chars().cast(pl.Int32).alias("length"),
                "text",
            )


def compared(work: Warehouse, options: Options, progress: Callable[[str, int, int], None]) -> None:
    """Sketch and compare the documents of the working warehouse."""
    from provenance.pipeline.document_stages import FACTS, run_stage
    from provenance.pipeline.matching import compare

    signatures = next(stage for stage in FACTS if stage.name == "signatures")
    run_stage(work, signatures, options.settings, progress)
    compare(work, options.settings, RUN, progress)


def containments(work: Warehouse, documents: pl.DataFrame, options: Options) -> pl.DataFrame:
    """Return the documents that stand inside a larger one that stays (columns of ``REMOVALS``)."""
    found = work.query("cleaning/containments", None, least=options.settings.cleaning.contained)
    ordered = documents.sort(pl.col("known").not_(), -pl.col("tokens"), "rank").select("document")
    position = dict(zip(ordered["document"].to_list(), range(ordered.height), strict=True))
    rows = [directed(row, position) for row in found.iter_rows()]
    held = [row for row in rows if row[2] >= options.settings.cleaning.contained]
    outer, inner = (np.array([row[at] for row in held], np.int32) for at in (0, 1))
    stays = staying(ordered.height, outer, inner, np.array([row[2] for row in held], np.float64))
    measures = {(row[0], row[1]): row[2:] for row in held}
    keys = ordered["document"].to_list()
    gone = [
        (
            keys[at],
            keys[stays[at]],
            "contained",
            measures[stays[at], at][2],
            measures[stays[at], at][0],
            measures[stays[at], at][1],
        )
        for at in np.flatnonzero(stays != np.arange(len(stays))).tolist()
    ]
    return pl.DataFrame(gone, schema=REMOVALS.schema(), orient="row").sort("document")


def directed(
    row: tuple[int, int, float, float, float], position: dict[int, int]
) -> tuple[int, int, float, float, float]:
    """Return a pair as outer, inner (positions), share of inner in outer, of outer in inner, jaccard."""
    left, right, jaccard, contained_left, contained_right = row
    if position[left] < position[right]:
        return position[left], position[right], contained_right, contained_left, jaccard
    return position[right], position[left], contained_left, contained_right, jaccard


def passages(work: Warehouse, options: Options) -> pl.DataFrame:
    """Return shared passages that are long enough, in the order of the documents that stay after."""
    found = work.query("cleaning/shared_passages", None, characters=options.settings.cleaning.passage)
    return found.filter(weights(found["text"]) >= 2 * options.settings.cleaning.passage).drop("text")
