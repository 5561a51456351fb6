import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from provenance.settings import Settings
from provenance.text.shingles import Shingles, shingle, shingles_of, winnow, winnowed_fingerprints
from provenance.text.tokens import tokenise

SETTINGS = Settings()
POINT = 0x9E3779B1


def polynomial(hashes: list[int]) -> int:
    value = 0
    for token in hashes:
        value = (value * POINT + token) % 2**32
    return value


def naive(text: str, words: int, characters: int) -> list[int]:
    tokens = tokenise(pl.Series([text]))
    result = []
    for place in range(len(tokens.hashes)):
        size = characters if tokens.characters[place] else words
        if place + size <= len(tokens.hashes):
            result.append(polynomial(tokens.hashes[place : place + size].tolist()))
    return result or [polynomial(tokens.hashes.tolist())][: len(tokens.hashes)]


@given(st.lists(st.text(alphabet="ab 日本12 "), max_size=4), st.integers(1, 7), st.integers(1, 7))
def test_shingles_are_those_of_naive_python(texts, words, characters):
    result = shingles_of(tokenise(pl.Series(texts, dtype=pl.String)), words, characters)
    assert [result.of(number).tolist() for number in range(len(texts))] == [naive(t, words, characters) for t in texts]


def test_a_text_shorter_than_a_shingle_is_hashed_whole():
    assert len(shingle(tokenise(pl.Series(["two words"])), SETTINGS).hashes) == 1


def test_a_text_without_tokens_has_no_shingle_and_no_fingerprint():
    tokens = tokenise(pl.Series(["", "…", "a"]))
    assert shingle(tokens, SETTINGS).offsets.tolist() == [0, 0, 0, 1]
    assert winnowed_fingerprints(tokens, SETTINGS).offsets.tolist() == [0, 0, 0, 1]


def test_shingles_span_tokens_that_are_left_out():
    reference = tokenise(pl.Series(["one two three ADVERTISEMENT four five six"]))
    cut = reference.select(np.array([True, True, True, False, True, True, True]))
    plain = tokenise(pl.Series(["one two three four five six"]))
    assert shingle(cut, SETTINGS).hashes.tolist() == shingle(plain, SETTINGS).hashes.tolist()


@given(st.lists(st.lists(st.integers(0, 9), max_size=60), max_size=5))
def test_distinct_shingles_are_counted(texts):
    offsets = np.concatenate(([0], np.cumsum([len(text) for text in texts]))).astype(np.int64)
    hashes = np.array([value for text in texts for value in text], np.uint32)
    assert Shingles(offsets, hashes).counts().tolist() == [len(set(text)) for text in texts]


@given(st.lists(st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 3), max_size=40), max_size=5), st.integers(1, 20))
def test_fingerprints_are_the_minima_of_all_windows(texts, window):
    offsets = np.concatenate(([0], np.cumsum([len(text) for text in texts]))).astype(np.int64)
    hashes = np.array([value for text in texts for value in text], np.uint32)
    result = winnow(Shingles(offsets, hashes), window)
    for number, text in enumerate(texts):
        windows = [text[start : start + window] for start in range(max(1, len(text) - window + 1))] if text else []
        assert result.of(number).tolist() == sorted({min(member) for member in windows})


@given(st.data())
def test_texts_that_share_a_long_enough_run_share_a_fingerprint(data):
    word = st.integers(0, 10**6).map(str)
    run = data.draw(
        st.lists(
            word,
            min_size=SETTINGS.candidates.fingerprint_words + SETTINGS.candidates.fingerprint_window - 1,
            max_size=30,
        )
    )
    around = st.lists(word, max_size=40)
    texts = [" ".join(data.draw(around) + run + data.draw(around)) for _ in range(2)]
    result = winnowed_fingerprints(tokenise(pl.Series(texts)), SETTINGS)
    assert set(result.of(0).tolist()) & set(result.of(1).tolist())
