"""Files of bounded size: a table, or bytes, in files whose names count them (``train-00000-of-00002.parquet``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.cleaning.output.sinks import BytesSink, TableSink

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa


@dataclass(frozen=True)
class ShardNames:
    """The names of the files that hold one table.

    Attributes:
        folder: where they are written.
        stem: of the names, which may begin with folders.
        ending: of the names.
        limit: most bytes of records in a file, before they are encoded; 0 for one file, however large.
        is_counted: whether the names count the files; else there is one, with the stem and the ending as its name.
    """

    folder: Path
    stem: str
    ending: str
    limit: int = 0
    is_counted: bool = False

    def unfinished(self, number: int) -> Path:
        """Return the path of a file while their number is not known."""
        name = f"{self.stem}.{number:05d}.unfinished{self.ending}" if self.is_counted else f"{self.stem}{self.ending}"
        return self.folder / name

    def finish(self, count: int) -> list[str]:
        """Give the files that were written their names, and return those."""
        if not self.is_counted:
            return [f"{self.stem}{self.ending}"] * min(count, 1)
        names = [f"{self.stem}-{number:05d}-of-{count:05d}{self.ending}" for number in range(count)]
        for number, name in enumerate(names):
            self.unfinished(number).rename(self.folder / name)
        return names


class TableShards:
    """Rows in files of bounded size; none where nothing is written, not even a table without rows."""

    def __init__(self, names: ShardNames) -> None:
        self.names = names
        self.rows = 0
        self.count = 0
        self._sink: TableSink | None = None
        self._size = 0.0

    def write(self, rows: pa.Table) -> None:
        """Add rows; a row is larger than a file only where it is alone in it."""
        self.rows += rows.num_rows
        row_bytes = max(rows.nbytes / max(rows.num_rows, 1), 1.0)
        sink = self._sink or self._open_next(rows)
        start = 0
        while start < rows.num_rows:
            fitting = int((self.names.limit - self._size) / row_bytes) if self.names.limit else rows.num_rows
            if fitting < 1 and self._size:
                sink = self._open_next(rows)
                continue
            part = rows.slice(start, max(fitting, 1))
            sink.write(part)
            self._size += row_bytes * part.num_rows
            start += part.num_rows

    def _open_next(self, rows: pa.Table) -> TableSink:
        """Open the next file, for rows like these: it has their fields, also where it gets no row."""
        if self._sink is not None:
            self._sink.close()
        self._sink, self._size = TableSink(self.names.unfinished(self.count)), 0.0
        self._sink.write(rows.slice(0, 0))
        self.count += 1
        return self._sink

    def close(self) -> list[str]:
        """Finish the files, and return their names."""
        if self._sink is not None:
            self._sink.close()
        return self.names.finish(self.count)


class BytesShards:
    """Bytes in files of bounded size, compressed as their names say; none where nothing is written.

    Attributes:
        header: what every file begins with.
    """

    def __init__(self, names: ShardNames) -> None:
        self.names = names
        self.header = b""
        self.count = 0
        self._sink: BytesSink | None = None
        self._size = 0

    def write(self, data: bytes) -> None:
        """Add bytes that stand together: a record."""
        limit = self.names.limit
        if self._sink is None or (limit and self._size and self._size + len(data) > limit):
            self._open_next()
        assert self._sink is not None
        self._sink.write(data)
        self._size += len(data)

    def _open_next(self) -> None:
        if self._sink is not None:
            self._sink.close()
        self._sink, self._size = BytesSink(self.names.unfinished(self.count)), 0
        self._sink.write(self.header)
        self.count += 1

    def close(self) -> list[str]:
        """Finish the files, and return their names."""
        if self._sink is not None:
            self._sink.close()
        return self.names.finish(self.count)
