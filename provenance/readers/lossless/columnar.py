"""Parquet and Arrow files, table by table: no value passes through Python where its column can be read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa

from provenance.readers.delimited import without_text
from provenance.readers.lossless.portions import PORTION_ROWS, RAW, Piece, Portion
from provenance.readers.records import Aside, frame
from provenance.readers.streams import BROKEN
from provenance.tables import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.lossless.portions import File, Reading
    from provenance.readers.records import Record

DESCRIBING = ("document_id", "outlet", "url", "title", "language", "published_at")


def portions(file: File, reading: Reading) -> Iterator[Portion]:
    """Yield a Parquet or Arrow file in portions; what is damaged is set aside, and the file has to be kept then."""
    start = 0
    for item in _tables(file):
        if isinstance(item, Aside):
            yield Portion(RAW.empty(), None, [], [item], whole=False)
            continue
        missing = without_text(item.schema.names, reading.fields)
        asides = [file.source.aside(missing)] if missing and not start else []
        yield Portion(described(item, file, reading, start), item, [], asides)
        start += item.num_rows
    if not start:
        yield Portion(RAW.empty(), None, [], [])


def schema_of(file: File) -> pa.Schema:
    """Return the schema of a Parquet or Arrow file.

    Raises:
        OSError, ArrowException: it has none that can be read.
    """
    import pyarrow.parquet as pq

    with file.source.open() as stream:
        if file.family == "parquet":
            return pq.read_schema(stream)
        first = stream.read(6) == b"ARROW1"
        stream.seek(0)
        return (pa.ipc.open_file(stream) if first else pa.ipc.open_stream(stream)).schema


def _tables(file: File) -> Iterator[pa.Table | Aside]:
    """Yield the rows of a file in tables of bounded size."""
    with file.source.open() as stream:
        try:
            for batch in _parquet(stream) if file.family == "parquet" else _arrow(stream):
                yield from _bounded(batch)
        except (*BROKEN, pa.ArrowException) as error:
            yield file.source.aside(f"not a whole {file.family.title()} file: {error}; what follows is not read")


def _bounded(batch: Any) -> Iterator[pa.Table]:  # noqa: ANN401 - pyarrow has no types
    whole = pa.Table.from_batches([batch])
    for start in range(0, whole.num_rows, PORTION_ROWS):
        yield whole.slice(start, PORTION_ROWS)


def _parquet(stream: Any) -> Iterator[Any]:  # noqa: ANN401 - pyarrow has no types
    import pyarrow.parquet as pq

    file = pq.ParquetFile(stream)
    for group in range(file.num_row_groups):
        yield from file.iter_batches(PORTION_ROWS, row_groups=[group])


def _arrow(stream: Any) -> Iterator[Any]:  # noqa: ANN401 - pyarrow has no types
    from provenance.readers.columnar import _batches

    yield from _batches(stream)


def described(rows: pa.Table, file: File, reading: Reading, start: int) -> pl.DataFrame:
    """Return what is known of the rows of a table (columns of ``RAW``)."""
    candidates, _ = reading.fields.plan(rows.schema.names)
    wanted = {name for column in (*DESCRIBING, "text") for name in candidates[column] if name in rows.schema.names}
    nested = [name for name in reading.fields.mapped.values() if name not in rows.schema.names]
    if nested or not reading.silent or not all(is_simple(rows.schema.field(name).type) for name in wanted):
        return _one_by_one(rows, file, reading, start)
    strings = {name: strings_of(rows.column(name)).alias(name) for name in sorted(wanted)}
    columns = {column: _first(strings, candidates[column], rows.num_rows) for column in (*DESCRIBING, "text")}
    held = [name for name in candidates["text"] if name in strings]
    return _framed(columns, held, file, start)


def strings_of(column: pa.ChunkedArray) -> pl.Series:
    """Return the values of a column as strings (pyarrow's own casts would load all that it can compute)."""
    values = pl.from_arrow(column)
    assert isinstance(values, pl.Series)
    return values.cast(pl.String)


def _framed(columns: dict[str, pl.Series], held: list[str], file: File, start: int) -> pl.DataFrame:
    """Return columns of strings as a frame of ``RAW``."""
    position = pl.int_range(pl.len(), dtype=pl.Int64) + start
    given = pl.DataFrame(columns)
    stand_in = pl.lit(f"{file.source.id}#") + (position + 1).cast(pl.String)
    return given.with_columns(
        pl.lit(file.number, pl.Int32).alias("file"),
        position.alias("place"),
        (position + 1).alias("position"),
        pl.coalesce("document_id", stand_in).alias("document_id"),
        pl.lit(held[0] if len(held) == 1 else None, pl.String).alias("field"),
        pl.col("text").fill_null(""),
    ).select(RAW.names())


def _first(strings: dict[str, pl.Series], names: list[str], height: int) -> pl.Series:
    """Return, row by row, the first of some columns that is not empty."""
    there = [strings[name] for name in names if name in strings]
    if not there:
        return pl.Series([None], dtype=pl.String).new_from_index(0, height)
    filled = [pl.when(pl.col(each.name) != "").then(pl.col(each.name)) for each in there]
    return pl.DataFrame(there).select(pl.coalesce(filled)).to_series()


def is_simple(kind: pa.DataType) -> bool:
    """Return whether every value of a type is plainly written as a string."""
    return (
        any(
            test(kind)
            for test in (
                pa.types.is_string,
                pa.types.is_large_string,
                pa.types.is_integer,
                pa.types.is_date,
                _is_text_dictionary,
            )
        )
        or str(kind) == "string_view"
    )


def _is_text_dictionary(kind: pa.DataType) -> bool:
    return bool(pa.types.is_dictionary(kind)) and is_simple(kind.value_type)


def _one_by_one(rows: pa.Table, file: File, reading: Reading, start: int) -> pl.DataFrame:
    """Return what is known of rows whose fields need a closer look."""
    values = rows.to_pylist()
    pieces = [Piece(start + n, start + n + 1, b"", value) for n, value in enumerate(values)]
    return frame([reading.described(file, piece) for piece in pieces], RAW.schema())


def plain_table(records: list[Record]) -> pa.Table:
    """Return records as a table (columns of ``tables.RECORDS`` without the origin)."""
    return frame(records, RECORDS.schema()).drop("origin").to_arrow()
