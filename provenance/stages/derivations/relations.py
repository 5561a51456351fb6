"""The word for what a document did with its source: republished, excerpted, edited, expanded and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.stages.derivations.own_parts import shown_own_shares
from provenance.stages.derivations.pair_features import WORD_WEIGHT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.settings.derivation import DerivationSettings
    from provenance.stages.derivations.match_graph import MatchGraph
    from provenance.stages.derivations.pair_features import PairFeatures

NEVER = np.iinfo(np.int64).max


def relations(
    graph: MatchGraph, pairs: PairFeatures, rows: NDArray[np.int64], settings: DerivationSettings
) -> NDArray[np.object_]:
    """Return the relation of each pair's document to its source.

    Args:
        graph: the texts.
        pairs: all directed pairs.
        rows: which of them.
        settings: the least shares of each relation.
    """
    own, lost = (block_share(pairs, rows, reverse=reverse) for reverse in (False, True))
    cut = np.flatnonzero(cut_off(pairs, rows, settings))
    own[cut] = shown_own_shares(graph, pairs.documents[rows[cut]], pairs.sources[rows[cut]][:, None], settings)
    kinds = pairs.kinds[rows]
    tests = {
        "translated": (kinds == "translation") | added_translation(graph, pairs, rows),
        "paraphrased": (kinds == "paraphrase") | (kept_grams(pairs, rows) < settings.paraphrase_gram_share),
        "excerpted": (lost >= settings.excerpt_share) & (own < settings.excerpt_own_share),
        "expanded": own >= settings.own_part_share,
        "edited": edit_rate(pairs, rows) >= settings.edit_rate,
    }
    return first_true(tests)


def added_translation(graph: MatchGraph, pairs: PairFeatures, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which documents hold their own translation, as their sources do not: they have added it to the text."""
    bilingual = graph.bilingual
    return np.asarray(bilingual[pairs.documents[rows]] & ~bilingual[pairs.sources[rows]])


def block_share(pairs: PairFeatures, rows: NDArray[np.int64], *, reverse: bool) -> NDArray[np.float64]:
    """Return the share of each document in whole blocks that its source lacks; with ``reverse``, of the source."""
    weight = np.maximum(pairs.measure("weight", reverse=reverse)[rows], 1)
    return np.asarray(pairs.measure("block_weight", reverse=reverse)[rows] / weight)


def cut_off(pairs: PairFeatures, rows: NDArray[np.int64], settings: DerivationSettings) -> NDArray[np.bool_]:
    """Return which sources are pages that are cut off: the document holds all of them, and more that a third holds."""
    held = (pairs.source_contained >= settings.present_page_share) & ~pairs.reworded
    held &= pairs.contained <= 1 - settings.greatest_own_part_share
    return np.asarray(held[rows])


def kept_grams(pairs: PairFeatures, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return how many grams each document has in common with its source, for each word outside blocks of its own."""
    shared = (pairs.measure("weight") - pairs.measure("block_weight"))[rows] / WORD_WEIGHT
    return np.asarray(pairs.measure("common_grams")[rows] / np.maximum(shared, 1))


def first_true(tests: dict[str, NDArray[np.bool_]]) -> NDArray[np.object_]:
    """Return for each row the first relation whose test is true; ``republished`` where none is."""
    return np.select(list(tests.values()), list(tests), "republished").astype(object)


def edit_rate(pairs: PairFeatures, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the edits of either side for each word of what two documents share, blocks of either left out."""
    edits, weight = np.zeros(rows.shape), np.zeros(rows.shape)
    for reverse in (False, True):
        edits += pairs.measure("edits", reverse=reverse)[rows]
        shared = pairs.measure("weight", reverse=reverse) - pairs.measure("block_weight", reverse=reverse)
        weight += shared[rows]
    return np.asarray(4 * edits / np.maximum(weight, 1))


def unseen_source_relations(
    graph: MatchGraph,
    pairs: PairFeatures,
    documents: NDArray[np.int64],
    stand_ins: NDArray[np.int64],
    rows: NDArray[np.int64],
    settings: DerivationSettings,
) -> NDArray[np.object_]:
    """Return the relation of each document to an unseen source, for which other documents that have it stand in.

    Args:
        graph: the texts.
        pairs: all directed pairs.
        documents: [documents] positions.
        stand_ins: [documents, ``stand_ins``] documents that stand in for the source of each, the nearest first, -1
            where there are no more; there is at least one.
        rows: [documents, ``stand_ins``] rows of the pairs of each document with them.
        settings: the least shares of each relation.
    """
    exists = stand_ins >= 0
    weight = np.maximum(pairs.measure("weight")[rows[:, 0]], 1)
    between = pairs.rows(stand_ins[:, :, None], stand_ins[:, None, :])
    between[~(exists[:, :, None] & exists[:, None, :])] = -1
    own = np.where(exists, pairs.measure("block_weight")[rows] / weight[:, None], np.inf).min(axis=1)
    few = np.flatnonzero((exists.sum(axis=1) < settings.expanded_stand_ins) & (own >= settings.own_part_share))
    own[few] = shown_own_shares(graph, documents[few], stand_ins[few], settings)
    several = exists.sum(axis=1) > 1
    shown = np.where((own >= settings.own_part_share) & (own <= settings.greatest_own_part_share), own, 0.0)
    lost = share_lost(pairs, exists, rows, between, own_of(documents, shown, stand_ins))
    least_lost = np.where(several, settings.excerpt_share, settings.single_stand_in_excerpt_share)
    excerpted = lost >= least_lost
    reworded = reworded_relations(pairs, documents, exists, rows)
    expanded = shown > 0
    tests = {
        **reworded,
        "expanded": expanded & ~(excerpted & (own < settings.excerpt_own_share)),
        "excerpted": excerpted,
        "edited": own_edit_rate(pairs, exists, rows, between, weight) >= settings.edit_rate,
    }
    return first_true(tests)


def reworded_relations(
    pairs: PairFeatures, documents: NDArray[np.int64], exists: NDArray[np.bool_], rows: NDArray[np.int64]
) -> dict[str, NDArray[np.bool_]]:
    """Return which documents only say what all stand-ins say, in other words or another language, by relation.

    Of a text and its translation either may be the translated one. The source's language is the one that most have.
    """
    tests = {}
    matches = np.bincount(pairs.documents, minlength=len(pairs.components))
    for kind, relation in (("translation", "translated"), ("paraphrase", "paraphrased")):
        of_kind = pairs.kinds == kind
        matches_of_kind = np.bincount(pairs.documents[of_kind], minlength=len(pairs.components))
        majority = 2 * matches_of_kind[documents] >= matches[documents]
        tests[relation] = (of_kind[rows] | ~exists).all(axis=1) & majority
    return tests


def own_of(documents: NDArray[np.int64], own: NDArray[np.float64], others: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the share of its own that each other document has, 0 where it is none of the documents."""
    greatest = np.zeros(max(documents.max(initial=0), others.max(initial=0)) + 2)
    np.maximum.at(greatest, documents, own)
    return np.asarray(greatest[others])


def share_lost(
    pairs: PairFeatures,
    exists: NDArray[np.bool_],
    rows: NDArray[np.int64],
    between: NDArray[np.int64],
    own: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the share of its unseen source that each document lacks.

    What it lacks of a stand-in is the source's or the stand-in's own; what a second stand-in lacks of the first, too,
    is taken as the first's own.

    Args:
        pairs: all directed pairs.
        exists: [documents, stand-ins] whether there is a stand-in.
        rows: [documents, stand-ins] rows of the pairs of each document with the stand-ins.
        between: [documents, stand-ins, stand-ins] rows of the pairs of the stand-ins with each other, -1 for none.
        own: [documents, stand-ins] share of each stand-in that is shown to be its own.
    """
    lacks = pairs.measure("block_weight", reverse=True)
    weight = np.maximum(pairs.measure("weight", reverse=True)[rows], 1)
    of_second = np.where(between >= 0, lacks[between], NEVER).min(axis=1)
    single = np.where(exists.sum(axis=1) > 1, 0.0, lacks[rows[:, 0]] / weight[:, 0] - own[:, 0])
    shares = np.where(of_second < NEVER, (lacks[rows] - of_second) / weight, single[:, None])
    return np.asarray(np.where(exists, shares, -np.inf).max(axis=1))


def own_edit_rate(
    pairs: PairFeatures,
    exists: NDArray[np.bool_],
    rows: NDArray[np.int64],
    between: NDArray[np.int64],
    weight: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return the edits of each document's own for each word, against its unseen source.

    The edits between two documents are those of the first and those of the second. Of three that have one source, the
    first has half of what lies between it and the two others, less what lies between those (the three-point formula of
    trees, Buneman 1971).

    Args:
        pairs: all directed pairs.
        exists: [documents, stand-ins] whether there is a stand-in.
        rows: [documents, stand-ins] rows of the pairs of each document with the stand-ins.
        between: [documents, stand-ins, stand-ins] rows of the pairs of the stand-ins with each other, -1 for none.
        weight: [documents] weight of each.
    """
    copies = exists & ~pairs.reworded[rows]
    broad = copies & (2 * pairs.measure("block_weight")[rows] <= weight[:, None])
    has_broad, has_copies = (flags.sum(axis=1, keepdims=True) > least for flags, least in ((broad, 1), (copies, 0)))
    use = np.where(has_broad, broad, np.where(has_copies, copies, exists))
    edits = edit_rate(pairs, rows)
    first, second = np.tril_indices(exists.shape[1], -1)
    row = between[:, first, second]
    measured = (row >= 0) & use[:, first] & use[:, second]
    halves = np.where(measured, (edits[:, first] + edits[:, second] - edit_rate(pairs, row)) / 2, np.inf)
    least = np.where(use, edits, np.inf).min(axis=1)
    return np.asarray(np.where(measured.any(axis=1), halves.min(axis=1, initial=np.inf), least))
