"""Progress: the callbacks through which a long call reports how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the step, and documents or pairs done and in all (0: unknown)."""


Tell = Callable[[str], None]
"""Called with a line of text when something takes unusually long."""


def silent(step: str, done: int, total: int) -> None:
    """Ignore progress: the default of calls that report it."""


def quiet(line: str) -> None:
    """Ignore a line of text: the default of calls that report what takes long."""
