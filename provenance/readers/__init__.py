"""Paths to documents: one file a format, and one registry of all formats (``formats.py``)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from provenance.readers import formats, walk
from provenance.readers.fields import FieldMapping, checked_mapping
from provenance.readers.records import Batch, Record, RejectedInput, in_batches
from provenance.readers.sidecar import read_sidecar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from provenance.readers.records import Item, Source
    from provenance.readers.sidecar import Sidecar

USUAL_NAMES_ONLY: Mapping[str, str] = MappingProxyType({})


def read(
    paths: Sequence[Path | str],
    *,
    fields: Mapping[str, str] = USUAL_NAMES_ONLY,
    outlet: str | None = None,
    outlet_from_folder: bool = False,
    metadata: Path | None = None,
    id_prefix: str = "",
    date_order: str | None = None,
    batch_bytes: int = 32 << 20,
) -> Iterator[Batch]:
    """Yield the documents at and below the paths in batches, and with them the inputs that could not be read.

    Args:
        paths: files, folders, patterns such as ``data/*.parquet``, or ``-`` for standard input. Files come in the
            order of the paths, below a folder sorted by code point; records in the order of their file.
        fields: names of the fields that hold a column, by column: ``{"text": "body"}``. Usual names need none.
        outlet: the outlet of documents for which neither their record nor anything else names one.
        outlet_from_folder: whether the first folder below a given folder names the outlet.
        metadata: CSV file with outlet, url, title, byline, language or published_at by path or document id.
        id_prefix: stands before every document id.
        date_order: ``dmy`` or ``mdy``: which number of dates such as 05/03/2024 is the day; where none is given, the
            other dates of the file tell it.
        batch_bytes: about how many characters a batch holds; it holds at least one document.

    Yields:
        Batch of two frames: ``records`` (columns of ``tables.RECORDS``) and ``set_aside`` (``tables.SET_ASIDE``).

    Raises:
        InputError: a path does not exist, or the metadata file cannot be read; before anything is read.
        UsageError: ``fields`` names a column that documents do not have, or the metadata file names no documents.
    """
    mapping = FieldMapping(checked_mapping(fields), date_order)
    sidecar = read_sidecar(metadata, outlet, from_folder=outlet_from_folder)
    sources = walk.sources_below(walk.input_roots(paths, piped=True))
    return in_batches(_items(sources, mapping, sidecar, id_prefix), batch_bytes)


def _items(
    sources: Iterator[Source | RejectedInput], fields: FieldMapping, sidecar: Sidecar, id_prefix: str
) -> Iterator[Item]:
    """Yield every record and every rejected input."""
    for source in sources:
        if isinstance(source, RejectedInput):
            yield source
            continue
        for item in formats.read_source(source, fields):
            if isinstance(item, Record):
                record = sidecar.complete(item, source)
                yield record._replace(document_id=id_prefix + record.document_id) if id_prefix else record
            else:
                yield item
    yield from sidecar.unmatched_rows()


__all__ = ["Batch", "read"]
