"""The connected parts of the match graph: what is judged together."""

from __future__ import annotations

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components


def components(documents: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Return each document's connected part of a graph.

    Args:
        documents: column ``document``; documents without an edge are parts of their own.
        edges: columns ``left`` and ``right``, all of them among the documents.

    Returns:
        Columns ``document`` and ``component`` (the least key in the part), in order of the document.
    """
    keys = documents["document"].unique().sort()
    places = [keys.search_sorted(edges[side]).to_numpy() for side in ("left", "right")]
    graph = coo_array((np.ones(edges.height, dtype=bool), (places[0], places[1])), shape=(len(keys), len(keys)))
    labels = connected_components(graph, directed=False)[1]
    return (
        pl.DataFrame({"document": keys, "label": labels})
        .with_columns(pl.col("document").min().over("label").alias("component"))
        .select("document", "component")
    )


def touched(documents: pl.DataFrame, edges: pl.DataFrame, seeds: pl.DataFrame) -> pl.DataFrame:
    """Return the documents of every part that holds a seed, with their part.

    Args:
        documents: column ``document``: all there are.
        edges: columns ``left`` and ``right``.
        seeds: column ``document``.

    Returns:
        As :func:`components`, the other parts left out.
    """
    parts = components(documents, edges)
    chosen = parts.filter(pl.col("document").is_in(seeds["document"].implode()))["component"].unique()
    return parts.filter(pl.col("component").is_in(chosen.implode()))
