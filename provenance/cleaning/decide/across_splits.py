"""Splits of a data set stay apart: copies are removed inside a split, and across splits only in a given order.

A document is on a *side*: copies are looked for among documents of one side, and among all documents of an earlier
release or an evaluation set, which stand on no side. What two sides share is recorded, and stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.cleaning.inputs.splits import sides_of_splits
from provenance.tables import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NO_SIDE = -1
"""The side of references: they are compared with all."""

SHARED = table(
    "shared",
    "two documents of different splits that are copies, and both stay",
    ("document", "INTEGER", "the one"),
    ("other", "INTEGER", "the other, of another split; its number is the greater one"),
    ("kind", "VARCHAR", "exact, near or contained: the first stands in the second, or the second in the first"),
    ("jaccard", "DOUBLE", "Jaccard similarity of the two, over shingles"),
)


def with_sides(documents: pl.DataFrame, order: Sequence[str]) -> pl.DataFrame:
    """Return documents with ``side``, and with ``split_place``, their place among the splits of an order.

    Args:
        documents: known, data_split.
        order: splits among which copies are removed, from those named later.

    Raises:
        UsageError: the order names a split that the inputs do not have.
    """
    splits = sorted(set(documents.filter(~pl.col("known"))["data_split"]))
    sides = sides_of_splits(splits, order)
    places = {split: place for place, split in enumerate(order)}
    split = pl.col("data_split")
    side = split.replace_strict(sides, default=NO_SIDE, return_dtype=pl.Int32)
    place = split.replace_strict(places, default=len(order), return_dtype=pl.Int32)
    return documents.with_columns(
        pl.when("known").then(pl.lit(NO_SIDE, pl.Int32)).otherwise(side).alias("side"), place.alias("split_place")
    )


def is_comparable(
    sides: NDArray[np.int32] | None, left: NDArray[np.int32], right: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Return of which pairs one may be removed in favour of the other.

    Args:
        sides: of each document; None where all are on one.
        left: one document of each pair.
        right: the other.
    """
    if sides is None:
        return np.ones(len(left), np.bool_)
    comparable: NDArray[np.bool_] = (sides[left] == sides[right]) | (sides[left] == NO_SIDE) | (sides[right] == NO_SIDE)
    return comparable


def has_several_splits(documents: pl.DataFrame) -> bool:
    """Return whether documents (known, data_split) are of several splits."""
    return documents.filter(~pl.col("known"))["data_split"].n_unique() > 1


def sides_of_documents(documents: pl.DataFrame) -> NDArray[np.int32] | None:
    """Return the side of each document, by its number; None where there are no splits."""
    return documents.sort("document")["side"].to_numpy().astype(np.int32) if has_several_splits(documents) else None


def shared_copies(
    pairs: pl.DataFrame, documents: pl.DataFrame, removals: pl.DataFrame, levels: Sequence[str], near: pl.Expr
) -> pl.DataFrame:
    """Return the copies and near-copies of different sides that both stay (columns of ``SHARED``).

    Args:
        pairs: left, right, jaccard and what decides: documents whose texts were compared.
        documents: document, side, normal_digest.
        removals: what is removed.
        levels: ``exact`` and ``near`` decide what counts as a copy.
        near: whether a pair is one of near-duplicates.
    """
    sides = sides_of_documents(documents)
    if sides is None:
        return SHARED.empty()
    kept_pairs = pairs.filter(~pl.col(side).is_in(removals["document"].implode()) for side in ("left", "right"))
    split_pairs = kept_pairs.filter(
        ~is_comparable(sides, kept_pairs["left"].to_numpy(), kept_pairs["right"].to_numpy())
    )
    digests = documents.select("document", "normal_digest")
    digested = split_pairs.join(digests.rename({"document": "left", "normal_digest": "left_digest"}), on="left").join(
        digests.rename({"document": "right", "normal_digest": "right_digest"}), on="right"
    )
    same = (pl.col("left_digest") == pl.col("right_digest")) & pl.lit("exact" in levels)
    kinds = digested.with_columns(pl.when(same).then(pl.lit("exact")).otherwise(pl.lit("near")).alias("kind"))
    is_copy = (pl.col("kind") == "exact") | (near & pl.lit("near" in levels))
    return shared_frame(kinds.filter(is_copy).select("left", "right", "kind", "jaccard"))


def shared_frame(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return pairs (left, right, kind, jaccard) as rows of ``SHARED``."""
    return pairs.select(
        pl.min_horizontal("left", "right").cast(pl.Int32).alias("document"),
        pl.max_horizontal("left", "right").cast(pl.Int32).alias("other"),
        "kind",
        pl.col("jaccard").cast(pl.Float64),
    ).sort("document", "other")
