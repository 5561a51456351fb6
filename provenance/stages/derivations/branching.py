"""Branchings: every node with at most one source, none its own; the likeliest of them, and how likely each edge is.

The weight of a branching is the product of the weights of its edges, an edge from the root meaning "no source". The
share of all weight that stands on branchings with a given edge is that edge's probability: the matrix-tree theorem
(Tutte 1948; Koo, Globerson, Carreras and Collins 2007) gives all of them from one inverse.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from provenance.text.kernels.branching import edge_probabilities, maximum_branchings

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


SHIFT = 1 << 24
"""Steps of the inverses that one thread works out at once; changes no result."""


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
    if graph.nodes <= GREATEST:
        return Forest.of(graph, np.zeros(graph.nodes, np.int64)).probabilities()
    edges, alone = levelled(graph)
    total = alone + np.bincount(graph.documents, edges, graph.nodes)
    chance, none, lone = edges / total[graph.documents], alone / total, 0
    for members, inner in parted(graph, chance):
        if len(members) > GREATEST:
            lone += len(members)
            continue
        sources, documents = (np.searchsorted(members, end[inner]) for end in (graph.sources, graph.documents))
        part = Graph(sources, documents, graph.weights[inner], graph.alone[members])
        chance[inner], none[members], _ = probabilities(part)
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


@dataclass(frozen=True)
class Forest:
    """A graph in unconnected parts; what is told of each part is what would be told of it alone.

    Attributes:
        graph: all of it.
        nodes: nodes that edges touch, part after part.
        edges: numbers of the edges, part after part.
        ends: [edges, 2] node that each of them leaves and node that it enters, as places in their part.
        cuts: [parts + 1, 2] where the nodes and the edges of each part begin, and the ends.
    """

    graph: Graph
    nodes: NDArray[np.int64]
    edges: NDArray[np.int64]
    ends: NDArray[np.int64]
    cuts: NDArray[np.int64]

    @classmethod
    def of(cls, graph: Graph, part: NDArray[np.int64]) -> Forest:
        """Return a graph in the parts that its nodes are of."""
        nodes = np.unique(np.concatenate([graph.sources, graph.documents]))
        nodes = nodes[np.argsort(part[nodes], kind="stable")]
        edges = np.argsort(part[graph.documents], kind="stable")
        parts = [part[nodes], part[graph.documents[edges]]]
        labels = np.append(np.unique(parts[0]), part.max(initial=-1) + 1)
        cuts = np.stack([np.searchsorted(each, labels) for each in parts], axis=1)
        place = np.zeros(graph.nodes, np.int64)
        place[nodes] = np.arange(len(nodes)) - np.repeat(cuts[:-1, 0], np.diff(cuts[:, 0]))
        ends = np.stack([place[graph.sources[edges]], place[graph.documents[edges]]], axis=1)
        return cls(graph, nodes, edges, ends, cuts)

    def probabilities(self) -> tuple[NDArray[np.float64], NDArray[np.float64], int]:
        """Return what :func:`probabilities` does, of all parts; nodes that no edge touches have none."""
        chance, none, lone = np.zeros(len(self.graph.weights)), np.ones(self.graph.nodes), 0
        edges, alone = levelled(self.graph)
        sizes = np.diff(self.cuts[:, 0])
        told = (edges[self.edges], alone[self.nodes], np.zeros(len(self.edges)), np.zeros(len(self.nodes)))
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            list(pool.map(lambda some: edge_probabilities(some, self.cuts, self.ends, *told), shifts(sizes)))
        chance[self.edges], none[self.nodes] = told[2:]
        for part in np.flatnonzero(sizes > GREATEST):
            first, last = self.cuts[part], self.cuts[part + 1]
            nodes, rows = self.nodes[first[0] : last[0]], self.edges[first[1] : last[1]]
            ends = self.ends[first[1] : last[1]].T
            graph = Graph(ends[0], ends[1], self.graph.weights[rows], self.graph.alone[nodes])
            chance[rows], none[nodes], bounded = probabilities(graph)
            lone += bounded
        return chance, none, lone

    def best(self, edges: NDArray[np.float64], alone: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return what :func:`best_branching` does, of all parts."""
        chosen = np.full(self.graph.nodes, -1, np.int64)
        found = maximum_branchings(self.cuts, self.ends, edges[self.edges], alone[self.nodes])
        chosen[self.nodes] = np.where(found >= 0, self.edges[found] if len(self.edges) else -1, -1)
        return chosen


def shifts(sizes: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Yield the graphs that are weighed, in about equal shares of the work: the cube of the nodes of each."""
    small = np.flatnonzero(sizes <= GREATEST)
    work = np.cumsum(sizes[small] ** 3) // SHIFT
    yield from np.split(small, np.flatnonzero(np.diff(work)) + 1) if len(small) else ()


def best_branching(graph: Graph, edges: NDArray[np.float64], alone: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return for each node the edge that enters it in the branching of greatest sum, or -1 for none.

    Args:
        graph: the nodes and edges; of equal edges the first is taken.
        edges: what each edge adds.
        alone: what having no source adds, one a node; preferred to an edge that adds as much.
    """
    return Forest.of(graph, np.zeros(graph.nodes, np.int64)).best(edges, alone)
