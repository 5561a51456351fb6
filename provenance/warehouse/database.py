"""The statements that run on an open DuckDB file: those of this package, and those of people."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl

from provenance.errors import QueryError, UsageError
from provenance.warehouse import sql_files
from provenance.warehouse.answers import MOST_BYTES, Answer
from provenance.warehouse.connection import (
    DAMAGE,
    LACKS,
    STORAGE_FAILS,
    first_line,
    outdated_error,
    read_statement,
    storage_error,
    whole_message,
)
from provenance.warehouse.handle import Handle
from provenance.warehouse.own_data import arrow_table
from provenance.warehouse.time_limit import TimeLimit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from provenance.warehouse.sql_files import Query, Value

    Frames = Mapping[str, pl.DataFrame]


KNOWN_TO_ALL = ("ledger/migrations", "ledger/settings", "ledger/catalog")
"""Queries that the files of every release can answer."""


class Database(Handle):
    """One open DuckDB file, or a database in memory, and the statements that run on it."""

    def register(self, name: str, frame: Any) -> None:  # noqa: ANN401 - anything that Arrow can read
        """Let SQL read a frame of your own as a table of this name, as long as the warehouse is open.

        Args:
            name: an identifier that no table or view of the warehouse has.
            frame: polars (lazy too), Arrow, anything with ``__arrow_c_stream__`` (pandas, DuckDB), or a list of dicts.

        Raises:
            UsageError: the name is taken, or it is no frame.

        Example:
            >>> with provenance.Warehouse.open("provenance.duckdb") as news:
            ...     news.register("leaning", pl.DataFrame({"outlet_id": ["night-owl-blog"], "lean": ["left"]}))
            ...     news.sql("SELECT DISTINCT lean FROM documents JOIN leaning USING (outlet_id)").item()
            'left'
        """
        if not name.isidentifier() or name in self._column("ledger/catalog"):
            raise UsageError(f"{name!r} cannot be the name of a table of your own", "take an identifier that is free")
        self._registered[name] = arrow_table(frame)
        if self._connection is not None:
            self._connection.register(name, self._registered[name])

    def execute(self, statement: str) -> None:
        """Run one statement of this package; :meth:`sql` is for those of people.

        Args:
            statement: any, also one that writes.

        Example:
            >>> provenance.Warehouse.open(":memory:").execute("CHECKPOINT")
        """
        with self._using() as connection, interruptible():
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

        Example:
            >>> warehouse.query("reports/findings").row(0, named=True)["documents"]
            18
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
        """Run a SQL file whose answer is not wanted.

        Args:
            name: see :meth:`query`, as the other arguments.
            frames: see :meth:`query`.
            values: see :meth:`query`.

        Example:
            >>> provenance.Warehouse.open(":memory:").run("ledger/note_outlets")
        """
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

        Example:
            >>> warehouse.sql("SELECT title FROM documents WHERE document_id = $id", {"id": "ap-ferry"}).item()
            'Fishing boats save 212 from drifting ferry off Cape Merrow'
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

        Args:
            statement: see :meth:`sql`, as the other arguments.
            values: see :meth:`sql`.
            frames: see :meth:`sql`.
            seconds: time after which it is stopped, the time in which it is read included.

        Raises:
            UsageError: see :meth:`sql`.
            QueryError: see :meth:`sql`; also while it is read.

        Example:
            >>> sum(batch.num_rows for batch in warehouse.stream("SELECT document_id FROM documents"))
            18
        """
        import pyarrow as pa

        def batches() -> Iterator[Any]:
            with self.answer(statement, values, frames, seconds=seconds, own_cursor=True) as answer:
                schema, record_batches = answer.batches()
                yield schema
                yield from record_batches

        rows = batches()
        return pa.RecordBatchReader.from_batches(next(rows), rows)

    @contextmanager
    def answer(
        self, statement: str, values: Mapping[str, Value] | None = None, frames: Frames | None = None, *,
        seconds: float = 60.0, on_stuck: Callable[[], None] | None = None, own_cursor: bool = False,
    ) -> Iterator[Answer]:  # fmt: skip
        """Give the answer to one SQL statement, to be read as a frame or batch by batch before it is left.

        Args:
            statement: see :meth:`sql`, as the other arguments.
            values: see :meth:`sql`.
            frames: see :meth:`sql`.
            seconds: see :meth:`sql`.
            on_stuck: called where a statement does not end though it has been stopped: it is inside one huge value.
            own_cursor: read what has been committed, by a cursor of its own, which another thread may read to its end.

        Raises:
            UsageError: see :meth:`sql`.
            QueryError: see :meth:`sql`.

        Example:
            >>> with warehouse.answer("SELECT document_id FROM documents ORDER BY ALL") as answer:
            ...     answer.frame().height
            18
        """
        limit = None
        try:
            with (
                self._reading(frames, own_cursor=own_cursor) as connection,
                TimeLimit(connection, seconds, on_stuck) as limit,
            ):
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
            remedy = (
                outdated_error(self.path).remedy if self._may_lack(error) else "mend the statement (sql only reads)"
            )
            raise QueryError(whole_message(error), remedy, statement) from None

    def insert(self, table: str, frame: pl.DataFrame) -> int:
        """Add a frame's rows to a table of the same columns, and return their number.

        Args:
            table: its name.
            frame: columns of the table.

        Example:
            >>> memory = provenance.Warehouse.open(":memory:")
            >>> memory.insert("settings", pl.DataFrame({"name": ["note"], "value": ["1"]}))
            1
        """
        if frame.height:
            names = ", ".join(f'"{name}"' for name in frame.columns)
            with self._reading({"arriving": frame}) as connection, interruptible():
                connection.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM arriving")  # noqa: S608
        return frame.height

    @contextmanager
    def _reading(self, frames: Frames | None, *, own_cursor: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a connection on which SQL reads frames as tables."""
        with self._using(own_cursor=own_cursor) as connection:
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
            if query.name not in KNOWN_TO_ALL and self._may_lack(error):
                raise outdated_error(self.path) from None
            raise QueryError(
                f"{query.path.name} failed: {first_line(error)}", f"see {query.path}", query.text
            ) from error

    def _may_lack(self, error: Exception) -> bool:
        """Return whether a statement may have failed because another release made the file."""
        return self.read_only and isinstance(error, LACKS) and self._is_outdated()

    def _is_outdated(self) -> bool:
        """Return whether another release wrote the file last; a database that is no warehouse has no releases."""
        return False

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
