"""The ledger: which stage has been done for which document, and on which inputs.

A document has no mark of a stage that has not been done for it. A mark with the stage's present fingerprint says that
the stage's rows of the document are what its present inputs give. Any other mark is *stale*: rows stand there that rest
on inputs which have changed, and they are deleted before the stage runs again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from provenance.warehouse.warehouse import Warehouse


@dataclass(frozen=True)
class Ledger:
    """The marks of one warehouse.

    Attributes:
        warehouse: whose marks they are.
        fingerprints: the present fingerprint of every stage, by its name.
        dependents: names of the stages that rest on a stage, directly or not, by its name.
    """

    warehouse: Warehouse
    fingerprints: Mapping[str, str]
    dependents: Mapping[str, tuple[str, ...]]

    def undone(self, stage: str) -> pl.DataFrame:
        """Return the documents that a stage has not done on its present inputs (``document``, ``bytes``), in order.

        Mostly those are the documents added last, which two sums tell without an anti-join of all documents.
        """
        fingerprint = self.fingerprints[stage]
        done = self.warehouse.query("todo/done_up_to", stage=stage, fingerprint=fingerprint)
        if done.height and done["complete"][0]:
            return self.warehouse.query("todo/documents_after", last=done["last"][0])
        return self.warehouse.query("todo/documents", stage=stage, fingerprint=fingerprint)

    def clear(self, stage: str, documents: pl.DataFrame, delete: str) -> None:
        """Delete a stage's rows of those documents that have a mark of it, stale or not, and the marks.

        Args:
            stage: its name.
            documents: column ``document``.
            delete: the SQL file that deletes the rows.
        """
        if documents.is_empty():
            return
        marked = self.warehouse.query("todo/marked", {"batch": documents}, stage=stage)
        if marked.height:
            self.warehouse.run(delete, {"batch": marked})
            self.unmark(stage, marked)
            self.reopen_dependents(stage, marked)

    def mark(self, stage: str, documents: pl.DataFrame) -> None:
        """Note that a stage has been done for documents, on its present inputs."""
        if documents.height:
            fingerprint = self.fingerprints[stage]
            self.warehouse.run("ledger/mark", {"batch": documents}, stage=stage, fingerprint=fingerprint)

    def unmark(self, stage: str, documents: pl.DataFrame) -> None:
        """Delete marks: a stage is done again for documents; its rows, and what rests on them, stand until then."""
        if documents.height:
            self.warehouse.run("ledger/delete_marks", {"batch": documents}, stage=stage)

    def reopen(self, stage: str, documents: pl.DataFrame) -> None:
        """Make the marks of documents stale: a stage, and all that rests on it, is to be done again for them."""
        self._reopen((stage, *self.dependents[stage]), documents)

    def reopen_dependents(self, stage: str, documents: pl.DataFrame) -> None:
        """Make the marks stale of all stages that rest on one whose rows of these documents have changed."""
        self._reopen(self.dependents[stage], documents)

    def _reopen(self, stages: tuple[str, ...], documents: pl.DataFrame) -> None:
        if stages and documents.height:
            self.warehouse.run("ledger/reopen", {"batch": documents.select("document")}, stages=list(stages))
