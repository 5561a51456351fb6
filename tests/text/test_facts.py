"""Facts of texts: numbers, negations and names, and where two texts hold other ones."""

import numpy as np
import polars as pl
import pytest

from provenance.cleaning.decide.agreement import agreements
from provenance.settings import Settings
from provenance.text.facts import fact_flags
from provenance.text.kernels.facts import NAME, NEGATION, NUMBER, SMALL
from provenance.text.tokens import tokenise
from provenance.threads import Threads


def flagged(text, flag):
    tokens = tokenise(pl.Series([text]))
    places = np.flatnonzero(fact_flags(pl.Series([text]), tokens) & flag)
    return [text[tokens.starts[at] : tokens.stops[at]] for at in places]


def test_numbers_negations_names_and_small_words_are_told_apart():
    text = "He did not see 12 boats.\nThe mayor of Lunden said: Nobody in Astad owns ½ a boat (Mostly)."
    assert flagged(text, NUMBER) == ["12"]
    assert flagged(text, NEGATION) == ["not", "Nobody"]
    assert flagged(text, NAME) == ["Lunden", "Astad"]
    assert "Lunden" not in flagged(text, SMALL)
    assert {"did", "boats", "mayor"} <= set(flagged(text, SMALL))
    assert "a" not in flagged(text, SMALL)


def test_a_word_that_looks_like_a_negation_of_another_script_is_none():
    assert flagged("We saw that he left.", NEGATION) == []
    assert flagged("Он не пришёл, né en juin, jamás.", NEGATION) == ["не", "jamás"]
    assert flagged("У него ２ лодки и 𝟓 сетей.", NUMBER) == ["２", "𝟓"]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("the river rose by 12 metres in the night", "the river rose by 12 metres in the dark", (False, 0, 0)),
        ("the old river rose by 12 metres in the night", "the old river rose by 15 metres in the night", (True, 1, 0)),
        ("the mayor of Lunden was in the old town", "the mayor of Astad was in the old town", (True, 0, 1)),
        ("the mayor of the town was in the hall then", "the mayor of the town was not in the hall then", (True, 0, 0)),
        ("a b c d e f", "g h i j k l", (False, 0, 0)),
    ],
)
def test_facts_that_differ_in_aligned_places_are_counted(left, right, expected):
    found = agreements([(0, 1)], {0: left, 1: right}, Settings(), Threads(1))[0]
    assert (found.lacking, found.number_slots, found.name_slots) == expected


def test_of_runs_that_cross_those_in_order_count():
    parts = [" ".join(f"{letter}{n}" for n in range(size)) for letter, size in (("a", 8), ("b", 10), ("c", 12))]
    texts = {0: " ".join(parts), 1: " ".join([parts[1], parts[2], parts[0]])}
    assert agreements([(0, 1)], texts, Settings(), Threads(1))[0].share == pytest.approx(22 / 30)
