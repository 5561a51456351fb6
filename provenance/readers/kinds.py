"""Which reader a file is for: its ending says, or its first bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.readers import columnar, delimited, lines, plain
from provenance.readers.streams import BROKEN, compression

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provenance.readers.fields import Fields
    from provenance.readers.records import Item, Source

    Reader = Callable[[Source, Fields], Iterator[Item]]

ENDINGS: dict[str, Reader] = {
    ".txt": plain.read,
    ".text": plain.read,
    ".md": plain.read,
    ".markdown": plain.read,
    ".jsonl": lines.read,
    ".ndjson": lines.read,
    ".jsonlines": lines.read,
    ".csv": delimited.read,
    ".tsv": delimited.read,
    ".tab": delimited.read,
    ".parquet": columnar.read_parquet,
    ".pq": columnar.read_parquet,
    ".arrow": columnar.read_arrow,
    ".feather": columnar.read_arrow,
    ".ipc": columnar.read_arrow,
}


def ending(name: str) -> str:
    """Return the ending of a file's name, without that of its compression."""
    plain_name = compression(name)[1].lower()
    dot = plain_name.rfind(".")
    return plain_name[dot:] if dot > 0 else ""


def reader(source: Source) -> Reader | None:
    """Return the reader for a source; None where its kind is unknown."""
    return ENDINGS.get(ending(source.name))


def read(source: Source, fields: Fields) -> Iterator[Item]:
    """Yield what a source holds, whatever its kind."""
    chosen = reader(source)
    if chosen is None:
        yield source.aside("unknown kind of file: see the list of kinds in docs/reference/inputs.md")
        return
    try:
        yield from chosen(source, fields)
    except BROKEN as error:
        yield source.aside(f"cannot be read: {error}")
