"""A folder that a cleaning wrote, opened: its manifest, documents, cuts and residue."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.cleaning.inputs.staging import MANIFEST
from provenance.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT_COLUMNS = ("document", "file", "place", "position", "characters", "field", "kept")


@dataclass(frozen=True)
class CleanedFolder:
    """The output folder of a cleaning.

    Attributes:
        path: of the folder.
        manifest: what ``cleaning.json`` says.
        documents: ``DOCUMENT_COLUMNS`` and ``style`` of every document; ``kept`` is null where it is kept itself.
        cuts: start and text of the cuts of each document, in order.
        residue: file, place and bytes of what only its own bytes give back.
    """

    path: Path
    manifest: dict[str, Any]
    documents: pl.DataFrame
    cuts: dict[int, list[tuple[int, str]]]
    residue: pl.DataFrame

    @cached_property
    def _residue_by_file(self) -> dict[int, dict[int, bytes]]:
        rows: dict[int, dict[int, bytes]] = {}
        for file, place, data in self.residue.iter_rows():
            rows.setdefault(file, {})[place] = data
        return rows

    def residue_of(self, file: int) -> dict[int, bytes]:
        """Return what only its own bytes give back of a file, by place."""
        return self._residue_by_file.get(file, {})


def open_cleaned_folder(out: Path) -> CleanedFolder:
    """Return the output folder of a cleaning.

    Raises:
        InputError: it was not made by a cleaning, or something is missing from it.
    """
    try:
        manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        styles, cuts, residue = (
            pl.read_parquet(out / "restore" / f"{name}.parquet", glob=False) for name in ("styles", "cuts", "residue")
        )
        documents = pl.read_parquet(out / "measures" / "documents.parquet", glob=False)
    except (OSError, ValueError) as error:
        raise InputError(
            f"{out} was not made by clean, or not all of it is there: {error}", "name the folder given with -o"
        ) from None
    with_style = documents.select(DOCUMENT_COLUMNS).join(styles, on="document", maintain_order="left")
    return CleanedFolder(out, manifest, with_style, cut_texts(cuts), residue)


def cut_texts(cuts: pl.DataFrame) -> dict[int, list[tuple[int, str]]]:
    """Return start and text of the cuts of each document, in order."""
    texts: dict[int, list[tuple[int, str]]] = {}
    for document, start, text in cuts.sort("document", "start").select("document", "start", "text").iter_rows():
        texts.setdefault(document, []).append((start, text))
    return texts
