"""The ready questions: the SQL files that ``provenance ask`` offers."""

from __future__ import annotations

import polars as pl

from provenance.warehouse import sql_files


def questions() -> pl.DataFrame:
    """Return the ready questions: name, what each answers, and its parameters."""
    rows = [
        {
            "question": query.name.split("/")[1],
            "answers": query.answers,
            "parameters": ", ".join(p.name if p.default is None else f"{p.name}={p.default}" for p in query.parameters),
        }
        for query in sql_files.queries("questions")
    ]
    return pl.DataFrame(rows, schema={"question": pl.String, "answers": pl.String, "parameters": pl.String})
