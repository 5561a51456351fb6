"""Parts of a document that are its own although nobody has its source: what the seams and the words of a part show.

Of two copies of an unseen source one holds a part that the other lacks: one has added it, or the other has cut it. A
part is the document's own where the texts show it: two other copies, independent of each other, run on at the place
where it stands, as if nothing were missing; or one does, the part stands between what both hold, and it speaks of
something else than the rest of the text (its longer words stand there less often than those of other stretches of its
length). A part at the end that only one other copy lacks shows nothing: copies are cut from the end.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from provenance.stages.derivations.body_text import BodyTexts
from provenance.stages.derivations.observations import in_sorted
from provenance.text.kernels.windows import window_hashes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.settings.derivation import DerivationSettings
    from provenance.stages.derivations.match_graph import MatchGraph
    from provenance.text.tokens import Tokens

BATCH_DOCUMENTS = 1024
"""Documents whose texts and stand-ins are tokenised at once; changes no result."""


class Body(NamedTuple):
    """The tokens of one body.

    Attributes:
        grams: hash of the gram that begins at each token, 0 for none.
        held: the distinct grams, ascending.
        sizes: tokens of the gram that begins at each token.
        weights: of each token: 2 for a word, 1 for a character of an unspaced script.
        terms: hash of the longer word, or pair of characters, at each token; 0 for none.
    """

    grams: NDArray[np.uint64]
    held: NDArray[np.uint64]
    sizes: NDArray[np.int64]
    weights: NDArray[np.int64]
    terms: NDArray[np.uint64]


def shown_own_shares(
    graph: MatchGraph,
    documents: NDArray[np.int64],
    stand_ins: NDArray[np.int64],
    settings: DerivationSettings,
) -> NDArray[np.float64]:
    """Return the share of each document in blocks that its text and those of its stand-ins show to be its own.

    Args:
        graph: the texts.
        documents: [documents] positions.
        stand_ins: [documents, stand-ins] other copies of the source of each, -1 beyond the last; independent of each
            other.
        settings: sizes of grams and blocks, and what a part's words must show.
    """
    shares = np.zeros(len(documents))
    if not len(documents):
        return shares
    texts = BodyTexts.of(graph)
    for first in range(0, len(documents), BATCH_DOCUMENTS):
        batch = slice(first, first + BATCH_DOCUMENTS)
        positions = np.unique(np.append(documents[batch], stand_ins[batch][stand_ins[batch] >= 0]))
        bodies = bodies_of(texts.tokens(positions), settings)
        for row in range(first, min(first + BATCH_DOCUMENTS, len(documents))):
            others = stand_ins[row][stand_ins[row] >= 0]
            copies = [bodies[number] for number in np.searchsorted(positions, others)]
            shares[row] = own_share(bodies[int(np.searchsorted(positions, documents[row]))], copies, settings)
    return shares


def bodies_of(tokens: Tokens, settings: DerivationSettings) -> list[Body]:
    """Return the bodies of several texts."""
    words, letters = settings.gram_words, settings.gram_characters
    every, hashes = np.ones(len(tokens.hashes), bool), tokens.hashes.astype(np.uint64)
    grams = window_hashes(hashes, tokens.characters, every, tokens.offsets, words, letters)
    pairs = window_hashes(hashes, tokens.characters, every, tokens.offsets, 1, 2)
    long = tokens.characters | (tokens.stops - tokens.starts >= settings.long_word_characters)
    sizes, weights = np.where(tokens.characters, letters, words), tokens.weights()
    terms = np.where(long, pairs, np.uint64(0))
    return [
        Body(grams[start:stop], np.unique(grams[start:stop]), sizes[start:stop], weights[start:stop], terms[start:stop])
        for start, stop in pairwise(tokens.offsets.tolist())
    ]


def own_share(body: Body, copies: list[Body], settings: DerivationSettings) -> float:
    """Return the share of a body in blocks that no copy holds and that are shown to be its own."""
    shared = [shared_grams(body, copy) for copy in copies]
    held = np.any([covered(body, grams) for grams in shared], axis=0)
    block = 2 * settings.unshared_block_words
    own = 0
    for start, stop in runs(~held):
        weight = int(body.weights[start:stop].sum())
        if weight < block:
            continue
        seams = [seam(body, copy, grams, start, stop, block) for copy, grams in zip(copies, shared, strict=True)]
        closed = sum(seams)
        at_end = int(body.weights[stop:].sum()) < block
        alone = closed == 1 and (len(copies) > 1 or not at_end)
        unlike = settings.agreeing_term_share if closed > 1 else settings.foreign_term_share
        if (closed > 1 or alone) and term_agreement(body, held, start, stop) < unlike:
            own += weight
    return own / max(int(body.weights.sum()), 1)


def shared_grams(body: Body, copy: Body) -> NDArray[np.bool_]:
    """Return at which tokens of a body a gram begins that a copy holds."""
    return np.asarray(in_sorted(copy.held, body.grams) & (body.grams != 0))


def covered(body: Body, shared: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which tokens of a body stand in shared grams."""
    first = np.flatnonzero(shared)
    steps = np.zeros(len(shared) + 1, np.int64)
    np.add.at(steps, first, 1)
    np.add.at(steps, first + body.sizes[first], -1)
    return np.asarray(np.cumsum(steps[:-1]) > 0)


def runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the runs of true flags, half open."""
    ends = np.flatnonzero(np.diff(flags.astype(np.int8), prepend=0, append=0)).tolist()
    return list(zip(ends[::2], ends[1::2], strict=True))


def seam(body: Body, copy: Body, shared: NDArray[np.bool_], start: int, stop: int, block: int) -> bool:
    """Return whether a copy runs on where a body has a part of its own: less than a block stands in its place.

    At the end of the body the copy must end there, too; at its beginning, begin.

    Args:
        body: the document.
        copy: the other copy.
        shared: at which tokens of the body a gram begins that the copy holds.
        start: first token of the part.
        stop: token after its last.
        block: weight of a block.
    """
    before, after = np.flatnonzero(shared[:start]), stop + np.flatnonzero(shared[stop:])
    reach = block // 2
    before = before[(before + body.sizes[before] <= start) & (before + body.sizes[before] > start - reach)]
    after = after[after < stop + reach]
    ends = np.flatnonzero(copy.grams == body.grams[before[-1]]) + body.sizes[before[-1]] if len(before) else None
    begins = np.flatnonzero(copy.grams == body.grams[after[0]]) if len(after) else None
    if ends is not None and begins is not None:
        return bool((np.abs(begins[None, :] - ends[:, None]) < reach).any())
    if ends is not None and int(body.weights[stop:].sum()) < block:
        return bool((len(copy.grams) - ends < reach).any())
    if begins is not None and int(body.weights[:start].sum()) < block:
        return bool((begins < reach).any())
    return False


def term_agreement(body: Body, held: NDArray[np.bool_], start: int, stop: int) -> float:
    """Return how often the terms of a part stand in what copies hold of its body, against stretches of that.

    1 is as often as those of a stretch of its length usually stand in the others; infinite where that is not known.
    """
    shared = body.terms[held]
    usual = repeated_shares(shared, stop - start)
    median = float(np.median(usual)) if len(usual) else 0.0
    part = np.unique(body.terms[start:stop])
    part = part[part != 0]
    repeated = float(in_sorted(np.unique(shared), part).mean()) if len(part) else 0.0
    return repeated / median if median > 0 else np.inf


def repeated_shares(terms: NDArray[np.uint64], size: int) -> NDArray[np.float64]:
    """Return for each whole stretch of terms the share of its distinct terms that stand outside it too.

    Terms that make less than a stretch are one; 0 where a stretch has none.
    """
    stretches = max(len(terms) // size, 1)
    _, code, total = np.unique(terms, return_inverse=True, return_counts=True)
    stretch = np.minimum(np.arange(len(terms)) // size, stretches)
    inside = (terms != 0) & (stretch < stretches)
    pairs, count = np.unique(stretch[inside] * len(total) + code[inside], return_counts=True)
    of_stretch = pairs // max(len(total), 1)
    distinct = np.bincount(of_stretch, minlength=stretches)
    elsewhere = np.bincount(of_stretch[total[pairs % max(len(total), 1)] > count], minlength=stretches)
    return np.asarray(elsewhere / np.maximum(distinct, 1))
