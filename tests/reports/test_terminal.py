"""Text sanitised, measured, truncated and wrapped."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from provenance.reports.terminal import display_width, layout_tokens, pad, sanitize, truncate, wrap_text, wrap_tokens

NASTY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x1b\x07\n\r\t\u202e\u2066\u200b\u00ad\u0301\u200d\ufe0f海é👩ก한"),
    ),
    max_size=60,
)


@given(NASTY)
def test_sanitised_text_acts_on_no_terminal(text):
    text = sanitize(text)
    assert not any(unicodedata.category(each) in ("Cc", "Cs", "Zl", "Zp") for each in text)
    assert not any(
        unicodedata.bidirectional(each) in ("LRE", "RLE", "LRO", "RLO", "LRI", "RLI", "FSI") for each in text
    )


@given(NASTY)
def test_sanitising_twice_is_sanitising_once(text):
    assert sanitize(sanitize(text)) == sanitize(text)


def test_an_escape_is_shown_as_its_picture():
    assert sanitize("red\x1b[31m\x07") == "red␛[31m␇"


def test_a_mark_that_reverses_the_order_is_named():
    assert sanitize("abc\u202ecba") == "abc⟨U+202E⟩cba"


def test_line_breaks_become_spaces_and_soft_hyphens_go():
    assert sanitize("two\nlines\u2028of Fuß\u00adball") == "two lines of Fußball"


def test_words_of_any_language_stay_as_they_are():
    for text in ("Zażółć gęślą jaźń", "भारत की ख़बरें", "می‌خواهم", "👩‍👩‍👧 family", "한국어", "ภาษาไทย"):
        assert sanitize(text) == text


def test_excess_combining_marks_are_removed():
    assert sanitize("a" + "\u0301" * 50) == "a" + "\u0301" * 4


def test_east_asian_letters_take_two_columns():
    assert display_width("新华社") == 6
    assert display_width("ﾊﾝｶｸ") == 4


@given(NASTY, st.integers(0, 40))
def test_truncated_text_fits(text, limit):
    assert display_width(truncate(sanitize(text), limit)) <= limit


def test_truncation_is_marked_and_splits_no_letter():
    assert truncate("新华社报道", 8) == "新华社…"
    assert truncate("short", 5) == "short"


def test_padding_measures_columns():
    assert pad("新华", 6) == "新华  "
    assert pad("12", 4, right=True) == "  12"


@given(NASTY, st.integers(2, 30))
def test_wrapped_lines_fit_and_keep_every_mark(text, limit):
    words = layout_tokens(text)
    lines = wrap_tokens(words, limit, colour=False)
    assert all(display_width(line) <= limit + 1 for line in lines)  # a letter may join with the one before it
    kept = "".join("".join(lines).split())
    assert kept == "".join("".join(word.text for word in words).split())


def test_lines_break_between_ideographs_and_at_spaces():
    assert wrap_text("一二三四五 six seven", 8) == ["一二三四", "五 six", "seven"]


def test_a_word_longer_than_a_line_is_split():
    assert wrap_text("abcdefghij", 4) == ["abcd", "efgh", "ij"]
