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
    dispositions = with_free_ids(warehouse, warehouse.query("ingest/dispositions", {"records": records}), records)
    run = pl.lit(summary.run_id).alias("run_id")
    new = (
        dispositions.filter(pl.col("disposition") == "new")
        .select("position", "document", "document_id", "base_id", "version")
        .join(normalised.drop("document_id"), on="position", maintain_order="left")
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


def with_free_ids(warehouse: Warehouse, dispositions: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    """Return what becomes of records, with the next version's id where another document has a new one's id.

    A record may be called ``a@2`` as the second version of ``a`` is: the version then is ``a@3``.
    """
    clashing = dispositions.filter("is_taken")
    if clashing.is_empty():
        return dispositions
    ids = {*dispositions.filter(~pl.col("is_taken"))["document_id"], *records["document_id"]}
    versions = []
    for position, base, version in clashing.select("position", "base_id", "version").iter_rows():
        version = max(version, 2)  # noqa: PLW2901 - the next one that is free
        while (name := f"{base}@{version}") in ids or warehouse.query("ingest/stored_ids", ids=[name]).height:
            version += 1  # noqa: PLW2901
        ids.add(name)
        versions.append((position, name, version))
    free = pl.DataFrame(
        versions, schema={"position": pl.UInt32, "document_id": pl.String, "version": pl.Int32}, orient="row"
    )
    return dispositions.update(free.cast({name: dispositions.schema[name] for name in free.columns}), on="position")
