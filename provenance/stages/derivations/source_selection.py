"""The source of each document: the likeliest branching over each connected component, and what is left open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from provenance.stages.derivations.branching import Forest, Graph
from provenance.stages.derivations.reasons import DIRECTION_GROUPS, GROUPS
from provenance.text.kernels.branching import assign_sources, duplicate_probabilities

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.settings.derivation import DerivationSettings
    from provenance.stages.derivations.feature_model import FeatureModel, FeatureValues
    from provenance.stages.derivations.pair_features import PairFeatures
    from provenance.threads import Threads

CHAIN, CREDIT = GROUPS.index("chain"), GROUPS.index("credit")

RULING = len(GROUPS)
"""Basis of a direction that a person has ruled."""

QUANTUM = 2.0**-30
"""Steps to which probabilities are rounded before sums of them are compared: a power of two, so that sums and
differences of steps are exact."""


@dataclass(frozen=True)
class EdgeRulings:
    """What people have ruled, by position.

    Attributes:
        edges: row of each pair that was confirmed (true) or rejected.
        originals: documents that derive from nothing.
    """

    edges: dict[int, bool]
    originals: set[int]

    @property
    def confirmed(self) -> list[int]:
        """Rows of the pairs that were confirmed."""
        return [row for row, verdict in self.edges.items() if verdict]

    @property
    def rejected(self) -> list[int]:
        """Rows of the pairs that were rejected."""
        return [row for row, verdict in self.edges.items() if not verdict]


@dataclass(frozen=True)
class SourceAssignment:
    """The pair that gives each document its source, and its probability.

    Attributes:
        pair: row of the pair that gives the document its source; -1 where none does.
        confidence: probability of that edge, pooled over exact duplicates of its source.
        root_probability: probability that no document is the source.
        contributions: [pairs, reasons] what each reason adds to the log-odds of each pair, less what it adds to the
            pair with document and source exchanged (the antisymmetric part).
        basis: group (its place in ``GROUPS``, or ``RULING``) of greatest log-odds for the direction of each pair; -1
            where no log-odds suffice.
        approximated: documents of components too large to weigh all branchings.
    """

    pair: NDArray[np.int64]
    confidence: NDArray[np.float64]
    root_probability: NDArray[np.float64]
    contributions: NDArray[np.float64]
    basis: NDArray[np.int64]
    approximated: int

    def sources(self, pairs: PairFeatures) -> NDArray[np.int64]:
        """Return the source of each document, -1 where it has none."""
        return np.where(self.pair >= 0, pairs.sources[self.pair] if len(pairs.sources) else -1, -1)


def select_sources(
    pairs: PairFeatures,
    values: FeatureValues,
    bilingual: NDArray[np.bool_],
    rulings: EdgeRulings,
    settings: DerivationSettings,
    threads: Threads,
) -> SourceAssignment:
    """Return the source of each document: the branching with the most expected correct edges.

    Args:
        pairs: the directed pairs of the match graph.
        values: the features of each of them, and of each document having no source.
        bilingual: which documents hold their own translation.
        rulings: what people have ruled.
        settings: the least probability, and the least log-odds for a direction.
        threads: the thread budget.
    """
    weights, root_weights = ruled_weights(values, rulings, settings.ruling_log_odds)
    reverse = pairs.reversed_rows()
    graph = Graph(pairs.sources, pairs.documents, weights, root_weights)
    forest = Forest.of(graph, pairs.components)
    edge_chance, root_chance, approximated = forest.probabilities(settings, threads)
    pooled = pooled_over_duplicates(pairs, edge_chance, values.holds("identical"), settings.duplicate_tie_break)
    pair = forest.best(quantised(pooled), quantised(settings.edge_odds * root_chance))
    confidence = np.where(pair >= 0, pooled[pair] if len(pooled) else 0.0, 0.0)
    contributions = antisymmetric(values.by_reason(), reverse)
    chain = antisymmetric(np.log(edge_chance + settings.probability_floor), reverse) - contributions.sum(axis=1)
    exchanged = reverse[rulings.rejected]
    chain[exchanged[exchanged >= 0]] = 0.0  # that one direction is wrong does not say that the other is right
    contributions[:, -1] = chain
    basis = direction_basis(values.model, contributions, settings.min_direction_evidence)
    basis[rulings.confirmed] = RULING
    assigned = np.flatnonzero(pair >= 0)
    unlikely = (confidence[assigned] < settings.edge_confidence) | (basis[pair[assigned]] < 0)
    passage_alone = shares_a_passage_alone(pairs, values, settings)
    passage_alone[rulings.confirmed] = False
    unlikely |= passage_alone[pair[assigned]]
    unlikely |= part_of_what_is_named(values, pairs, basis, settings)[pair[assigned]]
    pair[assigned[unlikely]] = -1
    apply_dated_source(pairs, values, rulings, settings, pair, confidence)
    dated = pair[pair >= 0]
    basis[dated[basis[dated] < 0]] = GROUPS.index("date")
    apply_named_source(pairs, values, rulings, settings, pair, confidence)
    apply_named_copy(pairs, values, rulings, basis, settings, pair, confidence)
    apply_bilingual_original(pairs, values, bilingual, basis, settings, pair, confidence)
    assigned = np.flatnonzero(pair >= 0)
    basis[pair[assigned[basis[pair[assigned]] < 0]]] = CREDIT
    return SourceAssignment(pair, np.where(pair >= 0, confidence, 0.0), root_chance, contributions, basis, approximated)


def shares_a_passage_alone(
    pairs: PairFeatures, values: FeatureValues, settings: DerivationSettings
) -> NDArray[np.bool_]:
    """Return which pairs share too little to derive from each other where the document does not name the source.

    Two reports of one event share a statement, and neither is the other's source.
    """
    share = np.maximum(pairs.contained, pairs.source_contained)
    little = (share < settings.uncredited_share) & ~pairs.reworded
    return np.asarray(little & ~values.holds("names_source"))


def part_of_what_is_named(
    values: FeatureValues, pairs: PairFeatures, basis: NDArray[np.int64], settings: DerivationSettings
) -> NDArray[np.bool_]:
    """Return which pairs have a document that names an absent outlet, and a source that holds a part and names none.

    The document has its text from where it says, and the other is an excerpt, unless dates or credits say otherwise.
    """
    silent = values.holds("names_absent") & ~values.holds("source_names_absent") & ~values.holds("names_source")
    open_basis = ~np.isin(basis, [GROUPS.index("date"), CREDIT, RULING])
    return np.asarray(silent & open_basis & ~pairs.reworded & (pairs.contained < settings.whole_text_share))


def ruled_weights(
    values: FeatureValues, rulings: EdgeRulings, log_odds: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the logarithms of the weights of pairs and roots, with what rulings add to them.

    Rejections and originals count twice: they outweigh any number of reasons, a confirmation included.
    """
    weights, root_weights = values.weights()
    for row, verdict in rulings.edges.items():
        weights[row] += log_odds if verdict else -2 * log_odds
    root_weights[sorted(rulings.originals)] += 2 * log_odds
    return weights, root_weights


def apply_dated_source(
    pairs: PairFeatures,
    values: FeatureValues,
    rulings: EdgeRulings,
    settings: DerivationSettings,
    pair: NDArray[np.int64],
    confidence: NDArray[np.float64],
) -> None:
    """Give documents without a source the earlier one that says nearly all of the same, in place.

    Markup, time codes and misread letters hide how near two texts are word for word; their passages and dates do not.
    """
    share = np.minimum(pairs.contained, pairs.source_contained)
    eligible = values.holds("later") & (share >= settings.dated_source_share) & ~pairs.reworded
    for name in ("named_by_source", "own_earlier_version", "names_absent", "source_names_absent", "named_by_neighbour"):
        eligible &= ~values.holds(name)
    eligible &= values.column("source_is_agency") >= 0
    eligible &= values.column("source_is_known") >= 0
    eligible[rulings.rejected] = False
    rows = np.flatnonzero(eligible & ~np.isin(pairs.documents, sorted(rulings.originals)))
    rows = rows[np.lexsort((pairs.sources[rows], -pairs.contained[rows], pairs.documents[rows]))]
    assign_sources(
        rows, pairs.sources, pairs.documents, pairs.reworded, settings.dated_source_confidence, pair, confidence
    )


def apply_named_source(
    pairs: PairFeatures,
    values: FeatureValues,
    rulings: EdgeRulings,
    settings: DerivationSettings,
    pair: NDArray[np.int64],
    confidence: NDArray[np.float64],
) -> None:
    """Give documents without a source the one they name, in place, where it shares most of their body.

    Copies that say the same leave each other's direction open, and what a page carries around its story hides how near
    it is; the document's own credit decides. It replaces an edge of less confidence in the other direction, and a
    reworded source of less confidence where the named one is copied.
    """
    eligible = values.holds("names_source") & ~values.holds("named_by_source") & ~values.holds("much_earlier")
    held = (pairs.contained >= settings.named_source_share) | (pairs.source_contained >= settings.present_page_share)
    eligible &= ~values.holds("own_earlier_version") & held
    eligible[rulings.rejected] = False
    rows = np.flatnonzero(eligible & ~np.isin(pairs.documents, sorted(rulings.originals)))
    rows = rows[np.lexsort((pairs.sources[rows], -pairs.contained[rows], pairs.documents[rows]))]
    assign_sources(
        rows, pairs.sources, pairs.documents, pairs.reworded, settings.named_source_confidence, pair, confidence
    )


def apply_named_copy(
    pairs: PairFeatures,
    values: FeatureValues,
    rulings: EdgeRulings,
    basis: NDArray[np.int64],
    settings: DerivationSettings,
    pair: NDArray[np.int64],
    confidence: NDArray[np.float64],
) -> None:
    """Give documents the source they name in the place of one that they do not, where both hold the same of it.

    A source that derives from the document gets the source that this one had.
    """
    credited = values.holds("names_source")
    eligible = credited & ~values.holds("named_by_source") & ~values.holds("own_earlier_version")
    eligible &= ~values.holds("earlier") & ~values.holds("part_of_another") & ~pairs.reworded
    eligible[rulings.rejected] = False
    rows = np.flatnonzero(eligible & (pair >= 0)[pairs.documents])
    current = pair[pairs.documents[rows]]
    rows = rows[~credited[current] & (basis[current] != RULING)]
    common, coverage = pairs.measure("common_grams"), pairs.coverage(reverse=True)
    for row in rows[np.lexsort((pairs.sources[rows], -common[rows], pairs.documents[rows]))].tolist():
        document, source = int(pairs.documents[row]), int(pairs.sources[row])
        former = int(pair[document])
        if (
            credited[former]
            or common[row] < common[former]
            or coverage[row] < coverage[former] - settings.same_words_share
        ):
            continue
        node, below = source, -1
        while node != document and pair[node] >= 0:
            node, below = int(pairs.sources[pair[node]]), node
        if node == document:
            above = pairs.rows(np.array([below]), pairs.sources[[former]])[0] if below == source else -1
            if above < 0:
                continue
            pair[source], confidence[source] = above, min(confidence[source], confidence[document])
        pair[document] = row


def apply_bilingual_original(
    pairs: PairFeatures,
    values: FeatureValues,
    bilingual: NDArray[np.bool_],
    basis: NDArray[np.int64],
    settings: DerivationSettings,
    pair: NDArray[np.int64],
    confidence: NDArray[np.float64],
) -> None:
    """Give bilingual pages the text that they hold word for word, in the place of a translation of it, in place.

    Of two pages that hold a text and its translation, and no date orders them, neither shows that the other has both
    from it.
    """
    eligible = (pairs.source_contained >= settings.present_page_share) & ~pairs.reworded
    eligible &= ~values.holds("earlier") & ~values.holds("named_by_source")
    for document in np.flatnonzero(bilingual & (pair >= 0)).tolist():
        row = pair[document]
        above = pair[pairs.sources[row]]
        if above < 0 or basis[row] == RULING or not values.holds("no_date_order")[row]:
            continue
        original = pairs.rows(np.array([document]), pairs.sources[[above]])[0]
        if original >= 0 and eligible[original]:
            pair[document] = original
            confidence[document] = min(confidence[document], confidence[pairs.sources[row]])


def quantised(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return probabilities rounded to a scale so coarse that equals are equal.

    Else the last digit of an inverse chooses between exact duplicates; on the scale, the first in canonical order is
    taken.
    """
    return np.asarray(np.rint(probabilities / QUANTUM) * QUANTUM)


def pooled_over_duplicates(
    pairs: PairFeatures, edge_chance: NDArray[np.float64], identical: NDArray[np.bool_], tie_break: float
) -> NDArray[np.float64]:
    """Return each edge's probability with those of edges from exact duplicates of its source.

    The evidence for one of several word-for-word copies is shared: each of two is half as likely as either. A trace of
    the edge's own probability decides between them.

    Args:
        pairs: the directed pairs.
        edge_chance: probability of each edge.
        identical: which pairs hold the same words.
        tie_break: the trace, a share of the probability.
    """
    duplicates = np.flatnonzero(identical)
    duplicates = duplicates[np.lexsort((pairs.documents[duplicates], pairs.sources[duplicates]))]
    first = np.searchsorted(pairs.sources[duplicates], np.arange(len(pairs.components) + 1))
    of_duplicates = duplicate_probabilities(
        pairs.sources, pairs.documents, edge_chance, first, pairs.documents[duplicates]
    )
    has_duplicates = np.zeros(len(pairs.components), bool)
    has_duplicates[pairs.components[pairs.documents[duplicates]]] = True
    pooled = np.minimum(edge_chance + of_duplicates, 1 - tie_break) + tie_break * edge_chance
    return np.where(has_duplicates[pairs.components[pairs.documents]], pooled, edge_chance)


def antisymmetric(values: NDArray[np.float64], reverse: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return values of pairs [pairs, ...] less those of the pairs with document and source exchanged.

    Args:
        values: first axis pairs.
        reverse: row of the exchanged pair, -1 where there is none.
    """
    exists = (reverse >= 0).reshape(-1, *[1] * (values.ndim - 1))
    return np.asarray(values - np.where(exists, values[reverse], 0.0))


def direction_basis(model: FeatureModel, contributions: NDArray[np.float64], least: float) -> NDArray[np.int64]:
    """Return the group of greatest log-odds for each pair's direction, -1 where none reaches the least.

    The rest of the component (``chain``) counts only where the features of the pair itself do not reach it.
    """
    groups = np.array([GROUPS.index(reason.group) for reason in model.reasons])
    direction = np.array([GROUPS.index(group) for group in DIRECTION_GROUPS])
    sums = np.stack([contributions[:, groups == group].sum(axis=1) for group in direction], axis=1)
    enough = sums.max(axis=1, initial=-np.inf) >= least
    return np.where(enough, direction[sums.argmax(axis=1)], np.where(contributions[:, -1] >= least, CHAIN, -1))
