"""JSON Lines: one record a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO

from provenance.readers.encodings import UndecodableError, bad_byte
from provenance.readers.streams import BROKEN, LARGEST, lines, opened, utf8

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.fields import Fields
    from provenance.readers.records import Item, Source


def read(source: Source, fields: Fields) -> Iterator[Item]:
    """Yield the records of a JSON Lines file; a bad line is set aside alone, blank ones are passed over."""
    try:
        with utf8(opened(source)) as stream:
            yield from records(stream, source, fields)
    except UndecodableError as error:
        yield source.aside(str(error))


def records(stream: BinaryIO, source: Source, fields: Fields) -> Iterator[Item]:
    """Yield the records of a stream of JSON Lines in UTF-8."""
    number = 0
    try:
        for number, line in enumerate(lines(stream), 1):
            if line is None:
                yield source.aside(f"a line of more than {LARGEST >> 20} MiB", number)
            elif not line.isspace():
                yield _line(line, source, fields, number)
    except BROKEN as error:
        yield source.aside(
            f"the file is damaged or cut after line {number}: {error}; what follows is not read", number + 1
        )


def _line(line: bytes, source: Source, fields: Fields, number: int) -> Item:
    """Return the record of one line, or why it is none."""
    try:
        value = parsed(line)
    except UnparsableError as error:
        return source.aside(str(error), number)
    return fields.record(value, source, number)


class UnparsableError(Exception):
    """Bytes that are no JSON object."""


def parsed(data: bytes) -> dict[str, Any]:
    """Return a JSON object.

    Raises:
        UnparsableError: the bytes are no UTF-8, no JSON or no object.
    """
    try:
        value = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnparsableError(bad_byte(data, error.start, "utf-8")) from None
    except (ValueError, RecursionError) as error:
        raise UnparsableError(f"not JSON: {error}") from None
    if not isinstance(value, dict):
        raise UnparsableError("not a JSON object with fields")
    return value
