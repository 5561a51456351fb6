"""The output folder: the cleaned data, what was removed from it, and what restores the input."""

from __future__ import annotations

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl
import pyarrow.parquet as pq

import provenance
from provenance.cleaning.inputs.field_kinds import arrow_schema, merge_kinds
from provenance.cleaning.inputs.splits import Shelf
from provenance.cleaning.inputs.staging import MANIFEST
from provenance.cleaning.output.croissant import croissant
from provenance.cleaning.output.dataset_card import DataFile, dataset_card
from provenance.cleaning.output.drop_lists import write_drop_lists
from provenance.cleaning.output.result import result_of
from provenance.cleaning.output.samples import SAMPLE_SCHEMA, sample_texts, select_samples
from provenance.cleaning.output.sinks import COLUMNAR_FAMILIES
from provenance.cleaning.output.volumes import shelf_of, volumes_of
from provenance.cleaning.output.writers import Decisions, write_volume
from provenance.cleaning.scan.scan import load_kinds
from provenance.cleaning.scan.spans import spans_by_document
from provenance.readers.lossless.columnar import schema_of
from provenance.reports.cleaning_page import cleaning_page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from provenance.cleaning.decide.plan import CleaningPlan
    from provenance.cleaning.inputs.corpus import Corpus, InputGroup
    from provenance.cleaning.inputs.field_kinds import Kinds
    from provenance.cleaning.inputs.job import CleaningJob
    from provenance.cleaning.inputs.staging import StagingFolder
    from provenance.cleaning.output.result import Cleaned
    from provenance.cleaning.output.volumes import Volume
    from provenance.cleaning.output.writers import GroupLog
    from provenance.cleaning.scan.scan import Scan

RESIDUE = {"file": pl.Int32, "place": pl.Int64, "bytes": pl.Binary}
STYLES = {"document": pl.Int32, "style": pl.Int16}


class WrittenVolume(NamedTuple):
    """A volume, and the names of its files below ``data``."""

    volume: Volume
    names: list[str]


@dataclass(frozen=True)
class Layout:
    """The documents of each group, and the fields of its records.

    Attributes:
        bounds: first document of each group, and the one after its last.
        kinds: fields and their kinds of the records of each group that is written.
    """

    bounds: list[tuple[int, int]]
    kinds: dict[int, Kinds]


def publish(job: CleaningJob, plan: CleaningPlan, layout: Layout) -> Cleaned:
    """Write the output folder, put it in its place in one rename, and return the result."""
    corpus, staging = job.corpus, job.staging
    corpus.verbatim_files |= texts_without_document(corpus, plan)
    folder = staging.path("output/x").parent
    volumes = volumes_of(corpus, layout.kinds, job.options)
    samples = select_samples(plan, corpus.paths(), job.options.thresholds.near)
    with ThreadPoolExecutor(1) as background:
        tables = background.submit(write_tables, job, plan, folder)
        write_data(job, plan, layout, volumes, set(samples.keys), folder)
        result = tables.result()
    report = cleaning_page(result, samples.groups, sample_texts(samples, staging))
    (folder / "report.html").write_text(report, encoding="utf-8")
    data_volumes = [written_volume(volume, staging) for volume in volumes]
    write_metadata(result, corpus, data_files(data_volumes, folder), folder)
    write_restore_data(job, plan, volumes, folder)
    write_manifest(job, plan, data_volumes, folder)
    staging.commit(folder)
    return result


def texts_without_document(corpus: Corpus, plan: CleaningPlan) -> set[int]:
    """Return the text files that could not be read: only their own bytes can give them back."""
    files = {file.number for group in corpus.output_groups if group.family == "plain" for file in group.files}
    return files - set(plan.documents["file"])


def layout_of_scan(scan: Scan, job: CleaningJob) -> Layout:
    """Return the layout of a corpus that was scanned."""
    numbers = np.array([number for number, _ in scan.groups], np.int64)
    heights = np.array([height for _, height in scan.groups], np.int64)
    totals = np.bincount(numbers, heights, len(job.corpus.groups)).astype(np.int64)
    bounds = [0, *np.cumsum(totals).tolist()]
    kinds = kinds_by_group(load_kinds(job.staging, scan.parts), job.corpus.output_groups)
    return Layout(list(pairwise(bounds)), kinds)


def kinds_by_group(kinds_of_groups: dict[int, Kinds], groups: list[InputGroup]) -> dict[int, Kinds]:
    """Return the fields and kinds of each group's records; all JSON Lines files get the same, so they are one table."""
    lines: Kinds = {}
    for group in groups:
        if group.family == "lines":
            merge_kinds(lines, kinds_of_groups[group.number].items())
    texts: Kinds = {"document_id": "string", "text": "string"}
    same = {"lines": lines, "plain": texts}
    return {group.number: same.get(group.family, kinds_of_groups[group.number]) for group in groups}


# -- data --------------------------------------------------------------------------------------------------------------


def write_data(
    job: CleaningJob, plan: CleaningPlan, layout: Layout, volumes: Sequence[Volume], samples: set[int], folder: Path
) -> None:
    """Write the records of all volumes that have not been written yet.

    Args:
        job: corpus, options and staging folder.
        plan: what is removed and cut.
        layout: documents and fields of each group.
        volumes: the groups that are written to the same files.
        samples: documents whose beginnings are staged for the report.
        folder: the output folder.
    """
    spans = spans_by_document(plan.cuts)

    def decisions_of(group: InputGroup) -> Decisions:
        return decisions_of_group(plan, spans, samples, *layout.bounds[group.number])

    for done, volume in enumerate(volumes, 1):
        if not job.staging.is_done(written_part(volume)):
            logs, names = write_volume(volume, job.corpus, decisions_of, folder, job.options)
            first = [layout.bounds[group.number][0] for group in volume.groups]
            save_written(job.staging, volume, names, list(zip(first, logs, strict=True)))
        job.progress("write", done, len(volumes))


def decisions_of_group(
    plan: CleaningPlan, spans: dict[int, list[tuple[int, int]]], samples: set[int], start: int, stop: int
) -> Decisions:
    """Return the decisions about the documents of one group."""
    keep_mask = np.ones(stop - start, np.bool_)
    removed = plan.removals["document"].to_numpy()
    keep_mask[removed[(removed >= start) & (removed < stop)] - start] = False
    cuts = {document - start: cut for document, cut in spans.items() if start <= document < stop}
    return Decisions(keep_mask, cuts, {document - start for document in samples if start <= document < stop})


def written_part(volume: Volume) -> str:
    """Return the name under which what restoring needs of a volume is staged."""
    return f"written/{volume.number:06d}"


def save_written(
    staging: StagingFolder, volume: Volume, names: list[str], logs: Sequence[tuple[int, GroupLog]]
) -> None:
    """Stage what restoring and the report need of a volume.

    Args:
        staging: the staging folder.
        volume: that was written.
        names: of its files.
        logs: of each of its groups, with the number of its first document.
    """
    part = written_part(volume)
    samples = [(first + row, text) for first, log in logs for row, text in log.samples]
    staging.save(f"{part}.beginnings", pl.DataFrame(samples, schema=SAMPLE_SCHEMA, orient="row"))
    styles = [styles_of_group(first, log) for first, log in logs]
    staging.save(f"{part}.styles", pl.concat([pl.DataFrame(schema=STYLES), *styles]))
    residue = [row for _, log in logs for row in log.records.residue]
    staging.save(f"{part}.residue", pl.DataFrame(residue, schema=RESIDUE, orient="row"))
    staging.write(staging.path(f"{part}.names"), lambda path: path.write_text(json.dumps(names), encoding="utf-8"))
    staging.mark_done(part)


def styles_of_group(first: int, log: GroupLog) -> pl.DataFrame:
    """Return the style of each document of a group (columns of ``STYLES``), whose first document is ``first``."""
    styles = np.concatenate([np.zeros(0, np.int16), *log.records.styles])
    return pl.DataFrame({"document": np.arange(first, first + len(styles), dtype=np.int32), "style": styles})


def written_volume(volume: Volume, staging: StagingFolder) -> WrittenVolume:
    """Return a volume with the names of the files that were written."""
    names = json.loads((staging.folder / f"{written_part(volume)}.names").read_text(encoding="utf-8"))
    return WrittenVolume(volume, names)


def data_files(data_volumes: Sequence[WrittenVolume], folder: Path) -> list[DataFile]:
    """Return the files below ``data`` whose records have fields."""
    files = []
    for volume, names in data_volumes:
        fields = folder / "restore" / "fields" / volume.fields_name
        for name in names:
            path = fields if fields.exists() else folder / "data" / name
            if (folder / "data" / name).is_file():
                parquet = path.suffix == ".parquet" and path.exists()
                schema = pq.read_schema(path) if parquet else arrow_schema(volume.kinds)
                files.append(
                    DataFile(
                        name,
                        Shelf(volume.config, volume.split),
                        volume.stem if not volume.name else "",
                        volume.ending,
                        schema,
                    )
                )
    return [file for file in files if len(file.schema)]


# -- tables ------------------------------------------------------------------------------------------------------------


def write_tables(job: CleaningJob, plan: CleaningPlan, folder: Path) -> Cleaned:
    """Write what was removed and why, and the measures, as tables; return the result."""
    result = result_of(plan, job.corpus.paths(), job.options, job.staging.out)
    optional = {
        "shared": result.splits.height > 0,
        "items": result.totals["items"] > 0,
        "weights": job.options.weights,
    }
    names = ["removed", "cuts", "listed", "set_aside", *(name for name, is_asked in optional.items() if is_asked)]
    for name in names:
        getattr(result, name).write_parquet(folder / f"{name}.parquet", compression="zstd")
    if job.options.drop_lists:
        write_drop_lists(plan, folder)
    measures = folder / "measures"
    measures.mkdir(exist_ok=True)
    kept_copies = plan.removals.select("document", "kept")
    frames = {
        "pairs": result.pairs,
        "documents": plan.documents.join(kept_copies, on="document", how="left", maintain_order="left"),
        "likeness": plan.pairs,
        "cuts": plan.all_cuts,
        "evaluation": plan.contaminated,
        "item_spans": plan.item_spans,
    }
    for name, frame in frames.items():
        frame.write_parquet(measures / f"{name}.parquet", compression="zstd")
    return result


def write_metadata(result: Cleaned, corpus: Corpus, files: Sequence[DataFile], folder: Path) -> None:
    """Write the dataset card and the Croissant metadata."""
    inputs = [file.source.id for group in corpus.output_groups for file in group.files]
    (folder / "README.md").write_text(dataset_card(result, inputs, files), encoding="utf-8")
    schemas = {file.name: file.schema for file in files}
    metadata = croissant(result, [file.source.id for file in corpus.files], folder, schemas)
    (folder / "croissant.json").write_text(metadata, encoding="utf-8")


def write_restore_data(job: CleaningJob, plan: CleaningPlan, volumes: Sequence[Volume], folder: Path) -> None:
    """Write the styles, residue and cuts from which the input is restored."""
    restore = folder / "restore"
    restore.mkdir(exist_ok=True)
    styles, residue = (
        [job.staging.frame(f"{written_part(volume)}.{name}") for volume in volumes] for name in ("styles", "residue")
    )
    documents = plan.documents.filter(~pl.col("known")).select("document")
    styled = documents.join(pl.concat([pl.DataFrame(schema=STYLES), *styles]), on="document", how="left")
    styled.fill_null(0).sort("document").write_parquet(restore / "styles.parquet", compression="zstd")
    residue_rows = pl.concat([pl.DataFrame(schema=RESIDUE), *residue]).sort("file", "place")
    residue_rows.write_parquet(restore / "residue.parquet", compression="zstd")
    plan.cuts.write_parquet(restore / "cuts.parquet", compression="zstd")


# -- manifest ----------------------------------------------------------------------------------------------------------


def write_manifest(job: CleaningJob, plan: CleaningPlan, data_volumes: Sequence[WrittenVolume], folder: Path) -> None:
    """Write the manifest: the options, and what restoring and another decision need to know of the inputs."""
    corpus = job.corpus
    entries = [
        manifest_entry(group, volume, names, corpus) for volume, names in data_volumes for group in volume.groups
    ]
    manifest = {
        "version": provenance.__version__,
        "options": job.options.as_dict(),
        "fields": corpus.reading.fields.mapped,
        "compared": plan.compared,
        "left_out": plan.left_out,
        "sought": plan.sought,
        "shelves": sorted(entries, key=lambda entry: entry["number"]),
        "known": [
            {
                "evaluation": group.evaluation,
                "files": [{"number": file.number, "path": file.source.id} for file in group.files],
            }
            for group in corpus.groups
            if group.reference
        ],
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def manifest_entry(group: InputGroup, volume: Volume, names: Sequence[str], corpus: Corpus) -> dict[str, Any]:
    """Return what the manifest says of a group."""
    config, split = shelf_of(group, corpus)
    columnar = group.family in COLUMNAR_FAMILIES
    return {
        "number": group.number,
        "family": group.family,
        "way": volume.layout,
        "config": config,
        "split": split,
        "data": list(names) or [volume.name] * bool(volume.name),
        "removed": volume.removed_name,
        "fields": volume.fields_name,
        "kinds": volume.kinds,
        "schema": base64.b64encode(schema_of(group.files[0]).serialize()).decode() if columnar else "",
        "files": [
            {
                "number": file.number,
                "path": file.source.id,
                "whole": file.number not in corpus.verbatim_files,
                "bytes": file.source.size,
            }
            for file in group.files
        ],
    }
