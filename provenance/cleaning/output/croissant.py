"""What the output says of itself to machines: Croissant metadata, with what it was derived from (PROV)."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa

import provenance
from provenance.cleaning.output.dataset_card import summary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from provenance.cleaning.inputs.corpus import Library
    from provenance.cleaning.output.result import Cleaned

Schemas = dict[str, pa.Schema]
"""The fields of each file of the data, by its name below ``data``."""

CROISSANT = "http://mlcommons.org/croissant/1.1"
FORMATS = {
    ".parquet": "application/x-parquet",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".txt": "text/plain",
    ".jsonl": "application/jsonlines",
    ".ndjson": "application/jsonlines",
    ".gz": "application/gzip",
    ".zst": "application/zstd",
}
READ = ("application/x-parquet", "text/csv", "text/tab-separated-values", "application/jsonlines")
"""Formats whose fields are told: those that readers of Croissant read."""

TYPES = {
    "bool": "sc:Boolean", "int": "sc:Integer", "uint": "sc:Integer", "float": "sc:Float", "double": "sc:Float",
    "halffloat": "sc:Float", "date": "sc:Date", "timestamp": "sc:DateTime", "time": "sc:Time",
}  # fmt: skip
OWN = ("rai", "equivalentProperty", "samplingRate", "arrayShape", "citeAs", "column", "containedIn", "extract", "field",
       "fileObject", "fileProperty", "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key",
       "md5", "parentField", "path", "recordSet", "references", "regex", "repeated", "replace", "separator", "source",
       "subField", "transform")  # fmt: skip
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
    **{name: f"cr:{name}" for name in OWN},
    "rai": "http://mlcommons.org/croissant/RAI/",
}


def croissant(told: Cleaned, library: Library, made: Path, schemas: Mapping[str, pa.Schema]) -> str:
    """Return Croissant metadata (JSON-LD) of an output folder, with what it was derived from (PROV).

    Args:
        told: what went.
        library: the inputs.
        made: the folder, with its data.
        schemas: the fields of files of the data, by name below ``data``.

    Source: MLCommons Croissant 1.1; W3C PROV-O.
    """
    document = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "name": told.out.name if told.out else "cleaned",
        "description": summary(told).replace("\n", " ").strip(),
        "conformsTo": CROISSANT,
        "version": f"1.0.0+{told.options.fingerprint()}",
        "license": told.options.license or "unknown",
        "url": "./",
        "isLiveDataset": False,
        "prov:wasDerivedFrom": [{"@id": file.source.id, "@type": "prov:Entity"} for file in library.files],
        "prov:wasGeneratedBy": activity(told),
        "distribution": distribution(made),
        "recordSet": [record_set(name, schema) for name, schema in sorted(schemas.items()) if format_of(name) in READ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def activity(told: Cleaned) -> dict[str, object]:
    """Return what made the data: this command, of this version, with these choices."""
    agent = {"@type": "prov:SoftwareAgent", "prov:label": f"news-provenance {provenance.__version__}"}
    return {
        "@type": "prov:Activity",
        "prov:label": "provenance clean",
        "prov:wasAssociatedWith": agent,
        "prov:value": json.dumps(told.options.as_dict(), sort_keys=True),
    }


def distribution(made: Path) -> list[dict[str, object]]:
    """Return the files of the data one by one, but text files, of which there may be millions, as one set."""
    data = sorted(path for path in (made / "data").rglob("*") if path.is_file())
    files = [file_object(path, made) for path in data if path.suffix != ".txt"]
    if len(files) < len(data):
        texts = {"@type": "cr:FileSet", "@id": "texts", "name": "texts", "includes": "data/**/*.txt"}
        files.append({**texts, "encodingFormat": FORMATS[".txt"]})
    return files


def file_object(path: Path, made: Path) -> dict[str, object]:
    """Return one file of the data."""
    name = path.relative_to(made).as_posix()
    told = {"@type": "cr:FileObject", "@id": name, "name": name, "contentUrl": name}
    return {**told, "encodingFormat": format_of(name), "sha256": sha256(path)}


def format_of(name: str) -> str:
    """Return the media type of a file of this name."""
    return FORMATS.get("." + name.rpartition(".")[2].lower(), "application/octet-stream")


def sha256(path: Path) -> str:
    """Return the digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def record_set(name: str, schema: pa.Schema) -> dict[str, object]:
    """Return the fields of one file of the data."""
    return {
        "@type": "cr:RecordSet",
        "@id": f"records/{name}",
        "name": f"records/{name}",
        "field": [field_of(f"data/{name}", field) for field in schema],
    }


def field_of(file: str, field: pa.Field) -> dict[str, object]:
    """Return one field of a file."""
    told = {
        "@type": "cr:Field",
        "@id": f"{file}/{field.name}",
        "name": field.name,
        "dataType": data_type(element(field.type)),
        "source": {"fileObject": {"@id": file}, "extract": {"column": field.name}},
    }
    return {**told, "isArray": True, "arrayShape": "-1"} if element(field.type) is not field.type else told


def element(kind: pa.DataType) -> pa.DataType:
    """Return the Arrow type of the elements of a list; of anything else, its own."""
    return kind.value_type if pa.types.is_list(kind) or pa.types.is_large_list(kind) else kind


def data_type(kind: pa.DataType) -> str:
    """Return the Croissant type of an Arrow type."""
    told = str(kind)
    return next((meaning for start, meaning in TYPES.items() if told.startswith(start)), "sc:Text")
