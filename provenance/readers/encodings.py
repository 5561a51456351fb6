"""From bytes to text: the byte order mark names the encoding; else strict UTF-8; else a detector."""

from __future__ import annotations

import codecs
import re

from provenance.readers.charsets import detect_legacy, detect_utf16

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 1 << 18  # bytes from which the encoding of a longer stream is detected
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# All bytes but control characters, of which a text holds hardly any.
TEXT_BYTES = bytes(sorted({*range(0x20, 0x100), *b"\t\n\v\f\r\x1b"}))


class UndecodableError(Exception):
    """The bytes are no text in any encoding that can be detected."""


class BinaryFileError(UndecodableError):
    """The bytes are no text at all."""


def byte_order_mark(data: bytes) -> tuple[str, int] | None:
    """Return the encoding that a byte order mark names and the mark's length, or None where there is none."""
    return next(((name, len(mark)) for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), None)


def decode(data: bytes) -> str:
    """Return the bytes as text, exactly as they stand there (newlines kept, the byte order mark dropped).

    Raises:
        UndecodableError: with the reason.
    """
    mark = byte_order_mark(data)
    name, skip = mark if mark else (encoding_of(data), 0)
    try:
        return data[skip:].decode(name)
    except UnicodeDecodeError as error:
        raise UndecodableError(bad_byte_message(data, skip + error.start, name)) from None


def bad_byte_message(data: bytes, at: int, name: str) -> str:
    """Return what is wrong with the byte at an offset, and what to do."""
    return f"byte 0x{data[at]:02x} at {at} is not {name.upper()}: repair it, or convert the file to UTF-8"


def encoding_of(data: bytes, *, complete: bool = True) -> str:
    """Return the encoding of bytes without a byte order mark.

    Args:
        data: the bytes.
        complete: false for the beginning of a longer stream, which may end inside a character.

    Raises:
        UndecodableError: they are binary, or no encoding can be detected.
    """
    if b"\0" in data[:SAMPLE] or _excess_controls(data) > 0:
        return _with_controls(data, complete=complete)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=complete)
    except UnicodeDecodeError:
        return "utf-8" if _nearly_utf8(data) else _detected(data)
    return "utf-8"


def _excess_controls(data: bytes) -> float:
    """Return how many more control characters there are than a text may hold by accident."""
    sample = data[:SAMPLE]
    return len(sample.translate(None, TEXT_BYTES)) - 8 - 0.05 * len(sample)


def _nearly_utf8(data: bytes) -> bool:
    """Return whether all but a few bytes beyond ASCII are UTF-8: then those few are wrong, not the encoding."""
    valid = len(b"".join(MULTIBYTE.findall(data)))
    invalid = sum(byte >= 0x80 for byte in data) - valid
    return valid > 0 and invalid * 20 <= valid


def _breaks_lines_in_pairs(data: bytes, is_big_endian: bool) -> bool:
    """Return whether line breaks are written as UTF-16 writes them, two bytes each; a text with stray NULs does not."""
    breaks = data.count(b"\n")
    return not breaks or 3 * data.count(b"\x00\n" if is_big_endian else b"\n\x00") > 2 * breaks


def _with_controls(data: bytes, *, complete: bool) -> str:
    """Return the encoding of bytes that hold control characters: UTF-16 without a mark, or text with a few strays."""
    even, odd = data[0:SAMPLE:2].count(0), data[1:SAMPLE:2].count(0)
    half = max(1, min(len(data), SAMPLE) // 2)
    if max(even, odd) > 0.1 * half and min(even, odd) < 0.02 * half and _breaks_lines_in_pairs(data, even > odd):
        return "utf-16-be" if even > odd else "utf-16-le"
    utf16 = detect_utf16(data)
    if utf16 and _breaks_lines_in_pairs(data, utf16 == "utf-16-be"):
        return utf16
    if _excess_controls(data) > 0:
        raise BinaryFileError("a binary file, not a text")
    return encoding_of(data[:SAMPLE].replace(b"\0", b" "), complete=complete and len(data) <= SAMPLE)


def _detected(data: bytes) -> str:
    """Return the encoding other than UTF-8 that the bytes are likely in."""
    name = detect_utf16(data) or detect_legacy(data)
    if name is None:
        raise UndecodableError("its encoding cannot be detected: convert it to UTF-8")
    return name


# The encoding that browsers use for a label in a page (WHATWG Encoding Standard, names and labels).
ENCODING_OF_LABEL = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "utf-16": "utf-8",
}
DECLARED_ENCODING = re.compile(
    rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_:.\-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([^"']{2,40})"""
)


def decode_page(data: bytes, charset: str | None = None) -> str:
    """Return an HTML or XML page as text: byte order mark, strict UTF-8, the declared encoding, detector.

    The declared encoding is the server's (``charset``) or else the page's. Bytes that are wrong in it become U+FFFD, as
    in a browser.

    Raises:
        UndecodableError: with the reason.
    """
    if not byte_order_mark(data) and _excess_controls(data) <= 0:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            match = DECLARED_ENCODING.search(data[:4096])
            declared = charset or (match and (match[1] or match[2]).decode()) or ""
            name = ENCODING_OF_LABEL.get(declared.lower(), declared.lower())
            if name and _is_codec(name):
                return data.decode(name, "replace")
    return decode(data)


def _is_codec(name: str) -> bool:
    """Return whether an encoding of text is known by this name."""
    try:
        return codecs.lookup(name)._is_text_encoding  # no public attribute says it
    except (LookupError, ValueError):
        return False
