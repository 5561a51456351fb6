"""Answers written batch by batch, as they are computed: an answer of any size takes little memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from provenance.reports.data_formats import flat, json_typed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import polars as pl

GROUP_ROWS = 131_072
"""Rows from which on a row group of Parquet is full."""

GROUP_BYTES = 64 << 20
"""Bytes from which on it is, whatever its rows."""


def stream_csv(file: BinaryIO, schema: Any, batches: Iterator[Any]) -> None:  # noqa: ANN401 - pyarrow has no types
    """Write record batches as CSV with a heading."""
    _stream_text(file, schema, batches, lambda frame, first: flat(frame).write_csv(include_header=first))


def stream_tsv(file: BinaryIO, schema: Any, batches: Iterator[Any]) -> None:  # noqa: ANN401 - pyarrow has no types
    """Write record batches as values separated by tabs, with a heading."""
    _stream_text(
        file, schema, batches, lambda frame, first: flat(frame).write_csv(include_header=first, separator="\t")
    )


def stream_jsonl(file: BinaryIO, schema: Any, batches: Iterator[Any]) -> None:  # noqa: ANN401 - pyarrow has no types
    """Write record batches as JSON Lines."""
    _stream_text(file, schema, batches, lambda frame, _: json_typed(frame).write_ndjson())


def stream_json(file: BinaryIO, schema: Any, batches: Iterator[Any]) -> None:  # noqa: ANN401 - pyarrow has no types
    """Write record batches as one JSON array of objects."""
    file.write(b"[")
    comma = ""
    for frame in frames_of(schema, batches):
        if frame.height:
            file.write((comma + json_typed(frame).write_json()[1:-1]).encode())
            comma = ","
    file.write(b"]\n")


def stream_parquet(file: BinaryIO, schema: Any, batches: Iterator[Any]) -> None:  # noqa: ANN401 - pyarrow has no types
    """Write record batches as a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for group in _groups(batches):
            writer.write_table(pa.Table.from_batches(group, schema=schema))


def stream_arrow(file: BinaryIO, schema: Any, batches: Iterator[Any]) -> None:  # noqa: ANN401 - pyarrow has no types
    """Write record batches as an Arrow file (IPC, also called Feather)."""
    import pyarrow as pa

    with pa.ipc.new_file(file, schema) as writer:
        for batch in batches:
            writer.write_batch(batch)


def frames_of(schema: Any, batches: Iterator[Any]) -> Iterator[pl.DataFrame]:  # noqa: ANN401 - pyarrow has no types
    """Yield record batches as frames; an empty one where there are none, so that columns have their names."""
    import polars as pl
    import pyarrow as pa

    frame = None
    for batch in batches:
        frame = pl.DataFrame(pl.from_arrow(batch))
        yield frame
    if frame is None:
        yield pl.DataFrame(pl.from_arrow(pa.Table.from_batches([], schema=schema)))


def _stream_text(
    file: BinaryIO,
    schema: Any,  # noqa: ANN401 - pyarrow has no types
    batches: Iterator[Any],
    text: Callable[[pl.DataFrame, bool], str],
) -> None:
    """Write the text of each batch; it is told whether it is the first."""
    for number, frame in enumerate(frames_of(schema, batches)):
        file.write(text(frame, number == 0).encode())


def _groups(batches: Iterator[Any]) -> Iterator[list[Any]]:
    """Yield batches in groups of bounded rows and bytes."""
    group: list[Any] = []
    for batch in batches:
        group.append(batch)
        if sum(b.num_rows for b in group) >= GROUP_ROWS or sum(b.nbytes for b in group) >= GROUP_BYTES:
            yield group
            group = []
    if group:
        yield group
