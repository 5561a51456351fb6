"""Which documents are removed as copies and near-copies, each in favour of a kept document that it matches itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from provenance.cleaning.decide.across_splits import has_several_splits, is_comparable
from provenance.cleaning.decide.near_duplicates import MEASURES, VerifiedPairs, is_near, surviving_texts
from provenance.tables import table
from provenance.text.hashes import text_hash

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from provenance.cleaning.options import CleaningOptions

REMOVALS = table(
    "removals",
    "one document that is removed",
    ("document", "INTEGER", "the document"),
    (
        "kept",
        "INTEGER",
        "the document that is kept in its place and that it matches itself; NO_DOCUMENT if it is short",
    ),
    (
        "kind",
        "VARCHAR",
        "exact, exact_after_cuts (the same text without what is cut), near, contained, evaluation or short",
    ),
    ("jaccard", "DOUBLE", "Jaccard similarity of the two, over shingles"),
    ("contained", "DOUBLE", "share of the document that the other has"),
    ("contains", "DOUBLE", "share of the other that the document has"),
)

NO_DOCUMENT = -1
"""Stands for the kept document where a document is removed for its own sake."""

PAIR_SCHEMA = (
    {"left": pl.Int32, "right": pl.Int32}
    | dict.fromkeys((*MEASURES, "similarity", "body_jaccard"), pl.Float64)
    | {"difference": pl.String}
)


def too_short(documents: pl.DataFrame, options: CleaningOptions) -> pl.DataFrame:
    """Return the documents that are removed for being short, where that is asked for (columns of ``REMOVALS``)."""
    if "short" not in options.levels:
        return REMOVALS.empty()
    short = documents.filter((pl.col("tokens") < options.thresholds.short) & ~pl.col("known"))
    measures = (pl.lit(0.0).alias(name) for name in ("jaccard", "contained", "contains"))
    no_document = pl.lit(NO_DOCUMENT, pl.Int32).alias("kept")
    return short.select("document", no_document, pl.lit("short").alias("kind"), *measures)


@dataclass(frozen=True)
class TextClasses:
    """Classes of documents with the same text; texts are numbered by the rank of their first documents.

    Attributes:
        members: ``document``, ``text`` (number), ``first`` (the first document of that text); in rank order.
        first_documents: the first document of each text.
        sides: the side of each text (see ``across_splits``); None where all are on one.
        equal: pairs of texts that are equal and stand in different splits (columns of ``PAIR_SCHEMA``).
    """

    members: pl.DataFrame
    first_documents: NDArray[np.int32]
    sides: NDArray[np.int32] | None
    equal: pl.DataFrame


def text_classes(documents: pl.DataFrame, key: list[str]) -> TextClasses:
    """Return which documents of one split have the same text; documents without a token belong to no class.

    Args:
        documents: document, rank, tokens, known, data_split, side, and the columns of the key.
        key: columns that are equal for the same text.
    """
    ranked = documents.filter(pl.col("tokens") > 0).sort("rank")
    has_splits, equal = has_several_splits(documents), pl.DataFrame(schema=PAIR_SCHEMA)
    if has_splits:
        equal, key = equal_texts(ranked, key), [*key, "data_split"]
    firsts = ranked.unique(key, keep="first", maintain_order=True).with_row_index("text")
    texts = firsts.select(*key, pl.col("text").cast(pl.Int32), pl.col("document").alias("first"))
    members = ranked.select("document", *key).join(texts, on=key, how="left", maintain_order="left")
    first_documents = firsts["document"].to_numpy().astype(np.int32)
    sides = firsts["side"].to_numpy().astype(np.int32) if has_splits else None
    return TextClasses(members.select("document", "text", "first"), first_documents, sides, equal)


def equal_texts(ranked: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """Return the pairs of equal texts of different splits, as numbers of texts (columns of ``PAIR_SCHEMA``).

    Args:
        ranked: the documents with a token, in rank order: data_split, and the columns of the key.
        key: columns that are equal for the same text.
    """
    texts = ranked.unique([*key, "data_split"], keep="first", maintain_order=True).select(
        pl.int_range(pl.len(), dtype=pl.Int32).alias("left"), *key
    )
    pairs = texts.join(texts.rename({"left": "right"}), on=key).filter(pl.col("left") < pl.col("right"))
    measures = (pl.lit(1.0).alias(name) for name in (*MEASURES, "similarity", "body_jaccard"))
    none = pl.lit(None, pl.String).alias("difference")
    return pairs.select("left", "right", *measures, none).sort("left", "right")


def text_key(options: CleaningOptions) -> list[str]:
    """Return the columns that are equal for documents that are compared as one text."""
    return ["sequence"] if "near" in options.levels else ["sequence", "normal_digest"]


def ambiguous_digests(documents: pl.DataFrame) -> pl.DataFrame:
    """Return the documents (``document``) with the tokens of another document whose text differs.

    Only of these the normal form is needed to tell exact copies from near-copies.
    """
    with_tokens = documents.filter(pl.col("tokens") > 0)
    texts = with_tokens.group_by("sequence").agg(pl.col("text_digest").n_unique().alias("texts"))
    several = texts.filter(pl.col("texts") > 1)
    return with_tokens.join(several, on="sequence", how="semi").select("document").sort("document")


def with_normal_digests(documents: pl.DataFrame, normal: pl.DataFrame) -> pl.DataFrame:
    """Return documents with a digest of their normal form: the text's own where no other text has the same tokens."""
    joined = documents.join(normal, on="document", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("normal_digest", "text_digest").alias("normal_digest"))


def with_cut_digests(documents: pl.DataFrame, cuts: pl.DataFrame) -> pl.DataFrame:
    """Return documents with a digest of what is cut from them, and where: null where nothing is."""
    place = pl.format("{} {}", "start", "text").alias("cut")
    texts = cuts.sort("document", "start").select("document", place).group_by("document", maintain_order=True)
    joined = texts.agg(pl.col("cut").str.join("\n").alias("cut_text"))
    digest = pl.col("cut_text").map_elements(text_hash, return_dtype=pl.String).alias("cut_digest")
    digests = joined.select("document", digest).cast({"document": documents.schema["document"]})
    return documents.drop("cut_digest", strict=False).join(digests, on="document", how="left", maintain_order="left")


class Copies(NamedTuple):
    """Copies and near-copies, and the similarity on which they were decided.

    Attributes:
        removals: columns of ``REMOVALS``.
        pairs: pairs of similar texts, each text given by its first document: columns of ``PAIR_SCHEMA``.
        compared: number of pairs of texts that were verified.
        left_out: number of texts that were not compared with every text with which they share a band.
    """

    removals: pl.DataFrame
    pairs: pl.DataFrame
    compared: int = 0
    left_out: int = 0


def find_copies(
    documents: pl.DataFrame, options: CleaningOptions, compare: Callable[[TextClasses], VerifiedPairs]
) -> Copies:
    """Return the documents that are removed as copies or near-copies.

    Args:
        documents: document, rank, tokens, sequence, normal_digest.
        options: levels and thresholds.
        compare: returns the pairs of similar texts.
    """
    if not {"near", "exact"} & set(options.levels):
        return Copies(REMOVALS.empty(), pl.DataFrame(schema=PAIR_SCHEMA))
    classes = text_classes(documents, text_key(options))
    verified = compare(classes) if "near" in options.levels else VerifiedPairs(classes.equal, 0, 0)
    verified = with_equal_texts(verified, classes)
    pairs = pairs_of_documents(verified.pairs, classes)
    return Copies(copy_removals(documents, classes, verified, options), pairs, verified.compared, verified.left_out)


def with_equal_texts(verified: VerifiedPairs, classes: TextClasses) -> VerifiedPairs:
    """Return verified pairs with those of equal texts of different splits, which no comparison need find."""
    pairs = pl.concat([classes.equal, verified.pairs.select(list(PAIR_SCHEMA))])
    unique = pairs.unique(["left", "right"], keep="first", maintain_order=True).sort("left", "right")
    return VerifiedPairs(unique, verified.compared, verified.left_out)


def pairs_of_documents(pairs: pl.DataFrame, classes: TextClasses) -> pl.DataFrame:
    """Return pairs of texts as pairs of their first documents."""
    first = pl.Series(classes.first_documents)
    return pairs.with_columns(first.gather(pairs[side]).alias(side) for side in ("left", "right"))


def pairs_of_texts(pairs: pl.DataFrame, classes: TextClasses) -> pl.DataFrame:
    """Return pairs of documents as pairs of their texts, the text that is ranked first on the left.

    A verdict holds for the order in which the texts were compared: where that is another now, it is left out.
    """
    text = classes.members.select("document", "text")
    left, right = (text.rename({"document": side, "text": f"{side}_text"}) for side in ("left", "right"))
    numbered = pairs.join(left, on="left").join(right, on="right")
    swapped = pl.col("left_text") > pl.col("right_text")
    different = numbered.filter(pl.col("left_text") != pl.col("right_text"))
    return different.select(
        pl.min_horizontal("left_text", "right_text").alias("left"),
        pl.max_horizontal("left_text", "right_text").alias("right"),
        "jaccard",
        pl.when(swapped).then("contained_right").otherwise("contained_left").alias("contained_left"),
        pl.when(swapped).then("contained_left").otherwise("contained_right").alias("contained_right"),
        *(pl.when(~swapped).then(name).alias(name) for name in ("similarity", "body_jaccard", "difference")),
    ).unique(["left", "right"], keep="first", maintain_order=True)


def copy_removals(
    documents: pl.DataFrame, classes: TextClasses, pairs: VerifiedPairs, options: CleaningOptions
) -> pl.DataFrame:
    """Return the documents that are copies of others, given the pairs of similar texts (columns of ``REMOVALS``)."""
    kept_text = pl.Series("kept_text", kept_texts(classes, pairs, options.thresholds.near), dtype=pl.Int32)
    texts = (
        pl.DataFrame({"first": classes.first_documents, "kept_text": kept_text})
        .with_row_index("text")
        .with_columns(pl.col("text").cast(pl.Int32), pl.col("first").gather(pl.col("kept_text")).alias("kept"))
    )
    members = classes.members.join(texts.drop("first"), on="text", maintain_order="left")
    copies = members.filter(pl.col("document") != pl.col("kept"))
    measured = copies.join(
        pair_measures(pairs),
        left_on=["kept_text", "text"],
        right_on=["left", "right"],
        how="left",
        maintain_order="left",
    )
    digests = documents.select("document", "normal_digest", "cut_digest")
    with_digests = measured.join(digests, on="document", maintain_order="left").join(
        digests.rename({"document": "kept", "normal_digest": "kept_digest", "cut_digest": "kept_cut_digest"}),
        on="kept",
        maintain_order="left",
    )
    same_text = (pl.col("normal_digest") == pl.col("kept_digest")) & pl.lit("exact" in options.levels)
    same_cuts = pl.col("cut_digest").eq_missing(pl.col("kept_cut_digest"))
    with_kind = with_digests.with_columns(
        pl.when(same_text & same_cuts)
        .then(pl.lit("exact"))
        .when(same_text)
        .then(pl.lit("exact_after_cuts"))
        .otherwise(pl.lit("near"))
        .alias("kind"),
        pl.col("jaccard", "contained", "contains").fill_null(1.0),
    )
    return with_kind.select(REMOVALS.names()).sort("document")


def kept_texts(classes: TextClasses, pairs: VerifiedPairs, least: float) -> NDArray[np.int32]:
    """Return for each text itself where it is kept, else the text that is kept in its place."""
    near = pairs.pairs.filter(is_near(least))
    near = near.filter(is_comparable(classes.sides, near["left"].to_numpy(), near["right"].to_numpy()))
    left, right = near["left"].to_numpy(), near["right"].to_numpy()
    likeness = near.select(pl.max_horizontal("jaccard", "body_jaccard")).to_series().to_numpy()
    return surviving_texts(len(classes.first_documents), left, right, likeness)


def pair_measures(pairs: VerifiedPairs) -> pl.DataFrame:
    """Return the measures of pairs as seen from the right text, which is the removed one."""
    frame = pairs.pairs.select(list(PAIR_SCHEMA))
    return frame.rename({"contained_right": "contained", "contained_left": "contains"})
