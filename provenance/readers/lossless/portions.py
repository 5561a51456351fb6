"""Records as they stand in their files, for whoever passes them on: nothing is left out, and every record has a place.

A file is a row of *pieces*: what a reader takes for a record, and what it does not (a blank line, a heading, a line
that is no JSON). A piece's *place* is its position among them, from 0. Neighbouring pieces come in portions of bounded
size, whose bounds depend on the files alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from provenance.readers import columnar, delimited, plain, walk
from provenance.readers import formats as kinds
from provenance.readers import jsonl as lines
from provenance.readers.records import Aside, Record, Source, frame, place
from provenance.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

    from provenance.readers.fields import Fields
    from provenance.readers.sidecar import Beside

RAW = table(
    "raw",
    "one record as it stands in its file",
    ("file", "INTEGER", "position of the file among all, from 0"),
    ("place", "BIGINT", "position of the record among the pieces of its file, from 0"),
    ("position", "BIGINT", "row or line as people count, from 1; 0 where the record is alone in its file"),
    ("document_id", "VARCHAR", "the record's own id, else the path, else that and the position"),
    ("outlet", "VARCHAR", "who published it, as the input says; null where unknown"),
    ("url", "VARCHAR", "address of the page; null where unknown"),
    ("title", "VARCHAR", "headline; null where unknown"),
    ("language", "VARCHAR", "language as the input gives it; null where unknown"),
    ("published_at", "VARCHAR", "time of publication as the input gives it; null where unknown"),
    ("field", "VARCHAR", "the field that holds the text, where the text is the whole of one field; else null"),
    ("text", "VARCHAR", "the decoded text exactly as it came; empty where there is none"),
)

PORTION_BYTES = 16 << 20
PORTION_ROWS = 8192
FAMILIES: dict[Any, str] = {
    columnar.read_parquet: "parquet",
    columnar.read_arrow: "arrow",
    lines.read: "lines",
    delimited.read: "delimited",
    plain.read: "plain",
}


class Piece(NamedTuple):
    """One piece of a file of lines: its bytes, the record in it (None: there is none), and why there is none."""

    place: int
    position: int
    raw: bytes
    value: dict[str, Any] | None
    reason: str | None = None


@dataclass(frozen=True)
class Portion:
    """Some neighbouring records.

    Attributes:
        documents: what is known of each record (columns of ``RAW``), in order.
        rows: the records as a table, row for row those of ``documents`` (columnar files).
        pieces: all pieces, those without a record too (files of lines; a plain text file is one piece).
        asides: what could not be read.
        whole: false where something in the file can be given back only by keeping the file itself.
    """

    documents: pl.DataFrame
    rows: pa.Table | None
    pieces: list[Piece]
    asides: list[Aside]
    whole: bool = True


@dataclass(frozen=True)
class File:
    """One input file: its position among all, where it is, and which family of formats it is of."""

    number: int
    source: Source
    family: str


@dataclass(frozen=True)
class Reading:
    """How records are read: which fields are which, and what is said beside them."""

    fields: Fields
    said: Beside
    prefix: str = ""

    @property
    def silent(self) -> bool:
        """Whether nothing is said beside the records."""
        return not (self.said.rows or self.said.from_folder or self.said.outlet or self.prefix)

    def described(self, file: File, piece: Piece) -> tuple[Any, ...]:
        """Return what is known of a record: a row of ``RAW``."""
        assert piece.value is not None
        found = self.fields.record(piece.value, file.source, piece.position or None)
        name = self.text_field(piece.value)
        record = found if isinstance(found, Record) else self._textless(file, piece)
        record = self.said.complete(record, file.source)
        said = (record.outlet, record.url, record.title, record.language, record.published_at)
        return (
            *(file.number, piece.place, piece.position, self.prefix + record.document_id, *said, name),
            (record.text.strip() and record.text) or "",
        )

    def text_field(self, value: dict[str, Any]) -> str | None:
        """Return the field that holds the text as a string; None where the text is put together."""
        for name in self.fields.plan(value)[0]["text"]:
            held = value.get(name)
            if held is not None and held != "" and held != []:
                return name if isinstance(held, str) else None
        return None

    def _textless(self, file: File, piece: Piece) -> Record:
        """Return a record that has no text."""
        assert piece.value is not None
        stand_in = self.fields.record(
            {**piece.value, **dict.fromkeys(self._text_names(piece), ".")}, file.source, piece.position or None
        )
        if isinstance(stand_in, Record):
            return stand_in._replace(text="")
        origin = place(file.source.origin, piece.position or None)
        said = dict.fromkeys(Record._fields[2:-1])
        return Record(place(file.source.id, piece.position or None), origin, **said, text="")

    def _text_names(self, piece: Piece) -> list[str]:
        assert piece.value is not None
        return self.fields.plan(piece.value)[0]["text"][:1]


def files(paths: Sequence[Path | str]) -> tuple[list[File], list[Aside]]:
    """Return the files at and below the paths, once each, sorted by their path below the root; and what is none.

    Raises:
        InputError: a path does not exist.
    """
    found = list(walk.found(walk.roots(paths)))
    sources = {item.origin: item for item in found if isinstance(item, Source)}
    ordered = sorted(sources.values(), key=lambda source: (source.id, source.origin))
    known = [File(number, source, family(source)) for number, source in enumerate(named_apart(ordered))]
    return known, [item for item in found if isinstance(item, Aside)]


def named_apart(sources: list[Source]) -> Iterator[Source]:
    """Yield sources in order; one of the same path as an earlier one, below another root, gets a number."""
    taken: set[str] = set()
    for source in sources:
        name, number = source.id, 2
        while name in taken:
            folder, slash, last = source.id.rpartition("/")
            stem, dot, ending = last.partition(".")
            name = f"{folder}{slash}{stem}-{number}{dot}{ending}"
            number += 1
        taken.add(name)
        yield replace(source, id=name)


def family(source: Source) -> str:
    """Return the family of formats that a source is of: parquet, arrow, lines, delimited, plain, or other."""
    reader = kinds.reader(source)
    return FAMILIES.get(reader, "other") if reader and not source.inside else "other"


def portions(chosen: Sequence[File], reading: Reading) -> Iterator[Portion]:
    """Yield the records of some files in portions; neighbouring text files share one."""
    from provenance.readers.lossless import columnar as raw_columnar
    from provenance.readers.lossless import lines as raw_lines

    if chosen and chosen[0].family == "plain":
        yield from raw_lines.plain_portions(chosen, reading)
        return
    for file in chosen:
        if file.family in ("parquet", "arrow"):
            yield from raw_columnar.portions(file, reading)
        elif file.family in ("lines", "delimited"):
            yield from raw_lines.portions(file, reading)
        else:
            yield from _other(file, reading)


def _other(file: File, reading: Reading) -> Iterator[Portion]:
    """Yield what a file of any other kind holds; the file itself has to be kept to give it back."""
    pile: list[Record] = []
    asides: list[Aside] = []
    start, size = 0, 0
    for item in kinds.read(file.source, reading.fields):
        if isinstance(item, Aside):
            asides.append(item)
            continue
        pile.append(reading.said.complete(item, file.source))
        size += len(item.text)
        if size > PORTION_BYTES or len(pile) >= PORTION_ROWS:
            yield _portion_of_records(file, reading, pile, asides, start)
            start, size, pile, asides = start + len(pile), 0, [], []
    yield _portion_of_records(file, reading, pile, asides, start)


def _portion_of_records(file: File, reading: Reading, pile: list[Record], asides: list[Aside], start: int) -> Portion:
    from provenance.readers.lossless.columnar import plain_table

    rows = [row_of(file, reading.prefix, record, start + n) for n, record in enumerate(pile)]
    return Portion(frame(rows, RAW.schema()), plain_table(pile), [], asides, whole=False)


def row_of(file: File, prefix: str, record: Record, place: int) -> tuple[Any, ...]:
    """Return a record of a file that has no pieces as a row of ``RAW``."""
    said = (record.outlet, record.url, record.title, record.language, record.published_at)
    return (file.number, place, place + 1, prefix + record.document_id, *said, "text", record.text)
