"""The ready questions: the SQL files that ``provenance ask`` offers."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from provenance.warehouse import sql_files

ASKERS = ("reporter", "rights", "scholar", "engineer", "own")
"""Who asks: a reporter on a story, whoever holds or clears rights, a scholar, an engineer of corpora; or you alone."""


def questions(folder: str | Path | None = None) -> pl.DataFrame:
    """Return the ready questions: ``question``, ``asked_by``, what each ``answers``, and its ``parameters``.

    Args:
        folder: a folder with questions of your own; one of a name that ships takes its place.

    Example:
        >>> provenance.questions().filter(question="which_agency")["parameters"].item()
        'outlet=NULL, confidence=0.5'
    """
    own = {query.name: query for query in sql_files.own_questions(Path(folder) if folder else None)}
    every = {query.name: query for query in sql_files.queries("questions")} | own
    rows = [
        {
            "question": query.name.split("/")[1],
            "asked_by": query.asked_by,
            "answers": query.answers,
            "parameters": ", ".join(p.name if p.default is None else f"{p.name}={p.default}" for p in query.parameters),
        }
        for query in sorted(every.values(), key=lambda query: (order(query.asked_by), query.name))
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(("question", "asked_by", "answers", "parameters"), pl.String))


def order(asked_by: str) -> int:
    """Return where those who ask stand in the list; others come last."""
    return ASKERS.index(asked_by) if asked_by in ASKERS else len(ASKERS)
