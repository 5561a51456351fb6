"""One open DuckDB file: its connection, the cursors of its calls, its transactions, and tables of a person's own."""

from __future__ import annotations

import threading
import weakref
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any, Self

import duckdb

from provenance.errors import WarehouseError
from provenance.warehouse.connection import STORAGE_FAILS, storage_error, use_catalog

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from provenance.warehouse.sharing import SharedFile


class Handle:
    """One open DuckDB file, or a database in memory; it may be used from several threads."""

    def __init__(
        self, path: Path, connection: duckdb.DuckDBPyConnection | None, shared: SharedFile | None, *, read_only: bool
    ) -> None:
        self.path = path
        self.read_only = read_only
        self._connection = connection  # None for a reader: each call has a cursor of its own
        self._shared = shared
        self._lock = threading.RLock()  # calls of several threads to one connection
        self._within = False  # whether a transaction is open
        self._registered: dict[str, Any] = {}
        leave = (shared.leave if read_only else shared.end_writing) if shared else _nothing
        self._leave = weakref.finalize(self, leave)

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection of a warehouse that is open for writing.

        Example:
            >>> with provenance.Warehouse.open("provenance.duckdb", read_only=False) as writer:
            ...     writer.connection.execute("SELECT 1").fetchall()
            [(1,)]
        """
        if self._connection is None:
            raise WarehouseError(f"{self.path} is not open for writing", "open it with read_only=False")
        return self._connection

    @contextmanager
    def _using(self, *, own_cursor: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give the connection of a call: a cursor (of readers, or ``own_cursor``), or the one of a writer's threads."""
        if self._connection is not None and not own_cursor:
            with self._lock, self._saying_what_fails():
                yield self._connection
            return
        if not self._leave.alive:
            raise WarehouseError(f"the warehouse {self.path} has been closed", "open it again: Warehouse.open")
        with self._cursor() as cursor:
            for name, table in self._registered.items():
                cursor.register(name, table)
            yield cursor

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor, which sees what has been committed and may be handed to another thread."""
        if self._connection is None:
            assert self._shared is not None
            with self._shared.cursor() as cursor:
                yield cursor
            return
        with self._lock:
            cursor = self._connection.cursor()
        with closing(cursor):
            if self._shared is not None:
                use_catalog(cursor, self._shared.catalog)
            yield cursor

    def close(self) -> None:
        """Write everything into the one file and close it.

        Example:
            >>> news = provenance.Warehouse.open("provenance.duckdb")
            >>> news.close()
        """
        try:
            if self._connection is not None and self._leave.alive:
                with self._using() as connection:
                    connection.execute("CHECKPOINT")
        finally:
            self._let_go()

    def _let_go(self) -> None:
        if self._connection is not None:
            with suppress(duckdb.Error):  # of a file that cannot be written: that has been said
                self._connection.close()
        self._leave()

    @contextmanager
    def _saying_what_fails(self) -> Iterator[None]:
        """Raise what fails in the file or in memory as an error of ours."""
        try:
            yield
        except STORAGE_FAILS as error:
            raise storage_error(self.path, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        (self.close if kind is None else self._let_go)()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the statements inside as one transaction: all apply, or none. A nested one is part of the outer.

        Example:
            >>> memory = provenance.Warehouse.open(":memory:")
            >>> with memory.transaction():
            ...     memory.execute("INSERT INTO settings VALUES ('note', '1')")
        """
        with self._lock:
            if self._within:
                yield
                return
            with self._saying_what_fails():
                self.connection.begin()
            self._within = True
            try:
                yield
            except BaseException:
                self._roll_back()
                raise
            finally:
                self._within = False
            try:
                self.connection.commit()
            except duckdb.Error as error:  # of whatever kind: what is to be committed cannot be written
                raise storage_error(self.path, error) from error

    def _roll_back(self) -> None:
        """Undo the open transaction, where the database has not done so itself, as when the disk is full."""
        with suppress(duckdb.Error):
            self.connection.rollback()


def _nothing() -> None:
    """Leave a database in memory: nobody shares it."""
