"""RSS and Atom: one record an item, with the source that the item names."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

from provenance.readers.encodings import decode_page
from provenance.readers.fields import FieldMapping, identity_mapping
from provenance.readers.markup import visible_text
from provenance.readers.streams import read_all
from provenance.readers.xml_documents import content, local_name, whole_elements, xml_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from provenance.readers.records import Item, Source


ITEMS = ("item", "entry")
"""The elements of a feed that are its documents."""

TIMES = {
    **dict.fromkeys(("pubDate", "published", "date", "issued"), "published_at"),
    **dict.fromkeys(("updated", "modified"), "modified_at"),
}
"""The column of each time of an item, by the name of its element."""


def read_feed(source: Source, _: FieldMapping) -> Iterator[Item]:
    """Yield the items of an RSS or Atom feed; a feed that defines entities is rejected."""
    text = decode_page(read_all(source))
    root = xml_in(text, source)
    if isinstance(root, ET.Element):
        yield from _items(root, source)
        return
    rescued = whole_elements(text, ITEMS) if root.reason.startswith("not XML") else None
    if rescued is None:
        yield root
        return
    yield from _items(rescued, source)
    yield source.reject(f"the feed breaks off: what stands before is read, what comes after is lost ({root.reason})")


def _items(root: ET.Element, source: Source) -> Iterator[Item]:
    """Yield the items of a feed."""
    items = [element for element in root.iter() if local_name(element) in ITEMS]
    if not items:
        yield source.reject(
            f"no feed: its outermost element is <{local_name(root)}>, and no <item> or <entry> is in it"
        )
        return
    channel, fields = _channel_fields(root), identity_mapping()
    names: set[str] = set()
    for number, item in enumerate(items, 1):
        raw = {**channel, **_item_fields(item)}
        place = _place(raw, number, names)
        yield fields.record(raw, source, place) if raw["text"] else source.reject("the item has no text", number)


def _place(raw: Mapping[str, Any], number: int, names: set[str]) -> int | str:
    """Return where an item stands in its feed: what the feed calls it, else its address, else its position.

    New items push the others down, so that a position is an item's only until the feed is fetched again.
    """
    name = " ".join((raw.get("guid") or raw.get("url") or "").split())
    if not name or name in names:
        return number
    names.add(name)
    return name


def _channel_fields(root: ET.Element) -> dict[str, Any]:
    """Return the fields that hold for all items of a feed."""
    channel = next((child for child in root if local_name(child) == "channel"), root)
    contents = {local_name(child): content(child) for child in channel if len(child) == 0}
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
        name = local_name(child)
        if name == "source":
            raw["source"] = {"name": _source_name(child), "url": child.get("url") or _child(child, "link", "href")}
        elif name == "link":
            if child.get("rel") in (None, "alternate"):
                raw.setdefault("url", child.get("href") or content(child))
            elif child.get("rel") == "via":
                raw["via"] = child.get("href")
        elif name in ("author", "creator", "contributor"):
            raw.setdefault("byline", _child(child, "name") or content(child))
        elif name in ("guid", "id"):
            raw["guid"] = content(child)
            if name == "guid" and _is_address(raw["guid"], child.get("isPermaLink")):
                raw.setdefault("url", raw["guid"])
        elif name in ("credit", "copyright", "rights", "publisher"):
            raw[name] = content(child)
        elif name in TIMES:
            raw.setdefault(TIMES[name], content(child))
        elif name == "title":
            raw.setdefault("title", visible_text(content(child) or ""))
    bodies = {
        local_name(child): _body(child)
        for child in item
        if local_name(child) in ("encoded", "content", "description", "summary")
    }
    raw["text"] = max((body for body in bodies.values() if body), key=len, default=None)
    return raw


def _is_address(guid: str | None, is_permalink: str | None) -> bool:
    """Return whether the name that RSS gives an item is its address, too."""
    return is_permalink != "false" and (guid or "").startswith(("http://", "https://"))


def _source_name(element: ET.Element) -> str | None:
    """Return the name of the source of an item, in RSS or in Atom."""
    return _child(element, "title") or content(element)


def _child(element: ET.Element, name: str, attribute: str | None = None) -> str | None:
    """Return the content, or an attribute, of a child."""
    for child in element:
        if local_name(child) == name:
            return child.get(attribute) if attribute else content(child)
    return None


def _body(element: ET.Element) -> str:
    """Return the text that a reader of an item sees: all of it where it is marked as text, else that of the HTML."""
    if element.get("type") == "text":
        return "".join(element.itertext())
    inner = "".join(ET.tostring(child, "unicode") for child in element) if len(element) else ""
    return visible_text((element.text or "") + inner)
