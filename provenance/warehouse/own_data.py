"""Data of a person's own beside a warehouse: frames and files that SQL reads as tables, within the hardening."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.errors import InputError, UsageError
from provenance.warehouse.connection import OF_DUCKDB

if TYPE_CHECKING:
    from collections.abc import Mapping

DATABASES = frozenset({".duckdb", ".db", ".ddb"})
"""Endings of DuckDB files, which are attached; others are read as one table."""


def attachments(files: Mapping[str, str | Path]) -> dict[str, Path]:
    """Return those files that are databases to attach, by name.

    Raises:
        InputError: there is no such file.
        UsageError: a name is no identifier, or one that DuckDB keeps for itself.
    """
    for name, file in files.items():
        if not name.isidentifier() or name.lower() in OF_DUCKDB:
            raise UsageError(f"a file cannot be attached as {name!r}", "take a name such as own: --attach FILE AS own")
        if not Path(file).is_file():
            raise InputError(f"there is no file {file} to attach", "check the path, and the folder you are in")
    return {name: Path(file) for name, file in files.items() if is_database(file)}


def tables_of_files(files: Mapping[str, str | Path]) -> dict[str, pl.DataFrame]:
    """Return those files that are tables, by name.

    Raises:
        InputError: a file cannot be read.
        UsageError: its ending names no format.
    """
    return {name: table_of(Path(file)) for name, file in files.items() if not is_database(file)}


def is_database(file: str | Path) -> bool:
    """Return whether a file is a DuckDB database, by its ending."""
    return Path(file).suffix.lower() in DATABASES


def table_of(file: Path) -> pl.DataFrame:
    """Return the rows of a file, whose ending says its format."""
    readers = {
        ".csv": lambda: pl.read_csv(file, infer_schema_length=None, try_parse_dates=True, glob=False),
        ".tsv": lambda: pl.read_csv(file, separator="\t", infer_schema_length=None, try_parse_dates=True, glob=False),
        ".parquet": lambda: pl.read_parquet(file, glob=False),
        ".arrow": lambda: pl.read_ipc(file),
        ".feather": lambda: pl.read_ipc(file),
        ".json": lambda: pl.read_json(file, infer_schema_length=None),
        ".jsonl": lambda: pl.read_ndjson(file, infer_schema_length=None),
        ".ndjson": lambda: pl.read_ndjson(file, infer_schema_length=None),
    }
    if file.suffix.lower() not in readers:
        raise UsageError(
            f"{file} cannot be attached", f"its name ends in one of {', '.join([*readers, *sorted(DATABASES)])}"
        )
    try:
        return readers[file.suffix.lower()]()
    except (pl.exceptions.PolarsError, OSError, UnicodeDecodeError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise InputError(f"{file} cannot be read: {reason}", "mend the file, or take it out of --attach") from None


def arrow_table(frame: Any) -> Any:  # noqa: ANN401 - anything that Arrow can read, and pyarrow has no types
    """Return a frame of any library as an Arrow table.

    Raises:
        UsageError: it is no frame.
    """
    import pyarrow as pa

    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, list):
        frame = pl.DataFrame(frame, infer_schema_length=None)
    if isinstance(frame, pa.Table):
        return frame
    if not hasattr(frame, "__arrow_c_stream__"):
        raise UsageError(
            f"a {type(frame).__name__} is no frame", "give polars, Arrow, pandas or DuckDB rows, or a list of dicts"
        )
    return pa.table(frame)
