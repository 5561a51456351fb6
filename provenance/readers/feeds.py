"""RSS and Atom: one record an item, with the source that it names."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from provenance.readers.encodings import UndecodableError, decode_page
from provenance.readers.fields import Fields, exact
from provenance.readers.streams import LARGEST, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.records import Item, Source

BLOCKS = {
    *("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table", "figure"),
    *("figcaption", "section", "article", "header", "footer", "aside", "hr", "pre", "dd", "dt"),
}
UNSEEN = {"script", "style", "noscript", "template", "iframe"}


def read(source: Source, _: Fields) -> Iterator[Item]:
    """Yield the items of an RSS or Atom feed; entities beyond the five of XML are not expanded."""
    data = whole(source)
    try:
        if len(data) > LARGEST:
            yield source.aside(f"a feed of more than {LARGEST >> 20} MiB")
            return
        text = decode_page(data)
        if "<!ENTITY" in text:
            yield source.aside("it defines entities of its own, as no feed does and as XML bombs do")
            return
        root = ET.fromstring(_undeclared(text))  # noqa: S314 - no entity is defined, none is fetched
    except UndecodableError as error:
        yield source.aside(str(error))
        return
    except ET.ParseError as error:
        yield source.aside(f"not XML: {error}")
        return
    yield from _items(root, source)


def _undeclared(text: str) -> str:
    """Return a document without its XML declaration, whose encoding no longer holds."""
    text = text.lstrip("\ufeff \t\r\n")
    return text[text.find("?>") + 2 :] if text.startswith("<?xml") else text


def _items(root: ET.Element, source: Source) -> Iterator[Item]:
    """Yield the items of a feed."""
    items = [element for element in root.iter() if _local(element) in ("item", "entry")]
    if not items:
        yield source.aside(f"no feed: its outermost element is <{_local(root)}>, and no <item> or <entry> is in it")
        return
    channel, fields = _channel(root), exact()
    for number, item in enumerate(items, 1):
        raw = {**channel, **_raw(item)}
        yield fields.record(raw, source, number) if raw["text"] else source.aside("the item has no text", number)


def _channel(root: ET.Element) -> dict[str, Any]:
    """Return what the feed says for all of its items."""
    around = next((child for child in root if _local(child) == "channel"), root)
    said = {_local(child): _content(child) for child in around if len(child) == 0}
    kept = {
        "outlet": said.get("title"),
        "language": said.get("language"),
        "copyright": said.get("copyright") or said.get("rights"),
    }
    return {name: value for name, value in kept.items() if value}


def _raw(item: ET.Element) -> dict[str, Any]:
    """Return the fields of an item."""
    raw: dict[str, Any] = {}
    for child in item:
        name = _local(child)
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
            raw.setdefault("title", shown(_content(child) or ""))
    bodies = {
        _local(child): _body(child)
        for child in item
        if _local(child) in ("encoded", "content", "description", "summary")
    }
    raw["text"] = max((body for body in bodies.values() if body), key=len, default=None)
    return raw


def _source_name(element: ET.Element) -> str | None:
    """Return the name of the source of an item, in RSS or in Atom."""
    return _child(element, "title") or _content(element)


def _child(element: ET.Element, name: str, attribute: str | None = None) -> str | None:
    """Return the content, or an attribute, of a child."""
    for child in element:
        if _local(child) == name:
            return child.get(attribute) if attribute else _content(child)
    return None


def _content(element: ET.Element) -> str | None:
    """Return the text of an element; None where there is none."""
    return "".join(element.itertext()).strip() or None


def _body(element: ET.Element) -> str:
    """Return the text that a reader of an item sees."""
    if element.get("type") == "text":
        return "".join(element.itertext())
    inner = "".join(ET.tostring(child, "unicode") for child in element) if len(element) else ""
    return shown((element.text or "") + inner)


def _local(element: ET.Element) -> str:
    """Return an element's name without its name space."""
    return str(element.tag).rpartition("}")[2]


class Shown(HTMLParser):
    """Keeps what a reader sees of a fragment of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's call
        """Begin a line at a block."""
        self._hidden += tag in UNSEEN
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line at a block."""
        self._hidden = max(0, self._hidden - (tag in UNSEEN))
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep text."""
        if not self._hidden:
            self.parts.append(data)


def shown(fragment: str) -> str:
    """Return what a reader sees of a fragment of HTML, one line a block."""
    parser = Shown()
    parser.feed(fragment)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)
