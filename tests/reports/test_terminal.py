"""Text made harmless, measured, cut and wrapped."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from provenance.reports.terminal import columns, cut, harmless, lines_of, pad, tokens, wrapped

NASTY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x1b\x07\n\r\t\u202e\u2066\u200b\u00ad\u0301\u200d\ufe0f海é👩ก한"),
    ),
    max_size=60,
)


@given(NASTY)
def test_harmless_text_acts_on_no_terminal(text):
    shown = harmless(text)
    assert not any(unicodedata.category(each) in ("Cc", "Cs", "Zl", "Zp") for each in shown)
    assert not any(
        unicodedata.bidirectional(each) in ("LRE", "RLE", "LRO", "RLO", "LRI", "RLI", "FSI") for each in shown
    )


@given(NASTY)
def test_harmless_twice_is_harmless_once(text):
    assert harmless(harmless(text)) == harmless(text)


def test_an_escape_is_shown_as_its_picture():
    assert harmless("red\x1b[31m\x07") == "red␛[31m␇"


def test_a_mark_that_turns_the_order_round_is_named():
    assert harmless("abc\u202ecba") == "abc⟨U+202E⟩cba"


def test_line_breaks_become_spaces_and_soft_hyphens_go():
    assert harmless("two\nlines\u2028of Fuß\u00adball") == "two lines of Fußball"


def test_words_of_any_language_stay_as_they_are():
    for text in ("Zażółć gęślą jaźń", "भारत की ख़बरें", "می‌خواهم", "👩‍👩‍👧 family", "한국어", "ภาษาไทย"):
        assert harmless(text) == text


def test_a_pile_of_marks_is_thinned():
    assert harmless("a" + "\u0301" * 50) == "a" + "\u0301" * 4


def test_east_asian_letters_take_two_columns():
    assert columns("新华社") == 6
    assert columns("ﾊﾝｶｸ") == 4


@given(NASTY, st.integers(0, 40))
def test_cut_text_fits(text, limit):
    assert columns(cut(harmless(text), limit)) <= limit


def test_cutting_says_so_and_parts_no_letter():
    assert cut("新华社报道", 8) == "新华社…"
    assert cut("short", 5) == "short"


def test_padding_measures_columns():
    assert pad("新华", 6) == "新华  "
    assert pad("12", 4, right=True) == "  12"


@given(NASTY, st.integers(2, 30))
def test_wrapped_lines_fit_and_keep_every_mark(text, limit):
    words = tokens(text)
    lines = wrapped(words, limit, colour=False)
    assert all(columns(line) <= limit + 1 for line in lines)  # a letter may join with the one before it
    kept = "".join("".join(lines).split())
    assert kept == "".join("".join(word.text for word in words).split())


def test_lines_break_between_ideographs_and_at_spaces():
    assert lines_of("一二三四五 six seven", 8) == ["一二三四", "五 six", "seven"]


def test_a_word_longer_than_a_line_is_parted():
    assert lines_of("abcdefghij", 4) == ["abcd", "efgh", "ij"]
