"""Removal: documents, and all that rests on them, are taken out; the rest is as if they had never been there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from provenance.errors import UsageError
from provenance.pipeline.candidates import numbers
from provenance.pipeline.document_stages import load, reread, split, undone
from provenance.pipeline.inference import STAGE as JUDGING
from provenance.pipeline.matching import FURNISHING
from provenance.pipeline.matching import STAGE as COMPARING
from provenance.pipeline.runs import Summary, counts, recorded
from provenance.pipeline.trace import analyse
from provenance.progress import Progress, silent
from provenance.stages.sentence_vectors import sentences
from provenance.warehouse.warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from provenance.settings import Settings

FACTS = ("blocks", "repeats", "signatures", "credits", "matches", "sentences")


@dataclass(frozen=True)
class Removal:
    """What was taken out.

    Attributes:
        removed: ids of the documents.
        versions: ids of other versions of them, which stay.
        waits: whether documents wait to be analysed, so that the rest is brought up to date with the next run.
        documents: how many documents there are now.
    """

    removed: list[str]
    versions: list[str]
    waits: bool
    documents: int


def remove(
    documents: Sequence[str],
    db: str | Path = "provenance.duckdb",
    *,
    versions: bool = False,
    wait: float = 0.0,
    progress: Progress = silent,
) -> Removal:
    """Take documents and all that rests on them out of a warehouse, bring the rest up to date, and return what went.

    What stays has the rows it would have if the documents had never been there; other versions of them keep their ids.
    Rulings on them go too. Nothing remembers them: where their files still are, the next run reads them again.

    Args:
        documents: ids, or beginnings of ids that no other has.
        db: the database file.
        versions: whether every version of a document goes with it.
        wait: seconds to wait for another process to let go of the file.
        progress: see :func:`trace`.

    Raises:
        UsageError: a document is not known.
        WarehouseError: see :meth:`Warehouse.open`.
    """
    with Warehouse.open(db, read_only=False, wait=wait) as warehouse:
        ids = [warehouse.document_id(name) for name in documents]
        if not ids:
            raise UsageError("no document is named", "name one or more")
        named = warehouse.query("removal/named", None, ids=ids, versions=versions)
        with recorded(warehouse, "remove") as summary:
            settings = warehouse.settings()
            pending = undone(warehouse, COMPARING, settings)
            waits = pending.join(named.filter("gone"), on="document", how="anti").height > 0
            take_out(warehouse, named.filter("gone"), settings, summary)
            if not waits:
                analyse(warehouse, summary.run_id, progress)
        gone = pl.col("gone")
        stay = named.filter(~gone)["document_id"].to_list()
        return Removal(named.filter(gone)["document_id"].to_list(), stay, waits, summary.after["documents"])


def take_out(warehouse: Warehouse, named: pl.DataFrame, settings: Settings, summary: Summary) -> None:
    """Take documents out in one transaction that notes what is to be done again, and what is left."""
    batch = named.select("document")
    said = spoken(warehouse, named)
    reopened = warehouse.query("todo/reopened", {"batch": batch}, **numbers("todo/reopened", settings))
    partners = warehouse.query("todo/partners", {"batch": reopened}).join(batch, on="document", how="anti")
    touched = pl.concat([warehouse.query("removal/affected", {"batch": batch}), reopened, partners]).unique()
    if touched.is_empty():  # so that the next run knows that something is left to do
        touched = warehouse.query("removal/first_unmatched", {"batch": batch})
    with warehouse.transaction():
        warehouse.run("delete/matches", {"batch": reopened})
        warehouse.run("ledger/note_undone", {"batch": reopened}, stage=COMPARING.name)
        warehouse.run("removal/inference", {"batch": batch})
        forget_outlets(warehouse, batch)
        forget_furniture(warehouse, batch)
        for stage in FACTS:
            warehouse.run(f"delete/{stage}", {"batch": batch})
        warehouse.run("removal/vectors", {"sentences": said})
        warehouse.run("removal/documents", {"batch": batch})
        warehouse.run("ledger/note_undone", {"batch": touched}, stage=JUDGING.name)
        left = json.dumps(counts(warehouse))
        warehouse.run("ledger/end_run", run_id=summary.run_id, status="done in part", counts=left, work="{}")


def forget_outlets(warehouse: Warehouse, batch: pl.DataFrame) -> None:
    """Take out the outlets that only these documents made known; texts that name them are read for credits again."""
    forgotten = warehouse.query("removal/outlets", {"batch": batch})
    if forgotten.height:
        warehouse.run("removal/delete_outlets", {"forgotten": forgotten})
        reread(warehouse, forgotten)


def forget_furniture(warehouse: Warehouse, batch: pl.DataFrame) -> None:
    """Take out the furniture that only these documents hold; what they share with others is looked at again."""
    others = warehouse.query("removal/boilerplate_holders", {"batch": batch})
    warehouse.run("removal/boilerplate", {"batch": batch})
    warehouse.run("ledger/note_undone", {"batch": others}, stage=FURNISHING.name)


def spoken(warehouse: Warehouse, named: pl.DataFrame) -> pl.DataFrame:
    """Return the hashes of the documents' sentences, as they were or may have been parted when they got vectors."""
    hashes = [pl.DataFrame(schema={"text_hash": pl.UInt64})]
    if warehouse.query("removal/has_vectors").item():
        for part in split(named.select("document", "bytes").sort("document")):
            frames = load(warehouse, part, ("documents", "blocks", "sentence_skips"))
            parted = [frames["sentence_skips"], frames["sentence_skips"].clear()]
            for skips in parted:
                of_part = sentences(frames["documents"], frames["blocks"], skips, warehouse.settings())
                hashes.append(of_part.select("text_hash"))
    return pl.concat(hashes).unique()
