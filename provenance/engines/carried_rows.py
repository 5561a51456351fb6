"""Rows of tables as Spark carries them: its types, frames to Arrow and back, and rows of several tables in one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from provenance.tables import Frames, Table

TYPES = {
    "BOOLEAN": "BOOLEAN", "INTEGER": "INT", "BIGINT": "BIGINT", "UINTEGER": "BIGINT", "UBIGINT": "BIGINT",
    "FLOAT": "FLOAT", "DOUBLE": "DOUBLE", "VARCHAR": "STRING", "BLOB": "BINARY", "TIMESTAMP": "TIMESTAMP_NTZ",
}  # fmt: skip
"""Spark's type for each of ``provenance.tables``: it has no unsigned numbers."""


def spark_type(duckdb_type: str) -> str:
    """Return Spark's name for a type of ``provenance.tables``."""
    if duckdb_type.endswith("[]"):
        return f"ARRAY<{spark_type(duckdb_type.removesuffix('[]'))}>"
    return TYPES[duckdb_type]


def carried_type(duckdb_type: str) -> Any:
    """Return the Arrow type in which Spark takes a type of ``provenance.tables``."""
    import pyarrow as pa

    if duckdb_type.endswith("[]"):
        return pa.list_(carried_type(duckdb_type.removesuffix("[]")))
    types = {
        "BOOLEAN": pa.bool_(), "INT": pa.int32(), "BIGINT": pa.int64(), "FLOAT": pa.float32(),
        "DOUBLE": pa.float64(), "STRING": pa.string(), "BINARY": pa.binary(), "TIMESTAMP_NTZ": pa.timestamp("us"),
    }  # fmt: skip
    return types[spark_type(duckdb_type)]


def row_schema(tables: Mapping[str, Table]) -> str:
    """Return the schema of rows of several tables, as Spark writes it."""
    structs = (
        f"{name} STRUCT<{', '.join(f'`{column.name}`: {spark_type(column.type)}' for column in table.columns)}>"
        for name, table in tables.items()
    )
    return ", ".join(["part BIGINT", "frame STRING", *structs])


def signed(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame whose unsigned numbers of 64 bits are signed ones of the same bits."""
    bits = pl.element().reinterpret(signed=True)
    return frame.with_columns(pl.col(pl.UInt64).reinterpret(signed=True), pl.col(pl.List(pl.UInt64)).list.eval(bits))


def carried_table(frame: pl.DataFrame, table: Table) -> Any:
    """Return the rows of a frame, which has the columns of a table, as Spark takes them."""
    import pyarrow as pa

    schema = pa.schema([(column.name, carried_type(column.type)) for column in table.columns])
    return signed(frame.select(table.names())).to_arrow().cast(schema)


def restored_rows(rows: Any, table: Table) -> pl.DataFrame:
    """Return rows of a cluster with the types of a table."""
    frame = pl.from_arrow(rows)
    assert isinstance(frame, pl.DataFrame)
    return frame.select(restored_column(column.name, column.type, frame.schema) for column in table.columns)


def restored_column(name: str, duckdb_type: str, schema: pl.Schema) -> pl.Expr:
    """Return the expression of one column with its own type."""
    from provenance.tables import polars_type

    column, own_type = pl.col(name), polars_type(duckdb_type)
    if own_type == pl.UInt64:
        return column.cast(pl.Int64).reinterpret(signed=False)
    if own_type == pl.List(pl.UInt64):
        return column.cast(pl.List(pl.Int64)).list.eval(pl.element().reinterpret(signed=False))
    if isinstance(schema[name], pl.Datetime) and schema[name].time_zone:  # type: ignore[attr-defined]
        return column.dt.replace_time_zone(None).cast(own_type)
    return column.cast(own_type)


def carried_schema(tables: Mapping[str, Table]) -> Any:
    """Return the Arrow schema of rows of several tables."""
    import pyarrow as pa

    fields = [pa.field("part", pa.int64()), pa.field("frame", pa.string())]
    for name, table in tables.items():
        columns = [pa.field(column.name, carried_type(column.type)) for column in table.columns]
        fields.append(pa.field(name, pa.struct(columns)))
    return pa.schema(fields)


def packed_rows(part: int, frames: Frames, tables: Mapping[str, Table]) -> Iterator[Any]:
    """Yield frames by name as record batches of one schema: the part, the table's name, a struct for each table."""
    import pyarrow as pa

    schema = carried_schema(tables)
    for name, frame in frames.items():
        if frame.is_empty():
            continue
        struct = carried_table(frame, tables[name]).combine_chunks().to_struct_array().combine_chunks()
        columns = [
            pa.array([part] * frame.height, pa.int64()),
            pa.array([name] * frame.height, pa.string()),
            *(
                struct if column_name == name else pa.nulls(frame.height, schema.field(column_name).type)
                for column_name in tables
            ),
        ]
        yield pa.RecordBatch.from_arrays(columns, schema=schema)


def unpacked_rows(rows: Any, tables: Mapping[str, Table]) -> tuple[int, Frames]:
    """Return the part and the frames of rows that are all of one part; the reverse of :func:`packed_rows`."""
    import pyarrow as pa
    import pyarrow.compute as pc

    frames = {}
    for name, table in tables.items():
        struct = rows.filter(pc.equal(rows.column("frame"), name)).column(name)
        frames[name] = restored_rows(pa.Table.from_struct_array(struct), table) if len(struct) else table.empty()
    return rows.column("part")[0].as_py(), frames
