"""Streams of bytes that never grow beyond what the file can honestly hold."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import zlib
from typing import TYPE_CHECKING, BinaryIO, cast

from provenance.readers.encodings import SAMPLE, BinaryFileError, UndecodableError, encoding_of, marked
from provenance.readers.records import Allowance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typing_extensions import Buffer

    from provenance.readers.records import Source

LARGEST = 64 << 20  # bytes of one record or one text; what is longer is no news document
RATIO = 200  # bytes from one compressed byte; news text gives 3 to 50, a bomb a thousand
FLOOR = 64 << 20  # bytes that any compressed file may grow to
PACKED_TAR = {".tgz": ".tar.gz", ".tbz2": ".tar.bz2", ".txz": ".tar.xz"}
COMPRESSED = {".gz": "gzip", ".zst": "zstd", ".zstd": "zstd", ".bz2": "bz2", ".xz": "xz", ".lzma": "xz"}

UNICODE = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
SURELY_LEGACY = 16  # bytes beyond ASCII at the beginning of a long file; with fewer, they are wrong, not the encoding

BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError)
"""What a damaged or cut stream raises."""


class BombError(OSError):
    """A compressed file grows beyond what an honest one holds."""


class Bounded(io.RawIOBase):
    """A stream that ends with an error once it has given more than its limit, or an archive more than its allowance."""

    def __init__(
        self, stream: BinaryIO, limit: int, allowance: Allowance | None = None, below: BinaryIO | None = None
    ) -> None:
        super().__init__()
        self._stream, self._below, self._limit, self._left = stream, below, limit, limit
        self._allowance = allowance or Allowance(limit)

    def readable(self) -> bool:
        """Return true."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill a buffer; raise BombError beyond the limit."""
        data = part(self._stream, len(memoryview(buffer)))
        self._left -= len(data)
        self._allowance.left -= len(data)
        if self._left < 0 or self._allowance.left < 0:
            what = f"it grows beyond {self._limit:,} bytes" if self._left < 0 else "its archive grows beyond all reason"
            raise BombError(f"a compression bomb: {what}; unpack it yourself if you trust it")
        memoryview(buffer)[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the streams below as well: decompressors leave theirs open."""
        self._stream.close()
        if self._below:
            self._below.close()
        super().close()


def part(stream: BinaryIO, most: int) -> bytes:
    """Return what one read gives: a read that loops would lose what came before an error."""
    read = getattr(stream, "read1", stream.read)
    return cast("bytes", read(most))


def compression(name: str) -> tuple[str | None, str]:
    """Return how a file of this name is compressed, and the name without that ending."""
    for short, long in PACKED_TAR.items():
        name = name[: -len(short)] + long if name.lower().endswith(short) else name
    for ending, kind in COMPRESSED.items():
        if name.lower().endswith(ending):
            return kind, name[: -len(ending)]
    return None, name


def opened(source: Source) -> BinaryIO:
    """Return the bytes of a source, decompressed as its name says.

    Raises:
        BombError: on reading, where they grow beyond all reason.
        OSError, EOFError, zlib.error, lzma.LZMAError: on reading, where they are damaged.
    """
    kind, _ = compression(source.name)
    raw = source.open()
    if kind is None:
        return raw
    bounded = Bounded(_decompressed(raw, kind), FLOOR + RATIO * source.size, source.allowance, raw)
    return cast("BinaryIO", io.BufferedReader(bounded, 1 << 18))


def _decompressed(raw: BinaryIO, kind: str) -> BinaryIO:
    """Return a stream of the decompressed bytes."""
    if kind == "gzip":
        return cast("BinaryIO", gzip.GzipFile(fileobj=raw))
    if kind == "bz2":
        return cast("BinaryIO", bz2.BZ2File(raw))
    if kind == "xz":
        return cast("BinaryIO", lzma.LZMAFile(raw))
    import pyarrow as pa  # loaded only where it is used: it takes 0.1 s

    return cast("BinaryIO", pa.CompressedInputStream(pa.PythonFile(raw, "r"), "zstd"))


def whole(source: Source) -> bytes:
    """Return the bytes of a source, one more than ``LARGEST`` at most."""
    with opened(source) as stream:
        return stream.read(LARGEST + 1)


def utf8(stream: BinaryIO) -> BinaryIO:
    """Return a stream of records as UTF-8, whatever encoding its beginning is in; the byte order mark is dropped.

    Bytes that are wrong in their encoding come through as they are, wrong in UTF-8 too: their record alone is bad.

    Raises:
        BinaryFileError: the stream is no text.
    """
    buffered = (
        stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream), 1 << 18)
    )
    head, error = _peeked(buffered)
    mark = marked(head)
    try:
        name, skip = mark if mark else (encoding_of(head, whole=False), 0)
    except BinaryFileError:
        stream.close()
        raise
    except UndecodableError:
        name, skip = "utf-8", 0
    if name not in UNICODE and len(head) >= SAMPLE and sum(byte > 0x7F for byte in head) < SURELY_LEGACY:
        name = "utf-8"
    rest = cast("BinaryIO", io.BufferedReader(Ahead(head[skip:], cast("BinaryIO", buffered), error), 1 << 18))
    return rest if name == "utf-8" else cast("BinaryIO", io.BufferedReader(Recoded(rest, name), 1 << 18))


def _peeked(stream: io.BufferedReader) -> tuple[bytes, Exception | None]:
    """Return the first bytes of a stream, and what ended them where it is damaged."""
    parts: list[bytes] = []
    try:
        while sum(map(len, parts)) < SAMPLE and (more := stream.read1(SAMPLE)):
            parts.append(more)
    except BROKEN as error:
        return b"".join(parts), error
    return b"".join(parts), None


class Ahead(io.RawIOBase):
    """Bytes that were read ahead, then the rest of their stream."""

    def __init__(self, head: bytes, stream: BinaryIO, error: Exception | None) -> None:
        super().__init__()
        self._head, self._stream, self._error = memoryview(head), stream, error

    def readable(self) -> bool:
        """Return true."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill a buffer."""
        wanted = len(memoryview(buffer))
        if not len(self._head) and self._error:
            raise self._error
        data = self._head[:wanted] if len(self._head) else memoryview(part(self._stream, wanted))
        self._head = self._head[wanted:]
        memoryview(buffer)[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the stream below as well."""
        self._stream.close()
        super().close()


class Recoded(io.RawIOBase):
    """A stream in another encoding, as UTF-8."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        super().__init__()
        self._stream, self._rest = stream, b""
        self._decoder = codecs.getincrementaldecoder(name)("surrogateescape" if "utf" not in name else "replace")

    def readable(self) -> bool:
        """Return true."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill a buffer."""
        data = b"."
        while not self._rest and data:
            data = part(self._stream, 1 << 16)
            self._rest = self._decoder.decode(data, final=not data).encode("utf-8", "surrogateescape")
        given = self._rest[: len(memoryview(buffer))]
        self._rest = self._rest[len(given) :]
        memoryview(buffer)[: len(given)] = given
        return len(given)

    def close(self) -> None:
        """Close the stream below as well."""
        self._stream.close()
        super().close()


def lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield the lines of a stream with their newlines; ``None`` in place of one longer than ``LARGEST``."""
    while line := stream.readline(LARGEST + 1):
        if len(line) <= LARGEST:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LARGEST)
        yield None
