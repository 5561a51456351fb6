"""Title and language of a document as its text shows them, for documents whose metadata do not say."""

from __future__ import annotations

import polars as pl

from provenance.settings import Settings
from provenance.tables import TEXT_METADATA

BEFORE_TITLES = ("boilerplate", "dateline", "byline", "caption", "credit")
"""Kinds of blocks that may stand above a title."""

RUBRIC = r"^[\p{Latin}\p{Cyrillic}\p{Greek}\p{Arabic}\p{Hebrew}]+$"
"""One word alone."""

DATE = r"^[\d\s年月日星期周週一二三四五六七八九十.,/:()（）-]+$"
SENTENCE_END = r"[.。!！;；:：,，]$"


def text_metadata(documents: pl.DataFrame, blocks: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return title and language of documents by their text (frame ``text_metadata``).

    The title is the first block that is made like one, where only bylines, datelines and page furniture stand above it.
    The language is that in which the document opens, if it has a good share of its text
    (``second_language_share``); else that with the largest share. A character of a dense script counts for two.

    Args:
        documents: frame ``documents``. Columns: ``document``, ``text``.
        blocks: their blocks (frame ``blocks``). Columns: ``document``, ``block``, ``kind``, ``start``, ``stop``,
            ``language``.
        settings: the group ``blocks`` is read.
    """
    texts = documents.select("document", "text")
    body = blocks.join(texts, on="document", how="left", maintain_order="left").with_columns(
        text=pl.col("text").str.slice(pl.col("start"), pl.col("stop") - pl.col("start"))
    )
    keys = documents.select("document")
    rows = keys.join(_titles(body, settings), on="document", how="left", maintain_order="left")
    rows = rows.join(_languages(body, settings), on="document", how="left", maintain_order="left")
    return rows.sort("document").select(pl.col(name).cast(kind) for name, kind in TEXT_METADATA.schema().items())


def _titles(blocks: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return the title of each document that has one: document, title."""
    length = pl.col("stop") - pl.col("start")
    words = pl.col("text").str.replace_all(r"\s+", " ")
    rubric = words.str.contains(RUBRIC)
    dated = words.str.contains(DATE)
    above = pl.col("kind").is_in(BEFORE_TITLES) | dated | rubric
    shaped = (length <= settings.blocks.title_characters) & ~words.str.contains(SENTENCE_END)
    candidates = blocks.filter(~above).group_by("document", maintain_order=True)
    first = candidates.agg(pl.col("text").first(), shaped=shaped.first(), blocks=pl.len())
    return first.filter(pl.col("shaped") & (pl.col("blocks") > 1)).select("document", title="text")


def _languages(blocks: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return the language of each document whose blocks tell one: document, language."""
    told = blocks.filter(pl.col("language").is_not_null() & (pl.col("kind") != "boilerplate"))
    dense = pl.col("language").str.contains("^(?:zh|ja|ko|th)")
    size = (pl.col("stop") - pl.col("start")) * pl.when(dense).then(2).otherwise(1)
    shares = told.group_by("document", "language").agg(size=size.sum(), first=pl.col("block").min())
    share = pl.col("size") / pl.col("size").sum().over("document")
    opening = pl.col("first") == pl.col("first").min().over("document")
    ranked = shares.with_columns(opens=opening & (share >= settings.blocks.second_language_share))
    ordered = ranked.sort("document", "opens", "size", "language", descending=[False, True, True, False])
    return ordered.unique("document", keep="first", maintain_order=True).select("document", "language")
