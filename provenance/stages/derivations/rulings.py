"""What people have ruled, in the form that inference obeys.

A ruling has a subject, a key and a verdict; the last one on a subject and key holds.

- ``date``: a document's id; a time in ISO 8601, or ``unknown``. What is no time changes nothing.
- ``outlet``: a document's id; an outlet's id.
- ``document``: a document's id; ``original``, which derives from nothing.
- ``edge``: ``DOCUMENT <- SOURCE``; ``confirmed`` or ``rejected``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.stages.derivations.source_selection import EdgeRulings
from provenance.tables import polars_type

if TYPE_CHECKING:
    from provenance.stages.derivations.match_graph import MatchGraph
    from provenance.stages.derivations.pair_features import PairFeatures

ARROW = " <- "


def latest_verdicts(rulings: pl.DataFrame, subject: str) -> dict[str, str]:
    """Return the verdicts on one subject by key."""
    rows = rulings.filter(pl.col("subject") == subject).sort("ruling")
    return dict(zip(rows["key"], rows["verdict"], strict=True))


def apply_document_rulings(documents: pl.DataFrame, rulings: pl.DataFrame) -> pl.DataFrame:
    """Return the documents with the dates and outlets that people have ruled."""
    dates, outlets = latest_verdicts(rulings, "date"), latest_verdicts(rulings, "outlet")
    key = pl.col("document_id")
    date = key.replace_strict(dates, default=None, return_dtype=pl.String)
    time = date.str.to_datetime(time_unit="us", strict=False, time_zone="UTC").dt.replace_time_zone(None)
    outlet = key.replace_strict(outlets, default=None, return_dtype=pl.String)
    return documents.with_columns(
        pl.when(date == "unknown").then(None).otherwise(pl.coalesce(time, "published_at")).alias("published_at"),
        pl.when(time.is_not_null())
        .then(pl.lit("second"))
        .otherwise("published_precision")
        .alias("published_precision"),
        pl.coalesce(outlet, "outlet_id").alias("outlet_id"),
    ).cast({"published_at": polars_type("TIMESTAMP")})


def edge_ends(key: str) -> tuple[str, str]:
    """Return the document and the source that the key of a ruling on an edge names; the source is empty for no edge."""
    document, _, source = key.partition(ARROW)
    return document, source


def edge_rulings(graph: MatchGraph, pairs: PairFeatures, rulings: pl.DataFrame) -> EdgeRulings:
    """Return what people have ruled on pairs and documents, by row and position."""
    position = {document: number for number, document in enumerate(graph.document_ids)}
    originals = {
        position[key]
        for key, verdict in latest_verdicts(rulings, "document").items()
        if verdict == "original" and key in position
    }
    verdicts = {}
    for key, verdict in latest_verdicts(rulings, "edge").items():
        document, source = edge_ends(key)
        if document in position and source in position:
            row = pairs.rows(np.array([position[document]]), np.array([position[source]]))[0]
            if row >= 0:
                verdicts[int(row)] = verdict == "confirmed"
    return EdgeRulings(dict(sorted(verdicts.items())), originals)
