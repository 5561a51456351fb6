"""Paths and frames to documents: one file a format, and one registry of all formats (``formats.py``)."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from provenance.readers import formats, walk
from provenance.readers.fields import FieldMapping, checked_mapping
from provenance.readers.frames import frame_items, split_inputs
from provenance.readers.records import Batch, Record, RejectedInput, in_batches
from provenance.readers.sidecar import read_sidecar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from provenance.readers.frames import Inputs
    from provenance.readers.records import Item, Source
    from provenance.readers.sidecar import Sidecar

USUAL_NAMES_ONLY: Mapping[str, str] = MappingProxyType({})


def read(
    inputs: Inputs,
    *,
    fields: Mapping[str, str] = USUAL_NAMES_ONLY,
    outlet: str | None = None,
    outlet_from_folder: bool = False,
    metadata: str | Path | None = None,
    id_prefix: str = "",
    date_order: str | None = None,
    batch_bytes: int = 32 << 20,
) -> Iterator[Batch]:
    """Yield the documents of inputs in batches, and with them the inputs that could not be read.

    Args:
        inputs: one or many of files, folders, patterns such as ``data/*.parquet``, ``-`` for standard input, and
            frames: polars (lazy too), Arrow, anything with ``__arrow_c_stream__`` (pandas, DuckDB), dictionaries. Files
            come first, sorted by their paths, so that the order of inputs changes nothing; records in the order of
            their file.
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
        UsageError: ``fields`` names a column that documents do not have, the metadata file names no documents, or an
            input is neither a path nor a frame.

    Example:
        >>> batch = next(provenance.read([{"id": "note", "inhalt": "The ferry has gone."}], fields={"text": "inhalt"}))
        >>> batch.records.select("document_id", "text").rows()
        [('note', 'The ferry has gone.')]
    """
    paths, frames = split_inputs(inputs)
    mapping = FieldMapping(checked_mapping(fields), date_order)
    sidecar = read_sidecar(Path(metadata) if metadata else None, outlet, from_folder=outlet_from_folder)
    roots = sorted(walk.input_roots(paths, piped=True), key=lambda root: walk.path_text(root[0]))
    sources = walk.sources_below(roots)
    return in_batches(_items(sources, frames, mapping, sidecar, id_prefix), batch_bytes)


def list_files(paths: Sequence[str | Path]) -> Iterator[Source | RejectedInput]:
    """Yield the files at and below paths, in the order in which :func:`read` reads them, unopened.

    Raises:
        InputError: a path does not exist.
    """
    roots = sorted(walk.input_roots(paths), key=lambda root: walk.path_text(root[0]))
    return walk.sources_below(roots)


def read_file(
    path: Path,
    root: Path,
    *,
    explicit: bool,
    fields: Mapping[str, str] = USUAL_NAMES_ONLY,
    outlet: str | None = None,
    outlet_from_folder: bool = False,
    id_prefix: str = "",
    date_order: str | None = None,
    batch_bytes: int = 32 << 20,
) -> Iterator[Batch]:
    """Yield the documents of one file of :func:`list_files`, as :func:`read` reads it among the others.

    Args:
        path: the file.
        root: the folder that ids are below.
        explicit: whether the file itself was named.
        fields: see :func:`read`, as all other arguments.
        outlet: see :func:`read`.
        outlet_from_folder: see :func:`read`.
        id_prefix: see :func:`read`.
        date_order: see :func:`read`.
        batch_bytes: see :func:`read`.
    """
    mapping = FieldMapping(checked_mapping(fields), date_order)
    sidecar = read_sidecar(None, outlet, from_folder=outlet_from_folder)
    source = walk.one_file(path, root, explicit=explicit)
    return in_batches(_items(iter([source]), (), mapping, sidecar, id_prefix), batch_bytes)


def _items(
    sources: Iterator[Source | RejectedInput],
    frames: Sequence[object],
    fields: FieldMapping,
    sidecar: Sidecar,
    id_prefix: str,
) -> Iterator[Item]:
    """Yield every record and every rejected input."""
    for item, source in chain(_of_files(sources, fields), *(frame_items(frame, fields) for frame in frames)):
        if isinstance(item, Record) and source:
            record = sidecar.complete(item, source)
            yield record._replace(document_id=id_prefix + record.document_id) if id_prefix else record
        else:
            yield item
    yield from sidecar.unmatched_rows()


def _of_files(sources: Iterator[Source | RejectedInput], fields: FieldMapping) -> Iterator[tuple[Item, Source | None]]:
    """Yield every record and every rejected input of files, and the file."""
    for source in sources:
        if isinstance(source, RejectedInput):
            yield source, None
        else:
            yield from ((item, source) for item in formats.read_source(source, fields))


__all__ = ["Batch", "list_files", "read", "read_file"]
