"""The word for what a document did with its source: republished, excerpted, edited, expanded and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.stages.derivations.comparison import REWORDED

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

STAND_INS = 8
"""Most documents that stand in for an absent source: those that hold most of it."""


def absent_relation(read: Readings, document: int, others: NDArray[np.int64]) -> str:
    """Return the relation of a document to an absent source, by the other documents that have the source.

    Args:
        read: the readings of all pairs.
        document: the document.
        others: documents that stand in for the source; the document has a pair with each.
    """
    rows = read.rows(np.full_like(others, document), others)
    nearest = np.lexsort((others, -read.contained[rows]))[:STAND_INS]
    others, rows = others[nearest], rows[nearest]
    weight = max(int(read.of("weight")[rows[0]]), 1)
    if other_words := reworded(read, document, rows):
        return other_words
    added = float((read.of("block_weight")[rows] / weight).min())
    if OWN_PART <= added <= ALL_HOLD:
        return "expanded"
    if lost_of_all(read, others, rows) >= (PART_LOST if len(others) > 1 else ALL_LACK):
        return "excerpted"
    return "edited" if own_edits(read, others, rows, weight) >= EDITS else "republished"


def reworded(read: Readings, document: int, rows: NDArray[np.int64]) -> str | None:
    """Return the relation of a document that only says what others say, in other words or another language.

    Of a text and its translation either may be the translated one. The source's language is the one that most have.
    """
    kinds = read.kinds[rows].tolist()
    first, last = np.searchsorted(read.documents, [document, document + 1])
    around = read.kinds[first:last].tolist()
    for kind, relation in (("translation", "translated"), ("paraphrase", "paraphrased")):
        if set(kinds) == {kind}:
            most = 2 * around.count(kind) >= len(around)
            return relation if most else None
    return None


def lost_of_all(read: Readings, others: NDArray[np.int64], rows: NDArray[np.int64]) -> float:
    """Return the share of an absent source that a document lacks.

    What it lacks of another document is the source's or the other's own; what a third lacks of the other, too, is told
    as the other's own.
    """
    lacks = read.of("block_weight", turned=True)
    weight = np.maximum(read.of("weight", turned=True)[rows], 1)
    least = np.zeros(len(others)) if len(others) > 1 else lacks[rows] / weight
    for at, row in enumerate(rows):
        thirds = read.rows(np.delete(others, at), np.full(len(others) - 1, others[at]))
        thirds = thirds[thirds >= 0]
        if len(thirds):
            least[at] = (lacks[row] - lacks[thirds].min()) / weight[at]
    return float(least.max())


def own_edits(read: Readings, others: NDArray[np.int64], rows: NDArray[np.int64], weight: int) -> float:
    """Return the edits of a document's own for each word, against an absent source.

    The edits between two documents are those of the one and those of the other. Of three that have one source, the
    first has half of what lies between it and the other two, less what lies between those (the three-point formula of
    trees, Buneman 1971).
    """
    copies = ~np.isin(read.kinds[rows], REWORDED)
    broad = 2 * read.of("block_weight")[rows] <= weight
    use = copies & broad if (copies & broad).any() else copies if copies.any() else np.ones(len(rows), bool)
    others, edits = others[use], edit_rate(read, rows[use])
    one, two = np.tril_indices(len(others), -1)
    between = read.rows(others[one], others[two])
    one, two, between = one[between >= 0], two[between >= 0], between[between >= 0]
    if not len(between):
        return float(edits.min())
    return float(((edits[one] + edits[two] - edit_rate(read, between)) / 2).min())
