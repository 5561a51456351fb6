"""What the commands share: how they end with an error, their common options, and how what they return is shown."""

from __future__ import annotations

import functools
import os
import shlex
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import click
from click.core import ParameterSource

import provenance
from provenance.arguments import name_values
from provenance.command_configuration import configuration_of, configure
from provenance.errors import ProvenanceError, UsageError
from provenance.reports.output_formats import table_formats
from provenance.reports.progress_bar import Manner, ProgressBar, write_event
from provenance.reports.view import TERMINAL_FORMATS, View, show, stream_answer, terminal_width, write_message
from provenance.settings import TRACE_GROUPS, declared

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from types import FrameType

    import polars as pl

    from provenance.pipeline.rulings import Ruling
    from provenance.pipeline.runs import Summary
    from provenance.warehouse.answers import Answer
    from provenance.warehouse.warehouse import Warehouse

PARTIAL, ALERTS, INTERRUPTED = 3, 4, 130

P = ParamSpec("P")
T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., object])


class CommandGroup(click.Group):
    """A group whose commands end with an error of the library in two lines, and with its exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; write an error's problem and remedy to standard error."""
        code = 1
        try:
            with ended_by_signals():
                configure(ctx)
                return super().invoke(ctx)
        except ProvenanceError as error:
            write_error(str(error), error.remedy, as_event=wants_json(ctx))
            code = error.exit_code
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except KeyboardInterrupt:
            write_error(*interruption(ctx), as_event=wants_json(ctx))
            code = INTERRUPTED
        except MemoryError:
            remedy = "close other programs, or give it smaller inputs; then go on"
            write_error("there is not enough memory", remedy, as_event=wants_json(ctx))
        except OSError as error:
            name = f": {error.filename}" if error.filename else ""
            remedy = "make room and check permissions, then run it again"
            write_error(f"{error.strerror or error}{name}", remedy, as_event=wants_json(ctx))
        return ctx.exit(code)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the commands in the order of their declaration: the main job first."""
        return list(self.commands)


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Have a request to end the process (SIGTERM) end the command as Ctrl-C does: what is open is closed first."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    former = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)


def wants_json(ctx: click.Context) -> bool:
    """Return whether words and errors are written as JSON lines."""
    return bool(ctx.meta.get("log_json"))


def interruption(ctx: click.Context) -> tuple[str, str]:
    """Return what is to be said where a command was interrupted: what is kept, and how to go on."""
    db, writes = ctx.meta.get("db"), ctx.meta.get("writes", False)
    again = shlex.join(["provenance", *sys.argv[1:]])
    if not writes:
        return "interrupted: nothing was changed", f"the same again: {again}"
    if db is None or not Path(db).exists():
        return "interrupted: what was finished is kept", f"go on with the same command: {again}"
    return f"interrupted: the database {db} is good, and holds what was finished", f"go on with: {again}"


def write_error(problem: str, remedy: str, *, as_event: bool = False) -> None:
    """Write what is wrong, on one line, and what to do, on another; or both as one JSON line."""
    if as_event:
        write_event("error", problem=problem, remedy=remedy)
        return
    write_message(f"error: {' '.join(problem.split())}")
    write_message(f"       {' '.join(remedy.split())}" if remedy else "")


waiting = click.option("--wait", type=float, default=0.0, help="Seconds to wait for a database in use.")


def database(command: Command) -> Command:
    """Declare --db and --wait."""
    return click.option(
        "--db",
        type=click.Path(dir_okay=False, path_type=Path),
        envvar="PROVENANCE_DB",
        default="provenance.duckdb",
        show_default=True,
        callback=a_file,
        help="The database file (or PROVENANCE_DB).",
    )(waiting(command))


def a_file(ctx: click.Context, __: click.Parameter, path: Path) -> Path:
    """Return the database file, which is one: what is in memory is gone when the command ends."""
    ctx.meta["db"] = path
    if str(path) == ":memory:":
        raise UsageError("a database in memory is gone when the command ends", "name a file with --db")
    return path


def output_options(default: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare --format, -o and --csv-safe."""
    terminal = [name for name in TERMINAL_FORMATS if name in ("table", "txt", default)]
    names = [*terminal, *(output_format.name for output_format in table_formats())]
    declarations = (
        click.option("--format", "format_name", type=click.Choice(names),
                     help=f"How to show it (default: {default}, or by the ending of -o)."),
        click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file."),
        click.option("--csv-safe", "safe", is_flag=True,
                     help="CSV, TSV: ' before texts that a spreadsheet takes for a formula."),
    )  # fmt: skip
    return lambda command: functools.reduce(lambda wrapped, option: option(wrapped), reversed(declarations), command)


def shows(default: str = "table") -> Callable[[Callable[P, View]], Callable[..., None]]:
    """Give a command --format and -o, and show the view that it returns.

    Args:
        default: ``tree`` where the command draws its rows in its own way for a terminal, else ``table``.
    """

    def decorate(command: Callable[P, View]) -> Callable[..., None]:
        @functools.wraps(command)
        def shown(*args: Any, format_name: str | None, output: Path | None, safe: bool, **options: Any) -> None:
            show(command(*args, **options), format_name, output, safe=safe)

        return output_options(default)(shown)

    return decorate


def reads(default: str = "table") -> Callable[[Callable[Concatenate[Warehouse, P], View]], Callable[..., None]]:
    """Hand a command its open warehouse and show the view that it returns, once the file is closed again."""

    def decorate(command: Callable[Concatenate[Warehouse, P], View]) -> Callable[..., None]:
        @functools.wraps(command)
        def opened(*args: Any, db: Path, wait: float, **options: Any) -> View:
            with provenance.Warehouse.open(db, wait=wait) as warehouse:
                return command(warehouse, *args, **options)

        return database(shows(default)(opened))

    return decorate


def answers(command: Callable[..., AbstractContextManager[Answer]]) -> Callable[..., None]:
    """Show the answer of a command to SQL: a small one once the database is closed, a large one as it is computed."""

    @functools.wraps(command)
    def answered(
        *args: Any, db: Path, wait: float, attached: tuple[tuple[str, str, str], ...], folder: Path | None,
        format_name: str | None, output: Path | None, safe: bool, **options: Any,
    ) -> None:  # fmt: skip
        attach = attachments(attached)
        with (
            provenance.Warehouse.open(db, wait=wait, attach=attach, questions=folder) as warehouse,
            command(warehouse, *args, on_stuck=end_stuck, **options) as answer,
        ):
            view = stream_answer(answer, format_name, output, safe=safe)
        if view is not None:
            show(view, format_name, output, safe=safe)

    with_data = click.option(
        "--attach",
        "attached",
        multiple=True,
        nargs=3,
        metavar="FILE AS NAME",
        help="Read a file of your own beside it.",
    )(output_options("table")(answered))
    return database(with_data)


def attachments(attached: tuple[tuple[str, str, str], ...]) -> dict[str, Path]:
    """Return the files of --attach by their names."""
    for file, word, name in attached:
        if word.upper() != "AS":
            raise UsageError(f"--attach {file} {word} {name} is not understood", "write it as --attach FILE AS NAME")
    return {name: Path(file) for file, _, name in attached}


def end_stuck() -> None:
    """End the process where a statement does not end though it was stopped: nothing has been written."""
    write_error(
        "stopped: the statement did not end when its time was over, or its memory used up",
        "make its values smaller, or give it longer: --timeout SECONDS",
    )
    os._exit(1)


def reads_inputs(command: Callable[..., T]) -> Callable[..., T]:
    """Declare the options that say how inputs are read, and hand them over as ``inputs``: arguments of the library."""
    declarations = (
        click.option("--metadata", type=click.Path(exists=True, dir_okay=False, path_type=Path),
                     help="CSV: path or document_id, outlet, url, title, published_at."),
        click.option("--outlet", help="Whose the documents are, where nothing else says it."),
        click.option("--outlet-from", type=click.Choice(["folder"]), help="The first folder names the outlet."),
        click.option("--field", "fields", multiple=True, metavar="COLUMN=FIELD", help="Which field holds a column."),
        click.option("--id-prefix", default="", help="Stands before every document id."),
        click.option("--date-order", type=click.Choice(["dmy", "mdy"]),
                     help="Which number of 05/03/2024 is the day.  [default: as the other dates of the file tell]"),
    )  # fmt: skip

    @functools.wraps(command)
    def called(*args: Any, outlet_from: str | None, fields: tuple[str, ...], **options: Any) -> T:
        inputs = {name: options.pop(name) for name in ("metadata", "outlet", "id_prefix", "date_order")}
        inputs |= {"outlet_from_folder": outlet_from == "folder", "fields": name_values(fields, "--field")}
        return command(*args, inputs=inputs, **options)

    return functools.reduce(lambda wrapped, option: option(wrapped), reversed(declarations), called)


def shows_progress(command: Callable[..., T]) -> Callable[..., T]:
    """Declare how a command that writes tells its progress, and hand it ``progress``, which also tells words."""
    declarations = (
        click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
        click.option("-v", "--verbose", is_flag=True, help="Say how long each step took."),
        click.option("--log-json", is_flag=True, help="Progress, words and errors as JSON lines on standard error."),
    )

    @functools.wraps(command)
    def called(*args: Any, quiet: bool, verbose: bool, log_json: bool, **options: Any) -> T:
        manner: Manner = "json" if log_json else "quiet" if quiet else "verbose" if verbose else "line"
        click.get_current_context().meta.update(log_json=log_json, writes=True)
        with ProgressBar(manner) as progress:
            return command(*args, progress=progress, **options)

    return functools.reduce(lambda wrapped, option: option(wrapped), reversed(declarations), called)


def finish_run(summary: Summary, db: Path, progress: ProgressBar) -> None:
    """Say what a run did, and end with 3 where inputs were set aside."""
    from provenance.reports.summary import render_next_steps, render_summary

    progress.finish()
    progress.tell(render_summary(summary, db=str(db), width=terminal_width()))
    ctx = click.get_current_context()
    is_named = ctx.command.name == "rerun" or ctx.get_parameter_source("db") == ParameterSource.COMMANDLINE
    option = f"--db {shlex.quote(str(db))}" if is_named else ""
    is_analysed = bool(summary.after.get("blocks") or not summary.after.get("documents"))
    steps = render_next_steps(summary.example, option, is_analysed=is_analysed, width=terminal_width())
    if progress.manner in ("line", "verbose") and summary.after.get("documents"):
        progress.tell(steps)
    if summary.partial:
        sys.exit(PARTIAL)


def print_rows(frames: Iterator[pl.DataFrame]) -> int:
    """Write the rows of frames to standard output as JSON Lines, each frame as it comes, and return their number."""
    from provenance.reports.data_formats import write_jsonl

    count = 0
    for frame in frames:
        if frame.height:
            write_jsonl(sys.stdout.buffer, frame)
            sys.stdout.buffer.flush()
            count += frame.height
    return count


def setting_values(ctx: click.Context, _: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Return the settings of the configuration file, those of --setting in the place of those of the same name."""
    configuration = configuration_of(ctx)
    try:
        from_file = {
            name: str(value)
            for name, value in configuration.settings.items()
            if declared(name).group in TRACE_GROUPS or ctx.info_name == "clean"
        }
    except UsageError as error:
        raise UsageError(f"{configuration.path}: {error}", error.remedy) from error
    return from_file | name_values(values, "--setting")


new_file_settings = click.option(
    "--setting", "settings", multiple=True, metavar="NAME=NUMBER", callback=setting_values,
    help="A setting of a new file (docs: settings).",
)  # fmt: skip


parameters = click.option(
    "-p", "--parameter", "values", multiple=True, metavar="NAME=VALUE", help="A parameter ($NAME)."
)


def selects_stories(command: Command) -> Command:
    """Declare the options that choose stories."""
    command = click.option("--agency", help="Only stories that go back to this outlet, through any hands.")(command)
    command = click.option("--outlet", help="Only stories with a document of this outlet.")(command)
    command = click.option("--document", help="Only the stories that this document is in.")(command)
    return click.option("--chain", help="Only the story with this id.")(command)


questions_folder = click.option(
    "--questions",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="PROVENANCE_QUESTIONS",
    help="A folder of questions of your own (or PROVENANCE_QUESTIONS).",
)


def lists_without_name(command: Callable[..., None]) -> Callable[..., None]:
    """List the ready questions where none is named; else ask it."""

    @functools.wraps(command)
    def called(name: str | None, **options: Any) -> None:
        if name is not None:
            command(name, **options)
            return
        from provenance.reports.questions import render_questions

        view = View(provenance.questions(options["folder"]), render_questions)
        show(view, options["format_name"], options["output"], safe=options["safe"])

    return called


def without_questions(command: Callable[..., None]) -> Callable[..., None]:
    """Call a command that knows no folder of questions."""
    return functools.wraps(command)(partial(command, folder=None))


class StatementCommand(click.Command):
    """A command whose argument may begin with a comment of SQL, which is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put what begins with two dashes and holds white space behind the options."""
        comments = [word for word in args if word.startswith("--") and any(map(str.isspace, word.split("=")[0]))]
        options_and_words = [word for word in args if word not in comments]
        return super().parse_args(ctx, [*options_and_words, "--", *comments] if comments else options_and_words)


def rules(command: Callable[..., Ruling]) -> Callable[..., None]:
    """Declare why, by whom and in which database something is ruled, run the command, and say what came of it."""

    @functools.wraps(command)
    def called(*args: Any, **options: Any) -> None:
        from provenance.reports.rulings import render_ruling

        progress = options["progress"]
        progress.tell(render_ruling(command(*args, **options)))

    who = click.option("--who", envvar="USER", help="By whom (default: your login name).")
    return database(click.option("--note", help="Why.")(who(shows_progress(called))))
