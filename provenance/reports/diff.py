"""What differs between two runs over the same documents, edge by edge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import polars as pl

from provenance.reports.terminal import cut, paint
from provenance.reports.wording import counted, listed, value

NAMED = 5
"""Documents up to which they are named, not counted."""


class Differing(Protocol):
    """What differs between two warehouses."""

    @property
    def changes(self) -> pl.DataFrame:
        """One row an edge."""

    @property
    def only_before(self) -> list[str]:
        """Documents that the second does not hold."""

    @property
    def only_after(self) -> list[str]:
        """Documents that the first does not hold."""

    @property
    def reworded(self) -> list[str]:
        """Documents that have another text in the second."""

    @property
    def edges(self) -> tuple[int, int]:
        """How many edges each of the two holds."""


def render_changes(changes: pl.DataFrame, width: int = 100, colour: bool = False) -> str:
    """Return the changes of edges, a line each below their document.

    Args:
        changes: ``change`` (gained, lost, changed), ``document_id``, ``what`` (list of what changed), and ``source``,
            ``relation``, ``credited``, ``basis`` and ``confidence``, each ``_before`` and ``_after``.
        width: terminal columns to fill at most.
        colour: whether to use terminal colours.

    Returns:
        Lines without a final newline; nothing where there are no rows.
    """
    return "\n".join(cut(line, width) for line in _lines(changes, colour))


def _lines(changes: pl.DataFrame, colour: bool) -> Iterator[str]:
    """Yield a line for every document and every change of its edges."""
    last = None
    for row in changes.iter_rows(named=True):
        if row["document_id"] != last:
            last = row["document_id"]
            yield paint(value(last), "bold", colour)
        if row["change"] == "changed":
            yield f"  ~ {_changed(row)}"
        else:
            side, mark = ("after", "+") if row["change"] == "gained" else ("before", "-")
            yield f"  {mark} {_edge(row, side)}"


def _edge(row: Mapping[str, Any], side: str) -> str:
    """Return an edge as it was, or is."""
    relation, source, basis = (value(row[f"{name}_{side}"]) for name in ("relation", "source", "basis"))
    return f"{relation} from {source} ({row[f'confidence_{side}']:.2f}, by {basis})"


def _changed(row: Mapping[str, Any]) -> str:
    """Return what of an edge is otherwise now."""
    if "source" in row["what"]:
        return f"{_edge(row, 'before')} → {_edge(row, 'after')}"
    words = {
        "relation": f"{row['relation_before']} → {row['relation_after']}",
        "credit": "now credited" if row["credited_after"] else "no longer credited",
        "basis": f"by {row['basis_before']} → by {row['basis_after']}",
        "confidence": f"{row['confidence_before']:.2f} → {row['confidence_after']:.2f}",
    }
    return f"from {value(row['source_after'])}: {', '.join(words[each] for each in row['what'])}"


def render_difference_counts(found: Differing) -> str:
    """Return in sentences how much differs."""
    counts = Counter(found.changes["change"])
    told = [f"{counts[kind]:,} {kind}" for kind in ("gained", "lost", "changed")]
    before, after = found.edges
    lines = [f"{counted(before, 'edge')} before, {after:,} after: {', '.join(told)}."]
    groups = (
        ("only in the first", found.only_before),
        ("only in the second", found.only_after),
        ("with another text", found.reworded),
    )
    for what, ids in groups:
        if ids:
            names = f": {listed([value(each) for each in ids])}" if len(ids) <= NAMED else ""
            lines.append(f"{counted(len(ids), 'document')} {what}{names}.")
    return "\n".join(lines)
