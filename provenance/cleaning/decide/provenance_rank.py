"""The provenance rank of each document: how original it is, or how often it is credited, from a traced warehouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.readers.records import locator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from provenance.cleaning.inputs.corpus import Corpus
    from provenance.cleaning.inputs.job import CleaningJob

TRACED = ("original", "credited")
"""The choices of what is kept that need a traced warehouse."""


def provenance_rank(
    paths: Sequence[str | Path], reading: Mapping[str, object], documents: pl.DataFrame, job: CleaningJob
) -> pl.DataFrame | None:
    """Trace the inputs and return ``document`` and ``standing``; None where the options do not need it.

    For ``original``, ``standing`` is minus the depth of a document in its longest chain; for ``credited``, the number
    of matching documents that credit its outlet as their source. The greater one is kept.

    Args:
        paths: the inputs.
        reading: how to read them: the arguments of :func:`provenance.trace`.
        documents: document, file and position of each document.
        job: options, and where the warehouse is staged.
    """
    keep = job.options.keep
    if keep not in TRACED:
        return None
    from provenance.pipeline.trace import trace
    from provenance.warehouse.warehouse import Warehouse

    db = job.staging.path("traced.duckdb")
    trace(paths, db, settings=job.options.settings, progress=job.progress, **reading)  # type: ignore[arg-type]
    with Warehouse.open(db) as warehouse:
        ranks = warehouse.query(f"cleaning/rank_{keep}")
    origins = documents.select("document", document_origins(documents, job.corpus))
    return origins.join(ranks, on="origin").select("document", "standing")


def document_origins(documents: pl.DataFrame, corpus: Corpus) -> pl.Series:
    """Return the ``origin`` of each document in the warehouse's table of documents."""
    paths = {file.number: file.source.origin for file in corpus.files}
    origins = [
        locator(paths[file], position or None) for file, position in documents.select("file", "position").iter_rows()
    ]
    return pl.Series("origin", origins, dtype=pl.String)
