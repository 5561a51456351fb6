"""Whether two similar texts are near-duplicates: verified as ``trace`` does, on their prose, and on their facts.

The Jaccard similarity of all shingles proposes. Sixty captions under two stories make two texts similar, and so does
the form of a weather report; a menu beside a story makes it less similar to its copy. So the texts are aligned, as in
``trace``; shingles are counted once more in prose alone; and where names or most numbers of aligned places differ, the
texts are two pages of a template.

Of the copies of a text only the pair is aligned that decides: the copy with the kept text that is most like it. A pair
of which both stay is always aligned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.cleaning.decide.across_splits import is_comparable
from provenance.cleaning.decide.agreement import agreements_of_rows
from provenance.cleaning.decide.near_bodies import BodyReader
from provenance.cleaning.decide.near_duplicates import VerifiedPairs, surviving_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from provenance.cleaning.decide.agreement import Agreement
    from provenance.cleaning.decide.removals import TextClasses
    from provenance.cleaning.inputs.job import CleaningJob
    from provenance.settings.cleaning import CleaningSettings

VERDICT = {"similarity": pl.Float64, "body_jaccard": pl.Float64, "difference": pl.String}
"""What is added to a pair: the similarity of ``trace``; Jaccard in prose, 0 where there is little of it, it differs
much, or a name or number elsewhere is lacking; what makes them two texts, null if nothing. Similarity and difference
are null where the pair was not aligned: neither Jaccard makes it near, or one of the two goes for another's sake."""

PAIRS_AT_ONCE = 1 << 15
"""Pairs whose texts are in memory at once; changes no result."""

LAZY_ROUNDS = 2
"""Rounds in which one pair of a copy is aligned; after them, all of one that found no near text; changes no result."""


def with_verdicts(
    verified: VerifiedPairs, classes: TextClasses, sizes: Sequence[int], job: CleaningJob, cuts: pl.DataFrame
) -> VerifiedPairs:
    """Return pairs with the columns of ``VERDICT``.

    Args:
        verified: pairs of texts that reach the floor; verdicts that they have are kept.
        classes: the texts, by their first documents.
        sizes: tokens of each document.
        job: gives the texts and the settings.
        cuts: document, start, stop of what is cut.
    """
    pairs = verified.pairs.with_columns(
        pl.lit(None, kind).alias(name) for name, kind in VERDICT.items() if name not in verified.pairs.columns
    ).sort("left", "right")
    verdicts = Verdicts(pairs, classes, np.asarray(sizes, np.int64), job, cuts)
    verdicts.decide()
    return VerifiedPairs(verdicts.frame(), verified.compared, verified.left_out)


class Verdicts:
    """The verdicts on some pairs: those that decide what stays."""

    def __init__(
        self, pairs: pl.DataFrame, classes: TextClasses, sizes: NDArray[np.int64], job: CleaningJob, cuts: pl.DataFrame
    ) -> None:
        self.pairs, self.texts, self.job = pairs, len(classes.first_documents), job
        self.left, self.right = (pairs[side].to_numpy().astype(np.int32) for side in ("left", "right"))
        self.documents = classes.first_documents[np.stack([self.left, self.right], axis=1).reshape(-1, 2)]
        self.jaccard = pairs["jaccard"].to_numpy()
        self.is_known = pairs["similarity"].is_not_null().to_numpy()
        self.similarity = pairs["similarity"].fill_null(0.0).to_numpy(writable=True)
        self.body = pairs["body_jaccard"].fill_null(0.0).to_numpy(writable=True)
        self.difference = np.array(pairs["difference"].to_list(), object)
        self.comparable = is_comparable(classes.sides, self.left, self.right)
        self.long = (sizes[self.documents] >= job.options.thresholds.body_words).all(axis=1)
        self.reader = BodyReader(job, cuts)

    def decide(self) -> None:
        """Align pairs until every text that goes has a kept one that is verified."""
        thresholds = self.job.options.thresholds
        candidates = np.flatnonzero(~self.is_known & (self.long | (self.jaccard >= thresholds.near)))
        if len(candidates) <= PAIRS_AT_ONCE:
            self.reader.bodies(self.documents[candidates])
        for batch in self._batches(np.flatnonzero(~self.is_known & self.long)):
            body = self.reader.bodies(self.documents[batch]).jaccard(self.documents[batch])
            self.body[batch] = np.where(body < thresholds.body_near, 0.0, body)
        self._align(np.flatnonzero(~self.is_known & self._is_near() & ~self.comparable))
        codes = self.left.astype(np.int64) << 32 | self.right
        rounds = 0
        while True:
            near = np.flatnonzero(self._is_near() & self.comparable)
            likeness = np.maximum(self.jaccard, self.body)[near]
            survivors = surviving_texts(self.texts, self.left[near], self.right[near], likeness).astype(np.int64)
            removed = np.flatnonzero(survivors != np.arange(self.texts))
            deciding = np.searchsorted(codes, survivors[removed] << 32 | removed)
            pending = deciding[~self.is_known[deciding]]
            if not len(pending):
                return
            if rounds >= LAZY_ROUNDS:
                open_texts = np.zeros(self.texts, np.bool_)
                open_texts[self.right[pending]] = True
                pending = near[open_texts[self.right[near]] & ~self.is_known[near]]
            self._align(np.sort(pending))
            rounds += 1

    def frame(self) -> pl.DataFrame:
        """Return the pairs with their verdicts."""
        aligned = pl.Series(self.is_known)
        considered = pl.Series(self.is_known | self.long)
        return self.pairs.with_columns(
            pl.when(aligned).then(pl.Series(self.similarity, dtype=pl.Float64)).alias("similarity"),
            pl.when(considered).then(pl.Series(self.body, dtype=pl.Float64)).alias("body_jaccard"),
            pl.when(aligned).then(pl.Series(self.difference.tolist(), dtype=pl.String)).alias("difference"),
        )

    def _is_near(self) -> NDArray[np.bool_]:
        """Return which pairs are near, as far as is known."""
        likeness = np.maximum(self.jaccard, self.body)
        is_other = self.difference != None  # noqa: E711 - element by element
        near: NDArray[np.bool_] = (likeness >= self.job.options.thresholds.near) & ~(self.is_known & is_other)
        return near

    def _batches(self, rows: NDArray[np.int64]) -> list[NDArray[np.int64]]:
        """Return rows of pairs in batches whose texts can be in memory together."""
        return [rows[start : start + PAIRS_AT_ONCE] for start in range(0, len(rows), PAIRS_AT_ONCE)]

    def _align(self, rows: NDArray[np.int64]) -> None:
        """Align some pairs, and enter what was found."""
        settings, threads = self.job.options.settings, self.job.threads
        for batch in self._batches(rows):
            bodies = self.reader.bodies(self.documents[batch])
            places = bodies.places(self.documents[batch])
            similarity = bodies.similarities(places)
            facts = agreements_of_rows(places[:, ::-1].copy(), bodies.texts, bodies.tokens, settings, threads)
            self.is_known[batch], self.similarity[batch] = True, similarity
            self.body[batch[[agreed.lacking for agreed in facts]]] = 0.0
            least = settings.matching.near_similarity
            self.difference[batch] = [
                "body" if alike < least else other_page(agreed, settings.cleaning)
                for alike, agreed in zip(similarity.tolist(), facts, strict=True)
            ]


def other_page(agreed: Agreement, thresholds: CleaningSettings) -> str | None:
    """Return what makes two texts pages of one template: ``names``, or ``numbers``; None where they are one text."""
    if not thresholds.template_pages:
        return None
    if agreed.name_slots >= max(thresholds.template_names, thresholds.template_share * agreed.places):
        return "names"
    if agreed.number_slots >= thresholds.template_numbers and agreed.numbers >= thresholds.template_share:
        return "numbers"
    return None
