"""HTML pages: the main text, and what the page says about itself."""

from __future__ import annotations

import json
import logging
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from provenance.readers.encodings import UndecodableError, decode_page
from provenance.readers.fields import Fields, exact, plain
from provenance.readers.optional import extra
from provenance.readers.streams import LARGEST, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.records import Item, Source

SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S{1,2000}) -->")
ARTICLES = re.compile(r"(Article|BlogPosting|Report|NewsItem)$")
CREDITING = (
    *("creditText", "copyrightHolder", "copyrightNotice", "sourceOrganization", "provider", "producer", "contributor"),
    *("editor", "translator", "translationOfWork", "isBasedOn", "isBasedOnUrl", "citation", "sponsor", "publisher"),
)
META_CREDITS = re.compile(
    r"(?i)(dcterms\.|dc\.|article:|og:|cxenseparse:|parsely-|sailthru\.)?(copyright|rights|rightsholder|source|credit|"
    r"provider|agency|news_source|news-source|syndication-source|original-source|article-source|contributor|publisher|"
    r"distributor|attribution|wire)"
)
SECOND_LEVEL = {"co", "com", "net", "org", "gov", "gob", "edu", "ac", "or", "ne", "go"}


def read(source: Source, _: Fields) -> Iterator[Item]:
    """Yield the document of an HTML page."""
    data = whole(source)
    if len(data) > LARGEST:
        yield source.aside(f"a page of more than {LARGEST >> 20} MiB")
        return
    yield page(data, source)


def page(
    data: bytes,
    source: Source,
    *,
    url: str | None = None,
    charset: str | None = None,
    retrieved: str | None = None,
    position: int | None = None,
) -> Item:
    """Return the document of a page, or why it is none.

    Args:
        data: the page.
        source: where it stands.
        url: its address, where that is known from outside.
        charset: its encoding as the server said it.
        retrieved: when it was fetched.
        position: where in the source.
    """
    html, trafilatura = extra("lxml.html", "web", "HTML pages"), extra("trafilatura", "web", "HTML pages")
    warnings = logging.getLogger("trafilatura")
    if not warnings.handlers:
        warnings.addHandler(logging.NullHandler())  # what it warns of is said in our own words
    try:
        text = decode_page(data, charset)
    except UndecodableError as error:
        return source.aside(str(error), position)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except Exception as error:  # lxml raises of many kinds on what is no page
        return source.aside(f"not an HTML page: {error}", position)
    raw = facts(tree, url or _saved_from(text))
    body = trafilatura.extract(tree, include_comments=False, include_tables=True, deduplicate=False, favor_recall=True)
    body = body or plain(raw.pop("articleBody", None))
    if not body:
        return source.aside("no main text is found in the page", position)
    return exact().record({**raw, "text": body, "retrieved_at": retrieved}, source, position)


def _saved_from(text: str) -> str | None:
    """Return the address that a browser wrote into a page when it saved it."""
    match = SAVED_FROM.search(text[:10_000])
    return match[1] if match else None


def facts(tree: Any, url: str | None) -> dict[str, Any]:  # noqa: ANN401 - lxml has no types
    """Return what a page says about itself, by field.

    Only links to another host count as evidence of a source: ``canonical``, ``isBasedOn`` and syndication links that
    lead back to the page's own site say nothing.
    """
    metas, links, nodes = _metas(tree), _links(tree), _nodes(tree)
    article = next((node for node in nodes if _is_article(node)), {})
    canonical = next(iter(links.get("canonical", ())), None)
    own = url or _first(metas, "og:url") or _address(article) or canonical
    answer: dict[str, Any] = {
        "url": own,
        "title": _first(metas, "og:title") or article.get("headline") or _text_of(tree, "//h1", "//title"),
        "outlet": _first(metas, "og:site_name", "application-name") or _name(article.get("publisher")) or _host(own),
        "byline": _byline(metas, article, tree),
        "language": tree.get("lang") or _first(metas, "og:locale", "language", "content-language"),
        "published_at": _published(metas, article, tree),
        "articleBody": article.get("articleBody"),
    }
    evidence: dict[str, Any] = {name: article[name] for name in CREDITING if article.get(name)}
    evidence |= {name: values for name, values in metas.items() if META_CREDITS.fullmatch(name)}
    for name in ("isBasedOn", "isBasedOnUrl", "citation"):
        evidence[name] = _elsewhere(_addresses(evidence.get(name)), own)
    for rel in ("canonical", "syndication", "original-source", "syndication-source"):
        evidence[f"{rel} link" if rel != "canonical" else rel] = _elsewhere(links.get(rel, []), own)
    return {name: value for name, value in {**evidence, **answer}.items() if value}


def _metas(tree: Any) -> dict[str, list[str]]:  # noqa: ANN401 - lxml has no types
    """Return the contents of meta elements by name, property or itemprop, in small letters."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name, content = meta.get("property") or meta.get("name") or meta.get("itemprop"), meta.get("content")
        if name and content and content.strip():
            found.setdefault(name.lower(), []).append(content.strip())
    return found


def _links(tree: Any) -> dict[str, list[str]]:  # noqa: ANN401 - lxml has no types
    """Return the addresses of link elements by relation."""
    found: dict[str, list[str]] = {}
    for link in tree.iter("link"):
        for rel in (link.get("rel") or "").lower().split():
            if link.get("href"):
                found.setdefault(rel, []).append(link.get("href"))
    return found


def _nodes(tree: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - lxml has no types
    """Return the objects of the page's JSON-LD, nested graphs laid flat; what is no JSON is passed over."""
    nodes: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                nodes.extend(_flat(json.loads(script.text or "", strict=False), 4))
            except (ValueError, RecursionError):
                continue
    return nodes


def _flat(value: Any, depth: int) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - a JSON value
    """Yield the objects of a JSON-LD value, graphs and lists laid flat."""
    if isinstance(value, list) and depth:
        for each in value:
            yield from _flat(each, depth - 1)
    elif isinstance(value, dict):
        yield value
        yield from _flat(value.get("@graph", []), depth - 1)


def _is_article(node: dict[str, Any]) -> bool:
    """Return whether a JSON-LD object is an article."""
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and ARTICLES.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _first(metas: dict[str, list[str]], *names: str) -> str | None:
    """Return the first content of the first meta element that is there."""
    return next((metas[name][0] for name in names if name in metas), None)


def _name(value: Any) -> str | None:  # noqa: ANN401 - a JSON value
    """Return the names in a JSON-LD value."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value))) or None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) and value.strip() and not value.startswith(("http://", "https://")) else None


def _byline(metas: dict[str, list[str]], article: dict[str, Any], tree: Any) -> str | None:  # noqa: ANN401 - lxml has no types
    """Return the page's author line."""
    said = _name(article.get("author")) or _name(article.get("creator"))
    for name in (
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "byl",
        "dcterms.creator",
    ):
        said = said or _name(metas.get(name))
    return said or _text_of(tree, "//*[@rel='author']", "//*[@itemprop='author']")


def _published(metas: dict[str, list[str]], article: dict[str, Any], tree: Any) -> str | None:  # noqa: ANN401 - lxml has no types
    """Return the page's time of publication; never that of a change, never one guessed from the text."""
    said = article.get("datePublished") or _first(
        metas,
        *(
            "article:published_time",
            "datepublished",
            "article:published",
            "og:published_time",
            "publish-date",
            "pubdate",
        ),
        *(
            "parsely-pub-date",
            "sailthru.date",
            "dc.date.issued",
            "dcterms.issued",
            "dcterms.created",
            "dc.date",
            "date",
        ),
    )
    times = tree.xpath("//time[@pubdate]/@datetime | //*[@itemprop='datePublished']/@datetime") or set(
        tree.xpath("//time/@datetime")
    )
    return said if isinstance(said, str) else str(next(iter(times))) if len(set(times)) == 1 else None


def _text_of(tree: Any, *paths: str) -> str | None:  # noqa: ANN401 - lxml has no types
    """Return the text of the first element on the first path that has any, white space folded."""
    texts = (" ".join(element.text_content().split())[:1000] for path in paths for element in tree.xpath(path)[:1])
    return next(filter(None, texts), None)


def _address(article: dict[str, Any]) -> str | None:
    """Return an article's own address."""
    return next(iter(_addresses(article.get("url") or article.get("mainEntityOfPage"))), None)


def _addresses(value: Any) -> list[str]:  # noqa: ANN401 - a JSON value
    """Return the addresses in a JSON-LD value."""
    if isinstance(value, str):
        return [value] if value.startswith(("http://", "https://")) else []
    if isinstance(value, dict):
        return _addresses(value.get("url") or value.get("@id"))
    return [address for each in value for address in _addresses(each)] if isinstance(value, list) else []


def _elsewhere(addresses: list[str], own: str | None) -> list[str]:
    """Return the addresses on another site than the page's own."""
    if not own or not site(own):
        return []
    there = (urljoin(own, address) for address in addresses)
    return sorted({address for address in there if site(address) and site(address) != site(own)})


def _host(address: str | None) -> str | None:
    """Return the host of an address without ``www``."""
    try:
        return (urlsplit(address or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def site(address: str) -> str | None:
    """Return the part of an address's host that one publisher holds: ``edition.cnn.com`` is ``cnn.com``."""
    labels = (_host(address) or "").split(".")
    many = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL
    return ".".join(labels[-3:] if many else labels[-2:]) or None
