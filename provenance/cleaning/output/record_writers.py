"""Writers of raw records: they are copied byte for byte where nothing is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.cleaning.output.shards import BytesShards
from provenance.cleaning.output.sinks import BytesSink
from provenance.cleaning.scan.spans import remove_spans

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from provenance.cleaning.output.record_log import Cuts, RecordLog
    from provenance.cleaning.output.shards import ShardNames
    from provenance.cleaning.output.volumes import Volume
    from provenance.readers.lossless.model import Chunk


class LineFiles:
    """The lines of JSON Lines files, or the rows of delimited files."""

    def __init__(self, data: ShardNames, removed: ShardNames) -> None:
        self.data, self.removed = BytesShards(data), BytesShards(removed)

    def writer(self, log: RecordLog) -> LineWriter:
        """Return what writes the records of a group."""
        return LineWriter(log, self)

    def close(self, volume: Volume) -> list[str]:  # noqa: ARG002 - see VolumeFiles
        """Finish the files; there is one without records, too."""
        if not self.data.count:
            self.data.write(b"")
        self.removed.close()
        return self.data.close()


class LineWriter:
    """Writes the records of a group as lines."""

    def __init__(self, log: RecordLog, files: LineFiles) -> None:
        self.log, self.files = log, files

    def add(self, chunk: Chunk, keep_mask: NDArray[np.bool_], cuts: Cuts) -> None:
        """Write the records of a chunk; see :class:`provenance.cleaning.output.writers.GroupWriter`."""
        fields = chunk.documents["field"]
        records = self.log.records(chunk)
        if self.log.header:
            self.files.data.header = self.files.removed.header = terminated(self.log.header)
        styles = self.log.styles[-1].tolist() if self.log.styles else []
        for row, (record, style) in enumerate(zip(records, styles, strict=True)):
            line = record.raw
            if row in cuts and keep_mask[row]:
                line = self.log.encode_cut(record.value or {}, fields[row], cuts[row], style)
            (self.files.data if keep_mask[row] else self.files.removed).write(terminated(line))


def terminated(line: bytes) -> bytes:
    """Return a line with a line end."""
    return line if line.endswith(b"\n") else line + b"\n"


class TextTree:
    """Text files that keep their names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def writer(self, log: RecordLog) -> TextTreeWriter:
        """Return what writes the texts of a group."""
        return TextTreeWriter(log, self.folder)

    def close(self, volume: Volume) -> list[str]:  # noqa: ARG002 - see VolumeFiles
        """Return nothing: the files have the names of the inputs, and are closed already."""
        return []


class TextTreeWriter:
    """Writes every text file to a file of the same name."""

    def __init__(self, log: RecordLog, folder: Path) -> None:
        self.log, self.folder = log, folder
        self.paths = {file.number: file.source.id for file in log.group.files}

    def add(self, chunk: Chunk, keep_mask: NDArray[np.bool_], cuts: Cuts) -> None:
        """Write the texts of a chunk; see :class:`provenance.cleaning.output.writers.GroupWriter`."""
        files = chunk.documents["file"].to_list()
        for row, record in enumerate(self.log.records(chunk)):
            data = record.raw
            if row in cuts and keep_mask[row]:
                data = remove_spans((record.value or {})["text"], cuts[row]).encode()
            sink = BytesSink(self.folder / ("data" if keep_mask[row] else "removed") / self.paths[files[row]])
            sink.write(data)
            sink.close()
