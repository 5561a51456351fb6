"""Candidate pairs, verified on the text: what each shares, where, how much, and what kind of match that makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from provenance.tables import MATCHES, PASSAGES, REJECTIONS
from provenance.text.alignment import Limits, Shared, Texts, prepare, shared
from provenance.text.tokens import tokenise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.settings import Settings


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
    documents = documents.sort("document")
    keys = documents["document"].to_numpy()
    pairs = pairs.select("left", "right").unique().sort("left", "right")
    texts = prepare(tokenise(documents["text"]), places(skips, keys))
    rows = np.searchsorted(keys, pairs.to_numpy().reshape(-1, 2)).astype(np.int32)
    found = shared(texts, rows, limits(settings))
    judged = pairs.with_columns(measures(found)).with_columns(
        kind(settings).alias("kind"), reason(texts, rows, found).alias("reason")
    )
    kept = judged.filter(pl.col("reason").is_null()).select(MATCHES.names())
    return Verified(kept, passages(pairs, rows, texts, found), rejections(judged))


def limits(settings: Settings) -> Limits:
    """Return the sizes that alignment works with."""
    return Limits(
        settings.run_words,
        settings.run_characters,
        settings.shingle_words,
        settings.shingle_characters,
        settings.passage_words,
        settings.passage_gap,
        settings.passage_gap_cost,
    )


def places(skips: pl.DataFrame, keys: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:  # fmt: skip
    """Return the skips of the documents with these ascending keys: position of the document, start, stop."""
    known = skips.filter(pl.col("document").is_in(keys.tolist())).sort("document", "start", "stop")
    positions = np.searchsorted(keys, known["document"].to_numpy()).astype(np.int64)
    return positions, *(known[name].cast(pl.Int32).to_numpy() for name in ("start", "stop"))  # type: ignore[return-value]


def measures(found: Shared) -> list[pl.Series]:
    """Return the measures of each pair as columns."""
    return [
        pl.Series("exact", found.equal),
        pl.Series("similarity", found.similarity),
        pl.Series("jaccard", found.jaccard),
        pl.Series("contained_left", found.contained_left),
        pl.Series("contained_right", found.contained_right),
        pl.Series("passage_count", found.passages, pl.Int32),
    ]


def kind(settings: Settings) -> pl.Expr:
    """Return the kind of a match: the first that holds."""
    contained = pl.max_horizontal("contained_left", "contained_right")
    return (
        pl.when(pl.col("exact")).then(pl.lit("exact"))
        .when(pl.col("similarity") >= settings.near_similarity).then(pl.lit("near"))
        .when(contained >= settings.contained_share).then(pl.lit("contained"))
        .otherwise(pl.lit("partial"))
    )  # fmt: skip


def reason(texts: Texts, rows: NDArray[np.int32], found: Shared) -> pl.Series:
    """Return why each pair is no match; null where it is one."""
    empty = (texts.body_length() == 0)[rows].any(axis=1)
    told = np.where(found.passages > 0, "", np.where(found.runs > 0, "passages_too_short", "no_shared_run"))
    told = np.where(found.equal & ~empty, "", np.where(empty, "no_text", told))
    return pl.Series("reason", told, pl.String).replace("", None)


def rejections(judged: pl.DataFrame) -> pl.DataFrame:
    """Return how many pairs were rejected, by reason (frame ``rejections``)."""
    counted = judged.drop_nulls("reason").group_by("reason").agg(pl.len().cast(pl.Int64).alias("pairs"))
    return counted.sort("reason").select(REJECTIONS.names())


def passages(pairs: pl.DataFrame, rows: NDArray[np.int32], texts: Texts, found: Shared) -> pl.DataFrame:
    """Return the passages of all pairs (frame ``passages``)."""
    pair = np.repeat(np.arange(len(rows)), found.passages)
    base = texts.tokens.offsets[rows[pair]]
    spans = found.spans.astype(np.int64)
    size = np.maximum(spans[:, 1] - spans[:, 0], spans[:, 3] - spans[:, 2])
    equal = np.minimum(spans[:, 4], size)
    first = np.concatenate([np.zeros(1, np.int64), np.cumsum(found.passages)])[pair]
    columns = {
        "left": pairs["left"].to_numpy()[pair],
        "right": pairs["right"].to_numpy()[pair],
        "passage": np.arange(len(pair)) - first,
        "left_start": texts.tokens.starts[base[:, 0] + spans[:, 0]],
        "left_stop": texts.tokens.stops[base[:, 0] + spans[:, 1] - 1],
        "right_start": texts.tokens.starts[base[:, 1] + spans[:, 2]],
        "right_stop": texts.tokens.stops[base[:, 1] + spans[:, 3] - 1],
        "kind": np.where(equal == size, "verbatim", "edited"),
        "similarity": equal / np.maximum(size, 1),
    }
    return pl.DataFrame(columns, schema=PASSAGES.schema())
