"""Documents made of several texts: a source for each part that another document holds and the first source lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from provenance.stages.derivations.body_text import BodyTexts
from provenance.stages.derivations.own_parts import bodies_of, covered, shared_grams

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.settings.derivation import DerivationSettings
    from provenance.stages.derivations.feature_model import FeatureValues
    from provenance.stages.derivations.match_graph import MatchGraph
    from provenance.stages.derivations.pair_features import PairFeatures
    from provenance.stages.derivations.source_selection import EdgeRulings, SourceAssignment


def further_sources(
    graph: MatchGraph,
    pairs: PairFeatures,
    values: FeatureValues,
    assignment: SourceAssignment,
    rulings: EdgeRulings,
    settings: DerivationSettings,
) -> NDArray[np.int64]:
    """Return the rows of the pairs that give documents a second source and further ones, ascending.

    A page of two agencies' stories derives from both. The texts must have nothing in common with each other, each must
    hold a part of its own of the document, and each must be earlier than the document or be named by it. A document
    that the likeliest branching gives no source gets sources this way only where there are two or more.
    """
    assigned = assignment.sources(pairs)
    rows = candidate_rows(pairs, values, assignment, rulings, settings)
    of_assigned = assigned[pairs.documents[rows]]
    related = paired(pairs, of_assigned, pairs.sources[rows]) & (of_assigned >= 0)
    rows = rows[~related]
    several = np.bincount(pairs.documents[rows], minlength=graph.size) + (assigned >= 0) > 1
    rows = rows[several[pairs.documents[rows]]]
    first_rows = assignment.pair[(assignment.pair >= 0) & np.isin(np.arange(graph.size), pairs.documents[rows])]
    held = held_tokens(graph, pairs, np.concatenate([rows, first_rows]), settings)
    further: list[int] = []
    for document in np.unique(pairs.documents[rows]).tolist():
        own = rows[pairs.documents[rows] == document]
        own = own[~of_several(pairs, own)]
        copies = np.isin(assigned[pairs.sources[own]], pairs.sources[own])
        named = values.holds("names_source")[own]
        own = own[np.lexsort((pairs.sources[own], -pairs.contained[own], copies, ~named))]
        first = [int(assignment.pair[document])] if assignment.pair[document] >= 0 else []
        source_rows = distinct_sources(pairs, own.tolist(), first, held, settings.further_source_share)
        further += source_rows[len(first) :] if len(source_rows) > 1 else []
    return np.array(sorted(further), np.int64)


def candidate_rows(
    pairs: PairFeatures,
    values: FeatureValues,
    assignment: SourceAssignment,
    rulings: EdgeRulings,
    settings: DerivationSettings,
) -> NDArray[np.int64]:
    """Return the pairs that are no assigned ones, hold enough of the document, and whose direction something tells.

    Where neither dates nor credits tell it, the texts do: what two unrelated documents hold beside their parts of a
    third, that one cannot have given them. Of a document that has a source, the rest is from elsewhere.
    """
    directed = values.holds("names_source") | (values.holds("later") & ~values.holds("named_by_source"))
    left_open = ~values.holds("later") & ~values.holds("earlier") & ~values.holds("named_by_source")
    has_source = (assignment.pair >= 0)[pairs.documents]
    left_open &= has_source | (pairs.source_contained <= settings.further_source_whole_share)
    eligible = (directed | left_open) & ~values.holds("own_earlier_version") & ~pairs.reworded
    eligible &= pairs.contained >= settings.further_source_share
    eligible[assignment.pair[assignment.pair >= 0]] = False
    eligible[rulings.rejected] = False
    eligible &= ~np.isin(pairs.documents, sorted(rulings.originals))
    above = assignment.sources(pairs)
    return np.flatnonzero(eligible & (above[pairs.sources] != pairs.documents))


def of_several(pairs: PairFeatures, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which sources of one document agree with two others of them that do not agree: made of several, too."""
    sources = pairs.sources[rows]
    related = paired(pairs, sources[:, None], sources[None, :])
    apart = ~related
    return np.asarray(np.einsum("ij,jk,ik->i", related, apart, related) > 0)


def paired(pairs: PairFeatures, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which documents are one, or are a pair in either direction."""
    return np.asarray((left == right) | (pairs.rows(left, right) >= 0) | (pairs.rows(right, left) >= 0))


def distinct_sources(
    pairs: PairFeatures, rows: list[int], first: list[int], held: dict[int, Held], least: float
) -> list[int]:
    """Return the first rows and those further ones whose sources are unrelated and hold enough that the others lack."""
    distinct = list(first)
    covered = np.any([held[row].tokens for row in first], axis=0) if first else None
    for row in rows:
        sources = np.array([pairs.sources[source_row] for source_row in distinct], np.int64)
        if len(distinct) and paired(pairs, np.full(len(distinct), pairs.sources[row]), sources).any():
            continue
        tokens, weights = held[row]
        added = tokens if covered is None else tokens & ~covered
        if weights[added].sum() >= least * weights.sum():
            distinct.append(row)
            covered = tokens if covered is None else tokens | covered
    return distinct


class Held(NamedTuple):
    """Which tokens of the document of a pair the source holds, and the weight of each token."""

    tokens: NDArray[np.bool_]
    weights: NDArray[np.int64]


def held_tokens(
    graph: MatchGraph, pairs: PairFeatures, rows: NDArray[np.int64], settings: DerivationSettings
) -> dict[int, Held]:
    """Return for pairs what the source holds of the document, word for word.

    Passages bridge what differs: those with two sources whose sentences alternate would overlap.
    """
    ends = np.stack([pairs.documents[rows], pairs.sources[rows]], axis=1)
    positions = np.unique(ends)
    bodies = bodies_of(BodyTexts.of(graph).tokens(positions), settings) if len(positions) else []
    held: dict[int, Held] = {}
    for row, (document, source) in zip(rows.tolist(), np.searchsorted(positions, ends).tolist(), strict=True):
        body = bodies[document]
        held[row] = Held(covered(body, shared_grams(body, bodies[source])), body.weights)
    return held
