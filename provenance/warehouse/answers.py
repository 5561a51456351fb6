"""Answers of SQL statements as frames and as streams, whatever their types, names, values and size."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.errors import QueryError
from provenance.warehouse.connection import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

NO_POLARS_TYPE = re.compile(
    r"\b(?:INTERVAL|UNION|BIT|BIGNUM|VARINT|VARIANT|GEOMETRY|TIME WITH TIME ZONE)\b|\bMAP\((?!VARCHAR,)"
)
"""Types of DuckDB without a polars type of the same values: their columns become text, as DuckDB writes it."""

BATCH_ROWS = 10_240
"""Rows of a batch: small enough that whole texts fit into memory, large enough to be quick."""

MOST_BYTES = 1 << 30
"""Bytes of an answer that is held in memory; DuckDB's own memory limit does not count what it hands over."""


@dataclass(frozen=True)
class Answer:
    """The answer to one statement, computed as it is read: all at once as a frame, or batch by batch.

    Columns of one name get a number (``a``, ``a_1``); values of types that Arrow or polars cannot hold become text.

    Attributes:
        relation: computes the rows, in their order; None where the statement answers none. It may be computed again.
        as_text: numbers of columns, from 0, that become text.
    """

    relation: Callable[[], duckdb.DuckDBPyRelation | None]
    as_text: frozenset[int] = frozenset()

    def batches(self) -> tuple[Any, Iterator[Any]]:
        """Return the Arrow schema of the answer, and its record batches, which are computed as they are drawn."""
        import pyarrow as pa

        relation = self.relation()
        if relation is None:
            return pa.schema([]), iter(())
        names = unique_names(relation.columns)
        text = self.as_text | {i for i, kind in enumerate(relation.types) if NO_POLARS_TYPE.search(str(kind))}
        if text or names != relation.columns:
            relation = projected(relation, names, text)
        reader = relation.to_arrow_reader(BATCH_ROWS)
        return reader.schema, iter(reader)

    def frame(self, most_bytes: int = MOST_BYTES) -> pl.DataFrame:
        """Return the whole answer; times that are no dates of the years 1 to 9999 become text.

        Raises:
            QueryError: it is larger than ``most_bytes``.
        """
        schema, batches = self.batches()
        frame = frame_of(schema, bounded(batches, most_bytes))
        beyond = {index for index, column in enumerate(frame.iter_columns()) if is_beyond(column)}
        return replace(self, as_text=self.as_text | beyond).frame(most_bytes) if beyond else frame

    def frame_or_batches(self, small: int) -> pl.DataFrame | tuple[Any, Iterator[Any]]:
        """Return the whole answer as a frame where it has at most ``small`` bytes, else what :meth:`batches` does.

        Raises:
            QueryError: while the batches are drawn: a time is no date of the years 1 to 9999.
        """
        schema, batches = self.batches()
        batches_so_far: list[Any] = []
        size = 0
        while size <= small:
            batch = next(batches, None)
            if batch is None:
                frame = frame_of(schema, iter(batches_so_far))
                return self.frame() if any(map(is_beyond, frame.iter_columns())) else frame
            batches_so_far.append(batch)
            size += batch.nbytes
        return schema, map(within_the_calendar, chain(batches_so_far, batches))


def within_the_calendar(batch: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return a record batch unchanged.

    Raises:
        QueryError: a time in it is no date of the years 1 to 9999, which text cannot hold.
    """
    import pyarrow as pa

    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        if pa.types.is_temporal(column.type) and is_beyond(pl.Series(column)):
            raise QueryError(f"column {name} holds times beyond the year 9999", f"make text of it: {name}::VARCHAR")
    return batch


def bounded(batches: Iterator[Any], most_bytes: int) -> Iterator[Any]:
    """Yield batches as long as they fit into some bytes.

    Raises:
        QueryError: they do not.
    """
    size = 0
    for batch in batches:
        size += batch.nbytes
        if size > most_bytes:
            raise QueryError(
                f"the answer is larger than {most_bytes >> 20:,} MiB",
                "ask for less (LIMIT), write it to a file (-o FILE.parquet), or read it by Warehouse.stream",
            )
        yield batch


def frame_of(schema: Any, batches: Iterator[Any]) -> pl.DataFrame:  # noqa: ANN401 - pyarrow has no types
    """Return record batches as a frame."""
    import pyarrow as pa

    frame = pl.from_arrow(pa.Table.from_batches(batches, schema=schema))
    assert isinstance(frame, pl.DataFrame)
    return frame


def unique_names(columns: Sequence[str]) -> list[str]:
    """Return column names with a number where the name was there before."""
    names: dict[str, None] = {}
    for column in columns:
        name, number = column, 0
        while name in names:
            number += 1
            name = f"{column}_{number}"
        names[name] = None
    return list(names)


def projected(
    relation: duckdb.DuckDBPyRelation, names: Sequence[str], as_text: frozenset[int]
) -> duckdb.DuckDBPyRelation:
    """Return a relation under other names, some columns as text."""
    columns = [
        f"#{index + 1}{'::VARCHAR' if index in as_text else ''} AS {quoted(name)}" for index, name in enumerate(names)
    ]
    return relation.project(", ".join(columns))


def is_beyond(column: pl.Series) -> bool:
    """Return whether a column, or a list or structure in it, holds a time that is no date of the years 1 to 9999."""
    if isinstance(column.dtype, pl.List | pl.Array):
        return is_beyond(column.explode())
    if isinstance(column.dtype, pl.Struct):
        return any(is_beyond(column.struct.field(field.name)) for field in column.dtype.fields)
    if column.dtype != pl.Date and (not isinstance(column.dtype, pl.Datetime) or column.dtype.time_unit == "ns"):
        return False
    bounds = pl.Series([datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59)]).cast(column.dtype).to_physical()
    values = column.to_physical()
    return bool((values < bounds[0]).any() or (values > bounds[1]).any())
