"""Shared runs, passages and measures, against naive Python."""

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from provenance.settings import Settings
from provenance.text.alignment import (
    PairAlignments,
    PreparedTexts,
    align_pairs,
    prepare_texts,
    union_length,
)
from provenance.text.tokens import tokenise
from provenance.threads import Threads

SETTINGS = Settings().replace(passage_words=4)
NO_SKIPS = (np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int32))
WORDS = st.lists(st.sampled_from(["ox", "elm", "bee", "fig", "yak", "ant", "owl", "rye"]), max_size=60)


def texts(*originals: str) -> PreparedTexts:
    return prepare_texts(tokenise(pl.Series(originals, dtype=pl.String)), NO_SKIPS)


def compared(left: str, right: str, settings: Settings = SETTINGS) -> PairAlignments:
    return align_pairs(texts(left, right), np.array([[0, 1]], np.int32), settings)


def shingles(words: list[str], size: int) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


@given(WORDS, WORDS)
def test_jaccard_is_that_of_the_sets_of_shingles(left, right):
    first, second = shingles(left, 5), shingles(right, 5)
    expected = len(first & second) / len(first | second) if first | second else 0.0
    if left == right and left:
        expected = 1.0
    assert compared(" ".join(left), " ".join(right)).jaccard[0] == expected


@given(WORDS, WORDS)
def test_passages_lie_inside_their_documents_and_count_their_equal_tokens(left, right):
    result = compared(" ".join(left), " ".join(right))
    for start, stop, other_start, other_stop, agreed in result.spans.tolist():
        assert 0 <= start < stop <= len(left)
        assert 0 <= other_start < other_stop <= len(right)
        assert 0 < agreed <= min(stop - start, other_stop - other_start)
        if agreed == stop - start == other_stop - other_start:
            assert left[start:stop] == right[other_start:other_stop]


@given(WORDS, WORDS)
def test_no_token_agrees_in_two_passages(left, right):
    result = compared(" ".join(left), " ".join(right))
    assert result.spans[:, 4].sum() <= min(len(left), len(right))


@given(WORDS, WORDS)
def test_measures_are_symmetric_where_the_texts_repeat_nothing(left, right):
    left, right = list(dict.fromkeys(left)), list(dict.fromkeys(right))
    first, second = compared(" ".join(left), " ".join(right)), compared(" ".join(right), " ".join(left))
    assert first.similarity[0] == second.similarity[0]
    assert first.contained_left[0] == second.contained_right[0]


def test_equal_bodies_are_equal_in_every_measure():
    result = compared("The mill, at last!", "the MILL at last")
    assert result.equal[0]
    assert (result.similarity[0], result.jaccard[0]) == (1, 1)
    assert (result.contained_left[0], result.contained_right[0]) == (1, 1)


def test_a_run_between_other_words_is_one_passage():
    shared_words = "the bridge over the river was closed on monday morning"
    result = compared(f"one two three {shared_words} four five", f"alpha {shared_words} beta gamma delta")
    assert result.spans.tolist() == [[3, 13, 1, 11, 10]]


def test_a_small_edit_is_bridged():
    left = "the council voted late on friday to close the old bridge for two years"
    right = left.replace("late on friday", "early on saturday night")
    result = compared(left, right)
    assert result.passages[0] == 1
    assert result.spans[0].tolist()[:4] == [0, 14, 0, 15]
    assert result.spans[0][4] == 12


def test_two_runs_far_apart_are_two_passages():
    first, second = "the bridge was closed on monday", "the mayor was not there at all"
    second_rows = " ".join(f"w{i}" for i in range(80))
    assert compared(f"{first} {second}", f"{first} {second_rows} {second}").passages[0] == 2


def test_moved_text_is_a_passage_of_its_own():
    first, second = "the bridge was closed on monday morning", "the mayor was not there at all that day"
    result = compared(f"{first} {second}", f"{second} {first}")
    assert result.passages[0] == 2
    assert result.contained_left[0] == 1.0


def test_chinese_is_compared_by_characters():
    shared_text = "市政府周一宣布关闭河上的旧桥两年进行维修"
    result = compared(f"昨天消息说{shared_text}完毕", f"据报道{shared_text}。")
    assert result.passages[0] == 1
    assert result.spans[0][4] == len(shared_text)


def test_skipped_tokens_are_no_body():
    text = "the bridge was closed on monday morning by the council"
    tokens = tokenise(pl.Series([text, text]))
    skips = (np.array([1]), np.array([0], np.int32), np.array([len(text)], np.int32))
    result = align_pairs(prepare_texts(tokens, skips), np.array([[0, 1]], np.int32), SETTINGS)
    assert result.passages[0] == 0
    assert result.jaccard[0] == 0.0
    assert not result.equal[0]


def test_a_line_repeated_thousands_of_times_costs_no_more_than_other_lines():
    line = "the same line again and again until the page is full "
    result = compared(line * 8000, line * 9000)
    assert result.passages[0] == 1
    assert result.contained_left[0] == 1.0


def test_no_pairs():
    assert len(align_pairs(texts("a b c"), np.zeros((0, 2), np.int32), SETTINGS).jaccard) == 0


def test_chunks_and_threads_change_nothing(monkeypatch):
    many = texts(*(" ".join(f"w{(i * j) % 17}" for j in range(40)) for i in range(12)))
    pairs = np.array([(a, b) for a in range(12) for b in range(a + 1, 12)], np.int32)
    reference = align_pairs(many, pairs, SETTINGS)
    monkeypatch.setattr("provenance.text.alignment.CHUNK", 7)
    parts = align_pairs(many, pairs, SETTINGS, threads=Threads(3))
    assert (reference.spans == parts.spans).all()
    assert (reference.similarity == parts.similarity).all()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8))
def test_union_counts_what_spans_cover_once(spans):
    spans = [(min(span), max(span)) for span in spans]
    lengths = np.arange(31) * 3
    assert union_length(spans, lengths) == 3 * len(set().union(*(range(*span) for span in spans)))
