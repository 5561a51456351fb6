"""Originals whose own page is cut off (a paywall, a teaser): copies that hold more of it still derive from them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from provenance.settings.derivation import DerivationSettings
    from provenance.stages.derivations.match_graph import MatchGraph
    from provenance.stages.derivations.pair_features import PairFeatures
    from provenance.stages.derivations.source_selection import SourceAssignment
    from provenance.stages.derivations.unseen import UnseenSource


def cut_page_sources(
    graph: MatchGraph,
    pairs: PairFeatures,
    assignment: SourceAssignment,
    unseen: list[UnseenSource],
    settings: DerivationSettings,
) -> tuple[list[UnseenSource], dict[int, float]]:
    """Return the unseen sources, and rows of pairs with their confidence that take the place of some.

    A document that holds nearly all of a page of the outlet that it derives from derives from that page: what it holds
    beyond the page, the page has lost.

    Args:
        graph: documents and outlets.
        pairs: the directed pairs.
        assignment: the source of each document.
        unseen: the unseen sources of documents.
        settings: the least share of such a page.
    """
    pages = (pairs.source_contained >= settings.present_page_share) & ~pairs.reworded
    above = assignment.sources(pairs)
    remaining: list[UnseenSource] = []
    rows: dict[int, float] = {}
    for source in unseen:
        children = dict(source.children)
        for child, confidence in source.children.items():
            first, last = np.searchsorted(pairs.documents, [child, child + 1])
            own = np.arange(first, last)[pages[first:last]]
            own = own[graph.outlet[pairs.sources[own]] == source.outlet] if source.outlet >= 0 else own[:0]
            own = own[[not stands_above(above, int(pairs.sources[row]), child) for row in own]]
            if len(own):
                row = int(own[np.lexsort((pairs.sources[own], -pairs.contained[own]))[0]])
                if assignment.pair[child] != row:
                    rows[row] = max(confidence, rows.get(row, 0.0))
                del children[child]
        if children:
            remaining.append(replace(source, children=children))
    return remaining, rows


def stands_above(above: np.ndarray[tuple[int], np.dtype[np.int64]], position: int, ancestor: int) -> bool:
    """Return whether a document is another or derives from it, given the source of every document (-1 for none)."""
    while position >= 0 and position != ancestor:
        position = int(above[position])
    return position == ancestor
