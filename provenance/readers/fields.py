"""From the fields of a record, whatever they are called, to the columns of a document."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from provenance.errors import UsageError
from provenance.readers.encodings import UndecodableError, decode
from provenance.readers.records import Item, Record, Source, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# The usual names of each column, likeliest first, without capitals and separators.
USUAL = {
    "document_id": "documentid id docid articleid",
    "text": "text body content maintext article articletext articlebody fulltext contenttext bodytext plaintext"
    " maincontent newstext story document rawtext rawcontent paragraphs",
    "outlet": "outlet outletname publisher publication publishername source sourcename sitename site newspaper"
    " medianame media domain sourcedomain hostname host website",
    "url": "url link webpage uri articleurl sourceurl canonicalurl pageurl permalink weburl",
    "title": "title headline head articletitle newstitle name",
    "byline": "byline author authors creator authorname writer articleauthor dccreator bylines",
    "language": "language lang languagecode inlanguage locale",
    "published_at": "publishedat published datepublished publisheddate publishdate datepublish pubdate publicationdate"
    " date publishtime publishedtime pubtime datetime timestamp time createdat created webpublicationdate"
    " firstpublished versioncreated releasedate firstcreated",
    "retrieved_at": "retrievedat retrieved retrieveddate downloaddate datedownload downloadedat crawldate crawledat"
    " fetchedat fetchtime accessdate scrapedat datecrawled warcdate",
}
ALIASES = {column: names.split() for column, names in USUAL.items()}
CREDITING = re.compile(
    r"source|agency|agence|credit|copyright|rights|author|byline|creator|contribut|provider|publisher|publication|outlet"
    r"|syndicat|wire|originat|basedon|translat|canonical|courtesy|editor|reporter|licen|attribut|distribut|dateline|sitename|producer|citation|sponsor|photograph|via"
)
LONGEST_CREDIT = 10_000  # characters of a field's JSON; what is longer is content, not a credit

Plan: TypeAlias = "tuple[dict[str, list[str]], list[str]]"


def bare(name: str) -> str:
    """Return a field's name without capitals and separators."""
    return "".join(character for character in name.casefold() if character.isalnum())


def mapping(fields: Mapping[str, str]) -> dict[str, str]:
    """Return a mapping of columns to fields as it was given, once it is known to be one.

    Raises:
        UsageError: it names a column that documents do not have.
    """
    unknown = sorted(set(fields) - set(ALIASES))
    if unknown:
        raise UsageError(f"documents have no column {unknown[0]}", f"map one of: {', '.join(ALIASES)}")
    return dict(fields)


@dataclass
class Fields:
    """Knows which field of a record is which column.

    Attributes:
        mapped: columns whose field the user has named; dots go down into nested fields.
    """

    mapped: Mapping[str, str] = field(default_factory=dict)
    _plans: dict[tuple[str, ...], Plan] = field(default_factory=dict)

    def record(self, raw: Mapping[str, Any], source: Source, position: int | str | None) -> Item:
        """Return the record that a mapping of fields to values is, or why it is none.

        Args:
            raw: values by field.
            source: where it stands.
            position: where in the source, counted from 1; ``None`` where it is alone in it.
        """
        candidates, others = self.plan(raw)
        try:
            values = {column: _value(raw, column, names) if names else None for column, names in candidates.items()}
        except UndecodableError as error:
            return _aside(source, position, str(error))
        text = values["text"]
        if text is None or not text.strip():
            return _aside(source, position, self._no_text(raw, candidates["text"]))
        name, said = values["document_id"] or place(source.id, position), [values[column] for column in COLUMNS]
        kept = _credits({name: raw[name] for name in others if raw[name]}) if others else None
        return Record._make((name, place(source.origin, position), *said, kept, text))

    def plan(self, raw: Iterable[str]) -> Plan:
        """Return the fields that may be each column, likeliest first, and the others that can hold credits."""
        key = tuple(raw)
        if key not in self._plans:
            if len(self._plans) > 10_000:  # records whose fields never repeat must not fill the memory
                self._plans.clear()
            self._plans[key] = self._planned(key)
        return self._plans[key]

    def _planned(self, names: tuple[str, ...]) -> Plan:
        """Return the plan for records with these fields."""
        by_bare: dict[str, list[str]] = {}
        for name in names:
            by_bare.setdefault(bare(str(name)), []).append(name)
        candidates = {
            column: [n for alias in usual for n in by_bare.get(alias, [])] for column, usual in ALIASES.items()
        }
        candidates.update({column: [name] for column, name in self.mapped.items()})
        first = {each[0] for each in candidates.values() if each}
        return candidates, [name for name in names if name not in first and CREDITING.search(bare(str(name)))]

    def _no_text(self, raw: Mapping[str, Any], names: list[str]) -> str:
        """Return why a record has no text."""
        if any(name in raw for name in names):
            return f"no text: field {names[0]} is empty"
        wanted = f"no field {self.mapped['text']}" if "text" in self.mapped else "no field is known to hold the text"
        there = ", ".join(sorted(str(name)[:40] for name in raw)[:20]) or "none"
        return f"{wanted} (fields: {there}): name it with --field text=NAME"


COLUMNS = ("outlet", "url", "title", "byline", "language", "published_at", "retrieved_at")


def exact() -> Fields:
    """Return what takes each column from the field of its very name: for readers that name the fields themselves."""
    return Fields({column: column for column in ALIASES})


def _aside(source: Source, position: int | str | None, reason: str) -> Item:
    """Return that a record was not taken in."""
    if isinstance(position, str):
        return Source(source.id, place(source.origin, position), source.name, 0, source.open).aside(reason)
    return source.aside(reason, position)


def _value(raw: Mapping[str, Any], column: str, names: list[str]) -> str | None:
    """Return the first value that is there among a column's fields."""
    for name in names:
        value = raw[name] if name in raw else _nested(raw, name)
        text = plain(value, "\n\n" if column == "text" else ", ")
        if text:
            return text
    return None


def _nested(raw: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - a JSON value
    """Return the value at a dotted name."""
    value: Any = raw
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def plain(value: Any, joint: str = ", ") -> str | None:  # noqa: ANN401 - a JSON value
    """Return a field's value as text; None where it is empty.

    Lists are joined; an object stands for its name, text or id; numbers and times are written out.
    """
    if isinstance(value, str):
        return value or None
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, bytes):
        return decode(value) or None
    if isinstance(value, (list, tuple)):
        return joint.join(filter(None, (plain(each, joint) for each in value))) or None
    if isinstance(value, dict):
        return next(
            filter(None, (plain(value.get(k)) for k in ("name", "title", "text", "@value", "href", "id"))), None
        )
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _credits(others: dict[str, Any]) -> str | None:
    """Return further fields as a JSON object; None where there are none."""
    kept = {str(name): _jsonable(value) for name, value in others.items()}
    kept = {name: value for name, value in kept.items() if len(json.dumps(value)) <= LONGEST_CREDIT}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else None


def _jsonable(value: Any) -> Any:  # noqa: ANN401 - a JSON value
    """Return a value as JSON can hold it."""
    if isinstance(value, (str, int, float, list, dict)):
        return json.loads(json.dumps(value, default=str))
    return plain(value)
