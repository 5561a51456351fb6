"""RSS and Atom: one record an item, with the source that the item names."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from provenance.readers.encodings import decode_page
from provenance.readers.fields import FieldMapping, identity_mapping
from provenance.readers.streams import read_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.records import Item, Source

BLOCK_TAGS = {
    *("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table", "figure"),
    *("figcaption", "section", "article", "header", "footer", "aside", "hr", "pre", "dd", "dt"),
}
HIDDEN_TAGS = {"script", "style", "noscript", "template", "iframe"}


def read_feed(source: Source, _: FieldMapping) -> Iterator[Item]:
    """Yield the items of an RSS or Atom feed; a feed that defines entities is rejected."""
    text = decode_page(read_all(source))
    if "<!ENTITY" in text:
        yield source.reject("it defines entities of its own, as XML bombs do and feeds do not")
        return
    try:
        root = ET.fromstring(_without_declaration(text))  # noqa: S314 - no entity is defined, none is fetched
    except ET.ParseError as error:
        yield source.reject(f"not XML: {error}")
        return
    yield from _items(root, source)


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


class VisibleTextParser(HTMLParser):
    """Collects the text that a reader sees of a fragment of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the signature is the parser's
        """Begin a line at a block."""
        self._hidden += tag in HIDDEN_TAGS
        if tag in BLOCK_TAGS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line at a block."""
        self._hidden = max(0, self._hidden - (tag in HIDDEN_TAGS))
        if tag in BLOCK_TAGS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Collect text outside hidden elements."""
        if not self._hidden:
            self.parts.append(data)


def visible_text(fragment: str) -> str:
    """Return the text that a reader sees of a fragment of HTML, one line a block element."""
    parser = VisibleTextParser()
    parser.feed(fragment)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)
