"""SQL over frames, without a database file: ready queries, and expressions that a person writes."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb
import polars as pl

from provenance.errors import QueryError
from provenance.warehouse.connection import connect_in_memory, first_line
from provenance.warehouse.warehouse import IN_MEMORY, Warehouse

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def in_memory_warehouse() -> Iterator[Warehouse]:
    """Open a hardened connection to no file, for ready queries over frames."""
    warehouse = Warehouse(IN_MEMORY, connect_in_memory(), None, read_only=False)
    try:
        yield warehouse
    finally:
        warehouse.connection.close()


def row_values(
    warehouse: Warehouse, expression: str, frame: pl.DataFrame, *, name: str, key: str, seconds: float = 60.0
) -> pl.Series:
    """Return the value of an SQL expression for every row of a frame, as DOUBLE, in the order of a column.

    The expression is parsed by itself, so that it cannot end the statement that evaluates it.

    Args:
        warehouse: a hardened connection.
        expression: one SQL expression over the columns of the frame.
        frame: the rows.
        name: by which subqueries of the expression refer to the frame.
        key: the column that orders the values.
        seconds: time after which the evaluation is stopped.

    Raises:
        QueryError: it is no expression over these columns, no number, or took too long.
    """
    connection = warehouse.connection
    connection.register(name, frame.to_arrow())
    watchdog = threading.Timer(seconds, connection.interrupt)
    watchdog.start()
    try:
        value = duckdb.SQLExpression(expression).cast("DOUBLE").alias("value")
        rows = connection.view(name).select(duckdb.ColumnExpression(key), value).order(key).to_arrow_table()
    except duckdb.InterruptException:
        raise QueryError(f"stopped after {seconds:g} seconds", "write a simpler expression", expression) from None
    except (duckdb.Error, ValueError) as error:
        raise QueryError(first_line(error), "write one SQL expression", expression) from None
    finally:
        watchdog.cancel()
        connection.unregister(name)
    values = pl.from_arrow(rows.column("value"))
    assert isinstance(values, pl.Series)
    return values
