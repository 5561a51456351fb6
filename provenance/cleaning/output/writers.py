"""The second pass: every record is written, to the cleaned data or among the removed records."""

from __future__ import annotations

import glob
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from provenance.cleaning.output.record_log import RecordLog
from provenance.cleaning.output.record_writers import LineFiles, TextTree
from provenance.cleaning.output.shards import ShardNames
from provenance.cleaning.output.table_writers import RenderedRows, TableFiles, TableRows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from provenance.cleaning.inputs.corpus import Corpus, InputGroup
    from provenance.cleaning.inputs.field_kinds import Kinds
    from provenance.cleaning.options import CleaningOptions
    from provenance.cleaning.output.record_log import Cuts
    from provenance.cleaning.output.volumes import Volume
    from provenance.readers.lossless.model import Chunk

SAMPLE_CHARACTERS = 500
"""Code points of a text that the report shows."""


@dataclass(frozen=True)
class Decisions:
    """What is decided about the documents of one group, in reading order.

    Attributes:
        keep_mask: whether each document is kept.
        cuts: spans that are cut, by position in the group.
        samples: positions of the documents whose beginnings the report shows.
    """

    keep_mask: NDArray[np.bool_]
    cuts: Cuts
    samples: set[int]


class GroupWriter(Protocol):
    """Writes the records of one group."""

    def add(self, chunk: Chunk, keep_mask: NDArray[np.bool_], cuts: Cuts) -> None:
        """Write the records of a chunk.

        Args:
            chunk: the records.
            keep_mask: whether each is kept.
            cuts: spans that are cut from kept records, by position in the chunk.
        """


class VolumeFiles(Protocol):
    """The files of a volume."""

    def writer(self, log: RecordLog) -> GroupWriter:
        """Return what writes the records of one of its groups."""

    def close(self, volume: Volume) -> list[str]:
        """Finish the files, and return the names of those below ``data``."""


@dataclass(frozen=True)
class GroupLog:
    """What restoring and the report need to know of a group that was written.

    Attributes:
        records: styles and residue of its records.
        samples: position in the group and beginning of the text of documents that the report shows.
    """

    records: RecordLog
    samples: list[tuple[int, str]]


def write_volume(
    volume: Volume,
    corpus: Corpus,
    decisions_of: Callable[[InputGroup], Decisions],
    folder: Path,
    options: CleaningOptions,
) -> tuple[list[GroupLog], list[str]]:
    """Write the records of some groups below ``data`` and ``removed``.

    Args:
        volume: the groups, and the names of the files.
        corpus: reads the groups.
        decisions_of: returns what is decided about the documents of a group.
        folder: the output folder.
        options: the format, and the size of a file.

    Returns:
        What restoring needs to know of each group, and the names of the files below ``data``.
    """
    names = volume.data_names(folder, options.shard_size)
    for path in names.folder.glob(f"{glob.escape(volume.stem)}.*.unfinished{glob.escape(volume.ending)}"):
        path.unlink()  # of a run that was killed
    files = volume_files(volume, names, folder, options)
    logs = [write_group(group, corpus, decisions_of(group), files, volume.kinds) for group in volume.groups]
    data_names = files.close(volume)
    for group in volume.groups:
        copy_verbatim_files(group, corpus, folder)
    return logs, data_names


def write_group(group: InputGroup, corpus: Corpus, decisions: Decisions, files: VolumeFiles, kinds: Kinds) -> GroupLog:
    """Write the records of a group to the files of its volume, and return what restoring needs to know of it."""
    log = RecordLog(group, kinds)
    writer = files.writer(log)
    samples: list[tuple[int, str]] = []
    start = 0
    for chunk in corpus.chunks(group):
        stop = start + chunk.documents.height
        cuts = {row - start: decisions.cuts[row] for row in range(start, stop) if row in decisions.cuts}
        writer.add(chunk, decisions.keep_mask[start:stop], cuts)
        rows = sorted(row for row in decisions.samples if start <= row < stop)
        samples += [(row, chunk.documents["text"][row - start][:SAMPLE_CHARACTERS]) for row in rows]
        start = stop
    return GroupLog(log, samples)


def volume_files(volume: Volume, names: ShardNames, folder: Path, options: CleaningOptions) -> VolumeFiles:
    """Return the files of a volume, in the layout that suits the output format."""
    removed = ShardNames(folder / "removed", volume.removed_name, "")
    if volume.layout == "pieces":
        return TextTree(folder) if volume.family == "plain" else LineFiles(names, removed)
    if volume.layout == "table":
        return TableFiles(TableRows(names), removed)
    fields = folder / "restore" / "fields" / volume.fields_name
    return TableFiles(RenderedRows(options.corpus_format, names, fields), removed)


def copy_verbatim_files(group: InputGroup, corpus: Corpus, folder: Path) -> None:
    """Copy the files that only their own bytes can give back."""
    for file in group.files:
        if file.number in corpus.verbatim_files:
            path = folder / "restore" / "files" / f"{file.number:06d}"
            path.parent.mkdir(parents=True, exist_ok=True)
            with file.source.open() as stream, path.open("wb") as out:
                shutil.copyfileobj(stream, out)
