"""Writing records in a rendered output format, and reading their texts back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from provenance.cleaning.output.shards import BytesShards
from provenance.cleaning.output.sinks import BytesSink, open_output
from provenance.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import polars as pl

    from provenance.cleaning.corpus_formats import Codec, CorpusFormat
    from provenance.cleaning.output.shards import ShardNames


class Renderer(Protocol):
    """Writes records in a rendered format."""

    def begin(self, names: Sequence[str]) -> None:
        """Begin the file, given the names of the fields: there is one without records, too."""

    def add(self, record: Mapping[str, Any], position: int, text: str) -> None:
        """Write one record, given its position in the input and its text without the cuts."""

    def close(self) -> list[str]:
        """Finish the files, and return their names."""


class RecordFileRenderer:
    """Writes records to files, by a codec."""

    def __init__(self, codec: Codec, names: ShardNames) -> None:
        self.codec, self.shards = codec, BytesShards(names)

    def begin(self, names: Sequence[str]) -> None:
        """Write the header; see :class:`Renderer`."""
        self.shards.header = self.codec.header(names)
        self.shards.write(b"")

    def add(self, record: Mapping[str, Any], position: int, text: str) -> None:  # noqa: ARG002 - see Renderer
        """Write one record; its text stands in it already."""
        self.shards.write(self.codec.encode(record))

    def close(self) -> list[str]:
        """Finish the files; see :class:`Renderer`."""
        return self.shards.close()


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

    def close(self) -> list[str]:
        """Return nothing: every file has a name of its own, and is closed already."""
        return []


def renderer_of(corpus_format: CorpusFormat, names: ShardNames) -> Renderer:
    """Return what renders records to files, or to a folder of text files."""
    if corpus_format.codec:
        return RecordFileRenderer(corpus_format.codec, names)
    return TextFileRenderer(names.folder / names.stem, corpus_format.ending)


def text_path(folder: Path, position: int, ending: str) -> Path:
    """Return the path of the text file of the document at a position."""
    return folder / f"{position:09d}{ending}"


def rendered_texts(
    corpus_format: CorpusFormat, paths: Sequence[Path], documents: pl.DataFrame
) -> Iterator[Mapping[str, str]]:
    """Yield for each document the fields that were rendered; its text is among them.

    Args:
        corpus_format: the format.
        paths: the files, or the folder of text files.
        documents: ``field`` and ``position`` of the documents that were written as files of their own.

    Raises:
        InputError: there are fewer records than are asked for, or a file is missing.
    """
    if corpus_format.codec:
        return _record_file_texts(corpus_format.codec, paths)
    return _text_file_texts(paths[0], documents, corpus_format.ending)


def _record_file_texts(codec: Codec, paths: Sequence[Path]) -> Iterator[Mapping[str, str]]:
    for path in paths:
        with open_output(path) as stream:
            yield from codec.decode(stream)
    names = ", ".join(map(str, paths))
    raise InputError(f"records are missing from {names}", "restore the output folder from a copy")


def _text_file_texts(folder: Path, documents: pl.DataFrame, ending: str) -> Iterator[Mapping[str, str]]:
    for field, position in documents.select("field", "position").iter_rows():
        path = text_path(folder, position, ending)
        try:
            yield {field: path.read_bytes().decode()}
        except OSError as error:
            raise InputError(f"{path} cannot be read: {error}", "restore the output folder from a copy") from None
