"""What cannot be seen in a table about raw records: the style of each, and the bytes that no style gives back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from provenance.cleaning.output.record_styles import VERBATIM, RecordEncoder, encoder_of
from provenance.cleaning.scan.spans import remove_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.cleaning.inputs.corpus import InputGroup
    from provenance.cleaning.inputs.field_kinds import Kinds
    from provenance.readers.lossless.model import Chunk, RawRecord

Cuts = dict[int, list[tuple[int, int]]]
"""Spans that are cut, by position of the document."""


class RecordLog:
    """Separates the records of a group from lines that are none, and notes what restoring needs to know of both.

    Attributes:
        group: the files.
        kinds: fields of the records and their kinds.
        styles: the style of each record, chunk by chunk.
        residue: file, place and bytes of what nothing else gives back.
        header: the header of a delimited file.
    """

    def __init__(self, group: InputGroup, kinds: Kinds) -> None:
        self.group, self.kinds = group, kinds
        self.styles: list[NDArray[np.int16]] = []
        self.residue: list[tuple[int, int, bytes]] = []
        self.header = b""
        self._encoder = encoder_of(group.family, kinds)

    def records(self, chunk: Chunk) -> list[RawRecord]:
        """Return the raw records of a chunk; the bytes of all else are added to the residue."""
        records = []
        for piece in chunk.raw_records:
            if piece.value is not None:
                records.append(piece)
                continue
            if self.group.family == "delimited" and piece.place == 0:
                self.header = piece.raw
                self._encoder = encoder_of(self.group.family, self.kinds, self.header)
            self.residue.append((self.group.files[0].number, piece.place, piece.raw))
        if self._encoder is not None:
            self._note_styles(records, chunk.documents["file"].to_list(), self._encoder)
        return records

    def _note_styles(self, records: list[RawRecord], files: list[int], encoder: RecordEncoder) -> None:
        styles = [encoder.style_of(record.value or {}, record.raw) for record in records]
        self.styles.append(np.array(styles, np.int16))
        for record, style, file in zip(records, styles, files, strict=True):
            if style == VERBATIM:
                self.residue.append((file, record.place, record.raw))

    def encode_cut(self, record: dict[str, Any], field: str, spans: list[tuple[int, int]], style: int) -> bytes:
        """Return a record without some spans of its text, in its own style."""
        assert self._encoder is not None
        return self._encoder.encode({**record, field: remove_spans(record[field], spans)}, max(style, 0))
