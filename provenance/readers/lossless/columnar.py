"""Parquet and Arrow files kept table by table: no value passes through Python where its column can be read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.readers.columnar import arrow_batches
from provenance.readers.delimited import missing_text
from provenance.readers.lossless.model import CHUNK_RECORDS, RAW_RECORDS, Chunk, RawForm, RawRecord
from provenance.readers.records import RejectedInput, frame
from provenance.readers.streams import DAMAGE
from provenance.tables import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa  # in the functions below it is loaded where it is used: it takes 0.1 s

    from provenance.readers.lossless.model import InputFile, ReadOptions
    from provenance.readers.records import Record

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
    """Return the schema of a Parquet or Arrow file; one without fields where the file is damaged."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with file.source.open() as stream:
            if file.family == PARQUET.family:
                return pq.read_schema(stream)
            is_file = stream.read(6) == b"ARROW1"
            stream.seek(0)
            return (pa.ipc.open_file(stream) if is_file else pa.ipc.open_stream(stream)).schema
    except (*DAMAGE, pa.ArrowException):
        return pa.schema([])


def _tables(file: InputFile) -> Iterator[pa.Table | RejectedInput]:
    """Yield the rows of a file in tables of bounded size."""
    import pyarrow as pa

    with file.source.open() as stream:
        try:
            for batch in _parquet_batches(stream) if file.family == PARQUET.family else arrow_batches(stream):
                table = pa.Table.from_batches([batch])
                yield from (table.slice(n, CHUNK_RECORDS) for n in range(0, table.num_rows, CHUNK_RECORDS))
        except (*DAMAGE, pa.ArrowException) as error:
            yield file.source.reject(f"not a whole {file.family.title()} file: {error}; what follows is not read")


def _parquet_batches(stream: Any) -> Iterator[Any]:  # noqa: ANN401 - pyarrow has no types
    """Yield the record batches of a Parquet file."""
    import pyarrow.parquet as pq

    file = pq.ParquetFile(stream)
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
