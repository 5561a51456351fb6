"""Blocks of whole sentences that occur twice in one text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels import repeats as kernels
from provenance.text.kernels.windows import window_hashes
from provenance.text.sentences import split_sentences
from provenance.text.tokens import WORD_WEIGHT, running_sum

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from provenance.text.tokens import Tokens

BOUNDARY_SLACK = 3
"""Tokens that a run may lack at either end of a sentence, cut off by an edit, and still be extended to it."""


@dataclass(frozen=True)
class RepeatCriteria:
    """What makes a repeat; lengths in words, unless a name says otherwise.

    Attributes:
        run_words: words of a window that seeds a run; `run_characters` in unspaced scripts.
        repeat_words: minimum length of a repeat.
        repeat_gap: maximum length of a gap inside a repeat.
        repeat_similarity: minimum share of equal tokens, 0..1.
        gap_cost: cost of a word of a gap, in words that are equal.
    """

    run_words: int
    run_characters: int
    repeat_words: int
    repeat_gap: int
    repeat_similarity: float
    gap_cost: float


@dataclass(frozen=True)
class Repeats:
    """Repeats, sorted by text and start; offsets in code points.

    Attributes:
        text: position of the text.
        first_starts: start of the earlier occurrence; `first_stops` its stop.
        starts: start of the later occurrence; `stops` its stop.
        similarity: share of tokens that are equal, 0..1.
    """

    text: NDArray[np.int64]
    first_starts: NDArray[np.int64]
    first_stops: NDArray[np.int64]
    starts: NDArray[np.int64]
    stops: NDArray[np.int64]
    similarity: NDArray[np.float64]


def find_repeats(texts: pl.Series, tokens: Tokens, criteria: RepeatCriteria) -> Repeats:
    """Return the runs of whole sentences that occur twice in one text.

    Args:
        texts: one text each, none null.
        tokens: their tokens.
        criteria: what makes a repeat.
    """
    hashes = tokens.hashes.astype(np.uint64)
    body = np.ones(len(hashes), np.bool_)
    weights = running_sum(tokens.weights())
    seeds = window_hashes(hashes, tokens.characters, body, tokens.offsets, criteria.run_words, criteria.run_characters)
    runs = kernels.find_repeats(
        *(tokens.offsets, hashes, weights, seeds),
        *(WORD_WEIGHT * criteria.repeat_gap, criteria.gap_cost, WORD_WEIGHT * criteria.repeat_words),
    )
    longest = np.maximum(runs[:, 2] - runs[:, 1], runs[:, 4] - runs[:, 3])
    runs = runs[runs[:, 5] >= criteria.repeat_similarity * longest]
    return snap_to_sentences(texts, tokens, weights, runs, criteria)


def snap_to_sentences(
    texts: pl.Series, tokens: Tokens, weights: NDArray[np.int64], runs: NDArray[np.int32], criteria: RepeatCriteria
) -> Repeats:
    """Return the runs cut or extended to whole sentences on both sides, without those that are too short then.

    Args:
        texts: one text each.
        tokens: their tokens.
        weights: running sum of token weights over all texts.
        runs: rows of text, start, stop, earlier start, earlier stop, equal tokens; in tokens of the text.
        criteria: minimum length and similarity of a repeat.
    """
    texts_with_runs, run_text = np.unique(runs[:, 0], return_inverse=True)
    sentences = split_sentences(texts.gather(texts_with_runs))
    rows = []
    for row, index in zip(runs.tolist(), run_text.tolist(), strict=True):
        text, start, stop, first_start, first_stop, equal = row
        base = slice(tokens.offsets[text], tokens.offsets[text + 1])
        inside = slice(sentences.offsets[index], sentences.offsets[index + 1])
        spans = (tokens.starts[base], tokens.stops[base], sentences.starts[inside], sentences.stops[inside])
        repeat, first = whole_sentences(*spans, start, stop), whole_sentences(*spans, first_start, first_stop)
        if repeat is None or first is None or first[1] > repeat[0]:
            continue
        sizes = sorted((first[3] - first[2], repeat[3] - repeat[2]))
        offset = tokens.offsets[text]
        weight = weights[offset + repeat[3]] - weights[offset + repeat[2]]
        if weight >= WORD_WEIGHT * criteria.repeat_words and sizes[0] >= criteria.repeat_similarity * sizes[1]:
            similarity = min(1.0, equal / max(stop - start, first_stop - first_start))
            rows.append((text, first[0], first[1], repeat[0], repeat[1], similarity))
    columns = np.array(sorted(rows, key=lambda row: (row[0], row[3])), np.float64).reshape(-1, 6).T
    text, *edges = (columns[column].astype(np.int64) for column in range(5))
    return Repeats(text, edges[0], edges[1], edges[2], edges[3], columns[5])


def whole_sentences(
    starts: NDArray[np.int32],
    stops: NDArray[np.int32],
    sentence_starts: NDArray[np.int32],
    sentence_stops: NDArray[np.int32],
    first: int,
    last: int,
) -> tuple[int, int, int, int] | None:
    """Return the whole sentences among the tokens [first, last), or None without any.

    The result is their start and stop in code points, then in tokens. A sentence of which at most `BOUNDARY_SLACK`
    tokens are missing at either end counts as whole.

    Args:
        starts: first code point of each token of the text.
        stops: code point after its last.
        sentence_starts: first code point of each sentence.
        sentence_stops: code point after its last.
        first: first token of the run.
        last: token after its last.
    """
    begin = int(np.searchsorted(sentence_stops, starts[first], "right"))
    if (
        begin < len(sentence_starts)
        and np.searchsorted(stops, sentence_starts[begin], "right") < first - BOUNDARY_SLACK
    ):
        begin += 1
    end = int(np.searchsorted(sentence_starts, stops[last - 1] - 1, "right"))
    if end and np.searchsorted(starts, sentence_stops[end - 1], "left") > last + BOUNDARY_SLACK:
        end -= 1
    if begin >= end:
        return None
    start, stop = int(sentence_starts[begin]), int(sentence_stops[end - 1])
    return start, stop, int(np.searchsorted(starts, start, "left")), int(np.searchsorted(starts, stop, "left"))
