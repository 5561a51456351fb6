"""The hidden folder beside the output in which a cleaning works, and from which the output appears at once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

MANIFEST = "cleaning.json"
"""The file by which a folder is known to be the output of a cleaning."""


class Workroom:
    """One hidden folder: what is finished in it stays there until the output is, also if the process is killed."""

    def __init__(self, out: Path, plan: dict[str, object]) -> None:
        """Open the folder; what another plan has left in it is thrown away.

        Raises:
            UsageError: the output folder holds something else.
        """
        self.out = Path(out).absolute()
        self.folder = self.out.parent / f".{self.out.name}.partial"
        self.before = self.out.parent / f".{self.out.name}.before"
        refuse_foreign(self.out)
        self._recover()
        text = json.dumps(plan, ensure_ascii=False, sort_keys=True, indent=1)
        noted = self.folder / "plan.json"
        self.resumed = noted.is_file() and noted.read_text(encoding="utf-8") == text
        if not self.resumed:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            self.write(noted, lambda path: path.write_text(text, encoding="utf-8"))

    def _recover(self) -> None:
        """Put the old output back where a process was killed between the two renames of an exchange."""
        if self.before.exists():
            if self.out.exists():
                shutil.rmtree(self.before)
            else:
                self.before.rename(self.out)

    def place(self, name: str) -> Path:
        """Return where something of this name stands or will stand; its folder is made."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def write(self, path: Path, writer: Callable[[Path], object]) -> None:
        """Have a file written under another name, then give it its own: it is there whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.unfinished")
        writer(unfinished)
        unfinished.rename(path)

    def save(self, name: str, frame: pl.DataFrame) -> None:
        """Write a frame as Parquet."""
        self.write(self.place(name), lambda path: frame.write_parquet(path, compression="zstd", statistics=False))

    def save_array(self, name: str, values: NDArray[np.generic]) -> None:
        """Write an array."""

        def writer(path: Path) -> None:
            with path.open("wb") as file:
                np.save(file, values)

        self.write(self.place(name), writer)

    def array(self, name: str) -> NDArray[np.generic]:
        """Return an array without reading it into memory."""
        values: NDArray[np.generic] = np.load(self.folder / name, mmap_mode="r")
        return values

    def finish(self, made: Path) -> None:
        """Put a finished folder in the place of the output, at once, and take the rest away."""
        if self.out.exists():
            self.out.rename(self.before)
        self.out.parent.mkdir(parents=True, exist_ok=True)
        made.rename(self.out)
        shutil.rmtree(self.before, ignore_errors=True)
        shutil.rmtree(self.folder)


def refuse_foreign(out: Path) -> None:
    """Raise where a folder holds something that is no cleaning's output.

    Raises:
        UsageError: it does.
    """
    if not out.exists() or (out.is_dir() and ((out / MANIFEST).is_file() or not any(out.iterdir()))):
        return
    raise UsageError(f"{out} is there already and was not made by clean", "name another folder with -o")
