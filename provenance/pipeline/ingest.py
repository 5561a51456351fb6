"""Reading: records become documents, revisions, or are set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.pipeline.runs import Summary
from provenance.progress import Progress, silent
from provenance.stages.record_metadata import normalise_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers import Batch
    from provenance.warehouse.warehouse import Warehouse


def take_in(warehouse: Warehouse, batches: Iterator[Batch], summary: Summary, progress: Progress = silent) -> None:
    """Add what readers give: new documents, revisions, and what had to be set aside."""
    for batch in batches:
        summary.read += batch.records.height
        with warehouse.transaction():
            admit(warehouse, batch, summary)
        progress("read", summary.read, 0)


def admit(warehouse: Warehouse, batch: Batch, summary: Summary) -> None:
    """Add one batch of records."""
    arriving, newcomers = normalise_records(batch.records, warehouse.query("batches/outlets"))
    arriving = arriving.with_row_index("position")
    asked = arriving.select("position", "document_id", "outlet_id", "origin", "url", "text_hash")
    verdicts = warehouse.query("ingest/dispositions", {"arrivals": asked})
    new = (
        verdicts.filter(pl.col("verdict") == "new")
        .select("position", "document", "document_id", "version")
        .join(arriving.rename({"document_id": "base_id"}), on="position", maintain_order="left")
        .drop("position")
        .with_columns(pl.lit(summary.run_id).alias("run_id"))
    )
    clashes = verdicts.filter(pl.col("verdict") == "clash").join(asked, on="position", maintain_order="left")
    aside = pl.concat([batch.set_aside, clashes.select("origin", "reason")])
    warehouse.insert("outlets", newcomers)
    warehouse.run("ingest/insert", {"arriving": new})
    fresh = warehouse.query("ingest/set_aside", {"aside": aside.with_columns(pl.lit(summary.run_id).alias("run_id"))})
    warehouse.insert("set_aside", fresh)
    summary.added += new.height
    summary.known += verdicts.filter(pl.col("verdict") == "known").height
    summary.set_aside += aside.height
