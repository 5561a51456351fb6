"""The source of each document: the likeliest branching over each connected part, and what is left open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from provenance.stages.derivations.branching import Forest, Graph
from provenance.stages.derivations.direction_features import FAMILIES, SIGNS, Signs
from provenance.text.kernels.branching import assign_sources, duplicate_probabilities

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.settings import Settings
    from provenance.stages.derivations.pair_features import Readings

NAMED = 0.85
"""Confidence of an edge that rests on the document's own word, where nothing else decides."""

NAMED_SHARE = 0.5
"""Least share of a document's body that is shared with a document of the outlet it names, for that word to decide."""

RULED = 40.0
"""Log-odds that a person's ruling adds: more than all signs together."""


@dataclass(frozen=True)
class Choices:
    """Which pair gives each document its source, and how sure that is.

    Attributes:
        pair: row of the readings that gives the document its source; -1 where none does.
        confidence: probability of that edge, its source's twins counted with it.
        alone: probability that no document here is the source.
        chances: probability of every pair.
        families: what each family of reasons adds to each pair, beyond what it adds to the turned pair.
        basis: family that speaks most for the direction of each pair; -1 where none does enough.
        bounded: documents of parts too large to weigh all branchings.
    """

    pair: NDArray[np.int64]
    confidence: NDArray[np.float64]
    alone: NDArray[np.float64]
    chances: NDArray[np.float64]
    families: NDArray[np.float64]
    basis: NDArray[np.int64]
    bounded: int

    def sources(self, read: Readings) -> NDArray[np.int64]:
        """Return the source of each document, -1 where it has none here."""
        return np.where(self.pair >= 0, read.sources[self.pair] if len(read.sources) else -1, -1)


DIRECTED = tuple(FAMILIES.index(family) for family in ("changes", "witness", "date", "credit", "outlet"))
"""Families that can say which way; agreement (a part of which is containment) cannot."""

CHAIN = FAMILIES.index("chain")

GRADE = 2.0**-30
"""Steps of probability in which sources are told apart."""

LEAST_CHANCE = 1e-6
"""Probability below which two directions are not told apart."""


def choices(read: Readings, signs: Signs, settings: Settings, ruled: dict[int, bool], originals: set[int]) -> Choices:
    """Return the source of each document.

    Args:
        read: the directed pairs of the case.
        signs: what speaks for each of them.
        settings: the least probability, and the least reason for a direction.
        ruled: rows of pairs that a person has confirmed or rejected.
        originals: documents that a person has ruled to derive from nothing.
    """
    weights, alone = signs.weights()
    for row, verdict in ruled.items():
        weights[row] += RULED if verdict else -2 * RULED
    alone[sorted(originals)] += 2 * RULED
    back = read.rows(read.sources, read.documents)
    families = beyond_turned(signs.by_family(), back)
    forest = Forest.of(Graph(read.sources, read.documents, weights, alone), read.parts)
    chances, none, bounded = forest.probabilities()
    gain = with_twins(read, chances, signs.pairs[:, [name for name, _ in SIGNS].index("same")] > 0)
    pair = forest.best(graded(gain), graded(settings.derivation.edge_odds * none))
    confidence = np.where(pair >= 0, gain[pair] if len(gain) else 0.0, 0.0)
    families[:, CHAIN] = beyond_turned(np.log(chances + LEAST_CHANCE), back) - families.sum(axis=1)
    turned = back[[row for row, verdict in ruled.items() if not verdict]]
    families[turned[turned >= 0], CHAIN] = 0.0  # that one way is wrong does not say that the other is right
    basis = leading(families, settings.derivation.min_direction_evidence)
    basis[[row for row, verdict in ruled.items() if verdict]] = len(FAMILIES)
    told = np.flatnonzero(pair >= 0)
    pair[told[(confidence[told] < settings.derivation.edge_confidence) | (basis[pair[told]] < 0)]] = -1
    rejected = {row for row, verdict in ruled.items() if not verdict}
    by_name(read, signs, pair, confidence, originals, rejected)
    told = np.flatnonzero(pair >= 0)
    basis[pair[told[basis[pair[told]] < 0]]] = FAMILIES.index("credit")
    return Choices(pair, np.where(pair >= 0, confidence, 0.0), none, chances, families, basis, bounded)


def by_name(
    read: Readings,
    signs: Signs,
    pair: NDArray[np.int64],
    confidence: NDArray[np.float64],
    originals: set[int],
    rejected: set[int],
) -> None:
    """Give documents without a source the one they name, in place, where it shares most of their body.

    Copies that say the same leave each other's direction open, and what a page carries around its story hides how near
    it is; the document's own word decides. It outdoes a less sure edge the other way, and a less sure source that says
    the same in other words where the named one is copied.
    """
    sign = {name: signs.pairs[:, at] > 0 for at, (name, _) in enumerate(SIGNS)}
    told = sign["names_source"] & ~sign["named_by_source"] & ~sign["much_earlier"] & (read.contained >= NAMED_SHARE)
    told[list(rejected)] = False
    rows = np.flatnonzero(told & ~np.isin(read.documents, sorted(originals)))
    rows = rows[np.lexsort((read.sources[rows], -read.contained[rows], read.documents[rows]))]
    assign_sources(rows, read.sources, read.documents, read.reworded, NAMED, pair, confidence)


def graded(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return probabilities on a scale so coarse that equals are equal: sums and differences of its steps are exact.

    Else the last digit of an inverse chooses between twins; on the scale, the first in canonical order is taken.
    """
    return np.asarray(np.rint(chances / GRADE) * GRADE)


def with_twins(read: Readings, edge: NDArray[np.float64], same: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return each edge's probability with those of edges from sources that say the same, word for word.

    Word-for-word copies share what speaks for them: each is half as likely as either. A trace of the edge's own
    probability decides between them.
    """
    twins = np.flatnonzero(same)
    twins = twins[np.lexsort((read.documents[twins], read.sources[twins]))]
    first = np.searchsorted(read.sources[twins], np.arange(len(read.parts) + 1))
    theirs = duplicate_probabilities(read.sources, read.documents, edge, first, read.documents[twins])
    somewhere = np.zeros(len(read.parts), bool)
    somewhere[read.parts[read.documents[twins]]] = True
    return np.where(somewhere[read.parts[read.documents]], np.minimum(edge + theirs, 1 - 1e-3) + 1e-3 * edge, edge)


def beyond_turned(values: NDArray[np.float64], back: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return values of pairs [pairs, ...] beyond those of the turned pairs."""
    there = (back >= 0).reshape(-1, *[1] * (values.ndim - 1))
    return np.asarray(values - np.where(there, values[back], 0.0))


def leading(families: NDArray[np.float64], least: float) -> NDArray[np.int64]:
    """Return the family that speaks most for each pair's direction, -1 where none reaches the least.

    What the rest of the story says is asked where nothing of the pair itself does.
    """
    some = families[:, DIRECTED]
    best = some.argmax(axis=1)
    enough = some.max(axis=1, initial=-np.inf) >= least
    return np.where(enough, np.array(DIRECTED)[best], np.where(families[:, CHAIN] >= least, CHAIN, -1))
