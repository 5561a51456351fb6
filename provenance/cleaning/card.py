"""What the output says of itself: a data set card for people, and Croissant metadata for machines."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

import provenance
from provenance.cleaning.options import KEEPING, LEVELS

if TYPE_CHECKING:
    from pathlib import Path

    from provenance.cleaning.cleaned import Cleaned
    from provenance.cleaning.shelves import Library

FILES_SHOWN = 20
CROISSANT = "http://mlcommons.org/croissant/1.1"
TYPES = {"bool": "sc:Boolean", "int": "sc:Integer", "float": "sc:Float", "double": "sc:Float", "date": "sc:Date"}
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "prov": "http://www.w3.org/ns/prov#",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def card(told: Cleaned, library: Library) -> str:
    """Return the README of an output folder."""
    parts = (heading(), summary(told), reasons(told), choices(told), inputs(library), beside(), back())
    return "\n".join(parts)


def heading() -> str:
    """Return the front matter that tells a loader where the data is."""
    return (
        "---\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path: data/**\n"
        "tags:\n- deduplicated\n- news\n---\n\n# Cleaned corpus\n"
    )


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
    numbers, meanings = (
        chosen.numbers(),
        {field.name: field.metadata for field in type(chosen).__dataclass_fields__.values()},
    )
    lines += [f"| {name} | {value:g} | {meanings[name]['meaning']} |" for name, value in numbers.items()]
    lines.append(f"\nSettings of shingles and signatures: `{json.dumps(chosen.settings.as_dict(), sort_keys=True)}`")
    lines.append(f"Fingerprint of all of it: `{chosen.fingerprint()}`")
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


# -- Croissant ---------------------------------------------------------------------------------------------------------


def croissant(told: Cleaned, library: Library, made: Path) -> str:
    """Return Croissant metadata (JSON-LD) of an output folder, with what it was derived from (PROV).

    Source: MLCommons Croissant 1.1; W3C PROV-O.
    """
    data = sorted(path for path in (made / "data").rglob("*") if path.is_file())
    objects = [file_object(path, made) for path in data]
    tables = [path for path in data if path.suffix == ".parquet"]
    document = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "name": told.out.name if told.out else "cleaned",
        "description": summary(told).replace("\n", " ").strip(),
        "conformsTo": CROISSANT,
        "version": f"1.0.0+{told.options.fingerprint()}",
        "license": "unknown: that of the inputs",
        "url": "./",
        "isLiveDataset": False,
        "prov:wasDerivedFrom": [{"@id": file.source.id, "@type": "prov:Entity"} for file in library.files],
        "prov:wasGeneratedBy": {
            "@type": "prov:Activity",
            "prov:label": "provenance clean",
            "prov:wasAssociatedWith": {
                "@type": "prov:SoftwareAgent",
                "prov:label": f"news-provenance {provenance.__version__}",
            },
            "prov:value": json.dumps(told.options.as_dict(), sort_keys=True),
        },
        "distribution": objects,
        "recordSet": [record_set(path, made) for path in tables],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def file_object(path: Path, made: Path) -> dict[str, object]:
    """Return one file of the data."""
    name = path.relative_to(made).as_posix()
    formats = {".parquet": "application/vnd.apache.parquet", ".csv": "text/csv", ".txt": "text/plain"}
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": name,
        "encodingFormat": formats.get(
            path.suffix, "application/jsonlines" if "jsonl" in path.name else "application/octet-stream"
        ),
        "sha256": sha256(path),
    }


def sha256(path: Path) -> str:
    """Return the digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def record_set(path: Path, made: Path) -> dict[str, object]:
    """Return the fields of one table of the data."""
    name = path.relative_to(made).as_posix()
    fields = [
        {
            "@type": "cr:Field",
            "@id": f"{name}/{field.name}",
            "name": field.name,
            "dataType": data_type(field.type),
            "source": {"fileObject": {"@id": name}, "extract": {"column": field.name}},
        }
        for field in pq.read_schema(path)
    ]
    return {"@type": "cr:RecordSet", "@id": f"records/{name}", "name": f"records/{name}", "field": fields}


def data_type(kind: pa.DataType) -> str:
    """Return the Croissant type of an Arrow type."""
    told = str(kind)
    return next((meaning for start, meaning in TYPES.items() if told.startswith((start, "u" + start))), "sc:Text")
