"""Reading the tables of an output folder again, a few rows at a time."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from provenance.cleaning.corpus_formats import corpus_format_named
from provenance.cleaning.output.rendered_formats import rendered_texts
from provenance.cleaning.output.sinks import ARROW_ENDINGS
from provenance.cleaning.output.table_texts import insert_texts
from provenance.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from provenance.cleaning.output.cleaned_folder import CleanedFolder

BATCH_ROWS = 8192
"""Rows that are read at once; changes no result."""


class RowReader(Protocol):
    """Reads the rows of one file in order."""

    @property
    def schema(self) -> pa.Schema:
        """The fields of the rows."""

    def take(self, documents: pl.DataFrame) -> pa.Table | None:
        """Return the next rows, those of some documents; None where there is no file.

        Raises:
            InputError: there are fewer rows.
        """


class TableReader:
    """Reads the rows of Parquet or Arrow files, one after another; there may be none."""

    def __init__(self, paths: Sequence[Path]) -> None:
        present = [path for path in paths if path.exists()]
        self.schema: Any = file_schema(present[0]) if present else pa.schema([])
        self._tables = (table for path in present for table in tables_of_file(path))
        self._buffer: pa.Table | None = self.schema.empty_table() if present else None

    def take(self, documents: pl.DataFrame) -> pa.Table | None:
        """Return the next rows: see :class:`RowReader`."""
        if self._buffer is None:
            return None
        while self._buffer.num_rows < documents.height:
            table = next(self._tables, None)
            if table is None:
                raise InputError("rows are missing from the output folder", "restore it from a copy")
            self._buffer = pa.concat_tables([self._buffer, table])
        rows, self._buffer = self._buffer.slice(0, documents.height), self._buffer.slice(documents.height)
        return rows


def file_schema(path: Path) -> pa.Schema:
    """Return the fields of a Parquet or Arrow file."""
    return pa.ipc.open_file(str(path)).schema if path.suffix in ARROW_ENDINGS else pq.read_schema(path)


def tables_of_file(path: Path) -> Iterator[pa.Table]:
    """Yield the rows of a Parquet or Arrow file, some at a time."""
    if path.suffix in ARROW_ENDINGS:
        arrow = pa.ipc.open_file(str(path))
        yield from (pa.Table.from_batches([arrow.get_batch(n)]) for n in range(arrow.num_record_batches))
    else:
        yield from (pa.Table.from_batches([batch]) for batch in pq.ParquetFile(path).iter_batches(BATCH_ROWS))


class RenderedReader:
    """Reads the rows of a rendered format: their texts from it, all else from the table of its other fields."""

    def __init__(self, fields: Path, rendered: Iterator[Mapping[str, str]]) -> None:
        self._fields, self._rendered = TableReader([fields]), rendered

    @property
    def schema(self) -> pa.Schema:
        """The fields of the rows."""
        return self._fields.schema

    def take(self, documents: pl.DataFrame) -> pa.Table | None:
        """Return the next rows: see :class:`RowReader`."""
        rows = self._fields.take(documents)
        return rows and insert_texts(rows, documents, list(islice(self._rendered, documents.height)))


def row_readers(folder: CleanedFolder, group: dict[str, Any], documents: pl.DataFrame) -> tuple[RowReader, RowReader]:
    """Return what reads the kept rows of a group's volume, and the removed ones.

    Args:
        folder: the output folder.
        group: of its manifest, the first of the volume.
        documents: the documents of the group.
    """
    data = [folder.path / "data" / name for name in group["data"]]
    removed = TableReader([folder.path / "removed" / group["removed"]])
    if group["way"] != "rendered":
        return TableReader(data), removed
    corpus_format = corpus_format_named(folder.manifest["options"]["form"])
    kept_documents = documents.filter(pl.col("kept").is_null())
    fields = folder.path / "restore" / "fields" / group["fields"]
    return RenderedReader(fields, rendered_texts(corpus_format, data, kept_documents)), removed
