"""Turns: many short readings of one file, which leave a moment in which a writer of another process gets it."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provenance.warehouse.warehouse import Warehouse

LONGEST_HOLD = 2.0
"""Seconds for which readings that overlap hold the file; later ones wait until it was free. It changes no result."""

GAP = 0.3
"""Seconds for which it is free then: a writer that waits tries five times a second. It changes no result."""


class Turns:
    """Opens a warehouse for one reading after another; a steady stream of them does not keep writers out.

    Args:
        open_warehouse: opens the file for reading.
    """

    def __init__(self, open_warehouse: Callable[[], Warehouse]) -> None:
        self._open = open_warehouse
        self._changed = threading.Condition()
        self._readings = 0
        self._held_since = self._free_since = float("-inf")

    @contextmanager
    def reading(self) -> Iterator[Warehouse]:
        """Give the open warehouse, once it is this reading's turn."""
        self._begin()
        try:
            with self._open() as warehouse:
                yield warehouse
        finally:
            with self._changed:
                self._readings -= 1
                self._free_since = time.monotonic()
                self._changed.notify_all()

    def _begin(self) -> None:
        with self._changed:
            while (wait := self._time_to_wait(time.monotonic())) is not None:
                self._changed.wait(wait)
            self._readings += 1

    def _time_to_wait(self, now: float) -> float | None:
        """Return how long a reading waits before it looks again; None where it can begin."""
        if not self._readings and now - self._free_since >= GAP:
            self._held_since = now
        if now - self._held_since < LONGEST_HOLD:
            return None
        return LONGEST_HOLD if self._readings else max(self._free_since + GAP - now, 0.001)
