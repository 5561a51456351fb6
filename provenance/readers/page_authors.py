"""The author line of a page: what its data states, else what an element of its head is marked as."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from provenance.readers.json_ld import letters_of
from provenance.readers.page_dates import is_elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterator

AUTHOR_METAS = (
    *("author", "article:author", "articleauthor", "article-author", "article_author", "parsely-author"),
    *("sailthru.author", "cxenseparse:author", "dc.creator", "byl", "dcterms.creator"),
)
NO_NAME = re.compile(r"https?://|www\.|[\W\d_]*$|\S+@\S+\.\S+$|@\w+$")  # addresses, numbers, marks
AUTHOR_CLASS = re.compile(
    r"(?i)^(?:[\w-]*(?:__|[-_]))?(?:byline|authors?|author-?(?:name|line|list)s?|byline-?name|meta-?info-?author-?list)"
    r"(?:[-_]{1,2}(?:name|item|list|link|text))?$"
)
"""A class that says that an element is an author line, or one of its names: ``article__author``, ``authorname``."""

DECLARED = ("//*[@rel='author']", "//*[@itemprop='author']")
MARKED = (
    # WordPress: <span class="author vcard"><a class="url fn n">; Drupal: <span property="schema:name">
    "//*[contains(@class,'author') and contains(@class,'vcard')]",
    "//*[contains(@class,'field--name-uid')]",
)
CLASSED = "//*[contains(@class,'uthor') or contains(@class,'yline')]"
ACCOUNTS = frozenset({"admin", "administrator", "webmaster", "editor", "root", "user", "redaktion", "redaction"})
"""Accounts of a publishing system that stand where an author does."""

LONGEST_LINE = 100  # characters: more are a box about the author
MAX_ELEMENTS = 60


def author_line(
    metas: dict[str, list[str]],
    article: dict[str, Any],
    tree: Any,  # noqa: ANN401 - lxml has no types
    host: str | None,
) -> str | None:
    """Return the page's author line: the first that is not merely the name of the site or its publisher.

    Args:
        metas: contents of its meta elements by name.
        article: the object of its JSON-LD that is its own article.
        tree: the page.
        host: the host of its address, where that is known: no author is called so.
    """
    sites = (*metas.get("og:site_name", ())[:1], name_in(article.get("publisher")), host)
    own = {letters_of(name) for name in sites if name}
    authors = (article.get("author"), article.get("creator"), *map(metas.get, AUTHOR_METAS))
    lines = (*map(name_in, authors), *_marked_lines(tree))
    return next((line for line in lines if line and letters_of(line) not in own), None)


def name_in(value: Any) -> str | None:  # noqa: ANN401 - a JSON value
    """Return the names in a JSON-LD value."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(name_in, value))) or None
    if isinstance(value, dict):
        parts = (value.get(part) for part in ("givenName", "familyName"))
        value = value.get("name") or " ".join(part for part in parts if isinstance(part, str))
    is_name = isinstance(value, str) and value.strip() and not NO_NAME.match(value.strip())
    return value if is_name else None


def _marked_lines(tree: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    """Yield the texts of elements that are marked as the author's, outside comments, boxes and other stories."""
    for path in DECLARED:
        yield from (" ".join(element.text_content().split())[:1000] for element in tree.xpath(path)[:1])
    for path in MARKED:
        yield from _short_texts(tree.xpath(path)[:MAX_ELEMENTS])
    classed = tree.xpath(CLASSED)[:MAX_ELEMENTS]
    yield from _short_texts(
        element for element in classed if any(map(AUTHOR_CLASS.match, element.get("class").split()))
    )


def _short_texts(elements: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    """Yield the texts of elements that are as short as an author line and no account of the publishing system."""
    for element in elements:
        line = " ".join(element.text_content().split())
        short = 1 < len(line) <= LONGEST_LINE and not NO_NAME.match(line) and letters_of(line) not in ACCOUNTS
        if short and "comment" not in (element.get("class") or "").lower() and not is_elsewhere(element):
            yield line
