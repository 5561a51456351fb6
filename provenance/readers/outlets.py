"""Outlets from a CSV file: the list that ships with the package, and a person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.errors import InputError
from provenance.tables import OUTLETS

if TYPE_CHECKING:
    from pathlib import Path

LISTS = ("aliases", "domains", "bare_aliases")
REMEDY = "give a CSV with at least the columns outlet_id and name; lists are parted by |"


def outlet_file(path: Path, origin: str) -> pl.DataFrame:
    """Return the outlets of a CSV file (columns of ``tables.OUTLETS``), by id.

    Args:
        path: a CSV file with a heading: ``outlet_id`` and ``name``, and any of the other columns. ``aliases``,
            ``bare_aliases`` and ``domains`` are lists parted by ``|``.
        origin: what ``origin`` says of them: ``seed`` or ``file``.

    Raises:
        InputError: the file cannot be read, a column is missing or unknown, or an id stands twice or is empty.
    """
    try:
        read = pl.read_csv(path.read_bytes(), infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(f"{path} cannot be read as outlets: {str(error).splitlines()[0]}", REMEDY) from None
    _check(read, path)
    absent = [pl.lit(None, pl.String).alias(name) for name in OUTLETS.names() if name not in read.columns]
    return (
        read.with_columns(absent)
        .with_columns(
            *(_parted(name) for name in LISTS), pl.col("kind").fill_null("unknown"), pl.lit(origin).alias("origin")
        )
        .select(pl.col(name).cast(kind) for name, kind in OUTLETS.schema().items())
        .sort("outlet_id")
    )


def _check(read: pl.DataFrame, path: Path) -> None:
    """Refuse a file that does not say which outlets there are."""
    known = set(OUTLETS.names()) - {"origin"}
    if missing := sorted({"outlet_id", "name"} - set(read.columns)):
        raise InputError(f"{path} has no column {missing[0]}", REMEDY)
    if unknown := sorted(set(read.columns) - known):
        raise InputError(f"{path} has an unknown column {unknown[0]}", f"known are: {', '.join(sorted(known))}")
    if read.select(pl.any_horizontal(pl.col("outlet_id", "name").is_null().any())).item():
        raise InputError(f"{path} has a row without outlet_id or name", "fill it in")
    if read["outlet_id"].is_duplicated().any():
        twice = read.filter(read["outlet_id"].is_duplicated())["outlet_id"].sort()[0]
        raise InputError(f"{path} has {twice} twice", "keep one of the rows")


def _parted(name: str) -> pl.Expr:
    """Return a list of the parts between bars, empty ones left out."""
    parts = pl.col(name).fill_null("").str.split("|").list.eval(pl.element().str.strip_chars())
    return parts.list.eval(pl.element().filter(pl.element() != "")).alias(name)
