"""Connected components of a graph of documents, and an order in which connected documents are near each other."""

from __future__ import annotations

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, reverse_cuthill_mckee


def components(documents: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Return the connected component of each document.

    Args:
        documents: column ``document``; a document without an edge is a component of its own.
        edges: columns ``left`` and ``right``, all of them among the documents.

    Returns:
        Columns ``document`` and ``component`` (the smallest key in it), in order of the document.
    """
    keys = documents["document"].unique().sort()
    labels = connected_components(_adjacency(keys, edges), directed=False)[1]
    return (
        pl.DataFrame({"document": keys, "label": labels})
        .with_columns(pl.col("document").min().over("label").alias("component"))
        .select("document", "component")
    )


def affected_components(documents: pl.DataFrame, edges: pl.DataFrame, seeds: pl.DataFrame) -> pl.DataFrame:
    """Return the documents of the components that contain a seed.

    Args:
        documents: column ``document``: all documents.
        edges: columns ``left`` and ``right``.
        seeds: column ``document``.

    Returns:
        As :func:`components`, without the other components.
    """
    labelled = components(documents, edges)
    seeded = labelled.filter(pl.col("document").is_in(seeds["document"].implode()))["component"].unique()
    return labelled.filter(pl.col("component").is_in(seeded.implode()))


def bandwidth_order(documents: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Return an order of the documents in which documents joined by an edge are near each other.

    Args:
        documents: column ``document``.
        edges: columns ``left`` and ``right``, all of them among the documents.

    Returns:
        Columns ``document`` and ``place`` (position in the order), ascending by place; the same for edges in any order.

    Source: Cuthill and McKee, Reducing the bandwidth of sparse symmetric matrices (1969), reversed (George 1971).
    """
    keys = documents["document"].unique().sort()
    graph = _adjacency(keys, edges).tocsr()
    order = reverse_cuthill_mckee(graph + graph.T, symmetric_mode=True) if len(keys) else []
    return pl.DataFrame({"document": keys.gather(order), "place": np.arange(len(keys), dtype=np.int32)})


def _adjacency(keys: pl.Series, edges: pl.DataFrame) -> coo_array:
    """Return edges as an adjacency matrix over the positions of ascending keys."""
    positions = [keys.search_sorted(edges[side]).to_numpy() for side in ("left", "right")]
    return coo_array((np.ones(edges.height, dtype=bool), (positions[0], positions[1])), shape=(len(keys), len(keys)))
