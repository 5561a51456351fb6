"""Alignment of two texts by sentence vectors: whether one translates or paraphrases the other.

Aligned is one language of a document with one language of another, or of the same: a page that holds a text and its
translation is two parts. Nothing is decided on a single sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from provenance.text.kernels import pairing
from provenance.text.semantic.embeddings import LANGUAGES, cosines
from provenance.text.semantic.sentence_alignment import (
    SentenceAlignment,
    Side,
    align_sentences,
    extract_names,
    extract_numbers,
    number_agreement,
    quotation_spans,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.settings.pairs import SemanticSettings

DENSE_LANGUAGES = ("zh", "ja", "ko", "th")
"""Languages that take few characters for a sentence."""


@dataclass(frozen=True)
class LanguagePart:
    """The sentences of a document in one language.

    Attributes:
        language: primary subtag, or empty.
        starts: first code point of each sentence, int32[sentences].
        stops: code point after its last.
        vectors: int8[sentences, 512].
        words: distinct token hashes of each sentence, ascending, uint32[words].
        offsets: those of sentence i are words[offsets[i]:offsets[i + 1]].
        texts: the sentences.
        document: the text of the document.
        norms: norms of the vectors, float64[sentences].
        side: the part as one side of an alignment.
    """

    language: str
    starts: NDArray[np.int32]
    stops: NDArray[np.int32]
    vectors: NDArray[np.int8]
    words: NDArray[np.uint32]
    offsets: NDArray[np.int64]
    texts: list[str]
    document: str
    norms: NDArray[np.float64]
    side: Side

    @cached_property
    def quoted(self) -> NDArray[np.bool_]:
        """Return which sentences are for more than half between quotation marks: bool[sentences]."""
        spans = quotation_spans(self.document)
        lows = np.maximum(self.starts[:, None], spans[:, 0])
        inside = (np.minimum(self.stops[:, None], spans[:, 1]) - lows).clip(0).sum(axis=1)
        halves: NDArray[np.bool_] = 2 * inside > self.stops - self.starts
        return halves

    @cached_property
    def numbers(self) -> list[list[str]]:
        """Return the numbers of each sentence, as digits."""
        return [extract_numbers(text) for text in self.texts]

    @cached_property
    def names(self) -> set[str]:
        """Return the names and numbers of all sentences."""
        return set().union(*map(extract_names, self.texts))


class PartAlignment(NamedTuple):
    """Two parts that translate or paraphrase each other.

    Attributes:
        left: one part.
        right: the other.
        alignment: the beads (linked runs of sentences).
        kind: of its passages, ``translated`` or ``paraphrased``.
        words: word Jaccard of every left with every right sentence.
    """

    left: LanguagePart
    right: LanguagePart
    alignment: SentenceAlignment
    kind: str
    words: NDArray[np.float32]

    def word_overlap(self) -> float:
        """Return the mean word Jaccard of the links in order: high only where both sides are in one language."""
        return float(self._link_overlap()[self.alignment.ordered].mean())

    def reworded_share(self, verbatim_overlap: float) -> float:
        """Return the greater share of either text in links in order whose word Jaccard is below that of a copy."""
        is_reworded = self.alignment.ordered & (self._link_overlap() < verbatim_overlap)
        sizes = self.alignment.sizes[is_reworded].sum(axis=0)
        return float((sizes / np.maximum(1, self.alignment.total)).max())

    def unquoted_links(self) -> int:
        """Return the number of links in order that are not a quotation on both sides."""
        pairs = self.alignment.pairs[self.alignment.ordered]
        return int((~(self.left.quoted[pairs[:, 0]] & self.right.quoted[pairs[:, 1]])).sum())

    def _link_overlap(self) -> NDArray[np.float32]:
        return self.words[self.alignment.pairs[:, 0], self.alignment.pairs[:, 1]]


def align_parts(left: LanguagePart, right: LanguagePart, settings: SemanticSettings) -> PartAlignment | None:
    """Return the alignment of two parts, None where neither translates or paraphrases the other.

    Args:
        left: the sentences of one document in one language.
        right: the sentences of another document, or of the same in another language.
        settings: what links two sentences, and what makes a match.
    """
    if not (left.language and right.language and left.language != right.language):
        return _align_within_language(left, right, settings)
    result = _align_across_languages(left, right, settings)
    if result is not None and result.word_overlap() >= settings.same_language_overlap:
        return _align_within_language(left, right, settings)  # one language was misidentified
    return result


def _align_across_languages(
    left: LanguagePart, right: LanguagePart, settings: SemanticSettings
) -> PartAlignment | None:
    """Return the alignment of two parts in different languages, None where neither translates the other."""
    similarity = cosines(left.vectors, right.vectors, left.norms, right.norms)
    alignment = _align_translation(similarity, left, right, settings)
    if alignment is None and not {left.language, right.language} <= LANGUAGES:
        alignment = _align_low_resource(similarity, left, right, settings)
    if alignment is None:
        return None
    return PartAlignment(left, right, alignment, "translated", _word_jaccard(left, right))


def _align_translation(
    similarity: NDArray[np.float32], left: LanguagePart, right: LanguagePart, settings: SemanticSettings
) -> SentenceAlignment | None:
    """Return the alignment of a translation whose sentences are near each other one by one, or None."""
    least, links = settings.translation_cosine, settings.linked_sentences
    factor = settings.translation_proportion
    alignment = align_sentences(similarity, left.side, right.side, least, factor, links, settings)
    if alignment is None or not _covers_enough(alignment, settings, settings.translation_part_cosine):
        return None
    evidence, agreement = settings.min_translation_number_evidence, settings.translation_numbers
    return alignment if _numbers_agree(left, right, alignment, evidence, agreement) else None


def _align_low_resource(
    similarity: NDArray[np.float32], left: LanguagePart, right: LanguagePart, settings: SemanticSettings
) -> SentenceAlignment | None:
    """Return the alignment of a translation from or to a language that the model was not trained on, or None.

    Its vectors have roughly the right direction. Links that cover both texts in order, in proportion and with the same
    numbers make up for that.
    """
    factor, links = settings.translation_proportion, settings.linked_sentences + 1
    alignment = align_sentences(
        similarity, left.side, right.side, settings.low_resource_cosine, factor, links, settings
    )
    if alignment is None or alignment.ordered.sum() < links or min(alignment.covered()) < settings.low_resource_share:
        return None
    count, agreement = number_agreement(*_bead_numbers(left, right, alignment))
    is_supported = count >= links and agreement >= settings.low_resource_numbers
    return alignment if is_supported and alignment.density() >= settings.part_density else None


def _align_within_language(left: LanguagePart, right: LanguagePart, settings: SemanticSettings) -> PartAlignment | None:
    """Return the alignment of two parts in one language, None where they are copies or no paraphrases."""
    words = _word_jaccard(left, right)
    similarity = ((cosines(left.vectors, right.vectors, left.norms, right.norms) + words) / 2).astype(np.float32)
    alignment = _align_paraphrase(similarity, left, right, settings)
    alignment = alignment or _align_heavy_paraphrase(similarity, left, right, settings)
    evidence, agreement = settings.min_paraphrase_number_evidence, settings.paraphrase_numbers
    if alignment is None or not _numbers_agree(left, right, alignment, evidence, agreement):
        return None
    result = PartAlignment(left, right, alignment, "paraphrased", words)
    if result.unquoted_links() < settings.linked_sentences:
        return None  # two reports that quote the same speaker
    density = settings.dense_script_factor if left.language in DENSE_LANGUAGES else 1
    is_long = alignment.sizes[alignment.ordered].sum(axis=0).max() >= settings.paraphrase_characters / density
    is_reworded = result.reworded_share(settings.verbatim_overlap) >= settings.paraphrase_changed_share
    return result if is_long and is_reworded else None


def _align_paraphrase(
    similarity: NDArray[np.float32], left: LanguagePart, right: LanguagePart, settings: SemanticSettings
) -> SentenceAlignment | None:
    """Return the alignment of a paraphrase whose sentences are near each other one by one, or None."""
    factor, links = settings.paraphrase_proportion, settings.linked_sentences
    alignment = align_sentences(
        similarity, left.side, right.side, settings.paraphrase_similarity, factor, links, settings
    )
    if alignment is None or not _covers_enough(alignment, settings, settings.paraphrase_part_similarity):
        return None
    return alignment


def _align_heavy_paraphrase(
    similarity: NDArray[np.float32], left: LanguagePart, right: LanguagePart, settings: SemanticSettings
) -> SentenceAlignment | None:
    """Return the alignment of a paraphrase that shares names and structure rather than words, or None.

    A single such link proves nothing. Links that cover both texts in order, about the same people, places and numbers,
    do.
    """
    fewer = min(len(left.names), len(right.names))
    share = settings.heavy_paraphrase_german_names if left.language == "de" else settings.heavy_paraphrase_names
    if fewer < settings.min_name_evidence or len(left.names & right.names) < share * fewer:
        return None
    factor, links = settings.paraphrase_proportion, settings.linked_sentences
    alignment = align_sentences(
        similarity, left.side, right.side, settings.heavy_paraphrase_similarity, factor, links, settings
    )
    if alignment is None or alignment.ordered.sum() < links:
        return None
    is_covered = min(alignment.covered()) >= settings.heavy_paraphrase_share
    is_dense = alignment.density() >= settings.heavy_paraphrase_density
    is_similar = alignment.mean_similarity() >= settings.heavy_paraphrase_mean_similarity
    return alignment if is_covered and is_dense and is_similar else None


def _word_jaccard(left: LanguagePart, right: LanguagePart) -> NDArray[np.float32]:
    """Return the word Jaccard of every left with every right sentence."""
    return pairing.word_jaccard(left.words, left.offsets, right.words, right.offsets)


def _covers_enough(alignment: SentenceAlignment, settings: SemanticSettings, min_part_similarity: float) -> bool:
    """Return whether links in order cover enough of both texts, or one that is a part of the other."""
    if alignment.ordered.sum() < settings.linked_sentences:
        return False
    shares = alignment.covered()
    if min(shares) >= settings.linked_share:
        return True
    return (
        max(shares) >= settings.linked_part
        and alignment.mean_similarity() >= min_part_similarity
        and alignment.density() >= settings.part_density
    )


def _numbers_agree(
    left: LanguagePart, right: LanguagePart, alignment: SentenceAlignment, min_evidence: int, min_agreement: float
) -> bool:
    """Return whether the numbers of linked sentences agree, or are too few to tell.

    The results of two companies, two weather reports, two lottery draws differ in the numbers alone.
    """
    count, agreement = number_agreement(*_bead_numbers(left, right, alignment))
    return count < min_evidence or agreement >= min_agreement


def _bead_numbers(
    left: LanguagePart, right: LanguagePart, alignment: SentenceAlignment
) -> tuple[list[list[str]], list[list[str]]]:
    """Return the numbers on either side of each bead in order."""
    beads = alignment.beads[alignment.ordered].tolist()
    return (
        [[number for numbers in left.numbers[first : last + 1] for number in numbers] for first, last, _, _ in beads],
        [[number for numbers in right.numbers[first : last + 1] for number in numbers] for _, _, first, last in beads],
    )
