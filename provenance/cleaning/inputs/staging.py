"""The staging folder: a hidden folder beside the output, which becomes the output in one rename."""

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
"""The file that marks a folder as the output of a cleaning."""


class StagingFolder:
    """A hidden folder for unfinished output; finished files in it survive a killed process, so the next one resumes."""

    def __init__(self, out: Path, plan: dict[str, object]) -> None:
        """Open the folder; what a call with another plan has left in it is deleted.

        Raises:
            UsageError: the output folder exists and no cleaning wrote it.
        """
        self.out = Path(out).absolute()
        self.folder = self.out.parent / f".{self.out.name}.partial"
        self.previous = self.out.parent / f".{self.out.name}.before"
        refuse_foreign_folder(self.out)
        self._recover()
        text = json.dumps(plan, ensure_ascii=False, sort_keys=True, indent=1)
        plan_file = self.folder / "plan.json"
        self.resumed = plan_file.is_file() and plan_file.read_text(encoding="utf-8") == text
        if not self.resumed:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            self.write(plan_file, lambda path: path.write_text(text, encoding="utf-8"))

    def _recover(self) -> None:
        """Put the previous output back where a process was killed between the two renames of ``commit``."""
        if self.previous.exists():
            if self.out.exists():
                shutil.rmtree(self.previous)
            else:
                self.previous.rename(self.out)

    def path(self, name: str) -> Path:
        """Return the path of a staged file, and make its folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def write(self, path: Path, writer: Callable[[Path], object]) -> None:
        """Write a file under a temporary name, then rename it: it is there whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.unfinished")
        writer(unfinished)
        unfinished.rename(path)

    def mark_done(self, name: str) -> None:
        """Write the empty file that says a step is done."""
        self.write(self.path(f"{name}.done"), lambda path: path.touch())

    def is_done(self, name: str) -> bool:
        """Return whether a step is done."""
        return (self.folder / f"{name}.done").exists()

    def save(self, name: str, frame: pl.DataFrame) -> None:
        """Write a frame as Parquet."""
        self.write(self.path(name), lambda path: frame.write_parquet(path, compression="zstd", statistics=False))

    def frame(self, name: str) -> pl.DataFrame:
        """Return a frame that was saved."""
        return pl.read_parquet(self.folder / name, glob=False)

    def save_array(self, name: str, values: NDArray[np.generic]) -> None:
        """Write a NumPy array."""

        def writer(path: Path) -> None:
            with path.open("wb") as file:
                np.save(file, values)

        self.write(self.path(name), writer)

    def array(self, name: str) -> NDArray[np.generic]:
        """Return a saved array as a memory map."""
        values: NDArray[np.generic] = np.load(self.folder / name, mmap_mode="r")
        return values

    def commit(self, finished: Path) -> None:
        """Replace the output by a finished folder of this one, then delete the previous output and this folder."""
        if self.out.exists():
            self.out.rename(self.previous)
        self.out.parent.mkdir(parents=True, exist_ok=True)
        finished.rename(self.out)
        shutil.rmtree(self.previous, ignore_errors=True)
        shutil.rmtree(self.folder)


def refuse_foreign_folder(out: Path) -> None:
    """Raise where a folder exists, is not empty, and is not the output of a cleaning.

    Raises:
        UsageError: it is not.
    """
    if not out.exists() or (out.is_dir() and ((out / MANIFEST).is_file() or not any(out.iterdir()))):
        return
    raise UsageError(f"{out} is there already and was not made by clean", "name another folder with -o")
