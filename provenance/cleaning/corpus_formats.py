"""The formats of a cleaned corpus (``clean --as``): one record each, read by writers, restore, metadata and help.

A *lossless* format keeps every value: Parquet, and raw records that are copied as they came. Every other format is
*rendered*: only the texts can be read back from it unchanged (CSV has one type of value, JSON few, a text file none),
so the other fields are stored in ``restore/fields`` as Parquet, row for row.

To add a format, add a record to ``CORPUS_FORMATS``.
"""

from __future__ import annotations

import base64
import csv
import datetime as dt
import io
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from provenance.errors import UsageError

Record = Mapping[str, Any]
TIMES = (dt.datetime, dt.date, dt.time)


@dataclass(frozen=True)
class Codec:
    """How the records of a rendered format are written to a file, and read back.

    Attributes:
        encode: returns a record as bytes.
        decode: yields the fields of each record, strings as strings, given the lines of a file.
        header: returns what a file begins with, given the names of the fields.
    """

    encode: Callable[[Record], bytes]
    decode: Callable[[Iterable[bytes]], Iterator[Record]]
    header: Callable[[Sequence[str]], bytes] = lambda names: b""  # noqa: ARG005 - most formats have none


@dataclass(frozen=True)
class CorpusFormat:
    """One format of a cleaned corpus. Without a codec or text files, records are written as Parquet.

    Attributes:
        name: as ``--as`` takes it.
        meaning: what the files are.
        ending: of a file's name.
        media_types: the Croissant encoding format of files, by the last ending of their names.
        codec: how records are rendered in one file per input; None where they are not.
        text_files: whether each document is rendered as a file of its own, with its text in UTF-8.
        raw_families: families of input formats whose records are copied as they came.
        raw_ending: what the name of such an input ends in, compression aside.
        keeps_names: whether files keep the names of the inputs.
        described: whether readers of Croissant metadata can read the fields of such files.
    """

    name: str
    meaning: str
    ending: str
    media_types: Mapping[str, str]
    codec: Codec | None = None
    text_files: bool = False
    raw_families: tuple[str, ...] = ()
    raw_ending: str = ""
    keeps_names: bool = False
    described: bool = True

    def layout(self, family: str, name: str) -> str:
        """Return how the records of an input are written: ``pieces`` (copied), ``table`` (Parquet) or ``rendered``.

        Args:
            family: the input's family of formats.
            name: the input's name without the ending of its compression.
        """
        if family in self.raw_families and name.lower().endswith(self.raw_ending):
            return "pieces"
        return "rendered" if self.codec or self.text_files else "table"


# -- codecs ------------------------------------------------------------------------------------------------------------


def json_line(record: Record) -> bytes:
    """Return a record as a line of JSON."""
    return json.dumps({name: json_value(value) for name, value in record.items()}, ensure_ascii=False).encode() + b"\n"


def json_records(lines: Iterable[bytes]) -> Iterator[Record]:
    """Yield the records of lines of JSON."""
    return map(json.loads, lines)


def csv_row(cells: Iterable[str]) -> bytes:
    """Return a row of CSV (RFC 4180)."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode()


def csv_record(record: Record) -> bytes:
    """Return a record as a row of CSV."""
    return csv_row(map(csv_cell, record.values()))


def csv_records(lines: Iterable[bytes]) -> Iterator[Record]:
    """Yield the records of a CSV file, by the names of its header."""
    csv.field_size_limit((1 << 31) - 1)
    rows = csv.reader(line.decode() for line in lines)
    names = next(rows, [])
    for row in rows:
        yield dict(zip(names, row, strict=True))


def csv_cell(value: object) -> str:
    """Return a value as a cell of CSV: null is empty, and lists and other nested values are JSON."""
    plain = json_value(value)
    if plain is None:
        return ""
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def json_value(value: Any) -> Any:  # noqa: ANN401 - JSON of any kind
    """Return a value as JSON has it: times in ISO 8601, bytes in base 64, NaN and infinities as null."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, TIMES):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dict):
        return {str(name): json_value(item) for name, item in value.items()}
    return [json_value(item) for item in value] if isinstance(value, list | tuple) else str(value)


# -- the registry ------------------------------------------------------------------------------------------------------

JSON_LINES = Codec(json_line, json_records)

CORPUS_FORMATS = {
    corpus_format.name: corpus_format
    for corpus_format in (
        CorpusFormat("parquet", "Parquet, whatever came in", ".parquet", {".parquet": "application/x-parquet"}),
        CorpusFormat(
            "jsonl",
            "JSON Lines",
            ".jsonl",
            {".jsonl": "application/jsonlines"},
            codec=JSON_LINES,
            raw_families=("lines",),
        ),
        CorpusFormat(
            "jsonl.gz",
            "JSON Lines, compressed by gzip",
            ".jsonl.gz",
            {".gz": "application/gzip"},
            codec=JSON_LINES,
            raw_families=("lines",),
            described=False,
        ),
        CorpusFormat(
            "jsonl.zst",
            "JSON Lines, compressed by Zstandard",
            ".jsonl.zst",
            {".zst": "application/zstd"},
            codec=JSON_LINES,
            raw_families=("lines",),
            described=False,
        ),
        CorpusFormat(
            "csv",
            "CSV, with nested values as JSON",
            ".csv",
            {".csv": "text/csv"},
            codec=Codec(csv_record, csv_records, header=csv_row),
            raw_families=("delimited",),
            raw_ending=".csv",
        ),
        CorpusFormat(
            "text",
            "a text file for each document; the other fields in restore/fields",
            ".txt",
            {".txt": "text/plain"},
            text_files=True,
            raw_families=("plain",),
            described=False,
        ),
        CorpusFormat(
            "same",
            "the kind of file that came in",
            ".parquet",
            {".tsv": "text/tab-separated-values", ".ndjson": "application/jsonlines"},
            raw_families=("lines", "delimited", "plain"),
            keeps_names=True,
        ),
    )
}
"""The formats by their names; the order is that of the help."""


def corpus_format_named(name: str) -> CorpusFormat:
    """Return the format of this name.

    Raises:
        UsageError: there is none.
    """
    if name not in CORPUS_FORMATS:
        raise UsageError(f"there is no form {name}", f"there are: {', '.join(CORPUS_FORMATS)}")
    return CORPUS_FORMATS[name]
