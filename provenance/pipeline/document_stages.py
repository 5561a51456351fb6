"""Stages of fact: the documents a stage has not done are streamed to it, and its answer is added with a mark."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from provenance.engines import local
from provenance.pipeline.versions import settings_below, versions_below
from provenance.progress import Progress, silent
from provenance.settings import Settings
from provenance.stages.blocks import blocks
from provenance.stages.credits import credits
from provenance.stages.repeats import repeats
from provenance.stages.sentence_vectors import bodies
from provenance.stages.signatures import signatures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.tables import Frames
    from provenance.warehouse.warehouse import Warehouse

BATCH_BYTES = 16 << 20
BATCH_DOCUMENTS = 16_384


@dataclass(frozen=True)
class Stage:
    """One stage of fact over documents: what it reads of a batch, and the tables that its answer goes to.

    ``answer`` takes the frames named in ``reads`` (``warehouse/batches``) and gives a frame for each table.
    """

    name: str
    reads: tuple[str, ...]
    answer: Callable[[Frames, Settings], Frames]

    def fingerprint(self, settings: Settings) -> str:
        """Return a hash of what the stage's answer rests on beside the documents."""
        numbers = settings.fingerprint(*settings_below(self.name))
        return hashlib.sha256(f"{versions_below(self.name)} {numbers}".encode()).hexdigest()[:12]


def block_stage(frames: Frames, settings: Settings) -> Frames:
    """Return the blocks of a batch, and what they make of bodies."""
    found = blocks(frames["documents"], settings)
    return {"internal.blocks": found, "internal.bodies": bodies(found, settings)}


def repeat_stage(frames: Frames, settings: Settings) -> Frames:
    """Return the repeats of a batch."""
    return {"internal.repeats": repeats(frames["documents"], settings)}


def signature_stage(frames: Frames, settings: Settings) -> Frames:
    """Return the signatures of a batch and their places in the two indexes."""
    found = signatures(frames["documents"], frames["repeats_and_boilerplate"], settings)
    return {
        "internal.signatures": found.drop("bands", "anchors"),
        "internal.bands": found.select(pl.col("bands").alias("band"), "document").explode("band").drop_nulls(),
        "internal.winnowed_fingerprints": found.select(pl.col("anchors").alias("anchor"), "document")
        .explode("anchor")
        .drop_nulls(),
    }


def credit_stage(frames: Frames, settings: Settings, outlets: pl.DataFrame) -> Frames:
    """Return the credits of a batch."""
    return {"internal.credits": credits(frames["documents"], frames["blocks"], outlets, settings)}


FACTS = (
    Stage("blocks", ("documents",), block_stage),
    Stage("repeats", ("documents",), repeat_stage),
    Stage("signatures", ("documents", "repeats_and_boilerplate"), signature_stage),
)


def undone(warehouse: Warehouse, stage: Stage, settings: Settings) -> pl.DataFrame:
    """Return the documents that a stage has not done on its present inputs (``document``, ``bytes``), in order.

    Mostly those are the last ones, which are told without holding all documents against all marks.
    """
    fingerprint = stage.fingerprint(settings)
    level = warehouse.query("todo/done_up_to", stage=stage.name, fingerprint=fingerprint)
    if level.height and level["whole"][0]:
        return warehouse.query("todo/documents_after", last=level["last"][0])
    return warehouse.query("todo/documents", stage=stage.name, fingerprint=fingerprint)


def run_stage(warehouse: Warehouse, stage: Stage, settings: Settings, progress: Progress = silent) -> None:
    """Run one stage of fact over the documents it has not done."""
    fingerprint = stage.fingerprint(settings)
    todo = undone(warehouse, stage, settings)
    batches = list(split(todo))
    loaded = ((batch, load(warehouse, batch, stage.reads)) for batch in batches)
    done = 0
    for batch, answer in local.run(lambda item: (item[0], stage.answer(item[1], settings)), loaded):
        with warehouse.transaction():
            if warehouse.query("todo/stale", {"batch": batch}, stage=stage.name).height:
                warehouse.run(f"delete/{stage.name}", {"batch": batch})
                warehouse.run("ledger/note_undone", {"batch": batch}, stage=stage.name)
            for table, frame in answer.items():
                warehouse.insert(table, frame)
            warehouse.run("ledger/note_done", {"batch": batch}, stage=stage.name, fingerprint=fingerprint)
        done += batch.height
        progress(stage.name, done, todo.height)


def split(documents: pl.DataFrame, size: int = BATCH_BYTES, most: int = BATCH_DOCUMENTS) -> Iterator[pl.DataFrame]:
    """Yield documents (columns ``document`` and ``bytes``) in batches of about ``size`` bytes and ``most`` rows."""
    number = (pl.col("bytes").cum_sum() - 1).floordiv(size) + pl.int_range(pl.len()).floordiv(most)
    for batch in documents.with_columns(number.alias("batch")).partition_by("batch", maintain_order=True):
        yield batch.select("document")


def load(warehouse: Warehouse, batch: pl.DataFrame, reads: Sequence[str]) -> Frames:
    """Return what stages read of a batch of documents, by the names of ``warehouse/batches``."""
    keys = batch["document"]
    first, last = keys.min() or 0, keys.max() or 0
    return {name: warehouse.query(f"batches/{name}", {"batch": batch}, first=first, last=last) for name in reads}  # type: ignore[arg-type]


def credits_with(outlets: pl.DataFrame) -> Stage:
    """Return the stage that reads credits with a gazetteer."""
    return Stage("credits", ("documents", "blocks"), partial(credit_stage, outlets=outlets))


def reread_for_new_outlets(warehouse: Warehouse) -> None:
    """Have the credits read again of documents that name an outlet which was not known when they were read.

    The outlets themselves are not part of the stage's fingerprint: one new name would otherwise have every document
    read again.
    """
    fresh = warehouse.query("todo/new_outlets")
    if fresh.height:
        with warehouse.transaction():
            reread(warehouse, fresh)
            warehouse.run("ledger/note_outlets")


def reread(warehouse: Warehouse, outlets: pl.DataFrame) -> None:
    """Take the marks of credits, and of what is judged by them, off documents that name one of some outlets."""
    lists = [outlets["name"], outlets["aliases"].explode(), outlets["domains"].explode()]
    names = pl.concat(lists).drop_nulls().unique().sort()
    for batch in split(warehouse.query("todo/done", stage="credits")):
        texts = load(warehouse, batch, ("documents",))["documents"]
        written = pl.concat_str(pl.col("text", "byline", "metadata"), separator="\n", ignore_nulls=True)
        named = texts.filter(written.str.contains_any(names.implode())).select("document")
        warehouse.run("delete/credits", {"batch": named})
        for stage in ("credits", "judgements"):
            warehouse.run("ledger/note_undone", {"batch": named}, stage=stage)
