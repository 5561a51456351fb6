"""The tables of a warehouse as other programs open them: SQLite, Excel, and folders of CSV, JSON Lines or Parquet."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO

from provenance.errors import MissingExtraError
from provenance.reports.data_formats import write_csv, write_jsonl, write_parquet
from provenance.resources import sql_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import polars as pl

TABLES = (
    "documents", "outlets", "derivations", "unseen_sources", "chains", "matches", "passages", "repeats", "credits",
    "attributed_spans", "rulings", "runs", "records", "settings", "set_aside", "own_outlets",
)  # fmt: skip
"""The tables of an export, in order; each is the answer of its file in ``warehouse/exports``."""
SHEETS = ("nodes", "edges", "undetermined", "revisions")
"""The sheets of a workbook: without texts, which its cells cannot hold."""

MOST_SHEET_ROWS, MOST_CELL_CHARACTERS = 1_048_575, 32_767
"""What a sheet of Excel can hold below its heading, and a cell of it."""


def plain_value(value: Any) -> Any:  # noqa: ANN401 - any value of a frame
    """Return a value as SQLite and Excel hold it: times as ISO 8601 in UTC, lists and structures as JSON."""
    if isinstance(value, datetime):
        return f"{value.replace(tzinfo=None).isoformat()}Z" if value.tzinfo in (None, UTC) else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return str(value)
    return value


def sqlite_type(kind: pl.DataType) -> str:
    """Return the affinity of a column in SQLite."""
    import polars as pl

    if kind.is_float():
        return "REAL"
    if kind == pl.Boolean or (kind.is_integer() and kind != pl.UInt64):
        return "INTEGER"
    return "BLOB" if kind == pl.Binary else "TEXT"


def statement(file: str, **parts: str) -> str:
    """Return a statement for SQLite of ``warehouse/sqlite``, its parts filled in: names of our own, and no values."""
    return (sql_folder() / "sqlite" / f"{file}.sql").read_text(encoding="utf-8").format(**parts)


def write_sqlite(stream: BinaryIO, *frames: pl.DataFrame) -> None:
    """Write the tables as one SQLite database."""
    connection = sqlite3.connect(":memory:")
    with connection:
        for name, frame in zip(TABLES, frames, strict=True):
            columns = ", ".join(f'"{column}" {sqlite_type(kind)}' for column, kind in frame.schema.items())
            connection.execute(statement("create_table", name=name, columns=columns))
            rows = (tuple(map(plain_value, row)) for row in frame.iter_rows())
            values = ", ".join("?" for _ in frame.columns)
            connection.executemany(statement("insert", name=name, values=values), rows)
    stream.write(connection.serialize())
    connection.close()


def write_xlsx(stream: BinaryIO, *frames: pl.DataFrame) -> None:
    """Write a workbook, a sheet for each frame; no text in it is taken for a formula or a link."""
    try:
        xlsxwriter = import_module("xlsxwriter")
    except ImportError:
        raise MissingExtraError(
            "workbooks are written with a library that is not installed", "pip install 'news-provenance[xlsx]'"
        ) from None
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(stream, options)
    workbook.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
    bold = workbook.add_format({"bold": True})
    for name, frame in zip(SHEETS, frames, strict=True):
        sheet = workbook.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, frame.columns, bold)
        sheet.autofilter(0, 0, max(min(frame.height, MOST_SHEET_ROWS), 1), max(frame.width - 1, 0))
        for number, row in enumerate(frame.head(MOST_SHEET_ROWS).iter_rows(), 1):
            for column, value in enumerate(map(plain_value, row)):
                if isinstance(value, str):
                    sheet.write_string(number, column, value[:MOST_CELL_CHARACTERS])
                elif value is not None:
                    sheet.write(number, column, value)
    workbook.close()


def write_folder(folder: Path, frames: tuple[pl.DataFrame, ...], ending: str, write: Callable[..., None]) -> None:
    """Write each table as a file of its own."""
    for name, frame in zip(TABLES, frames, strict=True):
        with (folder / f"{name}.{ending}").open("wb") as file:
            write(file, frame)


def write_csv_folder(folder: Path, *frames: pl.DataFrame) -> None:
    """Write the tables as CSV files."""
    write_folder(folder, frames, "csv", write_csv)


def write_jsonl_folder(folder: Path, *frames: pl.DataFrame) -> None:
    """Write the tables as files of JSON Lines."""
    write_folder(folder, frames, "jsonl", write_jsonl)


def write_parquet_folder(folder: Path, *frames: pl.DataFrame) -> None:
    """Write the tables as Parquet files."""
    write_folder(folder, frames, "parquet", write_parquet)
