"""Where the values of options come from: the command line, the environment, a file, what is built in; in that order."""

from __future__ import annotations

import difflib
import functools
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from provenance.configuration import Configuration, read_configuration
from provenance.errors import UsageError
from provenance.reports.view import View
from provenance.settings import Settings, declared

T = TypeVar("T")

PREFIX, BUILT_IN = "PROVENANCE", "built in"
FILE_VARIABLE = "PROVENANCE_CONFIG"
COMMON = ("db", "wait", "quiet", "verbose", "log_json", "folder", "who", "threads", "memory")
"""Options that the top level of a file may set for every command that has them; the others stand in its table."""


def configure(ctx: click.Context) -> None:
    """Let the commands of a group take what the command line and the environment leave open from the file.

    Raises:
        InputError: the file cannot be read.
        UsageError: it names a command, an option or a setting that does not exist.
    """
    from os import environ

    named = environ.get(FILE_VARIABLE)
    configuration = read_configuration(Path.cwd(), Path(named) if named else None)
    ctx.meta["configuration"] = configuration
    ctx.default_map = defaults_of(ctx.command, configuration)


def configuration_of(ctx: click.Context) -> Configuration:
    """Return the configuration of a call."""
    configuration: Configuration = ctx.meta.get("configuration") or Configuration()
    return configuration


def defaults_of(group: click.Command, configuration: Configuration) -> dict[str, Any]:
    """Return the values of a file as click's defaults: by command, by parameter."""
    assert isinstance(group, click.Group)
    places = {key.replace("-", "_"): key for key in configuration.values}
    tables = {key: value for key, value in configuration.values.items() if isinstance(value, Mapping)}
    common = {name: configuration.values[key] for name, key in places.items() if key not in tables}
    known = {name for name, _ in _options_of(group)}
    for name in common:
        if option_named(name, known) not in COMMON:
            raise unknown(configuration, name, [option_name(one) for one in COMMON], "at the top level")
    for name in tables:
        if name not in group.commands:
            raise unknown(configuration, f"[{name}]", list(group.commands), "as a command")
    return {
        name: _command_defaults(command, common, tables.get(name, {}), configuration, name)
        for name, command in group.commands.items()
    }


def _command_defaults(
    command: click.Command, common: Mapping[str, Any], table: Mapping[str, Any], configuration: Configuration, way: str
) -> dict[str, Any]:
    """Return the defaults of one command, or of a group of commands."""
    if isinstance(command, click.Group):
        for name in table:
            if name not in command.commands:
                raise unknown(configuration, f"[{way}.{name}]", list(command.commands), "as a command")
        return {
            name: _command_defaults(part, common, table.get(name, {}), configuration, f"{way}.{name}")
            for name, part in command.commands.items()
        }
    options = {parameter.name or "": parameter for parameter in command.params if isinstance(parameter, click.Option)}
    aliases = {alias: name for name, option in options.items() for alias in names_of(option)}
    values = {aliases[name]: value for name, value in common.items() if name in aliases}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in aliases:
            raise unknown(configuration, key, sorted(map(option_name, options)), f"as an option of {way}")
        values[aliases[name]] = value
    return {name: placed(options[name], value, configuration) for name, value in values.items()}


def names_of(option: click.Option) -> set[str]:
    """Return the names under which a file may set an option: as on the command line, without the dashes."""
    spellings = (spelling.lstrip("-").replace("-", "_") for spelling in option.opts if spelling.startswith("--"))
    return {option.name or "", *spellings}


def _options_of(command: click.Command) -> Iterator[tuple[str, click.Option]]:
    """Yield every option of a command and of the commands below it, with its names."""
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield from ((name, parameter) for name in names_of(parameter))
    if isinstance(command, click.Group):
        for part in command.commands.values():
            yield from _options_of(part)


def option_named(name: str, known: set[str]) -> str:
    """Return the parameter that a name at the top level of a file means."""
    return "folder" if name == "questions" and "folder" in known else name


def option_name(parameter: str) -> str:
    """Return a parameter as a file names it."""
    return "questions" if parameter == "folder" else parameter.replace("_", "-")


def placed(option: click.Option, value: Any, configuration: Configuration) -> Any:
    """Return a value of a file as an option takes it: paths are those beside the file, several are a list."""
    if option.multiple and not isinstance(value, list):
        value = [value]
    if isinstance(option.type, click.Path) and configuration.path is not None:
        folder = configuration.path.parent
        return [beside(folder, item) for item in value] if isinstance(value, list) else beside(folder, value)
    return value


def beside(folder: Path, path: object) -> str:
    """Return a path of a file as one below the file's folder; standard input and memory stay what they are."""
    return str(path) if path in ("-", ":memory:") else str(folder / str(path))


def unknown(configuration: Configuration, name: str, names: list[str], place: str) -> UsageError:
    """Return the error of a name in a file that means nothing."""
    near = difflib.get_close_matches(name.strip("[]").rsplit(".", 1)[-1].replace("_", "-"), names, 3)
    remedy = f"did you mean {' or '.join(near)}?" if near else f"there are: {', '.join(names)}"
    return UsageError(f"{configuration.path}: {name} is not known {place}", remedy)


# -- what holds --------------------------------------------------------------------------------------------------------


def values_in_force(ctx: click.Context) -> list[dict[str, str]]:
    """Return every option of every command with its value and where it comes from.

    Keys: ``command``, ``option``, ``value``, ``from`` (the variable, the file, or ``built in``).
    """
    root = ctx.find_root()
    return list(_rows(root.command, root, ()))


def _rows(command: click.Command, ctx: click.Context, way: tuple[str, ...]) -> Iterator[dict[str, str]]:
    if isinstance(command, click.Group):
        for name, part in command.commands.items():
            yield from _rows(part, click.Context(part, info_name=name, parent=ctx), (*way, name))
        return
    path = configuration_of(ctx).path
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.name != "help":
            value, source = parameter.consume_value(ctx, {})
            place = {"ENVIRONMENT": variable_of(parameter, ctx), "DEFAULT_MAP": str(path)}.get(source.name, BUILT_IN)
            name = next(spelling.lstrip("-") for spelling in parameter.opts if spelling.startswith("--"))
            yield {"command": " ".join(way), "option": name, "value": shown_value(parameter, value), "from": place}


def shown_value(parameter: click.Parameter, value: Any) -> str:
    """Return the value of an option as text; ``–`` where there is none."""
    if isinstance(parameter, click.Option) and parameter.is_flag and isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "–"
    return "–" if value is None or value == "" or type(value).__name__ == "Sentinel" else str(value)


def variable_of(parameter: click.Parameter, ctx: click.Context) -> str:
    """Return the environment variable that sets a parameter: one of its own, or that of its command and name."""
    from os import environ

    own = parameter.envvar
    names = [own] if isinstance(own, str) else list(own or ())
    return next(
        (name for name in names if name in environ), f"{ctx.auto_envvar_prefix}_{(parameter.name or '').upper()}"
    )


def configuration_view(ctx: click.Context, command: str | None, *, is_all: bool) -> View:
    """Return the options with their values and where those come from.

    Raises:
        UsageError: there is no such command.
    """
    import polars as pl

    configuration = configuration_of(ctx)
    for name in configuration.settings:
        declared(name)
    rows = values_in_force(ctx)
    names = {row["command"] for row in rows}
    if command is not None and command not in names:
        near = difflib.get_close_matches(command, names, 3)
        raise UsageError(
            f"there is no command {command!r}",
            f"did you mean {' or '.join(near)}?" if near else "see: provenance --help",
        )
    if command is not None:
        rows = [row for row in rows if row["command"] == command]
    elif not is_all:
        rows = [
            *_common_rows(rows),
            *(row for row in rows if row["from"] != BUILT_IN and row["option"] not in _shared()),
        ]
    built_in = Settings().as_dict() if is_all else {}
    numbers = {**{name: str(value) for name, value in built_in.items()}, **configuration.settings}
    settings = [
        {
            "command": "settings", "option": name, "value": str(value),
            "from": str(configuration.path) if name in configuration.settings else BUILT_IN,
        }
        for name, value in numbers.items()
    ]  # fmt: skip
    schema = dict.fromkeys(("command", "option", "value", "from"), pl.String)
    frame = pl.DataFrame([*rows, *(settings if command is None else [])], schema=schema)
    place = str(configuration.path or "no provenance.toml and no [tool.provenance] is here or in a folder above")
    return View(frame, summary=f"The file: {place}." if configuration.path else f"{place[0].upper()}{place[1:]}.")


def _shared() -> tuple[str, ...]:
    """Return the options that commands share, as they are written on the command line."""
    return tuple(map(option_name, COMMON))


def _common_rows(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return one row for each option that commands share and that has one value for all of them."""
    values: dict[str, dict[str, str]] = {}
    for row in rows:
        if row["option"] in _shared():
            values.setdefault(row["option"], {**row, "command": "all"})
    return list(values.values())


def takes_limits(command: Callable[..., T]) -> Callable[..., T]:
    """Declare --threads and --memory, and hand them over as ``limits``: arguments of the library."""
    declarations = (
        click.option("--threads", type=int, callback=polars_threads,
                     help="How many threads it may take.  [default: one per core]"),
        click.option("--memory", metavar="SIZE", envvar="PROVENANCE_MEMORY",
                     help="About how much memory it may take, at least 1GB (or PROVENANCE_MEMORY).  [default: 4GB]"),
    )  # fmt: skip

    @functools.wraps(command)
    def called(*args: Any, threads: int | None, memory: str | None, **options: Any) -> T:
        return command(*args, limits={"threads": threads, "memory": memory}, **options)

    return functools.reduce(lambda wrapped, option: option(wrapped), reversed(declarations), called)


def polars_threads(_: click.Context, __: click.Parameter, count: int | None) -> int | None:
    """Return a number of threads, and have polars, which is not loaded yet, take no more."""
    if count is not None and count > 0:
        os.environ.setdefault("POLARS_MAX_THREADS", str(count))
    return count
