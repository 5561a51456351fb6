"""Text files: one document a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.readers.encodings import UndecodableError, decode
from provenance.readers.streams import MAX_RECORD_BYTES, read_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.fields import FieldMapping
    from provenance.readers.records import Item, Source


def read_text_file(source: Source, fields: FieldMapping) -> Iterator[Item]:
    """Yield the one document of a text file."""
    data = read_all(source)
    if len(data) > MAX_RECORD_BYTES:
        yield source.reject(f"a text of more than {MAX_RECORD_BYTES >> 20} MiB: split it into its documents")
        return
    try:
        text = decode(data)
    except UndecodableError as error:
        yield source.reject(str(error))
        return
    yield fields.record({"text": text}, source, None) if text.strip() else source.reject("the text is empty")
