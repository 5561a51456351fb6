"""Parquet, Arrow and Feather: one record a row."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, BinaryIO

from provenance.readers.delimited import missing_text
from provenance.readers.nested_records import METADATA, WRAPPERS
from provenance.readers.streams import DAMAGE, compression, open_decompressed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.fields import FieldMapping
    from provenance.readers.records import Item, Source

DECODED_ROWS = 1024  # rows decoded at a time
SCANNED_ROWS = 16_384  # rows of a Parquet file that only polars reads
MAX_BUFFERED = 256 << 20  # bytes of a column file held in memory: compressed or in an archive, it cannot be sought


def read_parquet(source: Source, fields: FieldMapping) -> Iterator[Item]:
    """Yield the records of a Parquet file; a damaged row group is rejected, the rest is read."""
    import pyarrow as pa  # loaded only where it is used: it takes 0.1 s
    import pyarrow.parquet as pq

    damage = (*DAMAGE, pa.ArrowException)
    with seekable(source) as stream:
        try:
            file = pq.ParquetFile(stream)
        except pa.ArrowNotImplementedError:
            yield from _read_by_polars(stream, source, fields)
            return
        except damage as error:
            yield source.reject(f"not a whole Parquet file: {error}")
            return
        names = file.schema_arrow.names
        missing = missing_text(names, fields)
        if missing:
            yield source.reject(missing)
            return
        start = 0
        for group in range(file.num_row_groups):
            stop, number = start + file.metadata.row_group(group).num_rows, start
            try:
                for batch in file.iter_batches(DECODED_ROWS, row_groups=[group], columns=used_columns(names, fields)):
                    yield from _records(batch, source, fields, number)
                    number += batch.num_rows
            except damage as error:
                yield source.reject(f"rows {number + 1} to {stop} are damaged: {error}", number + 1)
            start = stop


def _read_by_polars(stream: BinaryIO, source: Source, fields: FieldMapping) -> Iterator[Item]:
    """Yield the records of a Parquet file whose schema holds types that Arrow does not read (128-bit integers)."""
    import polars as pl

    stream.seek(0)
    number = 0
    try:
        names = pl.read_parquet_schema(stream)
        if missing := missing_text(list(names), fields):
            yield source.reject(missing)
            return
        stream.seek(0)
        rows = pl.scan_parquet(stream, glob=False).select(used_columns(list(names), fields))
        while (batch := rows.slice(number, SCANNED_ROWS).collect()).height:
            for number, row in enumerate(batch.iter_rows(named=True), number + 1):  # noqa: B020 - counted on
                yield fields.record(row, source, number)
    except (*DAMAGE, pl.exceptions.PolarsError) as error:
        yield source.reject(
            f"not a whole Parquet file: {str(error)[:200]}; nothing is read after row {number}", number + 1
        )


def read_arrow(source: Source, fields: FieldMapping) -> Iterator[Item]:
    """Yield the records of an Arrow file, stream or Feather file; what follows a damaged batch is rejected."""
    import pyarrow as pa  # loaded only where it is used: it takes 0.1 s

    number = 0
    with seekable(source) as stream:
        try:
            for batch in arrow_batches(stream):
                if number == 0 and (missing := missing_text(batch.schema.names, fields)):
                    yield source.reject(missing)
                    return
                yield from _records(batch.select(used_columns(batch.schema.names, fields)), source, fields, number)
                number += batch.num_rows
        except (*DAMAGE, pa.ArrowException) as error:
            yield source.reject(f"not a whole Arrow file: {error}; nothing is read after row {number}", number + 1)


def arrow_batches(stream: Any) -> Iterator[Any]:  # noqa: ANN401 - pyarrow has no types
    """Yield the record batches of an Arrow file or stream, each with its buffers checked."""
    import pyarrow as pa

    if stream.read(6) == b"ARROW1":
        stream.seek(0)
        file = pa.ipc.open_file(stream)
        yield from (_validated(file.get_batch(number)) for number in range(file.num_record_batches))
    else:
        stream.seek(0)
        yield from map(_validated, pa.ipc.open_stream(stream))


def _validated(batch: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return a batch whose offsets all stay inside its buffers: others would read memory that is not its own.

    Raises:
        ArrowInvalid: an offset leads out of its buffer.
    """
    import pyarrow as pa

    for column in batch.columns:
        column.validate()
        if pa.types.is_string(column.type):  # as bytes: a string that is no UTF-8 is no damage
            column.view(pa.binary()).validate(full=True)
        elif pa.types.is_large_string(column.type):
            column.view(pa.large_binary()).validate(full=True)
        else:
            column.validate(full=True)
    return batch


def seekable(source: Source) -> BinaryIO:
    """Return the bytes of a source as a stream that can be read from any offset.

    Raises:
        OSError: they are compressed or in an archive, and more than ``MAX_BUFFERED``.
    """
    if not source.in_archive and compression(source.name)[0] is None:
        return source.open()
    with open_decompressed(source) as stream:
        data = stream.read(MAX_BUFFERED + 1)
    if len(data) > MAX_BUFFERED:
        raise OSError(f"a column file of more than {MAX_BUFFERED >> 20} MiB, compressed or in an archive: unpack it")
    return io.BytesIO(data)


def used_columns(names: list[str], fields: FieldMapping) -> list[str]:
    """Return the columns of a file that are worth decoding, in the file's order."""
    candidates, credit_fields = fields.plan(names)
    used = {name for column in candidates.values() for name in column} | set(credit_fields)
    used |= {*WRAPPERS, *METADATA}
    used |= {name.split(".")[0] for name in fields.mapped.values()}
    return [name for name in names if name in used]


def _records(batch: Any, source: Source, fields: FieldMapping, before: int) -> Iterator[Item]:  # noqa: ANN401 - pyarrow has no types
    """Yield the records of one batch; ``before`` rows came before it."""
    names = batch.schema.names
    columns = [_values(column) for column in batch.columns]
    for number, row in enumerate(zip(*columns, strict=True), before + 1):
        yield fields.record(dict(zip(names, row, strict=True)), source, number)


def _values(column: Any) -> list[Any]:  # noqa: ANN401 - pyarrow has no types
    """Return the values of a column; as bytes where a string in it is no UTF-8."""
    try:
        return column.to_pylist()  # type: ignore[no-any-return]
    except UnicodeDecodeError:
        return column.cast("binary").to_pylist()  # type: ignore[no-any-return]
