import numpy as np
import polars as pl
import pytest
from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from provenance.settings import Settings
from provenance.text import minhash
from provenance.text.shingles import Shingles, shingle
from provenance.text.tokens import tokenise

hashes = st.lists(st.integers(0, 2**32 - 1), max_size=50)


def of_lists(texts: list[list[int]]) -> Shingles:
    offsets = np.concatenate(([0], np.cumsum([len(text) for text in texts]))).astype(np.int64)
    return Shingles(offsets, np.array([value for text in texts for value in text], np.uint32))


@given(st.lists(hashes, max_size=4), st.sampled_from([16, 64, 128]), st.integers(0, 2**31 - 1))
def test_signatures_are_those_of_datasketch(texts, permutations, seed):
    settings = Settings().replace(permutations=permutations, seed=seed)
    signed = minhash.minhash_signatures(of_lists(texts), settings)
    for number, text in enumerate(texts):
        batch = MinHash(num_perm=permutations, seed=seed, scheme="affine32", hashfunc=int)
        batch.update_batch(text)
        one_by_one = MinHash(num_perm=permutations, seed=seed, scheme="affine32", hashfunc=int)
        for value in text:
            one_by_one.update(value)
        assert signed[number].tolist() == batch.hashvalues.tolist() == one_by_one.hashvalues.tolist()


def test_signatures_convert_to_datasketch():
    settings = Settings()
    texts = pl.Series(["a b c d e f g h i j k l", "a b c d e f g h i j k m"])
    left, right = minhash.minhash_signatures(shingle(tokenise(texts), settings), settings)
    sketches = [minhash.to_datasketch(member, settings) for member in (left, right)]
    assert sketches[0].jaccard(sketches[1]) == np.mean(left == right)


def test_signatures_estimate_jaccard():
    settings = Settings().replace(permutations=1024)
    signed = minhash.minhash_signatures(of_lists([list(range(900)), list(range(300, 1200))]), settings)
    assert abs(np.mean(signed[0] == signed[1]) - 0.5) < 4 * (0.25 / 1024) ** 0.5


@given(st.lists(st.lists(st.integers(0, 3), min_size=12, max_size=12), min_size=2, max_size=6))
def test_band_keys_are_equal_for_equal_bands_only(rows):
    keys = minhash.band_keys(np.array(rows, np.uint32), bands=4, rows=3)
    pieces = [[(band, *row[band * 3 : band * 3 + 3]) for band in range(4)] for row in rows]
    flat_keys, flat_pieces = keys.ravel().tolist(), [piece for row in pieces for piece in row]
    assert len(set(flat_keys)) == len(set(flat_pieces)) == len(set(zip(flat_keys, flat_pieces, strict=True)))


def test_more_bands_than_the_signature_holds_are_refused():
    with pytest.raises(ValueError, match="need 132 permutations, not 128"):
        minhash.band_keys(np.zeros((1, 128), np.uint32), bands=44, rows=3)


@given(st.floats(0.05, 1.0), st.floats(0.01, 0.999), st.integers(1, 256))
def test_chosen_bands_reach_the_recall_with_the_most_rows(threshold, recall, permutations):
    bands, rows = minhash.choose_bands(threshold, recall, permutations)
    assert bands * rows <= permutations
    if (bands, rows) != (permutations, 1):
        assert minhash.recall_at(threshold, bands, rows) >= recall
        assert bands == 1 or minhash.recall_at(threshold, bands - 1, rows) < recall
        assert minhash.recall_at(threshold, permutations // (rows + 1), rows + 1) < recall


def test_the_curve_rises_from_0_to_1():
    values = list(minhash.recall_curve(*minhash.choose_bands(0.5, 0.97, 128)).values())
    assert (values[0], values[-1]) == (0, 1)
    assert values == sorted(values)
    assert values[10] >= 0.97


def test_pairs_at_the_threshold_share_a_band_as_often_as_promised():
    settings = Settings()
    bands, rows = minhash.choose_bands(
        settings.candidates.band_threshold, settings.candidates.band_recall, settings.shingles.permutations
    )
    rng = np.random.default_rng(0)
    shared = rng.integers(0, 2**32, (400, 100)).tolist()
    own = rng.integers(0, 2**32, (800, 50)).tolist()
    texts = [common + own[2 * n + side] for n, common in enumerate(shared) for side in (0, 1)]  # 100 of 200: Jaccard .5
    keys = minhash.band_keys(minhash.minhash_signatures(of_lists(texts), settings), bands, rows)
    result = np.mean((keys[0::2] == keys[1::2]).any(axis=1))
    assert result >= settings.candidates.band_recall - 0.03
