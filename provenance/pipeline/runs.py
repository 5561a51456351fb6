"""One run: its row in ``runs``, its counts, and what it found."""

from __future__ import annotations

import html
import json
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import provenance
from provenance.settings import TRACE_GROUPS
from provenance.text.minhash import choose_bands, recall_curve
from provenance.warehouse.schema import note_counts
from provenance.warehouse.warehouse import IN_MEMORY, Warehouse

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL_DOCUMENTS, LARGE_SHARE = 20_000, 0.01
"""Documents of a small warehouse; share of one that is much of it."""

CHANGING_TABLES = ("documents", "matches", "derivations")


@dataclass(repr=False)
class Summary:
    """What a run did: rows added to each table, inputs set aside, and what is in the warehouse now.

    ``db`` is the file that it wrote, or the warehouse in memory; ``warehouse`` is that, open.

    ``findings`` counts revisions and undetermined pairs only where the warehouse is small, or the run changed a
    hundredth of it: counting them takes a look at every pair.

    Attributes:
        run_id: its row in ``runs``.
        db: the file that it wrote, or the warehouse in memory.
        read: documents and rejected inputs that were read.
        known: documents that were there before.
        added: documents that were not.
        set_aside: inputs that could not be read; the table ``set_aside`` has the reasons.
        unread_dates: documents with a date that could not be read.
        unread_date: one of these dates.
        before: rows of each table before the run.
        after: rows of each table after it.
        findings: what has been found in all, by name.
        example: the id of a document whose edge is worth a look first; None where none derives from another.

    Example:
        >>> provenance.trace([{"id": "note", "text": "The ferry has gone."}], ":memory:")
        <Summary of a run in :memory:: read 1, added 1, known 0, set_aside 0, documents 1, ...>
    """

    run_id: str
    db: Path | Warehouse
    read: int = 0
    known: int = 0
    added: int = 0
    set_aside: int = 0
    unread_dates: int = 0
    unread_date: str = ""
    example: str | None = None
    before: dict[str, int] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)
    findings: dict[str, int] = field(default_factory=dict)

    @property
    def warehouse(self) -> Warehouse:
        """The warehouse that the run wrote, open: for reading, where it is a file."""
        return Warehouse.open(self.db) if isinstance(self.db, Path) else self.db

    def __repr__(self) -> str:
        counts = {name: getattr(self, name) for name in ("read", "added", "known", "set_aside")} | self.findings
        where = self.db if isinstance(self.db, Path) else self.db.path
        return f"<Summary of a run in {where}: {', '.join(f'{name} {count:,}' for name, count in counts.items())}>"

    def _repr_html_(self) -> str:
        """Return how a notebook shows it: rows before and after."""
        rows = "".join(
            f"<tr><td>{name}</td><td>{self.before.get(name, 0):,}</td><td>{count:,}</td></tr>"
            for name, count in sorted(self.after.items())
        )
        heading = html.escape(repr(self).strip("<>"))
        return f"<p>{heading}</p><table><tr><th>table</th><th>before</th><th>after</th></tr>{rows}</table>"

    @property
    def partial(self) -> bool:
        """Whether some inputs were set aside."""
        return self.set_aside > 0


@contextmanager
def record_run(warehouse: Warehouse, command: str) -> Iterator[Summary]:
    """Keep a run's beginning, end and counts in ``runs``; the counts are what the file is held against when opened."""
    home = warehouse if warehouse.path == IN_MEMORY else warehouse.path
    summary = Summary(str(uuid.uuid4()), home, before=counts(warehouse))
    warehouse.run(
        "ledger/begin_run",
        run_id=summary.run_id,
        command=command,
        version=provenance.__version__,
        settings_fingerprint=warehouse.settings().fingerprint(*TRACE_GROUPS),
    )
    yield summary
    summary.after = counts(warehouse)
    if command != "add":
        summary.findings = findings(warehouse, pairs=is_large_change(summary))
        edges = warehouse.query("reports/example_edge")
        summary.example = edges["document_id"][0] if edges.height else None
    note_counts(warehouse)
    status = "done in part" if summary.partial else "done"
    warehouse.run(
        "ledger/end_run",
        run_id=summary.run_id,
        status=status,
        counts=json.dumps(summary.after),
        work=json.dumps(work(warehouse, summary.run_id)),
    )


def findings(warehouse: Warehouse, *, pairs: bool = True) -> dict[str, Any]:
    """Return what has been found in all, in numbers; those that every pair must be looked at for only where wanted."""
    names = ("reports/findings", "reports/findings_of_pairs") if pairs else ("reports/findings",)
    return {key: count for name in names for key, count in warehouse.query(name).row(0, named=True).items()}


def is_large_change(summary: Summary) -> bool:
    """Return whether a run changed much of what there is, or there is little: so that a small run costs little."""
    grown = [abs(summary.after[name] - summary.before[name]) / max(summary.after[name], 1) for name in CHANGING_TABLES]
    return summary.after["documents"] < SMALL_DOCUMENTS or max(grown) > LARGE_SHARE


def work(warehouse: Warehouse, run_id: str) -> dict[str, Any]:
    """Return what a run promised and left out: the recall curve of the bands; pairs turned down, work cut short."""
    settings = warehouse.settings()
    bands, rows = choose_bands(
        settings.candidates.band_threshold, settings.candidates.band_recall, settings.shingles.permutations
    )
    rejected = dict(warehouse.query("ledger/rejections", run_id=run_id).iter_rows())
    return {"bands": bands, "rows": rows, "recall_by_similarity": recall_curve(bands, rows), "left_out": rejected}


def counts(warehouse: Warehouse) -> dict[str, int]:
    """Return the rows of each table."""
    return dict(warehouse.query("ledger/counts").iter_rows())
