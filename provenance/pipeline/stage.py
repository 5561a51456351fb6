"""A stage: what it reads, rests on, writes and clears, the pure function that computes it, and the loop that runs it.

Every stage runs in one shape. The documents that it has not done are asked for; what stands there of an older run is
deleted; the stage's function is mapped over batches by an engine; its frames are inserted and the documents marked, in
one transaction. A first run, new documents and an interrupted run are therefore the same call.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from provenance.engines.local import LocalThreads
from provenance.pipeline.batching import BATCH_BYTES, DOCUMENT_BYTES, load, split_by_size
from provenance.progress import silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from provenance.engines import Engine
    from provenance.pipeline.ledger import Ledger
    from provenance.progress import Progress
    from provenance.settings import Settings
    from provenance.tables import Frames, Table
    from provenance.threads import Threads
    from provenance.warehouse.warehouse import Warehouse

    Run = Callable[[Frames, Settings, Threads], Frames]
    """The pure function of a stage: from the frames of a batch, the settings and a thread budget to its rows."""

NO_DOCUMENTS = pl.DataFrame(schema={"document": pl.Int32})


class Batch(NamedTuple):
    """One call of a stage's function.

    Attributes:
        frames: what the function reads.
        documents: the documents that are done once its result is stored (column ``document``).
        transaction: results of neighbouring batches with the same number are stored in one transaction.
        size: documents or pairs in it, for progress.
    """

    frames: Frames
    documents: pl.DataFrame
    transaction: int
    size: int


@dataclass(frozen=True)
class Plan:
    """The work that a stage has to do.

    Attributes:
        batches: drawn in the calling thread, a few ahead.
        size: documents or pairs in all, for progress.
        shared: frames that every batch reads besides its own.
    """

    batches: Iterator[Batch]
    size: int
    shared: Frames = field(default_factory=dict)


@dataclass(frozen=True)
class Analysis:
    """What stages run with.

    Attributes:
        warehouse: open for writing.
        ledger: its marks.
        settings: the numbers that change a result.
        run_id: the run under which rows are written.
        engine: where functions run.
        progress: called with the stage, and documents or pairs done and in all.
    """

    warehouse: Warehouse
    ledger: Ledger
    settings: Settings
    run_id: str
    engine: Engine = field(default_factory=LocalThreads)
    progress: Progress = silent

    def pending(self, stage: Stage) -> pl.DataFrame:
        """Return the documents that a stage is to do (``document``, ``bytes``): none where it cannot run."""
        return self.ledger.undone(stage.name) if stage.available() else NO_DOCUMENTS.with_columns(bytes=pl.lit(0))

    def clear(self, stage: Stage, documents: pl.DataFrame) -> None:
        """Delete the rows that a stage has of documents, and have done again what rests on them."""
        self.ledger.clear(stage.name, documents, stage.clears)

    def due(self, stage: Stage) -> bool:
        """Return whether there is anything to do for a stage that looks at the whole corpus: any change of facts."""
        later = self.ledger.dependents[stage.name]
        return stage.whole_corpus and stage.available() and any(self.ledger.undone(name).height for name in later)


def always() -> bool:
    """Return that a stage can run: it needs no extra."""
    return True


def nothing(analysis: Analysis) -> None:
    """Reopen no document: the inputs of a stage change by stages before it alone."""


def document_plan(analysis: Analysis, stage: Stage, pending: pl.DataFrame) -> Plan:
    """Return a plan in which batches of documents are read by ``stage.reads``, one transaction each."""
    warehouse = analysis.warehouse
    size, most = warehouse.limits.share(stage.batch_bytes), stage.batch_bytes // DOCUMENT_BYTES
    batches = (
        Batch(load(warehouse, documents, stage.reads), documents, number, documents.height)
        for number, documents in enumerate(split_by_size(pending, size, most))
    )
    return Plan(batches, pending.height, {name: warehouse.query(f"batches/{name}") for name in stage.shares})


def insert(analysis: Analysis, stage: Stage, batch: Batch, result: Frames) -> None:  # noqa: ARG001 - one signature
    """Insert the frames of a result into the tables that they are named after."""
    run = pl.lit(analysis.run_id).alias("run_id")
    for table in stage.writes:
        rows = result[table]
        analysis.warehouse.insert(table, rows.with_columns(run) if table in WITH_RUN else rows)


WITH_RUN = frozenset({"internal.matches", "internal.semantic_matches", "internal.rejections", "derivations"})
"""Tables whose rows name the run that wrote them."""


@dataclass(frozen=True)
class Stage:
    """One stage of the pipeline: all that the ledger, removal, ``status``, the docs and the tests know of it.

    Attributes:
        name: of its marks in the ledger.
        version: goes up when the same frames give other rows.
        rests_on: names of the stages whose rows it reads.
        settings: the groups of settings that it reads itself.
        reads: queries of ``warehouse/batches`` whose answers for a batch of documents its function takes, by name.
        run: its function; at the top of a module, so that it can be pickled.
        writes: the tables that the frames of a result go to, with their columns.
        clears: the SQL file that deletes its rows of the documents in the frame ``batch``.
        shares: queries of ``warehouse/batches`` whose answers are the same for every batch.
        plan: cuts pending documents into batches.
        store: stores a result, within the transaction that marks its documents.
        reopens: reopens documents whose inputs have changed by other means than a stage before it.
        available: whether it can run, as where it needs an extra.
        model: names what else its rows rest on: a model that ships with another package, the weights of features.
        side_by_side: whether one machine may run several batches at the same time; see ``Engine.map``.
        batch_bytes: bytes of text of the batches of ``document_plan``; changes no result. What is made ready anew for
            each batch, such as patterns that are compiled, is paid for less often in large ones.
        whole_corpus: whether it also runs, over no document of its own, whenever a later stage has one to do: what it
            picks follows from all documents.
    """

    name: str
    version: str
    rests_on: tuple[str, ...]
    settings: tuple[str, ...]
    reads: tuple[str, ...]
    run: Run
    writes: Mapping[str, Table]
    clears: str
    shares: tuple[str, ...] = ()
    plan: Callable[[Analysis, Stage, pl.DataFrame], Plan] = document_plan
    store: Callable[[Analysis, Stage, Batch, Frames], None] = insert
    reopens: Callable[[Analysis], None] = nothing
    available: Callable[[], bool] = always
    model: Callable[[], str] = str
    side_by_side: bool = True
    batch_bytes: int = BATCH_BYTES
    whole_corpus: bool = False


def run_stage(analysis: Analysis, stage: Stage) -> None:
    """Run a stage over the documents that it has not done on its present inputs."""
    stage.reopens(analysis)
    pending = analysis.pending(stage)
    if pending.is_empty() and not analysis.due(stage):
        return
    plan = stage.plan(analysis, stage, pending)
    done = 0
    for _, results in groupby(mapped(analysis, stage, plan), key=lambda pair: pair[0].transaction):
        with analysis.warehouse.transaction():
            for batch, result in results:
                analysis.clear(stage, batch.documents)
                stage.store(analysis, stage, batch, result)
                analysis.ledger.mark(stage.name, batch.documents)
                done += batch.size
                analysis.progress(stage.name, done, plan.size)


def mapped(analysis: Analysis, stage: Stage, plan: Plan) -> Iterator[tuple[Batch, Frames]]:
    """Yield each batch of a plan with its result, in order."""
    begun: deque[Batch] = deque()

    def frames() -> Iterator[Frames]:
        for batch in plan.batches:
            begun.append(batch)
            yield batch.frames

    function = partial(call, stage.run, plan.shared, analysis.settings)
    for result in analysis.engine.map(function, frames(), side_by_side=stage.side_by_side):
        yield begun.popleft(), result


def call(run: Run, shared: Frames, settings: Settings, frames: Frames, threads: Threads) -> Frames:
    """Return the result of a stage's function for one batch: what an engine maps."""
    return run({**shared, **frames}, settings, threads)
