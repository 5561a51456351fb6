"""Parquet and Arrow files kept table by table: no value passes through Python where its column can be read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.readers.arrow_messages import MARK
from provenance.readers.arrow_values import row_bytes
from provenance.readers.columnar import arrow_batches, held_limit, parquet_file, portions, refuse_bomb
from provenance.readers.delimited import missing_text
from provenance.readers.lossless.model import CHUNK_RECORDS, RAW_RECORDS, Chunk, RawForm, RawRecord
from provenance.readers.records import ByteBudget, RejectedInput, frame
from provenance.readers.streams import DAMAGE, EXPANSION_FLOOR, MAX_EXPANSION, MAX_RECORD_BYTES, TooLargeError
from provenance.tables import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa  # in the functions below it is loaded where it is used: it takes 0.1 s

    from provenance.readers.lossless.model import InputFile, ReadOptions
    from provenance.readers.records import Record, Source

DESCRIPTIVE_COLUMNS = ("document_id", "outlet", "url", "title", "language", "published_at")


def columnar_chunks(files: Sequence[InputFile], options: ReadOptions) -> Iterator[Chunk]:
    """Yield Parquet or Arrow files in chunks; what is damaged is rejected, and the file has to be kept then."""
    for file in files:
        yield from _file_chunks(file, options)


PARQUET = RawForm("parquet", columnar_chunks, "each row, value for value", compressible=False)
ARROW = RawForm("arrow", columnar_chunks, "each row, value for value", compressible=False)


def _file_chunks(file: InputFile, options: ReadOptions) -> Iterator[Chunk]:
    """Yield one file in chunks; an empty one where it has no rows."""
    start = 0
    for item in _tables(file):
        if isinstance(item, RejectedInput):
            yield Chunk(RAW_RECORDS.empty(), None, [], [item], restorable=False)
            continue
        missing = missing_text(item.schema.names, options.fields)
        rejects = [file.source.reject(missing)] if missing and not start else []
        yield Chunk(raw_rows(item, file, options, start), item, [], rejects)
        start += item.num_rows
    if not start:
        yield Chunk(RAW_RECORDS.empty(), None, [], [])


def schema_of(file: InputFile) -> pa.Schema:
    """Return the schema of a Parquet or Arrow file; one without fields where the file is damaged, or not kept."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with file.source.open() as stream:
            if file.family == PARQUET.family:
                return pq.read_schema(stream)
            schema = arrow_schema(stream)
            return pa.schema([]) if why_unkept(schema) else schema
    except (*DAMAGE, pa.ArrowException):
        return pa.schema([])


def arrow_schema(stream: Any) -> pa.Schema:  # noqa: ANN401 - pyarrow has no types
    """Return the schema of an Arrow file or stream, and let the stream be read from its beginning."""
    import pyarrow as pa

    is_file = stream.read(len(MARK)) == MARK
    stream.seek(0)
    schema = (pa.ipc.open_file(stream) if is_file else pa.ipc.open_stream(stream)).schema
    stream.seek(0)
    return schema


def why_unkept(schema: pa.Schema) -> str | None:
    """Return why rows of a schema cannot be kept in Parquet, as a cleaned corpus does; None where they can."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for field in schema:
        try:
            pq.ParquetWriter(pa.BufferOutputStream(), pa.schema([field])).close()
        except pa.ArrowException:
            return (
                f"rows cannot be kept: the type of {field.name}, {field.type}, is none of Parquet; give it a plain one"
            )
    return None


def _tables(file: InputFile) -> Iterator[pa.Table | RejectedInput]:
    """Yield the rows of a file in tables of bounded size."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with file.source.open() as stream:
        try:
            is_parquet = file.family == PARQUET.family
            schema = pq.read_schema(stream) if is_parquet else None
            if not is_parquet and (problem := why_unkept(arrow_schema(stream))):
                yield file.source.reject(problem)
                return
            batches = _parquet_batches(stream) if is_parquet else arrow_batches(stream, held_limit(file.source))
            for batch in within_bounds(batches, file.source):
                table = pa.Table.from_batches([batch])
                table = table.cast(schema) if schema and schema != table.schema else table
                yield from (table.slice(n, CHUNK_RECORDS) for n in range(0, table.num_rows, CHUNK_RECORDS))
        except (*DAMAGE, pa.ArrowException) as error:
            yield file.source.reject(f"not a whole {file.family.title()} file: {error}; what follows is not read")


def within_bounds(batches: Iterator[Any], source: Source) -> Iterator[Any]:
    """Yield record batches in portions of bounded size.

    Raises:
        BombError: their values are more than the file may hold.
        TooLargeError: one record is.
    """
    budget = ByteBudget(EXPANSION_FLOOR + MAX_EXPANSION * source.size)
    for batch in batches:
        sizes = row_bytes(batch)
        for start, stop in portions(sizes):
            refuse_bomb(sum(sizes[start:stop]), budget)
            if sizes[start] > MAX_RECORD_BYTES:
                raise TooLargeError(f"a record is longer than {MAX_RECORD_BYTES >> 20} MiB")
            budget.remaining -= sum(sizes[start:stop])
            yield batch.slice(start, stop - start)


def _parquet_batches(stream: Any) -> Iterator[Any]:  # noqa: ANN401 - pyarrow has no types
    """Yield the record batches of a Parquet file, texts as dictionaries where they are: one is in memory once."""
    file = parquet_file(stream)
    for group in range(file.num_row_groups):
        yield from file.iter_batches(CHUNK_RECORDS, row_groups=[group])


def raw_rows(rows: pa.Table, file: InputFile, options: ReadOptions, start: int) -> pl.DataFrame:
    """Return what is known of the rows of a table (columns of ``RAW_RECORDS``); ``start`` rows came before them."""
    candidates, _ = options.fields.plan(rows.schema.names)
    columns = (*DESCRIPTIVE_COLUMNS, "text")
    needed = {name for column in columns for name in candidates[column] if name in rows.schema.names}
    nested = [name for name in options.fields.mapped.values() if name not in rows.schema.names]
    if nested or not options.fields_suffice or not all(is_simple(rows.schema.field(name).type) for name in needed):
        return _row_by_row(rows, file, options, start)
    strings = {name: strings_of(rows.column(name)).alias(name) for name in sorted(needed)}
    series = {column: _first_nonempty(strings, candidates[column], rows.num_rows) for column in columns}
    return _raw_frame(series, [name for name in candidates["text"] if name in strings], file, start)


def strings_of(column: pa.ChunkedArray) -> pl.Series:
    """Return the values of a column as strings (pyarrow's own casts would load all that it can compute)."""
    values = pl.from_arrow(column)
    assert isinstance(values, pl.Series)
    return values.cast(pl.String)


def _raw_frame(columns: dict[str, pl.Series], text_fields: list[str], file: InputFile, start: int) -> pl.DataFrame:
    """Return columns of strings as a frame of ``RAW_RECORDS``."""
    index = pl.int_range(pl.len(), dtype=pl.Int64) + start
    path_and_position = pl.lit(f"{file.source.id}#") + (index + 1).cast(pl.String)
    return (
        pl.DataFrame(columns)
        .with_columns(
            pl.lit(file.number, pl.Int32).alias("file"),
            index.alias("place"),
            (index + 1).alias("position"),
            pl.coalesce("document_id", path_and_position).alias("document_id"),
            pl.lit(text_fields[0] if len(text_fields) == 1 else None, pl.String).alias("field"),
            pl.col("text").fill_null(""),
        )
        .select(RAW_RECORDS.names())
    )


def _first_nonempty(strings: dict[str, pl.Series], names: list[str], height: int) -> pl.Series:
    """Return, row by row, the first of some columns that is not empty."""
    columns = [strings[name] for name in names if name in strings]
    if not columns:
        return pl.Series([None], dtype=pl.String).new_from_index(0, height)
    nonempty = [pl.when(pl.col(column.name) != "").then(pl.col(column.name)) for column in columns]
    return pl.DataFrame(columns).select(pl.coalesce(nonempty)).to_series()


def is_simple(kind: pa.DataType) -> bool:
    """Return whether a cast to string writes every value of a type as the record readers do."""
    from pyarrow import types

    tests = (types.is_string, types.is_large_string, types.is_integer, types.is_date)
    return (
        any(test(kind) for test in tests)
        or bool(types.is_dictionary(kind) and is_simple(kind.value_type))
        or str(kind) == "string_view"
    )


def _row_by_row(rows: pa.Table, file: InputFile, options: ReadOptions, start: int) -> pl.DataFrame:
    """Return what is known of rows whose values are no plain strings, or that sidecar metadata completes."""
    raw_records = [RawRecord(start + n, start + n + 1, b"", value) for n, value in enumerate(rows.to_pylist())]
    return frame([options.raw_row(file, raw) for raw in raw_records], RAW_RECORDS.schema())


def plain_table(records: list[Record]) -> pa.Table:
    """Return records as a table (columns of ``tables.RECORDS`` without the origin)."""
    return frame(records, RECORDS.schema()).drop("origin").to_arrow()
