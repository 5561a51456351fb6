"""Texts in columns of Arrow tables: replaced, removed where a rendered format gives them back, and inserted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def replace_values(rows: pa.Table, field: str, positions: Sequence[int], values: Sequence[str]) -> pa.Table:
    """Return a table with other strings at some positions of a column."""
    column = pl.from_arrow(rows.column(field).cast(pa.large_string()))
    assert isinstance(column, pl.Series)
    replaced = column.scatter(positions, values) if positions else column
    at = rows.schema.get_field_index(field)
    return rows.set_column(at, rows.schema.field(at), replaced.to_arrow().cast(rows.schema.field(at).type))


def remove_texts(rows: pa.Table, documents: pl.DataFrame) -> pa.Table:
    """Return records without the texts that a rendered format gives back.

    Args:
        rows: the records.
        documents: ``field`` and ``characters``, row for row.
    """
    for field, positions in text_positions(rows, documents).items():
        rows = replace_values(rows, field, positions, [""] * len(positions))
    return rows


def insert_texts(rows: pa.Table, documents: pl.DataFrame, rendered: Sequence[Mapping[str, str]]) -> pa.Table:
    """Return records with their texts.

    Args:
        rows: the records without them.
        documents: ``field`` and ``characters``, row for row.
        rendered: the fields of the rendered record of each row.
    """
    for field, positions in text_positions(rows, documents).items():
        rows = replace_values(rows, field, positions, [rendered[row][field] for row in positions])
    return rows


def text_positions(rows: pa.Table, documents: pl.DataFrame) -> dict[str, list[int]]:
    """Return, for each field that holds texts, the rows whose text a rendered format gives back."""
    positions: dict[str, list[int]] = {}
    for row, (field, characters) in enumerate(documents.select("field", "characters").iter_rows()):
        if field is not None and characters:
            positions.setdefault(field, []).append(row)
    return {field: rows_ for field, rows_ in sorted(positions.items()) if is_string_field(rows.schema.field(field))}


def is_string_field(field: pa.Field) -> bool:
    """Return whether a column holds plain strings."""
    value_type = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
    extension = (field.metadata or {}).get(b"ARROW:extension:name")
    return extension is None and str(value_type) in ("string", "large_string", "string_view")
