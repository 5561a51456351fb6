"""What each document of a pair holds that the other lacks, and which third documents stand witness."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from provenance.text.alignment import prepare
from provenance.text.kernels.windows import windows
from provenance.text.kernels.witnesses import MEASURES, compare
from provenance.text.tokens import Tokens, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from provenance.stages.derivations.cases import Case

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

BATCH = 20_000
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
    measures = np.zeros((len(documents), MEASURES), np.int64)
    turned = np.zeros_like(measures)
    for rows, found, back in compared(case, documents, sources, parts, crowded):
        measures[rows], turned[rows] = found, back
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
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]]:
    """Yield rows of pairs, their measures, and those of the turned pairs."""
    said = rewordings(case)
    for members in batches(documents, parts):
        texts = Batch(case, np.unique(np.concatenate([members, sources[np.isin(documents, members)]])), said)
        rows = np.flatnonzero(np.isin(documents, members))
        group = np.where(crowded[documents[rows]], case.size + documents[rows], parts[documents[rows]])
        order = np.argsort(group, kind="stable")
        cuts = np.flatnonzero(np.diff(group[order])) + 1
        for some in np.split(rows[order], cuts):
            yield some, *texts.compare(documents[some], sources[some])


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


def rewordings(case: Case) -> pl.DataFrame:
    """Return the passages that say something in other words or another language, both ways round.

    Only those of pairs that are no copies: in a copy, what was reworded are edits, and count as such.
    """
    pairs = case.pairs.filter(pl.col("kind").is_in(REWORDED)).select("left", "right")
    said = case.passages.filter(pl.col("kind").is_in(["paraphrased", "translated"]))
    said = said.join(pairs, on=["left", "right"], how="semi")
    sides = (("left", "right"), ("right", "left"))
    turned = [said.select(document=a, source=b, start=f"{a}_start", stop=f"{a}_stop") for a, b in sides]
    return pl.concat(turned).sort(pl.all())


class Batch:
    """The tokens of a batch of documents, without what is no body text."""

    def __init__(self, case: Case, positions: NDArray[np.int64], said: pl.DataFrame) -> None:
        self.positions = positions
        tokens = body(case, positions)
        self.tokens = tokens
        every = np.ones(len(tokens.hashes), bool)
        self.grams = windows(
            tokens.hashes.astype(np.uint64), tokens.characters, every, tokens.offsets, GRAM_WORDS, GRAM_LETTERS
        )
        inside = said.filter(pl.col("document").is_in(positions.tolist()))
        self.said = dict(inside.partition_by("document", "source", as_dict=True))

    def compare(
        self, documents: NDArray[np.int64], sources: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the measures of pairs of one group, and of the same pairs turned."""
        group = np.unique(np.concatenate([documents, sources]))
        ends = np.stack([np.searchsorted(group, documents), np.searchsorted(group, sources)], axis=1)
        both = np.concatenate([ends, ends[:, ::-1]])
        found = compare(
            self.grams, self.tokens.offsets, self.tokens.characters, np.searchsorted(self.positions, group), both,
            self.runs(group, both), (GRAM_WORDS, GRAM_LETTERS, BLOCK),
        )  # fmt: skip
        return found[: len(ends)], found[len(ends) :]

    def runs(self, group: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the reworded runs of pairs of a group, in tokens."""
        rows = []
        for document, source in ends if self.said else ():
            for start, stop in self.spans(int(group[document]), int(group[source])):
                rows.append((document, source, start, stop))
        return np.array(rows, np.int64).reshape(-1, 4)

    def spans(self, document: int, source: int) -> Iterator[tuple[int, int]]:
        """Yield the reworded runs of one pair, in tokens of the document."""
        found = self.said.get((document, source))
        if found is None:
            return
        place = int(np.searchsorted(self.positions, document))
        first, last = self.tokens.offsets[place], self.tokens.offsets[place + 1]
        starts, stops = self.tokens.starts[first:last], self.tokens.stops[first:last]
        for start, stop in zip(found["start"], found["stop"], strict=True):
            yield int(np.searchsorted(stops, start, "right")), int(np.searchsorted(starts, stop))


def body(case: Case, positions: NDArray[np.int64]) -> Tokens:
    """Return the tokens of documents without their skipped spans and without what speaks of their making."""
    tokens = tokenise(case.documents["text"].gather(positions))
    spans = pl.concat([case.skips, case.asides], how="vertical_relaxed").sort("position", "start", "stop")
    spans = spans.filter(pl.col("position").is_in(positions.tolist()))
    places = np.searchsorted(positions, spans["position"].to_numpy())
    ends = (spans[name].cast(pl.Int32).to_numpy() for name in ("start", "stop"))
    return tokens.select(prepare(tokens, (places, *ends)).body)  # type: ignore[arg-type]
