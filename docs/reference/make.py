"""Write the reference pages from the code itself: ``python docs/reference/make.py``.

``tests/house/test_docs.py`` fails where a page is not what this would write.
"""

from __future__ import annotations

import dataclasses
import importlib.util
import inspect
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

import provenance
from provenance import errors
from provenance.cleaning.corpus_formats import CORPUS_FORMATS
from provenance.meanings import column_meanings, row_meaning
from provenance.pipeline import registry
from provenance.pipeline.stage import Stage, always
from provenance.readers import formats
from provenance.reports import output_formats
from provenance.reports.questions import HEADINGS
from provenance.reports.table import render_table
from provenance.resources import demo_corpus
from provenance.settings import DECLARED, GROUPS, Settings
from provenance.stages.derivations.direction_features import MODEL
from provenance.stages.derivations.feature_model import FeatureModel
from provenance.text.credits.languages import installed_languages
from provenance.text.credits.word_lists import Language
from provenance.warehouse import sql_files
from provenance.warehouse.warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WIDTH = 110
MADE = "<!-- made by docs/reference/make.py: change the code, then run it -->\n"

INPUT_FORMATS = "<!-- made by docs/reference/make.py from provenance/readers/formats.py -->\n"

LANGUAGES_START = "<!-- made by docs/reference/make.py from provenance/text/credits/languages -->\n"
WORD_LISTS = [field.name for field in dataclasses.fields(Language) if field.name not in ("tag", "name", "script")]
MANY_LISTS = 16
"""Word lists from which a language's credits count as read."""

OUTPUTS_INTRO = (
    "Every command that shows rows writes them in these formats, in their order. CSV holds lists as JSON text; CSV, "
    "JSON and JSON Lines hold times as ISO 8601 in UTC and bytes in hexadecimal. Formats for people leave out columns "
    "that only programs need. A file appears complete or not at all.\n\n"
    "Answers of `sql` and `ask` are written as they are computed as CSV, TSV, JSON, JSON Lines, Parquet and Arrow; the "
    "other formats hold answers of at most 64 MiB. XLSX needs the extra `xlsx`; SQLite has one table, `answer`. "
    "`--csv-safe` puts an apostrophe before texts that a spreadsheet takes for a formula.\n"
)

EXPORTS_INTRO = (
    "`provenance export -o FILE --as NAME`: made of the whole warehouse, or of the stories that `--chain`, "
    "`--document`, `--outlet` or `--agency` choose.\n"
)

SCHEMAS = (
    ("`--as`", "schema", "how"),
    ("---", "---", "---"),
    ("`prov-json`", "the JSON schema that comes with the library `prov`", "by a test; read back by `prov`"),
    (
        "`prov-jsonld`",
        "the JSON schema that comes with the library `prov`",
        (
            "by a test, all but one point: the schema wants the context as an address, ours stands inside, so that "
            "reading it loads nothing"
        ),
    ),
    (
        "`schema-org`",
        "the vocabulary of schema.org as `rdflib` has it",
        "by a test: every class and property is one of it; read back by `rdflib`",
    ),
    (
        "`ninjs`",
        "`ninjs-schema_3.1.json` of IPTC",
        (
            "by hand for this release: no error in 1,971 items; it comes with no package, so a test holds the names "
            "and types of what is written"
        ),
    ),
    (
        "`gexf`",
        "`gexf.xsd` 1.3 of the Gephi project",
        (
            "by hand for this release: valid; it comes with no package, so a test holds that every value is declared "
            "and of its type; read back by `networkx`"
        ),
    ),
    (
        "`graphml`",
        "none: its XSD comes with no package, and not all its parts could be had",
        (
            "a test as for `gexf`; read back by `networkx`. Nodes are called by the ids of documents; the XSD wants "
            "names without spaces and slashes there, which readers do not ask for"
        ),
    ),
    ("`prov-n`, `dot`, `mermaid`", "there is none", "`dot` is read back by `pydot`, the others are looked at"),
    ("`ro-crate`", "there is none that is a file", "read back by `rocrate`: sizes and SHA-256 of every file"),
    ("`xlsx`, `sqlite`, folders", "there is none", "read back by `openpyxl`, `sqlite3`, `polars`"),
)
"""What each export is held against."""

PUBLIC_MACRO = re.compile(r"MACRO ((\w+)\([^)]*\))")

EXIT_CODES = (
    "Exit codes: 0 done; 1 failed; 2 wrong usage; 3 done in part; 4 `watch` found something; 10 no such database; "
    "11 database in use; 130 interrupted.\n"
)

STAGES_INTRO = (
    "What `provenance trace` does with documents once they are read, in this order. A stage runs for the documents "
    "that it has not done; it is done again where its version, the settings it reads, or a stage that it rests on "
    "has changed. "
    "`provenance status` says what is left to do. [Design](../explanation/design.md) explains how."
)


def main() -> None:
    """Write every page."""
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")


def pages() -> dict[str, str]:
    """Return the text of every page, by file name."""
    return {
        "commands.md": commands(),
        "inputs.md": inputs(),
        "outputs.md": outputs(),
        "tables.md": table_page(),
        "settings.md": settings(),
        "stages.md": stage_page(registry.STAGES),
        "direction-features.md": direction_features(MODEL),
        "questions.md": questions(),
        "errors.md": error_page(),
        "python.md": f"{MADE}\n{loaded('python_page', HERE / 'python_page.py').python_page()}",
        "../explanation/credits.md": credit_languages(),
        "../man/provenance.1": man_page(),
    }


def credit_languages() -> str:
    """Return the page on credits with its list of languages, from their word lists."""
    counts = {
        f"{language.name} (`{language.tag}`)": sum(bool(getattr(language, name)) for name in WORD_LISTS)
        for language in sorted(installed_languages(), key=lambda language: language.name)
    }
    read = [name for name, lists in counts.items() if lists >= MANY_LISTS]
    partly_read = [name for name, lists in counts.items() if lists < MANY_LISTS]
    text = f"{LANGUAGES_START}Credits are read in {', '.join(read)}; a few words alone in {', '.join(partly_read)}.\n"
    page = (HERE.parent / "explanation" / "credits.md").read_text(encoding="utf-8")
    return re.sub(rf"{LANGUAGES_START}.*\n", lambda _: text, page)


def row(*cells: str) -> str:
    """Return a line of a Markdown table."""
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def commands() -> str:
    """Return the page of commands, from the command line itself."""
    module = loaded("command_line", ROOT / "cli.py")
    parts = [
        MADE,
        "# Commands\n",
        EXIT_CODES,
    ]
    parts += [command_part(command, f"provenance {name}") for name, command in flat(module.main)]
    return "\n".join(parts)


def loaded(name: str, file: Path) -> ModuleType:
    """Return a module that stands in no package."""
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def man_page() -> str:
    """Return the man page, from the command line itself."""
    main = loaded("command_line", ROOT / "cli.py").main
    text: str = loaded("man_page", HERE / "man_page.py").man_page(main, flat(main))
    return text


def flat(group: click.Group, before: str = "") -> list[tuple[str, click.Command]]:
    """Return a group's commands with their full names, those of its groups included, in order."""
    commands: list[tuple[str, click.Command]] = []
    for name, command in group.commands.items():
        commands += flat(command, f"{name} ") if isinstance(command, click.Group) else [(before + name, command)]
    return commands


def command_part(command: click.Command, name: str) -> str:
    """Return the part of one command."""
    context = click.Context(command, info_name=name)
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    lines = [
        f"## {name}\n",
        f"`{name} {' '.join(command.collect_usage_pieces(context))}`\n",
        inspect.cleandoc(command.help or "") + "\n",
        f"`{(command.epilog or '').removeprefix('Example: ')}`\n",
    ]
    if options:
        lines += [row("option", "what it does"), row("---", "---")]
        lines += [row(f"`{', '.join(option.opts)}`", option.help or "") for option in options]
    return "\n".join(lines) + "\n"


def inputs() -> str:
    """Return the page of inputs: its table of formats from their registry, the rest as it is written by hand."""
    text = (HERE / "inputs.md").read_text(encoding="utf-8")
    start, stop = text.index(INPUT_FORMATS) + len(INPUT_FORMATS), text.index("<!-- end -->")
    lines = [row("format", "endings", "one document is", "`clean` keeps"), row("---", "---", "---", "---")]
    return "\n".join([text[:start].rstrip(), *lines, *map(input_row, formats.FORMATS), text[stop:]])


def input_row(form: formats.Format) -> str:
    """Return one input format's line."""
    extra = f" (extra `{form.extra}`)" if form.extra else ""
    keeps = form.raw_form.keeps if form.raw_form else "the whole file"
    return row(form.name + extra, " ".join(f"`{ending}`" for ending in form.endings), form.document, keeps)


def outputs() -> str:
    """Return the page of output formats, from their registry."""
    terminal = "`table` and `tree` are text for a terminal; in a file they end in `.txt`."
    heads = (row("`--format`", "ending of `-o`", "media type", "for"), row("---", "---", "---", "---"))
    tables_of_rows = output_formats.table_formats()
    exports = [record for record in output_formats.OUTPUT_FORMATS if record not in tables_of_rows]
    lines = [MADE, "# Output formats\n", OUTPUTS_INTRO, terminal + "\n", *heads, *map(output_row, tables_of_rows)]
    if exports:
        lines += [
            "\n## Exports\n",
            EXPORTS_INTRO,
            row("`--as`", "ending of `-o`", "media type", "what it is"),
            row("---", "---", "---", "---"),
            *map(export_row, exports),
            "\n### What the exports are held against\n",
            *(row(*cells) for cells in SCHEMAS),
        ]
    lines += ["\n## What `clean` writes\n", row("`--as`", "`data/` holds"), row("---", "---")]
    lines += [row(f"`{corpus_format.name}`", corpus_format.meaning) for corpus_format in CORPUS_FORMATS.values()]
    return "\n".join(lines) + "\n"


def output_row(record: output_formats.OutputFormat) -> str:
    """Return the line of one output format."""
    return row(
        f"`{record.name}`", " ".join(f"`{ending}`" for ending in record.endings), record.media_type, record.audience
    )


def export_row(record: output_formats.OutputFormat) -> str:
    """Return the line of one export."""
    extra = f" (extra `{record.extra}`)" if record.extra else ""
    endings = " ".join(f"`{ending}`" for ending in record.endings)
    return row(f"`{record.name}`", endings, record.media_type, record.meaning + extra)


def table_page() -> str:
    """Return the page of tables, views and macros, each with an example over the demo corpus."""
    with tempfile.TemporaryDirectory() as folder, example_warehouse(Path(folder) / "w.duckdb") as warehouse:
        names = warehouse.sql(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main' ORDER BY table_name"
        ).to_series()
        parts = [relation(warehouse, name) + example(warehouse, name) for name in names]
        parts += [
            "## Macros\n",
            *(macro(warehouse, query) for query in sql_files.queries("views") if PUBLIC_MACRO.search(query.text)),
        ]
    intro = (
        "Offsets are Unicode code points into `documents.text`, half open. Times are UTC. The examples are asked of "
        "the demo corpus and the documents of `docs/reference/more_documents.jsonl`.\n"
    )
    return "\n".join([MADE, "# Tables and views\n", intro, *parts])


def example_warehouse(path: Path) -> Warehouse:
    """Return the warehouse of the examples, open for reading: the demo corpus and some more documents."""
    provenance.trace([demo_corpus()], path)
    provenance.trace([HERE / "more_documents.jsonl"], path)
    provenance.rule(
        "edge", "skerry-pier", "no", source="gannet-pier", db=path, note="both had the board's notice", who="Ada"
    )
    return Warehouse.open(path)


def example(warehouse: Warehouse, name: str) -> str:
    """Return the example of a table, view or macro: the question, the SQL, and what it answers."""
    query = sql_files.query(f"examples/{name}")
    answer = render_table(warehouse.query(query.name), width=WIDTH)
    return f"\n{query.answers}\n\n```sql\n{statement(query)}\n```\n\n```text\n{answer}\n```\n"


def relation(warehouse: Warehouse, name: str) -> str:
    """Return the part of one table or view."""
    description = warehouse.sql(f"SELECT column_name, column_type FROM (DESCRIBE {name})")  # noqa: S608 - a table of the warehouse
    view = next((query for query in sql_files.queries("views") if re.search(rf"VIEW {name} AS", query.text)), None)
    meaning_of = column_meanings(name)
    lines = [
        f"## {name}\n",
        (view.answers if view else row_meaning(name)) + "\n",
        row("column", "type", "meaning"),
        row("---", "---", "---"),
    ]
    lines += [row(f"`{column}`", kind, meaning_of.get(column, "")) for column, kind in description.iter_rows()]
    return "\n".join(lines) + "\n"


def macro(warehouse: Warehouse, query: sql_files.Query) -> str:
    """Return the part of one macro."""
    signature = PUBLIC_MACRO.search(query.text)
    assert signature
    return f"### {signature[1]}\n\n{query.answers}\n" + example(warehouse, signature[2])


def settings() -> str:
    """Return the page of settings."""
    intro = (
        "Every number that changes a result, by the group that reads it. `trace --setting NAME=NUMBER` chooses one\n"
        "for a new file, which keeps all but those of the group `cleaning`; `clean --setting NAME=NUMBER` takes every\n"
        "one. Ranges include both ends; shares, probabilities and similarities are between 0 and 1.\n"
    )
    lines = [MADE, "# Settings\n", intro]
    for name in GROUPS:
        of_group = [setting for setting in DECLARED.values() if setting.group == name]
        lines += [f"## {name}\n", f"{about(name)}\n"]
        lines += [row("setting", "default", "range", "meaning"), row("---", "---", "---", "---")]
        lines += [row(f"`{s.name}`", str(s.default), f"{s.least} … {s.most}", s.meaning) for s in of_group]
        lines.append("")
    return "\n".join(lines)


def about(group: str) -> str:
    """Return what a group of settings is about: the first line of its docstring."""
    return (type(getattr(Settings(), group)).__doc__ or "").split("\n\n")[0]


def stage_page(stages: tuple[Stage, ...]) -> str:
    """Return the page of stages, in the order in which they run."""
    lines = [
        MADE,
        "# Stages",
        "",
        STAGES_INTRO,
        "",
        row("stage", "gives", "rests on", "settings", "tables"),
        row(*["---"] * 5),
    ]
    for stage in stages:
        gives = (stage.run.__doc__ or "").partition("\n")[0].removeprefix("Return ").rstrip(".")
        needs = "" if stage.available is always else " (needs the extra `crosslingual`)"
        lines.append(
            row(f"`{stage.name}`", gives + needs, listed(stage.rests_on), listed(stage.settings), listed(stage.writes))
        )
    functions = loaded("stage_functions", HERE / "stage_functions.py").stage_functions()
    return "\n".join(lines) + f"\n{functions}"


def listed(names: Iterable[str]) -> str:
    """Return names as code, separated by commas."""
    return ", ".join(f"`{name}`" for name in names)


def direction_features(model: FeatureModel) -> str:
    """Return the page of direction features and their weights."""
    intro = (
        "What says which of two matching documents derives from the other, and that a document has no source among the "
        "documents. A weight is the log-odds (nats) that one unit of a feature adds; features of one group are one "
        "reason in the `evidence` of a derivation. [Who copied whom](../explanation/who-copied-whom.md) explains how "
        "they add up.\n"
    )
    head = [row("feature", "group", "weight", "meaning"), row("---", "---", "---", "---")]
    pairs = [row(f"`{f.name}`", f.group, f"{f.weight:.2f}", f.meaning) for f in model.features]
    root_head = [row("feature", "weight", "meaning"), row("---", "---", "---")]
    roots = [row(f"`{f.name}`", f"{f.weight:.2f}", f.meaning) for f in model.root_features]
    pair_part = ["## A document and a source it may have\n", *head, *pairs, ""]
    root_part = ["## A document without a source\n", *root_head, *roots, ""]
    return "\n".join([MADE, "# Direction features\n", intro, *pair_part, *root_part])


def questions() -> str:
    """Return the page of ready questions."""
    lines = [MADE, "# Ready questions\n", "`provenance ask NAME -p parameter=value`\n"]
    for asked_by in dict.fromkeys(provenance.questions()["asked_by"]):
        names = provenance.questions().filter(asked_by=asked_by)["question"]
        links = ", ".join(f"[{name}](#{name})" for name in names)
        lines.append(f"- {HEADINGS[asked_by]}: {links}")
    lines.append("")
    for query in sql_files.queries("questions"):
        lines.append(f"## {query.name.split('/')[1]}\n\n{query.answers}\n")
        lines += [
            f"- `{p.name}` ({'must be given' if p.default is None else f'default {p.default}'}): {p.meaning}"
            for p in query.parameters
        ]
        lines.append(f"\n```sql\n{statement(query)}\n```\n")
    return "\n".join(lines)


def statement(query: sql_files.Query) -> str:
    """Return a query's SQL without the comments that open its file."""
    return re.sub(r"\A(--.*\n)+", "", query.text).rstrip()


def error_page() -> str:
    """Return the page of errors: the tree as the code draws it."""
    tree = (errors.__doc__ or "").strip()
    return f"{MADE}\n# Errors\n\n```text\n{tree}\n```\n"


if __name__ == "__main__":
    main()
