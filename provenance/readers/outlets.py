"""Outlets from a CSV file: the list that ships with the package, and a person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.errors import InputError
from provenance.tables import OUTLETS

if TYPE_CHECKING:
    from pathlib import Path

LIST_COLUMNS = ("aliases", "domains", "bare_aliases")
REMEDY = "give a CSV with at least the columns outlet_id and name; lists are separated by |"


def outlet_file(path: Path, origin: str) -> pl.DataFrame:
    """Return the outlets of a CSV file (columns of ``tables.OUTLETS``), by id.

    Args:
        path: a CSV file with a heading: ``outlet_id`` and ``name``, and any of the other columns. ``aliases``,
            ``bare_aliases`` and ``domains`` are lists separated by ``|``.
        origin: value of their column ``origin``: ``seed`` or ``file``.

    Raises:
        InputError: the file cannot be read, a column is missing or unknown, or an id stands twice or is empty.
    """
    try:
        rows = pl.read_csv(path.read_bytes(), infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(f"{path} cannot be read as outlets: {str(error).splitlines()[0]}", REMEDY) from None
    _check(rows, path)
    missing = [pl.lit(None, pl.String).alias(name) for name in OUTLETS.names() if name not in rows.columns]
    return (
        rows.with_columns(missing)
        .with_columns(
            *(_split_list(name) for name in LIST_COLUMNS),
            pl.col("kind").fill_null("unknown"),
            pl.lit(origin).alias("origin"),
        )
        .select(pl.col(name).cast(kind) for name, kind in OUTLETS.schema().items())
        .sort("outlet_id")
    )


def _check(rows: pl.DataFrame, path: Path) -> None:
    """Raise InputError for missing or unknown columns, and for ids that are empty or stand twice."""
    columns = set(OUTLETS.names()) - {"origin"}
    if missing := sorted({"outlet_id", "name"} - set(rows.columns)):
        raise InputError(f"{path} has no column {missing[0]}", REMEDY)
    if unknown := sorted(set(rows.columns) - columns):
        raise InputError(
            f"{path} has an unknown column {unknown[0]}", f"these columns are known: {', '.join(sorted(columns))}"
        )
    if rows.select(pl.any_horizontal(pl.col("outlet_id", "name").is_null().any())).item():
        raise InputError(f"{path} has a row without outlet_id or name", "fill it in")
    if rows["outlet_id"].is_duplicated().any():
        duplicate = rows.filter(rows["outlet_id"].is_duplicated())["outlet_id"].sort()[0]
        raise InputError(f"{path} has {duplicate} twice", "keep one of the rows")


def _split_list(name: str) -> pl.Expr:
    """Return the parts of a column between bars as a list, empty ones left out."""
    parts = pl.col(name).fill_null("").str.split("|").list.eval(pl.element().str.strip_chars())
    return parts.list.eval(pl.element().filter(pl.element() != "")).alias(name)
