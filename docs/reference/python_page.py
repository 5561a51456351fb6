"""The page on Python: the public names with their signatures and docstrings, as ``help()`` has them."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from typing import TYPE_CHECKING

import provenance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GROUPS = {
    "Read and analyse": ("trace", "trace_on_spark", "add", "read", "watch", "status", "demo", "Summary"),
    "Ask": ("Warehouse", "questions", "where", "pasted_text"),
    "Show and hand on": ("report", "piece", "export", "serve", "snapshot"),
    "Rule and keep in order": ("rule", "withdraw", "add_outlets", "remove", "rerun", "diff", "import_folder"),
    "Clean a corpus": ("clean", "cleaning_options", "CleaningOptions", "Cleaned", "explain", "restore"),
    "Numbers and errors": ("Settings", "ProvenanceError"),
}
"""Public names by what they are for."""

RESULTS = {
    "Answer": "provenance.warehouse.answers",
    "Batch": "provenance.readers.records",
    "ChainSelection": "provenance.warehouse.results",
    "ClusterSummary": "provenance.pipeline.distributed.trace_on_spark",
    "Comparison": "provenance.warehouse.results",
    "Demonstration": "provenance.pipeline.demo",
    "Differences": "provenance.pipeline.reruns",
    "Disposition": "provenance.cleaning.output.explain",
    "Export": "provenance.pipeline.report",
    "Imported": "provenance.pipeline.imports",
    "Piece": "provenance.reports.made",
    "Removal": "provenance.pipeline.removal",
    "Report": "provenance.pipeline.report",
    "Ruling": "provenance.pipeline.rulings",
    "Whereabouts": "provenance.pipeline.where",
}
"""Classes of what calls return, and where they live: they are not made by hand, and need not be imported."""

ALIASES = {
    "Inputs": "one path or many, or frames: polars (lazy too), Arrow, anything with `__arrow_c_stream__` (pandas, "
    "DuckDB, Hugging Face), lists of dictionaries",
    "Db": "the path of a database file, a `Warehouse` that is open for writing, or `:memory:`",
    "Numbers": "a `Settings`, or some numbers by name",
    "Value": "a parameter of SQL: text, a number, a truth value, a time, a list of text, or None",
    "Frames": "polars frames by the name of the table that SQL reads them as",
    "Progress": "a function of the step, and documents or pairs done and in all (0: unknown)",
    "Tell": "a function of a line of text",
    "Engine": "where stages run: see [Contributing](../contributing.md#an-engine)",
}
"""Types that signatures name, and what they are."""

SECTION = re.compile(r"(?m)^(Args|Attributes|Returns|Yields|Raises|Example):$")
ENTRY = re.compile(r"(?ms)^ {4}([\w.]+): (.*?)(?=^ {4}\S|\Z)")
INTRO = (
    "All that `import provenance` offers, as `help()` has it. The examples run in the tests; in them `warehouse` is "
    "the one of `provenance.demo`, open for reading, and `pl` is polars. [Use it from Python]"
    "(../how-to/use-from-python.md) is the guide.\n"
)
REFERENCE = re.compile(r"see :(?:func|meth):`([\w.]+)`(?:, as .*)?\.?$")
ROLE = re.compile(r":(?:func|meth|class|attr):`~?([\w.]+)`")


def python_page() -> str:
    """Return the page, without the comment that says who made it."""
    parts = [
        "# Python\n",
        INTRO,
    ]
    for heading, names in GROUPS.items():
        parts.append(f"## {heading}\n")
        for name in names:
            parts += documented(name)
    parts += ["## What calls return\n", *(part for name in RESULTS for part in result(name))]
    parts += ["## Types of arguments\n", "| name | what it takes |", "| --- | --- |"]
    parts += [f"| `{name}` | {meaning} |" for name, meaning in ALIASES.items()]
    return "\n".join(parts) + "\n"


def documented(name: str) -> Iterator[str]:
    """Yield the parts of one public name: of a class, those of its methods too."""
    value = getattr(provenance, name)
    yield f"### {name}\n"
    if not inspect.isclass(value):
        yield from call(f"provenance.{name}", value)
        return
    yield from described(value.__doc__ or "", name)
    for member, function, is_property in members(value):
        yield f"#### {name}.{member}\n"
        if is_property:
            returns = inspect.signature(function).return_annotation
            yield f"```python\n{name}.{member}: {returns}\n```\n"
            yield from described(function.__doc__ or "", name)
        else:
            yield from call(f"{name}.{member}", function)


def result(name: str) -> Iterator[str]:
    """Yield the parts of a class of results."""
    yield f"### {name}\n"
    yield from described(getattr(import_module(RESULTS[name]), name).__doc__ or "", name)


def members(cls: type) -> Iterator[tuple[str, Callable[..., object], bool]]:
    """Yield the public methods and properties of a class, in the order of their declaration, its own before others."""
    for base in cls.__mro__:
        for name, member in vars(base).items():
            if not base.__module__.startswith("provenance") or name.startswith("_"):
                continue
            if isinstance(member, property) and member.fget:
                yield name, member.fget, True
            elif inspect.isfunction(function := getattr(member, "__func__", member)):
                yield name, function, False


def call(name: str, function: Callable[..., object]) -> Iterator[str]:
    """Yield the signature and the docstring of a function or method."""
    signature = inspect.signature(function)
    kept = [p for p in signature.parameters.values() if p.name not in ("self", "cls")]
    shown = signature.replace(parameters=kept, return_annotation=inspect.Signature.empty)
    returns = str(signature.return_annotation)
    if is_context(function):
        returns = returns.replace("Iterator", "AbstractContextManager")
    text = re.sub(r": '([^']*)'|: \"([^\"]*)\"", lambda match: f": {match[1] or match[2]}", str(shown))
    text = text.replace("mappingproxy({})", "{}")
    if len(name) + len(text) > 90:
        text = "(\n" + "".join(f"    {argument},\n" for argument in arguments(text[1:-1])) + ")"
    yield f"```python\n{name}{text} -> {returns}\n```\n"
    yield from described(function.__doc__ or "", name.split(".")[0])


def is_context(function: Callable[..., object]) -> bool:
    """Return whether a call gives a context manager, which is written as a generator."""
    return "contextmanager" in inspect.getsource(function).split("def ")[0]


def arguments(text: str) -> list[str]:
    """Return the arguments of a signature: split at the commas that stand outside all brackets and quotes."""
    parts, depth, quote = [""], 0, ""
    for letter in text:
        if letter in "'\"" and quote in ("", letter):
            quote = "" if quote else letter
        depth += (letter in "([{") - (letter in ")]}") if not quote else 0
        if letter == "," and not depth and not quote:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def described(docstring: str, owner: str) -> Iterator[str]:
    """Yield a docstring as Markdown: its text, then each section as a table, a list or an example."""
    text, *sections = SECTION.split(inspect.cleandoc(docstring))
    yield markdown(text.strip(), owner) + "\n"
    for heading, body in zip(sections[::2], sections[1::2], strict=True):
        if heading == "Example":
            yield f"```pycon\n{inspect.cleandoc(body)}\n```\n"
        elif heading in ("Returns", "Yields"):
            yield f"{heading}: {markdown(inspect.cleandoc(body), owner)}\n"
        else:
            label = {"Args": "argument", "Attributes": "field", "Raises": "error"}[heading]
            entries = [(name, resolved(name, meaning, heading, owner)) for name, meaning in entries_of(body)]
            rows = [
                f"| `{name}` | {markdown(meaning, owner).replace('|', chr(92) + '|')} |" for name, meaning in entries
            ]
            yield "\n".join([f"| {label} | |", "| --- | --- |", *rows]) + "\n"


def entries_of(body: str) -> list[tuple[str, str]]:
    """Return the entries of a section: each name, and its meaning on one line."""
    return [(name, " ".join(meaning.split())) for name, meaning in ENTRY.findall(body.strip("\n") + "\n")]


def resolved(name: str, meaning: str, heading: str, owner: str) -> str:
    """Return the meaning of an argument or error; where it refers to that of another call, what stands there."""
    reference = REFERENCE.match(meaning)
    if not reference:
        return meaning
    value = getattr(provenance, owner) if inspect.isclass(getattr(provenance, owner, None)) else provenance
    for part in reference[1].removeprefix("provenance.").split("."):
        value = getattr(provenance if hasattr(provenance, part) else value, part)
    _, *sections = SECTION.split(inspect.cleandoc(value.__doc__ or ""))
    there = dict(entries_of(dict(zip(sections[::2], sections[1::2], strict=True)).get(heading, "")))
    return resolved(name, there[name], heading, owner) if name in there else meaning


def markdown(text: str, owner: str) -> str:
    """Return the text of a docstring as Markdown: names of this page become links."""

    def linked(role: re.Match[str]) -> str:
        name = role[1].removeprefix("provenance.").removeprefix("tables.")
        full = name if hasattr(provenance, name.split(".")[0]) else f"{owner}.{name}"
        known = hasattr(provenance, full.split(".")[0])
        return f"[`{name}`](#{full.replace('.', '').lower()})" if known else f"`{name}`"

    return ROLE.sub(linked, text).replace("``", "`")
