"""Removal: documents, and all that rests on them, are deleted; the rest is as if they had never been there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from provenance.errors import UsageError
from provenance.pipeline import registry
from provenance.pipeline.batching import load, split_by_size, sql_settings
from provenance.pipeline.document_stages import reopen_where_named
from provenance.pipeline.runs import Summary, counts, record_run
from provenance.pipeline.trace import analyse
from provenance.progress import Progress, notebook_progress
from provenance.stages.sentence_vectors import sentences
from provenance.warehouse.warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from provenance.pipeline.ledger import Ledger


@dataclass(frozen=True)
class Removal:
    """What was removed.

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
    progress: Progress = notebook_progress,
) -> Removal:
    """Remove documents and all that rests on them from a warehouse, bring the rest up to date, and return what went.

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

    Example:
        >>> _ = provenance.snapshot("copy.duckdb", "provenance.duckdb")
        >>> provenance.remove(["owl-ferry"], "copy.duckdb").documents
        17
    """
    with Warehouse.open(db, read_only=False, wait=wait) as warehouse:
        ids = [warehouse.document_id(name) for name in documents]
        if not ids:
            raise UsageError("no document is named", "name one or more")
        selected = warehouse.query("removal/named", None, ids=ids, versions=versions)
        removed, stay = selected.filter("removed"), selected.filter(~pl.col("removed"))
        with record_run(warehouse, "remove") as summary:
            ledger = registry.ledger(warehouse)
            waits = ledger.undone("matches").join(removed, on="document", how="anti").height > 0
            delete(ledger, removed, summary)
            if not waits:
                analyse(warehouse, summary.run_id, progress)
        lists = [frame["document_id"].to_list() for frame in (removed, stay)]
        return Removal(lists[0], lists[1], waits, summary.after["documents"])


def delete(ledger: Ledger, removed: pl.DataFrame, summary: Summary) -> None:
    """Delete documents in one transaction that also marks what is to be done again, and records what is left.

    Args:
        ledger: of the warehouse.
        removed: columns ``document`` and ``bytes``.
        summary: the run that removes them.
    """
    warehouse, batch = ledger.warehouse, removed.select("document")
    hashes = sentence_hashes(warehouse, removed)
    numbers = sql_settings("todo/reopened", warehouse.settings())
    reopened = warehouse.query("todo/reopened", {"batch": batch}, **numbers)
    affected = pl.concat([warehouse.query("removal/affected", {"batch": batch}), reopened]).unique()
    if affected.is_empty():  # so that the next run knows that something is left to do
        affected = warehouse.query("removal/first_unmatched", {"batch": batch})
    with warehouse.transaction():
        ledger.reopen("matches", reopened)
        ledger.unmark("boilerplate", warehouse.query("removal/boilerplate_holders", {"batch": batch}))
        delete_outlets(ledger, batch)
        warehouse.run("removal/inference", {"batch": batch})
        for stage in registry.STAGES:
            warehouse.run(stage.clears, {"batch": batch})
        warehouse.run("removal/vectors", {"sentences": hashes})
        warehouse.run("removal/documents", {"batch": batch})
        ledger.reopen("inference", affected)
        left = json.dumps(counts(warehouse))
        warehouse.run("ledger/end_run", run_id=summary.run_id, status="done in part", counts=left, work="{}")


def delete_outlets(ledger: Ledger, batch: pl.DataFrame) -> None:
    """Delete the outlets known from these documents alone; credits of texts that name them are extracted again."""
    outlets = ledger.warehouse.query("removal/outlets", {"batch": batch})
    if outlets.height:
        ledger.warehouse.run("removal/delete_outlets", {"unknown_outlets": outlets})
        reopen_where_named(ledger, outlets)


def sentence_hashes(warehouse: Warehouse, documents: pl.DataFrame) -> pl.DataFrame:
    """Return the hashes of the sentences of documents (``text_hash``), with and without what is skipped now.

    What is skipped may have changed since the sentences were embedded.
    """
    hashes = [pl.DataFrame(schema={"text_hash": pl.UInt64})]
    if warehouse.query("removal/has_vectors").item():
        for batch in split_by_size(documents.select("document", "bytes").sort("document")):
            frames = load(warehouse, batch, ("documents", "blocks", "sentence_skips"))
            skips = frames["sentence_skips"]
            for spans in (skips, skips.clear()):
                rows = sentences(frames["documents"], frames["blocks"], spans, warehouse.settings())
                hashes.append(rows.select("text_hash"))
    return pl.concat(hashes).unique()
