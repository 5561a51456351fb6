"""Copies of a widely printed story: pairs beyond the star that their matches form, so that its centre decides nothing.

A text that many print is compared with one of its copies alone (a star, linear in the copies). Which copy that is
follows from dates and ids, and says nothing about who wrote the text. Every copy therefore also gets pairs with the few
others that can be the source: those whose outlet the copies name, agencies, and the earliest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from provenance.settings.derivation import DerivationSettings

ENDS = (("left", "right"), ("right", "left"))
COPIES = ("exact", "near")


def star_pairs(
    pairs: pl.DataFrame, documents: pl.DataFrame, claims: pl.DataFrame, settings: DerivationSettings
) -> pl.DataFrame:
    """Return the pairs of the copies of widely printed texts with those copies that may be their source.

    What is contained is the least that follows from the pairs with the centre: of two shares of one body, at least
    their sum less 1 is shared.

    Args:
        pairs: undirected: ``left`` < ``right`` (positions), ``kind``, ``contained_left``, ``contained_right``.
        documents: in canonical order: ``outlet``, ``agency``.
        claims: ``position`` and ``outlet`` of the credits to other outlets.
        settings: ``star_documents`` and ``star_sources``.

    Returns:
        Columns of ``pairs`` and ``centre``; pairs that are there already and those of one outlet are left out.
    """
    around = directed(pairs)
    copies = around.filter(pl.col("kind").is_in(COPIES))
    sizes = copies.group_by("centre").len().filter(pl.col("len") >= settings.star_documents)
    stars = copies.join(sizes, on="centre", how="semi")
    sources = likely_sources(stars, documents, claims, settings.star_sources)
    members = around.filter(pl.col("kind").is_in([*COPIES, "contained", "partial"]))
    joined = members.join(sources, on="centre", suffix="_source").filter(pl.col("document") != pl.col("source"))
    both_exact = (pl.col("kind") == "exact") & (pl.col("kind_source") == "exact")
    near = pl.when(pl.col("kind") == "exact").then("kind_source").otherwise("kind")
    inward = pl.col("contained") + pl.col("centre_in_source") - 1
    outward = pl.col("contained_source") + pl.col("centre_contained") - 1
    found = joined.select(
        "document",
        "source",
        "centre",
        kind=pl.when(both_exact).then(pl.lit("exact")).otherwise(near),
        inward=inward.clip(0.0, 1.0),
        outward=outward.clip(0.0, 1.0),
    )
    ordered = pl.col("document") < pl.col("source")
    undirected = found.select(
        left=pl.min_horizontal("document", "source"),
        right=pl.max_horizontal("document", "source"),
        kind="kind",
        contained_left=pl.when(ordered).then("inward").otherwise("outward"),
        contained_right=pl.when(ordered).then("outward").otherwise("inward"),
        centre="centre",
    )
    share = pl.max_horizontal("contained_left", "contained_right")
    outlet = documents["outlet"]
    left, right = (outlet.gather(undirected[end]) for end in ("left", "right"))
    return (
        undirected.filter((share >= settings.source_share) & ((left != right) | (left < 0)))
        .sort("left", "right", share, "centre", descending=[False, False, True, False])
        .unique(["left", "right"], keep="first", maintain_order=True)
        .join(pairs, on=["left", "right"], how="anti", maintain_order="left")
    )


def directed(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return each pair from both of its ends: ``centre``, ``document``, ``kind`` and the shares of either."""
    return pl.concat(
        pairs.select(
            pl.col(centre).alias("centre"),
            pl.col(document).alias("document"),
            "kind",
            pl.col(f"contained_{centre}").alias("centre_contained"),
            pl.col(f"contained_{document}").alias("contained"),
        )
        for centre, document in ENDS
    )


def likely_sources(stars: pl.DataFrame, documents: pl.DataFrame, claims: pl.DataFrame, most: int) -> pl.DataFrame:
    """Return of each star the copies that may be the source: the most named, agencies, the first in canonical order.

    Columns: ``centre``, ``source``, ``kind``, ``centre_in_source`` (share of the centre's body that the source has)
    and ``contained`` (share of the source's body that the centre has).
    """
    outlets = documents.select("outlet", "agency", pl.int_range(pl.len(), dtype=pl.Int64).alias("document"))
    naming = claims.select("position", pl.col("outlet").alias("named")).unique()
    named = (
        stars.select("centre", "document")
        .join(naming, left_on="document", right_on="position")
        .group_by("centre", pl.col("named").alias("outlet"))
        .agg(pl.len().alias("names"))
    )
    ranked = (
        stars.join(outlets, on="document")
        .join(named, on=["centre", "outlet"], how="left")
        .with_columns(pl.col("names").fill_null(0))
        .sort("centre", "names", "agency", "document", descending=[False, True, True, False])
    )
    first = ranked.filter(pl.int_range(pl.len()).over("centre") < most)
    return first.select(
        "centre", pl.col("document").alias("source"), "kind", "contained", centre_in_source="centre_contained"
    )
