"""What a reading command shows: a frame as text for a terminal, or in one of the output formats.

A command returns a ``View`` once it has its rows, so that the database is closed, and free for a writer, before
anything is written to a pager or a slow pipe.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from provenance.reports.output_formats import (
    output_format_by_ending,
    output_format_named,
    replace_file,
    write_batches,
    write_output,
)

if TYPE_CHECKING:
    import polars as pl

    from provenance.reports.output_formats import OutputFormat

TERMINAL_FORMATS = ("table", "tree", "txt")
"""Text for a terminal: any frame as a table, the command's own rendering ("tree"), or what a terminal shows ("txt")."""

SMALL = 32 << 20
"""Bytes of an answer that is held, so that the database is closed before it is written; a larger one is streamed."""

MOST_SHOWN = 64 << 20
"""Bytes of an answer that a format can be made of that needs all of it."""

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
        page: draws them as an HTML page (``frame``); a plain table where None.
    """

    frame: pl.DataFrame
    render: Callable[..., str] | None = None
    hidden: tuple[str, ...] = ()
    below_tree: Callable[[int], str] | None = None
    summary: str = ""
    page: Callable[[pl.DataFrame], str] | None = None


def terminal_width() -> int:
    """Return the terminal's columns; 100 where there is none."""
    return shutil.get_terminal_size((100, 24)).columns


def text_width() -> int:
    """Return the columns that text on standard output fills: as many as it needs where that is no terminal."""
    return terminal_width() if sys.stdout.isatty() or os.environ.get("COLUMNS") else UNCUT


def use_colour() -> bool:
    """Return whether to use colour: on a terminal, unless NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


class Answer(Protocol):
    """The answer to a statement, as a frame or batch by batch."""

    def frame_or_batches(self, small: int) -> pl.DataFrame | tuple[Any, Iterator[Any]]:
        """Return the whole answer where it is small, else the schema and the record batches of Arrow."""

    def frame(self, most_bytes: int) -> pl.DataFrame:
        """Return the whole answer."""


def chosen_format(format_name: str | None, output: Path | None) -> OutputFormat | None:
    """Return the output format that a name, or the ending of a file, stands for; None for text for a terminal.

    Raises:
        UsageError: it stands for none.
    """
    if format_name is None and output is not None and output.suffix != ".txt":
        return output_format_by_ending(output)
    return None if format_name is None or format_name in TERMINAL_FORMATS else output_format_named(format_name)


def stream_answer(answer: Answer, format_name: str | None, output: Path | None, *, safe: bool = False) -> View | None:
    """Write a large answer batch by batch as it is computed, or return a small one to be shown.

    Args:
        answer: of a database that is open.
        format_name: see :func:`show`.
        output: see :func:`show`.
        safe: see :func:`show`.

    Raises:
        QueryError: it failed, or is too large for a format that needs all of it.
    """
    output_format = chosen_format(format_name, output)
    if output_format is None or output_format.stream is None:
        return View(answer.frame(MOST_SHOWN))
    rows = answer.frame_or_batches(SMALL)
    if isinstance(rows, tuple):
        write_batches(output_format, *rows, output, safe=safe)
        return None
    return View(rows)


def show(view: View, format_name: str | None = None, output: Path | None = None, *, safe: bool = False) -> None:
    """Write a view to standard output or to a file.

    Args:
        view: what to show.
        format_name: an output format, or one of ``TERMINAL_FORMATS``. Where None, the ending of ``output`` says it,
            and for a terminal the view's own rendering is taken.
        output: the file to write, complete or not at all; standard output where None.
        safe: put an apostrophe before texts that a spreadsheet takes for formulas, in formats that it opens.

    Raises:
        UsageError: the file's ending stands for no format.
        InputError: the file cannot be written.
    """
    output_format = chosen_format(format_name, output)
    if output_format is None:
        if format_name in (None, "txt"):
            format_name = "tree" if view.render else "table"
        _show_text(view, format_name, output)
    elif output_format.name == "html" and view.page:
        _write_page(view.page(view.frame), output)
    else:
        people = output_format.audience == "people"
        write_output(output_format, [_visible(view) if people else view.frame], output, safe=safe)
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


def _write_page(page: str, output: Path | None) -> None:
    """Write an HTML page to a file, or to standard output."""
    content = page.encode("utf-8", "replace")  # as the page says of itself, in every locale
    if output:
        replace_file(output, lambda file: file.writelines([content]))
    elif stream := getattr(sys.stdout, "buffer", None):
        sys.stdout.flush()
        stream.write(content + b"\n")
        stream.flush()
    else:
        write_text(page)


def _visible(view: View) -> pl.DataFrame:
    """Return a view's frame without the columns that only programs need."""
    return view.frame.drop(view.hidden, strict=False)


def write_text(text: str) -> None:
    """Write lines of text to standard output; nothing where there is none.

    What its encoding does not have is written as an escape.
    """
    if text:
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        sys.stdout.write(f"{text}\n".encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()


def write_message(text: str) -> None:
    """Write words that are no data, such as warnings, to standard error; nothing where there are none.

    They may quote inputs: what acts on a terminal is shown, and does not act.
    """
    if text:
        if not (text.isascii() and text.replace("\n", "").isprintable()):
            from provenance.reports.terminal import sanitize  # wcwidth's tables take a moment to load

            text = "\n".join(map(sanitize, text.split("\n")))
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
