"""The main job on a cluster: documents are read there, every stage runs there, and the tables stay there as Parquet."""

from __future__ import annotations

import datetime as dt
import os
import shlex
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

import provenance
from provenance.engines.spark import Spark
from provenance.pipeline import registry
from provenance.pipeline.distributed.carried_tables import DONE_STAGES, MADE_BY, STORED_SETTINGS
from provenance.pipeline.distributed.facts import run_boilerplate, run_document_stage, version_of
from provenance.pipeline.distributed.judgements import run_inference
from provenance.pipeline.distributed.pairs import run_matching, run_semantic, run_sentences
from provenance.pipeline.distributed.reading import digest_of, files_on_workers, read_documents
from provenance.pipeline.distributed.run import ClusterRun
from provenance.pipeline.distributed.steps import Steps
from provenance.pipeline.opening import open_for_writing
from provenance.pipeline.semantic import NOT_LOOKED_FOR
from provenance.progress import Progress, Tell, notebook_line, notebook_progress
from provenance.readers import USUAL_NAMES_ONLY
from provenance.settings import TRACE_GROUPS, Settings, with_numbers
from provenance.tables import MATCHES, OUTLETS, PASSAGES, SENTENCES
from provenance.text.semantic.embeddings import available
from provenance.warehouse.warehouse import IN_MEMORY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from provenance.pipeline.opening import Numbers
    from provenance.pipeline.stage import Stage

WAYS: dict[str, Callable[[ClusterRun, Stage], None]] = {
    "blocks": run_document_stage,
    "repeats": run_document_stage,
    "signatures": run_document_stage,
    "credits": run_document_stage,
    "boilerplate": run_boilerplate,
    "matches": run_matching,
    "sentences": run_sentences,
    "semantic": run_semantic,
    "inference": run_inference,
}
"""How each stage of the registry runs on a cluster."""

COMPLETE = "complete"
"""The last step: its mark says that the folder is whole."""


@dataclass(repr=False)
class ClusterSummary:
    """What a run on a cluster did.

    Attributes:
        folder: the Parquet folder, as the cluster sees it.
        documents: how many it holds.
        set_aside: inputs that could not be read.
        resumed: the steps that an earlier run had finished.

    Example:
        >>> from provenance.pipeline.distributed.trace_on_spark import ClusterSummary
        >>> ClusterSummary("/shared/traced", 1_000_000)
        <ClusterSummary of /shared/traced: 1,000,000 documents, 0 inputs set aside>
    """

    folder: str
    documents: int
    set_aside: int = 0
    resumed: list[str] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<ClusterSummary of {self.folder}: {self.documents:,} documents, {self.set_aside:,} inputs set aside>"

    def told(self) -> str:
        """Return what a person is told.

        Example:
            >>> print(ClusterSummary("/shared/traced", 1_000_000).told())
            Traced 1,000,000 documents on the cluster into /shared/traced.
            Next: provenance import /shared/traced --db news.duckdb
        """
        again = f" {len(self.resumed)} steps were finished before." if self.resumed else ""
        refused = f" {self.set_aside:,} inputs were set aside: the table set_aside has the reasons." * bool(
            self.set_aside
        )
        return (
            f"Traced {self.documents:,} documents on the cluster into {self.folder}.{again}{refused}\n"
            f"Next: provenance import {shlex.quote(self.folder)} --db news.duckdb"
        )


def trace_on_spark(
    inputs: str | Path | Sequence[str | Path],
    output: str | Path,
    address: str,
    *,
    settings: Numbers | None = None,
    fields: Mapping[str, str] = USUAL_NAMES_ONLY,
    outlet: str | None = None,
    outlet_from_folder: bool = False,
    id_prefix: str = "",
    date_order: str | None = None,
    archive: Path | None = None,
    progress: Progress = notebook_progress,
    tell: Tell = notebook_line,
) -> ClusterSummary:
    """Read documents, and run every stage over them, on a cluster; leave a Parquet folder there, and say what was done.

    The rows are those of :func:`trace`. ``provenance import FOLDER`` makes a database of the folder. A run that was
    ended goes on at its last finished step when it is called again.

    Args:
        inputs: paths of files, folders and patterns, as the workers see them.
        output: the folder, as the workers see it: a path that all of them share, or ``s3://bucket/folder``.
        address: of a Spark Connect server: ``sc://host:15002``.
        settings: see :func:`trace`.
        fields: see :func:`trace`.
        outlet: see :func:`trace`.
        outlet_from_folder: see :func:`trace`.
        id_prefix: see :func:`trace`.
        date_order: see :func:`trace`.
        archive: a packed environment (venv-pack) that is sent to workers without this package.
        progress: see :func:`trace`.
        tell: see :func:`trace`.

    Raises:
        EngineError: there is no such cluster, or it cannot run the stages.
        InputError: the workers see no such path.
        MissingExtraError: pyspark is not installed.

    Example:
        >>> try:
        ...     provenance.trace_on_spark("stories", "traced", "sc://localhost:1")
        ... except provenance.ProvenanceError as error:
        ...     print(error.remedy)
        start its Spark Connect server (sbin/start-connect-server.sh), and check host, port and firewall
    """
    numbers = settings if isinstance(settings, Settings) else with_numbers(Settings(), settings or {}, TRACE_GROUPS)
    paths = [place_of(path) for path in ([inputs] if isinstance(inputs, str | Path) else inputs)]
    options = {
        "fields": dict(fields), "outlet": outlet, "outlet_from_folder": outlet_from_folder, "id_prefix": id_prefix,
        "date_order": date_order,
    }  # fmt: skip
    with Spark(address, archive) as cluster:
        files, refused = files_on_workers(cluster, paths)
        basis = f"{provenance.__version__} {numbers.fingerprint(*TRACE_GROUPS)} {digest_of(files, options)}"
        folder = place_of(output)
        run = ClusterRun(cluster, Steps(cluster, folder, basis), numbers, progress, outlets=shipped_outlets())
        run_id, began = str(uuid.uuid4()), dt.datetime.now(dt.UTC).replace(tzinfo=None)
        read_documents(run, files, refused, options, run_id=run_id, added_at=began.isoformat(" "))
        progress("read", run.documents, run.documents)
        run_stages(run, tell)
        finish(run, run_id, began)
        refusals = cluster.count(run.tables["set_aside"])
    return ClusterSummary(folder, run.documents, refusals, run.steps.resumed)


def place_of(path: str | Path) -> str:
    """Return a path as workers take it: an address as it is, a path from the root."""
    return str(path) if "://" in str(path) else os.path.abspath(path)  # noqa: PTH100 - links stay as they are


def shipped_outlets() -> pl.DataFrame:
    """Return the outlets that ship with this release."""
    with open_for_writing(IN_MEMORY) as warehouse:
        return warehouse.query("batches/outlets")


def run_stages(run: ClusterRun, tell: Tell) -> None:
    """Run every stage that can run, in the order of the registry."""
    for name, table in {"semantic_matches": MATCHES, "semantic_passages": PASSAGES, "sentences": SENTENCES}.items():
        run.hold_empty(name, table)
    for stage in registry.STAGES:
        if stage.available():
            WAYS[stage.name](run, stage)
            run.progress(stage.name, run.documents, run.documents)
    if not available():
        tell(f"{NOT_LOOKED_FOR} (here, and on the workers)")


def finish(run: ClusterRun, run_id: str, began: dt.datetime) -> None:
    """Write what a database needs beside the tables, and mark the folder as whole."""
    cluster, steps = run.cluster, run.steps
    stages = [(stage.name, version_of(run, stage)) for stage in registry.STAGES if stage.available()]
    numbers = [(name, str(value)) for name, value in run.settings.as_dict(*TRACE_GROUPS).items()]
    made_by = [(run_id, provenance.__version__, run.settings.fingerprint(*TRACE_GROUPS), began)]
    own = run.outlets.filter(pl.col("origin") != "seed")

    def small(rows: Any, table: Any) -> Any:
        return lambda: cluster.frame(pl.DataFrame(rows, schema=table.schema(), orient="row"), table)

    steps.rows("own_outlets", "", lambda: cluster.frame(own.select(OUTLETS.names()), OUTLETS))
    steps.rows("settings", "", small(numbers, STORED_SETTINGS))
    steps.rows("stages", "", small(stages, DONE_STAGES))
    steps.rows(COMPLETE, "", small(made_by, MADE_BY))
