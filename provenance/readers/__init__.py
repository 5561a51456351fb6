"""A path to documents: one file for a family of formats."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from provenance.readers import formats as kinds
from provenance.readers import walk
from provenance.readers.fields import Fields, mapping
from provenance.readers.records import Aside, Batch, Record, batched
from provenance.readers.sidecar import beside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from provenance.readers.records import Item, Source
    from provenance.readers.sidecar import Beside

NOTHING_MAPPED: Mapping[str, str] = MappingProxyType({})


def read(
    paths: Sequence[Path | str],
    *,
    fields: Mapping[str, str] = NOTHING_MAPPED,
    outlet: str | None = None,
    outlet_from_folder: bool = False,
    metadata: Path | None = None,
    id_prefix: str = "",
    batch_bytes: int = 32 << 20,
) -> Iterator[Batch]:
    """Yield the documents at and below the paths in batches, and beside them what could not be taken in.

    Args:
        paths: files, folders, or patterns such as ``data/*.parquet``. Files come in the order of the paths,
            below a folder sorted by code point; records in the order of their file.
        fields: names of the fields that hold a column, by column: ``{"text": "body"}``. Usual names need none.
        outlet: whose the documents are of which nothing else says it.
        outlet_from_folder: whether the first folder below a given folder names the outlet.
        metadata: CSV file that says outlet, url, title, byline, language or published_at by path or document id.
        id_prefix: stands before every document id.
        batch_bytes: about how many characters a batch holds; one document is its least.

    Yields:
        Batch of two frames: ``records`` (columns of ``tables.RECORDS``) and ``set_aside`` (``tables.SET_ASIDE``).

    Raises:
        InputError: a path does not exist, or the metadata file cannot be read; before anything is read.
        UsageError: ``fields`` names a column that documents do not have, or the metadata file names no documents.
    """
    known, said = Fields(mapping(fields)), beside(metadata, outlet, from_folder=outlet_from_folder)
    sources = walk.found(walk.roots(paths))
    return batched(_items(sources, known, said, id_prefix), batch_bytes)


def _items(sources: Iterator[Source | Aside], fields: Fields, said: Beside, prefix: str) -> Iterator[Item]:
    """Yield every record and every input set aside."""
    for source in sources:
        if isinstance(source, Aside):
            yield source
            continue
        for item in kinds.read(source, fields):
            if isinstance(item, Record):
                record = said.complete(item, source)
                yield record._replace(document_id=prefix + record.document_id) if prefix else record
            else:
                yield item
    yield from said.unused()


__all__ = ["Batch", "read"]
