"""Batches: documents and pairs are read from the warehouse in portions of bounded size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.limits import NO_LIMITS
from provenance.settings import DECLARED
from provenance.stages.components import bandwidth_order
from provenance.warehouse import sql_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.limits import Limits
    from provenance.settings import Settings
    from provenance.tables import Frames
    from provenance.warehouse.sql_files import Value
    from provenance.warehouse.warehouse import Warehouse

BATCH_BYTES = 16 << 20
"""Bytes of text of a batch of documents; changes no result."""

DOCUMENT_BYTES = 1024
"""Bytes of room that a batch keeps for each document: it holds no more than fill it; changes no result."""

PAIR_BYTES = 32 << 20
"""Bytes of text of the documents that a batch of pairs names; changes no result."""

READ_BYTES = 512 << 20
"""Bytes of text of the documents that are read at once, for several batches of pairs; changes no result."""

CHUNK_DOCUMENTS = 100_000
"""Documents whose pairs are verified in one transaction; changes no result."""


def split_by_size(
    documents: pl.DataFrame, size: int = BATCH_BYTES, most: int = BATCH_BYTES // DOCUMENT_BYTES
) -> Iterator[pl.DataFrame]:
    """Yield documents (columns ``document`` and ``bytes``) in batches of about ``size`` bytes and ``most`` rows."""
    number = (pl.col("bytes").cum_sum() - 1).floordiv(size) + pl.int_range(pl.len()).floordiv(most)
    for batch in documents.with_columns(number.alias("batch")).partition_by("batch", maintain_order=True):
        yield batch.select("document")


def load(warehouse: Warehouse, documents: pl.DataFrame, reads: Sequence[str]) -> Frames:
    """Return what stages read of a batch of documents, by the names of ``warehouse/batches``."""
    keys = key_range(documents)
    return {name: warehouse.query(f"batches/{name}", {"batch": documents}, **keys) for name in reads}


def key_range(documents: pl.DataFrame) -> dict[str, Value]:
    """Return the least and the greatest key of documents: the SQL parameters ``$first`` and ``$last``."""
    keys = documents["document"]
    return {"first": keys.min() or 0, "last": keys.max() or 0}  # type: ignore[dict-item]


def sql_settings(name: str, settings: Settings) -> dict[str, Value]:
    """Return the settings that a SQL file takes as parameters: each is called there what it is called here."""
    names = [parameter.name for parameter in sql_files.query(name).parameters]
    return {name: settings.value(name) for name in names if name in DECLARED}


def documents_of(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the documents that pairs name (column ``document``), once each, in order."""
    return pl.DataFrame({"document": pl.concat([pairs["left"], pairs["right"]]).unique().sort()})


def chunks(pending: pl.DataFrame, pairs: pl.DataFrame) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Yield pending documents ``CHUNK_DOCUMENTS`` at a time, with their pairs with each other and those before.

    Connected documents stand together, in the chunks and in the order of the pairs, so that few are read twice.
    """
    order = bandwidth_order(pl.concat([pending, documents_of(pairs)]), pairs)
    ordered = order.join(pending, on="document", how="semi", maintain_order="left").with_row_index("chunk")
    ordered = ordered.select("document", pl.col("chunk").floordiv(CHUNK_DOCUMENTS))
    ends = order.join(ordered, on="document", how="left")
    for side in ("left", "right"):
        end = ends.select(pl.col("document").alias(side), pl.col("place", "chunk").name.prefix(f"{side}_"))
        pairs = pairs.join(end, on=side, maintain_order="left")
    pairs = pairs.with_columns(pl.max_horizontal("left_chunk", "right_chunk").alias("chunk"))
    for number in ordered["chunk"].unique().sort():
        in_chunk = pl.col("chunk") == number
        chunk_pairs = pairs.filter(in_chunk).select("left", "right", "left_place", "right_place")
        yield ordered.filter(in_chunk).select("document").sort("document"), chunk_pairs


def with_texts(warehouse: Warehouse, pairs: pl.DataFrame) -> Iterator[tuple[pl.DataFrame, Frames]]:
    """Yield pairs in batches, each with documents and skips, those that it names among them.

    The texts of several batches are read at once: as connected documents can stand anywhere in the table, each reading
    goes through much of it.
    """
    sizes, limits = warehouse.query("batches/sizes", {"batch": documents_of(pairs)}), warehouse.limits
    for batches in readings(pair_batches(pairs, sizes, limits), sizes, limits):
        frames = load(warehouse, documents_of(pl.concat(batches)), ("documents", "skips"))
        for batch in batches:
            yield batch, frames


def readings(
    batches: Iterator[pl.DataFrame], sizes: pl.DataFrame, limits: Limits = NO_LIMITS
) -> Iterator[list[pl.DataFrame]]:
    """Yield batches of pairs, as many at once as name no more than about ``READ_BYTES`` of documents."""
    reading: list[pl.DataFrame] = []
    size = 0
    for batch in batches:
        more = int(sizes.join(documents_of(batch), on="document", how="semi")["bytes"].sum())
        if reading and size + more > limits.share(READ_BYTES):
            yield reading
            reading, size = [], 0
        reading.append(batch)
        size += more
    if reading:
        yield reading


def pair_batches(pairs: pl.DataFrame, sizes: pl.DataFrame, limits: Limits = NO_LIMITS) -> Iterator[pl.DataFrame]:
    """Yield pairs in batches that name about ``PAIR_BYTES`` of documents, however many are connected.

    The documents that come first in a pair are split into rows of half as many bytes; the others of each row likewise,
    into columns.

    Args:
        pairs: columns ``left``, ``right``, and the place of each in an order where connected ones stand together.
        sizes: columns ``document`` and ``bytes``.
        limits: with less memory than usual, batches are smaller.
    """
    ahead = pl.col("left_place") < pl.col("right_place")
    ordered = pairs.select(
        "left",
        "right",
        near=pl.when(ahead).then("left").otherwise("right"),
        far=pl.when(ahead).then("right").otherwise("left"),
        near_place=pl.min_horizontal("left_place", "right_place"),
        far_place=pl.max_horizontal("left_place", "right_place"),
    )
    tile = (pl.col("bytes").cast(pl.Int64).cum_sum() - 1).floordiv(max(1, limits.share(PAIR_BYTES) // 2))
    near = ordered.select("near", "near_place").unique().join(sizes, left_on="near", right_on="document")
    rows = near.sort("near_place").select("near", tile.alias("row"))
    ordered = ordered.join(rows, on="near")
    far = ordered.select("row", "far", "far_place").unique().join(sizes, left_on="far", right_on="document")
    columns = far.sort("row", "far_place").select("row", "far", tile.over("row").alias("column"))
    tiles = ordered.join(columns, on=["row", "far"]).sort("row", "column", "left", "right")
    for batch in tiles.partition_by("row", "column", maintain_order=True):
        yield batch.select("left", "right")
