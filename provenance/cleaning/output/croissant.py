"""Croissant metadata of the output folder, with its provenance (PROV)."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa

import provenance
from provenance.cleaning.corpus_formats import CORPUS_FORMATS
from provenance.cleaning.output.result import summary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from provenance.cleaning.output.result import Cleaned

Schemas = dict[str, pa.Schema]
"""The fields of each file of the data, by its name below ``data``."""

CROISSANT = "http://mlcommons.org/croissant/1.1"
UNKNOWN_TYPE = "application/octet-stream"
TEXT_ENDING = CORPUS_FORMATS["text"].ending

TYPES = {
    "bool": "sc:Boolean", "int": "sc:Integer", "uint": "sc:Integer", "float": "sc:Float", "double": "sc:Float",
    "halffloat": "sc:Float", "date": "sc:Date", "timestamp": "sc:DateTime", "time": "sc:Time",
}  # fmt: skip
"""The data type of Croissant for Arrow types whose names begin so; all others are text."""

CROISSANT_TERMS = (
    "rai", "equivalentProperty", "samplingRate", "arrayShape", "citeAs", "column", "containedIn", "extract", "field",
    "fileObject", "fileProperty", "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5",
    "parentField", "path", "recordSet", "references", "regex", "repeated", "replace", "separator", "source",
    "subField", "transform",
)  # fmt: skip
"""Terms of the Croissant vocabulary whose names in the context are their own."""

CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    "prov": "http://www.w3.org/ns/prov#",
    "sc": "https://schema.org/",
    **{name: f"cr:{name}" for name in CROISSANT_TERMS},
    "rai": "http://mlcommons.org/croissant/RAI/",
}


def croissant(result: Cleaned, inputs: Sequence[str], folder: Path, schemas: Mapping[str, pa.Schema]) -> str:
    """Return Croissant metadata (JSON-LD) of an output folder, with what it was derived from (PROV).

    Args:
        result: what was removed.
        inputs: paths of all files that were read.
        folder: the output folder, with its data.
        schemas: the fields of data files, by name below ``data``.

    Source: MLCommons Croissant 1.1; W3C PROV-O.
    """
    document = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "name": result.out.name if result.out else "cleaned",
        "description": summary(result).replace("\n", " ").strip(),
        "conformsTo": CROISSANT,
        "version": f"1.0.0+{result.options.fingerprint()}",
        "license": result.options.license or "unknown",
        "url": "./",
        "isLiveDataset": False,
        "prov:wasDerivedFrom": [{"@id": path, "@type": "prov:Entity"} for path in inputs],
        "prov:wasGeneratedBy": activity(result),
        "distribution": distribution(folder),
        "recordSet": [record_set(name, schema) for name, schema in sorted(schemas.items()) if is_described(name)],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def activity(result: Cleaned) -> dict[str, object]:
    """Return the activity that generated the data: this command, with its version and options."""
    agent = {"@type": "prov:SoftwareAgent", "prov:label": f"news-provenance {provenance.__version__}"}
    return {
        "@type": "prov:Activity",
        "prov:label": "provenance clean",
        "prov:wasAssociatedWith": agent,
        "prov:value": json.dumps(result.options.as_dict(), sort_keys=True),
    }


def distribution(folder: Path) -> list[dict[str, object]]:
    """Return the data files one by one, except for text files, of which there may be millions: they are one set."""
    data = sorted(path for path in (folder / "data").rglob("*") if path.is_file())
    files = [file_object(path, folder) for path in data if path.suffix != TEXT_ENDING]
    if len(files) < len(data):
        texts = {"@type": "cr:FileSet", "@id": "texts", "name": "texts", "includes": f"data/**/*{TEXT_ENDING}"}
        files.append({**texts, "encodingFormat": media_type(TEXT_ENDING)})
    return files


def file_object(path: Path, folder: Path) -> dict[str, object]:
    """Return one data file."""
    name = path.relative_to(folder).as_posix()
    entry = {"@type": "cr:FileObject", "@id": name, "name": name, "contentUrl": name}
    return {**entry, "encodingFormat": media_type(name), "sha256": sha256(path)}


def media_type(name: str) -> str:
    """Return the media type of a file of this name."""
    ending = "." + name.rpartition(".")[2].lower()
    types = (corpus_format.media_types.get(ending) for corpus_format in CORPUS_FORMATS.values())
    return next((known_type for known_type in types if known_type), UNKNOWN_TYPE)


def is_described(name: str) -> bool:
    """Return whether readers of Croissant can read the fields of a file of this name."""
    ending = "." + name.rpartition(".")[2].lower()
    return any(f.described and ending in f.media_types for f in CORPUS_FORMATS.values())


def sha256(path: Path) -> str:
    """Return the SHA-256 digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def record_set(name: str, schema: pa.Schema) -> dict[str, object]:
    """Return the fields of one data file."""
    return {
        "@type": "cr:RecordSet",
        "@id": f"records/{name}",
        "name": f"records/{name}",
        "field": [field_entry(f"data/{name}", field) for field in schema],
    }


def field_entry(file: str, field: pa.Field) -> dict[str, object]:
    """Return one field of a file."""
    value_type = list_value_type(field.type)
    entry = {
        "@type": "cr:Field",
        "@id": f"{file}/{field.name}",
        "name": field.name,
        "dataType": data_type(value_type or field.type),
        "source": {"fileObject": {"@id": file}, "extract": {"column": field.name}},
    }
    return {**entry, "isArray": True, "arrayShape": "-1"} if value_type else entry


def list_value_type(arrow_type: pa.DataType) -> pa.DataType | None:
    """Return the Arrow type of the values of a list; None for any other type."""
    return arrow_type.value_type if pa.types.is_list(arrow_type) or pa.types.is_large_list(arrow_type) else None


def data_type(arrow_type: pa.DataType) -> str:
    """Return the Croissant type of an Arrow type."""
    name = str(arrow_type)
    return next((croissant_type for prefix, croissant_type in TYPES.items() if name.startswith(prefix)), "sc:Text")
