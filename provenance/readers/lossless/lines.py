"""JSON Lines, CSV and TSV kept byte for byte: the bytes of every line or row stand beside its fields."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from provenance.readers.delimited import BadRowError, DelimitedRows, delimiter_of, missing_text
from provenance.readers.encodings import SAMPLE, UndecodableError, byte_order_mark, encoding_of
from provenance.readers.jsonl import UnparsableError, parse_object
from provenance.readers.lossless.model import CHUNK_BYTES, CHUNK_RECORDS, RAW_RECORDS, Chunk, RawForm, RawRecord
from provenance.readers.records import RejectedInput, frame
from provenance.readers.streams import DAMAGE, MAX_RECORD_BYTES, as_utf8, open_decompressed, stream_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from provenance.readers.lossless.model import InputFile, ReadOptions

    RawReader = Callable[[InputFile, ReadOptions], Iterator[RawRecord]]


def jsonl_chunks(files: Sequence[InputFile], options: ReadOptions) -> Iterator[Chunk]:
    """Yield JSON Lines files in chunks."""
    for file in files:
        yield from _chunks(file, options, _jsonl_records)


def delimited_chunks(files: Sequence[InputFile], options: ReadOptions) -> Iterator[Chunk]:
    """Yield CSV and TSV files in chunks; the heading is a raw record without fields."""
    for file in files:
        yield from _chunks(file, options, _delimited_records)


JSON_LINES = RawForm("lines", jsonl_chunks, "each line, byte for byte")
DELIMITED = RawForm("delimited", delimited_chunks, "each row, byte for byte")


def _chunks(file: InputFile, options: ReadOptions, read_raw: RawReader) -> Iterator[Chunk]:
    """Yield a file in chunks of bounded size."""
    raw_records: list[RawRecord] = []
    size, restorable = 0, _is_plain_utf8(file)
    for item in _until_damage(read_raw(file, options), file):
        if isinstance(item, RejectedInput):
            yield _chunk(file, options, raw_records, [item], restorable=False)
            raw_records, size = [], 0
            continue
        raw_records.append(item)
        size += len(item.raw)
        if size >= CHUNK_BYTES or len(raw_records) >= CHUNK_RECORDS:
            yield _chunk(file, options, raw_records, [], restorable=restorable)
            raw_records, size = [], 0
    yield _chunk(file, options, raw_records, [], restorable=restorable)


def _chunk(
    file: InputFile,
    options: ReadOptions,
    raw_records: list[RawRecord],
    damage: list[RejectedInput],
    *,
    restorable: bool,
) -> Chunk:
    """Return raw records as a chunk; ``damage`` is what ended the file before its end."""
    rows = [options.raw_row(file, raw) for raw in raw_records if raw.value is not None]
    rejects = [file.source.reject(raw.reason, raw.position) for raw in raw_records if raw.reason]
    return Chunk(frame(rows, RAW_RECORDS.schema()), None, raw_records, [*rejects, *damage], restorable)


def _is_plain_utf8(file: InputFile) -> bool:
    """Return whether a file is UTF-8 without a byte order mark: its raw records then hold its bytes as they are."""
    try:
        with open_decompressed(file.source) as stream:
            head = stream.read(SAMPLE)
        return byte_order_mark(head) is None and encoding_of(head, complete=False) == "utf-8"
    except (*DAMAGE, UndecodableError):
        return False


def _until_damage(raw_records: Iterator[RawRecord], file: InputFile) -> Iterator[RawRecord | RejectedInput]:
    """Yield raw records, and where the file is damaged or no text, why they end before it does."""
    last = 0
    try:
        for raw in raw_records:
            last = raw.position
            yield raw
    except UndecodableError as error:
        yield file.source.reject(str(error))
    except DAMAGE as error:
        yield file.source.reject(
            f"the file is damaged or cut after line {last}: {error}; what follows is not read", last + 1
        )


def _jsonl_records(file: InputFile, _: ReadOptions) -> Iterator[RawRecord]:
    """Yield the lines of a JSON Lines file."""
    with as_utf8(open_decompressed(file.source)) as stream:
        for number, line in enumerate(stream_lines(stream)):
            if line is None:
                raise OSError(f"line {number + 1} has more than {MAX_RECORD_BYTES >> 20} MiB")
            yield _jsonl_record(line, number)


def _jsonl_record(line: bytes, number: int) -> RawRecord:
    if line.isspace():
        return RawRecord(number, number + 1, line, None)
    try:
        return RawRecord(number, number + 1, line, parse_object(line))
    except UnparsableError as error:
        return RawRecord(number, number + 1, line, None, str(error))


class RawRows(DelimitedRows):
    """The rows of a delimited file with the bytes of each; blank lines are rows without fields."""

    def with_bytes(self) -> Iterator[tuple[list[str] | BadRowError, bytes]]:
        """Yield each row, or why it is bad, and its bytes."""
        while True:
            self._consumed = []
            row: list[str] | BadRowError
            try:
                row = next(self._reader())
            except StopIteration:
                return
            except (csv.Error, BadRowError) as error:
                self._pushed_back.extendleft(reversed(self._consumed[1:]))
                self._consumed = self._consumed[:1]
                row = BadRowError(str(error))
            yield row, "".join(self._consumed).encode("utf-8", "surrogateescape")


def _delimited_records(file: InputFile, options: ReadOptions) -> Iterator[RawRecord]:
    """Yield the heading and the rows of a delimited file."""
    with as_utf8(open_decompressed(file.source)) as stream:
        lines = stream_lines(stream)
        heading = next(lines, b"") or b""
        names = heading_names(heading)
        yield RawRecord(0, 0, heading, None, missing_text(names, options.fields))
        position = 0
        rows = RawRows(lines, delimiter_of(heading.decode("utf-8", "replace"))).with_bytes()
        for place, (row, raw) in enumerate(rows, 1):
            position += row != []
            yield _delimited_record(names, row, raw, place, position)


def heading_names(heading: bytes) -> list[str]:
    """Return the field names in the heading of a delimited file; an empty list where it is no row."""
    text = heading.decode("utf-8", "replace")
    names = next(iter(DelimitedRows(iter([heading]), delimiter_of(text))), None)
    return names if isinstance(names, list) else []


def _delimited_record(
    names: list[str], row: list[str] | BadRowError, raw: bytes, place: int, position: int
) -> RawRecord:
    """Return one row of a delimited file as a raw record."""
    if isinstance(row, BadRowError):
        return RawRecord(place, position, raw, None, f"not a row: {row}")
    if not row:
        return RawRecord(place, position, raw, None)
    if len(row) != len(names) or len(set(names)) < len(names):
        return RawRecord(place, position, raw, None, f"the row has {len(row)} fields, the heading {len(set(names))}")
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        reason = f"byte 0x{raw[error.start]:02x} is not UTF-8: repair it, or convert the file"
        return RawRecord(place, position, raw, None, reason)
    return RawRecord(place, position, raw, dict(zip(names, row, strict=True)))
