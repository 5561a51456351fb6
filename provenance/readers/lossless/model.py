"""The types of lossless reading: raw records, the chunks they come in, and the form in which a family keeps them.

A file is a sequence of *raw records*: what a reader takes for a record, and what it does not (a blank line, a heading,
a line that is no JSON). The *place* of a raw record is its index in that sequence, from 0. Neighbouring raw records
come in *chunks* of bounded size, whose bounds depend on the files alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from provenance.readers.records import Record, locator
from provenance.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import polars as pl
    import pyarrow as pa

    from provenance.readers.fields import FieldMapping
    from provenance.readers.records import RejectedInput, Source
    from provenance.readers.sidecar import Sidecar

RAW_RECORDS = table(
    "raw",
    "one record as it stands in its file",
    ("file", "INTEGER", "position of the file among all, from 0"),
    ("place", "BIGINT", "index of the record among the raw records of its file, from 0"),
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

CHUNK_BYTES = 16 << 20
CHUNK_RECORDS = 8192
OTHER = "other"  # the family of files whose format has no raw form


class RawRecord(NamedTuple):
    """One raw record of a file.

    Attributes:
        place: its index among the raw records of the file, from 0.
        position: its line or row as people count, from 1; 0 where it is alone in its file.
        raw: its bytes, the line end included; empty in formats whose records are rows of a table.
        value: its fields; None where the bytes hold no record.
        reason: why the bytes hold no record, where that is worth telling.
    """

    place: int
    position: int
    raw: bytes
    value: dict[str, Any] | None
    reason: str | None = None


@dataclass(frozen=True)
class Chunk:
    """Neighbouring records of one file, or of several text files.

    Attributes:
        documents: what is known of each record (columns of ``RAW_RECORDS``), in order.
        rows: the records as a table, row for row those of ``documents``; None where they are bytes.
        raw_records: every raw record, those without fields too; empty where the records are a table.
        rejects: what could not be read.
        restorable: false where something in the file can be given back only by keeping the file itself.
    """

    documents: pl.DataFrame
    rows: pa.Table | None
    raw_records: list[RawRecord]
    rejects: list[RejectedInput]
    restorable: bool = True


@dataclass(frozen=True)
class InputFile:
    """One input file: its position among all, from 0, its bytes, and the family of its raw form (or ``OTHER``)."""

    number: int
    source: Source
    family: str


@dataclass(frozen=True)
class RawForm:
    """How the records of a format are kept, so that their file can be given back.

    Attributes:
        family: its name in the manifest of a cleaned corpus.
        chunks: yields neighbouring files of this form in chunks.
        keeps: what ``clean`` keeps of a file, as the docs say it.
        compressible: whether a compressed file can be kept record by record; else the whole file is kept.
    """

    family: str
    chunks: Callable[[Sequence[InputFile], ReadOptions], Iterator[Chunk]]
    keeps: str
    compressible: bool = True


@dataclass(frozen=True)
class ReadOptions:
    """How the fields of records become columns: the field mapping, the sidecar metadata, and the prefix of ids."""

    fields: FieldMapping
    sidecar: Sidecar
    id_prefix: str = ""

    @property
    def fields_suffice(self) -> bool:
        """Whether the fields of a record alone decide its columns: no sidecar metadata, no prefix."""
        return not (self.sidecar.rows or self.sidecar.outlet_from_folder or self.sidecar.outlet or self.id_prefix)

    def raw_row(self, file: InputFile, raw: RawRecord) -> tuple[Any, ...]:
        """Return a raw record with fields as a row of ``RAW_RECORDS``."""
        assert raw.value is not None
        item = self.fields.record(raw.value, file.source, raw.position or None)
        record = self.sidecar.complete(item if isinstance(item, Record) else self._textless(file, raw), file.source)
        return (
            *(file.number, raw.place, raw.position, self.id_prefix + record.document_id),
            *(record.outlet, record.url, record.title, record.language, record.published_at),
            self.text_field(raw.value),
            (record.text.strip() and record.text) or "",
        )

    def text_field(self, value: dict[str, Any]) -> str | None:
        """Return the field that holds the text as a string; None where the text is composed of several values."""
        for name in self.fields.plan(value)[0]["text"]:
            content = value.get(name)
            if content is not None and content != "" and content != []:
                return name if isinstance(content, str) else None
        return None

    def _textless(self, file: InputFile, raw: RawRecord) -> Record:
        """Return a record without a text, its other columns as its fields say: a dummy text is mapped, then emptied."""
        assert raw.value is not None
        position = raw.position or None
        dummy = dict.fromkeys(self.fields.plan(raw.value)[0]["text"][:1], ".")
        item = self.fields.record({**raw.value, **dummy}, file.source, position)
        if isinstance(item, Record):
            return item._replace(text="")
        columns = dict.fromkeys(Record._fields[2:-1])
        return Record(locator(file.source.id, position), locator(file.source.origin, position), **columns, text="")
