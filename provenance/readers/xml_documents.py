"""XML documents: parsed without entities and without the network, and elements by name whatever their namespace."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from provenance.readers.encodings import decode_page
from provenance.readers.streams import read_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.records import RejectedInput, Source

AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)(\w{1,32};)?")
MAX_TAGS = 1_000_000  # each of which takes several hundred bytes
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read_xml(source: Source) -> ET.Element | RejectedInput:
    """Return the outermost element of an XML file, or why it is rejected: it is no XML, or defines entities."""
    return xml_in(decode_page(read_all(source)), source)


def xml_in(text: str, source: Source) -> ET.Element | RejectedInput:
    """Return the outermost element of the text of a file, or why it is rejected."""
    if "<!ENTITY" in text:
        return source.reject("it defines entities of its own, as XML bombs do and news does not")
    if text.count("<") > MAX_TAGS:
        return source.reject(f"it holds more than {MAX_TAGS:,} tags: split it")
    try:
        return parsed_xml(text)
    except ET.ParseError as error:
        return source.reject(f"not XML: {error}")


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


def whole_elements(text: str, names: tuple[str, ...]) -> ET.Element | None:
    """Return the outermost element of a document that breaks off, with those of some names that it holds whole.

    None where it holds none: then there is nothing to recover.

    Args:
        text: a document that is not well formed, or cut.
        names: the elements that stand for themselves, such as the items of a feed.
    """
    parser: Any = ET.XMLPullParser(("start", "end"))
    open_elements, whole = list[ET.Element](), 0
    mended = FORBIDDEN.sub("", AMPERSAND.sub(_escaped, _without_declaration(text)))
    try:
        parser.feed(mended)
        for event, element in parser.read_events():
            if event == "start":
                open_elements.append(element)
            else:
                open_elements.pop()
                whole += local_name(element) in names
    except ET.ParseError:
        pass
    for outer, inner in pairwise(open_elements):
        if local_name(inner) in names:
            outer.remove(inner)
            break
    return open_elements[0] if whole and open_elements else None


def _escaped(match: re.Match[str]) -> str:
    """Return the character that an entity of HTML names; of an ampersand that begins none, its escaped form."""
    character = html.unescape(match[0]) if match[1] else match[0]
    return character if character != match[0] and character not in "<&>" else "&amp;" + match[0][1:]


def _without_declaration(text: str) -> str:
    """Return an XML document without its declaration, whose encoding no longer holds once it is decoded."""
    text = text.lstrip("\ufeff \t\r\n")
    return text[text.find("?>") + 2 :] if text.startswith("<?xml") else text


def local_name(element: ET.Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def content(element: ET.Element | None) -> str | None:
    """Return the text in an element; None where there is none."""
    return ("".join(element.itertext()).strip() or None) if element is not None else None


def named(element: ET.Element | None, *path: str) -> Iterator[ET.Element]:
    """Yield the elements at a path of names below an element, in the order of the document."""
    if element is None:
        return
    if not path:
        yield element
        return
    for child in element:
        if local_name(child) == path[0]:
            yield from named(child, *path[1:])


def first(element: ET.Element | None, *path: str) -> ET.Element | None:
    """Return the first element at a path of names below an element; None where there is none."""
    return next(named(element, *path), None)


def line(element: ET.Element | None) -> str | None:
    """Return the text in an element as one line; None where there is none."""
    return " ".join((content(element) or "").split()) or None
