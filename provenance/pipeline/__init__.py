"""The stages in order: the one room that knows it.

Reading fills ``documents``. Each stage of fact has a to-do query: the documents it has not done on its present inputs.
They are streamed to the stage in batches, and what comes back is added together with a mark in the ledger, in one
transaction. Judgements are rewritten for the connected parts that new facts touch. A first run, new documents and an
interrupted run are therefore the same call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.pipeline.facts import FACTS, credits_with, reread_for_new_outlets, run_stage
from provenance.pipeline.intake import take_in
from provenance.pipeline.judgements import judge
from provenance.pipeline.pairs import compare, furnish
from provenance.pipeline.runs import Progress, Summary, recorded, silent
from provenance.readers import read
from provenance.warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from provenance.settings import Settings


def trace(
    paths: Sequence[str | Path],
    db: str | Path = "provenance.duckdb",
    *,
    settings: Settings | None = None,
    wait: float = 0.0,
    progress: Progress = silent,
    **reading: object,
) -> Summary:
    """Read what is new under the paths, run every stage that is not done, and return what was done.

    Args:
        paths: files and folders; none to analyse what has been added before.
        db: the database file; made where there is none.
        settings: the numbers that change a result; None takes the file's, or the defaults for a new one.
        wait: seconds to wait for another process to let go of the file.
        progress: called with the stage, and documents or pairs done and in all.
        reading: how to read, see :func:`provenance.read`.

    Raises:
        InputError: a path cannot be read at all.
        WarehouseError: see :meth:`Warehouse.open`.
    """
    with Warehouse.open(db, create=True, read_only=False, settings=settings, wait=wait) as warehouse:
        with recorded(warehouse, "trace") as summary:
            take_in(warehouse, read(paths, **reading), summary, progress)  # type: ignore[arg-type]
            analyse(warehouse, summary.run_id, progress)
    return summary


def add(
    paths: Sequence[str | Path],
    db: str | Path = "provenance.duckdb",
    *,
    settings: Settings | None = None,
    wait: float = 0.0,
    progress: Progress = silent,
    **reading: object,
) -> Summary:
    """Read documents into the warehouse without analysis: see :func:`trace`."""
    with Warehouse.open(db, create=True, read_only=False, settings=settings, wait=wait) as warehouse:
        with recorded(warehouse, "add") as summary:
            take_in(warehouse, read(paths, **reading), summary, progress)  # type: ignore[arg-type]
    return summary


def analyse(warehouse: Warehouse, run_id: str, progress: Progress = silent) -> None:
    """Run every stage that is not done, in order."""
    settings = warehouse.settings()
    for stage in FACTS:
        run_stage(warehouse, stage, settings, progress)
    reread_for_new_outlets(warehouse)
    run_stage(warehouse, credits_with(warehouse.query("batches/outlets")), settings, progress)
    furnish(warehouse)
    compare(warehouse, settings, run_id, progress)
    judge(warehouse, settings, run_id, progress)


def demo(db: str | Path | None = None, *, progress: Progress = silent) -> Demonstration:
    """Do the main job on the small made-up corpus that ships with the package.

    Args:
        db: where to keep the database; None for nowhere (a temporary folder).
        progress: see :func:`trace`.
    """
    with TemporaryDirectory() as folder:
        kept = Path(db) if db else Path(folder) / "demo.duckdb"
        trace([CORPUS], kept, progress=progress)
        with Warehouse.open(kept) as warehouse:
            return Demonstration(
                findings=warehouse.query("shown/findings").row(0, named=True),
                chains=warehouse.query("shown/chains"),
                repeats=warehouse.query("shown/repeats"),
                no_credit=warehouse.query("shown/no_credit"),
                undetermined=warehouse.query("shown/undetermined"),
            )


def add_outlets(file: str | Path, db: str | Path = "provenance.duckdb", *, wait: float = 0.0) -> int:
    """Add outlets from a CSV file to a warehouse, in the place of those of the same id, and return their number.

    Raises:
        InputError: the file cannot be read, or lacks ``outlet_id`` or ``name``.
    """
    arriving = outlet_file(Path(file), origin="file")
    with Warehouse.open(db, create=True, read_only=False, wait=wait) as warehouse, warehouse.transaction():
        warehouse.run("upkeep/outlets_from", {"arriving": arriving})
    return arriving.height
