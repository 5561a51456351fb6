"""Tables for people: a Markdown table, and an HTML page that loads nothing from elsewhere."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    import polars as pl

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>provenance</title>
<style>body{{font:14px/1.4 sans-serif}}table{{border-collapse:collapse}}th,td{{border-bottom:1px solid #ccc;
padding:.25em .6em;text-align:left;vertical-align:top}}
td.n{{text-align:right;font-variant-numeric:tabular-nums}}</style></head>
<body><table>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody></table></body></html>
"""


def write_markdown(stream: BinaryIO, frame: pl.DataFrame) -> None:
    """Write a frame as a pipe table; what Markdown or HTML would act on is escaped."""
    rule = ["---:" if kind.is_numeric() else "---" for kind in frame.dtypes]
    rows = ([markdown_text(cell) for cell in row] for row in frame.iter_rows())
    for cells in ([markdown_text(name) for name in frame.columns], rule, *rows):
        stream.write(f"| {' | '.join(cells)} |\n".encode())


def markdown_text(cell: object) -> str:
    """Return a value as Markdown text; nothing for null."""
    return "".join(f"\\{mark}" if mark in "\\|`*_[]<>#&~" else mark for mark in _cell_text(cell))


def write_html(stream: BinaryIO, frame: pl.DataFrame) -> None:
    """Write a frame as one HTML page that holds the table."""
    numeric = [kind.is_numeric() for kind in frame.dtypes]
    head = "".join(f"<th>{html.escape(_cell_text(name))}</th>" for name in frame.columns)
    rows = ("".join(map(_html_cell, row, numeric)) for row in frame.iter_rows())
    stream.write(_PAGE.format(head=head, body="\n".join(f"<tr>{row}</tr>" for row in rows)).encode())


def _html_cell(cell: object, numeric: bool) -> str:
    """Return one cell of an HTML table, numbers to the right."""
    text = html.escape(_cell_text(cell))
    return f'<td class="n">{text}</td>' if numeric else f"<td>{text}</td>"


def _cell_text(cell: object) -> str:
    """Return a value as one line of text; nothing for null."""
    from provenance.reports.wording import (
        cell_text,  # wcwidth's tables take a moment to load, which --help does not have
    )

    return "" if cell is None else cell_text(cell)
