"""Records in another form than they came in: lines of JSON, rows of CSV, or a text file each; and their texts again.

Such a form gives the texts back, and no other field for sure: CSV has one kind of value, JSON few, a text file none.
So the other fields stand beside it as Parquet, for restoring (``restore/fields``), row for row.
"""

from __future__ import annotations

import base64
import csv
import datetime as dt
import io
import json
import math
from typing import TYPE_CHECKING, Any, BinaryIO

import polars as pl
import pyarrow as pa

from provenance.cleaning.output.sinks import BytesSink, own
from provenance.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

JSON_LINES = ("jsonl", "jsonl.gz", "jsonl.zst")
RENDERED = (*JSON_LINES, "csv", "text")
MOMENTS = (dt.datetime, dt.date, dt.time)


class Renderer:
    """Writes records in a form (one of ``RENDERED``) to a file, or below a folder where each is a file of its own."""

    def __init__(self, form: str, path: Path) -> None:
        self.path, self.rows = path, form == "csv"
        self.sink = None if form == "text" else BytesSink(path)

    def head(self, names: Sequence[str]) -> None:
        """Begin the file: there is one without records, too."""
        if self.sink:
            self.sink.write(row_of(names) if self.rows else b"")

    def add(self, record: Mapping[str, Any], position: int, text: str) -> None:
        """Write one record, or its text alone to the file of its position."""
        if self.sink:
            self.sink.write(row_of(map(as_cell, record.values())) if self.rows else line_of(record))
            return
        sink = BytesSink(file_of(self.path, position))
        sink.write(text.encode())
        sink.close()

    def close(self) -> None:
        """Finish the file."""
        if self.sink:
            self.sink.close()


def file_of(folder: Path, position: int) -> Path:
    """Return the file of the record at a position."""
    return folder / f"{position:09d}.txt"


def line_of(record: Mapping[str, Any]) -> bytes:
    """Return a record as a line of JSON."""
    return json.dumps({name: as_json(value) for name, value in record.items()}, ensure_ascii=False).encode() + b"\n"


def row_of(cells: Iterable[str]) -> bytes:
    """Return a row of CSV (RFC 4180)."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode()


def as_cell(value: object) -> str:
    """Return a value as a cell of CSV: null is empty, and what is no single value is JSON."""
    plain = as_json(value)
    if plain is None:
        return ""
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def as_json(value: Any) -> Any:  # noqa: ANN401 - JSON of any kind
    """Return a value as JSON can hold it: times in ISO 8601, bytes in base 64, and no number beyond all numbers."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, MOMENTS):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dict):
        return {str(name): as_json(each) for name, each in value.items()}
    return [as_json(each) for each in value] if isinstance(value, list | tuple) else str(value)


# -- what such a form gives back ---------------------------------------------------------------------------------------


def taken(rows: pa.Table, documents: pl.DataFrame) -> dict[str, list[int]]:
    """Return, for each field that holds a text, the rows whose text the form gives back.

    Args:
        rows: the records.
        documents: ``field`` and ``characters``, row for row.
    """
    fields: dict[str, list[int]] = {}
    for row, (field, characters) in enumerate(documents.select("field", "characters").iter_rows()):
        if field is not None and characters:
            fields.setdefault(field, []).append(row)
    return {field: held for field, held in sorted(fields.items()) if holds_text(rows.schema.field(field))}


def holds_text(field: pa.Field) -> bool:
    """Return whether a column holds strings as they are."""
    kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
    marked = (field.metadata or {}).get(b"ARROW:extension:name")
    return marked is None and (str(kind) in ("string", "large_string", "string_view"))


def with_values(rows: pa.Table, field: str, places: Sequence[int], values: Sequence[str]) -> pa.Table:
    """Return a table with other strings at some places of a column."""
    column = pl.from_arrow(rows.column(field).cast(pa.large_string()))
    assert isinstance(column, pl.Series)
    changed = column.scatter(places, values) if places else column
    at = rows.schema.get_field_index(field)
    return rows.set_column(at, rows.schema.field(at), changed.to_arrow().cast(rows.schema.field(at).type))


def without_texts(rows: pa.Table, documents: pl.DataFrame) -> pa.Table:
    """Return records without the texts that the form gives back."""
    for field, places in taken(rows, documents).items():
        rows = with_values(rows, field, places, [""] * len(places))
    return rows


def with_texts_of(rows: pa.Table, documents: pl.DataFrame, held: Sequence[Mapping[str, str]]) -> pa.Table:
    """Return records with their texts; ``held`` has for each row what the form holds, by field."""
    for field, places in taken(rows, documents).items():
        rows = with_values(rows, field, places, [held[place][field] for place in places])
    return rows


def held_in(form: str, path: Path) -> Iterator[Mapping[str, str]]:
    """Yield the fields of each record of a file of JSON Lines or CSV.

    Raises:
        InputError: there are fewer records than are asked for.
    """
    with own(path) as stream:
        yield from rows_in(stream) if form == "csv" else map(json.loads, stream)
    raise InputError(f"records are missing from {path}", "restore the output folder from a copy")


def rows_in(stream: BinaryIO) -> Iterator[Mapping[str, str]]:
    """Yield the rows of CSV by the names of the heading."""
    csv.field_size_limit((1 << 31) - 1)
    rows = csv.reader(line.decode() for line in stream)
    names = next(rows, [])
    for row in rows:
        yield dict(zip(names, row, strict=True))


def texts_in(folder: Path, documents: pl.DataFrame) -> Iterator[Mapping[str, str]]:
    """Yield the text of each document, as its field.

    Raises:
        InputError: a file is missing.
    """
    for field, position in documents.select("field", "position").iter_rows():
        path = file_of(folder, position)
        try:
            yield {field: path.read_bytes().decode()}
        except OSError as error:
            raise InputError(f"{path} cannot be read: {error}", "restore the output folder from a copy") from None
