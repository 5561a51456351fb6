"""The disposition of one document of a cleaned corpus: removed or kept, with its cuts and its copies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from provenance.cleaning.output.cleaned_folder import open_cleaned_folder
from provenance.errors import UsageError


@dataclass(frozen=True)
class Disposition:
    """What a cleaning decided about one document.

    Attributes:
        document: its row: ``document_id``, ``path``, ``position``, ``tokens`` …
        removed: its row of ``removed.parquet``; None where it is kept.
        cuts: its rows of ``cuts.parquet``.
        copies: the documents that were removed in its favour: rows of ``removed.parquet``.
        pairs: the documents that it was compared with: rows of ``measures/pairs.parquet``.
        near: least Jaccard similarity of near-duplicates in that cleaning.
    """

    document: dict[str, Any]
    removed: dict[str, Any] | None
    cuts: pl.DataFrame
    copies: pl.DataFrame
    pairs: pl.DataFrame
    near: float


def explain(out: str | Path, document: str) -> list[Disposition]:
    """Return the disposition of the document with an id; of every one, where several have it.

    Args:
        out: the folder that a cleaning wrote.
        document: a document's id, or a prefix of one id only.

    Raises:
        InputError: the folder was not made by a cleaning.
        UsageError: there is no such document, or several ids have that prefix.

    Example:
        >>> _ = provenance.clean([{"id": name, "text": "The ferry has gone. " * 9} for name in "ab"], "cleaned")
        >>> provenance.explain("cleaned", "b")[0].removed["kept_id"]
        'a'
    """
    folder = Path(out)
    manifest = open_cleaned_folder(folder).manifest
    paths = {file["number"]: file["path"] for group in manifest["shelves"] for file in group["files"]}
    documents = pl.read_parquet(folder / "measures" / "documents.parquet", glob=False)
    matches = documents_named(documents.filter(~pl.col("known")), document, folder)
    frames = {
        name: pl.read_parquet(folder / f"{name}.parquet", glob=False) for name in ("removed", "cuts", "measures/pairs")
    }
    return [
        disposition(row | {"path": paths[row["file"]]}, frames, manifest["options"]["near"])
        for row in matches.iter_rows(named=True)
    ]


def documents_named(documents: pl.DataFrame, name: str, folder: Path) -> pl.DataFrame:
    """Return the documents with an id, or with the one id that has this prefix.

    Raises:
        UsageError: there is none, or several ids have the prefix.
    """
    exact = documents.filter(pl.col("document_id") == name)
    if exact.height:
        return exact
    prefixed = documents.filter(pl.col("document_id").str.starts_with(name))
    ids = prefixed["document_id"].unique().sort()
    if len(ids) == 1:
        return prefixed
    if len(ids):
        raise UsageError(f"{len(ids):,} ids begin with {name!r}", f"name one: {', '.join(ids.head(3))} …")
    raise UsageError(f"no document of {folder} is called {name!r}", "ids stand in removed.parquet and in the data")


def disposition(row: dict[str, Any], frames: dict[str, pl.DataFrame], near: float) -> Disposition:
    """Return the disposition of one document."""
    removed = frames["removed"].filter(is_document(row, "document_id", "path", "position"))
    pairs = frames["measures/pairs"]
    is_left = is_document(row, "left_id", "left_path", "left_position")
    is_right = is_document(row, "right_id", "right_path", "right_position")
    return Disposition(
        {
            name: row[name]
            for name in ("document_id", "path", "position", "outlet", "published_at", "tokens", "characters")
        },
        removed.row(0, named=True) if removed.height else None,
        frames["cuts"].filter(is_document(row, "document_id", "path", "position")),
        frames["removed"].filter(is_document(row, "kept_id", "kept_path", "kept_position")),
        pairs.filter(is_left | is_right).sort("jaccard", descending=True, maintain_order=True),
        near,
    )


def is_document(row: dict[str, Any], name: str, path: str, position: str) -> pl.Expr:
    """Return which rows name a document in these columns."""
    key = {name: row["document_id"], path: row["path"], position: row["position"]}
    return pl.all_horizontal(pl.col(column) == value for column, value in key.items())
