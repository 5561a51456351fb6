"""A frame to a file or a stream, in the format that was asked for."""

from __future__ import annotations

import html
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import polars as pl

from provenance.errors import InputError, UsageError
from provenance.reports.wording import value

SUFFIXES = {
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".md": "md",
    ".html": "html",
    ".htm": "html",
    ".arrow": "arrow",
    ".feather": "arrow",
}

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>provenance</title>
<style>body{{font:14px/1.4 sans-serif}}table{{border-collapse:collapse}}th,td{{border-bottom:1px solid #ccc;
padding:.25em .6em;text-align:left;vertical-align:top}}
td.n{{text-align:right;font-variant-numeric:tabular-nums}}</style></head>
<body><table>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody></table></body></html>
"""


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame of JSON's own types: times as ISO 8601 in UTC, bytes in hexadecimal."""
    times = [name for name, kind in frame.schema.items() if isinstance(kind, pl.Datetime)]
    blobs = [name for name, kind in frame.schema.items() if kind == pl.Binary]
    return frame.with_columns(
        *(pl.col(name).dt.strftime("%Y-%m-%dT%H:%M:%S%.fZ") for name in times),
        *(pl.col(name).bin.encode("hex") for name in blobs),
    )


def _flat(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a plain frame whose lists and structures are JSON text."""
    plain = _plain(frame)
    nested = [name for name, kind in plain.schema.items() if kind.is_nested()]
    return plain.with_columns(*(_as_json(plain[name]) for name in nested))


def _as_json(column: pl.Series) -> pl.Series:
    """Return a nested column as JSON text."""
    rows = pl.DataFrame({"v": column}).write_ndjson().splitlines()
    texts = [row.removeprefix('{"v":').removesuffix("}") for row in rows]
    return pl.Series(column.name, [None if text == "null" else text for text in texts], dtype=pl.String)


def _csv(frame: pl.DataFrame) -> bytes:
    return _flat(frame).write_csv().encode()


def _json(frame: pl.DataFrame) -> bytes:
    return _plain(frame).write_json().encode() + b"\n"


def _jsonl(frame: pl.DataFrame) -> bytes:
    return _plain(frame).write_ndjson().encode()


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


def _arrow(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_ipc(buffer)
    return buffer.getvalue()


def _markdown(frame: pl.DataFrame) -> bytes:
    """Return a pipe table; what Markdown or HTML would act on is escaped."""
    rule = ["---:" if kind.is_numeric() else "---" for kind in frame.dtypes]
    rows = [[_escaped(cell) for cell in row] for row in frame.iter_rows()]
    lines = [[_escaped(name) for name in frame.columns], rule, *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines).encode()


def _escaped(cell: object) -> str:
    """Return a value as Markdown text."""
    shown = "" if cell is None else value(cell)
    return "".join(f"\\{mark}" if mark in "\\|`*_[]<>#&~" else mark for mark in shown)


def _html(frame: pl.DataFrame) -> bytes:
    """Return one page that holds the table and nothing from elsewhere."""
    numeric = [kind.is_numeric() for kind in frame.dtypes]
    head = "".join(f"<th>{html.escape(value(name))}</th>" for name in frame.columns)
    rows = ("".join(map(_td, row, numeric)) for row in frame.iter_rows())
    return _PAGE.format(head=head, body="\n".join(f"<tr>{row}</tr>" for row in rows)).encode()


def _td(cell: object, numeric: bool) -> str:
    """Return one cell of an HTML table."""
    shown = "" if cell is None else html.escape(value(cell))
    return f'<td class="n">{shown}</td>' if numeric else f"<td>{shown}</td>"


WRITERS: dict[str, Callable[[pl.DataFrame], bytes]] = {
    "csv": _csv,
    "json": _json,
    "jsonl": _jsonl,
    "parquet": _parquet,
    "md": _markdown,
    "html": _html,
    "arrow": _arrow,
}
"""What turns a frame into bytes, by the name of the format. The order of rows and columns is kept by all."""

FORMATS = tuple(WRITERS)


def format_of(path: Path) -> str:
    """Return the format that a file's name stands for.

    Raises:
        UsageError: the name ends in none that is known.
    """
    found = SUFFIXES.get(path.suffix.lower())
    if found is None:
        raise UsageError(
            f"the name {path.name} does not say in which format to write",
            f"end it in one of {', '.join(sorted(SUFFIXES))}, or give --format",
        )
    return found


def write(frame: pl.DataFrame, format: str, target: Path | None = None, stream: BinaryIO | None = None) -> None:  # noqa: A002 - the option's name
    """Write a frame to a file, whole or not at all, or to a stream.

    Args:
        frame: what to write; the order of its rows and columns is kept.
        format: one of ``FORMATS``. ``csv`` holds lists as JSON text; ``csv``, ``json`` and ``jsonl`` hold times as ISO
            8601 in UTC; ``md`` and ``html`` are for reading, the others for programs.
        target: the file to write; an older one is replaced once the new one is complete. None for the stream.
        stream: where bytes go when there is no target; standard output where None.

    Raises:
        UsageError: no such format, or a binary format to a terminal.
        InputError: the file cannot be written.
    """
    if format not in WRITERS:
        raise UsageError(f"there is no format {format!r}", f"use one of {', '.join(FORMATS)}")
    if target is not None:
        _replace(target, WRITERS[format](frame))
        return
    out = stream or sys.stdout.buffer
    if format in ("parquet", "arrow") and out.isatty():
        raise UsageError(f"{format} is not text and would garble the terminal", "name a file with -o, or pipe it on")
    out.write(WRITERS[format](frame))
    out.flush()


def _replace(target: Path, content: bytes) -> None:
    """Write a file beside its place, then move it there in one step; a device or pipe is written to as it is."""
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
            return
        beside = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            beside.write_bytes(content)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            f"cannot write {target}: {error.strerror}", "name a file in a folder that exists and can be written"
        ) from error
