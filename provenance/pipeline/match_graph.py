"""The connected parts of the match graph that hold some documents: what is judged together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.pipeline.candidates import part_documents
from provenance.stages.components import affected_components, components

if TYPE_CHECKING:
    from provenance.warehouse.warehouse import Warehouse

WALKED = 20_000
"""Documents up to which parts are walked outward from where they are touched; beyond, the whole graph is read."""

STEPS = 12
"""Steps of such a walk, each of which asks for the matches of the documents met last."""


def parts_of(warehouse: Warehouse, seeds: pl.DataFrame) -> pl.DataFrame:
    """Return the documents of every connected part that holds a seed.

    Args:
        warehouse: whose matches, and edges that people have confirmed, make the graph.
        seeds: column ``document``, no document twice.

    Returns:
        Columns ``document``, ``component`` (the least key in the part) and ``bytes`` (of the text), in order of the
        document.
    """
    walked = walk(warehouse, seeds)
    if walked is None:
        sizes = warehouse.query("todo/keys")
        parts = affected_components(sizes, warehouse.query("todo/edges"), seeds)
    else:
        parts = components(*walked)
        sizes = warehouse.query("batches/sizes", {"batch": parts.select("document")})
    return parts.join(sizes, on="document", maintain_order="left")


def walk(warehouse: Warehouse, seeds: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame] | None:
    """Return the documents and the edges of the seeds' parts, or None where these are too large or too long."""
    reached = last = seeds.select("document")
    edges = []
    for _ in range(STEPS):
        if reached.height > WALKED:
            return None
        edges.append(warehouse.query("todo/edges_of", {"batch": last}))
        last = part_documents(edges[-1]).join(reached, on="document", how="anti")
        if last.is_empty():
            return reached, pl.concat(edges)
        reached = pl.concat([reached, last])
    return None
