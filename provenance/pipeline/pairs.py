"""Pairs of documents: candidates from the indexes, verified on the texts, a chunk of documents at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance import queries
from provenance.engines import local
from provenance.pipeline.facts import Frames, Stage, load, split, undone
from provenance.pipeline.runs import Progress, silent
from provenance.stages.components import components
from provenance.stages.matches import Verified, matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.queries import Value
    from provenance.settings import Settings
    from provenance.warehouse import Warehouse

PAIR_BYTES = 64 << 20
CHUNK_DOCUMENTS = 100_000
STAGE = Stage("matches", (), lambda frames, _: frames)
FURNISHING = Stage("furniture", (), lambda frames, _: frames)


def numbers(name: str, settings: Settings) -> dict[str, Value]:
    """Return the settings that a SQL file takes as parameters: each is called there what it is called here."""
    return {parameter.name: getattr(settings, parameter.name) for parameter in queries.query(name).parameters}


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
    now = warehouse.query("todo/furniture", {"asked": asked}, **numbers("todo/furniture", settings))
    both = {"asked": asked, "furniture_now": now}
    changed = warehouse.query("todo/refurnished", both)
    with warehouse.transaction():
        if stale.height:
            warehouse.run("drop/furniture")
            warehouse.run("upkeep/note_undone", {"batch": stale}, stage=FURNISHING.name)
        warehouse.run("upkeep/refurnish", both)
        warehouse.run("upkeep/note_done", {"batch": pending}, stage=FURNISHING.name, fingerprint=fingerprint)
        if changed.height:
            forget_matches(warehouse, changed)


def forget_matches(warehouse: Warehouse, documents: pl.DataFrame) -> None:
    """Take out what documents share, in words and in meaning: it is looked for, and what rests on it judged, again."""
    partners = warehouse.query("todo/partners", {"batch": documents})
    for found in ("compared", "said"):
        warehouse.run(f"drop/{found}", {"batch": documents})
    warehouse.run("upkeep/note_undone", {"batch": documents}, stage="matches")
    warehouse.run("upkeep/note_undone", {"batch": pl.concat([documents, partners]).unique()}, stage="judgements")


def compare(warehouse: Warehouse, settings: Settings, run_id: str, progress: Progress = silent) -> None:
    """Verify the candidate pairs of documents that have not been compared, a chunk of documents at a time."""
    fingerprint = STAGE.fingerprint(settings)
    todo = undone(warehouse, STAGE, settings)
    stale = warehouse.query("todo/stale", {"batch": todo.select("document")}, stage=STAGE.name)
    if stale.height:
        with warehouse.transaction():
            forget_matches(warehouse, stale)
    for pending in split(todo, size=1 << 40, most=CHUNK_DOCUMENTS):
        with warehouse.transaction():
            compare_chunk(warehouse, pending, settings, run_id, progress)
            warehouse.run("upkeep/note_done", {"batch": pending}, stage=STAGE.name, fingerprint=fingerprint)


def compare_chunk(
    warehouse: Warehouse, pending: pl.DataFrame, settings: Settings, run_id: str, progress: Progress = silent
) -> None:
    """Verify the candidate pairs between some documents and those compared before, and among themselves."""
    warehouse.run("buckets/gather", {"pending": pending})
    drop_unsupported(warehouse, settings)
    pairs = warehouse.query("buckets/candidates", **numbers("buckets/candidates", settings))
    capped = warehouse.query("buckets/capped", **numbers("buckets/capped", settings))
    warehouse.run("buckets/scatter")
    warehouse.insert("internal.rejections", capped.with_columns(pl.lit(run_id).alias("run_id")))
    done = 0
    for found in local.run(lambda item: verified(*item, settings), with_texts(warehouse, pairs)):
        record(warehouse, found, run_id)
        done += found.matches.height + int(found.rejections["pairs"].sum())
        progress(STAGE.name, done, pairs.height)


def with_texts(warehouse: Warehouse, pairs: pl.DataFrame) -> Iterator[tuple[pl.DataFrame, Frames]]:
    """Yield pairs in batches, each with the documents and skips that it names."""
    for part in pair_batches(warehouse, pairs):
        yield part, load(warehouse, part_documents(part), ("documents", "skips"))


def verified(pairs: pl.DataFrame, frames: Frames, settings: Settings) -> Verified:
    """Return what verification finds of a batch of pairs."""
    return matches(pairs, frames["documents"], frames["skips"], settings)


def record(warehouse: Warehouse, found: Verified, run_id: str) -> None:
    """Add what verification found, and how many pairs it turned down."""
    run = pl.lit(run_id).alias("run_id")
    warehouse.insert("internal.matches", found.matches.with_columns(run))
    warehouse.insert("internal.passages", found.passages)
    warehouse.insert("internal.rejections", found.rejections.with_columns(run))


def drop_unsupported(warehouse: Warehouse, settings: Settings) -> None:
    """Take out matches that the buckets just gathered propose no more; what rests on them is judged anew."""
    if not warehouse.query("todo/any_match").item():
        return
    lost = warehouse.query("buckets/unsupported", **numbers("buckets/unsupported", settings))
    if lost.height:
        warehouse.run("drop/pairs", {"pairs": lost})
        warehouse.run("upkeep/note_undone", {"batch": part_documents(lost)}, stage="judgements")


def pair_batches(warehouse: Warehouse, pairs: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield pairs in batches that name about ``PAIR_BYTES`` of documents, connected ones together."""
    if pairs.is_empty():
        return
    members = part_documents(pairs)
    sizes = warehouse.query("batches/sizes", {"batch": members}).join(components(members, pairs), on="document")
    placed = sizes.sort("component", "document").select(
        "document", (pl.col("bytes").cum_sum() - 1).floordiv(PAIR_BYTES).alias("batch")
    )
    home = pairs.join(placed, left_on="left", right_on="document", maintain_order="left")
    for batch in home.sort("batch", "left", "right").partition_by("batch", maintain_order=True):
        yield batch.select("left", "right")


def part_documents(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the documents that pairs name, once each, in order."""
    return pl.DataFrame({"document": pl.concat([pairs["left"], pairs["right"]]).unique().sort()})
