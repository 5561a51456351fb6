"""HTML pages: the main text, and the metadata of the page."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from provenance.readers.encodings import UndecodableError, decode_page
from provenance.readers.fields import FieldMapping, as_text, identity_mapping
from provenance.readers.json_ld import addresses_in, json_ld_objects, page_article
from provenance.readers.markup import visible_text
from provenance.readers.optional import optional_module
from provenance.readers.page_authors import author_line, name_in
from provenance.readers.page_dates import modified, published
from provenance.readers.streams import read_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.records import Item, Source

SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S{1,2000}) -->")
CREDIT_PROPERTIES = (
    *("creditText", "copyrightHolder", "copyrightNotice", "sourceOrganization", "provider", "producer", "contributor"),
    *("editor", "translator", "translationOfWork", "isBasedOn", "isBasedOnUrl", "citation", "sponsor", "publisher"),
)
LONGEST_TAG = 20_000  # characters
MAX_ATTRIBUTES = 100
LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{LONGEST_TAG},}}>")
ATTRIBUTES = re.compile(
    rf"""<[a-zA-Z][\w:-]*+(?:\s++[^\s<>"'=/]++(?:\s*+=\s*+(?:"[^"<>]*+"|'[^'<>]*+'|[^\s"'<>]++))?+){{0,{MAX_ATTRIBUTES}}}"""
)
BASE64 = re.compile(r"base64,[A-Za-z0-9+/=\s]{1000,}+")
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
    text = without_ballast(text)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except Exception as error:  # lxml raises many kinds of errors on bytes that are no page
        return source.reject(f"not an HTML page: {error}", position)
    raw = page_metadata(tree, url or _saved_from(text))
    body = trafilatura.extract(tree, include_comments=False, include_tables=True, deduplicate=False)
    stated = as_text(raw.pop("articleBody", None), "\n\n") or ""
    stated = visible_text(stated) if "</" in stated or "&" in stated else stated
    body = stated if len(stated) > len(body or "") else body
    if not body:
        return source.reject("no main text was found in the page", position)
    return identity_mapping().record({**raw, "text": body, "retrieved_at": retrieved}, source, position)


def without_ballast(text: str) -> str:
    """Return a page without what takes time and holds no words: base64, and the attributes of tags with many.

    Such a tag keeps its first attributes: parsing is quadratic in their number.
    """
    if "base64," in text:
        text = BASE64.sub("base64,", text)
    if not LONG_TAG.search(text):
        return text
    return LONG_TAG.sub(lambda tag: tag[0] if len(tag[0]) < LONGEST_TAG else _short_tag(tag[0]), text)


def _short_tag(tag: str) -> str:
    """Return a tag with its first attributes only."""
    kept = ATTRIBUTES.match(tag)
    return (kept[0] if kept else tag[: tag.find(" ")]) + ">"


def _saved_from(text: str) -> str | None:
    """Return the address that a browser wrote into a page when it saved it."""
    match = SAVED_FROM.search(text[:10_000])
    return match[1] if match else None


def page_metadata(tree: Any, url: str | None) -> dict[str, Any]:  # noqa: ANN401 - lxml has no types
    """Return the metadata of a page by field: columns of a document, and fields that can hold credits.

    Only links to another site are evidence of a source: ``canonical``, ``isBasedOn`` and syndication links that lead
    back to the page's own site are left out.
    """
    metas, links, nodes = _meta_contents(tree), _link_addresses(tree), json_ld_objects(tree)
    canonical = next(iter(links.get("canonical", ())), None)
    own_titles = [_first(metas, "og:title"), _text_of(tree, "//h1"), _text_of(tree, "//title")]
    own_addresses = [url, _first(metas, "og:url"), canonical]
    article = page_article(nodes, list(filter(None, own_titles)), list(filter(None, own_addresses)))
    address = url or _first(metas, "og:url") or _article_address(article) or canonical
    columns: dict[str, Any] = {
        "url": address,
        "title": _first(metas, "og:title") or article.get("headline") or _text_of(tree, "//h1", "//title"),
        "site_name": _first(metas, "og:site_name", "application-name") or name_in(article.get("publisher")),
        "byline": author_line(metas, article, tree, _host(address)),
        "language": tree.get("lang") or _first(metas, "og:locale", "language", "content-language"),
        "published_at": published(tree, metas, nodes, article),
        "modified_at": modified(tree, metas, nodes, article),
        "articleBody": article.get("articleBody"),
    }
    evidence: dict[str, Any] = {name: article[name] for name in CREDIT_PROPERTIES if article.get(name)}
    evidence |= {name: values for name, values in metas.items() if CREDIT_META.fullmatch(name)}
    for name in ("isBasedOn", "isBasedOnUrl", "citation"):
        evidence[name] = _on_other_sites(addresses_in(evidence.get(name)), address)
    for rel in ("canonical", "syndication", "original-source", "syndication-source"):
        evidence[f"{rel} link" if rel != "canonical" else rel] = _on_other_sites(links.get(rel, []), address)
    return {name: value for name, value in {**evidence, **columns}.items() if value}


def _meta_contents(tree: Any) -> dict[str, list[str]]:  # noqa: ANN401 - lxml has no types
    """Return the contents of meta elements by name, property or itemprop, in small letters."""
    contents: dict[str, list[str]] = {}
    for meta in tree.xpath("//meta[not(@itemprop='datePublished')]"):
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


def _first(metas: dict[str, list[str]], *names: str) -> str | None:
    """Return the first content of the first of the named meta elements that the page has."""
    return next((metas[name][0] for name in names if name in metas), None)


def _text_of(tree: Any, *paths: str) -> str | None:  # noqa: ANN401 - lxml has no types
    """Return the text of the first element on the first path that has any, white space collapsed."""
    texts = (" ".join(element.text_content().split())[:1000] for path in paths for element in tree.xpath(path)[:1])
    return next(filter(None, texts), None)


def _article_address(article: dict[str, Any]) -> str | None:
    """Return the address that the JSON-LD of an article gives it."""
    return next(iter(addresses_in(article.get("url") or article.get("mainEntityOfPage"))), None)


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
