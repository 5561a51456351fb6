"""Groups of near-duplicates: stars around a representative that every member matches directly."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from provenance.tables import GROUPS, PAIRS
from provenance.text.kernels.stars import star_representatives

if TYPE_CHECKING:
    from provenance.settings import Settings


class Unmeasured(NamedTuple):
    """Pairs of members whose similarity is not known yet, and in how many groups a bound left some out."""

    pairs: pl.DataFrame
    bounded: int


def groups(
    documents: pl.DataFrame, matches: pl.DataFrame, settings: Settings, measured: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Return every document's place in a group of near-duplicates (frame ``groups``).

    In canonical order (known time first, earlier first, then text id) each document joins the earliest representative
    that it is near enough to, or becomes a representative. There are no chains: a member that matches other
    members alone is a representative of its own.

    Args:
        documents: whole connected parts (``document``, ``document_id`` and ``published_at`` are read).
        matches: their matches (frame ``matches``).
        settings: what is near enough.
        measured: further pairs with their similarity (``left``, ``right``, ``similarity``; 0 where nothing is shared),
            for the least similarity: those that :func:`unmeasured` names. Pairs that stand in neither are left out.
    """
    ordered = canonical_order(documents)
    ranks = ordered.with_row_index("place").select("document", pl.col("place").cast(pl.Int64))
    copies = matches.filter((pl.col("left") != pl.col("right")) & (pl.col("kind") != "translation"))
    near = (pl.col("kind") == "exact") | (pl.col("similarity") >= settings.matching.near_similarity)
    edges = ordered_edges(copies.filter(near), ranks)
    representatives = star_representatives(edges["earlier"].to_numpy(), edges["later"].to_numpy(), ordered.height)
    member = ranks.with_columns(
        pl.Series("head", representatives, pl.Int64),
    ).join(ranks.select(pl.col("place").alias("head"), pl.col("document").alias("representative")), on="head")
    member = member.join(
        edges.select(pl.col("earlier").alias("head"), pl.col("later").alias("place"), "similarity"),
        on=["head", "place"], how="left",
    ).with_columns(pl.col("similarity").fill_null(1.0))  # fmt: skip
    pairs = copies.select("left", "right", "similarity")
    pairs = pairs if measured is None else pl.concat([pairs, measured.select(pairs.columns).cast(pairs.schema)])
    least = (
        pairs_within_groups(member, pairs)
        .group_by("representative")
        .agg(pl.col("similarity").min().alias("minimum_similarity"))
    )
    frame = member.join(least, on="representative", how="left").with_columns(
        pl.col("minimum_similarity").fill_null(1.0)
    )
    return frame.select(GROUPS.names()).cast(pl.Schema(GROUPS.schema())).sort("document")


def canonical_order(documents: pl.DataFrame) -> pl.DataFrame:
    """Return documents in canonical order: known time first, earlier first, then text id by code point."""
    return documents.select("document", "document_id", "published_at").sort(
        "published_at", "document_id", nulls_last=True
    )


def ordered_edges(matches: pl.DataFrame, ranks: pl.DataFrame) -> pl.DataFrame:
    """Return matches as (earlier, later, similarity) places, ascending by the later one."""
    ranked = matches.join(ranks, left_on="left", right_on="document").join(
        ranks, left_on="right", right_on="document", suffix="_right"
    )
    return ranked.select(
        pl.min_horizontal("place", "place_right").alias("earlier"),
        pl.max_horizontal("place", "place_right").alias("later"),
        "similarity",
    ).sort("later", "earlier")


def pairs_within_groups(member: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs whose documents are members of one group, with its representative."""
    representatives = member.select("document", "representative")
    labelled = pairs.join(representatives, left_on="left", right_on="document").join(
        representatives, left_on="right", right_on="document", suffix="_right"
    )
    return labelled.filter(pl.col("representative") == pl.col("representative_right")).drop("representative_right")


def unmeasured(groups: pl.DataFrame, documents: pl.DataFrame, matches: pl.DataFrame, settings: Settings) -> Unmeasured:
    """Return the pairs of members without a match, whose similarity decides the least one of their group.

    A member equal to its representative needs no comparison of its own. In a group with more pairs than
    ``settings.matching.group_pairs`` the members least like the representative are compared, and the group is counted.

    Args:
        groups: frame ``groups``.
        documents: the same documents as there (``document`` and ``document_id`` are read).
        matches: their matches (frame ``matches``).
        settings: the bound.
    """
    max_members = int(
        (1 + (1 + 8 * settings.matching.group_pairs) ** 0.5) / 2
    )  # members whose pairs stay within the bound
    ids = documents.select("document", "document_id")
    inexact = groups.filter((pl.col("similarity") < 1.0) & (pl.col("document") != pl.col("representative"))).join(
        ids, on="document"
    )
    ranked = inexact.sort("representative", "similarity", "document_id").with_columns(
        pl.int_range(pl.len()).over("representative").alias("rank"), pl.len().over("representative").alias("members")
    )
    bounded = ranked.filter(pl.col("members") > max_members)["representative"].n_unique()
    compared = ranked.filter(pl.col("rank") < max_members).select("representative", "document", "document_id")
    pairs = (
        compared.join(compared, on="representative", suffix="_right")
        .filter(pl.col("document_id") < pl.col("document_id_right"))
        .select(pl.col("document").alias("left"), pl.col("document_right").alias("right"))
        .join(matches, on=["left", "right"], how="anti")
    )
    return Unmeasured(pairs.cast(pl.Schema(PAIRS.schema())).sort("left", "right"), bounded)
