"""JSON Lines: one record a line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, BinaryIO

from provenance.readers.encodings import bad_byte_message
from provenance.readers.streams import DAMAGE, MAX_RECORD_BYTES, as_utf8, open_decompressed, stream_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.fields import FieldMapping
    from provenance.readers.records import Item, Source


MAX_PARTS = 1_000_000  # fields, lists and objects of one record, each of which takes fifty times its bytes


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
                yield from _line_records(line, source, fields, number)
    except DAMAGE as error:
        yield source.reject(
            f"the file is damaged or cut after line {number}: {error}; what follows is not read", number + 1
        )


def _line_records(line: bytes, source: Source, fields: FieldMapping, number: int) -> Iterator[Item]:
    """Yield the record of one line, or those of several objects on it, or why it is none."""
    try:
        values = [parse_object(line)]
    except UnparsableError as error:
        values = [] if has_too_many_parts(line) else objects_of_line(line)
        if not values:
            yield source.reject(str(error), number)
    for part, value in enumerate(values, 1):
        yield fields.record(value, source, number if len(values) == 1 else f"{number}.{part}")


def objects_of_line(line: bytes) -> list[dict[str, Any]]:
    """Return the objects that stand one after another, or in an array, on a line; none where anything else does."""
    try:
        text, at, values = line.decode("utf-8"), 0, []
        while match := BETWEEN.match(text, at):
            if match.end() == len(text):
                break
            value, at = DECODER.raw_decode(text, match.end())
            values.extend(value if isinstance(value, list) else [value])
    except (ValueError, RecursionError):
        return []
    return values if all(isinstance(value, dict) for value in values) else []


DECODER = json.JSONDecoder()
BETWEEN = re.compile(r"[\s,\x1e]*")


def has_too_many_parts(data: bytes) -> bool:
    """Return whether JSON holds more values than a record of news can, so that it is not parsed at all."""
    return len(data) > MAX_PARTS and data.count(b"{") + data.count(b"[") + data.count(b'":') > MAX_PARTS


class UnparsableError(Exception):
    """Bytes that are no JSON object."""


def parse_object(data: bytes) -> dict[str, Any]:
    """Return a JSON object.

    Raises:
        UnparsableError: the bytes are no UTF-8, no JSON or no object, or hold too many values.
    """
    if has_too_many_parts(data):
        raise UnparsableError(f"it holds more than {MAX_PARTS:,} fields, lists and objects: no record of news does")
    try:
        value = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnparsableError(bad_byte_message(data, error.start, "utf-8")) from None
    except (ValueError, RecursionError) as error:
        raise UnparsableError(f"not JSON: {error}") from None
    if not isinstance(value, dict):
        raise UnparsableError("not a JSON object with fields")
    return value
