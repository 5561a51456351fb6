"""The input again: what stayed and what went, put together in the order in which it came."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from provenance.cleaning.inputs import record_styles as forms
from provenance.cleaning.inputs.record_styles import AS_IT_STANDS
from provenance.cleaning.inputs.staging import MANIFEST
from provenance.cleaning.output.rendered_formats import held_in, texts_in, with_texts_of, with_values
from provenance.cleaning.output.sinks import BytesSink, TableSink, own
from provenance.cleaning.scan.spans import put_back
from provenance.errors import InputError, UsageError
from provenance.readers.delimited import delimiter_of
from provenance.readers.lossless.lines import RawRows, heading_names
from provenance.readers.streams import stream_lines

ROWS = 8192


@dataclass(frozen=True)
class Kept:
    """One output folder: its manifest, documents, cuts and residue."""

    folder: Path
    manifest: dict[str, Any]
    documents: pl.DataFrame
    cuts: dict[int, list[tuple[int, str]]]
    residue: pl.DataFrame


def restore(out: str | Path, into: str | Path) -> list[Path]:
    """Put the input of a cleaning together again, and return the files that were written.

    Text files and uncompressed lines come back byte for byte, all other files record for record.

    Args:
        out: the folder that a cleaning wrote.
        into: the folder to write to; files of the same name must not be there.

    Raises:
        InputError: ``out`` was not made by a cleaning, something is missing from it, or it names a file elsewhere.
        UsageError: a file would be overwritten.
    """
    kept = opened_output(Path(out))
    target = Path(into)
    written = []
    for shelf in kept.manifest["shelves"]:
        paths = [target / file["path"] for file in shelf["files"]]
        if strays := [path for path in paths if not path.resolve().is_relative_to(target.resolve())]:
            raise InputError(f"{strays[0]} would lie outside {target}", f"{MANIFEST} has been tampered with")
        if there := next((path for path in paths if path.exists()), None):
            raise UsageError(f"{there} is there already", "name an empty folder")
        restore_shelf(kept, shelf, target)
        written += paths
    return written


def opened_output(out: Path) -> Kept:
    """Return an output folder, read.

    Raises:
        InputError: it was not made by a cleaning, or something is missing from it.
    """
    try:
        manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        frames = {
            name: pl.read_parquet(out / "restore" / f"{name}.parquet", glob=False)
            for name in ("styles", "cuts", "residue")
        }
        documents = pl.read_parquet(out / "measures" / "documents.parquet", glob=False)
    except (OSError, ValueError) as error:
        raise InputError(
            f"{out} was not made by clean, or not all of it is there: {error}", "name the folder given with -o"
        ) from None
    cuts: dict[int, list[tuple[int, str]]] = {}
    for document, start, text in (
        frames["cuts"].sort("document", "start").select("document", "start", "text").iter_rows()
    ):
        cuts.setdefault(document, []).append((start, text))
    columns = documents.select("document", "file", "place", "position", "characters", "field", "kept")
    styled = columns.join(frames["styles"], on="document", maintain_order="left")
    return Kept(out, manifest, styled, cuts, frames["residue"])


def restore_shelf(kept: Kept, shelf: dict[str, Any], target: Path) -> None:
    """Put the files of one shelf together."""
    odd = [file for file in shelf["files"] if not file["whole"]]
    for file in odd:
        (target / file["path"]).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept.folder / "restore" / "files" / f"{file['number']:06d}", target / file["path"])
    if odd:
        return
    if shelf["family"] in ("parquet", "arrow"):
        restore_table(kept, shelf, target)
    elif shelf["family"] == "plain":
        restore_texts(kept, shelf, target)
    else:
        restore_lines(kept, shelf, target)


def documents_of(kept: Kept, shelf: dict[str, Any]) -> pl.DataFrame:
    """Return the documents of a shelf, in the order in which they were read."""
    numbers = [file["number"] for file in shelf["files"]]
    return kept.documents.filter(pl.col("file").is_in(numbers)).sort("document")


# -- tables ------------------------------------------------------------------------------------------------------------


def restore_table(kept: Kept, shelf: dict[str, Any], target: Path) -> None:
    """Put a Parquet or Arrow file together."""
    path = target / shelf["files"][0]["path"]
    sink = TableSink(path)
    documents = documents_of(kept, shelf)
    stayed, gone = rows_of_shelf(kept, shelf, documents)
    for start in range(0, documents.height, ROWS):
        part = documents[start : start + ROWS]
        stays = part["kept"].is_null().to_numpy()
        found = (stayed.take(part.filter(stays)), gone.take(part.filter(~stays)))
        rows = pa.concat_tables([table for table in found if table is not None])
        order = np.empty(len(stays), np.int64)
        order[stays] = np.arange(stays.sum())
        order[~stays] = stays.sum() + np.arange((~stays).sum())
        sink.write(with_texts(kept, rows.take(pa.array(order)), part))
    if not documents.height:
        sink.write(stayed.schema.empty_table())
    sink.close()


def rows_of_shelf(kept: Kept, shelf: dict[str, Any], documents: pl.DataFrame) -> tuple[RowsOf, RowsOf]:
    """Return the rows of a shelf that stayed, and those that did not."""
    name, folder = shelf["name"], kept.folder
    if shelf["way"] != "rendered":
        return RowsOf(folder / "data" / name), RowsOf(folder / "removed" / name)
    path, form = folder / "data" / name, kept.manifest["options"]["form"]
    stays = documents.filter(pl.col("kept").is_null())
    held = texts_in(path, stays) if form == "text" else held_in(form, path)
    fields = folder / "restore" / "fields" / f"{shelf['number']:06d}.parquet"
    return RenderedRows(fields, held), RowsOf(folder / "removed" / f"{name}.parquet")


class RowsOf:
    """The rows of a Parquet or Arrow file, a few at a time."""

    def __init__(self, path: Path) -> None:
        self.schema: Any = pa.schema([])
        self._tables: Iterator[pa.Table] = iter(())
        self._held: pa.Table | None = None
        if path.exists():
            self._open(path)

    def _open(self, path: Path) -> None:
        if path.suffix in (".arrow", ".feather", ".ipc"):
            file = pa.ipc.open_file(str(path))
            self.schema = file.schema
            self._tables = (pa.Table.from_batches([file.get_batch(n)]) for n in range(file.num_record_batches))
        else:
            table = pq.ParquetFile(path)
            self.schema = table.schema_arrow
            self._tables = (pa.Table.from_batches([batch]) for batch in table.iter_batches(ROWS))
        self._held = self.schema.empty_table()

    def take(self, documents: pl.DataFrame) -> pa.Table | None:
        """Return the next rows, those of some documents; None where there is no file.

        Raises:
            InputError: there are fewer.
        """
        number = documents.height
        if self._held is None:
            return None
        while self._held.num_rows < number:
            more = next(self._tables, None)
            if more is None:
                raise InputError("rows are missing from the output folder", "restore it from a copy")
            self._held = pa.concat_tables([self._held, more])
        taken, self._held = self._held.slice(0, number), self._held.slice(number)
        return taken


class RenderedRows(RowsOf):
    """The rows of a file in a form that does not keep every value: what it keeps, and what stands beside it."""

    def __init__(self, path: Path, held: Iterator[Mapping[str, str]]) -> None:
        super().__init__(path)
        self._texts = held

    def take(self, documents: pl.DataFrame) -> pa.Table | None:
        """Return the next rows: see :meth:`RowsOf.take`."""
        rows = super().take(documents)
        return rows and with_texts_of(rows, documents, [next(self._texts) for _ in range(documents.height)])


def with_texts(kept: Kept, rows: pa.Table, documents: pl.DataFrame) -> pa.Table:
    """Return a table with what was cut from its texts put back."""
    cut = [
        (row, document, field)
        for row, (document, field) in enumerate(documents.select("document", "field").iter_rows())
        if document in kept.cuts
    ]
    for field in sorted({field for *_, field in cut}):
        mine = [(row, document) for row, document, name in cut if name == field]
        column = rows.column(field).cast(pa.large_string())
        texts = [put_back(column[row].as_py(), kept.cuts[document]) for row, document in mine]
        rows = with_values(rows, field, [row for row, _ in mine], texts)
    return rows


# -- lines and texts ---------------------------------------------------------------------------------------------------


def records(kept: Kept, shelf: dict[str, Any]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield for each document of a shelf what its row in ``documents`` says, and its bytes."""
    documents = documents_of(kept, shelf)
    residue = {(file, place): data for file, place, data in kept.residue.iter_rows()}
    script = script_of(shelf, residue)
    stayed, gone = values_of_shelf(kept, shelf, documents)
    for row in documents.iter_rows(named=True):
        held = next(stayed if row["kept"] is None else gone, None)
        if row["style"] == AS_IT_STANDS:
            yield row, residue[row["file"], row["place"]]
            continue
        if held is None:
            raise InputError("records are missing from the output folder", "restore it from a copy")
        raw, value = held
        if raw is not None and row["document"] not in kept.cuts:
            yield row, raw if not row["style"] & forms.UNENDED else raw.rstrip(b"\n")
            continue
        record = value(row["style"])
        if row["document"] in kept.cuts:
            record = {**record, row["field"]: put_back(record[row["field"]], kept.cuts[row["document"]])}
        yield row, script.render(record, row["style"])


def script_of(shelf: dict[str, Any], residue: dict[tuple[int, int], bytes]) -> forms.Script:
    """Return how the records of a shelf are written as bytes."""
    if shelf["family"] == "lines":
        return forms.JsonLines(shelf["kinds"])
    if shelf["family"] == "plain":
        return forms.Texts()
    heading = residue.get((shelf["files"][0]["number"], 0), b"")
    return forms.Rows(delimiter_of(heading.decode("utf-8", "replace")))


Values = Iterator[tuple[bytes | None, Any]]
"""The bytes of each record of an output file, where it holds bytes, and what gives its value in a style."""


def values_of_shelf(kept: Kept, shelf: dict[str, Any], documents: pl.DataFrame) -> tuple[Values, Values]:
    """Return the records of a shelf that stayed, and those that did not."""
    if shelf["way"] == "pieces":
        stayed, gone = (kept.folder / part / shelf["name"] for part in ("data", "removed"))
        return pieces(stayed, shelf), pieces(gone, shelf)
    rows = rows_of_shelf(kept, shelf, documents)
    stays = pl.col("kept").is_null()
    return table_values(rows[0], documents.filter(stays), shelf), table_values(rows[1], documents.filter(~stays), shelf)


def table_values(rows: RowsOf, documents: pl.DataFrame, shelf: dict[str, Any]) -> Values:
    """Yield the records of a table."""
    for start in range(0, documents.height, ROWS):
        table = rows.take(documents[start : start + ROWS])
        for row in table.to_pylist() if table is not None else ():
            yield None, lambda style, row=row: forms.from_row(row, shelf["kinds"], style)


def pieces(path: Path, shelf: dict[str, Any]) -> Values:
    """Yield the records of a file of lines or rows."""
    if not path.exists():
        return
    with own(path) as stream:
        if shelf["family"] == "lines":
            for line in stream:
                yield line, lambda _, line=line: json.loads(line)
        else:
            yield from rows_of_text(stream_lines(stream))


def rows_of_text(stream: Iterator[bytes | None]) -> Iterator[tuple[bytes, Any]]:
    """Yield the rows of a delimited file."""
    heading = next(stream, b"") or b""
    names = heading_names(heading)
    delimiter = delimiter_of(heading.decode("utf-8", "replace"))
    for row, raw in RawRows(stream, delimiter).with_bytes():
        if isinstance(row, list) and row:
            yield raw, lambda _, row=row: dict(zip(names, row, strict=True))


def restore_lines(kept: Kept, shelf: dict[str, Any], target: Path) -> None:
    """Put a file of lines or rows together."""
    file = shelf["files"][0]
    others = kept.residue.filter(pl.col("file") == file["number"])
    known = set(documents_of(kept, shelf)["place"].to_list())
    between = iter(sorted((place, data) for _, place, data in others.iter_rows() if place not in known))
    sink = BytesSink(target / file["path"])
    pending = next(between, None)
    for row, data in records(kept, shelf):
        while pending and pending[0] < row["place"]:
            sink.write(pending[1])
            pending = next(between, None)
        sink.write(data)
    while pending:
        sink.write(pending[1])
        pending = next(between, None)
    sink.write(b"")
    sink.close()


def restore_texts(kept: Kept, shelf: dict[str, Any], target: Path) -> None:
    """Put text files together."""
    paths = {file["number"]: file["path"] for file in shelf["files"]}
    found = tree_records(kept, shelf, paths) if shelf["way"] == "pieces" else records(kept, shelf)
    for row, data in found:
        sink = BytesSink(target / paths[row["file"]])
        sink.write(data)
        sink.close()


def tree_records(kept: Kept, shelf: dict[str, Any], paths: dict[int, str]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield the documents of a tree of text files, and their bytes."""
    residue = {file: data for file, _, data in kept.residue.iter_rows()}
    for row in documents_of(kept, shelf).iter_rows(named=True):
        path = kept.folder / ("data" if row["kept"] is None else "removed") / paths[row["file"]]
        with own(path) as stream:
            data = stream.read()
        if row["document"] in kept.cuts:
            data = (
                residue[row["file"]]
                if row["style"] == AS_IT_STANDS
                else put_back(data.decode(), kept.cuts[row["document"]]).encode()
            )
        yield row, data


__all__ = ["restore"]
