"""From bytes to text: byte order mark, then strict UTF-8, then a detector."""

from __future__ import annotations

import codecs
import re

from provenance.readers.charsets import guess

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 1 << 18  # bytes from which the encoding of something longer is told
LETTERS = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


class UndecodableError(Exception):
    """The bytes are no text in any encoding that can be told."""


def marked(data: bytes) -> tuple[str, int] | None:
    """Return the encoding that a byte order mark names and the mark's length, or None where there is none."""
    return next(((name, len(mark)) for mark, name in MARKS if data.startswith(mark)), None)


def decode(data: bytes) -> str:
    """Return the bytes as text, exactly as they stand there (newlines kept, the byte order mark dropped).

    Raises:
        UndecodableError: with the reason.
    """
    mark = marked(data)
    name, skip = mark if mark else (encoding_of(data), 0)
    try:
        return data[skip:].decode(name)
    except UnicodeDecodeError as error:
        raise UndecodableError(bad_byte(data, skip + error.start, name)) from None


def bad_byte(data: bytes, at: int, name: str) -> str:
    """Return what is wrong with one byte."""
    return f"byte 0x{data[at]:02x} at {at} is not {name.upper()}: repair it, or convert the file to UTF-8"


def encoding_of(data: bytes, *, whole: bool = True) -> str:
    """Return the encoding of bytes without a byte order mark.

    Args:
        data: the bytes.
        whole: false for the beginning of something longer, which may end inside a character.

    Raises:
        UndecodableError: they are binary, or no encoding can be told.
    """
    if b"\0" in data:
        return _with_nulls(data)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=whole)
    except UnicodeDecodeError:
        return "utf-8" if _nearly_utf8(data) else _detected(data)
    return "utf-8"


def _nearly_utf8(data: bytes) -> bool:
    """Return whether bytes are UTF-8 but for a few: then the few are wrong, not the encoding."""
    letters = b"".join(LETTERS.findall(data))
    others = sum(byte >= 0x80 for byte in data) - len(letters)
    return len(letters) > 0 and others * 20 <= len(letters)


def _with_nulls(data: bytes) -> str:
    """Return the encoding of bytes that hold zeros: UTF-16 without a mark, or text with a few stray zeros."""
    even, odd = data[0:SAMPLE:2].count(0), data[1:SAMPLE:2].count(0)
    half = max(1, min(len(data), SAMPLE) // 2)
    if max(even, odd) > 0.1 * half and min(even, odd) < 0.02 * half:
        return "utf-16-be" if even > odd else "utf-16-le"
    if even + odd > 0.002 * half:
        raise UndecodableError("a binary file, not a text")
    return encoding_of(data.replace(b"\0", b" "))


def _detected(data: bytes) -> str:
    """Return the legacy encoding that the bytes are likely in."""
    found = guess(data)
    if found is None:
        raise UndecodableError("its encoding cannot be told: convert it to UTF-8")
    return found
