"""Whole sentences and lines that stand, in the same words, at two places: only they are cut as repeats and passages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from provenance.text.normal import normal_form
from provenance.text.sentences import split_sentences
from provenance.text.tokens import WORD_WEIGHT, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


FEW_PLACES = 32
"""Places of one sentence up to which all are tried in turn; changes no result."""


class Sentence(NamedTuple):
    """A sentence or line of a text: its span in code points, its key (equal for equal ones) and its weight."""

    start: int
    stop: int
    key: bytes | str
    weight: int


class AgreeingRun(NamedTuple):
    """Whole sentences that follow each other at two places: their spans in code points."""

    start: int
    stop: int
    other_start: int
    other_stop: int


def sentences_of(texts: Sequence[str], *, marks: bool) -> list[list[Sentence]]:
    """Return the sentences and lines of each text.

    Args:
        texts: one text each.
        marks: whether sentences that differ in marks differ: keys are normal forms, and not the words alone.
    """
    series = pl.Series(texts, dtype=pl.String)
    tokens, sentences = tokenise(series), split_sentences(series)
    weights = np.concatenate([np.zeros(1, np.int64), np.cumsum(tokens.weights())])
    out = []
    for at, text in enumerate(texts):
        first, last = tokens.offsets[at], tokens.offsets[at + 1]
        inside = slice(sentences.offsets[at], sentences.offsets[at + 1])
        starts, stops = sentences.starts[inside], sentences.stops[inside]
        token_starts = tokens.starts[first:last]
        begins = first + np.searchsorted(token_starts, starts, "left")
        ends = first + np.searchsorted(token_starts, stops, "left")
        spans = zip(starts.tolist(), stops.tolist(), begins.tolist(), ends.tolist(), strict=True)
        out.append(
            [
                Sentence(
                    start,
                    stop,
                    normal_form(text[start:stop]) if marks else tokens.hashes[begin:end].tobytes(),
                    int(weights[end] - weights[begin]),
                )
                for start, stop, begin, end in spans
                if end > begin
            ]
        )
    return out


def agreeing_runs(sentences: Iterable[Sentence], others: Iterable[Sentence], least_words: int) -> list[AgreeingRun]:
    """Return the runs of sentences that stand in the same order, one after another, at another place.

    Args:
        sentences: of the one place, in order.
        others: of the other place, in order.
        least_words: words of the shortest run (a character of CJK or Thai counts half).
    """
    own, elsewhere = list(sentences), list(others)
    places: dict[bytes | str, list[int]] = {}
    for at, sentence in enumerate(elsewhere):
        places.setdefault(sentence.key, []).append(at)
    most = max((len(places.get(sentence.key, ())) for sentence in own), default=0)
    tried = partial(longest_run, own, elsewhere, places)
    longest = SentenceIndex(own, elsewhere).longest if most > FEW_PLACES else tried
    runs = []
    at = 0
    while at < len(own):
        length, place = longest(at)
        if length and sum(sentence.weight for sentence in own[at : at + length]) >= WORD_WEIGHT * least_words:
            first, last = elsewhere[place], elsewhere[place + length - 1]
            runs.append(AgreeingRun(own[at].start, own[at + length - 1].stop, first.start, last.stop))
        at += max(length, 1)
    return runs


def longest_run(
    own: list[Sentence], elsewhere: list[Sentence], places: Mapping[bytes | str, Sequence[int]], at: int
) -> tuple[int, int]:
    """Return the length of the longest run that begins at a sentence, and where it begins at the other place."""
    best, where = 0, -1
    for place in places.get(own[at].key, ()):
        length = 0
        while (
            at + length < len(own)
            and place + length < len(elsewhere)
            and own[at + length].key == elsewhere[place + length].key
        ):
            length += 1
        if length > best:
            best, where = length, place
    return best, where


class SentenceIndex:
    """All runs of some sentences, as a suffix automaton: finding the longest takes time in proportion to its length.

    Source: Blumer et al. 1985, The smallest automaton recognizing the subwords of a text.
    """

    def __init__(self, own: list[Sentence], elsewhere: list[Sentence]) -> None:
        self.own = own
        self.following: list[dict[bytes | str, int]] = [{}]
        self.lengths, self.links, self.first_ends = [0], [-1], [-1]
        last = 0
        for end, sentence in enumerate(elsewhere):
            last = self._extend(last, sentence.key, end)

    def longest(self, at: int) -> tuple[int, int]:
        """Return the length of the longest run that begins at a sentence, and where it first stands; 0, -1 if none."""
        state, length = 0, 0
        while at + length < len(self.own) and self.own[at + length].key in self.following[state]:
            state = self.following[state][self.own[at + length].key]
            length += 1
        return length, self.first_ends[state] - length + 1 if length else -1

    def _add(self, length: int, following: dict[bytes | str, int], end: int) -> int:
        self.lengths.append(length)
        self.following.append(following)
        self.links.append(0)
        self.first_ends.append(end)
        return len(self.lengths) - 1

    def _extend(self, last: int, key: bytes | str, end: int) -> int:
        """Add a sentence at the end; return the state of all sentences so far."""
        current = self._add(self.lengths[last] + 1, {}, end)
        state = last
        while state >= 0 and key not in self.following[state]:
            self.following[state][key] = current
            state = self.links[state]
        if state < 0:
            return current
        target = self.following[state][key]
        if self.lengths[target] != self.lengths[state] + 1:
            copy = self._add(self.lengths[state] + 1, dict(self.following[target]), self.first_ends[target])
            self.links[copy], self.links[target] = self.links[target], copy
            while state >= 0 and self.following[state].get(key) == target:
                self.following[state][key] = copy
                state = self.links[state]
            target = copy
        self.links[current] = target
        return current
