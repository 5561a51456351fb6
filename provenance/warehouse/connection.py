"""Hardened connections to a DuckDB file.

No SQL on one reaches files or the network, loads an extension or reads Python variables, and the configuration is
locked, so that neither a question nor a foreign file can reach beyond the database.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import duckdb

from provenance.errors import DamagedError, LockedError, UsageError, WarehouseError
from provenance.limits import NO_LIMITS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from provenance.limits import Limits

STORAGE = "v1.4.0"  # the oldest clients that can open the file
TRIES_A_SECOND = 5
HARDENING = (
    "SET preserve_insertion_order = true",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET python_enable_replacements = false",
    "SET TimeZone = 'UTC'",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
TAKEN = ("Could not set lock", "different configuration", "file handle conflict")
"""Signs that another process holds the file, or this one by other means."""

READING = ("SELECT", "EXPLAIN", "PRAGMA")
"""Kinds of statements that read."""

OF_DUCKDB = frozenset({"memory", "system", "temp", "main", "internal", "information_schema", "pg_catalog"})
"""Names of databases that every connection has, or of schemas, which a database must not be taken for."""


def connect_in_memory(limits: Limits = NO_LIMITS) -> duckdb.DuckDBPyConnection:
    """Return a hardened connection to no file."""
    connection = duckdb.connect(":memory:", config=limits.duckdb_options())
    harden(connection)
    return connection


def connect(
    path: Path, *, read_only: bool, attach: Mapping[str, Path] | None = None, limits: Limits = NO_LIMITS
) -> duckdb.DuckDBPyConnection:
    """Return a hardened connection to which a file is attached; made where there is none, unless it is for reading.

    The file is attached, and not opened as the main database, so that whoever opens it for reading in this process by
    other means can: DuckDB wants one configuration for all connections to a main database.

    Args:
        path: the database file.
        read_only: whether nothing can be written.
        attach: other DuckDB files to attach for reading, by name.
        limits: the memory beyond which DuckDB spills beside the file, and its threads.

    Raises:
        LockedError: another process holds it, or this one by other means.
        WarehouseError: it cannot be opened.
    """
    how = "READ_ONLY" if read_only else "READ_WRITE"
    if not read_only and path.is_file() and not path.stat().st_size:
        path.unlink()  # made by a run that was killed at once: DuckDB opens no file of no bytes
    if not read_only and not path.exists():
        how = f"STORAGE_VERSION '{STORAGE}'"
    connection = duckdb.connect(":memory:", config=limits.duckdb_options() | {"temp_directory": f"{path}.tmp"})
    try:
        attach_file(connection, path, catalog_name(path), how)
        for name, file in (attach or {}).items():
            attach_file(connection, file, name, "READ_ONLY")
        harden(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def attach_file(connection: duckdb.DuckDBPyConnection, path: Path, name: str, how: str) -> None:
    """Attach a DuckDB file under a name."""
    try:
        connection.execute(f"ATTACH {literal(str(path))} AS {quoted(name)} (TYPE DUCKDB, {how})")
    except duckdb.Error as error:
        message = first_line(error)
        if any(sign in message for sign in TAKEN):
            raise LockedError(f"{path} is in use: {message}", "wait for it: --wait SECONDS") from None
        if DAMAGE.search(message):
            raise storage_error(path, error) from None
        raise WarehouseError(f"{path} cannot be opened: {message}", "name another file with --db") from None


def catalog_name(path: Path) -> str:
    """Return by which name SQL knows the database of a file: the file's, as in DuckDB's own shell."""
    return path.stem if path.stem and path.stem.lower() not in OF_DUCKDB else "warehouse"


def use_catalog(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Let unqualified names mean those of one database."""
    connection.execute(f"USE {quoted(name)}.main")


def harden(connection: duckdb.DuckDBPyConnection) -> None:
    """Close a connection off, and lock its configuration.

    In a notebook without ipywidgets DuckDB shows no progress, and refuses whatever is said of it.
    """
    with suppress(duckdb.InvalidInputException):
        connection.execute("SET enable_progress_bar = false")
    for statement in HARDENING:
        connection.execute(statement)


def quoted(name: str) -> str:
    """Return a name as an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


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


STORAGE_FAILS = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.OutOfMemoryException,
    duckdb.InternalException,
    duckdb.PermissionException,
)
"""What DuckDB raises where the file cannot be written, or memory does not suffice."""


DAMAGE = re.compile(
    r"Corrupt database|Could not read enough bytes|[Cc]hecksum|Failed to deserialize|Serialization Error"
)
"""Signs that what stands in a file is not what was written."""


LACKS = (duckdb.CatalogException, duckdb.BinderException)
"""What DuckDB raises where a statement names what the database does not have."""


def outdated_error(path: Path) -> WarehouseError:
    """Return what reading a file of an earlier release says, where it lacks what is asked for."""
    return WarehouseError(
        f"{path} was made by another release, and lacks what this one asks for",
        f"bring it up to date once: provenance trace --db {path}",
    )


CAUSE = re.compile(r"Original error: |Failed to commit: ")
"""What stands before the cause in such a message."""


def storage_error(path: Path, error: Exception) -> WarehouseError:
    """Return what a failure to write or to get memory says to people; what was committed before stays."""
    message = first_line(error)
    if DAMAGE.search(message):
        return DamagedError(
            f"{path} is damaged: {message}", "restore it from a copy, or trace its documents into a new file"
        )
    if isinstance(error, duckdb.OutOfMemoryException):
        return WarehouseError(
            f"there is not enough memory: {message}", "give it more: --memory SIZE, or close other programs; then go on"
        )
    return WarehouseError(
        f"{path} cannot be written: {CAUSE.split(message)[-1]}",
        "make room and check permissions, then run the same command again: what was finished is kept",
    )
