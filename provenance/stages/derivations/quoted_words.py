"""The words themselves in the evidence: what a document changed, and which third document tells it from another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from provenance.stages.derivations.body_text import BodyTexts
from provenance.text.kernels.windows import window_hashes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from provenance.settings.derivation import DerivationSettings
    from provenance.stages.derivations.match_graph import MatchGraph
    from provenance.stages.derivations.pair_features import PairFeatures
    from provenance.text.tokens import Tokens

BATCH_ROWS = 2048
"""Edges whose documents are tokenised at once; changes no result."""

Span = tuple[int, int]
"""Tokens of a body, half open."""


class Change(NamedTuple):
    """A run of one body, and the run that stands in its place in another; either may be empty."""

    run: Span
    place: Span


class QuotedWords(NamedTuple):
    """Sentences with words of the texts, one an edge; null where there is nothing to quote.

    Attributes:
        changes: what the document leaves out of its source, adds, or words differently.
        held_elsewhere: what its source, or the document itself, has in common with a third and the other lacks.
        shared_wording: where the source differs from a third document, and the document has the words of the source.
    """

    changes: pl.Series
    held_elsewhere: pl.Series
    shared_wording: pl.Series


@dataclass(frozen=True)
class Body:
    """The body of one document as tokens and grams, with its text.

    Attributes:
        text: the whole text.
        starts: first code point of each token; `stops`: the one after its last.
        grams: hash of the gram at each token, 0 where there is none; `sizes`: its tokens.
    """

    text: str
    starts: NDArray[np.int32]
    stops: NDArray[np.int32]
    grams: NDArray[np.uint64]
    sizes: NDArray[np.int64]

    @cached_property
    def ordered(self) -> NDArray[np.uint64]:
        """The distinct grams, ascending."""
        return np.unique(self.grams)

    @cached_property
    def _held_by(self) -> dict[int, NDArray[np.bool_]]:
        return {}

    def held_by(self, compared: Body) -> NDArray[np.bool_]:
        """Return which grams another body has too; worked out once."""
        key = id(compared)
        if key not in self._held_by:
            place = np.minimum(np.searchsorted(compared.ordered, self.grams), len(compared.ordered) - 1)
            common = (
                (compared.ordered[place] == self.grams) & (self.grams != 0) if len(compared.ordered) else self.grams < 0
            )
            self._held_by[key] = np.asarray(common)
        return self._held_by[key]

    def covered(self, compared: Body) -> NDArray[np.bool_]:
        """Return which tokens stand in a gram that another body has too."""
        if not len(self.grams):
            return np.zeros(0, bool)
        numbers = np.arange(len(self.grams))
        ends = np.where(self.held_by(compared), numbers + self.sizes, 0)
        return np.asarray(numbers < np.maximum.accumulate(ends))

    def in_place_of(self, compared: Body, run: Span) -> Span | None:
        """Return the run of another body between the grams that stand before and after a run; None where there is none.

        Either end may be that of the body.
        """
        start, stop = run
        before = start - int(self.sizes[start - 1]) if start else -1
        if before >= 0:
            places = np.flatnonzero(compared.grams == self.grams[before])
            if not len(places):
                return None
            first = int(places[0]) + int(self.sizes[before])
        else:
            first = 0
        if stop >= len(self.grams):
            return first, len(compared.grams)
        places = np.flatnonzero(compared.grams[first:] == self.grams[stop])
        return (first, first + int(places[0])) if len(places) and self.grams[stop] else None

    def quotation(self, run: Span, most: int) -> str:
        """Return the words of a run as one line in quotation marks, cut after a word where there are too many."""
        start, stop = int(self.starts[run[0]]), int(self.stops[run[1] - 1])
        words = " ".join(self.text[start : min(stop, start + 2 * most)].split())
        if len(words) > most or stop - start > 2 * most:
            words = words[:most].rsplit(" ", 1)[0] + " …"
        return f"“{words.strip('“”„»«')}”"


def runs_of(flags: NDArray[np.bool_]) -> list[Span]:
    """Return the runs of true values."""
    edges = np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8))
    return list(zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True))


def length(run: Span) -> int:
    """Return the tokens of a run."""
    return run[1] - run[0]


def changes_between(body: Body, compared: Body, most: int) -> tuple[list[Change], list[Span]]:
    """Return the short runs of a body that stand in place of other words, and the runs that stand in place of nothing.

    Args:
        body: has the runs.
        compared: lacks them.
        most: most tokens of a run, and of what it stands in place of; longer ones stand in place of nothing.
    """
    changes, additions = [], []
    for run in runs_of(~body.covered(compared)):
        counterpart = body.in_place_of(compared, run) if length(run) <= most else None
        if counterpart and 0 < length(counterpart) <= most:
            changes.append(Change(run, counterpart))
        else:
            additions.append(run)
    return changes, additions


@dataclass(frozen=True)
class Quoter:
    """The bodies of documents, and what may be quoted of them.

    Attributes:
        bodies: by position.
        names: what people call each document.
        settings: lengths of quotations and of changes.
    """

    bodies: dict[int, Body]
    names: pl.Series
    settings: DerivationSettings

    def quote(self, body: Body, run: Span) -> str:
        """Return a run in quotation marks."""
        return body.quotation(run, self.settings.quoted_characters)

    def changes(self, document: int, source: int) -> str:
        """Return what a document leaves out of its source, adds, and words differently, with an example of each."""
        body, origin, name = self.bodies[document], self.bodies[source], self.names[source]
        changes, additions = changes_between(body, origin, self.settings.unshared_block_words)
        replacements = {change.place for change in changes}
        omissions = [run for run in runs_of(~origin.covered(body)) if run not in replacements]
        phrases = []
        if omissions:
            phrases.append(f"leaves out {self.quote(origin, max(omissions, key=length))} of {name}")
        if additions:
            phrases.append(f"adds {self.quote(body, max(additions, key=length))}")
        if changes:
            change = max(changes, key=lambda pair: length(pair.run))
            phrases.append(f"has {self.quote(body, change.run)} where {name} has {self.quote(origin, change.place)}")
        joined = " and ".join(filter(None, [", ".join(phrases[:-1]), phrases[-1]])) if phrases else ""
        return f"this text {joined or f'differs from {name} in single words'}"

    def held_elsewhere(self, document: int, source: int, thirds: list[int], favours: bool) -> str:
        """Return the longest words that a third document has in common with one of the two, and the other lacks."""
        holder, compared = (source, document) if favours else (document, source)
        body = self.bodies[holder]
        missing = ~body.held_by(self.bodies[compared]) & (body.grams != 0)
        best: tuple[int, Span, int] | None = None
        for third in thirds if missing.any() else ():
            for first, last in runs_of(missing & body.held_by(self.bodies[third])):
                if best is None or last - first > best[0]:
                    best = (last - first, (first, last - 1 + int(body.sizes[last - 1])), third)
        name = self.names[source]
        if best is None:
            lack = f"of {name} that this text lacks" if favours else f"of this text that {name} lacks"
            return f"other texts have words {lack}"
        words, third = self.quote(body, best[1]), self.names[best[2]]
        if favours:
            return f"{words} stands in {name} and in {third}, and not here: {name} does not have it from this text"
        return f"{words} stands here and in {third}, and not in {name}"

    def shared_wording(self, document: int, source: int, third: int, is_origin: bool) -> str | None:
        """Return where a source differs from a third document, and the document has the words of the source.

        Args:
            document: position of the document.
            source: position of its source.
            third: position of the third document.
            is_origin: whether the third is the source of the source.
        """
        body, compared, copy = self.bodies[source], self.bodies[third], self.bodies[document]
        name, third_name = self.names[source], self.names[third]
        in_copy, other_in_copy = body.covered(copy), compared.covered(copy)
        for run, place in self.rewordings(body, compared):
            if not in_copy[slice(*around(run))].all() or (length(place) and other_in_copy[slice(*place)].any()):
                continue
            words, other_words = self.with_neighbours(body, compared, run, place) if not length(place) else (run, place)
            if not length(other_words):
                continue
            after, before = self.quote(body, words), self.quote(compared, other_words)
            if is_origin:
                return f"{name} changed {before} to {after}; this text has the words of {name}"
            return f"{name} has {after} where {third_name} has {before}; this text has the words of {name}"
        omissions = [run for run in runs_of(~compared.covered(body)) if not other_in_copy[slice(*run)].any()]
        if not (omissions and is_origin):
            return None
        missing = self.quote(compared, max(omissions, key=length))
        return f"{missing} of {third_name} is missing in {name}, and here too"

    def rewordings(self, body: Body, compared: Body) -> Iterator[Change]:
        """Yield the short runs of a body that stand in place of others, or of none, in another, a few words first."""
        most = self.settings.unshared_block_words
        runs = sorted(runs_of(~body.covered(compared)), key=lambda run: (2 * length(run) > most, -length(run)))
        for run in runs:
            place = body.in_place_of(compared, run) if length(run) <= most else None
            if place is not None and length(place) <= most:
                yield Change(run, place)

    def with_neighbours(self, body: Body, compared: Body, run: Span, place: Span) -> tuple[Span, Span]:
        """Return a run that was put in, and its place, both with the token before and the one after."""
        if not (run[0] and place[0] and run[1] < len(body.starts) and place[1] < len(compared.starts)):
            return run, place
        return (run[0] - 1, run[1] + 1), (place[0] - 1, place[1] + 1)


def around(run: Span) -> Span:
    """Return a run with the tokens beside it."""
    return max(run[0] - 1, 0), run[1] + 1


def quoted_words(
    graph: MatchGraph,
    pairs: PairFeatures,
    rows: NDArray[np.int64],
    sources: NDArray[np.int64],
    changes: NDArray[np.float64],
    witnesses: NDArray[np.float64],
    settings: DerivationSettings,
) -> QuotedWords:
    """Return sentences with words of the texts for pairs that become derivations; null for those that say it otherwise.

    Args:
        graph: documents and outlets.
        pairs: all directed pairs.
        rows: the pairs.
        sources: the source of each document, -1 where it has none.
        changes: how far what either document lacks speaks for the direction of each pair (log-odds).
        witnesses: how far what third documents hold does.
        settings: how many documents are looked at, the least log-odds of a reason that is listed, and lengths.
    """
    sentences: list[list[str | None]] = [[None] * len(rows) for _ in QuotedWords._fields]
    every = BodyTexts.of(graph)
    copy_rows = np.flatnonzero(~pairs.reworded[rows])
    for start in range(0, len(copy_rows), BATCH_ROWS):
        batch = copy_rows[start : start + BATCH_ROWS]
        thirds = [third_documents(pairs, sources, int(rows[number]), settings.quoted_documents) for number in batch]
        ends = {int(end[rows[number]]) for end in (pairs.documents, pairs.sources) for number in batch}
        bodies = bodies_of(every, np.array(sorted(ends.union(*thirds)), np.int64), settings)
        quoter = Quoter(bodies, graph.names, settings)
        for number, neighbours in zip(batch.tolist(), thirds, strict=True):
            document, source = int(pairs.documents[rows[number]]), int(pairs.sources[rows[number]])
            if abs(changes[number]) >= settings.evidence_log_odds:
                sentences[0][number] = quoter.changes(document, source)
            if abs(witnesses[number]) >= settings.evidence_log_odds:
                sentences[1][number] = quoter.held_elsewhere(document, source, neighbours, witnesses[number] > 0)
            wordings = (
                quoter.shared_wording(document, source, third, third == sources[source]) for third in neighbours
            )
            sentences[2][number] = next(filter(None, wordings), None)
    return QuotedWords(*(pl.Series(texts, dtype=pl.String) for texts in sentences))


def third_documents(pairs: PairFeatures, sources: NDArray[np.int64], row: int, most: int) -> list[int]:
    """Return the documents that a pair is compared with: the source of its source, then those nearest to the document.

    Args:
        pairs: all directed pairs.
        sources: the source of each document, -1 where it has none.
        row: the pair.
        most: how many at most.
    """
    document, source = int(pairs.documents[row]), int(pairs.sources[row])
    first, last = np.searchsorted(pairs.documents, [document, document + 1])
    near = first + np.argsort(-pairs.contained[first:last], kind="stable")
    near = near[~pairs.reworded[near]]
    origin = int(sources[source])
    row_of_origin = int(pairs.rows(np.array([source]), np.array([origin]))[0]) if origin >= 0 else -1
    is_copy = row_of_origin >= 0 and not pairs.reworded[row_of_origin]
    thirds = [*([origin] if is_copy else []), *pairs.sources[near].tolist()]
    return [third for third in dict.fromkeys(thirds) if third not in (document, source)][:most]


def bodies_of(texts: BodyTexts, positions: NDArray[np.int64], settings: DerivationSettings) -> dict[int, Body]:
    """Return the bodies of documents by position."""
    tokens = texts.tokens(positions)
    every = np.ones(len(tokens.hashes), bool)
    words, characters = settings.gram_words, settings.gram_characters
    grams = window_hashes(tokens.hashes.astype(np.uint64), tokens.characters, every, tokens.offsets, words, characters)
    sizes = np.where(tokens.characters, characters, words)
    return {
        position: Body(text, tokens.starts[at], tokens.stops[at], grams[at], sizes[at])
        for position, text, at in zip(positions.tolist(), texts.texts.gather(positions), cuts(tokens), strict=True)
    }


def cuts(tokens: Tokens) -> Iterator[slice]:
    """Yield where the tokens of each text begin and end."""
    return map(slice, tokens.offsets[:-1].tolist(), tokens.offsets[1:].tolist())
