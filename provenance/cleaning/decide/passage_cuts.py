"""Which shared passages are cut: whole sentences of which a copy, the first, survives in a document that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.cleaning.scan.agreeing_sentences import AgreeingRun, Sentence, agreeing_runs, sentences_of
from provenance.cleaning.scan.spans import Span, remove_spans, tidy_spans

if TYPE_CHECKING:
    from collections.abc import Mapping

Cut = tuple[int, int, int, str, int | None, int | None, int | None, str]
"""document, start, stop, reason, still, still_start, still_stop, text (the surviving copy in ``still_*``)."""


def surviving_copies(cuts: pl.DataFrame) -> pl.DataFrame:
    """Return cuts with the surviving copy of their text: ``still``, ``still_start``, ``still_stop``; null where none.

    Args:
        cuts: document, start, stop, reason, first_start, first_stop, text.
    """
    renamed = cuts.with_columns(
        pl.when(pl.col("first_start").is_not_null()).then(pl.col("document")).alias("still"),
        pl.col("first_start").alias("still_start"),
        pl.col("first_stop").alias("still_stop"),
    )
    return renamed.select("document", "start", "stop", "reason", "still", "still_start", "still_stop", "text")


def add_passage_cuts(
    cuts: pl.DataFrame, passages: pl.DataFrame, removed: set[int], texts: dict[int, str], least_words: int
) -> pl.DataFrame:
    """Return cuts with the shared passages cut as well, from the document that is ranked after the other.

    Of a passage, the runs of whole sentences and lines are cut whose normal form stands, whole, in a document that is
    kept, where it is not cut itself; a document of which nothing else would remain keeps its passages.

    Args:
        cuts: columns of ``Cut``.
        passages: left (ranked before right), right, and the offsets in both; in the order of the right document.
        removed: documents that are removed.
        texts: texts of the documents.
        least_words: words of the shortest run that is cut.
    """
    cuts_of: dict[int, list[Cut]] = {}
    for row in cuts.iter_rows():
        cuts_of.setdefault(row[0], []).append(row)
    passages_of: dict[int, list[tuple[int, ...]]] = {}
    for left, right, *offsets in passages.select(
        "left", "right", "left_start", "left_stop", "right_start", "right_stop"
    ).iter_rows():
        if left not in removed and right not in removed:
            passages_of.setdefault(right, []).append((left, *offsets))
    numbers = sorted({*passages_of, *(left for shared in passages_of.values() for left, *_ in shared)})
    sentences = dict(zip(numbers, sentences_of([texts[number] for number in numbers], marks=True), strict=True))
    for document, shared in passages_of.items():
        survivors = surviving_passages(document, shared, sentences, cuts_of, least_words)
        cuts_of[document] = cut_passages(document, texts[document], cuts_of.get(document, []), survivors)
    rows = [row for document in sorted(cuts_of) for row in cuts_of[document]]
    return pl.DataFrame(rows, schema=cuts.schema, orient="row")


def surviving_passages(
    document: int,
    shared: list[tuple[int, ...]],
    sentences: Mapping[int, list[Sentence]],
    cuts_of: Mapping[int, list[Cut]],
    least_words: int,
) -> dict[tuple[int, int], tuple[int, int, int]]:
    """Return the spans of one document to cut, without overlap, each with its copy that survives.

    Args:
        document: its number.
        shared: its passages: left, left_start, left_stop, start, stop.
        sentences: of all documents.
        cuts_of: cuts of each document so far.
        least_words: words of the shortest run that is cut.
    """
    own_cuts = cuts_of.get(document, [])
    excluded = [(cut[1], cut[2]) for cut in own_cuts]
    excluded += [
        (cut[5], cut[6]) for cut in own_cuts if cut[4] == document and cut[5] is not None and cut[6] is not None
    ]
    survivors: dict[tuple[int, int], tuple[int, int, int]] = {}
    for left, left_start, left_stop, start, stop in shared:
        own = outside(sentences[document], excluded, start, stop)
        cut_spans = [(cut[1], cut[2]) for cut in cuts_of.get(left, [])]
        remaining = outside(sentences[left], cut_spans, left_start, left_stop)
        for block in contiguous(own, sentences[document]):
            for run in agreeing_runs(block, remaining, least_words):
                if stands_together(run, remaining, sentences[left]):
                    survivors[run.start, run.stop] = (left, run.other_start, run.other_stop)
                    excluded.append((run.start, run.stop))
    return survivors


def outside(sentences: list[Sentence], spans: list[tuple[int, int]], start: int, stop: int) -> list[Sentence]:
    """Return the sentences in part of a text that lie outside all spans."""
    return [
        sentence
        for sentence in sentences
        if sentence.start < stop
        and start < sentence.stop
        and not any(sentence.start < last and first < sentence.stop for first, last in spans)
    ]


def contiguous(selection: list[Sentence], sentences: list[Sentence]) -> list[list[Sentence]]:
    """Return chosen sentences in blocks that follow each other without another sentence between them."""
    place = {sentence.start: at for at, sentence in enumerate(sentences)}
    blocks: list[list[Sentence]] = []
    for sentence in selection:
        if blocks and place[blocks[-1][-1].start] + 1 == place[sentence.start]:
            blocks[-1].append(sentence)
        else:
            blocks.append([sentence])
    return blocks


def stands_together(run: AgreeingRun, remaining: list[Sentence], sentences: list[Sentence]) -> bool:
    """Return whether no sentence that is cut stands inside the copy of a run."""
    inside = (run.other_start, run.other_stop)
    counts = [
        sum(inside[0] <= sentence.start and sentence.stop <= inside[1] for sentence in group)
        for group in (remaining, sentences)
    ]
    return counts[0] == counts[1]


def cut_passages(
    document: int, text: str, cuts: list[Cut], survivors: Mapping[tuple[int, int], tuple[int, int, int]]
) -> list[Cut]:
    """Return the cuts of one document with its shared passages among them; as they were where no text would remain.

    Args:
        document: its number.
        text: its text.
        cuts: its cuts so far.
        survivors: passages to cut, with their surviving copies.
    """
    earlier = [Span(cut[1], cut[2], cut[3]) for cut in cuts]
    spans = tidy_spans(text, earlier + [Span(start, stop, "passages") for start, stop in survivors])
    if not remove_spans(text, [(span.start, span.stop) for span in spans]).strip():
        return cuts
    copies = {(cut[1], cut[2]): cut[4:7] for cut in cuts} | dict(survivors)
    return [
        (document, span.start, span.stop, span.reason, *copy_of_span(span, copies), text[span.start : span.stop])
        for span in spans
    ]


def copy_of_span(
    span: Span, copies: Mapping[tuple[int, int], tuple[int | None, ...]]
) -> tuple[int | None, int | None, int | None]:
    """Return the surviving copy of the first cut that a tidied span overlaps: document, start and stop."""
    for (start, stop), copy in copies.items():
        if start < span.stop and span.start < stop:
            return copy[0], copy[1], copy[2]
    return None, None, None
