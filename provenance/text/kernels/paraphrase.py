"""Compiled search for sentences of two documents that say the same in other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.arrays import NONE, ZERO, filled, part, room
from provenance.text.kernels.jit import compiled, inlined, linked
from provenance.text.kernels.windows import slot, table

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_WORDS = 4
"""Different words that a sentence needs to be linked: shorter ones agree by chance."""

NUMBER, NAME = 1, 2
"""What a token tells: a number, or (a capital letter inside a sentence) a name."""

BOUND = 20_000_000
"""Comparisons of a word with a sentence after which a pair of documents is left: two texts of 100,000 words."""


@compiled
def places(
    offsets: NDArray[np.int64],
    starts: NDArray[np.int32],
    sentence_offsets: NDArray[np.int64],
    sentence_stops: NDArray[np.int32],
) -> NDArray[np.int32]:
    """Return the number of the sentence, within its document, that each token stands in."""
    out = filled(np.empty(starts.size, np.int32), ZERO)
    for document in range(offsets.size - 1):
        first, last = sentence_offsets[document], sentence_offsets[document + 1]
        sentence = first
        for token in range(offsets[document], offsets[document + 1]):
            while sentence < last - 1 and sentence_stops[sentence] <= starts[token]:
                sentence += 1
            out[token] = sentence - first
    return out


@linked
def sizes(words: NDArray[np.uint64], sentence: NDArray[np.int32], count: int) -> NDArray[np.int32]:
    """Return how many different words each sentence of one document has."""
    keys, _, _, _, _ = table(words)
    last = filled(np.empty(keys.size, np.int32), NONE)
    out = filled(np.empty(count, np.int32), ZERO)
    for token in range(words.size):
        if words[token] != 0:
            place = slot(keys, words[token])
            if last[place] != sentence[token]:
                last[place] = sentence[token]
                out[sentence[token]] += 1
    return out


@inlined
def best(
    left: NDArray[np.uint64],
    right: NDArray[np.uint64],
    left_sentence: NDArray[np.int32],
    right_sentence: NDArray[np.int32],
    left_sizes: NDArray[np.int32],
    right_sizes: NDArray[np.int32],
) -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.int32]]:
    """Return for each left sentence the most like of the right, their Jaccard coefficient, and the reverse.

    Args:
        left: words of the left document, 0 where a token does not count.
        right: words of the right document.
        left_sentence: the sentence of each token of the left document.
        right_sentence: the sentence of each token of the right document.
        left_sizes: different words of each sentence of the left document.
        right_sizes: different words of each sentence of the right document.
    """
    keys, first, following, _, _ = table(left)
    n, m = left_sizes.size, right_sizes.size
    left_best, left_share = filled(np.empty(n, np.int32), NONE), filled(np.empty(n, np.float64), ZERO)
    right_best, right_share = filled(np.empty(m, np.int32), NONE), filled(np.empty(m, np.float64), ZERO)
    common, met = filled(np.empty(n, np.int32), ZERO), np.empty(n, np.int32)
    last = filled(np.empty(keys.size, np.int32), NONE)
    token = work = 0
    for sentence in range(m):
        number = 0
        while token < right.size and right_sentence[token] == sentence:
            place = slot(keys, right[token])
            if right[token] != 0 and keys[place] != 0 and last[place] != sentence:
                last[place] = sentence
                number, steps = meet(left_sentence, following, first[place] + ZERO, common, met, number + ZERO)
                work += steps
            token += 1
        if work > BOUND:
            return left_best, filled(np.empty(n, np.float64), ZERO), right_best
        for each in range(number):
            other = met[each]
            both, common[other] = common[other], 0
            if min(left_sizes[other], right_sizes[sentence]) < LEAST_WORDS:
                continue
            share = both / (left_sizes[other] + right_sizes[sentence] - both)
            if share > left_share[other]:
                left_best[other], left_share[other] = sentence, share
            if share > right_share[sentence] or (share == right_share[sentence] and other < right_best[sentence]):
                right_best[sentence], right_share[sentence] = other, share
    return left_best, left_share, right_best


@inlined
def meet(
    sentences: NDArray[np.int32],
    following: NDArray[np.int32],
    position: int,
    common: NDArray[np.int32],
    met: NDArray[np.int32],
    number: int,
) -> tuple[int, int]:
    """Count a word for each sentence that has it; return how many sentences have been met, and the steps it took.

    Args:
        sentences: the sentence of each token of the left document.
        following: where the word of a position stands next.
        position: where the word stands first.
        common: words counted for each sentence.
        met: the sentences that have any.
        number: how many they are.
    """
    previous = -1
    steps = 0
    while position >= 0:
        sentence = sentences[position]
        if sentence != previous:
            if common[sentence] == 0:
                met[number] = sentence
                number += 1
            common[sentence] += 1
            previous = sentence
        position = following[position]
        steps += 1
    return number, steps


@inlined
def rising(lefts: NDArray[np.int32], rights: NDArray[np.int32], worth: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which links make the heaviest chain that rises on both sides; links come in the order of the left."""
    size = lefts.size
    value = filled(np.empty(size, np.int64), ZERO)
    before = filled(np.empty(size, np.int64), NONE)
    for t in range(size):
        for s in range(t):
            if rights[s] < rights[t] and value[s] > value[t]:
                value[t] = value[s]
                before[t] = s
        value[t] += worth[t]
    out = filled(np.empty(size, np.bool_), ZERO)
    end = -1
    for t in range(size):
        if end < 0 or value[t] > value[end]:
            end = t
    while end >= 0:
        out[end] = True
        end = before[end]
    return out


@linked
def characters(sentence: NDArray[np.int32], lengths: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Return the characters of the body tokens of each sentence of one document."""
    out = filled(np.empty(count, np.int64), ZERO)
    for token in range(sentence.size):
        out[sentence[token]] += lengths[token + 1] - lengths[token]
    return out


@linked
def firsts(sentence: NDArray[np.int32], count: int) -> NDArray[np.int64]:
    """Return the first token of each sentence of one document, and the number of its tokens behind."""
    out = filled(np.empty(count + 1, np.int64), sentence.size)
    for token in range(sentence.size - 1, -1, -1):
        out[sentence[token]] = token
    for each in range(count - 1, -1, -1):
        out[each] = min(out[each], out[each + 1])
    return out


@inlined
def agree(
    left: NDArray[np.uint64],
    right: NDArray[np.uint64],
    left_marks: NDArray[np.uint8],
    right_marks: NDArray[np.uint8],
    mark: int,
) -> tuple[int, int]:
    """Return how many marked words of the sentence that has fewer stand in the other, and how many it has.

    Args:
        left: words of one sentence.
        right: words of the other.
        left_marks: mark of each word of the one.
        right_marks: mark of each word of the other.
        mark: the mark that counts.
    """
    ones = others = both = 0
    for j in range(right.size):
        others += right_marks[j] == mark
    for i in range(left.size):
        if left_marks[i] == mark:
            ones += 1
            for j in range(right.size):
                if right[j] == left[i]:
                    both += 1
                    break
    fewer = min(ones, others)
    return min(both, fewer), fewer


@linked
def total_of(chosen: NDArray[np.bool_], places: NDArray[np.int32], values: NDArray[np.int64]) -> tuple[int, int]:
    """Return how many places are chosen, and the sum of the values there."""
    size = total = 0
    for each in range(chosen.size):
        if chosen[each]:
            size += 1
            total += values[places[each]]
    return size, total


@inlined
def telling(
    chosen: NDArray[np.bool_],
    lefts: NDArray[np.int32],
    rights: NDArray[np.int32],
    left: NDArray[np.uint64],
    right: NDArray[np.uint64],
    left_marks: NDArray[np.uint8],
    right_marks: NDArray[np.uint8],
    left_first: NDArray[np.int64],
    right_first: NDArray[np.int64],
) -> float:
    """Return the share of numbers, or of names, that agree in the chosen links: the smaller of the two; 1 without any.

    Args:
        chosen: which links count.
        lefts: left sentence of each link.
        rights: right sentence of each link.
        left: words of the left document.
        right: words of the right document.
        left_marks: what each token of the left document tells.
        right_marks: what each token of the right document tells.
        left_first: first token of each sentence of the left document.
        right_first: first token of each sentence of the right document.
    """
    least = 1.0
    for mark in (NUMBER, NAME):
        told = asked = 0
        for each in range(chosen.size):
            if chosen[each]:
                i, i_stop = left_first[lefts[each]], left_first[lefts[each] + 1]
                j, j_stop = right_first[rights[each]], right_first[rights[each] + 1]
                one, other = part(left, i, i_stop), part(right, j, j_stop)
                both, fewer = agree(one, other, part(left_marks, i, i_stop), part(right_marks, j, j_stop), mark)
                told += both
                asked += fewer
        if asked > 0:
            least = min(least, told / asked)
    return least


@compiled
def links(
    pairs: NDArray[np.int32],
    offsets: NDArray[np.int64],
    words: NDArray[np.uint64],
    sentence: NDArray[np.int32],
    counts: NDArray[np.int64],
    lengths: NDArray[np.int64],
    marks: NDArray[np.uint8],
    least_share: float,
    most_share: float,
    least_links: int,
    least_cover: float,
    least_telling: float,
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
        marks: what each token tells: NUMBER, NAME or 0.
        least_share: least Jaccard coefficient of two linked sentences.
        most_share: Jaccard coefficient from which a link is a copy: it proves no rewording.
        least_links: least reworded links in the chain.
        least_cover: least share of either document's characters in reworded sentences of the chain.
        least_telling: least share of their numbers, and of their names, that agree.
    """
    amounts = filled(np.empty(pairs.shape[0], np.int32), ZERO)
    out = np.empty((16, 3), np.int32)
    total = 0
    current = -1
    left_sizes = filled(np.empty(0, np.int32), ZERO)
    for row in range(pairs.shape[0]):
        a, b = pairs[row, 0], pairs[row, 1]
        a0, a1, b0, b1 = offsets[a], offsets[a + 1], offsets[b], offsets[b + 1]
        if min(counts[a], counts[b]) < least_links:
            continue
        if a != current:
            current = a
            left_sizes = sizes(part(words, a0, a1), part(sentence, a0, a1), counts[a])
        right_sizes = sizes(part(words, b0, b1), part(sentence, b0, b1), counts[b])
        left_words, right_words = part(words, a0, a1), part(words, b0, b1)
        left_sentence, right_sentence = part(sentence, a0, a1), part(sentence, b0, b1)
        found = best(left_words, right_words, left_sentence, right_sentence, left_sizes, right_sizes)
        left_best, left_share, right_best = found
        lefts, rights = np.empty(counts[a], np.int32), np.empty(counts[a], np.int32)
        number = 0
        for s in range(counts[a]):
            if left_share[s] >= least_share and right_best[left_best[s]] == s:
                lefts[number] = s
                rights[number] = left_best[s]
                number += 1
        if number < least_links:
            continue
        left_length = characters(part(sentence, a0, a1), part(lengths, a0, a1 + 1), counts[a])
        right_length = characters(part(sentence, b0, b1), part(lengths, b0, b1 + 1), counts[b])
        worth = np.empty(number, np.int64)
        for each in range(number):
            worth[each] = left_length[lefts[each]] + right_length[rights[each]]
        chain = rising(lefts[:number], rights[:number], worth)
        for each in range(number):
            chain[each] = chain[each] and left_share[lefts[each]] < most_share
        size, left_sum = total_of(chain, lefts, left_length)
        right_sum = total_of(chain, rights, right_length)[1]
        left_all, right_all = max(1, lengths[a1] - lengths[a0]), max(1, lengths[b1] - lengths[b0])
        if size < least_links or max(left_sum / left_all, right_sum / right_all) < least_cover:
            continue
        left_first, right_first = firsts(left_sentence, counts[a]), firsts(right_sentence, counts[b])
        left_marks, right_marks = part(marks, a0, a1), part(marks, b0, b1)
        told = telling(chain, lefts, rights, left_words, right_words, left_marks, right_marks, left_first, right_first)
        if told < least_telling:
            continue  # the same form filled in with other facts
        out = room(out, total + number)
        for each in range(number):
            out[total, 0] = lefts[each]
            out[total, 1] = rights[each]
            out[total, 2] = np.int32(1000 * left_share[lefts[each]])
            total += 1
        amounts[row] = number
    return amounts, out[:total]
