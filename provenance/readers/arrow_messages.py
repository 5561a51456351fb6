"""Arrow's messages, read before Arrow does: how much memory their buffers will take once they are decompressed.

Arrow decompresses a whole batch at once, into as many bytes as the batch says. Those numbers stand in the message (a
FlatBuffers table, https://arrow.apache.org/docs/format/Columnar.html) and before each compressed buffer.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = b"ARROW1"
CONTINUATION = 0xFFFFFFFF
MAX_METADATA = 64 << 20  # bytes of a message without its buffers
DICTIONARY, BATCH = 2, 3  # kinds of messages
ROW_BYTES = 8  # that a row, and a value in a list, takes at least once it is looked at


class MessageError(OSError):
    """Bytes that are no message of Arrow."""


@dataclass(frozen=True)
class Message:
    """One message: its kind, the bytes that its values will take, and where the next one begins."""

    kind: int
    size: int
    stop: int


class Table:
    """A table of FlatBuffers: fields by number, at offsets that a table of its own tells."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data, self._at = data, at
        (back,) = struct.unpack_from("<i", data, at)
        self._fields = at - back
        (self._length,) = struct.unpack_from("<H", data, self._fields)

    def _place(self, field: int) -> int | None:
        """Return where a field stands; None where it has its default."""
        slot = 4 + 2 * field
        if slot + 2 > self._length:
            return None
        (offset,) = struct.unpack_from("<H", self._data, self._fields + slot)
        return self._at + offset if offset else None

    def number(self, field: int, form: str) -> int:
        """Return a field that is a number, 0 where it is not given."""
        place = self._place(field)
        return int(struct.unpack_from(form, self._data, place)[0]) if place is not None else 0

    def table(self, field: int) -> Table | None:
        """Return a field that is a table."""
        place = self._place(field)
        return Table(self._data, _followed(self._data, place)) if place is not None else None

    def rows(self, field: int, form: str) -> list[tuple[int, ...]]:
        """Return a field that is a list of structures of numbers."""
        place = self._place(field)
        if place is None:
            return []
        start = _followed(self._data, place)
        (length,) = struct.unpack_from("<I", self._data, start)
        size = struct.calcsize(form)
        if start + 4 + length * size > len(self._data):
            raise MessageError("a list is longer than its message")
        return [struct.unpack_from(form, self._data, start + 4 + n * size) for n in range(length)]


def _followed(data: bytes, place: int) -> int:
    """Return the place that an offset leads to."""
    return int(place + struct.unpack_from("<I", data, place)[0])


def root_table(data: bytes) -> Table:
    """Return the outermost table of a FlatBuffers message."""
    return Table(data, _followed(data, 0))


def messages(stream: BinaryIO, length: int) -> Iterator[Message]:
    """Yield the messages of an Arrow file or stream of some bytes in the order in which Arrow reads them.

    Raises:
        MessageError: what stands there is no message.
    """
    try:
        stream.seek(0)
        if stream.read(len(MARK)) == MARK:
            for at in _blocks(stream, length):
                yield _message(stream, at, length) or _no_message()
        else:
            at = 0
            while message := _message(stream, at, length):
                yield message
                at = message.stop
    except (struct.error, IndexError, RecursionError) as error:
        raise MessageError(f"not a message of Arrow: {error}") from None


def _no_message() -> Message:
    raise MessageError("the index of the file leads to no message")


def _blocks(stream: BinaryIO, length: int) -> list[int]:
    """Return where the footer of an Arrow file says that its dictionaries begin, then its batches."""
    stream.seek(max(length - 10, 0))
    (size,) = struct.unpack_from("<i", stream.read(4), 0)
    if not 0 < size <= min(length, MAX_METADATA):
        raise MessageError("the index of the file is missing")
    stream.seek(length - 10 - size)
    footer = root_table(stream.read(size))
    return [block[0] for field in (2, 3) for block in footer.rows(field, "<qiiq")]


def _message(stream: BinaryIO, at: int, length: int) -> Message | None:
    """Return the message that begins somewhere; None at the end of the stream."""
    if not 0 <= at < length:
        return None
    stream.seek(at)
    head = stream.read(8)
    size, start = struct.unpack_from("<I", head, 0)[0], at + 4
    if size == CONTINUATION:
        size, start = struct.unpack_from("<I", head, 4)[0], at + 8
    if size == 0:
        return None
    if size > min(length - start, MAX_METADATA):
        raise MessageError("a message is longer than the file")
    stream.seek(start)
    message = root_table(stream.read(size))
    kind, body, body_length = message.number(1, "<B"), start + size, message.number(3, "<q")
    if not 0 <= body_length <= length - body:
        raise MessageError("the buffers of a message are longer than the file")
    content = message.table(2)
    values = content.table(1) if content and kind == DICTIONARY else content
    taken = _bytes_taken(values, stream, body, length) if values and kind in (DICTIONARY, BATCH) else 0
    return Message(kind, taken, body + body_length)


def _bytes_taken(values: Table, stream: BinaryIO, body: int, length: int) -> int:
    """Return the bytes that the values of a batch take: what decompresses, and something for each row."""
    rows = max([values.number(0, "<q"), *(node[0] for node in values.rows(1, "<qq"))])
    if values.table(3) is None:
        return ROW_BYTES * rows
    return ROW_BYTES * rows + sum(
        _decompressed(stream, body + start, size, length) for start, size in values.rows(2, "<qq") if size
    )


def _decompressed(stream: BinaryIO, at: int, size: int, length: int) -> int:
    """Return how long a buffer says that it is; -1 stands before one that is not compressed."""
    if size < 8 or not 0 <= at <= length - size:
        raise MessageError("a buffer leads out of the file")
    stream.seek(at)
    (said,) = struct.unpack("<q", stream.read(8))
    if said < -1:
        raise MessageError("a buffer is said to be of negative length")
    return size - 8 if said == -1 else int(said)
