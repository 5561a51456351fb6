"""How a record was written as bytes: its style, and encoders that write a record of a table in that style again.

A cleaned corpus may hold records as a table. To restore the input byte for byte, each record's style is stored as a
number of ``StyleBit``; where no style gives the bytes back, the bytes themselves are stored (``VERBATIM``).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Literal, Protocol

from provenance.cleaning.inputs.field_kinds import Kinds, changes_values, values_of_record
from provenance.readers.delimited import delimiter_of

if TYPE_CHECKING:
    from collections.abc import Mapping


class StyleBit(IntEnum):
    """One property of a record's bytes; a style is the sum of its bits (plain integers: one is computed per record)."""

    ESCAPED = 1
    """JSON: characters beyond ASCII are escaped."""
    COMPACT = 2
    """JSON: no space after commas and colons."""
    CRLF = 4
    """The line ends in CR LF."""
    NULLS_OMITTED = 8
    """JSON: fields without a value are left out."""
    UNTERMINATED = 16
    """There is no line end."""
    ALL_QUOTED = 32
    """Delimited: every field is in quotation marks."""
    WHOLE_NUMBERS = 64
    """JSON: numbers without a fraction are written as integers, where the table has floats."""
    INNER_NULLS_OMITTED = 128
    """JSON: fields of objects inside a record that have no value are left out."""


VERBATIM = -1
"""The style of a record that only its own bytes can give back."""

CSV_LINE_END = "\r\n"


class RecordEncoder(Protocol):
    """Finds the style of records, and encodes records in a style."""

    def style_of(self, record: dict[str, Any], raw: bytes) -> int:
        """Return the style in which a record was written as ``raw``; ``VERBATIM`` where no style gives that back."""

    def encode(self, record: Mapping[str, Any], style: int) -> bytes:
        """Return a record as bytes, with its line end."""


class JsonLineEncoder:
    """Encodes records as lines of JSON.

    Args:
        kinds: all fields of the file's records, in the order of the table that holds them.
    """

    LAYOUTS = (0, StyleBit.ESCAPED, StyleBit.COMPACT, StyleBit.ESCAPED | StyleBit.COMPACT)
    VALUES = (
        0,
        StyleBit.WHOLE_NUMBERS,
        StyleBit.INNER_NULLS_OMITTED,
        StyleBit.WHOLE_NUMBERS | StyleBit.INNER_NULLS_OMITTED,
    )

    def __init__(self, kinds: Kinds) -> None:
        self.kinds = kinds
        self.layouts = [
            layout | values
            for values in (self.VALUES if any(map(changes_values, kinds.values())) else (0,))
            for layout in self.LAYOUTS
        ]
        self._last_layout = 0

    def style_of(self, record: dict[str, Any], raw: bytes) -> int:
        """Return the style of a line; see :class:`RecordEncoder`. The layout of the line before is tried first."""
        end = line_end_bits(raw) | (StyleBit.NULLS_OMITTED if any(name not in record for name in self.kinds) else 0)
        from_table = values_of_record(record, self.kinds)
        for layout in (self._last_layout, *self.layouts):
            if self.encode(from_table, layout | end) == raw:
                self._last_layout = layout
                return layout | end
        return VERBATIM

    def encode(self, record: Mapping[str, Any], style: int) -> bytes:
        """Return a record as a line of JSON."""
        if style & StyleBit.NULLS_OMITTED:
            record = {name: value for name, value in record.items() if value is not None}
        if style & (StyleBit.WHOLE_NUMBERS | StyleBit.INNER_NULLS_OMITTED):
            record = {name: plain_value(value, style) for name, value in record.items()}
        separators = (",", ":") if style & StyleBit.COMPACT else (", ", ": ")
        text = json.dumps(record, ensure_ascii=bool(style & StyleBit.ESCAPED), separators=separators)
        return text.encode("utf-8", "surrogatepass") + line_end(style)


def plain_value(value: Any, style: int) -> Any:  # noqa: ANN401 - JSON of any kind
    """Return a value of a table as a style writes it: whole floats as integers, objects without fields of no value."""
    if isinstance(value, float) and style & StyleBit.WHOLE_NUMBERS and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        omitted = bool(style & StyleBit.INNER_NULLS_OMITTED)
        return {name: plain_value(inner, style) for name, inner in value.items() if not (omitted and inner is None)}
    return [plain_value(item, style) for item in value] if isinstance(value, list) else value


class DelimitedRowEncoder:
    """Encodes records as rows of a delimited file."""

    def __init__(self, delimiter: str) -> None:
        self.delimiter = delimiter
        self._last_layout = 0

    def style_of(self, record: dict[str, Any], raw: bytes) -> int:
        """Return the style of a row; see :class:`RecordEncoder`."""
        end = line_end_bits(raw)
        for layout in (self._last_layout, 0, int(StyleBit.ALL_QUOTED)):
            if self.encode(record, layout | end) == raw:
                self._last_layout = layout
                return layout | end
        return VERBATIM

    def encode(self, record: Mapping[str, Any], style: int) -> bytes:
        """Return a record as a row."""
        out = io.StringIO(newline="")
        quoting: Literal[0, 1] = csv.QUOTE_ALL if style & StyleBit.ALL_QUOTED else csv.QUOTE_MINIMAL
        # The writer quotes cells that hold a character of its line end, so that end must have both CR and LF.
        writer = csv.writer(out, delimiter=self.delimiter, quoting=quoting, lineterminator=CSV_LINE_END)
        writer.writerow(record.values())
        return out.getvalue().removesuffix(CSV_LINE_END).encode() + line_end(style)


class TextFileEncoder:
    """Encodes documents that are text files of their own: as UTF-8."""

    def style_of(self, record: dict[str, Any], raw: bytes) -> int:
        """Return 0 for UTF-8, ``VERBATIM`` for any other encoding."""
        return 0 if record["text"].encode() == raw else VERBATIM

    def encode(self, record: Mapping[str, Any], style: int) -> bytes:
        """Return a text as bytes."""
        assert style == 0
        text: str = record["text"]
        return text.encode()


ENCODERS: dict[str, Callable[[Kinds, bytes], RecordEncoder]] = {
    "lines": lambda kinds, _: JsonLineEncoder(kinds),
    "delimited": lambda _, header: DelimitedRowEncoder(delimiter_of(header.decode("utf-8", "replace"))),
    "plain": lambda *_: TextFileEncoder(),
}
"""What makes an encoder for the raw records of a family of formats, given the kinds of fields and the file's header."""


def encoder_of(family: str, kinds: Kinds, header: bytes = b"") -> RecordEncoder | None:
    """Return what encodes raw records of a family of formats; None for families without bytes of their own.

    Args:
        family: of the input's raw form.
        kinds: fields of the records and their kinds.
        header: of a delimited file; it shows the delimiter.
    """
    return ENCODERS[family](kinds, header) if family in ENCODERS else None


def line_end_bits(raw: bytes) -> int:
    """Return the bits of a style that say how a line ends."""
    return StyleBit.CRLF if raw.endswith(b"\r\n") else 0 if raw.endswith(b"\n") else StyleBit.UNTERMINATED


def line_end(style: int) -> bytes:
    """Return the line end of a style."""
    return b"" if style & StyleBit.UNTERMINATED else b"\r\n" if style & StyleBit.CRLF else b"\n"
