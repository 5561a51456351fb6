"""Which documents go: copies and near-copies of one that stays, each of which it matches itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.cleaning.decide.near_duplicates import Likeness, staying
from provenance.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from provenance.cleaning.options import Options

REMOVALS = table(
    "removals",
    "one document that goes",
    ("document", "INTEGER", "the document"),
    ("kept", "INTEGER", "the document that stays in its place, which it matches itself; NONE where it is short"),
    ("kind", "VARCHAR", "exact, near, contained, evaluation or short"),
    ("jaccard", "DOUBLE", "Jaccard similarity of the two, over shingles"),
    ("contained", "DOUBLE", "share of the document that stands in the other"),
    ("contains", "DOUBLE", "share of the other that stands in the document"),
)


NONE = -1
"""What stands for the document kept where a document goes for itself."""


def shorts(documents: pl.DataFrame, options: Options) -> pl.DataFrame:
    """Return the documents that go for being short, where that is asked (columns of ``REMOVALS``)."""
    if "short" not in options.levels:
        return REMOVALS.empty()
    brief = documents.filter((pl.col("tokens") < options.settings.cleaning.short) & ~pl.col("known"))
    measures = (pl.lit(0.0).alias(name) for name in ("jaccard", "contained", "contains"))
    kept = pl.lit(NONE, pl.Int32).alias("kept")
    return brief.select("document", kept, pl.lit("short").alias("kind"), *measures)


@dataclass(frozen=True)
class Classes:
    """Documents of the same tokens as one text each, texts numbered in the order of what stays.

    Attributes:
        members: document, text (its number), and whether the document is the text's first (``leads``); by rank.
        leaders: the first document of each text.
    """

    members: pl.DataFrame
    leaders: NDArray[np.int32]


def classes(documents: pl.DataFrame, key: list[str]) -> Classes:
    """Return which documents are the same text; documents without a token are none.

    Args:
        documents: document, rank, tokens, and the columns of the key.
        key: columns that are equal for the same text.
    """
    ranked = documents.filter(pl.col("tokens") > 0).sort("rank")
    firsts = ranked.unique(key, keep="first", maintain_order=True).with_row_index("text")
    texts = firsts.select(*key, pl.col("text").cast(pl.Int32), pl.col("document").alias("leader"))
    members = ranked.select("document", *key).join(texts, on=key, how="left", maintain_order="left")
    members = members.select("document", "text", "leader", (pl.col("document") == pl.col("leader")).alias("leads"))
    return Classes(members, firsts["document"].to_numpy().astype(np.int32))


def mixed(documents: pl.DataFrame) -> pl.DataFrame:
    """Return the documents that share their tokens with another whose text differs: their normal forms are needed."""
    told = documents.filter(pl.col("tokens") > 0)
    several = told.group_by("sequence").agg(pl.col("text_digest").n_unique().alias("texts")).filter(pl.col("texts") > 1)
    return told.join(several, on="sequence", how="semi").select("document", "file", "place").sort("document")


def with_normal(documents: pl.DataFrame, normal: pl.DataFrame) -> pl.DataFrame:
    """Return documents with a digest of their normal form; the text's own serves where no other text has its tokens."""
    joined = documents.join(normal, on="document", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("normal_digest", "text_digest").alias("normal_digest"))


def removals(
    documents: pl.DataFrame, options: Options, compare: Callable[[NDArray[np.int32]], Likeness]
) -> tuple[pl.DataFrame, Likeness | None]:
    """Return which documents go as copies or near-copies (columns of ``REMOVALS``), and what was found about texts.

    Args:
        documents: document, rank, tokens, sequence, normal_digest.
        options: levels and thresholds.
        compare: gives the pairs of near texts, of each of which the first document is given.
    """
    near = "near" in options.levels
    if not near and "exact" not in options.levels:
        return REMOVALS.empty(), None
    same = classes(documents, ["sequence"] if near else ["sequence", "normal_digest"])
    found = compare(same.leaders) if near else None
    return chosen(documents, same, found, options), found


def chosen(documents: pl.DataFrame, same: Classes, found: Likeness | None, options: Options) -> pl.DataFrame:
    """Return which documents go, once the pairs of near texts are known (columns of ``REMOVALS``)."""
    kept = pl.Series("kept_text", stay(len(same.leaders), found, options.settings.cleaning.near), dtype=pl.Int32)
    texts = (
        pl.DataFrame({"leader": same.leaders, "kept_text": kept})
        .with_row_index("text")
        .with_columns(pl.col("text").cast(pl.Int32))
    )
    texts = texts.with_columns(pl.col("leader").gather(pl.col("kept_text")).alias("kept"))
    going = same.members.join(texts.drop("leader"), on="text", maintain_order="left").filter(
        pl.col("document") != pl.col("kept")
    )
    measured = going.join(
        measures(found), left_on=["kept_text", "text"], right_on=["left", "right"], how="left", maintain_order="left"
    )
    forms = documents.select("document", "normal_digest")
    judged = measured.join(forms, on="document", maintain_order="left").join(
        forms.rename({"document": "kept", "normal_digest": "kept_digest"}), on="kept", maintain_order="left"
    )
    exact = (pl.col("normal_digest") == pl.col("kept_digest")) & pl.lit("exact" in options.levels)
    named = judged.with_columns(
        pl.when(exact).then(pl.lit("exact")).otherwise(pl.lit("near")).alias("kind"),
        pl.col("jaccard", "contained", "contains").fill_null(1.0),
    )
    return named.select(REMOVALS.names()).sort("document")


def stay(texts: int, found: Likeness | None, least: float) -> NDArray[np.int32]:
    """Return for each text itself, or the one that stays in its place."""
    if found is None:
        return np.arange(texts, dtype=np.int32)
    alike = found.pairs.filter(pl.col("jaccard") >= least)
    return staying(texts, alike["left"].to_numpy(), alike["right"].to_numpy(), alike["jaccard"].to_numpy())


def measures(found: Likeness | None) -> pl.DataFrame:
    """Return the measures of pairs, seen from the right text, which is the one that goes."""
    names = {"contained_right": "contained", "contained_left": "contains"}
    kinds = {"left": pl.Int32, "right": pl.Int32} | dict.fromkeys(("jaccard", "contained", "contains"), pl.Float64)
    if found is None:
        return pl.DataFrame(schema=kinds)
    return found.pairs.rename(names).select(list(kinds))
