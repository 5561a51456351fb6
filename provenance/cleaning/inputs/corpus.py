"""The corpus to be cleaned: its files in canonical order, grouped by output file, and their records."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.cleaning.inputs.prefetch import prefetch
from provenance.cleaning.inputs.splits import NO_SPLIT, Shelf, shelves_of_files
from provenance.cleaning.inputs.staging import MANIFEST
from provenance.errors import InputError
from provenance.limits import NO_LIMITS
from provenance.readers.fields import FieldMapping, checked_mapping
from provenance.readers.lossless.chunks import input_files, raw_chunks
from provenance.readers.lossless.model import ReadOptions
from provenance.readers.sidecar import read_sidecar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from provenance.limits import Limits
    from provenance.readers.lossless.model import Chunk, InputFile
    from provenance.readers.records import RejectedInput, Source

GROUP_BYTES = 128 << 20
"""Bytes of text files from which on a group is full."""

ITEM_FIELD_SEPARATOR = "\f"
"""Separates the fields of an evaluation item that has no text of its own: each field is searched for by itself."""

CACHE_BYTES = 384 << 20
"""Bytes of records that stay in memory between two readings; files beyond it are read again; changes no result."""


DESCRIPTIONS = frozenset({"dataset_infos.json", "dataset_info.json", "dataset_dict.json", "state.json"})
"""Files beside the data of a Hugging Face data set that hold no documents."""


@dataclass(frozen=True)
class InputGroup:
    """Files that become one output file: one file of records, or many text files.

    Attributes:
        number: position among the groups.
        files: in canonical order.
        reference: whether they are an earlier release or an evaluation set: documents are compared with them, and they
            are not written.
        evaluation: whether they are an evaluation set.
    """

    number: int
    files: tuple[InputFile, ...]
    reference: bool = False
    evaluation: bool = False

    @property
    def family(self) -> str:
        """The family of formats of the files."""
        return self.files[0].family


@dataclass
class Corpus:
    """All inputs, and how to read them.

    Attributes:
        groups: in reading order.
        reading: how records are read.
        rejected: paths that hold no documents.
        verbatim_files: numbers of the files, among those read so far, that only their own bytes can give back.
        shelves: configuration and split of each file that is written.
    """

    groups: list[InputGroup]
    reading: ReadOptions
    rejected: list[RejectedInput]
    verbatim_files: set[int] = field(default_factory=set)
    shelves: dict[int, Shelf] = field(default_factory=dict)
    _prefetched: dict[int, Iterator[Chunk]] = field(default_factory=dict)
    _cache: dict[int, list[Chunk]] = field(default_factory=dict)
    _free_cache_bytes: int = CACHE_BYTES

    def prefetch(self) -> None:
        """Begin to read the first group in a background thread."""
        first = self.groups[0]
        self._prefetched[first.number] = prefetch(raw_chunks(first.files, self.reading))

    def chunks(self, group: InputGroup) -> Iterator[Chunk]:
        """Yield the records of a group in chunks, from the cache where they are in it."""
        if group.number in self._cache:
            yield from self._cache[group.number]
            return
        cached: list[Chunk] | None = []
        prefetched = self._prefetched.pop(group.number, None)
        for raw_chunk in prefetched or prefetch(raw_chunks(group.files, self.reading)):
            chunk = with_item_texts(raw_chunk) if group.evaluation else raw_chunk
            self._free_cache_bytes -= memory_bytes(chunk)
            if not chunk.restorable:
                self.verbatim_files.update(file.number for file in group.files)
            cached = [*cached, chunk] if cached is not None and self._free_cache_bytes >= 0 else None
            yield chunk
        if cached is not None:
            self._cache[group.number] = cached

    def numbered_chunks(self) -> Iterator[tuple[InputGroup, int, Chunk]]:
        """Yield every chunk with its group and the number of its first document among all documents."""
        start = 0
        for group in self.groups:
            for chunk in self.chunks(group):
                yield group, start, chunk
                start += chunk.documents.height

    def texts(self, documents: set[int]) -> Iterator[tuple[int, str]]:
        """Yield the numbers and texts of some documents, in reading order."""
        wanted = np.array(sorted(documents), np.int64)
        for _, start, chunk in self.numbered_chunks():
            first, last = np.searchsorted(wanted, [start, start + chunk.documents.height])
            numbers = wanted[first:last]
            yield from zip(numbers.tolist(), chunk.documents["text"].gather(numbers - start).to_list(), strict=True)

    @property
    def output_groups(self) -> list[InputGroup]:
        """The groups that are written: all but references."""
        return [group for group in self.groups if not group.reference]

    @property
    def files(self) -> list[InputFile]:
        """All files, in canonical order."""
        return sorted((file for group in self.groups for file in group.files), key=lambda file: file.number)

    def splits(self) -> pl.DataFrame:
        """Return the split (``data_split``) of every file (``file``); ``NO_SPLIT`` where there are none."""
        rows = [
            (file.number, self.shelves[file.number].split if file.number in self.shelves else NO_SPLIT)
            for file in self.files
        ]
        return pl.DataFrame(rows, schema={"file": pl.Int32, "data_split": pl.String}, orient="row")

    def paths(self) -> pl.DataFrame:
        """Return number (``file``) and ``path`` of every file."""
        rows = [(file.number, file.source.id) for file in self.files]
        return pl.DataFrame(rows, schema={"file": pl.Int32, "path": pl.String}, orient="row")


def memory_bytes(chunk: Chunk) -> int:
    """Return about how many bytes a chunk takes in memory."""
    rows = chunk.rows.nbytes if chunk.rows is not None else 4 * sum(len(record.raw) for record in chunk.raw_records)
    return int(rows + chunk.documents.estimated_size())


def open_corpus(
    paths: Sequence[Path | str],
    releases: Sequence[Path | str] = (),
    evaluation_sets: Sequence[Path | str] = (),
    *,
    fields: Mapping[str, str],
    outlet: str | None = None,
    outlet_from_folder: bool = False,
    metadata: Path | None = None,
    id_prefix: str = "",
    date_order: str | None = None,
    limits: Limits = NO_LIMITS,
) -> Corpus:
    """Return the corpus of some paths; see :func:`provenance.read` for how records are read.

    Raises:
        InputError: a path does not exist, there is no file, or the metadata file cannot be read.
    """
    sidecar = read_sidecar(metadata, outlet, from_folder=outlet_from_folder)
    reading = ReadOptions(FieldMapping(checked_mapping(dict(fields)), date_order), sidecar, id_prefix)
    sources, rejected = input_files(paths)
    files = renumber_in_order([file for file in sources if not describes_data_set(file.source)])
    if not files:
        raise InputError(
            "there is no file to read", "; ".join(f"{reject.origin}: {reject.reason}" for reject in rejected[:3])
        )
    earlier = renumber_files(input_files(release_data(releases))[0] if releases else [], len(files))
    items = renumber_files(input_files(evaluation_sets)[0] if evaluation_sets else [], len(files) + len(earlier))
    shelves = shelves_of_files(files, paths)
    groups = [
        *group_files(files, shelves),
        *group_files(earlier, shelves, reference=True),
        *group_files(items, shelves, reference=True, evaluation=True),
    ]
    numbered = [dataclasses.replace(group, number=n) for n, group in enumerate(groups)]
    cache = limits.share(CACHE_BYTES)
    return Corpus(numbered, reading, rejected, shelves=shelves, _free_cache_bytes=cache)


def describes_data_set(source: Source) -> bool:
    """Return whether a file describes a data set and holds no documents of its own."""
    return source.origin.rpartition("/")[2] in DESCRIPTIONS


def renumber_in_order(files: list[InputFile]) -> list[InputFile]:
    """Return files numbered from 0 on, in their order."""
    return [dataclasses.replace(file, number=number) for number, file in enumerate(files)]


def release_data(paths: Sequence[Path | str]) -> list[Path]:
    """Return the paths of the data of earlier releases: of a cleaning's output, its folder ``data`` alone."""
    return [path / "data" if (path / MANIFEST).is_file() else path for path in map(Path, paths)]


def renumber_files(files: list[InputFile], first: int) -> list[InputFile]:
    """Return files numbered from another first number on."""
    return [dataclasses.replace(file, number=first + file.number) for file in files]


def group_files(
    files: Sequence[InputFile], shelves: Mapping[int, Shelf], *, reference: bool = False, evaluation: bool = False
) -> list[InputGroup]:
    """Return files in groups: text files of one configuration and split pooled, all other files one by one."""
    groups = [InputGroup(0, (file,), reference, evaluation) for file in files if file.family != "plain"]
    texts: dict[Shelf | None, list[InputFile]] = {}
    for file in (file for file in files if file.family == "plain"):
        texts.setdefault(shelves.get(file.number), []).append(file)
    for shelved in texts.values():
        groups += [InputGroup(0, pool, reference, evaluation) for pool in pools_of_files(shelved)]
    return groups


def pools_of_files(files: Sequence[InputFile]) -> Iterator[tuple[InputFile, ...]]:
    """Yield files in pools of bounded size."""
    pool: list[InputFile] = []
    size = 0
    for file in files:
        pool.append(file)
        size += file.source.size
        if size >= GROUP_BYTES:
            yield tuple(pool)
            pool, size = [], 0
    if pool:
        yield tuple(pool)


def with_item_texts(chunk: Chunk) -> Chunk:
    """Return a chunk of an evaluation set in which the text of a record without one is all its strings, joined."""
    empty = chunk.documents["text"].str.len_bytes() == 0
    if not empty.any():
        return chunk
    rows = (
        chunk.rows.to_pylist()
        if chunk.rows is not None
        else [record.value for record in chunk.raw_records if record.value is not None]
    )
    joined = pl.Series(
        "text",
        [ITEM_FIELD_SEPARATOR.join(strings_in(row)) for row in rows],
        dtype=pl.String,
    )
    documents = chunk.documents.with_columns(pl.when(empty).then(joined).otherwise(pl.col("text")).alias("text"))
    return dataclasses.replace(chunk, documents=documents)


def strings_in(value: object) -> Iterator[str]:
    """Yield the strings of a record, at any depth, in order."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            pending += reversed(list(item.values()))
        elif isinstance(item, list | tuple):
            pending += reversed(item)
