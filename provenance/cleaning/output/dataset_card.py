"""The dataset card: the README of the output folder, with front matter for the Hugging Face hub."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from provenance.cleaning.inputs.field_kinds import EXTENSION_NAME
from provenance.cleaning.inputs.splits import USUAL_CONFIG, USUAL_SPLIT, card_order
from provenance.cleaning.options import KEEPING, LEVELS
from provenance.cleaning.output.result import split_rule, summary
from provenance.settings import DECLARED, TRACE_GROUPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.cleaning.inputs.splits import Shelf
    from provenance.cleaning.output.result import Cleaned

FILES_SHOWN = 20
FEATURES = {"string": "string", "bool": "bool", "double": "float64"} | {
    name: name for name in ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
}
"""The hub's name of each Arrow type for which the card has one."""

PLAIN_SCALAR = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
"""Strings that are their own scalar in YAML."""

HUB_LICENSE = re.compile(r"[a-z0-9][a-z0-9.-]*")
"""The form of the licence identifiers of the hub, such as cc-by-4.0."""

FILES_SECTION = (
    "## What stands beside the data\n\n"
    "- `removed.parquet`: every document that went, the one kept that it matches itself, and how they match\n"
    "- `removed/`: those documents' records, whole\n"
    "- `cuts.parquet`: every span that went from a document that stayed, and where its text still stands\n"
    "- `listed.parquet`: short and empty documents; `set_aside.parquet`: inputs that could not be read\n"
    "- `measures/pairs.parquet`: how alike texts are, also below the threshold\n"
    "- `report.html`: the same in pictures; `croissant.json`: the same for machines\n"
)

RESTORE_SECTION = "## How to have the input back\n\n```sh\nprovenance restore THIS_FOLDER -o FOLDER\n```\n"


class DataFile(NamedTuple):
    """A file below ``data``: its name, where it belongs, the stem and ending of shards (empty for other files), fields.

    A stem with an ending is that of all files of its configuration and split.
    """

    name: str
    shelf: Shelf
    stem: str
    ending: str
    schema: pa.Schema


def dataset_card(result: Cleaned, inputs: Sequence[str], files: Sequence[DataFile]) -> str:
    """Return the README of an output folder.

    Args:
        result: what was removed.
        inputs: paths of the input files.
        files: the data files whose records have fields.
    """
    parts = (
        front_matter(result.options.license, files),
        summary(result),
        removals_section(result),
        *([splits_section(result)] if result.splits.height else []),
        *fields_section(files),
        options_section(result),
        inputs_section(inputs),
        FILES_SECTION,
        RESTORE_SECTION,
    )
    return "\n".join(parts)


def front_matter(license_: str, files: Sequence[DataFile]) -> str:
    """Return the front matter, which tells a loader the licence, the fields, and where the data of each split is."""
    return (
        f"---\n{license_entry(license_)}{features_entry(files)}configs:\n{configs_entry(files)}"
        "tags:\n- deduplicated\n- news\n---\n\n# Cleaned corpus\n"
    )


def configs_entry(files: Sequence[DataFile]) -> str:
    """Return where the data of each split of each configuration is."""
    configs: dict[str, list[DataFile]] = {}
    for file in files:
        configs.setdefault(file.shelf.config, []).append(file)
    parts = []
    for config, own in configs.items() or {USUAL_CONFIG: []}.items():
        parts.append(f"- config_name: {scalar(config)}\n  data_files:\n{splits_entry(own)}")
    return "".join(parts)


def splits_entry(files: Sequence[DataFile]) -> str:
    """Return where the data of each split of one configuration is."""
    splits: dict[str, list[str]] = {}
    for file in files:
        pattern = f"{file.stem}-*{file.ending}" if file.stem else file.name
        paths = splits.setdefault(file.shelf.split or USUAL_SPLIT, [])
        paths += [f"data/{pattern}"] * (f"data/{pattern}" not in paths)
    if not splits:
        return f"  - split: {USUAL_SPLIT}\n    path: data/**\n"
    parts = []
    for split, paths in sorted(splits.items(), key=lambda item: card_order(item[0])):
        entries = "".join(f"    - {json.dumps(path)}\n" for path in sorted(paths))
        parts.append(f"  - split: {scalar(split)}\n    path:\n{entries}")
    return "".join(parts)


def scalar(value: str) -> str:
    """Return a string as a scalar of YAML."""
    return value if PLAIN_SCALAR.fullmatch(value) else json.dumps(value)


def features_entry(files: Sequence[DataFile]) -> str:
    """Return the fields of each configuration whose files all have the same: loaders infer them from the first only."""
    configs: dict[str, list[pa.Schema]] = {}
    for file in files:
        configs.setdefault(file.shelf.config, []).append(file.schema)
    features = {config: features_of(schemas) for config, schemas in configs.items()}
    entries_by_config = {config: entry for config, entry in features.items() if entry}
    if len(configs) == 1:
        return "".join(f"dataset_info:\n  features:\n{indented(entry, 2)}" for entry in entries_by_config.values())
    entries = [
        f"- config_name: {scalar(config)}\n  features:\n{indented(entry, 2)}"
        for config, entry in entries_by_config.items()
    ]
    return f"dataset_info:\n{''.join(entries)}" if entries else ""


def features_of(schemas: Sequence[pa.Schema]) -> str:
    """Return the fields of files as a list of YAML; empty where they differ, or the hub has no name for a type."""
    entries = [feature_of(field) for field in schemas[0]]
    same = all(schema.equals(schemas[0]) for schema in schemas)
    return "".join(entry for entry in entries if entry) if same and all(entries) else ""


def feature_of(field: pa.Field) -> str:
    """Return one field as the hub names it; empty where it has no name for its type."""
    kind = field.type
    name = f"- name: {json.dumps(field.name)}\n"
    if isinstance(kind, pa.StructType):
        inner = [feature_of(part) for part in kind]
        return f"{name}  struct:\n{indented(''.join(inner), 2)}" if inner and all(inner) else ""
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        dtype = FEATURES.get(str(kind.value_type).removeprefix("large_"))
        return f"{name}  sequence: {dtype}\n" if dtype else ""
    dtype = FEATURES.get(str(kind).removeprefix("large_"))
    return f"{name}  dtype: {dtype}\n" if dtype else ""


def holds_json(field: pa.Field) -> bool:
    """Return whether a field, or a part of it, holds JSON text."""
    if isinstance(field.type, pa.BaseExtensionType) or EXTENSION_NAME.encode() in (field.metadata or {}):
        return True
    if isinstance(field.type, pa.StructType):
        return any(map(holds_json, field.type))
    return hasattr(field.type, "value_field") and holds_json(field.type.value_field)


def indented(lines: str, spaces: int) -> str:
    """Return lines with white space before each."""
    return "".join(f"{' ' * spaces}{line}\n" for line in lines.splitlines())


def fields_section(files: Sequence[DataFile]) -> list[str]:
    """Return which fields hold JSON text, and why, as a section; none where there are none."""
    json_fields = sorted({field.name for file in files for field in file.schema if holds_json(field)})
    if not json_fields:
        return []
    names = ", ".join(f"`{name}`" for name in json_fields)
    return [f"## Fields\n\n{names}: JSON text (`arrow.json`), as the values are of mixed kinds.\n"]


def license_entry(license_: str) -> str:
    """Return a licence as front matter: its identifier on the hub, else its name or its address."""
    if not license_:
        return ""
    if HUB_LICENSE.fullmatch(license_.lower()):
        return f"license: {license_.lower()}\n"
    key = "link" if license_.startswith(("http://", "https://")) else "name"
    return f"license: other\nlicense_{key}: {json.dumps(license_)}\n"


def removals_section(result: Cleaned) -> str:
    """Return what was removed and cut, by reason, as a table."""
    lines = ["## What was removed, and why\n", "| reason | documents | spans | characters |", "|---|--:|--:|--:|"]
    for reason, documents, spans, characters in result.counts.iter_rows():
        lines.append(f"| {reason} | {documents:,} | {spans:,} | {characters:,} |")
    if result.counts.is_empty():
        lines.append("| nothing | 0 | 0 | 0 |")
    lines.append(
        f"\n{result.listed.height:,} short or empty documents are listed in `listed.parquet`; they were not removed."
    )
    if result.set_aside.height:
        lines.append(f"{result.set_aside.height:,} inputs could not be read; `set_aside.parquet` says why.")
    return "\n".join(lines) + "\n"


def splits_section(result: Cleaned) -> str:
    """Return what the splits share, and what went from one for the sake of another, as a table."""
    lines = ["## Splits\n", "| split | documents | stay | went for a copy in another split | stay with such a copy |"]
    lines.append("|---|--:|--:|--:|--:|")
    for split, documents, kept, removed, shared in result.splits.iter_rows():
        lines.append(f"| {split} | {documents:,} | {kept:,} | {removed:,} | {shared:,} |")
    lines.append(f"\n{split_rule(result)}")
    return "\n".join(lines) + "\n"


def options_section(result: Cleaned) -> str:
    """Return the options and numbers that led to this result."""
    options = result.options
    lines = ["## How it was made\n", "| choice | value | meaning |", "|---|---|---|"]
    lines += [f"| level | {level} | {LEVELS[level]} |" for level in options.levels]
    lines.append(f"| keep | {options.keep} | {KEEPING[options.keep]} |")
    lines += [f"| prefer | `{expression}` | stays before others where greater |" for expression in options.prefer]
    lines += [f"| {name} | {value:g} | {DECLARED[name].meaning} |" for name, value in options.numbers().items()]
    lines.append(f"\nFingerprint of all of it: `{options.fingerprint()}`\n")
    settings = json.dumps(options.settings.as_dict(*TRACE_GROUPS), sort_keys=True)
    folded = "<details><summary>Settings of shingles, repeats and passages</summary>"
    lines.append(f"{folded}\n\n`{settings}`\n\n</details>")
    return "\n".join(lines) + "\n"


def inputs_section(paths: Sequence[str]) -> str:
    """Return the first inputs as a list."""
    lines = ["## What it was made from\n", *(f"- `{path}`" for path in sorted(paths)[:FILES_SHOWN])]
    if len(paths) > FILES_SHOWN:
        lines.append(f"- and {len(paths) - FILES_SHOWN:,} more: see `cleaning.json`")
    return "\n".join(lines) + "\n"
