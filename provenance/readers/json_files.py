"""JSON files: an object, an array of them, an object that holds the array, or objects one after another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from provenance.readers.jsonl import UnparsableError, jsonl_records, parse_object
from provenance.readers.nested_records import lifted
from provenance.readers.streams import DAMAGE, MAX_RECORD_BYTES, as_utf8, open_decompressed, read_once

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from provenance.readers.fields import FieldMapping
    from provenance.readers.records import Item, Source

# A brace, a complete string, or the quotation mark of a string that goes on beyond what has been read.
TOKEN = re.compile(rb'[{}"](?:(?<=")[^"\\]*+(?:\\.[^"\\]*+)*+")?', re.DOTALL)
NEXT_OBJECT = re.compile(rb"\}\s*,?\s*\{")  # where one object ends and another begins, unless inside a string
# An array, the beginning of an object alone on its line, or lines that end in CR only.
WHOLE = re.compile(rb"\s*+(?:\[|\{\s*\n|\x1e|[^\n]{1,65535}\}\r\s*\{[^\n]{0,65535}\Z)")
MAX_UNENDED = 100  # objects without an end; a file with more is no JSON
WRAPPER_DEPTH = 3  # levels of objects around the array of records


def read_json_lines(source: Source, fields: FieldMapping) -> Iterator[Item]:
    """Yield the records of a JSON Lines file; an array, or objects over several lines, are read as JSON."""
    with as_utf8(open_decompressed(source)) as stream:
        head = _head(stream)
        if WHOLE.match(head):
            yield from _streamed(b"", stream, source, fields)
        else:
            yield from jsonl_records(stream, source, fields)


def _head(stream: BinaryIO) -> bytes:
    """Return the first bytes of a stream without taking them; none where it is damaged, as the next read says."""
    try:
        return cast("io.BufferedReader", stream).peek(1 << 16)
    except DAMAGE:
        return b""


def read_json(source: Source, fields: FieldMapping) -> Iterator[Item]:
    """Yield the records of a JSON file; they are counted from 1, also where an object wraps them."""
    with as_utf8(open_decompressed(source)) as stream:
        head = cast("io.BufferedReader", stream).peek(1 << 16)
        if _is_lines(head):
            yield from jsonl_records(stream, source, fields)
            return
        data = _beginning(stream) if head.lstrip()[:1] == b"{" else b""
        root = _single_object(data)
        yield from _streamed(data, stream, source, fields) if root is None else _wrapped(root, source, fields)


def _beginning(stream: BinaryIO) -> bytes:
    """Return the first bytes of a stream, one more than ``MAX_RECORD_BYTES`` at most; the next read raises damage."""
    parts, size = [], 0
    try:
        while size <= MAX_RECORD_BYTES and (more := read_once(stream, MAX_RECORD_BYTES + 1 - size)):
            parts.append(more)
            size += len(more)
    except DAMAGE:
        pass
    return b"".join(parts)


def _is_lines(head: bytes) -> bool:
    """Return whether a file is JSON Lines under another name: its first line is an object, and there is another."""
    first, newline, following = head.lstrip().partition(b"\n")
    try:
        return bool(newline and following.lstrip()[:1] == b"{" and parse_object(first))
    except UnparsableError:
        return False


def _single_object(data: bytes) -> dict[str, Any] | None:
    """Return the object that a file is; None where it holds several, or is too large to tell."""
    if not data or len(data) > MAX_RECORD_BYTES:
        return None
    try:
        return parse_object(data)
    except UnparsableError:
        return None


def _wrapped(root: dict[str, Any], source: Source, fields: FieldMapping) -> Iterator[Item]:
    """Yield the record that an object is, or the records of the longest array of objects in it."""
    objects = max(_arrays(root, WRAPPER_DEPTH), key=len, default=[])
    if not objects or any(name in root for name in fields.plan(lifted(root))[0]["text"]):
        yield fields.record(root, source, None)
        return
    for number, value in enumerate(objects, 1):
        if isinstance(value, dict):
            yield fields.record(value, source, number)
        else:
            yield source.reject("not a JSON object with fields", number)


def _arrays(value: Any, depth: int) -> Iterator[list[Any]]:  # noqa: ANN401 - a JSON value
    """Yield the arrays of objects in a JSON value, down to a depth."""
    if isinstance(value, list) and any(isinstance(element, dict) for element in value):
        yield value
    elif isinstance(value, dict) and depth:
        for child in value.values():
            yield from _arrays(child, depth - 1)


def _streamed(data: bytes, stream: BinaryIO, source: Source, fields: FieldMapping) -> Iterator[Item]:
    """Yield the records of objects in an array or one after another; only one of them is in memory at a time."""
    number = 0
    try:
        for number, content in enumerate(json_objects(data, stream), 1):
            try:
                yield fields.record(parse_object(content), source, number)
            except UnparsableError as error:
                yield source.reject(str(error), number)
    except DAMAGE as error:
        yield source.reject(f"the file is damaged or cut after record {number}: {error}", number + 1)
        return
    if number == 0:
        yield source.reject("no JSON object in it")


class ObjectSplitter:
    """Cuts a stream into its outermost objects.

    An object that never ends (a quotation mark is missing in it) is cut where the next one seems to begin.
    """

    def __init__(self) -> None:
        self._buffer, self._at, self._depth, self._unended = b"", 0, 0, 0
        self._start: int | None = None

    def feed(self, more: bytes) -> Iterator[bytes]:
        """Yield the objects that end in what has been fed so far."""
        done = self._at if self._start is None else self._start
        self._buffer, self._at = self._buffer[done:] + more, self._at - done
        self._start = None if self._start is None else 0
        yield from self._scan()
        while self._start is not None and len(self._buffer) - self._start > MAX_RECORD_BYTES:
            yield from self._cut_unended()

    def finish(self) -> Iterator[bytes]:
        """Yield the objects that have begun and not ended."""
        while self._start is not None:
            yield from self._cut_unended()

    def pending(self) -> int:
        """Return how many bytes have been fed and not yet scanned."""
        return len(self._buffer) - self._at

    def _scan(self) -> Iterator[bytes]:
        """Yield the objects that end in the buffer."""
        for token in TOKEN.finditer(self._buffer, self._at):
            if token[0] == b'"':
                self._at = token.start()
                return  # a string that goes on beyond the buffer
            self._at = token.end()
            if token[0] == b"{":
                self._start = token.start() if self._depth == 0 else self._start
                self._depth += 1
            elif token[0] == b"}" and self._depth:
                self._depth -= 1
                if self._depth == 0:
                    yield self._buffer[self._start : self._at]
                    self._start = None
        self._at = len(self._buffer)

    def _cut_unended(self) -> Iterator[bytes]:
        """Yield the object without an end, cut where the next seems to begin, and go on there."""
        assert self._start is not None
        self._unended += 1
        following = NEXT_OBJECT.search(self._buffer, self._start + 1) if self._unended <= MAX_UNENDED else None
        stop = following.start() + 1 if following else len(self._buffer)
        yield self._buffer[self._start : stop]
        self._at, self._depth, self._start = (following.end() - 1 if following else stop), 0, None
        yield from self._scan()


def json_objects(data: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of every outermost object of a stream in UTF-8, of which ``data`` has been read already."""
    splitter = ObjectSplitter()
    yield from splitter.feed(data)
    while more := read_once(stream, max(1 << 20, splitter.pending())):
        yield from splitter.feed(more)
    yield from splitter.finish()
