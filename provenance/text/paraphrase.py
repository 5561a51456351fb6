"""Paraphrased sentences of two texts, recognised by the words that they share.

Two sentences are linked where each is the most similar to the other (Jaccard coefficient of their words; of pairs of
characters in unspaced scripts). Two documents paraphrase one another where enough reworded links ascend on both sides
and cover enough of either text, and their numbers and names agree: a form filled in with other facts is no paraphrase.
Links out of that order, such as a caption that moved, then count as passages too.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from provenance.text.alignment import pair_chunks
from provenance.text.characters import code_points
from provenance.text.kernels import paraphrase as kernels
from provenance.threads import Threads

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from provenance.settings.pairs import MatchingSettings
    from provenance.text.alignment import PreparedTexts
    from provenance.text.sentences import Sentences
    from provenance.text.tokens import Tokens

TokenSpan = tuple[int, int, int, int, float]
"""Left start, left stop, right start, right stop in tokens of the documents; share that is equal."""


def fact_marks(originals: pl.Series, tokens: Tokens, sentence: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Return the mark of each token: NUMBER, NAME (a capital letter not at the head of a sentence), or 0.

    Args:
        originals: the texts.
        tokens: their tokens.
        sentence: the sentence of each token, within its text.
    """
    points, limits = code_points(originals)
    first = points[np.repeat(limits[:-1], np.diff(tokens.offsets)) + tokens.starts]
    inside = np.zeros(len(sentence), np.bool_)
    inside[1:] = sentence[1:] == sentence[:-1]
    heads = tokens.offsets[:-1]
    inside[heads[heads < len(inside)]] = False
    number = (first >= ord("0")) & (first <= ord("9"))
    name = inside & capitals()[np.minimum(first, CASED_STOP - 1)]
    return np.where(number, kernels.NUMBER, np.where(name, kernels.NAME, 0)).astype(np.uint8)


CASED_STOP = 0x590
"""Code point below which Latin, Greek, Cyrillic and Armenian letters lie: the scripts with capitals."""


@functools.cache
def capitals() -> NDArray[np.bool_]:
    """Return a mask of the code points below CASED_STOP that are capital letters."""
    return np.array([chr(point).isupper() for point in range(CASED_STOP)])


def find_paraphrases(
    originals: pl.Series,
    texts: PreparedTexts,
    sentences: Sentences,
    pairs: NDArray[np.int32],
    settings: MatchingSettings,
    threads: Threads = Threads(1),
) -> dict[int, list[TokenSpan]]:
    """Return the linked sentences of the pairs that paraphrase one another, by the row of the pair.

    Adjacent links are merged to one span; its share is the mean Jaccard coefficient of its sentences.

    Args:
        originals: the documents.
        texts: their tokens.
        sentences: their sentences.
        pairs: rows of two positions of documents.
        settings: what makes a paraphrase.
        threads: the thread budget; changes no result.
    """
    offsets = texts.tokens.offsets
    sentence = kernels.sentence_of_tokens(offsets, texts.tokens.starts, sentences.offsets, sentences.stops)
    windows = texts.windows(1, settings.lexical_paraphrase_gram)
    arguments = (
        *(offsets, windows, sentence, np.diff(sentences.offsets), texts.lengths),
        fact_marks(originals, texts.tokens, sentence),
        *(settings.lexical_paraphrase_overlap, settings.lexical_paraphrase_copy),
        *(settings.lexical_paraphrase_sentences, settings.lexical_paraphrase_share, settings.lexical_paraphrase_facts),
        *(settings.lexical_paraphrase_words, settings.lexical_paraphrase_comparisons),
    )
    results = list(threads.map(lambda chunk: kernels.sentence_links(chunk, *arguments), pair_chunks(pairs)))
    link_counts = np.concatenate([counts for counts, _ in results] or [np.zeros(0, np.int32)])
    links = np.concatenate([rows for _, rows in results] or [np.zeros((0, 3), np.int32)])
    stops = np.cumsum(link_counts)
    spans = {}
    for row in np.flatnonzero(link_counts).tolist():
        sides = [sentence[offsets[document] : offsets[document + 1]] for document in pairs[row]]
        spans[row] = merge_links(links[stops[row] - link_counts[row] : stops[row]], *sides)
    return spans


def merge_links(links: NDArray[np.int32], left: NDArray[np.int32], right: NDArray[np.int32]) -> list[TokenSpan]:
    """Return links as spans of tokens, adjacent ones merged.

    Args:
        links: rows of left sentence, right sentence, Jaccard coefficient * 1000; left sentences ascend.
        left: the sentence of each token of the left document.
        right: the sentence of each token of the right document.
    """
    spans: list[TokenSpan] = []
    last = (-2, -2)
    for left_sentence, right_sentence, thousandths in links.tolist():
        left_start, left_stop = np.searchsorted(left, [left_sentence, left_sentence + 1]).tolist()
        right_start, right_stop = np.searchsorted(right, [right_sentence, right_sentence + 1]).tolist()
        share = thousandths / 1000
        if last == (left_sentence - 1, right_sentence - 1):
            previous = spans.pop()
            weights = (previous[1] - previous[0], left_stop - left_start)
            share = (previous[4] * weights[0] + share * weights[1]) / sum(weights)
            left_start, right_start = previous[0], previous[2]
        spans.append((left_start, left_stop, right_start, right_stop, share))
        last = (left_sentence, right_sentence)
    return spans


def combine_passages(
    equal: list[TokenSpan], reworded: list[TokenSpan], min_inside: float
) -> tuple[list[TokenSpan], list[TokenSpan]]:
    """Return passages of equal words and reworded ones, without those that lie inside one of the other list.

    Args:
        equal: passages of equal words.
        reworded: linked sentences.
        min_inside: share of a linked sentence inside a passage of equal words, on both sides, that leaves it to it.
    """
    separate = [span for span in reworded if not any(is_inside(span, passage, min_inside) for passage in equal)]
    return [span for span in equal if not any(is_inside(span, passage, 1.0) for passage in separate)], separate


def is_inside(span: TokenSpan, container: TokenSpan, share: float) -> bool:
    """Return whether that share of a span lies inside another, on both sides."""
    return all(
        min(span[side + 1], container[side + 1]) - max(span[side], container[side])
        >= share * (span[side + 1] - span[side])
        for side in (0, 2)
    )
