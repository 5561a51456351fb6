"""Sentences of two texts that say the same in other words, by the words they share.

Two sentences are linked where each is the most like the other (Jaccard coefficient of their words; two neighbouring
characters in scripts without spaces). Two documents paraphrase one another where enough reworded links rise on both
sides and cover enough of either text, and their numbers and names agree: a form filled in with other facts is no
paraphrase. Links out of that order, a caption that moved, then count as passages too.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from provenance.text.alignment import in_threads
from provenance.text.kernels import paraphrase as kernels

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from provenance.text.alignment import Texts
    from provenance.text.sentences import Sentences
    from provenance.text.tokens import Tokens

WORD_WINDOW, CHARACTER_WINDOW = 1, 2
"""What sentences are compared by: words, and pairs of characters in scripts without spaces."""

MOSTLY = 0.8
"""Share of a linked sentence inside one passage of equal words, on both sides, that leaves it to that passage."""

Span = tuple[int, int, int, int, float]
"""Left start, left stop, right start, right stop in tokens of the documents; share that agrees."""


@dataclass(frozen=True)
class Limits:
    """What makes a paraphrase."""

    least_share: float
    most_share: float
    least_links: int
    least_cover: float
    least_telling: float


def marks(originals: pl.Series, tokens: Tokens, sentence: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Return what each token tells: a number, a name (a capital letter not at the head of a sentence), or nothing.

    Args:
        originals: the texts.
        tokens: their tokens.
        sentence: the sentence of each token, within its text.
    """
    points = np.frombuffer("".join(originals).encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = originals.str.len_chars().to_numpy().astype(np.int64)
    base = np.repeat(np.cumsum(lengths) - lengths, np.diff(tokens.offsets))
    first = points[base + tokens.starts]
    inside = np.zeros(len(sentence), np.bool_)
    inside[1:] = sentence[1:] == sentence[:-1]
    heads = tokens.offsets[:-1]
    inside[heads[heads < len(inside)]] = False
    number = (first >= ord("0")) & (first <= ord("9"))
    name = inside & capitals()[np.minimum(first, CASED - 1)]
    return np.where(number, kernels.NUMBER, np.where(name, kernels.NAME, 0)).astype(np.uint8)


CASED = 0x590
"""Latin, Greek, Cyrillic and Armenian letters stand below."""


@functools.cache
def capitals() -> NDArray[np.bool_]:
    """Return which code points below CASED are capital letters."""
    return np.array([chr(point).isupper() for point in range(CASED)])


def paraphrases(
    originals: pl.Series, texts: Texts, cuts: Sentences, pairs: NDArray[np.int32], limits: Limits
) -> dict[int, list[Span]]:
    """Return the linked sentences of the pairs that paraphrase one another, by the row of the pair.

    Neighbouring links are one span; its share is the mean Jaccard coefficient of its sentences.

    Args:
        originals: the documents.
        texts: their tokens.
        cuts: their sentences.
        pairs: rows of two positions of documents.
        limits: what makes a paraphrase.
    """
    offsets = texts.tokens.offsets
    sentence = kernels.sentence_of_tokens(offsets, texts.tokens.starts, cuts.offsets, cuts.stops)
    fixed = (
        *(offsets, texts.windows(WORD_WINDOW, CHARACTER_WINDOW), sentence, np.diff(cuts.offsets), texts.lengths),
        marks(originals, texts.tokens, sentence),
        *(limits.least_share, limits.most_share, limits.least_links, limits.least_cover, limits.least_telling),
    )
    parts = in_threads(lambda chunk: kernels.sentence_links(chunk, *fixed), pairs)
    amounts = np.concatenate([part[0] for part in parts] or [np.zeros(0, np.int32)])
    links = np.concatenate([part[1] for part in parts] or [np.zeros((0, 3), np.int32)])
    stops = np.cumsum(amounts)
    found = {}
    for row in np.flatnonzero(amounts).tolist():
        bounds = [sentence[offsets[each] : offsets[each + 1]] for each in pairs[row]]
        found[row] = joined(links[stops[row] - amounts[row] : stops[row]], *bounds)
    return found


def joined(links: NDArray[np.int32], left: NDArray[np.int32], right: NDArray[np.int32]) -> list[Span]:
    """Return links as spans of tokens, neighbouring ones as one.

    Args:
        links: rows of left sentence, right sentence, thousandths, in the order of the left.
        left: the sentence of each token of the left document.
        right: the same of the right one.
    """
    spans: list[Span] = []
    last = (-2, -2)
    for one, other, thousandths in links.tolist():
        sides = [
            int(np.searchsorted(side, each + more)) for side, each in ((left, one), (right, other)) for more in (0, 1)
        ]
        share = thousandths / 1000
        if last == (one - 1, other - 1):
            before = spans.pop()
            weights = (before[1] - before[0], sides[1] - sides[0])
            share = (before[4] * weights[0] + share * weights[1]) / sum(weights)
            sides[0], sides[2] = before[0], before[2]
        spans.append((sides[0], sides[1], sides[2], sides[3], share))
        last = (one, other)
    return spans


def combined(equal: list[Span], reworded: list[Span]) -> tuple[list[Span], list[Span]]:
    """Return passages of equal words and reworded ones, without those that the others hold.

    Args:
        equal: passages of equal words.
        reworded: linked sentences.
    """
    fresh = [span for span in reworded if not any(inside(span, other, MOSTLY) for other in equal)]
    return [span for span in equal if not any(inside(span, other, 1.0) for other in fresh)], fresh


def inside(span: Span, other: Span, share: float) -> bool:
    """Return whether that share of a span stands inside another, on both sides."""
    return all(
        min(span[side + 1], other[side + 1]) - max(span[side], other[side]) >= share * (span[side + 1] - span[side])
        for side in (0, 2)
    )
