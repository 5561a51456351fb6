"""Normalised records: outlet, time of publication and language of each record, from what the record says of itself."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from provenance.tables import NORMALISED_RECORDS, OUTLETS
from provenance.text.credits.gazetteer import Gazetteer, gazetteer, slug
from provenance.text.date_lines import HEAD_LENGTH, date_in_text
from provenance.text.dates import parse_times
from provenance.text.hashes import text_hash
from provenance.text.language_tags import language_tag


class NormalisedRecords(NamedTuple):
    """Records, normalised (``tables.NORMALISED_RECORDS``), and the outlets that they name for the first time."""

    records: pl.DataFrame
    new_outlets: pl.DataFrame


def normalise_records(records: pl.DataFrame, outlets: pl.DataFrame) -> NormalisedRecords:
    """Return records with outlet id, time, language tag and text hash, and the outlets that are new.

    An outlet is resolved by slug, name, alias or domain; where a record names none, by the domain of its address. A
    name that resolves to nothing becomes an outlet of kind ``unknown``. A time comes from the record, else (basis
    ``text``) from the head of its text.

    Args:
        records: the columns of ``tables.RECORDS``.
        outlets: the columns of ``tables.OUTLETS``: all outlets so far.

    Returns:
        Frames with the columns of ``tables.NORMALISED_RECORDS`` (in the records' order) and ``tables.OUTLETS``.
    """
    names = gazetteer(outlets)
    outlet_ids = {name: _outlet_id(names, name) for name in _distinct(records, "outlet")}
    host_outlets = {url: names.resolve(url) for url in _distinct(records, "url")}
    frame = records.with_columns(
        pl.col("outlet").replace_strict(outlet_ids, default=None, return_dtype=pl.String).alias("outlet_id"),
        pl.col("url").replace_strict(host_outlets, default=None, return_dtype=pl.String).alias("host_outlet_id"),
        pl.col("language").map_elements(language_tag, return_dtype=pl.String),
        pl.col("text").map_elements(text_hash, return_dtype=pl.String).alias("text_hash"),
        parse_times(records["retrieved_at"])["published_at"].alias("retrieved_at"),
    ).with_columns(pl.coalesce("outlet_id", "host_outlet_id").alias("outlet_id"))
    return NormalisedRecords(_with_dates(frame).select(NORMALISED_RECORDS.names()), _new_outlets(outlet_ids, outlets))


def _distinct(records: pl.DataFrame, column: str) -> list[str]:
    """Return the distinct values of a column, sorted, nulls left out."""
    return records[column].drop_nulls().unique().sort().to_list()


def _outlet_id(names: Gazetteer, name: str) -> str | None:
    """Return the id of the outlet that a name resolves to, else a slug of the name; None where it has no letter."""
    return names.resolve(name) or slug(name) or None


def _new_outlets(outlet_ids: dict[str, str | None], outlets: pl.DataFrame) -> pl.DataFrame:
    """Return the outlets (columns of ``tables.OUTLETS``) whose ids are new; the first of several names counts."""
    existing = set(outlets["outlet_id"])
    names: dict[str, str] = {}
    for name, outlet_id in sorted(outlet_ids.items()):
        if outlet_id and outlet_id not in existing:
            names.setdefault(outlet_id, name.strip())
    rows = [
        {
            "outlet_id": outlet_id,
            "name": name,
            "kind": "unknown",
            "aliases": [],
            "domains": _domains(name),
            "bare_aliases": [],
            "origin": "data",
        }
        for outlet_id, name in names.items()
    ]
    return pl.DataFrame(rows, schema=OUTLETS.schema())


def _domains(name: str) -> list[str]:
    """Return a name as the only domain of its outlet where it is a domain; else none."""
    return [name.strip().lower()] if "." in name.strip(". ") and " " not in name.strip() else []


def _with_dates(frame: pl.DataFrame) -> pl.DataFrame:
    """Return records with time of publication, precision and basis."""
    from_record = parse_times(frame["published_at"])
    year_in_head = frame["text"].str.slice(0, HEAD_LENGTH).str.contains(r"\d{4}")  # all dates in texts have a year
    undated = from_record["published_at"].is_null() & year_in_head
    from_text = _dates_in_texts(frame["text"].to_list(), undated.to_list())
    return frame.with_columns(
        pl.coalesce(from_record["published_at"], from_text["published_at"]).alias("published_at"),
        pl.coalesce(from_record["published_precision"], from_text["published_precision"]).alias("published_precision"),
        pl.when(from_record["published_at"].is_not_null())
        .then(pl.lit("metadata"))
        .when(from_text["published_at"].is_not_null())
        .then(pl.lit("text"))
        .alias("published_basis"),
    )


def _dates_in_texts(texts: list[str], undated: list[bool]) -> pl.DataFrame:
    """Return the date that the head of each undated text gives as its own."""
    dates = [date_in_text(text) if missing else None for text, missing in zip(texts, undated, strict=True)]
    return pl.DataFrame(
        {
            "published_at": [date and date.at for date in dates],
            "published_precision": [date and date.precision for date in dates],
        },
        schema={"published_at": pl.Datetime("us"), "published_precision": pl.String},
    )
