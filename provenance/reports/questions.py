"""The ready questions as a list, by who asks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.reports.table import render_entries
from provenance.reports.terminal import paint

if TYPE_CHECKING:
    import polars as pl

HEADINGS = {
    "reporter": "A reporter on a story",
    "rights": "Who holds or clears rights",
    "scholar": "A scholar of media",
    "engineer": "An engineer of corpora",
    "own": "Your own",
}
"""Who asks, in words; another name stands as it is."""


def render_questions(questions: pl.DataFrame, width: int = 100, colour: bool = False) -> str:
    """Return ready questions as a list, those of each asker below a heading, in the order of the rows.

    Args:
        questions: ``question``, ``asked_by``, ``answers``, ``parameters``.
        width: terminal columns to fill at most (≥ 20).
        colour: whether headings and names are coloured.
    """
    parts = []
    for asked_by, rows in questions.group_by("asked_by", maintain_order=True):
        heading = paint(HEADINGS.get(str(asked_by[0]), str(asked_by[0])).upper(), "cyan", colour)
        parts.append(f"{heading}\n{render_entries(rows.drop('asked_by'), width, colour)}")
    return "\n\n".join(parts)
