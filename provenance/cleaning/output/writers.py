"""The second pass: every record is written, to the cleaned data or among the removed records."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from provenance.cleaning.output.file_names import layout_of_group
from provenance.cleaning.output.record_log import RecordLog
from provenance.cleaning.output.record_writers import LineWriter, TextTreeWriter
from provenance.cleaning.output.table_writers import RenderedRows, TableRows, TableWriter

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from provenance.cleaning.corpus_formats import CorpusFormat
    from provenance.cleaning.inputs.corpus import Corpus, InputGroup
    from provenance.cleaning.inputs.field_kinds import Kinds
    from provenance.cleaning.output.record_log import Cuts
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


@dataclass(frozen=True)
class Target:
    """Where the records of a group are written.

    Attributes:
        folder: the output folder.
        name: of the file, or of the folder of text files, below ``data``.
        corpus_format: the format.
    """

    folder: Path
    name: str
    corpus_format: CorpusFormat


class GroupWriter(Protocol):
    """Writes the records of one group."""

    def add(self, chunk: Chunk, keep_mask: NDArray[np.bool_], cuts: Cuts) -> None:
        """Write the records of a chunk.

        Args:
            chunk: the records.
            keep_mask: whether each is kept.
            cuts: spans that are cut from kept records, by position in the chunk.
        """

    def close(self) -> None:
        """Finish the files."""


@dataclass(frozen=True)
class GroupLog:
    """What restoring and the report need to know of a group that was written.

    Attributes:
        records: styles and residue of its records.
        samples: position in the group and beginning of the text of documents that the report shows.
    """

    records: RecordLog
    samples: list[tuple[int, str]]


def write_group(group: InputGroup, corpus: Corpus, decisions: Decisions, target: Target, kinds: Kinds) -> GroupLog:
    """Write the records of a group below ``data`` and ``removed``, and return what restoring needs to know.

    Args:
        group: the files.
        corpus: reads them.
        decisions: what is decided about their documents.
        target: where they are written.
        kinds: fields of the records and their kinds; empty for columnar files.
    """
    log = RecordLog(group, kinds)
    writer = writer_of(group, target, log)
    samples: list[tuple[int, str]] = []
    start = 0
    for chunk in corpus.chunks(group):
        stop = start + chunk.documents.height
        cuts = {row - start: decisions.cuts[row] for row in range(start, stop) if row in decisions.cuts}
        writer.add(chunk, decisions.keep_mask[start:stop], cuts)
        rows = sorted(row for row in decisions.samples if start <= row < stop)
        samples += [(row, chunk.documents["text"][row - start][:SAMPLE_CHARACTERS]) for row in rows]
        start = stop
    writer.close()
    copy_verbatim_files(group, corpus, target.folder)
    return GroupLog(log, samples)


def writer_of(group: InputGroup, target: Target, log: RecordLog) -> GroupWriter:
    """Return what writes the records of a group in the layout that suits the output format."""
    data, removed = (target.folder / part / target.name for part in ("data", "removed"))
    layout = layout_of_group(group, target.corpus_format)
    if layout == "pieces":
        return TextTreeWriter(log, target.folder) if group.family == "plain" else LineWriter(log, data, removed)
    if layout == "table":
        return TableWriter(log, TableRows(data), removed)
    fields = target.folder / "restore" / "fields" / f"{group.number:06d}.parquet"
    return TableWriter(
        log, RenderedRows(target.corpus_format, data, fields), removed.with_name(f"{removed.name}.parquet")
    )


def copy_verbatim_files(group: InputGroup, corpus: Corpus, folder: Path) -> None:
    """Copy the files that only their own bytes can give back."""
    for file in group.files:
        if file.number in corpus.verbatim_files:
            path = folder / "restore" / "files" / f"{file.number:06d}"
            path.parent.mkdir(parents=True, exist_ok=True)
            with file.source.open() as stream, path.open("wb") as out:
                shutil.copyfileobj(stream, out)
