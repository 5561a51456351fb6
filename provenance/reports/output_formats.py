"""The output formats: one record each; the command line, the endings of file names and the docs all read this registry.

Nothing heavy is imported here or by what is imported from here, so that ``provenance --help`` stays instant.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Concatenate, Literal

from provenance.errors import InputError, UsageError
from provenance.reports.data_formats import write_arrow, write_csv, write_json, write_jsonl, write_parquet
from provenance.reports.markup_tables import write_html, write_markdown

if TYPE_CHECKING:
    import polars as pl

Writer = Callable[Concatenate[BinaryIO, ...], None]
"""Writes frames to a stream: called with the stream, then the frames."""


@dataclass(frozen=True)
class OutputFormat:
    """One format that results can be written in.

    Attributes:
        name: what ``--format`` calls it.
        endings: the endings of file names that stand for it, each with its dot, in lower case.
        media_type: as registered with IANA, or as the format's own specification says.
        audience: ``people`` look at it: columns that only programs need are left out; ``programs`` read it.
        write: writes it to a stream: ``write(stream, frame)`` for a table, ``write(stream, *frames)`` for an export.
            It keeps the order of rows and columns.
        binary: whether its bytes are no text, so that a terminal cannot show them.
        queries: SQL files (such as ``exports/edges``) that an export is made of, whatever a command shows: ``write``
            gets the frames that they answer, in this order. Empty for a table: it is made of the one frame shown.
    """

    name: str
    endings: tuple[str, ...]
    media_type: str
    audience: Literal["people", "programs"]
    write: Writer
    binary: bool = False
    queries: tuple[str, ...] = ()


OUTPUT_FORMATS = (
    OutputFormat("csv", (".csv",), "text/csv", "programs", write_csv),
    OutputFormat("json", (".json",), "application/json", "programs", write_json),
    OutputFormat("jsonl", (".jsonl", ".ndjson"), "application/jsonl", "programs", write_jsonl),
    OutputFormat("parquet", (".parquet",), "application/vnd.apache.parquet", "programs", write_parquet, binary=True),
    OutputFormat(
        "arrow", (".arrow", ".feather"), "application/vnd.apache.arrow.file", "programs", write_arrow, binary=True
    ),
    OutputFormat("md", (".md",), "text/markdown", "people", write_markdown),
    OutputFormat("html", (".html", ".htm"), "text/html", "people", write_html),
)
"""Every format. Adding one is one record here."""


def table_formats() -> tuple[OutputFormat, ...]:
    """Return the formats that any one table can be written in."""
    return tuple(output_format for output_format in OUTPUT_FORMATS if not output_format.queries)


def output_format_named(name: str) -> OutputFormat:
    """Return the format of this name.

    Raises:
        UsageError: there is none.
    """
    for output_format in OUTPUT_FORMATS:
        if output_format.name == name:
            return output_format
    names = ", ".join(output_format.name for output_format in OUTPUT_FORMATS)
    raise UsageError(f"there is no format {name!r}", f"use one of {names}")


def output_format_by_ending(path: Path) -> OutputFormat:
    """Return the table format that the ending of a file's name stands for.

    Raises:
        UsageError: it stands for none.
    """
    formats = {ending: output_format for output_format in table_formats() for ending in output_format.endings}
    if path.suffix.lower() not in formats:
        raise UsageError(
            f"the name {path.name} does not say in which format to write",
            f"end it in one of {', '.join(sorted(formats))}, or give --format",
        )
    return formats[path.suffix.lower()]


def write_output(
    output_format: OutputFormat,
    frames: Sequence[pl.DataFrame],
    target: Path | None = None,
    stream: BinaryIO | None = None,
) -> None:
    """Write frames to a file, which appears complete or not at all, or to a stream.

    Args:
        output_format: how to write them.
        frames: one for a table, those of the format's queries for an export.
        target: the file to write; an existing one is replaced once the new one is complete. None for the stream.
        stream: where bytes go when there is no target; standard output where None.

    Raises:
        UsageError: a binary format would go to a terminal.
        InputError: the file cannot be written.
    """
    if target is not None:
        replace_file(target, lambda file: output_format.write(file, *frames))
        return
    out = stream or sys.stdout.buffer
    if output_format.binary and out.isatty():
        raise UsageError(
            f"{output_format.name} is not text and would garble the terminal", "name a file with -o, or pipe it on"
        )
    output_format.write(out, *frames)
    out.flush()


def replace_file(target: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write a temporary file in the same folder and rename it; a device or pipe is written to as it is.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as device:
                write(device)
            return
        temporary = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            with temporary.open("wb") as file:
                write(file)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            f"cannot write {target}: {error.strerror}", "name a file in a folder that exists and can be written"
        ) from error
