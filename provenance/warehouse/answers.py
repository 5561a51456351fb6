"""Answers of SQL statements as frames, whatever their types, names and values."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

NO_POLARS_TYPE = re.compile(r"\b(?:INTERVAL|UNION|BIT|BIGNUM|VARINT|VARIANT|GEOMETRY|TIME WITH TIME ZONE)\b")
"""Types of DuckDB without a polars type of the same values: their columns become text, as DuckDB writes it."""


def frame_of(relation: duckdb.DuckDBPyRelation) -> pl.DataFrame:
    """Return the rows of a relation, in its order.

    Columns of one name get a number (``a``, ``a_1``); values of types and times that polars cannot hold become text.
    """
    names = unique_names(relation.columns)
    as_text = {index for index, kind in enumerate(relation.types) if NO_POLARS_TYPE.search(str(kind))}
    simple = not as_text and names == relation.columns
    frame = polars_frame(relation) if simple else projected(relation, names, as_text)
    beyond = {index for index, column in enumerate(frame.iter_columns()) if is_beyond(column)}
    return projected(relation, names, as_text | beyond) if beyond else frame


def unique_names(columns: Sequence[str]) -> list[str]:
    """Return column names with a number where the name was there before."""
    names: dict[str, None] = {}
    for column in columns:
        name, number = column, 0
        while name in names:
            number += 1
            name = f"{column}_{number}"
        names[name] = None
    return list(names)


def projected(relation: duckdb.DuckDBPyRelation, names: Sequence[str], as_text: set[int]) -> pl.DataFrame:
    """Return the rows of a relation under other names, some columns as text."""
    columns = [
        f"#{index + 1}{'::VARCHAR' if index in as_text else ''} AS {quoted(name)}" for index, name in enumerate(names)
    ]
    return polars_frame(relation.project(", ".join(columns)))


def polars_frame(relation: duckdb.DuckDBPyRelation) -> pl.DataFrame:
    """Return the rows of a relation whose types and names polars has."""
    frame = pl.from_arrow(relation.to_arrow_table())
    assert isinstance(frame, pl.DataFrame)
    return frame


def quoted(name: str) -> str:
    """Return a name as an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'


def is_beyond(column: pl.Series) -> bool:
    """Return whether a column, or a list or structure in it, holds a time that is no date of the years 1 to 9999."""
    if isinstance(column.dtype, pl.List | pl.Array):
        return is_beyond(column.explode())
    if isinstance(column.dtype, pl.Struct):
        return any(is_beyond(column.struct.field(field.name)) for field in column.dtype.fields)
    if column.dtype != pl.Date and (not isinstance(column.dtype, pl.Datetime) or column.dtype.time_unit == "ns"):
        return False
    bounds = pl.Series([datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59)]).cast(column.dtype).to_physical()
    values = column.to_physical()
    return bool((values < bounds[0]).any() or (values > bounds[1]).any())
