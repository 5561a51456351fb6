"""The inputs on shelves: which files there are, in canonical order, and what is read of them again and again."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from provenance.cleaning.inputs.prefetch import ahead
from provenance.cleaning.inputs.staging import MANIFEST
from provenance.errors import InputError
from provenance.readers.fields import FieldMapping, checked_mapping
from provenance.readers.lossless.chunks import input_files, raw_chunks
from provenance.readers.lossless.model import Chunk, InputFile, ReadOptions
from provenance.readers.sidecar import read_sidecar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from provenance.readers.records import RejectedInput

POOL_BYTES = 128 << 20
"""Bytes of text files that become one file of output."""

PARTED = "\f"
"""What parts the fields of an evaluation item: they are looked for one by one."""

CACHE_BYTES = 384 << 20
"""Bytes of records held in memory between two readings; beyond it, files are read again."""


@dataclass(frozen=True)
class Shelf:
    """Some files that become one file of output: one file of records, or many text files.

    Attributes:
        number: position among the shelves.
        files: in canonical order.
        known: whether they are an earlier release or an evaluation set, which is only compared with.
        evaluation: whether they are an evaluation set.
    """

    number: int
    files: tuple[InputFile, ...]
    known: bool = False
    evaluation: bool = False

    @property
    def family(self) -> str:
        """The family of formats of the files."""
        return self.files[0].family


@dataclass
class Library:
    """All shelves, and how to read them.

    Attributes:
        shelves: in the order of reading.
        reading: how records are read.
        asides: paths that hold no documents.
        odd: numbers of the files, among those read so far, that only their own bytes can give back.
    """

    shelves: list[Shelf]
    reading: ReadOptions
    asides: list[RejectedInput]
    odd: set[int] = field(default_factory=set)
    _begun: dict[int, Iterator[Chunk]] = field(default_factory=dict)
    _kept: dict[int, list[Chunk]] = field(default_factory=dict)
    _room: int = CACHE_BYTES

    def begin(self) -> None:
        """Begin to read the first shelf, in a thread of its own."""
        first = self.shelves[0]
        self._begun[first.number] = ahead(raw_chunks(first.files, self.reading))

    def portions(self, shelf: Shelf) -> Iterator[Chunk]:
        """Yield the records of a shelf in portions, from memory where they are still there."""
        if shelf.number in self._kept:
            yield from self._kept[shelf.number]
            return
        seen: list[Chunk] | None = []
        begun = self._begun.pop(shelf.number, None)
        for read in begun or ahead(raw_chunks(shelf.files, self.reading)):
            portion = with_items(read) if shelf.evaluation else read
            self._room -= size_of(portion)
            if not portion.restorable:
                self.odd.update(file.number for file in shelf.files)
            seen = [*seen, portion] if seen is not None and self._room >= 0 else None
            yield portion
        if seen is not None:
            self._kept[shelf.number] = seen

    @property
    def files(self) -> list[InputFile]:
        """All files, in canonical order."""
        return sorted((file for shelf in self.shelves for file in shelf.files), key=lambda file: file.number)


def size_of(portion: Chunk) -> int:
    """Return about how many bytes a portion takes in memory."""
    rows = portion.rows.nbytes if portion.rows is not None else 4 * sum(len(piece.raw) for piece in portion.raw_records)
    return int(rows + portion.documents.estimated_size())


def library(
    paths: Sequence[Path | str],
    known: Sequence[Path | str] = (),
    against: Sequence[Path | str] = (),
    *,
    fields: Mapping[str, str],
    outlet: str | None = None,
    outlet_from_folder: bool = False,
    metadata: Path | None = None,
    id_prefix: str = "",
) -> Library:
    """Return the inputs on shelves; see :func:`provenance.read` for how records are read.

    Raises:
        InputError: a path does not exist, there is no file, or the metadata file cannot be read.
    """
    said = read_sidecar(metadata, outlet, from_folder=outlet_from_folder)
    reading = ReadOptions(FieldMapping(checked_mapping(dict(fields))), said, id_prefix)
    files, asides = input_files(paths)
    if not files:
        raise InputError(
            "there is no file to read", "; ".join(f"{aside.origin}: {aside.reason}" for aside in asides[:3])
        )
    earlier = numbered(input_files(released(known))[0] if known else [], len(files))
    items = numbered(input_files(against)[0] if against else [], len(files) + len(earlier))
    shelves = [*shelved(files), *shelved(earlier, known=True), *shelved(items, known=True, evaluation=True)]
    return Library([dataclasses.replace(shelf, number=n) for n, shelf in enumerate(shelves)], reading, asides)


def released(paths: Sequence[Path | str]) -> list[Path]:
    """Return the paths of earlier releases; of an output of ours, the data alone."""
    return [path / "data" if (path / MANIFEST).is_file() else path for path in map(Path, paths)]


def numbered(files: list[InputFile], first: int) -> list[InputFile]:
    """Return files with numbers from another first one on."""
    return [dataclasses.replace(file, number=first + file.number) for file in files]


def with_items(portion: Chunk) -> Chunk:
    """Return a portion of an evaluation set: what has no text of its own is its fields, parted (see ``PARTED``)."""
    empty = portion.documents["text"].str.len_bytes() == 0
    if not empty.any():
        return portion
    rows = (
        portion.rows.to_pylist()
        if portion.rows is not None
        else [piece.value for piece in portion.raw_records if piece.value is not None]
    )
    words = pl.Series(
        "text",
        [PARTED.join(value for value in row.values() if isinstance(value, str)) for row in rows],
        dtype=pl.String,
    )
    whole = portion.documents.with_columns(pl.when(empty).then(words).otherwise(pl.col("text")).alias("text"))
    return dataclasses.replace(portion, documents=whole)


def shelved(files: Sequence[InputFile], *, known: bool = False, evaluation: bool = False) -> list[Shelf]:
    """Return files on shelves: text files pooled, all others one by one."""
    shelves = [Shelf(0, (file,), known, evaluation) for file in files if file.family != "plain"]
    pool: list[InputFile] = []
    size = 0
    for file in (file for file in files if file.family == "plain"):
        pool.append(file)
        size += file.source.size
        if size >= POOL_BYTES:
            shelves.append(Shelf(0, tuple(pool), known, evaluation))
            pool, size = [], 0
    return [*shelves, Shelf(0, tuple(pool), known, evaluation)] if pool else shelves
