"""Attributed spans: which source each run of a document's body comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.tables import ATTRIBUTED_SPANS
from provenance.text.kernels.attribution import attribute_spans

if TYPE_CHECKING:
    from provenance.stages.derivations.match_graph import MatchGraph


def attributed_spans(graph: MatchGraph, derivations: pl.DataFrame) -> pl.DataFrame:
    """Return the runs of every deriving document's body with their source (frame ``attributed_spans``).

    A run goes to the source of greatest confidence that shares it. The text that a credit covers goes to the unseen
    source that it names, where no document has it.

    Args:
        graph: documents, passages and claims.
        derivations: frame ``derivations``.
    """
    edges = numbered_edges(graph, derivations)
    runs = pl.concat([shared_runs(graph, edges), credited_runs(graph, edges)]).sort("position", "edge", "start", "stop")
    documents = edges["position"].unique().sort()
    skips = graph.skips.join(documents.to_frame(), on="position", how="semi")
    ends = pl.concat([documents, pl.Series("position", [graph.size], pl.Int64)]).to_numpy()
    cuts = [np.searchsorted(frame["position"].to_numpy(), ends) for frame in (runs, skips)]
    spans = attribute_spans(
        graph.documents["length"].gather(documents).cast(pl.Int64).to_numpy(writable=True),
        np.stack(cuts, axis=1),
        integer_rows(runs, "edge", "start", "stop"),
        integer_rows(skips, "start", "stop"),
    )
    edge = pl.Series("edge", spans[:, 3]).replace(-1, None)
    columns = {
        "document": graph.documents["document"].gather(documents.gather(spans[:, 0])),
        "start": spans[:, 1],
        "stop": spans[:, 2],
        "source_id": edges["source_id"].gather(edge),
        "source_outlet_id": edges["source_outlet_id"].gather(edge),
    }
    return pl.DataFrame(columns).cast(pl.Schema(ATTRIBUTED_SPANS.schema())).sort("document", "start")


def integer_rows(frame: pl.DataFrame, *columns: str) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return columns of a frame as rows of whole numbers."""
    return np.ascontiguousarray(frame.select(columns).cast(pl.Int64).to_numpy().reshape(-1, len(columns)))


def numbered_edges(graph: MatchGraph, derivations: pl.DataFrame) -> pl.DataFrame:
    """Return the edges of documents, of each document those of greatest confidence first: ``edge`` is their number.

    Columns: ``edge``, ``position`` (of the document), ``source`` (position of the source, null where it is unseen),
    ``source_id``, ``source_outlet_id``.
    """
    positions = graph.documents.select("document_id", pl.int_range(pl.len(), dtype=pl.Int64).alias("position"))
    return (
        derivations.select("document_id", "source_id", "source_outlet_id", "confidence")
        .join(positions, on="document_id")
        .join(positions.rename({"document_id": "source_id", "position": "source"}), on="source_id", how="left")
        .sort("document_id", "confidence", "source_id", descending=[False, True, False])
        .with_row_index("edge")
        .select(pl.col("edge").cast(pl.Int64), "position", "source", "source_id", "source_outlet_id")
    )


def shared_runs(graph: MatchGraph, edges: pl.DataFrame) -> pl.DataFrame:
    """Return what each document shares with its sources, and with siblings: documents that have its unseen source.

    What one of many copies shares with its source is what it shares with the centre of their star.
    Columns: ``position``, ``edge``, ``start``, ``stop``.
    """
    sides = (("left", "right"), ("right", "left"))
    directed = [graph.passages.select(position=a, other=b, start=f"{a}_start", stop=f"{a}_stop") for a, b in sides]
    passages = pl.concat(directed).join(edges.select("position"), on="position", how="semi")
    unseen = edges.filter(pl.col("source").is_null()).select("position", "edge", "source_id")
    siblings = unseen.select(pl.col("position").alias("other"), "source_id")
    with_unseen = passages.filter(pl.col("position") != pl.col("other")).join(unseen, on="position")
    seen = edges.filter(pl.col("source").is_not_null()).select("position", "source", "edge")
    through = [
        graph.star_pairs.select(position=a, source=b, other="centre").join(seen, on=["position", "source"])
        for a, b in sides
    ]
    runs = [
        passages.join(seen, left_on=["position", "other"], right_on=["position", "source"]),
        passages.join(pl.concat(through), on=["position", "other"]),
        with_unseen.join(siblings, on=["other", "source_id"], how="semi"),
    ]
    return pl.concat([frame.select("position", "edge", "start", "stop") for frame in runs])


def credited_runs(graph: MatchGraph, edges: pl.DataFrame) -> pl.DataFrame:
    """Return the text that credits to unseen sources cover: their scope, or all of it.

    Columns as :func:`shared_runs`.
    """
    claims = graph.claims.filter(
        pl.col("scope_start").is_not_null() & pl.col("proves") | ~pl.col("role").is_in(["contribution", "report"])
    )
    length = graph.documents["length"].gather(claims["position"]).cast(pl.Int32)
    has_scope = pl.col("scope_start").is_not_null()
    return (
        claims.select(
            "position",
            pl.col("outlet_id").alias("source_outlet_id"),
            pl.when(has_scope).then("scope_start").otherwise(0).cast(pl.Int32).alias("start"),
            pl.when(has_scope).then("scope_stop").otherwise(length).cast(pl.Int32).alias("stop"),
        )
        .join(edges.filter(pl.col("source").is_null()), on=["position", "source_outlet_id"])
        .select("position", "edge", "start", "stop")
    )
