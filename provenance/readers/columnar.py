"""Parquet, Arrow and Feather: one record a row."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, BinaryIO

from provenance.readers.delimited import without_text
from provenance.readers.streams import BROKEN, compression, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.fields import Fields
    from provenance.readers.records import Item, Source

ROWS = 1024  # rows decoded at a time
HELD = 256 << 20  # bytes of a column file that cannot be read where it stands


def read_parquet(source: Source, fields: Fields) -> Iterator[Item]:
    """Yield the records of a Parquet file; a damaged row group is set aside, the others are read."""
    import pyarrow as pa  # loaded only where it is used: it takes 0.1 s
    import pyarrow.parquet as pq

    broken = (*BROKEN, pa.ArrowException)
    with seekable(source) as stream:
        try:
            file = pq.ParquetFile(stream)
        except broken as error:
            yield source.aside(f"not a whole Parquet file: {error}")
            return
        names = file.schema_arrow.names
        missing = without_text(names, fields)
        if missing:
            yield source.aside(missing)
            return
        start = 0
        for group in range(file.num_row_groups):
            stop, number = start + file.metadata.row_group(group).num_rows, start
            try:
                for batch in file.iter_batches(ROWS, row_groups=[group], columns=needed(names, fields)):
                    yield from _records(batch, source, fields, number)
                    number += batch.num_rows
            except broken as error:
                yield source.aside(f"rows {number + 1} to {stop} are damaged: {error}", number + 1)
            start = stop


def read_arrow(source: Source, fields: Fields) -> Iterator[Item]:
    """Yield the records of an Arrow file, stream or Feather file; what follows a damaged batch is set aside."""
    import pyarrow as pa  # loaded only where it is used: it takes 0.1 s

    number = 0
    with seekable(source) as stream:
        try:
            for batch in _batches(stream):
                if number == 0 and (missing := without_text(batch.schema.names, fields)):
                    yield source.aside(missing)
                    return
                yield from _records(batch.select(needed(batch.schema.names, fields)), source, fields, number)
                number += batch.num_rows
        except (*BROKEN, pa.ArrowException) as error:
            yield source.aside(f"not a whole Arrow file: {error}; nothing is read after row {number}", number + 1)


def _batches(stream: Any) -> Iterator[Any]:  # noqa: ANN401 - pyarrow has no types
    """Yield the record batches of an Arrow file or stream."""
    import pyarrow as pa

    if stream.read(6) == b"ARROW1":
        stream.seek(0)
        file = pa.ipc.open_file(stream)
        yield from (_sound(file.get_batch(number)) for number in range(file.num_record_batches))
    else:
        stream.seek(0)
        yield from map(_sound, pa.ipc.open_stream(stream))


def _sound(batch: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return a batch once its offsets are known to stay inside its buffers: wrong ones would read foreign memory.

    Raises:
        ArrowInvalid: they do not.
    """
    import pyarrow as pa

    for column in batch.columns:
        column.validate()
        text = pa.types.is_string(column.type) or pa.types.is_large_string(column.type)
        whole = (
            column.view(pa.large_binary() if pa.types.is_large_string(column.type) else pa.binary()) if text else column
        )
        whole.validate(full=True)
    return batch


def seekable(source: Source) -> BinaryIO:
    """Return the bytes of a source so that they can be read from anywhere.

    Raises:
        OSError: they are compressed or in an archive, and more than can be held.
    """
    if not source.inside and compression(source.name)[0] is None:
        return source.open()
    with opened(source) as stream:
        data = stream.read(HELD + 1)
    if len(data) > HELD:
        raise OSError(f"a column file of more than {HELD >> 20} MiB, compressed or in an archive: unpack it")
    return io.BytesIO(data)


def needed(names: list[str], fields: Fields) -> list[str]:
    """Return the fields worth decoding, in the file's order."""
    candidates, others = fields.plan(names)
    wanted = {name for each in candidates.values() for name in each} | {
        name.split(".")[0] for name in fields.mapped.values()
    }
    return [name for name in names if name in wanted or name in others]


def _records(batch: Any, source: Source, fields: Fields, before: int) -> Iterator[Item]:  # noqa: ANN401 - pyarrow has no types
    """Yield the records of one batch."""
    names = batch.schema.names
    columns = [_values(column) for column in batch.columns]
    for number, row in enumerate(zip(*columns, strict=True), before + 1):
        yield fields.record(dict(zip(names, row, strict=True)), source, number)


def _values(column: Any) -> list[Any]:  # noqa: ANN401 - pyarrow has no types
    """Return the values of a column; strings that are no UTF-8 as bytes."""
    try:
        return column.to_pylist()  # type: ignore[no-any-return]
    except UnicodeDecodeError:
        return column.cast("binary").to_pylist()  # type: ignore[no-any-return]
