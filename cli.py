"""The command line: every command declares its options, makes one call to the library, and shows what comes back."""

from __future__ import annotations

import atexit
import gc
import json
import os
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import provenance
from provenance.errors import ProvenanceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from provenance.pipeline.runs import Summary

PARTIAL = 3
FORMATS = ("table", "tree", "csv", "json", "jsonl", "parquet", "arrow", "md", "html")
Command = Any


class Commands(click.Group):
    """A group that says the library's errors in two lines, and ends with their exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error of the library ends it in two lines."""
        try:
            return super().invoke(ctx)
        except ProvenanceError as error:
            click.echo(f"error: {error}", err=True)
            if error.remedy:
                click.echo(f"       {error.remedy}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(1)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the commands in the order of their declaration: the main job first."""
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(provenance.__version__, prog_name="provenance")
def main() -> None:
    """Find copies, excerpts, rewrites and translations in news text, and who derived them from whom."""


# -- options that several commands share -------------------------------------------------------------------------------

database = click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="PROVENANCE_DB",
    default="provenance.duckdb",
    show_default=True,
    help="The database file (or PROVENANCE_DB).",
)
waiting = click.option("--wait", type=float, default=0.0, help="Seconds to wait for a database in use.")
explaining = click.option("--explain", is_flag=True, help="Say the reasons of every edge.")


setting = click.option(
    "--setting", "numbers", multiple=True, metavar="NAME=NUMBER", help="A setting of a new file (docs: settings)."
)


def showing(formats: tuple[str, ...] = FORMATS, default: str = "table") -> Callable[[Command], Command]:
    """Return the options of a command that shows something: --format and -o."""

    def decorate(command: Command) -> Command:
        command = click.option(
            "--format", type=click.Choice(formats), help=f"How to show it (default: {default}, or by the ending of -o)."
        )(command)
        return click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.")(command)

    return decorate


data_formats = tuple(name for name in FORMATS if name != "tree")


def reading(command: Command) -> Command:
    """Declare the options that say how to read."""
    options = (
        click.option("--metadata", type=click.Path(exists=True, dir_okay=False, path_type=Path),
                     help="CSV: path or document_id, outlet, url, title, published_at."),
        click.option("--outlet", help="Whose the documents are, where nothing else says it."),
        click.option("--outlet-from", type=click.Choice(["folder"]), help="The first folder names the outlet."),
        click.option("--field", "fields", multiple=True, metavar="COLUMN=FIELD", help="Which field holds a column."),
        click.option("--id-prefix", default="", help="Stands before every document id."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def read_options(
    metadata: Path | None, outlet: str | None, outlet_from: str | None, fields: tuple[str, ...], id_prefix: str
) -> dict[str, Any]:
    """Return the library's reading arguments from the command line's."""
    return {
        "metadata": metadata,
        "outlet": outlet,
        "outlet_from_folder": outlet_from == "folder",
        "fields": pairs(fields, "--field"),
        "id_prefix": id_prefix,
    }


def pairs(given: tuple[str, ...], option: str) -> dict[str, str]:
    """Return ``name=value`` options as a mapping."""
    for each in given:
        if "=" not in each:
            raise UsageError(f"{option} {each} has no '='", f"write it as {option} NAME=VALUE")
    return dict(each.split("=", 1) for each in given)


# -- showing -----------------------------------------------------------------------------------------------------------


def width() -> int:
    """Return the terminal's columns; 100 where there is none."""
    return shutil.get_terminal_size((100, 24)).columns


def colour() -> bool:
    """Return whether to use colour: on a terminal, unless NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def show(
    frame: pl.DataFrame,
    format: str | None,
    output: Path | None,
    render: Callable[..., str] | None = None,
    beside: tuple[str, ...] = (),
) -> None:
    """Write a frame as data, or as what a person looks at: without the columns ``beside``, which programs need."""
    from provenance.reports.data_formats import format_of, write
    from provenance.reports.table import render_table

    format = format or (format_of(output) if output and output.suffix != ".txt" else "tree" if render else "table")
    if format in ("table", "md", "html"):
        frame = frame.drop(beside, strict=False)
    if format not in ("table", "tree"):
        write(frame, format, output)
        return
    draw = render if render and format == "tree" else render_table
    text = draw(frame, width=width(), colour=colour() and output is None)
    if output:
        output.write_text(text + "\n", encoding="utf-8")
    elif text:
        click.echo(text)


def say(words: str) -> None:
    """Say something that is not data: on stderr."""
    click.echo(words, err=True)


class Watched:
    """Progress on stderr for long work: one line, rewritten; nothing where stderr is no terminal."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is."""
        if self.shown:
            share = f" {100 * done // total:3d} %" if total else ""
            click.echo(f"\r\033[K{stage:12s} {done:,}{f' of {total:,}' if total else ''}{share}", err=True, nl=False)

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *_: object) -> None:
        if self.shown:
            click.echo("\r\033[K", err=True, nl=False)


def end(summary: Summary, db: Path) -> None:
    """Say what a run did, and end with 3 where inputs were set aside."""
    from provenance.reports.summary import render_summary

    say(render_summary(summary, db=str(db), width=width()))
    if summary.partial:
        sys.exit(PARTIAL)


def opened(db: Path, wait: float = 0.0) -> Any:
    """Open a warehouse for reading."""
    return provenance.Warehouse.open(db, wait=wait)


# -- commands ----------------------------------------------------------------------------------------------------------


@main.command(short_help="Read what is new, run every stage, say what was found.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@setting
@database
@waiting
@reading
def trace(paths: tuple[Path, ...], numbers: tuple[str, ...], db: Path, wait: float, **options: Any) -> None:
    """Read what is new under PATHS, run every stage that is not done, say what was found."""
    with Watched() as progress:
        summary = provenance.trace(
            paths, db, settings=pairs(numbers, "--setting"), wait=wait, progress=progress, tell=say,
            **read_options(**options),
        )  # fmt: skip
    end(summary, db)


@main.command(short_help="Read documents in, without analysis.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@setting
@database
@waiting
@reading
def add(paths: tuple[Path, ...], numbers: tuple[str, ...], db: Path, wait: float, **options: Any) -> None:
    """Read documents into the warehouse, without analysis."""
    with Watched() as progress:
        summary = provenance.add(
            paths, db, settings=pairs(numbers, "--setting"), wait=wait, progress=progress, **read_options(**options)
        )
    end(summary, db)


@main.command(short_help="Say where a pasted text is from.")
@click.argument("file", type=click.File("rb"))
@database
@waiting
@showing(default="tree")
def where(file: Any, db: Path, wait: float, format: str | None, output: Path | None) -> None:
    """Say where the text of FILE (or -) is from; nothing is written."""
    from provenance.reports.answers import render_where

    with opened(db, wait) as warehouse:
        found = provenance.where(warehouse, file.read())
    render = partial(render_where, corpus=found.corpus, text=found.text, credits=found.credits)
    show(found.sources, format, output, render)


@main.command(short_help="Show who derived from whom, as trees.")
@click.argument("document", required=False)
@click.option("--since", metavar="TIME", help="Only chains with a document added since (ISO 8601, UTC).")
@explaining
@database
@waiting
@showing(default="tree")
def chains(
    document: str | None,
    since: str | None,
    explain: bool,
    db: Path,
    wait: float,
    format: str | None,
    output: Path | None,
) -> None:
    """Show syndication chains: all, or those DOCUMENT is in."""
    from provenance.reports.tree import render_chains, render_undetermined

    with opened(db, wait) as warehouse:
        named = document and warehouse.document_id(document)
        found = warehouse.chains(named, since)
        unclear = warehouse.query("reports/undetermined", document=named)
    show(found, format, output, partial(render_chains, explain=explain), beside=("evidence", "root_title"))
    if format in (None, "tree") and output is None and unclear.height:
        say("\n" + render_undetermined(unclear, width=width()))


@main.command(short_help="Show which outlet derives from which.")
@click.argument("outlet", required=False)
@database
@waiting
@showing(data_formats)
def sources(outlet: str | None, db: Path, wait: float, format: str | None, output: Path | None) -> None:
    """Show which outlet derives from which: documents, credited or not, share and lag."""
    with opened(db, wait) as warehouse:
        found = warehouse.query("reports/sources", outlet=outlet)
    show(found, format, output, beside=("outlet_id", "source_outlet_id"))


@main.command(short_help="Show two documents side by side.")
@click.argument("a")
@click.argument("b")
@database
@waiting
@showing(default="tree")
def compare(a: str, b: str, db: Path, wait: float, format: str | None, output: Path | None) -> None:
    """Show the passages that documents A and B share, side by side."""
    from provenance.reports.comparison import render_comparison

    with opened(db, wait) as warehouse:
        found = warehouse.compare(warehouse.document_id(a), warehouse.document_id(b))
    show(
        found.passages,
        format,
        output,
        partial(render_comparison, left=found.left, right=found.right, match=found.match),
    )


@main.command(short_help="Show blocks that stand twice in a document.")
@click.argument("document", required=False)
@database
@waiting
@showing(default="tree")
def repeats(document: str | None, db: Path, wait: float, format: str | None, output: Path | None) -> None:
    """Show the blocks that stand twice inside one document: in DOCUMENT, or in all."""
    from provenance.reports.answers import render_repeats

    with opened(db, wait) as warehouse:
        named = document and warehouse.document_id(document)
        found = warehouse.query("reports/repeats", document=named)
    show(found, format, output, render_repeats)


@main.command(short_help="Ask a ready question, or list them.")
@click.argument("name", required=False)
@click.option(
    "-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter of the question."
)
@database
@waiting
@showing(data_formats)
def ask(
    name: str | None, parameters: tuple[str, ...], db: Path, wait: float, format: str | None, output: Path | None
) -> None:
    """Ask a ready question; without NAME: list them."""
    if name is None:
        from provenance.reports.table import render_entries

        show(
            provenance.questions(),
            "tree" if format in (None, "table") and not output else format,
            output,
            render_entries,
        )
        return
    with opened(db, wait) as warehouse:
        show(warehouse.ask(name, **values(parameters)), format, output)


@main.command(short_help="Run one SQL statement that reads.")
@click.argument("statement")
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter ($NAME).")
@click.option("--timeout", type=float, default=60.0, show_default=True, help="Seconds after which it is stopped.")
@database
@waiting
@showing(data_formats)
def sql(
    statement: str,
    parameters: tuple[str, ...],
    timeout: float,
    db: Path,
    wait: float,
    format: str | None,
    output: Path | None,
) -> None:
    """Run one SQL STATEMENT over the warehouse; it only reads."""
    with opened(db, wait) as warehouse:
        show(warehouse.sql(statement, values(parameters), seconds=timeout), format, output)


def values(parameters: tuple[str, ...]) -> dict[str, Any]:
    """Return parameters with numbers, true, false and null as such."""
    return {name: value_of(text) for name, text in pairs(parameters, "-p").items()}


def value_of(text: str) -> Any:
    """Return a JSON scalar as such, anything else as text."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if not isinstance(value, dict | list) else text


@main.command(short_help="Show what is held, and what is to do.")
@database
@waiting
@showing(data_formats)
def status(db: Path, wait: float, format: str | None, output: Path | None) -> None:
    """Show what the warehouse holds, what is to do, its settings, and each outlet's last document."""
    with opened(db, wait) as warehouse:
        show(warehouse.query("reports/status"), format, output)


@main.group()
def outlets() -> None:
    """Outlets: the agencies, papers, broadcasters and sites that texts can come from."""


@outlets.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@database
@waiting
def add_outlets(file: Path, db: Path, wait: float) -> None:
    """Add outlets from a CSV FILE (outlet_id, name, kind, country, owner, aliases, bare_aliases, domains)."""
    number = provenance.add_outlets(file, db, wait=wait)
    say(f"{number} outlets added or changed; run: provenance trace --db {db}")


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="The folder to write.")
@click.option(
    "--level",
    "levels",
    multiple=True,
    metavar="LEVEL",
    help="What is taken out (default: exact near repeats boilerplate; also: contained passages short).",
)
@click.option(
    "--keep",
    default="earliest",
    show_default=True,
    help="Which copy stays: earliest, latest, longest, first, original, credited.",
)
@click.option(
    "--prefer",
    multiple=True,
    metavar="SQL",
    help="Documents where this SQL expression is greater, or true, stay before others.",
)
@click.option(
    "--against",
    multiple=True,
    type=click.Path(path_type=Path),
    help="An evaluation set: documents that hold its items go.",
)
@click.option(
    "--known",
    multiple=True,
    type=click.Path(path_type=Path),
    help="An earlier release: what it holds stays before all else, and is not written.",
)
@click.option(
    "--again",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Instead of PATHS: an earlier output, decided anew from its measures.",
)
@click.option(
    "--as",
    "form",
    default="parquet",
    show_default=True,
    help="What is written: parquet, jsonl, jsonl.gz, jsonl.zst, csv, text, or the same as came in.",
)
@click.option("--license", default="", help="What the card says: an identifier such as cc-by-4.0, a name, an address.")
@click.option(
    "--set",
    "numbers",
    multiple=True,
    metavar="NAME=NUMBER",
    help="A number, such as near=0.8 (all of them: docs/how-to/clean-a-corpus.md).",
)
@click.option("--dry-run", is_flag=True, help="Say what would go, by reason, with examples; write nothing.")
@click.option("--explain", metavar="DOCUMENT", help="Say what became of one document in the folder given with -o.")
@reading
def clean(
    paths: tuple[Path, ...], output: Path | None, explain: str | None, again: Path | None, dry_run: bool,
    levels: tuple[str, ...], keep: str, prefer: tuple[str, ...], form: str, license: str, numbers: tuple[str, ...],
    known: tuple[Path, ...], against: tuple[Path, ...], **options: Any,
) -> None:  # fmt: skip
    """Write a corpus without its copies and repeated blocks; all that goes is kept on record and can be put back."""
    from provenance.reports.cleaning_summary import render_cleaning, render_examples, render_fate

    if explain:
        if output is None:
            raise UsageError("there is no folder to look into", "name the one that clean wrote with -o")
        click.echo(render_fate(provenance.explain(output, explain)))
        return
    chosen = provenance.cleaning_options(
        levels=levels, keep=keep, prefer=prefer, form=form, license=license, numbers=pairs(numbers, "--set")
    )
    with Watched() as progress:
        told = provenance.clean(
            paths, output, options=chosen, known=known, against=against, again=again, dry_run=dry_run,
            progress=progress, **read_options(**options),
        )  # fmt: skip
    if dry_run:
        click.echo(render_examples(told))
    else:
        say(render_cleaning(told))
    if told.partial:
        sys.exit(PARTIAL)


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write the input to.",
)
def restore(folder: Path, output: Path) -> None:
    """Put the input of a cleaning together again from the FOLDER that it wrote."""
    from provenance.reports.wording import counted

    written = provenance.restore(folder, output)
    say(f"{counted(len(written), 'file')} written to {output}")


# -- rulings -----------------------------------------------------------------------------------------------------------


@main.group("rule", short_help="Rule on an edge, an outlet, a date or a document.")
def rule_group() -> None:
    """A person's word on an edge, an outlet, a date or a document: obeyed by all that is judged from then on."""


def ruling(command: Command) -> Command:
    """Declare the options of a ruling: why, by whom, and the database."""
    command = click.option("--who", envvar="USER", help="By whom (default: your login name).")(command)
    return database(waiting(click.option("--note", help="Why.")(command)))


def rule(subject: str, document: str, verdict: str, **options: Any) -> None:
    """Record a ruling and say what came of it."""
    from provenance.reports.rulings import render_ruling

    with Watched() as progress:
        made = provenance.rule(subject, document, verdict, progress=progress, **options)
    say(render_ruling(made))


@rule_group.command("edge")
@click.argument("document")
@click.argument("source")
@click.argument("verdict", type=click.Choice(["yes", "no"]))
@ruling
def rule_edge(document: str, source: str, verdict: str, **options: Any) -> None:
    """Rule that DOCUMENT derives from SOURCE (a document or an unseen source), or that it does not."""
    rule("edge", document, verdict, source=source, **options)


@rule_group.command("outlet")
@click.argument("document")
@click.argument("outlet")
@ruling
def rule_outlet(document: str, outlet: str, **options: Any) -> None:
    """Rule whose DOCUMENT is: the id, name or domain of an OUTLET that is known."""
    rule("outlet", document, outlet, **options)


@rule_group.command("date")
@click.argument("document")
@click.argument("time")
@ruling
def rule_date(document: str, time: str, **options: Any) -> None:
    """Rule when DOCUMENT was published: a TIME in ISO 8601, as finely as it is known, or unknown."""
    rule("date", document, time, **options)


@rule_group.command("document")
@click.argument("document")
@click.argument("verdict", type=click.Choice(["original"]))
@ruling
def rule_document(document: str, verdict: str, **options: Any) -> None:
    """Rule that DOCUMENT is original: that it derives from nothing."""
    rule("document", document, verdict, **options)


@rule_group.command("withdraw")
@click.argument("number", type=int)
@ruling
def rule_withdraw(number: int, **options: Any) -> None:
    """Withdraw the ruling of this NUMBER; it stays on record."""
    from provenance.reports.rulings import render_ruling

    with Watched() as progress:
        made = provenance.withdraw(number, progress=progress, **options)
    say(render_ruling(made))


@rule_group.command("list")
@database
@waiting
@showing(data_formats)
def rule_list(db: Path, wait: float, format: str | None, output: Path | None) -> None:
    """List what has been ruled, by whom, why, and whether it holds."""
    with opened(db, wait) as warehouse:
        show(warehouse.query("reports/rulings"), format, output)


@main.command(short_help="Copy the database for others to read.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@database
@waiting
def snapshot(file: Path, db: Path, wait: float) -> None:
    """Copy the database to FILE, whole or not at all: for readers, while a run holds the database itself."""
    copied = provenance.snapshot(file, db, wait=wait)
    say(f"{copied:,} bytes copied to {file}")


@main.command(short_help="Analyse the same documents anew in another file.")
@click.option("--into", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The new database file.")
@setting
@database
@waiting
def rerun(into: Path, numbers: tuple[str, ...], db: Path, wait: float) -> None:
    """Analyse the documents of the database anew in another file, under other settings or a newer release."""
    with Watched() as progress:
        summary = provenance.rerun(into, db, settings=pairs(numbers, "--setting"), wait=wait, progress=progress)
    end(summary, into)


@main.command(short_help="Show which edges two databases hold otherwise.")
@click.argument("old", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("new", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--hair", type=float, default=0.02, show_default=True, help="Confidence by which an edge may differ.")
@waiting
@showing(default="tree")
def diff(old: Path, new: Path, hair: float, wait: float, format: str | None, output: Path | None) -> None:
    """Show every edge that was gained, lost or changed from the database OLD to the database NEW."""
    from provenance.reports.diff import render_changes, render_differences

    found = provenance.diff(old, new, hair=hair, wait=wait)
    show(found.changes, format, output, render_changes)
    say(render_differences(found))


@main.command(short_help="Take documents and all that rests on them out.")
@click.argument("documents", nargs=-1, required=True)
@click.option("--versions", is_flag=True, help="Every version of a document goes with it.")
@database
@waiting
def remove(documents: tuple[str, ...], versions: bool, db: Path, wait: float) -> None:
    """Take DOCUMENTS and all that rests on them out; the rest is as if they had never been there."""
    from provenance.reports.removal import render_removal

    with Watched() as progress:
        told = provenance.remove(documents, db, versions=versions, wait=wait, progress=progress)
    say(render_removal(told))


@main.command(short_help="Do the main job on a made-up corpus.")
@click.option("--db", type=click.Path(dir_okay=False, path_type=Path), help="Keep the database here.")
def demo(db: Path | None) -> None:
    """Do the main job on a small made-up corpus that ships with the package."""
    from provenance.reports.demo import render_demonstration

    with Watched() as progress:
        found = provenance.demo(db, progress=progress, tell=say)
    click.echo(render_demonstration(found, width=width(), colour=colour()))


if __name__ == "__main__":
    gc.set_threshold(100_000, 50, 50)  # what is loaded stays: looking through it for waste again and again is a tenth
    atexit.register(gc.freeze)  # nor is it looked through at the end, when all of it goes
    main(prog_name="provenance")
