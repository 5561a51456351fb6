"""JSON Lines: one record a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO

from provenance.readers.encodings import bad_byte_message
from provenance.readers.streams import DAMAGE, MAX_RECORD_BYTES, as_utf8, open_decompressed, stream_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.fields import FieldMapping
    from provenance.readers.records import Item, Source


def read_jsonl(source: Source, fields: FieldMapping) -> Iterator[Item]:
    """Yield the records of a JSON Lines file; a bad line is rejected alone, blank ones are skipped."""
    with as_utf8(open_decompressed(source)) as stream:
        yield from jsonl_records(stream, source, fields)


def jsonl_records(stream: BinaryIO, source: Source, fields: FieldMapping) -> Iterator[Item]:
    """Yield the records of a stream of JSON Lines in UTF-8."""
    number = 0
    try:
        for number, line in enumerate(stream_lines(stream), 1):
            if line is None:
                yield source.reject(f"a line of more than {MAX_RECORD_BYTES >> 20} MiB", number)
            elif not line.isspace():
                yield _line_record(line, source, fields, number)
    except DAMAGE as error:
        yield source.reject(
            f"the file is damaged or cut after line {number}: {error}; what follows is not read", number + 1
        )


def _line_record(line: bytes, source: Source, fields: FieldMapping, number: int) -> Item:
    """Return the record of one line, or why it is none."""
    try:
        value = parse_object(line)
    except UnparsableError as error:
        return source.reject(str(error), number)
    return fields.record(value, source, number)


class UnparsableError(Exception):
    """Bytes that are no JSON object."""


def parse_object(data: bytes) -> dict[str, Any]:
    """Return a JSON object.

    Raises:
        UnparsableError: the bytes are no UTF-8, no JSON or no object.
    """
    try:
        value = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnparsableError(bad_byte_message(data, error.start, "utf-8")) from None
    except (ValueError, RecursionError) as error:
        raise UnparsableError(f"not JSON: {error}") from None
    if not isinstance(value, dict):
        raise UnparsableError("not a JSON object with fields")
    return value
