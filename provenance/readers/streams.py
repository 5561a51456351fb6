"""Streams of bytes: opened, decompressed within bounds, and brought to UTF-8."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import zlib
from typing import TYPE_CHECKING, BinaryIO, cast

from provenance.readers.encodings import SAMPLE, BinaryFileError, UndecodableError, byte_order_mark, encoding_of
from provenance.readers.records import ByteBudget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typing_extensions import Buffer

    from provenance.readers.records import Source

MAX_RECORD_BYTES = 64 << 20  # of one record or one text; what is longer is no news document
MAX_EXPANSION = 200  # bytes from one compressed byte; news text gives 3 to 50, a compression bomb a thousand
EXPANSION_FLOOR = 64 << 20  # bytes that any compressed file may grow to
BUFFER_BYTES = 1 << 18
PACKED_TAR = {".tgz": ".tar.gz", ".tbz2": ".tar.bz2", ".txz": ".tar.xz"}
COMPRESSED = {".gz": "gzip", ".zst": "zstd", ".zstd": "zstd", ".bz2": "bz2", ".xz": "xz", ".lzma": "xz"}

UNICODE = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
MIN_LEGACY_BYTES = 16  # bytes beyond ASCII at the beginning of a long file; fewer are errors, not another encoding

DAMAGE = (OSError, EOFError, zlib.error, lzma.LZMAError)
"""What a damaged or cut stream raises."""


class BombError(OSError):
    """A compressed file grows beyond what an honest one holds."""


class TooLargeError(OSError):
    """A document is longer than ``MAX_RECORD_BYTES``."""


class BoundedStream(io.RawIOBase):
    """A stream that raises BombError once it has given more than its limit, or an archive more than its budget."""

    def __init__(
        self, stream: BinaryIO, limit: int, budget: ByteBudget | None = None, below: BinaryIO | None = None
    ) -> None:
        super().__init__()
        self._stream, self._below, self._limit, self._remaining = stream, below, limit, limit
        self._budget = budget or ByteBudget(limit)

    def readable(self) -> bool:
        """Return true."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill a buffer; raise BombError beyond the limit."""
        data = read_once(self._stream, len(memoryview(buffer)))
        self._remaining -= len(data)
        self._budget.remaining -= len(data)
        if self._remaining < 0 or self._budget.remaining < 0:
            alone = f"it grows beyond {self._limit:,} bytes"
            problem = alone if self._remaining < 0 else "the files of its archive together grow beyond their limit"
            raise BombError(f"a compression bomb: {problem}; unpack it yourself if you trust it")
        memoryview(buffer)[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the streams below as well: decompressors leave theirs open."""
        self._stream.close()
        if self._below:
            self._below.close()
        super().close()


def read_once(stream: BinaryIO, size: int) -> bytes:
    """Return the bytes of a single read, at most ``size``: a read that loops would lose what came before an error."""
    read = getattr(stream, "read1", stream.read)
    return cast("bytes", read(size))


def compression(name: str) -> tuple[str | None, str]:
    """Return how a file of this name is compressed (None: it is not), and the name without that ending."""
    for short, long in PACKED_TAR.items():
        name = name[: -len(short)] + long if name.lower().endswith(short) else name
    for ending, kind in COMPRESSED.items():
        if name.lower().endswith(ending):
            return kind, name[: -len(ending)]
    return None, name


def open_decompressed(source: Source) -> BinaryIO:
    """Return the bytes of a source, decompressed as its name says.

    Raises:
        BombError: on reading, where they grow beyond their limit.
        OSError, EOFError, zlib.error, lzma.LZMAError: on reading, where they are damaged.
    """
    kind, _ = compression(source.name)
    raw = source.open()
    if kind is None:
        return raw
    limit = EXPANSION_FLOOR + MAX_EXPANSION * source.size
    bounded = BoundedStream(_decompressed(raw, kind), limit, source.budget, raw)
    return cast("BinaryIO", io.BufferedReader(bounded, BUFFER_BYTES))


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


def read_all(source: Source) -> bytes:
    """Return the bytes of a source that is a single document, decompressed.

    Raises:
        TooLargeError: they are more than ``MAX_RECORD_BYTES``.
        OSError, EOFError, zlib.error, lzma.LZMAError: they are damaged.
    """
    with open_decompressed(source) as stream:
        data = stream.read(MAX_RECORD_BYTES + 1)
    if len(data) > MAX_RECORD_BYTES:
        raise TooLargeError(f"a document of more than {MAX_RECORD_BYTES >> 20} MiB: split it")
    return data


def as_utf8(stream: BinaryIO) -> BinaryIO:
    """Return a stream of records as UTF-8, whatever encoding its beginning is in; the byte order mark is dropped.

    Bytes that are invalid in their encoding come through as they are, invalid in UTF-8 too: only their record is bad.

    Raises:
        BinaryFileError: the stream is no text.
    """
    buffered = (
        stream
        if isinstance(stream, io.BufferedReader)
        else io.BufferedReader(cast("io.RawIOBase", stream), BUFFER_BYTES)
    )
    head, error = _peek(buffered)
    mark = byte_order_mark(head)
    try:
        name, skip = mark if mark else (encoding_of(head, complete=False), 0)
    except BinaryFileError:
        stream.close()
        raise
    except UndecodableError:
        name, skip = "utf-8", 0
    if name not in UNICODE and len(head) >= SAMPLE and sum(byte > 0x7F for byte in head) < MIN_LEGACY_BYTES:
        name = "utf-8"
    joined = PeekedStream(head[skip:], cast("BinaryIO", buffered), error)
    text = cast("BinaryIO", io.BufferedReader(joined, BUFFER_BYTES))
    return text if name == "utf-8" else cast("BinaryIO", io.BufferedReader(TranscodedStream(text, name), BUFFER_BYTES))


def _peek(stream: io.BufferedReader) -> tuple[bytes, Exception | None]:
    """Return the first bytes of a stream, and what ended them where it is damaged."""
    parts: list[bytes] = []
    try:
        while sum(map(len, parts)) < SAMPLE and (more := stream.read1(SAMPLE)):
            parts.append(more)
    except DAMAGE as error:
        return b"".join(parts), error
    return b"".join(parts), None


class PeekedStream(io.RawIOBase):
    """A stream whose first bytes have been read already: those bytes, then what follows them."""

    def __init__(self, head: bytes, stream: BinaryIO, error: Exception | None) -> None:
        super().__init__()
        self._head, self._stream, self._error = memoryview(head), stream, error

    def readable(self) -> bool:
        """Return true."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill a buffer."""
        size = len(memoryview(buffer))
        if not len(self._head) and self._error:
            raise self._error
        data = self._head[:size] if len(self._head) else memoryview(read_once(self._stream, size))
        self._head = self._head[size:]
        memoryview(buffer)[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the stream below as well."""
        self._stream.close()
        super().close()


class TranscodedStream(io.RawIOBase):
    """A stream in another encoding, as UTF-8."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        super().__init__()
        self._stream, self._pending = stream, b""
        self._decoder = codecs.getincrementaldecoder(name)("surrogateescape" if "utf" not in name else "replace")

    def readable(self) -> bool:
        """Return true."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill a buffer."""
        data = b"."
        while not self._pending and data:
            data = read_once(self._stream, 1 << 16)
            self._pending = self._decoder.decode(data, final=not data).encode("utf-8", "surrogateescape")
        size = len(memoryview(buffer))
        output, self._pending = self._pending[:size], self._pending[size:]
        memoryview(buffer)[: len(output)] = output
        return len(output)

    def close(self) -> None:
        """Close the stream below as well."""
        self._stream.close()
        super().close()


def stream_lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield the lines of a stream with their newlines; ``None`` for one longer than ``MAX_RECORD_BYTES``."""
    while line := stream.readline(MAX_RECORD_BYTES + 1):
        if len(line) <= MAX_RECORD_BYTES:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_RECORD_BYTES)
        yield None
