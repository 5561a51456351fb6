"""Letters that scanners confuse are one letter once folded; every place is known in the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.text.scan_errors import fold_confused_letters, longest_words


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("modern tram", "rnodern trarn"),
        ("the bridge", "tbe hridge"),
        ("illegal", "i11egal"),
        ("closed down", "dosed d0wn"),
        ("willow", "vvillow"),
        ("In 1902", "ln l9O2"),
        ("queue", "qucne"),
        ("harbour", "har-\nbour"),
    ],
)
def test_a_word_and_what_a_scanner_reads_for_it_become_the_same(printed, read):
    assert fold_confused_letters(printed).text == fold_confused_letters(read).text


def test_other_words_stay_apart():
    assert fold_confused_letters("ferry").text != fold_confused_letters("harbour").text


@given(st.text(alphabet="rnmclvwihb10 -\nÄß中İ\U0001f600", max_size=60))
def test_every_place_is_known_in_the_original(text):
    folded = fold_confused_letters(text)
    assert len(folded.positions) == len(folded.text) + 1
    assert folded.positions == sorted(folded.positions)
    assert folded.positions[-1] == len(text)


def test_the_longest_words_come_first_once_each():
    assert longest_words("marmalade roads of thirteen roads, marmalade and Sparky", 3) == [
        "marmalade",
        "thirteen",
        "Sparky",
    ]
    assert longest_words("and 1902", 9) == []
