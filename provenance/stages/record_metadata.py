"""Records, read for what they say of themselves: whose they are, from when, in which language."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from provenance.tables import ARRIVALS, OUTLETS
from provenance.text.credits.gazetteer import Gazetteer, gazetteer, slug
from provenance.text.dates import HEAD, dates_in_text, published
from provenance.text.hashes import text_hash
from provenance.text.language_tags import language_tag


class Arrivals(NamedTuple):
    """What a batch of records is: the records themselves, and outlets that nobody had heard of."""

    arrivals: pl.DataFrame
    outlets: pl.DataFrame


def arrivals(records: pl.DataFrame, outlets: pl.DataFrame) -> Arrivals:
    """Return records with outlet, time, language and hash made out, and the outlets that are new.

    An outlet is known by slug, name, alias or domain; where a record names none, by the domain of its address. A name
    that nobody knows becomes an outlet of kind ``unknown``. A time comes from the record, else (basis ``text``) from
    the head of its text.

    Args:
        records: the columns of ``tables.RECORDS``.
        outlets: the columns of ``tables.OUTLETS``: those known so far.

    Returns:
        Frames with the columns of ``tables.ARRIVALS`` (in the records' order) and ``tables.OUTLETS``.
    """
    known = gazetteer(outlets)
    named = {name: _outlet(known, name) for name in _distinct(records, "outlet")}
    hosts = {url: known.resolve(url) for url in _distinct(records, "url")}
    frame = records.with_columns(
        pl.col("outlet").replace_strict(named, default=None, return_dtype=pl.String).alias("outlet_id"),
        pl.col("url").replace_strict(hosts, default=None, return_dtype=pl.String).alias("host_outlet_id"),
        pl.col("language").map_elements(language_tag, return_dtype=pl.String),
        pl.col("text").map_elements(text_hash, return_dtype=pl.String).alias("text_hash"),
        published(records["retrieved_at"])["published_at"].alias("retrieved_at"),
    ).with_columns(pl.coalesce("outlet_id", "host_outlet_id").alias("outlet_id"))
    return Arrivals(_dated(frame).select(ARRIVALS.names()), _newcomers(named, outlets))


def _distinct(records: pl.DataFrame, column: str) -> list[str]:
    return records[column].drop_nulls().unique().sort().to_list()


def _outlet(gazetteer: Gazetteer, name: str) -> str | None:
    return gazetteer.resolve(name) or slug(name) or None


def _newcomers(named: dict[str, str | None], outlets: pl.DataFrame) -> pl.DataFrame:
    known = set(outlets["outlet_id"])
    fresh: dict[str, str] = {}
    for name, outlet_id in sorted(named.items()):
        if outlet_id and outlet_id not in known:
            fresh.setdefault(outlet_id, name.strip())
    rows = [
        {
            "outlet_id": i,
            "name": n,
            "kind": "unknown",
            "aliases": [],
            "domains": _domains(n),
            "bare_aliases": [],
            "origin": "data",
        }
        for i, n in fresh.items()
    ]
    return pl.DataFrame(rows, schema=OUTLETS.schema())


def _domains(name: str) -> list[str]:
    """Return the name itself where it is a domain."""
    return [name.strip().lower()] if "." in name.strip(". ") and " " not in name.strip() else []


def _dated(frame: pl.DataFrame) -> pl.DataFrame:
    given = published(frame["published_at"])
    dated = frame["text"].str.slice(0, HEAD).str.contains(r"\d{4}")  # a date that tells its year
    inferred = _inferred(frame["text"].to_list(), (given["published_at"].is_null() & dated).to_list())
    return frame.with_columns(
        pl.coalesce(given["published_at"], inferred["published_at"]).alias("published_at"),
        pl.coalesce(given["published_precision"], inferred["published_precision"]).alias("published_precision"),
        pl.when(given["published_at"].is_not_null())
        .then(pl.lit("metadata"))
        .when(inferred["published_at"].is_not_null())
        .then(pl.lit("text"))
        .alias("published_basis"),
    )


def _inferred(texts: list[str], undated: list[bool]) -> pl.DataFrame:
    """Return what the head of each undated text says of its own date."""
    found = [dates_in_text(text) if asked else None for text, asked in zip(texts, undated, strict=True)]
    return pl.DataFrame(
        {
            "published_at": [each and each.at for each in found],
            "published_precision": [each and each.precision for each in found],
        },
        schema={"published_at": pl.Datetime("us"), "published_precision": pl.String},
    )
