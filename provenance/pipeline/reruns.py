"""Reruns: the documents of a warehouse under other settings or a newer release, and what that changes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from provenance.errors import UsageError
from provenance.pipeline.batching import split_by_size
from provenance.pipeline.opening import open_for_writing, take_outlets
from provenance.pipeline.runs import Summary, record_run
from provenance.pipeline.trace import analyse
from provenance.progress import Progress, notebook_progress, silent
from provenance.settings import TRACE_GROUPS, with_numbers
from provenance.warehouse.warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Mapping

COPY_BYTES = 64 << 20
"""Bytes of text that are copied at a time; changes no result."""

TOLERANCE = 0.02
"""Difference of confidence up to which two edges are the same."""


@dataclass(frozen=True)
class Differences:
    """What differs between two warehouses.

    Attributes:
        changes: one row an edge that was gained, lost or changed (``warehouse/diff/changes.sql``).
        only_before: documents that the second does not hold.
        only_after: documents that the first does not hold.
        reworded: documents that have another text in the second.
        edges: how many edges each of the two holds.
    """

    changes: pl.DataFrame
    only_before: list[str]
    only_after: list[str]
    reworded: list[str]
    edges: tuple[int, int]


def rerun(
    into: str | Path,
    db: str | Path = "provenance.duckdb",
    *,
    settings: Mapping[str, str | float] | None = None,
    wait: float = 0.0,
    progress: Progress = notebook_progress,
) -> Summary:
    """Analyse the documents of a warehouse anew in another file, and return what was done.

    The new file has the old one's documents, outlets, rulings and set-aside inputs, and its settings but for those
    given. The old one is only read; no file of the documents is.

    Args:
        into: the new database file.
        db: the old one.
        settings: numbers by name that are to be other than in the old one.
        wait: seconds to wait for another process to let go of the old file.
        progress: see :func:`trace`.

    Raises:
        UsageError: there is such a file already, or a setting is unknown or out of its range.
        WarehouseError: see :meth:`Warehouse.open`.

    Example:
        >>> provenance.rerun("stricter.duckdb", "provenance.duckdb", settings={"near_similarity": 0.9}).added
        18
    """
    new = Path(into)
    if new.exists():
        raise UsageError(f"{new} is there already", f"name another file, or finish it: provenance trace --db {new}")
    part = new.with_name(f"{new.name}.part")
    with Warehouse.open(db, wait=wait, tolerant=True) as old:
        merged = with_numbers(old.settings(), settings or {}, TRACE_GROUPS)
        part.unlink(missing_ok=True)
        with open_for_writing(part, merged) as copy:
            copy_inputs(old, copy, progress)
    part.rename(new)
    with open_for_writing(new) as warehouse, record_run(warehouse, "rerun") as summary:
        summary.added = summary.before["documents"]
        analyse(warehouse, summary.run_id, progress)
    return summary


def copy_inputs(old: Warehouse, new: Warehouse, progress: Progress = silent) -> None:
    """Copy what was read and ruled, and nothing that was derived from it."""
    for table in ("runs", "set_aside", "rulings"):
        new.insert(table, old.query(f"reruns/{table}"))
    with new.transaction():
        take_outlets(new, old.query("exports/own_outlets"))
    sizes = old.query("reruns/sizes")
    done = 0
    for batch in split_by_size(sizes, size=COPY_BYTES, most=100_000):
        first, last = int(batch["document"][0]), int(batch["document"][-1])
        done += new.insert("internal.documents", old.query("reruns/documents", None, first=first, last=last))
        progress("copied", done, sizes.height)


def diff(old: str | Path, new: str | Path, *, tolerance: float = TOLERANCE, wait: float = 0.0) -> Differences:
    """Return every edge that was gained, lost or changed between two warehouses of the same documents.

    Args:
        old: a database file.
        new: another.
        tolerance: difference of confidence up to which an edge is the same (0..1).
        wait: seconds to wait for another process to let go of either file.

    Raises:
        WarehouseError: see :meth:`Warehouse.open`.

    Example:
        >>> _ = provenance.snapshot("later.duckdb", "provenance.duckdb")
        >>> differences = provenance.diff("provenance.duckdb", "later.duckdb")
        >>> differences.changes.height, differences.only_after
        (0, [])
    """
    if Path(old).exists() and Path(new).exists() and Path(old).samefile(new):
        raise UsageError(f"{old} and {new} are one file", "name two files")
    with Warehouse.open(old, wait=wait) as first, Warehouse.open(new, wait=wait) as second:
        edges = [warehouse.query("diff/edges") for warehouse in (first, second)]
        documents = [warehouse.query("diff/documents") for warehouse in (first, second)]
        changes = second.query("diff/changes", {"before": edges[0], "after": edges[1]}, tolerance=tolerance)
    before, after = documents
    shared = before.join(after, on="document_id", how="inner", suffix="_after", maintain_order="left")
    return Differences(
        changes,
        before.join(after, on="document_id", how="anti", maintain_order="left")["document_id"].to_list(),
        after.join(before, on="document_id", how="anti", maintain_order="left")["document_id"].to_list(),
        shared.filter(pl.col("text_hash") != pl.col("text_hash_after"))["document_id"].to_list(),
        (edges[0].height, edges[1].height),
    )
