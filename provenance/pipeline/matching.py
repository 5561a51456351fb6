"""Pairs of documents: candidates are verified on the texts, a chunk of documents at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.engines import local
from provenance.pipeline.candidates import numbers, part_documents, proposed
from provenance.pipeline.document_stages import Stage, load, undone
from provenance.progress import Progress, silent
from provenance.stages.components import bandwidth_order
from provenance.stages.matches import MatchFrames, matches
from provenance.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.settings import Settings
    from provenance.tables import Frames
    from provenance.warehouse.warehouse import Warehouse

PAIR_BYTES = 32 << 20
"""Bytes of the documents that a batch of pairs names."""

READ_BYTES = 512 << 20
"""Bytes of the documents that are read at once, for several batches."""

CHUNK_DOCUMENTS = 100_000
"""Documents whose pairs are verified in one transaction."""

STAGE = Stage("matches", (), lambda frames, _: frames)
FURNISHING = Stage("furniture", (), lambda frames, _: frames)


def furnish(warehouse: Warehouse, settings: Settings) -> None:
    """Bring up to date what each outlet repeats on many pages; documents whose body changes by it are compared anew.

    Only blocks that new documents hold are looked at: no other block's standing changes.
    """
    fingerprint = FURNISHING.fingerprint(settings)
    pending = undone(warehouse, FURNISHING, settings).select("document")
    if pending.is_empty():
        return
    asked = load(warehouse, pending, ("shared_blocks",))["shared_blocks"]
    stale = warehouse.query("todo/stale", {"batch": pending}, stage=FURNISHING.name)
    now = warehouse.query("todo/boilerplate_now", {"asked": asked}, **numbers("todo/boilerplate_now", settings))
    both = {"asked": asked, "furniture_now": now}
    changed = warehouse.query("todo/boilerplate_changed", both)
    with warehouse.transaction():
        if stale.height:
            warehouse.run("delete/boilerplate")
            warehouse.run("ledger/note_undone", {"batch": stale}, stage=FURNISHING.name)
        warehouse.run("ledger/replace_boilerplate", both)
        warehouse.run("ledger/note_done", {"batch": pending}, stage=FURNISHING.name, fingerprint=fingerprint)
        if changed.height:
            forget_matches(warehouse, changed)


def forget_matches(warehouse: Warehouse, documents: pl.DataFrame) -> None:
    """Take out what documents share, in words and in meaning: it is looked for, and what rests on it judged, again."""
    partners = warehouse.query("todo/partners", {"batch": documents})
    for found in ("matches", "sentences"):
        warehouse.run(f"delete/{found}", {"batch": documents})
    warehouse.run("ledger/note_undone", {"batch": documents}, stage="matches")
    warehouse.run("ledger/note_undone", {"batch": pl.concat([documents, partners]).unique()}, stage="judgements")


def compare(warehouse: Warehouse, settings: Settings, run_id: str, progress: Progress = silent) -> None:
    """Verify the candidate pairs of documents that have not been compared, a chunk of connected ones at a time."""
    fingerprint = STAGE.fingerprint(settings)
    pending = undone(warehouse, STAGE, settings).select("document")
    if pending.is_empty():
        return
    stale = warehouse.query("todo/stale", {"batch": pending}, stage=STAGE.name)
    with warehouse.transaction():
        if stale.height:
            forget_matches(warehouse, stale)
        pairs = proposed(warehouse, pending, settings, run_id)
    done = 0
    for documents, some in chunks(pending, pairs):
        with warehouse.transaction():
            for found in local.run(lambda item: verified(*item, settings), with_texts(warehouse, some)):
                record(warehouse, found, run_id)
                done += found.matches.height + int(found.rejections["pairs"].sum())
                progress(STAGE.name, done, pairs.height)
            warehouse.run("ledger/note_done", {"batch": documents}, stage=STAGE.name, fingerprint=fingerprint)


def chunks(pending: pl.DataFrame, pairs: pl.DataFrame) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Yield pending documents ``CHUNK_DOCUMENTS`` at a time, with their pairs with each other and those before.

    Connected documents stand together, in the chunks and in the order of the pairs, so that few are read twice.
    """
    order = bandwidth_order(pl.concat([pending, part_documents(pairs)]), pairs)
    waiting = order.join(pending, on="document", how="semi", maintain_order="left").with_row_index("chunk")
    waiting = waiting.select("document", pl.col("chunk").floordiv(CHUNK_DOCUMENTS))
    known = order.join(waiting, on="document", how="left")
    asked = pairs
    for side in ("left", "right"):
        named = known.select(pl.col("document").alias(side), pl.col("place", "chunk").name.prefix(f"{side}_"))
        asked = asked.join(named, on=side, maintain_order="left")
    asked = asked.with_columns(pl.max_horizontal("left_chunk", "right_chunk").alias("chunk"))
    for number in waiting["chunk"].unique().sort():
        here = pl.col("chunk") == number
        some = asked.filter(here).select("left", "right", "left_place", "right_place")
        yield waiting.filter(here).select("document").sort("document"), some


def with_texts(warehouse: Warehouse, pairs: pl.DataFrame) -> Iterator[tuple[pl.DataFrame, Frames]]:
    """Yield pairs in batches, each with documents and skips, those that it names among them.

    The texts of several batches are read at once: as connected documents can stand anywhere in the table, each reading
    goes through much of it.
    """
    sizes = warehouse.query("batches/sizes", {"batch": part_documents(pairs)})
    for batches in readings(pair_batches(pairs, sizes), sizes):
        frames = load(warehouse, part_documents(pl.concat(batches)), ("documents", "skips"))
        for batch in batches:
            yield batch, frames


def readings(batches: Iterator[pl.DataFrame], sizes: pl.DataFrame) -> Iterator[list[pl.DataFrame]]:
    """Yield batches of pairs, as many at once as name no more than about ``READ_BYTES`` of documents."""
    held: list[pl.DataFrame] = []
    size = 0
    for batch in batches:
        more = int(sizes.join(part_documents(batch), on="document", how="semi")["bytes"].sum())
        if held and size + more > READ_BYTES:
            yield held
            held, size = [], 0
        held.append(batch)
        size += more
    if held:
        yield held


def verified(pairs: pl.DataFrame, frames: Frames, settings: Settings) -> MatchFrames:
    """Return what verification finds of a batch of pairs."""
    return matches(pairs, frames["documents"], frames["skips"], settings, Threads(local.cores()))


def record(warehouse: Warehouse, found: MatchFrames, run_id: str) -> None:
    """Add what verification found, and how many pairs it turned down."""
    run = pl.lit(run_id).alias("run_id")
    warehouse.insert("internal.matches", found.matches.with_columns(run))
    warehouse.insert("internal.passages", found.passages)
    warehouse.insert("internal.rejections", found.rejections.with_columns(run))


def pair_batches(pairs: pl.DataFrame, sizes: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield pairs in batches that name about ``PAIR_BYTES`` of documents, however many are connected.

    The documents that come first in a pair are parted into rows of half as many bytes; the others of each row likewise.

    Args:
        pairs: columns ``left``, ``right``, and the place of each in an order where connected ones stand together.
        sizes: columns ``document`` and ``bytes``.
    """
    ahead = pl.col("left_place") < pl.col("right_place")
    both = pairs.select(
        "left",
        "right",
        near=pl.when(ahead).then("left").otherwise("right"),
        far=pl.when(ahead).then("right").otherwise("left"),
        near_place=pl.min_horizontal("left_place", "right_place"),
        far_place=pl.max_horizontal("left_place", "right_place"),
    )
    part = (pl.col("bytes").cast(pl.Int64).cum_sum() - 1).floordiv(PAIR_BYTES // 2)
    near = both.select("near", "near_place").unique().join(sizes, left_on="near", right_on="document")
    rows = near.sort("near_place").select("near", part.alias("row"))
    both = both.join(rows, on="near")
    far = both.select("row", "far", "far_place").unique().join(sizes, left_on="far", right_on="document")
    columns = far.sort("row", "far_place").select("row", "far", part.over("row").alias("column"))
    asked = both.join(columns, on=["row", "far"]).sort("row", "column", "left", "right")
    for batch in asked.partition_by("row", "column", maintain_order=True):
        yield batch.select("left", "right")
