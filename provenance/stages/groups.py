"""Star clustering of near-duplicates: every member of a group matches its representative directly."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from provenance.tables import GROUPS, PAIRS
from provenance.text.date_intervals import published_until
from provenance.text.kernels.stars import star_representatives

if TYPE_CHECKING:
    from provenance.settings import Settings


class Unmeasured(NamedTuple):
    """Pairs of members without a measured similarity, and the number of groups in which a bound left pairs out."""

    pairs: pl.DataFrame
    bounded: int


def groups(
    documents: pl.DataFrame,
    matches: pl.DataFrame,
    settings: Settings,
    measured: pl.DataFrame | None = None,
    derivations: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Return the group of near-duplicates of every document (frame ``groups``).

    In canonical order each document joins the first representative that is near enough, or becomes a representative.
    There are no chains: a document that matches only members, and no representative, is a representative itself. What
    derives from another document comes after it, so that an original without a date represents its dated copies.

    Args:
        documents: complete connected components (frame ``documents``). Columns: ``document``, ``document_id``,
            ``published_at``, ``published_precision``.
        matches: their matches (frame ``matches``). Columns: ``left``, ``right``, ``kind``, ``similarity``.
        settings: minimum similarity of near-duplicates.
        measured: similarity of the pairs that :func:`unmeasured` returns (``left``, ``right``, ``similarity``; 0 where
            nothing is shared), for the minimum similarity of each group; pairs in neither frame do not count.
        derivations: who derives from whom (frame ``derivations``). Columns: ``document_id``, ``source_id``.
    """
    ordered = sources_first(canonical_order(documents), derivations)
    ranks = ordered.with_row_index("rank").select("document", pl.col("rank").cast(pl.Int64))
    copies = matches.filter((pl.col("left") != pl.col("right")) & (pl.col("kind") != "translation"))
    is_near = (pl.col("kind") == "exact") | (pl.col("similarity") >= settings.matching.near_similarity)
    edges = ordered_edges(copies.filter(is_near), ranks)
    representatives = star_representatives(edges["earlier"].to_numpy(), edges["later"].to_numpy(), ordered.height)
    members = ranks.with_columns(pl.Series("star", representatives, pl.Int64)).join(
        ranks.select(pl.col("rank").alias("star"), pl.col("document").alias("representative")), on="star"
    )
    members = members.join(
        edges.select(pl.col("earlier").alias("star"), pl.col("later").alias("rank"), "similarity"),
        on=["star", "rank"], how="left",
    ).with_columns(pl.col("similarity").fill_null(1.0))  # fmt: skip
    pairs = copies.select("left", "right", "similarity")
    pairs = pairs if measured is None else pl.concat([pairs, measured.select(pairs.columns).cast(pairs.schema)])
    minimum = (
        pairs_within_groups(members, pairs)
        .group_by("representative")
        .agg(pl.col("similarity").min().alias("minimum_similarity"))
    )
    frame = members.join(minimum, on="representative", how="left").with_columns(
        pl.col("minimum_similarity").fill_null(1.0)
    )
    frame = frame.with_columns(template=pl.lit(None, pl.Int32))
    return frame.select(GROUPS.names()).cast(pl.Schema(GROUPS.schema())).sort("document")


def canonical_order(documents: pl.DataFrame) -> pl.DataFrame:
    """Return documents in canonical order: by the end of the interval of their date, undated last, then by text id."""
    return (
        documents.select("document", "document_id", published_until())
        .sort("published_until", "document_id", nulls_last=True)
        .drop("published_until")
    )


def sources_first(ordered: pl.DataFrame, derivations: pl.DataFrame | None) -> pl.DataFrame:
    """Return ordered documents, each source moved before the first document that derives from it."""
    if derivations is None or derivations.is_empty():
        return ordered
    ids = ordered["document_id"].to_list()
    position = {document_id: index for index, document_id in enumerate(ids)}
    sources: dict[str, list[str]] = {}
    for document_id, source_id in derivations.select("document_id", "source_id").iter_rows():
        if source_id in position:
            sources.setdefault(document_id, []).append(source_id)
    order: dict[str, None] = {}
    for document_id in ids:
        stack, entered = [document_id], set()
        while stack:
            last = stack[-1]
            pending = [source for source in sources.get(last, ()) if source not in order and source not in entered]
            entered.add(last)
            if pending:
                stack.append(min(pending, key=position.__getitem__))
            else:
                order.setdefault(stack.pop())
    return ordered[[position[document_id] for document_id in order]]


def ordered_edges(matches: pl.DataFrame, ranks: pl.DataFrame) -> pl.DataFrame:
    """Return matches as ranks (``earlier``, ``later``) with their similarity, ascending by the later one."""
    ranked = matches.join(ranks, left_on="left", right_on="document").join(
        ranks, left_on="right", right_on="document", suffix="_right"
    )
    return ranked.select(
        pl.min_horizontal("rank", "rank_right").alias("earlier"),
        pl.max_horizontal("rank", "rank_right").alias("later"),
        "similarity",
    ).sort("later", "earlier")


def pairs_within_groups(members: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs whose documents belong to the same group, with its representative."""
    representatives = members.select("document", "representative")
    labelled = pairs.join(representatives, left_on="left", right_on="document").join(
        representatives, left_on="right", right_on="document", suffix="_right"
    )
    return labelled.filter(pl.col("representative") == pl.col("representative_right")).drop("representative_right")


def unmeasured(groups: pl.DataFrame, documents: pl.DataFrame, matches: pl.DataFrame, settings: Settings) -> Unmeasured:
    """Return the pairs of members without a match: their similarity is needed for the minimum of their group.

    A member equal to its representative needs no comparison of its own. In a group with more pairs than
    ``settings.matching.group_pairs`` only the members least similar to the representative are compared, and the group
    is counted.

    Args:
        groups: frame ``groups``.
        documents: the same documents (``document`` and ``document_id`` are read).
        matches: their matches (frame ``matches``).
        settings: ``group_pairs``.
    """
    # the greatest n with n (n - 1) / 2 pairs within the bound
    max_members = int((1 + (1 + 8 * settings.matching.group_pairs) ** 0.5) / 2)
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
