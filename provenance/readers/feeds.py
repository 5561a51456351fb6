"""RSS and Atom: one record an item, with the source that the item names."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

from provenance.readers.encodings import decode_page
from provenance.readers.fields import FieldMapping, identity_mapping
from provenance.readers.markup import visible_text
from provenance.readers.streams import read_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.records import Item, Source


AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)(\w{1,32};)?")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read_feed(source: Source, _: FieldMapping) -> Iterator[Item]:
    """Yield the items of an RSS or Atom feed; a feed that defines entities is rejected."""
    text = decode_page(read_all(source))
    if "<!ENTITY" in text:
        yield source.reject("it defines entities of its own, as XML bombs do and feeds do not")
        return
    try:
        root = parsed_xml(text)
    except ET.ParseError as error:
        yield source.reject(f"not XML: {error}")
        return
    yield from _items(root, source)


def parsed_xml(text: str) -> ET.Element:
    """Return the outermost element of an XML document that defines no entities.

    Where it is not well formed, entities of HTML and bare ampersands are mended, and characters that XML forbids go.

    Raises:
        ParseError: it is no XML then either.
    """
    text = _without_declaration(text)
    try:
        return ET.fromstring(text)  # noqa: S314 - no entity is defined, none is fetched
    except ET.ParseError:
        mended = FORBIDDEN.sub("", AMPERSAND.sub(_escaped, text))
        return ET.fromstring(mended)  # noqa: S314 - as above


def _escaped(match: re.Match[str]) -> str:
    """Return the character that an entity of HTML names; of an ampersand that begins none, its escaped form."""
    character = html.unescape(match[0]) if match[1] else match[0]
    return character if character != match[0] and character not in "<&>" else "&amp;" + match[0][1:]


def _without_declaration(text: str) -> str:
    """Return an XML document without its declaration, whose encoding no longer holds once it is decoded."""
    text = text.lstrip("\ufeff \t\r\n")
    return text[text.find("?>") + 2 :] if text.startswith("<?xml") else text


def _items(root: ET.Element, source: Source) -> Iterator[Item]:
    """Yield the items of a feed."""
    items = [element for element in root.iter() if _local_name(element) in ("item", "entry")]
    if not items:
        yield source.reject(
            f"no feed: its outermost element is <{_local_name(root)}>, and no <item> or <entry> is in it"
        )
        return
    channel, fields = _channel_fields(root), identity_mapping()
    for number, item in enumerate(items, 1):
        raw = {**channel, **_item_fields(item)}
        yield fields.record(raw, source, number) if raw["text"] else source.reject("the item has no text", number)


def _channel_fields(root: ET.Element) -> dict[str, Any]:
    """Return the fields that hold for all items of a feed."""
    channel = next((child for child in root if _local_name(child) == "channel"), root)
    contents = {_local_name(child): _content(child) for child in channel if len(child) == 0}
    fields = {
        "site_name": contents.get("title"),
        "language": contents.get("language"),
        "copyright": contents.get("copyright") or contents.get("rights"),
    }
    return {name: value for name, value in fields.items() if value}


def _item_fields(item: ET.Element) -> dict[str, Any]:
    """Return the fields of an item."""
    raw: dict[str, Any] = {}
    for child in item:
        name = _local_name(child)
        if name == "source":
            raw["source"] = {"name": _source_name(child), "url": child.get("url") or _child(child, "link", "href")}
        elif name == "link":
            if child.get("rel") in (None, "alternate"):
                raw.setdefault("url", child.get("href") or _content(child))
            elif child.get("rel") == "via":
                raw["via"] = child.get("href")
        elif name in ("author", "creator", "contributor"):
            raw.setdefault("byline", _child(child, "name") or _content(child))
        elif name == "guid":
            raw["guid"] = _content(child)
            if child.get("isPermaLink") != "false" and (raw["guid"] or "").startswith(("http://", "https://")):
                raw.setdefault("url", raw["guid"])
        elif name in ("credit", "copyright", "rights", "publisher"):
            raw[name] = _content(child)
        elif name in ("pubDate", "published", "date", "issued"):
            raw.setdefault("published_at", _content(child))
        elif name == "title":
            raw.setdefault("title", visible_text(_content(child) or ""))
    bodies = {
        _local_name(child): _body(child)
        for child in item
        if _local_name(child) in ("encoded", "content", "description", "summary")
    }
    raw["text"] = max((body for body in bodies.values() if body), key=len, default=None)
    return raw


def _source_name(element: ET.Element) -> str | None:
    """Return the name of the source of an item, in RSS or in Atom."""
    return _child(element, "title") or _content(element)


def _child(element: ET.Element, name: str, attribute: str | None = None) -> str | None:
    """Return the content, or an attribute, of a child."""
    for child in element:
        if _local_name(child) == name:
            return child.get(attribute) if attribute else _content(child)
    return None


def _content(element: ET.Element) -> str | None:
    """Return the text of an element; None where there is none."""
    return "".join(element.itertext()).strip() or None


def _body(element: ET.Element) -> str:
    """Return the text that a reader of an item sees: all of it where it is marked as text, else that of the HTML."""
    if element.get("type") == "text":
        return "".join(element.itertext())
    inner = "".join(ET.tostring(child, "unicode") for child in element) if len(element) else ""
    return visible_text((element.text or "") + inner)


def _local_name(element: ET.Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]
