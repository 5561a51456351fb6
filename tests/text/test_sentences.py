"""Where sentences begin and end."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.text.sentences import MAX_SENTENCE, split_sentences


def split(text: str) -> list[str]:
    result = split_sentences(pl.Series([text]))
    return [text[start:stop] for start, stop in zip(result.starts, result.stops, strict=True)]


@pytest.mark.parametrize(
    "parts",
    [
        ["One thing happened.", "Then another did!", "Did it?", "Yes."],
        ["Mr. Smith of the U.S. Army said on Jan. 5 that prices rose 3.5 percent.", "He left at 5 p.m. Tuesday."],
        ["He had worked for the U.N. for years.", "The office was closed."],
        ["Acme Inc. said so.", "J. K. Marlow wrote it with Gen. A. Stone of Ft. Hill, Ky.", "They agreed."],
        ["“We know,” she said.", "“They do not.”", "He left."],
        ['"What?" he asked.', '"No!"', "(She had left.)", "It was over."],
        ["It went on ... and on.", "Then it stopped…", "Nobody knew."],
        ["Am 3. Oktober war der 2. Weltkrieg vorbei, z. B. in Bonn.", "»Ja.«", "„Nein.“", "Sie kam."],
        ["« Oui. »", "Il est parti avec M. Durand.", "Elle est restée."],
        ["¿Qué pasó?", "¡Nada!", "El Sr. Ruiz vive en la pág. 3.", "Hoy no."],
        ["No. 5 was there.", "Rain fell in vol. 2 of the book."],
        ["1. First of all.", "2. After that."],
        ["See www.example.com or example.org for v2.0 of it.", "Done."],
        ["В 2019 г. Иванов уехал.", "Он вернулся."],
        ["هذا خبر.", "هل هذا آخر؟", "نعم."],
        ["यह एक खबर है।", "दूसरी भी।"],
    ],
)
def test_spaced_scripts(parts):
    assert split(" ".join(parts)) == parts


def test_a_missing_space_does_not_join_two_sentences():
    assert split("This sentence ended.The next began.") == ["This sentence ended.", "The next began."]


def test_scripts_without_spaces():
    parts = [
        "“你好！”",
        "他说。",
        "“再见。”",
        "“好。”",
        "增长３．５％……",
        "但是。",
        "「行くの？」",
        "はい。",
        "（終わり。）",
    ]
    assert split("".join(parts)) == parts


def test_a_mark_between_uncased_letters_ends_a_sentence():
    assert split("真的吗?是的!好") == ["真的吗?", "是的!", "好"]


def test_a_line_break_ends_a_sentence():
    assert split("A headline\nThe text\r\n\r\nthe rest") == ["A headline", "The text", "the rest"]


def test_a_wrapped_line_does_not_end_a_sentence():
    assert split("The mayor said on\n  that day that,\r\nafter all, it was\nfine. So") == [
        "The mayor said on\n  that day that,\r\nafter all, it was\nfine.",
        "So",
    ]


def test_a_long_run_is_cut_at_a_pause():
    text = ", ".join(["number"] * 200)
    parts = split(text)
    assert max(map(len, parts)) <= MAX_SENTENCE
    assert all(part.endswith(",") for part in parts[:-1])


def test_offsets_count_from_the_beginning_of_each_text():
    texts = ["One. Two.", None, "", "  \n ", "𝒜 word 😀. Next 😀!", "x"]
    result = split_sentences(pl.Series(texts))
    assert result.offsets.tolist() == [0, 2, 2, 2, 2, 4, 5]
    assert [texts[4][a:b] for a, b in zip(result.starts[2:4], result.stops[2:4], strict=True)] == [
        "𝒜 word 😀.",
        "Next 😀!",
    ]


def test_no_texts():
    assert split_sentences(pl.Series([], dtype=pl.String)).offsets.tolist() == [0]


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from(" \n.!?。”\"'Aa1,")), max_size=6))
def test_sentences_cover_the_text_but_for_white_space(texts):
    result = split_sentences(pl.Series(texts, dtype=pl.String))
    white = " \n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029\u200b\ufeff" + "".join(
        member for text in texts for member in text if member.isspace()
    )
    for row, text in enumerate(texts):
        last = 0
        for place in range(result.offsets[row], result.offsets[row + 1]):
            start, stop = result.starts[place], result.stops[place]
            assert last <= start < stop <= len(text)
            assert not text[last:start].strip(white)
            assert not text[start].isspace()
            assert not text[stop - 1].isspace()
            last = stop
        assert not text[last:].strip(white)


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_a_text_is_split_the_same_alone_and_in_a_batch(texts):
    together = split_sentences(pl.Series(texts))
    for row, text in enumerate(texts):
        alone = split_sentences(pl.Series([text]))
        rows = slice(together.offsets[row], together.offsets[row + 1])
        assert together.starts[rows].tolist() == alone.starts.tolist()
        assert together.stops[rows].tolist() == alone.stops.tolist()
