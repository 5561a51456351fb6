"""What two texts say in the same words, in the same order, and whether their facts differ where their words do."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.cleaning.scan.spans import remove_spans, spans_by_document
from provenance.text.alignment import align_pairs, pair_chunks, prepare_texts
from provenance.text.facts import fact_flags, held_hashes
from provenance.text.kernels import facts as kernels
from provenance.text.normal import token_forms
from provenance.text.tokens import running_sum, tokenise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from provenance.cleaning.inputs.job import CleaningJob
    from provenance.settings import Settings
    from provenance.text.tokens import Tokens
    from provenance.threads import Threads

NO_SKIPS = (np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int32))


@dataclass(frozen=True)
class Agreement:
    """How far a text says what another says.

    Attributes:
        share: share of its tokens that stand in the other in runs, in the same order.
        lacking: facts of the text that the other holds nowhere, or holds another in their place.
        numbers: share of its numbers that stand in no run.
        name_slots: other names in the places of its own, that are no spellings of them and that the text does not
            hold, as the other does not hold its own; counted once each. Spellings are not looked for where there are
            fewer than make another page.
        number_slots: short places in which both hold a number, and not the same one.
        places: places in which the two differ.
    """

    share: float
    lacking: bool
    numbers: float
    name_slots: int = 0
    number_slots: int = 0
    places: int = 0


def agreements(
    pairs: Sequence[tuple[int, int]], texts: Mapping[int, str], settings: Settings, threads: Threads
) -> list[Agreement]:
    """Return how far the first text of each pair says what the second says.

    Args:
        pairs: numbers of two texts.
        texts: by number.
        settings: the group ``alignment``: the shortest run; gaps are not counted.
        threads: the thread budget; changes no result.
    """
    numbers = sorted({number for pair in pairs for number in pair})
    position = {number: at for at, number in enumerate(numbers)}
    series = pl.Series([texts[number] for number in numbers], dtype=pl.String)
    places = np.array([[position[inner], position[outer]] for inner, outer in pairs], np.int32).reshape(-1, 2)
    return agreements_of_rows(places, series, tokenise(series), settings, threads)


def agreements_of_rows(
    pairs: NDArray[np.int32], texts: pl.Series, tokens: Tokens, settings: Settings, threads: Threads
) -> list[Agreement]:
    """Return how far the first text of each pair says what the second says.

    Args:
        pairs: rows of two positions of texts.
        texts: one text each.
        tokens: their tokens.
        settings: see :func:`agreements`.
        threads: the thread budget; changes no result.
    """
    if not len(pairs):
        return []
    numbers, least = settings.cleaning, settings.alignment.run_words
    aligned = align_pairs(
        prepare_texts(tokens, NO_SKIPS), pairs, settings.replace(passage_gap=0, passage_words=least), threads=threads
    )
    bounds = running_sum(aligned.passages)
    hashes, flags = held_hashes(tokens), fact_flags(texts, tokens)
    starts = np.cumsum([0, *map(len, pair_chunks(pairs))])
    compare = partial(compared_rows, pairs, tokens, hashes, flags, aligned.spans, bounds, settings)
    results = list(threads.map(lambda part: compare(*part), pairwise(starts.tolist())))
    measures = np.concatenate([rows for rows, _ in results])
    slots = np.concatenate([rows for _, rows in results])
    enough = np.maximum(numbers.template_names, numbers.template_share * measures[:, kernels.PLACES])
    name_slots = measures[:, kernels.NAME_SLOTS].copy()
    is_open = (name_slots >= enough)[slots[:, 0]]
    for row, distinct in distinct_names(slots[is_open], pairs, texts, tokens, flags, numbers.name_spelling).items():
        name_slots[row] = distinct
    sizes = np.maximum(np.diff(tokens.offsets)[pairs[:, 0]], 1)
    share = measures[:, kernels.SHARED] / sizes
    loose = measures[:, kernels.LOOSE] / np.maximum(measures[:, kernels.NUMBERS], 1)
    lacking = measures[:, kernels.LACKING] > 0
    columns = share, lacking, loose, name_slots, measures[:, kernels.NUMBER_SLOTS], measures[:, kernels.PLACES]
    return [Agreement(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def compared_rows(
    pairs: NDArray[np.int32],
    tokens: Tokens,
    hashes: NDArray[np.uint64],
    flags: NDArray[np.uint8],
    spans: NDArray[np.int32],
    bounds: NDArray[np.int64],
    settings: Settings,
    first: int,
    last: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return measures and slots of the pairs from the first up to the last, as the kernel gives them."""
    numbers = settings.cleaning
    measures, slots = kernels.compare_facts(
        pairs[first:last], tokens.offsets, hashes, flags, spans, bounds[first : last + 1], numbers.negation_gap,
        numbers.slot_words,
    )  # fmt: skip
    slots[:, 0] += first
    return measures, slots


def distinct_names(
    slots: NDArray[np.int32],
    pairs: NDArray[np.int32],
    texts: pl.Series,
    tokens: Tokens,
    flags: NDArray[np.uint8],
    least: float,
) -> dict[int, int]:
    """Return by pair how many different names, with those in their places, are no spellings of each other.

    Args:
        slots: rows of the pair, start and stop in the first text, start and stop in the second.
        pairs: rows of two positions of texts.
        texts: one text each.
        tokens: their tokens.
        flags: of the tokens.
        least: least likeness of two spellings.
    """
    slot_names: dict[int, set[tuple[str, str]]] = {}
    for row, *spans in slots.tolist():
        inner, outer = pairs[row].tolist()
        own = names_of(texts[inner], tokens, flags, inner, *spans[:2])
        counterpart = names_of(texts[outer], tokens, flags, outer, *spans[2:])
        names = slot_names.setdefault(row, set())
        if not is_spelling(own, counterpart, least):
            names.add((own, counterpart))
    return {row: len(names) for row, names in slot_names.items()}


def names_of(text: str, tokens: Tokens, flags: NDArray[np.uint8], at: int, start: int, stop: int) -> str:
    """Return the names among some tokens of a text in their normal form, sorted."""
    inside = tokens.offsets[at] + start + np.flatnonzero(flags[tokens.offsets[at] :][start:stop] & kernels.NAME)
    spans = zip(tokens.starts[inside].tolist(), tokens.stops[inside].tolist(), strict=True)
    return " ".join(sorted({name_form(text[first:last]) for first, last in spans}))


@lru_cache(maxsize=1 << 16)
def name_form(name: str) -> str:
    """Return the form in which names are compared."""
    return " ".join(token_forms(name))


@lru_cache(maxsize=1 << 16)
def is_spelling(left: str, right: str, least: float) -> bool:
    """Return whether two names are spellings of one."""
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= least


def agreements_of(job: CleaningJob, pairs: list[tuple[int, int]], cuts: pl.DataFrame) -> list[Agreement]:
    """Return how far the first document of each pair says what the second says, without what is cut from them."""
    texts = dict(job.corpus.texts({document for pair in pairs for document in pair}))
    spans = spans_by_document(cuts.filter(pl.col("document").is_in(sorted(texts))))
    bodies = {document: remove_spans(text, spans.get(document, [])) for document, text in texts.items()}
    return agreements(pairs, bodies, job.options.settings, job.threads)
