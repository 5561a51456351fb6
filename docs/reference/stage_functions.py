"""The part of the page on stages that says what their functions take and give, from the docstrings."""

from __future__ import annotations

import inspect
import re
from importlib import import_module

from provenance import tables

FUNCTIONS = {
    "blocks.blocks": (("blocks",), ""),
    "text_metadata.text_metadata": (("text_metadata",), ""),
    "repeats.repeats": (("repeats",), ""),
    "signatures.signatures": (("signatures",), ""),
    "credits.credits": (("credits",), ""),
    "matches.matches": (("matches", "passages", "rejections"), ""),
    "sentence_vectors.sentences": (("sentences",), ""),
    "sentence_vectors.vectors": (("vectors",), ""),
    "translations.translations": (("matches", "passages"), ""),
    "groups.groups": (("groups",), ""),
    "derivations.derivations": (
        ("derivations", "unseen_sources", "attributed_spans", "templates", "template_pairs", "rejections"),
        "frames.Inputs",
    ),
}
"""Functions of ``provenance.stages``: the frames that they give, and the class of what they take, where one is."""

WITHOUT_TABLE = {"templates": ["document", "template"], "template_pairs": ["left", "right"]}
"""The columns of frames that no table of ``provenance.tables`` describes."""

INTRO = (
    "Each is pure: frames in, frames out; it opens no file and knows no warehouse. The columns named here are all that "
    "it reads, and a test holds that. `provenance.columns.with_all_columns(frame, table)` adds those that a frame of "
    "yours lacks. [Use a stage alone](../how-to/use-a-stage-alone.md) shows how.\n"
)
ENTRY = re.compile(r"(?ms)^ {4}(\w+): (.*?)(?=^ {4}\S|\n\n|\Z)")


def columns_read(name: str) -> dict[str, tuple[str, list[str]]]:
    """Return the frames that a function takes: what each is, and the columns that are read of it."""
    _, inputs = FUNCTIONS[name]
    module, function = name.split(".")
    home = f"provenance.stages.{module}" + (f".{inputs.split('.')[0]}" if inputs else "")
    value = getattr(import_module(home), inputs.split(".")[1] if inputs else function)
    text = inspect.cleandoc(value.__doc__ or "")
    section = re.split(r"(?m)^(?:Args|Attributes):\n", text)[1]
    meanings = {name: " ".join(meaning.split()) for name, meaning in ENTRY.findall(section)}
    parts = {name: meaning.partition("Columns: ") for name, meaning in meanings.items() if "Columns: " in meaning}
    return {name: (what.rstrip(". "), re.findall(r"``(\w+)``", read)) for name, (what, _, read) in parts.items()}


def columns_given(frame: str) -> list[str]:
    """Return the columns of a frame that a function gives."""
    described = getattr(tables, frame.upper(), None)
    return described.names() if isinstance(described, tables.Table) else WITHOUT_TABLE[frame]


def stage_functions() -> str:
    """Return the part of the page."""
    parts = ["\n## The functions\n", INTRO]
    for name, (gives, _) in FUNCTIONS.items():
        module, function = name.split(".")
        value = getattr(import_module(f"provenance.stages.{module}"), function)
        first = inspect.cleandoc(value.__doc__ or "").split("\n\n")[0].replace("``", "`").replace("\n", " ")
        parts += [f"### {module}.{function}\n", f"`from provenance.stages.{module} import {function}`\n", f"{first}\n"]
        parts += ["| takes | columns | |", "| --- | --- | --- |"]
        for frame, (what, columns) in columns_read(name).items():
            parts.append(f"| `{frame}` | {listed(columns)} | {what.replace('``', '`')} |")
        parts += ["", "| gives | columns |", "| --- | --- |"]
        parts += [f"| `{frame}` | {listed(columns_given(frame))} |" for frame in gives]
        parts.append("")
    return "\n".join(parts)


def listed(names: list[str]) -> str:
    """Return names as code, separated by commas."""
    return ", ".join(f"`{name}`" for name in names)
