"""What became of one document of a corpus that was cleaned."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from provenance.cleaning.output.restore import opened_output
from provenance.errors import UsageError


@dataclass(frozen=True)
class Fate:
    """What became of one document.

    Attributes:
        document: its row: ``document_id``, ``path``, ``position``, ``tokens`` …
        removed: its row of ``removed.parquet``; None where it stayed.
        cuts: its rows of ``cuts.parquet``.
        stands_for: the documents that went in its favour, rows of ``removed.parquet``.
        alike: the texts that it was measured against, rows of ``measures/pairs.parquet``.
        near: least Jaccard similarity of near-duplicates then.
    """

    document: dict[str, Any]
    removed: dict[str, Any] | None
    cuts: pl.DataFrame
    stands_for: pl.DataFrame
    alike: pl.DataFrame
    near: float


def explain(out: str | Path, document: str) -> list[Fate]:
    """Return what became of the document of this id; of each one, where several have it.

    Args:
        out: the folder that a cleaning wrote.
        document: a document's id, or what only one id begins with.

    Raises:
        InputError: the folder was not made by a cleaning.
        UsageError: there is no such document, or several ids begin so.
    """
    folder = Path(out)
    manifest = opened_output(folder).manifest
    paths = {file["number"]: file["path"] for shelf in manifest["shelves"] for file in shelf["files"]}
    documents = pl.read_parquet(folder / "measures" / "documents.parquet", glob=False)
    found = called(documents.filter(~pl.col("known")), document, folder)
    frames = {
        name: pl.read_parquet(folder / f"{name}.parquet", glob=False) for name in ("removed", "cuts", "measures/pairs")
    }
    return [
        fate(row | {"path": paths[row["file"]]}, frames, manifest["options"]["near"])
        for row in found.iter_rows(named=True)
    ]


def called(documents: pl.DataFrame, name: str, folder: Path) -> pl.DataFrame:
    """Return the documents of an id, or of one that begins so where only one does.

    Raises:
        UsageError: there is none, or several ids begin so.
    """
    found = documents.filter(pl.col("document_id") == name)
    if found.height:
        return found
    begun = documents.filter(pl.col("document_id").str.starts_with(name))
    ids = begun["document_id"].unique().sort()
    if len(ids) == 1:
        return begun
    if len(ids):
        raise UsageError(f"{len(ids):,} ids begin with {name!r}", f"name one: {', '.join(ids.head(3))} …")
    raise UsageError(f"no document of {folder} is called {name!r}", "ids stand in removed.parquet and in the data")


def fate(row: dict[str, Any], frames: dict[str, pl.DataFrame], near: float) -> Fate:
    """Return what became of one document."""
    removed = frames["removed"].filter(here(row, "document_id", "path", "position"))
    pairs = frames["measures/pairs"]
    either = here(row, "left_id", "left_path", "left_position") | here(row, "right_id", "right_path", "right_position")
    return Fate(
        {
            name: row[name]
            for name in ("document_id", "path", "position", "outlet", "published_at", "tokens", "characters")
        },
        removed.row(0, named=True) if removed.height else None,
        frames["cuts"].filter(here(row, "document_id", "path", "position")),
        frames["removed"].filter(here(row, "kept_id", "kept_path", "kept_position")),
        pairs.filter(either).sort("jaccard", descending=True, maintain_order=True),
        near,
    )


def here(row: dict[str, Any], name: str, path: str, position: str) -> pl.Expr:
    """Return which rows speak of a document."""
    wanted = {name: row["document_id"], path: row["path"], position: row["position"]}
    return pl.all_horizontal(pl.col(column) == value for column, value in wanted.items())
