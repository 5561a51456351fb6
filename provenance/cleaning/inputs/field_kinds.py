"""The kind of value of each field of JSON or delimited records, and the Arrow table that holds such records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Kinds = dict[str, str]
"""The kind (a key of ``ARROW_TYPES``) of the values of each field, in the order in which fields first occur."""

ARROW_TYPES = {
    "string": pa.large_string(),
    "null": pa.large_string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "strings": pa.large_list(pa.large_string()),
    "json": pa.large_string(),
}
"""The Arrow type of each kind; values of mixed or nested kinds are JSON text."""

EXTENSION_NAME = "ARROW:extension:name"


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
        return "string" if is_encodable(value) else "json"
    strings = isinstance(value, list) and all(isinstance(item, str) and is_encodable(item) for item in value)
    return "strings" if strings else "json"


def is_encodable(text: str) -> bool:
    """Return whether a string can be encoded as UTF-8: it has no lone surrogate."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def merge_kinds(kinds: Kinds, further: Iterable[tuple[str, str]]) -> None:
    """Widen the kinds of fields, in place, so that they hold further values too."""
    for name, kind in further:
        current = kinds.get(name, "null")
        kinds[name] = current if kind in ("null", current) else kind if current == "null" else "json"


def kinds_of_records(records: Iterable[Mapping[str, Any]]) -> Kinds:
    """Return the kinds of the fields of records."""
    kinds: Kinds = {}
    for record in records:
        merge_kinds(kinds, ((name, kind_of(value)) for name, value in record.items()))
    return kinds


def arrow_schema(kinds: Kinds) -> pa.Schema:
    """Return the Arrow schema of such records; JSON text is marked as the extension type ``arrow.json``."""
    metadata = {"json": {EXTENSION_NAME: "arrow.json", "ARROW:extension:metadata": ""}}
    return pa.schema([pa.field(name, ARROW_TYPES[kind], metadata=metadata.get(kind)) for name, kind in kinds.items()])


def table_of_records(records: Sequence[Mapping[str, Any]], kinds: Kinds) -> pa.Table:
    """Return records as an Arrow table."""
    columns = []
    for name, kind in kinds.items():
        values = [record.get(name) for record in records]
        cells = [None if value is None else json.dumps(value) for value in values] if kind == "json" else values
        columns.append(pa.array(cells, ARROW_TYPES[kind]))
    return pa.Table.from_arrays(columns, schema=arrow_schema(kinds))


def record_of_row(row: Mapping[str, Any], kinds: Kinds) -> dict[str, Any]:
    """Return the record that a row of such a table stands for, with its nulls."""
    return {
        name: json.loads(row[name]) if kind == "json" and row[name] is not None else row[name]
        for name, kind in kinds.items()
    }
