"""The calls: what a program, or the command line, asks of the pipeline."""

from __future__ import annotations

import hashlib
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.pipeline.document_stages import FACTS, credits_with, reread_for_new_outlets, run_stage, undone
from provenance.pipeline.inference import STAGE as JUDGING
from provenance.pipeline.inference import judge
from provenance.pipeline.ingest import take_in
from provenance.pipeline.matching import STAGE as COMPARING
from provenance.pipeline.matching import compare, furnish
from provenance.pipeline.runs import Summary, findings, recorded
from provenance.pipeline.semantic import NOT_LOOKED_FOR, relate
from provenance.progress import Progress, Tell, quiet, silent
from provenance.readers import read
from provenance.readers.outlets import outlet_file
from provenance.resources import demo_corpus, sql_folder
from provenance.settings import TRACE_GROUPS, Settings, with_numbers
from provenance.text.kernels.jit import on_first_compile
from provenance.text.semantic.embeddings import available
from provenance.warehouse import sql_files
from provenance.warehouse.warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Numbers = Settings | Mapping[str, str | float]


FEW_DOCUMENTS = 1000
"""Documents below which what is left to do is one transaction: of each of the stages that take long."""


@dataclass(frozen=True)
class Demonstration:
    """What the main job found in the demo corpus.

    Attributes:
        findings: counts by name.
        chains: the chains, with what a person needs to see of each document.
        repeats: blocks that stand twice inside one document.
        no_credit: documents without a credit to the source they derive from.
        undetermined: pairs that agree without a sign of which came first.
    """

    findings: dict[str, Any]
    chains: pl.DataFrame
    repeats: pl.DataFrame
    no_credit: pl.DataFrame
    undetermined: pl.DataFrame


def trace(
    paths: Sequence[str | Path],
    db: str | Path = "provenance.duckdb",
    *,
    settings: Numbers | None = None,
    wait: float = 0.0,
    progress: Progress = silent,
    tell: Tell = quiet,
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
        reading: how to read, see :func:`provenance.read`.

    Raises:
        InputError: a path cannot be read at all.
        WarehouseError: see :meth:`Warehouse.open`.
    """
    batches = read(paths, **reading)  # type: ignore[arg-type]
    with on_first_compile(tell), opened(db, settings, wait) as warehouse, recorded(warehouse, "trace") as summary:
        take_in(warehouse, batches, summary, progress)
        analyse(warehouse, summary.run_id, progress)
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
    with opened(db, settings, wait) as warehouse, recorded(warehouse, "add") as summary:
        take_in(warehouse, batches, summary, progress)
    return summary


def opened(db: str | Path, settings: Numbers | None = None, wait: float = 0.0) -> Warehouse:
    """Return a warehouse open for writing, made where there is none, with the outlets that ship with this release."""
    chosen = settings if settings is None or isinstance(settings, Settings) else completed(settings, Path(db), wait)
    warehouse = Warehouse.open(db, create=True, read_only=False, settings=chosen, wait=wait)
    file = sql_folder() / "seeds" / "outlets.csv"
    mark = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
    if warehouse.kept_settings().get("outlets") != mark:
        with warehouse.transaction():
            warehouse.run("ledger/seed_outlets", {"arriving": outlet_file(file, origin="seed")})
            warehouse.run("ledger/note_setting", name="outlets", value=mark)
    return warehouse


def completed(numbers: Mapping[str, str | float], db: Path, wait: float) -> Settings:
    """Return settings of which only some are given: the others are those of the file, or the usual ones."""
    if not db.exists():
        return with_numbers(Settings(), numbers, TRACE_GROUPS)
    with Warehouse.open(db, wait=wait) as warehouse:
        return with_numbers(warehouse.settings(), numbers, TRACE_GROUPS)


def analyse(warehouse: Warehouse, run_id: str, progress: Progress = silent) -> None:
    """Run every stage that is not done, in order.

    What is left of a long run by an interruption is kept; a short one is a single transaction, as each that is written
    waits for the disk. A run that was interrupted is long by what is left of it, whichever stage that is.
    """
    settings = warehouse.settings()
    few = all(undone(warehouse, stage, settings).height < FEW_DOCUMENTS for stage in (*FACTS, COMPARING, JUDGING))
    with warehouse.transaction() if few else nullcontext():
        stages(warehouse, settings, run_id, progress)


def stages(warehouse: Warehouse, settings: Settings, run_id: str, progress: Progress = silent) -> None:
    """Run the stages in order, each over what it has not done."""
    for stage in FACTS:
        run_stage(warehouse, stage, settings, progress)
    reread_for_new_outlets(warehouse)
    run_stage(warehouse, credits_with(warehouse.query("batches/outlets")), settings, progress)
    furnish(warehouse, settings)
    compare(warehouse, settings, run_id, progress)
    relate(warehouse, settings, run_id, progress)
    judge(warehouse, settings, run_id, progress)


def demo(db: str | Path | None = None, *, progress: Progress = silent, tell: Tell = quiet) -> Demonstration:
    """Do the main job on the small made-up corpus that ships with the package.

    Args:
        db: where to keep the database; None for nowhere (a temporary folder).
        progress: see :func:`trace`.
        tell: see :func:`trace`.
    """
    with TemporaryDirectory() as folder:
        kept = Path(db) if db else Path(folder) / "demo.duckdb"
        trace([demo_corpus()], kept, progress=progress, tell=tell)
        with Warehouse.open(kept) as warehouse:
            return Demonstration(
                findings=findings(warehouse),
                chains=warehouse.query("reports/chains"),
                repeats=warehouse.query("reports/repeats"),
                no_credit=warehouse.query("reports/no_credit"),
                undetermined=warehouse.query("reports/undetermined"),
            )


def add_outlets(file: str | Path, db: str | Path = "provenance.duckdb", *, wait: float = 0.0) -> int:
    """Add outlets from a CSV file to a warehouse, in the place of those of the same id, and return their number.

    Raises:
        InputError: the file cannot be read, or lacks ``outlet_id`` or ``name``.
    """
    arriving = outlet_file(Path(file), origin="file")
    with opened(db, wait=wait) as warehouse, warehouse.transaction():
        warehouse.run("ledger/outlets_from", {"arriving": arriving})
    return arriving.height


def questions() -> pl.DataFrame:
    """Return the ready questions: name, what each answers, and its parameters."""
    rows = [
        {
            "question": query.name.split("/")[1],
            "answers": query.answers,
            "parameters": ", ".join(p.name if p.default is None else f"{p.name}={p.default}" for p in query.parameters),
        }
        for query in sql_files.queries("questions")
    ]
    return pl.DataFrame(rows, schema={"question": pl.String, "answers": pl.String, "parameters": pl.String})
