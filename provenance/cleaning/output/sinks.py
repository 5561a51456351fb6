"""Files that grow as they are written: tables (Parquet, Arrow), and bytes, compressed as the name of the file says."""

from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import pyarrow as pa
import pyarrow.parquet as pq

from provenance.readers.lossless.columnar import ARROW, PARQUET
from provenance.readers.records import Source
from provenance.readers.streams import compression, open_decompressed

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

GZIP_LEVEL = 6
"""How hard gzip tries; the bytes of files change, what they hold does not: it changes no result."""

COLUMNAR_FAMILIES = (PARQUET.family, ARROW.family)
"""Families of input formats whose records are rows of a table, and so are written as one."""

"""Compression level of gzip: size against time; changes no result but the compressed bytes."""
ARROW_ENDINGS = (".arrow", ".feather", ".ipc")
LONG_COLUMNS = ("text", "content", "body", "id", "document_id", "url")


class TableSink:
    """A Parquet file (or Arrow file) that grows table by table; there is none where nothing is written.

    A table is compressed in a background thread while the caller prepares the next one.
    """

    def __init__(self, path: Path, codec: str = "zstd") -> None:
        self.path, self.codec = path, codec
        self.rows = 0
        self._writer: Any = None
        self._pool = ThreadPoolExecutor(1)
        self._pending: Future[None] | None = None

    def write(self, rows: pa.Table) -> None:
        """Add rows."""
        if self._writer is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.suffix in ARROW_ENDINGS:
                self._writer = pa.ipc.new_file(str(self.path), rows.schema)
            else:
                self._writer = pq.ParquetWriter(
                    self.path, rows.schema, compression=self.codec, use_dictionary=dictionary_columns(rows.schema)
                )
        self.rows += rows.num_rows
        if rows.num_rows:
            self._wait()
            self._pending = self._pool.submit(self._writer.write_table, rows)

    def _wait(self) -> None:
        """Wait until the previous table is written, and raise what went wrong with it."""
        if self._pending is not None:
            self._pending.result()

    def close(self) -> None:
        """Finish the file."""
        self._wait()
        self._pool.shutdown()
        if self._writer is not None:
            self._writer.close()


def dictionary_columns(schema: pa.Schema) -> list[str]:
    """Return the columns whose values repeat often enough for dictionary encoding: all that hold no long text."""
    return [field.name for field in schema if not pa.types.is_nested(field.type) and field.name not in LONG_COLUMNS]


class BytesSink:
    """A file of bytes, compressed as its name says, that grows; there is none where nothing is written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO | None = None
        self._streams: list[BinaryIO] = []

    def write(self, data: bytes) -> None:
        """Add bytes."""
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._open()
        self._file.write(data)

    def _open(self) -> BinaryIO:
        raw = cast("BinaryIO", self.path.open("wb"))
        self._streams = [raw]
        compressor = COMPRESSORS.get(compression(self.path.name)[0] or "")
        if compressor is None:
            return raw
        compressed = compressor(raw)
        self._streams = [compressed, raw]
        return compressed

    def close(self) -> None:
        """Finish the file."""
        for stream in self._streams:
            stream.close()


def open_output(path: Path) -> BinaryIO:
    """Return the bytes of a file that a sink wrote, decompressed, without the limits that hold for inputs."""
    return open_decompressed(Source(path.name, str(path), path.name, 1 << 50, lambda: path.open("rb")))


def _gzip(raw: BinaryIO) -> BinaryIO:
    """Return a stream that compresses to ``raw``; no time stamp, so that equal data gives equal bytes."""
    return cast("BinaryIO", gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=GZIP_LEVEL))


def _bz2(raw: BinaryIO) -> BinaryIO:
    import bz2

    return cast("BinaryIO", bz2.BZ2File(raw, "wb"))


def _xz(raw: BinaryIO) -> BinaryIO:
    import lzma

    return cast("BinaryIO", lzma.LZMAFile(raw, "wb"))


def _zstd(raw: BinaryIO) -> BinaryIO:
    return cast("BinaryIO", pa.CompressedOutputStream(pa.PythonFile(raw, "w"), "zstd"))


COMPRESSORS: dict[str, Callable[[BinaryIO], BinaryIO]] = {"gzip": _gzip, "bz2": _bz2, "xz": _xz, "zstd": _zstd}
