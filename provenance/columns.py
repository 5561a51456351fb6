"""Frames of a person's own for the functions of stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.errors import UsageError

if TYPE_CHECKING:
    import polars as pl

    from provenance.tables import Table


def with_all_columns(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return a frame with exactly the columns of a table: those that it lacks are null, types are those of the table.

    Args:
        frame: any of the columns.
        table: one of ``provenance.tables``.

    Raises:
        UsageError: the frame has a column that the table has not.

    Example:
        >>> from provenance.tables import SKIPS
        >>> with_all_columns(pl.DataFrame({"document": [1], "start": [0]}), SKIPS).row(0)
        (1, 0, None)
    """
    import polars as pl

    unknown = [name for name in frame.columns if name not in table.names()]
    if unknown:
        raise UsageError(f"the frame {table.name} has no column {unknown[0]}", f"it has: {', '.join(table.names())}")
    missing = [pl.lit(None).alias(name) for name in table.names() if name not in frame.columns]
    return frame.with_columns(missing).select(pl.col(name).cast(kind) for name, kind in table.schema().items())
