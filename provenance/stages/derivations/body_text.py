"""The body text of documents as tokens, and the passages that say it in other words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.text.alignment import expand_ranges
from provenance.text.kernels import masks
from provenance.text.tokens import Tokens, tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from provenance.stages.derivations.match_graph import MatchGraph


@dataclass(frozen=True)
class BodyTexts:
    """The texts of a match graph and the spans to leave out of them: no body text, or about the text's own making.

    Attributes:
        texts: one a document, in canonical order.
        first: [documents + 1] where the spans of each document begin.
        starts: first code point of each span.
        stops: code point after its last.
    """

    texts: pl.Series
    first: NDArray[np.int64]
    starts: NDArray[np.int32]
    stops: NDArray[np.int32]

    @classmethod
    def of(cls, graph: MatchGraph) -> BodyTexts:
        """Return the bodies of all documents."""
        spans = pl.concat([graph.skips, graph.credit_spans], how="vertical_relaxed").sort("position", "start", "stop")
        first = np.searchsorted(spans["position"].to_numpy(), np.arange(graph.size + 1))
        ends = (spans[name].cast(pl.Int32).to_numpy() for name in ("start", "stop"))
        return cls(graph.documents["text"], first, *ends)

    def tokens(self, positions: NDArray[np.int64]) -> Tokens:
        """Return the tokens of the bodies of documents."""
        tokens = tokenise(self.texts.gather(positions))
        place, row = expand_ranges(self.first[positions], self.first[positions + 1] - self.first[positions])
        body = masks.body_mask(tokens.offsets, tokens.starts, tokens.stops, place, self.starts[row], self.stops[row])
        return tokens.select(body)


@dataclass(frozen=True)
class RewordedPassages:
    """The passages that say something in other words or another language, in both directions.

    Attributes:
        keys: one number a directed pair, ascending.
        spans: [passages, 2] first code point in the document, and the one after the last.
        size: how many documents the match graph has.
    """

    keys: NDArray[np.int64]
    spans: NDArray[np.int64]
    size: int

    @classmethod
    def of(cls, graph: MatchGraph, kinds: Sequence[str]) -> RewordedPassages:
        """Return the passages of pairs whose match is of some kinds: in a copy, rewordings are edits."""
        pairs = graph.pairs.filter(pl.col("kind").is_in(kinds)).select("left", "right")
        passages = graph.passages.filter(pl.col("kind").is_in(["paraphrased", "translated"]))
        passages = passages.join(pairs, on=["left", "right"], how="semi")
        sides = (("left", "right"), ("right", "left"))
        directed = [passages.select(document=a, source=b, start=f"{a}_start", stop=f"{a}_stop") for a, b in sides]
        rows = pl.concat(directed).sort(pl.all()).cast(pl.Int64).to_numpy()
        return cls(rows[:, 0] * graph.size + rows[:, 1], rows[:, 2:], graph.size)

    def runs(
        self, ends: NDArray[np.int64], places: NDArray[np.int64], tokens: Tokens, positions: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the reworded runs of pairs and of their reverses, in tokens, and how many each pair has.

        Args:
            ends: [pairs, 2] position of the document and of the source.
            places: [pairs, 2] the same as places in their group.
            tokens: the tokens of the batch.
            positions: the documents of the batch.
        """
        if not len(self.keys):
            return np.zeros((0, 4), np.int64), np.zeros(len(ends), np.int64)
        directions = np.stack([ends, ends[:, ::-1]], axis=1).reshape(-1, 2)
        keys = directions[:, 0] * self.size + directions[:, 1]
        first = np.searchsorted(self.keys, keys)
        counts = np.searchsorted(self.keys, keys, "right") - first
        pair, row = expand_ranges(first, counts)
        document = np.searchsorted(positions, directions[pair, 0])
        group_places = np.stack([places, places[:, ::-1]], axis=1).reshape(-1, 2)[pair]
        spans = masks.token_spans(tokens.offsets, tokens.starts, tokens.stops, document, self.spans[row])
        return np.concatenate([group_places, spans], axis=1), counts.reshape(-1, 2).sum(axis=1)
