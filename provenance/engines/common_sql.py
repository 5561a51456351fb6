"""Common SQL: the files of ``warehouse/`` that DuckDB and Spark both run, as Spark writes them.

The text is one; only notation is changed: how parameters, names and comments are written, and what two functions are
called. What a file creates as a temporary table, or inserts into one, becomes a statement with a target. The order in
which rows leave a query is left out: rows of a cluster have none, and whoever takes them sorts them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMENT = re.compile(r"--[^\n]*")
PARAMETER = re.compile(r"\$([a-z_]\w*)")
CREATED = re.compile(r"^CREATE OR REPLACE TEMPORARY TABLE (\w+)(?: AS)?\b(.*)", re.DOTALL)
INSERTED = re.compile(r"INSERT INTO (\w+)\b(.*)", re.DOTALL)
LAST_ORDER = re.compile(r"\s+ORDER BY [^()]*(?:\([^()]*\)[^()]*)*$")
NOTATION = (
    (re.compile(r'"(\w+)"'), r"`\1`"),
    (re.compile(r"\binternal\.(\w+)"), r"internal_\1"),
    (re.compile(r"\bAS MATERIALIZED\b"), "AS"),
    (re.compile(r"\bhash\("), "xxhash64("),
    (re.compile(r"\bepoch_us\("), "unix_micros("),
    (re.compile(r" // "), " div "),
    (re.compile(r"\bVARCHAR\b"), "STRING"),
)
"""How Spark writes what DuckDB writes otherwise: quoted names, schemas, hints, a hash, integer division, a type."""


@dataclass(frozen=True)
class CommonStatement:
    """One query, and the temporary table that its rows make (``target``) or are added to (``adds``)."""

    query: str
    target: str | None = None
    adds: bool = False


def spark_literal(value: object) -> str:
    """Return a value of Python as a literal that both engines read alike."""
    if isinstance(value, bool) or value is None:
        return str(value).upper().replace("NONE", "NULL")
    if isinstance(value, float):
        return f"CAST({value!r} AS DOUBLE)"
    if isinstance(value, int):
        return str(value)
    text = str(value).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{text}'"


def common_statements(text: str, values: Mapping[str, object]) -> list[CommonStatement]:
    """Return the statements of a SQL file as Spark takes them.

    Statements that only declare or drop temporary tables are left out.

    Args:
        text: the file's.
        values: its parameters.
    """
    body = PARAMETER.sub(lambda match: spark_literal(values[match[1]]), COMMENT.sub("", text))
    for pattern, notation in NOTATION:
        body = pattern.sub(notation, body)
    parts = (part.strip() for part in body.split(";"))
    return [read for part in parts if part and (read := common_statement(part))]


def common_statement(text: str) -> CommonStatement | None:
    """Return one statement; None where it has no rows."""
    if match := CREATED.match(text):
        query = match[2].strip()
        return None if query.startswith("(") else CommonStatement(query, match[1])
    if match := INSERTED.match(text):
        return CommonStatement(match[2].strip(), match[1], adds=True)
    return None if text.startswith("DROP ") else CommonStatement(LAST_ORDER.sub("", text))
