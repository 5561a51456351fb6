"""The dataset card: the README of the output folder, with front matter for the Hugging Face hub."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from provenance.cleaning.inputs.splits import USUAL_SPLIT, card_order, split_of
from provenance.cleaning.options import KEEPING, LEVELS
from provenance.cleaning.output.result import split_rule, summary
from provenance.settings import DECLARED, TRACE_GROUPS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from provenance.cleaning.output.result import Cleaned

FILES_SHOWN = 20
FEATURES = {"string": "string", "bool": "bool", "double": "float64"} | {
    name: name for name in ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
}
"""The hub's name of each Arrow type for which the card has one."""

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


def dataset_card(result: Cleaned, inputs: Sequence[str], schemas: Mapping[str, pa.Schema]) -> str:
    """Return the README of an output folder.

    Args:
        result: what was removed.
        inputs: paths of the input files.
        schemas: the fields of data files, by name below ``data``.
    """
    parts = (
        front_matter(result.options.license, schemas),
        summary(result),
        removals_section(result),
        *([splits_section(result)] if result.splits.height else []),
        options_section(result),
        inputs_section(inputs),
        FILES_SECTION,
        RESTORE_SECTION,
    )
    return "\n".join(parts)


def front_matter(license_: str, schemas: Mapping[str, pa.Schema]) -> str:
    """Return the front matter, which tells a loader the licence, the fields, and where the data of each split is."""
    return (
        f"---\n{license_entry(license_)}{features_entry(list(schemas.values()))}"
        f"configs:\n- config_name: default\n  data_files:\n{splits_entry(list(schemas))}"
        "tags:\n- deduplicated\n- news\n---\n\n# Cleaned corpus\n"
    )


def splits_entry(names: Sequence[str]) -> str:
    """Return where the data of each split is: splits by the names of files and folders, as the hub tells them."""
    splits: dict[str, list[str]] = {}
    for name in names:
        splits.setdefault(split_of(name) or USUAL_SPLIT, []).append(name)
    if set(splits) <= {USUAL_SPLIT}:
        return "  - split: train\n    path: data/**\n"
    parts = []
    for split, files in sorted(splits.items(), key=lambda item: card_order(item[0])):
        paths = "".join(f"    - {json.dumps(f'data/{name}')}\n" for name in sorted(files))
        parts.append(f"  - split: {split}\n    path:\n{paths}")
    return "".join(parts)


def features_entry(schemas: Sequence[pa.Schema]) -> str:
    """Return the fields as front matter where all files have the same: loaders infer them from the first file only."""
    fields = [(field.name, FEATURES.get(str(field.type).removeprefix("large_"))) for field in (schemas or [()])[0]]
    same = all(schema.equals(schemas[0]) for schema in schemas)
    if not fields or not same or not all(dtype for _, dtype in fields):
        return ""
    features = "".join(f"  - name: {json.dumps(name)}\n    dtype: {dtype}\n" for name, dtype in fields)
    return f"dataset_info:\n  features:\n{features}"


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
