"""Where documents speak of the text itself and not of the story: credits, bylines, captions."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

import polars as pl

from provenance.tables import SOURCE_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.settings.derivation import DerivationSettings

CREDIT_ROLES = (*SOURCE_ROLES, "photo", "platform", "boilerplate")
"""Roles of credit that are about the text or a picture, and no part of the story."""


def credit_spans(
    credits_: pl.DataFrame,
    positions: pl.DataFrame,
    ordered: pl.DataFrame,
    pairs: pl.DataFrame,
    settings: DerivationSettings,
) -> pl.DataFrame:
    """Return the spans of documents with pairs that are about the text itself: credits, bylines, captions.

    A span is the whole line where a credit fills most of it, or where a short line holds a photo credit (a caption);
    else the words of the credit. Columns are ``position``, ``start`` and ``stop``.
    """
    paired = pl.DataFrame({"position": pl.concat([pairs["left"], pairs["right"]]).unique()})
    rows = (
        credits_.filter(pl.col("role").is_in(CREDIT_ROLES) & pl.col("start").is_not_null())
        .join(positions, on="document")
        .join(paired, on="position", how="semi")
        .select("position", "start", "stop", "role")
        .sort("position", maintain_order=True)
    )
    spans = []
    for (position, start, stop, role), (first, last) in zip(rows.rows(), lines_of(rows, ordered["text"]), strict=True):
        is_caption = role == "photo" and last - first <= settings.caption_characters
        is_credit_line = role != "photo" and stop - start >= settings.credit_line_share * (last - first)
        spans.append((position, first, last) if is_caption or is_credit_line else (position, start, stop))
    schema = {"position": pl.Int64, "start": pl.Int32, "stop": pl.Int32}
    return pl.DataFrame(spans, schema=schema, orient="row").unique().sort("position", "start", "stop")


def lines_of(spans: pl.DataFrame, texts: pl.Series) -> Iterator[tuple[int, int]]:
    """Yield where the line or lines begin and end that each span stands in.

    Each text is read once, however many spans it has.

    Args:
        spans: ``position``, ``start`` and ``stop``, those of a position together.
        texts: the texts, by position.
    """
    for key, group in spans.group_by("position", maintain_order=True):
        text = texts[key[0]]
        breaks = [-1, *(found.start() for found in re.finditer("\n", text)), len(text)]
        for start, stop in group.select("start", "stop").iter_rows():
            yield breaks[bisect_left(breaks, start) - 1] + 1, breaks[bisect_left(breaks, stop)]
