"""IPTC 7901: the messages of a wire as agencies have sent them since the teleprinter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from provenance.readers.encodings import decode
from provenance.readers.fields import FieldMapping, identity_mapping
from provenance.readers.streams import read_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.records import Item, Source

MESSAGE = re.compile(r"\x01(?P<header>[^\x01-\x04]{1,600})\x02(?P<text>[^\x01-\x04]*)\x03?(?P<end>[^\x01-\x04]{0,200})")
"""Start of header, start of text, end of text: the control characters between the parts of a message."""

HEADER = re.compile(r"^\s*(?P<source>[^\W\d_]{2,12})[ -]?(?P<number>\d{1,6})\b")
DATE = re.compile(
    r"\b(?P<day>\d{2})(?P<hour>\d{2})(?P<minute>\d{2})\s+(?P<zone>[A-Z]{1,5})\s+(?P<month>[^\W\d_]{3,4})\.?\s+"
    r"(?P<year>\d{2}|\d{4})\b"
)
OFFSETS = dict.fromkeys(("GMT", "UTC", "UT", "Z"), "+00:00") | dict.fromkeys(("MET", "MEZ", "CET"), "+01:00")
SUMMER_OFFSETS = dict.fromkeys(("MEST", "MESZ", "CEST"), "+02:00") | {"BST": "+01:00"}
CENTURY, FIRST_YEAR = 2000, 70
"""Years of two digits from this one on are of the century before."""


def read_iptc7901(source: Source, _: FieldMapping) -> Iterator[Item]:
    """Yield the messages of an IPTC 7901 file; a message is named by its source, its number and its day."""
    text = decode(read_all(source))
    messages = list(MESSAGE.finditer(text))
    if not messages:
        yield source.reject("no IPTC 7901: no message with a header and a text between control characters is in it")
    for number, message in enumerate(messages, 1):
        position = number if len(messages) > 1 else None
        raw = _fields(message)
        yield identity_mapping().record(raw, source, position) if raw["text"] else source.reject("no text", position)


def _fields(message: re.Match[str]) -> dict[str, Any]:
    """Return the fields of a message by the names of a document's columns."""
    header = HEADER.match(message["header"])
    sent = DATE.search(message["end"]) or DATE.search(message["header"])
    lines = [line.rstrip() for line in message["text"].replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    name = f"{header['source']}{header['number']}" if header else None
    return {
        "document_id": f"{name}-{sent['year']}{sent['month']}{sent['day']}" if name and sent else None,
        "outlet": header["source"] if header else None,
        "published_at": _time(sent) if sent else None,
        "text": text or None,
    }


def _time(sent: re.Match[str]) -> str:
    """Return the time at which a message was sent; a zone that is not known is left out."""
    year = int(sent["year"])
    if len(sent["year"]) == 2:
        year += CENTURY if year < FIRST_YEAR else CENTURY - 100
    offset = (OFFSETS | SUMMER_OFFSETS).get(sent["zone"], "")
    return f"{sent['day']} {sent['month'].title()} {year} {sent['hour']}:{sent['minute']} {offset}".strip()
