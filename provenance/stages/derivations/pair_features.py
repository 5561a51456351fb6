"""What each document of a pair holds that the other lacks, and which third documents stand witness."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from provenance.text.alignment import ranges, running
from provenance.text.kernels import masks
from provenance.text.kernels.windows import window_hashes
from provenance.text.kernels.witnesses import MEASURES, compare_groups
from provenance.text.tokens import Tokens, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from provenance.stages.derivations.match_graph import Case

GRAM_WORDS, GRAM_LETTERS = 3, 6
"""Tokens of a gram: few enough that an edit spoils few, enough that chance makes few alike."""

BLOCK = 24
"""Least weight of a run that is a block, not an edit: twelve words."""

CROWD = 48
"""Documents of a part that are all compared with each other; in a larger part each is compared with its nearest."""

NEAREST = 16
"""Documents that each is compared with in a larger part: those that cover most of it."""

REWORDED = ("translation", "paraphrase")
"""Kinds of match between texts that say the same and are no copies."""

BATCH = 4096
"""Documents that are tokenised at once; changes no result."""

NAMES = (
    "edits", "blocks", "block_weight", "tail_weight", "beyond", "weight", "here", "there", "mutual", "common",
    "conjunctive",
)  # fmt: skip


@dataclass(frozen=True)
class Readings:
    """Directed pairs (a document and a source it may have) and what their texts say.

    Attributes:
        documents: position of the document of each pair; `sources`: of the source.
        measures: [pairs, measures], columns as ``NAMES``, of the document beyond the source; `turned`: of the source
            beyond the document.
        contained: share of the document's body inside passages shared with the source, 0..1; `returned`: of the
            source's body, with the document.
        kinds: kind of the match.
        parts: connected part of every document.
        bounded: pairs that a bound left out.
    """

    documents: NDArray[np.int64]
    sources: NDArray[np.int64]
    measures: NDArray[np.int64]
    turned: NDArray[np.int64]
    contained: NDArray[np.float64]
    returned: NDArray[np.float64]
    kinds: NDArray[np.object_]
    parts: NDArray[np.int64]
    bounded: int

    def of(self, name: str, *, turned: bool = False) -> NDArray[np.int64]:
        """Return one measure of all pairs."""
        return (self.turned if turned else self.measures)[:, NAMES.index(name)]

    def covered(self, *, turned: bool = False) -> NDArray[np.float64]:
        """Return the share of each pair's document that the source has too; turned, of the source that it has."""
        beyond, weight = self.of("beyond", turned=turned), self.of("weight", turned=turned)
        return np.asarray(1 - beyond / np.maximum(weight, 1))

    @cached_property
    def reworded(self) -> NDArray[np.bool_]:
        """Which pairs say the same and are no copies."""
        return np.asarray(np.isin(self.kinds, REWORDED))

    @cached_property
    def keys(self) -> NDArray[np.int64]:
        """One ascending number a pair."""
        return self.documents * len(self.parts) + self.sources

    def rows(self, documents: NDArray[np.int64], sources: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the rows of directed pairs, -1 where a pair is none."""
        wanted = documents * len(self.parts) + sources
        if not len(self.keys):
            return np.full(wanted.shape, -1, np.int64)
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[at] == wanted, at, -1)


def readings(case: Case) -> Readings:
    """Return the directed pairs of a case, in order of document and source, with their measures."""
    left, right = (case.pairs[side].to_numpy() for side in ("left", "right"))
    graph = coo_array((np.ones(len(left), bool), (left, right)), shape=(case.size, case.size))
    parts = connected_components(graph, directed=False)[1].astype(np.int64)
    documents, sources = np.concatenate([left, right]), np.concatenate([right, left])
    shares = [case.pairs[f"contained_{side}"].to_numpy() for side in ("left", "right")]
    contained, returned = np.concatenate(shares), np.concatenate(shares[::-1])
    kinds = np.tile(case.pairs["kind"].to_numpy(), 2)
    crowded = np.bincount(parts, minlength=case.size)[parts] > CROWD
    kept = nearest(documents, sources, contained, crowded)
    documents, sources, kinds = documents[kept], sources[kept], kinds[kept]
    contained, returned = contained[kept], returned[kept]
    measures, turned = compared(case, documents, sources, parts, crowded)
    bounded = 2 * len(left) - len(kept)
    return Readings(documents, sources, measures, turned, contained, returned, kinds, parts, bounded)


def nearest(
    documents: NDArray[np.int64], sources: NDArray[np.int64], contained: NDArray[np.float64], crowded: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Return which pairs are looked at, in order of document and source: all but the far ones of a crowd."""
    order = np.lexsort((sources, -contained, documents))
    first = np.searchsorted(documents[order], documents[order])
    near = (np.arange(len(order)) - first < NEAREST) | ~crowded[documents[order]]
    kept = order[near]
    return kept[np.lexsort((sources[kept], documents[kept]))]


def compared(
    case: Case,
    documents: NDArray[np.int64],
    sources: NDArray[np.int64],
    parts: NDArray[np.int64],
    crowded: NDArray[np.bool_],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the measures of pairs, and those of the turned pairs.

    The documents of a part are compared in one group; in a crowd, each with its nearest.
    """
    measures = np.zeros((len(documents), MEASURES), np.int64)
    turned = np.zeros_like(measures)
    groups = np.where(crowded[documents], case.size + documents, parts[documents])
    passages, bodies = rewordings(case), Bodies.of(case)

    def work(members: NDArray[np.int64]) -> None:
        inside = np.zeros(case.size, bool)
        inside[members] = True
        rows = np.flatnonzero(inside[documents])
        rows = rows[np.argsort(groups[rows], kind="stable")]
        found = measured(bodies, documents[rows], sources[rows], groups[rows], passages)
        measures[rows], turned[rows] = found[:, 0], found[:, 1]

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        list(pool.map(work, batches(documents, parts)))
    return measures, turned


def measured(
    bodies: Bodies,
    documents: NDArray[np.int64],
    sources: NDArray[np.int64],
    groups: NDArray[np.int64],
    said: Rewordings,
) -> NDArray[np.int64]:
    """Return the measures of pairs, in order of their groups, and of the same pairs turned [pairs, 2, measures]."""
    positions = np.unique(np.concatenate([documents, sources]))
    tokens = bodies.tokens(positions)
    every = np.ones(len(tokens.hashes), bool)
    grams = window_hashes(
        tokens.hashes.astype(np.uint64), tokens.characters, every, tokens.offsets, GRAM_WORDS, GRAM_LETTERS
    )
    number = np.cumsum(np.diff(groups, prepend=groups[:1]) != 0)
    ends = np.stack([documents, sources], axis=1)
    keys = number[:, None] * len(positions) + np.searchsorted(positions, ends)
    members = np.unique(keys)
    first = np.searchsorted(members, np.arange(number[-1] + 2) * len(positions))
    places = np.searchsorted(members, keys) - first[number][:, None]
    both = np.stack([places, places[:, ::-1]], axis=1).reshape(-1, 2)
    runs, many = said.runs(ends, places, tokens, positions)
    cuts = np.concatenate([[0], np.flatnonzero(np.diff(number)) + 1, [len(number)]])
    found = compare_groups(
        grams, tokens.offsets, tokens.characters, members % len(positions), both, runs,
        np.stack([first, 2 * cuts, running(many)[cuts]], axis=1), (GRAM_WORDS, GRAM_LETTERS, BLOCK),
    )  # fmt: skip
    return found.reshape(-1, 2, MEASURES)


def batches(documents: NDArray[np.int64], parts: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Yield the documents that have pairs, whole parts together where they are not larger than a batch."""
    members = np.unique(documents)
    members = members[np.argsort(parts[members], kind="stable")]
    start = 0
    while start < len(members):
        stop = min(start + BATCH, len(members))
        if stop < len(members):
            begin = int(np.searchsorted(parts[members], parts[members[stop]]))
            stop = begin if begin > start else stop
        yield members[start:stop]
        start = stop


@dataclass(frozen=True)
class Rewordings:
    """The passages that say something in other words or another language, both ways round.

    Attributes:
        keys: one number a directed pair, ascending.
        spans: [passages, 2] first code point in the document, and the one after the last.
        size: how many documents the case has.
    """

    keys: NDArray[np.int64]
    spans: NDArray[np.int64]
    size: int

    def runs(
        self, ends: NDArray[np.int64], places: NDArray[np.int64], tokens: Tokens, positions: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the reworded runs of pairs and of the turned pairs, in tokens, and how many each pair has.

        Args:
            ends: [pairs, 2] position of the document and of the source.
            places: [pairs, 2] the same as places in their group.
            tokens: the tokens of the batch.
            positions: the documents of the batch.
        """
        if not len(self.keys):
            return np.zeros((0, 4), np.int64), np.zeros(len(ends), np.int64)
        asked = np.stack([ends, ends[:, ::-1]], axis=1).reshape(-1, 2)
        wanted = asked[:, 0] * self.size + asked[:, 1]
        first = np.searchsorted(self.keys, wanted)
        many = np.searchsorted(self.keys, wanted, "right") - first
        pair, at = ranges(first, many)
        document = np.searchsorted(positions, asked[pair, 0])
        turned = np.stack([places, places[:, ::-1]], axis=1).reshape(-1, 2)[pair]
        inside = masks.token_spans(tokens.offsets, tokens.starts, tokens.stops, document, self.spans[at])
        return np.concatenate([turned, inside], axis=1), many.reshape(-1, 2).sum(axis=1)


def rewordings(case: Case) -> Rewordings:
    """Return the passages of pairs that are no copies: in a copy, what was reworded are edits, and count as such."""
    pairs = case.pairs.filter(pl.col("kind").is_in(REWORDED)).select("left", "right")
    said = case.passages.filter(pl.col("kind").is_in(["paraphrased", "translated"]))
    said = said.join(pairs, on=["left", "right"], how="semi")
    sides = (("left", "right"), ("right", "left"))
    turned = [said.select(document=a, source=b, start=f"{a}_start", stop=f"{a}_stop") for a, b in sides]
    found = pl.concat(turned).sort(pl.all()).cast(pl.Int64).to_numpy()
    return Rewordings(found[:, 0] * case.size + found[:, 1], found[:, 2:], case.size)


@dataclass(frozen=True)
class Bodies:
    """The texts of a case, and what in them is no body text or speaks of their making, in order of the document."""

    texts: pl.Series
    first: NDArray[np.int64]
    starts: NDArray[np.int32]
    stops: NDArray[np.int32]

    @classmethod
    def of(cls, case: Case) -> Bodies:
        """Return the bodies of all documents."""
        left_out = pl.concat([case.skips, case.asides], how="vertical_relaxed").sort("position", "start", "stop")
        first = np.searchsorted(left_out["position"].to_numpy(), np.arange(case.size + 1))
        ends = (left_out[name].cast(pl.Int32).to_numpy() for name in ("start", "stop"))
        return cls(case.documents["text"], first, *ends)

    def tokens(self, positions: NDArray[np.int64]) -> Tokens:
        """Return the tokens of the bodies of documents."""
        tokens = tokenise(self.texts.gather(positions))
        place, at = ranges(self.first[positions], self.first[positions + 1] - self.first[positions])
        kept = masks.body_mask(tokens.offsets, tokens.starts, tokens.stops, place, self.starts[at], self.stops[at])
        return tokens.select(kept)
