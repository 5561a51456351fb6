"""Verify candidate pairs on their texts: what each pair shares, where, how much, and which kind of match that makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from provenance.tables import MATCHES, PASSAGES, REJECTIONS
from provenance.text import paraphrase
from provenance.text.alignment import (
    PairAlignments,
    PreparedTexts,
    align_pairs,
    prepare_texts,
    union_length,
)
from provenance.text.sentences import Sentences, in_prose, split_sentences
from provenance.text.tokens import tokenise
from provenance.threads import Threads

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.settings import Settings


STEPS = 1024
"""Token weights are multiples of 1 / STEPS, so that their sums are exact."""

Skips = tuple["NDArray[np.int64]", "NDArray[np.int32]", "NDArray[np.int32]"]


class MatchFrames(NamedTuple):
    """Verified candidate pairs: those that match, their passages, and the number of the others by reason."""

    matches: pl.DataFrame
    passages: pl.DataFrame
    rejections: pl.DataFrame


class PreparedPairs(NamedTuple):
    """Candidate pairs ready for comparison.

    Attributes:
        pairs: the distinct pairs, sorted (frame ``pairs``).
        originals: the text of each document.
        texts: their tokens.
        sentences: their sentences.
        rows: positions of either document of each pair, int32[pairs, 2].
    """

    pairs: pl.DataFrame
    originals: pl.Series
    texts: PreparedTexts
    sentences: Sentences
    rows: NDArray[np.int32]


def matches(
    pairs: pl.DataFrame,
    documents: pl.DataFrame,
    skips: pl.DataFrame,
    settings: Settings,
    threads: Threads = Threads(1),
) -> MatchFrames:
    """Return the pairs that share text (frame ``matches``), their passages, and how many were rejected, by reason.

    The result for a pair depends on the two texts, their skips and the settings alone. Containment is the share of the
    characters of a side's body tokens inside passages.

    Args:
        pairs: candidate pairs (frame ``pairs``); ``left`` has the smaller text id. Columns: ``left``, ``right``.
        documents: each document that a pair names, once (frame ``documents``). Columns: ``document``, ``text``.
        skips: spans of those documents that are not body text (frame ``skips``). Columns: ``document``, ``start``,
            ``stop``.
        settings: sizes of runs, gaps and passages, and what makes a kind.
        threads: the thread budget; changes no result.
    """
    prepared = prepare_pairs(pairs, documents, skips)
    alignments = align_prepared(prepared, settings, threads)
    measures = measure_pairs(prepared, alignments, settings)
    passages = verbatim_passages(alignments).with_columns(pl.lit(None, pl.String).alias("kind"))
    measures, passages = add_paraphrases(prepared, measures, passages, settings, threads)
    matching = pl.concat([prepared.pairs, measures], how="horizontal").filter(pl.col("reason").is_null())
    return MatchFrames(matching.select(MATCHES.names()), passage_frame(passages, prepared), rejections(measures))


def prepare_pairs(pairs: pl.DataFrame, documents: pl.DataFrame, skips: pl.DataFrame) -> PreparedPairs:
    """Return the distinct pairs with the tokens and sentences of the documents that they name."""
    pairs = pairs.select("left", "right").unique().sort("left", "right")
    members = pl.concat([pairs["left"], pairs["right"]]).unique()
    documents = documents.filter(pl.col("document").is_in(members.implode())).sort("document")
    keys, originals = documents["document"].to_numpy(), documents["text"]
    texts = prepare_texts(tokenise(originals), skip_spans(skips, keys))
    rows = np.searchsorted(keys, pairs.to_numpy().reshape(-1, 2)).astype(np.int32)
    return PreparedPairs(pairs, originals, texts, split_sentences(originals), rows)


def similarities(
    pairs: pl.DataFrame,
    documents: pl.DataFrame,
    skips: pl.DataFrame,
    settings: Settings,
    threads: Threads = Threads(1),
) -> pl.DataFrame:
    """Return the similarity of each pair, as :func:`matches` does: ``left``, ``right``, ``similarity`` (0: no match).

    Args:
        pairs: see :func:`matches`.
        documents: see :func:`matches`.
        skips: see :func:`matches`.
        settings: see :func:`matches`.
        threads: the thread budget; changes no result.
    """
    prepared = prepare_pairs(pairs, documents, skips)
    weights = prose_weights(prose_mask(prepared, settings), settings)
    similarity = prepared_similarities(prepared, weights, settings, threads)
    return prepared.pairs.with_columns(pl.Series("similarity", similarity, pl.Float64))


def prepared_similarities(
    prepared: PreparedPairs, weights: NDArray[np.float64], settings: Settings, threads: Threads = Threads(1)
) -> NDArray[np.float64]:
    """Return the similarity of each prepared pair, by the weights of its tokens; 0: no match."""
    alignments = align_pairs(prepared.texts, prepared.rows, settings, weights, threads)
    is_match = rejection_reasons(prepared, alignments).is_null()
    similarity: NDArray[np.float64] = np.where(is_match, alignments.similarity, 0.0)
    return similarity


def align_prepared(prepared: PreparedPairs, settings: Settings, threads: Threads) -> PairAlignments:
    """Return what each pair shares, word for word or nearly."""
    weights = prose_weights(prose_mask(prepared, settings), settings)
    return align_pairs(prepared.texts, prepared.rows, settings, weights, threads)


def prose_mask(prepared: PreparedPairs, settings: Settings) -> NDArray[np.bool_]:
    """Return a mask of the tokens in prose."""
    min_words = settings.matching.sentence_words
    return in_prose(prepared.originals, prepared.texts.tokens, prepared.sentences, min_words)


def prose_weights(prose: NDArray[np.bool_], settings: Settings) -> NDArray[np.float64]:
    """Return the weight of each token in the similarity: 1 in prose, less in menus, lists and headings.

    Weights are rounded to steps whose sums are exact: the weight of a text does not depend on the texts before it.
    """
    return np.where(prose, 1.0, np.rint(settings.matching.non_prose_weight * STEPS) / STEPS)


def skip_spans(skips: pl.DataFrame, keys: NDArray[np.int32]) -> Skips:
    """Return the skips of the documents with these ascending keys: position of the document, start, stop."""
    rows = skips.filter(pl.col("document").is_in(pl.Series(keys).implode())).sort("document", "start", "stop")
    positions = np.searchsorted(keys, rows["document"].to_numpy()).astype(np.int64)
    starts, stops = (rows[name].cast(pl.Int32).to_numpy(writable=True) for name in ("start", "stop"))
    return positions, starts, stops


def measure_pairs(prepared: PreparedPairs, alignments: PairAlignments, settings: Settings) -> pl.DataFrame:
    """Return the measures of each pair, its kind of match, and the reason why it is rejected (null where it matches).

    A document that has little body text does not count as contained.
    """
    measures = pl.DataFrame(
        {
            "exact": alignments.equal,
            "similarity": alignments.similarity,
            "jaccard": alignments.jaccard,
            "contained_left": alignments.contained_left,
            "contained_right": alignments.contained_right,
            "passage_count": pl.Series(alignments.passages, dtype=pl.Int32),
        }
    )
    enough = (prepared.texts.body_share() >= settings.matching.contained_body)[prepared.rows]
    contained = pl.max_horizontal(
        pl.when(pl.Series(enough[:, 0])).then("contained_left"),
        pl.when(pl.Series(enough[:, 1])).then("contained_right"),
    )
    kind = (
        pl.when(pl.col("exact")).then(pl.lit("exact"))
        .when(pl.col("similarity") >= settings.matching.near_similarity).then(pl.lit("near"))
        .when(contained >= settings.matching.contained_share).then(pl.lit("contained"))
        .otherwise(pl.lit("partial"))
    )  # fmt: skip
    return measures.with_columns(kind.alias("kind"), rejection_reasons(prepared, alignments))


def rejection_reasons(prepared: PreparedPairs, alignments: PairAlignments) -> pl.Series:
    """Return why each pair is no match; null where it is one."""
    empty = (prepared.texts.body_tokens() == 0)[prepared.rows].any(axis=1)
    reasons = np.where(alignments.runs > 0, "passages_too_short", "no_shared_run")
    reasons = np.where(empty, "no_text", np.where(alignments.equal | (alignments.passages > 0), "", reasons))
    return pl.Series("reason", reasons, pl.String).replace("", None)


def rejections(measures: pl.DataFrame) -> pl.DataFrame:
    """Return the number of rejected pairs by reason (frame ``rejections``)."""
    counts = measures.drop_nulls("reason").group_by("reason").agg(pl.len().cast(pl.Int64).alias("pairs"))
    return counts.sort("reason").select(REJECTIONS.names())


SPAN = ("left_start", "left_stop", "right_start", "right_stop")


def verbatim_passages(alignments: PairAlignments) -> pl.DataFrame:
    """Return the passages of equal words: pair, span in tokens, and the share of tokens that are equal."""
    spans = alignments.spans
    columns = dict(zip(SPAN, spans.T.astype(np.int64), strict=False))
    size = np.maximum(spans[:, 1] - spans[:, 0], spans[:, 3] - spans[:, 2])
    share = np.minimum(spans[:, 4] / np.maximum(size, 1), 1.0)
    pair = np.repeat(np.arange(len(alignments.passages)), alignments.passages)
    return pl.DataFrame({"pair": pair, **columns, "similarity": share})


def add_paraphrases(
    prepared: PreparedPairs, measures: pl.DataFrame, passages: pl.DataFrame, settings: Settings, threads: Threads
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return measures and passages with the paraphrases among the pairs that are partial matches or none."""
    is_open = (measures["kind"] == "partial") & (measures["reason"].is_null() | (measures["reason"] != "no_text"))
    open_pairs = is_open.arg_true().to_numpy()
    if not len(open_pairs):
        return measures, passages
    links = paraphrase.find_paraphrases(
        prepared.originals, prepared.texts, prepared.sentences, prepared.rows[open_pairs], settings.matching, threads
    )
    links = {int(open_pairs[row]): spans for row, spans in links.items()}
    verbatim = passages.filter(pl.col("pair").is_in(list(links))).partition_by("pair", as_dict=True)
    rows, paraphrases = [], []
    for pair, spans in links.items():
        copied = verbatim[(pair,)].select(*SPAN, "similarity").rows() if (pair,) in verbatim else []
        equal, reworded = paraphrase.combine_passages(copied, spans, settings.matching.lexical_paraphrase_inside)
        rows += [(pair, *span, None) for span in equal] + [(pair, *span, "paraphrased") for span in reworded]
        combined = [*equal, *reworded]
        paraphrases.append((pair, len(combined), *contained_shares(prepared.texts, prepared.rows[pair], combined)))
    unchanged = passages.filter(~pl.col("pair").is_in(list(links)))
    replaced = pl.DataFrame(rows, schema=passages.schema, orient="row")
    return update_measures(measures, paraphrases), pl.concat([unchanged, replaced])


def contained_shares(
    texts: PreparedTexts, pair: NDArray[np.int32], spans: list[paraphrase.TokenSpan]
) -> tuple[float, float]:
    """Return the shares of both bodies' characters inside the passages of a pair."""
    shares = []
    for side, document in enumerate(pair.tolist()):
        first, last = texts.tokens.offsets[document], texts.tokens.offsets[document + 1]
        lengths = texts.lengths[first : last + 1]
        edges = [span[:2] if side == 0 else span[2:4] for span in spans]
        inside = union_length(edges, lengths)
        shares.append(inside / max(1, int(lengths[-1] - lengths[0])))
    return shares[0], shares[1]


def update_measures(measures: pl.DataFrame, paraphrases: list[tuple[int, int, float, float]]) -> pl.DataFrame:
    """Return measures in which these pairs (pair, passages, containments) are paraphrases."""
    schema = {"pair": pl.Int64, "passage_count": pl.Int32, "contained_left": pl.Float64, "contained_right": pl.Float64}
    new = pl.DataFrame(paraphrases, schema=schema, orient="row").with_columns(pl.lit("paraphrase").alias("kind"))
    is_paraphrase = pl.col("pair").is_in(new["pair"].implode())
    updated = measures.with_row_index("pair").with_columns(pl.col("pair").cast(pl.Int64))
    updated = updated.with_columns(pl.when(~is_paraphrase).then("reason").alias("reason"))
    return updated.update(new, on="pair").drop("pair")


def passage_frame(passages: pl.DataFrame, prepared: PreparedPairs) -> pl.DataFrame:
    """Return passages with offsets into the original texts (frame ``passages``)."""
    passages = passages.sort("pair", *SPAN)
    pair, tokens = passages["pair"].to_numpy(), prepared.texts.tokens
    left, right = tokens.offsets[prepared.rows[pair]].reshape(-1, 2).T
    edges = {
        "left_start": tokens.starts[left + passages["left_start"].to_numpy()],
        "left_stop": tokens.stops[left + passages["left_stop"].to_numpy() - 1],
        "right_start": tokens.starts[right + passages["right_start"].to_numpy()],
        "right_stop": tokens.stops[right + passages["right_stop"].to_numpy() - 1],
    }
    verbatim = pl.when(pl.col("similarity") == 1.0).then(pl.lit("verbatim")).otherwise(pl.lit("edited"))
    return (
        passages.with_columns(
            pl.col("kind").fill_null(verbatim),
            pl.int_range(pl.len()).over("pair").alias("passage"),
            *(pl.Series(name, values) for name, values in edges.items()),
            *(pl.Series(name, prepared.pairs[name].to_numpy()[pair]) for name in ("left", "right")),
        )
        .select(PASSAGES.names())
        .cast(pl.Schema(PASSAGES.schema()))
    )
