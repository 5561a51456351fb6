"""What the output says of itself to people: a data set card."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import provenance
from provenance.cleaning.options import KEEPING, LEVELS
from provenance.settings import DECLARED, TRACE_GROUPS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from provenance.cleaning.inputs.corpus import Library
    from provenance.cleaning.output.result import Cleaned

FILES_SHOWN = 20
FEATURES = {"string": "string", "bool": "bool", "double": "float64"} | {
    kind: kind for kind in ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
}
"""What the hub calls the types of Arrow that it is told of."""

HUB_LICENSE = re.compile(r"[a-z0-9][a-z0-9.-]*")
"""What a licence looks like that the hub knows by its identifier, such as cc-by-4.0."""


def card(told: Cleaned, library: Library, schemas: Mapping[str, pa.Schema]) -> str:
    """Return the README of an output folder.

    Args:
        told: what went.
        library: the inputs.
        schemas: the fields of files of the data, by name below ``data``.
    """
    parts = (
        heading(told.options.license, list(schemas.values())),
        summary(told),
        reasons(told),
        choices(told),
        inputs(library),
        beside(),
        back(),
    )
    return "\n".join(parts)


def heading(license_: str, schemas: Sequence[pa.Schema]) -> str:
    """Return the front matter that tells a loader where the data is, its fields, and under which licence."""
    return (
        f"---\n{licensed(license_)}{features(schemas)}"
        "configs:\n- config_name: default\n  data_files:\n  - split: train\n    path: data/**\n"
        "tags:\n- deduplicated\n- news\n---\n\n# Cleaned corpus\n"
    )


def features(schemas: Sequence[pa.Schema]) -> str:
    """Return the fields as front matter, where all files have the same: a loader guesses them from the first file."""
    fields = [(field.name, FEATURES.get(str(field.type).removeprefix("large_"))) for field in (schemas or [()])[0]]
    same = all(schema.equals(schemas[0]) for schema in schemas)
    if not fields or not same or not all(kind for _, kind in fields):
        return ""
    told = "".join(f"  - name: {json.dumps(name)}\n    dtype: {kind}\n" for name, kind in fields)
    return f"dataset_info:\n  features:\n{told}"


def licensed(license_: str) -> str:
    """Return a licence as front matter: one that has no identifier on the hub by its name, or its address."""
    if not license_:
        return ""
    if HUB_LICENSE.fullmatch(license_.lower()):
        return f"license: {license_.lower()}\n"
    where = "link" if license_.startswith(("http://", "https://")) else "name"
    return f"license: other\nlicense_{where}: {json.dumps(license_)}\n"


def summary(told: Cleaned) -> str:
    """Return what went in a sentence or two."""
    t = told.totals
    left = 100 * t["characters_left"] / t["characters"] if t["characters"] else 100.0
    return (
        f"Of {t['documents']:,} documents, {t['kept']:,} stayed and {t['removed']:,} were removed; "
        f"{t['cut']:,} of those that stayed had text taken out. {left:.1f} % of the characters are left.\n"
        f"Made by news-provenance {provenance.__version__}.\n"
    )


def reasons(told: Cleaned) -> str:
    """Return what went, by reason, as a table."""
    lines = ["## What was removed, and why\n", "| reason | documents | spans | characters |", "|---|--:|--:|--:|"]
    for reason, documents, spans, characters in told.counts.iter_rows():
        lines.append(f"| {reason} | {documents:,} | {spans:,} | {characters:,} |")
    if told.counts.is_empty():
        lines.append("| nothing | 0 | 0 | 0 |")
    lines.append(
        f"\n{told.listed.height:,} short or empty documents are listed in `listed.parquet`; they were not removed."
    )
    if told.set_aside.height:
        lines.append(f"{told.set_aside.height:,} inputs could not be read; `set_aside.parquet` says why.")
    return "\n".join(lines) + "\n"


def choices(told: Cleaned) -> str:
    """Return the choices and numbers that made this result."""
    chosen = told.options
    lines = ["## How it was made\n", "| choice | value | meaning |", "|---|---|---|"]
    lines += [f"| level | {level} | {LEVELS[level]} |" for level in chosen.levels]
    lines.append(f"| keep | {chosen.keep} | {KEEPING[chosen.keep]} |")
    lines += [f"| prefer | `{expression}` | stays before others where greater |" for expression in chosen.prefer]
    lines += [f"| {name} | {value:g} | {DECLARED[name].meaning} |" for name, value in chosen.numbers().items()]
    lines.append(f"\nFingerprint of all of it: `{chosen.fingerprint()}`\n")
    settings = json.dumps(chosen.settings.as_dict(*TRACE_GROUPS), sort_keys=True)
    folded = "<details><summary>Settings of shingles, repeats and passages</summary>"
    lines.append(f"{folded}\n\n`{settings}`\n\n</details>")
    return "\n".join(lines) + "\n"


def inputs(library: Library) -> str:
    """Return the inputs as a list."""
    paths = [file.source.id for shelf in library.shelves if not shelf.known for file in shelf.files]
    lines = ["## What it was made from\n", *(f"- `{path}`" for path in sorted(paths)[:FILES_SHOWN])]
    if len(paths) > FILES_SHOWN:
        lines.append(f"- and {len(paths) - FILES_SHOWN:,} more: see `cleaning.json`")
    return "\n".join(lines) + "\n"


def beside() -> str:
    """Return what stands beside the data."""
    return (
        "## What stands beside the data\n\n"
        "- `removed.parquet`: every document that went, the one kept that it matches itself, and how they match\n"
        "- `removed/`: those documents' records, whole\n"
        "- `cuts.parquet`: every span that went from a document that stayed, and where its text still stands\n"
        "- `listed.parquet`: short and empty documents; `set_aside.parquet`: inputs that could not be read\n"
        "- `measures/pairs.parquet`: how alike texts are, also below the threshold\n"
        "- `report.html`: the same in pictures; `croissant.json`: the same for machines\n"
    )


def back() -> str:
    """Return how to have the input back."""
    return "## How to have the input back\n\n```sh\nprovenance restore THIS_FOLDER -o FOLDER\n```\n"
