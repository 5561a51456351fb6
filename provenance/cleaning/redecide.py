"""Another threshold, or another choice of what is kept: decided from stored measures, without reading texts again."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.cleaning.decide.decide import (
    ALIGNED_LEVELS,
    add_alignments,
    unconditional_removals,
    without_references,
)
from provenance.cleaning.decide.near_duplicates import VerifiedPairs
from provenance.cleaning.decide.near_verification import with_verdicts
from provenance.cleaning.decide.plan import CleaningPlan
from provenance.cleaning.decide.provenance_rank import TRACED
from provenance.cleaning.decide.ranking import rank_documents
from provenance.cleaning.decide.removals import (
    TextClasses,
    copy_removals,
    pairs_of_documents,
    pairs_of_texts,
    text_classes,
    text_key,
    with_cut_digests,
    with_equal_texts,
)
from provenance.cleaning.inputs.corpus import Corpus, InputGroup
from provenance.cleaning.inputs.job import CleaningJob
from provenance.cleaning.inputs.own_fields import own_fields
from provenance.cleaning.inputs.splits import NO_SPLIT, Shelf
from provenance.cleaning.inputs.staging import StagingFolder
from provenance.cleaning.output.cleaned_folder import open_cleaned_folder
from provenance.cleaning.output.publish import Layout, publish
from provenance.cleaning.output.restore import restore
from provenance.cleaning.output.result import Cleaned, result_of
from provenance.cleaning.scan.scan import REJECTED
from provenance.engines import local
from provenance.errors import UsageError
from provenance.readers.fields import FieldMapping, checked_mapping
from provenance.readers.lossless.model import OTHER, InputFile, ReadOptions
from provenance.readers.records import Source
from provenance.readers.sidecar import Sidecar
from provenance.settings import Settings
from provenance.text import minhash

if TYPE_CHECKING:
    from pathlib import Path

    from provenance.cleaning.options import CleaningOptions
    from provenance.limits import Limits
    from provenance.progress import Progress

CUT_LEVELS = ("repeats", "boilerplate")
"""The levels whose spans are cut before texts are compared."""

MEASURED_SETTINGS = (
    "text_version", "shingle_words", "shingle_characters", "permutations", "seed",
    "run_words", "run_characters", "repeat_words", "repeat_gap", "repeat_similarity", "passage_gap_cost",
    "near_bucket", "near_representatives", "near_rounds", "line_tokens", "story_sample", "story_shingles",
    "story_documents", "evaluation_least_words", "wrapped_words", "link_words", "cue_words", "opener_words",
    "phrase_characters", "glued_words", "glued_letters",
    "near_similarity", "sentence_words", "non_prose_weight", "template_pages", "template_names", "template_numbers",
    "template_share", "slot_words", "name_spelling", "body_near", "body_words",
)  # fmt: skip
"""Settings on which the stored measures, and the cuts, depend."""

REMEDY = "clean the input itself"


def redecide(
    cleaned: Path, out: Path, options: CleaningOptions, limits: Limits, progress: Progress, *, dry_run: bool
) -> Cleaned:
    """Decide from the measures of an earlier output what is removed, and write a new output.

    Texts are read only to align documents, where a level asks for it, and to write them.

    Args:
        cleaned: the output folder of a cleaning.
        out: the folder to write.
        options: other thresholds, or another choice of what is kept; repeats and boilerplate have to be cut, or not, as
            they were.
        limits: threads and memory of the call.
        progress: called with the step, and documents done and in all.
        dry_run: write nothing.

    Raises:
        InputError: ``cleaned`` was not made by a cleaning.
        UsageError: the options ask for what was not measured then.
    """
    manifest = open_cleaned_folder(cleaned).manifest
    refuse_unmeasured(manifest, options)
    key: dict[str, object] = {"again": str(cleaned.resolve()), "before": manifest, "options": options.as_dict()}
    staging = StagingFolder(out, key)
    inputs = staging.folder / "input"
    reads_texts = not dry_run or options.thresholds.near < manifest["options"]["near"]
    if (reads_texts or set(ALIGNED_LEVELS) & set(options.levels)) and not staging.is_done("input"):
        restore(cleaned, inputs)
        staging.mark_done("input")
    threads = limits.thread_budget(local.cores())
    job = CleaningJob(restored_corpus(manifest, inputs), options, staging, threads, progress, limits)
    plan = plan_from_measures(job, cleaned, manifest)
    if dry_run:
        return result_of(plan, job.corpus.paths(), options)
    return publish(job, plan, restored_layout(plan.documents, manifest, job.corpus))


def refuse_unmeasured(manifest: dict[str, Any], options: CleaningOptions) -> None:
    """Raise where options ask for what was not measured in the earlier cleaning.

    Raises:
        UsageError: they do.
    """
    earlier = manifest["options"]
    near = options.thresholds.near
    if near < earlier["floor"]:
        raise UsageError(f"near={near:g}: measures below {earlier['floor']:g} were not kept", REMEDY)
    if "near" in options.levels and "near" in earlier["levels"]:
        refuse_low_recall(earlier, options)
    if set(ALIGNED_LEVELS) & set(options.levels) and manifest["known"]:
        raise UsageError(
            "contained documents and passages are looked for in the texts; those of --known and --against are not kept",
            REMEDY,
        )
    for level in CUT_LEVELS:
        if (level in options.levels) != (level in earlier["levels"]):
            raise UsageError(
                f"level {level}: texts were measured {'with' if level in options.levels else 'without'} these blocks",
                REMEDY,
            )
    if "near" in options.levels and "near" not in earlier["levels"]:
        raise UsageError("level near: nothing was measured then", REMEDY)
    earlier_numbers = {**Settings().as_dict(), **earlier, **earlier["settings"]}
    for name in MEASURED_SETTINGS:
        value = options.settings.as_dict()[name]
        if earlier_numbers[name] != value:
            raise UsageError(f"{name} is {value}, but was {earlier_numbers[name]} then", REMEDY)
    if options.keep in TRACED and options.keep != earlier["keep"]:
        raise UsageError(f"keep {options.keep}: that was not asked then", REMEDY)


def refuse_low_recall(earlier: dict[str, Any], options: CleaningOptions) -> None:
    """Raise where a pair at a lower threshold was compared with less than the promised probability.

    Raises:
        UsageError: it was.
    """
    bands = minhash.choose_bands(earlier["near"], earlier["recall"], earlier["settings"]["permutations"])
    near = options.thresholds.near
    recall = minhash.recall_at(near, *bands)
    if near < earlier["near"] and recall < options.thresholds.recall:
        raise UsageError(
            f"near={near:g}: pairs so alike were compared with a probability of {recall:.3f} only",
            f"{REMEDY}, or say that it is enough: --setting recall={math.floor(1000 * recall) / 1000:g}",
        )


def plan_from_measures(job: CleaningJob, cleaned: Path, manifest: dict[str, Any]) -> CleaningPlan:
    """Return what is removed and cut by other options.

    Args:
        job: the options, and the restored inputs.
        cleaned: the output folder whose measures decide.
        manifest: of that folder.
    """
    options = job.options
    documents, pairs, contaminated, spans, cuts = (
        pl.read_parquet(cleaned / "measures" / f"{name}.parquet", glob=False)
        for name in ("documents", "likeness", "evaluation", "item_spans", "cuts")
    )
    if "data_split" not in documents.columns:  # written by an older version
        documents = documents.with_columns(pl.lit(NO_SPLIT).alias("data_split"))
    if not manifest["known"]:  # releases and evaluation sets are not kept: no field of theirs could be read
        own = own_fields(job.corpus, options.prefer, documents.columns)
        documents = documents.with_columns(own.get_columns())
    provenance_ranks = documents.select("document", "standing").drop_nulls() if options.keep in TRACED else None
    documents = rank_documents(with_cut_digests(documents, cuts), options, provenance_ranks)
    unconditional = unconditional_removals(contaminated, documents, options)
    remaining = documents.join(unconditional, on="document", how="anti", maintain_order="left")
    compared, left_out = manifest["compared"], manifest["left_out"]
    copies = unconditional.clear()
    if {"near", "exact"} & set(options.levels):
        classes = text_classes(remaining, text_key(options))
        near = "near" in options.levels
        verified = VerifiedPairs(classes.equal, compared, left_out)
        if near:
            measured = VerifiedPairs(pairs_of_texts(pairs, classes), compared, left_out)
            verified = with_verdicts(measured, classes, documents["tokens"].to_list(), job, cuts)
        verified = with_equal_texts(verified, classes)
        if near:
            pairs = pl.concat([pairs_of_documents(verified.pairs, classes), pairs_beside(pairs, classes)])
        copies = copy_removals(documents, classes, verified, options)
    removals = without_references(pl.concat([unconditional, copies]), documents)
    removals, kept_cuts, shared = add_alignments(job, documents, removals, cuts, pairs)
    rejected = pl.read_parquet(cleaned / "set_aside.parquet", glob=False).cast(dict(REJECTED))  # type: ignore[arg-type]
    sought = manifest.get("sought", 0)
    return CleaningPlan(
        documents, removals, kept_cuts, pairs, compared, left_out, rejected, cuts, contaminated, sought, shared, spans
    )


def pairs_beside(pairs: pl.DataFrame, classes: TextClasses) -> pl.DataFrame:
    """Return the pairs of documents of which one is in no class: it goes for its own sake."""
    members = classes.members["document"].implode()
    return pairs.filter(~(pl.col("left").is_in(members) & pl.col("right").is_in(members)))


def restored_corpus(manifest: dict[str, Any], inputs: Path) -> Corpus:
    """Return the corpus of an earlier cleaning, restored; files of references have a name and no bytes.

    Args:
        manifest: of the earlier output.
        inputs: the folder with the restored inputs.
    """
    groups = [
        InputGroup(entry["number"], tuple(restored_file(file, inputs, entry["family"]) for file in entry["files"]))
        for entry in manifest["shelves"]
    ]
    references = [
        InputGroup(
            number, tuple(restored_file(file, inputs, OTHER) for file in entry["files"]), True, entry["evaluation"]
        )
        for number, entry in enumerate(manifest["known"], len(groups))
    ]
    verbatim = {file["number"] for entry in manifest["shelves"] for file in entry["files"] if not file["whole"]}
    reading = ReadOptions(FieldMapping(checked_mapping(manifest["fields"])), Sidecar())
    shelves = {
        file["number"]: Shelf(entry["config"], entry["split"])
        for entry in manifest["shelves"]
        for file in entry["files"]
    }
    return Corpus([*groups, *references], reading, [], verbatim, shelves)


def restored_file(file: dict[str, Any], folder: Path, family: str) -> InputFile:
    """Return a file of a manifest below a folder; of one that does not exist, the size is 0."""
    path = folder / file["path"]
    size = path.stat().st_size if path.exists() else 0
    return InputFile(file["number"], Source(file["path"], str(path), path.name, size, partial(path.open, "rb")), family)


def restored_layout(documents: pl.DataFrame, manifest: dict[str, Any], corpus: Corpus) -> Layout:
    """Return the layout of an earlier cleaning, whose documents are numbered group by group."""
    kinds = {number: entry["kinds"] for number, entry in enumerate(manifest["shelves"])}
    bounds = []
    for group in corpus.groups:
        rows = documents.filter(pl.col("file").is_in([file.number for file in group.files]))["document"]
        bounds.append((rows[0], rows[-1] + 1) if len(rows) else (0, 0))
    return Layout(bounds, kinds)
