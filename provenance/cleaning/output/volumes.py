"""The volumes of the output: groups of inputs whose records have the same fields are written to the same files.

A loader reads the files of one configuration as one table, so that every schema is a configuration of its own. Files
that keep the names of the inputs, and texts that are files of their own, are a volume for each group.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from provenance.cleaning.inputs.field_kinds import arrow_schema
from provenance.cleaning.inputs.splits import NO_SPLIT, USUAL_CONFIG, USUAL_SPLIT, Shelf
from provenance.cleaning.output.file_names import layout_of_group, output_names
from provenance.cleaning.output.record_styles import ENCODERS
from provenance.cleaning.output.shards import ShardNames
from provenance.cleaning.output.sinks import COLUMNAR_FAMILIES
from provenance.readers.lossless.columnar import schema_of
from provenance.readers.streams import open_decompressed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from provenance.cleaning.corpus_formats import CorpusFormat
    from provenance.cleaning.inputs.corpus import Corpus, InputGroup
    from provenance.cleaning.inputs.field_kinds import Kinds
    from provenance.cleaning.options import CleaningOptions

CONFIG_NAMES = {"lines": "jsonl", "delimited": "csv", "plain": "text", "other": "pages"}
"""What the configuration of the records of a family is called, where there are several; else as the family."""


@dataclass(frozen=True)
class Volume:
    """Groups whose records are written to the same files.

    Attributes:
        groups: in their order.
        layout: ``pieces``, ``table`` or ``rendered``; see :meth:`CorpusFormat.layout`.
        config: the configuration; where it is none of the usual name, it is a folder of the files, too.
        split: the split.
        kinds: fields of the records and their kinds; empty for columnar files.
        name: of the file, or of the folder of text files, below ``data``; empty where the names count shards.
        ending: of the names of shards.
    """

    groups: tuple[InputGroup, ...]
    layout: str
    config: str
    split: str
    kinds: Kinds
    name: str
    ending: str

    @property
    def number(self) -> int:
        """The number of its first group."""
        return self.groups[0].number

    @property
    def family(self) -> str:
        """The family of formats of its inputs."""
        return self.groups[0].family

    @property
    def stem(self) -> str:
        """The beginning of the names of its files."""
        folder = "" if self.config == USUAL_CONFIG else f"{self.config}/"
        return self.name or f"{folder}{self.split or USUAL_SPLIT}"

    @property
    def removed_name(self) -> str:
        """The name of the file of its removed records, below ``removed``."""
        return f"{self.stem}.parquet" if self.layout == "rendered" else f"{self.stem}{self.ending}"

    @property
    def fields_name(self) -> str:
        """The name of the table of what a rendered format does not give back, below ``restore/fields``."""
        return f"{self.number:06d}.parquet"

    def data_names(self, folder: Path, limit: int) -> ShardNames:
        """Return the names of its files below a folder, of at most so many bytes each."""
        return (
            ShardNames(folder / "data", self.stem, self.ending, limit, is_counted=True)
            if not self.name
            else ShardNames(folder / "data", self.name, "")
        )

    def schema(self) -> pa.Schema:
        """Return the fields of its records."""
        if self.family in COLUMNAR_FAMILIES:
            return schema_of(self.groups[0].files[0])
        return arrow_schema(self.kinds)


def volumes_of(corpus: Corpus, kinds: dict[int, Kinds], options: CleaningOptions) -> list[Volume]:
    """Return the volumes of the output, in the order of their first groups.

    Args:
        corpus: its groups, and the configuration and split of each file.
        kinds: fields and their kinds of the records of each group.
        options: the format of the output.
    """
    corpus_format, groups = options.corpus_format, corpus.output_groups
    if corpus_format.keeps_names or corpus_format.text_files:
        names = output_names(groups, corpus_format)
        return [
            Volume(
                (group,),
                layout_of_group(group, corpus_format),
                *shelf_of(group, corpus),
                kinds[group.number],
                names[group.number],
                "",
            )
            for group in groups
        ]
    keys = schema_keys(groups, kinds, corpus_format)
    configs = config_names([(shelf_of(group, corpus).config, group.family, keys[group.number]) for group in groups])
    members: dict[tuple[str, str], list[InputGroup]] = {}
    for group in groups:
        shelf = shelf_of(group, corpus)
        config = configs[shelf.config, group.family, keys[group.number]]
        members.setdefault((config, shelf.split), []).append(group)
    return [
        Volume(
            tuple(own),
            layout_of_group(own[0], corpus_format),
            config,
            split,
            kinds[own[0].number],
            "",
            corpus_format.ending,
        )
        for (config, split), own in members.items()
    ]


def shelf_of(group: InputGroup, corpus: Corpus) -> Shelf:
    """Return the configuration and split of a group: that of its files."""
    return corpus.shelves.get(group.files[0].number, Shelf(USUAL_CONFIG, NO_SPLIT))


def schema_keys(groups: Sequence[InputGroup], kinds: dict[int, Kinds], corpus_format: CorpusFormat) -> dict[int, str]:
    """Return strings that are equal for groups whose records have the same fields, and can stand in one file.

    A group without records and fields stands with the first one of its family that has some.
    """
    keys: dict[int, str] = {}
    first: dict[str, str] = {}
    for group in groups:
        if kinds[group.number] or group.family not in ENCODERS:
            keys[group.number] = schema_key(group, kinds[group.number], layout_of_group(group, corpus_format))
            first.setdefault(group.family, keys[group.number])
    return {group.number: keys.get(group.number, first.get(group.family, "")) for group in groups}


def schema_key(group: InputGroup, kinds: Kinds, layout: str) -> str:
    """Return a string that is equal for groups whose records have the same fields, and can stand in one file."""
    if group.family in COLUMNAR_FAMILIES:
        return str(schema_of(group.files[0]).to_string(show_field_metadata=False, show_schema_metadata=False))
    if layout == "pieces" and group.family == "delimited":
        with open_decompressed(group.files[0].source) as stream:
            return repr(stream.readline())
    return repr(sorted(kinds.items()) if group.family == "lines" else list(kinds))


def config_names(schemas: Sequence[tuple[str, str, str]]) -> dict[tuple[str, str, str], str]:
    """Return the name of the output's configuration for each configuration, family and schema of the inputs."""
    distinct = list(dict.fromkeys(schemas))
    names: dict[tuple[str, str, str], str] = {}
    for config, family, key in distinct:
        alone = sum(schema[0] == config for schema in distinct) == 1
        kind = CONFIG_NAMES.get(family, family)
        name = config if alone else kind if config == USUAL_CONFIG else f"{config}-{kind}"
        numbered, number = name, 2
        while numbered in names.values():
            numbered, number = f"{name}-{number}", number + 1
        names[config, family, key] = numbered
    return names
