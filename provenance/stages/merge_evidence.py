"""One match a pair, from copied text and from text that says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from provenance.tables import MATCHES, PASSAGES

if TYPE_CHECKING:
    from provenance.settings import Settings

KINDS = ("exact", "near", "contained", "translation", "paraphrase", "partial")
"""Kinds of match in the order in which the first that holds is told."""


class Evidence(NamedTuple):
    """Pairs that match, and their passages."""

    matches: pl.DataFrame
    passages: pl.DataFrame


def merge_evidence(copies: Evidence, semantic: Evidence, sentences: pl.DataFrame, settings: Settings) -> Evidence:
    """Return one match a pair from two findings: copied text, and text that says the same (frames as given).

    A passage found by meaning is left out where copied passages of the pair hold most of it on either side. A
    paraphrase stands only where what is left of it is ``settings.semantic.linked_share`` of both bodies, so that an
    edited copy stays a copy. Containment is the sum of both, at most 1; the kind is the first that holds.

    Args:
        copies: matches and passages of copied text.
        semantic: what ``translations`` gave.
        sentences: sentences of the documents (frame ``sentences``): the sizes of their bodies.
        settings: ``linked_share``.
    """
    sizes = sentences.group_by("document").agg(body=(pl.col("stop") - pl.col("start")).sum())
    remaining = _substantial(_without_copied(semantic.passages, copies.passages), copies.matches, sizes, settings)
    matches = _merged_matches(copies.matches, semantic.matches, remaining, sizes)
    passages = pl.concat([copies.passages, remaining.select(PASSAGES.names())])
    passages = passages.sort("left", "right", "left_start", "right_start", "left_stop", "right_stop", "kind")
    numbered = passages.with_columns(passage=pl.int_range(pl.len(), dtype=pl.Int32).over("left", "right"))
    return Evidence(_typed(matches, MATCHES.schema()), _typed(numbered, PASSAGES.schema()))


def _without_copied(passages: pl.DataFrame, verbatim: pl.DataFrame) -> pl.DataFrame:
    """Return the passages, numbered as rows, of which copied ones hold less than half on either side."""
    rows = passages.with_row_index("row")
    shares = [_covered_share(f"{side}_start", f"{side}_stop") for side in ("left", "right")]
    covered = (
        rows.join(verbatim, on=["left", "right"], nulls_equal=False)
        .select("row", copied_left=shares[0], copied_right=shares[1])
        .filter((pl.col("copied_left") > 0) & (pl.col("copied_right") > 0))
        .group_by("row")
        .agg(pl.col("copied_left").sum(), pl.col("copied_right").sum())
        .filter(pl.max_horizontal("copied_left", "copied_right") >= 0.5)
    )
    return rows.join(covered, on="row", how="anti")


def _covered_share(start: str, stop: str) -> pl.Expr:
    """Return the share of a span that the joined span holds, 0 or less where they do not touch."""
    overlap = pl.min_horizontal(stop, f"{stop}_right") - pl.max_horizontal(start, f"{start}_right")
    return overlap / (pl.col(stop) - pl.col(start))


def _shares(passages: pl.DataFrame, sizes: pl.DataFrame) -> pl.DataFrame:
    """Return for each pair and kind of passage which share of either body they are."""
    summed = passages.group_by("left", "right", "kind").agg(
        (pl.col(f"{side}_stop") - pl.col(f"{side}_start")).sum().alias(f"{side}_size") for side in ("left", "right")
    )
    for side in ("left", "right"):
        summed = summed.join(sizes.rename({"document": side, "body": f"{side}_body"}), on=side, how="left")
    left = (pl.col("left_size") / pl.col("left_body")).clip(0, 1)
    right = (pl.col("right_size") / pl.col("right_body")).clip(0, 1)
    return summed.select("left", "right", "kind", left_share=left, right_share=right)


def _substantial(passages: pl.DataFrame, copied: pl.DataFrame, sizes: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return the passages without paraphrased ones of a pair with copied text that are too little of either body."""
    little = (
        _shares(passages.filter(kind="paraphrased"), sizes)
        .join(copied, on=["left", "right"], how="semi")
        .filter(pl.min_horizontal("left_share", "right_share") < settings.semantic.linked_share)
    )
    return passages.join(little, on=["left", "right", "kind"], how="anti")


def _merged_matches(
    copies: pl.DataFrame, semantic: pl.DataFrame, remaining: pl.DataFrame, sizes: pl.DataFrame
) -> pl.DataFrame:
    """Return one match a pair, with the passages that are left of those found by meaning."""
    shares = (
        _shares(remaining, sizes).group_by("left", "right").agg(pl.col("left_share").sum(), pl.col("right_share").sum())
    )
    counts = remaining.group_by("left", "right").agg(more=pl.len())
    semantic_only = (
        semantic.join(counts, on=["left", "right"]).join(copies, on=["left", "right"], how="anti").drop("more")
    )
    merged = (
        copies.join(semantic.select("left", "right", other="kind"), on=["left", "right"], how="left")
        .join(shares, on=["left", "right"], how="left")
        .join(counts, on=["left", "right"], how="left")
    )
    rank = {kind: place for place, kind in enumerate(KINDS)}
    first = pl.col("other").replace_strict(rank, default=len(KINDS)) < pl.col("kind").replace_strict(rank)
    updated = merged.with_columns(
        kind=pl.when(first & pl.col("more").is_not_null()).then("other").otherwise("kind"),
        passage_count=pl.col("passage_count") + pl.col("more").fill_null(0),
        contained_left=(pl.col("contained_left") + pl.col("left_share").fill_null(0)).clip(0, 1),
        contained_right=(pl.col("contained_right") + pl.col("right_share").fill_null(0)).clip(0, 1),
    )
    return pl.concat([_typed(updated, MATCHES.schema()), semantic_only]).sort("left", "right")


def _typed(frame: pl.DataFrame, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    return frame.select(pl.col(name).cast(kind) for name, kind in schema.items())
