"""Another threshold, or another choice of what stays, without another look at the texts: stored measures decide."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.cleaning.decide.decide import ALIGNED, Findings, first_gone, with_alignments, without_known
from provenance.cleaning.decide.near_duplicates import Likeness
from provenance.cleaning.decide.provenance_rank import ASKING
from provenance.cleaning.decide.ranking import ranked
from provenance.cleaning.decide.removals import chosen, classes
from provenance.cleaning.inputs.corpus import Library, Shelf
from provenance.cleaning.inputs.staging import Workroom
from provenance.cleaning.output.publish import Layout, publish
from provenance.cleaning.output.restore import opened_output, restore
from provenance.cleaning.output.result import Cleaned, outcome
from provenance.cleaning.scan.scan import ASIDES, Survey
from provenance.errors import UsageError
from provenance.readers.fields import FieldMapping, checked_mapping
from provenance.readers.lossless.model import InputFile, ReadOptions
from provenance.readers.records import Source
from provenance.readers.sidecar import Sidecar
from provenance.text import minhash

if TYPE_CHECKING:
    from pathlib import Path

    from provenance.cleaning.options import Options
    from provenance.progress import Progress

CUTTING = ("repeats", "boilerplate")
MEASURED = (
    "text_version", "shingle_words", "shingle_characters", "permutations", "seed",
    "run_words", "run_characters", "repeat_words", "repeat_gap", "repeat_similarity", "passage_gap_cost",
)  # fmt: skip
"""Settings on which the measures, and the blocks that are cut, rest."""


def decided_again(before: Path, out: Path, options: Options, progress: Progress, *, dry_run: bool) -> Cleaned:
    """Decide from the measures of an earlier output what goes, and write the folder anew.

    Texts are looked at only where documents are to be aligned, and to be written.

    Args:
        before: what a cleaning wrote.
        out: the folder to write.
        options: other thresholds, or another choice of what stays; repeated blocks and furniture have to be cut, or
            not, as they were.
        progress: whom to tell.
        dry_run: write nothing.

    Raises:
        InputError: ``before`` was not made by a cleaning.
        UsageError: the options ask for what was not measured then.
    """
    kept = opened_output(before)
    refuse_unmeasured(kept.manifest, options)
    room = Workroom(out, {"again": str(before.resolve()), "before": kept.manifest, "options": options.as_dict()})
    inputs = room.folder / "input"
    aligning = bool(set(ALIGNED) & set(options.levels))
    if (aligning or not dry_run) and not room.place("input.done").exists():
        restore(before, inputs)
        room.write(room.place("input.done"), lambda path: path.touch())
    shelves = shelves_of(kept.manifest, inputs)
    found = rethought(before, kept.manifest, options, shelves, room, progress)
    if dry_run:
        return outcome(found, shelves, options)
    return publish(found, layout_from(found.documents, kept.manifest, shelves), shelves, options, room, progress)


def refuse_unmeasured(manifest: dict[str, Any], now: Options) -> None:
    """Raise where options ask for what was not measured.

    Raises:
        UsageError: they do.
    """
    then = manifest["options"]
    if now.settings.cleaning.near < then["floor"]:
        raise UsageError(
            f"near={now.settings.cleaning.near:g}: measures below {then['floor']:g} were not kept",
            "clean the input itself",
        )
    if "near" in now.levels and "near" in then["levels"]:
        refuse_unlikely(then, now)
    if set(ALIGNED) & set(now.levels) and manifest["known"]:
        raise UsageError(
            "contained documents and passages are looked for in the texts; those of --known and --against are not kept",
            "clean the input itself",
        )
    for level in CUTTING:
        if (level in now.levels) != (level in then["levels"]):
            raise UsageError(
                f"level {level}: texts were measured {'with' if level in now.levels else 'without'} these blocks",
                "clean the input itself",
            )
    if "near" in now.levels and "near" not in then["levels"]:
        raise UsageError("level near: nothing was measured then", "clean the input itself")
    before = {**then, **then["settings"]}
    for name, value in now.settings.as_dict().items():
        if name in MEASURED and before.get(name) != value:
            raise UsageError(f"{name} is {value}, but was {before.get(name)} then", "clean the input itself")
    if now.keep in ASKING and now.keep != then["keep"]:
        raise UsageError(f"keep {now.keep}: that was not asked then", "clean the input itself")


def refuse_unlikely(then: dict[str, Any], now: Options) -> None:
    """Raise where a pair at the new threshold was compared with less than the promised probability.

    Raises:
        UsageError: it was.
    """
    bands = minhash.choose_bands(then["near"], then["recall"], then["settings"]["permutations"])
    near = now.settings.cleaning.near
    recall = minhash.recall_at(near, *bands)
    if near < then["near"] and recall < now.settings.cleaning.recall:
        raise UsageError(
            f"near={near:g}: pairs so alike were compared with a probability of {recall:.3f} only",
            f"clean the input itself, or say that it is enough: --setting recall={math.floor(1000 * recall) / 1000:g}",
        )


def rethought(
    before: Path, manifest: dict[str, Any], options: Options, shelves: Library, room: Workroom, progress: Progress
) -> Findings:
    """Return what is to go by other options."""
    measures = before / "measures"
    documents = pl.read_parquet(measures / "documents.parquet", glob=False)
    asked = documents.select("document", "standing").drop_nulls() if options.keep in ASKING else None
    documents = ranked(documents, options, asked)
    pairs = pl.read_parquet(measures / "likeness.parquet", glob=False)
    held = pl.read_parquet(measures / "evaluation.parquet", glob=False)
    removed = first_gone(held, documents, options)
    cuts = pl.read_parquet(measures / "cuts.parquet", glob=False)
    near = "near" in options.levels
    same = classes(
        documents.join(removed, on="document", how="anti", maintain_order="left"),
        ["sequence"] if near else ["sequence", "normal_digest"],
    )
    likeness = Likeness(renumbered(pairs, same.members), manifest["compared"], manifest["left_out"]) if near else None
    gone = chosen(documents, same, likeness, options) if near or "exact" in options.levels else removed.clear()
    gone = without_known(pl.concat([removed, gone]), documents)
    known = Survey(documents, cuts, [], documents["document"].to_numpy()[:0])
    gone, left = with_alignments(shelves, known, documents, gone, options, room, progress)
    aside = pl.read_parquet(before / "set_aside.parquet", glob=False).cast(dict(ASIDES))  # type: ignore[arg-type]
    counts = manifest["compared"], manifest["left_out"]
    return Findings(documents, gone, left, pairs, *counts, known, aside, cuts, held)


def renumbered(pairs: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of documents as pairs of texts, the one that stays before the other on the left."""
    text = members.select("document", "text")
    sides = pairs.join(text.rename({"document": "left", "text": "l"}), on="left").join(
        text.rename({"document": "right", "text": "r"}), on="right"
    )
    turned = pl.col("l") > pl.col("r")
    return sides.select(
        pl.min_horizontal("l", "r").alias("left"),
        pl.max_horizontal("l", "r").alias("right"),
        "jaccard",
        pl.when(turned).then("contained_right").otherwise("contained_left").alias("contained_left"),
        pl.when(turned).then("contained_left").otherwise("contained_right").alias("contained_right"),
    ).sort("left", "right")


def shelves_of(manifest: dict[str, Any], inputs: Path) -> Library:
    """Return the inputs as they were, restored; those of an earlier release by name alone."""
    mine = [
        Shelf(shelf["number"], tuple(placed(file, inputs, shelf["family"]) for file in shelf["files"]))
        for shelf in manifest["shelves"]
    ]
    known = [
        Shelf(number, tuple(placed(file, inputs, "other") for file in shelf["files"]), True, shelf["evaluation"])
        for number, shelf in enumerate(manifest["known"], len(mine))
    ]
    odd = {file["number"] for shelf in manifest["shelves"] for file in shelf["files"] if not file["whole"]}
    reading = ReadOptions(FieldMapping(checked_mapping(manifest["fields"])), Sidecar())
    return Library([*mine, *known], reading, [], odd)


def placed(file: dict[str, Any], folder: Path, family: str) -> InputFile:
    """Return a file of a manifest, as it stands below a folder; of one that is not there, only the name is known."""
    place = folder / file["path"]
    size = place.stat().st_size if place.exists() else 0
    return InputFile(
        file["number"], Source(file["path"], str(place), place.name, size, partial(place.open, "rb")), family
    )


def layout_from(documents: pl.DataFrame, manifest: dict[str, Any], shelves: Library) -> Layout:
    """Return where the documents of each shelf stand."""
    kinds = {number: shelf["kinds"] for number, shelf in enumerate(manifest["shelves"])}
    bounds = []
    for shelf in shelves.shelves:
        held = documents.filter(pl.col("file").is_in([file.number for file in shelf.files]))["document"]
        bounds.append((held[0], held[-1] + 1) if len(held) else (0, 0))
    return Layout(bounds, kinds)
