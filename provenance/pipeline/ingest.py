"""Ingest: records become new documents, revisions of documents, or are rejected with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.progress import Progress, silent
from provenance.stages.record_metadata import normalise_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.pipeline.runs import Summary
    from provenance.readers import Batch
    from provenance.warehouse.warehouse import Warehouse


def ingest(warehouse: Warehouse, batches: Iterator[Batch], summary: Summary, progress: Progress = silent) -> None:
    """Insert what readers give: new documents, revisions, new outlets and rejected inputs."""
    for batch in batches:
        summary.read += batch.records.height
        with warehouse.transaction():
            ingest_batch(warehouse, batch, summary)
        progress("read", summary.read, 0)


def ingest_batch(warehouse: Warehouse, batch: Batch, summary: Summary) -> None:
    """Insert one batch of records, and count what became of them."""
    normalised, new_outlets = normalise_records(batch.records, warehouse.query("batches/outlets"))
    normalised = normalised.with_row_index("position")
    records = normalised.select("position", "document_id", "outlet_id", "origin", "url", "text_hash")
    dispositions = warehouse.query("ingest/dispositions", {"records": records})
    run = pl.lit(summary.run_id).alias("run_id")
    new = (
        dispositions.filter(pl.col("disposition") == "new")
        .select("position", "document", "document_id", "version")
        .join(normalised.rename({"document_id": "base_id"}), on="position", maintain_order="left")
        .drop("position")
        .with_columns(run)
    )
    clashes = dispositions.filter(pl.col("disposition") == "clash").join(records, on="position", maintain_order="left")
    rejected = pl.concat([batch.set_aside, clashes.select("origin", "reason")])
    warehouse.run("ledger/outlets_from", {"arriving": new_outlets})
    warehouse.run("ingest/insert", {"new_documents": new})
    warehouse.insert("set_aside", warehouse.query("ingest/set_aside", {"rejected": rejected.with_columns(run)}))
    unread: list[str] = new["published_raw"].drop_nulls().to_list()
    summary.unread_dates += len(unread)
    summary.unread_date = min([*filter(None, [summary.unread_date]), *unread], default="")
    summary.added += new.height
    summary.known += dispositions.filter(pl.col("disposition") == "known").height
    summary.set_aside += rejected.height
