"""Compiled comparison of facts: which tokens are numbers, negations or names, and where two texts hold other ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.arrays import NONE, ZERO, fill, grow, view
from provenance.text.kernels.jit import as_int64, jit, jit_callee, jit_inline
from provenance.text.kernels.masks import upper_bound
from provenance.text.kernels.windows import find_slot, hash_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPACE, NEWLINE, ENDS, DIGIT, UPPER, LOWER, TITLE = (as_int64(1 << bit) for bit in range(7))
"""Properties of code points: white space, line feed, what a sentence can begin after, digits, and letters by case."""

NUMBER, NEGATION, NAME, SMALL, DOUBTFUL = (as_int64(1 << bit) for bit in range(5))
"""Flags of tokens: a number, a negation, a name, a word of small letters, and a negation that may be another word."""

FACTS = as_int64(NUMBER | NEGATION | NAME)
BESIDE = 5
"""Words on either side of a place that tell prose from a headline: two of them have no capital."""

_EMPTY = np.uint64(0)


@jit
def mark_facts(
    points: NDArray[np.uint32],
    limits: NDArray[np.int64],
    properties: NDArray[np.uint8],
    offsets: NDArray[np.int64],
    hashes: NDArray[np.uint64],
    starts: NDArray[np.int32],
    stops: NDArray[np.int32],
    negations: NDArray[np.uint64],
    plain_negations: NDArray[np.uint64],
) -> NDArray[np.uint8]:
    """Return the flags of each token.

    Args:
        points: the code points of all texts, one text after another.
        limits: where each text begins and ends among them.
        properties: of every code point.
        offsets: where each text's tokens begin and end.
        hashes: of the tokens, none 0.
        starts: first code point of each token in its text.
        stops: code point after its last.
        negations: hashes of negations.
        plain_negations: hashes of those in ASCII: another word can look like one of another script (``he``).
    """
    out = fill(np.empty(hashes.size, np.uint8), ZERO)
    listed, plain = hash_table(negations)[0], hash_table(plain_negations)[0]
    for document in range(offsets.size - 1):
        begin = limits[document]
        for token in range(offsets[document], offsets[document + 1]):
            first, last = begin + starts[token], begin + stops[token]
            union, greatest = ZERO, ZERO
            for at in range(first, last):
                union |= properties[points[at]]
                greatest = max(greatest, points[at])
            flags = ZERO
            if union & DIGIT:
                flags = NUMBER
            elif properties[points[first]] & UPPER and not begins_sentence(points, properties, begin, first):
                flags = NAME
            if not union & DIGIT and listed[find_slot(listed, hashes[token])] != _EMPTY:
                if greatest >= 128:
                    flags |= DOUBTFUL
                elif plain[find_slot(plain, hashes[token])] != _EMPTY:
                    flags = NEGATION
            if last - first > 1 and union & LOWER and not union & (UPPER | TITLE):
                flags |= SMALL
            out[token] = flags
    return out


@jit_inline
def begins_sentence(points: NDArray[np.uint32], properties: NDArray[np.uint8], begin: int, first: int) -> bool:
    """Return whether a token begins a line or a sentence of a text that begins at another code point."""
    at = first - 1
    while at >= begin and properties[points[at]] & SPACE:
        if properties[points[at]] & NEWLINE:
            return True
        at -= 1
    return at < begin or properties[points[at]] & ENDS != 0


@jit_callee
def runs_in_order(spans: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the runs of the greatest total length that stand in the same order in both texts.

    Args:
        spans: rows of start and stop in the one text and in the counterpart, ascending; no token is in two of them.
    """
    size = spans.shape[0]
    best, previous = np.empty(size, np.int64), np.empty(size, np.int64)
    ends, totals, owners = np.empty(size + 1, np.int64), np.empty(size + 1, np.int64), np.empty(size + 1, np.int64)
    count = 0  # chains: ends in the other text and total lengths, both ascending
    last = -1
    for at in range(size):
        place = upper_bound(ends, 0, count, spans[at, 2])
        best[at] = spans[at, 1] - spans[at, 0] + (totals[place - 1] if place else 0)
        previous[at] = owners[place - 1] if place else -1
        if last < 0 or best[at] > best[last]:
            last = at
        place = upper_bound(ends, 0, count, spans[at, 3] - 1)
        if place and totals[place - 1] >= best[at]:
            continue
        drop = place
        while drop < count and totals[drop] <= best[at]:
            drop += 1
        if drop == place:
            for move in range(count, place, -1):
                ends[move], totals[move], owners[move] = ends[move - 1], totals[move - 1], owners[move - 1]
        elif drop > place + 1:
            for move in range(drop, count):
                shifted = place + 1 + move - drop
                ends[shifted], totals[shifted], owners[shifted] = ends[move], totals[move], owners[move]
        count += 1 - (drop - place)
        ends[place], totals[place], owners[place] = spans[at, 3], best[at], at
    length, at = 0, last
    while at >= 0:
        length += 1
        at = previous[at]
    out = np.empty((length, 4), np.int32)
    at = last
    for row in range(length - 1, -1, -1):
        for column in range(4):
            out[row, column] = spans[at, column]
        at = previous[at]
    return out


@jit_callee
def count_flag(flags: NDArray[np.uint8], start: int, stop: int, flag: int) -> int:
    """Return how many of some tokens have a flag; none where the span is empty."""
    count = 0
    for token in range(start, stop):
        count += flags[token] & flag != 0
    return count


@jit_callee
def facts_within(
    hashes: NDArray[np.uint64], flags: NDArray[np.uint8], flag: int, span: tuple[int, int], counterpart: tuple[int, int]
) -> tuple[int, int]:
    """Return how many tokens of a span have a flag, and how many of them another span holds with that flag."""
    items = fill(np.empty(max(counterpart[1] - counterpart[0], ZERO), np.uint64), ZERO)
    for token in range(counterpart[0], counterpart[1]):
        if flags[token] & flag:
            items[token - counterpart[0]] = hashes[token]
    keys = hash_table(items)[0]
    total, common = 0, 0
    for token in range(span[0], span[1]):
        if flags[token] & flag:
            total += 1
            common += keys[find_slot(keys, hashes[token])] != _EMPTY
    return total, common


@jit_callee
def stands_in_prose(flags: NDArray[np.uint8], begin: int, end: int, span: tuple[int, int]) -> bool:
    """Return whether words of small letters stand beside some tokens: in a headline, capitals mark no names."""
    before = count_flag(flags, max(span[0] - BESIDE, begin), span[0], SMALL)
    return before + count_flag(flags, span[1], min(span[1] + BESIDE, end), SMALL) > 1


@jit_callee
def any_held(
    hashes: NDArray[np.uint64], flags: NDArray[np.uint8], flag: int, span: tuple[int, int], keys: NDArray[np.uint64]
) -> bool:
    """Return whether a table of hashes has one of the tokens of a span with a flag."""
    for token in range(span[0], span[1]):
        if flags[token] & flag and keys[find_slot(keys, hashes[token])] != _EMPTY:
            return True
    return False


@jit_callee
def all_held(
    hashes: NDArray[np.uint64], flags: NDArray[np.uint8], flag: int, span: tuple[int, int], keys: NDArray[np.uint64]
) -> bool:
    """Return whether a table of hashes has all tokens of a span with a flag."""
    for token in range(span[0], span[1]):
        if flags[token] & flag and keys[find_slot(keys, hashes[token])] == _EMPTY:
            return False
    return True


@jit_callee
def places_between(runs: NDArray[np.int32], size: int, other_size: int) -> NDArray[np.int64]:
    """Return the places that runs leave: rows of start and stop in the one text and in the other.

    Args:
        runs: see `runs_in_order`.
        size: tokens of the one text.
        other_size: tokens of the other.
    """
    out = np.empty((runs.shape[0] + 1, 4), np.int64)
    count, start, other_start = 0, ZERO, ZERO
    for run in range(runs.shape[0] + 1):
        stop, other_stop = size, other_size
        if run < runs.shape[0]:
            stop, other_stop = int(runs[run, 0]), int(runs[run, 2])
        if stop > start or other_stop > other_start:
            out[count, 0], out[count, 1], out[count, 2], out[count, 3] = start, stop, other_start, other_stop
            count += 1
        if run < runs.shape[0]:
            start, other_start = int(runs[run, 1]), int(runs[run, 3])
    return out[:count]


@jit_callee
def is_negated(
    hashes: NDArray[np.uint64], flags: NDArray[np.uint8], span: tuple[int, int], counterpart: tuple[int, int]
) -> bool:
    """Return whether two places hold different negations."""
    own_count, common = facts_within(hashes, flags, NEGATION, span, counterpart)
    counterpart_count, common_again = facts_within(hashes, flags, NEGATION, counterpart, span)
    return own_count != common or counterpart_count != common_again


SHARED, LACKING, LOOSE, NUMBERS, NUMBER_SLOTS, NAME_SLOTS, PLACES = range(7)
"""Columns of the measures of a pair."""


@jit
def compare_facts(
    pairs: NDArray[np.int32],
    offsets: NDArray[np.int64],
    hashes: NDArray[np.uint64],
    flags: NDArray[np.uint8],
    spans: NDArray[np.int32],
    bounds: NDArray[np.int64],
    negation_gap: int,
    slot_words: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return how far the first text of each pair says what the second says, and the places with other names in both.

    Measures are rows of: tokens in runs that both hold in the same order; 1 where a fact of the first is lacking in the
    second, or another stands in its place; numbers of the first that stand in no run, and all; short places with other
    numbers in both; short places with other names, of which neither text holds those of the other; places in which the
    two differ. Places are rows of the pair, start and stop in the first text, start and stop in the second.

    Args:
        pairs: rows of two positions of texts.
        offsets: where each text's tokens begin and end.
        hashes: of the tokens, none 0.
        flags: see `mark_facts`.
        spans: runs that both texts of a pair hold, pair after pair: start and stop in the first, and in the second.
        bounds: where the runs of each pair begin and end.
        negation_gap: most words of the second text in a place in which a negation turns what is said.
        slot_words: most words of a short place.
    """
    measures = np.empty((pairs.shape[0], 7), np.int64)
    slots, slot_count = np.empty((16, 5), np.int32), ZERO
    own_text = other_text = NONE  # of which texts the tables of hashes are
    own_keys = other_keys = hash_table(view(hashes, offsets[0], offsets[0]))[0]
    for row in range(pairs.shape[0]):
        inner, outer = int(pairs[row, 0]), int(pairs[row, 1])
        begin, end, other_begin, other_end = offsets[inner], offsets[inner + 1], offsets[outer], offsets[outer + 1]
        runs = runs_in_order(spans[bounds[row] : bounds[row + 1]])
        places = places_between(runs, end - begin, other_end - other_begin)
        lacking, loose, number_slots, name_slots, shared = False, ZERO, ZERO, ZERO, ZERO
        for run in range(runs.shape[0]):
            shared += runs[run, 1] - runs[run, 0]
        for place in range(places.shape[0]):
            own = begin + places[place, 0], begin + places[place, 1]
            counterpart = other_begin + places[place, 2], other_begin + places[place, 3]
            loose += count_flag(flags, own[0], own[1], NUMBER)
            is_short = max(own[1] - own[0], counterpart[1] - counterpart[0]) <= slot_words
            has_facts = count_flag(flags, own[0], own[1], FACTS) > 0
            if has_facts and other_text != outer:
                other_keys, other_text = hash_table(view(hashes, other_begin, other_end))[0], outer
            if has_facts and (is_short or not lacking):
                numbers, same_numbers = facts_within(hashes, flags, NUMBER, own, counterpart)
                names, same_names = facts_within(hashes, flags, NAME, own, counterpart)
                has_numbers = count_flag(flags, counterpart[0], counterpart[1], NUMBER) > 0
                lacking |= has_numbers and same_numbers < numbers
                number_slots += is_short and has_numbers and numbers > 0 and same_numbers == 0
                has_names = count_flag(flags, counterpart[0], counterpart[1], NAME) > 0
                lacking |= has_names and same_names < names
                if (
                    is_short and has_names and names > 0
                    and not any_held(hashes, flags, NAME, own, other_keys)
                    and stands_in_prose(flags, begin, end, own)
                    and stands_in_prose(flags, other_begin, other_end, counterpart)
                ):  # fmt: skip
                    if own_text != inner:
                        own_keys, own_text = hash_table(view(hashes, begin, end))[0], inner
                    if not any_held(hashes, flags, NAME, counterpart, own_keys):
                        name_slots += 1
                        slots = grow(slots, slot_count + 1)
                        slots[slot_count, 0] = row
                        for column in range(4):
                            slots[slot_count, 1 + column] = places[place, column]
                        slot_count += 1
            is_inside = (places[place, 0] > 0 or places[place, 2] > 0) and own[1] < end
            if not lacking and is_inside and counterpart[1] - counterpart[0] <= negation_gap:
                lacking = is_negated(hashes, flags, own, counterpart)
            if not lacking and has_facts:
                lacking = not all_held(hashes, flags, FACTS, own, other_keys)
        measures[row, SHARED], measures[row, LACKING], measures[row, LOOSE] = shared, lacking, loose
        measures[row, NUMBERS] = count_flag(flags, begin, end, NUMBER)
        measures[row, NUMBER_SLOTS], measures[row, NAME_SLOTS] = number_slots, name_slots
        measures[row, PLACES] = places.shape[0]
    return measures, slots[:slot_count]
