"""The main job: what is new is read, and every stage that is not done is run."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import polars as pl

from provenance.engines.local import LocalThreads
from provenance.pipeline import registry
from provenance.pipeline.ingest import ingest
from provenance.pipeline.opening import open_for_writing
from provenance.pipeline.runs import Summary, record_run
from provenance.pipeline.semantic import NOT_LOOKED_FOR
from provenance.pipeline.stage import Analysis, run_stage
from provenance.progress import Progress, Tell, quiet, silent
from provenance.readers import read
from provenance.text.kernels.jit import on_first_compile
from provenance.text.semantic.embeddings import available

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from provenance.engines import Engine
    from provenance.pipeline.opening import Numbers
    from provenance.pipeline.stage import Stage
    from provenance.warehouse.warehouse import Warehouse

FEW_DOCUMENTS = 1000
"""Documents below which what is left to do, by every stage, is one transaction; changes no result."""


def trace(
    paths: Sequence[str | Path],
    db: str | Path = "provenance.duckdb",
    *,
    settings: Numbers | None = None,
    wait: float = 0.0,
    progress: Progress = silent,
    tell: Tell = quiet,
    engine: Engine | None = None,
    **reading: object,
) -> Summary:
    """Read what is new under the paths, run every stage that is not done, and return what was done.

    Args:
        paths: files and folders; none to analyse what has been added before.
        db: the database file; made where there is none.
        settings: the numbers that change a result, all of them or some by name; those not given are the file's, or
            the usual ones for a new file.
        wait: seconds to wait for another process to let go of the file.
        progress: called with the stage, and documents or pairs done and in all.
        tell: called with a line when loops are compiled, which happens once on a machine.
        engine: where stages run: the threads of this process where none is given.
        reading: how to read, see :func:`provenance.read`.

    Raises:
        InputError: a path cannot be read at all.
        WarehouseError: see :meth:`Warehouse.open`.
    """
    batches = read(paths, **reading)  # type: ignore[arg-type]
    opened = open_for_writing(db, settings, wait)
    with on_first_compile(tell), opened as warehouse, record_run(warehouse, "trace") as summary:
        ingest(warehouse, batches, summary, progress)
        analyse(warehouse, summary.run_id, progress, engine=engine)
        if not available():
            tell(NOT_LOOKED_FOR)
    return summary


def add(
    paths: Sequence[str | Path],
    db: str | Path = "provenance.duckdb",
    *,
    settings: Numbers | None = None,
    wait: float = 0.0,
    progress: Progress = silent,
    **reading: object,
) -> Summary:
    """Read documents into the warehouse without analysis: see :func:`trace`."""
    batches = read(paths, **reading)  # type: ignore[arg-type]
    with open_for_writing(db, settings, wait) as warehouse, record_run(warehouse, "add") as summary:
        ingest(warehouse, batches, summary, progress)
    return summary


def analyse(
    warehouse: Warehouse,
    run_id: str,
    progress: Progress = silent,
    *,
    engine: Engine | None = None,
    only: Collection[str] | None = None,
) -> None:
    """Run every stage that is not done, in order.

    What a long run has done before it is interrupted is kept; a short one is a single transaction, as each transaction
    waits for the disk. A run that was interrupted is long by what is left of it, whichever stage that is.

    Args:
        warehouse: open for writing.
        run_id: the run under which rows are written.
        progress: see :func:`trace`.
        engine: see :func:`trace`.
        only: names of the stages to run; all where none are given.
    """
    analysis = analysis_of(warehouse, run_id, progress, engine)
    stages = [stage for stage in registry.STAGES if only is None or stage.name in only]
    few = all(analysis.pending(stage).height < FEW_DOCUMENTS for stage in stages)
    with warehouse.transaction() if few else nullcontext():
        for stage in stages:
            run_stage(analysis, stage)


def analysis_of(
    warehouse: Warehouse, run_id: str, progress: Progress = silent, engine: Engine | None = None
) -> Analysis:
    """Return what the stages of a run over a warehouse run with."""
    ledger, settings = registry.ledger(warehouse), warehouse.settings()
    return Analysis(warehouse, ledger, settings, run_id, engine or LocalThreads(), progress)


def status(warehouse: Warehouse, part: str = "all") -> pl.DataFrame:
    """Return what a warehouse holds and what is still to do by each stage (``about``, ``name``, ``value``)."""
    ledger = registry.ledger(warehouse)
    able: list[Stage] = [stage for stage in registry.STAGES if stage.available()]
    rows = [(stage.name, ledger.fingerprints[stage.name]) for stage in able]
    stages = pl.DataFrame(rows, schema={"stage": pl.String, "fingerprint": pl.String}, orient="row")
    return warehouse.query("reports/status", {"stages": stages}, part=part)
