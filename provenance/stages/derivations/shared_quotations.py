"""Pairs of documents that share quotations and nothing else: two reports of one speech, not a derivation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from provenance.settings.derivation import DerivationSettings

QUOTATION = r"“[^”“]*”|«[^»«]*»|„[^“”„]*[“”]|「[^」「]*」|\"[^\"\n]*\""
"""A quotation in the marks of the scripts that news is written in."""


def quotations_only(
    pairs: pl.DataFrame, passages: pl.DataFrame, texts: pl.Series, settings: DerivationSettings
) -> pl.Series:
    """Return for each pair whether all that it shares stands between quotation marks.

    Either side of an edited passage can hold words of its own between two quotations: the side with fewer words outside
    quotation marks shows what is shared. Pairs that share ``quotation_check_share`` of a body or more are not checked.
    """
    contained = pl.max_horizontal("contained_left", "contained_right")
    small = pairs.filter(contained < settings.quotation_check_share).select("left", "right")
    shared = passages.join(small, on=["left", "right"], how="semi")
    sides = pl.concat([unquoted_lengths(shared, side, texts) for side in ("left", "right")])
    little_unquoted = pl.col("unquoted") < settings.unquoted_share * pl.col("length")
    verdicts = (
        sides.group_by("left", "right", "side")
        .agg(pl.col("unquoted").sum(), pl.col("length").sum())
        .group_by("left", "right")
        .agg(little_unquoted.any().alias("quotations_only"))
    )
    joined = pairs.join(verdicts, on=["left", "right"], how="left", maintain_order="left")
    return joined["quotations_only"].fill_null(value=False)


def unquoted_lengths(passages: pl.DataFrame, side: str, texts: pl.Series) -> pl.DataFrame:
    """Return for one side of each passage its code points, and how many of them stand outside quotation marks."""
    frame = pl.DataFrame({side: pl.int_range(len(texts), dtype=pl.Int64, eager=True), "text": texts})
    start, length = pl.col(f"{side}_start"), pl.col(f"{side}_stop") - pl.col(f"{side}_start")
    with_marks = pl.col("text").str.slice((start - 1).clip(0), length + 3)  # quotation marks around it: “… so.”
    return passages.join(frame, on=side).select(
        "left",
        "right",
        pl.lit(side).alias("side"),
        with_marks.str.replace_all(QUOTATION, "").str.len_chars().alias("unquoted"),
        length.alias("length"),
    )
