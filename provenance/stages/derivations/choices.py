"""The source of each document: the likeliest branching over each connected part, and what is left open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

from provenance.stages.derivations.comparison import REWORDED
from provenance.stages.derivations.reasons import FAMILIES, SIGNS, Signs
from provenance.text.branching import Graph, best_branching, probabilities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from provenance.settings import Settings
    from provenance.stages.derivations.cases import Case
    from provenance.stages.derivations.comparison import Readings

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

LEAST_CHANCE = 1e-6
"""Probability below which two directions are not told apart."""


def choices(
    case: Case, read: Readings, signs: Signs, settings: Settings, ruled: dict[int, bool], originals: set[int]
) -> Choices:
    """Return the source of each document.

    Args:
        case: what the judgement rests on.
        read: its directed pairs.
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
    pair, confidence = np.full(case.size, -1, np.int64), np.zeros(case.size)
    chances, none, bounded = np.zeros(len(weights)), np.ones(case.size), 0
    same = signs.pairs[:, [name for name, _ in SIGNS].index("same")] > 0
    for members, rows in by_part(read):
        sources, documents = (np.searchsorted(members, end[rows]) for end in (read.sources, read.documents))
        graph = Graph(sources, documents, weights[rows], alone[members])
        edge, without, lone = probabilities(graph)
        gain = with_twins(graph, edge, same[rows])
        chosen = best_branching(graph, gain, settings.edge_odds * without)
        has = np.flatnonzero(chosen >= 0)
        pair[members[has]], confidence[members[has]] = rows[chosen[has]], gain[chosen[has]]
        chances[rows], none[members] = edge, without
        bounded += lone
    families[:, CHAIN] = beyond_turned(np.log(chances + LEAST_CHANCE), back) - families.sum(axis=1)
    basis = leading(families, settings.direction_reasons)
    basis[[row for row, verdict in ruled.items() if verdict]] = len(FAMILIES)
    told = np.flatnonzero(pair >= 0)
    pair[told[(confidence[told] < settings.edge_confidence) | (basis[pair[told]] < 0)]] = -1
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
    other_words = np.isin(read.kinds, REWORDED)
    rows = np.flatnonzero(told)
    for row in rows[np.lexsort((read.sources[rows], -read.contained[rows], read.documents[rows]))]:
        document, source = int(read.documents[row]), int(read.sources[row])
        has, back = pair[document], pair[source]
        outdone = has < 0 or (other_words[has] and not other_words[row] and confidence[document] < NAMED)
        if document in originals or not outdone:
            continue
        if back >= 0 and read.sources[back] == document and confidence[source] < NAMED:
            pair[source] = -1
        if not leads_to(read, pair, source, document):
            pair[document], confidence[document] = row, NAMED


def leads_to(read: Readings, pair: NDArray[np.int64], document: int, source: int) -> bool:
    """Return whether a document is a source, or has it above it in its chain."""
    while document != source and pair[document] >= 0:
        document = int(read.sources[pair[document]])
    return document == source


def by_part(read: Readings) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield the documents of each connected part that has pairs, and its pairs."""
    order = np.argsort(read.parts[read.documents], kind="stable")
    cuts = np.flatnonzero(np.diff(read.parts[read.documents][order])) + 1
    for rows in np.split(order, cuts) if len(order) else ():
        yield np.unique(np.concatenate([read.documents[rows], read.sources[rows]])), rows


def with_twins(graph: Graph, edge: NDArray[np.float64], same: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return each edge's probability with those of edges from sources that say the same, word for word.

    Word-for-word copies share what speaks for them: each is half as likely as either. A trace of the edge's own
    probability decides between them.
    """
    if not same.any():
        return edge
    shape = (graph.nodes, graph.nodes)
    table = csr_matrix((edge, (graph.sources, graph.documents)), shape=shape)
    twins = csr_matrix((np.ones(same.sum()), (graph.sources[same], graph.documents[same])), shape=shape)
    of_twins: NDArray[np.float64] = np.asarray((twins @ table)[graph.sources, graph.documents], np.float64).ravel()
    return np.minimum(edge + of_twins, 1 - 1e-3) + 1e-3 * edge


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
