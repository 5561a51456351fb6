"""Progress: the callbacks through which a long call reports how far it is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

Progress = Callable[[str, int, int], None]
"""Called with the step, and documents or pairs done and in all (0: unknown)."""


Tell = Callable[[str], None]
"""Called with a line of text when something takes unusually long."""

PAUSE = 0.1
"""Seconds between two states that a notebook shows; changes no result."""


def silent(step: str, done: int, total: int) -> None:
    """Ignore progress: the default of functions inside that report it."""


def quiet(line: str) -> None:
    """Ignore a line of text."""


@dataclass(frozen=True)
class State:
    """How far a step is, as a notebook shows it."""

    step: str
    done: int
    total: int

    def __repr__(self) -> str:
        of_all = f" of {self.total:,}" if self.total else ""
        return f"{self.step} {self.done:,}{of_all}"

    def _repr_html_(self) -> str:
        """Return a bar, and the numbers in words; of unknown length where the total is not known."""
        length = f' max="{self.total}" value="{self.done}"' if self.total else ""
        return f"<progress{length}></progress> {self}"


class NotebookProgress:
    """Shows progress below the cell of a notebook, in one place that is rewritten; elsewhere nothing."""

    def __init__(self) -> None:
        self._cell: object = None
        self._place: Any = None
        self._time = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        """Show how much of a step is done; a total of 0 means that it is not known."""
        shell = notebook()
        now = time.monotonic()
        if shell is None or (now - self._time < PAUSE and done != total):
            return
        self._time = now
        state = State(step, done, total)
        if self._cell == (cell := (id(shell), shell.execution_count)):
            self._place.update(state)
        else:
            self._cell, self._place = cell, import_module("IPython.display").display(state, display_id=True)

    def __repr__(self) -> str:
        return "notebook_progress"


class NotebookLine:
    """Prints a line of text in a notebook; elsewhere nothing."""

    def __call__(self, line: str) -> None:
        """Print it."""
        if notebook() is not None:
            sys.stdout.write(f"{line}\n")

    def __repr__(self) -> str:
        return "notebook_line"


def notebook() -> Any:  # noqa: ANN401 - IPython is not ours
    """Return the shell of the notebook that this process runs; None where it runs none."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell if hasattr(shell, "kernel") else None


notebook_progress = NotebookProgress()
"""The default of calls that report progress."""

notebook_line = NotebookLine()
"""The default of calls that report what takes long."""
