"""The second reading: every record goes where it belongs, into the cleaned corpus or among what was taken out."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pyarrow as pa

from provenance.cleaning import forms
from provenance.cleaning.forms import AS_IT_STANDS, Script
from provenance.cleaning.sinks import BytesSink, TableSink
from provenance.cleaning.spans import without
from provenance.readers.delimited import separator
from provenance.readers.raw_columnar import schema_of
from provenance.readers.raw_lines import heading_names
from provenance.readers.streams import compression

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from provenance.cleaning.forms import Kinds
    from provenance.cleaning.shelves import Library, Shelf
    from provenance.readers.raw import Piece, Portion

BEGINNING = 300
"""Code points of a text that the report shows."""

FEW_EDGES = 2000
"""Bounds of runs of rows up to which the runs are written as they stand in memory."""

Cuts = dict[int, list[tuple[int, int]]]


@dataclass(frozen=True)
class Fates:
    """What becomes of the documents of one shelf, in the order of reading.

    Attributes:
        stays: whether each stays.
        cuts: spans taken out, by position on the shelf.
        shown: positions of those whose beginnings the report shows.
    """

    stays: NDArray[np.bool_]
    cuts: Cuts
    shown: set[int]


@dataclass
class Written:
    """What was written of one shelf.

    Attributes:
        styles: the style of each record, portion by portion.
        residue: file, place and bytes of what nothing else gives back.
        beginnings: position on the shelf and beginning of the text of documents that the report shows.
        heading: the heading of a delimited file.
    """

    styles: list[NDArray[np.int16]]
    residue: list[tuple[int, int, bytes]]
    beginnings: list[tuple[int, str]]
    heading: bytes = b""


def write_shelf(shelf: Shelf, library: Library, fates: Fates, folder: Path, name: str, kinds: Kinds) -> Written:
    """Write the records of a shelf below ``data`` and ``removed`` of a folder, and return what restoring needs.

    Args:
        shelf: the files.
        library: reads them.
        fates: what becomes of their documents.
        folder: the output folder as it grows.
        name: the file's name below ``data``.
        kinds: fields and kinds of the records, where the shelf holds lines that become a table.
    """
    writer = writer_for(shelf, folder, name, kinds)
    start = 0
    for portion in library.portions(shelf):
        stop = start + portion.documents.height
        cuts = {row - start: fates.cuts[row] for row in range(start, stop) if row in fates.cuts} if fates.cuts else {}
        writer.add(portion, fates.stays[start:stop], cuts)
        shown = sorted(row for row in fates.shown if start <= row < stop)
        writer.written.beginnings += [(row, portion.documents["text"][row - start][:BEGINNING]) for row in shown]
        start = stop
    writer.close()
    keep_whole(shelf, library, folder)
    return writer.written


def writer_for(shelf: Shelf, folder: Path, name: str, kinds: Kinds) -> TableWriter | LineWriter | TreeWriter:
    """Return what writes the records of a shelf."""
    if shelf.family in ("parquet", "arrow", "other") or name.endswith(".parquet"):
        return TableWriter(shelf, folder, name, kinds)
    return TreeWriter(shelf, folder) if shelf.family == "plain" else LineWriter(shelf, folder, name, kinds)


def keep_whole(shelf: Shelf, library: Library, folder: Path) -> None:
    """Keep files that only their own bytes can give back."""
    for file in shelf.files:
        if file.number in library.odd:
            place = folder / "restore" / "files" / f"{file.number:06d}"
            place.parent.mkdir(parents=True, exist_ok=True)
            with file.source.open() as stream, place.open("wb") as out:
                shutil.copyfileobj(stream, out)


def script_of(shelf: Shelf, kinds: Kinds) -> Script | None:
    """Return how the records of a shelf are written as bytes; None for tables."""
    if shelf.family == "lines":
        return forms.JsonLines(kinds)
    if shelf.family == "plain":
        return forms.Texts()
    return forms.Rows(",") if shelf.family == "delimited" else None


class Writer:
    """What all writers share: records with their pieces, cut, and told apart."""

    def __init__(self, shelf: Shelf, kinds: Kinds) -> None:
        self.shelf, self.kinds = shelf, kinds
        self.script = script_of(shelf, kinds)
        self.written = Written([], [], [])

    def records(self, portion: Portion) -> list[Piece]:
        """Return the pieces that are records; what the others hold is kept for restoring."""
        records = []
        files = portion.documents["file"].to_list()
        for piece in portion.pieces:
            if piece.value is None:
                if self.shelf.family == "delimited" and piece.place == 0:
                    self.script = forms.Rows(separator(piece.raw.decode("utf-8", "replace")))
                    self.written.heading = piece.raw
                self.written.residue.append((self.shelf.files[0].number, piece.place, piece.raw))
            else:
                records.append(piece)
        self.note(records, files)
        return records

    def note(self, records: list[Piece], files: list[int]) -> None:
        """Keep the style of records, and the bytes of those that no style gives back."""
        if self.script is None:
            return
        styles = [self.script.style(piece.value or {}, piece.raw) for piece in records]
        self.written.styles.append(np.array(styles, np.int16))
        for piece, style, file in zip(records, styles, files, strict=True):
            if style == AS_IT_STANDS:
                self.written.residue.append((file, piece.place, piece.raw))


def cut_value(value: dict[str, Any], field: str, spans: list[tuple[int, int]]) -> dict[str, Any]:
    """Return a record without some spans of its text."""
    return {**value, field: without(value[field], spans)}


class TableWriter(Writer):
    """Writes records as Parquet."""

    def __init__(self, shelf: Shelf, folder: Path, name: str, kinds: Kinds) -> None:
        super().__init__(shelf, kinds)
        self.kept = TableSink(folder / "data" / name)
        self.gone = TableSink(folder / "removed" / name)

    def add(self, portion: Portion, stays: NDArray[np.bool_], cuts: Cuts) -> None:
        """Write a portion's records."""
        rows = self.table(portion)
        if rows is None:
            return
        self.kept.write(those(self.cut(rows, portion, stays, cuts), stays))
        if not stays.all():
            self.gone.write(those(rows, ~stays))

    def table(self, portion: Portion) -> pa.Table | None:
        """Return a portion's records as a table."""
        if portion.rows is not None:
            return portion.rows
        values = [piece.value or {} for piece in self.records(portion)]
        if not self.kinds:
            return None
        return forms.to_table(values, self.kinds)

    def cut(self, rows: pa.Table, portion: Portion, stays: NDArray[np.bool_], cuts: Cuts) -> pa.Table:
        """Return a table with the cuts made in the texts of those that stay."""
        fields = portion.documents["field"]
        texts = portion.documents["text"]
        for field in sorted({fields[row] for row in cuts}):
            mine = [row for row in cuts if fields[row] == field and stays[row]]
            column = pl.from_arrow(rows.column(field).cast(pa.large_string()))
            assert isinstance(column, pl.Series)
            changed = column.scatter(mine, [without(texts[row], cuts[row]) for row in mine]) if mine else column
            at = rows.schema.get_field_index(field)
            rows = rows.set_column(at, rows.schema.field(at), changed.to_arrow().cast(rows.schema.field(at).type))
        return rows

    def close(self) -> None:
        """Finish the files; an input without records still gives a file with its fields."""
        if self.kept.rows == 0 and self.shelf.family in ("parquet", "arrow"):
            self.kept.write(schema_of(self.shelf.files[0]).empty_table())
        self.kept.close()
        self.gone.close()


def those(rows: pa.Table, wanted: NDArray[np.bool_]) -> pa.Table:
    """Return the wanted rows of a table; nothing is copied where they come in few runs."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], wanted, [False]]).astype(np.int8))).tolist()
    if len(edges) > FEW_EDGES:
        return rows.filter(pa.array(wanted))
    runs = [rows.slice(start, stop - start) for start, stop in zip(edges[::2], edges[1::2], strict=True)]
    return pa.concat_tables(runs) if runs else rows.slice(0, 0)


class LineWriter(Writer):
    """Writes records as lines or rows, as they stood where nothing is cut."""

    def __init__(self, shelf: Shelf, folder: Path, name: str, kinds: Kinds) -> None:
        super().__init__(shelf, kinds)
        self.kept = BytesSink(folder / "data" / name)
        self.gone = BytesSink(folder / "removed" / name)

    def add(self, portion: Portion, stays: NDArray[np.bool_], cuts: Cuts) -> None:
        """Write a portion's records."""
        fields = portion.documents["field"]
        fresh = not self.written.heading
        records = self.records(portion)
        if fresh and self.written.heading:
            self.kept.write(ended(self.written.heading))
            self.gone.write(ended(self.written.heading))
        styles = self.written.styles[-1].tolist() if self.written.styles else []
        for row, (piece, style) in enumerate(zip(records, styles, strict=True)):
            line = piece.raw
            if row in cuts and stays[row]:
                line = self.script.render(cut_value(piece.value or {}, fields[row], cuts[row]), max(style, 0))  # type: ignore[union-attr]
            (self.kept if stays[row] else self.gone).write(ended(line))

    def close(self) -> None:
        """Finish the files."""
        self.kept.write(b"")
        self.kept.close()
        self.gone.close()


def ended(line: bytes) -> bytes:
    """Return a line with a line end."""
    return line if line.endswith(b"\n") else line + b"\n"


class TreeWriter(Writer):
    """Writes every text as a file of its own."""

    def __init__(self, shelf: Shelf, folder: Path) -> None:
        super().__init__(shelf, {})
        self.folder = folder
        self.ids = {file.number: file.source.id for file in shelf.files}

    def add(self, portion: Portion, stays: NDArray[np.bool_], cuts: Cuts) -> None:
        """Write a portion's texts."""
        files = portion.documents["file"].to_list()
        for row, piece in enumerate(self.records(portion)):
            data = piece.raw
            if row in cuts and stays[row]:
                data = without((piece.value or {})["text"], cuts[row]).encode()
            sink = BytesSink(self.folder / ("data" if stays[row] else "removed") / self.ids[files[row]])
            sink.write(data)
            sink.close()

    def close(self) -> None:
        """Nothing is open."""


def output_names(shelves: list[Shelf], form: str) -> dict[int, str]:
    """Return the name below ``data`` of what is written of each shelf; text files have names of their own."""
    taken: set[str] = set()
    names: dict[int, str] = {}
    for shelf in shelves:
        source = shelf.files[0].source
        if form == "same" and shelf.family in ("lines", "delimited", "parquet", "arrow"):
            name = source.id
        elif shelf.family == "plain":
            name = "texts.parquet" if form == "parquet" else ""
        else:
            plain = compression(source.id)[1]
            name = plain[: plain.rfind(".")] + ".parquet" if "." in plain.rpartition("/")[2] else plain + ".parquet"
        names[shelf.number] = free_name(name, taken)
        taken.add(names[shelf.number])
    return names


def free_name(name: str, taken: set[str]) -> str:
    """Return a name that no other file has."""
    stem, dot, ending = name.partition(".")
    number = 2
    while name and name in taken:
        name = f"{stem}-{number}{dot}{ending}"
        number += 1
    return name


def kinds_of_shelf(shelf: Shelf, lines: Kinds, heading: bytes) -> Kinds:
    """Return the fields and kinds of a shelf's records as a table."""
    if shelf.family == "lines":
        return lines
    if shelf.family == "delimited":
        return dict.fromkeys(heading_names(heading), "string")
    return {"document_id": "string", "text": "string"} if shelf.family == "plain" else {}
