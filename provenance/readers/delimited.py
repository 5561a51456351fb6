"""CSV and TSV: one record a row, the first row names the fields."""

from __future__ import annotations

import csv
from collections import deque
from typing import TYPE_CHECKING

from provenance.readers.encodings import UndecodableError
from provenance.readers.fields import ALIASES, Fields, bare
from provenance.readers.streams import BROKEN, LARGEST, lines, opened, utf8

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.records import Item, Source

KNOWN = {alias for aliases in ALIASES.values() for alias in aliases}


class BadRowError(Exception):
    """One row that cannot be read."""


class Rows:
    """The rows of a delimited file; after a bad one it goes on with the line below the bad row's first.

    A row that is bad because a quotation mark is never closed would otherwise swallow all that follows.
    """

    def __init__(self, stream: Iterator[bytes | None], delimiter: str) -> None:
        self._stream, self._delimiter = stream, delimiter
        self._again: deque[str] = deque()
        self._taken: list[str] = []

    def __iter__(self) -> Iterator[list[str] | BadRowError]:
        """Yield each row, or why it is bad; blank lines are passed over."""
        while True:
            self._taken = []
            try:
                row = next(self._reader())
            except StopIteration:
                return
            except (csv.Error, BadRowError) as error:
                self._again.extendleft(reversed(self._taken[1:]))
                yield BadRowError(str(error))
            else:
                if row:
                    yield row

    def _reader(self) -> Iterator[list[str]]:
        """Return a parser of one row."""
        csv.field_size_limit(max(csv.field_size_limit(), LARGEST))  # the module's own 128 KiB is less than long texts
        return csv.reader(self._lines(), delimiter=self._delimiter, strict=True)

    def _lines(self) -> Iterator[str]:
        """Yield the lines of one row as the parser asks for them."""
        size = 0
        while size <= LARGEST:
            line = self._line()
            if line is None:
                return
            size += len(line)
            self._taken.append(line)
            yield line
        raise BadRowError(f"a row of more than {LARGEST >> 20} MiB, or a quotation mark that is never closed")

    def _line(self) -> str | None:
        """Return the next line; None at the end."""
        if self._again:
            return self._again.popleft()
        for line in self._stream:
            if line is None:
                self._taken.append("")
                raise BadRowError(f"a line of more than {LARGEST >> 20} MiB")
            # A wrong byte stays recognisable: the row that holds it is set aside, not its neighbours.
            return line.decode("utf-8", "surrogateescape")
        return None


def read(source: Source, fields: Fields) -> Iterator[Item]:
    """Yield the records of a CSV or TSV file; rows are counted from 1 below the heading."""
    number = 0
    try:
        with utf8(opened(source)) as stream:
            for item in _items(source, fields, lines(stream)):
                number += 1
                yield item
    except UndecodableError as error:
        yield source.aside(str(error))
    except BROKEN as error:
        yield source.aside(
            f"the file is damaged or cut after row {number}: {error}; what follows is not read", number + 1
        )


def _items(source: Source, fields: Fields, stream: Iterator[bytes | None]) -> Iterator[Item]:
    """Yield the records below the heading."""
    first = next(stream, b"")
    heading = first.decode("utf-8", "replace") if first else ""
    delimiter = separator(heading)
    names = next(iter(Rows(iter([heading.encode()]), delimiter)), None)
    if not isinstance(names, list):
        yield source.aside("no heading: the first row has to name the fields")
        return
    missing = without_text(names, fields)
    if missing:
        yield source.aside(missing)
        return
    for number, row in enumerate(Rows(stream, delimiter), 1):
        yield _record(source, fields, names, row, number)


def separator(heading: str) -> str:
    """Return what separates the fields of a heading: what gives most known names, then most names."""
    return max(",\t;|", key=lambda mark: (len(KNOWN & {bare(n) for n in heading.split(mark)}), heading.count(mark)))


def without_text(names: list[str], fields: Fields) -> str | None:
    """Return why no record with these fields can have a text; None where one can."""
    wanted = fields.plan(names)[0]["text"]
    if any(name in names for name in wanted):
        return None
    looked = f"no field {wanted[0]}" if wanted else "no field is known to hold the text"
    there = ", ".join(name[:40] for name in names[:20])
    return f"{looked} (fields: {there}): name it with --field text=NAME"


def _record(source: Source, fields: Fields, names: list[str], row: list[str] | BadRowError, number: int) -> Item:
    """Return the record of one row, or why it is none."""
    if isinstance(row, BadRowError):
        return source.aside(f"not a row: {row}", number)
    if len(row) != len(names):
        return source.aside(f"the row has {len(row)} fields, the heading {len(names)}", number)
    try:
        "".join(row).encode()
    except UnicodeEncodeError as error:
        wrong = ord(error.object[error.start]) - 0xDC00
        return source.aside(f"byte 0x{wrong:02x} is not UTF-8: repair it, or convert the file", number)
    return fields.record(dict(zip(names, row, strict=True)), source, number)
