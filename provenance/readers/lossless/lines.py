"""Files of lines and text files, piece by piece, with the bytes of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.readers import delimited
from provenance.readers.delimited import BadRowError, Rows, separator
from provenance.readers.encodings import SAMPLE, UndecodableError, decode, encoding_of, marked
from provenance.readers.jsonl import UnparsableError, parsed
from provenance.readers.lossless.portions import PORTION_BYTES, PORTION_ROWS, RAW, Piece, Portion
from provenance.readers.records import Aside, frame
from provenance.readers.streams import BROKEN, LARGEST, lines, opened, utf8, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from provenance.readers.lossless.portions import File, Reading


def portions(file: File, reading: Reading) -> Iterator[Portion]:
    """Yield a JSON Lines or CSV file in portions."""
    pieces = _jsonl(file) if file.family == "lines" else _csv(file, reading)
    pile: list[Piece] = []
    size, wholly = 0, _is_plain_utf8(file)
    for item in _broken_off(pieces, file):
        if isinstance(item, Aside):
            yield _portion(file, reading, pile, [item], whole=False)
            pile, size = [], 0
            continue
        pile.append(item)
        size += len(item.raw)
        if size >= PORTION_BYTES or len(pile) >= PORTION_ROWS:
            yield _portion(file, reading, pile, [], whole=wholly)
            pile, size = [], 0
    yield _portion(file, reading, pile, [], whole=wholly)


def plain_portions(files: Sequence[File], reading: Reading) -> Iterator[Portion]:
    """Yield text files in portions: a file is one piece."""
    rows: list[tuple[Any, ...]] = []
    pieces: list[Piece] = []
    asides: list[Aside] = []
    size = 0
    for file in files:
        piece, text, reason = _plain(file)
        if piece is None:
            asides.append(file.source.aside(reason))
        else:
            pieces.append(piece)
            rows.append(_described_text(file, reading, piece, text))
            size += len(piece.raw)
        if size >= PORTION_BYTES or len(rows) >= PORTION_ROWS:
            yield Portion(frame(rows, RAW.schema()), None, pieces, asides)
            rows, pieces, asides, size = [], [], [], 0
    yield Portion(frame(rows, RAW.schema()), None, pieces, asides)


def _plain(file: File) -> tuple[Piece | None, str, str]:
    """Return the piece that a text file is, its text, and why it is none."""
    try:
        data = whole(file.source)
        if len(data) > LARGEST:
            return None, "", f"a text of more than {LARGEST >> 20} MiB: split it into its documents"
        text = decode(data)
    except UndecodableError as error:
        return None, "", str(error)
    except BROKEN as error:
        return None, "", f"cannot be read: {error}"
    return Piece(0, 0, data, {"document_id": file.source.id, "text": text}), text, ""


def _described_text(file: File, reading: Reading, piece: Piece, text: str) -> tuple[Any, ...]:
    """Return what is known of a text file; one of white space alone keeps it."""
    described = reading.described(file, Piece(piece.place, piece.position, b"", {"text": text}))
    return (*described[:-2], "text", text)


def _portion(file: File, reading: Reading, pieces: list[Piece], asides: list[Aside], *, whole: bool) -> Portion:
    rows = [reading.described(file, piece) for piece in pieces if piece.value is not None]
    bad = [file.source.aside(piece.reason, piece.position) for piece in pieces if piece.reason]
    return Portion(frame(rows, RAW.schema()), None, pieces, [*bad, *asides], whole)


def _is_plain_utf8(file: File) -> bool:
    """Return whether a file's bytes are those of its pieces: UTF-8 without a byte order mark."""
    try:
        with opened(file.source) as stream:
            head = stream.read(SAMPLE)
        return marked(head) is None and encoding_of(head, whole=False) == "utf-8"
    except (*BROKEN, UndecodableError):
        return False


def _broken_off(pieces: Iterator[Piece], file: File) -> Iterator[Piece | Aside]:
    """Yield pieces, and why they end before the file does."""
    last = 0
    try:
        for piece in pieces:
            last = piece.position
            yield piece
    except UndecodableError as error:
        yield file.source.aside(str(error))
    except BROKEN as error:
        yield file.source.aside(
            f"the file is damaged or cut after line {last}: {error}; what follows is not read", last + 1
        )


def _jsonl(file: File) -> Iterator[Piece]:
    """Yield the lines of a JSON Lines file."""
    with utf8(opened(file.source)) as stream:
        for number, line in enumerate(lines(stream)):
            if line is None:
                raise OSError(f"line {number + 1} has more than {LARGEST >> 20} MiB")
            yield _json_piece(line, number)


def _json_piece(line: bytes, number: int) -> Piece:
    if line.isspace():
        return Piece(number, number + 1, line, None)
    try:
        return Piece(number, number + 1, line, parsed(line))
    except UnparsableError as error:
        return Piece(number, number + 1, line, None, str(error))


class RawRows(Rows):
    """The rows of a delimited file with the bytes of each; blank lines are rows without fields."""

    def pieces(self) -> Iterator[tuple[list[str] | BadRowError, bytes]]:
        """Yield each row, or why it is bad, and its bytes."""
        import csv

        while True:
            self._taken = []
            row: list[str] | BadRowError
            try:
                row = next(self._reader())
            except StopIteration:
                return
            except (csv.Error, BadRowError) as error:
                self._again.extendleft(reversed(self._taken[1:]))
                self._taken = self._taken[:1]
                row = BadRowError(str(error))
            yield row, "".join(self._taken).encode("utf-8", "surrogateescape")


def _csv(file: File, reading: Reading) -> Iterator[Piece]:
    """Yield the heading and the rows of a delimited file."""
    with utf8(opened(file.source)) as stream:
        every = lines(stream)
        heading = next(every, b"") or b""
        names = heading_names(heading)
        missing = delimited.without_text(names, reading.fields)
        yield Piece(0, 0, heading, None, f"{missing}" if missing else None)
        position = 0
        for place, (row, raw) in enumerate(RawRows(every, separator(heading.decode("utf-8", "replace"))).pieces(), 1):
            position += row != []
            yield _row_piece(names, row, raw, place, position)


def heading_names(heading: bytes) -> list[str]:
    """Return the names of the fields of a delimited file."""
    text = heading.decode("utf-8", "replace")
    names = next(iter(Rows(iter([heading]), separator(text))), None)
    return names if isinstance(names, list) else []


def _row_piece(names: list[str], row: list[str] | BadRowError, raw: bytes, place: int, position: int) -> Piece:
    if isinstance(row, BadRowError):
        return Piece(place, position, raw, None, f"not a row: {row}")
    if not row:
        return Piece(place, position, raw, None)
    if len(row) != len(names) or len(set(names)) < len(names):
        return Piece(place, position, raw, None, f"the row has {len(row)} fields, the heading {len(set(names))}")
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return Piece(
            place, position, raw, None, f"byte 0x{raw[error.start]:02x} is not UTF-8: repair it, or convert the file"
        )
    return Piece(place, position, raw, dict(zip(names, row, strict=True)))
