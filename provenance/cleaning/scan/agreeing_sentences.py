"""Whole sentences and lines that stand, in the same words, at two places: only they are cut as repeats and passages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from provenance.text.normal import normal_form
from provenance.text.sentences import split_sentences
from provenance.text.tokens import WORD_WEIGHT, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


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
    runs = []
    at = 0
    while at < len(own):
        length, place = longest_run(own, elsewhere, at, places.get(own[at].key, ()))
        if length and sum(sentence.weight for sentence in own[at : at + length]) >= WORD_WEIGHT * least_words:
            first, last = elsewhere[place], elsewhere[place + length - 1]
            runs.append(AgreeingRun(own[at].start, own[at + length - 1].stop, first.start, last.stop))
        at += max(length, 1)
    return runs


def longest_run(own: list[Sentence], elsewhere: list[Sentence], at: int, places: Sequence[int]) -> tuple[int, int]:
    """Return the length of the longest run that begins at a sentence, and where it begins at the other place."""
    best, where = 0, -1
    for place in places:
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
