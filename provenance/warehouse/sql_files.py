"""The SQL files: their text, what each answers, and the parameters it takes.

A file opens with comment lines. The first says what it answers; a line ``-- $name = default: meaning`` declares a
parameter with a default (a SQL literal: a number, ``'text'``, ``NULL``), ``-- $name: meaning`` one
without. In ``questions/`` a line ``-- asked by: reporter`` says who asks.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from provenance.errors import InputError, UsageError
from provenance.resources import sql_folder

Value = str | int | float | bool | list[int] | list[str] | None
PARAMETER = re.compile(r"^-- \$(?P<name>\w+)(?: = (?P<default>[^:]+?))?: (?P<meaning>.+)$")
ASKED_BY = re.compile(r"^-- asked by: (\w+)$")
USE = re.compile(r"\$([a-z_]\w*)")


@dataclass(frozen=True)
class Parameter:
    """One parameter of a query: its name, its meaning, and its default as a SQL literal (None: it must be given)."""

    name: str
    meaning: str
    default: str | None

    def value(self) -> Value:
        """Return the default as a Python value."""
        assert self.default is not None
        if self.default.upper() == "NULL":
            return None
        if self.default.startswith("'"):
            return self.default[1:-1].replace("''", "'")
        value: Value = json.loads(self.default.lower())
        return value


@dataclass(frozen=True)
class Query:
    """One SQL file: its name (folder/stem), where it stands, what it answers, its parameters, its text, who asks it."""

    name: str
    path: Path
    answers: str
    parameters: tuple[Parameter, ...]
    text: str
    asked_by: str = "own"

    def bind(self, values: dict[str, Value]) -> dict[str, Value]:
        """Return every parameter's value, defaults filled in.

        Raises:
            UsageError: a parameter is unknown, or one without a default is missing.
        """
        declared = {parameter.name: parameter for parameter in self.parameters}
        if unknown := sorted(set(values) - set(declared)):
            raise UsageError(
                f"{self.name} has no parameter {', '.join(unknown)}",
                f"it takes: {', '.join(sorted(declared)) or 'no parameter'}",
            )
        if missing := sorted(name for name, p in declared.items() if p.default is None and name not in values):
            give = f"give {missing[0]}=VALUE (on the command line: -p {missing[0]}=VALUE)"
            raise UsageError(f"{self.name} needs {', '.join(missing)}", give)
        return {name: values[name] if name in values else p.value() for name, p in declared.items()}


def parse(name: str, path: Path, text: str) -> Query:
    """Return the query that a SQL file holds.

    Raises:
        UsageError: the file has no leading comment, or declares and uses different parameters.
    """
    lines = text.splitlines()
    if not lines or not lines[0].startswith("-- "):
        raise UsageError(f"{path} has no first-line comment", "begin it with '-- ' and what it answers")
    header = [line for line in lines if line.startswith("-- $")]
    matches = [match for line in header if (match := PARAMETER.match(line))]
    parameters = tuple(Parameter(m["name"], m["meaning"], m["default"]) for m in matches)
    body = "\n".join(line.split("--")[0] for line in lines)
    declared, used = {p.name for p in parameters}, set(USE.findall(body))
    if declared != used:
        raise UsageError(f"{path} declares {sorted(declared)} and uses {sorted(used)}", "make the two agree")
    asked_by = next((match[1] for line in lines if (match := ASKED_BY.match(line))), "own")
    return Query(name, path, lines[0].removeprefix("-- ").strip(), parameters, text, asked_by)


@cache
def query(name: str) -> Query:
    """Return the query of that name, such as ``todo/candidates``.

    Raises:
        UsageError: there is no such file; the message names the nearest folder's queries.
    """
    path = sql_folder() / f"{name}.sql"
    if not re.fullmatch(r"\w+/\w+", name) or not path.is_file():
        kind, _, short = name.partition("/")
        raise unknown_query(kind, short, names(kind))
    return parse(name, path, path.read_text(encoding="utf-8"))


def unknown_query(kind: str, name: str, candidates: list[str]) -> UsageError:
    """Return the error of a name that no SQL file has, with the nearest."""
    near = difflib.get_close_matches(name, candidates, 3)
    offer = f"did you mean {' or '.join(near)}? " if near else ""
    listing = "see: provenance ask" if kind == "questions" else f"there are: {', '.join(candidates)}"
    return UsageError(f"there is no {kind.rstrip('s')} {name!r}", f"{offer}{listing}")


def question(name: str, folder: Path | None = None) -> Query:
    """Return the ready question of that name: of a person's own folder, else of those that ship.

    Raises:
        UsageError: there is none; the message names the nearest.
        InputError: there is no such folder, or the file cannot be read.
    """
    own = {query.name.split("/")[1]: query for query in own_questions(folder)}
    if name in own:
        return own[name]
    shipped = names("questions")
    if name not in shipped:
        raise unknown_query("questions", name, sorted({*shipped, *own}))
    return query(f"questions/{name}")


def own_questions(folder: Path | None) -> list[Query]:
    """Return the questions of a person's own folder, by name; none where there is no such folder to look into.

    Raises:
        InputError: the folder, or a file in it, cannot be read.
        UsageError: a file has no first-line comment, or declares other parameters than it uses.
    """
    if folder is None:
        return []
    if not folder.is_dir():
        raise InputError(f"there is no folder {folder} of questions", "name a folder with files that end in .sql")
    try:
        return [
            parse(f"questions/{path.stem}", path, path.read_text(encoding="utf-8"))
            for path in sorted(folder.glob("*.sql"))
        ]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"a question in {folder} cannot be read: {error}", "save it as UTF-8") from None


def names(folder: str) -> list[str]:
    """Return the names of a folder's queries without the folder, by code point."""
    return sorted(path.stem for path in (sql_folder() / folder).glob("*.sql"))


def queries(folder: str) -> list[Query]:
    """Return a folder's queries, by name."""
    return [query(f"{folder}/{name}") for name in names(folder)]


def folder_hash(folder: str) -> str:
    """Return a hash of a folder's queries: it changes when one of them does."""
    return hashlib.sha256("\0".join(query.text for query in queries(folder)).encode()).hexdigest()[:16]
