"""The word for what a document did with its source: republished, excerpted, edited, expanded and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.stages.derivations.comparison import Readings

PART_LOST = 0.1
"""Share of the source from which on whole blocks that the document lacks make it a part, not the whole."""

OWN_PART = 0.05
"""Share of a document from which on whole blocks of its own are a substantial part."""

EDITS = 0.03
"""Edits for each word from which on a document is reworded here and there (both sides counted)."""


def relations(read: Readings, rows: NDArray[np.int64]) -> NDArray[np.object_]:
    """Return the relation of each pair's document to its source.

    Args:
        read: the readings of all pairs.
        rows: which of them.
    """
    weight, source_weight = (np.maximum(read.of("weight", turned=turned)[rows], 1) for turned in (False, True))
    lost = read.of("block_weight", turned=True)[rows] / source_weight
    added = read.of("block_weight")[rows] / weight
    edits = edit_rate(read, rows)
    kinds = read.kinds[rows]
    told = {
        "translated": kinds == "translation",
        "paraphrased": kinds == "paraphrase",
        "expanded": added >= OWN_PART,
        "excerpted": lost >= PART_LOST,
        "edited": edits >= EDITS,
    }
    return np.select(list(told.values()), list(told), "republished").astype(object)


def edit_rate(read: Readings, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the edits of either side for each word of what two documents share, blocks of either left out."""
    edits, weight = np.zeros(len(rows)), np.zeros(len(rows))
    for turned in (False, True):
        edits += read.of("edits", turned=turned)[rows]
        weight += read.of("weight", turned=turned)[rows] - read.of("block_weight", turned=turned)[rows]
    return np.asarray(4 * edits / np.maximum(weight, 1))


ALL_LACK = 0.2
"""Share of the one document that stands in for an absent source from which on blocks that this one lacks are told as
the source's, not as the other's own."""

ALL_HOLD = 0.45
"""Share of a document up to which blocks that no other holds are told as its own, not as lost by all others."""


def absent_relation(read: Readings, rows: NDArray[np.int64]) -> str:
    """Return the relation of a document to an absent source, by the pairs with the documents that share the source.

    Edits that show against one of the others alone are that one's; what all of them lack is the document's own, unless
    it is too much; what two of them hold is the source's.
    """
    weight = max(int(read.of("weight")[rows[0]]), 1)
    others = np.maximum(read.of("weight", turned=True)[rows], 1)
    edits = edit_rate(read, rows)
    added = float((read.of("block_weight")[rows] / weight).min())
    blocks = read.of("block_weight", turned=True)[rows]
    if len(rows) > 1:
        blocks = np.minimum(blocks, 2 * read.of("there")[rows])
    lacks = bool((blocks / others).max() >= ALL_LACK)
    kinds = set(read.kinds[rows].tolist())
    if "translation" in kinds and len(kinds) == 1:
        return "translated"
    if "paraphrase" in kinds and len(kinds) == 1:
        return "paraphrased"
    if OWN_PART <= added <= ALL_HOLD:
        return "expanded"
    broad = 2 * read.of("block_weight")[rows] <= weight
    least = (edits[broad] if broad.any() else edits).min()
    return "excerpted" if lacks else "edited" if least >= EDITS else "republished"
