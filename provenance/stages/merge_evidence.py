"""Merge the evidence for a pair: its match by words and its match by meaning become one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from provenance.tables import MATCHES, PASSAGES

if TYPE_CHECKING:
    from provenance.settings import Settings

KINDS = ("exact", "near", "contained", "translation", "paraphrase", "partial")
"""Kinds of match in order of precedence: the first that holds is the kind of the pair."""


class Evidence(NamedTuple):
    """Pairs that match, and their passages."""

    matches: pl.DataFrame
    passages: pl.DataFrame


def merge_evidence(copies: Evidence, semantic: Evidence, sentences: pl.DataFrame, settings: Settings) -> Evidence:
    """Return one match a pair, from text that agrees in words and text that agrees in meaning.

    A semantic passage is dropped where copied passages of the pair cover ``settings.semantic.copied_share`` of either
    side. A paraphrase of a pair with copied text is kept only where its remaining passages are
    ``settings.semantic.linked_share`` of both bodies, so that an edited copy remains a copy. Containment is the sum of
    both, at most 1; the kind is the first that holds.

    Args:
        copies: matches and passages of copied text.
        semantic: matches and passages of ``translations``.
        sentences: sentences of the documents (frame ``sentences``): the sizes of their bodies.
        settings: ``semantic.linked_share`` and ``semantic.copied_share``.
    """
    sizes = sentences.group_by("document").agg(body=(pl.col("stop") - pl.col("start")).sum())
    remaining = _substantial(
        _without_copied(semantic.passages, copies.passages, settings), copies.matches, sizes, settings
    )
    matches = _merged_matches(copies.matches, semantic.matches, remaining, sizes)
    passages = pl.concat([copies.passages, remaining.select(PASSAGES.names())])
    passages = passages.sort("left", "right", "left_start", "right_start", "left_stop", "right_stop", "kind")
    numbered = passages.with_columns(passage=pl.int_range(pl.len(), dtype=pl.Int32).over("left", "right"))
    return Evidence(_typed(matches, MATCHES.schema()), _typed(numbered, PASSAGES.schema()))


def _without_copied(passages: pl.DataFrame, verbatim: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return the passages, with row numbers, of which copied ones cover less than ``copied_share`` on both sides."""
    rows = passages.with_row_index("row")
    shares = [_covered_share(f"{side}_start", f"{side}_stop") for side in ("left", "right")]
    covered = (
        rows.join(verbatim, on=["left", "right"], nulls_equal=False)
        .select("row", copied_left=shares[0], copied_right=shares[1])
        .filter((pl.col("copied_left") > 0) & (pl.col("copied_right") > 0))
        .group_by("row")
        .agg(pl.col("copied_left").sum(), pl.col("copied_right").sum())
        .filter(pl.max_horizontal("copied_left", "copied_right") >= settings.semantic.copied_share)
    )
    return rows.join(covered, on="row", how="anti")


def _covered_share(start: str, stop: str) -> pl.Expr:
    """Return the share of a span that the joined span covers, 0 or less where they do not overlap."""
    overlap = pl.min_horizontal(stop, f"{stop}_right") - pl.max_horizontal(start, f"{start}_right")
    return overlap / (pl.col(stop) - pl.col(start))


def _shares(passages: pl.DataFrame, sizes: pl.DataFrame) -> pl.DataFrame:
    """Return the shares of both bodies that the passages of each pair and kind are."""
    summed = passages.group_by("left", "right", "kind").agg(
        (pl.col(f"{side}_stop") - pl.col(f"{side}_start")).sum().alias(f"{side}_size") for side in ("left", "right")
    )
    for side in ("left", "right"):
        summed = summed.join(sizes.rename({"document": side, "body": f"{side}_body"}), on=side, how="left")
    left = (pl.col("left_size") / pl.col("left_body")).clip(0, 1)
    right = (pl.col("right_size") / pl.col("right_body")).clip(0, 1)
    return summed.select("left", "right", "kind", left_share=left, right_share=right)


def _substantial(passages: pl.DataFrame, copied: pl.DataFrame, sizes: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return the passages without the paraphrases of a pair with copied text that are too small a share of a body."""
    insubstantial = (
        _shares(passages.filter(kind="paraphrased"), sizes)
        .join(copied, on=["left", "right"], how="semi")
        .filter(pl.min_horizontal("left_share", "right_share") < settings.semantic.linked_share)
    )
    return passages.join(insubstantial, on=["left", "right", "kind"], how="anti")


def _merged_matches(
    copies: pl.DataFrame, semantic: pl.DataFrame, remaining: pl.DataFrame, sizes: pl.DataFrame
) -> pl.DataFrame:
    """Return one match a pair, given the semantic passages that remain."""
    shares = (
        _shares(remaining, sizes).group_by("left", "right").agg(pl.col("left_share").sum(), pl.col("right_share").sum())
    )
    counts = remaining.group_by("left", "right").agg(semantic_passages=pl.len())
    semantic_only = (
        semantic.join(counts, on=["left", "right"])
        .join(copies, on=["left", "right"], how="anti")
        .drop("semantic_passages")
    )
    merged = (
        copies.join(semantic.select("left", "right", semantic_kind="kind"), on=["left", "right"], how="left")
        .join(shares, on=["left", "right"], how="left")
        .join(counts, on=["left", "right"], how="left")
    )
    precedence = {kind: index for index, kind in enumerate(KINDS)}
    semantic_precedence = pl.col("semantic_kind").replace_strict(precedence, default=len(KINDS))
    semantic_first = semantic_precedence < pl.col("kind").replace_strict(precedence)
    updated = merged.with_columns(
        kind=pl.when(semantic_first & pl.col("semantic_passages").is_not_null())
        .then("semantic_kind")
        .otherwise("kind"),
        passage_count=pl.col("passage_count") + pl.col("semantic_passages").fill_null(0),
        contained_left=(pl.col("contained_left") + pl.col("left_share").fill_null(0)).clip(0, 1),
        contained_right=(pl.col("contained_right") + pl.col("right_share").fill_null(0)).clip(0, 1),
    )
    return pl.concat([_typed(updated, MATCHES.schema()), semantic_only]).sort("left", "right")


def _typed(frame: pl.DataFrame, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    return frame.select(pl.col(name).cast(kind) for name, kind in schema.items())
