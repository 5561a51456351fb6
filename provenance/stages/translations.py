"""Translations and paraphrases between documents and inside one: which pairs match by meaning, how much, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from provenance.tables import MATCHES, PASSAGES
from provenance.text.semantic.embeddings import DIMENSIONS, adjacent_cosines, norms
from provenance.text.semantic.part_alignment import LanguagePart, PartAlignment, align_parts
from provenance.text.semantic.sentence_alignment import Side
from provenance.text.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from provenance.settings import Settings


class TranslationFrames(NamedTuple):
    """Pairs that are translations or paraphrases, and their passages."""

    matches: pl.DataFrame
    passages: pl.DataFrame


class AlignedPair(NamedTuple):
    """Two documents, or one twice: the alignments of their parts, and the parts of either."""

    left: int
    right: int
    alignments: list[PartAlignment]
    left_parts: list[LanguagePart]
    right_parts: list[LanguagePart]


def translations(
    pairs: pl.DataFrame, documents: pl.DataFrame, sentences: pl.DataFrame, vectors: pl.DataFrame, settings: Settings
) -> TranslationFrames:
    """Return the pairs of documents that translate or paraphrase each other (frames ``matches`` and ``passages``).

    A match is a ``translation`` where most of its passages are in two languages, else a ``paraphrase``. Passages are
    ``translated`` or ``paraphrased``; their similarity is the cosine of the two sentences' vectors, in one language its
    mean with the Jaccard index of their words. ``contained_left`` and ``contained_right`` are shares of the sentences'
    code points. ``similarity`` and ``jaccard`` measure copies and are 0.

    Args:
        pairs: candidates (frame ``pairs``); ``left`` has the smaller text id. Columns: ``left``, ``right``.
        documents: the documents that pairs name (frame ``documents``). Columns: ``document``, ``text``.
        sentences: their sentences (frame ``sentences``); a document none of whose sentences has a vector has no match.
            Columns: ``document``, ``sentence``, ``start``, ``stop``, ``language``, ``text_hash``.
        vectors: vectors of the sentences (frame ``vectors``). Columns: ``text_hash``, ``vector``.
        settings: what links two sentences, and what makes a match.
    """
    parts = _language_parts(documents, sentences, vectors)
    keys = pairs.select("left", "right").unique().sort("left", "right")
    return _frames(
        _align_documents(left, right, parts.get(left, []), parts.get(right, []), settings)
        for left, right in keys.iter_rows()
    )


def _align_documents(
    left: int, right: int, left_parts: list[LanguagePart], right_parts: list[LanguagePart], settings: Settings
) -> AlignedPair:
    """Return the alignments of every part of one document with every part of another."""
    results = [align_parts(first, second, settings.semantic) for first in left_parts for second in right_parts]
    return AlignedPair(left, right, [result for result in results if result is not None], left_parts, right_parts)


def inner_translations(
    documents: pl.DataFrame, sentences: pl.DataFrame, vectors: pl.DataFrame, settings: Settings
) -> TranslationFrames:
    """Return the documents that hold a text and its translation, as pairs of a document with itself.

    The arguments are those of :func:`translations`. The left side of a passage is the language that comes first in the
    text.
    """
    parts = _language_parts(documents, sentences, vectors)
    return _frames(_align_inside(key, own, settings) for key, own in sorted(parts.items()) if len(own) > 1)


def _align_inside(document: int, parts: list[LanguagePart], settings: Settings) -> AlignedPair:
    """Return the alignments of every two parts of a document."""
    results = [
        align_parts(first, second, settings.semantic)
        for index, first in enumerate(parts)
        for second in parts[index + 1 :]
    ]
    return AlignedPair(document, document, [result for result in results if result is not None], parts, parts)


def _language_parts(
    documents: pl.DataFrame, sentences: pl.DataFrame, vectors: pl.DataFrame
) -> dict[int, list[LanguagePart]]:
    """Return the parts of each document, one a language, in the order in which the languages first occur."""
    embedded = (
        sentences.join(vectors, on="text_hash")
        .join(documents.select("document", "text"), on="document")
        .with_columns(
            pl.col("language").fill_null(""),
            first=pl.col("start").min().over("document", "language"),
            text=pl.col("text").str.slice(pl.col("start"), pl.col("stop") - pl.col("start")),
        )
        .sort("document", "first", "sentence")
    )
    combined, texts = _all_sentences(embedded), dict(documents.select("document", "text").iter_rows())
    parts: dict[int, list[LanguagePart]] = {}
    bounds = embedded.group_by("document", "first", maintain_order=True).agg(pl.len())["len"].cum_sum().to_list()
    for low, high in zip([0, *bounds], bounds, strict=False):
        key = embedded["document"][low]
        parts.setdefault(key, []).append(_slice_part(combined, embedded["language"][low], texts[key], low, high))
    return parts


def _all_sentences(rows: pl.DataFrame) -> LanguagePart:
    """Return all sentences as one part, to be sliced."""
    vectors = np.frombuffer(b"".join(rows["vector"].to_list()), np.int8).reshape(-1, DIMENSIONS)
    starts, stops = rows["start"].to_numpy(), rows["stop"].to_numpy()
    side = Side(stops - starts, adjacent_cosines(vectors))
    return LanguagePart(
        "", starts, stops, vectors, *_distinct_words(rows["text"]), rows["text"].to_list(), "", norms(vectors), side
    )


def _slice_part(combined: LanguagePart, language: str, document: str, low: int, high: int) -> LanguagePart:
    """Return the sentences [low, high) as a part of a document in one language."""
    first, last = combined.offsets[low], combined.offsets[high]
    return LanguagePart(
        language,
        combined.starts[low:high],
        combined.stops[low:high],
        combined.vectors[low:high],
        combined.words[first:last],
        combined.offsets[low : high + 1] - first,
        combined.texts[low:high],
        document,
        combined.norms[low:high],
        Side(combined.side.sizes[low:high], combined.side.next_similarity[low : high - 1]),
    )


def _distinct_words(texts: pl.Series) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the distinct token hashes of each text, ascending, and where those of each begin: [texts + 1]."""
    tokens = tokenise(texts)
    rows = np.repeat(np.arange(len(texts), dtype=np.uint64), np.diff(tokens.offsets))
    keys = np.unique((rows << np.uint64(32)) | tokens.hashes)
    return keys.astype(np.uint32), np.searchsorted(keys, np.arange(len(texts) + 1, dtype=np.uint64) << np.uint64(32))


def _frames(pairs: Iterable[AlignedPair]) -> TranslationFrames:
    """Return the frames of all pairs that have an alignment."""
    matches, passages = [], []
    for pair in pairs:
        if pair.alignments:
            spans = _passages(pair.alignments)
            matches.append(_match(pair, spans))
            passages.append(spans.with_columns(left=pl.lit(pair.left), right=pl.lit(pair.right)))
    return TranslationFrames(
        pl.concat([MATCHES.empty(), *(_typed(frame, MATCHES.schema()) for frame in matches)]),
        pl.concat([PASSAGES.empty(), *(_typed(frame, PASSAGES.schema()) for frame in passages)]),
    )


def _typed(frame: pl.DataFrame, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    return frame.select(pl.col(name).cast(kind) for name, kind in schema.items())


def _passages(alignments: list[PartAlignment]) -> pl.DataFrame:
    """Return one passage a bead, in the order of the left text."""
    frames = []
    for left, right, alignment, kind, _ in alignments:
        columns = {
            "left_start": left.starts[alignment.beads[:, 0]],
            "left_stop": left.stops[alignment.beads[:, 1]],
            "right_start": right.starts[alignment.beads[:, 2]],
            "right_stop": right.stops[alignment.beads[:, 3]],
            "kind": [kind] * len(alignment.beads),
            "similarity": alignment.similarity.astype(np.float64).clip(0, 1),
        }
        frames.append(pl.DataFrame(columns))
    ordered = pl.concat(frames).sort("left_start", "right_start", "left_stop", "right_stop")
    return ordered.with_columns(passage=pl.int_range(pl.len(), dtype=pl.Int32))


def _match(pair: AlignedPair, passages: pl.DataFrame) -> pl.DataFrame:
    """Return the match of one pair: the kind of the greater part of its passages, and their shares of either body."""
    sizes = pl.col("left_stop") - pl.col("left_start") + pl.col("right_stop") - pl.col("right_start")
    by_kind = passages.group_by("kind").agg(sizes.sum().alias("size")).sort("size", "kind", descending=[True, True])
    return pl.DataFrame({
        "left": pair.left,
        "right": pair.right,
        "kind": "translation" if by_kind["kind"][0] == "translated" else "paraphrase",
        "similarity": 0.0,
        "jaccard": 0.0,
        "contained_left": _covered_share(passages["left_start"], passages["left_stop"], pair.left_parts),
        "contained_right": _covered_share(passages["right_start"], passages["right_stop"], pair.right_parts),
        "passage_count": len(passages),
    })  # fmt: skip


def _covered_share(starts: pl.Series, stops: pl.Series, parts: list[LanguagePart]) -> float:
    """Return the share of the sentences' code points inside the spans."""
    sentence_starts = np.concatenate([part.starts for part in parts])
    sentence_stops = np.concatenate([part.stops for part in parts])
    inside = np.zeros(len(sentence_starts), np.bool_)
    for start, stop in zip(starts, stops, strict=True):
        inside |= (sentence_starts >= start) & (sentence_stops <= stop)
    sizes = sentence_stops - sentence_starts
    return float(sizes[inside].sum() / max(1, sizes.sum()))
