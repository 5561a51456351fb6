"""The main job: what is new is read, and every stage that is not done is run."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import polars as pl

from provenance.engines.local import LocalThreads, cores
from provenance.limits import limits_of
from provenance.pipeline import registry
from provenance.pipeline.ingest import ingest
from provenance.pipeline.opening import writing
from provenance.pipeline.runs import Summary, record_run
from provenance.pipeline.semantic import NOT_LOOKED_FOR
from provenance.pipeline.stage import Analysis, run_stage
from provenance.progress import Progress, Tell, notebook_line, notebook_progress, silent
from provenance.readers import USUAL_NAMES_ONLY, read
from provenance.text.kernels.jit import on_first_compile
from provenance.text.semantic.embeddings import available

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from provenance.engines import Engine
    from provenance.pipeline.opening import Db, Numbers
    from provenance.pipeline.stage import Stage
    from provenance.readers.frames import Inputs
    from provenance.warehouse.warehouse import Warehouse

FEW_DOCUMENTS = 1000
"""Documents below which what is left to do, by every stage, is one transaction; changes no result."""


def trace(
    inputs: Inputs = (),
    db: Db = "provenance.duckdb",
    *,
    settings: Numbers | None = None,
    fields: Mapping[str, str] = USUAL_NAMES_ONLY,
    outlet: str | None = None,
    outlet_from_folder: bool = False,
    metadata: str | Path | None = None,
    id_prefix: str = "",
    date_order: str | None = None,
    wait: float = 0.0,
    progress: Progress = notebook_progress,
    tell: Tell = notebook_line,
    engine: Engine | None = None,
    threads: int | None = None,
    memory: int | str | None = None,
) -> Summary:
    """Read what is new in the inputs, run every stage that is not done, and return what was done.

    Args:
        inputs: one path or many, or frames, see :func:`provenance.read`; none to analyse what has been added before.
        db: the database file; made where there is none. Or a warehouse that is open for writing, which stays open; or
            ``:memory:``, which ``Summary.warehouse`` holds afterwards.
        settings: the numbers that change a result, all of them or some by name; those not given are the file's, or
            the usual ones for a new file.
        fields: which field of a record holds a column: ``{"text": "body"}``.
        outlet: whose the documents are, where nothing else says it.
        outlet_from_folder: whether the first folder below a given folder names the outlet.
        metadata: CSV file with outlet, url, title, byline, language or published_at by path or document id.
        id_prefix: stands before every document id.
        date_order: ``dmy`` or ``mdy``: which number of dates such as 05/03/2024 is the day.
        wait: seconds to wait for another process to let go of the file.
        progress: called with the stage, and documents or pairs done and in all; a bar in notebooks where none is given.
        tell: called with a line when loops are compiled, which happens once on a machine; printed in notebooks.
        engine: where stages run: the threads of this process where none is given.
        threads: most threads; one per core where none is given. Changes no result.
        memory: about how much memory it may take, in bytes, or as ``2GB`` (at least 1 GB): DuckDB and batches are sized
            by it; 4 GB where none is given. What grows with the number of documents comes on top. Changes no result.

    Raises:
        InputError: a path cannot be read at all.
        UsageError: an input is neither a path nor a frame, or a setting or a column is unknown.
        WarehouseError: see :meth:`Warehouse.open`.

    Example:
        >>> stories = pl.DataFrame({"id": ["a", "b"], "text": ["The ferry of the harbour town has gone. " * 4] * 2})
        >>> summary = provenance.trace(stories, ":memory:")
        >>> summary.added, summary.after["matches"]
        (2, 1)
        >>> summary.warehouse.sql("SELECT left_id, right_id, kind FROM matches").rows()
        [('a', 'b', 'exact')]
    """
    batches = read(
        inputs, fields=fields, outlet=outlet, outlet_from_folder=outlet_from_folder, metadata=metadata,
        id_prefix=id_prefix, date_order=date_order,
    )  # fmt: skip
    limits = limits_of(threads, memory)
    with (
        on_first_compile(tell),
        writing(db, settings, wait, limits) as warehouse,
        record_run(warehouse, "trace") as summary,
    ):
        ingest(warehouse, batches, summary, progress)
        analyse(warehouse, summary.run_id, progress, engine=engine)
        if not available():
            tell(NOT_LOOKED_FOR)
    return summary


def add(
    inputs: Inputs,
    db: Db = "provenance.duckdb",
    *,
    settings: Numbers | None = None,
    fields: Mapping[str, str] = USUAL_NAMES_ONLY,
    outlet: str | None = None,
    outlet_from_folder: bool = False,
    metadata: str | Path | None = None,
    id_prefix: str = "",
    date_order: str | None = None,
    wait: float = 0.0,
    progress: Progress = notebook_progress,
) -> Summary:
    """Read documents into the warehouse without analysis, and return what was done.

    Args:
        inputs: see :func:`trace`, as all other arguments.
        db: see :func:`trace`.
        settings: see :func:`trace`.
        fields: see :func:`trace`.
        outlet: see :func:`trace`.
        outlet_from_folder: see :func:`trace`.
        metadata: see :func:`trace`.
        id_prefix: see :func:`trace`.
        date_order: see :func:`trace`.
        wait: see :func:`trace`.
        progress: see :func:`trace`.

    Raises:
        InputError: see :func:`trace`.
        UsageError: see :func:`trace`.
        WarehouseError: see :func:`trace`.

    Example:
        >>> provenance.add([{"id": "note", "text": "The ferry has gone."}], ":memory:", outlet="Valley Courier").added
        1
    """
    batches = read(
        inputs, fields=fields, outlet=outlet, outlet_from_folder=outlet_from_folder, metadata=metadata,
        id_prefix=id_prefix, date_order=date_order,
    )  # fmt: skip
    with writing(db, settings, wait) as warehouse, record_run(warehouse, "add") as summary:
        ingest(warehouse, batches, summary, progress)
    return summary


def analyse(
    warehouse: Warehouse,
    run_id: str,
    progress: Progress = notebook_progress,
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
    return Analysis(
        warehouse, ledger, settings, run_id, engine or LocalThreads(warehouse.limits.thread_budget(cores())), progress
    )


def status(warehouse: Warehouse, part: str = "all") -> pl.DataFrame:
    """Return what a warehouse holds and what is still to do by each stage (``about``, ``name``, ``value``).

    Args:
        warehouse: open, for reading or writing.
        part: ``all``; ``page`` for what fits a page, without most outlets and the settings; ``settings`` alone.

    Example:
        >>> provenance.status(warehouse).filter(about="rows", name="documents")["value"].item()
        '18'
    """
    ledger = registry.ledger(warehouse)
    able: list[Stage] = [stage for stage in registry.STAGES if stage.available()]
    rows = [(stage.name, ledger.fingerprints[stage.name]) for stage in able]
    stages = pl.DataFrame(rows, schema={"stage": pl.String, "fingerprint": pl.String}, orient="row")
    return warehouse.query("reports/status", {"stages": stages}, part=part)
