"""The registry of input formats: one record a format, and which of them a file is of.

``read``, the walk through folders, lossless reading for ``clean``, the reference page on inputs and the message about
unknown files all iterate ``FORMATS``: a format that stands here is known everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from provenance.errors import MissingExtraError
from provenance.readers import (
    archives,
    columnar,
    delimited,
    feeds,
    iptc7901,
    json_files,
    newsml,
    nitf,
    pages,
    plain,
    warcs,
)
from provenance.readers.date_columns import with_date_order
from provenance.readers.encodings import UndecodableError, byte_order_mark, encoding_of
from provenance.readers.lossless import columnar as lossless_columnar
from provenance.readers.lossless import lines as lossless_lines
from provenance.readers.lossless import texts as lossless_texts
from provenance.readers.lossless.model import OTHER
from provenance.readers.records import RejectedInput
from provenance.readers.streams import DAMAGE, PACKED_TAR, TooLargeError, compression, open_decompressed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provenance.readers.fields import FieldMapping
    from provenance.readers.lossless.model import RawForm
    from provenance.readers.records import Item, Source

    Reader = Callable[[Source, FieldMapping], Iterator[Item]]
    Members = Callable[[Source], Iterator[Source | RejectedInput]]

HEAD_BYTES = 1 << 16
MAX_REASON = 300  # characters
HTML = re.compile(rb"(?i)\s*(<!--.{0,2000}?-->\s*)*(<\?xml[^>]*>\s*)?(<!doctype\s+html|<html[\s>])", re.DOTALL)
FEED = re.compile(rb"(?i)\s*(<\?xml[^>]*>\s*)?(<!--.{0,2000}?-->\s*)*<(rss|feed|rdf:rdf)[\s>]", re.DOTALL)
PROLOGUE = rb"(?i)\s*(?:<\?xml[^>]{0,300}\?>\s*)?(?:(?:<!--.{0,2000}?-->|<!doctype[^>\[]{0,500}>)\s*)*"
NITF = re.compile(PROLOGUE + rb"<(?:\w{1,20}:)?nitf[\s>]", re.DOTALL)
NEWSML = re.compile(PROLOGUE + rb"<(?:\w{1,20}:)?(?:newsMessage|newsItem|itemSet|packageItem|NewsML)[\s>]", re.DOTALL)
IPTC7901 = re.compile(rb"[\x00\s\x16]{0,64}\x01[^\x01-\x04]{1,600}\x02")
JSON = re.compile(rb"\s*[{\[]")
# Files of a saved page that hold no text of it.
IGNORED_ENDINGS = re.compile(
    r"\.(css|js|mjs|map|png|jpe?g|gif|svg|webp|avif|ico|bmp|tiff?|woff2?|ttf|otf|eot|mp3|mp4|m4a|m4v|webm|ogg|wav|swf)"
)


@dataclass(frozen=True)
class Format:
    """One format of input files.

    Attributes:
        name: what people call it.
        endings: of its files' names, in small letters with the dot. Several formats may have one ending: the first
            bytes of a file decide between them, and the first in ``FORMATS`` has it where none recognises them.
        document: what a document is in it, as the docs say it.
        read: yields the records of a file, and what in it is rejected.
        recognises: says by its first bytes whether a file is of this format.
        recognised_in_folders: whether the first bytes count also in files that are not named themselves.
        extra: the optional extra of the package whose library it needs.
        raw_form: how ``clean`` keeps its records; None where it has to keep the whole file.
        holds_files: whether its documents are those of the files in it.
    """

    name: str
    endings: tuple[str, ...]
    document: str
    read: Reader
    recognises: Callable[[bytes], object] | None = None
    recognised_in_folders: bool = False
    extra: str | None = None
    raw_form: RawForm | None = None
    holds_files: bool = False


def _read_members(members: Members, source: Source, fields: FieldMapping) -> Iterator[Item]:
    """Yield what the files in an archive hold."""
    if source.in_archive:
        yield source.reject("an archive inside an archive: unpack it, and name it among the paths to have it read")
        return
    for member in members(source):
        yield from [member] if isinstance(member, RejectedInput) else read_source(member, fields)


TEXT = Format(
    "plain text",
    (".txt", ".text", ".md", ".markdown"),
    "a file",
    plain.read_text_file,
    raw_form=lossless_texts.TEXT_FILES,
)

FORMATS: tuple[Format, ...] = (
    TEXT,
    Format(
        "JSON Lines",
        (".jsonl", ".ndjson", ".jsonlines", ".jl"),
        "a line",
        json_files.read_json_lines,
        raw_form=lossless_lines.JSON_LINES,
    ),
    Format(
        "JSON",
        (".json",),
        "an object: alone in the file, in an array, one after another, or in the longest array of an object that wraps "
        "it (three levels down at most)",
        json_files.read_json,
        recognises=JSON.match,
    ),
    Format(
        "CSV, TSV",
        (".csv", ".tsv", ".tab"),
        "a row; the first row names the fields; separated by comma, semicolon, tab or bar",
        delimited.read_delimited,
        raw_form=lossless_lines.DELIMITED,
    ),
    Format(
        "Parquet",
        (".parquet", ".pq"),
        "a row; only the columns that are used are decoded",
        columnar.read_parquet,
        recognises=re.compile(rb"PAR1").match,
        raw_form=lossless_columnar.PARQUET,
    ),
    Format(
        "Arrow, Feather",
        (".arrow", ".feather", ".ipc", ".arrows"),
        "a row; files and streams",
        columnar.read_arrow,
        recognises=re.compile(rb"ARROW1").match,
        raw_form=lossless_columnar.ARROW,
    ),
    Format(
        "HTML",
        (".html", ".htm", ".xhtml", ".shtml"),
        "a page",
        pages.read_html,
        recognises=HTML.match,
        recognised_in_folders=True,
        extra="web",
    ),
    Format(
        "WARC",
        (".warc", ".wet"),
        "a page or plain text that was fetched with success",
        warcs.read_warc,
        recognises=re.compile(rb"WARC/").match,
        extra="web",
    ),
    Format("RSS, Atom", (".rss", ".atom", ".xml", ".rdf"), "an item", feeds.read_feed, recognises=FEED.match),
    Format("NITF", (".nitf", ".xml"), "a story", nitf.read_nitf, recognises=NITF.match),
    Format("NewsML-G2, NewsML 1", (".newsml", ".xml"), "a news item", newsml.read_newsml, recognises=NEWSML.match),
    Format("IPTC 7901", (".iptc", ".7901"), "a message", iptc7901.read_iptc7901, recognises=IPTC7901.match),
    Format(
        "ZIP",
        (".zip",),
        "what its files hold, each by its own format; an archive in an archive is rejected",
        partial(_read_members, archives.zip_members),
        holds_files=True,
    ),
    Format(
        "TAR",
        (".tar", *PACKED_TAR),
        "as in ZIP",
        partial(_read_members, archives.tar_members),
        holds_files=True,
    ),
)


def ending(name: str) -> str:
    """Return the ending of a file's name in small letters, without that of its compression."""
    stem = compression(name)[1].lower()
    dot = stem.rfind(".")
    return stem[dot:] if dot > 0 else ""


def read_source(source: Source, fields: FieldMapping) -> Iterator[Item]:
    """Yield what a source holds, whatever its format; an archive, what its members hold.

    What a reader raises for bytes that are damaged, too many, or no text rejects what is left of the source.
    """
    if IGNORED_ENDINGS.fullmatch(ending(source.name)) and not source.explicit:
        return
    try:
        form = input_format_of(source) or _recognised(source)
        if form is None:
            yield source.reject(unknown_format())
        else:
            yield from form.read(source, fields) if form.holds_files else with_date_order(form.read, source, fields)
    except MissingExtraError as error:
        yield source.reject(f"{error}: {error.remedy}")
    except (TooLargeError, UndecodableError) as error:
        yield source.reject(str(error))
    except DAMAGE as error:
        yield source.reject(f"cannot be read: {error}")
    except (MemoryError, RecursionError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError) as error:
        # Whatever bytes make a reader or a library stumble, the other inputs are read.
        yield source.reject(f"cannot be read: {type(error).__name__}: {error}"[:MAX_REASON])


def unknown_format() -> str:
    """Return why a file of an unknown format is rejected: the endings that are known."""
    endings = ", ".join(sorted(name for form in FORMATS for name in form.endings))
    return f"unknown kind of file: these are read: {endings}, also compressed (.gz, .zst, .bz2, .xz)"


def input_format_of(source: Source) -> Format | None:
    """Return the format that the ending of a source's name asks for; None where no format has that ending.

    Raises:
        OSError and the like (``streams.DAMAGE``): several formats have it, and the first bytes cannot be read.
    """
    candidates = [form for form in FORMATS if ending(source.name) in form.endings]
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    head = _head(source)
    return next((form for form in candidates if form.recognises and form.recognises(head)), candidates[0])


def _recognised(source: Source) -> Format | None:
    """Return the format that a file's first bytes show; in a folder only of formats that are recognised there."""
    head = _head(source)
    for form in FORMATS:
        if form.recognises and (source.explicit or form.recognised_in_folders) and form.recognises(head):
            return form
    return TEXT if source.explicit and _is_text(head) else None


def _head(source: Source) -> bytes:
    """Return the first bytes of a source, decompressed."""
    with open_decompressed(source) as stream:
        return stream.read(HEAD_BYTES)


def _is_text(head: bytes) -> bool:
    """Return whether the first bytes of a file are text in an encoding that can be detected."""
    try:
        return bool(byte_order_mark(head) or encoding_of(head, complete=False))
    except UndecodableError:
        return False


def family_of(source: Source) -> str:
    """Return the family of the raw form of a source; ``OTHER`` where ``clean`` has to keep the whole file.

    That is so where its format has no raw form, in archives, and for compressed files of formats that cannot be read
    forwards.
    """
    try:
        form = None if source.in_archive else input_format_of(source)
    except DAMAGE:
        form = None
    raw = form.raw_form if form else None
    return raw.family if raw and (raw.compressible or compression(source.name)[0] is None) else OTHER


def raw_form(family: str) -> RawForm | None:
    """Return the raw form of a family; None for files of other formats."""
    forms = (form.raw_form for form in FORMATS)
    return next((raw for raw in forms if raw and raw.family == family), None)
