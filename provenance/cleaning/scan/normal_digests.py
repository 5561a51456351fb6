"""Digests of normal forms, computed only for documents whose tokens another text has too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.cleaning.scan.spans import remove_spans, spans_by_document
from provenance.text.hashes import text_hash
from provenance.text.normal import normal_form

if TYPE_CHECKING:
    from provenance.cleaning.inputs.corpus import Corpus

SCHEMA = {"document": pl.Int32(), "normal_digest": pl.Binary()}


def normal_digests(corpus: Corpus, cuts: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Return ``document`` and ``normal_digest``: XXH3-128 of the normal form of the text without its cuts.

    Args:
        corpus: gives the texts.
        cuts: document, start, stop.
        documents: ``document`` of those whose digests are computed.
    """
    if documents.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    spans = spans_by_document(cuts)
    rows = [
        (document, bytes.fromhex(text_hash(normal_form(remove_spans(text, spans.get(document, []))))))
        for document, text in corpus.texts(set(documents["document"].to_list()))
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
