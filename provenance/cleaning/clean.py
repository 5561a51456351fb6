"""The call ``clean``: inputs are scanned, a plan is made, and the output is written."""

from __future__ import annotations

import atexit
import dataclasses
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING

from provenance.cleaning.inputs.corpus import open_corpus
from provenance.cleaning.inputs.input_card import input_license
from provenance.cleaning.inputs.job import CleaningJob
from provenance.cleaning.inputs.splits import sides_of_splits
from provenance.cleaning.inputs.staging import MANIFEST, StagingFolder
from provenance.cleaning.options import CleaningOptions
from provenance.cleaning.output.result import Cleaned, result_of
from provenance.engines import local
from provenance.errors import UsageError
from provenance.limits import limits_of
from provenance.progress import Progress, notebook_progress
from provenance.readers.frames import frames_as_files, split_inputs
from provenance.readers.object_stores import address_of, local_copies, refuse_foreign_place, remote_place, send

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from provenance.cleaning.inputs.corpus import Corpus
    from provenance.readers.frames import Inputs

NO_FIELDS: dict[str, str] = {}


def clean(
    inputs: Inputs = (),
    out: str | Path | None = None,
    *,
    options: CleaningOptions | None = None,
    known: Sequence[str | Path] = (),
    against: Sequence[str | Path] = (),
    again: str | Path | None = None,
    dry_run: bool = False,
    fields: Mapping[str, str] = NO_FIELDS,
    outlet: str | None = None,
    outlet_from_folder: bool = False,
    metadata: str | Path | None = None,
    id_prefix: str = "",
    date_order: str | None = None,
    threads: int | None = None,
    memory: int | str | None = None,
    progress: Progress = notebook_progress,
) -> Cleaned:
    """Write a corpus without its copies and repeated blocks, and record what was removed and why.

    A killed call leaves the old output or none, and the same call resumes where it stopped. The same inputs and options
    give the same bytes, whatever the number of threads and the order of the paths.

    Args:
        inputs: files and folders, or frames, see :func:`provenance.read`; a frame is cleaned as a Parquet file. What
            stands at the address of an object store (``s3://``, ``gs://`` …; extra ``remote``) is copied here first.
        out: the folder to write; one that an earlier call wrote is replaced in one rename when all is done. Where the
            inputs are frames it may be left out: the result's ``frame``, ``lazy``, ``arrow`` and ``dataset`` have the
            data then, in a folder that goes when the process ends.
        options: what is removed, which copy is kept, and in what format the rest is written.
        known: earlier releases: their documents are kept before all others and are not written.
        against: evaluation sets; documents that contain one of their items are removed.
        again: an earlier output, instead of ``inputs``: what is removed is decided anew from its measures.
        dry_run: decide what would be removed and write nothing; ``out`` may be left out.
        fields: see :func:`provenance.read`.
        outlet: see :func:`provenance.read`.
        outlet_from_folder: see :func:`provenance.read`.
        metadata: see :func:`provenance.read`.
        id_prefix: see :func:`provenance.read`.
        date_order: see :func:`provenance.read`.
        threads: most threads; one per core where none is given. Changes no result.
        memory: about how much memory it may take, in bytes, or as ``2GB`` (at least 1 GB); 4 GB where none is given.
            What is kept of each document, some three kilobytes, comes on top. Changes no result.
        progress: called with the step, and documents done and in all (0: unknown).

    Returns:
        What was removed, as frames, what the report shows, and the cleaned data.

    Raises:
        UsageError: nothing to read or to write to, or a folder in the way that no cleaning wrote.
        InputError: a path cannot be read at all, or an object store not read or written.
        MissingExtraError: an address needs a library that is not installed.

    Example:
        >>> news = pl.DataFrame({"id": ["a", "b"], "text": ["The ferry of the harbour town has gone. " * 4] * 2})
        >>> provenance.clean(news, "cleaned").removed.select("document_id", "kept_id", "kind").rows()
        [('b', 'a', 'exact')]
        >>> provenance.clean(news).frame()["id"].to_list()
        ['a']
    """
    reading = {
        "fields": fields, "outlet": outlet, "outlet_from_folder": outlet_from_folder,
        "metadata": Path(metadata) if metadata else None, "id_prefix": id_prefix, "date_order": date_order,
    }  # fmt: skip
    if again is not None and (address := address_of(again)):
        raise UsageError(f"{address} is an address: an output is decided again on this machine", "copy it here first")
    if out is not None and (address := address_of(out)):
        place = remote_place(address)
        refuse_foreign_place(place, MANIFEST)
        folder = None if dry_run else folder_of_process() / "cleaned"
        cleaned = clean(
            inputs, folder, options=options, known=known, against=against, again=again, dry_run=dry_run,
            threads=threads, memory=memory, progress=progress, **reading,  # type: ignore[arg-type]
        )  # fmt: skip
        if folder is not None:
            send(folder, place, MANIFEST)
        return dataclasses.replace(cleaned, address=address)
    options = options or CleaningOptions()
    files, frames = split_inputs(inputs)
    if frames and not files and out is None and not dry_run:
        out = folder_of_process() / "cleaned"
    refuse_contradictions([*files, *frames], out, [*known, *against], again, dry_run=dry_run)
    limits = limits_of(threads, memory)
    with TemporaryDirectory() as scratch:
        target = Path(scratch) / "dry" if dry_run or out is None else Path(out)
        if again is not None:
            from provenance.cleaning.redecide import redecide

            return redecide(Path(again), target, options, limits, progress, dry_run=dry_run)
        paths = [*local_copies(files, Path(scratch)), *frames_as_files(frames, Path(scratch))]
        known, against = (
            local_copies(part, Path(scratch) / name) for part, name in ((known, "known"), (against, "sets"))
        )
        if not options.license:
            options = dataclasses.replace(options, license=input_license(paths))
        corpus = open_corpus(paths, known, against, limits=limits, **reading)  # type: ignore[arg-type]
        sides_of_splits([shelf.split for shelf in corpus.shelves.values()], options.split_order)  # refuses unknown ones
        staging = StagingFolder(target, plan_key(corpus, options))
        try_preferences(corpus, options, staging)
        refuse_overlap(staging.out, corpus)
        corpus.rejected[:] = [
            reject for reject in corpus.rejected if not Path(reject.origin).is_relative_to(staging.folder)
        ]
        job = CleaningJob(corpus, options, staging, limits.thread_budget(local.cores()), progress, limits)

        corpus.prefetch()  # before the compiled loops are loaded, which takes as long as to read the first chunk
        from provenance.cleaning.decide.decide import decide
        from provenance.cleaning.decide.provenance_rank import provenance_rank
        from provenance.cleaning.output.publish import layout_of_scan, publish
        from provenance.cleaning.scan.scan import scan_corpus

        def rank(documents: pl.DataFrame) -> pl.DataFrame | None:
            return provenance_rank(paths, reading, documents, job)

        scan = scan_corpus(job)
        try:
            plan = decide(job, scan, rank)
        except UsageError:  # the same call would fail again: nothing of it can be resumed
            shutil.rmtree(staging.folder, ignore_errors=True)
            raise
        if dry_run:
            return result_of(plan, corpus.paths(), options)
        return publish(job, plan, layout_of_scan(scan, job))


def folder_of_process() -> Path:
    """Return a new folder that is deleted when the process ends."""
    folder = Path(mkdtemp(prefix="provenance-clean-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def try_preferences(corpus: Corpus, options: CleaningOptions, staging: StagingFolder) -> None:
    """Raise where a preference fails on the first records, and leave no staging folder then.

    Raises:
        UsageError: one does.
    """
    if not options.prefer:
        return
    from provenance.cleaning.decide.ranking import refuse_bad_preferences

    try:
        refuse_bad_preferences(corpus, options)
    except UsageError:
        shutil.rmtree(staging.folder, ignore_errors=True)
        raise


def refuse_contradictions(
    inputs: Sequence[object],
    out: str | Path | None,
    references: Sequence[str | Path],
    again: str | Path | None,
    *,
    dry_run: bool,
) -> None:
    """Raise where the arguments of a call contradict each other, or something is missing.

    Raises:
        UsageError: they do, or it is.
    """
    if not inputs and again is None:
        raise UsageError("nothing to clean", "name files or folders")
    if again is not None and (inputs or references):
        raise UsageError(
            f"{again} is decided again from its own measures, with the releases and evaluation sets that it knew",
            "name paths, --known and --against only without --again",
        )
    if out is None and not dry_run:
        raise UsageError("there is no place to write to", "name a folder with -o, or look first with --dry-run")


def plan_key(corpus: Corpus, options: CleaningOptions) -> dict[str, object]:
    """Return what identifies a call: one that was interrupted is resumed by a call with the same key."""
    files = [
        [file.source.id, file.source.origin, file.source.size, modified_ns(file.source.origin)] for file in corpus.files
    ]
    reading = corpus.reading
    references = [[group.files[0].number, group.evaluation] for group in corpus.groups if group.reference]
    return {
        "options": options.as_dict(),
        "files": files,
        "known": references,
        "reading": [
            sorted(reading.fields.mapped.items()),
            reading.id_prefix,
            reading.sidecar.outlet,
            reading.fields.date_order,
        ],
    }


def modified_ns(origin: str) -> int:
    """Return when a file was last modified, in nanoseconds since 1970; 0 where it is no file of its own."""
    path = Path(origin)
    return path.stat().st_mtime_ns if path.exists() else 0


def refuse_overlap(out: Path, corpus: Corpus) -> None:
    """Raise where an input lies in the folder that is to be replaced.

    Raises:
        UsageError: it does.
    """
    for file in corpus.files:
        if Path(file.source.origin).is_relative_to(out):
            raise UsageError(f"{file.source.origin} lies in the output folder {out}", "write to another folder")
