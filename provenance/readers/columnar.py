"""Parquet, Arrow and Feather: one record a row."""

from __future__ import annotations

import io
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from provenance.readers.arrow_messages import BATCH, DICTIONARY, MARK, MessageError, messages
from provenance.readers.arrow_values import row_bytes
from provenance.readers.delimited import missing_text
from provenance.readers.nested_records import METADATA, WRAPPERS
from provenance.readers.records import ByteBudget
from provenance.readers.streams import (
    DAMAGE,
    EXPANSION_FLOOR,
    MAX_EXPANSION,
    MAX_RECORD_BYTES,
    BombError,
    compression,
    open_decompressed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.fields import FieldMapping
    from provenance.readers.records import Item, Source

DECODED_ROWS = 1024  # rows decoded at a time
SCANNED_ROWS = 16_384  # rows of a Parquet file that only polars reads
MAX_HELD_EXPANSION = 50  # bytes from one compressed byte, of what is decompressed as a whole
MAX_BUFFERED = 256 << 20  # bytes of a column file held in memory: compressed or in an archive, it cannot be sought


def read_parquet(source: Source, fields: FieldMapping) -> Iterator[Item]:
    """Yield the records of a Parquet file; a damaged row group is rejected, the rest is read."""
    import pyarrow as pa  # loaded only where it is used: it takes 0.1 s

    damage = (*DAMAGE, pa.ArrowException)
    with seekable(source) as stream:
        try:
            file = parquet_file(stream)
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
        start, budget = 0, ByteBudget(EXPANSION_FLOOR + MAX_EXPANSION * source.size)
        for group in range(file.num_row_groups):
            stop, number = start + file.metadata.row_group(group).num_rows, start
            try:
                refuse_bomb(file.metadata.row_group(group).total_byte_size, budget)
                for batch in file.iter_batches(DECODED_ROWS, row_groups=[group], columns=used_columns(names, fields)):
                    yield from _records(batch, source, fields, number, budget)
                    number += batch.num_rows
            except BombError as error:
                yield source.reject(f"{error}; nothing is read from row {number + 1} on", number + 1)
                return
            except damage as error:
                yield source.reject(f"rows {number + 1} to {stop} are damaged: {error}", number + 1)
            start = stop


def _read_by_polars(stream: BinaryIO, source: Source, fields: FieldMapping) -> Iterator[Item]:
    """Yield the records of a Parquet file whose schema holds types that Arrow does not read (128-bit integers)."""
    import polars as pl
    from polars import selectors as cs

    stream.seek(0)
    number = 0
    try:
        names = pl.read_parquet_schema(stream)
        if missing := missing_text(list(names), fields):
            yield source.reject(missing)
            return
        stream.seek(0)
        rows = pl.scan_parquet(stream, glob=False).select(used_columns(list(names), fields))
        rows = rows.with_columns(cs.by_dtype(pl.Int128, pl.UInt128).cast(pl.String))
        budget = ByteBudget(EXPANSION_FLOOR + MAX_EXPANSION * source.size)
        while (frame := rows.slice(number, SCANNED_ROWS).collect()).height:
            for batch in frame.to_arrow(compat_level=pl.CompatLevel.newest()).to_batches():  # views: nothing is copied
                yield from _records(batch, source, fields, number, budget)
                number += batch.num_rows
    except (*DAMAGE, pl.exceptions.PolarsError) as error:
        yield source.reject(
            f"not a whole Parquet file: {str(error)[:200]}; nothing is read after row {number}", number + 1
        )


def read_arrow(source: Source, fields: FieldMapping) -> Iterator[Item]:
    """Yield the records of an Arrow file, stream or Feather file; what follows a damaged batch is rejected."""
    import pyarrow as pa  # loaded only where it is used: it takes 0.1 s

    number, budget = 0, ByteBudget(EXPANSION_FLOOR + MAX_EXPANSION * source.size)
    with seekable(source) as stream:
        try:
            for batch in arrow_batches(stream, held_limit(source)):
                if number == 0 and (missing := missing_text(batch.schema.names, fields)):
                    yield source.reject(missing)
                    return
                selection = batch.select(used_columns(batch.schema.names, fields))
                yield from _records(selection, source, fields, number, budget)
                number += batch.num_rows
        except (*DAMAGE, pa.ArrowException) as error:
            problem = str(error) if isinstance(error, BombError) else f"not a whole Arrow file: {error}"
            yield source.reject(f"{problem}; nothing is read after row {number}", number + 1)


def held_limit(source: Source) -> int:
    """Return how many bytes a part of a source, which is decompressed as a whole, may take."""
    return EXPANSION_FLOOR + MAX_HELD_EXPANSION * source.size


def arrow_batches(stream: Any, limit: int) -> Iterator[Any]:  # noqa: ANN401 - pyarrow has no types
    """Yield the record batches of an Arrow file or stream, each with its buffers checked.

    Raises:
        BombError: a batch, or the dictionaries together, take more than ``limit`` bytes; what came before is yielded.
    """
    import pyarrow as pa

    few, problem = _batches_within(stream, stream.seek(0, io.SEEK_END), limit)
    stream.seek(0)
    is_file = stream.read(len(MARK)) == MARK
    stream.seek(0)
    if few == 0 and problem:
        raise problem
    if is_file:
        file = pa.ipc.open_file(stream)
        batches = (file.get_batch(number) for number in range(file.num_record_batches))
    else:
        batches = iter(pa.ipc.open_stream(stream))
    yield from map(_validated, islice(batches, few) if problem else batches)
    if problem:
        raise problem


def _batches_within(stream: BinaryIO, length: int, limit: int) -> tuple[int, OSError | None]:
    """Return how many batches come before the first that cannot be had, and why; None where all can."""
    few = dictionaries = 0
    try:
        for message in messages(stream, length):
            dictionaries += message.size if message.kind == DICTIONARY else 0
            if max(message.size, dictionaries) > limit:
                return few, BombError(
                    "a compression bomb: a batch grows far beyond the file; unpack it yourself if you trust it"
                )
            few += message.kind == BATCH
    except MessageError as error:
        return few, error
    return few, None


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


def _records(
    batch: Any,  # noqa: ANN401 - pyarrow has no types
    source: Source,
    fields: FieldMapping,
    before: int,
    budget: ByteBudget,
) -> Iterator[Item]:
    """Yield the records of one batch; ``before`` rows came before it.

    Raises:
        BombError: the values of a dictionary are repeated until they are more than the file may hold.
    """
    names = batch.schema.names
    sizes = row_bytes(batch)
    for start, stop in portions(sizes):
        refuse_bomb(sum(sizes[start:stop]), budget)
        budget.remaining -= sum(sizes[start:stop])
        if sizes[start] > MAX_RECORD_BYTES:
            yield source.reject(f"the record is longer than {MAX_RECORD_BYTES >> 20} MiB", before + start + 1)
            continue
        columns = [_values(column) for column in batch.slice(start, stop - start).columns]
        for number, row in enumerate(zip(*columns, strict=True), before + start + 1):
            yield fields.record(dict(zip(names, row, strict=True)), source, number)


def refuse_bomb(size: int, budget: ByteBudget) -> None:
    """Raise where decoded values are more than what is left of a budget.

    Raises:
        BombError: they are.
    """
    if size > budget.remaining:
        raise BombError("a compression bomb: its values grow far beyond the file; unpack it yourself if you trust it")


def portions(sizes: list[int]) -> Iterator[tuple[int, int]]:
    """Yield where rows are cut into portions of at most ``MAX_RECORD_BYTES``, and at least one row."""
    start = total = 0
    for number, size in enumerate(sizes):
        if number > start and total + size > MAX_RECORD_BYTES:
            yield start, number
            start, total = number, 0
        total += size
    if start < len(sizes):
        yield start, len(sizes)


def parquet_file(stream: BinaryIO) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return a Parquet file whose texts stay dictionaries where they are: a text that is repeated is in memory once."""
    import pyarrow.parquet as pq

    schema = pq.ParquetFile(stream).schema
    texts = [schema.column(n).path for n in range(len(schema)) if schema.column(n).physical_type == "BYTE_ARRAY"]
    stream.seek(0)
    return pq.ParquetFile(stream, read_dictionary=texts)


def _values(column: Any) -> list[Any]:  # noqa: ANN401 - pyarrow has no types
    """Return the values of a column; as bytes where a string in it is no UTF-8."""
    try:
        return column.to_pylist()  # type: ignore[no-any-return]
    except UnicodeDecodeError:
        return column.cast("binary").to_pylist()  # type: ignore[no-any-return]
