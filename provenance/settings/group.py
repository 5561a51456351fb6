"""What a group of settings is: a frozen dataclass of numbers, each with its meaning, its unit and its range."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any

from provenance.errors import UsageError


def number(default: float, meaning: str, least: float, most: float) -> Any:  # noqa: ANN401 - a dataclass field stands for its value
    """Return a field of a group, with its meaning and its allowed range (both ends included)."""
    return field(default=default, metadata={"meaning": meaning, "least": least, "most": most})


@dataclass(frozen=True)
class Group:
    """A group of settings that are read together; the docstring of each group says what it is about."""

    def __post_init__(self) -> None:
        """Refuse values outside their range."""
        for setting in dataclasses.fields(self):
            value, least, most = getattr(self, setting.name), setting.metadata["least"], setting.metadata["most"]
            if not isinstance(value, type(setting.default)) or not least <= value <= most:
                kind = type(setting.default).__name__
                raise UsageError(
                    f"setting {setting.name} is {value!r}: it takes {kind} from {least} to {most}",
                    f"give a value in that range, or leave {setting.name} out to have {setting.default!r}",
                )
