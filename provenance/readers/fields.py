"""From the fields of a record, whatever their names, to the columns of a document."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from provenance.errors import UsageError
from provenance.readers.encodings import UndecodableError, decode
from provenance.readers.markup import visible_text
from provenance.readers.nested_records import lifted
from provenance.readers.records import Item, Record, RejectedInput, locator
from provenance.text.missing import is_missing
from provenance.text.numbered_dates import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from provenance.readers.records import Source

# The usual field names of each column, likeliest first, as ``normalised_name`` writes them.
USUAL_NAMES_OF = {
    "document_id": "documentid id docid articleid",
    "text": "text body content maintext article articletext articlebody fulltext contenttext bodytext plaintext"
    " maincontent newstext story document rawtext rawcontent paragraphs"
    " contenthtml bodyxhtml bodyhtml contents bodies bodynitf",
    "outlet": "outlet outletname publisher publication publishername source sourcename newspaper medianame media domain"
    " sourcedomain hostname host",
    "site_name": "sitename ogsitename site website",
    "url": "url link webpage uri articleurl sourceurl canonicalurl pageurl permalink weburl",
    "title": "title headline head articletitle newstitle webtitle name headlines",
    "byline": "byline author authors creator authorname writer articleauthor dccreator bylines",
    "language": "language lang languagecode inlanguage locale",
    "published_at": "publishedat published datepublished publisheddate publishdate datepublish pubdate publicationdate"
    " date publishtime publishedtime pubtime datetime timestamp time createdat created webpublicationdate"
    " firstpublished versioncreated releasedate firstcreated",
    "modified_at": "modifiedat modified datemodified updatedat updated dateupdated lastmodified lastupdated updatedtime"
    " modifieddate updatedate updateddate articlemodifiedtime modificationdate webmodificationdate modifiedgmt",
    "retrieved_at": "retrievedat retrieved retrieveddate downloaddate datedownload downloadedat crawldate crawledat"
    " fetchedat fetchtime accessdate scrapedat datecrawled warcdate",
}
ALIASES = {column: names.split() for column, names in USUAL_NAMES_OF.items()}
CREDIT_FIELD = re.compile(
    r"source|agency|agence|credit|copyright|rights|author|byline|creator|contribut|provider|publisher|publication|outlet"
    r"|syndicat|wire|originat|basedon|translat|canonical|courtesy|editor|reporter|licen|attribut|distribut|dateline|sitename|producer|citation|sponsor|photograph|via"
)
DATA_SET = re.compile(
    r"(?i)(?:common[-_ ]?crawl|cc[-_](?:main|news|100|net)|ccnews|m?c4|oscar|fineweb|refinedweb|red-?pajama"
    r"|slim-?pajama|(?:the[-_ ])?pile|open-?web-?text|dolma|dclm|cultura-?x|hplt|madlad|web|crawl|internet)"
    r"(?:[-_ ]?v?\d\S*|-\w+)*$"
)
IDENTIFIER = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*$")
MAX_CREDIT_LENGTH = 10_000  # characters of a field's JSON; what is longer is content, not a credit
MAX_PLANS = 10_000  # plans kept: records whose fields never repeat must not fill the memory

Plan: TypeAlias = "tuple[dict[str, list[str]], list[str]]"


def normalised_name(name: str) -> str:
    """Return a field's name in small letters without separators: ``Published at`` is ``publishedat``."""
    return "".join(character for character in name.casefold() if character.isalnum())


def checked_mapping(fields: Mapping[str, str]) -> dict[str, str]:
    """Return a mapping of columns to field names, checked.

    Raises:
        UsageError: it names a column that documents do not have.
    """
    unknown = sorted(set(fields) - set(ALIASES))
    if unknown:
        raise UsageError(f"documents have no column {unknown[0]}", f"map one of: {', '.join(ALIASES)}")
    return dict(fields)


@dataclass
class FieldMapping:
    """Which field of a record is which column.

    Attributes:
        mapped: the field of each column that the caller named; dots go down into nested fields.
        date_order: ``dmy`` or ``mdy``, where the caller says which of two numbers is the day.
    """

    mapped: Mapping[str, str] = field(default_factory=dict)
    date_order: str | None = None
    _plans: dict[tuple[str, ...], Plan] = field(default_factory=dict)

    def record(self, raw: Mapping[str, Any], source: Source, position: int | str | None) -> Item:
        """Return the fields of a record as the columns of a document, or why they are rejected.

        Args:
            raw: values by field.
            source: the file that the record stands in.
            position: where in the source, counted from 1 or a name; ``None`` where the record is alone in it.
        """
        try:
            return self._record(lifted(raw, self.mapped.values()), source, position)
        except RecursionError:
            return _reject(source, position, "its values are nested too deeply: a record holds lists of texts at most")

    def _record(self, raw: Mapping[str, Any], source: Source, position: int | str | None) -> Item:
        """Return the record of fields that stand beside each other."""
        candidates, credit_fields = self.plan(raw)
        try:
            values = {column: _value(raw, column, names) if names else None for column, names in candidates.items()}
        except UndecodableError as error:
            return _reject(source, position, str(error))
        text = values["text"]
        if text is None or not text.strip():
            return _reject(source, position, self._no_text(raw, candidates["text"]))
        document_id = values["document_id"] or locator(source.id, position)
        for name in ("published_at", "modified_at"):
            if self.date_order and (time := values[name]):
                values[name] = in_order(time, self.date_order)
        columns = [values[column] for column in COLUMNS]
        metadata = _credits_json({name: raw[name] for name in credit_fields if raw[name]}) if credit_fields else None
        return Record._make((document_id, locator(source.origin, position), *columns, metadata, text))

    def plan(self, raw: Iterable[str]) -> Plan:
        """Return the fields that may be each column, likeliest first, and the further fields that can hold credits."""
        key = tuple(raw)
        if key not in self._plans:
            if len(self._plans) > MAX_PLANS:
                self._plans.clear()
            self._plans[key] = self._make_plan(key)
        return self._plans[key]

    def _make_plan(self, names: tuple[str, ...]) -> Plan:
        """Return the plan for records with these fields."""
        by_name: dict[str, list[str]] = {}
        for name in names:
            by_name.setdefault(normalised_name(str(name)), []).append(name)
        candidates = {
            column: [n for alias in usual for n in by_name.get(alias, [])] for column, usual in ALIASES.items()
        }
        candidates.update({column: [name] for column, name in self.mapped.items()})
        likeliest = {fields[0] for fields in candidates.values() if fields}
        further = (name for name in names if name not in likeliest)
        return candidates, [name for name in further if CREDIT_FIELD.search(normalised_name(str(name)))]

    def _no_text(self, raw: Mapping[str, Any], names: list[str]) -> str:
        """Return why a record has no text."""
        if any(name in raw for name in names):
            return f"no text: field {names[0]} is empty"
        problem = f"no field {self.mapped['text']}" if "text" in self.mapped else "no field is known to hold the text"
        listed = ", ".join(sorted(str(name)[:40] for name in raw)[:20]) or "none"
        return f"{problem} (fields: {listed}): name it with --field text=NAME"


NAMING_KEYS = (
    "name",
    "by",
    "title",
    "text",
    "@value",
    "$date",
    "$numberLong",
    "$oid",
    "content",
    "value",
    "href",
    "id",
)
TEXT_KEYS = ("rendered", "text", "body", "content", "value", "@value", "articleBody")
HTML_FIELDS = {"contenthtml", "bodyhtml", "bodyxhtml", "bodynitf"}
OTHER_BLOCKS = {"title", "headline", "byline", "kicker", "date", "image", "video", "author_info", "gallery", "tweet"}
COLUMNS = ("outlet", "site_name", "url", "title", "byline", "language", "published_at", "modified_at", "retrieved_at")


def identity_mapping() -> FieldMapping:
    """Return the mapping of each column to the field of the same name: for readers that name the fields themselves."""
    return FieldMapping({column: column for column in ALIASES})


def _reject(source: Source, position: int | str | None, reason: str) -> Item:
    """Return a record as a rejected input."""
    if isinstance(position, str):
        return RejectedInput(locator(source.origin, position), None, reason)
    return source.reject(reason, position)


def _value(raw: Mapping[str, Any], column: str, names: list[str]) -> str | None:
    """Return the first value among a column's fields that is not empty."""
    for name in names:
        value = raw[name] if name in raw else _nested(raw, name)
        text = body_text(value, normalised_name(str(name))) if column == "text" else as_text(value, ", ")
        if text and not (_is_none(text, column) or (column == "outlet" and _is_data_set(text, raw))):
            return text
    return None


def _is_none(text: str, column: str) -> bool:
    """Return whether a field's value says that there is none; a text, or an id, may be any word."""
    return column not in ("text", "document_id") and is_missing(text)


def _is_data_set(name: str, raw: Mapping[str, Any]) -> bool:
    """Return whether a source is the data set that a record comes from: by its name, or as Dolma records give it."""
    is_dolma = isinstance(raw.get("metadata"), dict) or "added" in raw
    return bool(DATA_SET.match(name)) or (is_dolma and raw.get("source") == name and bool(IDENTIFIER.match(name)))


def _nested(raw: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - a JSON value
    """Return the value at a dotted name."""
    value: Any = raw
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def body_text(value: Any, name: str = "") -> str | None:  # noqa: ANN401 - a JSON value
    """Return the text that a field holds: a string, paragraphs, blocks of content, or HTML where it is said to be."""
    if isinstance(value, dict):
        key = next((key for key in TEXT_KEYS if value.get(key)), None)
        text = body_text(value[key]) if key else as_text(value)
        kind = " ".join(str(value.get(key) or "") for key in ("contenttype", "contentType", "type"))
        return visible_text(text) if text and (key == "rendered" or "html" in kind) else text
    if isinstance(value, (list, tuple)):
        blocks = (block for block in value if not (isinstance(block, dict) and block.get("type") in OTHER_BLOCKS))
        return "\n\n".join(filter(None, map(body_text, blocks))) or None
    text = as_text(value, "\n\n")
    return visible_text(text) if text and name in HTML_FIELDS else text


def as_text(value: Any, joint: str = ", ") -> str | None:  # noqa: ANN401 - a JSON value
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
        return joint.join(filter(None, (as_text(element, joint) for element in value))) or None
    if isinstance(value, dict):
        if isinstance(value.get("rendered"), str):
            return visible_text(value["rendered"]) or None
        return next(filter(None, (as_text(value.get(key)) for key in NAMING_KEYS)), None)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _credits_json(fields: dict[str, Any]) -> str | None:
    """Return fields that can hold credits as a JSON object; None where there are none."""
    values = {str(name): _jsonable(value) for name, value in fields.items() if not is_missing(as_text(value))}
    values = {name: value for name, value in values.items() if len(json.dumps(value)) <= MAX_CREDIT_LENGTH}
    return json.dumps(values, ensure_ascii=False, sort_keys=True) if values else None


def _jsonable(value: Any) -> Any:  # noqa: ANN401 - a JSON value
    """Return a value as JSON can write it."""
    if isinstance(value, (str, int, float, list, dict)):
        return json.loads(json.dumps(value, default=str))
    return as_text(value)
