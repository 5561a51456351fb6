"""Sentence alignment of two texts by similarity, not by position.

Two sentences are linked where each is the other's nearest, corrected for hubs (CSLS: Conneau et al. 2018, *Word
Translation Without Parallel Data*); an unmatched sentence is attached to its neighbour where both together are nearer
to the neighbour's partner (the idea of Vecalign: Thompson & Koehn 2019). Links may cross: captions and boxes move.
How much of either text the links cover is measured on the heaviest chain that ascends in both, over links whose
lengths are in proportion (Gale & Church 1993).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels import pairing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.settings.pairs import SemanticSettings

_GROUPING = re.compile(r"(?<=\d)[.,'’   ](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"\w[\w’'-]*")
_QUOTATION = re.compile(r"[“„][^“”„\n]*[“”]?|«[^»«\n]*»?|「[^」「\n]*」?|\"[^\"\n]*\"")
_POSSESSIVE = re.compile(r"['’]s?$")


def extract_numbers(text: str) -> list[str]:
    """Return the numbers of a text in order, each as its digits: ``1,000.5`` and ``1 000,5`` are both 1000 and 5."""
    return [str(int(digits)) for digits in _NUMBER.findall(_GROUPING.sub("", text))]


def extract_names(text: str) -> set[str]:
    """Return the names and numbers of a sentence: capitalised words except the first, and words with a leading digit.

    German nouns are among them; in scripts without capitals only numbers are found.
    """
    words = _WORD.findall(text)
    name_words = {word for index, word in enumerate(words) if word[0].isdigit() or (index and word[0].isupper())}
    return {_POSSESSIVE.sub("", word).lower() for word in name_words}


def quotation_spans(text: str) -> NDArray[np.int64]:
    """Return the start and stop of each quotation in a text, in code points: int64[quotations, 2].

    One that continues in the next paragraph, usually without a closing mark, ends with its own paragraph.
    """
    spans = [quotation.span() for quotation in _QUOTATION.finditer(text)]
    return np.array(spans, np.int64).reshape(-1, 2)


def number_agreement(left: list[list[str]], right: list[list[str]]) -> tuple[int, float]:
    """Return how many numbers the side with fewer has, and the share of them that the other side has too.

    Args:
        left: numbers in each bead of the left text.
        right: numbers in each bead of the right text.
    """
    agreeing = sum(
        (Counter(left_numbers) & Counter(right_numbers)).total()
        for left_numbers, right_numbers in zip(left, right, strict=True)
    )
    fewer = min(sum(map(len, left)), sum(map(len, right)))
    return fewer, agreeing / fewer if fewer else 1.0


@dataclass(frozen=True)
class Side:
    """One side of an alignment.

    Attributes:
        sizes: code points of each sentence, int32[sentences].
        next_similarity: similarity of each sentence with the next, float32[sentences - 1].
    """

    sizes: NDArray[np.int32]
    next_similarity: NDArray[np.float32]


@dataclass(frozen=True)
class SentenceAlignment:
    """The beads of an alignment: runs of one to three sentences on either side that correspond.

    Attributes:
        beads: int32[beads, 4]: first and last sentence on the left, first and last on the right, ends included.
        pairs: the two sentences of each bead that are each other's nearest, int32[beads, 2].
        similarity: of those two, float32[beads], 0..1.
        ordered: whether the bead is in the heaviest chain that ascends on both sides, bool[beads].
        sizes: code points of each bead, int64[beads, 2], left and right.
        total: code points of all sentences, left and right.
    """

    beads: NDArray[np.int32]
    pairs: NDArray[np.int32]
    similarity: NDArray[np.float32]
    ordered: NDArray[np.bool_]
    sizes: NDArray[np.int64]
    total: tuple[int, int]

    def covered(self) -> tuple[float, float]:
        """Return the share of either text that the chain covers, 0..1."""
        left, right = self.sizes[self.ordered].sum(axis=0)
        return float(left / max(1, self.total[0])), float(right / max(1, self.total[1]))

    def mean_similarity(self) -> float:
        """Return the mean similarity of the beads in the chain, weighted by their length; 0 for an empty chain."""
        weights = np.sqrt(self.sizes[self.ordered].prod(axis=1, dtype=np.float64))
        return float((weights * self.similarity[self.ordered]).sum() / weights.sum()) if len(weights) else 0.0

    def density(self) -> float:
        """Return the share of linked sentences from the chain's first to its last, the smaller of both sides."""
        chain = self.beads[self.ordered].astype(np.int64)
        if not len(chain):
            return 0.0
        linked = (chain[:, 1] - chain[:, 0] + 1).sum(), (chain[:, 3] - chain[:, 2] + 1).sum()
        spanned = chain[:, 1].max() - chain[:, 0].min() + 1, chain[:, 3].max() - chain[:, 2].min() + 1
        return float(min(linked[0] / spanned[0], linked[1] / spanned[1]))


def align_sentences(
    similarity: NDArray[np.float32],
    left: Side,
    right: Side,
    min_similarity: float,
    proportion: float,
    min_links: int,
    settings: SemanticSettings,
) -> SentenceAlignment | None:
    """Return the alignment of two texts, None where fewer than ``min_links`` sentences are each other's nearest.

    Args:
        similarity: of every left with every right sentence, float32[left, right].
        left: the left sentences.
        right: the right sentences.
        min_similarity: minimum similarity of two linked sentences, 0..1.
        proportion: maximum factor, from 1, between the ratio of lengths of a bead and the median ratio.
        min_links: minimum number of links.
        settings: ``hub_neighbours`` and ``attach_similarity``.
    """
    columns = np.ascontiguousarray(similarity.T)
    row_means = pairing.mean_nearest(similarity, settings.hub_neighbours)
    column_means = pairing.mean_nearest(columns, settings.hub_neighbours)
    partner = pairing.mutual_nearest(similarity, row_means, column_means, min_similarity)
    if (partner >= 0).sum() < min_links:
        return None
    left_partner = np.full(len(columns), -1, np.int32)
    left_partner[partner[partner >= 0]] = np.flatnonzero(partner >= 0)
    least = settings.attach_similarity
    left_direction = pairing.attach_unmatched(similarity, partner, left.next_similarity, left.sizes, least)
    right_direction = pairing.attach_unmatched(columns, left_partner, right.next_similarity, right.sizes, least)
    beads = pairing.beads(partner, left_direction, right_direction)
    pairs = np.stack([np.flatnonzero(partner >= 0), partner[partner >= 0]], axis=1).astype(np.int32)
    return _measure(beads, pairs, similarity[pairs[:, 0], pairs[:, 1]], (left.sizes, right.sizes), proportion)


def _measure(
    beads: NDArray[np.int32],
    pairs: NDArray[np.int32],
    similarity: NDArray[np.float32],
    sides: tuple[NDArray[np.int32], NDArray[np.int32]],
    proportion: float,
) -> SentenceAlignment:
    """Return the alignment with its sizes, and the heaviest chain of beads in proportion."""
    cumulative = [np.concatenate([[0], np.cumsum(side)]) for side in sides]
    sizes = np.stack([cumulative[0][beads[:, 1] + 1] - cumulative[0][beads[:, 0]],
                      cumulative[1][beads[:, 3] + 1] - cumulative[1][beads[:, 2]]], axis=1)  # fmt: skip
    ratio = np.log(sizes[:, 0] / np.maximum(1, sizes[:, 1]))
    median = np.median(ratio) if len(ratio) else 0.0
    total = int(cumulative[0][-1]), int(cumulative[1][-1])
    weights = sizes[:, 0] / max(1, total[0]) + sizes[:, 1] / max(1, total[1])
    ordered = pairing.heaviest_chain(beads, weights, np.abs(ratio - median) <= np.log(proportion))
    return SentenceAlignment(beads, pairs, similarity, ordered, sizes, total)
