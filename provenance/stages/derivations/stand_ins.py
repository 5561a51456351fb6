"""Which documents stand in for an unseen source: those that derive from it, too, and agree in text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.stages.derivations.pair_features import PairFeatures
    from provenance.stages.derivations.source_selection import SourceAssignment


def stand_ins(
    pairs: PairFeatures, assignment: SourceAssignment, sources: NDArray[np.int64], documents: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the stand-ins for the unseen source of each document: the document's place, and the pair's row.

    They are the documents that have the same source, agree with the document, and do not derive from it.

    Args:
        pairs: the directed pairs.
        assignment: the source of each document.
        sources: number of the unseen source of each document.
        documents: positions of the documents.
    """
    first = np.searchsorted(pairs.documents, documents)
    count = np.searchsorted(pairs.documents, documents, "right") - first
    child = np.repeat(np.arange(len(count)), count)
    rows = np.arange(len(child)) + (first - np.cumsum(count) + count)[child]
    neighbours, size = pairs.sources[rows], len(pairs.components)
    siblings = np.isin(sources[child] * size + neighbours, sources * size + documents)
    child, rows, neighbours = child[siblings], rows[siblings], neighbours[siblings]
    independent = ~derives_from(assignment.sources(pairs), neighbours, documents[child])
    return child[independent], rows[independent]


def derives_from(
    source: NDArray[np.int64], documents: NDArray[np.int64], ancestors: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return whether each ancestor stands above the document in its chain, given the source of every document."""
    derives, ancestor = np.zeros(len(documents), bool), source[documents]
    unfinished = np.flatnonzero(ancestor >= 0)
    while len(unfinished):
        derives[unfinished] = ancestor[unfinished] == ancestors[unfinished]
        ancestor[unfinished] = source[ancestor[unfinished]]
        unfinished = unfinished[(ancestor[unfinished] >= 0) & ~derives[unfinished]]
    return derives


def nearest_stand_ins(
    pairs: PairFeatures,
    assignment: SourceAssignment,
    child: NDArray[np.int64],
    rows: NDArray[np.int64],
    count: int,
    most: int,
) -> NDArray[np.int64]:
    """Return the rows [documents, ``most``] of the pairs with the nearest stand-ins, -1 beyond the last.

    Where a document has stand-ins without a source among the documents, the others are left out.

    Args:
        pairs: the directed pairs.
        assignment: the source of each document.
        child: place of the document, one a stand-in.
        rows: row of its pair with the stand-in.
        count: how many documents there are.
        most: stand-ins for each.
    """
    is_root = assignment.pair[pairs.sources[rows]] < 0
    has_roots = np.bincount(child[is_root], minlength=count) > 0
    eligible = is_root | ~has_roots[child]
    child, rows = child[eligible], rows[eligible]
    order = np.lexsort((pairs.sources[rows], -pairs.contained[rows], child))
    child, rows = child[order], rows[order]
    rank = np.arange(len(child)) - np.searchsorted(child, child)
    near = rank < most
    table = np.full((count, most), -1, np.int64)
    table[child[near], rank[near]] = rows[near]
    return table
