"""What a file must be before it is used: its tables, migrations, views, settings and counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

import polars as pl

import provenance
from provenance import meanings
from provenance.errors import DamagedError, NoWarehouseError, SettingsMismatchError, WarehouseError
from provenance.settings import TRACE_GROUPS, Settings
from provenance.warehouse import sql_files
from provenance.warehouse.comments import write_comments

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from provenance.warehouse.sql_files import Value


class Openable(Protocol):
    """A warehouse that is being opened."""

    path: Path
    read_only: bool

    def query(self, name: str, frames: Mapping[str, pl.DataFrame] | None = None, /, **values: Value) -> pl.DataFrame:
        """Return what a SQL file answers."""

    def run(self, name: str, frames: Mapping[str, pl.DataFrame] | None = None, /, **values: Value) -> None:
        """Run a SQL file."""

    def transaction(self) -> AbstractContextManager[None]:
        """Run the statements inside as one transaction."""

    def execute(self, statement: str) -> None:
        """Run one statement."""

    def stored_settings(self) -> dict[str, str]:
        """Return the settings the file was made with."""

    def settings(self) -> Settings:
        """Return them as settings."""


def prepare(warehouse: Openable, settings: Settings | None, *, tolerant: bool) -> None:
    """Refuse what is no warehouse of ours, update the schema (writers), and hold the file against its ledger."""
    state = state_of(warehouse.path)
    is_checked = state is not None and state in CHECKED
    macros = None if is_checked else own_macros(warehouse)
    relations = dict(warehouse.query("ledger/catalog").iter_rows())
    if not relations and warehouse.read_only:
        raise NoWarehouseError(f"{warehouse.path} holds nothing yet", "make it a warehouse: provenance trace PATH")
    if relations and "migrations" not in relations:
        raise WarehouseError(f"{warehouse.path} is not a warehouse", "name another file with --db")
    if relations and macros is not None:
        refuse_foreign(warehouse, relations)
        refuse_definitions(warehouse, macros)
        CHECKED.update([state] if state else [])
    if not warehouse.read_only:
        migrate(warehouse, settings or Settings(), is_new=not relations)
    check_settings(warehouse, settings)
    check_counts(warehouse)
    if not tolerant and "internal.counted" in relations and (differences := lost_rows(warehouse)):
        name, (expected, stored) = next(iter(differences.items()))
        raise DamagedError(
            f"{warehouse.path} holds {stored:,} rows of {name}, its last run left {expected:,}",
            f"have them computed again: provenance trace --db {warehouse.path}",
        )


CHECKED: set[tuple[object, ...]] = set()
"""States of files that this process has found to be ours: a server opens one for every request."""


def state_of(path: Path) -> tuple[object, ...] | None:
    """Return what tells a file and its log from what they are after any change; None where there is no file."""
    if not path.exists():
        return None
    log = path.with_name(f"{path.name}.wal")
    parts = [part.stat() for part in (path, log) if part.exists()]
    return (path.absolute(), *((part.st_ino, part.st_size, part.st_mtime_ns) for part in parts))


def own_macros(warehouse: Openable) -> pl.DataFrame:
    """Return the macros of the file, as ``ledger/macros`` does.

    Raises:
        WarehouseError: one has the name of a function of DuckDB, in whose place it would act.
    """
    macros = warehouse.query("ledger/macros")
    if over := macros.filter("is_over_function")["name"].to_list():
        raise WarehouseError(
            f"{warehouse.path} is not ours: a macro acts in the place of the function {over[0]}", FOREIGN
        )
    return macros


def lost_rows(warehouse: Openable) -> dict[str, tuple[int, int]]:
    """Return the tables that hold other rows than the last run left: how many it counted, and how many are stored."""
    counts = warehouse.query("ledger/row_counts")
    rows = warehouse.query("ledger/lost_rows", {"row_counts": counts}).iter_rows()
    return {name.removeprefix("internal."): (expected, stored) for name, expected, stored in rows}


def note_counts(warehouse: Openable) -> None:
    """Record how many rows each table holds now, which the file is held against when it is opened."""
    warehouse.run("ledger/note_counts", {"row_counts": warehouse.query("ledger/row_counts")})


CREATED = re.compile(r"(?m)^CREATE TABLE ([\w.]+)")
DEFINED = re.compile(r"(?m)^CREATE OR REPLACE (?:VIEW|MACRO) ([\w.]+)")
FOREIGN = "take the data from where it came from, and trace it into a new file"


def refuse_foreign(warehouse: Openable, relations: Mapping[str, str]) -> None:
    """Refuse a file that acts by itself, is of a newer release, or holds views in the place of tables.

    Raises:
        WarehouseError: it does.
    """
    path = warehouse.path
    if triggers := warehouse.query("ledger/triggers").to_series().to_list():
        raise WarehouseError(f"{path} holds a trigger ({triggers[0]}), which would act on its own: refused", FOREIGN)
    migrations = {query.name for query in sql_files.queries("migrations")}
    tables = {name for query in sql_files.queries("migrations") for name in CREATED.findall(query.text)}
    if views := sorted(name for name in tables if relations.get(name) == "VIEW"):
        raise WarehouseError(f"{path} is not ours: it has a view in the place of the table {views[0]}", FOREIGN)
    if missing := sorted({"migrations", "settings", "runs"} - set(relations)):
        raise WarehouseError(f"{path} is damaged or not ours: it has no table {missing[0]}", FOREIGN)
    applied = set(warehouse.query("ledger/migrations").to_series())
    tables = {
        name
        for query in sql_files.queries("migrations")
        for name in CREATED.findall(query.text)
        if query.name in applied
    }
    if missing := sorted(tables - set(relations)):
        raise WarehouseError(f"{path} is damaged or not ours: it has no table {missing[0]}", FOREIGN)
    if unknown := sorted(applied - migrations):
        raise WarehouseError(
            f"{path} was written by a newer release (migration {unknown[0]}), this is {provenance.__version__}",
            "use that release: pip install --upgrade news-provenance",
        )


def refuse_definitions(warehouse: Openable, macros: pl.DataFrame) -> None:
    """Refuse a file whose settings are gone, or whose views and macros are not as we wrote them.

    Raises:
        WarehouseError: it is such a file.
    """
    digest, stored = definitions(warehouse, macros), warehouse.stored_settings()
    if not stored:
        raise WarehouseError(f"{warehouse.path} is damaged or not ours: it holds no settings", FOREIGN)
    noted = stored.get("definitions") if stored.get("views") == views_fingerprint() else None
    is_of_this_duckdb = noted is not None and noted.split()[-1] == digest.split()[-1]  # others use other words
    if is_of_this_duckdb and noted != digest:
        raise WarehouseError(f"{warehouse.path} is not ours: its views are not those that we wrote into it", FOREIGN)


def definitions(warehouse: Openable, macros: pl.DataFrame) -> str:
    """Return what our views and macros in the file, whose macros are given, are made of."""
    names = [name for query in sql_files.queries("views") for name in DEFINED.findall(query.text)]
    return str(warehouse.query("ledger/definitions", {"macros": macros}, names=names).item())


def views_fingerprint() -> str:
    """Return what tells the views of this release, and their comments, from those of others."""
    return f"{sql_files.folder_hash('views')} {meanings.fingerprint()}"


def migrate(warehouse: Openable, settings: Settings, *, is_new: bool) -> None:
    """Apply pending migrations in one transaction; create all views again when one of them has changed."""
    pending = pending_migrations(set() if is_new else set(warehouse.query("ledger/migrations").to_series()))
    views = views_fingerprint()
    stored = {} if is_new else warehouse.stored_settings()
    if not pending and stored.get("views") == views and "definitions" in stored:
        return
    with warehouse.transaction():
        for name in pending:
            warehouse.run(name)
            warehouse.run("ledger/note_migration", name=name, version=provenance.__version__)
        for query in sql_files.queries("views"):
            warehouse.run(query.name)
        write_comments(warehouse.query("ledger/relations"), warehouse.execute)
        notes = {"views": views, "definitions": definitions(warehouse, warehouse.query("ledger/macros"))}
        numbers = settings.as_dict(*TRACE_GROUPS) if is_new else {}
        note_settings(warehouse, {**notes, **{name: str(value) for name, value in numbers.items()}})


def note_settings(warehouse: Openable, values: Mapping[str, str]) -> None:
    """Record settings by name."""
    warehouse.run("ledger/note_settings", {"noted": pl.DataFrame({"name": values.keys(), "value": values.values()})})


def pending_migrations(done: set[str]) -> list[str]:
    """Return the migrations that have not been applied, in order."""
    return [query.name for query in sql_files.queries("migrations") if query.name not in done]


def is_outdated(warehouse: Openable) -> bool:
    """Return whether another release wrote the file last: its tables and views may lack what is asked for."""
    done = set(warehouse.query("ledger/migrations").to_series())
    return bool(pending_migrations(done)) or warehouse.stored_settings().get("views") != views_fingerprint()


def check_settings(warehouse: Openable, settings: Settings | None) -> None:
    """Raise where the file was made with other settings than the caller counts on."""
    stored = {**warehouse.settings().as_dict(), **warehouse.stored_settings()} if settings else {}
    for name, value in settings.as_dict(*TRACE_GROUPS).items() if settings else ():
        if str(stored[name]) != str(value):
            raise SettingsMismatchError(
                f"{warehouse.path} was made with {name} = {stored[name]}, this call wants {name} = {value}",
                "use the file's settings, or make a new file with --db",
            )


def check_counts(warehouse: Openable) -> None:
    """Raise where the file holds fewer documents than its last finished run counted."""
    expected, stored = warehouse.query("ledger/counted").row(0)
    if expected is not None and stored < expected:
        raise DamagedError(
            f"{warehouse.path} holds {stored} documents, its last finished run counted {expected}",
            "restore it from a copy (a .wal file beside it may have been lost), or make it anew",
        )
