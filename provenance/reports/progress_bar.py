"""Progress and words of long work on standard error: a line that is rewritten, lines of a log, or JSON lines."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from provenance.reports.view import write_message

if TYPE_CHECKING:
    from collections.abc import Callable

CLEAR_LINE = "\r\033[K"
REDRAW_SECONDS, JSON_SECONDS = 0.1, 1.0
"""Least time between two drawings of the line, and between two JSON lines of one step."""
STEADY_SECONDS = 1.0
"""Time of a step from which its rate says something."""

Manner = Literal["line", "quiet", "verbose", "json"]
"""How progress is told: a line on a terminal, nothing, a line of text for each step that ends, or JSON lines."""


class ProgressBar:
    """Tells how far a run is; used as a context manager, it tells the end of its last step and clears its line.

    Args:
        manner: how it tells it; a line is drawn on a terminal alone.
        clock: seconds from any beginning.
    """

    def __init__(self, manner: Manner = "line", clock: Callable[[], float] = time.monotonic) -> None:
        self.manner: Manner = manner
        self.visible = manner in ("line", "verbose") and sys.stderr.isatty()
        self._clock = clock
        self._step = ""
        self._done, self._total = 0, 0
        self._begun = self._latest = clock()
        self._written = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        """Tell how much of a step is done; a total of 0 means that it is not known."""
        now = self._clock()
        if step != self._step:
            self.finish()
            self._step, self._begun, self._written = step, self._latest, 0.0
        self._done, self._total, self._latest = done, total, now
        least = JSON_SECONDS if self.manner == "json" else REDRAW_SECONDS
        if now - self._written >= least or not self._written:
            self._written = now
            if self.manner == "json":
                write_event("progress", step=step, **self._figures())
            else:
                self._write(CLEAR_LINE + progress_line(step, done, total, now - self._begun))

    def tell(self, text: str) -> None:
        """Say something in words, below which the line goes on; nothing where it is to be quiet."""
        if not text or self.manner == "quiet":
            return
        if self.manner == "json":
            write_event("message", text=text)
            return
        self._write(CLEAR_LINE)
        write_message(text)

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, *_: object) -> None:
        self.finish()
        self._write(CLEAR_LINE)

    def _figures(self) -> dict[str, float | int]:
        """Return the numbers of the present step."""
        seconds = max(self._latest - self._begun, 0.0)
        rate = self._done / seconds if seconds >= STEADY_SECONDS else 0.0
        return {"done": self._done, "total": self._total, "seconds": round(seconds, 2), "per_second": round(rate, 1)}

    def finish(self) -> None:
        """Tell that the present step has ended, where each is told."""
        if not self._step:
            return
        if self.manner == "json":
            write_event("step", step=self._step, **self._figures())
        if self.manner == "verbose":
            seconds = max(self._latest - self._begun, 0.0)
            self._write(CLEAR_LINE)
            write_message(f"{self._step}: {self._done:,} in {seconds:.1f} s{rate_words(self._done, seconds)}")
        self._step = ""

    def _write(self, text: str) -> None:
        if self.visible:
            sys.stderr.write(text)
            sys.stderr.flush()


def progress_line(step: str, done: int, total: int, seconds: float) -> str:
    """Return how far a step is: done of all, in percent, how many a second, and the time that is left at that rate."""
    share = f" of {total:,} {100 * done // total:3d} %" if total else ""
    left = ""
    if total and seconds >= STEADY_SECONDS and 0 < done < total:
        left = f", {duration_words(seconds * (total - done) / done)} left"
    return f"{step:12s} {done:,}{share}{rate_words(done, seconds)}{left}"


def rate_words(done: int, seconds: float) -> str:
    """Return how many were done a second; nothing where the time is too short to tell."""
    if seconds < STEADY_SECONDS or not done:
        return ""
    rate = done / seconds
    return f", {rate:,.0f} a second" if rate >= 1 else f", one in {duration_words(1 / rate)}"


def duration_words(seconds: float) -> str:
    """Return a time to wait as a person says it: ``45 s``, ``3 min``, ``2 h``."""
    if seconds < 100:
        return f"{max(round(seconds), 1)} s"
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes < 100 else f"{minutes / 60:.0f} h"


def write_event(event: str, **values: object) -> None:
    """Write one event as a JSON line to standard error."""
    time_text = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    sys.stderr.write(json.dumps({"time": time_text, "event": event, **values}) + "\n")
    sys.stderr.flush()
