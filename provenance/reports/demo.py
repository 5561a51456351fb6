"""The demonstration: a made-up story, who derived it from whom, where no credit was found, and what is repeated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import polars as pl

from provenance.reports.answers import render_next_commands, render_no_credit, render_repeats
from provenance.reports.summary import render_findings
from provenance.reports.terminal import paint, wrap_text
from provenance.reports.tree import render_chains, render_undetermined

OPENING = (
    "A ferry loses power in the night. An agency reports it once; this is what became of the story, and of a few "
    "others, on the pages of sixteen outlets. Every word was made up for this demonstration: no agency or outlet named "
    "here wrote any of it."
)
KEY = "strong, likely, weak: the confidence of each step. Times are UTC. That no credit was found is no verdict."
NEXT = {
    "provenance demo --db demo.duckdb": "the same again, and keep the database",
    "export PROVENANCE_DB=demo.duckdb": "have the commands below read it",
    "provenance chains owl-ferry --explain": "the reasons of every step",
    "provenance compare valley-ferry owl-ferry": "two texts side by side",
    "provenance report -o ferry.html": "a page to hand on, for any browser",
    "provenance ask": "the list of ready questions",
    "provenance trace FOLDER --db my.duckdb": "the same for your own files",
    "provenance demo --report ferry.html": "all this as a page, for any browser",
}


class DemoResults(Protocol):
    """The results of the demonstration: counts, and frames in the form that the reports take."""

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


def render_demonstration(results: DemoResults, width: int = 100, colour: bool = False) -> str:
    """Return the results of the demonstration, part by part, and what to try next.

    Args:
        results: the counts and frames.
        width: terminal columns to fill at most (≥ 70).
        colour: whether to use terminal colours.

    Returns:
        Lines without a final newline.
    """
    counts = {"added": results.findings.get("documents", 0), **results.findings}
    parts = {
        "": "\n".join(wrap_text(OPENING, width)),
        "Who took the story from whom": render_chains(results.chains, width, colour),
        "Where no credit was found": render_no_credit(results.no_credit, width, colour),
        "What is repeated on one page": render_repeats(results.repeats, width, colour),
        "What stays undetermined": render_undetermined(results.undetermined, width, colour),
        "In total": render_findings(counts, "", width),
        "Next": render_next_commands(NEXT, width),
    }
    parts["Who took the story from whom"] += "\n\n" + "\n".join(
        paint(line, "dim", colour) for line in wrap_text(KEY, width)
    )
    return "\n\n".join(_part(title, text, colour) for title, text in parts.items() if text)


def _part(title: str, text: str, colour: bool) -> str:
    """Return one part under its title."""
    return f"{paint(title.upper(), 'cyan', colour)}\n\n{text}" if title else text
