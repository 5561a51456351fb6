"""The connected components of the match graph that hold some documents: what inference looks at together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.pipeline.batching import documents_of
from provenance.stages.components import affected_components, components

if TYPE_CHECKING:
    from provenance.warehouse.warehouse import Warehouse

WALKED_DOCUMENTS = 20_000
"""Documents up to which components are walked outward from the seeds, not read whole; changes no result."""

STEPS = 12
"""Steps of such a walk, each of which asks for the matches of the documents reached last; changes no result."""


def components_of(warehouse: Warehouse, seeds: pl.DataFrame) -> pl.DataFrame:
    """Return the documents of every connected component that holds a seed.

    Args:
        warehouse: whose matches, and edges that people have confirmed, make the graph.
        seeds: column ``document``, no document twice.

    Returns:
        Columns ``document``, ``component`` (the least key in the component) and ``bytes`` (of the text), in order of
        the document.
    """
    walked = walk(warehouse, seeds)
    if walked is None:
        sizes = warehouse.query("todo/keys")
        members = affected_components(sizes, warehouse.query("todo/edges"), seeds)
    else:
        members = components(*walked)
        sizes = warehouse.query("batches/sizes", {"batch": members.select("document")})
    return members.join(sizes, on="document", maintain_order="left")


def walk(warehouse: Warehouse, seeds: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame] | None:
    """Return the documents and edges of the seeds' components, or None where these are too large or too long."""
    reached = last = seeds.select("document")
    edges = []
    for _ in range(STEPS):
        if reached.height > WALKED_DOCUMENTS:
            return None
        edges.append(warehouse.query("todo/edges_of", {"batch": last}))
        last = documents_of(edges[-1]).join(reached, on="document", how="anti")
        if last.is_empty():
            return reached, pl.concat(edges)
        reached = pl.concat([reached, last])
    return None
