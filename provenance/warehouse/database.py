"""One open DuckDB file: its connection, transactions, and the statements that run on it."""

from __future__ import annotations

import threading
import weakref
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Self

import duckdb
import polars as pl

from provenance.errors import QueryError, UsageError, WarehouseError
from provenance.warehouse import sql_files
from provenance.warehouse.answers import MOST_BYTES, Answer
from provenance.warehouse.connection import (
    DAMAGE,
    STORAGE_FAILS,
    first_line,
    read_statement,
    storage_error,
    whole_message,
)
from provenance.warehouse.own_data import arrow_table
from provenance.warehouse.time_limit import TimeLimit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from provenance.warehouse.sharing import SharedFile
    from provenance.warehouse.sql_files import Query, Value

    Frames = Mapping[str, pl.DataFrame]


class Database:
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
        """The connection of a warehouse that is open for writing."""
        if self._connection is None:
            raise WarehouseError(f"{self.path} is not open for writing", "open it with read_only=False")
        return self._connection

    @contextmanager
    def using(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give the connection that one call uses: a reader's own, or the writer's, which threads take in turn."""
        if self._connection is not None:
            with self._lock, self._saying_what_fails():
                yield self._connection
            return
        if self._shared is None or not self._leave.alive:
            raise WarehouseError(f"the warehouse {self.path} has been closed", "open it again: Warehouse.open")
        with self._shared.cursor() as cursor:
            for name, table in self._registered.items():
                cursor.register(name, table)
            yield cursor

    def register(self, name: str, frame: Any) -> None:  # noqa: ANN401 - anything that Arrow can read
        """Let SQL read a frame of your own as a table of this name, as long as the warehouse is open.

        Args:
            name: an identifier that no table or view of the warehouse has.
            frame: polars (lazy too), Arrow, anything with ``__arrow_c_stream__`` (pandas, DuckDB), or a list of dicts.

        Example:
            ``warehouse.register("lean", pl.read_csv("lean.csv"))``, then
            ``warehouse.sql("FROM outlet_sources JOIN lean USING (outlet_id)")``.

        Raises:
            UsageError: the name is taken, or it is no frame.
        """
        if not name.isidentifier() or name in self._column("ledger/catalog"):
            raise UsageError(f"{name!r} cannot be the name of a table of your own", "take an identifier that is free")
        self._registered[name] = arrow_table(frame)
        if self._connection is not None:
            self._connection.register(name, self._registered[name])

    def close(self) -> None:
        """Write everything into the one file and close it."""
        try:
            if self._connection is not None and self._leave.alive:
                self.execute("CHECKPOINT")
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

    # -- statements ---------------------------------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the statements inside as one transaction: all apply, or none. A nested one is part of the outer."""
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

    def execute(self, statement: str) -> None:
        """Run one statement of this package."""
        with self.using() as connection, interruptible():
            connection.execute(statement)

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
        with self._reading(frames) as connection, self._naming(query):
            *first, last = connection.extract_statements(query.text)
            for statement in first:
                connection.execute(statement, {n: bound[n] for n in statement.named_parameters})
            relation = connection.sql(last, params={n: bound[n] for n in last.named_parameters})
            frame = pl.DataFrame() if relation is None else pl.from_arrow(relation.to_arrow_table())
        assert isinstance(frame, pl.DataFrame)
        return frame

    def run(self, name: str, frames: Frames | None = None, /, **values: Value) -> None:
        """Run a SQL file whose answer is not wanted: see :meth:`query`."""
        query = sql_files.query(name)
        bound = query.bind(values)
        with self._reading(frames) as connection, self._naming(query):
            for statement in connection.extract_statements(query.text):
                connection.execute(statement, {n: bound[n] for n in statement.named_parameters})

    def sql(
        self, statement: str, values: Mapping[str, Value] | None = None, frames: Frames | None = None, *,
        seconds: float = 60.0, most_bytes: int = MOST_BYTES,
    ) -> pl.DataFrame:  # fmt: skip
        """Return the answer to one SQL statement of a person.

        Args:
            statement: one statement that reads.
            values: its named parameters (``$name``).
            frames: frames that the SQL reads as tables of these names.
            seconds: time after which it is stopped.
            most_bytes: size of an answer that is refused; :meth:`stream` has no limit.

        Raises:
            UsageError: it is none, or more than one statement, or not one that reads.
            QueryError: it failed, ran out of time, or answers more than fits.
        """
        with self.answer(statement, values, frames, seconds=seconds) as answer:
            return answer.frame(most_bytes)

    def stream(
        self, statement: str, values: Mapping[str, Value] | None = None, frames: Frames | None = None, *,
        seconds: float = 3600.0,
    ) -> Any:  # fmt: skip # noqa: ANN401 - pyarrow has no types
        """Return the answer to one SQL statement as a ``pyarrow.RecordBatchReader``: computed as it is read.

        Take it for answers that do not fit into memory; ``pyarrow.parquet``, pandas and DuckDB read it batch by batch.
        Close it, or read it to its end, before this process writes the warehouse.

        Example:
            ``for batch in warehouse.stream("FROM passages"): …``

        Args:
            statement: see :meth:`sql`, as the other arguments.
            values: see :meth:`sql`.
            frames: see :meth:`sql`.
            seconds: time after which it is stopped, the time in which it is read included.

        Raises:
            UsageError: see :meth:`sql`.
            QueryError: see :meth:`sql`; also while it is read.
        """
        import pyarrow as pa

        def batches() -> Iterator[Any]:
            with self.answer(statement, values, frames, seconds=seconds) as answer:
                schema, record_batches = answer.batches()
                yield schema
                yield from record_batches

        rows = batches()
        return pa.RecordBatchReader.from_batches(next(rows), rows)

    @contextmanager
    def answer(
        self, statement: str, values: Mapping[str, Value] | None = None, frames: Frames | None = None, *,
        seconds: float = 60.0, on_stuck: Callable[[], None] | None = None,
    ) -> Iterator[Answer]:  # fmt: skip
        """Give the answer to one SQL statement, to be read as a frame or batch by batch before it is left.

        Args:
            statement: see :meth:`sql`, as the other arguments.
            values: see :meth:`sql`.
            frames: see :meth:`sql`.
            seconds: see :meth:`sql`.
            on_stuck: called where a statement does not end though it has been stopped: it is inside one huge value.
        """
        limit = None
        try:
            with self._reading(frames) as connection, TimeLimit(connection, seconds, on_stuck) as limit:
                parsed = read_statement(connection, statement)
                bound = dict(values or {})
                yield Answer(lambda: connection.sql(parsed, params=bound))
        except (duckdb.Error, RuntimeError, ValueError, OSError, pl.exceptions.PolarsError) as error:
            if limit and limit.why:
                is_large = "memory" in limit.why
                remedy = "ask for less, or make its values smaller" if is_large else "give it longer: --timeout SECONDS"
                raise QueryError(limit.why, remedy, statement) from None
            if "Query interrupted" in str(error):  # as DuckDB says where the person interrupts it
                raise KeyboardInterrupt from None
            if isinstance(error, OSError) and error.errno is not None:
                raise  # of whoever writes the answer
            if DAMAGE.search(first_line(error)) and isinstance(error, duckdb.Error):
                raise storage_error(self.path, error) from None
            raise QueryError(whole_message(error), "mend the statement (sql only reads)", statement) from None

    def insert(self, table: str, frame: pl.DataFrame) -> int:
        """Add a frame's rows to a table of the same columns, and return their number."""
        if frame.height:
            names = ", ".join(f'"{name}"' for name in frame.columns)
            with self._reading({"arriving": frame}) as connection, interruptible():
                connection.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM arriving")  # noqa: S608
        return frame.height

    @contextmanager
    def _reading(self, frames: Frames | None) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a connection on which SQL reads frames as tables."""
        with self.using() as connection:
            for name, frame in (frames or {}).items():
                connection.register(name, frame.to_arrow())
            try:
                yield connection
            finally:
                for name in frames or {}:
                    connection.unregister(name)

    @contextmanager
    def _naming(self, query: Query) -> Iterator[None]:
        try:
            with interruptible():
                yield
        except STORAGE_FAILS as error:
            raise storage_error(self.path, error) from error
        except duckdb.Error as error:
            if DAMAGE.search(first_line(error)):
                raise storage_error(self.path, error) from error
            raise QueryError(
                f"{query.path.name} failed: {first_line(error)}", f"see {query.path}", query.text
            ) from error

    def _column(self, name: str) -> list[str]:
        """Return the first column of what a SQL file answers."""
        return self.query(name).to_series(0).to_list()


@contextmanager
def interruptible() -> Iterator[None]:
    """Raise what DuckDB makes of a person's interruption, or of a request to end, as the interruption that it is."""
    try:
        yield
    except RuntimeError as error:
        if "Query interrupted" in str(error):
            raise KeyboardInterrupt from None
        raise


def _nothing() -> None:
    """Leave a database in memory: nobody shares it."""
