"""Records whose fields stand one level down: in an article, a source or metadata object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

WRAPPERS = ("article", "document", "doc", "data", "record", "post", "item", "news", "story", "_source", "fields")
METADATA = ("metadata", "meta")  # they stay: what the record's own fields say comes before them
MOST_LEVELS = 3


def lifted(raw: Mapping[str, Any], mapped: Collection[str] = ()) -> Mapping[str, Any]:
    """Return a record with the fields of the objects that wrap them beside its own, which count first.

    Args:
        raw: values by field.
        mapped: fields that the caller named, with dots where they are nested: objects that they name stay.
    """
    for _ in range(MOST_LEVELS):
        nested = [name for name in (*WRAPPERS, *METADATA) if isinstance(raw.get(name), dict) and raw[name]]
        nested = [name for name in nested if name in WRAPPERS or not raw.keys() >= raw[name].keys()]
        if not nested:
            return _identified(raw)
        named = {name.split(".")[0] for name in mapped}
        record = {name: value for name, value in raw.items() if name not in nested or name in METADATA or name in named}
        for name in nested:
            for inner, value in raw[name].items():
                record.setdefault(inner, value)
        if record.keys() == raw.keys():
            return _identified(record)
        raw = record
    return _identified(raw)


def _identified(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a record of an agency with the id that it gives: ninjs has it in ``uri``, the AP in ``altids``."""
    if "id" in raw:
        return raw
    identifiers, uri = raw.get("altids"), raw.get("uri")
    if isinstance(identifiers, dict) and isinstance(identifiers.get("itemid"), str):
        return {**raw, "id": identifiers["itemid"]}
    is_ninjs = "versioncreated" in raw or "versionCreated" in raw
    return {**raw, "id": uri} if is_ninjs and isinstance(uri, str) else raw
