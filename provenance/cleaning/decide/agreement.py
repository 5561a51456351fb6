"""What two texts say in the same words, in the same order, and whether their facts differ where their words do."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from provenance.cleaning.scan.spans import remove_spans, spans_by_document
from provenance.text.alignment import align_pairs, prepare_texts
from provenance.text.normal import token_forms
from provenance.text.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from provenance.cleaning.inputs.job import CleaningJob
    from provenance.settings import Settings
    from provenance.settings.cleaning import CleaningSettings
    from provenance.text.tokens import Tokens
    from provenance.threads import Threads

NO_SKIPS = (np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int32))

NEGATION_WORDS = """
not no never none nobody nothing neither nor without cannot didn doesn don isn wasn weren won wouldn couldn hasn haven
aren nicht kein keine keinen keiner nie niemals ohne ne pas jamais sans aucun aucune nunca jamás sin ningún ninguna não
nem sem non mai senza niet geen nooit zonder не нет ни никогда без ні немає 不 没 沒 未 無 无
"""
NEGATIONS = frozenset(NEGATION_WORDS.split())
"""Words that turn a statement into its opposite; changes no result where both texts hold the same ones."""

SENTENCE_ENDS = ".!?…:;\"“”«»'‘’(-–—•*"
"""What a word that begins a sentence, a quotation or an item of a list can follow: its capital marks no name."""

BESIDE = 5
"""Words on either side of a place that tell prose from a headline: two of them have no capital."""

Run = tuple[int, int, int, int]
"""Tokens that two texts share: start and stop in the one, start and stop in the other."""


class Facts(NamedTuple):
    """The numbers, negations and names among some tokens of a text."""

    numbers: frozenset[str]
    negations: frozenset[str]
    names: frozenset[str]


NO_FACTS = Facts(frozenset(), frozenset(), frozenset())


@dataclass(frozen=True)
class Agreement:
    """How far a text says what another says.

    Attributes:
        share: share of its tokens that stand in the other in runs, in the same order.
        lacking: facts of the text that the other holds nowhere, or holds another in their place.
        other_numbers: places in which both hold a number, and not the same one.
        other_names: places in which both hold a name, and not the same one.
        numbers: share of its numbers that stand in no run.
        name_slots: other names in the places of its own, that are no spellings of them and that the text does not
            hold, as the other does not hold its own; counted once each.
        number_slots: short places in which both hold a number, and not the same one.
        places: places in which the two differ.
    """

    share: float
    lacking: bool
    other_numbers: int
    other_names: int
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
    if not pairs:
        return []
    numbers = sorted({number for pair in pairs for number in pair})
    position = {number: at for at, number in enumerate(numbers)}
    tokens = tokenise(pl.Series([texts[number] for number in numbers], dtype=pl.String))
    places = np.array([[position[inner], position[outer]] for inner, outer in pairs], np.int32)
    least = settings.alignment.run_words
    aligned = align_pairs(
        prepare_texts(tokens, NO_SKIPS), places, settings.replace(passage_gap=0, passage_words=least), threads=threads
    )
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(aligned.passages)])
    views = [TokenView(texts[number], tokens, at) for at, number in enumerate(numbers)]
    return [
        agreement(views[inner], views[outer], aligned.spans[bounds[at] : bounds[at + 1], :4], settings.cleaning)
        for at, (inner, outer) in enumerate(places.tolist())
    ]


def agreements_of(job: CleaningJob, pairs: list[tuple[int, int]], cuts: pl.DataFrame) -> list[Agreement]:
    """Return how far the first document of each pair says what the second says, without what is cut from them."""
    texts = dict(job.corpus.texts({document for pair in pairs for document in pair}))
    spans = spans_by_document(cuts.filter(pl.col("document").is_in(sorted(texts))))
    bodies = {document: remove_spans(text, spans.get(document, [])) for document, text in texts.items()}
    return agreements(pairs, bodies, job.options.settings, job.threads)


class TokenView:
    """The tokens of one of several texts, with what is asked of them again and again."""

    def __init__(self, text: str, tokens: Tokens, at: int) -> None:
        self.text = text
        first, last = tokens.offsets[at], tokens.offsets[at + 1]
        self.starts, stops = tokens.starts[first:last].tolist(), tokens.stops[first:last].tolist()
        self.hashes = tokens.hashes[first:last]
        self.words = [text[start:stop] for start, stop in zip(self.starts, stops, strict=True)]

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.words)

    @cached_property
    def held(self) -> frozenset[int]:
        """The hashes of all tokens."""
        return frozenset(self.hashes.tolist())

    @cached_property
    def marked(self) -> list[tuple[int, str, str]]:
        """The tokens that are facts, in order: their number, the kind of fact, and the form that is compared."""
        facts = ((at, fact_of(word)) for at, word in enumerate(self.words))
        return [
            (at, *fact)
            for at, fact in facts
            if fact and not (fact[0] == "names" and self.begins_sentence(self.starts[at]))
        ]

    @cached_property
    def numbers(self) -> list[int]:
        """Which tokens hold a digit."""
        return [at for at, kind, _ in self.marked if kind == "numbers"]

    @cached_property
    def small_before(self) -> list[int]:
        """How many words without a capital stand before each token, and in all."""
        return [0, *accumulate(len(word) > 1 and word.islower() for word in self.words)]

    def holds(self, word: str) -> bool:
        """Return whether the text holds every token of a word."""
        return self.held.issuperset(token_hashes(word))

    def facts(self, start: int, stop: int) -> Facts:
        """Return the facts among some tokens."""
        if start >= stop:
            return NO_FACTS
        first = bisect_left(self.marked, (start,))
        inside = self.marked[first : bisect_left(self.marked, (stop,), first)]
        if not inside:
            return NO_FACTS
        return Facts(*(frozenset(form for _, kind, form in inside if kind == field) for field in Facts._fields))

    def begins_sentence(self, start: int) -> bool:
        """Return whether the token at a code point begins a line or a sentence."""
        at = start - 1
        while at >= 0 and self.text[at].isspace():
            if self.text[at] == "\n":
                return True
            at -= 1
        return at < 0 or self.text[at] in SENTENCE_ENDS

    def stands_in_prose(self, start: int, stop: int) -> bool:
        """Return whether words without a capital stand beside some tokens: in a headline, capitals mark no names."""
        small = self.small_before
        before = small[start] - small[max(start - BESIDE, 0)]
        return before + small[min(stop + BESIDE, len(self))] - small[stop] > 1

    def number_tokens(self, start: int, stop: int) -> int:
        """Return how many of some tokens hold a digit."""
        return bisect_left(self.numbers, stop) - bisect_left(self.numbers, start) if start < stop else 0


@lru_cache(maxsize=1 << 17)
def fact_of(word: str) -> tuple[str, str] | None:
    """Return the kind of fact that a word can be, and the form that is compared; None where it is none."""
    folded = word.casefold()
    if not word.isalpha() and any(map(str.isdigit, word)):
        return "numbers", folded
    if folded in NEGATIONS:
        return "negations", folded
    return ("names", " ".join(token_forms(word))) if word[:1].isupper() else None


@lru_cache(maxsize=1 << 16)
def token_hashes(word: str) -> tuple[int, ...]:
    """Return the hashes of the tokens of a word."""
    return tuple(tokenise(pl.Series([word])).hashes.tolist())


def agreement(inner: TokenView, outer: TokenView, spans: NDArray[np.int32], thresholds: CleaningSettings) -> Agreement:
    """Return how far a text says what another says.

    Args:
        inner: the text.
        outer: the other.
        spans: runs of tokens that both hold.
        thresholds: ``negation_gap`` and ``slot_words``.
    """
    name_pairs: set[tuple[str, str]] = set()
    number_slots = places = 0
    runs = runs_in_order(spans)
    lacking, other_numbers, other_names, loose, last = False, 0, 0, 0, (0, 0)
    for start, stop, outer_start, outer_stop in [*runs, (len(inner), len(inner), len(outer), len(outer))]:
        mine, outer_facts = inner.facts(last[0], start), outer.facts(last[1], outer_start)
        loose += inner.number_tokens(last[0], start)
        inside = last != (0, 0) and start < len(inner)
        other_numbers += bool(mine.numbers and outer_facts.numbers and not mine.numbers & outer_facts.numbers)
        other_names += bool(mine.names and outer_facts.names and not mine.names & outer_facts.names)
        is_negated = (
            inside and outer_start - last[1] <= thresholds.negation_gap and mine.negations != outer_facts.negations
        )
        lacking = lacking or is_negated or facts_lack(mine, outer_facts, outer)
        if max(start - last[0], outer_start - last[1]) <= thresholds.slot_words:
            number_slots += bool(mine.numbers and outer_facts.numbers and not mine.numbers & outer_facts.numbers)
            named = mine.names and outer_facts.names
            if named and inner.stands_in_prose(last[0], start) and outer.stands_in_prose(last[1], outer_start):
                name_pairs |= other_names_in_slot(inner, outer, mine, outer_facts, thresholds.name_spelling)
        places += last != (start, outer_start)
        last = (stop, outer_stop)
    size = sum(stop - start for start, stop, _, _ in runs)
    return Agreement(
        size / len(inner) if len(inner) else 0.0,
        lacking,
        other_numbers,
        other_names,
        loose / max(inner.number_tokens(0, len(inner)), 1),
        len(name_pairs),
        number_slots,
        places,
    )


def other_names_in_slot(
    inner: TokenView, outer: TokenView, own: Facts, replacement: Facts, least: float
) -> set[tuple[str, str]]:
    """Return the names of a place and those in their place, as a set of one; empty where they are no other names."""
    if any(map(outer.holds, own.names)) or any(map(inner.holds, replacement.names)):
        return set()
    left, right = " ".join(sorted(own.names)), " ".join(sorted(replacement.names))
    is_spelling = SequenceMatcher(None, left, right, autojunk=False).ratio() >= least
    return set() if is_spelling else {(left, right)}


def facts_lack(mine: Facts, outer_facts: Facts, outer: TokenView) -> bool:
    """Return whether facts between two runs stand nowhere in the other text, or another stands in their place."""
    for kind in ("numbers", "names"):
        own, replacement = getattr(mine, kind), getattr(outer_facts, kind)
        if replacement and not own <= replacement:
            return bool(own)
    return not all(outer.holds(word) for words in mine for word in words)


def runs_in_order(spans: NDArray[np.int32]) -> list[Run]:
    """Return the runs of the greatest total length that stand in the same order in both texts.

    Args:
        spans: rows of start and stop in the one text and in the other; no token is in two of them.
    """
    runs: list[Run] = [tuple(row) for row in sorted(spans.tolist())]
    best: list[int] = []
    previous: list[int] = []
    ends: list[int] = []  # ascending stops in the other text, each the end of a longest chain
    totals: list[int] = []  # ascending lengths of those chains
    owners: list[int] = []
    for at, (start, stop, other_start, other_stop) in enumerate(runs):
        place = bisect_left(ends, other_start + 1)
        total = (totals[place - 1] if place else 0) + stop - start
        best.append(total)
        previous.append(owners[place - 1] if place else -1)
        place = bisect_left(ends, other_stop)
        if place and totals[place - 1] >= total:
            continue
        drop = place
        while drop < len(ends) and totals[drop] <= total:
            drop += 1
        ends[place:drop], totals[place:drop], owners[place:drop] = [other_stop], [total], [at]
    chain: list[Run] = []
    at = max(range(len(best)), key=best.__getitem__) if best else -1
    while at >= 0:
        chain.append(runs[at])
        at = previous[at]
    return chain[::-1]
