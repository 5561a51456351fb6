"""How original, or how often credited, each document is: asked of a warehouse in which all of it has been traced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.readers.records import locator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from provenance.cleaning.inputs.corpus import Library
    from provenance.cleaning.inputs.staging import Workroom
    from provenance.cleaning.options import Options
    from provenance.progress import Progress

ASKING = ("original", "credited")
"""The choices that need more than the documents themselves."""


def standing(
    paths: Sequence[str | Path],
    reading: Mapping[str, object],
    documents: pl.DataFrame,
    library: Library,
    options: Options,
    room: Workroom,
    progress: Progress,
) -> pl.DataFrame | None:
    """Return document and standing: the greater, the rather it stays; None where nobody asks.

    For ``original`` it is how near a document stands to the beginning of its chain; for ``credited``, how many
    documents that match it name its outlet as their source.
    """
    if options.keep not in ASKING:
        return None
    from provenance.pipeline.trace import trace
    from provenance.warehouse.warehouse import Warehouse

    db = room.place("traced.duckdb")
    trace(paths, db, settings=options.settings, progress=progress, **reading)  # type: ignore[arg-type]
    with Warehouse.open(db) as traced:
        found = traced.query(f"cleaning/standing_{options.keep}")
    return (
        documents.select("document", origins(documents, library))
        .join(found, on="origin")
        .select("document", "standing")
    )


def origins(documents: pl.DataFrame, library: Library) -> pl.Series:
    """Return where each document was read from, as the warehouse calls it."""
    names = {file.number: file.source.origin for file in library.files}
    told = [
        locator(names[file], position or None) for file, position in documents.select("file", "position").iter_rows()
    ]
    return pl.Series("origin", told, dtype=pl.String)
