"""The word for what a document did with its source: republished, excerpted, edited, expanded and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.stages.derivations.pair_features import Readings

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
    edits, weight = np.zeros(rows.shape), np.zeros(rows.shape)
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

NEVER = np.iinfo(np.int64).max


def absent_relations(
    read: Readings, documents: NDArray[np.int64], others: NDArray[np.int64], rows: NDArray[np.int64]
) -> NDArray[np.object_]:
    """Return the relation of each document to an absent source, by the other documents that have the source.

    Args:
        read: the readings of all pairs.
        documents: [documents] positions.
        others: [documents, ``STAND_INS``] documents that stand in for the source of each, the nearest first, -1 where
            there are no more; there is one at least.
        rows: [documents, ``STAND_INS``] rows of the pairs of each document with them.
    """
    there = others >= 0
    weight = np.maximum(read.of("weight")[rows[:, 0]], 1)
    between = read.rows(others[:, :, None], others[:, None, :])
    between[~(there[:, :, None] & there[:, None, :])] = -1
    added = np.where(there, read.of("block_weight")[rows] / weight[:, None], np.inf).min(axis=1)
    least = np.where(there.sum(axis=1) > 1, PART_LOST, ALL_LACK)
    told = {
        **reworded(read, documents, there, rows),
        "expanded": (added >= OWN_PART) & (added <= ALL_HOLD),
        "excerpted": lost_of_all(read, there, rows, between) >= least,
        "edited": own_edits(read, there, rows, between, weight) >= EDITS,
    }
    return np.select(list(told.values()), list(told), "republished").astype(object)


def reworded(
    read: Readings, documents: NDArray[np.int64], there: NDArray[np.bool_], rows: NDArray[np.int64]
) -> dict[str, NDArray[np.bool_]]:
    """Return which documents only say what others say, in other words or another language, by relation.

    Of a text and its translation either may be the translated one. The source's language is the one that most have.
    """
    found = {}
    pairs = np.bincount(read.documents, minlength=len(read.parts))
    for kind, relation in (("translation", "translated"), ("paraphrase", "paraphrased")):
        of_kind = read.kinds == kind
        around = np.bincount(read.documents[of_kind], minlength=len(read.parts))
        most = 2 * around[documents] >= pairs[documents]
        found[relation] = (of_kind[rows] | ~there).all(axis=1) & most
    return found


def lost_of_all(
    read: Readings, there: NDArray[np.bool_], rows: NDArray[np.int64], between: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the share of its absent source that each document lacks.

    What it lacks of another document is the source's or the other's own; what a third lacks of the other, too, is told
    as the other's own.

    Args:
        read: the readings of all pairs.
        there: [documents, others] whether there is another.
        rows: [documents, others] rows of the pairs of each document with the others.
        between: [documents, others, others] rows of the pairs of the others with each other, -1 where they have none.
    """
    lacks = read.of("block_weight", turned=True)
    weight = np.maximum(read.of("weight", turned=True)[rows], 1)
    of_thirds = np.where(between >= 0, lacks[between], NEVER).min(axis=1)
    alone = np.where(there.sum(axis=1) > 1, 0.0, lacks[rows[:, 0]] / weight[:, 0])
    shares = np.where(of_thirds < NEVER, (lacks[rows] - of_thirds) / weight, alone[:, None])
    return np.asarray(np.where(there, shares, -np.inf).max(axis=1))


def own_edits(
    read: Readings,
    there: NDArray[np.bool_],
    rows: NDArray[np.int64],
    between: NDArray[np.int64],
    weight: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return the edits of each document's own for each word, against its absent source.

    The edits between two documents are those of the one and those of the other. Of three that have one source, the
    first has half of what lies between it and the other two, less what lies between those (the three-point formula of
    trees, Buneman 1971).

    Args:
        read: the readings of all pairs.
        there: [documents, others] whether there is another.
        rows: [documents, others] rows of the pairs of each document with the others.
        between: [documents, others, others] rows of the pairs of the others with each other, -1 where they have none.
        weight: [documents] weight of each.
    """
    copies = there & ~read.reworded[rows]
    broad = copies & (2 * read.of("block_weight")[rows] <= weight[:, None])
    some = [each.any(axis=1, keepdims=True) for each in (broad, copies)]
    use = np.where(some[0], broad, np.where(some[1], copies, there))
    edits = edit_rate(read, rows)
    one, two = np.tril_indices(there.shape[1], -1)
    third = between[:, one, two]
    told = (third >= 0) & use[:, one] & use[:, two]
    halves = np.where(told, (edits[:, one] + edits[:, two] - edit_rate(read, third)) / 2, np.inf)
    alone = np.where(use, edits, np.inf).min(axis=1)
    return np.asarray(np.where(told.any(axis=1), halves.min(axis=1, initial=np.inf), alone))
