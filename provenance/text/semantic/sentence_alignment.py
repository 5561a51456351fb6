"""Which sentences of two texts say the same: alignment by likeness, not by place.

Two sentences are linked where each is the other's best after correction for hubs (CSLS: Conneau et al. 2018, *Word
Translation Without Parallel Data*); a sentence that is left over joins its neighbour where both together are nearer
to the neighbour's partner (the idea of Vecalign: Thompson & Koehn 2019). Links may cross: captions and boxes move.
How much of either text the links cover is measured on the heaviest chain that goes forward in both, over links whose
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

NEIGHBOURS = 4
"""Nearest sentences that tell how near a sentence lies to everything (CSLS); 4 to 10 gave the same links."""

JOINING = 0.2
"""Least likeness of a left-over sentence with the partner of its neighbour: anything that is not unrelated."""

_GROUPING = re.compile(r"(?<=\d)[.,'’   ](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"\w[\w’'-]*")
_QUOTATION = re.compile(r"[“„][^“”„\n]*[“”]?|«[^»«\n]*»?|「[^」「\n]*」?|\"[^\"\n]*\"")
_POSSESSIVE = re.compile(r"['’]s?$")


def numbers(text: str) -> list[str]:
    """Return the numbers of a text in order, each as its digits: ``1,000.5`` and ``1 000,5`` are both 1000 and 5."""
    return [str(int(digits)) for digits in _NUMBER.findall(_GROUPING.sub("", text))]


def names(text: str) -> set[str]:
    """Return the names and numbers of a sentence: words with a capital after the first, and what begins with a digit.

    In German the nouns are among them; scripts without capitals give numbers alone.
    """
    words = _WORD.findall(text)
    told = {word for place, word in enumerate(words) if word[0].isdigit() or (place and word[0].isupper())}
    return {_POSSESSIVE.sub("", word).lower() for word in told}


def quotations(text: str) -> NDArray[np.int64]:
    """Return where quotations stand in a text: first code point and the one after the last, int64[quotations, 2].

    One that runs on in the next paragraph, as is usual without a closing mark, ends with its own.
    """
    spans = [found.span() for found in _QUOTATION.finditer(text)]
    return np.array(spans, np.int64).reshape(-1, 2)


def number_agreement(left: list[list[str]], right: list[list[str]]) -> tuple[int, float]:
    """Return how many numbers the side with fewer holds, and which share of them the other side's counterpart holds.

    Args:
        left: the numbers of each linked piece of the left text.
        right: those of its counterparts.
    """
    both = sum((Counter(one) & Counter(other)).total() for one, other in zip(left, right, strict=True))
    fewer = min(sum(map(len, left)), sum(map(len, right)))
    return fewer, both / fewer if fewer else 1.0


@dataclass(frozen=True)
class Side:
    """One side of an alignment.

    Attributes:
        sizes: code points of each sentence, int32[sentences].
        beside: likeness of each sentence with the next, float32[sentences - 1].
    """

    sizes: NDArray[np.int32]
    beside: NDArray[np.float32]


@dataclass(frozen=True)
class Aligned:
    """The beads of an alignment: runs of one to three sentences on either side that say the same.

    Attributes:
        beads: int32[beads, 4]: first and last sentence on the left, first and last on the right, ends included.
        pairs: the two sentences of each bead that are each other's best, int32[beads, 2].
        likeness: of those two, float32[beads], 0..1.
        ordered: whether the bead belongs to the heaviest chain that goes forward on both sides, bool[beads].
        total: code points of all sentences, left and right.
        sizes: code points of each bead, int64[beads, 2], left and right.
    """

    beads: NDArray[np.int32]
    pairs: NDArray[np.int32]
    likeness: NDArray[np.float32]
    ordered: NDArray[np.bool_]
    sizes: NDArray[np.int64]
    total: tuple[int, int]

    def covered(self) -> tuple[float, float]:
        """Return the share of either text that the chain covers, 0..1."""
        left, right = self.sizes[self.ordered].sum(axis=0)
        return float(left / max(1, self.total[0])), float(right / max(1, self.total[1]))

    def mean_likeness(self) -> float:
        """Return the mean likeness of the chain's beads, weighted by their length; 0 without one."""
        weights = np.sqrt(self.sizes[self.ordered].prod(axis=1, dtype=np.float64))
        return float((weights * self.likeness[self.ordered]).sum() / weights.sum()) if len(weights) else 0.0

    def density(self) -> float:
        """Return the share of the sentences from the chain's first to its last that it links, the lesser side's."""
        chain = self.beads[self.ordered].astype(np.int64)
        if not len(chain):
            return 0.0
        linked = (chain[:, 1] - chain[:, 0] + 1).sum(), (chain[:, 3] - chain[:, 2] + 1).sum()
        spanned = chain[:, 1].max() - chain[:, 0].min() + 1, chain[:, 3].max() - chain[:, 2].min() + 1
        return float(min(linked[0] / spanned[0], linked[1] / spanned[1]))


def aligned(
    likeness: NDArray[np.float32], left: Side, right: Side, least: float, proportion: float, links: int = 0
) -> Aligned | None:
    """Return the beads of two texts, None where fewer than ``links`` pairs of sentences are each other's best.

    Args:
        likeness: of every left with every right sentence, float32[left, right].
        left: sizes and neighbours of the left sentences.
        right: those of the right ones.
        least: likeness that two sentences need to be linked, 0..1.
        proportion: how far the ratio of two beads' lengths may be from the texts' own, as a factor, 1 or more.
        links: links that the caller asks for at least.
    """
    columns = np.ascontiguousarray(likeness.T)
    of_rows = pairing.mean_nearest(likeness, NEIGHBOURS)
    of_columns = pairing.mean_nearest(columns, NEIGHBOURS)
    partner = pairing.mutual_nearest(likeness, of_rows, of_columns, least)
    if (partner >= 0).sum() < links:
        return None
    back = np.full(len(columns), -1, np.int32)
    back[partner[partner >= 0]] = np.flatnonzero(partner >= 0)
    left_towards = pairing.attach_unmatched(likeness, partner, left.beside, left.sizes, JOINING)
    right_towards = pairing.attach_unmatched(columns, back, right.beside, right.sizes, JOINING)
    beads = pairing.beads(partner, left_towards, right_towards)
    pairs = np.stack([np.flatnonzero(partner >= 0), partner[partner >= 0]], axis=1).astype(np.int32)
    return _measured(beads, pairs, likeness[pairs[:, 0], pairs[:, 1]], (left.sizes, right.sizes), proportion)


def _measured(
    beads: NDArray[np.int32],
    pairs: NDArray[np.int32],
    likeness: NDArray[np.float32],
    sides: tuple[NDArray[np.int32], NDArray[np.int32]],
    proportion: float,
) -> Aligned:
    before = [np.concatenate([[0], np.cumsum(side)]) for side in sides]
    sizes = np.stack([before[0][beads[:, 1] + 1] - before[0][beads[:, 0]],
                      before[1][beads[:, 3] + 1] - before[1][beads[:, 2]]], axis=1)  # fmt: skip
    ratio = np.log(sizes[:, 0] / np.maximum(1, sizes[:, 1]))
    usual = np.median(ratio) if len(ratio) else 0.0
    total = int(before[0][-1]), int(before[1][-1])
    weights = sizes[:, 0] / max(1, total[0]) + sizes[:, 1] / max(1, total[1])
    ordered = pairing.heaviest_chain(beads, weights, np.abs(ratio - usual) <= np.log(proportion))
    return Aligned(beads, pairs, likeness, ordered, sizes, total)
