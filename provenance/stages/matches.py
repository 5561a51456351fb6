"""Candidate pairs, verified on the text: what each shares, where, how much, and what kind of match that makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from provenance.tables import MATCHES, PASSAGES, REJECTIONS
from provenance.text import paraphrase
from provenance.text.alignment import Limits, Shared, Texts, prepare, shared, union
from provenance.text.prose import in_sentences
from provenance.text.sentences import Sentences, sentences
from provenance.text.tokens import tokenise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.settings import Settings


STEPS = 1024
"""Steps in which words outside running text can be weighed less than those inside."""

Skips = tuple["NDArray[np.int64]", "NDArray[np.int32]", "NDArray[np.int32]"]


class Verified(NamedTuple):
    """What became of candidate pairs: those that match, their passages, and how many do not, by reason."""

    matches: pl.DataFrame
    passages: pl.DataFrame
    rejections: pl.DataFrame


def matches(pairs: pl.DataFrame, documents: pl.DataFrame, skips: pl.DataFrame, settings: Settings) -> Verified:
    """Return the pairs that share text (frame ``matches``), their passages, and how many were rejected, by reason.

    Every answer depends on the two texts, their skips and the settings alone. Containment is the share of the
    characters of a side's body tokens that stand inside passages.

    Args:
        pairs: candidate pairs (frame ``pairs``); ``left`` has the smaller text id.
        documents: each document that a pair names, once (frame ``documents``).
        skips: spans of those documents that are not body text (frame ``skips``).
        settings: sizes of runs, gaps and passages, and what makes a kind.
    """
    pairs, documents, texts, rows = placed(pairs, documents, skips)
    cuts = sentences(documents["text"])
    found = shared(texts, rows, limits(settings), emphasis(documents["text"], texts, cuts, settings))
    judged = judge(texts, rows, found, settings)
    passages = spans(found).with_columns(pl.lit(None, pl.String).alias("kind"))
    judged, passages = reworded(documents["text"], texts, cuts, rows, judged, passages, settings)
    kept = pl.concat([pairs, judged], how="horizontal").filter(pl.col("reason").is_null())
    return Verified(kept.select(MATCHES.names()), in_text(passages, pairs, rows, texts), rejections(judged))


def placed(
    pairs: pl.DataFrame, documents: pl.DataFrame, skips: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame, Texts, NDArray[np.int32]]:
    """Return the pairs in order, the documents that they name, their tokens, and each pair's two places in those."""
    pairs = pairs.select("left", "right").unique().sort("left", "right")
    named = pl.concat([pairs["left"], pairs["right"]]).unique()
    documents = documents.filter(pl.col("document").is_in(named.implode())).sort("document")
    keys = documents["document"].to_numpy()
    texts = prepare(tokenise(documents["text"]), places(skips, keys))
    return pairs, documents, texts, np.searchsorted(keys, pairs.to_numpy().reshape(-1, 2)).astype(np.int32)


def similarities(pairs: pl.DataFrame, documents: pl.DataFrame, skips: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return how near each pair is (``left``, ``right``, ``similarity``), as :func:`matches` does; 0 where it is none.

    Args:
        pairs: as there.
        documents: as there.
        skips: as there.
        settings: as there.
    """
    pairs, documents, texts, rows = placed(pairs, documents, skips)
    weights = emphasis(documents["text"], texts, sentences(documents["text"]), settings)
    found = shared(texts, rows, limits(settings), weights)
    near = np.where(reason(texts, rows, found).is_null(), found.similarity, 0.0)
    return pairs.with_columns(pl.Series("similarity", near, pl.Float64))


def limits(settings: Settings) -> Limits:
    """Return the sizes that alignment works with."""
    return Limits(
        settings.alignment.run_words,
        settings.alignment.run_characters,
        settings.shingles.shingle_words,
        settings.shingles.shingle_characters,
        settings.alignment.passage_words,
        settings.alignment.passage_gap,
        settings.alignment.passage_gap_cost,
    )


def emphasis(originals: pl.Series, texts: Texts, cuts: Sentences, settings: Settings) -> NDArray[np.float64]:
    """Return what each token weighs in the similarity: 1 in a sentence, less in menus, lists and headings.

    In steps whose sums are exact: so what a text weighs does not depend on those it is compared with.
    """
    running = in_sentences(originals, texts.tokens, cuts, settings.matching.sentence_words)
    return np.where(running, 1.0, np.rint(settings.matching.non_prose_weight * STEPS) / STEPS)


def places(skips: pl.DataFrame, keys: NDArray[np.int32]) -> Skips:
    """Return the skips of the documents with these ascending keys: position of the document, start, stop."""
    known = skips.filter(pl.col("document").is_in(pl.Series(keys).implode())).sort("document", "start", "stop")
    positions = np.searchsorted(keys, known["document"].to_numpy()).astype(np.int64)
    starts, stops = (known[name].cast(pl.Int32).to_numpy(writable=True) for name in ("start", "stop"))
    return positions, starts, stops


def judge(texts: Texts, rows: NDArray[np.int32], found: Shared, settings: Settings) -> pl.DataFrame:
    """Return each pair's measures, the kind of match they make it, and why it is none (null where it is one)."""
    measures = pl.DataFrame(
        {
            "exact": found.equal,
            "similarity": found.similarity,
            "jaccard": found.jaccard,
            "contained_left": found.contained_left,
            "contained_right": found.contained_right,
            "passage_count": pl.Series(found.passages, dtype=pl.Int32),
        }
    )
    much = (texts.body_share() >= settings.matching.contained_body)[rows]
    contained = pl.max_horizontal(
        pl.when(pl.Series(much[:, 0])).then("contained_left"), pl.when(pl.Series(much[:, 1])).then("contained_right")
    )
    kind = (
        pl.when(pl.col("exact")).then(pl.lit("exact"))
        .when(pl.col("similarity") >= settings.matching.near_similarity).then(pl.lit("near"))
        .when(contained >= settings.matching.contained_share).then(pl.lit("contained"))
        .otherwise(pl.lit("partial"))
    )  # fmt: skip
    return measures.with_columns(kind.alias("kind"), reason(texts, rows, found))


def reason(texts: Texts, rows: NDArray[np.int32], found: Shared) -> pl.Series:
    """Return why each pair is no match; null where it is one."""
    empty = (texts.body_tokens() == 0)[rows].any(axis=1)
    told = np.where(found.runs > 0, "passages_too_short", "no_shared_run")
    told = np.where(empty, "no_text", np.where(found.equal | (found.passages > 0), "", told))
    return pl.Series("reason", told, pl.String).replace("", None)


def rejections(judged: pl.DataFrame) -> pl.DataFrame:
    """Return how many pairs were rejected, by reason (frame ``rejections``)."""
    counted = judged.drop_nulls("reason").group_by("reason").agg(pl.len().cast(pl.Int64).alias("pairs"))
    return counted.sort("reason").select(REJECTIONS.names())


SPAN = ("left_start", "left_stop", "right_start", "right_stop")


def spans(found: Shared) -> pl.DataFrame:
    """Return the passages of equal words: pair, span in tokens, and the share of tokens that agree."""
    columns = dict(zip(SPAN, found.spans.T.astype(np.int64), strict=False))
    size = np.maximum(found.spans[:, 1] - found.spans[:, 0], found.spans[:, 3] - found.spans[:, 2])
    share = np.minimum(found.spans[:, 4] / np.maximum(size, 1), 1.0)
    return pl.DataFrame(
        {"pair": np.repeat(np.arange(len(found.passages)), found.passages), **columns, "similarity": share}
    )


def reworded(
    originals: pl.Series,
    texts: Texts,
    cuts: Sentences,
    rows: NDArray[np.int32],
    judged: pl.DataFrame,
    passages: pl.DataFrame,
    settings: Settings,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return measures and passages with the pairs that say the same in other words told to be paraphrases."""
    open_ = (judged["kind"] == "partial") & (judged["reason"].is_null() | (judged["reason"] != "no_text"))
    asked = open_.arg_true().to_numpy()
    if not len(asked):
        return judged, passages
    bounds = paraphrase.Limits(
        settings.matching.lexical_paraphrase_overlap,
        settings.matching.lexical_paraphrase_copy,
        settings.matching.lexical_paraphrase_sentences,
        settings.matching.lexical_paraphrase_share,
        settings.matching.lexical_paraphrase_facts,
    )
    found = paraphrase.paraphrases(originals, texts, cuts, rows[asked], bounds)
    old = passages.filter(pl.col("pair").is_in([int(asked[row]) for row in found])).partition_by("pair", as_dict=True)
    fresh, changes = [], []
    for row, links in found.items():
        pair = int(asked[row])
        words = old[(pair,)].select(*SPAN, "similarity").rows() if (pair,) in old else []
        equal, new = paraphrase.combined(words, links)
        fresh += [(pair, *span, None) for span in equal] + [(pair, *span, "paraphrased") for span in new]
        changes.append((pair, len(equal) + len(new), *contained(texts, rows[pair], [*equal, *new])))
    rest = passages.filter(~pl.col("pair").is_in([change[0] for change in changes]))
    added = pl.DataFrame(fresh, schema=passages.schema, orient="row")
    return changed(judged, changes), pl.concat([rest, added])


def contained(texts: Texts, pair: NDArray[np.int32], found: list[paraphrase.Span]) -> tuple[float, float]:
    """Return the shares of both bodies' characters inside the passages of a pair."""
    shares = []
    for side, document in enumerate(pair.tolist()):
        first, last = texts.tokens.offsets[document], texts.tokens.offsets[document + 1]
        lengths = texts.lengths[first : last + 1]
        edges = [span[:2] if side == 0 else span[2:4] for span in found]
        inside = union(edges, lengths)
        shares.append(inside / max(1, int(lengths[-1] - lengths[0])))
    return shares[0], shares[1]


def changed(judged: pl.DataFrame, changes: list[tuple[int, int, float, float]]) -> pl.DataFrame:
    """Return measures with the pairs of these changes (pair, passages, containments) told to be paraphrases."""
    schema = {"pair": pl.Int64, "passage_count": pl.Int32, "contained_left": pl.Float64, "contained_right": pl.Float64}
    new = pl.DataFrame(changes, schema=schema, orient="row").with_columns(pl.lit("paraphrase").alias("kind"))
    found = pl.col("pair").is_in(new["pair"].implode())
    updated = judged.with_row_index("pair").with_columns(pl.col("pair").cast(pl.Int64))
    updated = updated.with_columns(pl.when(~found).then("reason").alias("reason"))
    return updated.update(new, on="pair").drop("pair")


def in_text(passages: pl.DataFrame, pairs: pl.DataFrame, rows: NDArray[np.int32], texts: Texts) -> pl.DataFrame:
    """Return passages with their offsets in the original texts (frame ``passages``)."""
    passages = passages.sort("pair", *SPAN)
    pair = passages["pair"].to_numpy()
    base = texts.tokens.offsets[rows[pair]].reshape(-1, 2)
    edges = {
        name: (texts.tokens.starts if name.endswith("start") else texts.tokens.stops)[
            base[:, name.startswith("right").real] + passages[name].to_numpy() - name.endswith("stop")
        ]
        for name in SPAN
    }
    verbatim = pl.when(pl.col("similarity") == 1.0).then(pl.lit("verbatim")).otherwise(pl.lit("edited"))
    return (
        passages.with_columns(
            pl.col("kind").fill_null(verbatim),
            pl.int_range(pl.len()).over("pair").alias("passage"),
            *(pl.Series(name, values) for name, values in edges.items()),
            *(pl.Series(name, pairs[name].to_numpy()[pair]) for name in ("left", "right")),
        )
        .select(PASSAGES.names())
        .cast(pl.Schema(PASSAGES.schema()))
    )
