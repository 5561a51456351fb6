"""The DuckDB file: open, migrate, add, ask. Only this room imports duckdb."""

from __future__ import annotations

import datetime as dt
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

import duckdb
import polars as pl

import provenance
from provenance import meanings
from provenance.errors import (
    DamagedError,
    NoWarehouseError,
    QueryError,
    SettingsMismatchError,
    UsageError,
    WarehouseError,
)
from provenance.settings import DECLARED, TRACE_GROUPS, Settings, with_numbers
from provenance.warehouse import names, sql_files
from provenance.warehouse.answers import frame_of
from provenance.warehouse.comments import write_comments
from provenance.warehouse.connection import connect, first_line, read_statement, whole_message
from provenance.warehouse.results import ChainSelection, Comparison

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType

    from provenance.warehouse.sql_files import Query, Value

    Frames = Mapping[str, pl.DataFrame]


class Warehouse:
    """One open DuckDB file.

    Use it as a context manager::

        with Warehouse.open("news.duckdb") as warehouse:
            print(warehouse.ask("outlets"))
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path, *, read_only: bool) -> None:
        self.connection = connection
        self.path = path
        self.read_only = read_only
        self._within = False  # whether a transaction is open

    # -- opening and closing ------------------------------------------------------------------------------------------

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        create: bool = False,
        read_only: bool = True,
        settings: Settings | None = None,
        wait: float = 0.0,
    ) -> Self:
        """Return an open warehouse.

        Args:
            path: the database file.
            create: make the file where there is none (needs ``read_only=False``).
            read_only: open for reading alone: several readers may share a file, a writer excludes them.
            settings: the numbers the caller counts on; None takes those of the file.
            wait: seconds to wait for another process to let go of the file.

        Raises:
            NoWarehouseError: there is no such file.
            LockedError: another process holds the file for longer than ``wait``.
            SettingsMismatchError: the file was made with other settings.
            DamagedError: the file holds fewer rows than its last finished run counted.
            WarehouseError: the file is not a warehouse.
        """
        path = Path(path)
        if not path.exists() and not create:
            raise NoWarehouseError(
                f"there is no database {path}", "name one with --db, or make one: provenance trace PATH"
            )
        warehouse = cls(connect(path, read_only=read_only, wait=wait), path, read_only=read_only)
        try:
            warehouse._prepare(settings)
        except BaseException:
            warehouse.connection.close()
            raise
        return warehouse

    def _prepare(self, settings: Settings | None) -> None:
        """Update the schema (writers), then check what the caller and the ledger expect of the file."""
        tables = self._column("ledger/tables")
        if "migrations" not in tables and (tables or self.read_only):
            raise WarehouseError(f"{self.path} is not a warehouse", "name another file with --db")
        if not self.read_only:
            self._migrate(settings or Settings(), is_new=not tables)
        self._check_settings(settings)
        self._check_counts()

    def _migrate(self, settings: Settings, *, is_new: bool) -> None:
        """Apply pending migrations in one transaction; create all views again when one of them has changed."""
        done = set() if is_new else set(self._column("ledger/migrations"))
        pending = [query.name for query in sql_files.queries("migrations") if query.name not in done]
        views = f"{sql_files.folder_hash('views')} {meanings.fingerprint()}"
        if not pending and self.stored_settings()["views"] == views:
            return
        with self.transaction():
            for name in pending:
                self.run(name)
                self.run("ledger/note_migration", name=name, version=provenance.__version__)
            for query in sql_files.queries("views"):
                self.run(query.name)
            write_comments(self.query("ledger/relations"), self.connection.execute)
            notes = {"views": views} | (settings.as_dict(*TRACE_GROUPS) if is_new else {})
            for name, value in notes.items():
                self.run("ledger/note_setting", name=name, value=str(value))

    def _check_settings(self, settings: Settings | None) -> None:
        """Raise where the file was made with other settings than the caller counts on."""
        stored = {**self.settings().as_dict(), **self.stored_settings()} if settings else {}
        for name, value in settings.as_dict(*TRACE_GROUPS).items() if settings else ():
            if str(stored[name]) != str(value):
                raise SettingsMismatchError(
                    f"{self.path} was made with {name} = {stored[name]}, this call wants {name} = {value}",
                    "use the file's settings, or make a new file with --db",
                )

    def _check_counts(self) -> None:
        """Raise where the file holds fewer documents than its last finished run counted."""
        expected, stored = self.query("ledger/counted").row(0)
        if expected is not None and stored < expected:
            raise DamagedError(
                f"{self.path} holds {stored} documents, its last finished run counted {expected}",
                "restore it from a copy (a .wal file beside it may have been lost), or make it anew",
            )

    def stored_settings(self) -> dict[str, str]:
        """Return the settings the file was made with, by name, as text."""
        return dict(self.query("ledger/settings").iter_rows())

    def settings(self) -> Settings:
        """Return the settings the file was made with."""
        numbers = {name: value for name, value in self.stored_settings().items() if name in DECLARED}
        return with_numbers(Settings(), numbers)

    def close(self) -> None:
        """Write everything into the one file and close it."""
        if not self.read_only:
            self.connection.execute("CHECKPOINT")
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        (self.close if kind is None else self.connection.close)()

    # -- statements ---------------------------------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the statements inside as one transaction: all apply, or none. A nested one is part of the outer."""
        if self._within:
            yield
            return
        self.connection.begin()
        self._within = True
        try:
            yield
        except BaseException:
            self.connection.rollback()
            raise
        finally:
            self._within = False
        self.connection.commit()

    def query(self, name: str, frames: Frames | None = None, /, **values: Value) -> pl.DataFrame:
        """Return what a SQL file answers.

        Args:
            name: the file below ``warehouse/`` without its ending, such as ``todo/candidates``.
            frames: frames that the SQL reads as tables of these names.
            values: its parameters.

        Raises:
            UsageError: no such file, or a parameter is unknown or missing.
            QueryError: the statement failed; the message names the file and the cause.
        """
        query = sql_files.query(name)
        bound = query.bind(values)
        with self._reading(frames), self._naming(query):
            return self._last_frame(query, bound)

    def run(self, name: str, frames: Frames | None = None, /, **values: Value) -> None:
        """Run a SQL file whose answer is not wanted: see :meth:`query`."""
        query = sql_files.query(name)
        bound = query.bind(values)
        with self._reading(frames), self._naming(query):
            for statement in self.connection.extract_statements(query.text):
                self.connection.execute(statement, {n: bound[n] for n in statement.named_parameters})

    def _last_frame(self, query: Query, bound: dict[str, Value]) -> pl.DataFrame:
        *first, last = self.connection.extract_statements(query.text)
        for statement in first:
            self.connection.execute(statement, {n: bound[n] for n in statement.named_parameters})
        return self._frame(last, {n: bound[n] for n in last.named_parameters})

    def _frame(self, statement: duckdb.Statement, values: Mapping[str, Value]) -> pl.DataFrame:
        """Return a reading statement's rows, in the order that the statement gives."""
        relation = self.connection.sql(statement, params=dict(values))
        frame = pl.DataFrame() if relation is None else pl.from_arrow(relation.to_arrow_table())
        assert isinstance(frame, pl.DataFrame)
        return frame

    def ask(self, question: str, /, **values: Value) -> pl.DataFrame:
        """Return the answer to a ready question of ``warehouse/questions``.

        Documents and outlets among its parameters may be given as :meth:`document_id` and :meth:`outlet_id` take them.
        """
        sql_files.query(f"questions/{question}").bind(values)
        return self.query(f"questions/{question}", None, **names.resolved(self, values))

    def document_id(self, name: str) -> str:
        """Return the id of the document that a name means: its id, address, headline, or the beginning of its id alone.

        Raises:
            UsageError: there is none, or several; the message lists them, or the nearest.
        """
        return names.document_named(self, name)

    def outlet_id(self, name: str) -> str:
        """Return the id of the outlet that a name means: its id, a name of it, or its domain.

        Raises:
            UsageError: there is none; the message names the nearest.
        """
        return names.outlet_named(self, name)

    def find(self, words: str, most: int = 50) -> pl.DataFrame:
        """Return what holds words in its id, address, headline, name or text: ``kind``, ``id`` and more, best first."""
        return names.found_by_words(self, words, most)

    def chains(
        self, document: str | None = None, since: str | None = None, *, outlet: str | None = None,
        agency: str | None = None, uncredited: bool = False,
    ) -> pl.DataFrame:  # fmt: skip
        """Return syndication chains, one row a document and way to it, from the root down.

        Args:
            document: id of a document: only the chains it is in.
            since: ISO 8601, UTC: only chains that hold a document added at or after this time.
            outlet: an outlet's id: only chains that hold a document of it.
            agency: an outlet's id: only chains that go back to it, through any number of hands.
            uncredited: only chains that hold a document in which no credit was found.

        Raises:
            UsageError: ``since`` is no time.
        """
        try:
            at = since and dt.datetime.fromisoformat(since)
        except ValueError:
            raise UsageError(f"{since!r} is no time", "write it as 2024-05-31 or 2024-05-31T18:00") from None
        if at and at.tzinfo:
            at = at.astimezone(dt.UTC).replace(tzinfo=None)
        return self.query(
            "reports/chains", None, document=document, since=at.isoformat() if at else None, outlet=outlet,
            agency=agency, uncredited=uncredited,
        )  # fmt: skip

    def select_chains(
        self, name: str | None = None, *, since: str | None = None, outlet: str | None = None,
        agency: str | None = None, uncredited: bool = False,
    ) -> ChainSelection:  # fmt: skip
        """Return the chains that a document or an outlet is in, by any name of it, and pairs that stay undetermined.

        Raises:
            UsageError: a name is not known, or means several; ``since`` is no time.
        """
        document, named = names.document_or_outlet(self, name) if name else (None, None)
        outlet_id = names.outlet_named(self, outlet) if outlet else named
        agency_id = names.outlet_named(self, agency) if agency else None
        return ChainSelection(
            self.chains(document, since, outlet=outlet_id, agency=agency_id, uncredited=uncredited),
            self.query("reports/undetermined", None, document=document, outlet=outlet_id),
        )

    def compare(self, a: str, b: str) -> Comparison:
        """Return two documents with the passages that they share.

        Args:
            a: a document's id, in full.
            b: another's.
        """
        left, right = sorted([a, b])
        match = self.query("reports/match", None, left=left, right=right)
        return Comparison(
            self.query("reports/comparison", None, left=left, right=right),
            self.query("reports/side", None, document=left).row(0, named=True),
            self.query("reports/side", None, document=right).row(0, named=True),
            match.row(0, named=True) if match.height else None,
        )

    def sql(
        self, statement: str, values: Mapping[str, Value] | None = None, frames: Frames | None = None, *,
        seconds: float = 60.0,
    ) -> pl.DataFrame:  # fmt: skip
        """Return the answer to one SQL statement of a person.

        Args:
            statement: one statement that reads.
            values: its named parameters (``$name``).
            frames: frames that the SQL reads as tables of these names.
            seconds: time after which it is stopped.

        Raises:
            UsageError: it is none, or more than one statement, or not one that reads.
            QueryError: it failed or ran out of time.
        """
        watch = threading.Timer(seconds, self.connection.interrupt)
        watch.start()
        try:
            with self._reading(frames):
                relation = self.connection.sql(read_statement(self.connection, statement), params=dict(values or {}))
                return pl.DataFrame() if relation is None else frame_of(relation)
        except (duckdb.InterruptException, RuntimeError):
            raise QueryError(
                f"stopped after {seconds:g} seconds", "give it longer: --timeout SECONDS", statement
            ) from None
        except (duckdb.Error, ValueError, pl.exceptions.PolarsError) as error:
            raise QueryError(whole_message(error), "mend the statement (sql only reads)", statement) from None
        finally:
            watch.cancel()

    def insert(self, table: str, frame: pl.DataFrame) -> int:
        """Add a frame's rows to a table of the same columns, and return their number."""
        if frame.height:
            names = ", ".join(f'"{name}"' for name in frame.columns)
            with self._reading({"arriving": frame}):
                self.connection.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM arriving")  # noqa: S608
        return frame.height

    @contextmanager
    def _reading(self, frames: Frames | None) -> Iterator[None]:
        for name, frame in (frames or {}).items():
            self.connection.register(name, frame.to_arrow())
        try:
            yield
        finally:
            for name in frames or {}:
                self.connection.unregister(name)

    @contextmanager
    def _naming(self, query: Query) -> Iterator[None]:
        try:
            yield
        except duckdb.Error as error:
            raise QueryError(
                f"{query.path.name} failed: {first_line(error)}", f"see {query.path}", query.text
            ) from error

    def _column(self, name: str) -> list[str]:
        """Return the first column of what a SQL file answers."""
        return self.query(name).to_series(0).to_list()
