"""Hardened connections to a DuckDB file.

No SQL on one reaches files or the network, loads an extension or reads Python variables, and the configuration is
locked, so that neither a question nor a foreign file can reach beyond the database.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import duckdb

from provenance.errors import LockedError, UsageError, WarehouseError
from provenance.warehouse import sql_files

if TYPE_CHECKING:
    from pathlib import Path

STORAGE = "v1.4.0"  # the oldest clients that can open the file
MEMORY = "2GB"  # beyond it DuckDB spills beside the database
TRIES_A_SECOND = 5
HARDENING = (
    "SET enable_progress_bar = false",
    "SET preserve_insertion_order = true",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET python_enable_replacements = false",
    "SET TimeZone = 'UTC'",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
TAKEN = ("Could not set lock", "different configuration")  # another process holds the file, or this one otherwise
READING = ("SELECT", "EXPLAIN", "PRAGMA")
"""Kinds of statements that read."""


def connect(path: Path, *, read_only: bool, wait: float) -> duckdb.DuckDBPyConnection:
    """Return a hardened connection to a file; see :meth:`Warehouse.open`."""
    deadline = time.monotonic() + wait
    config: dict[str, str | bool | int | float | list[str]] = {"memory_limit": MEMORY}
    config |= {} if read_only else {"storage_compatibility_version": STORAGE}
    while True:
        try:
            connection = duckdb.connect(str(path), read_only=read_only, config=config)
            break
        except duckdb.Error as error:
            message = first_line(error)
            if not any(sign in message for sign in TAKEN):
                raise WarehouseError(f"{path} cannot be opened: {message}", "name another file with --db") from None
            if time.monotonic() >= deadline:
                raise LockedError(f"{path} is in use: {message}", "wait for it: --wait SECONDS") from None
            time.sleep(1 / TRIES_A_SECOND)
    if not connection.sql(sql_files.query("ledger/hardened").text).fetchall()[0][0]:
        for statement in HARDENING:
            connection.execute(statement)
    return connection


def read_statement(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    """Return the one statement of a text that a person wrote, which only reads.

    Raises:
        UsageError: it holds none, or several, or one that writes.
        duckdb.Error: it cannot be parsed.
    """
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise UsageError(f"one statement is taken, {len(statements)} were given", "give them one by one")
    kind = statements[0].type.name
    if kind not in READING:
        raise UsageError(
            f"sql only reads: {kind.replace('_', ' ')} is refused",
            "for tables of your own open the file with the duckdb shell, or ATTACH it (READ_ONLY) there",
        )
    return statements[0]


def first_line(error: Exception) -> str:
    """Return the first line of an error's message."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def whole_message(error: Exception) -> str:
    """Return an error's message on one line, its "Did you mean" included, without the picture of the statement."""
    lines: list[str] = []
    for line in str(error).strip().splitlines():
        if line.startswith("LINE "):
            break
        lines.append(line.strip())
    return " ".join(filter(None, lines)) or type(error).__name__
