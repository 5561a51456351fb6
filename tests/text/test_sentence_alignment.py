"""Alignment of the sentences of two texts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from provenance.settings import Settings
from provenance.text.kernels import pairing
from provenance.text.semantic.sentence_alignment import Side, align_sentences, extract_numbers, number_agreement

COUNT = 8


def meanings(rows: int, seed: int = 0) -> np.ndarray:
    random = np.random.default_rng(seed).normal(size=(rows, 64))
    return random / np.linalg.norm(random, axis=1, keepdims=True)


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def align(left: np.ndarray, right: np.ndarray, left_sizes=None, right_sizes=None, proportion=2.0):
    likeness = (left @ right.T).astype(np.float32)
    sides = [
        Side(
            np.array(sizes if sizes is not None else [100] * len(rows), np.int32),
            np.einsum("ij,ij->i", rows[:-1], rows[1:]).astype(np.float32),
        )
        for rows, sizes in ((left, left_sizes), (right, right_sizes))
    ]
    return align_sentences(likeness, *sides, 0.5, proportion, 0, Settings().semantic)


def test_the_same_sentences_are_linked_one_to_one():
    rows = meanings(COUNT)
    result = align(rows, rows)
    assert result.beads.tolist() == [[i, i, i, i] for i in range(COUNT)]
    assert result.covered() == (1.0, 1.0)
    assert result.density() == 1.0


def test_a_moved_sentence_is_linked_but_out_of_order():
    rows = meanings(COUNT)
    order = [7, 0, 1, 2, 3, 4, 5, 6]
    result = align(rows, rows[order])
    assert len(result.beads) == COUNT
    assert result.ordered.tolist() == [True] * 7 + [False]


def test_the_parts_of_a_split_sentence_are_linked_together():
    rows = meanings(COUNT)
    merged = np.vstack([rows[:2], unit((rows[2] * 1.2 + rows[3])[None]), rows[4:]])
    sizes = [100, 100, 200, 100, 100, 100, 100]
    assert [2, 3, 2, 2] in align(rows, merged, None, sizes).beads.tolist()
    assert [2, 2, 2, 3] in align(merged, rows, sizes, None).beads.tolist()


def test_unrelated_texts_have_no_link():
    assert len(align(meanings(COUNT), meanings(COUNT, seed=1)).beads) == 0


def test_a_link_out_of_proportion_does_not_count():
    rows = meanings(COUNT)
    result = align(rows, rows, [100] * COUNT, [100] * 7 + [900])
    assert result.ordered.tolist() == [True] * 7 + [False]


def test_too_few_links_are_no_alignment():
    rows = meanings(COUNT)
    side = Side(np.full(COUNT, 9, np.int32), np.zeros(COUNT - 1, np.float32))
    assert (
        align_sentences((rows @ rows.T).astype(np.float32), side, side, 0.5, 2.0, COUNT + 1, Settings().semantic)
        is None
    )


@given(st.integers(0, 500), st.integers(1, 9), st.integers(1, 9))
def test_mutual_nearest_is_brute_force(seed, rows, columns):
    likeness = np.random.default_rng(seed).uniform(size=(rows, columns)).astype(np.float32)
    row_numbers, remaining = np.zeros(rows), np.zeros(columns)
    result = pairing.mutual_nearest(likeness, row_numbers, remaining, 0.3)
    for row in range(rows):
        column = int(likeness[row].argmax())
        best = likeness[:, column].argmax() == row and likeness[row, column] >= np.float32(0.3)
        assert result[row] == (column if best else -1)


@given(st.integers(0, 500), st.integers(1, 9))
def test_mean_nearest_is_the_mean_of_the_greatest(seed, columns):
    likeness = np.random.default_rng(seed).uniform(size=(4, columns)).astype(np.float32)
    expected = np.sort(likeness, axis=1)[:, -3:].mean(axis=1)
    assert np.allclose(pairing.mean_nearest(likeness, 3), expected, atol=1e-6)


@given(
    st.lists(st.sets(st.integers(0, 9)), min_size=1, max_size=4),
    st.lists(st.sets(st.integers(0, 9)), min_size=1, max_size=4),
)
def test_word_jaccard_is_the_jaccard_index(left, right):
    def flat(sets):
        return np.array([value for members in sets for value in sorted(members)], np.uint32), np.cumsum(
            [0, *map(len, sets)]
        )

    result = pairing.word_jaccard(*flat(left), *flat(right))
    expected = [[len(a & b) / len(a | b) if a & b else 0 for b in right] for a in left]
    assert np.allclose(result, expected)


def test_numbers_are_read_in_any_grouping():
    assert extract_numbers("1,000.5 and 1 000,5 and 1.000 in 2019") == ["1000", "5", "1000", "5", "1000", "2019"]


def test_number_agreement_counts_the_side_with_fewer():
    assert number_agreement([["1", "2"], ["3"]], [["2", "1", "9"], ["4"]]) == (3, 2 / 3)
    assert number_agreement([[]], [["1"]]) == (0, 1.0)
