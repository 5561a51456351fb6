"""Tables for spreadsheets and for SQLite: XLSX, and a database that Datasette opens."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from provenance.errors import MissingExtraError, UsageError
from provenance.reports.data_formats import flat

if TYPE_CHECKING:
    import polars as pl

MOST_ROWS = 1_048_575
"""Rows that a worksheet holds below its heading."""

LONGEST_CELL = 32_767
"""Characters that a cell holds."""

NUMBERS = bool | int | float | Decimal

TABLE = "answer"
"""The table of the SQLite database, and the worksheet."""


def write_workbook(stream: BinaryIO, frame: pl.DataFrame) -> None:
    """Write a frame as a workbook: texts stay texts, no formula and no link is made of one.

    Raises:
        UsageError: it has more rows, or longer texts, than a worksheet holds.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtraError("XLSX is written by the extra xlsx", "pip install 'news-provenance[xlsx]'") from None

    table = flat(frame)
    if table.height > MOST_ROWS:
        raise UsageError(f"a worksheet holds {MOST_ROWS:,} rows, here are {table.height:,}", "write CSV or Parquet")
    if any(_longest(column) > LONGEST_CELL for column in table.iter_columns()):
        raise UsageError(
            f"a cell of a worksheet holds {LONGEST_CELL:,} characters, a text here is longer",
            "leave the texts out (SELECT * EXCLUDE (text)), or write CSV or Parquet",
        )
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, {**options, "nan_inf_to_errors": True}) as workbook:
        workbook.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})  # one table is one file, whenever
        sheet = workbook.add_worksheet(TABLE)
        bold = workbook.add_format({"bold": True})
        for number, name in enumerate(table.columns):
            sheet.write_string(0, number, name, bold)
        for line, row in enumerate(table.iter_rows(), 1):
            for number, value in enumerate(row):
                if value is not None:
                    sheet.write(line, number, value if isinstance(value, str | int | float | bool) else str(value))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(table.height, 1), max(table.width - 1, 0))


def _longest(column: pl.Series) -> int:
    """Return the characters of the longest text of a column; 0 where it holds no texts."""
    import polars as pl

    longest = column.str.len_chars().max() if column.dtype == pl.String else 0
    return longest if isinstance(longest, int) else 0


def write_database(stream: BinaryIO, frame: pl.DataFrame) -> None:
    """Write a frame as the table ``answer`` of a SQLite database; lists and structures are JSON text."""
    from provenance.reports.exports.tables import sqlite_type, statement

    table = flat(frame)
    kinds = ["REAL" if kind.is_decimal() else sqlite_type(kind) for kind in table.dtypes]
    columns = ", ".join(f"{_quoted(name)} {kind}" for name, kind in zip(table.columns, kinds, strict=True))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answer.sqlite"
        connection = sqlite3.connect(file)
        try:
            if columns:
                connection.execute(statement("create_table", name=TABLE, columns=columns))
                rows = ([_sqlite_value(value) for value in row] for row in table.iter_rows())
                connection.executemany(statement("insert", name=TABLE, values=", ".join("?" * table.width)), rows)
            connection.commit()
            connection.execute("VACUUM")  # a file even where there is nothing in it
        finally:
            connection.close()
        with file.open("rb") as database:
            shutil.copyfileobj(database, stream)


def _sqlite_value(value: object) -> object:
    """Return a value as SQLite takes it: integers beyond 64 bits and what it does not know as text."""
    if isinstance(value, int) and not -(1 << 63) <= value < 1 << 63:
        return str(value)
    if isinstance(value, Decimal):
        return float(value)
    return value if value is None or isinstance(value, str | int | float | bytes) else str(value)


def _quoted(name: str) -> str:
    """Return a name as an identifier of SQL."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
