"""Documents made of several texts: a source for each part that another document holds and the first source lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.settings.derivation import DerivationSettings
    from provenance.stages.derivations.feature_model import FeatureValues
    from provenance.stages.derivations.match_graph import MatchGraph
    from provenance.stages.derivations.pair_features import PairFeatures
    from provenance.stages.derivations.source_selection import EdgeRulings, SourceAssignment

Spans = list[tuple[int, int]]


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
    spans = shared_spans(graph, pairs, np.concatenate([rows, assignment.pair[assignment.pair >= 0]]))
    further: list[int] = []
    for document in np.unique(pairs.documents[rows]).tolist():
        own = rows[pairs.documents[rows] == document]
        own = own[np.lexsort((pairs.sources[own], -pairs.contained[own], ~values.holds("names_source")[own]))]
        first = [int(assignment.pair[document])] if assignment.pair[document] >= 0 else []
        source_rows = distinct_sources(
            pairs, own.tolist(), first, spans, settings.further_source_share * graph.lengths[document]
        )
        further += source_rows[len(first) :] if len(source_rows) > 1 else []
    return np.array(sorted(further), np.int64)


def candidate_rows(
    pairs: PairFeatures,
    values: FeatureValues,
    assignment: SourceAssignment,
    rulings: EdgeRulings,
    settings: DerivationSettings,
) -> NDArray[np.int64]:
    """Return the pairs that are no assigned ones, hold enough of the document, and whose direction something tells."""
    directed = values.holds("names_source") | (values.holds("later") & ~values.holds("named_by_source"))
    eligible = directed & ~values.holds("own_earlier_version") & ~pairs.reworded
    eligible &= pairs.contained >= settings.further_source_share
    eligible[assignment.pair[assignment.pair >= 0]] = False
    eligible[rulings.rejected] = False
    eligible &= ~np.isin(pairs.documents, sorted(rulings.originals))
    above = assignment.sources(pairs)
    return np.flatnonzero(eligible & (above[pairs.sources] != pairs.documents))


def paired(pairs: PairFeatures, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which documents are one, or are a pair in either direction."""
    return np.asarray((left == right) | (pairs.rows(left, right) >= 0) | (pairs.rows(right, left) >= 0))


def distinct_sources(
    pairs: PairFeatures, rows: list[int], first: list[int], spans: dict[tuple[int, int], Spans], least: float
) -> list[int]:
    """Return the first rows and those further ones whose sources are unrelated and add enough code points."""
    distinct = list(first)
    covered = sorted(span for row in first for span in spans.get(ends(pairs, row), []))
    for row in rows:
        sources = np.array([pairs.sources[source_row] for source_row in distinct], np.int64)
        if len(distinct) and paired(pairs, np.full(len(distinct), pairs.sources[row]), sources).any():
            continue
        added = spans.get(ends(pairs, row), [])
        if total(covered + added) - total(covered) >= least:
            distinct.append(row)
            covered += added
    return distinct


def ends(pairs: PairFeatures, row: int) -> tuple[int, int]:
    """Return the document and the source of a pair."""
    return int(pairs.documents[row]), int(pairs.sources[row])


def total(spans: Spans) -> int:
    """Return how many code points spans cover together."""
    covered = last = 0
    for start, stop in sorted(spans):
        covered += max(0, stop - max(start, last))
        last = max(last, stop)
    return covered


def shared_spans(graph: MatchGraph, pairs: PairFeatures, rows: NDArray[np.int64]) -> dict[tuple[int, int], Spans]:
    """Return the spans of the document of each pair that it shares with the source."""
    keys = pl.DataFrame({"position": pairs.documents[rows], "source": pairs.sources[rows]}).unique()
    spans: dict[tuple[int, int], Spans] = {}
    for side, opposite in (("left", "right"), ("right", "left")):
        passages = graph.passages.select(
            position=side, source=opposite, start=f"{side}_start", stop=f"{side}_stop"
        ).join(keys, on=["position", "source"], how="semi")
        for position, source, start, stop in passages.iter_rows():
            spans.setdefault((position, source), []).append((start, stop))
    return spans
