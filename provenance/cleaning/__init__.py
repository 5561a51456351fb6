"""A corpus without its copies and repeated blocks: what goes is recorded, kept, and can be put back."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from provenance.cleaning.inputs.corpus import library
from provenance.cleaning.inputs.staging import Workroom
from provenance.cleaning.options import FORMS, KEEPING, LEVELS, USUAL_LEVELS, Options, cleaning_options
from provenance.cleaning.output.explain import explain
from provenance.cleaning.output.restore import restore
from provenance.cleaning.output.result import Cleaned, outcome
from provenance.errors import UsageError
from provenance.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from provenance.cleaning.inputs.corpus import Library

NOTHING_MAPPED: dict[str, str] = {}


def clean(
    paths: Sequence[str | Path] = (),
    out: str | Path | None = None,
    *,
    options: Options | None = None,
    known: Sequence[str | Path] = (),
    against: Sequence[str | Path] = (),
    again: str | Path | None = None,
    dry_run: bool = False,
    fields: Mapping[str, str] = NOTHING_MAPPED,
    progress: Progress = silent,
    **reading: object,
) -> Cleaned:
    """Write a corpus without its copies and repeated blocks, with the record of what went and why.

    A killed call leaves the old output or none, and the same call goes on where it stopped. The same inputs and options
    give the same bytes, whatever the number of threads and the order of the paths.

    Args:
        paths: files and folders.
        out: the folder to write; one that an earlier call made is replaced at once, when all is done.
        options: what is taken out, which copy stays, and in what form the rest is written.
        known: an earlier release: its documents stay before all others and are not written.
        against: evaluation sets; documents that hold one of their items go.
        again: an earlier output, in the place of ``paths``: what goes is decided anew from its measures.
        dry_run: find out what would go and write nothing; ``out`` may be left out.
        fields: see :func:`provenance.read`, as all further arguments.
        progress: called with the step, and documents done and in all (0: unknown).
        reading: how to read.

    Returns:
        What went, as frames, and what the report shows.

    Raises:
        UsageError: nothing to read or to write to, or a folder in the way that no cleaning made.
        InputError: a path cannot be read at all.
    """
    chosen = options or Options()
    if not paths and again is None:
        raise UsageError("nothing to clean", "name files or folders")
    if again is not None and (paths or known or against):
        raise UsageError(
            f"{again} is decided again from its own measures, with the releases and evaluation sets that it knew",
            "name paths, --known and --against only without --again",
        )
    if out is None and not dry_run:
        raise UsageError("there is no place to write to", "name a folder with -o, or look first with --dry-run")
    with TemporaryDirectory() as scratch:
        place = Path(scratch) / "dry" if dry_run or out is None else Path(out)
        if again is not None:
            from provenance.cleaning.redecide import decided_again

            return decided_again(Path(again), place, chosen, progress, dry_run=dry_run)
        shelves = library(paths, known, against, fields=fields, **reading)  # type: ignore[arg-type]
        room = Workroom(place, plan(shelves, chosen))
        refuse_overlap(room.out, shelves)
        shelves.asides[:] = [aside for aside in shelves.asides if not Path(aside.origin).is_relative_to(room.folder)]

        shelves.begin()  # before the loops are loaded, which takes as long as to read the first of it
        from provenance.cleaning.decide.decide import find
        from provenance.cleaning.decide.provenance_rank import standing
        from provenance.cleaning.output.publish import layout_of, publish

        def ask(documents: pl.DataFrame) -> pl.DataFrame | None:
            return standing(paths, {"fields": fields, **reading}, documents, shelves, chosen, room, progress)

        found = find(shelves, chosen, room, ask, progress)
        if dry_run:
            return outcome(found, shelves, chosen)
        return publish(found, layout_of(found.survey, shelves, room), shelves, chosen, room, progress)


def plan(shelves: Library, options: Options) -> dict[str, object]:
    """Return what a call is about to do, to know a call that was interrupted again."""
    files = [
        [file.source.id, file.source.origin, file.source.size, changed_at(file.source.origin)] for file in shelves.files
    ]
    reading = [sorted(shelves.reading.fields.mapped.items()), shelves.reading.id_prefix, shelves.reading.sidecar.outlet]
    known = [[shelf.files[0].number, shelf.evaluation] for shelf in shelves.shelves if shelf.known]
    return {"options": options.as_dict(), "files": files, "known": known, "reading": reading}


def changed_at(origin: str) -> int:
    """Return when a file was last changed, in nanoseconds; 0 where that cannot be told."""
    path = Path(origin)
    return path.stat().st_mtime_ns if path.exists() else 0


def refuse_overlap(out: Path, shelves: Library) -> None:
    """Raise where an input lies in the folder that is to be replaced.

    Raises:
        UsageError: it does.
    """
    for file in shelves.files:
        if Path(file.source.origin).is_relative_to(out):
            raise UsageError(f"{file.source.origin} lies in the output folder {out}", "write to another folder")


CleaningOptions = Options

__all__ = [
    "FORMS",
    "KEEPING",
    "LEVELS",
    "USUAL_LEVELS",
    "Cleaned",
    "CleaningOptions",
    "Options",
    "clean",
    "cleaning_options",
    "explain",
    "restore",
]
