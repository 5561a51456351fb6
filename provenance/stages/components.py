"""The connected parts of a graph of documents, and an order in which what is connected stands together."""

from __future__ import annotations

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, reverse_cuthill_mckee


def components(documents: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Return each document's connected part of a graph.

    Args:
        documents: column ``document``; documents without an edge are parts of their own.
        edges: columns ``left`` and ``right``, all of them among the documents.

    Returns:
        Columns ``document`` and ``component`` (the least key in the part), in order of the document.
    """
    keys = documents["document"].unique().sort()
    labels = connected_components(_adjacency(keys, edges), directed=False)[1]
    return (
        pl.DataFrame({"document": keys, "label": labels})
        .with_columns(pl.col("document").min().over("label").alias("component"))
        .select("document", "component")
    )


def affected_components(documents: pl.DataFrame, edges: pl.DataFrame, seeds: pl.DataFrame) -> pl.DataFrame:
    """Return the documents of every part that holds a seed, with their part.

    Args:
        documents: column ``document``: all there are.
        edges: columns ``left`` and ``right``.
        seeds: column ``document``.

    Returns:
        As :func:`components`, the other parts left out.
    """
    labelled = components(documents, edges)
    seeded = labelled.filter(pl.col("document").is_in(seeds["document"].implode()))["component"].unique()
    return labelled.filter(pl.col("component").is_in(seeded.implode()))


def bandwidth_order(documents: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Return an order of the documents of a graph in which those that an edge joins stand near each other.

    Args:
        documents: column ``document``.
        edges: columns ``left`` and ``right``, all of them among the documents.

    Returns:
        Columns ``document`` and ``place``, in order of the place; the same for edges in any order.

    Source: Cuthill and McKee, Reducing the bandwidth of sparse symmetric matrices (1969), read backwards (George 1971).
    """
    keys = documents["document"].unique().sort()
    graph = _adjacency(keys, edges).tocsr()
    order = reverse_cuthill_mckee(graph + graph.T, symmetric_mode=True) if len(keys) else []
    return pl.DataFrame({"document": keys.gather(order), "place": np.arange(len(keys), dtype=np.int32)})


def _adjacency(keys: pl.Series, edges: pl.DataFrame) -> coo_array:
    """Return edges as a matrix over the places of ascending keys."""
    positions = [keys.search_sorted(edges[side]).to_numpy() for side in ("left", "right")]
    return coo_array((np.ones(edges.height, dtype=bool), (positions[0], positions[1])), shape=(len(keys), len(keys)))
