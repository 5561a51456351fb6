"""What is found in single documents, and what each outlet repeats, on a cluster."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from provenance.pipeline import registry
from provenance.pipeline.distributed.run import PART_DOCUMENTS
from provenance.pipeline.distributed.tasks import document_task
from provenance.tables import BOILERPLATE

if TYPE_CHECKING:
    from provenance.pipeline.distributed.run import ClusterRun
    from provenance.pipeline.stage import Stage
    from provenance.tables import Table

TABLES_READ = {
    "documents": ("documents",),
    "blocks": ("blocks",),
    "repeats_and_boilerplate": ("repeats", "blocks"),
    "skips": ("documents", "repeats", "blocks", "boilerplate"),
    "sentence_skips": ("documents", "repeats", "blocks", "boilerplate"),
    "credits": ("credits",),
    "matches": ("matches", "semantic_matches"),
    "passages": ("passages", "semantic_passages", "semantic_matches"),
    "inference_documents": ("documents", "text_metadata"),
    "unseen_sources": (),
    "rulings": (),
}
"""The tables that each query of ``warehouse/batches`` reads; a new corpus has no rulings, and no unseen sources yet."""


def tables_read(stage: Stage) -> list[str]:
    """Return the tables of the schema ``internal`` that a stage reads of a batch."""
    return sorted({"documents", *(table for query in stage.reads for table in TABLES_READ[query])})


def outputs_of(stage: Stage) -> dict[str, Table]:
    """Return the tables that a stage writes, by their names without the schema."""
    return {name.removeprefix("internal."): table for name, table in stage.writes.items()}


def version_of(run: ClusterRun, stage: Stage) -> str:
    """Return what a stage's rows rest on beside the documents."""
    return registry.fingerprint(stage.name, run.settings)


def run_document_stage(run: ClusterRun, stage: Stage) -> None:
    """Run a stage over single documents."""
    shared = {"outlets": run.outlets} if stage.shares else {}
    task = partial(document_task, stage.name, shared, run.settings)
    parts, outputs = 1 + run.documents // PART_DOCUMENTS, outputs_of(stage)
    rows = run.mapped(stage.name, version_of(run, stage), task, run.ranged(tables_read(stage)), outputs, parts)
    run.hold_tables(rows, outputs)


def run_boilerplate(run: ClusterRun, stage: Stage) -> None:
    """Decide what each outlet repeats, in SQL over all blocks."""
    run.hold_empty("boilerplate", BOILERPLATE)

    def make() -> Any:
        shared = run.sql("batches/shared_blocks", {"batch": run.tables["documents"]}, first=0, last=2**31 - 1)
        return run.sql("todo/boilerplate_now", {"shared_blocks": shared})

    run.hold("boilerplate", run.steps.rows(stage.name, version_of(run, stage), make))
    holders = run.steps.rows("held_boilerplate", "", lambda: run.sql("distributed/boilerplate_of_documents"))
    run.tables["boilerplate"] = holders
