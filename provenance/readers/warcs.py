"""WARC (ISO 28500): the pages of a crawl, as ``wget --warc-file`` and web archives keep them."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from provenance.readers.encodings import UndecodableError, decode_page
from provenance.readers.fields import FieldMapping, identity_mapping
from provenance.readers.pages import page_document
from provenance.readers.streams import DAMAGE, EXPANSION_FLOOR, MAX_EXPANSION, MAX_RECORD_BYTES, open_decompressed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.records import Item, Source

PAGE_TYPES = ("text/html", "application/xhtml+xml")
# What a crawl fetches along with pages and holds no text: not worth a row in ``set_aside``.
TEXTLESS_TYPES = (
    *("image/", "video/", "audio/", "font/", "text/css", "text/javascript", "application/javascript"),
    *("application/x-javascript", "application/font", "application/x-font", "application/vnd.ms-fontobject"),
)
CRAWLER_RECORDS, CONTENT_RECORDS = ("warcinfo", "request", "metadata"), ("response", "resource", "conversion")
MAX_HEADER_LINE = 1 << 16  # bytes
MAX_HEADERS = 1000
DECIMAL = re.compile(r"[0-9]{1,18}")
HEXADECIMAL = re.compile(rb"[0-9A-Fa-f]{1,16}")


class UnreadableError(Exception):
    """A record or a response that cannot be read; those after it can."""


@dataclass(frozen=True)
class WarcRecord:
    """One WARC record.

    Attributes:
        headers: by name in small letters.
        content: at most one byte more than ``MAX_RECORD_BYTES``.
        complete: whether the file holds as many bytes of it as its header says.
    """

    headers: dict[str, str]
    content: bytes
    complete: bool


def read_warc(source: Source, _: FieldMapping) -> Iterator[Item]:
    """Yield the pages of a WARC file; records are counted from 1, requests and notes of the crawler too."""
    number = 0
    try:
        with open_decompressed(source) as stream:
            for number, record in enumerate(warc_records(stream), 1):
                item = _record_document(record, source, number)
                if item:
                    yield item
    except DAMAGE as error:
        yield source.reject(f"the file is damaged or cut after record {number}: {error}", number + 1)
        return
    if number == 0:
        yield source.reject("not a WARC file: no record begins in it")


def warc_records(stream: BinaryIO) -> Iterator[WarcRecord | UnreadableError]:
    """Yield every record of a decompressed WARC; after a damaged one, reading goes on where the next begins."""
    is_told = False  # whether what stands here, and begins no record, has been told of
    while line := stream.readline(MAX_HEADER_LINE):
        if not line.startswith(b"WARC/"):
            if line.strip() and not is_told:
                is_told = True
                yield UnreadableError("the record is damaged: its first line is none of a WARC")
            continue
        headers = _headers(stream)
        length = headers.get("content-length", "")
        is_told = not DECIMAL.fullmatch(length)
        if is_told:
            yield UnreadableError("the record does not say how long it is")
            continue
        content = stream.read(min(int(length), MAX_RECORD_BYTES + 1))
        missing = int(length) - len(content)
        while missing > 0 and (skipped := stream.read(min(missing, 1 << 20))):
            missing -= len(skipped)
        yield WarcRecord(headers, content, missing == 0)


def _headers(stream: BinaryIO) -> dict[str, str]:
    """Return header lines by name in small letters, up to the blank line."""
    headers: dict[str, str] = {}
    for _ in range(MAX_HEADERS):
        line = stream.readline(MAX_HEADER_LINE)
        name, _, value = line.decode("utf-8", "replace").partition(":")
        if not line.strip():
            break
        headers.setdefault(name.strip().lower(), value.strip())
    return headers


def _record_document(record: WarcRecord | UnreadableError, source: Source, number: int) -> Item | None:
    """Return the document of one record, why it is none, or None where such a record never holds one."""
    if isinstance(record, UnreadableError):
        return source.reject(str(record), number)
    kind, url = record.headers.get("warc-type"), record.headers.get("warc-target-uri", "").strip("<>")
    if kind == "revisit":
        return source.reject(f"{url} was unchanged since an earlier visit: its text is read there", number)
    if kind in CRAWLER_RECORDS or url.startswith(("dns:", "whois:", "metadata:", "filedesc:")):
        return None
    if kind not in CONTENT_RECORDS:
        return source.reject(f"a record of the unknown kind {kind}", number)
    if not record.complete:
        return source.reject(f"{url} is cut: its record is longer than the file", number)
    if len(record.content) > MAX_RECORD_BYTES:
        return source.reject(f"{url} is a page of more than {MAX_RECORD_BYTES >> 20} MiB", number)
    try:
        return _response_document(record, url, source, number)
    except UnreadableError as error:
        return source.reject(f"{url}: {error}", number)


def _response_document(record: WarcRecord, url: str, source: Source, number: int) -> Item | None:
    """Return the document of a response, why it is none, or None where such a response never holds one."""
    media, body = record.headers.get("content-type", ""), record.content
    if media.startswith("application/http"):
        status, headers, body = _http(record.content)
        if not re.fullmatch(r"[1-5]\d\d", status):
            return source.reject(f"{url} has no HTTP status", number)
        if status[0] != "2":
            return None
        media = headers.get("content-type", "")
    kind, _, parameters = media.partition(";")
    kind = kind.strip().lower()
    charset = parameters.lower().partition("charset=")[2].strip(" \"'") or None
    retrieved = record.headers.get("warc-date")
    if kind in PAGE_TYPES:
        return page_document(body, source, url=url, charset=charset, retrieved=retrieved, position=number)
    if kind == "text/plain":
        return _text_document(body, charset, {"url": url, "retrieved_at": retrieved}, source, number)
    if kind.startswith(TEXTLESS_TYPES):
        return None
    return source.reject(f"{url} is {kind or 'of no known type'}, not a page", number)


def _text_document(body: bytes, charset: str | None, raw: dict[str, str | None], source: Source, number: int) -> Item:
    """Return the document of a response in plain text."""
    try:
        return identity_mapping().record({**raw, "text": decode_page(body, charset)}, source, number)
    except UndecodableError as error:
        return source.reject(str(error), number)


def _http(content: bytes) -> tuple[str, dict[str, str], bytes]:
    """Return the status, the headers and the decoded body of an HTTP response."""
    head, _, body = content.partition(b"\r\n\r\n")
    lines = head.decode("utf-8", "replace").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _join_chunks(body)
    return [*lines[0].split(), "", ""][1], headers, _decoded_body(body, headers.get("content-encoding", "").lower())


def _join_chunks(body: bytes) -> bytes:
    """Return a body in chunked transfer coding as one; as it is where a crawler has joined the chunks already."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at)
        size = body[at : min(end, at + MAX_HEADER_LINE)].split(b";")[0].strip() if end >= 0 else b""
        if not HEXADECIMAL.fullmatch(size):
            return b"".join(parts) if parts else body
        length = int(size, 16)
        if length == 0:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + length])
        at = end + 2 + length + 2


def _decoded_body(body: bytes, coding: str) -> bytes:
    """Return a body without its content coding; as it is where a crawler has decoded it already."""
    if coding in ("", "identity") or (coding in ("gzip", "x-gzip") and body[:2] != b"\x1f\x8b"):
        return body
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise UnreadableError(f"its content coding is {coding}: only gzip and deflate are read")
    limit = min(MAX_RECORD_BYTES, EXPANSION_FLOOR + MAX_EXPANSION * len(body))
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
