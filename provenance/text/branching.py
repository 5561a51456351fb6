"""Branchings: every node with at most one source, none its own; the likeliest of them, and how likely each edge is.

The weight of a branching is the product of the weights of its edges, an edge from the root meaning "no source". The
share of all weight that stands on branchings with a given edge is that edge's probability: the matrix-tree theorem
(Tutte 1948; Koo, Globerson, Carreras and Collins 2007) gives all of them from one inverse.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from provenance.text.kernels.branching import branching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

GREATEST = 512
"""Nodes of the largest graph whose edges are weighed over all branchings: the inverse takes the cube of the nodes.
Larger graphs are parted where hardly any weight lies; what is still larger weighs the sources of each node by
themselves."""

HARDLY = 1e-3
"""Share of what a node's sources weigh below which an edge does not hold a larger graph together."""

SPAN = 30.0
"""Logarithms of weights are held within this of the greatest of their node, so that the inverse stays exact enough."""


@dataclass(frozen=True)
class Graph:
    """A directed graph with a weight for every edge and for having no source.

    Attributes:
        sources: node that each edge leaves.
        documents: node that each edge enters.
        weights: logarithm of each edge's weight.
        alone: logarithm of the weight of having no source, one a node.
    """

    sources: NDArray[np.int64]
    documents: NDArray[np.int64]
    weights: NDArray[np.float64]
    alone: NDArray[np.float64]

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.alone)


def levelled(graph: Graph) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the weights of edges and of having none, so that each node's greatest is 1: no probability changes."""
    top = graph.alone.copy()
    np.maximum.at(top, graph.documents, graph.weights)
    edges = np.exp(np.maximum(graph.weights - top[graph.documents], -SPAN))
    return edges, np.exp(np.maximum(graph.alone - top, -SPAN))


def probabilities(graph: Graph) -> tuple[NDArray[np.float64], NDArray[np.float64], int]:
    """Return the probability of each edge and of each node having none, and how many nodes were weighed alone.

    Args:
        graph: the weights; no two edges with the same ends.
    """
    edges, alone = levelled(graph)
    if graph.nodes <= GREATEST:
        return (*over_branchings(graph, edges, alone), 0)
    total = alone + np.bincount(graph.documents, edges, graph.nodes)
    chance, none, lone = edges / total[graph.documents], alone / total, 0
    for members, inner in parted(graph, chance):
        if len(members) > GREATEST:
            lone += len(members)
            continue
        sources, documents = (np.searchsorted(members, end[inner]) for end in (graph.sources, graph.documents))
        part = Graph(sources, documents, graph.weights[inner], graph.alone[members])
        chance[inner], none[members] = over_branchings(part, edges[inner], alone[members])
    return chance, none, lone


def parted(graph: Graph, chance: NDArray[np.float64]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield the nodes of each part that edges of some chance hold together, and the edges inside it."""
    holds = chance >= HARDLY
    ends = (graph.sources[holds], graph.documents[holds])
    table = coo_array((np.ones(holds.sum(), bool), ends), shape=(graph.nodes, graph.nodes))
    part = connected_components(table, directed=False)[1]
    inside = np.flatnonzero(part[graph.sources] == part[graph.documents])
    order = inside[np.argsort(part[graph.documents[inside]], kind="stable")]
    cuts = np.flatnonzero(np.diff(part[graph.documents[order]])) + 1
    for rows in np.split(order, cuts) if len(order) else ():
        yield np.flatnonzero(part == part[graph.documents[rows[0]]]), rows


def over_branchings(
    graph: Graph, edges: NDArray[np.float64], alone: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the probabilities that the matrix-tree theorem gives."""
    laplacian = np.zeros((graph.nodes, graph.nodes))
    laplacian[graph.sources, graph.documents] = -edges
    np.fill_diagonal(laplacian, alone + np.bincount(graph.documents, edges, graph.nodes))
    inverse = np.linalg.inv(laplacian)
    own = np.diagonal(inverse)
    chance = edges * (own[graph.documents] - inverse[graph.documents, graph.sources])
    return np.clip(chance, 0.0, 1.0), np.clip(alone * own, 0.0, 1.0)


def best_branching(graph: Graph, edges: NDArray[np.float64], alone: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return for each node the edge that enters it in the branching of greatest sum, or -1 for none.

    Args:
        graph: the nodes and edges; of equal edges the first is taken.
        edges: what each edge adds.
        alone: what having no source adds, one a node; preferred to an edge that adds as much.
    """
    tails = np.concatenate([np.zeros(graph.nodes, np.int64), graph.sources + 1])
    heads = np.concatenate([np.arange(1, graph.nodes + 1), graph.documents + 1])
    chosen = branching(graph.nodes + 1, tails, heads, np.concatenate([alone, edges]))[1:]
    return np.where(chosen < graph.nodes, -1, chosen - graph.nodes)
