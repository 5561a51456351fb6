"""Restoring the input: kept and removed records are merged in the order in which they came."""

from __future__ import annotations

import base64
import json
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from provenance.cleaning.inputs.field_kinds import record_of_row
from provenance.cleaning.inputs.staging import MANIFEST
from provenance.cleaning.output.cleaned_folder import CleanedFolder, open_cleaned_folder
from provenance.cleaning.output.record_styles import VERBATIM, StyleBit, encoder_of
from provenance.cleaning.output.sinks import COLUMNAR_FAMILIES, BytesSink, TableSink, open_output
from provenance.cleaning.output.table_readers import BATCH_ROWS, RowReader, row_readers
from provenance.cleaning.output.table_texts import replace_values
from provenance.cleaning.scan.spans import restore_spans
from provenance.errors import InputError, UsageError
from provenance.progress import Progress, notebook_progress, silent
from provenance.readers.delimited import delimiter_of
from provenance.readers.lossless.lines import RawRows, heading_names
from provenance.readers.streams import stream_lines

NOT_OURS = (
    pl.exceptions.PolarsError, pa.ArrowException, ArithmeticError, AssertionError, AttributeError, EOFError,
    LookupError, StopIteration, TypeError, ValueError,
)  # fmt: skip
"""What a folder raises that is not as a cleaning wrote it: its manifest and its files may say anything."""

DAMAGED = "a file of it was emptied, cut or changed: take the folder from a copy"

RecordSource = Iterator[tuple[bytes | None, Callable[[], dict[str, Any]]]]
"""The bytes of each record of an output file, None where it holds rows, and what returns the record."""


def restore(out: str | Path, into: str | Path, *, progress: Progress = notebook_progress) -> list[Path]:
    """Restore the input of a cleaning, and return the files that were written.

    Text files and uncompressed lines are restored byte for byte, all other files record for record.

    Args:
        out: the folder that a cleaning wrote.
        into: the folder to write to; files of the same name must not exist.
        progress: called with the step, and groups of files done and in all.

    Raises:
        InputError: ``out`` was not made by a cleaning, something is missing from it, or it names a file elsewhere.
        UsageError: a file would be overwritten.

    Example:
        >>> _ = provenance.clean([{"id": name, "text": "The ferry has gone. " * 9} for name in "ab"], "cleaned")
        >>> [file.name for file in provenance.restore("cleaned", "restored")]
        ['frame-1.parquet']
    """
    refuse_links(Path(out))
    try:
        return restore_groups(open_cleaned_folder(Path(out)), Path(into), progress)
    except NOT_OURS as error:
        words = str(error) or type(error).__name__
        raise InputError(f"{out} cannot be read: {words}", DAMAGED) from error


def restore_groups(folder: CleanedFolder, target: Path, progress: Progress = silent) -> list[Path]:
    """Restore all files, and return them."""
    refuse_strays(folder)
    restored = []
    sources = Sources(folder)
    for number, group in enumerate(folder.manifest["shelves"], 1):
        paths = [target / file["path"] for file in group["files"]]
        if strays := [path for path in paths if not path.resolve().is_relative_to(target.resolve())]:
            raise InputError(f"{strays[0]} would lie outside {target}", TAMPERED)
        if existing := next((path for path in paths if path.exists()), None):
            raise UsageError(f"{existing} is there already", "name an empty folder")
        restore_group(sources, group, target)
        restored += paths
        progress("restore", number, len(folder.manifest["shelves"]))
    return restored


TAMPERED = "it has been tampered with: take the folder from a copy"


def refuse_links(out: Path) -> None:
    """Refuse a folder that holds a link: what is read is what was written.

    Raises:
        InputError: it does.
    """
    for place, folders, files in os.walk(out):
        if link := next((name for name in (*folders, *files) if (Path(place) / name).is_symlink()), None):
            raise InputError(f"{Path(place) / link} is a link, which no cleaning writes", TAMPERED)


def refuse_strays(folder: CleanedFolder) -> None:
    """Refuse a folder whose manifest names a file elsewhere.

    Raises:
        InputError: it does.
    """
    for group in folder.manifest["shelves"]:
        for room, name in [*(("data", name) for name in group["data"]), ("removed", group["removed"])]:
            if not (folder.path / room / name).resolve().is_relative_to((folder.path / room).resolve()):
                raise InputError(f"{folder.path / MANIFEST} names a file elsewhere: {name}", TAMPERED)


class Sources:
    """What reads the records of an output folder: the groups of a volume, in order, from the same files.

    Attributes:
        folder: the output folder.
    """

    def __init__(self, folder: CleanedFolder) -> None:
        self.folder = folder
        self._documents = documents_by_file(folder.documents)
        self._rows: dict[str, tuple[RowReader, RowReader]] = {}
        self._raw: dict[str, tuple[RecordSource, RecordSource]] = {}

    def documents(self, group: dict[str, Any]) -> pl.DataFrame:
        """Return the documents of a group of the manifest, in reading order."""
        parts = [self._documents[file["number"]] for file in group["files"] if file["number"] in self._documents]
        return pl.concat(parts).sort("document") if parts else self.folder.documents.clear()

    def rows(self, group: dict[str, Any], documents: pl.DataFrame) -> tuple[RowReader, RowReader]:
        """Return what reads the kept rows of a group's volume, and the removed ones."""
        name = volume_key(group)
        if name not in self._rows:
            self._rows[name] = row_readers(self.folder, group, documents)
        return self._rows[name]

    def raw(self, group: dict[str, Any]) -> tuple[RecordSource, RecordSource]:
        """Return the kept raw records of a group's volume, and the removed ones."""
        name = volume_key(group)
        if name not in self._raw:
            data = [self.folder.path / "data" / name for name in group["data"]]
            removed = [self.folder.path / "removed" / group["removed"]]
            self._raw[name] = raw_records(data, group["family"]), raw_records(removed, group["family"])
        return self._raw[name]


def volume_key(group: dict[str, Any]) -> str:
    """Return what is equal for groups of one volume."""
    return "\n".join([group["fields"], *group["data"]])


def documents_by_file(documents: pl.DataFrame) -> dict[int, pl.DataFrame]:
    """Return the documents of each file."""
    parts = documents.partition_by("file", maintain_order=True)
    return {part.item(0, "file"): part for part in parts}


def restore_group(sources: Sources, group: dict[str, Any], target: Path) -> None:
    """Restore the files of one group."""
    folder = sources.folder
    verbatim = [file for file in group["files"] if not file["whole"]]
    for file in verbatim:
        (target / file["path"]).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder.path / "restore" / "files" / f"{file['number']:06d}", target / file["path"])
    if group["family"] == "plain":
        restore_text_files(sources, group, target)
    elif verbatim:
        skip_records(sources, group)
    elif group["family"] in COLUMNAR_FAMILIES:
        restore_table(sources, group, target)
    else:
        restore_lines(sources, group, target)


def skip_records(sources: Sources, group: dict[str, Any]) -> None:
    """Pass over the records of a group whose files were kept themselves: the next group's follow them."""
    documents = sources.documents(group)
    is_kept = pl.col("kept").is_null()
    parts = documents.filter(is_kept), documents.filter(~is_kept)
    if group["way"] == "pieces":
        for records, part in zip(sources.raw(group), parts, strict=True):
            deque(islice(records, part.height), maxlen=0)
        return
    for reader, part in zip(sources.rows(group, documents), parts, strict=True):
        reader.take(part)


# -- columnar files ----------------------------------------------------------------------------------------------------


def restore_table(sources: Sources, group: dict[str, Any], target: Path) -> None:
    """Restore a Parquet or Arrow file."""
    sink = TableSink(target / group["files"][0]["path"])
    schema = pa.ipc.read_schema(pa.py_buffer(base64.b64decode(group["schema"])))
    documents = sources.documents(group)
    kept_rows, removed_rows = sources.rows(group, documents)
    for start in range(0, documents.height, BATCH_ROWS):
        batch = documents[start : start + BATCH_ROWS]
        keep_mask = batch["kept"].is_null().to_numpy()
        tables = (kept_rows.take(batch.filter(keep_mask)), removed_rows.take(batch.filter(~keep_mask)))
        rows = pa.concat_tables([table for table in tables if table is not None])
        order = np.empty(len(keep_mask), np.int64)
        order[keep_mask] = np.arange(keep_mask.sum())
        order[~keep_mask] = keep_mask.sum() + np.arange((~keep_mask).sum())
        restored = with_cuts_restored(sources.folder, rows.take(pa.array(order)), batch)
        sink.write(restored.replace_schema_metadata(schema.metadata))
    if not documents.height:
        sink.write(schema.empty_table())
    sink.close()


def with_cuts_restored(folder: CleanedFolder, rows: pa.Table, documents: pl.DataFrame) -> pa.Table:
    """Return rows with their cuts restored in their texts."""
    cut_rows = [
        (row, document, field)
        for row, (document, field) in enumerate(documents.select("document", "field").iter_rows())
        if document in folder.cuts
    ]
    for field in sorted({field for *_, field in cut_rows}):
        in_field = [(row, document) for row, document, name in cut_rows if name == field]
        column = rows.column(field).cast(pa.large_string())
        texts = [restore_spans(column[row].as_py(), folder.cuts[document]) for row, document in in_field]
        rows = replace_values(rows, field, [row for row, _ in in_field], texts)
    return rows


# -- lines, rows and text files ----------------------------------------------------------------------------------------


def restore_lines(sources: Sources, group: dict[str, Any], target: Path) -> None:
    """Restore a JSON Lines or delimited file: its records, and between them what is no record."""
    file = group["files"][0]
    residue = sources.folder.residue_of(file["number"])
    places = set(sources.documents(group)["place"].to_list())
    no_records = iter(sorted((place, data) for place, data in residue.items() if place not in places))
    sink = BytesSink(target / file["path"])
    pending = next(no_records, None)
    for row, data in encoded_records(sources, group):
        while pending and pending[0] < row["place"]:
            sink.write(pending[1])
            pending = next(no_records, None)
        sink.write(data)
    while pending:
        sink.write(pending[1])
        pending = next(no_records, None)
    sink.write(b"")
    sink.close()


def restore_text_files(sources: Sources, group: dict[str, Any], target: Path) -> None:
    """Restore text files."""
    paths = {file["number"]: file["path"] for file in group["files"]}
    copied = group["way"] == "pieces"
    for row, data in copied_texts(sources, group, paths) if copied else encoded_records(sources, group):
        sink = BytesSink(target / paths[row["file"]])
        sink.write(data)
        sink.close()


def copied_texts(
    sources: Sources, group: dict[str, Any], paths: dict[int, str]
) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield the row and the bytes of each document of text files that were copied."""
    folder = sources.folder
    for row in sources.documents(group).iter_rows(named=True):
        path = folder.path / ("data" if row["kept"] is None else "removed") / paths[row["file"]]
        with open_output(path) as stream:
            data = stream.read()
        if row["document"] in folder.cuts:
            data = (
                folder.residue_of(row["file"])[row["place"]]
                if row["style"] == VERBATIM
                else restore_spans(data.decode(), folder.cuts[row["document"]]).encode()
            )
        yield row, data


def encoded_records(sources: Sources, group: dict[str, Any]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield the row of ``documents`` and the bytes of each record of a group."""
    folder, documents = sources.folder, sources.documents(group)
    header = folder.residue_of(group["files"][0]["number"]).get(0, b"")
    encoder = encoder_of(group["family"], group["kinds"], header)
    assert encoder is not None
    kept_records, removed_records = record_sources(sources, group, documents)
    for row in documents.iter_rows(named=True):
        source = next(kept_records if row["kept"] is None else removed_records, None)
        if row["style"] == VERBATIM:
            yield row, folder.residue_of(row["file"])[row["place"]]
            continue
        if source is None:
            raise InputError("records are missing from the output folder", "restore it from a copy")
        raw, record_of = source
        if raw is not None and row["document"] not in folder.cuts:
            yield row, raw if not row["style"] & StyleBit.UNTERMINATED else raw.rstrip(b"\n")
            continue
        record = record_of()
        if row["document"] in folder.cuts:
            field = row["field"]
            record = {**record, field: restore_spans(record[field], folder.cuts[row["document"]])}
        yield row, encoder.encode(record, row["style"])


def record_sources(
    sources: Sources, group: dict[str, Any], documents: pl.DataFrame
) -> tuple[RecordSource, RecordSource]:
    """Return the kept records of a group, and the removed ones."""
    if group["way"] == "pieces":
        return sources.raw(group)
    kept_rows, removed_rows = sources.rows(group, documents)
    is_kept = pl.col("kept").is_null()
    return (
        table_records(kept_rows, documents.filter(is_kept), group),
        table_records(removed_rows, documents.filter(~is_kept), group),
    )


def table_records(rows: RowReader, documents: pl.DataFrame, group: dict[str, Any]) -> RecordSource:
    """Yield the records of a table."""
    for start in range(0, documents.height, BATCH_ROWS):
        table = rows.take(documents[start : start + BATCH_ROWS])
        for row in table.to_pylist() if table is not None else ():
            yield None, partial(record_of_row, row, group["kinds"])


def raw_records(paths: Sequence[Path], family: str) -> RecordSource:
    """Yield the records of files of lines or rows that were copied; none where there is no file."""
    for path in paths:
        if path.exists():
            with open_output(path) as stream:
                if family == "lines":
                    for line in stream:
                        yield line, partial(json.loads, line)
                else:
                    yield from delimited_records(stream_lines(stream))


def delimited_records(stream: Iterator[bytes | None]) -> RecordSource:
    """Yield the records of a delimited file."""
    header = next(stream, b"") or b""
    names = heading_names(header)
    for row, raw in RawRows(stream, delimiter_of(header.decode("utf-8", "replace"))).with_bytes():
        if isinstance(row, list) and row:
            yield raw, partial(_named_cells, names, row)


def _named_cells(names: list[str], row: list[str]) -> dict[str, Any]:
    return dict(zip(names, row, strict=True))
