"""The second reading: every record goes where it belongs, into the cleaned corpus or among what was taken out."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pyarrow as pa

from provenance.cleaning.inputs import record_styles as forms
from provenance.cleaning.inputs.record_styles import AS_IT_STANDS, Script
from provenance.cleaning.output.rendered_formats import JSON_LINES, Renderer, with_values, without_texts
from provenance.cleaning.output.sinks import BytesSink, TableSink
from provenance.cleaning.scan.spans import without
from provenance.readers.delimited import delimiter_of
from provenance.readers.lossless.columnar import schema_of
from provenance.readers.lossless.model import RAW_RECORDS
from provenance.readers.streams import compression

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from provenance.cleaning.inputs.corpus import Library, Shelf
    from provenance.cleaning.inputs.record_styles import Kinds
    from provenance.readers.lossless.model import Chunk, RawRecord

BEGINNING = 500
"""Code points of a text that the report shows."""

FEW_EDGES = 2000
"""Bounds of runs of rows up to which the runs are written as they stand in memory."""

Cuts = dict[int, list[tuple[int, int]]]
PIECES = ("lines", "delimited", "plain")
"""Families whose records are bytes."""


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


@dataclass(frozen=True)
class Target:
    """Where the records of a shelf go.

    Attributes:
        folder: the output folder as it grows.
        name: of the file, or of the folder of texts, below ``data``.
        form: a name of ``FORMS``.
    """

    folder: Path
    name: str
    form: str


def write_shelf(shelf: Shelf, library: Library, fates: Fates, target: Target, kinds: Kinds) -> Written:
    """Write the records of a shelf below ``data`` and ``removed`` of a folder, and return what restoring needs.

    Args:
        shelf: the files.
        library: reads them.
        fates: what becomes of their documents.
        target: where they go.
        kinds: fields and kinds of the records, where the shelf holds lines that become a table.
    """
    writer = writer_for(shelf, target, kinds)
    start = 0
    for portion in library.portions(shelf):
        stop = start + portion.documents.height
        cuts = {row - start: fates.cuts[row] for row in range(start, stop) if row in fates.cuts} if fates.cuts else {}
        writer.add(portion, fates.stays[start:stop], cuts)
        shown = sorted(row for row in fates.shown if start <= row < stop)
        writer.written.beginnings += [(row, portion.documents["text"][row - start][:BEGINNING]) for row in shown]
        start = stop
    writer.close()
    keep_whole(shelf, library, target.folder)
    return writer.written


def writer_for(shelf: Shelf, target: Target, kinds: Kinds) -> TableWriter | LineWriter | TreeWriter:
    """Return what writes the records of a shelf."""
    way = way_of(shelf, target.form)
    if way == "pieces":
        return TreeWriter(shelf, target) if shelf.family == "plain" else LineWriter(shelf, target, kinds)
    return RenderingWriter(shelf, target, kinds) if way == "rendered" else TableWriter(shelf, target, kinds)


def way_of(shelf: Shelf, form: str) -> str:
    """Return how records are written: as ``pieces`` as they stood, as a ``table``, or ``rendered`` in another form."""
    if form == "same":
        return "pieces" if shelf.family in PIECES else "table"
    if form == "parquet":
        return "table"
    plain = compression(shelf.files[0].source.id)[1].lower()
    stood = {"csv": shelf.family == "delimited" and plain.endswith(".csv"), "text": shelf.family == "plain"}
    return "pieces" if stood.get(form, shelf.family == "lines") else "rendered"


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

    def records(self, portion: Chunk) -> list[RawRecord]:
        """Return the pieces that are records; what the others hold is kept for restoring."""
        records = []
        files = portion.documents["file"].to_list()
        for piece in portion.raw_records:
            if piece.value is None:
                if self.shelf.family == "delimited" and piece.place == 0:
                    self.script = forms.Rows(delimiter_of(piece.raw.decode("utf-8", "replace")))
                    self.written.heading = piece.raw
                self.written.residue.append((self.shelf.files[0].number, piece.place, piece.raw))
            else:
                records.append(piece)
        self.note(records, files)
        return records

    def note(self, records: list[RawRecord], files: list[int]) -> None:
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

    def __init__(self, shelf: Shelf, target: Target, kinds: Kinds) -> None:
        super().__init__(shelf, kinds)
        self.kept, self.gone = self.sinks(target)

    def sinks(self, target: Target) -> tuple[TableSink, TableSink]:
        """Return where the rows go that stay, and those that do not."""
        return TableSink(target.folder / "data" / target.name), TableSink(target.folder / "removed" / target.name)

    def add(self, portion: Chunk, stays: NDArray[np.bool_], cuts: Cuts) -> None:
        """Write a portion's records."""
        rows = self.table(portion)
        if rows is None:
            return
        self.keep(those(self.cut(rows, portion, stays, cuts), stays), portion.documents, stays, cuts)
        if not stays.all():
            self.gone.write(those(rows, ~stays))

    def keep(self, rows: pa.Table, documents: pl.DataFrame, stays: NDArray[np.bool_], cuts: Cuts) -> None:  # noqa: ARG002 - of documents, tables know enough
        """Write rows that stay."""
        self.kept.write(rows)

    def table(self, portion: Chunk) -> pa.Table | None:
        """Return a portion's records as a table."""
        if portion.rows is not None:
            return portion.rows
        values = [piece.value or {} for piece in self.records(portion)]
        if not self.kinds:
            return None
        return forms.to_table(values, self.kinds)

    def cut(self, rows: pa.Table, portion: Chunk, stays: NDArray[np.bool_], cuts: Cuts) -> pa.Table:
        """Return a table with the cuts made in the texts of those that stay."""
        fields = portion.documents["field"]
        texts = portion.documents["text"]
        for field in sorted({fields[row] for row in cuts}):
            mine = [row for row in cuts if fields[row] == field and stays[row]]
            left = [without(texts[row], cuts[row]) for row in mine]
            as_json = self.kinds.get(field) == "json"
            rows = with_values(rows, field, mine, [json.dumps(text) for text in left] if as_json else left)
        return rows

    def close(self) -> None:
        """Finish the files; an input without records still gives a file with its fields."""
        if self.kept.rows == 0 and self.shelf.family in ("parquet", "arrow"):
            self.keep(schema_of(self.shelf.files[0]).empty_table(), RAW_RECORDS.empty(), np.ones(0, np.bool_), {})
        self.kept.close()
        self.gone.close()


class RenderingWriter(TableWriter):
    """Writes records in a form that does not keep every value, and as Parquet what it does not."""

    def sinks(self, target: Target) -> tuple[TableSink, TableSink]:
        """Return where what the form does not keep goes, and the rows that do not stay."""
        self.out = Renderer(target.form, target.folder / "data" / target.name)
        self.begun = False
        fields = target.folder / "restore" / "fields" / f"{self.shelf.number:06d}.parquet"
        return TableSink(fields), TableSink(target.folder / "removed" / f"{target.name}.parquet")

    def keep(self, rows: pa.Table, documents: pl.DataFrame, stays: NDArray[np.bool_], cuts: Cuts) -> None:
        """Write rows that stay."""
        if not self.begun:
            self.out.head(rows.schema.names)
            self.begun = True
        mine = np.flatnonzero(stays).tolist()
        positions, texts = documents["position"], documents["text"]
        for row, record in zip(mine, rows.to_pylist(), strict=True):
            text = texts[row]
            self.out.add(record, positions[row], without(text, cuts[row]) if row in cuts else text)
        told = documents.filter(stays).select("field", pl.col("text").str.len_chars().alias("characters"))
        self.kept.write(without_texts(rows, told))

    def close(self) -> None:
        """Finish the files."""
        super().close()
        self.out.close()


def those(rows: pa.Table, wanted: NDArray[np.bool_]) -> pa.Table:
    """Return the wanted rows of a table; nothing is copied where they come in few runs."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], wanted, [False]]).astype(np.int8))).tolist()
    if len(edges) > FEW_EDGES:
        return rows.filter(pa.array(wanted))
    runs = [rows.slice(start, stop - start) for start, stop in zip(edges[::2], edges[1::2], strict=True)]
    return pa.concat_tables(runs) if runs else rows.slice(0, 0)


class LineWriter(Writer):
    """Writes records as lines or rows, as they stood where nothing is cut."""

    def __init__(self, shelf: Shelf, target: Target, kinds: Kinds) -> None:
        super().__init__(shelf, kinds)
        self.kept = BytesSink(target.folder / "data" / target.name)
        self.gone = BytesSink(target.folder / "removed" / target.name)

    def add(self, portion: Chunk, stays: NDArray[np.bool_], cuts: Cuts) -> None:
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

    def __init__(self, shelf: Shelf, target: Target) -> None:
        super().__init__(shelf, {})
        self.folder = target.folder
        self.ids = {file.number: file.source.id for file in shelf.files}

    def add(self, portion: Chunk, stays: NDArray[np.bool_], cuts: Cuts) -> None:
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
    trees = [file.source.id for shelf in shelves if shelf.family == "plain" for file in shelf.files]
    taken = (
        {str(folder) for path in trees for folder in (path, *PurePosixPath(path).parents)} if form == "text" else set()
    )
    names: dict[int, str] = {}
    for shelf in shelves:
        names[shelf.number] = free_name(name_of(shelf, form), taken)
        taken.add(names[shelf.number])
    return names


def name_of(shelf: Shelf, form: str) -> str:
    """Return the name of what is written of a shelf, if no other has it."""
    if shelf.family == "plain" and way_of(shelf, form) == "pieces":
        return ""
    source = shelf.files[0].source
    if form == "same" and shelf.family != "plain" and shelf.family != "other":
        return source.id
    plain = "texts" if shelf.family == "plain" else compression(source.id)[1]
    stem = plain[: plain.rfind(".")] if "." in plain.rpartition("/")[2] else plain
    return stem if form == "text" else f"{stem}.{form if form in (*JSON_LINES, 'csv') else 'parquet'}"


def free_name(name: str, taken: set[str]) -> str:
    """Return a name that no other file has."""
    stem, dot, ending = name.partition(".")
    number = 2
    while name and name in taken:
        name = f"{stem}-{number}{dot}{ending}"
        number += 1
    return name
