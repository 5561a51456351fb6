"""Measures of document pairs: what each holds that the other lacks, and what third documents hold with either."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from provenance.stages.derivations.body_text import BodyTexts, RewordedPassages
from provenance.text.kernels.windows import window_hashes
from provenance.text.kernels.witnesses import MEASURES, compare_groups
from provenance.text.tokens import running_sum

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from provenance.settings.derivation import DerivationSettings
    from provenance.stages.derivations.match_graph import MatchGraph
    from provenance.threads import Threads

WORD_WEIGHT = 2
"""Weight of a word in the measures; a character of a script without spaces weighs 1."""

REWORDED_KINDS = ("translation", "paraphrase")
"""Kinds of match between texts that say the same and are no copies."""

BATCH_DOCUMENTS = 4096
"""Documents that are tokenised at once; changes no result."""

MEASURE_NAMES = (
    "edits", "blocks", "block_weight", "tail_weight", "unshared_weight", "weight", "witnessed_source_lacks",
    "witnessed_document_lacks", "witnessed_both_lack", "common_grams", "conjunctive_grams",
)  # fmt: skip
"""Measures of a document beside a source it may have, in the order of the columns; weights are in half words.

``edits`` and ``blocks``: short and long runs of the document that the source lacks; ``block_weight``, ``tail_weight``:
weight of the long runs, and of the one at the end; ``unshared_weight``, ``weight``: of all that the source lacks, and
of the whole document. ``witnessed_source_lacks``: the most grams of the document that one third document holds and the
source lacks; ``witnessed_document_lacks``: of the source, that it holds and the document lacks;
``witnessed_both_lack``: the most that hold both ways for one third document. ``common_grams``: grams in common;
``conjunctive_grams``: grams in common against two other documents or more.
"""


@dataclass(frozen=True)
class PairFeatures:
    """Directed pairs (a document and a source it may have) and what their texts say.

    Attributes:
        documents: position of the document of each pair; `sources`: of the source.
        measures: [pairs, measures], columns as ``MEASURE_NAMES``; `reversed_measures`: the same with document and
            source exchanged.
        contained: share of the document's body inside passages shared with the source, 0..1; `source_contained`: of
            the source's body, with the document.
        kinds: kind of the match.
        components: connected component of every document.
        pairs_dropped: pairs that a bound left out.
    """

    documents: NDArray[np.int64]
    sources: NDArray[np.int64]
    measures: NDArray[np.int64]
    reversed_measures: NDArray[np.int64]
    contained: NDArray[np.float64]
    source_contained: NDArray[np.float64]
    kinds: NDArray[np.object_]
    components: NDArray[np.int64]
    pairs_dropped: int

    def measure(self, name: str, *, reverse: bool = False) -> NDArray[np.int64]:
        """Return one measure of all pairs; with ``reverse``, document and source exchanged."""
        return (self.reversed_measures if reverse else self.measures)[:, MEASURE_NAMES.index(name)]

    def coverage(self, *, reverse: bool = False) -> NDArray[np.float64]:
        """Return the share of each pair's document that the source has too; with ``reverse``, of the source."""
        unshared, weight = self.measure("unshared_weight", reverse=reverse), self.measure("weight", reverse=reverse)
        return np.asarray(1 - unshared / np.maximum(weight, 1))

    @cached_property
    def reworded(self) -> NDArray[np.bool_]:
        """Which pairs say the same and are no copies."""
        return np.asarray(np.isin(self.kinds, REWORDED_KINDS))

    @cached_property
    def keys(self) -> NDArray[np.int64]:
        """One ascending number a pair."""
        return self.documents * len(self.components) + self.sources

    def rows(self, documents: NDArray[np.int64], sources: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the rows of directed pairs, -1 where two documents are no pair."""
        keys = documents * len(self.components) + sources
        if not len(self.keys):
            return np.full(keys.shape, -1, np.int64)
        row = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[row] == keys, row, -1)

    def reversed_rows(self) -> NDArray[np.int64]:
        """Return for each pair the row of the pair with document and source exchanged, -1 where there is none."""
        return self.rows(self.sources, self.documents)


def pair_features(graph: MatchGraph, settings: DerivationSettings, threads: Threads) -> PairFeatures:
    """Return the directed pairs of a match graph, in order of document and source, with their measures."""
    left, right = (graph.pairs[side].to_numpy() for side in ("left", "right"))
    links = coo_array((np.ones(len(left), bool), (left, right)), shape=(graph.size, graph.size))
    components = connected_components(links, directed=False)[1].astype(np.int64)
    documents, sources = np.concatenate([left, right]), np.concatenate([right, left])
    shares = [graph.pairs[f"contained_{side}"].to_numpy() for side in ("left", "right")]
    contained, source_contained = np.concatenate(shares), np.concatenate(shares[::-1])
    kinds = np.tile(graph.pairs["kind"].to_numpy(), 2)
    large = np.bincount(components, minlength=graph.size)[components] > settings.all_pairs_documents
    rows = nearest_pairs(
        documents, sources, contained, preference(graph, documents, sources), large, settings.nearest_sources
    )
    documents, sources, kinds = documents[rows], sources[rows], kinds[rows]
    contained, source_contained = contained[rows], source_contained[rows]
    groups = np.where(large[documents], graph.size + documents, components[documents])
    measures, reversed_measures = compare_pairs(graph, documents, sources, components, groups, settings, threads)
    dropped = 2 * len(left) - len(rows)
    return PairFeatures(
        documents, sources, measures, reversed_measures, contained, source_contained, kinds, components, dropped
    )


def preference(graph: MatchGraph, documents: NDArray[np.int64], sources: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each pair 2 where the document names the source's outlet, and 1 more where that is an agency."""
    width = len(graph.outlet_ids) + 1
    claims = graph.claims["position"].to_numpy() * width + graph.claims["outlet"].to_numpy()
    named = np.isin(documents * width + graph.outlet[sources], claims)
    return np.asarray(2 * named + graph.agency[sources])


def nearest_pairs(
    documents: NDArray[np.int64],
    sources: NDArray[np.int64],
    contained: NDArray[np.float64],
    preferred: NDArray[np.int64],
    large: NDArray[np.bool_],
    most: int,
) -> NDArray[np.int64]:
    """Return the pairs to compare, in order of document and source.

    They are all pairs, but in large components those of each document with the ``most`` that cover most of it; of those
    that cover as much, the preferred ones.
    """
    order = np.lexsort((sources, -preferred, -contained, documents))
    first = np.searchsorted(documents[order], documents[order])
    near = (np.arange(len(order)) - first < most) | ~large[documents[order]]
    rows = order[near]
    return rows[np.lexsort((sources[rows], documents[rows]))]


def compare_pairs(
    graph: MatchGraph,
    documents: NDArray[np.int64],
    sources: NDArray[np.int64],
    components: NDArray[np.int64],
    groups: NDArray[np.int64],
    settings: DerivationSettings,
    threads: Threads,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the measures of pairs, and those with document and source exchanged.

    Args:
        graph: texts and passages.
        documents: position of the document of each pair.
        sources: position of its source.
        components: connected component of every document.
        groups: the group of each pair: third documents are those of the group.
        settings: sizes of grams and blocks.
        threads: batches of components are compared side by side.
    """
    measures = np.zeros((len(documents), MEASURES), np.int64)
    reversed_measures = np.zeros_like(measures)
    rewordings, bodies = RewordedPassages.of(graph, REWORDED_KINDS), BodyTexts.of(graph)

    def compare_batch(members: NDArray[np.int64]) -> None:
        in_batch = np.zeros(graph.size, bool)
        in_batch[members] = True
        rows = np.flatnonzero(in_batch[documents])
        rows = rows[np.argsort(groups[rows], kind="stable")]
        batch = measure_batch(bodies, documents[rows], sources[rows], groups[rows], rewordings, settings)
        measures[rows], reversed_measures[rows] = batch[:, 0], batch[:, 1]

    for _ in threads.map(compare_batch, document_batches(documents, components)):
        pass
    return measures, reversed_measures


def measure_batch(
    bodies: BodyTexts,
    documents: NDArray[np.int64],
    sources: NDArray[np.int64],
    groups: NDArray[np.int64],
    rewordings: RewordedPassages,
    settings: DerivationSettings,
) -> NDArray[np.int64]:
    """Return the measures of pairs in order of their groups, and the reversed measures [pairs, 2, measures]."""
    words, characters = settings.gram_words, settings.gram_characters
    block = WORD_WEIGHT * settings.unshared_block_words
    positions = np.unique(np.concatenate([documents, sources]))
    tokens = bodies.tokens(positions)
    every = np.ones(len(tokens.hashes), bool)
    grams = window_hashes(tokens.hashes.astype(np.uint64), tokens.characters, every, tokens.offsets, words, characters)
    number = np.cumsum(np.diff(groups, prepend=groups[:1]) != 0)
    ends = np.stack([documents, sources], axis=1)
    keys = number[:, None] * len(positions) + np.searchsorted(positions, ends)
    members = np.unique(keys)
    first = np.searchsorted(members, np.arange(number[-1] + 2) * len(positions))
    places = np.searchsorted(members, keys) - first[number][:, None]
    directions = np.stack([places, places[:, ::-1]], axis=1).reshape(-1, 2)
    runs, run_counts = rewordings.runs(ends, places, tokens, positions)
    cuts = np.concatenate([[0], np.flatnonzero(np.diff(number)) + 1, [len(number)]])
    measures = compare_groups(
        grams, tokens.offsets, tokens.characters, members % len(positions), directions, runs,
        np.stack([first, 2 * cuts, running_sum(run_counts)[cuts]], axis=1), (words, characters, block),
    )  # fmt: skip
    return measures.reshape(-1, 2, MEASURES)


def document_batches(documents: NDArray[np.int64], components: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Yield the documents that have pairs, whole components together where they are not larger than a batch."""
    members = np.unique(documents)
    members = members[np.argsort(components[members], kind="stable")]
    start = 0
    while start < len(members):
        stop = min(start + BATCH_DOCUMENTS, len(members))
        if stop < len(members):
            begin = int(np.searchsorted(components[members], components[members[stop]]))
            stop = begin if begin > start else stop
        yield members[start:stop]
        start = stop
