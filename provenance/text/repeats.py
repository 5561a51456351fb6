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

    from provenance.settings.pairs import AlignmentSettings
    from provenance.text.tokens import Tokens


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


def find_repeats(texts: pl.Series, tokens: Tokens, settings: AlignmentSettings) -> Repeats:
    """Return the runs of whole sentences that occur twice in one text.

    Args:
        texts: one text each, none null.
        tokens: their tokens.
        settings: what makes a repeat, and how its runs are chained.
    """
    hashes = tokens.hashes.astype(np.uint64)
    body = np.ones(len(hashes), np.bool_)
    weights = running_sum(tokens.weights())
    seeds = window_hashes(hashes, tokens.characters, body, tokens.offsets, settings.run_words, settings.run_characters)
    runs = kernels.find_repeats(
        *(tokens.offsets, hashes, weights, seeds),
        *(WORD_WEIGHT * settings.repeat_gap, settings.passage_gap_cost, WORD_WEIGHT * settings.repeat_words),
        *(settings.chain_lookback, settings.gap_cells),
    )
    longest = np.maximum(runs[:, 2] - runs[:, 1], runs[:, 4] - runs[:, 3])
    runs = runs[runs[:, 5] >= settings.repeat_similarity * longest]
    return snap_to_sentences(texts, tokens, weights, runs, settings)


def snap_to_sentences(
    texts: pl.Series, tokens: Tokens, weights: NDArray[np.int64], runs: NDArray[np.int32], settings: AlignmentSettings
) -> Repeats:
    """Return the runs cut or extended to whole sentences on both sides, without those that are too short then.

    Args:
        texts: one text each.
        tokens: their tokens.
        weights: running sum of token weights over all texts.
        runs: rows of text, start, stop, earlier start, earlier stop, equal tokens; in tokens of the text.
        settings: minimum length and similarity of a repeat, and what is missing of its sentences.
    """
    texts_with_runs, run_text = np.unique(runs[:, 0], return_inverse=True)
    sentences = split_sentences(texts.gather(texts_with_runs))
    rows = []
    for row, index in zip(runs.tolist(), run_text.tolist(), strict=True):
        text, start, stop, first_start, first_stop, equal = row
        base = slice(tokens.offsets[text], tokens.offsets[text + 1])
        inside = slice(sentences.offsets[index], sentences.offsets[index + 1])
        spans = (tokens.starts[base], tokens.stops[base], sentences.starts[inside], sentences.stops[inside])
        slack = settings.repeat_boundary_slack
        repeat, first = (whole_sentences(*spans, *run, slack) for run in ((start, stop), (first_start, first_stop)))
        if repeat is None or first is None or first[1] > repeat[0]:
            continue
        sizes = sorted((first[3] - first[2], repeat[3] - repeat[2]))
        offset = tokens.offsets[text]
        weight = weights[offset + repeat[3]] - weights[offset + repeat[2]]
        if weight >= WORD_WEIGHT * settings.repeat_words and sizes[0] >= settings.repeat_similarity * sizes[1]:
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
    slack: int,
) -> tuple[int, int, int, int] | None:
    """Return the whole sentences among the tokens [first, last), or None without any.

    The result is their start and stop in code points, then in tokens. A sentence of which at most ``slack`` tokens
    are missing at either end, cut off by an edit, counts as whole.

    Args:
        starts: first code point of each token of the text.
        stops: code point after its last.
        sentence_starts: first code point of each sentence.
        sentence_stops: code point after its last.
        first: first token of the run.
        last: token after its last.
        slack: tokens that may be missing.
    """
    begin = int(np.searchsorted(sentence_stops, starts[first], "right"))
    if begin < len(sentence_starts) and np.searchsorted(stops, sentence_starts[begin], "right") < first - slack:
        begin += 1
    end = int(np.searchsorted(sentence_starts, stops[last - 1] - 1, "right"))
    if end and np.searchsorted(starts, sentence_stops[end - 1], "left") > last + slack:
        end -= 1
    if begin >= end:
        return None
    start, stop = int(sentence_starts[begin]), int(sentence_stops[end - 1])
    return start, stop, int(np.searchsorted(starts, start, "left")), int(np.searchsorted(starts, stop, "left"))
