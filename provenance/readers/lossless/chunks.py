"""The input files of a corpus, and their records chunk by chunk: nothing is left out, and every record has a place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from provenance.readers import formats, walk
from provenance.readers.lossless.columnar import plain_table
from provenance.readers.lossless.model import CHUNK_BYTES, CHUNK_RECORDS, RAW_RECORDS, Chunk, InputFile
from provenance.readers.records import Record, RejectedInput, Source, frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from provenance.readers.lossless.model import ReadOptions


def input_files(paths: Sequence[Path | str]) -> tuple[list[InputFile], list[RejectedInput]]:
    """Return the files at and below the paths, once each, sorted by their path below the root; and what is no file.

    Raises:
        InputError: a path does not exist.
    """
    items = list(walk.sources_below(walk.input_roots(paths)))
    sources = {item.origin: item for item in items if isinstance(item, Source)}
    ordered = sorted(sources.values(), key=lambda source: (source.id, source.origin))
    files = [
        InputFile(number, source, formats.family_of(source)) for number, source in enumerate(with_unique_ids(ordered))
    ]
    return files, [item for item in items if isinstance(item, RejectedInput)]


def with_unique_ids(sources: list[Source]) -> Iterator[Source]:
    """Yield sources in order; one with the id of an earlier one, below another root, gets a number: ``a-2.txt``."""
    taken_ids: set[str] = set()
    for source in sources:
        name, number = source.id, 2
        while name in taken_ids:
            folder, slash, last = source.id.rpartition("/")
            stem, dot, ending = last.partition(".")
            name = f"{folder}{slash}{stem}-{number}{dot}{ending}"
            number += 1
        taken_ids.add(name)
        yield replace(source, id=name)


def raw_chunks(files: Sequence[InputFile], options: ReadOptions) -> Iterator[Chunk]:
    """Yield the records of neighbouring files of one family in chunks; text files share chunks."""
    form = formats.raw_form(files[0].family) if files else None
    if form:
        yield from form.chunks(files, options)
        return
    for file in files:
        yield from _other_chunks(file, options)


def _other_chunks(file: InputFile, options: ReadOptions) -> Iterator[Chunk]:
    """Yield the documents of a file without a raw form; the file itself has to be kept to give it back."""
    records: list[Record] = []
    rejects: list[RejectedInput] = []
    start, size = 0, 0
    for item in formats.read_source(file.source, options.fields):
        if isinstance(item, RejectedInput):
            rejects.append(item)
            continue
        records.append(options.sidecar.complete(item, file.source))
        size += len(item.text)
        if size > CHUNK_BYTES or len(records) >= CHUNK_RECORDS:
            yield _record_chunk(file, options, records, rejects, start)
            start, size, records, rejects = start + len(records), 0, [], []
    yield _record_chunk(file, options, records, rejects, start)


def _record_chunk(
    file: InputFile, options: ReadOptions, records: list[Record], rejects: list[RejectedInput], start: int
) -> Chunk:
    """Return documents without raw records as a chunk."""
    rows = [_record_row(file, options.id_prefix, record, start + n) for n, record in enumerate(records)]
    return Chunk(frame(rows, RAW_RECORDS.schema()), plain_table(records), [], rejects, restorable=False)


def _record_row(file: InputFile, id_prefix: str, record: Record, place: int) -> tuple[Any, ...]:
    """Return a document without a raw record as a row of ``RAW_RECORDS``."""
    columns = (record.outlet, record.url, record.title, record.language, record.published_at)
    return (file.number, place, place + 1, id_prefix + record.document_id, *columns, "text", record.text)
