"""Reports of an absent outlet ("the Guardian reported"): where two documents together prove its story."""

from __future__ import annotations

import polars as pl


def with_proofs(claims: pl.DataFrame, pairs: pl.DataFrame, passages: pl.DataFrame, least_share: float) -> pl.DataFrame:
    """Return claims with ``proves``: whether a claim proves an unseen source of its outlet.

    A report proves none by itself: it may be one fact of an own story. Two documents that share a passage and name one
    outlet, each in words of its own, have the passage from there. Where the name stands in the passage, one may have
    copied it from the other.

    Args:
        claims: ``position``, ``outlet``, ``role``, ``start``, ``stop``.
        pairs: undirected: ``left``, ``right`` (positions), ``contained_left``, ``contained_right``.
        passages: of pairs: ``left``, ``right``, ``left_start``, ``left_stop``, ``right_start``, ``right_stop``.
        least_share: of a body that the two documents share, for its report to prove that.
    """
    numbered = claims.with_row_index("row")
    ends = pairs.select("left", "right", "contained_left", "contained_right")
    for side in ("left", "right"):
        naming = numbered.select(
            pl.col("position").alias(side),
            "outlet",
            pl.col("row").alias(f"{side}_row"),
            pl.col("start").alias(f"{side}_claim_start"),
            pl.col("stop").alias(f"{side}_claim_stop"),
        )
        ends = ends.join(naming, on=[side, *({"outlet"} & set(ends.columns))])
    inside = pl.lit(value=False)
    for side in ("left", "right"):
        starts_before = pl.col(f"{side}_start") < pl.col(f"{side}_claim_stop")
        inside |= (starts_before & (pl.col(f"{side}_stop") > pl.col(f"{side}_claim_start"))).fill_null(value=False)
    rows = ["left_row", "right_row"]
    shared = ends.join(passages, on=["left", "right"]).filter(inside).select(rows)
    apart = ends.join(shared, on=rows, how="anti")
    shares = (apart.filter(pl.col(f"contained_{side}") >= least_share)[f"{side}_row"] for side in ("left", "right"))
    proving = pl.concat(shares).unique()
    proves = (pl.col("role") != "report") | pl.col("row").is_in(proving.implode())
    return numbered.with_columns(proves=proves).drop("row")
