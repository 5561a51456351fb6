"""Sentence vectors: what they promise, and the arithmetic on them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import MissingExtraError
from provenance.text.semantic import embeddings
from provenance.threads import Threads

extra = pytest.mark.skipif(not embeddings.available(), reason="the extra 'crosslingual' is not installed")

SENTENCES = [
    "The town council closed the old bridge on Tuesday.",
    "Der Stadtrat hat die alte Brücke am Dienstag gesperrt.",
    "市议会周二关闭了那座旧桥。",
    "A baker in the harbour district has won a prize for rye bread.",
    "x" * 400,
    "中" * 400,
]


def some_vectors(rows: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(-127, 128, (rows, embeddings.DIMENSIONS)).astype(np.int8)


@extra
def test_the_same_meaning_lies_near_across_languages():
    cosine = embeddings.cosines(*[embeddings.embed_sentences(SENTENCES[:4])] * 2)
    assert min(cosine[0, 1], cosine[0, 2], cosine[1, 2]) > 0.5
    assert max(cosine[0, 3], cosine[1, 3], cosine[2, 3]) < 0.4


@extra
def test_traditional_and_simplified_chinese_have_the_same_vector():
    combined = embeddings.embed_sentences(["關閉舊橋樑", "关闭旧桥梁"])
    assert (combined[0] == combined[1]).all()


@extra
def test_a_vector_does_not_depend_on_the_other_sentences():
    together = embeddings.embed_sentences(SENTENCES * 60, Threads(2))
    alone = np.vstack([embeddings.embed_sentences([sentence]) for sentence in SENTENCES])
    assert (together == np.tile(alone, (60, 1))).all()


@extra
def test_a_sentence_without_a_word_has_a_zero_vector():
    assert not embeddings.embed_sentences(["", "***", " – "]).any()


@extra
def test_no_sentences():
    assert embeddings.embed_sentences([]).shape == (0, embeddings.DIMENSIONS)


def test_a_missing_extra_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(embeddings, "available", lambda: False)
    embeddings._model.cache_clear()
    with pytest.raises(MissingExtraError) as error:
        embeddings.embed_sentences(["A sentence."])
    assert "pip install" in error.value.remedy


def test_cosines_are_those_of_numpy():
    left, right = some_vectors(5), some_vectors(7, seed=1)
    wide, second = left.astype(float), right.astype(float)
    expected = wide @ second.T / np.outer(np.linalg.norm(wide, axis=1), np.linalg.norm(second, axis=1))
    assert np.allclose(embeddings.cosines(left, right), expected, atol=1e-6)
    assert np.allclose(embeddings.adjacent_cosines(left), np.diag(embeddings.cosines(left, left), 1))


@given(st.integers(0, 1000), st.permutations(range(6)))
def test_a_simhash_does_not_depend_on_the_order_of_sentences(seed, order):
    rows, sizes = some_vectors(6, seed), np.arange(20, 26)
    groups = np.zeros(6, np.int64)
    assert (
        embeddings.simhash(rows, sizes, groups, 1) == embeddings.simhash(rows[order], sizes[order], groups, 1)
    ).all()


@given(st.integers(0, 1000))
def test_nearest_codes_are_those_of_brute_force(seed):
    random = np.random.default_rng(seed)
    index = random.integers(0, 2, (30, 8)).astype(np.uint64)  # few bits differ: ties are common
    queries = index[:4]
    excluded = [np.array([row], np.int32) for row in range(4)]
    result = embeddings.nearest_codes(queries, index, excluded, 5, 4, Threads(3))
    for query in range(4):
        distances = [
            int(sum(bin(int(a) ^ int(b)).count("1") for a, b in zip(queries[query], row, strict=True))) for row in index
        ]
        near = sorted((distance, row) for row, distance in enumerate(distances) if row != query and distance <= 4)[:5]
        assert result[query].tolist() == [row for _, row in near] + [-1] * (5 - len(near))
