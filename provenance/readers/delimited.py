"""CSV and TSV: one record a row, the first row names the fields."""

from __future__ import annotations

import csv
import re
from collections import deque
from itertools import chain
from typing import TYPE_CHECKING

from provenance.readers.fields import ALIASES, FieldMapping, normalised_name
from provenance.readers.nested_records import WRAPPERS
from provenance.readers.streams import DAMAGE, MAX_RECORD_BYTES, as_utf8, open_decompressed, stream_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.records import Item, Source

USUAL_NAMES = {alias for aliases in ALIASES.values() for alias in aliases}
DELIMITERS = ",\t;|"
SEPARATOR_LINE = re.compile(r"(?i)\"?sep=(.)\"?")  # as Excel writes it
MOST_LINES_OF_CELL = 1000


class BadRowError(Exception):
    """One row that cannot be read."""


class DelimitedRows:
    """The rows of a delimited file; after a bad one, reading goes on with the line below the bad row's first.

    Otherwise a row with a quotation mark that is never closed would swallow all that follows.
    """

    def __init__(self, lines: Iterator[bytes | None], delimiter: str, *, spaced: bool = False) -> None:
        self._spaced = spaced
        self._source_lines, self._delimiter = lines, delimiter
        self._pushed_back: deque[str] = deque()
        self._consumed: list[str] = []

    def __iter__(self) -> Iterator[list[str] | BadRowError]:
        """Yield each row, or why it is bad; blank lines are skipped."""
        while True:
            self._consumed = []
            try:
                row = next(self._reader())
            except StopIteration:
                return
            except BadRowError as error:
                self._pushed_back.extendleft(reversed(self._consumed[1:]))
                yield error
            except csv.Error as error:
                yield self._reparsed() or BadRowError(str(error))
            else:
                if row:
                    yield row

    def _reparsed(self) -> list[str] | None:
        r"""Return a row that is none by RFC 4180, as other writers mean it; None where it is none to them either.

        Spark and MySQL write ``\\"`` for a quotation mark in a cell; cells of TSV hold quotation marks as they are.
        """
        lines = self._consumed + self._rest()
        if self._delimiter == "\t" and '"' in lines[0]:
            self._pushed_back.extendleft(reversed(lines[1:]))
            return lines[0].rstrip("\r\n").split("\t")
        if not any('\\"' in line for line in lines):
            self._pushed_back.extendleft(reversed(lines[1:]))
            return None
        taken: list[str] = []

        def noted() -> Iterator[str]:
            for line in lines:
                taken.append(line)
                yield line

        try:
            row = next(csv.reader(noted(), delimiter=self._delimiter, escapechar="\\", doublequote=False, strict=True))
        except (csv.Error, StopIteration):
            row, taken = None, lines[:1]
        self._pushed_back.extendleft(reversed(lines[len(taken) :]))
        return row

    def _rest(self) -> list[str]:
        """Return the next lines, as many as a cell usually has: a row may go on below what was read."""
        lines: list[str] = []
        try:
            while len(lines) < MOST_LINES_OF_CELL and (line := self._next_line()) is not None:
                lines.append(line)
        except BadRowError:
            pass
        return lines

    def _reader(self) -> Iterator[list[str]]:
        """Return a parser of one row."""
        limit = max(csv.field_size_limit(), MAX_RECORD_BYTES)  # the module's own 128 KiB is less than long texts
        csv.field_size_limit(limit)
        return csv.reader(self._row_lines(), delimiter=self._delimiter, strict=True, skipinitialspace=self._spaced)

    def _row_lines(self) -> Iterator[str]:
        """Yield the lines of one row as the parser asks for them."""
        size = 0
        while size <= MAX_RECORD_BYTES:
            line = self._next_line()
            if line is None:
                return
            size += len(line)
            self._consumed.append(line)
            yield line
        raise BadRowError(f"a row of more than {MAX_RECORD_BYTES >> 20} MiB, or a quotation mark that is never closed")

    def _next_line(self) -> str | None:
        """Return the next line; None at the end."""
        if self._pushed_back:
            return self._pushed_back.popleft()
        for line in self._source_lines:
            if line is None:
                self._consumed.append("")
                raise BadRowError(f"a line of more than {MAX_RECORD_BYTES >> 20} MiB")
            # A wrong byte stays recognisable, so that the row that holds it is rejected and not its neighbours.
            return line.decode("utf-8", "surrogateescape")
        return None


def read_delimited(source: Source, fields: FieldMapping) -> Iterator[Item]:
    """Yield the records of a CSV or TSV file; rows are counted from 1 below the heading."""
    number = 0
    try:
        with as_utf8(open_decompressed(source)) as stream:
            for item in _items(source, fields, _rows_apart(stream_lines(stream))):
                number += 1
                yield item
    except DAMAGE as error:
        yield source.reject(
            f"the file is damaged or cut after row {number}: {error}; what follows is not read", number + 1
        )


def _rows_apart(lines: Iterator[bytes | None]) -> Iterator[bytes | None]:
    """Yield lines, also those of a file whose rows end in carriage returns alone, as old spreadsheets write them."""
    first = next(lines, b"")
    returns = first is not None and b"\r" in first.rstrip(b"\r\n")
    for line in chain((first,), lines):
        yield from line.splitlines(keepends=True) if returns and line else (line,)


def _items(source: Source, fields: FieldMapping, lines: Iterator[bytes | None]) -> Iterator[Item]:
    """Yield the records below the heading."""
    first = next(lines, b"")
    heading = first.decode("utf-8", "replace") if first else ""
    declared = SEPARATOR_LINE.fullmatch(heading.strip("\ufeff\r\n"))
    if declared:
        heading = (next(lines, b"") or b"").decode("utf-8", "replace")
    delimiter = declared[1] if declared else delimiter_of(heading)
    spaced = delimiter in heading and all(name[:1] == " " for name in heading.split(delimiter)[1:])
    names = next(iter(DelimitedRows(iter([heading.encode()]), delimiter, spaced=spaced)), None)
    if not isinstance(names, list):
        yield source.reject("no heading: the first row has to name the fields")
        return
    missing = missing_text(names, fields)
    if missing:
        yield source.reject(missing)
        return
    for number, row in enumerate(DelimitedRows(lines, delimiter, spaced=spaced), 1):
        yield _row_record(source, fields, names, row, number)


def delimiter_of(heading: str) -> str:
    """Return what separates the fields of a heading: what gives most usual names, then most names."""

    def usual_names(mark: str) -> int:
        return len(USUAL_NAMES & {normalised_name(name) for name in heading.split(mark)})

    return max(DELIMITERS, key=lambda mark: (usual_names(mark), heading.count(mark)))


def missing_text(names: list[str], fields: FieldMapping) -> str | None:
    """Return why no record with these fields can have a text; None where one can."""
    text_fields = fields.plan(names)[0]["text"]
    if any(name in names for name in (*text_fields, *WRAPPERS)):
        return None
    problem = f"no field {text_fields[0]}" if text_fields else "no field is known to hold the text"
    listed = ", ".join(name[:40] for name in names[:20])
    return f"{problem} (fields: {listed}): name it with --field text=NAME"


def _row_record(
    source: Source, fields: FieldMapping, names: list[str], row: list[str] | BadRowError, number: int
) -> Item:
    """Return the record of one row, or why it is none."""
    if isinstance(row, BadRowError):
        return source.reject(f"not a row: {row}", number)
    if len(row) != len(names):
        return source.reject(f"the row has {len(row)} fields, the heading {len(names)}", number)
    try:
        "".join(row).encode()
    except UnicodeEncodeError as error:
        byte = ord(error.object[error.start]) - 0xDC00
        return source.reject(f"byte 0x{byte:02x} is not UTF-8: repair it, or convert the file", number)
    return fields.record(dict(zip(names, row, strict=True)), source, number)
