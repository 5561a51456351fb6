"""RO-Crate: a report and its data in one folder, described so that archives and other programs read what is in it.

RO-Crate Metadata Specification 1.1 (https://w3id.org/ro/crate/1.1).
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import provenance
from provenance.reports.data_formats import write_csv, write_parquet
from provenance.reports.exports.tables import TABLES
from provenance.resources import sql_folder

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

METADATA = "ro-crate-metadata.json"
REPORT = "report.html"
SPECIFICATION = "https://w3id.org/ro/crate/1.1"
SOFTWARE = "#provenance"
KINDS = {
    "csv": ("text/csv", "https://www.nationalarchives.gov.uk/PRONOM/x-fmt/18"),
    "parquet": ("application/vnd.apache.parquet", "https://parquet.apache.org"),
}


def write_ro_crate(folder: Path, *frames: pl.DataFrame) -> None:
    """Write the tables, the report and their description.

    Args:
        folder: an empty folder.
        frames: the tables in the order of ``TABLES``, then a frame of one row with the ``title``, the ``page`` and
            the time (``made_at``) of the report.
    """
    *tables, report = frames
    title, page, made_at = report.row(0)
    (folder / REPORT).write_bytes(page.encode("utf-8", "replace"))
    for name, frame in zip(TABLES, tables, strict=True):
        for ending, write in (("csv", write_csv), ("parquet", write_parquet)):
            with (folder / f"{name}.{ending}").open("wb") as file:
                write(file, frame)
    heights = {name: frame.height for name, frame in zip(TABLES, tables, strict=True)}
    graph = {"@context": f"{SPECIFICATION}/context", "@graph": entities(folder, title, made_at, heights)}
    (folder / METADATA).write_text(json.dumps(graph, ensure_ascii=False, indent=1), encoding="utf-8")


def entities(folder: Path, title: str, made_at: datetime, heights: dict[str, int]) -> list[dict[str, Any]]:
    """Return the description: the crate, the report, every table, the program, and the run that made them."""
    time = made_at.replace(tzinfo=UTC).isoformat(timespec="seconds")
    files = [
        file_entity(folder, REPORT, "The report", "text/html", "the stories, their evidence and what is not known")
    ]
    kinds: dict[str, dict[str, Any]] = {}
    for name, count in heights.items():
        for ending, (media_type, address) in KINDS.items():
            kinds[address] = {"@id": address, "@type": "WebPage", "name": ending.upper()}
            meaning = f"{answered_by(name)} {count:,} rows."
            files.append(file_entity(folder, f"{name}.{ending}", f"Table {name}", media_type, meaning, address))
    parts = [{"@id": file["@id"]} for file in files]
    return [
        {
            "@id": METADATA, "@type": "CreativeWork", "about": {"@id": "./"}, "conformsTo": {"@id": SPECIFICATION},
        },
        {
            "@id": "./", "@type": "Dataset", "name": title, "datePublished": time, "hasPart": parts,
            "mainEntity": {"@id": REPORT}, "mentions": {"@id": "#run"},
            "description": "Which news text derives from which, with the evidence of every edge. That no credit was "
            "found is no verdict. Confidence is a probability, not a signed statement of the makers of the texts.",
            "license": "The texts are their publishers': share this crate as you may share them.",
        },
        *files,
        *kinds.values(),
        {
            "@id": SOFTWARE, "@type": "SoftwareApplication", "name": "provenance",
            "softwareVersion": provenance.__version__, "license": {"@id": "https://spdx.org/licenses/Apache-2.0"},
        },
        {
            "@id": "#run", "@type": "CreateAction", "name": "Export of a report with its data", "endTime": time,
            "instrument": {"@id": SOFTWARE}, "result": parts,
        },
    ]  # fmt: skip


def file_entity(
    folder: Path, name: str, title: str, media_type: str, description: str, address: str = ""
) -> dict[str, Any]:
    """Return the description of one file, with its size and its hash."""
    content = (folder / name).read_bytes()
    return {
        "@id": name, "@type": "File", "name": title, "description": description, "contentSize": str(len(content)),
        "encodingFormat": [media_type, {"@id": address}] if address else media_type,
        "sha256": hashlib.sha256(content).hexdigest(),
    }  # fmt: skip


def answered_by(name: str) -> str:
    """Return what a table answers: the first line of its file in ``warehouse/exports``."""
    line = (sql_folder() / "exports" / f"{name}.sql").read_text(encoding="utf-8").splitlines()[0]
    return line.removeprefix("--").strip()
