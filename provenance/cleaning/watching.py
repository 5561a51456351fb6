"""Whom a cleaning tells how far it is (as the pipeline does, whose rooms it would otherwise load for nothing)."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the step, and documents done and in all (0: unknown)."""


def silent(step: str, done: int, total: int) -> None:
    """Take note of nothing."""
