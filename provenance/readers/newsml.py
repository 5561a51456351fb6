"""NewsML-G2 and NewsML 1 (IPTC): the news items of an agency's message, with their versions."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

from provenance.readers.fields import FieldMapping, identity_mapping
from provenance.readers.markup import visible_text
from provenance.readers.nitf import nitf_fields, story_text
from provenance.readers.xml_documents import content, first, line, local_name, named, read_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.records import Item, Source

WITHDRAWN = ("canceled", "cancelled", "withheld")
"""Publishing statuses of what an agency does not want to see printed."""

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_newsml(source: Source, _: FieldMapping) -> Iterator[Item]:
    """Yield the stories of a NewsML-G2 or NewsML 1 file; pictures, packages and withdrawn items are rejected.

    The id of an item stays the same through its versions, and is the document's id.
    """
    root = read_xml(source)
    if not isinstance(root, ET.Element):
        yield root
        return
    items = [item for item in root.iter() if local_name(item) in ("newsItem", "NewsItem", "packageItem", "conceptItem")]
    if not items:
        yield source.reject(f"no NewsML: its outermost element is <{local_name(root)}>, and no <newsItem> is in it")
    for number, item in enumerate(items, 1):
        position = number if len(items) > 1 else None
        if local_name(item) in ("packageItem", "conceptItem"):
            yield source.reject(f"a <{local_name(item)}> holds no story", position)
            continue
        raw = _fields_of_g2(item) if local_name(item) == "newsItem" else _fields_of_newsml1(item)
        status = str(raw.pop("status") or "").rpartition(":")[2].lower()
        if status in WITHDRAWN:
            yield source.reject(f"its agency has withdrawn it (status {status})", position)
        elif raw["text"]:
            yield identity_mapping().record(raw, source, position)
        else:
            yield source.reject("the item has no text", position)


def _fields_of_g2(item: ET.Element) -> dict[str, Any]:
    """Return the fields of a ``newsItem`` of NewsML-G2 by the names of a document's columns."""
    about, inside = first(item, "itemMeta"), first(item, "contentMeta")
    contents = first(item, "contentSet")
    dateline = line(first(inside, "dateline"))
    marked = next((_marked(element, dateline) for element in named(contents, "inlineXML") if len(element)), {})
    plain = next((_plain(element) for element in named(contents, "inlineData")), None)
    creators = [_called(creator) for name in ("by", "creator") for creator in named(inside, name)]
    rights = first(item, "rightsInfo")
    return {
        "document_id": item.get("guid"),
        "version": item.get("version"),
        "outlet": _called(first(about, "provider")) or marked.get("outlet"),
        "title": line(first(inside, "headline")) or line(first(about, "title")) or marked.get("title"),
        "byline": next(filter(None, creators), None) or marked.get("byline"),
        "source": "; ".join(filter(None, map(_called, named(inside, "infoSource")))) or None,
        "creditline": line(first(inside, "creditline")),
        "copyright": _called(first(rights, "copyrightHolder")) or line(first(rights, "copyrightNotice")),
        "language": _tag(first(inside, "language")) or item.get(LANGUAGE),
        "published_at": line(first(about, "versionCreated")) or line(first(inside, "contentCreated")),
        "status": _code(first(about, "pubStatus")),
        "text": marked.get("text") or plain,
    }


def _fields_of_newsml1(item: ET.Element) -> dict[str, Any]:
    """Return the fields of a ``NewsItem`` of NewsML 1 by the names of a document's columns."""
    identifier = first(item, "Identification", "NewsIdentifier")
    management = first(item, "NewsManagement")
    parts = [line(first(identifier, name)) for name in ("ProviderId", "DateId", "NewsItemId")]
    revision = line(first(identifier, "RevisionId"))
    lines = {local_name(child): line(child) for block in _below(item, "NewsLines") for child in reversed(block)}
    contents = [_marked(block, lines.get("DateLine")) for block in _below(item, "DataContent")]
    marked = max(contents, key=lambda fields: len(fields.get("text") or ""), default={})
    provider = next((party.get("FormalName") for party in _below(item, "Provider", "Party")), None)
    source = next((party.get("FormalName") for party in _below(item, "Source", "Party")), None)
    language = next((element.get("FormalName") for element in _below(item, "Language")), None)
    return {
        "document_id": ":".join(filter(None, parts)) or line(first(identifier, "PublicIdentifier")),
        "version": revision,
        "outlet": provider or marked.get("outlet"),
        "title": lines.get("HeadLine") or marked.get("title"),
        "byline": lines.get("ByLine") or marked.get("byline"),
        "source": source,
        "creditline": lines.get("CreditLine"),
        "copyright": lines.get("CopyrightLine") or marked.get("copyright"),
        "language": language or item.get(LANGUAGE),
        "published_at": line(first(management, "ThisRevisionCreated")) or line(first(management, "FirstCreated")),
        "status": _code(first(management, "Status")),
        "text": marked.get("text"),
    }


def _below(item: ET.Element, *path: str) -> Iterator[ET.Element]:
    """Yield the elements at a path that begins anywhere below an item."""
    for element in item.iter():
        if local_name(element) == path[0]:
            yield from named(element, *path[1:])


def _marked(element: ET.Element, dateline: str | None) -> dict[str, Any]:
    """Return what the content of an item holds: the fields of NITF in it, else its paragraphs as ``text``."""
    inner = next((child for child in element.iter() if local_name(child) == "nitf"), None)
    if inner is not None:
        return nitf_fields(inner)
    if not len(element):
        return {"text": content(element)}
    body = next((child for child in element.iter() if local_name(child) in ("body", "body.content")), element)
    return {"text": story_text(body, dateline)}


def _plain(element: ET.Element) -> str | None:
    """Return the text of inline data: that of the HTML where it is said to be HTML."""
    text = content(element)
    return visible_text(text) if text and "html" in (element.get("contenttype") or "") else text


def _called(element: ET.Element | None) -> str | None:
    """Return the name of a party: its first name, else its words, its literal, or the end of its code."""
    if element is None:
        return None
    name = line(first(element, "name"))
    return name or line(element) or element.get("literal") or _code(element)


def _code(element: ET.Element | None) -> str | None:
    """Return the code of an element without its scheme; None where it has none."""
    code = (element.get("qcode") or element.get("FormalName") or "") if element is not None else ""
    return code.rpartition(":")[2] or None


def _tag(element: ET.Element | None) -> str | None:
    """Return the tag of a language element."""
    return (element.get("tag") or None) if element is not None else None
