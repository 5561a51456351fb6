"""The writer of records as tables: Parquet, or a rendered format with its other fields as Parquet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

import numpy as np
import polars as pl
import pyarrow as pa

from provenance.cleaning.inputs.field_kinds import table_of_records
from provenance.cleaning.output.rendered_formats import renderer_of
from provenance.cleaning.output.shards import TableShards
from provenance.cleaning.output.sinks import COLUMNAR_FAMILIES, TableSink
from provenance.cleaning.output.table_texts import remove_texts, replace_values
from provenance.cleaning.scan.spans import remove_spans
from provenance.readers.lossless.model import RAW_RECORDS

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from provenance.cleaning.corpus_formats import CorpusFormat
    from provenance.cleaning.output.record_log import Cuts, RecordLog
    from provenance.cleaning.output.shards import ShardNames
    from provenance.cleaning.output.volumes import Volume
    from provenance.readers.lossless.model import Chunk

MOST_RUN_BOUNDS = 2000
"""Bounds of runs of kept rows up to which the runs are sliced, without a copy, and not filtered; changes no result."""


class KeptRows(Protocol):
    """Where the kept rows of a group are written."""

    @property
    def count(self) -> int:
        """Number of files so far."""

    def write(self, rows: pa.Table, documents: pl.DataFrame, keep_mask: NDArray[np.bool_], cuts: Cuts) -> None:
        """Write the kept rows of a chunk.

        Args:
            rows: the kept records, cut.
            documents: the documents of the whole chunk (columns of ``RAW_RECORDS``), uncut.
            keep_mask: whether each of them is kept.
            cuts: spans that are cut, by position in the chunk.
        """

    def close(self) -> list[str]:
        """Finish the files, and return the names of those below ``data``."""


class TableRows:
    """Kept rows as a table."""

    def __init__(self, names: ShardNames) -> None:
        self._shards = TableShards(names)

    @property
    def count(self) -> int:
        """Number of files so far."""
        return self._shards.count

    def write(self, rows: pa.Table, documents: pl.DataFrame, keep_mask: NDArray[np.bool_], cuts: Cuts) -> None:  # noqa: ARG002 - see KeptRows
        """Write the kept rows of a chunk; see :class:`KeptRows`."""
        self._shards.write(rows)

    def close(self) -> list[str]:
        """Finish the files; see :class:`KeptRows`."""
        return self._shards.close()


class RenderedRows:
    """Kept rows in a rendered format, and as a table all that it does not give back."""

    def __init__(self, corpus_format: CorpusFormat, names: ShardNames, fields: Path) -> None:
        self._renderer = renderer_of(corpus_format, names)
        self._fields = TableSink(fields)
        self._begun = False

    @property
    def count(self) -> int:
        """Number of tables so far."""
        return int(self._begun)

    def write(self, rows: pa.Table, documents: pl.DataFrame, keep_mask: NDArray[np.bool_], cuts: Cuts) -> None:
        """Write the kept rows of a chunk; see :class:`KeptRows`."""
        if not self._begun:
            self._renderer.begin(rows.schema.names)
            self._begun = True
        positions, texts = documents["position"], documents["text"]
        for row, record in zip(np.flatnonzero(keep_mask).tolist(), rows.to_pylist(), strict=True):
            text = texts[row]
            self._renderer.add(record, positions[row], remove_spans(text, cuts[row]) if row in cuts else text)
        lengths = documents.filter(keep_mask).select("field", pl.col("text").str.len_chars().alias("characters"))
        self._fields.write(remove_texts(rows, lengths))

    def close(self) -> list[str]:
        """Finish the files; see :class:`KeptRows`."""
        self._fields.close()
        return self._renderer.close()


class TableFiles:
    """The rows of a volume: kept ones where they belong, removed ones in a table."""

    def __init__(self, kept_rows: KeptRows, removed: ShardNames) -> None:
        self.kept_rows, self.removed = kept_rows, TableShards(removed)

    def writer(self, log: RecordLog) -> TableWriter:
        """Return what writes the records of a group."""
        return TableWriter(log, self)

    def close(self, volume: Volume) -> list[str]:
        """Finish the files; columnar inputs without records still give a file with their fields."""
        if not self.kept_rows.count and volume.family in COLUMNAR_FAMILIES:
            self.kept_rows.write(volume.schema().empty_table(), RAW_RECORDS.empty(), np.ones(0, np.bool_), {})
        self.removed.close()
        return self.kept_rows.close()


class TableWriter:
    """Writes the records of a group as rows."""

    def __init__(self, log: RecordLog, files: TableFiles) -> None:
        self.log, self.files = log, files

    def add(self, chunk: Chunk, keep_mask: NDArray[np.bool_], cuts: Cuts) -> None:
        """Write the records of a chunk; see :class:`provenance.cleaning.output.writers.GroupWriter`."""
        rows = self._table(chunk)
        if rows is None:
            return
        cut_rows = self._cut(rows, chunk, keep_mask, cuts)
        self.files.kept_rows.write(select_rows(cut_rows, keep_mask), chunk.documents, keep_mask, cuts)
        if not keep_mask.all():
            self.files.removed.write(select_rows(rows, ~keep_mask))

    def _table(self, chunk: Chunk) -> pa.Table | None:
        """Return a chunk's records as a table; None where no record has a field."""
        if chunk.rows is not None:
            return chunk.rows
        records = [record.value or {} for record in self.log.records(chunk)]
        return table_of_records(records, self.log.kinds) if self.log.kinds else None

    def _cut(self, rows: pa.Table, chunk: Chunk, keep_mask: NDArray[np.bool_], cuts: Cuts) -> pa.Table:
        """Return rows with the cuts made in the texts of kept records."""
        fields, texts = chunk.documents["field"], chunk.documents["text"]
        for field in sorted({fields[row] for row in cuts}):
            cut_rows = [row for row in cuts if fields[row] == field and keep_mask[row]]
            cut_texts = [remove_spans(texts[row], cuts[row]) for row in cut_rows]
            as_json = self.log.kinds.get(field) == "json"
            rows = replace_values(rows, field, cut_rows, [json.dumps(t) for t in cut_texts] if as_json else cut_texts)
        return rows


def select_rows(rows: pa.Table, mask: NDArray[np.bool_]) -> pa.Table:
    """Return the rows of a table where a mask is true; nothing is copied where they are in few runs."""
    bounds = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8))).tolist()
    if len(bounds) > MOST_RUN_BOUNDS:
        return rows.filter(pa.array(mask))
    runs = [rows.slice(start, stop - start) for start, stop in zip(bounds[::2], bounds[1::2], strict=True)]
    return pa.concat_tables(runs) if runs else rows.slice(0, 0)
