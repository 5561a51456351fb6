"""Judgements: groups and derivations, rewritten for the connected parts of the match graph that new facts touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.pipeline.facts import Frames, Stage, load
from provenance.pipeline.pairs import verified, with_texts
from provenance.pipeline.runs import Progress, silent
from provenance.pipeline.verdicts import obeyed
from provenance.stages.components import touched
from provenance.stages.derivations import derivations
from provenance.stages.groups import groups, unmeasured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.settings import Settings
    from provenance.warehouse import Warehouse

PART_DOCUMENTS = 20_000
VERSION = "2"
"""Version of the judgements: goes up when the same facts give other ones."""

STAGE = Stage("judgements", (), lambda frames, _: frames, inputs=VERSION)
READS = ("lengths", "judged_documents", "matches", "passages", "credits", "skips", "unseen_sources", "rulings")


def judge(warehouse: Warehouse, settings: Settings, run_id: str, progress: Progress = silent) -> None:
    """Rewrite the judgements over every connected part that holds a document whose facts have changed."""
    fingerprint = STAGE.fingerprint(settings)
    seeds = warehouse.query("todo/documents", stage=STAGE.name, fingerprint=fingerprint).select("document")
    if seeds.is_empty():
        return
    parts = touched(warehouse.query("todo/keys"), warehouse.query("todo/edges"), seeds)
    outlets = warehouse.query("batches/outlets")
    done = 0
    for batch in batches_of_parts(parts):
        frames = load(warehouse, batch, READS)
        with warehouse.transaction():
            rewrite(warehouse, batch, frames | {"outlets": outlets}, settings, run_id)
            warehouse.run("upkeep/note_undone", {"batch": batch}, stage=STAGE.name)
            warehouse.run("upkeep/note_done", {"batch": batch}, stage=STAGE.name, fingerprint=fingerprint)
        done += batch.height
        progress(STAGE.name, done, parts.height)


def batches_of_parts(parts: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield documents in batches of whole connected parts, about ``PART_DOCUMENTS`` each."""
    ordered = parts.sort("component", "document").with_row_index("place")
    number = pl.col("place").min().over("component").floordiv(PART_DOCUMENTS)
    for batch in ordered.with_columns(number.alias("batch")).partition_by("batch", maintain_order=True):
        yield batch.select("document").sort("document")


def rewrite(warehouse: Warehouse, batch: pl.DataFrame, frames: Frames, settings: Settings, run_id: str) -> None:
    """Put the judgements over whole connected parts in the place of what was judged of them before."""
    judged = derivations(
        frames["judged_documents"],
        frames["matches"],
        frames["passages"],
        frames["credits"],
        frames["skips"],
        frames["outlets"],
        frames["rulings"],
        frames["unseen_sources"],
        settings,
    )
    judged = obeyed(judged, frames)
    warehouse.run("drop/judgements", {"batch": batch})
    warehouse.insert("internal.groups", grouped(warehouse, frames, settings, run_id))
    warehouse.insert("unseen_sources", judged.unseen_sources)
    warehouse.insert("derivations", judged.derivations.with_columns(pl.lit(run_id).alias("run_id")))
    warehouse.insert("internal.attributed_spans", judged.attributed_spans)
    warehouse.insert("internal.rejections", judged.bounded.with_columns(pl.lit(run_id).alias("run_id")))


def grouped(warehouse: Warehouse, frames: Frames, settings: Settings, run_id: str) -> pl.DataFrame:
    """Return the groups over whole connected parts; members without a match are compared for the least similarity."""
    documents, found = frames["lengths"], frames["matches"]
    first = groups(documents, found, settings)
    asked, bounded = unmeasured(first, documents, found, settings)
    if asked.is_empty():
        return first
    note_bounded(warehouse, bounded, run_id)
    found_now = [verified(*batch, settings).matches for batch in with_texts(warehouse, asked)]
    measured = asked.join(pl.concat(found_now), on=["left", "right"], how="left", maintain_order="left")
    return groups(documents, found, settings, measured.select("left", "right", pl.col("similarity").fill_null(0.0)))


def note_bounded(warehouse: Warehouse, groups_cut: int, run_id: str) -> None:
    """Count the groups of which not every two members were compared."""
    if groups_cut:
        row = {"run_id": run_id, "reason": "groups_with_members_not_compared", "pairs": groups_cut}
        warehouse.insert("internal.rejections", pl.DataFrame([row]))
