"""What is said about documents beside them: a CSV file of metadata, the folder they stand in, one outlet for all."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.errors import InputError, UsageError
from provenance.readers.delimited import BadRowError, Rows, separator
from provenance.readers.encodings import UndecodableError
from provenance.readers.fields import Fields
from provenance.readers.records import Aside, Record, Source
from provenance.readers.streams import BROKEN, lines, utf8
from provenance.readers.walk import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

PATHS = ("path", "file", "filename", "filepath")
SAYS = ("outlet", "url", "title", "byline", "language", "published_at", "retrieved_at", "metadata")


NOWHERE = Source("", "", "", 0, io.BytesIO)


@dataclass
class Row:
    """One row of a metadata file: its number, what it says, and whether a document was found for it."""

    number: int
    says: dict[str, str]
    used: bool = False


@dataclass
class Beside:
    """What is said about documents beside them.

    Attributes:
        outlet: whose the documents are of which nothing else says it.
        from_folder: whether the first folder below the root names the outlet.
        origin: the metadata file, or nothing.
        rows: its rows by document id and by absolute path.
        asides: its rows that could not be read.
    """

    outlet: str | None = None
    from_folder: bool = False
    origin: str = ""
    rows: dict[str, Row] = field(default_factory=dict)
    asides: list[Aside] = field(default_factory=list)

    def complete(self, record: Record, source: Source) -> Record:
        """Return a record with what is said beside it: metadata file, then own word, then folder."""
        if not (self.rows or self.from_folder or self.outlet):
            return record
        names = (record.document_id, record.origin, source.id, source.origin)
        row = next(filter(None, map(self.rows.get, names)), None)
        if row:
            row.used = True
            record = record._replace(**row.says)
        if record.outlet is None and self.from_folder:
            record = record._replace(outlet=_folder(record, source))
        return record if record.outlet is not None or self.outlet is None else record._replace(outlet=self.outlet)

    def unused(self) -> Iterator[Aside]:
        """Yield the rows that could not be read, and those that speak of no document that was read."""
        yield from self.asides
        rows = {row.number: name for name, row in self.rows.items() if not row.used}
        for number in sorted(rows):
            yield Aside(
                self.origin, number, f"no document is called {rows[number]}: compare with the ids and paths read"
            )


def _folder(record: Record, source: Source) -> str | None:
    """Return the first folder below the root, or in an archive that is given directly; None where there is none."""
    for place in (source.id, record.origin.removeprefix(source.origin).removeprefix("#")):
        if "/" in place:
            return place.split("/", 1)[0]
    return None


def beside(path: Path | None, outlet: str | None, *, from_folder: bool) -> Beside:
    """Return what is said beside the documents.

    Args:
        path: CSV or TSV file with a column ``path`` or ``document_id``, and any of outlet, url, title, byline,
            language, published_at; its further columns that can hold credits go into ``metadata``.
        outlet: whose the documents are of which nothing else says it.
        from_folder: whether the first folder below the root names the outlet.

    Raises:
        InputError: the file cannot be read.
        UsageError: it has no column that says which document a row is about.
    """
    said = Beside(outlet or None, from_folder)
    if path is None:
        return said
    said.origin = readable(os.path.realpath(path))
    try:
        with utf8(Path(path).open("rb")) as stream:
            _fill(said, lines(stream), Path(os.path.realpath(path)).parent)
    except (*BROKEN, UndecodableError) as error:
        raise InputError(
            f"the metadata file {said.origin} cannot be read: {error}", "give a CSV file in UTF-8"
        ) from None
    return said


def _fill(said: Beside, stream: Iterator[bytes | None], folder: Path) -> None:
    """Add the rows of a metadata file."""
    heading = next(stream, b"") or b""
    delimiter = separator(heading.decode("utf-8", "replace"))
    names = next(iter(Rows(iter([heading]), delimiter)), None)
    by_path = [name for name in names or [] if name.strip().casefold() in PATHS] if isinstance(names, list) else []
    fields = Fields({"text": by_path[0]} if by_path else {})
    if not isinstance(names, list) or not (by_path or fields.plan(names)[0]["document_id"]):
        raise UsageError(
            f"the metadata file {said.origin} does not say which document a row is about",
            "give it a column path or document_id",
        )
    for number, row in enumerate(Rows(stream, delimiter), 1):
        if isinstance(row, BadRowError) or len(row) != len(names):
            problem = str(row) if isinstance(row, BadRowError) else f"{len(row)} fields, the heading has {len(names)}"
            said.asides.append(Aside(said.origin, number, f"not a row: {problem}"))
        else:
            _add(said, dict(zip(names, row, strict=True)), by_path, folder, number)


def _add(said: Beside, row: dict[str, str], by_path: list[str], folder: Path, number: int) -> None:
    """Add one row under the names of its document."""
    key = next((row[name] for name in by_path if row[name]), None)
    names = Fields({"text": "\0"}).plan(row)[0]["document_id"]
    key = key or next((row[name] for name in names if row[name]), None)
    if not key:
        said.asides.append(Aside(said.origin, number, "the row does not say which document it is about"))
        return
    record = Fields().record({**{k: v for k, v in row.items() if k not in by_path}, "text": key}, NOWHERE, None)
    if key in said.rows:
        said.asides.append(Aside(said.origin, number, f"says {key} again, after row {said.rows[key].number}"))
    elif isinstance(record, Record):
        says = {name: value for name in SAYS if (value := getattr(record, name))}
        said.rows[key] = Row(number, says)
        said.rows.setdefault(os.path.normpath(folder / key), said.rows[key])
