"""What a reading command shows: a frame as text for a terminal, or in one of the output formats.

A command returns a ``View`` once it has its rows, so that the database is closed, and free for a writer, before
anything is written to a pager or a slow pipe.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.reports.output_formats import output_format_by_ending, output_format_named, replace_file, write_output

if TYPE_CHECKING:
    import polars as pl

TERMINAL_FORMATS = ("table", "tree")
"""Text for a terminal: any frame as a table, or the command's own rendering ("tree"). A file's ending is ``.txt``."""

UNCUT = 1 << 30
"""A width in which nothing is cut: what goes into a pipe or a file is searched and compared."""


@dataclass(frozen=True)
class View:
    """A frame, and how a person sees it.

    Attributes:
        frame: the rows.
        render: draws them for a terminal (``frame``, ``width``, ``colour``); a plain table where None.
        hidden: columns that only programs need.
        below_tree: text for standard error below the command's own rendering on the terminal, made for a width.
        summary: text for standard error whatever the format.
    """

    frame: pl.DataFrame
    render: Callable[..., str] | None = None
    hidden: tuple[str, ...] = ()
    below_tree: Callable[[int], str] | None = None
    summary: str = ""


def terminal_width() -> int:
    """Return the terminal's columns; 100 where there is none."""
    return shutil.get_terminal_size((100, 24)).columns


def text_width() -> int:
    """Return the columns that text on standard output fills: as many as it needs where that is no terminal."""
    return terminal_width() if sys.stdout.isatty() or os.environ.get("COLUMNS") else UNCUT


def use_colour() -> bool:
    """Return whether to use colour: on a terminal, unless NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def show(view: View, format_name: str | None = None, output: Path | None = None) -> None:
    """Write a view to standard output or to a file.

    Args:
        view: what to show.
        format_name: an output format, or one of ``TERMINAL_FORMATS``. Where None, the ending of ``output`` says it,
            and for a terminal the view's own rendering is taken.
        output: the file to write, complete or not at all; standard output where None.

    Raises:
        UsageError: the file's ending stands for no format.
        InputError: the file cannot be written.
    """
    if format_name is None and output is not None and output.suffix != ".txt":
        format_name = output_format_by_ending(output).name
    if format_name is None:
        format_name = "tree" if view.render else "table"
    if format_name in TERMINAL_FORMATS:
        _show_text(view, format_name, output)
    else:
        output_format = output_format_named(format_name)
        people = output_format.audience == "people"
        write_output(output_format, [_visible(view) if people else view.frame], output)
    if format_name == "tree" and output is None and view.below_tree:
        write_message(view.below_tree(terminal_width()))
    write_message(view.summary)


def _show_text(view: View, format_name: str, output: Path | None) -> None:
    """Write a view as text for a terminal."""
    from provenance.reports.table import render_table

    colour = use_colour() and output is None
    width = UNCUT if output else text_width()
    if view.render and format_name == "tree":
        text = view.render(view.frame, width=width, colour=colour)
    else:
        text = render_table(_visible(view), width=width, colour=colour)
    if output:
        replace_file(output, lambda file: file.writelines([f"{text}\n".encode()]))
    else:
        write_text(text)


def _visible(view: View) -> pl.DataFrame:
    """Return a view's frame without the columns that only programs need."""
    return view.frame.drop(view.hidden, strict=False)


def write_text(text: str) -> None:
    """Write lines of text to standard output; nothing where there is none."""
    if text:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def write_message(text: str) -> None:
    """Write words that are no data, such as warnings, to standard error; nothing where there are none."""
    if text:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
