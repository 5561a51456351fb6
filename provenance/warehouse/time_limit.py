"""A limit on the time of one statement: it is interrupted, and where that does not help, somebody is told."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    import duckdb

STUBBORN = 3.0
"""Seconds after the interrupt: a statement that is inside one huge value does not notice it."""


class TimeLimit:
    """Interrupts a connection after some seconds; ``is_over`` says whether it did.

    Args:
        connection: runs the statement.
        seconds: time that it may take.
        on_stuck: called, in a thread of its own, where the statement goes on after the interrupt.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, seconds: float, on_stuck: Callable[[], None] | None = None
    ) -> None:
        self.is_over = False
        self._connection = connection
        self._timers = [threading.Timer(seconds, self._interrupt)]
        if on_stuck:
            self._timers.append(threading.Timer(seconds + STUBBORN, on_stuck))
        for timer in self._timers:
            timer.daemon = True

    def _interrupt(self) -> None:
        self.is_over = True
        self._connection.interrupt()

    def __enter__(self) -> Self:
        for timer in self._timers:
            timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for timer in self._timers:
            timer.cancel()
