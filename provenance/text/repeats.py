"""Runs of sentences that one text says twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from provenance.text.alignment import WORD, running
from provenance.text.kernels.repeats import find_repeats as search
from provenance.text.kernels.windows import window_hashes
from provenance.text.sentences import sentences

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from provenance.text.tokens import Tokens

SLACK = 3
"""Tokens by which a run may miss the end of a sentence that an edit has cut off, and is still stretched to it."""


@dataclass(frozen=True)
class Limits:
    """How long seeds, repeats and the gaps inside them are; words, unless a name says otherwise."""

    run_words: int
    run_characters: int
    repeat_words: int
    repeat_gap: int
    repeat_similarity: float
    gap_cost: float


@dataclass(frozen=True)
class Repeats:
    """One entry a repeat, in the order of the texts and in them of the repeating run; offsets in code points."""

    text: NDArray[np.int64]
    first_starts: NDArray[np.int64]
    first_stops: NDArray[np.int64]
    starts: NDArray[np.int64]
    stops: NDArray[np.int64]
    similarity: NDArray[np.float64]


def repeated(texts: pl.Series, tokens: Tokens, limits: Limits) -> Repeats:
    """Return the runs of whole sentences that stand twice in one text.

    Args:
        texts: one text each, none null.
        tokens: their tokens.
        limits: how long repeats and gaps are.
    """
    hashes = tokens.hashes.astype(np.uint64)
    body = np.ones(len(hashes), np.bool_)
    weights = running(np.where(tokens.characters, 1, WORD))
    seeds = window_hashes(hashes, tokens.characters, body, tokens.offsets, limits.run_words, limits.run_characters)
    found = search(
        *(tokens.offsets, hashes, weights, seeds),
        *(WORD * limits.repeat_gap, limits.gap_cost, WORD * limits.repeat_words),
    )
    longest = np.maximum(found[:, 2] - found[:, 1], found[:, 4] - found[:, 3])
    found = found[found[:, 5] >= limits.repeat_similarity * longest]
    return snapped(texts, tokens, weights, found, limits)


def snapped(
    texts: pl.Series, tokens: Tokens, weights: NDArray[np.int64], found: NDArray[np.int32], limits: Limits
) -> Repeats:
    """Return the runs cut or stretched to whole sentences on both sides, without those that are then too short.

    Args:
        texts: one text each.
        tokens: their tokens.
        weights: running sum of token weights over all texts.
        found: rows of text, start, stop, earlier start, earlier stop, equal tokens; in tokens of the text.
        limits: least length and similarity of a repeat.
    """
    named, place = np.unique(found[:, 0], return_inverse=True)
    cuts = sentences(texts.gather(named))
    rows = []
    for row, at in zip(found.tolist(), place.tolist(), strict=True):
        text, start, stop, first_start, first_stop, equal = row
        base = slice(tokens.offsets[text], tokens.offsets[text + 1])
        inside = slice(cuts.offsets[at], cuts.offsets[at + 1])
        spans = (tokens.starts[base], tokens.stops[base], cuts.starts[inside], cuts.stops[inside])
        again, first = whole(*spans, start, stop), whole(*spans, first_start, first_stop)
        if again is None or first is None or first[1] > again[0]:
            continue
        sizes = sorted((first[3] - first[2], again[3] - again[2]))
        offset = tokens.offsets[text]
        weight = weights[offset + again[3]] - weights[offset + again[2]]
        if weight >= WORD * limits.repeat_words and sizes[0] >= limits.repeat_similarity * sizes[1]:
            agree = min(1.0, equal / max(stop - start, first_stop - first_start))
            rows.append((text, first[0], first[1], again[0], again[1], agree))
    columns = np.array(sorted(rows, key=lambda row: (row[0], row[3])), np.float64).reshape(-1, 6).T
    text, *edges = (columns[each].astype(np.int64) for each in range(5))
    return Repeats(text, edges[0], edges[1], edges[2], edges[3], columns[5])


def whole(
    starts: NDArray[np.int32],
    stops: NDArray[np.int32],
    sentence_starts: NDArray[np.int32],
    sentence_stops: NDArray[np.int32],
    first: int,
    last: int,
) -> tuple[int, int, int, int] | None:
    """Return the whole sentences of the tokens [first, last): code points and tokens, start and stop; None for none.

    Args:
        starts: first code point of each token of the text.
        stops: code point after its last.
        sentence_starts: first code point of each sentence.
        sentence_stops: code point after its last.
        first: first token of the run.
        last: token after its last.
    """
    begin = int(np.searchsorted(sentence_stops, starts[first], "right"))
    if begin < len(sentence_starts) and np.searchsorted(stops, sentence_starts[begin], "right") < first - SLACK:
        begin += 1
    end = int(np.searchsorted(sentence_starts, stops[last - 1] - 1, "right"))
    if end and np.searchsorted(starts, sentence_stops[end - 1], "left") > last + SLACK:
        end -= 1
    if begin >= end:
        return None
    start, stop = int(sentence_starts[begin]), int(sentence_stops[end - 1])
    return start, stop, int(np.searchsorted(starts, start, "left")), int(np.searchsorted(starts, stop, "left"))
