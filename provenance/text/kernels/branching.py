"""Compiled branching: the best incoming edge for every node, without circles (Chu and Liu 1965, Edmonds 1967)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.arrays import NONE, ZERO, filled
from provenance.text.kernels.jit import compiled, inlined, linked

if TYPE_CHECKING:
    from numpy.typing import NDArray


@linked
def best_edges(nodes: int, heads: NDArray[np.int64], gains: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return for each node its incoming edge of greatest gain, the first of equals; -1 where it has none."""
    best = filled(np.empty(nodes, np.int64), NONE)
    for edge in range(heads.size):
        node = heads[edge]
        if node >= 0 and (best[node] < 0 or gains[edge] > gains[best[node]]):
            best[node] = edge
    return best


@linked
def circles(tails: NDArray[np.int64], best: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """Return which circle of best edges each node stands on, or -1, and how many circles there are."""
    nodes = best.size
    seen, on = filled(np.empty(nodes, np.int64), NONE), filled(np.empty(nodes, np.int64), NONE)
    count = 0
    for start in range(nodes):
        node = start
        while node >= 0 and seen[node] < 0:
            seen[node] = start
            node = tails[best[node]] if best[node] >= 0 else -1
        if node >= 0 and seen[node] == start:
            while on[node] < 0:
                on[node] = count
                node = tails[best[node]]
            count += 1
    return on, count


@inlined
def contract(
    on: NDArray[np.int64],
    count: int,
    best: NDArray[np.int64],
    tail: NDArray[np.int64],
    head: NDArray[np.int64],
    gain: NDArray[np.float64],
) -> tuple[NDArray[np.int64], int]:
    """Make every circle one node, in place: an edge into it is worth what it adds to the edge it would replace.

    Returns:
        The new node of each old one, and how many there are.
    """
    of, size = on.copy(), count
    for node in range(on.size):
        if on[node] < 0:
            of[node] = size
            size += 1
    for edge in range(tail.size):
        if head[edge] < 0:
            continue
        if of[head[edge]] == of[tail[edge]]:
            head[edge] = -1
            continue
        if on[head[edge]] >= 0:
            gain[edge] -= gain[best[head[edge]]]
        head[edge], tail[edge] = of[head[edge]], of[tail[edge]]
    return of, size


@linked
def branching(
    nodes: int, tails: NDArray[np.int64], heads: NDArray[np.int64], gains: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return for each node the edge that enters it in the branching of greatest total gain.

    Node 0 is the root: nothing enters it, and from it an edge must go to every other node. All circles of best edges
    are contracted at once, level by level, and opened again from the top, so that a graph of m edges takes about
    m log n steps. Of equal edges the first is taken.

    Args:
        nodes: how many nodes there are, the root included.
        tails: node that each edge leaves.
        heads: node that it enters, never the root.
        gains: what taking it adds.

    Returns:
        The edge that enters each node; -1 for the root.
    """
    tail, head, gain = tails.copy(), heads.copy(), gains.copy()
    bests, ofs, entered = [best_edges(nodes, head, gain)], [filled(np.empty(0, np.int64), ZERO)], [head.copy()]
    on, count = circles(tail, bests[0])
    while count:
        of, size = contract(on, count, bests[-1], tail, head, gain)
        ofs.append(of)
        entered.append(head.copy())
        bests.append(best_edges(size, head, gain))
        on, count = circles(tail, bests[-1])
    chosen: NDArray[np.int64] = bests[-1]
    for level in range(len(bests) - 1, 0, -1):
        lower = bests[level - 1].copy()
        for node in range(lower.size):
            edge = chosen[ofs[level][node]]
            if edge >= 0 and entered[level - 1][edge] == node:
                lower[node] = edge
        chosen = lower
    return chosen


@linked
def invert(matrix: NDArray[np.float64]) -> None:
    """Invert a matrix in place, by elimination without exchange of rows (Gauss and Jordan).

    None is needed where the diagonal of each column outweighs the rest of it (Wilkinson 1961). Plain loops give the
    same digits whatever is weighed beside, and on however many threads; a library of linear algebra need not.
    """
    size = matrix.shape[0]
    for pivot in range(size):
        row = matrix[pivot]
        scale = 1 / row[pivot]
        row[pivot] = 1.0
        for column in range(size):
            row[column] *= scale
        for other in range(size):
            factor = matrix[other, pivot]
            if other != pivot and factor != 0.0:
                matrix[other, pivot] = 0.0
                for column in range(size):
                    matrix[other, column] -= factor * row[column]


@compiled
def weigh(
    parts: NDArray[np.int64],
    cuts: NDArray[np.int64],
    ends: NDArray[np.int64],
    edges: NDArray[np.float64],
    alone: NDArray[np.float64],
    chance: NDArray[np.float64],
    none: NDArray[np.float64],
) -> None:
    """Put the probability of each edge, and of each node having none, where they belong (the matrix-tree theorem).

    Args:
        parts: which graphs.
        cuts: [graphs + 1, 2] where the nodes and the edges of each graph begin, and the ends.
        ends: [edges, 2] node that each edge leaves and node that it enters, counted from its graph's first.
        edges: weight of each edge.
        alone: weight of having none, one a node.
        chance: the place for each edge's probability.
        none: the place for each node's.
    """
    for part in parts:
        node, first, last = cuts[part][0], cuts[part][1], cuts[part + 1][1]
        size = cuts[part + 1][0] - node
        matrix = np.empty((size, size), np.float64)
        for row in range(size):
            for column in range(size):
                matrix[row, column] = 0.0
        for edge in range(first, last):
            matrix[ends[edge, 0], ends[edge, 1]] = -edges[edge]
            matrix[ends[edge, 1], ends[edge, 1]] += edges[edge]
        for each in range(size):
            matrix[each, each] += alone[node + each]
        invert(matrix)
        for edge in range(first, last):
            source, document = ends[edge]
            found = edges[edge] * (matrix[document, document] - matrix[document, source])
            chance[edge] = min(max(found, 0.0), 1.0)
        for each in range(size):
            none[node + each] = min(max(alone[node + each] * matrix[each, each], 0.0), 1.0)


@compiled
def branchings(
    cuts: NDArray[np.int64], ends: NDArray[np.int64], gains: NDArray[np.float64], alone: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return for each node of many graphs the edge that enters it in its graph's branching, -1 for none.

    Args:
        cuts: [graphs + 1, 2] where the nodes and the edges of each graph begin, and the ends.
        ends: [edges, 2] node that each edge leaves and node that it enters, counted from its graph's first.
        gains: what taking it adds.
        alone: what having none adds, one a node; preferred to an edge that adds as much.
    """
    out = np.empty(alone.size, np.int64)
    for graph in range(cuts.shape[0] - 1):
        node, edge = cuts[graph]
        nodes, edges = cuts[graph + 1][0] - node, cuts[graph + 1][1] - edge
        tails, heads = np.empty(nodes + edges, np.int64), np.empty(nodes + edges, np.int64)
        gain = np.empty(nodes + edges, np.float64)
        for each in range(nodes):
            tails[each], heads[each], gain[each] = 0, each + 1, alone[node + each]
        for each in range(edges):
            tails[nodes + each], heads[nodes + each] = ends[edge + each, 0] + 1, ends[edge + each, 1] + 1
            gain[nodes + each] = gains[edge + each]
        chosen = branching(nodes + 1, tails, heads, gain)
        for each in range(nodes):
            taken = chosen[each + 1]
            out[node + each] = -1 if taken < nodes else edge + taken - nodes
    return out


@compiled
def of_twins(
    sources: NDArray[np.int64],
    documents: NDArray[np.int64],
    chances: NDArray[np.float64],
    first: NDArray[np.int64],
    twins: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return for each edge the chances of the edges into the same node from twins of the node it leaves.

    Args:
        sources: node that each edge leaves.
        documents: node that it enters, ascending.
        chances: of each edge.
        first: [nodes + 1] where the twins of each node begin.
        twins: nodes, ascending for each.
    """
    held, into = np.empty(first.size - 1, np.float64), filled(np.empty(first.size - 1, np.int64), NONE)
    out = np.empty(sources.size, np.float64)
    start = 0
    while start < documents.size:
        stop = start
        while stop < documents.size and documents[stop] == documents[start]:
            held[sources[stop]], into[sources[stop]] = chances[stop], documents[start]
            stop += 1
        for edge in range(start, stop):
            out[edge] = 0.0
            for twin in twins[first[sources[edge]] : first[sources[edge] + 1]]:
                if into[twin] == documents[start]:
                    out[edge] += held[twin]
        start = stop
    return out


@compiled
def give(
    rows: NDArray[np.int64],
    sources: NDArray[np.int64],
    documents: NDArray[np.int64],
    weak: NDArray[np.bool_],
    sure: float,
    pair: NDArray[np.int64],
    confidence: NDArray[np.float64],
) -> None:
    """Give documents the source of an edge, in place, one edge after another, where no circle comes of it.

    An edge outdoes none, and a less sure one that is weak where it is not; one the other way goes where less sure.

    Args:
        rows: the edges to give, the first first.
        sources: node that each edge leaves.
        documents: node that it enters.
        weak: which edges are weak.
        sure: the confidence that is given.
        pair: the edge that enters each node, -1 for none.
        confidence: of that edge.
    """
    for row in rows:
        document, source = documents[row], sources[row]
        has, back = pair[document], pair[source]
        if has >= 0 and not (weak[has] and not weak[row] and confidence[document] < sure):
            continue
        if back >= 0 and sources[back] == document and confidence[source] < sure:
            pair[source] = -1
        node = source
        while node != document and pair[node] >= 0:
            node = sources[pair[node]]
        if node != document:
            pair[document], confidence[document] = row, sure
