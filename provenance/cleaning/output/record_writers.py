"""Writers of raw records: they are copied byte for byte where nothing is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.cleaning.output.sinks import BytesSink
from provenance.cleaning.scan.spans import remove_spans

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from provenance.cleaning.output.record_log import Cuts, RecordLog
    from provenance.readers.lossless.model import Chunk


class LineWriter:
    """Writes the lines of JSON Lines files, or the rows of delimited files."""

    def __init__(self, log: RecordLog, data: Path, removed: Path) -> None:
        self.log = log
        self.data, self.removed = BytesSink(data), BytesSink(removed)

    def add(self, chunk: Chunk, keep_mask: NDArray[np.bool_], cuts: Cuts) -> None:
        """Write the records of a chunk; see :class:`provenance.cleaning.output.writers.GroupWriter`."""
        fields = chunk.documents["field"]
        had_header = bool(self.log.header)
        records = self.log.records(chunk)
        if self.log.header and not had_header:
            self.data.write(terminated(self.log.header))
            self.removed.write(terminated(self.log.header))
        styles = self.log.styles[-1].tolist() if self.log.styles else []
        for row, (record, style) in enumerate(zip(records, styles, strict=True)):
            line = record.raw
            if row in cuts and keep_mask[row]:
                line = self.log.encode_cut(record.value or {}, fields[row], cuts[row], style)
            (self.data if keep_mask[row] else self.removed).write(terminated(line))

    def close(self) -> None:
        """Finish the files."""
        self.data.write(b"")
        self.data.close()
        self.removed.close()


def terminated(line: bytes) -> bytes:
    """Return a line with a line end."""
    return line if line.endswith(b"\n") else line + b"\n"


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

    def close(self) -> None:
        """Close nothing: every file is closed already."""
