"""Compiled search for sentences of two documents that say the same in other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from provenance.text.kernels.alignment import slot, table

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_WORDS = 4
"""Different words that a sentence needs to be linked: shorter ones agree by chance."""

BOUND = 20_000_000
"""Comparisons of a word with a sentence after which a pair of documents is left: two texts of 100,000 words."""


@njit(nogil=True, cache=True)
def places(
    offsets: NDArray[np.int64],
    starts: NDArray[np.int32],
    sentence_offsets: NDArray[np.int64],
    sentence_stops: NDArray[np.int32],
) -> NDArray[np.int32]:
    """Return the number of the sentence, within its document, that each token stands in."""
    out = np.zeros(starts.size, np.int32)
    for document in range(offsets.size - 1):
        first, last = sentence_offsets[document], sentence_offsets[document + 1]
        sentence = first
        for token in range(offsets[document], offsets[document + 1]):
            while sentence < last - 1 and sentence_stops[sentence] <= starts[token]:
                sentence += 1
            out[token] = sentence - first
    return out


@njit(nogil=True, cache=True)
def sizes(words: NDArray[np.uint64], sentence: NDArray[np.int32], count: int) -> NDArray[np.int32]:
    """Return how many different words each sentence of one document has."""
    keys, _, _, _, _ = table(words)
    last = np.full(keys.size, -1, np.int32)
    out = np.zeros(count, np.int32)
    for token in range(words.size):
        if words[token] != 0:
            place = slot(keys, words[token])
            if last[place] != sentence[token]:
                last[place] = sentence[token]
                out[sentence[token]] += 1
    return out


@njit(nogil=True, cache=True)
def best(
    left: NDArray[np.uint64],
    right: NDArray[np.uint64],
    left_sentence: NDArray[np.int32],
    right_sentence: NDArray[np.int32],
    left_sizes: NDArray[np.int32],
    right_sizes: NDArray[np.int32],
) -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.int32], NDArray[np.float64]]:
    """Return for each sentence of either document the most like of the other, and their Jaccard coefficient.

    Args:
        left: words of the left document, 0 where a token does not count; `right` likewise.
        left_sentence: the sentence of each token; `right_sentence` likewise.
        left_sizes: different words of each sentence; `right_sizes` likewise.
    """
    keys, first, following, _, _ = table(left)
    n, m = left_sizes.size, right_sizes.size
    left_best, left_share = np.full(n, -1, np.int32), np.zeros(n)
    right_best, right_share = np.full(m, -1, np.int32), np.zeros(m)
    common = np.zeros(n, np.int32)
    met = np.empty(n, np.int32)
    last = np.full(keys.size, -1, np.int32)
    token = 0
    work = 0
    for sentence in range(m):
        number = 0
        while token < right.size and right_sentence[token] == sentence:
            word = right[token]
            token += 1
            if word == 0:
                continue
            place = slot(keys, word)
            if keys[place] == 0 or last[place] == sentence:
                continue
            last[place] = sentence
            position = first[place]
            before = -1
            while position >= 0:
                other = left_sentence[position]
                if other != before:
                    if common[other] == 0:
                        met[number] = other
                        number += 1
                    common[other] += 1
                    before = other
                position = following[position]
                work += 1
        if work > BOUND:
            return left_best, np.zeros(n), right_best, np.zeros(m)
        for each in range(number):
            other = met[each]
            both = common[other]
            common[other] = 0
            if min(left_sizes[other], right_sizes[sentence]) < LEAST_WORDS:
                continue
            share = both / (left_sizes[other] + right_sizes[sentence] - both)
            if share > left_share[other]:
                left_best[other], left_share[other] = sentence, share
            if share > right_share[sentence] or (share == right_share[sentence] and other < right_best[sentence]):
                right_best[sentence], right_share[sentence] = other, share
    return left_best, left_share, right_best, right_share


@njit(nogil=True, cache=True)
def rising(lefts: NDArray[np.int32], rights: NDArray[np.int32], worth: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which links make the heaviest chain that rises on both sides; links come in the order of the left."""
    size = lefts.size
    value = np.zeros(size, np.int64)
    before = np.full(size, -1, np.int64)
    for t in range(size):
        for s in range(t):
            if rights[s] < rights[t] and value[s] > value[t]:
                value[t] = value[s]
                before[t] = s
        value[t] += worth[t]
    out = np.zeros(size, np.bool_)
    end = np.argmax(value) if size else -1
    while end >= 0:
        out[end] = True
        end = before[end]
    return out


@njit(nogil=True, cache=True)
def links(
    pairs: NDArray[np.int32],
    offsets: NDArray[np.int64],
    words: NDArray[np.uint64],
    sentence: NDArray[np.int32],
    counts: NDArray[np.int64],
    lengths: NDArray[np.int64],
    least_share: float,
    most_share: float,
    least_links: int,
    least_cover: float,
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return how many links each pair has, and they: rows of left sentence, right sentence, Jaccard in thousandths.

    Two sentences are linked where each is the other's most like. A pair has links only where enough of them rise on
    both sides and those cover enough of either document; then those out of order count too.

    Args:
        pairs: rows of two document positions.
        offsets: where each document's tokens begin and end.
        words: what each token is compared as, 0 where it does not count.
        sentence: the sentence of each token, numbered within its document.
        counts: sentences of each document.
        lengths: running sum of the characters of body tokens, one longer than the tokens.
        least_share: least Jaccard coefficient of two linked sentences.
        most_share: Jaccard coefficient from which a link is a copy: it proves no rewording.
        least_links: least reworded links in the chain.
        least_cover: least share of either document's characters in reworded sentences of the chain.
    """
    amounts = np.zeros(pairs.shape[0], np.int32)
    out = np.empty((16, 3), np.int32)
    total = 0
    current = -1
    left_sizes = np.zeros(0, np.int32)
    for row in range(pairs.shape[0]):
        a, b = pairs[row]
        a0, a1, b0, b1 = offsets[a], offsets[a + 1], offsets[b], offsets[b + 1]
        if min(counts[a], counts[b]) < least_links:
            continue
        if a != current:
            current = a
            left_sizes = sizes(words[a0:a1], sentence[a0:a1], counts[a])
        right_sizes = sizes(words[b0:b1], sentence[b0:b1], counts[b])
        left_best, left_share, right_best, _ = best(words[a0:a1], words[b0:b1], sentence[a0:a1], sentence[b0:b1], left_sizes, right_sizes)  # fmt: skip
        lefts = np.empty(counts[a], np.int32)
        number = 0
        for s in range(counts[a]):
            if left_share[s] >= least_share and right_best[left_best[s]] == s:
                lefts[number] = s
                number += 1
        if number < least_links:
            continue
        lefts = lefts[:number]
        rights = left_best[lefts]
        left_length, right_length = np.zeros(counts[a], np.int64), np.zeros(counts[b], np.int64)
        for token in range(a0, a1):
            left_length[sentence[token]] += lengths[token + 1] - lengths[token]
        for token in range(b0, b1):
            right_length[sentence[token]] += lengths[token + 1] - lengths[token]
        chain = rising(lefts, rights, left_length[lefts] + right_length[rights])
        chain &= left_share[lefts] < most_share
        if chain.sum() < least_links:
            continue
        cover = max(left_length[lefts[chain]].sum() / max(1, left_length.sum()), right_length[rights[chain]].sum() / max(1, right_length.sum()))  # fmt: skip
        if cover < least_cover:
            continue
        if total + number > out.shape[0]:
            grown = np.empty((2 * (total + number), 3), np.int32)
            grown[:total] = out[:total]
            out = grown
        for each in range(number):
            out[total, 0], out[total, 1] = lefts[each], rights[each]
            out[total, 2] = np.int32(1000 * left_share[lefts[each]])
            total += 1
        amounts[row] = number
    return amounts, out[:total]
