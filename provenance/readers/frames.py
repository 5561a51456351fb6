"""Frames of a caller: polars, Arrow, pandas, DuckDB, lists of dictionaries; one record a row."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import polars as pl

from provenance.errors import UsageError
from provenance.readers.columnar import used_columns
from provenance.readers.data_sets import ALL_SPLITS, is_data_set, splits_of, table_of, tables_of
from provenance.readers.delimited import missing_text
from provenance.readers.records import Source
from provenance.text.hashes import block_hash

if TYPE_CHECKING:
    from provenance.readers.fields import FieldMapping
    from provenance.readers.records import Item

Inputs: TypeAlias = "str | Path | Any | Iterable[str | Path | Any]"
"""One path or many, or frames: polars (lazy too), Arrow, anything with ``__arrow_c_stream__``, dictionaries."""

ROWS = 1024
"""Rows that are taken from a frame at a time."""


def split_inputs(inputs: Inputs) -> tuple[list[str | Path], list[Any]]:
    """Return the paths and the frames among inputs; dictionaries that are given one by one are one frame.

    Raises:
        UsageError: something is neither.
    """
    if isinstance(inputs, str | Path):
        return [inputs], []
    if isinstance(inputs, Mapping) and not is_data_set(inputs):
        return [], [[inputs]]
    if is_frame(inputs):
        return [], [inputs]
    if not isinstance(inputs, Iterable):
        raise no_input(inputs)
    elements = iter(inputs)
    start = list(islice(elements, 1))
    if start and isinstance(start[0], Mapping):
        return [], [chain(start, elements)]
    parts = [*start, *elements]
    for part in parts:
        if not (isinstance(part, str | Path) or is_frame(part) or is_rows(part)):
            raise no_input(part)
    paths = [part for part in parts if isinstance(part, str | Path)]
    return paths, [part for part in parts if not isinstance(part, str | Path)]


def is_frame(value: object) -> bool:
    """Return whether a value is a frame of any library."""
    return isinstance(value, pl.LazyFrame) or hasattr(value, "__arrow_c_stream__") or is_data_set(value)


def is_rows(value: object) -> bool:
    """Return whether a value is a list of dictionaries."""
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(row, Mapping) for row in value)


def no_input(value: object) -> UsageError:
    """Return the error for what cannot be read."""
    return UsageError(
        f"a {type(value).__name__} cannot be read",
        "give paths, or frames: polars, Arrow, anything with __arrow_c_stream__, data sets of the hub, dictionaries",
    )


def frame_items(frame: Any, fields: FieldMapping) -> Iterator[tuple[Item, Source]]:  # noqa: ANN401 - of any library
    """Yield the records of a frame, and what they come from.

    A row without an id is called ``frame-HASH#NUMBER``; the hash tells this frame from others and stays the same when
    it is given again.
    """
    source, number = None, 0
    for names, rows in batches_of(frame, fields):
        if source is None:
            source = source_of(names, rows)
            if missing := missing_text(names, fields):
                yield source.reject(missing), source
                return
        for row in rows:
            number += 1
            yield fields.record(row, source, number), source


def source_of(names: list[str], rows: list[dict[str, Any]]) -> Source:
    """Return a frame as the source of its records, named after its first rows."""
    content = "\0".join([*names, *(str(value) for row in rows for value in row.values())])
    name = f"frame-{block_hash(content):016x}"
    return Source(name, name, name, len(content), io.BytesIO, explicit=True)


def batches_of(frame: Any, fields: FieldMapping) -> Iterator[tuple[list[str], list[dict[str, Any]]]]:  # noqa: ANN401
    """Yield the names of a frame's columns, and its rows with those that may be needed, some rows at a time."""
    if isinstance(frame, pl.LazyFrame):
        for batch in frame.collect_batches(chunk_size=ROWS, maintain_order=True):
            yield batch.columns, batch.select(used_columns(batch.columns, fields)).to_dicts()
    elif is_data_set(frame):
        for table in tables_of(frame):
            yield from arrow_batches(table, fields)
    elif hasattr(frame, "__arrow_c_stream__"):
        yield from arrow_batches(frame, fields)
    else:
        rows = iter(frame)
        while part := [dict(row) for row in islice(rows, ROWS)]:
            yield list(dict.fromkeys(name for row in part for name in row)), part


def arrow_batches(frame: Any, fields: FieldMapping) -> Iterator[tuple[list[str], list[dict[str, Any]]]]:  # noqa: ANN401
    """Yield what :func:`batches_of` does, of anything with ``__arrow_c_stream__``."""
    import pyarrow as pa  # loaded only where it is used: it takes 0.1 s

    reader = pa.RecordBatchReader.from_stream(frame)
    names = reader.schema.names
    for batch in reader:
        columns = batch.select(used_columns(names, fields))
        for start in range(0, batch.num_rows, ROWS):
            yield names, columns.slice(start, ROWS).to_pylist()


def frames_as_files(frames: Sequence[Any], folder: Path) -> list[Path]:
    """Write frames into a folder as Parquet files, and return these: ``frame-1.parquet`` and so on.

    A data set that has splits becomes a folder with a file for each, and a card that names them.
    """
    paths = []
    for number, frame in enumerate(frames, 1):
        file = folder / f"frame-{number}.parquet"
        if is_data_set(frame) and list(splits_of(frame)) != [ALL_SPLITS]:
            file = splits_as_files(splits_of(frame), folder / f"frame-{number}")
        elif is_data_set(frame):
            pl.DataFrame(table_of(frame)).write_parquet(file)
        elif isinstance(frame, pl.LazyFrame):
            frame.sink_parquet(file)
        elif hasattr(frame, "__arrow_c_stream__"):
            pl.DataFrame(frame).write_parquet(file)
        else:
            pl.DataFrame([dict(row) for row in frame], infer_schema_length=None).write_parquet(file)
        paths.append(file)
    return paths


def splits_as_files(splits: Mapping[str, Any], folder: Path) -> Path:
    """Write the splits of a data set into a folder, with the card that names them, and return the folder."""
    folder.mkdir()
    entries = []
    for number, (split, part) in enumerate(splits.items()):
        pl.DataFrame(table_of(part)).write_parquet(folder / f"{number:05d}.parquet")
        entries.append(f"  - split: {json.dumps(split)}\n    path: {number:05d}.parquet\n")
    card = f"---\nconfigs:\n- config_name: default\n  data_files:\n{''.join(entries)}---\n"
    (folder / "README.md").write_text(card, encoding="utf-8")
    return folder
