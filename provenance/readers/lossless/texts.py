"""Text files kept byte for byte: a file is one raw record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provenance.readers.encodings import UndecodableError, decode
from provenance.readers.lossless.model import CHUNK_BYTES, CHUNK_RECORDS, RAW_RECORDS, Chunk, RawForm, RawRecord
from provenance.readers.records import frame
from provenance.readers.streams import DAMAGE, TooLargeError, read_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.readers.lossless.model import InputFile, ReadOptions
    from provenance.readers.records import RejectedInput


def text_file_chunks(files: Sequence[InputFile], options: ReadOptions) -> Iterator[Chunk]:
    """Yield text files in chunks."""
    rows: list[tuple[Any, ...]] = []
    raw_records: list[RawRecord] = []
    rejects: list[RejectedInput] = []
    size = 0
    for file in files:
        raw, text, reason = _raw_text(file)
        if raw is None:
            rejects.append(file.source.reject(reason))
        else:
            raw_records.append(raw)
            rows.append(_text_row(file, options, raw, text))
            size += len(raw.raw)
        if size >= CHUNK_BYTES or len(rows) >= CHUNK_RECORDS:
            yield Chunk(frame(rows, RAW_RECORDS.schema()), None, raw_records, rejects)
            rows, raw_records, rejects, size = [], [], [], 0
    yield Chunk(frame(rows, RAW_RECORDS.schema()), None, raw_records, rejects)


TEXT_FILES = RawForm("plain", text_file_chunks, "each file, byte for byte")


def _raw_text(file: InputFile) -> tuple[RawRecord | None, str, str]:
    """Return the raw record that a text file is, its text, and why it is none."""
    try:
        data = read_all(file.source)
        text = decode(data)
    except (TooLargeError, UndecodableError) as error:
        return None, "", str(error)
    except DAMAGE as error:
        return None, "", f"cannot be read: {error}"
    return RawRecord(0, 0, data, {"document_id": file.source.id, "text": text}), text, ""


def _text_row(file: InputFile, options: ReadOptions, raw: RawRecord, text: str) -> tuple[Any, ...]:
    """Return a text file as a row of ``RAW_RECORDS``; unlike a record, one of white space alone keeps its text."""
    row = options.raw_row(file, RawRecord(raw.place, raw.position, b"", {"text": text}))
    return (*row[:-2], "text", text)
