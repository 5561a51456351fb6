"""A limit on the time and memory of one statement: it is interrupted; where that does not help, somebody is told."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

from provenance.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    import duckdb

STUBBORN = 3.0
"""Seconds after the interrupt: a statement that is inside one huge value does not notice it."""

STUBBORN_GROWTH = 0.5
"""The same, where it takes more memory every moment."""

MOST_GROWTH = 5 << 29
"""Bytes by which the process may grow: DuckDB bounds itself to 2 GB, but not a single value that it makes."""

WATCH_EVERY = 0.1
"""Seconds between two looks at the memory of the process."""

STATM = Path("/proc/self/statm")


class TimeLimit:
    """Interrupts a connection after some seconds; also when a process that does nothing else has grown too much.

    Args:
        connection: runs the statement.
        seconds: time that it may take.
        on_stuck: called, in a thread of its own, where the statement goes on after the interrupt. Who gives it says
            that the process runs this statement alone: its memory is bounded, too.

    Attributes:
        why: why it was interrupted; None where it was not.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, seconds: float, on_stuck: Callable[[], None] | None = None
    ) -> None:
        if not seconds >= 0:
            raise UsageError(f"{seconds:g} is no time", "give seconds: --timeout 60")
        self.why: str | None = None
        self._connection, self._seconds, self._on_stuck = connection, seconds, on_stuck
        self._ended = threading.Event()
        self._watch = threading.Thread(target=self._watching, daemon=True)

    def _watching(self) -> None:
        """Wait for the end of the statement, and interrupt it where that does not come."""
        start, before = time.monotonic(), memory_held()
        while not self._ended.wait(WATCH_EVERY):
            if time.monotonic() - start >= self._seconds:
                self._interrupt(f"stopped after {self._seconds:g} seconds", STUBBORN)
                return
            if self._on_stuck and memory_held() - before > MOST_GROWTH:
                self._interrupt(
                    f"stopped: it takes more than {MOST_GROWTH / (1 << 30):g} GiB of memory", STUBBORN_GROWTH
                )
                return

    def _interrupt(self, why: str, patience: float) -> None:
        self.why = why
        self._connection.interrupt()
        if self._on_stuck and not self._ended.wait(patience):
            self._on_stuck()

    def __enter__(self) -> Self:
        self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()


def memory_held() -> int:
    """Return the bytes of memory that this process holds; 0 where the system does not tell."""
    try:
        return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
