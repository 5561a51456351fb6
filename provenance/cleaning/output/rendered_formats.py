"""Writing records in a rendered output format, and reading their texts back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from provenance.cleaning.output.sinks import BytesSink, open_output
from provenance.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import polars as pl

    from provenance.cleaning.corpus_formats import Codec, CorpusFormat


class Renderer(Protocol):
    """Writes records in a rendered format."""

    def begin(self, names: Sequence[str]) -> None:
        """Begin the file, given the names of the fields: there is one without records, too."""

    def add(self, record: Mapping[str, Any], position: int, text: str) -> None:
        """Write one record, given its position in the input and its text without the cuts."""

    def close(self) -> None:
        """Finish the file."""


class RecordFileRenderer:
    """Writes records to one file, by a codec."""

    def __init__(self, codec: Codec, path: Path) -> None:
        self.codec, self.sink = codec, BytesSink(path)

    def begin(self, names: Sequence[str]) -> None:
        """Write the header; see :class:`Renderer`."""
        self.sink.write(self.codec.header(names))

    def add(self, record: Mapping[str, Any], position: int, text: str) -> None:  # noqa: ARG002 - see Renderer
        """Write one record; its text stands in it already."""
        self.sink.write(self.codec.encode(record))

    def close(self) -> None:
        """Finish the file."""
        self.sink.close()


class TextFileRenderer:
    """Writes each document to a text file of its own, named by its position, and nothing but its text."""

    def __init__(self, folder: Path, ending: str) -> None:
        self.folder, self.ending = folder, ending

    def begin(self, names: Sequence[str]) -> None:
        """Begin nothing: without documents there are no files."""

    def add(self, record: Mapping[str, Any], position: int, text: str) -> None:  # noqa: ARG002 - see Renderer
        """Write the text of one document."""
        sink = BytesSink(text_path(self.folder, position, self.ending))
        sink.write(text.encode())
        sink.close()

    def close(self) -> None:
        """Close nothing: every file is closed already."""


def renderer_of(corpus_format: CorpusFormat, path: Path) -> Renderer:
    """Return what renders records to a path: a file, or a folder of text files."""
    if corpus_format.codec:
        return RecordFileRenderer(corpus_format.codec, path)
    return TextFileRenderer(path, corpus_format.ending)


def text_path(folder: Path, position: int, ending: str) -> Path:
    """Return the path of the text file of the document at a position."""
    return folder / f"{position:09d}{ending}"


def rendered_texts(corpus_format: CorpusFormat, path: Path, documents: pl.DataFrame) -> Iterator[Mapping[str, str]]:
    """Yield for each document the fields that were rendered; its text is among them.

    Args:
        corpus_format: the format.
        path: the file, or the folder of text files.
        documents: ``field`` and ``position`` of the documents that were written.

    Raises:
        InputError: there are fewer records than are asked for, or a file is missing.
    """
    if corpus_format.codec:
        return _record_file_texts(corpus_format.codec, path)
    return _text_file_texts(path, documents, corpus_format.ending)


def _record_file_texts(codec: Codec, path: Path) -> Iterator[Mapping[str, str]]:
    with open_output(path) as stream:
        yield from codec.decode(stream)
    raise InputError(f"records are missing from {path}", "restore the output folder from a copy")


def _text_file_texts(folder: Path, documents: pl.DataFrame, ending: str) -> Iterator[Mapping[str, str]]:
    for field, position in documents.select("field", "position").iter_rows():
        path = text_path(folder, position, ending)
        try:
            yield {field: path.read_bytes().decode()}
        except OSError as error:
            raise InputError(f"{path} cannot be read: {error}", "restore the output folder from a copy") from None
