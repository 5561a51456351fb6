"""Compiled comparison of a few documents against sets in plain Python."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.text.kernels.windows import window_hashes
from provenance.text.kernels.witnesses import compare_group

WORDS, BLOCK = 2, 8
DOCUMENTS = st.lists(st.lists(st.integers(1, 6), min_size=0, max_size=14), min_size=2, max_size=5)


def grams(text: list[int]) -> list[tuple[int, ...]]:
    return [tuple(text[i : i + WORDS]) for i in range(len(text) - WORDS + 1)]


def naive(texts: list[list[int]], document: int, source: int) -> list[int]:
    own, second = grams(texts[document]), set(grams(texts[source]))
    covered = {j for i, gram in enumerate(own) if gram in second for j in range(i, i + WORDS)}
    runs, run = [], 0
    for i in range(len(texts[document]) + 1):
        if i < len(texts[document]) and i not in covered:
            run += 2
        else:
            runs += [(run, i == len(texts[document]))] if run else []
            run = 0
    blocks = [weight for weight, _ in runs if weight >= BLOCK]
    thirds = [set(grams(texts[c])) for c in range(len(texts)) if c not in (document, source)]
    source_lacks = [sum(gram in third and gram not in second for gram in own) for third in thirds]
    own_grams = set(own)
    document_lacks = [sum(gram in third and gram not in own_grams for gram in grams(texts[source])) for third in thirds]
    return [
        len(runs) - len(blocks), len(blocks), sum(blocks), sum(w for w, last in runs if last and w >= BLOCK),
        sum(weight for weight, _ in runs), 2 * len(texts[document]), max(source_lacks, default=0),
        max(document_lacks, default=0), max(map(min, source_lacks, document_lacks), default=0),
        sum(gram in second for gram in own), conjunctive(texts, document, source),
    ]  # fmt: skip


def conjunctive(texts: list[list[int]], document: int, source: int) -> int:
    own, remaining = grams(texts[document]), [set(grams(t)) for c, t in enumerate(texts) if c not in (document, source)]
    count = 0
    for at, gram in enumerate(own):
        around = [[j for j, member in enumerate(own) if member in second] for second in remaining]
        lacking = sum(at not in holders and bool(holders) and holders[0] < at < holders[-1] for holders in around)
        holding = sum(gram in second for second in remaining)
        count += gram in set(grams(texts[source])) and lacking > max(holding, 1)
    return count


@given(DOCUMENTS)
@settings(max_examples=80)
def test_measures_are_those_of_plain_sets(texts: list[list[int]]):
    hashes = np.array([word for text in texts for word in text], np.uint64)
    offsets = np.concatenate([[0], np.cumsum([len(text) for text in texts])]).astype(np.int64)
    plain = np.zeros(len(hashes), bool)
    hashed = window_hashes(hashes, plain, np.ones(len(hashes), bool), offsets, WORDS, WORDS)
    pairs = np.array([(a, b) for a in range(len(texts)) for b in range(len(texts)) if a != b], np.int64)
    none = np.zeros((0, 4), np.int64)
    got = compare_group(hashed, offsets, plain, np.arange(len(texts)), pairs, none, (WORDS, WORDS, BLOCK))
    assert got.tolist() == [naive(texts, a, b) for a, b in pairs.tolist()]


def test_a_reworded_run_counts_as_shared_and_is_no_evidence_of_a_third_document():
    texts = [[1, 2, 3, 4], [5, 6, 7, 8], [1, 2, 3, 4]]
    hashes = np.array([word for text in texts for word in text], np.uint64)
    offsets, plain = np.array([0, 4, 8, 12]), np.zeros(12, bool)
    hashed = window_hashes(hashes, plain, np.ones(12, bool), offsets, WORDS, WORDS)
    reworded = np.array([(0, 1, 0, 4)])
    pairs = np.array([(0, 1), (0, 2)])
    got = compare_group(hashed, offsets, plain, np.arange(3), pairs, reworded, (WORDS, WORDS, BLOCK))
    assert got[0, 4] == 0
    assert got[1, 6] == 0


def test_an_edit_that_two_share_against_two_others_is_conjunctive():
    plain_story = list(range(1, 12))
    edited = [*plain_story[:5], 99, *plain_story[5:]]
    texts = [edited, edited, plain_story, plain_story]
    hashes = np.array([word for text in texts for word in text], np.uint64)
    offsets = np.concatenate([[0], np.cumsum([len(text) for text in texts])]).astype(np.int64)
    plain = np.zeros(len(hashes), bool)
    hashed = window_hashes(hashes, plain, np.ones(len(hashes), bool), offsets, WORDS, WORDS)
    pairs, none = np.array([(0, 1), (0, 2), (2, 3)]), np.zeros((0, 4), np.int64)
    got = compare_group(hashed, offsets, plain, np.arange(4), pairs, none, (WORDS, WORDS, BLOCK))
    assert got[:, -1].tolist() == [2, 0, 1]  # where the edit stands, the others share the words around it
