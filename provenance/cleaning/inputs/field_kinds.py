"""The kind of value of each field of JSON or delimited records, and the Arrow table that holds such records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Kind = str | dict[str, Any]
"""A key of ``ARROW_TYPES``; or ``{"list": kind}``; or ``{"struct": {name: kind}}``."""

Kinds = dict[str, Kind]
"""The kind of the values of each field, in the order in which fields first occur."""

ARROW_TYPES = {
    "string": pa.large_string(),
    "null": pa.large_string(),
    "int": pa.int64(),
    "large_int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "json": pa.large_string(),
}
"""The Arrow type of each plain kind; values of mixed kinds are JSON text."""

WIDER = {frozenset(("int", "large_int")): "large_int", frozenset(("int", "float")): "float"}
"""The kind that holds the values of two others; a ``large_int`` is one that a float cannot hold exactly."""

EXACT_FLOAT = 1 << 53
DEPTH = 8
"""Levels of objects and lists that become types; what is deeper is JSON text."""

STRUCT_FIELDS = 64
"""Most fields of an object that becomes a struct; one with more is a mapping, whose keys are data: JSON text."""

EXTENSION_NAME = "ARROW:extension:name"
JSON_METADATA = {EXTENSION_NAME: "arrow.json", "ARROW:extension:metadata": ""}


def kind_of(value: object, depth: int = 0) -> Kind:
    """Return the kind of a JSON value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        if -EXACT_FLOAT <= value <= EXACT_FLOAT:
            return "int"
        return "large_int" if -(2**63) <= value < 2**63 else "json"
    if isinstance(value, float):
        return "float"
    if isinstance(value, str):
        return "string" if is_encodable(value) else "json"
    return nested_kind(value, depth) if depth < DEPTH else "json"


def nested_kind(value: object, depth: int) -> Kind:
    """Return the kind of a list or an object."""
    if isinstance(value, list):
        inner: Kind = "null"
        for item in value:
            inner = merged_kind(inner, kind_of(item, depth + 1))
        return {"list": inner}
    if isinstance(value, dict) and 0 < len(value) <= STRUCT_FIELDS and all(map(is_encodable, value)):
        return {"struct": {name: kind_of(item, depth + 1) for name, item in value.items()}}
    return "json"


def is_encodable(text: str) -> bool:
    """Return whether a string can be encoded as UTF-8: it has no lone surrogate."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def column_name(name: str) -> str:
    """Return the name of the column of a field: the field's own, with escapes where UTF-8 cannot encode it."""
    return name if is_encodable(name) else name.encode("utf-8", "backslashreplace").decode()


def merged_kind(kind: Kind, further: Kind) -> Kind:
    """Return the kind that holds the values of two kinds."""
    if kind == further or further == "null":
        return kind
    if kind == "null":
        return further
    if isinstance(kind, str) and isinstance(further, str):
        return WIDER.get(frozenset((kind, further)), "json")
    if isinstance(kind, dict) and isinstance(further, dict) and kind.keys() == further.keys():
        if "list" in kind:
            return {"list": merged_kind(kind["list"], further["list"])}
        fields: Kinds = dict(kind["struct"])
        merge_kinds(fields, further["struct"].items())
        return {"struct": fields} if len(fields) <= STRUCT_FIELDS else "json"
    return "json"


def merge_kinds(kinds: Kinds, further: Iterable[tuple[str, Kind]]) -> None:
    """Widen the kinds of fields, in place, so that they hold further values too."""
    for name, kind in further:
        kinds[name] = merged_kind(kinds.get(name, "null"), kind)


def kinds_of_records(records: Iterable[Mapping[str, Any]]) -> Kinds:
    """Return the kinds of the fields of records."""
    kinds: Kinds = {}
    for record in records:
        merge_kinds(kinds, ((name, kind_of(value)) for name, value in record.items()))
    return kinds


def arrow_type(kind: Kind) -> pa.DataType:
    """Return the Arrow type that holds the values of a kind."""
    if isinstance(kind, str):
        return ARROW_TYPES[kind]
    if "list" in kind:
        return pa.large_list(arrow_field("item", kind["list"]))
    return pa.struct([arrow_field(name, inner) for name, inner in kind["struct"].items()])


def arrow_field(name: str, kind: Kind) -> pa.Field:
    """Return the Arrow field that holds the values of a kind; JSON text is marked as the extension ``arrow.json``."""
    return pa.field(column_name(name), arrow_type(kind), metadata=JSON_METADATA if kind == "json" else None)


def arrow_schema(kinds: Kinds) -> pa.Schema:
    """Return the Arrow schema of such records."""
    return pa.schema([arrow_field(name, kind) for name, kind in kinds.items()])


def table_of_records(records: Sequence[Mapping[str, Any]], kinds: Kinds) -> pa.Table:
    """Return records as an Arrow table."""
    columns = []
    for name, kind in kinds.items():
        values = [record.get(name) for record in records]
        cells = [cell_of(value, kind) for value in values] if changes_values(kind) else values
        columns.append(pa.array(cells, arrow_type(kind)))
    return pa.Table.from_arrays(columns, schema=arrow_schema(kinds))


def record_of_row(row: Mapping[str, Any], kinds: Kinds) -> dict[str, Any]:
    """Return the record that a row of such a table stands for, with its nulls."""
    return {
        name: value_of(row[column_name(name)], kind) if changes_values(kind) else row[column_name(name)]
        for name, kind in kinds.items()
    }


def changes_values(kind: Kind) -> bool:
    """Return whether a cell of a kind may be another value than the one that it holds."""
    return not isinstance(kind, str) or kind in ("json", "float")


def cell_of(value: Any, kind: Kind) -> Any:  # noqa: ANN401 - JSON of any kind
    """Return a value as a cell of a table: JSON text where its kind is that, whole numbers as floats among floats."""
    if value is None:
        return None
    if kind == "json":
        return json.dumps(value)
    if kind == "float":
        return float(value)
    if isinstance(kind, dict):
        if "list" in kind:
            return [cell_of(item, kind["list"]) for item in value]
        return {name: cell_of(value.get(name), inner) for name, inner in kind["struct"].items()}
    return value


def value_of(cell: Any, kind: Kind) -> Any:  # noqa: ANN401 - see cell_of
    """Return the value that a cell holds; an object has all fields of its kind."""
    if cell is None:
        return None
    if kind == "json":
        return json.loads(cell)
    if isinstance(kind, dict):
        if "list" in kind:
            return [value_of(item, kind["list"]) for item in cell]
        return {name: value_of(cell[name], inner) for name, inner in kind["struct"].items()}
    return cell


def values_of_record(record: Mapping[str, Any], kinds: Kinds) -> dict[str, Any]:
    """Return what a table gives back of a record: all its fields, numbers and objects as the table holds them."""
    return {
        name: value_of(cell_of(record.get(name), kind), kind) if changes_values(kind) else record.get(name)
        for name, kind in kinds.items()
    }
