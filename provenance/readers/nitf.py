"""NITF (News Industry Text Format, IPTC): one story a file, as agencies send it, also inside NewsML."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

from provenance.readers.fields import FieldMapping, identity_mapping
from provenance.readers.xml_documents import first, line, local_name, named, read_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.records import Item, Source

BLOCKS = {"p", "hl2", "li", "dt", "dd", "tr", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "div", "blockquote", "note"}
"""Elements that are paragraphs of a story, in NITF and in XHTML."""

HIDDEN = {"media", "figure", "script", "style", "object", "aside"}
"""Elements that are not part of a story's text: pictures with their captions, scripts."""

LABEL = re.compile(r"(?i)^by\s+")
DASH = re.compile(r"[—–_-]\s*$")


def read_nitf(source: Source, _: FieldMapping) -> Iterator[Item]:
    """Yield the story of an NITF file; its key stays the same through its versions, and is the document's id."""
    root = read_xml(source)
    if not isinstance(root, ET.Element):
        yield root
        return
    raw = nitf_fields(root)
    yield identity_mapping().record(raw, source, None) if raw["text"] else source.reject("the story has no text")


def nitf_fields(root: ET.Element) -> dict[str, Any]:
    """Return the fields of an ``nitf`` element by the names of a document's columns.

    ``text`` is None where it has none. A dateline of its own is put before the first paragraph, as it is printed.
    """
    head, data = first(root, "body", "body.head"), first(root, "head", "docdata")
    key, publication = first(data, "du-key"), first(root, "head", "pubdata")
    issued = (first(data, name) for name in ("date.issue", "date.release"))
    dates = [element.get("norm") for element in issued if element is not None]
    holder = first(data, "doc.copyright")
    distributor = line(first(head, "distributor"))
    return {
        "document_id": _attribute(key, "key") or _attribute(first(data, "doc-id"), "id-string"),
        "version": _attribute(key, "version"),
        "outlet": _attribute(publication, "name") or distributor or _attribute(holder, "holder"),
        "distributor": distributor,
        "copyright": _attribute(holder, "holder"),
        "title": line(first(head, "hedline", "hl1")) or line(first(root, "head", "title")),
        "byline": "; ".join(filter(None, map(_byline, named(head, "byline")))) or None,
        "published_at": next(filter(None, [*dates, _attribute(publication, "date.publication")]), None),
        "language": root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        "text": story_text(first(root, "body", "body.content"), line(first(head, "dateline"))),
    }


def _attribute(element: ET.Element | None, name: str) -> str | None:
    """Return an attribute of an element; None where there is neither."""
    return (element.get(name) or None) if element is not None else None


def _byline(element: ET.Element) -> str | None:
    """Return a byline: the people that it marks, else its words, and whom they work for."""
    people = [person for person in map(line, named(element, "person")) if person]
    employer = line(first(element, "byttl"))
    words = " ".join((element.text or "").split())
    return ", ".join(filter(None, [*(people or [LABEL.sub("", words)]), employer])) or None


def story_text(body: ET.Element | None, dateline: str | None = None) -> str | None:
    """Return the paragraphs of a story with empty lines between them; None where there are none.

    Args:
        body: the element that holds them, of NITF or XHTML.
        dateline: what stands before the first paragraph, unless that begins with it.
    """
    paragraphs = [paragraph for paragraph in _paragraphs(body) if paragraph]
    if not paragraphs:
        return None
    if dateline and not paragraphs[0].startswith(DASH.sub("", dateline).strip()):
        paragraphs[0] = f"{dateline}{' ' if DASH.search(dateline) else ' - '}{paragraphs[0]}"
    return "\n\n".join(paragraphs)


def _paragraphs(body: ET.Element | None) -> Iterator[str]:
    """Yield the paragraphs in an element: what stands in its innermost blocks, and between them."""
    if body is None:
        return
    words: list[str] = []
    for kind, text in _pieces(body):
        if kind == "break":
            yield " ".join("".join(words).split())
            words.clear()
        else:
            words.append(text)
    yield " ".join("".join(words).split())


def _pieces(body: ET.Element) -> Iterator[tuple[str, str]]:
    """Yield the text below an element in order, and a break where a block begins or ends; hidden elements are left out.

    The elements are visited without recursion: a file may nest them as deep as it likes.
    """
    stack: list[tuple[str, ET.Element | str]] = [("visit", body)]
    while stack:
        kind, item = stack.pop()
        if isinstance(item, str):
            yield kind, item
            continue
        is_block = local_name(item) in BLOCKS
        if is_block:
            yield "break", ""
        yield "text", item.text or ""
        if is_block:
            stack.append(("break", ""))
        for child in reversed(item):
            stack.append(("text", child.tail or ""))
            if local_name(child) == "br":
                stack.append(("text", " "))
            elif local_name(child) not in HIDDEN:
                stack.append(("visit", child))
