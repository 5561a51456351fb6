"""The command line: every command declares its options, makes one call to the library, and shows what it returns."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

import provenance
from provenance.arguments import json_values
from provenance.cleaning.corpus_formats import CORPUS_FORMATS
from provenance.command_configuration import PREFIX, configuration_view, takes_limits
from provenance.command_options import (
    ALERTS,
    PARTIAL,
    CommandGroup,
    StatementCommand,
    answers,
    database,
    finish_run,
    lists_without_name,
    new_file_settings,
    parameters,
    print_rows,
    questions_folder,
    reads,
    reads_inputs,
    rules,
    selects_stories,
    setting_values,
    shows,
    shows_progress,
    waiting,
    without_questions,
)
from provenance.errors import UsageError
from provenance.reports.output_formats import export_formats
from provenance.reports.progress_bar import ProgressBar
from provenance.reports.view import (
    View,
    terminal_width,
    use_colour,
    write_message,
    write_text,
)

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from provenance.pipeline.rulings import Ruling
    from provenance.warehouse.answers import Answer
    from provenance.warehouse.warehouse import Warehouse


@click.group(
    cls=CommandGroup,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": PREFIX},
    epilog="Example: provenance demo",
)
@click.version_option(provenance.__version__, prog_name="provenance")
def main() -> None:
    """Find copies, excerpts, rewrites and translations in news text, and who derived them from whom."""


# -- commands ----------------------------------------------------------------------------------------------------------


@main.command(
    short_help="Read what is new, run every stage, say what was found.",
    epilog="Example: provenance trace stories/ archive.jsonl.gz --db news.duckdb",
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@new_file_settings
@database
@takes_limits
@reads_inputs
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="Where stages run: on this machine, or on a cluster (docs: outgrow one machine).",
)
@click.option("--spark", "address", metavar="sc://HOST:PORT", help="The Spark Connect server of --engine spark.")
@click.option(
    "--spark-archive",
    "archive",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A packed environment for workers that lack this package.",
)
@click.option("-o", "--output", metavar="FOLDER", help="The Parquet folder of --engine spark, as the workers see it.")
@shows_progress
def trace(
    paths: tuple[Path, ...],
    settings: dict[str, str],
    db: Path,
    wait: float,
    limits: dict[str, Any],
    inputs: dict[str, Any],
    engine: str,
    address: str | None,
    archive: Path | None,
    output: str | None,
    progress: ProgressBar,
) -> None:
    """Read what is new under PATHS, run every stage that is not done, say what was found.

    With --engine spark all of that happens on a cluster, which leaves a Parquet folder; `provenance import` makes a
    database of it.
    """
    if engine == "spark":
        trace_on_cluster(paths, output, address, archive, progress, settings=settings, **inputs)
        return
    if address or archive or output:
        raise UsageError("--spark, --spark-archive and -o go with --engine spark", "add it, or leave them out")
    summary = provenance.trace(
        paths, db, settings=settings, wait=wait, progress=progress, tell=progress.tell, **limits, **inputs
    )
    finish_run(summary, db, progress)


def trace_on_cluster(
    paths: tuple[Path, ...], output: str | None, address: str | None, archive: Path | None, progress: ProgressBar,
    *, metadata: Path | None = None, **options: Any,
) -> None:  # fmt: skip
    """Run the stages on a cluster, and say what it left and what to do next."""
    if not (paths and address and output):
        raise UsageError(
            "--engine spark needs PATHS, --spark and -o",
            "write: trace PATHS --engine spark --spark sc://HOST:15002 -o FOLDER",
        )
    if metadata:
        raise UsageError(
            "--metadata is not read on a cluster", "put its columns into the records, or trace on one machine"
        )
    summary = provenance.trace_on_spark(
        paths, output, address, archive=archive, progress=progress, tell=progress.tell, **options
    )
    progress.finish()
    progress.tell(summary.told())
    if summary.set_aside:
        sys.exit(PARTIAL)


@main.command(
    short_help="Read documents in, without analysis.",
    epilog="Example: provenance add stories/ --outlet 'Valley Courier' --db news.duckdb",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@new_file_settings
@database
@reads_inputs
@shows_progress
def add(
    paths: tuple[Path, ...],
    settings: dict[str, str],
    db: Path,
    wait: float,
    inputs: dict[str, Any],
    progress: ProgressBar,
) -> None:
    """Read documents into the warehouse, without analysis."""
    summary = provenance.add(paths, db, settings=settings, wait=wait, progress=progress, **inputs)
    finish_run(summary, db, progress)


@main.command(
    short_help="Trace what is new again and again; print who took what from whom.",
    epilog="Example: provenance watch incoming/ wire.rss --every 300 --db news.duckdb",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--every", type=float, default=300.0, show_default=True, help="Seconds between two rounds.")
@click.option("--rounds", type=int, default=0, help="Rounds after which it ends (0: not before Ctrl-C).")
@click.option("--all", "everything", is_flag=True, help="Print what the database held before it was watched, too.")
@click.option("--of", "of_outlet", help="Only documents of this outlet.")
@click.option("--agency", help="Only stories that go back to this outlet, through any number of hands.")
@click.option("--uncredited", is_flag=True, help="Only where no credit was found.")
@database
@reads_inputs
@shows_progress
def watch(paths: tuple[Path, ...], db: Path, inputs: dict[str, Any], progress: ProgressBar, **options: Any) -> None:
    """Trace what is new under PATHS, print each new edge as a JSON line, wait, and begin again.

    What was printed is not printed again, also after an interruption. A feed is a file that something else fetches.
    Ends with 4 where it printed something, with 0 where it did not.
    """
    edges = provenance.watch(paths, db, progress=progress, tell=progress.tell, **options, **inputs)
    if print_rows(edges):
        sys.exit(ALERTS)


@main.command(
    short_help="Say where a pasted text is from.", epilog="Example: provenance where pasted.txt --db news.duckdb"
)
@click.argument("text", metavar="FILE")
@reads("tree")
def where(warehouse: Warehouse, text: str) -> View:
    """Say where the text of FILE is from (-: standard input; an address or id: a page of the database)."""
    from provenance.reports.answers import render_where

    result = provenance.where(warehouse, provenance.pasted_text(warehouse, text))
    render = partial(render_where, corpus=result.corpus, text=result.text, credits=result.credits, basis=result.basis)
    return View(result.sources, render)


@main.command(
    short_help="Show who derived from whom, as trees.",
    epilog="Example: provenance chains owl-ferry --explain --db news.duckdb",
)
@click.argument("name", required=False)
@click.option("--since", metavar="TIME", help="Only chains with a document added since (ISO 8601, UTC).")
@click.option("--outlet", help="Only chains with a document of this outlet.")
@click.option("--agency", help="Only chains that go back to this outlet, through any number of hands.")
@click.option("--uncredited", is_flag=True, help="Only chains with a document in which no credit was found.")
@click.option("--list", "stories", is_flag=True, help="A line for each story, the largest first, instead of its tree.")
@click.option(
    "--explain",
    is_flag=False,
    flag_value="strongest",
    metavar="[all]",
    help="Say the three strongest reasons of every edge, and what speaks against it; all: every reason.",
)
@reads("tree")
def chains(warehouse: Warehouse, /, name: str | None, stories: bool, explain: str | None, **filters: Any) -> View:
    """Show syndication chains: all, or those that the document or outlet NAME is in."""
    from provenance.reports.pages.rendering import render_chains_page
    from provenance.reports.tree import render_chains, render_undetermined_below

    if explain not in (None, "strongest", "all") and name is None:  # chains --explain NAME
        name, explain = explain, "strongest"
    selection = warehouse.select_chains(name, **filters)
    if stories:
        return View(warehouse.query("reports/stories", {"selected": selection.chains}))
    return View(
        selection.chains,
        partial(render_chains, explain=explain or ""),
        hidden=("evidence", "root_title", "root_url", "url"),
        below_tree=partial(render_undetermined_below, selection.undetermined),
        page=partial(render_chains_page, explain=explain or ""),
    )


@main.command(
    short_help="Find documents, outlets and stories by words.",
    epilog="Example: provenance find ferry engine --db news.duckdb",
)
@click.argument("words", nargs=-1, required=True)
@click.option("--most", type=int, default=50, show_default=True, help="Rows to show.")
@reads()
def find(warehouse: Warehouse, words: tuple[str, ...], most: int) -> View:
    """Find documents, outlets and stories whose id, address, headline, name or text holds all WORDS."""
    return View(warehouse.find(" ".join(words), most))


@main.command(
    short_help="Show which outlet derives from which.",
    epilog="Example: provenance sources 'Valley Courier' --db news.duckdb",
)
@click.argument("outlet", required=False)
@reads()
def sources(warehouse: Warehouse, outlet: str | None) -> View:
    """Show which outlet derives from which: documents, credited or not, share and lag."""
    outlet_id = outlet and warehouse.outlet_id(outlet)
    return View(warehouse.query("reports/sources", outlet=outlet_id), hidden=("outlet_id", "source_outlet_id"))


@main.command(
    short_help="Show two documents side by side.",
    epilog="Example: provenance compare valley-ferry owl-ferry --db news.duckdb",
)
@click.argument("a")
@click.argument("b")
@reads("tree")
def compare(warehouse: Warehouse, a: str, b: str) -> View:
    """Show the passages that documents A and B share, side by side."""
    from provenance.reports.comparison import render_comparison

    pair = warehouse.compare(warehouse.document_id(a), warehouse.document_id(b))
    return View(pair.passages, partial(render_comparison, left=pair.left, right=pair.right, match=pair.match))


@main.command(
    short_help="Show blocks that a document repeats.",
    epilog="Example: provenance repeats --format json --db news.duckdb",
)
@click.argument("document", required=False)
@reads("tree")
def repeats(warehouse: Warehouse, document: str | None) -> View:
    """Show the blocks that are repeated inside one document: in DOCUMENT, or in all."""
    from provenance.reports.answers import render_repeats

    document_id = document and warehouse.document_id(document)
    return View(warehouse.query("reports/repeats", document=document_id), render_repeats)


# fmt: off


@main.command(short_help="Write what the database holds for other programs.", epilog="Example: provenance export -o story.graphml --agency Reuters --db news.duckdb")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The file or folder to write.")
@click.option("--as", "form", type=click.Choice([record.name for record in export_formats()]),
              help="In which form.  [default: as the ending of the file says]")
@selects_stories
@database
@shows_progress
def export(output: Path, progress: ProgressBar, **options: Any) -> None:
    """Write the edges as a graph or as statements, or the tables, in a form that other programs read."""
    progress.tell(str(provenance.export(output, progress=progress, **options)))
@main.command(short_help="Write a page to hand on: stories, texts side by side, rights.", epilog="Example: provenance report -o story.html --document owl-ferry --db news.duckdb")
@click.option("-o", "--output", "--figure", required=True, type=click.Path(dir_okay=False, path_type=Path),
              help="The file: .html for the page, .md for a memo, .svg for a picture.")
@click.option("--draw", type=click.Choice(["story", "matrix"]), default="story", help="What a picture shows.")
@selects_stories
@database
@shows_progress
def report(output: Path, progress: ProgressBar, **options: Any) -> None:
    """Write one HTML page that needs nothing outside itself: who took what from whom, and the evidence of every edge."""
    progress.tell(str(provenance.report(output, progress=progress, **options)))
# fmt: on


@main.command(
    "import",
    short_help="Make a database of an export as a Parquet folder.",
    epilog="Example: provenance import exported/ --db again.duckdb",
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@database
@shows_progress
def import_command(folder: Path, db: Path, wait: float, progress: ProgressBar) -> None:  # noqa: ARG001 - a new file
    """Make a database of the FOLDER that `export --as parquet-folder` wrote, and hold its tables against the folder's."""
    from provenance.reports.summary import render_imported

    imported = provenance.import_folder(folder, db, progress=progress)
    progress.finish()
    if imported.compared:
        progress.tell(render_imported(imported.compared, imported.differing))
    finish_run(imported, db, progress)


@main.command(
    short_help="Show the pages over the whole database in a browser.",
    epilog="Example: provenance serve --db news.duckdb",
)
@click.option("--port", type=int, default=8321, show_default=True, help="Where it listens (0: any that is free).")
@click.option("--no-browser", is_flag=True, help="Open no browser.")
@click.option("--rulings", is_flag=True, help="Pages have buttons that rule on edges.")
@database
def serve(port: int, no_browser: bool, rulings: bool, db: Path, wait: float) -> None:
    """Serve the pages over the whole database, on this machine alone, until Ctrl-C; it only reads, but for --rulings."""
    provenance.serve(db, port=port, open_browser=not no_browser, rulings=rulings, wait=wait, tell=write_message)


@main.command(
    short_help="Ask a ready question, or list them.",
    epilog="Example: provenance ask which_agency -p outlet='Valley Courier' --db news.duckdb",
)
@click.argument("name", required=False)
@parameters
@click.option("--timeout", type=float, default=600.0, show_default=True, help="Seconds after which it is stopped.")
@questions_folder
@lists_without_name
@answers
def ask(
    warehouse: Warehouse, name: str, values: tuple[str, ...], timeout: float, on_stuck: Callable[[], None]
) -> AbstractContextManager[Answer]:
    """Ask a ready question; without NAME: list them."""
    return warehouse.asking(name, json_values(values), seconds=timeout, on_stuck=on_stuck)


@main.command(
    cls=StatementCommand,
    short_help="Run one SQL statement that reads.",
    epilog="Example: provenance sql 'FROM outlet_sources LIMIT 9' --db news.duckdb",
)
@click.argument("statement", required=False)
@click.option("--file", type=click.File("rb"), help="Read the statement from this file (-: standard input).")
@parameters
@click.option("--timeout", type=float, default=60.0, show_default=True, help="Seconds after which it is stopped.")
@without_questions
@answers
def sql(
    warehouse: Warehouse, statement: str | None, file: BinaryIO | None, values: tuple[str, ...], timeout: float,
    on_stuck: Callable[[], None],
) -> AbstractContextManager[Answer]:  # fmt: skip
    """Run one SQL STATEMENT (-: standard input) over the warehouse; it only reads.

    What CSV holds is what the texts say: a title may be a formula to a spreadsheet. --csv-safe makes text of it.
    """
    if (statement is None) == (file is None):
        raise UsageError("one statement is taken", "give it as an argument, by --file FILE, or on standard input by -")
    source = file or (sys.stdin.buffer if statement == "-" else None)
    text = source.read().decode("utf-8-sig", "replace") if source else statement or ""
    return warehouse.answer(text, json_values(values), seconds=timeout, on_stuck=on_stuck)


@main.command(
    short_help="Show what the database holds, and what is left to do.",
    epilog="Example: provenance status --db news.duckdb",
)
@click.option("--settings", "part", flag_value="settings", help="Show the settings that it was made with instead.")
@click.option("--all", "part", flag_value="all", help="Show every outlet's last document, and the settings, too.")
@reads()
def status(warehouse: Warehouse, part: str | None) -> View:
    """Show what the warehouse holds, what is left to do, and which outlets have been silent longest."""
    return View(provenance.status(warehouse, part or "page"))


@main.command(
    "config", short_help="Show where the value of each option comes from.", epilog="Example: provenance config trace"
)
@click.argument("command", required=False)
@click.option("--all", "is_all", is_flag=True, help="Every option of every command, and every setting.")
@shows()
@click.pass_context
def show_configuration(ctx: click.Context, command: str | None, is_all: bool) -> View:
    """Show the value of each option, and where it comes from: for COMMAND, or what differs from what is built in.

    The command line comes first, then the environment (PROVENANCE_DB, else PROVENANCE_COMMAND_OPTION), then
    provenance.toml or [tool.provenance] of pyproject.toml, in this folder or the nearest above it (or the file that
    PROVENANCE_CONFIG names), then what is built in. Such a file sets db, wait, quiet, verbose, log-json, questions and
    who for all commands; [trace] and so on the options of one; [settings] the settings of new databases.
    """
    return configuration_view(ctx, command, is_all=is_all)


@main.group()
def outlets() -> None:
    """Outlets: the agencies, papers, broadcasters and sites that texts can come from."""


@outlets.command("add", epilog="Example: provenance outlets add outlets.csv --db news.duckdb")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@database
def add_outlets(file: Path, db: Path, wait: float) -> None:
    """Add outlets from a CSV FILE (outlet_id, name, kind, country, owner, aliases, bare_aliases, domains)."""
    number = provenance.add_outlets(file, db, wait=wait)
    write_message(f"{number} outlets added or changed; run: provenance trace --db {db}")


# fmt: off
@main.command(short_help="Write a corpus without its copies and repeats.", epilog="Example: provenance clean corpus/*.jsonl.gz -o cleaned --keep earliest")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="The folder to write.")
@click.option("--level", "levels", multiple=True, metavar="LEVEL",
              help="What is removed (default: exact near repeats boilerplate; also: contained passages short).")
@click.option("--keep", default="earliest", show_default=True,
              help="Which copy stays: earliest, latest, longest, first, original, credited.")
@click.option("--prefer", multiple=True, metavar="SQL",
              help="Documents where this SQL expression is greater, or true, stay before others.")
@click.option("--split-order", default="", metavar="SPLIT,…",
              help="Remove copies across these splits, from those named later (else splits stay apart).")
@click.option("--against", multiple=True, type=click.Path(path_type=Path),
              help="An evaluation set: documents that hold its items are removed.")
@click.option("--known", "releases", multiple=True, type=click.Path(path_type=Path),
              help="An earlier release: what it holds stays before all else, and is not written.")
@click.option("--again", type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="Instead of PATHS: an earlier output, decided again from its measures.")
@click.option("--as", "form", type=click.Choice(list(CORPUS_FORMATS)), default="parquet", show_default=True,
              help="The format of the output; same: the format of each input file.")
@click.option("--shard-size", default="500MB", show_default=True, metavar="SIZE",
              help="Most bytes of records in a file of the output (0: one file).")
@click.option("--drop-lists", is_flag=True, help="Write drop/: ids of what went, and its positions as datatrove reads them.")
@click.option("--weights", is_flag=True, help="Write weights.parquet: the copies, first date and outlets of what stays.")
@click.option("--license", default="", help="What the card says: an identifier such as cc-by-4.0, a name, an address.")
@click.option("--setting", "settings", multiple=True, metavar="NAME=NUMBER", callback=setting_values,
              help="A setting, such as near=0.8 (docs: settings).")
@click.option("--dry-run", is_flag=True, help="Show what would be removed, by reason, with examples; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON on standard output.")
@click.option("--explain", metavar="DOCUMENT", help="Say what became of one document in the folder given with -o.")
@takes_limits
@reads_inputs
@shows_progress
def clean(
    paths: tuple[Path, ...], output: Path | None, explain: str | None, again: Path | None, dry_run: bool,
    levels: tuple[str, ...], keep: str, prefer: tuple[str, ...], split_order: str, form: str, shard_size: str,
    weights: bool, drop_lists: bool, as_json: bool, license: str, settings: dict[str, str], releases: tuple[Path, ...],
    against: tuple[Path, ...], limits: dict[str, Any], inputs: dict[str, Any], progress: ProgressBar,
) -> None:
    """Write a corpus without its copies and repeated blocks; all that is removed is on record and can be put back."""
    from provenance.reports.cleaning_summary import cleaning_json, render_cleaning, render_dispositions, render_examples

    if explain:
        if output is None:
            raise UsageError("there is no folder to look into", "name the one that clean wrote with -o")
        write_text(render_dispositions(provenance.explain(output, explain)))
        return
    options = provenance.cleaning_options(
        levels=levels, keep=keep, prefer=prefer, split_order=tuple(filter(None, split_order.split(","))), form=form,
        shard_size=shard_size, weights=weights, drop_lists=drop_lists, license=license, settings=settings,
    )
    cleaned = provenance.clean(
        paths, output, options=options, known=releases, against=against, again=again, dry_run=dry_run,
        progress=progress, **limits, **inputs,
    )
    if as_json:
        write_text(cleaning_json(cleaned))
    elif dry_run:
        write_text(render_examples(cleaned))
    if not dry_run:
        progress.tell(render_cleaning(cleaned))
    if cleaned.partial:
        sys.exit(PARTIAL)
# fmt: on


@main.command(epilog="Example: provenance restore cleaned -o corpus")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where to write.")
@shows_progress
def restore(folder: Path, output: Path, progress: ProgressBar) -> None:
    """Put the input of a cleaning together again from the FOLDER that it wrote."""
    from provenance.reports.wording import quantity

    files = provenance.restore(folder, output, progress=progress)
    progress.tell(f"{quantity(len(files), 'file')} written to {output}")


# -- rulings -----------------------------------------------------------------------------------------------------------


@main.group("rule", short_help="Rule on an edge, an outlet, a date or a document.")
def rule_group() -> None:
    """A person's ruling on an edge, an outlet, a date or a document: all that is inferred from then on obeys it."""


@rule_group.command(
    "edge", epilog="Example: provenance rule edge owl-ferry valley-ferry yes --note 'their editor says so'"
)
@click.argument("document")
@click.argument("source")
@click.argument("verdict", type=click.Choice(["yes", "no"]))
@rules
def rule_edge(document: str, source: str, verdict: str, **options: Any) -> Ruling:
    """Rule that DOCUMENT derives from SOURCE (a document or an unseen source), or that it does not."""
    return provenance.rule("edge", document, verdict, source=source, **options)


@rule_group.command("outlet", epilog="Example: provenance rule outlet owl-ferry 'Valley Courier'")
@click.argument("document")
@click.argument("outlet")
@rules
def rule_outlet(document: str, outlet: str, **options: Any) -> Ruling:
    """Rule whose DOCUMENT is: the id, name or domain of an OUTLET that is known."""
    return provenance.rule("outlet", document, outlet, **options)


@rule_group.command("date", epilog="Example: provenance rule date owl-ferry 2024-05-03T10:05Z")
@click.argument("document")
@click.argument("time")
@rules
def rule_date(document: str, time: str, **options: Any) -> Ruling:
    """Rule when DOCUMENT was published: a TIME in ISO 8601, as finely as it is known, or unknown."""
    return provenance.rule("date", document, time, **options)


@rule_group.command("document", epilog="Example: provenance rule document owl-ferry original")
@click.argument("document")
@click.argument("verdict", type=click.Choice(["original"]))
@rules
def rule_document(document: str, verdict: str, **options: Any) -> Ruling:
    """Rule that DOCUMENT is original: that it derives from nothing."""
    return provenance.rule("document", document, verdict, **options)


@rule_group.command("withdraw", epilog="Example: provenance rule withdraw 3")
@click.argument("number", type=int)
@rules
def rule_withdraw(number: int, **options: Any) -> Ruling:
    """Withdraw the ruling of this NUMBER; it stays on record."""
    return provenance.withdraw(number, **options)


@rule_group.command("list", epilog="Example: provenance rule list --format csv")
@reads()
def rule_list(warehouse: Warehouse) -> View:
    """List what has been ruled, by whom, why, and whether it holds."""
    return View(warehouse.query("reports/rulings"))


# -- other databases ---------------------------------------------------------------------------------------------------


@main.command(
    short_help="Copy the database for others to read.",
    epilog="Example: provenance snapshot readers.duckdb --db news.duckdb",
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@database
def snapshot(file: Path, db: Path, wait: float) -> None:
    """Copy the database to FILE, complete or not at all: for readers, while a run holds the database itself."""
    size = provenance.snapshot(file, db, wait=wait)
    write_message(f"{size:,} bytes copied to {file}")


@main.command(
    short_help="Analyse the same documents again in another file.",
    epilog="Example: provenance rerun --into all.duckdb --setting embedding_share=1 --db news.duckdb",
)
@click.option("--into", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The new database file.")
@new_file_settings
@database
@shows_progress
def rerun(into: Path, settings: dict[str, str], db: Path, wait: float, progress: ProgressBar) -> None:
    """Analyse the documents of the database again in another file, under other settings or a newer release."""
    summary = provenance.rerun(into, db, settings=settings, wait=wait, progress=progress)
    finish_run(summary, into, progress)


@main.command(
    short_help="Show which edges differ between two databases.",
    epilog="Example: provenance diff news.duckdb all.duckdb",
)
@click.argument("old", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("new", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--tolerance", type=float, default=0.02, show_default=True, help="Confidence by which an edge may differ."
)
@waiting
@shows("tree")
def diff(old: Path, new: Path, tolerance: float, wait: float) -> View:
    """Show every edge that was gained, lost or changed from the database OLD to the database NEW."""
    from provenance.reports.diff import render_changes, render_difference_counts

    differences = provenance.diff(old, new, tolerance=tolerance, wait=wait)
    return View(differences.changes, render_changes, summary=render_difference_counts(differences))


@main.command(
    short_help="Take documents and all that rests on them out.",
    epilog="Example: provenance remove owl-ferry --versions --db news.duckdb",
)
@click.argument("documents", nargs=-1, required=True)
@click.option("--versions", is_flag=True, help="Every version of a document is removed with it.")
@database
@shows_progress
def remove(documents: tuple[str, ...], versions: bool, db: Path, wait: float, progress: ProgressBar) -> None:
    """Take DOCUMENTS and all that rests on them out; the rest is as if they had never been there."""
    from provenance.reports.removal import render_removal

    progress.tell(render_removal(provenance.remove(documents, db, versions=versions, wait=wait, progress=progress)))


@main.command(
    short_help="Print the completion of a shell.",
    epilog="Example: provenance completion bash > ~/.provenance-completion",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what completes commands and options in a SHELL: eval "$(provenance completion bash)"."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    write_text(kind(main, {}, "provenance", "_PROVENANCE_COMPLETE").source())


@main.command(short_help="Do the main job on a made-up corpus.", epilog="Example: provenance demo --db demo.duckdb")
@click.option("--db", type=click.Path(dir_okay=False, path_type=Path), help="Keep the database here.")
@click.option(
    "--report", "page", type=click.Path(dir_okay=False, path_type=Path), help="Write its report to this file."
)
@shows_progress
def demo(db: Path | None, page: Path | None, progress: ProgressBar) -> None:
    """Do the main job on a small made-up corpus that ships with the package."""
    from provenance.reports.demo import render_demonstration

    demonstration = provenance.demo(db, page=page, progress=progress, tell=progress.tell)
    write_text(render_demonstration(demonstration, width=terminal_width(), colour=use_colour()))


if __name__ == "__main__":
    # GC tuning: a run keeps nearly all that it loads, and searching it for cycles again and again costs a tenth of the
    # time; at exit nothing needs to be collected.
    gc.set_threshold(100_000, 50, 50)
    atexit.register(gc.freeze)
    main(prog_name="provenance")
