"""WARC (ISO 28500): the pages of a crawl, as ``wget --warc-file`` and web archives keep them."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from provenance.readers.encodings import UndecodableError, decode_page
from provenance.readers.fields import Fields, exact
from provenance.readers.pages import page
from provenance.readers.streams import BROKEN, FLOOR, LARGEST, RATIO, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.records import Item, Source

PAGES = ("text/html", "application/xhtml+xml")
# What a crawl fetches beside pages, and what holds no text.
BESIDE = (
    *("image/", "video/", "audio/", "font/", "text/css", "text/javascript", "application/javascript"),
    *("application/x-javascript", "application/font", "application/x-font", "application/vnd.ms-fontobject"),
)
NOTES, PAYLOADS = ("warcinfo", "request", "metadata"), ("response", "resource", "conversion")
LONGEST_LINE = 1 << 16  # bytes of a header line
MOST_HEADERS = 1000


class UnreadableError(Exception):
    """A record or a response that cannot be read; the ones after it can."""


@dataclass(frozen=True)
class Block:
    """One WARC record: its headers by name in small letters, and what it holds, ``LARGEST`` and a byte at most."""

    headers: dict[str, str]
    content: bytes
    whole: bool


def read(source: Source, _: Fields) -> Iterator[Item]:
    """Yield the pages of a WARC file; records are counted from 1, requests and notes of the crawler among them."""
    number = 0
    try:
        with opened(source) as stream:
            for number, block in enumerate(blocks(stream), 1):
                item = _block(block, source, number)
                if item:
                    yield item
    except BROKEN as error:
        yield source.aside(f"the file is damaged or cut after record {number}: {error}", number + 1)
        return
    if number == 0:
        yield source.aside("not a WARC file: no record begins in it")


def blocks(stream: BinaryIO) -> Iterator[Block | UnreadableError]:
    """Yield every record of a decompressed WARC; after a damaged one it goes on at the next that begins."""
    while line := stream.readline(LONGEST_LINE):
        if not line.startswith(b"WARC/"):
            continue
        headers = _headers(stream)
        length = headers.get("content-length", "")
        if not length.isascii() or not length.isdigit():
            yield UnreadableError("the record does not say how long it is")
            continue
        content = stream.read(min(int(length), LARGEST + 1))
        left = int(length) - len(content)
        while left > 0 and (skipped := stream.read(min(left, 1 << 20))):
            left -= len(skipped)
        yield Block(headers, content, left == 0)


def _headers(stream: BinaryIO) -> dict[str, str]:
    """Return header lines by name in small letters, up to the blank line."""
    headers: dict[str, str] = {}
    for _ in range(MOST_HEADERS):
        line = stream.readline(LONGEST_LINE)
        name, _, value = line.decode("utf-8", "replace").partition(":")
        if not line.strip():
            break
        headers.setdefault(name.strip().lower(), value.strip())
    return headers


def _block(block: Block | UnreadableError, source: Source, number: int) -> Item | None:
    """Return the document of one record, why it is none, or nothing where it never is one."""
    if isinstance(block, UnreadableError):
        return source.aside(str(block), number)
    kind, url = block.headers.get("warc-type"), block.headers.get("warc-target-uri", "").strip("<>")
    if kind == "revisit":
        return source.aside(f"{url} was unchanged since an earlier visit: its text is read there", number)
    if kind in NOTES or url.startswith(("dns:", "whois:")):
        return None
    if kind not in PAYLOADS:
        return source.aside(f"a record of the unknown kind {kind}", number)
    if not block.whole:
        return source.aside(f"{url} is cut: the record is longer than what is there", number)
    if len(block.content) > LARGEST:
        return source.aside(f"{url} is a page of more than {LARGEST >> 20} MiB", number)
    try:
        return _response(block, url, source, number)
    except UnreadableError as error:
        return source.aside(f"{url}: {error}", number)


def _response(block: Block, url: str, source: Source, number: int) -> Item | None:
    """Return the document of a response, why it is none, or nothing where it never is one."""
    media, body = block.headers.get("content-type", ""), block.content
    if media.startswith("application/http"):
        status, headers, body = _http(block.content)
        if not re.fullmatch(r"[1-5]\d\d", status):
            return source.aside(f"{url} has no HTTP status", number)
        if status[0] != "2":
            return None
        media = headers.get("content-type", "")
    kind, _, rest = media.partition(";")
    kind = kind.strip().lower()
    charset = rest.lower().partition("charset=")[2].strip(" \"'") or None
    retrieved = block.headers.get("warc-date")
    if kind in PAGES:
        return page(body, source, url=url, charset=charset, retrieved=retrieved, position=number)
    if kind == "text/plain":
        return _text(body, charset, {"url": url, "retrieved_at": retrieved}, source, number)
    return (
        None if kind.startswith(BESIDE) else source.aside(f"{url} is {kind or 'of no known type'}, not a page", number)
    )


def _text(body: bytes, charset: str | None, raw: dict[str, str | None], source: Source, number: int) -> Item:
    """Return the document of a plain text."""
    try:
        return exact().record({**raw, "text": decode_page(body, charset)}, source, number)
    except UndecodableError as error:
        return source.aside(str(error), number)


def _http(content: bytes) -> tuple[str, dict[str, str], bytes]:
    """Return the status, the headers and the decoded body of an HTTP response."""
    head, _, body = content.partition(b"\r\n\r\n")
    lines = head.decode("utf-8", "replace").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    return [*lines[0].split(), "", ""][1], headers, _inflated(body, headers.get("content-encoding", "").lower())


def _unchunked(body: bytes) -> bytes:
    """Return a chunked body in one piece; as it is where a crawler has joined the chunks already."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at)
        size = body[at:end].split(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return b"".join(parts) if parts else body
        if length == 0:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + length])
        at = end + 2 + length + 2


def _inflated(body: bytes, coding: str) -> bytes:
    """Return a body without its content coding; as it is where a crawler has decoded it already."""
    if coding in ("", "identity") or (coding in ("gzip", "x-gzip") and body[:2] != b"\x1f\x8b"):
        return body
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise UnreadableError(f"it is coded as {coding}: read are gzip and deflate")
    limit = min(LARGEST, FLOOR + RATIO * len(body))
    for bits in (47, -15):  # zlib's: gzip or zlib by their mark, then deflate without one
        decoder = zlib.decompressobj(bits)
        try:
            data = decoder.decompress(body, limit)
        except zlib.error:
            continue
        if decoder.unconsumed_tail:
            raise UnreadableError(f"it grows beyond {limit:,} bytes, as a compression bomb does")
        if not decoder.eof:
            raise UnreadableError("it is cut")
        return data
    raise UnreadableError("its content coding is damaged")
