"""Normalised records: outlet, time of publication and language of each record, from what the record says of itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from provenance.tables import NORMALISED_RECORDS, OUTLETS
from provenance.text.credits.gazetteer import gazetteer
from provenance.text.credits.own_names import name_of_domain, own_name
from provenance.text.credits.record_outlets import NOBODY, OutletResolver, RecordOutlet
from provenance.text.credits.rule_set import credit_rules
from provenance.text.date_addresses import date_in_address
from provenance.text.date_lines import HEAD_LENGTH, change_in_text, date_in_text
from provenance.text.dates import TIME_SCHEMA, parse_times
from provenance.text.hashes import text_hash
from provenance.text.language_tags import language_tag
from provenance.text.missing import is_missing

if TYPE_CHECKING:
    from collections.abc import Iterable

ONE_DAY = timedelta(days=1)  # the zones of a page and of its server differ by less
YEAR_IN_TEXT = r"\d{4}|[國国和成治正]\s?(?:\d{1,3}|元)\s?年"
"""What all dates in texts hold: a year of four digits, or one of the Minguo or the Japanese calendar."""
NO_DATE = "0000-00-00"  # as MySQL writes it


class NormalisedRecords(NamedTuple):
    """Records, normalised (``tables.NORMALISED_RECORDS``), and the outlets that they name for the first time."""

    records: pl.DataFrame
    new_outlets: pl.DataFrame


def normalise_records(records: pl.DataFrame, outlets: pl.DataFrame) -> NormalisedRecords:
    """Return records with outlet id, time, language tag and text hash, and the outlets that are new.

    The outlet of a record is what its field says; else the host of the page's address; else what the page calls its
    site; else the name that a text of nobody gives as its own (``outlet_basis``). One that is not known becomes an
    outlet of kind ``unknown``. A time comes from the record; else from the head of its text
    (basis ``text``), unless its address names another day; else from the address (``url``). What the record gives and
    cannot be read stays in ``published_raw``.

    Args:
        records: the columns of ``tables.RECORDS``.
        outlets: the columns of ``tables.OUTLETS``: all outlets so far.

    Returns:
        Frames with the columns of ``tables.NORMALISED_RECORDS`` (in the records' order) and ``tables.OUTLETS``.
    """
    fields = records.with_columns(_without_missing(records[name]) for name in ("url", "title", "byline", "language"))
    resolved = _resolve(fields, outlets)
    frame = fields.with_columns(
        pl.Series("outlet_id", [outlet.outlet_id for outlet in resolved], dtype=pl.String),
        pl.Series("outlet_basis", [outlet.basis for outlet in resolved], dtype=pl.String),
        pl.col("language").map_elements(language_tag, return_dtype=pl.String),
        pl.col("text").map_elements(text_hash, return_dtype=pl.String).alias("text_hash"),
        parse_times(records["retrieved_at"])["published_at"].alias("retrieved_at"),
    )
    return NormalisedRecords(_with_dates(frame).select(NORMALISED_RECORDS.names()), new_outlets(outlets, resolved))


def _without_missing(values: pl.Series) -> pl.Series:
    """Return the values of a field, null where they say that there is none."""
    words = [word for word in values.drop_nulls().unique().to_list() if is_missing(word)]
    return values.replace(words, None) if words else values


def _resolve(records: pl.DataFrame, outlets: pl.DataFrame) -> list[RecordOutlet]:
    """Return whose each record is, in order."""
    resolver, patterns = OutletResolver(gazetteer(outlets)), credit_rules().authors
    by_fields: dict[tuple[str | None, ...], RecordOutlet] = {}
    resolved: list[RecordOutlet] = []
    for *fields, text in records.select("outlet", "site_name", "url", "text").iter_rows():
        key = tuple(fields)
        if key not in by_fields:
            by_fields[key] = resolver.of_record(*key)
        outlet = by_fields[key]
        if outlet.outlet_id is None:
            name = own_name(text, resolver.gazetteer, patterns.outlet_like.search)
            outlet = resolver.by_text(name) if name else NOBODY
        elif outlet.domain and not outlet.names and resolver.is_unlisted(outlet.outlet_id):
            name = name_of_domain(text, outlet.domain, patterns.outlet_like.search)
            outlet = outlet._replace(names=(name,) if name else ())
        resolved.append(outlet)
    return resolved


def new_outlets(outlets: pl.DataFrame, resolved: Iterable[RecordOutlet]) -> pl.DataFrame:
    """Return the outlets (columns of OUTLETS) that records name for the first time, or by further names or domains.

    An outlet that is known only from documents is called by the shortest of the names it was given, or else by its
    domain; the others are its aliases. So it is the same in whatever order documents come.

    Args:
        outlets: OUTLETS, all so far.
        resolved: whose each record is.
    """
    listed = set(outlets.filter(pl.col("origin") != "data")["outlet_id"])
    names: dict[str, set[str]] = {}
    domains: dict[str, set[str]] = {}
    for outlet in resolved:
        if outlet.outlet_id and outlet.outlet_id not in listed:
            names.setdefault(outlet.outlet_id, set()).update(filter(None, outlet.names))
            domains.setdefault(outlet.outlet_id, set()).update({outlet.domain} - {None})  # type: ignore[arg-type]
    before = {row["outlet_id"]: row for row in outlets.filter(pl.col("outlet_id").is_in(list(names))).to_dicts()}
    rows = [
        row for outlet_id in sorted(names) if (row := _row(outlet_id, names, domains, before)) != before.get(outlet_id)
    ]
    return pl.DataFrame(rows, schema=OUTLETS.schema())


def _row(
    outlet_id: str, names: dict[str, set[str]], domains: dict[str, set[str]], before: dict[str, dict[str, object]]
) -> dict[str, object]:
    """Return the row of an outlet that is known only from documents."""
    known = before.get(outlet_id, {})
    addresses = {*domains[outlet_id], *(known.get("domains") or ())}  # type: ignore[misc]  # lists of strings, from a frame
    given = {*names[outlet_id], *(known.get("aliases") or ()), *filter(None, [known.get("name")])} - addresses  # type: ignore[misc]
    ordered = sorted(map(str, given), key=lambda name: (len(name), name)) or sorted(map(str, addresses)) or [outlet_id]
    return {
        "outlet_id": outlet_id,
        "name": ordered[0],
        "kind": "unknown",
        "country": known.get("country"),
        "owner": known.get("owner"),
        "aliases": ordered[1:] if given else [],
        "domains": sorted(map(str, addresses)),
        "bare_aliases": [],
        "wordlike_aliases": [],
        "active_from": None,
        "active_to": None,
        "wikidata": None,
        "origin": "data",
    }


def _with_dates(frame: pl.DataFrame) -> pl.DataFrame:
    """Return records with time of publication, precision and basis."""
    from_record = parse_times(frame["published_at"])
    is_zero = frame["published_at"].str.starts_with(NO_DATE)
    year_in_head = frame["text"].str.slice(0, HEAD_LENGTH).str.contains(YEAR_IN_TEXT)
    undated = from_record["published_at"].is_null() & year_in_head
    from_text = _dates_in_texts(frame["text"].to_list(), undated.to_list())
    from_url = _dates_in_addresses(frame["url"], from_record["published_at"].is_null())
    differs = (from_text["published_at"] - from_url["published_at"]).abs() > ONE_DAY
    url_decides = from_text["published_at"].is_null() | (differs & (from_url["published_precision"] == "day"))
    undated_basis = pl.select(pl.when(url_decides).then(pl.lit("url")).otherwise(pl.lit("text"))).to_series()
    inferred = {
        name: pl.select(pl.when(url_decides).then(from_url[name]).otherwise(from_text[name])).to_series()
        for name in ("published_at", "published_precision")
    }
    from_markup = parse_times(frame["modified_at"])["published_at"]
    from_line = _changes_in_texts(frame["text"].to_list(), (from_markup.is_null() & year_in_head).to_list())
    return frame.with_columns(
        pl.coalesce(from_markup, from_line).alias("modified_at"),
        *(pl.coalesce(from_record[name], inferred[name]).alias(name) for name in inferred),
        pl.when(from_record["published_at"].is_null() & ~is_zero).then("published_at").alias("published_raw"),
        pl.when(from_record["published_at"].is_not_null())
        .then(pl.lit("metadata"))
        .when(inferred["published_at"].is_not_null())
        .then(undated_basis)
        .alias("published_basis"),
    )


def _dates_in_addresses(urls: pl.Series, undated: pl.Series) -> pl.DataFrame:
    """Return the date that the address of each undated record names."""
    rows = zip(urls.to_list(), undated.to_list(), strict=True)
    dates = [date_in_address(url) if missing and url else None for url, missing in rows]
    return pl.DataFrame([date or (None, None) for date in dates], schema=TIME_SCHEMA, orient="row")


def _changes_in_texts(texts: list[str], unchanged: list[bool]) -> pl.Series:
    """Return when the head of each text says that it was changed last."""
    times = [change_in_text(text) if missing else None for text, missing in zip(texts, unchanged, strict=True)]
    return pl.Series("modified_at", times, dtype=TIME_SCHEMA["published_at"])


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
