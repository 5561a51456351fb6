"""The output folder: the cleaned data, what was removed from it, and what restores the input."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pyarrow.parquet as pq

import provenance
from provenance.cleaning.inputs.field_kinds import arrow_schema
from provenance.cleaning.inputs.staging import MANIFEST
from provenance.cleaning.output.croissant import Schemas, croissant
from provenance.cleaning.output.dataset_card import dataset_card
from provenance.cleaning.output.file_names import layout_of_group, output_names
from provenance.cleaning.output.record_styles import ENCODERS
from provenance.cleaning.output.result import result_of
from provenance.cleaning.output.samples import SAMPLE_SCHEMA, sample_texts, select_samples
from provenance.cleaning.output.writers import Decisions, Target, write_group
from provenance.cleaning.scan.scan import group_number, load_kinds
from provenance.cleaning.scan.spans import spans_by_document
from provenance.reports.cleaning_page import cleaning_page

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from provenance.cleaning.decide.plan import CleaningPlan
    from provenance.cleaning.inputs.corpus import Corpus, InputGroup
    from provenance.cleaning.inputs.field_kinds import Kinds
    from provenance.cleaning.inputs.job import CleaningJob
    from provenance.cleaning.inputs.staging import StagingFolder
    from provenance.cleaning.output.result import Cleaned
    from provenance.cleaning.output.writers import GroupLog
    from provenance.cleaning.scan.scan import Scan

RESIDUE = {"file": pl.Int32, "place": pl.Int64, "bytes": pl.Binary}


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
    folder = staging.path("output/x").parent
    names = output_names(corpus.output_groups, job.options.corpus_format)
    samples = select_samples(plan, corpus.paths(), job.options.thresholds.near)
    with ThreadPoolExecutor(1) as background:
        tables = background.submit(write_tables, job, plan, folder)
        write_data(job, plan, layout, names, set(samples.keys), folder)
        result = tables.result()
    report = cleaning_page(result, samples.groups, sample_texts(samples, staging))
    (folder / "report.html").write_text(report, encoding="utf-8")
    write_metadata(result, corpus, data_schemas(corpus.output_groups, names, layout, folder), folder)
    write_restore_data(job, plan, folder)
    write_manifest(job, plan, layout, names, folder)
    staging.commit(folder)
    return result


def layout_of_scan(scan: Scan, job: CleaningJob) -> Layout:
    """Return the layout of a corpus that was scanned."""
    part_groups = np.array([group_number(part) for part in scan.parts], np.int64)
    numbers = range(len(job.corpus.groups) + 1)
    bounds = [int(scan.first[np.searchsorted(part_groups, number)]) for number in numbers]
    return Layout(list(pairwise(bounds)), kinds_by_group(scan, job.corpus.output_groups, job.staging))


def kinds_by_group(scan: Scan, groups: list[InputGroup], staging: StagingFolder) -> dict[int, Kinds]:
    """Return the fields and kinds of each group's records; all JSON Lines files get the same, so they are one table."""
    parts: dict[int, list[str]] = {}
    for part in scan.parts:
        parts.setdefault(group_number(part), []).append(part)
    lines = load_kinds(staging, [part for group in groups if group.family == "lines" for part in parts[group.number]])
    kinds: dict[int, Kinds] = {}
    for group in groups:
        if group.family == "plain":
            kinds[group.number] = {"document_id": "string", "text": "string"}
        else:
            kinds[group.number] = lines if group.family == "lines" else load_kinds(staging, parts[group.number])
    return kinds


# -- data --------------------------------------------------------------------------------------------------------------


def write_data(
    job: CleaningJob, plan: CleaningPlan, layout: Layout, names: dict[int, str], samples: set[int], folder: Path
) -> None:
    """Write the records of all groups that have not been written yet.

    Args:
        job: corpus, options and staging folder.
        plan: what is removed and cut.
        layout: documents and fields of each group.
        names: of the files.
        samples: documents whose beginnings are staged for the report.
        folder: the output folder.
    """
    spans = spans_by_document(plan.cuts)
    groups, corpus_format = job.corpus.output_groups, job.options.corpus_format
    for group in groups:
        if not job.staging.is_done(written_part(group)):
            bounds = layout.bounds[group.number]
            decisions = decisions_of_group(plan, spans, samples, *bounds)
            target = Target(folder, names[group.number], corpus_format)
            group_log = write_group(group, job.corpus, decisions, target, layout.kinds[group.number])
            save_written(job.staging, group, group_log, bounds[0])
        job.progress("write", group.number + 1, len(groups))


def decisions_of_group(
    plan: CleaningPlan, spans: dict[int, list[tuple[int, int]]], samples: set[int], start: int, stop: int
) -> Decisions:
    """Return the decisions about the documents of one group."""
    keep_mask = np.ones(stop - start, np.bool_)
    removed = plan.removals["document"].to_numpy()
    keep_mask[removed[(removed >= start) & (removed < stop)] - start] = False
    cuts = {document - start: cut for document, cut in spans.items() if start <= document < stop}
    return Decisions(keep_mask, cuts, {document - start for document in samples if start <= document < stop})


def written_part(group: InputGroup) -> str:
    """Return the name under which what restoring needs of a group is staged."""
    return f"written/{group.number:06d}"


def save_written(staging: StagingFolder, group: InputGroup, group_log: GroupLog, first: int) -> None:
    """Stage what restoring and the report need of a group whose first document is ``first``."""
    part = written_part(group)
    samples = [(first + row, text) for row, text in group_log.samples]
    staging.save(f"{part}.beginnings", pl.DataFrame(samples, schema=SAMPLE_SCHEMA, orient="row"))
    staging.save_array(f"{part}.styles", np.concatenate([np.zeros(0, np.int16), *group_log.records.styles]))
    staging.save(f"{part}.residue", pl.DataFrame(group_log.records.residue, schema=RESIDUE, orient="row"))
    staging.mark_done(part)


def data_schemas(groups: list[InputGroup], names: dict[int, str], layout: Layout, folder: Path) -> Schemas:
    """Return the fields of each data file that has any, by its name below ``data``."""
    schemas: Schemas = {}
    for group in groups:
        data = folder / "data" / names[group.number]
        if data.is_file():
            fields = folder / "restore" / "fields" / f"{group.number:06d}.parquet"
            parquet = next((path for path in (fields, data) if path.suffix == ".parquet" and path.exists()), None)
            schemas[names[group.number]] = (
                pq.read_schema(parquet) if parquet else arrow_schema(layout.kinds[group.number])
            )
    return {name: schema for name, schema in schemas.items() if len(schema)}


# -- tables ------------------------------------------------------------------------------------------------------------


def write_tables(job: CleaningJob, plan: CleaningPlan, folder: Path) -> Cleaned:
    """Write what was removed and why, and the measures, as tables; return the result."""
    result = result_of(plan, job.corpus.paths(), job.options, job.staging.out)
    for name in ("removed", "cuts", "listed", "set_aside", *(["shared"] if result.splits.height else [])):
        getattr(result, name).write_parquet(folder / f"{name}.parquet", compression="zstd")
    measures = folder / "measures"
    measures.mkdir(exist_ok=True)
    kept_copies = plan.removals.select("document", "kept")
    frames = {
        "pairs": result.pairs,
        "documents": plan.documents.join(kept_copies, on="document", how="left", maintain_order="left"),
        "likeness": plan.pairs,
        "cuts": plan.all_cuts,
        "evaluation": plan.contaminated,
    }
    for name, frame in frames.items():
        frame.write_parquet(measures / f"{name}.parquet", compression="zstd")
    return result


def write_metadata(result: Cleaned, corpus: Corpus, schemas: Schemas, folder: Path) -> None:
    """Write the dataset card and the Croissant metadata."""
    inputs = [file.source.id for group in corpus.output_groups for file in group.files]
    (folder / "README.md").write_text(dataset_card(result, inputs, schemas), encoding="utf-8")
    metadata = croissant(result, [file.source.id for file in corpus.files], folder, schemas)
    (folder / "croissant.json").write_text(metadata, encoding="utf-8")


def write_restore_data(job: CleaningJob, plan: CleaningPlan, folder: Path) -> None:
    """Write the styles, residue and cuts from which the input is restored."""
    restore = folder / "restore"
    restore.mkdir(exist_ok=True)
    groups, staging = job.corpus.output_groups, job.staging
    documents = plan.documents.filter(~pl.col("known"))
    styles = [np.asarray(staging.array(f"{written_part(group)}.styles")) for group in groups]
    style = style_column(np.concatenate([np.zeros(0, np.int16), *styles]), documents, groups)
    documents.select("document", style).write_parquet(restore / "styles.parquet", compression="zstd")
    residue = [staging.frame(f"{written_part(group)}.residue") for group in groups]
    pl.concat([pl.DataFrame(schema=RESIDUE), *residue]).write_parquet(restore / "residue.parquet", compression="zstd")
    plan.cuts.write_parquet(restore / "cuts.parquet", compression="zstd")


def style_column(styles: NDArray[np.int16], documents: pl.DataFrame, groups: list[InputGroup]) -> pl.Series:
    """Return the style of every document; 0 for records of columnar files, which have none."""
    raw_files = {file.number for group in groups for file in group.files if group.family in ENCODERS}
    rows = documents["file"].is_in(sorted(raw_files)).arg_true()
    column = np.zeros(documents.height, np.int16)
    column[rows.to_numpy()] = styles
    return pl.Series("style", column)


# -- manifest ----------------------------------------------------------------------------------------------------------


def write_manifest(job: CleaningJob, plan: CleaningPlan, layout: Layout, names: dict[int, str], folder: Path) -> None:
    """Write the manifest: the options, and what restoring and another decision need to know of the inputs."""
    corpus = job.corpus
    manifest = {
        "version": provenance.__version__,
        "options": job.options.as_dict(),
        "fields": corpus.reading.fields.mapped,
        "compared": plan.compared,
        "left_out": plan.left_out,
        "sought": plan.sought,
        "shelves": [
            manifest_entry(group, names[group.number], layout.kinds[group.number], job)
            for group in corpus.output_groups
        ],
        "known": [
            {
                "evaluation": group.evaluation,
                "files": [{"number": file.number, "path": file.source.id} for file in group.files],
            }
            for group in corpus.groups
            if group.reference
        ],
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def manifest_entry(group: InputGroup, name: str, kinds: Kinds, job: CleaningJob) -> dict[str, object]:
    """Return what the manifest says of a group."""
    return {
        "number": group.number,
        "family": group.family,
        "way": layout_of_group(group, job.options.corpus_format),
        "name": name,
        "kinds": kinds,
        "files": [
            {
                "number": file.number,
                "path": file.source.id,
                "whole": file.number not in job.corpus.verbatim_files,
                "bytes": file.source.size,
            }
            for file in group.files
        ],
    }
