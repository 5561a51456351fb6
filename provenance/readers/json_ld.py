"""The JSON-LD of a page: its objects, what they refer to, and which of them is the page's own article."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ARTICLE_TYPE = re.compile(r"(Article|BlogPosting|Report|NewsItem)$")
PAGE_TYPE = re.compile(r"(WebPage|ItemPage|MedicalWebPage)$")
OPENING = re.compile(r"\s*(?://|/\*)?\s*(?:<!--|<!\[CDATA\[)?\s*(?:\*/)?\s*")
CLOSING = re.compile(r"(?:[\s;]|//|/\*|\*/|\]\]>|-->)*\Z")
WRAPPING_LENGTH = 60  # characters at the end of a script that are looked at for such marks
GRAPH_DEPTH = 4
MAX_OBJECTS = 2000  # of one page


def json_ld_objects(tree: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - lxml has no types
    """Return the objects of the page's JSON-LD, graphs flattened, references by ``@id`` filled in."""
    nodes: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            nodes.extend(_flattened(_parsed(script.text or ""), GRAPH_DEPTH))
        if len(nodes) > MAX_OBJECTS:
            break
    by_id: dict[str, dict[str, Any]] = {}
    for node in nodes:
        if isinstance(name := node.get("@id"), str) and len(node) > 1:
            by_id[name] = {**node, **by_id.get(name, {})}
    return [{name: _resolved(value, by_id) for name, value in node.items()} for node in nodes[:MAX_OBJECTS]]


def _parsed(text: str) -> Any:  # noqa: ANN401 - a JSON value
    """Return the value of a script, freed of comments and CDATA marks around it; None where it is no JSON."""
    opening = OPENING.match(text)
    bare = text[opening.end() if opening else 0 :]
    bare = bare[:-WRAPPING_LENGTH] + CLOSING.sub("", bare[-WRAPPING_LENGTH:], count=1)
    for candidate in (text, bare, html.unescape(bare)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _flattened(value: Any, depth: int) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - a JSON value
    """Yield the objects of a JSON-LD value, graphs, lists and main entities flattened down to a depth."""
    if isinstance(value, list) and depth:
        for element in value:
            yield from _flattened(element, depth - 1)
    elif isinstance(value, dict) and depth:
        yield value
        for name in ("@graph", "mainEntity"):
            yield from _flattened(value.get(name), depth - 1)


def _resolved(value: Any, by_id: dict[str, dict[str, Any]]) -> Any:  # noqa: ANN401 - a JSON value
    """Return a value with the object in the place of a mere reference to it."""
    if isinstance(value, list):
        return [_resolved(element, by_id) for element in value]
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
        return {**by_id.get(value["@id"], {}), **value}
    return value


def page_article(nodes: list[dict[str, Any]], titles: list[str], addresses: list[str]) -> dict[str, Any]:
    """Return the article that is the page's own: by its headline or address, else the first; empty where there is none.

    Args:
        nodes: the objects of the page's JSON-LD.
        titles: what the page calls itself.
        addresses: its addresses.
    """
    articles = [node for node in nodes if has_type(node, ARTICLE_TYPE)]
    if len(articles) < 2:
        return articles[0] if articles else {}
    words = [letters_of(title) for title in titles if title]
    places = {_place(address) for address in addresses if address}
    # max takes the first of equals
    return max(articles, key=lambda node: (_is_titled(node, words), _is_at(node, places), "articleBody" in node))


def has_type(node: dict[str, Any], pattern: re.Pattern[str]) -> bool:
    """Return whether a JSON-LD object is of a type."""
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and pattern.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _is_titled(node: dict[str, Any], words: list[str]) -> bool:
    """Return whether the headline of an article stands in a title of the page, or begins as it does."""
    headline = letters_of(str(node.get("headline") or node.get("name") or ""))
    return bool(headline) and any(headline in title or (len(title) > 20 and title in headline) for title in words)


def _is_at(node: dict[str, Any], places: set[str]) -> bool:
    """Return whether an article says that it is at one of the page's addresses."""
    return any(
        _place(address) in places
        for name in ("url", "mainEntityOfPage", "@id")
        for address in addresses_in(node.get(name))
    )


def letters_of(text: str) -> str:
    """Return the letters and digits of a title or name, in small letters."""
    return "".join(filter(str.isalnum, html.unescape(text).casefold()))


def _place(address: str) -> str:
    """Return an address without scheme, ``www``, query, fragment and final slash."""
    return re.sub(r"^https?://(?:www\.)?|[?#].*$", "", address).rstrip("/").lower()


def addresses_in(value: Any) -> list[str]:  # noqa: ANN401 - a JSON value
    """Return the addresses in a JSON-LD value."""
    if isinstance(value, str):
        return [value] if value.startswith(("http://", "https://")) else []
    if isinstance(value, dict):
        return addresses_in(value.get("url") or value.get("@id"))
    return [address for element in value for address in addresses_in(element)] if isinstance(value, list) else []
