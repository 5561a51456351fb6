"""The rank of each document, 0 for the first: of two copies, the one that is ranked before the other is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.cleaning.decide.across_splits import with_sides
from provenance.cleaning.inputs.own_fields import fields_of_chunk, named_fields
from provenance.errors import QueryError, UsageError
from provenance.readers.lossless.chunks import raw_chunks
from provenance.text.date_intervals import published_until
from provenance.text.dates import parse_times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.cleaning.inputs.corpus import Corpus
    from provenance.cleaning.options import CleaningOptions

HIDDEN = ("side", "split_place", "sequence", "text_digest", "normal_digest", "cut_digest", "whole", "field")
"""Columns of documents that preferences cannot use."""

PREFERENCE_COLUMNS = (
    "document", "document_id", "file", "place", "position", "outlet", "url", "language", "published_at",
    "published_precision", "characters", "tokens", "repetition", "known", "evaluation", "data_split",
)  # fmt: skip
"""Columns of documents that preferences can use."""

PROBED_FILES = 20
"""Files whose first records a preference is tried on before the inputs are read; changes no result."""


def rank_documents(
    documents: pl.DataFrame, options: CleaningOptions, provenance_rank: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Return documents with ``rank`` (0: kept before all others) and ``standing`` (the provenance rank).

    Documents of an earlier release come first; then those of splits named first; then those that are preferred; then
    what ``keep`` says; then path and position.

    Args:
        documents: document, file, place, known, data_split, published_at and its precision, tokens, and what
            preferences refer to.
        options: ``keep``, ``prefer`` and ``split_order``.
        provenance_rank: ``document`` and ``standing``; None where ``keep`` does not need it.

    Raises:
        UsageError: a preference is no SQL expression over the documents.
    """
    documents = with_sides(documents.drop("rank", "kept", "standing", strict=False), options.split_order)
    if provenance_rank is None:
        provenance_rank = pl.DataFrame(schema={"document": pl.Int32, "standing": pl.Float64})
    with_standing = documents.join(provenance_rank, on="document", how="left", maintain_order="left")
    preference = preference_ranks(documents.drop(*HIDDEN, strict=False), options.prefer)
    keys = [
        pl.col("known").not_(),
        pl.col("split_place"),
        -pl.lit(preference),
        -pl.col("standing"),
        *keep_order(options.keep),
    ]
    order = pl.arg_sort_by([*keys, pl.col("file"), pl.col("place")], nulls_last=True)
    return with_standing.with_columns(order.arg_sort().cast(pl.Int32).alias("rank"))


def keep_order(keep: str) -> list[pl.Expr]:
    """Return the sort keys of a choice of what is kept, ascending, nulls last.

    A date is an interval as long as its precision: what is earliest goes by its end, what is latest by its beginning,
    so that a day comes neither before nor after a time of that day. Length decides nothing where it is not asked for:
    who pads a copy would win. A text that repeats its own words comes after one that does not, in steps.
    """
    begun, ended = (time.dt.epoch("us") for time in (pl.col("published_at"), published_until()))
    tidy = pl.col("repetition")
    orders = {"first": [], "longest": [-pl.col("tokens"), ended], "latest": [-begun, tidy]}
    return orders.get(keep, [ended, tidy])


def refuse_bad_preferences(corpus: Corpus, options: CleaningOptions) -> None:
    """Raise where a preference is no SQL expression over the first records of the inputs: before all of them are read.

    Raises:
        UsageError: one is none.
    """
    if not options.prefer:
        return
    frames, fields = [], []
    for group in corpus.output_groups[:PROBED_FILES]:
        chunk = next(raw_chunks(group.files, corpus.reading), None)
        if chunk is not None and chunk.documents.height:
            frames.append(chunk.documents)
            fields.append(fields_of_chunk(chunk, named_fields(options.prefer, PREFERENCE_COLUMNS)))
    if frames:
        documents = probed_documents(pl.concat(frames))
        own = pl.concat(fields, how="diagonal_relaxed").drop("row")
        preference_ranks(documents.with_columns(own.get_columns()), options.prefer)


def probed_documents(documents: pl.DataFrame) -> pl.DataFrame:
    """Return records as documents whose measures are not known yet."""
    dates = parse_times(documents["published_at"])
    metadata = documents.drop("text", "title", "published_at", "field").with_columns(
        dates["published_at"], dates["published_precision"]
    )
    zeros = (pl.lit(0, pl.Int32).alias(name) for name in ("characters", "tokens", "repetition"))
    flags = (pl.lit(value=False).alias(name) for name in ("known", "evaluation"))
    split = pl.lit("").alias("data_split")
    return metadata.with_row_index("document").with_columns(pl.col("document").cast(pl.Int32), *zeros, *flags, split)


def preference_ranks(documents: pl.DataFrame, expressions: Sequence[str]) -> pl.Series:
    """Return how much each document is preferred by several expressions together, of which the first weighs most.

    Raises:
        UsageError: one is no SQL expression over the documents.
    """
    if not expressions:
        return pl.zeros(documents.height, eager=True)
    from provenance.warehouse.frames import (  # loading DuckDB takes as long as to rank a million documents
        in_memory_warehouse,
        row_values,
    )

    with in_memory_warehouse() as warehouse:
        preferences = []
        for expression in expressions:
            try:
                values = row_values(warehouse, expression, documents, name="documents", key="document")
            except QueryError as error:
                columns = ", ".join(documents.columns)
                raise UsageError(
                    f"--prefer {expression}: {error}", f"write an SQL expression over: {columns}"
                ) from None
            preferences.append(values.fill_null(float("-inf")))
    joint = pl.struct(values.alias(f"p{n}") for n, values in enumerate(preferences))
    return pl.select(joint.rank("dense").cast(pl.Float64)).to_series()
