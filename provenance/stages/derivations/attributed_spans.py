"""Where each run of a document's body comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.tables import ATTRIBUTED_SPANS
from provenance.text.kernels.attribution import attribute_spans

if TYPE_CHECKING:
    from provenance.stages.derivations.match_graph import Case


def attributed_spans(case: Case, derivations: pl.DataFrame) -> pl.DataFrame:
    """Return the runs of every deriving document's body with their source (frame ``attributed_spans``).

    A run goes to the surest source that shares it. What a credit speaks for goes to the absent source it names, where
    no document that is there has it.

    Args:
        case: what the judgement rests on.
        derivations: the derivations of the case.
    """
    edges = numbered(case, derivations)
    runs = pl.concat([shared(case, edges), claimed(case, edges)]).sort("at", "edge", "start", "stop")
    documents = edges["at"].unique().sort()
    skips = case.skips.join(documents.to_frame(), left_on="position", right_on="at", how="semi")
    ends = pl.concat([documents, pl.Series("at", [case.size], pl.Int64)]).to_numpy()
    found = attribute_spans(
        case.documents["length"].gather(documents).cast(pl.Int64).to_numpy(writable=True),
        np.stack(
            [np.searchsorted(frame, ends) for frame in (runs["at"].to_numpy(), skips["position"].to_numpy())], axis=1
        ),
        rows(runs, "edge"),
        rows(skips),
    )
    source = pl.Series("edge", found[:, 3]).replace(-1, None)
    spans = {
        "document": case.documents["document"].gather(documents.gather(found[:, 0])),
        "start": found[:, 1],
        "stop": found[:, 2],
        "source_id": edges["source_id"].gather(source),
        "source_outlet_id": edges["source_outlet_id"].gather(source),
    }
    return pl.DataFrame(spans).cast(pl.Schema(ATTRIBUTED_SPANS.schema())).sort("document", "start")


def rows(frame: pl.DataFrame, *names: str) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return columns, and the ends of spans, as rows of numbers."""
    return np.ascontiguousarray(
        frame.select(*names, "start", "stop").cast(pl.Int64).to_numpy().reshape(-1, len(names) + 2)
    )


def numbered(case: Case, derivations: pl.DataFrame) -> pl.DataFrame:
    """Return the sources of the documents that are there, the surest first: ``edge`` is their number.

    Columns: ``edge``, ``at`` (position of the document), ``mate`` (position of the source, null where it is absent),
    ``source_id``, ``source_outlet_id``.
    """
    places = case.documents.select("document_id", pl.int_range(pl.len(), dtype=pl.Int64).alias("at"))
    return (
        derivations.select("document_id", "source_id", "source_outlet_id", "confidence")
        .join(places, on="document_id")
        .join(places.rename({"document_id": "source_id", "at": "mate"}), on="source_id", how="left")
        .sort("document_id", "confidence", "source_id", descending=[False, True, False])
        .with_row_index("edge")
        .select(pl.col("edge").cast(pl.Int64), "at", "mate", "source_id", "source_outlet_id")
    )


def shared(case: Case, edges: pl.DataFrame) -> pl.DataFrame:
    """Return what each document shares with its sources, and with documents that have the same absent source.

    Columns: ``at``, ``edge``, ``start``, ``stop``.
    """
    sides = (("left", "right"), ("right", "left"))
    turned = [case.passages.select(at=a, mate=b, start=f"{a}_start", stop=f"{a}_stop") for a, b in sides]
    passages = pl.concat(turned).join(edges.select("at"), on="at", how="semi")
    absent = edges.filter(pl.col("mate").is_null()).select("at", "edge", "source_id")
    mates = absent.select(pl.col("at").alias("mate"), "source_id")
    of_absent = passages.filter(pl.col("at") != pl.col("mate")).join(absent, on="at")
    found = [
        passages.join(edges.select("at", "mate", "edge"), on=["at", "mate"]),
        of_absent.join(mates, on=["mate", "source_id"], how="semi"),
    ]
    return pl.concat([each.select("at", "edge", "start", "stop") for each in found])


def claimed(case: Case, edges: pl.DataFrame) -> pl.DataFrame:
    """Return what credits to absent sources speak for: their scope, or all of the text; columns as :func:`shared`."""
    said = case.claims.filter(pl.col("scope_start").is_not_null() | (pl.col("role") != "contribution"))
    length = case.documents["length"].gather(said["position"]).cast(pl.Int32)
    scoped = pl.col("scope_start").is_not_null()
    return (
        said.select(
            pl.col("position").alias("at"),
            pl.col("outlet_id").alias("source_outlet_id"),
            pl.when(scoped).then("scope_start").otherwise(0).cast(pl.Int32).alias("start"),
            pl.when(scoped).then("scope_stop").otherwise(length).cast(pl.Int32).alias("stop"),
        )
        .join(edges.filter(pl.col("mate").is_null()), on=["at", "source_outlet_id"])
        .select("at", "edge", "start", "stop")
    )
