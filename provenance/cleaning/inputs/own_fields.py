"""The fields of the records themselves that a preference names: they decide beside what is known of the documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from provenance.cleaning.inputs.corpus import Corpus
    from provenance.readers.lossless.model import Chunk

WORD = re.compile(r"\"[^\"]+\"|[^\W\d]\w*")


def own_fields(corpus: Corpus, expressions: Sequence[str], known_names: Collection[str]) -> pl.DataFrame:
    """Return the fields of the records that expressions name: one row per document, in reading order.

    Args:
        corpus: gives the records.
        expressions: SQL, in which names of fields may stand, nested ones with dots.
        known_names: names that mean something else already.
    """
    names = named_fields(expressions, known_names)
    if not names:
        return pl.DataFrame()
    frames = [fields_of_chunk(chunk, names) for _, _, chunk in corpus.numbered_chunks()]
    return pl.concat(frames, how="diagonal_relaxed").drop("row") if frames else pl.DataFrame()


def named_fields(expressions: Sequence[str], known_names: Collection[str]) -> list[str]:
    """Return the words of expressions that may name fields of the records, sorted."""
    words = {word.strip('"') for expression in expressions for word in WORD.findall(expression)}
    return sorted(words - set(known_names))


def fields_of_chunk(chunk: Chunk, names: Sequence[str]) -> pl.DataFrame:
    """Return some fields of the records of a chunk; ``row`` alone where it has none of them."""
    row = pl.int_range(chunk.documents.height, eager=True).alias("row")
    if chunk.rows is not None:
        present = [name for name in names if name in chunk.rows.column_names]
        columns = pl.DataFrame(pl.from_arrow(chunk.rows.select(present))) if present else pl.DataFrame()
    else:
        records = [record.value for record in chunk.raw_records if record.value is not None]
        rows = [{name: record[name] for name in names if name in record} for record in records]
        present = [name for name in names if any(name in record for record in rows)]
        whole = [{name: record.get(name) for name in present} for record in rows]
        columns = pl.from_dicts(whole, infer_schema_length=None, strict=False) if present else pl.DataFrame()
    if columns.height != chunk.documents.height:
        return row.to_frame()
    return columns.with_columns(row)
