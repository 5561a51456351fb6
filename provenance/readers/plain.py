"""Text files: one document a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.readers.encodings import decode
from provenance.readers.streams import read_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.readers.fields import FieldMapping
    from provenance.readers.records import Item, Source


def read_text_file(source: Source, fields: FieldMapping) -> Iterator[Item]:
    """Yield the one document of a text file."""
    text = decode(read_all(source))
    yield fields.record({"text": text}, source, None) if text.strip() else source.reject("the text is empty")
