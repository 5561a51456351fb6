"""Steps: what has been computed on a cluster is kept as Parquet, and a run that was ended goes on at the last of them.

A step writes into a folder of its own attempt, and only then a mark that names it. So what a killed run left half
written is named by nothing and never read. A mark also names what the rows rest on (release, settings, inputs, the
steps before): where that has changed, the step is done again.
"""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.errors import EngineError
from provenance.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.engines.spark import Spark

FINISHED = table(
    "finished",
    "one finished step",
    ("step", "VARCHAR", "its name"),
    ("basis", "VARCHAR", "a hash of what its rows rest on"),
    ("attempt", "VARCHAR", "the folder below `rows` that holds them"),
    ("columns", "VARCHAR", "their columns and types, as Spark writes them"),
)


class Steps:
    """The finished steps of a folder.

    Args:
        cluster: where the folder lies.
        folder: as the cluster sees it.
        basis: what everything rests on.
    """

    def __init__(self, cluster: Spark, folder: str, basis: str) -> None:
        self.cluster = cluster
        self.folder = folder.rstrip("/")
        self.basis = basis
        self.resumed: list[str] = []

    def rows(self, name: str, version: str, make: Callable[[], Any]) -> Any:
        """Return the rows of a step: those that are kept, or those that are made now and kept from now on.

        Args:
            name: the step's.
            version: what its rows rest on beside the steps before it.
            make: returns its rows as a frame of the cluster.
        """
        self.basis = hashlib.sha256(f"{self.basis} {name} {version}".encode()).hexdigest()[:16]
        mark = self._finished(name)
        if mark is None:
            mark = self._made(name, make())
        else:
            self.resumed.append(name)
        return self.cluster.read(f"{self.folder}/rows/{mark['attempt']}", mark["columns"])

    def _made(self, name: str, frame: Any) -> dict[str, str]:
        """Write the rows of a step, then its mark, and return that."""
        attempt = f"{name}-{uuid.uuid4().hex[:12]}"
        self.cluster.write(frame, f"{self.folder}/rows/{attempt}")
        columns = self.cluster.written_columns(f"{self.folder}/rows/{attempt}") or self.cluster.columns_of(frame)
        mark = {"step": name, "basis": self.basis, "attempt": attempt, "columns": columns}
        self.cluster.write(
            self.cluster.frame(pl.DataFrame([mark]), FINISHED), f"{self.folder}/finished/{name}", parts=1
        )
        return mark

    def _finished(self, name: str) -> dict[str, str] | None:
        """Return the mark of a step that is finished on the present basis; None where it is to be done."""
        try:
            marks = self.cluster.collect(self.cluster.read(f"{self.folder}/finished/{name}"), FINISHED)
        except EngineError:  # there is none, or it was being written when the run ended
            return None
        mark = marks.row(0, named=True) if marks.height == 1 else None
        return mark if mark and mark["basis"] == self.basis else None
