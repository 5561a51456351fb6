"""Boilerplate: what each outlet repeats on pages of different stories, a fact of the corpus.

It is decided in SQL (``todo/boilerplate_now.sql``), for the blocks that new documents hold: for no other block does the
answer change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.pipeline.batching import load, sql_settings
from provenance.pipeline.stage import Batch, Plan

if TYPE_CHECKING:
    import polars as pl

    from provenance.pipeline.stage import Analysis, Stage
    from provenance.settings import Settings
    from provenance.tables import Frames
    from provenance.threads import Threads


def boilerplate_plan(analysis: Analysis, stage: Stage, pending: pl.DataFrame) -> Plan:
    """Return one batch: the blocks of pending documents that stand more than once, and which are boilerplate now."""
    documents = pending.select("document")
    frames = load(analysis.warehouse, documents, stage.reads)
    numbers = sql_settings("todo/boilerplate_now", analysis.settings)
    frames["boilerplate_now"] = analysis.warehouse.query(
        "todo/boilerplate_now", {"shared_blocks": frames["shared_blocks"]}, **numbers
    )
    return Plan(iter([Batch(frames, documents, 0, documents.height)]), documents.height)


def boilerplate_stage(frames: Frames, settings: Settings, threads: Threads) -> Frames:  # noqa: ARG001 - one signature
    """Return the boilerplate among some blocks."""
    return {"internal.boilerplate": frames["boilerplate_now"].sort("outlet_id", "text_hash")}


def replace_boilerplate(analysis: Analysis, stage: Stage, batch: Batch, result: Frames) -> None:
    """Replace the boilerplate among some blocks; documents whose body changes by it are compared again."""
    warehouse = analysis.warehouse
    frames = {"shared_blocks": batch.frames["shared_blocks"], "boilerplate_now": result["internal.boilerplate"]}
    changed = warehouse.query("todo/boilerplate_changed", frames)
    warehouse.run("ledger/replace_boilerplate", frames)
    analysis.ledger.reopen_dependents(stage.name, changed)
