"""The time at which a page was published, as its markup declares it; never that of a change or of another story."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from provenance.readers.json_ld import PAGE_TYPE, has_type
from provenance.text.date_lines import OTHER_DATE, date_in_text
from provenance.text.dates import parse_time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

META_NAMES = (
    *("article:published_time", "datepublished", "article:published", "og:published_time", "og:article:published_time"),
    *("bt:pubdate", "publish-date", "publishdate", "publish_date", "pubdate", "pub_date", "publication_date"),
    *("publication-date", "publicationdate", "originalpublicationdate", "date_published", "date-published"),
    *("published_date", "publisheddate", "published-date", "publishedtime", "publish_time", "publishtime", "pubtime"),
    *("article:publish_date", "article:post_date", "article_date_original", "rnews:datepublished"),
    *(
        "cxenseparse:recs:publishtime",
        "cxenseparse:publishtime",
        "parsely-pub-date",
        "sailthru.date",
        "shareaholic:article_published_time",
    ),
    *(
        "iso-8601-publish-date",
        "displaydate",
        "display-date",
        "firstpublished",
        "first-published",
        "ptime",
        "apub:time",
    ),
    *("weibo:article:create_at", "bytedance:published_time", "dc.date.issued", "dcterms.issued", "dc.date.publication"),
    *(
        "dcterms.created",
        "dc.date.created",
        "dcterms.date",
        "dc.date",
        "prism.publicationdate",
        "citation_publication_date",
    ),
    *("citation_date", "vr:published_time", "dcsext.articlefirstpublished", "mediator_published_time", "date"),
)
LOCAL = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)")
ZONED = re.compile(r"(?:[Zz]|[+-]\d\d:?\d\d|\b(?:GMT|UTC))$")
QUARTER_HOUR, MOST_AHEAD = 15 * 60, 14 * 3600  # seconds: zones are quarters of an hour apart, and 14 hours at most
PUBLISHED_CLASS = re.compile(
    r"(?i)(^|[\s_-])(published|publish|pubdate|dt-published|entry-date|entry-time|posted-on|post-date|date-published"
    r"|publish-date|published-date|publication-date|article-date|article__date|post-time|date-posted)([\s_-]|$)"
)
OTHER_CLASS = re.compile(
    r"(?i)updat|modif|comment|related|footer|reference|citation|sidebar|widget|teaser|recommend|promo|most-|latest|trending"
    r"|popular|event|weather|clock|reply|countdown|deadline|more-|also|card|ticker|archive|live-?blog"
)
OTHER_PROPERTY = re.compile(r"(?i)comment|citation|dateModified|dateUpdated|startDate|endDate|expires|validThrough")
PUBLISHED_ATTRIBUTES = ("data-date-time", "data-published-time", "data-publish-date", "data-pubdate", "data-published")
CHANGED_ATTRIBUTES = ("data-modify-date-time", "data-modified-time", "data-updated-time")
"""Attributes in which portals keep the time that a script shows."""

ANCESTORS = 12  # elements looked at above one
FIRST_PROSE = 80  # characters of a paragraph that is no line of the head
LINES = ("span", "div", "li", "em", "p", "small", "strong", "i", "time", "a", "dd")
LONGEST_LINE = 80  # characters of a line of a page's head
NEAR_TEXT = 150  # characters around a time that are looked at for what it is
MAX_TIMES = 200


def published(
    tree: Any,  # noqa: ANN401 - lxml has no types
    metas: dict[str, list[str]],
    nodes: list[dict[str, Any]],
    article: dict[str, Any],
) -> str | None:
    """Return the page's time of publication as it is written; None where the page declares none.

    Args:
        tree: the page.
        metas: contents of its meta elements by name.
        nodes: the objects of its JSON-LD.
        article: which of them is its own article.
    """
    declared = _declared("datePublished", META_NAMES, metas, nodes, article)
    values = [value.strip() for value in declared if isinstance(value, str) and parse_time(value)]
    if values:
        return _most_exact(values)
    marked = next(_attribute_times(tree, PUBLISHED_ATTRIBUTES), None) or next(_marked_times(tree), None)
    marked = marked or next(_heading_times(tree), None) or _heading_date(tree)
    return marked or next((value for value in declared if isinstance(value, str) and value.strip()), None)


CHANGE_NAMES = (
    *("article:modified_time", "og:updated_time", "article:modified", "datemodified", "last-modified", "lastmod"),
    *("dcterms.modified", "dc.date.modified", "date_modified", "revision_date", "bt:moddate", "updated_time"),
)


def modified(
    tree: Any,  # noqa: ANN401 - lxml has no types
    metas: dict[str, list[str]],
    nodes: list[dict[str, Any]],
    article: dict[str, Any],
) -> str | None:
    """Return the time of the page's last change as it is written; None where the page declares none.

    Args:
        tree: the page.
        metas: contents of its meta elements by name.
        nodes: the objects of its JSON-LD.
        article: which of them is its own article.
    """
    declared = _declared("dateModified", CHANGE_NAMES, metas, nodes, article)
    marked = (
        element.get("datetime") or element.get("content")
        for element in tree.xpath("//*[@itemprop='dateModified'] | //time[contains(@class, 'updated')]")[:MAX_TIMES]
        if not PUBLISHED_CLASS.search(element.get("class") or "") and not _is_in_another_story(element)
    )
    stamps = _attribute_times(tree, CHANGED_ATTRIBUTES)
    times = (value.strip() for value in (*declared, *stamps, *marked) if isinstance(value, str))
    return next((value for value in times if parse_time(value)), None)


def _declared(
    key: str,
    names: tuple[str, ...],
    metas: dict[str, list[str]],
    nodes: list[dict[str, Any]],
    article: dict[str, Any],
) -> list[Any]:
    """Return what a page declares as a time: its article, its meta elements in the order of the names, itself."""
    pages = [node.get(key) for node in nodes if has_type(node, PAGE_TYPE)]
    return [article.get(key), *(metas[name][0] for name in names if name in metas), *pages]


def _is_in_another_story(element: Any) -> bool:  # noqa: ANN401 - lxml has no types
    """Return whether an element stands in a footer, an aside or a comment."""
    around = list(element.iterancestors())[:ANCESTORS]
    return any(
        each.tag in ("footer", "aside", "nav") or "comment" in (each.get("class") or "").lower() for each in around
    )


def _most_exact(values: list[str]) -> str:
    """Return the first of declared times, or one that agrees with it and says its zone, or its time of day."""
    first = values[0]
    if ZONED.search(first):
        return first
    return next((value for value in values[1:] if ZONED.search(value) and _agree(first, value)), first)


def _agree(zoneless: str, zoned: str) -> bool:
    """Return whether a time without a zone, or a day, may be the one with a zone."""
    local, other = LOCAL.search(zoneless), LOCAL.search(zoned)
    if not local:
        return bool(other) and zoneless[:10] == zoned[:10]
    if other and local.groups() == other.groups():
        return True
    seconds = abs((_instant(zoneless) - _instant(zoned)).total_seconds())
    return seconds <= MOST_AHEAD and seconds % QUARTER_HOUR < 1


def _instant(value: str) -> datetime:
    """Return the time that a value states, which can be parsed."""
    time = parse_time(value)
    assert time is not None
    return time.at


def _marked_times(tree: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    """Yield the times that elements are marked with as those of publication, outside comments and other stories."""
    marked = (
        "//*[@itemprop='datePublished'] | //time[@pubdate] | //time[@datetime] | //abbr[contains(@class, 'published')]"
    )
    for element in tree.xpath(marked)[:MAX_TIMES]:
        own = f"{element.get('itemprop') or ''} {element.get('class') or ''}"
        if _names_another_time(element, own) or is_elsewhere(element):
            continue
        if "datePublished" in own or element.get("pubdate") is not None or _says_published(element):
            value = element.get("datetime") or element.get("content") or element.get("title") or _words(element)
            if value and parse_time(value):
                yield value


def _attribute_times(tree: Any, names: tuple[str, ...]) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    """Yield the times in attributes of elements outside comments and other stories."""
    path = " | ".join(f"//*[@{name}]" for name in names)
    for element in tree.xpath(path)[:MAX_TIMES]:
        value = next(value for name in names if (value := element.get(name)) is not None)
        if parse_time(value) and not is_elsewhere(element):
            yield value


def _names_another_time(element: Any, own: str) -> bool:  # noqa: ANN401 - lxml has no types
    """Return whether an element's class or property names another time than that of publication, and not that too.

    WordPress writes ``entry-date published updated`` where a post was never changed.
    """
    return bool(OTHER_CLASS.search(own)) and not PUBLISHED_CLASS.search(element.get("class") or "")


def _says_published(element: Any) -> bool:  # noqa: ANN401 - lxml has no types
    """Return whether the class of an element, or of one of the two around it, names a time of publication."""
    around = [element, *list(element.iterancestors())[:2]]
    return any(PUBLISHED_CLASS.search(each.get("class") or "") for each in around)


def _heading_times(tree: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    """Yield the only time between the heading of a page and its first paragraph, if nothing says that it is another."""
    times: dict[str, Any] = {}
    begun = False
    for element in tree.iter("h1", "time", "p"):
        if element.tag == "h1":
            begun = True
        elif begun and element.tag == "p" and len(_words(element)) >= FIRST_PROSE:
            break
        elif begun and element.tag == "time" and element.get("datetime"):
            times.setdefault(element.get("datetime"), element)
    if len(times) == 1:
        ((value, element),) = times.items()
        parent = element.getparent()
        near = _words(parent if parent is not None else element)[:NEAR_TEXT].casefold()
        own = f"{element.get('itemprop') or ''} {element.get('class') or ''}"
        if not (
            OTHER_DATE.search(near) or OTHER_CLASS.search(own) or OTHER_PROPERTY.search(own) or is_elsewhere(element)
        ):
            yield value


def _heading_date(tree: Any) -> str | None:  # noqa: ANN401 - lxml has no types
    """Return the date that stands as a line of its own between the heading and the first paragraph, in words alone."""
    lines: dict[Any, str] = {}
    begun = False
    for element in tree.iter("h1", *LINES):
        if element.tag == "h1":
            begun = True
        elif begun and element.tag == "p" and len(_words(element)) >= FIRST_PROSE:
            break
        elif begun and not len(element) and element.text and len(lines) < MAX_TIMES:
            line = _whole_line(element)
            names = f"{line.get('class') or ''} {element.get('class') or ''}"
            if not (OTHER_CLASS.search(names) or is_elsewhere(element)):
                lines[element] = _words(line if OTHER_DATE.search(_words(line).casefold()) else element)
    date = date_in_text("\n".join(lines.values()))
    if date is None:
        return None
    return date.at.strftime("%Y-%m-%d" if date.precision == "day" else "%Y-%m-%d %H:%M")


def _whole_line(element: Any) -> Any:  # noqa: ANN401 - lxml has no types
    """Return the largest element around one that is no longer than a line."""
    for around in element.iterancestors():
        if around.tag in ("body", "html", "main", "article") or len(_words(around)) > LONGEST_LINE:
            break
        element = around
    return element


def is_elsewhere(element: Any) -> bool:  # noqa: ANN401 - lxml has no types
    """Return whether an element stands in a comment, a footer, a list of references or another story."""
    for depth, around in enumerate(element.iterancestors()):
        if depth > ANCESTORS or around.tag in ("body", "html"):
            return False
        if around.tag in ("footer", "aside", "nav", "cite", "form", "ol", "table"):
            return True
        if OTHER_PROPERTY.search(around.get("itemprop") or ""):
            return True
        if around.tag not in ("main", "article") and OTHER_CLASS.search(
            f"{around.get('class') or ''} {around.get('id') or ''}"
        ):
            return True
    return False


def _words(element: Any) -> str:  # noqa: ANN401 - lxml has no types
    """Return the text of an element on one line."""
    return " ".join(element.text_content().split())
