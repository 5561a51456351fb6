"""Records of lines and rows as tables and back: the kind of value of each field, and the style it was written in."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Kinds = dict[str, str]
"""Kind of the values of each field, as fields are met: string, int, float, bool, strings, json or null."""

TYPES = {
    "string": pa.large_string(),
    "null": pa.large_string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "strings": pa.large_list(pa.large_string()),
    "json": pa.large_string(),
}
ASCII, COMPACT, CRLF, OMITTED, UNENDED, QUOTED = 1, 2, 4, 8, 16, 32
"""What a style is made of: escapes beyond ASCII; no space after , and :; the line end; null fields left out; no line
end; every field in quotation marks."""

AS_IT_STANDS = -1
"""The style of a record that only its own bytes can give back."""

BOTH_ENDS = "\r\n"
JSON_NAME = "ARROW:extension:name"


def kind_of(value: object) -> str:
    """Return the kind of a JSON value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int" if -(2**63) <= value < 2**63 else "json"
    if isinstance(value, float):
        return "float"
    if isinstance(value, str):
        return "string" if is_whole(value) else "json"
    listed = isinstance(value, list) and all(isinstance(each, str) and is_whole(each) for each in value)
    return "strings" if listed else "json"


def is_whole(text: str) -> bool:
    """Return whether a string can be UTF-8: it has no half of a surrogate pair."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def merge(kinds: Kinds, more: Iterable[tuple[str, str]]) -> None:
    """Add the kinds of further values to those of fields."""
    for name, kind in more:
        before = kinds.get(name, "null")
        kinds[name] = before if kind in ("null", before) else kind if before == "null" else "json"


def kinds_of(values: Iterable[Mapping[str, Any]]) -> Kinds:
    """Return the kinds of the fields of records."""
    kinds: Kinds = {}
    for value in values:
        merge(kinds, ((name, kind_of(held)) for name, held in value.items()))
    return kinds


def schema(kinds: Kinds) -> pa.Schema:
    """Return the Arrow schema of records of such fields; what only JSON can hold is JSON text, and marked so."""
    marked = {"json": {JSON_NAME: "arrow.json", "ARROW:extension:metadata": ""}}
    return pa.schema([pa.field(name, TYPES[kind], metadata=marked.get(kind)) for name, kind in kinds.items()])


def to_table(values: Sequence[Mapping[str, Any]], kinds: Kinds) -> pa.Table:
    """Return records as a table."""
    columns = []
    for name, kind in kinds.items():
        held = [value.get(name) for value in values]
        cells = [None if each is None else json.dumps(each) for each in held] if kind == "json" else held
        columns.append(pa.array(cells, TYPES[kind]))
    return pa.Table.from_arrays(columns, schema=schema(kinds))


def from_row(row: Mapping[str, Any], kinds: Kinds, style: int) -> dict[str, Any]:
    """Return the record that a row of a table stands for."""
    values = {
        name: json.loads(row[name]) if kind == "json" and row[name] is not None else row[name]
        for name, kind in kinds.items()
    }
    return {name: value for name, value in values.items() if value is not None} if style & OMITTED else values


class JsonLines:
    """How the lines of a JSON Lines file are written."""

    def __init__(self, kinds: Kinds) -> None:
        self.kinds = kinds
        self._last = 0

    def style(self, value: dict[str, Any], raw: bytes) -> int:
        """Return the style in which a line was written; ``AS_IT_STANDS`` where no style gives it back from a table."""
        end = CRLF if raw.endswith(b"\r\n") else 0 if raw.endswith(b"\n") else UNENDED
        omitted = OMITTED if any(value.get(name) is None for name in self.kinds) else 0
        for style in (self._last, 0, ASCII, COMPACT, ASCII | COMPACT):
            whole = style & (ASCII | COMPACT) | end | (omitted if self._leaves_out(value) else 0)
            if self._as_read_back(value, whole) == raw:
                self._last = style
                return whole
        return AS_IT_STANDS

    def _leaves_out(self, value: dict[str, Any]) -> bool:
        return any(name not in value for name in self.kinds)

    def _as_read_back(self, value: dict[str, Any], style: int) -> bytes | None:
        ordered = {name: value.get(name) for name in self.kinds}
        return self.render({n: v for n, v in ordered.items() if v is not None} if style & OMITTED else ordered, style)

    def render(self, value: Mapping[str, Any], style: int) -> bytes:
        """Return a record as the bytes of a line."""
        separators = (",", ":") if style & COMPACT else (", ", ": ")
        text = json.dumps(value, ensure_ascii=bool(style & ASCII), separators=separators)
        return text.encode("utf-8", "surrogatepass") + line_end(style)


class Rows:
    """How the rows of a delimited file are written."""

    def __init__(self, delimiter: str) -> None:
        self.delimiter = delimiter
        self._last = 0

    def style(self, value: dict[str, Any], raw: bytes) -> int:
        """Return the style in which a row was written; ``AS_IT_STANDS`` where none gives it back."""
        end = CRLF if raw.endswith(b"\r\n") else 0 if raw.endswith(b"\n") else UNENDED
        for style in (self._last, 0, QUOTED):
            if self.render(value, style | end) == raw:
                self._last = style
                return style | end
        return AS_IT_STANDS

    def render(self, value: Mapping[str, Any], style: int) -> bytes:
        """Return a record as the bytes of a row."""
        out = io.StringIO(newline="")
        quoting: Literal[0, 1] = csv.QUOTE_ALL if style & QUOTED else csv.QUOTE_MINIMAL
        # What holds a character of the writer's line end is put in quotation marks; so both have to be in it.
        csv.writer(out, delimiter=self.delimiter, quoting=quoting, lineterminator=BOTH_ENDS).writerow(value.values())
        return out.getvalue().removesuffix(BOTH_ENDS).encode() + line_end(style)


class Texts:
    """How text files are written: UTF-8, or as they stand."""

    def style(self, value: dict[str, Any], raw: bytes) -> int:
        """Return 0 for UTF-8, ``AS_IT_STANDS`` for anything else."""
        return 0 if value["text"].encode() == raw else AS_IT_STANDS

    def render(self, value: Mapping[str, Any], style: int) -> bytes:
        """Return a text as bytes."""
        assert style == 0
        text: str = value["text"]
        return text.encode()


Script = JsonLines | Rows | Texts


def line_end(style: int) -> bytes:
    """Return the line end of a style."""
    return b"" if style & UNENDED else b"\r\n" if style & CRLF else b"\n"
