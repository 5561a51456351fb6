"""The output formats: one record each; the command line, the endings of file names and the docs all read this registry.

Nothing heavy is imported here or by what is imported from here, so that ``provenance --help`` stays instant.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from provenance.errors import InputError, UsageError
from provenance.reports.data_formats import (
    without_formulas,
    write_arrow,
    write_csv,
    write_json,
    write_jsonl,
    write_parquet,
    write_tsv,
)
from provenance.reports.markup_tables import write_html, write_markdown
from provenance.reports.office_formats import write_database, write_workbook
from provenance.reports.streamed_formats import (
    frames_of,
    stream_arrow,
    stream_csv,
    stream_json,
    stream_jsonl,
    stream_parquet,
    stream_tsv,
)

if TYPE_CHECKING:
    import polars as pl

Writer = Callable[..., None]
"""Writes frames: called with the stream (or the path of a folder), then the frames."""

StreamWriter = Callable[[BinaryIO, Any, Iterator[Any]], None]
"""Writes record batches of Arrow to a stream: called with the stream, their schema, and the batches."""


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
        meaning: what an export is, and for which program.
        extra: the extra of the package that brings the library it is written with; empty for none.
        folder: whether it is a folder of files: ``write`` gets the path of an empty folder in place of a stream.
        stream: writes it batch by batch, as the rows are computed; None where the whole table is needed.
        holds_report: whether an export also holds the report: ``write`` gets a last frame of one row with its ``title``
            and its ``page``.
        opens_in_spreadsheets: whether a spreadsheet takes a text that begins with ``=`` for a formula.
    """

    name: str
    endings: tuple[str, ...]
    media_type: str
    audience: Literal["people", "programs"]
    write: Writer
    binary: bool = False
    queries: tuple[str, ...] = ()
    meaning: str = ""
    extra: str = ""
    folder: bool = False
    stream: StreamWriter | None = None
    opens_in_spreadsheets: bool = False
    holds_report: bool = False


def export_writer(module: str, function: str) -> Writer:
    """Return a writer of ``provenance/reports/exports`` that is loaded when it is first used."""

    def write(*arguments: object) -> None:
        getattr(import_module(f"provenance.reports.exports.{module}"), function)(*arguments)

    return write


GRAPH = ("exports/linked_nodes", "exports/edges")
STATEMENTS = ("exports/nodes", "exports/edges")
PROV = (*STATEMENTS, "exports/undetermined", "exports/revisions", "exports/last_run")
TABLES = (
    *("exports/documents", "exports/outlets", "exports/derivations", "exports/unseen_sources", "exports/chains"),
    *("exports/matches", "exports/passages", "exports/repeats", "exports/credits", "exports/attributed_spans"),
    *("exports/rulings", "exports/runs", "exports/records", "exports/settings", "exports/set_aside"),
    "exports/own_outlets",
)
"""What exports are made of: the tables in the order of ``provenance/reports/exports/tables.py``."""

OUTPUT_FORMATS = (
    OutputFormat(
        "csv", (".csv",), "text/csv", "programs", write_csv, stream=stream_csv, opens_in_spreadsheets=True
    ),
    OutputFormat(
        "tsv", (".tsv",), "text/tab-separated-values", "programs", write_tsv, stream=stream_tsv,
        opens_in_spreadsheets=True,
    ),
    OutputFormat("json", (".json",), "application/json", "programs", write_json, stream=stream_json),
    OutputFormat("jsonl", (".jsonl", ".ndjson"), "application/jsonl", "programs", write_jsonl, stream=stream_jsonl),
    OutputFormat(
        "parquet", (".parquet",), "application/vnd.apache.parquet", "programs", write_parquet, binary=True,
        stream=stream_parquet,
    ),
    OutputFormat(
        "arrow", (".arrow", ".feather"), "application/vnd.apache.arrow.file", "programs", write_arrow, binary=True,
        stream=stream_arrow,
    ),
    OutputFormat(
        "xlsx", (".xlsx",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "programs",
        write_workbook, binary=True,
    ),
    OutputFormat(
        "sqlite", (".sqlite", ".sqlite3"), "application/vnd.sqlite3", "programs", write_database, binary=True
    ),
    OutputFormat("md", (".md",), "text/markdown", "people", write_markdown),
    OutputFormat("html", (".html", ".htm"), "text/html", "people", write_html),
    OutputFormat(
        "mermaid", (".mmd", ".mermaid"), "text/vnd.mermaid", "people", export_writer("graphs", "write_mermaid"),
        queries=GRAPH, meaning="a flowchart of the edges, for Markdown pages",
    ),
    OutputFormat(
        "dot", (".dot", ".gv"), "text/vnd.graphviz", "people", export_writer("graphs", "write_dot"), queries=GRAPH,
        meaning="the graph of the edges, for Graphviz",
    ),
    OutputFormat(
        "graphml", (".graphml",), "application/graphml+xml", "programs", export_writer("graphs", "write_graphml"),
        queries=GRAPH, meaning="the graph of the edges, for yEd, igraph, networkx",
    ),
    OutputFormat(
        "gexf", (".gexf",), "application/gexf+xml", "programs", export_writer("graphs", "write_gexf"), queries=GRAPH,
        meaning="the graph of the edges on a timeline, for Gephi",
    ),
    OutputFormat(
        "prov-json", (".provjson",), "application/json", "programs", export_writer("statements", "write_prov_json"),
        queries=PROV, meaning="W3C PROV: documents, outlets, edges, versions, undetermined pairs, and the run",
    ),
    OutputFormat(
        "prov-n", (".provn",), "text/provenance-notation", "people", export_writer("statements", "write_prov_n"),
        queries=PROV, meaning="the same in PROV's notation for people", extra="prov",
    ),
    OutputFormat(
        "prov-jsonld", (), "application/ld+json", "programs", export_writer("statements", "write_prov_jsonld"),
        queries=PROV, meaning="the same as linked data", extra="prov",
    ),
    OutputFormat(
        "schema-org", (".jsonld",), "application/ld+json", "programs", export_writer("statements", "write_schema_org"),
        queries=STATEMENTS, meaning="a NewsArticle for each document, with isBasedOn and translationOfWork",
    ),
    OutputFormat(
        "ninjs", (".ninjs",), "application/jsonl", "programs", export_writer("statements", "write_ninjs"),
        queries=STATEMENTS, meaning="an item of IPTC ninjs 3.1 a line, its sources as associations",
    ),
    OutputFormat(
        "xlsx", (".xlsx",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "people",
        export_writer("tables", "write_xlsx"), binary=True,
        queries=(*STATEMENTS, "exports/undetermined", "exports/revisions"),
        meaning="a workbook of documents, edges, undetermined pairs and versions, without texts", extra="xlsx",
    ),
    OutputFormat(
        "sqlite", (".sqlite", ".sqlite3", ".db"), "application/vnd.sqlite3", "programs",
        export_writer("tables", "write_sqlite"), binary=True, queries=TABLES, meaning="the tables, texts included",
    ),
    *(
        OutputFormat(
            f"{name}-folder", (), media_type, "programs", export_writer("tables", f"write_{name}_folder"),
            queries=TABLES, folder=True, meaning=f"a folder with a {title} file for each table, texts included",
        )
        for name, title, media_type in (
            ("csv", "CSV", "text/csv"),
            ("jsonl", "JSON Lines", "application/jsonl"),
            ("parquet", "Parquet", "application/vnd.apache.parquet"),
        )
    ),
    OutputFormat(
        "ro-crate", (), "application/ld+json", "programs", export_writer("crate", "write_ro_crate"), queries=TABLES,
        folder=True, holds_report=True, meaning="an RO-Crate: the report with its data as CSV and Parquet, described",
    ),
)  # fmt: skip
"""Every format. Adding one is one record here."""


def export_formats() -> tuple[OutputFormat, ...]:
    """Return the formats that are made of the whole warehouse."""
    return tuple(output_format for output_format in OUTPUT_FORMATS if output_format.queries)


def export_format(name: str | None, path: Path) -> OutputFormat:
    """Return the export of a name, or else the one that the ending of a file's name stands for.

    Raises:
        UsageError: there is none of that name, or the ending stands for none.
    """
    formats = {output_format.name: output_format for output_format in export_formats()}
    endings = {ending: output_format for output_format in formats.values() for ending in output_format.endings}
    if name in formats:
        return formats[name]
    if name is None and path.suffix.lower() in endings:
        return endings[path.suffix.lower()]
    problem = f"there is no export {name!r}" if name else f"the name {path.name} does not say what to export as"
    raise UsageError(problem, f"use --as with one of {', '.join(formats)}")


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
    *,
    safe: bool = False,
) -> None:
    """Write frames to a file, which appears complete or not at all, or to a stream.

    Args:
        output_format: how to write them.
        frames: one for a table, those of the format's queries for an export.
        target: the file to write; an existing one is replaced once the new one is complete. None for the stream.
        stream: where bytes go when there is no target; standard output where None.
        safe: write no text that a spreadsheet takes for a formula, in the formats that it concerns.

    Raises:
        UsageError: a binary format would go to a terminal.
        InputError: the file cannot be written.
    """
    if target is not None and output_format.folder:
        fill_folder(target, lambda folder: output_format.write(folder, *frames))
        return
    if safe and output_format.opens_in_spreadsheets:
        frames = [without_formulas(frame) for frame in frames]
    to_target(output_format, lambda file: output_format.write(file, *frames), target, stream)


def write_batches(
    output_format: OutputFormat,
    schema: Any,  # noqa: ANN401 - pyarrow has no types
    batches: Iterator[Any],
    target: Path | None = None,
    *,
    safe: bool = False,
) -> None:
    """Write record batches of Arrow as they are computed, in a format that has ``stream``: see :func:`write_output`."""
    write = output_format.stream
    assert write is not None
    if safe and output_format.opens_in_spreadsheets:
        batches = (
            batch for frame in frames_of(schema, batches) for batch in without_formulas(frame).to_arrow().to_batches()
        )
    to_target(output_format, lambda file: write(file, schema, batches), target)


def to_target(
    output_format: OutputFormat,
    write: Callable[[BinaryIO], None],
    target: Path | None = None,
    stream: BinaryIO | None = None,
) -> None:
    """Have something written to a file, which appears complete or not at all, or to a stream."""
    if target is not None:
        replace_file(target, write)
        return
    out = stream or sys.stdout.buffer
    if output_format.binary and out.isatty():
        raise UsageError(
            f"{output_format.name} is not text and would garble the terminal", "name a file with -o, or pipe it on"
        )
    write(out)
    out.flush()


def fill_folder(target: Path, write: Callable[[Path], None]) -> None:
    """Fill a temporary folder beside the target and rename it: it appears complete or not at all.

    Raises:
        InputError: it is there already, or cannot be written.
    """
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise InputError(f"{target} is there already", "name a folder that is not there, or an empty one")
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        temporary.mkdir(parents=True)
        write(temporary)
        if target.exists():
            target.rmdir()
        temporary.replace(target)
    except OSError as error:
        raise InputError(
            f"cannot write {target}: {error.strerror}", "name a folder in a place that can be written"
        ) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


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
