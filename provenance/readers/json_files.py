"""JSON files: an object, an array of them, an object that holds the array, or objects one after another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from provenance.readers import jsonl as lines
from provenance.readers.encodings import UndecodableError
from provenance.readers.jsonl import UnparsableError, parsed
from provenance.readers.streams import BROKEN, LARGEST, opened, part, utf8

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from provenance.readers.fields import Fields
    from provenance.readers.records import Item, Source

# A brace, a whole string, or the mark that begins a string which goes on beyond what has been read.
TOKEN = re.compile(rb'[{}"](?:(?<=")[^"\\]*+(?:\\.[^"\\]*+)*+")?', re.DOTALL)
NEXT = re.compile(rb"\}\s*,?\s*\{")  # where one object ends and another begins, if no string says so by chance
MOST_LOST = 100  # objects without an end; a file with more is no JSON


def read(source: Source, fields: Fields) -> Iterator[Item]:
    """Yield the records of a JSON file; they are counted from 1, also where a wrapping object holds them."""
    try:
        with utf8(opened(source)) as stream:
            head = cast("io.BufferedReader", stream).peek(1 << 16)
            if _is_lines(head):
                yield from lines.records(stream, source, fields)
                return
            data = _begun(stream) if head.lstrip()[:1] == b"{" else b""
            whole = _whole(data)
            yield from _streamed(data, stream, source, fields) if whole is None else _held(whole, source, fields)
    except UndecodableError as error:
        yield source.aside(str(error))


def _begun(stream: BinaryIO) -> bytes:
    """Return the first bytes of a stream, ``LARGEST`` and one at most; damage in them is met again on reading on."""
    parts, size = [], 0
    try:
        while size <= LARGEST and (more := part(stream, LARGEST + 1 - size)):
            parts.append(more)
            size += len(more)
    except BROKEN:
        pass
    return b"".join(parts)


def _is_lines(head: bytes) -> bool:
    """Return whether a file is JSON Lines under another name: its first line is an object, and there is another."""
    first, newline, rest = head.lstrip().partition(b"\n")
    try:
        return bool(newline and rest.lstrip()[:1] == b"{" and parsed(first))
    except UnparsableError:
        return False


def _whole(data: bytes) -> dict[str, Any] | None:
    """Return a file that is one object; None where it is not, or too large to tell."""
    if not data or len(data) > LARGEST:
        return None
    try:
        return parsed(data)
    except UnparsableError:
        return None


def _held(whole: dict[str, Any], source: Source, fields: Fields) -> Iterator[Item]:
    """Yield the record that an object is, or those of the longest array of objects in it."""
    held = max(_arrays(whole, 3), key=len, default=[])
    if not held or any(name in whole for name in fields.plan(whole)[0]["text"]):
        yield fields.record(whole, source, None)
        return
    for number, value in enumerate(held, 1):
        if isinstance(value, dict):
            yield fields.record(value, source, number)
        else:
            yield source.aside("not a JSON object with fields", number)


def _arrays(value: Any, depth: int) -> Iterator[list[Any]]:  # noqa: ANN401 - a JSON value
    """Yield the arrays of objects in a JSON value, down to a depth."""
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        yield value
    elif isinstance(value, dict) and depth:
        for each in value.values():
            yield from _arrays(each, depth - 1)


def _streamed(data: bytes, stream: BinaryIO, source: Source, fields: Fields) -> Iterator[Item]:
    """Yield the records of objects in an array or one after another, never more than one of them in memory."""
    number = 0
    try:
        for number, found in enumerate(split(data, stream), 1):
            try:
                yield fields.record(parsed(found), source, number)
            except UnparsableError as error:
                yield source.aside(str(error), number)
    except BROKEN as error:
        yield source.aside(f"the file is damaged or cut after record {number}: {error}", number + 1)
        return
    if number == 0:
        yield source.aside("no JSON object in it")


class Splitter:
    """Cuts a stream into its outermost objects.

    One that never ends (a quotation mark is missing in it) is cut where the next one seems to begin.
    """

    def __init__(self) -> None:
        self._buffer, self._at, self._depth, self._lost = b"", 0, 0, 0
        self._start: int | None = None

    def feed(self, more: bytes) -> Iterator[bytes]:
        """Yield the objects that end in what has been fed so far."""
        kept = self._at if self._start is None else self._start
        self._buffer, self._at = self._buffer[kept:] + more, self._at - kept
        self._start = None if self._start is None else 0
        yield from self._scan()
        while self._start is not None and len(self._buffer) - self._start > LARGEST:
            yield from self._give_up()

    def finish(self) -> Iterator[bytes]:
        """Yield what has begun and not ended."""
        while self._start is not None:
            yield from self._give_up()

    def waiting(self) -> int:
        """Return how many bytes wait for more."""
        return len(self._buffer) - self._at

    def _scan(self) -> Iterator[bytes]:
        """Yield the objects that end in the buffer."""
        for token in TOKEN.finditer(self._buffer, self._at):
            if token[0] == b'"':
                self._at = token.start()
                return  # a string that is not all here
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

    def _give_up(self) -> Iterator[bytes]:
        """Yield the object without an end, and go on with the next."""
        assert self._start is not None
        self._lost += 1
        following = NEXT.search(self._buffer, self._start + 1) if self._lost <= MOST_LOST else None
        stop = following.start() + 1 if following else len(self._buffer)
        yield self._buffer[self._start : stop]
        self._at, self._depth, self._start = (following.end() - 1 if following else stop), 0, None
        yield from self._scan()


def split(data: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of every outermost object of what has been read of a stream in UTF-8, and of its rest."""
    splitter = Splitter()
    yield from splitter.feed(data)
    while more := part(stream, max(1 << 20, splitter.waiting())):
        yield from splitter.feed(more)
    yield from splitter.finish()
