"""The man page: every command and option, from the command line itself, in the macros of ``man``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

import provenance

if TYPE_CHECKING:
    from collections.abc import Iterator

EXIT_CODES = {
    "0": "done",
    "1": "failed",
    "2": "wrong usage",
    "3": "done in part: some inputs were set aside, and are listed",
    "10": "there is no such database",
    "11": "the database is in use by another process",
}
ENVIRONMENT = {
    "PROVENANCE_DB": "the database file, where --db is not given",
    "PROVENANCE_QUESTIONS": "a folder of questions of your own, where --questions is not given",
    "NUMBA_CACHE_DIR": "where compiled loops are kept",
    "NO_COLOR": "set to anything: no colours",
}


def man_page(group: click.Group, commands: list[tuple[str, click.Command]]) -> str:
    """Return the page of a group and its commands, given with their full names."""
    lines = [
        '.\\" made by docs/reference/make.py: change the code, then run it',
        f'.TH PROVENANCE 1 "" "news-provenance {provenance.__version__}" "User Commands"',
        ".SH NAME",
        f"provenance \\- {plain(sentence(group)[0].lower() + sentence(group)[1:])}",
        ".SH SYNOPSIS",
        ".B provenance",
        "\\fICOMMAND\\fR [\\fIOPTIONS\\fR] [\\fIARGUMENTS\\fR]",
        ".SH DESCRIPTION",
        plain(
            "provenance reads news texts and records which of them are copies, near-copies, excerpts, rewrites or "
            "translations of which, what each text says about where it came from, and who therefore derived what from "
            "whom. The answers are rows in one DuckDB file, each with the evidence beside it. Data go to standard "
            "output; words, warnings and progress to standard error."
        ),
        ".SH COMMANDS",
        *(line for name, command in commands for line in command_lines(name, command)),
        ".SH EXIT STATUS",
        *listed(EXIT_CODES),
        ".SH ENVIRONMENT",
        *listed(ENVIRONMENT),
        ".SH SEE ALSO",
        ".BR duckdb (1)",
    ]
    return "\n".join(lines) + "\n"


def sentence(command: click.Command) -> str:
    """Return the first paragraph of a command's help, without the full stop."""
    return " ".join((command.help or "").split("\n\n")[0].split()).rstrip(".")


def command_lines(name: str, command: click.Command) -> Iterator[str]:
    """Yield the part of one command: its synopsis, its help, its options."""
    context = click.Context(command, info_name=name)
    yield f'.SS "{plain(" ".join([f"provenance {name}", *command.collect_usage_pieces(context)]))}"'
    for number, paragraph in enumerate((command.help or "").split("\n\n")):
        yield from ([".PP"] if number else [])
        yield plain(" ".join(paragraph.split()))
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is not None and record[1]:
            yield from (".TP", f".B {plain(record[0])}", plain(" ".join(record[1].split())))


def listed(meanings: dict[str, str]) -> Iterator[str]:
    """Yield names with their meanings as a list."""
    for name, meaning in meanings.items():
        yield from (".TP", f".B {plain(name)}", plain(meaning))


def plain(text: str) -> str:
    """Return text that no macro is read from: backslashes, hyphens, quotes, and a dot or an apostrophe in front."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq").replace("…", "...")
    return re.sub(r"^([.'])", r"\\&\1", escaped)
