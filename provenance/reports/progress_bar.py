"""Progress of long work, as one line on standard error that is rewritten; nothing where that is no terminal."""

from __future__ import annotations

import sys

CLEAR_LINE = "\r\033[K"


class ProgressBar:
    """Shows how far a run is; used as a context manager, it clears its line at the end."""

    def __init__(self) -> None:
        self.visible = sys.stderr.isatty()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show how much of a stage is done; a total of 0 means that it is not known."""
        share = f" of {total:,} {100 * done // total:3d} %" if total else ""
        self._write(f"{CLEAR_LINE}{stage:12s} {done:,}{share}")

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, *_: object) -> None:
        self._write(CLEAR_LINE)

    def _write(self, text: str) -> None:
        if self.visible:
            sys.stderr.write(text)
            sys.stderr.flush()
