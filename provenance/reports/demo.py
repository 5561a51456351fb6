"""What the demonstration shows: a made-up story, who took it from whom, who did not say so, and what stands twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import polars as pl

from provenance.reports.answers import render_also, render_no_credit, render_repeats
from provenance.reports.summary import render_findings
from provenance.reports.terminal import lines_of, paint
from provenance.reports.tree import render_chains, render_undetermined

OPENING = (
    "A ferry loses power in the night. An agency tells it once; this is what became of the story, and of a few others, "
    "on the pages of sixteen outlets. Every word was made up for this demonstration: no agency or outlet named here "
    "wrote any of it."
)
KEY = (
    "strong, likely, weak: how sure the evidence makes each step. Times are UTC. "
    "That no credit was found is no verdict."
)
NEXT = {
    "provenance demo --db demo.duckdb": "the same again, and keep the database",
    "export PROVENANCE_DB=demo.duckdb": "have the commands below read it",
    "provenance chains owl-ferry --explain": "the reasons of every step",
    "provenance compare valley-ferry owl-ferry": "two texts side by side",
    "provenance ask": "the list of ready questions",
    "provenance trace FOLDER --db my.duckdb": "the same for your own files",
}


class Found(Protocol):
    """What the demonstration found: counts, and frames as the reports take them."""

    @property
    def findings(self) -> Mapping[str, int]:
        """The counts of :func:`render_findings`."""

    @property
    def chains(self) -> pl.DataFrame:
        """The frame of :func:`render_chains`."""

    @property
    def repeats(self) -> pl.DataFrame:
        """The frame of :func:`render_repeats`."""

    @property
    def no_credit(self) -> pl.DataFrame:
        """The frame of :func:`render_no_credit`."""

    @property
    def undetermined(self) -> pl.DataFrame:
        """The frame of :func:`render_undetermined`."""


def render_demonstration(found: Found, width: int = 100, colour: bool = False) -> str:
    """Return what the demonstration found, part by part, and what to try next.

    Args:
        found: the counts and frames.
        width: terminal columns to fill at most (≥ 70).
        colour: whether to use terminal colours.

    Returns:
        Lines without a final newline.
    """
    counts = {"added": found.findings.get("documents", 0), **found.findings}
    parts = {
        "": "\n".join(lines_of(OPENING, width)),
        "Who took the story from whom": render_chains(found.chains, width, colour),
        "Where no credit was found": render_no_credit(found.no_credit, width, colour),
        "What stands twice on one page": render_repeats(found.repeats, width, colour),
        "What nothing decides": render_undetermined(found.undetermined, width, colour),
        "All in all": render_findings(counts, "", width),
        "Next": render_also(NEXT, width),
    }
    parts["Who took the story from whom"] += "\n\n" + "\n".join(
        paint(line, "dim", colour) for line in lines_of(KEY, width)
    )
    return "\n\n".join(_part(title, text, colour) for title, text in parts.items() if text)


def _part(title: str, text: str, colour: bool) -> str:
    """Return one part under its title."""
    return f"{paint(title.upper(), 'cyan', colour)}\n\n{text}" if title else text
