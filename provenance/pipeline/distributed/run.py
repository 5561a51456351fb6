"""One run on a cluster: its tables, its SQL, and how rows meet in parts of the work."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.pipeline.batching import sql_settings
from provenance.pipeline.distributed.carried_tables import DOCUMENT_COUNTS, TASKS
from provenance.tables import Table
from provenance.warehouse import sql_files

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from provenance.engines.spark import Spark
    from provenance.pipeline.distributed.steps import Steps
    from provenance.progress import Progress
    from provenance.settings import Settings
    from provenance.warehouse.sql_files import Value

PART_DOCUMENTS = 8192
"""Documents that one call of a stage's function takes; changes no result."""

PART_BYTES = 64 << 20
"""Bytes of text that meet in one part of pairs or components; changes no result."""

MOST_PARTS = 20_000
"""Parts that work is dealt out to at most; changes no result."""


@dataclass
class ClusterRun:
    """A run on a cluster.

    Attributes:
        cluster: where it runs.
        steps: what is finished.
        settings: the numbers that change a result.
        progress: called with the stage, and documents done and in all.
        tables: frames of the cluster, by the name of their table in the schema ``internal``.
        outlets: all outlets.
        documents: how many there are.
        bytes: of their texts.
    """

    cluster: Spark
    steps: Steps
    settings: Settings
    progress: Progress
    tables: dict[str, Any] = field(default_factory=dict)
    outlets: pl.DataFrame = field(default_factory=pl.DataFrame)
    documents: int = 0
    bytes: int = 0

    def hold(self, name: str, frame: Any) -> None:
        """Let SQL and tasks read a table of the schema ``internal``."""
        self.tables[name] = frame
        self.cluster.view(f"internal.{name}", frame)

    def hold_empty(self, name: str, table: Table) -> None:
        """Let SQL and tasks read a table that has no rows yet."""
        self.hold(name, self.cluster.frame(table.empty(), table))

    def hold_tables(self, rows: Any, outputs: Mapping[str, Table]) -> None:
        """Let SQL and tasks read the tables that a step made."""
        for name, table in outputs.items():
            self.hold(name, self.cluster.table_of(rows, name, table))

    def count(self) -> None:
        """Count the documents."""
        sizes = self.cluster.collect(self.sql("distributed/sizes"), DOCUMENT_COUNTS).row(0)
        self.documents, self.bytes = sizes

    def sql(self, name: str, frames: Mapping[str, Any] | None = None, /, **values: Value) -> Any:
        """Return the answer of a SQL file of ``warehouse/``, as a frame of the cluster.

        Args:
            name: its name.
            frames: frames of the cluster that it reads as tables of these names.
            values: its parameters; settings need not be given.
        """
        for view, frame in (frames or {}).items():
            self.cluster.view(view, frame)
        query = sql_files.query(name)
        return self.cluster.script(query.text, query.bind({**sql_settings(name, self.settings), **values}))

    @property
    def parts(self) -> int:
        """Into how many parts pairs and components are dealt out."""
        return min(MOST_PARTS, 1 + self.bytes // PART_BYTES)

    def parts_of(self, count: int) -> int:
        """Return into how many partitions so many pieces of work are gathered."""
        return max(1, min(MOST_PARTS, count))

    def ranged(self, names: Collection[str]) -> dict[str, Any]:
        """Return tables whose parts are ranges of documents."""
        return {name: self.cluster.in_ranges(self.tables[name], PART_DOCUMENTS) for name in names}

    def parted(self, names: Collection[str], members: Any) -> dict[str, Any]:
        """Return the rows of tables that the documents of parts have (``members``: document and part)."""
        frames = {}
        for name in names:
            frame = self.tables[name]
            if name in PAIR_TABLES:
                frames[name] = self.cluster.of_left(frame, members)
            else:
                frames[name] = self.cluster.in_parts(frame, members)
        return frames

    def mapped(
        self, name: str, version: str, task: Any, frames: Mapping[str, Any], outputs: Mapping[str, Table], parts: int
    ) -> Any:  # fmt: skip
        """Return the rows of a step that maps a task over parts.

        Args:
            name: of the step.
            version: what its rows rest on beside the steps before it.
            task: see :meth:`Spark.map_parts`.
            frames: frames of the cluster, with ``part``, by names of ``TASKS``.
            outputs: see :meth:`Spark.map_parts`.
            parts: into how many partitions they are gathered.
        """
        inputs = {key: TASKS[key] for key in frames}
        return self.steps.rows(name, version, lambda: self.cluster.map_parts(task, frames, inputs, outputs, parts))


PAIR_TABLES = frozenset({"matches", "passages", "semantic_matches", "semantic_passages"})
"""Tables of pairs: a part has those whose left document it has."""
