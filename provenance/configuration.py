"""What a person writes down once: ``provenance.toml``, or the table ``[tool.provenance]`` of a ``pyproject.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

OWN_FILE, PROJECT_FILE = "provenance.toml", "pyproject.toml"
SETTINGS_TABLE = "settings"


@dataclass(frozen=True)
class Configuration:
    """The values of one file.

    Attributes:
        path: the file; None where there is none.
        values: what its top level holds: values for every command, and a table for each command that has its own.
        settings: numbers for new databases, by the names of settings.
    """

    path: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


def read_configuration(folder: Path, file: Path | None = None) -> Configuration:
    """Return the configuration of a folder: of the nearest file in it or above it, or of a file that is named.

    In one folder ``provenance.toml`` comes before ``pyproject.toml``, which counts only where it has the table
    ``[tool.provenance]``.

    Raises:
        InputError: the file cannot be read, or is no TOML.
    """
    if file is not None:
        return parsed(file) or Configuration(file)
    for place in (folder, *folder.parents):
        for name in (OWN_FILE, PROJECT_FILE):
            path = place / name
            if path.is_file() and (configuration := parsed(path)):
                return configuration
    return Configuration()


def parsed(path: Path) -> Configuration | None:
    """Return what a file holds; None for a ``pyproject.toml`` that says nothing of this program.

    Raises:
        InputError: it cannot be read, or is no TOML.
    """
    try:
        content = path.read_text(encoding="utf-8")
        if path.name == PROJECT_FILE and "tool.provenance" not in content:
            return None
        values: Any = tomllib.loads(content)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}", "name a file that can be read") from error
    except ValueError as error:  # bytes that are no UTF-8, or text that is no TOML
        raise InputError(f"{path} is no TOML: {error}", "mend it, or name another by PROVENANCE_CONFIG") from error
    if path.name == PROJECT_FILE:
        values = values.get("tool", {}).get("provenance")
        if values is None:
            return None
    if not isinstance(values, dict) or not isinstance(values.get(SETTINGS_TABLE, {}), dict):
        raise InputError(f"{path}: [{SETTINGS_TABLE}] and what holds it are tables", "see: provenance config --help")
    settings = values.get(SETTINGS_TABLE, {})
    return Configuration(path, {key: value for key, value in values.items() if key != SETTINGS_TABLE}, settings)
