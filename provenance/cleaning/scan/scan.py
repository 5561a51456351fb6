"""The scan: every chunk of the corpus is read once, and its features are staged, so that a killed scan resumes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from provenance.cleaning.inputs.field_kinds import Kinds, kinds_of_records, merge_kinds
from provenance.cleaning.scan.boilerplate import frequent_lines, outlet_lines
from provenance.cleaning.scan.document_features import CUT_SPANS, DocumentFeatures, document_features
from provenance.cleaning.scan.story_versions import shingle_samples
from provenance.readers.records import frame, locator
from provenance.text.dates import parse_times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from provenance.cleaning.inputs.corpus import Corpus, InputGroup
    from provenance.cleaning.inputs.job import CleaningJob
    from provenance.cleaning.inputs.staging import StagingFolder
    from provenance.readers.lossless.model import Chunk

REJECTED: dict[str, pl.DataType] = {"origin": pl.String(), "reason": pl.String()}
HOST = r"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//(?:[^/@]*@)?(?:www\.)?([^/:?#]+)"


class ScannedChunk(NamedTuple):
    """One chunk to scan: its group, its name among the staged parts, and its records."""

    group: InputGroup
    part: str
    chunk: Chunk


@dataclass(frozen=True)
class Scan:
    """The features of all documents.

    Attributes:
        documents: one row per document, in reading order, numbered by ``document``.
        cuts: spans to cut (columns of ``CUT_SPANS`` and ``document``).
        parts: names of the staged parts, one per chunk.
        first: first document of each part, and the number of documents at the end.
    """

    documents: pl.DataFrame
    cuts: pl.DataFrame
    parts: list[str]
    first: NDArray[np.int64]


def scan_corpus(job: CleaningJob) -> Scan:
    """Read all inputs once and return the features of all documents; parts that are staged already are not redone."""
    options, staging = job.options, job.staging
    frequent = boilerplate_lines(job) if "boilerplate" in options.levels else None
    parts: list[str] = []

    def work(item: ScannedChunk) -> int:
        group, part, chunk = item
        if not staging.is_done(part):
            documents = with_host_as_outlet(chunk.documents)
            features = document_features(documents, options, frequent)
            reference = pl.lit(group.reference).alias("known"), pl.lit(group.evaluation).alias("evaluation")
            save_features(staging, part, features, documents.with_columns(reference), chunk)
        return chunk.documents.height

    done = 0
    for count in job.threads.map(work, chunks_to_scan(job.corpus, parts)):
        done += count
        job.progress("scan", done, 0)
    return load_scan(staging, parts)


def chunks_to_scan(corpus: Corpus, parts: list[str]) -> Iterator[ScannedChunk]:
    """Yield every chunk, and append the name of its staged part to ``parts``."""
    for group in corpus.groups:
        for number, chunk in enumerate(corpus.chunks(group)):
            part = f"features/{group.number:06d}-{number:06d}"
            parts.append(part)
            yield ScannedChunk(group, part, chunk)


def group_number(part: str) -> int:
    """Return the number of the group that a staged part belongs to."""
    return int(part.split("/")[1].split("-")[0])


def with_host_as_outlet(documents: pl.DataFrame) -> pl.DataFrame:
    """Return documents in which the host of the URL is the outlet where the input names none."""
    host = pl.col("url").str.extract(HOST).str.to_lowercase()
    return documents.with_columns(pl.coalesce("outlet", host).alias("outlet"))


# -- lines that outlets repeat -----------------------------------------------------------------------------------------


def boilerplate_lines(job: CleaningJob) -> pl.DataFrame | None:
    """Return the lines under many stories of their outlet (outlet, hash); None where no outlet is known."""
    staging = job.staging
    parts: list[str] = []

    def work(item: ScannedChunk) -> int:
        part = lines_part(item.part)
        if not (staging.folder / f"{part}.samples").exists():
            documents = with_host_as_outlet(item.chunk.documents)
            if documents["outlet"].is_not_null().any():
                staging.save(f"{part}.lines", outlet_lines(documents, job.options.thresholds.line_tokens))
                staging.save(f"{part}.samples", shingle_samples(documents, job.options.settings))
        return item.chunk.documents.height

    done = 0
    for count in job.threads.map(work, chunks_to_scan(job.corpus, parts)):
        done += count
        job.progress("lines", done, 0)
    attributed = [part for part in map(lines_part, parts) if (staging.folder / f"{part}.samples").exists()]
    if not attributed:
        return None
    lines, samples = (load_lines(staging, attributed, kind) for kind in ("lines", "samples"))
    return frequent_lines(lines, samples, job.options.thresholds)


def lines_part(part: str) -> str:
    """Return the name under which the lines of a chunk are staged."""
    return part.replace("features/", "lines/")


def load_lines(staging: StagingFolder, parts: list[str], kind: str) -> pl.DataFrame:
    """Return the staged lines, or samples, of all parts; ``document`` is unique over the parts."""
    frames = (staging.frame(f"{part}.{kind}") for part in parts)
    return pl.concat(
        frame.with_columns((pl.col("row").cast(pl.Int64) + (number << 32)).alias("document")).drop("row")
        for number, frame in enumerate(frames)
    )


# -- staged parts ------------------------------------------------------------------------------------------------------


def save_features(
    staging: StagingFolder, part: str, features: DocumentFeatures, documents: pl.DataFrame, chunk: Chunk
) -> None:
    """Stage the features of one chunk."""
    dates = parse_times(documents["published_at"])
    metadata = documents.drop("text", "published_at", "title").with_columns(
        dates["published_at"], dates["published_precision"]
    )
    columns = metadata.with_columns(features.columns.get_columns()).with_columns(
        pl.lit(chunk.restorable).alias("whole")
    )
    staging.save(f"{part}.columns", columns)
    staging.save(f"{part}.cuts", features.cuts)
    staging.save_array(f"{part}.bands", features.bands)
    staging.save_array(f"{part}.offsets", features.offsets)
    staging.save_array(f"{part}.shingles", features.shingles)
    rejected = [(locator(reject.origin, reject.position), reject.reason) for reject in chunk.rejects]
    staging.save(f"{part}.rejected", frame(rejected, REJECTED))
    kinds = kinds_of_records(record.value for record in chunk.raw_records if record.value is not None)
    staging.write(staging.path(f"{part}.kinds"), lambda path: path.write_text(json.dumps(kinds), encoding="utf-8"))
    staging.mark_done(part)


def load_scan(staging: StagingFolder, parts: list[str]) -> Scan:
    """Return the features that are staged in some parts."""
    columns = [staging.frame(f"{part}.columns") for part in parts]
    first = np.concatenate([np.zeros(1, np.int64), np.cumsum([frame.height for frame in columns])]).astype(np.int64)
    cuts = [load_cuts(staging, part, start) for part, start in zip(parts, first.tolist(), strict=False)]
    empty = CUT_SPANS.empty().with_columns(pl.lit(0, pl.Int32).alias("document"))
    documents = pl.concat(columns).with_row_index("document").with_columns(pl.col("document").cast(pl.Int32))
    return Scan(documents, pl.concat([empty, *cuts]), parts, first)


def load_cuts(staging: StagingFolder, part: str, first: int) -> pl.DataFrame:
    """Return the cuts of the part whose first document is ``first``."""
    document = (pl.col("row") + first).cast(pl.Int32).alias("document")
    return staging.frame(f"{part}.cuts").with_columns(document)


def load_kinds(staging: StagingFolder, parts: list[str]) -> Kinds:
    """Return the fields, and their kinds, of all records of some parts."""
    kinds: Kinds = {}
    for part in parts:
        merge_kinds(kinds, json.loads((staging.folder / f"{part}.kinds").read_text(encoding="utf-8")).items())
    return kinds


def load_rejected(staging: StagingFolder, parts: list[str]) -> pl.DataFrame:
    """Return what could not be read: origin and reason."""
    frames = [staging.frame(f"{part}.rejected") for part in parts]
    return pl.concat(frames) if frames else pl.DataFrame(schema=REJECTED)
