"""Digests of normal forms, for the few documents whose tokens another text has too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.cleaning.scan.spans import without
from provenance.text.hashes import text_hash
from provenance.text.normal import normal_form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.cleaning.inputs.corpus import Library
    from provenance.cleaning.scan.scan import Survey

SCHEMA = {"document": pl.Int32(), "normal_digest": pl.Binary()}


def normal_digests(library: Library, found: Survey, wanted: pl.DataFrame) -> pl.DataFrame:
    """Return document and ``normal_digest``: xxh3-128 of the normal form of what stays of the text."""
    if wanted.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    asked = set(wanted["document"].to_list())
    spans = spans_of(found.cuts)
    rows = [
        (document, bytes.fromhex(text_hash(normal_form(without(text, spans.get(document, []))))))
        for document, text in texts(library, asked)
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def texts(library: Library, asked: set[int]) -> Iterator[tuple[int, str]]:
    """Yield some documents and their texts, in the order of reading."""
    start = 0
    for shelf in library.shelves:
        for portion in library.portions(shelf):
            held = portion.documents["text"]
            for document in range(start, start + len(held)):
                if document in asked:
                    yield document, held[document - start]
            start += len(held)


def spans_of(cuts: pl.DataFrame) -> dict[int, list[tuple[int, int]]]:
    """Return the spans taken out of each document, in order."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for document, start, stop in cuts.sort("document", "start").select("document", "start", "stop").iter_rows():
        spans.setdefault(document, []).append((start, stop))
    return spans
