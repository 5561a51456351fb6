"""Which document stays before which: a person's choice, as an order over all documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from provenance.errors import QueryError, UsageError
from provenance.warehouse import sql_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.cleaning.options import Options
    from provenance.warehouse.warehouse import Warehouse

MEMORY = Path(":memory:")
HIDDEN = ("sequence", "text_digest", "normal_digest", "whole", "field")


def desk() -> Warehouse:
    """Return a hardened connection to no file, to ask SQL of frames."""
    from provenance.warehouse.warehouse import (  # loading DuckDB takes as long as to rank a million documents
        Warehouse,
        connect,
    )

    return Warehouse(connect(MEMORY, read_only=False, wait=0.0), MEMORY, read_only=False)


def ranked(documents: pl.DataFrame, options: Options, standing: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return documents with their rank: of two copies the one with the lesser rank stays.

    A release that came before goes first; then what is preferred; then what the choice says; then path and position.

    Args:
        documents: document, file, place, known, published_at, tokens, and whatever else preferences speak of.
        options: ``keep`` and ``prefer``.
        standing: document and how original or how often credited it is; None where the choice does not ask.

    Raises:
        UsageError: a preference is no SQL expression over the documents.
    """
    documents = documents.drop("rank", "kept", "standing", strict=False)
    known = standing if standing is not None else pl.DataFrame(schema={"document": pl.Int32, "standing": pl.Float64})
    stood = documents.join(known, on="document", how="left", maintain_order="left")
    preference = preferred(documents.drop(*HIDDEN, strict=False), options.prefer)
    choice = [pl.col("known").not_(), -pl.lit(preference), -pl.col("standing"), *chosen(options.keep)]
    order = pl.arg_sort_by([*choice, pl.col("file"), pl.col("place")], nulls_last=True)
    return stood.with_columns(order.arg_sort().cast(pl.Int32).alias("rank"))


def chosen(keep: str) -> list[pl.Expr]:
    """Return what a choice sorts documents by, least first, unknown last."""
    published, longest = pl.col("published_at").dt.epoch("us"), -pl.col("tokens")
    orders = {"first": [], "longest": [longest, published], "latest": [-published, longest]}
    return orders.get(keep, [published, longest])


def preferred(documents: pl.DataFrame, expressions: Sequence[str]) -> pl.Series:
    """Return how much each document is preferred by several expressions together, the first weighing most.

    Raises:
        UsageError: one is no SQL expression over the documents.
    """
    if not expressions:
        return pl.zeros(documents.height, eager=True)
    asking = desk()
    try:
        frame = pl.DataFrame(
            [answer.alias(f"p{n}") for n, answer in enumerate(preferences(asking, documents, expressions))]
        )
    finally:
        asking.connection.close()
    joint = pl.struct(pl.all().fill_null(float("-inf"))).rank("dense")
    return frame.select(joint.cast(pl.Float64)).to_series()


def preferences(asking: Warehouse, documents: pl.DataFrame, expressions: Sequence[str]) -> Iterator[pl.Series]:
    """Yield what each expression gives for every document.

    Raises:
        UsageError: one is no SQL expression over the documents.
    """
    query = sql_files.query("cleaning/preference")
    for expression in expressions:
        statement = "\n".join(line for line in query.text.splitlines() if not line.startswith("--"))
        asked = statement.replace("preferred_expression", expression)
        try:
            yield asking.sql(asked, frames={"documents": documents}).get_column("preference")
        except (QueryError, UsageError) as error:
            columns = ", ".join(documents.columns)
            raise UsageError(f"--prefer {expression}: {error}", f"write an SQL expression over: {columns}") from None
