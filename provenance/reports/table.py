"""Any frame as an aligned table for a terminal."""

from __future__ import annotations

import polars as pl

from provenance.reports.terminal import display_width, pad, paint, truncate, wrap_text
from provenance.reports.wording import cell_text

GAP = "  "
MIN_TEXT_WIDTH = 8
"""Terminal columns that a truncated text needs to say anything; where there are fewer, each row becomes a block."""


def render_table(frame: pl.DataFrame, width: int = 100, colour: bool = False) -> str:
    """Return a frame as text: a heading, one line a row, numbers aligned to the right, long text truncated with ….

    Args:
        frame: any frame; the order of its rows and columns is kept.
        width: terminal columns to fill at most (≥ 20).
        colour: whether the heading and null values are coloured.

    Returns:
        Lines without a final newline; ``(no rows)`` below the heading of an empty frame. Column names are broken at
        their underscores. Only text is truncated; where the columns do not fit even so, each row is a block of
        ``name  value`` lines. A single column of long texts is wrapped, without a heading.
    """
    if not frame.width:
        return "(no columns)"
    cells = [[cell_text(cell) for cell in column] for column in frame.iter_columns()]
    heads = [cell_text(name) for name in frame.columns]
    if frame.dtypes == [pl.String] and max(map(display_width, cells[0]), default=0) > width:
        return "\n\n".join("\n".join(wrap_text(cell, width)) for cell in cells[0])
    fixed = [not (kind == pl.String or kind.is_nested()) for kind in frame.dtypes]
    widths = fit_widths([_full_width(*column) for column in zip(heads, cells, strict=True)], fixed, width)
    if widths is None:
        return _records(heads, cells, width, colour)
    right = [kind.is_numeric() for kind in frame.dtypes]
    lines = [*_heading(heads, widths, right, colour), paint(GAP.join("─" * size for size in widths), "dim", colour)]
    lines += [_row(row, widths, right, colour) for row in zip(*cells, strict=True)]
    return "\n".join(lines if frame.height else [*lines, "(no rows)"])


def _full_width(head: str, cells: list[str]) -> int:
    """Return the width in which a name, broken at its underscores, and all values are shown in full."""
    return max(map(display_width, [*_name_parts(head), *cells]))


def _name_parts(head: str) -> list[str]:
    """Return the parts of a name, each but the last with the underscore that ends it."""
    return [f"{part}_" for part in head.split("_")[:-1]] + [head.split("_")[-1]]


def fit_widths(full_widths: list[int], fixed: list[bool], width: int) -> list[int] | None:
    """Return column widths that fit, the widest text narrowed first; None where even the least useful ones do not.

    Args:
        full_widths: the width in which each column is shown in full.
        fixed: which columns may not be narrowed: a number without its last digits is another number.
        width: terminal columns for all of them, gaps included.
    """
    pairs = list(zip(full_widths, fixed, strict=True))
    room = width - len(GAP) * (len(pairs) - 1) - sum(size for size, is_fixed in pairs if is_fixed)
    texts = sorted(size for size, is_fixed in pairs if not is_fixed)
    if sum(min(size, MIN_TEXT_WIDTH) for size in texts) > room:
        return None
    limit = _text_limit(texts, room)
    return [size if is_fixed else min(size, limit) for size, is_fixed in pairs]


def _text_limit(sizes: list[int], room: int) -> int:
    """Return the width to which texts are narrowed so that together they fit (``sizes`` ascending)."""
    for index, size in enumerate(sizes):
        remaining = len(sizes) - index
        if size * remaining > room:
            return room // remaining
        room -= size
    return max(sizes, default=0)


def _heading(heads: list[str], widths: list[int], right: list[bool], colour: bool) -> list[str]:
    """Return the column names, in as many lines as the longest needs."""
    columns = [_name_lines(head, width) for head, width in zip(heads, widths, strict=True)]
    height = max(map(len, columns))
    rows = zip(*([""] * (height - len(lines)) + lines for lines in columns), strict=True)
    return [
        GAP.join(paint(_cell(*cell), "bold", colour) for cell in zip(row, widths, right, strict=True)).rstrip()
        for row in rows
    ]


def _name_lines(head: str, width: int) -> list[str]:
    """Return a name in lines of at most ``width`` columns, broken at its underscores."""
    lines = [""]
    for part in _name_parts(head):
        if display_width(lines[-1] + part) > width:
            lines.append(part)
        else:
            lines[-1] += part
    return [line for line in lines if line] or [""]


def _cell(text: str, width: int, right: bool) -> str:
    return pad(truncate(text, width), width, right)


def _row(row: tuple[str, ...], widths: list[int], right: list[bool], colour: bool) -> str:
    """Return one line of the table."""
    cells = [_cell(*cell) for cell in zip(row, widths, right, strict=True)]
    painted = [paint(cell, "dim", colour) if text == "–" else cell for cell, text in zip(cells, row, strict=True)]
    return GAP.join(painted).rstrip()


def _records(heads: list[str], cells: list[list[str]], width: int, colour: bool) -> str:
    """Return every row as a block of lines, one for each column."""
    label = min(max(map(display_width, heads)), width // 2)
    names = [paint(_cell(head, label, False), "bold", colour) for head in heads]
    room = width - label - len(GAP)
    blocks = (
        (f"{name}{GAP}{truncate(cell, room)}".rstrip() for name, cell in zip(names, row, strict=True))
        for row in zip(*cells, strict=True)
    )
    return "\n\n".join("\n".join(lines) for lines in blocks) or "\n".join([*names, "(no rows)"])


def render_entries(frame: pl.DataFrame, width: int = 100, colour: bool = False) -> str:
    """Return a frame as a list of entries: the first column as a name, the others below it, nothing truncated.

    Args:
        frame: any frame; the order of its rows and columns is kept. Empty and null values are left out.
        width: terminal columns to fill at most (≥ 20).
        colour: whether the names are coloured.

    Returns:
        Lines without a final newline; ``(no rows)`` for an empty frame.
    """
    rows = [[cell_text(cell) if cell is not None else "" for cell in row] for row in frame.iter_rows()]
    entries = [
        "\n".join(
            [paint(name, "bold", colour), *(f"    {line}" for cell in cells for line in wrap_text(cell, width - 4))]
        )
        for name, *cells in rows
    ]
    return "\n".join(entries) if entries else "(no rows)"
