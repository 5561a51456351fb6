"""Compiled maximum branchings: one incoming edge for each node, no cycles (Chu and Liu 1965, Edmonds 1967)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.arrays import NONE, ZERO, fill
from provenance.text.kernels.jit import jit, jit_callee, jit_inline

if TYPE_CHECKING:
    from numpy.typing import NDArray


@jit_callee
def best_edges(nodes: int, heads: NDArray[np.int64], gains: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return for each node its incoming edge of greatest gain, the first of equals; -1 where it has none."""
    best = fill(np.empty(nodes, np.int64), NONE)
    for edge in range(heads.size):
        node = heads[edge]
        if node >= 0 and (best[node] < 0 or gains[edge] > gains[best[node]]):
            best[node] = edge
    return best


@jit_callee
def cycles(tails: NDArray[np.int64], best: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """Return the cycle of best edges that each node is on (-1: none), and the number of cycles."""
    nodes = best.size
    visited, cycle_of = fill(np.empty(nodes, np.int64), NONE), fill(np.empty(nodes, np.int64), NONE)
    count = 0
    for start in range(nodes):
        node = start
        while node >= 0 and visited[node] < 0:
            visited[node] = start
            node = tails[best[node]] if best[node] >= 0 else -1
        if node >= 0 and visited[node] == start:
            while cycle_of[node] < 0:
                cycle_of[node] = count
                node = tails[best[node]]
            count += 1
    return cycle_of, count


@jit_inline
def contract(
    cycle_of: NDArray[np.int64],
    count: int,
    best: NDArray[np.int64],
    tail: NDArray[np.int64],
    head: NDArray[np.int64],
    gain: NDArray[np.float64],
) -> tuple[NDArray[np.int64], int]:
    """Contract every cycle to one node, in place; an edge into it gains what it adds to the edge that it replaces.

    Returns:
        The new node of each old one, and the number of new nodes.
    """
    contracted, size = cycle_of.copy(), count
    for node in range(cycle_of.size):
        if cycle_of[node] < 0:
            contracted[node] = size
            size += 1
    for edge in range(tail.size):
        if head[edge] < 0:
            continue
        if contracted[head[edge]] == contracted[tail[edge]]:
            head[edge] = -1
            continue
        if cycle_of[head[edge]] >= 0:
            gain[edge] -= gain[best[head[edge]]]
        head[edge], tail[edge] = contracted[head[edge]], contracted[tail[edge]]
    return contracted, size


@jit_callee
def maximum_branching(
    nodes: int, tails: NDArray[np.int64], heads: NDArray[np.int64], gains: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return for each node the edge that enters it in the branching of greatest total gain.

    Node 0 is the root: no edge enters it, and it must have an edge to every other node. All cycles of best edges
    are contracted at once, level by level, and expanded again from the top, so that a graph of m edges takes about
    m log n steps. Of equal edges the first is taken.

    Args:
        nodes: number of nodes, the root included.
        tails: node that each edge leaves.
        heads: node that it enters, never the root.
        gains: gain of each edge.

    Returns:
        The edge that enters each node; -1 for the root.
    """
    tail, head, gain = tails.copy(), heads.copy(), gains.copy()
    best_by_level, contracted_by_level, heads_by_level = (
        [best_edges(nodes, head, gain)],
        [fill(np.empty(0, np.int64), ZERO)],
        [head.copy()],
    )
    cycle_of, count = cycles(tail, best_by_level[0])
    while count:
        contracted, size = contract(cycle_of, count, best_by_level[-1], tail, head, gain)
        contracted_by_level.append(contracted)
        heads_by_level.append(head.copy())
        best_by_level.append(best_edges(size, head, gain))
        cycle_of, count = cycles(tail, best_by_level[-1])
    selected: NDArray[np.int64] = best_by_level[-1]
    for level in range(len(best_by_level) - 1, 0, -1):
        lower = best_by_level[level - 1].copy()
        for node in range(lower.size):
            edge = selected[contracted_by_level[level][node]]
            if edge >= 0 and heads_by_level[level - 1][edge] == node:
                lower[node] = edge
        selected = lower
    return selected


@jit_callee
def invert(matrix: NDArray[np.float64]) -> None:
    """Invert a matrix in place, by Gauss-Jordan elimination without pivoting.

    Pivoting is not needed for matrices that are diagonally dominant by columns (Wilkinson 1961). Plain loops give the
    same digits on any number of threads and whatever else is computed; a linear algebra library need not.
    """
    size = matrix.shape[0]
    for pivot in range(size):
        row = matrix[pivot]
        scale = 1 / row[pivot]
        row[pivot] = 1.0
        for column in range(size):
            row[column] *= scale
        for eliminated in range(size):
            factor = matrix[eliminated, pivot]
            if eliminated != pivot and factor != 0.0:
                matrix[eliminated, pivot] = 0.0
                for column in range(size):
                    matrix[eliminated, column] -= factor * row[column]


@jit
def edge_probabilities(
    graphs: NDArray[np.int64],
    cuts: NDArray[np.int64],
    ends: NDArray[np.int64],
    weights: NDArray[np.float64],
    root_weights: NDArray[np.float64],
    edge_probability: NDArray[np.float64],
    root_probability: NDArray[np.float64],
) -> None:
    """Write the probability of each edge, and of each node being a root, by the matrix-tree theorem.

    Args:
        graphs: numbers of the graphs to compute.
        cuts: [graphs + 1, 2] where the nodes and the edges of each graph begin, and the ends.
        ends: [edges, 2] node that each edge leaves and node that it enters, counted from its graph's first.
        weights: weight of each edge.
        root_weights: weight of being a root, for each node.
        edge_probability: receives the probability of each edge.
        root_probability: receives the probability that each node is a root.
    """
    for graph in graphs:
        node, first, last = cuts[graph][0], cuts[graph][1], cuts[graph + 1][1]
        size = cuts[graph + 1][0] - node
        matrix = np.empty((size, size), np.float64)
        for row in range(size):
            for column in range(size):
                matrix[row, column] = 0.0
        for edge in range(first, last):
            matrix[ends[edge, 0], ends[edge, 1]] = -weights[edge]
            matrix[ends[edge, 1], ends[edge, 1]] += weights[edge]
        for local in range(size):
            matrix[local, local] += root_weights[node + local]
        invert(matrix)
        for edge in range(first, last):
            source, document = ends[edge]
            probability = weights[edge] * (matrix[document, document] - matrix[document, source])
            edge_probability[edge] = min(max(probability, 0.0), 1.0)
        for local in range(size):
            root_probability[node + local] = min(max(root_weights[node + local] * matrix[local, local], 0.0), 1.0)


@jit
def maximum_branchings(
    cuts: NDArray[np.int64], ends: NDArray[np.int64], gains: NDArray[np.float64], root_gains: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return for each node of many graphs the edge that enters it in its graph's maximum branching, -1 for none.

    Args:
        cuts: [graphs + 1, 2] where the nodes and the edges of each graph begin, and the ends.
        ends: [edges, 2] node that each edge leaves and node that it enters, counted from its graph's first.
        gains: gain of each edge.
        root_gains: gain of being a root, for each node; preferred to an edge of the same gain.
    """
    out = np.empty(root_gains.size, np.int64)
    for graph in range(cuts.shape[0] - 1):
        node, edge = cuts[graph]
        nodes, edges = cuts[graph + 1][0] - node, cuts[graph + 1][1] - edge
        tails, heads = np.empty(nodes + edges, np.int64), np.empty(nodes + edges, np.int64)
        gain = np.empty(nodes + edges, np.float64)
        for local in range(nodes):
            tails[local], heads[local], gain[local] = 0, local + 1, root_gains[node + local]
        for local in range(edges):
            tails[nodes + local], heads[nodes + local] = ends[edge + local, 0] + 1, ends[edge + local, 1] + 1
            gain[nodes + local] = gains[edge + local]
        selected = maximum_branching(nodes + 1, tails, heads, gain)
        for local in range(nodes):
            incoming = selected[local + 1]
            out[node + local] = -1 if incoming < nodes else edge + incoming - nodes
    return out


@jit
def duplicate_probabilities(
    sources: NDArray[np.int64],
    documents: NDArray[np.int64],
    probabilities: NDArray[np.float64],
    first: NDArray[np.int64],
    duplicates: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return for each edge the summed probability of the edges into its document from exact duplicates of its source.

    Args:
        sources: node that each edge leaves.
        documents: node that it enters, ascending.
        probabilities: probability of each edge.
        first: [nodes + 1] where the duplicates of each node begin in ``duplicates``.
        duplicates: nodes with the same text, ascending for each node.
    """
    probability_from, last_target = np.empty(first.size - 1, np.float64), fill(np.empty(first.size - 1, np.int64), NONE)
    out = np.empty(sources.size, np.float64)
    start = 0
    while start < documents.size:
        stop = start
        while stop < documents.size and documents[stop] == documents[start]:
            probability_from[sources[stop]], last_target[sources[stop]] = probabilities[stop], documents[start]
            stop += 1
        for edge in range(start, stop):
            out[edge] = 0.0
            for duplicate in duplicates[first[sources[edge]] : first[sources[edge] + 1]]:
                if last_target[duplicate] == documents[start]:
                    out[edge] += probability_from[duplicate]
        start = stop
    return out


@jit
def assign_sources(
    rows: NDArray[np.int64],
    sources: NDArray[np.int64],
    documents: NDArray[np.int64],
    weak: NDArray[np.bool_],
    certainty: float,
    incoming: NDArray[np.int64],
    confidence: NDArray[np.float64],
) -> None:
    """Assign documents the source of an edge, in place, edge after edge, where that makes no cycle.

    An edge that is not weak replaces a weak one of less confidence. An edge in the opposite direction is removed where
    its confidence is less.

    Args:
        rows: numbers of the edges to assign, in order of precedence.
        sources: node that each edge leaves.
        documents: node that it enters.
        weak: which edges are weak.
        certainty: confidence of an assigned edge.
        incoming: the edge that enters each node, -1 for none; updated.
        confidence: confidence of that edge; updated.
    """
    for row in rows:
        document, source = documents[row], sources[row]
        current, reverse = incoming[document], incoming[source]
        if current >= 0 and not (weak[current] and not weak[row] and confidence[document] < certainty):
            continue
        if reverse >= 0 and sources[reverse] == document and confidence[source] < certainty:
            incoming[source] = -1
        node = source
        while node != document and incoming[node] >= 0:
            node = sources[incoming[node]]
        if node != document:
            incoming[document], confidence[document] = row, certainty
