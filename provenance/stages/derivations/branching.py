"""Branchings: every node has at most one source, and there is no cycle; the best one, and how likely each edge is.

The weight of a branching is the product of the weights of its edges, where a node without a source counts as one edge
from the root. The share of all weight that stands on branchings with a given edge is that edge's probability: the
matrix-tree theorem (Tutte 1948; Koo, Globerson, Carreras and Collins 2007) gives all of them from one inverse.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from provenance.text.kernels import branching as kernels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from provenance.settings.derivation import DerivationSettings
    from provenance.threads import Threads

SHARE_STEPS = 1 << 24
"""Steps of the inverses that one thread works out at once; changes no result."""


@dataclass(frozen=True)
class Graph:
    """A directed graph with a weight for every edge, and for every node being a root (having no source).

    Attributes:
        sources: node that each edge leaves.
        documents: node that each edge enters.
        weights: logarithm of each edge's weight.
        root_weights: logarithm of the weight of having no source, one a node.
    """

    sources: NDArray[np.int64]
    documents: NDArray[np.int64]
    weights: NDArray[np.float64]
    root_weights: NDArray[np.float64]

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.root_weights)


def normalised_weights(graph: Graph, span: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the weights of edges and of roots, scaled so that each node's greatest is 1: no probability changes.

    Args:
        graph: the logarithms.
        span: logarithms further than this below the greatest of their node are raised to it, so that the inverse stays
            exact enough.
    """
    greatest = graph.root_weights.copy()
    np.maximum.at(greatest, graph.documents, graph.weights)
    edges = np.exp(np.maximum(graph.weights - greatest[graph.documents], -span))
    return edges, np.exp(np.maximum(graph.root_weights - greatest, -span))


def edge_probabilities(
    graph: Graph, settings: DerivationSettings, threads: Threads
) -> tuple[NDArray[np.float64], NDArray[np.float64], int]:
    """Return the probability of each edge and of each node being a root, and how many nodes were approximated.

    A graph of more than ``exact_documents`` nodes is split where the edges have hardly any probability; in what is
    still larger, the sources of each node are weighed by themselves.

    Args:
        graph: the weights; no two edges with the same ends.
        settings: the bounds.
        threads: the thread budget.
    """
    if graph.nodes <= settings.exact_documents:
        return Forest.of(graph, np.zeros(graph.nodes, np.int64)).probabilities(settings, threads)
    edges, roots = normalised_weights(graph, settings.log_weight_span)
    total = roots + np.bincount(graph.documents, edges, graph.nodes)
    edge_chance, root_chance, approximated = edges / total[graph.documents], roots / total, 0
    for members, rows in cohesive_parts(graph, edge_chance >= settings.cohesion_probability):
        if len(members) > settings.exact_documents:
            approximated += len(members)
            continue
        sources, documents = (np.searchsorted(members, end[rows]) for end in (graph.sources, graph.documents))
        part = Graph(sources, documents, graph.weights[rows], graph.root_weights[members])
        edge_chance[rows], root_chance[members], _ = edge_probabilities(part, settings, threads)
    return edge_chance, root_chance, approximated


def cohesive_parts(graph: Graph, strong: NDArray[np.bool_]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield the nodes of each part that strong edges hold together, and the edges inside it."""
    ends = (graph.sources[strong], graph.documents[strong])
    table = coo_array((np.ones(strong.sum(), bool), ends), shape=(graph.nodes, graph.nodes))
    part = connected_components(table, directed=False)[1]
    inside = np.flatnonzero(part[graph.sources] == part[graph.documents])
    order = inside[np.argsort(part[graph.documents[inside]], kind="stable")]
    cuts = np.flatnonzero(np.diff(part[graph.documents[order]])) + 1
    for rows in np.split(order, cuts) if len(order) else ():
        yield np.flatnonzero(part == part[graph.documents[rows[0]]]), rows


@dataclass(frozen=True)
class Forest:
    """A graph in unconnected components; the answer for each component is the one it would have alone.

    Attributes:
        graph: all of it.
        nodes: nodes that have an edge, component after component.
        edges: numbers of the edges, component after component.
        ends: [edges, 2] node that each of them leaves and node that it enters, as places in their component.
        cuts: [components + 1, 2] where the nodes and the edges of each component begin, and the ends.
    """

    graph: Graph
    nodes: NDArray[np.int64]
    edges: NDArray[np.int64]
    ends: NDArray[np.int64]
    cuts: NDArray[np.int64]

    @classmethod
    def of(cls, graph: Graph, components: NDArray[np.int64]) -> Forest:
        """Return a graph in components, given the component of each node."""
        nodes = np.unique(np.concatenate([graph.sources, graph.documents]))
        nodes = nodes[np.argsort(components[nodes], kind="stable")]
        edges = np.argsort(components[graph.documents], kind="stable")
        labelled = [components[nodes], components[graph.documents[edges]]]
        labels = np.append(np.unique(labelled[0]), components.max(initial=-1) + 1)
        cuts = np.stack([np.searchsorted(values, labels) for values in labelled], axis=1)
        place = np.zeros(graph.nodes, np.int64)
        place[nodes] = np.arange(len(nodes)) - np.repeat(cuts[:-1, 0], np.diff(cuts[:, 0]))
        ends = np.stack([place[graph.sources[edges]], place[graph.documents[edges]]], axis=1)
        return cls(graph, nodes, edges, ends, cuts)

    def probabilities(
        self, settings: DerivationSettings, threads: Threads
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], int]:
        """Return what :func:`edge_probabilities` does, of all components; a node without edges is a root."""
        edge_chance, root_chance, approximated = np.zeros(len(self.graph.weights)), np.ones(self.graph.nodes), 0
        edges, roots = normalised_weights(self.graph, settings.log_weight_span)
        sizes, greatest = np.diff(self.cuts[:, 0]), settings.exact_documents
        edge_out, root_out = np.zeros(len(self.edges)), np.zeros(len(self.nodes))
        weigh = partial(weigh_components, self, edges[self.edges], roots[self.nodes], edge_out, root_out)
        for _ in threads.map(weigh, work_shares(sizes, greatest)):
            pass
        edge_chance[self.edges], root_chance[self.nodes] = edge_out, root_out
        for component in np.flatnonzero(sizes > greatest):
            first, last = self.cuts[component], self.cuts[component + 1]
            nodes, rows = self.nodes[first[0] : last[0]], self.edges[first[1] : last[1]]
            ends = self.ends[first[1] : last[1]].T
            graph = Graph(ends[0], ends[1], self.graph.weights[rows], self.graph.root_weights[nodes])
            edge_chance[rows], root_chance[nodes], count = edge_probabilities(graph, settings, threads)
            approximated += count
        return edge_chance, root_chance, approximated

    def best(self, edges: NDArray[np.float64], roots: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return what :func:`best_branching` does, of all components."""
        best = np.full(self.graph.nodes, -1, np.int64)
        entering = kernels.maximum_branchings(self.cuts, self.ends, edges[self.edges], roots[self.nodes])
        best[self.nodes] = np.where(entering >= 0, self.edges[entering] if len(self.edges) else -1, -1)
        return best


def weigh_components(
    forest: Forest,
    edges: NDArray[np.float64],
    roots: NDArray[np.float64],
    edge_out: NDArray[np.float64],
    root_out: NDArray[np.float64],
    components: NDArray[np.int64],
) -> None:
    """Write the probabilities of some components of a forest into ``edge_out`` and ``root_out``."""
    kernels.edge_probabilities(components, forest.cuts, forest.ends, edges, roots, edge_out, root_out)


def work_shares(sizes: NDArray[np.int64], greatest: int) -> Iterator[NDArray[np.int64]]:
    """Yield the components to weigh exactly, in about equal shares of the work: the cube of the nodes of each."""
    small = np.flatnonzero(sizes <= greatest)
    work = np.cumsum(sizes[small] ** 3) // SHARE_STEPS
    yield from np.split(small, np.flatnonzero(np.diff(work)) + 1) if len(small) else ()


def best_branching(graph: Graph, edges: NDArray[np.float64], roots: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return for each node the edge that enters it in the branching of greatest sum, or -1 where it is a root.

    Args:
        graph: the nodes and edges; of equal edges the first is taken.
        edges: what each edge adds.
        roots: what being a root adds, one a node; preferred to an edge that adds as much.
    """
    return Forest.of(graph, np.zeros(graph.nodes, np.int64)).best(edges, roots)
