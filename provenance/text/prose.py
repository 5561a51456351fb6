"""Running text: whole sentences, told apart from menus, lists and headings.

Pages of one site share what stands around their stories, and most of that is no sentence: names of sections, lists of
places, buttons. News that was revised shares its sentences. So how near two texts are is asked of sentences first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.alignment import WORD, running

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from provenance.text.sentences import Sentences
    from provenance.text.tokens import Tokens

ENDS = ".!?…‽؟⁇⁈⁉。！？｡．।॥۔።៕"
"""Marks that end a sentence."""

CLOSERS = "\"'”’»›“)）］]｝}」』】》〉〕〗"
"""Quotation marks and brackets that may close after such a mark, up to two of them."""


def in_sentences(texts: pl.Series, tokens: Tokens, cuts: Sentences, least: int) -> NDArray[np.bool_]:
    """Return which tokens stand in a sentence that ends with a mark of a sentence's end and is no shorter than this.

    Args:
        texts: one text each, none null.
        tokens: their tokens.
        cuts: their sentences.
        least: words; a character of a script without spaces counts half.
    """
    of_token = _placed(tokens.offsets, tokens.starts)
    first = np.searchsorted(of_token, _placed(cuts.offsets, cuts.starts))
    bounds = np.concatenate([np.zeros(1, np.int64), first, np.array([len(of_token)])])
    size = np.diff(running(np.where(tokens.characters, 1, WORD))[bounds[1:]])
    whole = _ended(texts, cuts) & (size >= WORD * least)
    return np.repeat(np.concatenate([np.zeros(1, np.bool_), whole]), np.diff(bounds))


def _placed(offsets: NDArray[np.int64], starts: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return a number for each place that rises within a text and from text to text."""
    text = np.arange(len(offsets) - 1, dtype=np.int64) << 32
    return np.repeat(text, np.diff(offsets)) + starts.astype(np.int64)


def _ended(texts: pl.Series, cuts: Sentences) -> NDArray[np.bool_]:
    """Return which sentences end with a mark, be it that something closes after it."""
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = texts.str.len_chars().to_numpy().astype(np.int64)
    last = np.repeat(np.cumsum(lengths) - lengths, np.diff(cuts.offsets)) + cuts.stops - 1
    first = last - (cuts.stops - cuts.starts) + 1
    for _ in range(2):
        last = np.maximum(last - np.isin(points[last], _points(CLOSERS)), first)
    return np.isin(points[last], _points(ENDS))


def _points(marks: str) -> NDArray[np.uint32]:
    return np.array([ord(mark) for mark in marks], np.uint32)
