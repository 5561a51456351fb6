"""Outlets from a CSV file: the list that ships with the package, and a person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.errors import InputError
from provenance.tables import OUTLETS

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_NAME = 300
"""Code points of the longest name of an outlet."""

LIST_COLUMNS = ("aliases", "domains", "bare_aliases", "wordlike_aliases")
YEARS = ("active_from", "active_to")
REMEDY = "give a CSV with at least the columns outlet_id and name; lists are separated by |"


def outlet_file(path: Path, origin: str) -> pl.DataFrame:
    """Return the outlets of a CSV file (columns of ``tables.OUTLETS``), by id.

    Args:
        path: a CSV file with a heading: ``outlet_id`` and ``name``, and any of the other columns. ``aliases``,
            ``bare_aliases``, ``wordlike_aliases`` and ``domains`` are lists separated by ``|``.
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
    _check_lengths(rows, path)
    _check_years(rows, path)
    if rows["outlet_id"].is_duplicated().any():
        duplicate = rows.filter(rows["outlet_id"].is_duplicated())["outlet_id"].sort()[0]
        raise InputError(f"{path} has {duplicate} twice", "keep one of the rows")


def _check_lengths(rows: pl.DataFrame, path: Path) -> None:
    """Raise InputError for a name that is too long to be one."""
    for number, row in enumerate(rows.iter_rows(named=True), 2):
        for column in ("outlet_id", "name", *LIST_COLUMNS):
            longest = max(map(len, (row.get(column) or "").split("|")))
            if longest > LONGEST_NAME:
                raise InputError(
                    f"{path}, line {number}: a name in column {column} has {longest:,} characters",
                    f"a name may have {LONGEST_NAME} characters; lists are separated by |",
                )


def _check_years(rows: pl.DataFrame, path: Path) -> None:
    """Raise InputError for a year that is none."""
    for column in (name for name in YEARS if name in rows.columns):
        wrong = rows.filter(~pl.col(column).str.contains(r"^\d{4}$"))
        if wrong.height:
            raise InputError(f"{path} has {wrong[column][0]!r} in column {column}", "give a year of four digits")


def _split_list(name: str) -> pl.Expr:
    """Return the parts of a column between bars as a list, empty ones left out."""
    parts = pl.col(name).fill_null("").str.split("|").list.eval(pl.element().str.strip_chars())
    return parts.list.eval(pl.element().filter(pl.element() != "")).alias(name)


def merged(known: pl.DataFrame, added: pl.DataFrame) -> pl.DataFrame:
    """Return added outlets (OUTLETS) with what is known of those of the same id: lists are joined, values replaced."""
    before = {row["outlet_id"]: row for row in known.to_dicts()}
    rows = [_merged(before.get(row["outlet_id"]), row) for row in added.to_dicts()]
    return pl.DataFrame(rows, schema=OUTLETS.schema())


def _merged(known: dict[str, Any] | None, added: dict[str, Any]) -> dict[str, Any]:
    """Return one added outlet with what is known of it; its former name stays as an alias."""
    if known is None:
        return added
    lists = {name: [*(known[name] or ()), *(added[name] or ())] for name in LIST_COLUMNS}
    if known["name"] != added["name"]:
        lists["aliases"].append(known["name"])
    values = {name: known[name] if value is None else value for name, value in added.items()}
    if added["kind"] == "unknown":
        values["kind"] = known["kind"]
    return {**values, **{name: list(dict.fromkeys(names)) for name, names in lists.items()}}
