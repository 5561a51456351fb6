"""Text files: one document a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.readers.encodings import UndecodableError, decode
from provenance.readers.streams import LARGEST, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.fields import Fields
    from provenance.readers.records import Item, Source


def read(source: Source, fields: Fields) -> Iterator[Item]:
    """Yield the one document of a text file."""
    data = whole(source)
    if len(data) > LARGEST:
        yield source.aside(f"a text of more than {LARGEST >> 20} MiB: split it into its documents")
        return
    try:
        text = decode(data)
    except UndecodableError as error:
        yield source.aside(str(error))
        return
    yield fields.record({"text": text}, source, None) if text.strip() else source.aside("the text is empty")
