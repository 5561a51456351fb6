"""Credits in metadata: author lines and page fields, where most agency copy names its agency."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from provenance.text.addresses import host_of
from provenance.text.credits.author_lines import AuthorPatterns, outlet_called, parse_author_line
from provenance.text.credits.gazetteer import Gazetteer

FIELD_CREDIT_SCHEMA = {
    "document": pl.Int32(),
    "role": pl.String(),
    "outlet_id": pl.String(),
    "person": pl.String(),
    "cue": pl.String(),
    "field": pl.String(),
    "value": pl.String(),
    "start": pl.Int64(),
    "stop": pl.Int64(),
    "strength": pl.Int64(),
    "scope_start": pl.Int64(),
    "scope_stop": pl.Int64(),
    "member": pl.Int64(),
}

AUTHORS = ("byline", "author", "authors", "creator", "dc.creator", "article:author", "by", "writer")
PROVIDERS = (
    "credit",
    "creditline",
    "agency",
    "source",
    "articlesource",
    "contentsource",
    "provider",
    "newsagency",
    "infosource",
    "dc.source",
    "sourceorganization",
    "syndication",
)
HOLDERS = (
    "publisher",
    "copyright",
    "copyrightholder",
    "copyrightnotice",
    "dc.rights",
    "rights",
    "site_name",
    "og:site_name",
    "sitename",
)
LINKS = (
    "canonical",
    "isbasedon",
    "syndication-source",
    "original-source",
    "originalurl",
    "source_url",
    "sourceurl",
    "og:url",
    "citation",
)
CREDIT_FIELDS = frozenset({*AUTHORS, *PROVIDERS, *HOLDERS, *LINKS})
COPYRIGHT = re.compile(r"(?i)^(?:©|\(c\)|copyright|\d{4}|[\s,.-])+")


class FieldCredit(NamedTuple):
    """A credit in a metadata field."""

    role: str
    outlet: str | None
    person: str | None
    field: str
    value: str
    strength: int


def field_credits(documents: pl.DataFrame, gazetteer: Gazetteer, patterns: AuthorPatterns) -> pl.DataFrame:
    """Return credits of metadata, the author line and further fields; offsets are null, the scope is the whole text.

    A contribution has no scope: it speaks for a part that is not named.
    """
    with_fields = documents.filter(pl.col("byline").is_not_null() | pl.col("metadata").is_not_null())
    length, year = pl.col("text").str.len_chars(), pl.col("published_at").dt.year()
    columns = with_fields.select("document", "outlet_id", "byline", "metadata", length=length, year=year)
    credits_of_fields = (
        (document, length, credit)
        for document, own, byline, metadata, length, year in columns.iter_rows()
        for credit in _credits_of_fields(own, _fields(byline, metadata), gazetteer, patterns)
        if year is None or credit.outlet is None or gazetteer.was_active(credit.outlet, year)
    )
    rows = [
        _row(document, length, credit, member) for member, (document, length, credit) in enumerate(credits_of_fields)
    ]
    return pl.DataFrame(rows, schema=FIELD_CREDIT_SCHEMA, orient="row")


def _row(document: int, length: int, credit: FieldCredit, member: int) -> tuple[object, ...]:
    """Return the row of a credit; without offsets, its cue is the name of the field."""
    role, outlet, person, field, value, strength = credit
    scope = (0, length) if strength and role != "contribution" else (None, None)
    return document, role, outlet, person, field, field, value, None, None, strength, *scope, member


def _fields(byline: str | None, metadata: str | None) -> Iterator[tuple[str, str]]:
    """Yield field and value of everything that can hold a credit; a field of many values is given for each."""
    if byline:
        yield "byline", byline
    try:
        fields = json.loads(metadata) if metadata else {}
    except ValueError:
        return
    if isinstance(fields, dict):
        for field, value in sorted(fields.items()):
            if field.casefold() in CREDIT_FIELDS:
                yield from ((field, text) for text in _texts_of(value))


def _texts_of(value: object, depth: int = 0) -> Iterator[str]:
    """Yield the strings of a JSON value: itself, those of a list, the name (else the address) of an object."""
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, list) and depth < 3:
        for item in value[:32]:
            yield from _texts_of(item, depth + 1)
    elif isinstance(value, dict) and depth < 3:
        yield from _texts_of(next((value[key] for key in ("name", "@id", "url") if value.get(key)), None), depth + 1)


def _credits_of_fields(
    own: str | None, fields: Iterator[tuple[str, str]], gazetteer: Gazetteer, patterns: AuthorPatterns
) -> Iterator[FieldCredit]:
    """Yield the credits of fields of a document whose outlet is ``own``."""
    for field, value in fields:
        key = field.casefold()
        if key in LINKS:
            outlet = gazetteer.resolve(value) if host_of(value) else None
            if outlet and outlet != own:
                yield FieldCredit("source", outlet, None, field, value, 3)
        elif key in HOLDERS:
            outlet = gazetteer.resolve(COPYRIGHT.sub("", value))
            if outlet:
                yield FieldCredit("platform", outlet, None, field, value, 0)
        else:
            yield from _author_credits(own, field, value, gazetteer, patterns)


def _author_credits(
    own: str | None, field: str, value: str, gazetteer: Gazetteer, patterns: AuthorPatterns
) -> Iterator[FieldCredit]:
    """Yield the credits of an author line: outlets and people, in the order in which they stand."""
    outlets, people, newsroom = parse_author_line(value, gazetteer, patterns)
    sources = [outlet for outlet in outlets if outlet != own]
    person = ", ".join(people) or None
    if not sources:
        if person:
            yield FieldCredit("byline", None, person, field, value, 0)
        elif own in outlets:
            yield FieldCredit("platform", own, None, field, value, 0)
        return
    provider, with_own_staff = field.casefold() in PROVIDERS, newsroom or own in outlets
    agency_first = people and ";" in value and outlet_called(value.split(";")[0], gazetteer, patterns)
    for outlet in sources:
        if gazetteer.kinds.get(outlet) in {"platform", "aggregator"}:
            yield FieldCredit("platform", outlet, person, field, value, 0)
        elif with_own_staff or (agency_first and agency_first == outlet):
            yield FieldCredit("contribution", outlet, person, field, value, 3)
        elif person and not provider:
            yield FieldCredit("byline", outlet, person, field, value, 4)
        else:
            yield FieldCredit("source", outlet, person, field, value, 3 if provider else 4)
