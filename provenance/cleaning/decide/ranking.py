"""The rank of each document: of two copies, the one of lower rank number is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from provenance.errors import QueryError, UsageError
from provenance.warehouse import sql_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.cleaning.options import CleaningOptions
    from provenance.warehouse.warehouse import Warehouse

IN_MEMORY = Path(":memory:")
HIDDEN = ("sequence", "text_digest", "normal_digest", "whole", "field")
"""Columns of documents that preferences cannot use."""


def in_memory_warehouse() -> Warehouse:
    """Return a hardened connection to no file, for SQL over frames."""
    from provenance.warehouse.warehouse import (  # loading DuckDB takes as long as to rank a million documents
        Warehouse,
        connect,
    )

    return Warehouse(connect(IN_MEMORY, read_only=False, wait=0.0), IN_MEMORY, read_only=False)


def rank_documents(
    documents: pl.DataFrame, options: CleaningOptions, provenance_rank: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Return documents with ``rank`` (0: kept before all others) and ``standing`` (the provenance rank).

    Documents of an earlier release come first; then those that are preferred; then what ``keep`` says; then path and
    position.

    Args:
        documents: document, file, place, known, published_at, tokens, and what preferences refer to.
        options: ``keep`` and ``prefer``.
        provenance_rank: ``document`` and ``standing``; None where ``keep`` does not need it.

    Raises:
        UsageError: a preference is no SQL expression over the documents.
    """
    documents = documents.drop("rank", "kept", "standing", strict=False)
    if provenance_rank is None:
        provenance_rank = pl.DataFrame(schema={"document": pl.Int32, "standing": pl.Float64})
    with_standing = documents.join(provenance_rank, on="document", how="left", maintain_order="left")
    preference = preference_ranks(documents.drop(*HIDDEN, strict=False), options.prefer)
    keys = [pl.col("known").not_(), -pl.lit(preference), -pl.col("standing"), *keep_order(options.keep)]
    order = pl.arg_sort_by([*keys, pl.col("file"), pl.col("place")], nulls_last=True)
    return with_standing.with_columns(order.arg_sort().cast(pl.Int32).alias("rank"))


def keep_order(keep: str) -> list[pl.Expr]:
    """Return the sort keys of a choice of what is kept, ascending, nulls last."""
    published, longest = pl.col("published_at").dt.epoch("us"), -pl.col("tokens")
    orders = {"first": [], "longest": [longest, published], "latest": [-published, longest]}
    return orders.get(keep, [published, longest])


def preference_ranks(documents: pl.DataFrame, expressions: Sequence[str]) -> pl.Series:
    """Return how much each document is preferred by several expressions together, of which the first weighs most.

    Raises:
        UsageError: one is no SQL expression over the documents.
    """
    if not expressions:
        return pl.zeros(documents.height, eager=True)
    warehouse = in_memory_warehouse()
    try:
        preferences = pl.DataFrame(
            [values.alias(f"p{n}") for n, values in enumerate(evaluate(warehouse, documents, expressions))]
        )
    finally:
        warehouse.connection.close()
    joint = pl.struct(pl.all().fill_null(float("-inf"))).rank("dense")
    return preferences.select(joint.cast(pl.Float64)).to_series()


def evaluate(warehouse: Warehouse, documents: pl.DataFrame, expressions: Sequence[str]) -> Iterator[pl.Series]:
    """Yield the value of each expression for every document.

    Raises:
        UsageError: one is no SQL expression over the documents.
    """
    query = sql_files.query("cleaning/preference")
    for expression in expressions:
        text = "\n".join(line for line in query.text.splitlines() if not line.startswith("--"))
        statement = text.replace("preferred_expression", expression)
        try:
            yield warehouse.sql(statement, frames={"documents": documents}).get_column("preference")
        except (QueryError, UsageError) as error:
            columns = ", ".join(documents.columns)
            raise UsageError(f"--prefer {expression}: {error}", f"write an SQL expression over: {columns}") from None
