"""Whether two similar texts are near-duplicates: verified as ``trace`` does, on their prose, and on their facts.

The Jaccard similarity of all shingles proposes. Sixty captions under two stories make two texts similar, and so does
the form of a weather report; a menu beside a story makes it less similar to its copy. So the texts are aligned, as in
``trace``; shingles are counted once more in prose alone; and where names or most numbers of aligned places differ, the
texts are two pages of a template.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.cleaning.decide.agreement import agreements
from provenance.cleaning.decide.near_duplicates import VerifiedPairs
from provenance.cleaning.scan.spans import remove_spans, spans_by_document
from provenance.stages.matches import similarities
from provenance.text.credits.languages import installed_languages
from provenance.text.sentences import in_prose, split_sentences
from provenance.text.shingles import shingle, winnow
from provenance.text.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.cleaning.decide.agreement import Agreement
    from provenance.cleaning.decide.removals import TextClasses
    from provenance.cleaning.inputs.job import CleaningJob
    from provenance.settings import Settings
    from provenance.settings.cleaning import CleaningSettings

VERDICT = {"similarity": pl.Float64, "body_jaccard": pl.Float64, "difference": pl.String}
"""What is added to a pair: the similarity of ``trace``; Jaccard in prose, 0 where there is little of it, it differs
much, or a name or number elsewhere is lacking; what makes them two texts, null if nothing."""

TEXTS = {"document": pl.Int32, "text": pl.String}

PAIRS_AT_ONCE = 1 << 15
"""Pairs whose texts are in memory at once; changes no result."""


def with_verdicts(
    verified: VerifiedPairs, classes: TextClasses, sizes: Sequence[int], job: CleaningJob, cuts: pl.DataFrame
) -> VerifiedPairs:
    """Return pairs with the columns of ``VERDICT``; null where neither similarity can make a pair near.

    Args:
        verified: pairs of texts that reach the floor.
        classes: the texts, by their first documents.
        sizes: tokens of each document.
        job: gives the texts and the settings.
        cuts: document, start, stop of what is cut.
    """
    first = classes.first_documents
    codes = [
        (int(first[left]), int(first[right])) for left, right in verified.pairs.select("left", "right").iter_rows()
    ]
    columns = verdict_columns(codes, verified.pairs["jaccard"].to_list(), sizes, job, cuts)
    return VerifiedPairs(verified.pairs.with_columns(columns.get_columns()), verified.compared, verified.left_out)


def verdict_columns(
    pairs: Sequence[tuple[int, int]],
    jaccard: Sequence[float],
    tokens: Sequence[int],
    job: CleaningJob,
    cuts: pl.DataFrame,
) -> pl.DataFrame:
    """Return the columns of ``VERDICT`` of pairs of documents.

    Args:
        pairs: of documents.
        jaccard: of each pair.
        tokens: of each document.
        job: gives the texts and the settings.
        cuts: document, start, stop of what is cut.
    """
    near, body_words = job.options.thresholds.near, job.options.thresholds.body_words
    places = [
        place
        for place, (left, right) in enumerate(pairs)
        if jaccard[place] >= near or min(tokens[left], tokens[right]) >= body_words
    ]
    rows: list[tuple[float | None, float | None, str | None]] = [(None, None, None)] * len(pairs)
    for start in range(0, len(places), PAIRS_AT_ONCE):
        batch = places[start : start + PAIRS_AT_ONCE]
        for place, verdict in zip(batch, verdicts([pairs[place] for place in batch], job, cuts), strict=True):
            rows[place] = verdict
    return pl.DataFrame(rows, schema=VERDICT, orient="row")


def verdicts(
    pairs: list[tuple[int, int]], job: CleaningJob, cuts: pl.DataFrame
) -> list[tuple[float, float, str | None]]:
    """Return the row of ``VERDICT`` of each pair of documents."""
    numbers = sorted({number for pair in pairs for number in pair})
    spans = spans_by_document(cuts.filter(pl.col("document").is_in(numbers)))
    bodies = {number: remove_spans(text, spans.get(number, [])) for number, text in job.corpus.texts(set(numbers))}
    return verdicts_on_texts(pairs, bodies, job)


def verdicts_on_texts(
    pairs: list[tuple[int, int]], texts: dict[int, str], job: CleaningJob
) -> list[tuple[float, float, str | None]]:
    """Return the row of ``VERDICT`` of each pair of texts, without what is cut."""
    settings, thresholds = job.options.settings, job.options.thresholds
    frame = pl.DataFrame({"document": list(texts), "text": list(texts.values())}, schema=TEXTS)
    captions = caption_spans(frame, thresholds)
    directed = pl.DataFrame(
        [sorted(pair) for pair in pairs], schema={"left": pl.Int32, "right": pl.Int32}, orient="row"
    )
    measured = similarities(directed.unique(), frame, captions, settings, job.threads)
    alike = {(left, right): similarity for left, right, similarity in measured.iter_rows()}
    prose = prose_shingles(frame, captions, settings)
    facts = agreements([(right, left) for left, right in pairs], texts, settings, job.threads)
    out: list[tuple[float, float, str | None]] = []
    for pair, agreed in zip(pairs, facts, strict=True):
        similarity = alike[min(pair), max(pair)]
        body = jaccard_of(*(prose[number] for number in pair)) if all(number in prose for number in pair) else 0.0
        body = 0.0 if agreed.lacking or body < thresholds.body_near else body
        difference = None
        if similarity < settings.matching.near_similarity:
            difference = "body"
        elif thresholds.template_pages:
            difference = other_page(agreed, thresholds)
        out.append((similarity, body, difference))
    return out


def other_page(agreed: Agreement, thresholds: CleaningSettings) -> str | None:
    """Return what makes two texts pages of one template: ``names``, or ``numbers``; None where they are one text."""
    if agreed.name_slots >= max(thresholds.template_names, thresholds.template_share * agreed.places):
        return "names"
    if agreed.number_slots >= thresholds.template_numbers and agreed.numbers >= thresholds.template_share:
        return "numbers"
    return None


def caption_spans(texts: pl.DataFrame, thresholds: CleaningSettings) -> pl.DataFrame:
    """Return the photo credits among sentences, each with the sentence before it: document, start, stop.

    A text of which less than the shortest body would be left has none.

    Args:
        texts: document, text.
        thresholds: the words of a credit, at most, and of a body, at least.
    """
    sentences = split_sentences(texts["text"])
    rows: list[tuple[int, int, int]] = []
    for at, (document, text) in enumerate(texts.iter_rows()):
        inside = slice(sentences.offsets[at], sentences.offsets[at + 1])
        spans = list(zip(sentences.starts[inside].tolist(), sentences.stops[inside].tolist(), strict=True))
        own: list[tuple[int, int]] = []
        for place, (start, stop) in enumerate(spans):
            credit = text[start:stop]
            if len(credit.split()) <= thresholds.link_words and photo_label().match(credit):
                caption = spans[place - 1] if place and "\n" not in text[spans[place - 1][0] : start] else (start, stop)
                own += [caption, (start, stop)]
        left = len(text.split()) - sum(len(text[start:stop].split()) for start, stop in set(own))
        rows += [(document, start, stop) for start, stop in sorted(set(own)) if left >= thresholds.short]
    return pl.DataFrame(rows, schema={"document": pl.Int32, "start": pl.Int32, "stop": pl.Int32}, orient="row")


@lru_cache(maxsize=1)
def photo_label() -> re.Pattern[str]:
    """Return a pattern of sentences that begin with the label of a photo credit."""
    labels = {
        label for language in installed_languages() for label in (*language.photo_labels, *language.caption_labels)
    }
    alternatives = "|".join(re.escape(label) for label in sorted(labels, key=lambda label: (-len(label), label)))
    return re.compile(rf"[(\[]?(?:{alternatives})(?![^\W\d_])", re.IGNORECASE)


def prose_shingles(texts: pl.DataFrame, captions: pl.DataFrame, settings: Settings) -> dict[int, set[int]]:
    """Return the shingles of the prose of each text that has enough of it."""
    tokens = tokenise(texts["text"])
    owner = np.repeat(np.arange(texts.height), np.diff(tokens.offsets))
    prose = in_prose(texts["text"], tokens, split_sentences(texts["text"]), settings.matching.sentence_words)
    place = {document: at for at, document in enumerate(texts["document"].to_list())}
    for document, start, stop in captions.iter_rows():
        prose &= ~((owner == place[document]) & (tokens.starts >= start) & (tokens.starts < stop))
    amounts = np.bincount(owner, prose, texts.height)
    sets = winnow(shingle(tokens.select(prose), settings), 1)
    bounds = sets.offsets.tolist()
    return {
        document: set(sets.hashes[bounds[at] : bounds[at + 1]].tolist())
        for document, at in place.items()
        if amounts[at] >= settings.cleaning.body_words
    }


def jaccard_of(left: set[int], right: set[int]) -> float:
    """Return the Jaccard similarity of two sets; 0 where both are empty."""
    return len(left & right) / max(len(left | right), 1)
