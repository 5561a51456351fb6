"""The texts of pairs of documents without what is cut, prepared for their comparison: tokens, sentences, prose."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from provenance.cleaning.scan.spans import remove_spans, spans_by_document
from provenance.stages.matches import PreparedPairs, prepared_similarities, prose_weights
from provenance.text.alignment import prepare_texts
from provenance.text.characters import code_points
from provenance.text.credits.languages import installed_languages
from provenance.text.kernels import masks
from provenance.text.kernels.near_duplicates import count_common
from provenance.text.sentences import Sentences, in_prose, split_sentences
from provenance.text.shingles import shingle, winnow
from provenance.text.tokens import running_sum, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from provenance.cleaning.inputs.job import CleaningJob
    from provenance.settings.cleaning import CleaningSettings
    from provenance.text.alignment import PreparedTexts


class BodyReader:
    """Reads the texts of pairs; those that it read last it hands out again."""

    def __init__(self, job: CleaningJob, cuts: pl.DataFrame) -> None:
        self.job, self.cuts = job, cuts
        self.last: Bodies | None = None

    def bodies(self, pairs: NDArray[np.int32]) -> Bodies:
        """Return the texts that pairs of documents name."""
        numbers = np.unique(pairs)
        if self.last is None or not np.isin(numbers, self.last.numbers).all():
            self.last = None  # before others are read
            spans = spans_by_document(self.cuts.filter(pl.col("document").is_in(numbers.tolist())))
            read = self.job.corpus.texts(set(numbers.tolist()))
            texts = [remove_spans(text, spans[number]) if number in spans else text for number, text in read]
            self.last = Bodies(numbers, pl.Series(texts, dtype=pl.String), self.job)
        return self.last


class Bodies:
    """The texts of some documents, without what is cut from them.

    Attributes:
        numbers: of the documents, ascending.
        texts: one each.
        tokens: their tokens.
        sentences: their sentences.
        skips: photo credits and the captions before them: position of the text, start, stop.
        prose: which tokens are prose.
    """

    def __init__(self, numbers: NDArray[np.int32], texts: pl.Series, job: CleaningJob) -> None:
        self.numbers, self.texts, self.settings, self.threads = numbers, texts, job.options.settings, job.threads
        parts: Iterator[Any] = self.threads.map(lambda read: read(texts), (split_sentences, tokenise))
        self.sentences, self.tokens = parts
        self.skips = caption_spans(texts, self.sentences, job.options.thresholds)
        self.prose = in_prose(texts, self.tokens, self.sentences, self.settings.matching.sentence_words)

    @cached_property
    def aligned_texts(self) -> PreparedTexts:
        """The tokens, ready for alignment."""
        return prepare_texts(self.tokens, self.skips)

    def places(self, pairs: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return pairs of documents as rows of positions of their texts."""
        return np.searchsorted(self.numbers, pairs.reshape(-1, 2)).astype(np.int32)

    def similarities(self, places: NDArray[np.int32]) -> NDArray[np.float64]:
        """Return the similarity of each pair of texts, as in ``trace``."""
        directed = np.sort(places, axis=1)
        distinct, row = np.unique(directed, axis=0, return_inverse=True)
        frame = pl.DataFrame({"left": distinct[:, 0], "right": distinct[:, 1]})
        prepared = PreparedPairs(frame, self.texts, self.aligned_texts, self.sentences, distinct)
        weights = prose_weights(self.prose, self.settings)
        return prepared_similarities(prepared, weights, self.settings, self.threads)[row.reshape(-1)]

    def jaccard(self, pairs: NDArray[np.int32]) -> NDArray[np.float64]:
        """Return the Jaccard similarity of the prose of each pair of documents; 0 where there is little of it."""
        tokens = self.tokens
        prose = self.prose & masks.body_mask(tokens.offsets, tokens.starts, tokens.stops, *self.skips)
        counts = running_sum(prose)[tokens.offsets]
        enough = np.diff(counts) >= self.settings.cleaning.body_words
        places = self.places(pairs).astype(np.int64)
        sets = winnow(shingle(tokens.select(prose), self.settings), 1)
        common = np.empty(len(places), np.int32)
        left, right = np.ascontiguousarray(places[:, 0]), np.ascontiguousarray(places[:, 1])
        count_common(left, right, sets.offsets, sets.hashes, self.settings.cleaning.body_near, common)
        union = np.maximum(np.diff(sets.offsets)[places].sum(axis=1) - common, 1)
        jaccard: NDArray[np.float64] = np.where(enough[left] & enough[right], np.maximum(common, 0) / union, 0.0)
        return jaccard


def caption_spans(
    texts: pl.Series, sentences: Sentences, thresholds: CleaningSettings
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """Return the photo credits among sentences, each with the sentence before it: position of the text, start, stop.

    A text of which less than the shortest body would be left has none.

    Args:
        texts: one text each.
        sentences: their sentences.
        thresholds: the words of a credit, at most, and of a body, at least.
    """
    captions: dict[int, set[tuple[int, int]]] = {}
    for sentence in sentences_with_labels(texts, sentences):
        at = int(np.searchsorted(sentences.offsets, sentence, "right")) - 1
        text, start, stop = texts[at], int(sentences.starts[sentence]), int(sentences.stops[sentence])
        credit = text[start:stop]
        if len(credit.split()) <= thresholds.link_words and photo_label().match(credit):
            captions.setdefault(at, set()).add((start, stop))
            if sentence > sentences.offsets[at]:
                before = int(sentences.starts[sentence - 1]), int(sentences.stops[sentence - 1])
                if "\n" not in text[before[0] : start]:
                    captions[at].add(before)
    rows: list[tuple[int, int, int]] = []
    for at, spans in captions.items():
        left = len(texts[at].split()) - sum(len(texts[at][start:stop].split()) for start, stop in spans)
        rows += [(at, start, stop) for start, stop in sorted(spans) if left >= thresholds.short]
    columns = np.array(rows, np.int64).reshape(-1, 3).T
    return columns[0].copy(), columns[1].astype(np.int32), columns[2].astype(np.int32)


def sentences_with_labels(texts: pl.Series, sentences: Sentences) -> list[int]:
    """Return the sentences that begin as the label of a photo credit does, with a bracket before it or without."""
    points, limits = code_points([*texts, "\0\0"])
    starts = np.repeat(limits[: len(texts)], np.diff(sentences.offsets)) + sentences.starts
    starts += (points[starts] == ord("(")) | (points[starts] == ord("["))
    first, openings = points[starts].astype(np.int64), points[starts].astype(np.int64) << 32 | points[starts + 1]
    single, double = label_openings()
    places: list[int] = np.flatnonzero(np.isin(first, single) | np.isin(openings, double)).tolist()
    return places


def photo_labels() -> list[str]:
    """Return the labels of photo credits in all languages, the longest first."""
    labels = {
        label for language in installed_languages() for label in (*language.photo_labels, *language.caption_labels)
    }
    return sorted(labels, key=lambda label: (-len(label), label))


@lru_cache(maxsize=1)
def photo_label() -> re.Pattern[str]:
    """Return a pattern of sentences that begin with the label of a photo credit."""
    return re.compile(rf"[(\[]?(?:{'|'.join(map(re.escape, photo_labels()))})(?![^\W\d_])", re.IGNORECASE)


@lru_cache(maxsize=1)
def label_openings() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how labels begin, in capitals or not: those of one code point, and the first two of the others as one."""
    openings = {
        tuple(map(ord, opening))
        for label in photo_labels()
        for opening in product(*({character.lower(), character.upper()} for character in label[:2]))
        if all(len(character) == 1 for character in opening)
    }
    single = sorted(opening[0] for opening in openings if len(opening) == 1)
    double = sorted(opening[0] << 32 | opening[1] for opening in openings if len(opening) == 2)
    return np.array(single, np.int64), np.array(double, np.int64)
