"""Compiled branching: the best incoming edge for every node, without circles (Chu and Liu 1965, Edmonds 1967)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.arrays import NONE, ZERO, filled
from provenance.text.kernels.compiling import compiled, inlined, linked

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


@compiled
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
