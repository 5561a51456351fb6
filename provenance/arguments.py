"""Arguments of a command line that hold a name and a value."""

from __future__ import annotations

import json
from typing import Any

from provenance.errors import UsageError


def name_values(arguments: tuple[str, ...], option: str) -> dict[str, str]:
    """Return the ``NAME=VALUE`` arguments of an option as a mapping."""
    for argument in arguments:
        if "=" not in argument:
            raise UsageError(f"{option} {argument} has no '='", f"write it as {option} NAME=VALUE")
    return dict(argument.split("=", 1) for argument in arguments)


def json_values(arguments: tuple[str, ...]) -> dict[str, Any]:
    """Return the values of -p: numbers, true, false and null as such, anything else as text."""
    return {name: json_scalar(text) for name, text in name_values(arguments, "-p").items()}


def json_scalar(text: str) -> str | int | float | bool | None:
    """Return a JSON scalar as such, anything else as text."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, str | int | float | bool | None) else text
