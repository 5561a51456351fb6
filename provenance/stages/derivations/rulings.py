"""What people have ruled, in the form inference obeys.

A ruling names its subject and a key: ``date`` and ``outlet`` a document's id (verdict: a time in ISO 8601 or
``unknown``; an outlet's id; a verdict that is no time changes nothing),
``document`` a document's id (verdict ``original``: it derives from nothing), ``edge``
``DOCUMENT <- SOURCE`` (verdict ``confirmed`` or ``rejected``). The last ruling on a subject and key holds.
"""

from __future__ import annotations

import polars as pl

from provenance.tables import polars_type

ARROW = " <- "


def latest(rulings: pl.DataFrame, subject: str) -> dict[str, str]:
    """Return the verdicts on one subject by key."""
    some = rulings.filter(pl.col("subject") == subject).sort("ruling")
    return dict(zip(some["key"], some["verdict"], strict=True))


def corrected(documents: pl.DataFrame, rulings: pl.DataFrame) -> pl.DataFrame:
    """Return the documents with the dates and outlets that people have ruled."""
    dates, outlets = latest(rulings, "date"), latest(rulings, "outlet")
    key = pl.col("document_id")
    ruled = key.replace_strict(dates, default=None, return_dtype=pl.String)
    told = ruled.str.to_datetime(time_unit="us", strict=False, time_zone="UTC").dt.replace_time_zone(None)
    outlet = key.replace_strict(outlets, default=None, return_dtype=pl.String)
    return documents.with_columns(
        pl.when(ruled == "unknown").then(None).otherwise(pl.coalesce(told, "published_at")).alias("published_at"),
        pl.when(told.is_not_null())
        .then(pl.lit("second"))
        .otherwise("published_precision")
        .alias("published_precision"),
        pl.coalesce(outlet, "outlet_id").alias("outlet_id"),
    ).cast({"published_at": polars_type("TIMESTAMP")})


def edges(rulings: pl.DataFrame) -> dict[tuple[str, str], bool]:
    """Return whether people have confirmed (or rejected) that one document derives from another."""
    found = latest(rulings, "edge")
    ends = {tuple(key.split(ARROW, 1)): verdict == "confirmed" for key, verdict in found.items() if ARROW in key}
    return {(document, source): verdict for (document, source), verdict in ends.items()}


def originals(rulings: pl.DataFrame) -> set[str]:
    """Return the documents that people have ruled to derive from nothing."""
    return {key for key, verdict in latest(rulings, "document").items() if verdict == "original"}
