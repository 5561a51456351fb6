"""Compiled search for paraphrased sentences of two documents, by the words that they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.arrays import NONE, ZERO, fill, grow, view
from provenance.text.kernels.jit import jit, jit_callee, jit_inline
from provenance.text.kernels.windows import find_slot, hash_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

NUMBER, NAME = 1, 2
"""Marks of tokens that state a fact: a number, or a name (a capital letter inside a sentence)."""


@jit
def sentence_of_tokens(
    offsets: NDArray[np.int64],
    starts: NDArray[np.int32],
    sentence_offsets: NDArray[np.int64],
    sentence_stops: NDArray[np.int32],
) -> NDArray[np.int32]:
    """Return the sentence of each token, numbered within its document."""
    out = fill(np.empty(starts.size, np.int32), ZERO)
    for document in range(offsets.size - 1):
        first, last = sentence_offsets[document], sentence_offsets[document + 1]
        sentence = first
        for token in range(offsets[document], offsets[document + 1]):
            while sentence < last - 1 and sentence_stops[sentence] <= starts[token]:
                sentence += 1
            out[token] = sentence - first
    return out


@jit_callee
def distinct_words(words: NDArray[np.uint64], sentence: NDArray[np.int32], count: int) -> NDArray[np.int32]:
    """Return the number of distinct words in each sentence of one document."""
    keys, _, _, _, _ = hash_table(words)
    last_sentence = fill(np.empty(keys.size, np.int32), NONE)
    out = fill(np.empty(count, np.int32), ZERO)
    for token in range(words.size):
        if words[token] != 0:
            slot = find_slot(keys, words[token])
            if last_sentence[slot] != sentence[token]:
                last_sentence[slot] = sentence[token]
                out[sentence[token]] += 1
    return out


@jit_inline
def most_similar(
    left: NDArray[np.uint64],
    right: NDArray[np.uint64],
    left_sentence: NDArray[np.int32],
    right_sentence: NDArray[np.int32],
    left_sizes: NDArray[np.int32],
    right_sizes: NDArray[np.int32],
    min_words: int,
    max_comparisons: int,
) -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.int32]]:
    """Return for each left sentence the most similar right one, their Jaccard coefficient, and the reverse.

    Args:
        left: word hashes of the left document, 0 where a token does not count.
        right: word hashes of the right document.
        left_sentence: the sentence of each token of the left document.
        right_sentence: the sentence of each token of the right document.
        left_sizes: distinct words in each sentence of the left document.
        right_sizes: distinct words in each sentence of the right document.
        min_words: minimum number of distinct words of a linked sentence: shorter ones agree by chance.
        max_comparisons: comparisons of a word with a sentence after which a pair is given up.
    """
    keys, first, following, _, _ = hash_table(left)
    n, m = left_sizes.size, right_sizes.size
    left_best, left_share = fill(np.empty(n, np.int32), NONE), fill(np.empty(n, np.float64), ZERO)
    right_best, right_share = fill(np.empty(m, np.int32), NONE), fill(np.empty(m, np.float64), ZERO)
    shared_words, candidates = fill(np.empty(n, np.int32), ZERO), np.empty(n, np.int32)
    last_sentence = fill(np.empty(keys.size, np.int32), NONE)
    token = work = 0
    for sentence in range(m):
        number = 0
        while token < right.size and right_sentence[token] == sentence:
            slot = find_slot(keys, right[token])
            if right[token] != 0 and keys[slot] != 0 and last_sentence[slot] != sentence:
                last_sentence[slot] = sentence
                number, steps = count_word(
                    left_sentence, following, first[slot] + ZERO, shared_words, candidates, number + ZERO
                )
                work += steps
            token += 1
        if work > max_comparisons:
            return left_best, fill(np.empty(n, np.float64), ZERO), right_best
        for index in range(number):
            candidate = candidates[index]
            shared, shared_words[candidate] = shared_words[candidate], 0
            if min(left_sizes[candidate], right_sizes[sentence]) < min_words:
                continue
            share = shared / (left_sizes[candidate] + right_sizes[sentence] - shared)
            if share > left_share[candidate]:
                left_best[candidate], left_share[candidate] = sentence, share
            if share > right_share[sentence] or (share == right_share[sentence] and candidate < right_best[sentence]):
                right_best[sentence], right_share[sentence] = candidate, share
    return left_best, left_share, right_best


@jit_inline
def count_word(
    sentences: NDArray[np.int32],
    following: NDArray[np.int32],
    position: int,
    shared_words: NDArray[np.int32],
    candidates: NDArray[np.int32],
    number: int,
) -> tuple[int, int]:
    """Count a word for each sentence that has it; return the number of candidates so far, and of steps.

    Args:
        sentences: the sentence of each token of the left document.
        following: next position of the same word, for each position.
        position: first position of the word.
        shared_words: words counted for each sentence; updated.
        candidates: the sentences with any; updated.
        number: how many candidates there are.
    """
    previous = -1
    steps = 0
    while position >= 0:
        sentence = sentences[position]
        if sentence != previous:
            if shared_words[sentence] == 0:
                candidates[number] = sentence
                number += 1
            shared_words[sentence] += 1
            previous = sentence
        position = following[position]
        steps += 1
    return number, steps


@jit_inline
def heaviest_chain(
    lefts: NDArray[np.int32], rights: NDArray[np.int32], weights: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return a mask of the links in the heaviest chain that ascends on both sides; ``lefts`` ascend."""
    size = lefts.size
    score = fill(np.empty(size, np.int64), ZERO)
    predecessor = fill(np.empty(size, np.int64), NONE)
    for t in range(size):
        for s in range(t):
            if rights[s] < rights[t] and score[s] > score[t]:
                score[t] = score[s]
                predecessor[t] = s
        score[t] += weights[t]
    out = fill(np.empty(size, np.bool_), ZERO)
    end = -1
    for t in range(size):
        if end < 0 or score[t] > score[end]:
            end = t
    while end >= 0:
        out[end] = True
        end = predecessor[end]
    return out


@jit_callee
def sentence_characters(sentence: NDArray[np.int32], lengths: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Return the number of characters of body tokens in each sentence of one document."""
    out = fill(np.empty(count, np.int64), ZERO)
    for token in range(sentence.size):
        out[sentence[token]] += lengths[token + 1] - lengths[token]
    return out


@jit_callee
def first_tokens(sentence: NDArray[np.int32], count: int) -> NDArray[np.int64]:
    """Return the first token of each sentence of one document, and as last element the number of its tokens."""
    out = fill(np.empty(count + 1, np.int64), sentence.size)
    for token in range(sentence.size - 1, -1, -1):
        out[sentence[token]] = token
    for index in range(count - 1, -1, -1):
        out[index] = min(out[index], out[index + 1])
    return out


@jit_inline
def count_agreeing(
    left: NDArray[np.uint64],
    right: NDArray[np.uint64],
    left_marks: NDArray[np.uint8],
    right_marks: NDArray[np.uint8],
    mark: int,
) -> tuple[int, int]:
    """Return how many words with a mark the sentence with fewer of them shares with the other, and how many it has.

    Args:
        left: words of one sentence.
        right: words of the other.
        left_marks: mark of each word of the one.
        right_marks: mark of each word of the other.
        mark: the mark that is counted.
    """
    left_count = right_count = agreeing = 0
    for j in range(right.size):
        right_count += right_marks[j] == mark
    for i in range(left.size):
        if left_marks[i] == mark:
            left_count += 1
            for j in range(right.size):
                if right[j] == left[i]:
                    agreeing += 1
                    break
    fewer = min(left_count, right_count)
    return min(agreeing, fewer), fewer


@jit_callee
def sum_selected(
    selected: NDArray[np.bool_], sentences: NDArray[np.int32], values: NDArray[np.int64]
) -> tuple[int, int]:
    """Return how many links are selected, and the sum of the values of their sentences."""
    size = total = 0
    for link in range(selected.size):
        if selected[link]:
            size += 1
            total += values[sentences[link]]
    return size, total


@jit_inline
def fact_agreement(
    selected: NDArray[np.bool_],
    lefts: NDArray[np.int32],
    rights: NDArray[np.int32],
    left: NDArray[np.uint64],
    right: NDArray[np.uint64],
    left_marks: NDArray[np.uint8],
    right_marks: NDArray[np.uint8],
    left_first: NDArray[np.int64],
    right_first: NDArray[np.int64],
) -> float:
    """Return the share of numbers, or of names, that agree in selected links: the smaller of the two; 1 without any.

    Args:
        selected: which links count.
        lefts: left sentence of each link.
        rights: right sentence of each link.
        left: word hashes of the left document.
        right: word hashes of the right document.
        left_marks: mark of each token of the left document.
        right_marks: mark of each token of the right document.
        left_first: first token of each sentence of the left document.
        right_first: first token of each sentence of the right document.
    """
    lowest = 1.0
    for mark in (NUMBER, NAME):
        agreeing = comparable = 0
        for link in range(selected.size):
            if selected[link]:
                i, i_stop = left_first[lefts[link]], left_first[lefts[link] + 1]
                j, j_stop = right_first[rights[link]], right_first[rights[link] + 1]
                left_words, right_words = view(left, i, i_stop), view(right, j, j_stop)
                pair_agreeing, fewer = count_agreeing(
                    left_words, right_words, view(left_marks, i, i_stop), view(right_marks, j, j_stop), mark
                )
                agreeing += pair_agreeing
                comparable += fewer
        if comparable > 0:
            lowest = min(lowest, agreeing / comparable)
    return lowest


@jit
def sentence_links(
    pairs: NDArray[np.int32],
    offsets: NDArray[np.int64],
    words: NDArray[np.uint64],
    sentence: NDArray[np.int32],
    counts: NDArray[np.int64],
    lengths: NDArray[np.int64],
    marks: NDArray[np.uint8],
    min_jaccard: float,
    max_jaccard: float,
    min_links: int,
    min_cover: float,
    min_fact_agreement: float,
    min_words: int,
    max_comparisons: int,
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the number of links of each pair, and the links: rows of left sentence, right sentence, Jaccard * 1000.

    Two sentences are linked where each is the most similar to the other. A pair has links only where enough of them
    ascend on both sides and cover enough of either document; then links out of order count too.

    Args:
        pairs: rows of two document positions.
        offsets: where each document's tokens begin and end.
        words: word hash of each token, 0 where it does not count.
        sentence: the sentence of each token, numbered within its document.
        counts: number of sentences of each document.
        lengths: running sum of the characters of body tokens, one longer than the tokens.
        marks: mark of each token: NUMBER, NAME or 0.
        min_jaccard: minimum Jaccard coefficient of two linked sentences.
        max_jaccard: Jaccard coefficient from which a link is a copy, which is no evidence of paraphrase.
        min_links: minimum number of reworded links in the chain.
        min_cover: minimum share of either document's characters in reworded sentences of the chain.
        min_fact_agreement: minimum share of their numbers, and of their names, that agree.
        min_words: see `most_similar`.
        max_comparisons: see `most_similar`.
    """
    link_counts = fill(np.empty(pairs.shape[0], np.int32), ZERO)
    out = np.empty((16, 3), np.int32)
    total = 0
    current = -1
    left_sizes = fill(np.empty(0, np.int32), ZERO)
    for row in range(pairs.shape[0]):
        a, b = pairs[row, 0], pairs[row, 1]
        a0, a1, b0, b1 = offsets[a], offsets[a + 1], offsets[b], offsets[b + 1]
        if min(counts[a], counts[b]) < min_links:
            continue
        if a != current:
            current = a
            left_sizes = distinct_words(view(words, a0, a1), view(sentence, a0, a1), counts[a])
        right_sizes = distinct_words(view(words, b0, b1), view(sentence, b0, b1), counts[b])
        left_words, right_words = view(words, a0, a1), view(words, b0, b1)
        left_sentence, right_sentence = view(sentence, a0, a1), view(sentence, b0, b1)
        left_best, left_share, right_best = most_similar(
            left_words, right_words, left_sentence, right_sentence, left_sizes, right_sizes, min_words, max_comparisons
        )
        lefts, rights = np.empty(counts[a], np.int32), np.empty(counts[a], np.int32)
        count = 0
        for s in range(counts[a]):
            if left_share[s] >= min_jaccard and right_best[left_best[s]] == s:
                lefts[count] = s
                rights[count] = left_best[s]
                count += 1
        if count < min_links:
            continue
        left_length = sentence_characters(view(sentence, a0, a1), view(lengths, a0, a1 + 1), counts[a])
        right_length = sentence_characters(view(sentence, b0, b1), view(lengths, b0, b1 + 1), counts[b])
        link_weights = np.empty(count, np.int64)
        for link in range(count):
            link_weights[link] = left_length[lefts[link]] + right_length[rights[link]]
        chain = heaviest_chain(lefts[:count], rights[:count], link_weights)
        for link in range(count):
            chain[link] = chain[link] and left_share[lefts[link]] < max_jaccard
        size, left_sum = sum_selected(chain, lefts, left_length)
        right_sum = sum_selected(chain, rights, right_length)[1]
        left_all, right_all = max(1, lengths[a1] - lengths[a0]), max(1, lengths[b1] - lengths[b0])
        if size < min_links or max(left_sum / left_all, right_sum / right_all) < min_cover:
            continue
        left_first, right_first = first_tokens(left_sentence, counts[a]), first_tokens(right_sentence, counts[b])
        left_marks, right_marks = view(marks, a0, a1), view(marks, b0, b1)
        agreement = fact_agreement(
            chain, lefts, rights, left_words, right_words, left_marks, right_marks, left_first, right_first
        )
        if agreement < min_fact_agreement:
            continue  # the same form filled in with other facts
        out = grow(out, total + count)
        for link in range(count):
            out[total, 0] = lefts[link]
            out[total, 1] = rights[link]
            out[total, 2] = np.int32(1000 * left_share[lefts[link]])
            total += 1
        link_counts[row] = count
    return link_counts, out[:total]
