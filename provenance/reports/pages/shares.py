"""Whose text each document is, where whose text is used, and who takes from whom: shares, rights, and the matrix."""

from __future__ import annotations

import csv
import io
from base64 import b64encode
from collections import defaultdict
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.reports.office_formats import LONGEST_CELL, write_workbook
from provenance.reports.pages.material import printable, web_address
from provenance.reports.wording import format_time, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.reports.pages.material import Material, Row

PALETTE = 6
"""Sources that have a colour of their own in the texts of one report; later ones share the last."""
MOST_TEXTS, MOST_BARS, MOST_ROWS, MOST_OUTLETS = 40, 200, 1000, 40
"""Coloured texts, bars, rows of the ledger, and outlets on a side of the matrix, that one file shows."""
LEDGER_COLUMNS = (
    "source", "outlet", "title", "url", "published_at", "hands", "share", "characters", "named", "named_in_passing",
    "photo_credit", "confidence", "document_id", "source_id",
)  # fmt: skip


# -- whose text --------------------------------------------------------------------------------------------------------


def text_page(material: Material) -> dict[str, Any] | None:
    """Return the documents of a report, each with the shares of its body by source, and its text coloured by source."""
    spans = material.grouped("spans")
    texts = {row["document_id"]: row["text"] for row in material.rows("texts")}
    colours = source_colours(material.rows("spans"))
    documents = [
        whose_text(node, spans[document_id], texts.get(document_id, "") if place < MOST_TEXTS else "", colours)
        for place, (document_id, node) in enumerate(
            (key, node) for key, node in material.nodes.items() if not node["unseen"] and key in spans
        )
    ]
    if not documents:
        return None
    legend = [(name, colour) for name, colour in colours.items()]
    return {"documents": documents[:MOST_BARS], "legend": legend, "more": max(len(documents) - MOST_BARS, 0)}


def source_colours(spans: Sequence[Row]) -> dict[str, int]:
    """Return a number of the palette for each source outlet, from 1, those of most text first."""
    sizes: dict[str, int] = defaultdict(int)
    for row in spans:
        if row["source_id"] is not None:
            sizes[row["source_outlet"] or "unknown source"] += row["stop"] - row["start"]
    ranked = sorted(sizes, key=lambda name: (-sizes[name], name))
    return {name: min(place, PALETTE) for place, name in enumerate(ranked, 1)}


def whose_text(node: Row, spans: Sequence[Row], text: str, colours: dict[str, int]) -> dict[str, Any]:
    """Return the shares of one document by source, and its text in coloured runs where it is shown."""
    sizes: dict[str | None, int] = defaultdict(int)
    for row in spans:
        name = None if row["source_id"] is None else row["source_outlet"] or "unknown source"
        sizes[name] += row["stop"] - row["start"]
    total = sum(sizes.values()) or 1
    bars, place = [], 0.0
    for name in [*(name for name in colours if name in sizes), *([None] if None in sizes else [])]:
        width = 100 * sizes[name] / total
        bars.append(
            {
                "name": name or "no other source",
                "colour": colours[name] if name else 0,
                "x": round(place, 2),
                "width": round(width, 2),
                "share": percent(sizes[name] / total),
                "characters": sizes[name],
            }
        )
        place += width
    return {"node": node, "bars": bars, "runs": coloured_runs(text, spans, colours) if text else []}


def coloured_runs(text: str, spans: Sequence[Row], colours: dict[str, int]) -> list[tuple[str, int, str]]:
    """Return a text in runs: words, the colour of their source (0 own, -1 not of the body), the source's name."""
    runs, place = [], 0
    for row in spans:
        if row["start"] > place:
            runs.append((printable(text[place : row["start"]]), -1, ""))
        name = "" if row["source_id"] is None else row["source_outlet"] or "unknown source"
        runs.append((printable(text[max(row["start"], place) : row["stop"]]), colours.get(name, 0), name))
        place = max(place, row["stop"])
    runs.append((printable(text[place:]), -1, ""))
    return [run for run in runs if run[0]]


# -- rights ledger -----------------------------------------------------------------------------------------------------


def ledger_page(material: Material) -> dict[str, Any] | None:
    """Return where whose text is: a row for each document and source outlet, through any number of hands."""
    rows = material.rows("ledger")
    if not rows:
        return None
    drawn_rows = [
        row
        | {
            "time": format_time(row["published_at"], row["published_precision"]),
            "link": web_address(row["url"]),
            "percent": percent(row["share"]),
            "bound": "≤ " if row["hands"] > 1 else "",
        }
        for row in rows[:MOST_ROWS]
    ]
    return {
        "rows": drawn_rows,
        "more": len(rows) - len(drawn_rows),
        "sources": sorted({row["source"] for row in drawn_rows}),
        "pages": len({row["document_id"] for row in rows}),
        "unnamed": len({row["document_id"] for row in rows if row["named"] == "no credit found"}),
        "csv": data_address(rows),
        "xlsx": workbook_address(rows),
    }


def data_address(rows: Sequence[Row]) -> str:
    """Return the rows of the ledger as an address that holds a CSV file itself, for a link that saves it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(LEDGER_COLUMNS)
    for row in rows:
        writer.writerow(["" if row[name] is None else safe_cell(row[name]) for name in LEDGER_COLUMNS])
    return "data:text/csv;charset=utf-8;base64," + b64encode(text.getvalue().encode("utf-8-sig")).decode()


def workbook_address(rows: Sequence[Row]) -> str | None:
    """Return the rows of the ledger as an address that holds a workbook of Excel; None where none can be written."""
    if find_spec("xlsxwriter") is None:
        return None
    frame = pl.DataFrame(rows, infer_schema_length=None).select(LEDGER_COLUMNS)
    stream = io.BytesIO()
    write_workbook(stream, frame.with_columns(pl.col(pl.String).str.slice(0, LONGEST_CELL)))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return f"data:{kind};base64,{b64encode(stream.getvalue()).decode()}"


def safe_cell(value: object) -> object:
    """Return a value that a spreadsheet takes for text and for no formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" else value


# -- matrix ------------------------------------------------------------------------------------------------------------


def matrix_page(material: Material) -> dict[str, Any] | None:
    """Return who takes from whom, as a table of source outlets by outlets: by direct source, and by root."""
    steps = material.grouped("matrix", "step")
    if not steps:
        return None
    matrices = [
        {"step": step, "label": label, **matrix_of(steps[step])}
        for step, label in (("direct", "direct source"), ("root", "where the text began"))
        if steps[step]
    ]
    return {"matrices": matrices}


def matrix_of(rows: Sequence[Row]) -> dict[str, Any]:
    """Return the sources, the outlets, and the cell of each pair of the two."""
    sources, outlets = totals(rows, "source"), totals(rows, "outlet")
    cells = {(row["source"], row["outlet"]): row for row in rows}
    largest = max(row["documents"] for row in rows)
    lines = [
        {
            "source": source,
            "documents": count,
            "cells": [matrix_cell(cells.get((source, name)), largest, column) for column, name in enumerate(outlets)],
        }
        for source, count in sources.items()
    ]
    more = len({row["source"] for row in rows} - set(sources)) + len({row["outlet"] for row in rows} - set(outlets))
    return {"lines": lines, "outlets": outlets, "more": more}


def totals(rows: Sequence[Row], name: str) -> dict[str, int]:
    """Return how many documents each outlet of a column has, the most first, as many as a matrix shows."""
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row[name]] += row["documents"]
    ranked = sorted(counts, key=lambda outlet: (-counts[outlet], outlet))[:MOST_OUTLETS]
    return {outlet: counts[outlet] for outlet in ranked}


def matrix_cell(row: Row | None, largest: int, column: int) -> dict[str, Any] | None:
    """Return a cell: its numbers, and the heights of its parts with and without a credit, in percent."""
    if row is None:
        return None
    heights = [round(100 * row[name] / largest, 1) for name in ("credited", "no_credit_found", "not_checkable")]
    return {**row, "heights": heights, "column": column}
