"""Tables for programs: CSV, TSV, JSON, JSON Lines, Parquet and Arrow.

CSV holds lists and structures as JSON text; CSV, JSON and JSON Lines hold times as ISO 8601 in UTC, bytes in
hexadecimal. Polars is imported where it is used: the registry of formats imports this module, and ``--help`` reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    import polars as pl


def write_csv(stream: BinaryIO, frame: pl.DataFrame) -> None:
    """Write a frame as CSV with a heading."""
    stream.write(flat(frame).write_csv().encode())


def write_tsv(stream: BinaryIO, frame: pl.DataFrame) -> None:
    """Write a frame as values separated by tabs, with a heading."""
    stream.write(flat(frame).write_csv(separator="\t").encode())


def write_json(stream: BinaryIO, frame: pl.DataFrame) -> None:
    """Write a frame as one JSON array of objects."""
    stream.write(json_typed(frame).write_json().encode() + b"\n")


def write_jsonl(stream: BinaryIO, frame: pl.DataFrame) -> None:
    """Write a frame as JSON Lines: one object a row."""
    stream.write(json_typed(frame).write_ndjson().encode())


def write_parquet(stream: BinaryIO, frame: pl.DataFrame) -> None:
    """Write a frame as a Parquet file."""
    frame.write_parquet(stream)


def write_arrow(stream: BinaryIO, frame: pl.DataFrame) -> None:
    """Write a frame as an Arrow file (IPC, also called Feather)."""
    frame.write_ipc(stream)


def json_typed(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame with JSON's own types: times as ISO 8601 in UTC, bytes in hexadecimal."""
    import polars as pl

    times = [name for name, kind in frame.schema.items() if isinstance(kind, pl.Datetime)]
    blobs = [name for name, kind in frame.schema.items() if kind == pl.Binary]
    return frame.with_columns(
        *(pl.col(name).dt.strftime("%Y-%m-%dT%H:%M:%S%.fZ") for name in times),
        *(pl.col(name).bin.encode("hex") for name in blobs),
    )


def flat(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame with JSON's types whose lists and structures are JSON text."""
    typed = json_typed(frame)
    nested = [name for name, kind in typed.schema.items() if kind.is_nested()]
    return typed.with_columns(*(_json_text(typed[name]) for name in nested))


def _json_text(column: pl.Series) -> pl.Series:
    """Return a nested column as JSON text."""
    import polars as pl

    rows = pl.DataFrame({"v": column}).write_ndjson().splitlines()
    texts = [row.removeprefix('{"v":').removesuffix("}") for row in rows]
    return pl.Series(column.name, [None if text == "null" else text for text in texts], dtype=pl.String)


def without_formulas(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame in which no text is a formula to a spreadsheet: an apostrophe stands before one that would be.

    Source: OWASP, CSV Injection: texts that begin with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return,
    also behind white space.
    """
    import polars as pl

    table = flat(frame)
    texts = [name for name, kind in table.schema.items() if kind == pl.String]
    acts = {name: pl.col(name).str.contains(r"^\s*[=+\-@\t\r\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}]") for name in texts}
    return table.with_columns(
        *(pl.when(acts[name]).then(pl.lit("'") + pl.col(name)).otherwise(pl.col(name)).alias(name) for name in texts)
    )
