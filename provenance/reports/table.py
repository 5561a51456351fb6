"""Any frame as an aligned table for a terminal."""

from __future__ import annotations

import polars as pl

from provenance.reports.terminal import columns, cut, lines_of, pad, paint
from provenance.reports.wording import value

GAP = "  "
NARROWEST = 8
"""Columns below which a cut text says nothing; a table that would need less is shown one record below the other."""


def render_table(frame: pl.DataFrame, width: int = 100, colour: bool = False) -> str:
    """Return a frame as text: a heading, one line a row, numbers to the right, long text cut with ….

    Args:
        frame: any frame; the order of its rows and columns is kept.
        width: terminal columns to fill at most (≥ 20).
        colour: whether to set the heading and missing values off with terminal colours.

    Returns:
        Lines without a final newline; ``(no rows)`` below the heading where there are none. Names of columns are
        broken at their underscores. Only text is cut; where the columns do not fit even so, each row is a block of
        ``name  value`` lines. A single column of long texts is wrapped, without a heading.
    """
    if not frame.width:
        return "(no columns)"
    cells = [[value(cell) for cell in column] for column in frame.iter_columns()]
    heads = [value(name) for name in frame.columns]
    if frame.dtypes == [pl.String] and max(map(columns, cells[0]), default=0) > width:
        return "\n\n".join("\n".join(lines_of(cell, width)) for cell in cells[0])
    fixed = [not (kind == pl.String or kind.is_nested()) for kind in frame.dtypes]
    widths = fitted([_wanted(*each) for each in zip(heads, cells, strict=True)], fixed, width)
    if widths is None:
        return _records(heads, cells, width, colour)
    right = [kind.is_numeric() for kind in frame.dtypes]
    lines = [*_heading(heads, widths, right, colour), paint(GAP.join("─" * each for each in widths), "dim", colour)]
    lines += [_row(row, widths, right, colour) for row in zip(*cells, strict=True)]
    return "\n".join(lines if frame.height else [*lines, "(no rows)"])


def _wanted(head: str, cells: list[str]) -> int:
    """Return the columns in which a name, broken at its underscores, and all its values are shown whole."""
    return max(map(columns, [*_parts(head), *cells]))


def _parts(head: str) -> list[str]:
    """Return a name in parts that end with an underscore each, but for the last."""
    return [f"{part}_" for part in head.split("_")[:-1]] + [head.split("_")[-1]]


def fitted(wanted: list[int], fixed: list[bool], width: int) -> list[int] | None:
    """Return column widths that fit, the widest cut first; None where even the narrowest useful ones do not.

    Args:
        wanted: the columns that each needs to be shown whole.
        fixed: which must not be cut: a number without its last digits is another number.
        width: what there is for all, gaps included.
    """
    room = width - len(GAP) * (len(wanted) - 1) - sum(each for each, kept in zip(wanted, fixed, strict=True) if kept)
    texts = sorted(each for each, kept in zip(wanted, fixed, strict=True) if not kept)
    if sum(min(each, NARROWEST) for each in texts) > room:
        return None
    limit = _limit(texts, room)
    return [each if kept else min(each, limit) for each, kept in zip(wanted, fixed, strict=True)]


def _limit(texts: list[int], room: int) -> int:
    """Return the width that no text may exceed, so that together they fill the room at most (ascending widths)."""
    for at, each in enumerate(texts):
        left = len(texts) - at
        if each * left > room:
            return room // left
        room -= each
    return max(texts, default=0)


def _heading(heads: list[str], widths: list[int], right: list[bool], colour: bool) -> list[str]:
    """Return the names of the columns, in as many lines as the longest needs."""
    broken = [_broken(head, width) for head, width in zip(heads, widths, strict=True)]
    deep = max(map(len, broken))
    rows = zip(*([""] * (deep - len(parts)) + parts for parts in broken), strict=True)
    return [
        GAP.join(paint(_cell(*each), "bold", colour) for each in zip(row, widths, right, strict=True)).rstrip()
        for row in rows
    ]


def _broken(head: str, width: int) -> list[str]:
    """Return a name in lines of at most ``width`` columns, broken at its underscores."""
    lines = [""]
    for part in _parts(head):
        if columns(lines[-1] + part) > width:
            lines.append(part)
        else:
            lines[-1] += part
    return [line for line in lines if line] or [""]


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
        "\n".join(
            f"{name}{GAP}{cut(cell, width - label - len(GAP))}".rstrip() for name, cell in zip(names, row, strict=True)
        )
        for row in zip(*cells, strict=True)
    ]
    return "\n\n".join(rows) if rows else "\n".join([*names, "(no rows)"])


def render_entries(frame: pl.DataFrame, width: int = 100, colour: bool = False) -> str:
    """Return a frame as a list of entries: the first column as a name, the others below it, nothing cut.

    Args:
        frame: any frame; the order of its rows and columns is kept. Empty and missing values are left out.
        width: terminal columns to fill at most (≥ 20).
        colour: whether to set the names off with terminal colours.

    Returns:
        Lines without a final newline; ``(no rows)`` where there are none.
    """
    rows = [[value(cell) if cell is not None else "" for cell in row] for row in frame.iter_rows()]
    entries = [
        "\n".join(
            [paint(name, "bold", colour), *(f"    {line}" for cell in rest for line in lines_of(cell, width - 4))]
        )
        for name, *rest in rows
    ]
    return "\n".join(entries) if entries else "(no rows)"
