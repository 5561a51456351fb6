"""Which document stays before which: a person's choice, as an order over all documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from provenance import queries
from provenance.errors import QueryError, UsageError
from provenance.warehouse import Warehouse, connect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.cleaning.options import Options

MEMORY = Path(":memory:")
HIDDEN = ("sequence", "text_digest", "normal_digest", "whole", "field")
SIMPLE = {"earliest": "earliest", "latest": "latest", "longest": "longest", "first": "first"}


def desk() -> Warehouse:
    """Return a hardened connection to no file, to ask SQL of frames."""
    return Warehouse(connect(MEMORY, read_only=False, wait=0.0), MEMORY, read_only=False)


def ranked(documents: pl.DataFrame, options: Options, standing: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return documents with their rank: of two copies the one with the lesser rank stays.

    Args:
        documents: document, file, place, known, published_at, tokens, and whatever else preferences speak of.
        options: ``keep`` and ``prefer``.
        standing: document and how original or how often credited it is; None where the choice does not ask.

    Raises:
        UsageError: a preference is no SQL expression over the documents.
    """
    documents = documents.drop("rank", "kept", strict=False)
    shown = documents.drop(*HIDDEN, "standing", strict=False)
    asking = desk()
    try:
        preference = sum_of(asking, shown, options.prefer)
        frame = shown.join(preference, on="document", maintain_order="left")
        known = (
            standing if standing is not None else pl.DataFrame(schema={"document": pl.Int32, "standing": pl.Float64})
        )
        frame = frame.join(known, on="document", how="left", maintain_order="left")
        order = asking.query("cleaning/ranking", {"documents": frame}, keep=SIMPLE.get(options.keep, "earliest"))
    finally:
        asking.connection.close()
    placed = order.select("document", pl.col("rank").cast(pl.Int32))
    stood = documents.drop("standing", strict=False).join(known, on="document", how="left", maintain_order="left")
    return stood.join(placed, on="document", maintain_order="left")


def sum_of(asking: Warehouse, documents: pl.DataFrame, expressions: Sequence[str]) -> pl.DataFrame:
    """Return how much each document is preferred by several expressions together, the first weighing most."""
    answers = list(preferences(asking, documents, expressions))
    if not answers:
        return documents.select("document", pl.lit(0.0).alias("preference"))
    frame = pl.DataFrame([answer.alias(f"p{n}") for n, answer in enumerate(answers)])
    joint = pl.struct(pl.all().fill_null(float("-inf"))).rank("dense")
    return documents.select("document").with_columns(
        frame.select(joint.cast(pl.Float64)).to_series().alias("preference")
    )


def preferences(asking: Warehouse, documents: pl.DataFrame, expressions: Sequence[str]) -> Iterator[pl.Series]:
    """Yield what each expression gives for every document.

    Raises:
        UsageError: one is no SQL expression over the documents.
    """
    query = queries.query("cleaning/preference")
    for expression in expressions:
        statement = "\n".join(line for line in query.text.splitlines() if not line.startswith("--"))
        asked = statement.replace("preferred_expression", expression)
        try:
            yield asking.sql(asked, frames={"documents": documents}).get_column("preference")
        except (QueryError, UsageError) as error:
            columns = ", ".join(documents.columns)
            raise UsageError(f"--prefer {expression}: {error}", f"write an SQL expression over: {columns}") from None
