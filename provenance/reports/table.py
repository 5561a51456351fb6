"""Any frame as an aligned table for a terminal."""

from __future__ import annotations

import polars as pl

from provenance.reports.cells import columns, cut, pad, paint
from provenance.reports.words import value

GAP = "  "
NARROWEST = 6
"""Columns below which a cut cell says nothing; a table that would need less is shown one record below the other."""


def render_table(frame: pl.DataFrame, width: int = 100, colour: bool = False) -> str:
    """Return a frame as text: a heading, one line a row, numbers to the right, long text cut with ….

    Args:
        frame: any frame; the order of its rows and columns is kept.
        width: terminal columns to fill at most (≥ 20).
        colour: whether to set the heading and missing values off with terminal colours.

    Returns:
        Lines without a final newline; ``(no rows)`` below the heading where there are none. Where the columns do not
        fit side by side, each row is a block of ``name  value`` lines.
    """
    if not frame.width:
        return "(no columns)"
    cells = [[value(cell) for cell in column] for column in frame.iter_columns()]
    heads = [value(name) for name in frame.columns]
    widths = fitted([max(map(columns, [head, *column])) for head, column in zip(heads, cells, strict=True)], width)
    if widths is None:
        return _records(heads, cells, width, colour)
    right = [kind.is_numeric() for kind in frame.dtypes]
    lines = [GAP.join(paint(_cell(*each), "bold", colour) for each in zip(heads, widths, right, strict=True)).rstrip()]
    lines.append(paint(GAP.join("─" * each for each in widths), "dim", colour))
    lines += [_row(row, widths, right, colour) for row in zip(*cells, strict=True)]
    return "\n".join(lines if frame.height else [*lines, "(no rows)"])


def fitted(wanted: list[int], width: int) -> list[int] | None:
    """Return column widths that fit, the widest cut first; None where even the narrowest useful ones do not.

    Args:
        wanted: the columns that each needs to be shown whole.
        width: what there is for all, gaps included.
    """
    room = width - len(GAP) * (len(wanted) - 1)
    if sum(min(each, NARROWEST) for each in wanted) > room:
        return None
    limit, spare, left = max(wanted), room, len(wanted)
    for each in sorted(wanted):
        if each * left > spare:
            limit = spare // left
            break
        spare, left = spare - each, left - 1
    return [min(each, limit) for each in wanted]


def _cell(text: str, width: int, right: bool) -> str:
    return pad(cut(text, width), width, right)


def _row(row: tuple[str, ...], widths: list[int], right: list[bool], colour: bool) -> str:
    """Return one line of the table."""
    cells = [_cell(*each) for each in zip(row, widths, right, strict=True)]
    shown = [paint(cell, "dim", colour) if text == "–" else cell for cell, text in zip(cells, row, strict=True)]
    return GAP.join(shown).rstrip()


def _records(heads: list[str], cells: list[list[str]], width: int, colour: bool) -> str:
    """Return every row as a block of lines, its columns below each other."""
    label = min(max(map(columns, heads)), width // 2)
    names = [paint(_cell(head, label, False), "bold", colour) for head in heads]
    rows = [
        "\n".join(f"{name}{GAP}{cut(cell, width - label - len(GAP))}" for name, cell in zip(names, row, strict=True))
        for row in zip(*cells, strict=True)
    ]
    return "\n\n".join(rows) if rows else "\n".join([*names, "(no rows)"])
