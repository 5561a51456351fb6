"""The differences between two warehouses of the same documents, edge by edge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import polars as pl

from provenance.reports.terminal import paint, truncate
from provenance.reports.wording import cell_text, join_phrases, quantity

MOST_NAMES = 5
"""Up to this many documents are named; more are counted."""


class WarehouseDifferences(Protocol):
    """The differences between two warehouses."""

    @property
    def changes(self) -> pl.DataFrame:
        """One row for each edge that differs."""

    @property
    def only_before(self) -> list[str]:
        """Documents that only the first warehouse holds."""

    @property
    def only_after(self) -> list[str]:
        """Documents that only the second warehouse holds."""

    @property
    def reworded(self) -> list[str]:
        """Documents whose text differs."""

    @property
    def edges(self) -> tuple[int, int]:
        """The number of edges in each of the two."""


def render_changes(changes: pl.DataFrame, width: int = 100, colour: bool = False) -> str:
    """Return the changed edges, a line for each below its document.

    Args:
        changes: ``change`` (gained, lost, changed), ``document_id``, ``what`` (list of what changed), and ``source``,
            ``relation``, ``credited``, ``basis`` and ``confidence``, each ``_before`` and ``_after``.
        width: terminal columns to fill at most.
        colour: whether to use terminal colours.

    Returns:
        Lines without a final newline; empty for an empty frame.
    """
    return "\n".join(truncate(line, width) for line in _lines(changes, colour))


def _lines(changes: pl.DataFrame, colour: bool) -> Iterator[str]:
    """Yield a line for every document and every change of its edges."""
    document_id = None
    for row in changes.iter_rows(named=True):
        if row["document_id"] != document_id:
            document_id = row["document_id"]
            yield paint(cell_text(document_id), "bold", colour)
        if row["change"] == "changed":
            yield f"  ~ {_changed(row)}"
        else:
            side, mark = ("after", "+") if row["change"] == "gained" else ("before", "-")
            yield f"  {mark} {_edge(row, side)}"


def _edge(row: Mapping[str, Any], side: str) -> str:
    """Return an edge as it is in one of the warehouses (``side``: before, after)."""
    relation, source, basis = (cell_text(row[f"{name}_{side}"]) for name in ("relation", "source", "basis"))
    return f"{relation} from {source} ({row[f'confidence_{side}']:.2f}, by {basis})"


def _changed(row: Mapping[str, Any]) -> str:
    """Return what of an edge changed."""
    if "source" in row["what"]:
        return f"{_edge(row, 'before')} → {_edge(row, 'after')}"
    words = {
        "relation": f"{row['relation_before']} → {row['relation_after']}",
        "credit": "now credited" if row["credited_after"] else "no longer credited",
        "basis": f"by {row['basis_before']} → by {row['basis_after']}",
        "confidence": f"{row['confidence_before']:.2f} → {row['confidence_after']:.2f}",
    }
    return f"from {cell_text(row['source_after'])}: {', '.join(words[change] for change in row['what'])}"


def render_difference_counts(differences: WarehouseDifferences) -> str:
    """Return how many edges and documents differ, in sentences."""
    counts = Counter(differences.changes["change"])
    phrases = [f"{counts[kind]:,} {kind}" for kind in ("gained", "lost", "changed")]
    before, after = differences.edges
    lines = [f"{quantity(before, 'edge')} before, {after:,} after: {', '.join(phrases)}."]
    groups = (
        ("only in the first", differences.only_before),
        ("only in the second", differences.only_after),
        ("with another text", differences.reworded),
    )
    for difference, ids in groups:
        if ids:
            names = (
                f": {join_phrases([cell_text(document_id) for document_id in ids])}" if len(ids) <= MOST_NAMES else ""
            )
            lines.append(f"{quantity(len(ids), 'document')} {difference}{names}.")
    return "\n".join(lines)
