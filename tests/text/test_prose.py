"""Which words stand in whole sentences, and not in menus, lists and headings."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.text.sentences import TERMINATORS, TRAILING_CLOSERS, in_prose, split_sentences
from provenance.text.tokens import tokenise

PIECES = [
    "the boats",
    "Home News",
    "Sport",
    " ",
    ". ",
    ".\n",
    "\n",
    "!” ",
    "他说，桥断了",
    "。",
    "1,200",
    "»",
    "…",
    "⁉ ",
    "a",
]


def told(*texts: str, least: int = 4) -> list[list[str]]:
    """The tokens of each text that stand in sentences, as they are written."""
    column = pl.Series(texts, dtype=pl.String)
    tokens = tokenise(column)
    result = in_prose(column, tokens, split_sentences(column), least)
    return [
        [text[tokens.starts[member] : tokens.stops[member]] for member in range(first, last) if result[member]]
        for text, first, last in zip(texts, tokens.offsets, tokens.offsets[1:], strict=False)
    ]


def naive(text: str, least: int) -> list[str]:
    tokens, cuts = tokenise(pl.Series([text])), split_sentences(pl.Series([text]))
    out = []
    for start, stop in zip(cuts.starts, cuts.stops, strict=True):
        inside = [i for i in range(len(tokens.starts)) if start <= tokens.starts[i] < stop]
        weight = sum(1 if tokens.characters[i] else 2 for i in inside)
        sentence = text[start:stop]
        for _ in range(2):
            sentence = sentence[:-1] if len(sentence) > 1 and sentence[-1] in TRAILING_CLOSERS else sentence
        if sentence[-1] in TERMINATORS and weight >= 2 * least:
            out += [text[tokens.starts[i] : tokens.stops[i]] for i in inside]
    return out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Home News Sport Weather\nThe ferry sank on Monday.\nRead more", "The ferry sank on Monday"),
        ('"The ferry sank on Monday."', "The ferry sank on Monday"),
        ("The ferry sank on Monday", ""),
        ("It sank.", ""),
        ("首页 新闻 体育 天气\n渡轮于星期一沉没。", "渡 轮 于 星 期 一 沉 没"),
    ],
)
def test_prose_is_told_apart_from_menus_and_headings(text, said):
    assert " ".join(told(text)[0]) == said


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), max_size=4), st.integers(1, 6))
def test_prose_is_that_of_naive_python(texts, least):
    assert told(*texts, least=least) == [naive(text, least) for text in texts]
