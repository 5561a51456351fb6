"""Comments on the tables, views and columns of the file: what other clients show beside bare names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.meanings import column_meanings, row_meaning
from provenance.warehouse import sql_files
from provenance.warehouse.connection import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import polars as pl


def write_comments(relations: pl.DataFrame, execute: Callable[[str], object]) -> None:
    """Write the meaning of every public table, view, macro and column into the file as its comment.

    Args:
        relations: what ``warehouse/ledger/relations.sql`` answers.
        execute: runs a statement.
    """
    answers = dict(view_answers())
    for schema, relation, kind, columns in relations.iter_rows():
        public = schema == "main"
        about = answers.get(relation if public else f"{schema}.{relation}") or row_meaning(relation)
        if about:
            execute(f'COMMENT ON {kind} "{schema}"."{relation}" IS {literal(about)}')
        meaning_of = column_meanings(relation)
        for column in columns if public else ():
            if column in meaning_of:
                execute(f'COMMENT ON COLUMN "{schema}"."{relation}"."{column}" IS {literal(meaning_of[column])}')
    for query in sql_files.queries("views"):
        if macro := re.search(r"MACRO (\w+)\(.*AS TABLE", query.text):
            execute(f'COMMENT ON MACRO TABLE "{macro[1]}" IS {literal(query.answers)}')


def view_answers() -> Iterator[tuple[str, str]]:
    """Yield the name of every view with the question that it answers."""
    for query in sql_files.queries("views"):
        if view := re.search(r"VIEW ([\w.]+) AS", query.text):
            yield view[1], query.answers
