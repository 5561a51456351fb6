"""The name below ``data`` of what is written of each group of inputs, and in which layout."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from provenance.readers.streams import compression

if TYPE_CHECKING:
    from provenance.cleaning.corpus_formats import CorpusFormat
    from provenance.cleaning.inputs.corpus import InputGroup


def layout_of_group(group: InputGroup, corpus_format: CorpusFormat) -> str:
    """Return how the records of a group are written: as ``pieces``, as a ``table``, or ``rendered``."""
    return corpus_format.layout(group.family, compression(group.files[0].source.id)[1])


def output_names(groups: list[InputGroup], corpus_format: CorpusFormat) -> dict[int, str]:
    """Return the name of each group's file, by its number; empty for text files, which have names of their own."""
    trees = [file.source.id for group in groups if group.family == "plain" for file in group.files]
    taken_names = (
        {str(folder) for path in trees for folder in (path, *PurePosixPath(path).parents)}
        if corpus_format.text_files
        else set()
    )
    names: dict[int, str] = {}
    for group in groups:
        names[group.number] = free_name(preferred_name(group, corpus_format), taken_names)
        taken_names.add(names[group.number])
    return names


def preferred_name(group: InputGroup, corpus_format: CorpusFormat) -> str:
    """Return the name of a group's file (or folder of text files), which another file may have already."""
    if group.family == "plain" and layout_of_group(group, corpus_format) == "pieces":
        return ""
    source = group.files[0].source
    if corpus_format.keeps_names and group.family not in ("plain", "other"):
        return source.id
    name = "texts" if group.family == "plain" else compression(source.id)[1]
    stem = name[: name.rfind(".")] if "." in name.rpartition("/")[2] else name
    return stem if corpus_format.text_files else f"{stem}{corpus_format.ending}"


def free_name(name: str, taken_names: set[str]) -> str:
    """Return a name that no other file has, numbered where the name itself is taken."""
    stem, dot, ending = name.partition(".")
    number = 2
    while name and name in taken_names:
        name = f"{stem}-{number}{dot}{ending}"
        number += 1
    return name
