"""Sidecar metadata: a CSV file about the documents, the folder they are in, one outlet for all of them."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.errors import InputError, UsageError
from provenance.readers.delimited import BadRowError, DelimitedRows, delimiter_of
from provenance.readers.encodings import UndecodableError
from provenance.readers.fields import FieldMapping
from provenance.readers.records import Record, RejectedInput, Source
from provenance.readers.streams import DAMAGE, as_utf8, stream_lines
from provenance.readers.walk import path_text

if TYPE_CHECKING:
    from collections.abc import Iterator

PATH_COLUMNS = ("path", "file", "filename", "filepath")
SIDECAR_COLUMNS = ("outlet", "url", "title", "byline", "language", "published_at", "retrieved_at", "metadata")
NO_SOURCE = Source("", "", "", 0, io.BytesIO)  # a row of a metadata file is mapped as a record that is in no file


@dataclass
class SidecarRow:
    """One row of a metadata file: its number, its values by column, and whether a document was read for it."""

    number: int
    values: dict[str, str]
    matched: bool = False


@dataclass
class Sidecar:
    """Metadata of documents that their own files do not hold.

    Attributes:
        outlet: the outlet of documents for which nothing else names one.
        outlet_from_folder: whether the first folder below the root names the outlet.
        origin: absolute path of the metadata file; empty where there is none.
        rows: its rows by document id and by absolute path.
        rejects: its rows that could not be read.
    """

    outlet: str | None = None
    outlet_from_folder: bool = False
    origin: str = ""
    rows: dict[str, SidecarRow] = field(default_factory=dict)
    rejects: list[RejectedInput] = field(default_factory=list)

    def complete(self, record: Record, source: Source) -> Record:
        """Return a record with its sidecar metadata: the file first, then the record's own fields, then the folder."""
        if not (self.rows or self.outlet_from_folder or self.outlet):
            return record
        names = (record.document_id, record.origin, source.id, source.origin)
        row = next(filter(None, map(self.rows.get, names)), None)
        if row:
            row.matched = True
            record = record._replace(**row.values)
        if record.outlet is None and self.outlet_from_folder:
            record = record._replace(outlet=_top_folder(record, source))
        return record if record.outlet is not None or self.outlet is None else record._replace(outlet=self.outlet)

    def unmatched_rows(self) -> Iterator[RejectedInput]:
        """Yield the rows that could not be read, and those about documents that were not read."""
        yield from self.rejects
        unmatched = {row.number: name for name, row in self.rows.items() if not row.matched}
        for number in sorted(unmatched):
            reason = f"no document is called {unmatched[number]}: compare with the ids and paths read"
            yield RejectedInput(self.origin, number, reason)


def _top_folder(record: Record, source: Source) -> str | None:
    """Return the first folder below the root, or in an archive that was named itself; None where there is none."""
    for path in (source.id, record.origin.removeprefix(source.origin).removeprefix("#")):
        if "/" in path:
            return path.split("/", 1)[0]
    return None


def read_sidecar(path: Path | None, outlet: str | None, *, from_folder: bool) -> Sidecar:
    """Return the sidecar metadata of documents.

    Args:
        path: CSV or TSV file with a column ``path`` or ``document_id``, and any of outlet, url, title, byline,
            language, published_at; its further columns that can hold credits go into ``metadata``.
        outlet: the outlet of documents for which nothing else names one.
        from_folder: whether the first folder below the root names the outlet.

    Raises:
        InputError: the file cannot be read.
        UsageError: it has no column that says which document a row is about.
    """
    sidecar = Sidecar(outlet or None, from_folder)
    if path is None:
        return sidecar
    sidecar.origin = path_text(os.path.realpath(path))
    try:
        with as_utf8(Path(path).open("rb")) as stream:
            _add_rows(sidecar, stream_lines(stream), Path(os.path.realpath(path)).parent)
    except (*DAMAGE, UndecodableError) as error:
        raise InputError(
            f"the metadata file {sidecar.origin} cannot be read: {error}", "give a CSV file in UTF-8"
        ) from None
    return sidecar


def _add_rows(sidecar: Sidecar, lines: Iterator[bytes | None], folder: Path) -> None:
    """Add the rows of a metadata file in a folder."""
    heading = next(lines, b"") or b""
    delimiter = delimiter_of(heading.decode("utf-8", "replace"))
    names = next(iter(DelimitedRows(iter([heading]), delimiter)), None)
    path_columns = (
        [name for name in names if name.strip().casefold() in PATH_COLUMNS] if isinstance(names, list) else []
    )
    fields = FieldMapping({"text": path_columns[0]} if path_columns else {})
    if not isinstance(names, list) or not (path_columns or fields.plan(names)[0]["document_id"]):
        raise UsageError(
            f"the metadata file {sidecar.origin} does not say which document a row is about",
            "give it a column path or document_id",
        )
    for number, row in enumerate(DelimitedRows(lines, delimiter), 1):
        if isinstance(row, BadRowError) or len(row) != len(names):
            problem = str(row) if isinstance(row, BadRowError) else f"{len(row)} fields, the heading has {len(names)}"
            sidecar.rejects.append(RejectedInput(sidecar.origin, number, f"not a row: {problem}"))
        else:
            _add_row(sidecar, dict(zip(names, row, strict=True)), path_columns, folder, number)


def _add_row(sidecar: Sidecar, row: dict[str, str], path_columns: list[str], folder: Path, number: int) -> None:
    """Add one row under the names of its document."""
    id_columns = FieldMapping({"text": "\0"}).plan(row)[0]["document_id"]
    name = next((row[column] for column in (*path_columns, *id_columns) if row[column]), None)
    if not name:
        reason = "the row does not say which document it is about"
        sidecar.rejects.append(RejectedInput(sidecar.origin, number, reason))
        return
    fields = {column: value for column, value in row.items() if column not in path_columns}
    record = FieldMapping().record({**fields, "text": name}, NO_SOURCE, None)
    if name in sidecar.rows:
        reason = f"row {sidecar.rows[name].number} is about {name} already"
        sidecar.rejects.append(RejectedInput(sidecar.origin, number, reason))
    elif isinstance(record, Record):
        values = {column: value for column in SIDECAR_COLUMNS if (value := getattr(record, column))}
        sidecar.rows[name] = SidecarRow(number, values)
        sidecar.rows.setdefault(os.path.normpath(folder / name), sidecar.rows[name])
