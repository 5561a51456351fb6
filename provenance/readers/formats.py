"""Which reader a file is for: its ending says, or its first bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.errors import MissingExtraError
from provenance.readers import archives, columnar, delimited, feeds, pages, plain, warcs
from provenance.readers import json_files as objects
from provenance.readers import jsonl as lines
from provenance.readers.encodings import UndecodableError, encoding_of, marked
from provenance.readers.records import Aside, Source
from provenance.readers.streams import BROKEN, compression, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provenance.readers.fields import Fields
    from provenance.readers.records import Item

    Reader = Callable[[Source, Fields], Iterator[Item]]

READERS: dict[str, Reader] = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown"), plain.read),
    **dict.fromkeys((".jsonl", ".ndjson", ".jsonlines", ".jl"), lines.read),
    **dict.fromkeys((".json",), objects.read),
    **dict.fromkeys((".csv", ".tsv", ".tab"), delimited.read),
    **dict.fromkeys((".parquet", ".pq"), columnar.read_parquet),
    **dict.fromkeys((".arrow", ".feather", ".ipc", ".arrows"), columnar.read_arrow),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), pages.read),
    **dict.fromkeys((".rss", ".atom", ".xml", ".rdf"), feeds.read),
    **dict.fromkeys((".warc", ".wet"), warcs.read),
}
ARCHIVES = {".zip": archives.read_zip, ".tar": archives.read_tar}
SEVERAL = ", ".join(sorted(READERS | ARCHIVES))
# What stands beside the text of a saved page and holds none.
PASSED_OVER = re.compile(
    r"\.(css|js|mjs|map|png|jpe?g|gif|svg|webp|avif|ico|bmp|tiff?|woff2?|ttf|otf|eot|mp3|mp4|m4a|m4v|webm|ogg|wav|swf)"
)
HTML = re.compile(rb"(?i)\s*(<!--.{0,2000}?-->\s*)*(<\?xml[^>]*>\s*)?(<!doctype\s+html|<html[\s>])", re.DOTALL)
FEED = re.compile(rb"(?i)\s*(<\?xml[^>]*>\s*)?(<!--.{0,2000}?-->\s*)*<(rss|feed|rdf:rdf)[\s>]", re.DOTALL)
MARKS: tuple[tuple[bytes, str], ...] = (
    (b"PAR1", ".parquet"),
    (b"ARROW1", ".arrow"),
    (b"WARC/", ".warc"),
)


def ending(name: str) -> str:
    """Return the ending of a file's name in small letters, without that of its compression."""
    bare = compression(name)[1].lower()
    dot = bare.rfind(".")
    return bare[dot:] if dot > 0 else ""


def reader(source: Source) -> Reader | None:
    """Return the reader that a source's ending asks for; None where no reader does, or an archive's members choose."""
    return READERS.get(ending(source.name))


def _flat(source: Source) -> Iterator[Source | Aside]:
    """Yield a source, or the files in it where it is an archive."""
    kind = ending(source.name)
    if kind not in ARCHIVES:
        yield source
    elif source.inside:
        yield source.aside("an archive inside an archive: unpack it, and name it among the paths to have it read")
    else:
        yield from ARCHIVES[kind](source)


def read(source: Source, fields: Fields) -> Iterator[Item]:
    """Yield what a source holds, whatever its kind; an archive, what its members hold."""
    for member in _flat(source):
        yield from [member] if isinstance(member, Aside) else _read(member, fields)


def _read(source: Source, fields: Fields) -> Iterator[Item]:
    """Yield what one file holds."""
    if PASSED_OVER.fullmatch(ending(source.name)) and not source.given:
        return
    try:
        chosen = reader(source) or _sniffed(source)
        if chosen is None:
            yield source.aside(f"unknown kind of file: read are {SEVERAL}, also compressed (.gz, .zst, .bz2, .xz)")
        else:
            yield from chosen(source, fields)
    except MissingExtraError as error:
        yield source.aside(f"{error}: {error.remedy}")
    except BROKEN as error:
        yield source.aside(f"cannot be read: {error}")


def _sniffed(source: Source) -> Reader | None:
    """Return the reader that a file's first bytes ask for; a text has to be named itself, a page is known anywhere."""
    with opened(source) as stream:
        head = stream.read(1 << 16)
    if HTML.match(head):
        return pages.read
    if not source.given:
        return None
    if FEED.match(head):
        return feeds.read
    for mark, kind in MARKS:
        if head.startswith(mark):
            return READERS[kind]
    if head.lstrip()[:1] in (b"{", b"["):
        return objects.read
    return plain.read if _is_text(head) else None


def _is_text(head: bytes) -> bool:
    """Return whether the first bytes of a file are text."""
    try:
        return bool(marked(head) or encoding_of(head, whole=False))
    except UndecodableError:
        return False
