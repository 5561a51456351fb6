"""HTML pages: the main text, and the metadata of the page."""

from __future__ import annotations

import json
import logging
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from provenance.readers.encodings import UndecodableError, decode_page
from provenance.readers.fields import FieldMapping, as_text, identity_mapping
from provenance.readers.optional import optional_module
from provenance.readers.streams import read_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.records import Item, Source

SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S{1,2000}) -->")
ARTICLE_TYPE = re.compile(r"(Article|BlogPosting|Report|NewsItem)$")
CREDIT_PROPERTIES = (
    *("creditText", "copyrightHolder", "copyrightNotice", "sourceOrganization", "provider", "producer", "contributor"),
    *("editor", "translator", "translationOfWork", "isBasedOn", "isBasedOnUrl", "citation", "sponsor", "publisher"),
)
CREDIT_META = re.compile(
    r"(?i)(dcterms\.|dc\.|article:|og:|cxenseparse:|parsely-|sailthru\.)?(copyright|rights|rightsholder|source|credit|"
    r"provider|agency|news_source|news-source|syndication-source|original-source|article-source|contributor|publisher|"
    r"distributor|attribution|wire)"
)
SECOND_LEVEL_DOMAINS = {"co", "com", "net", "org", "gov", "gob", "edu", "ac", "or", "ne", "go"}


def read_html(source: Source, _: FieldMapping) -> Iterator[Item]:
    """Yield the document of an HTML page."""
    yield page_document(read_all(source), source)


def page_document(
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
        data: the bytes of the page.
        source: the file that it stands in.
        url: its address, where the file says it (a crawl does).
        charset: its encoding as the server declared it.
        retrieved: when it was fetched.
        position: where in the source, counted from 1; None where it is alone in it.
    """
    html = optional_module("lxml.html", "web", "HTML pages")
    trafilatura = optional_module("trafilatura", "web", "HTML pages")
    warnings = logging.getLogger("trafilatura")
    if not warnings.handlers:
        warnings.addHandler(logging.NullHandler())  # its warnings repeat the reasons of rejected inputs
    try:
        text = decode_page(data, charset)
    except UndecodableError as error:
        return source.reject(str(error), position)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except Exception as error:  # lxml raises many kinds of errors on bytes that are no page
        return source.reject(f"not an HTML page: {error}", position)
    raw = page_metadata(tree, url or _saved_from(text))
    body = trafilatura.extract(tree, include_comments=False, include_tables=True, deduplicate=False, favor_recall=True)
    body = body or as_text(raw.pop("articleBody", None))
    if not body:
        return source.reject("no main text was found in the page", position)
    return identity_mapping().record({**raw, "text": body, "retrieved_at": retrieved}, source, position)


def _saved_from(text: str) -> str | None:
    """Return the address that a browser wrote into a page when it saved it."""
    match = SAVED_FROM.search(text[:10_000])
    return match[1] if match else None


def page_metadata(tree: Any, url: str | None) -> dict[str, Any]:  # noqa: ANN401 - lxml has no types
    """Return the metadata of a page by field: columns of a document, and fields that can hold credits.

    Only links to another site are evidence of a source: ``canonical``, ``isBasedOn`` and syndication links that lead
    back to the page's own site are left out.
    """
    metas, links, nodes = _meta_contents(tree), _link_addresses(tree), _json_ld_objects(tree)
    article = next((node for node in nodes if _is_article(node)), {})
    canonical = next(iter(links.get("canonical", ())), None)
    address = url or _first(metas, "og:url") or _article_address(article) or canonical
    columns: dict[str, Any] = {
        "url": address,
        "title": _first(metas, "og:title") or article.get("headline") or _text_of(tree, "//h1", "//title"),
        "site_name": _first(metas, "og:site_name", "application-name") or _name(article.get("publisher")),
        "byline": _byline(metas, article, tree),
        "language": tree.get("lang") or _first(metas, "og:locale", "language", "content-language"),
        "published_at": _published(metas, article, tree),
        "articleBody": article.get("articleBody"),
    }
    evidence: dict[str, Any] = {name: article[name] for name in CREDIT_PROPERTIES if article.get(name)}
    evidence |= {name: values for name, values in metas.items() if CREDIT_META.fullmatch(name)}
    for name in ("isBasedOn", "isBasedOnUrl", "citation"):
        evidence[name] = _on_other_sites(_addresses(evidence.get(name)), address)
    for rel in ("canonical", "syndication", "original-source", "syndication-source"):
        evidence[f"{rel} link" if rel != "canonical" else rel] = _on_other_sites(links.get(rel, []), address)
    return {name: value for name, value in {**evidence, **columns}.items() if value}


def _meta_contents(tree: Any) -> dict[str, list[str]]:  # noqa: ANN401 - lxml has no types
    """Return the contents of meta elements by name, property or itemprop, in small letters."""
    contents: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name, content = meta.get("property") or meta.get("name") or meta.get("itemprop"), meta.get("content")
        if name and content and content.strip():
            contents.setdefault(name.lower(), []).append(content.strip())
    return contents


def _link_addresses(tree: Any) -> dict[str, list[str]]:  # noqa: ANN401 - lxml has no types
    """Return the addresses of link elements by relation."""
    addresses: dict[str, list[str]] = {}
    for link in tree.iter("link"):
        for rel in (link.get("rel") or "").lower().split():
            if link.get("href"):
                addresses.setdefault(rel, []).append(link.get("href"))
    return addresses


def _json_ld_objects(tree: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - lxml has no types
    """Return the objects of the page's JSON-LD, nested graphs flattened; what is no JSON is skipped."""
    nodes: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                nodes.extend(_flattened(json.loads(script.text or "", strict=False), 4))
            except (ValueError, RecursionError):
                continue
    return nodes


def _flattened(value: Any, depth: int) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - a JSON value
    """Yield the objects of a JSON-LD value, graphs and lists flattened down to a depth."""
    if isinstance(value, list) and depth:
        for element in value:
            yield from _flattened(element, depth - 1)
    elif isinstance(value, dict):
        yield value
        yield from _flattened(value.get("@graph", []), depth - 1)


def _is_article(node: dict[str, Any]) -> bool:
    """Return whether a JSON-LD object is an article."""
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and ARTICLE_TYPE.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _first(metas: dict[str, list[str]], *names: str) -> str | None:
    """Return the first content of the first of the named meta elements that the page has."""
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
    byline = _name(article.get("author")) or _name(article.get("creator"))
    for name in (
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "byl",
        "dcterms.creator",
    ):
        byline = byline or _name(metas.get(name))
    return byline or _text_of(tree, "//*[@rel='author']", "//*[@itemprop='author']")


def _published(metas: dict[str, list[str]], article: dict[str, Any], tree: Any) -> str | None:  # noqa: ANN401 - lxml has no types
    """Return the page's time of publication; never that of a change, and never one inferred from the text."""
    declared = article.get("datePublished") or _first(
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
    return declared if isinstance(declared, str) else str(next(iter(times))) if len(set(times)) == 1 else None


def _text_of(tree: Any, *paths: str) -> str | None:  # noqa: ANN401 - lxml has no types
    """Return the text of the first element on the first path that has any, white space collapsed."""
    texts = (" ".join(element.text_content().split())[:1000] for path in paths for element in tree.xpath(path)[:1])
    return next(filter(None, texts), None)


def _article_address(article: dict[str, Any]) -> str | None:
    """Return the address that the JSON-LD of an article gives it."""
    return next(iter(_addresses(article.get("url") or article.get("mainEntityOfPage"))), None)


def _addresses(value: Any) -> list[str]:  # noqa: ANN401 - a JSON value
    """Return the addresses in a JSON-LD value."""
    if isinstance(value, str):
        return [value] if value.startswith(("http://", "https://")) else []
    if isinstance(value, dict):
        return _addresses(value.get("url") or value.get("@id"))
    return [address for element in value for address in _addresses(element)] if isinstance(value, list) else []


def _on_other_sites(addresses: list[str], page: str | None) -> list[str]:
    """Return the addresses that are on another site than the page; none where its own address is unknown."""
    if not page or not site_of(page):
        return []
    absolute = (urljoin(page, address) for address in addresses)
    return sorted({address for address in absolute if site_of(address) and site_of(address) != site_of(page)})


def _host(address: str | None) -> str | None:
    """Return the host of an address without ``www``."""
    try:
        return (urlsplit(address or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def site_of(address: str) -> str | None:
    """Return the registered domain of an address, which one publisher holds: ``cnn.com`` for ``edition.cnn.com``."""
    labels = (_host(address) or "").split(".")
    is_second_level = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL_DOMAINS
    return ".".join(labels[-3:] if is_second_level else labels[-2:]) or None
