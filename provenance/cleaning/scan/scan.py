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
from provenance.readers.lossless.model import CHUNK_BYTES, CHUNK_RECORDS
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
FLAGS = {"known": pl.Boolean(), "evaluation": pl.Boolean(), "whole": pl.Boolean()}
HOST = r"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//(?:[^/@]*@)?(?:www\.)?([^/:?#]+)"


class ScannedPart(NamedTuple):
    """Neighbouring chunks that are scanned together: their name among the staged parts, and each with its group."""

    name: str
    chunks: list[tuple[InputGroup, Chunk]]

    @property
    def documents(self) -> pl.DataFrame:
        """The documents of all chunks; the host of the URL is the outlet where the input names none."""
        return with_host_as_outlet(pl.concat(chunk.documents for _, chunk in self.chunks))


@dataclass(frozen=True)
class Scan:
    """The features of all documents.

    Attributes:
        documents: one row per document, in reading order, numbered by ``document``.
        cuts: spans to cut (columns of ``CUT_SPANS`` and ``document``).
        parts: names of the staged parts.
        first: first document of each part, and the number of documents at the end.
        groups: number of each group with its documents in each part, in reading order.
    """

    documents: pl.DataFrame
    cuts: pl.DataFrame
    parts: list[str]
    first: NDArray[np.int64]
    groups: list[tuple[int, int]]


def scan_corpus(job: CleaningJob) -> Scan:
    """Read all inputs once and return the features of all documents; parts that are staged already are not redone."""
    options, staging = job.options, job.staging
    frequent = boilerplate_lines(job) if "boilerplate" in options.levels else None
    parts: list[str] = []

    def work(part: ScannedPart) -> int:
        documents = part.documents
        if not staging.is_done(part.name):
            save_features(staging, part, documents, document_features(documents, options, frequent))
        return documents.height

    done = 0
    for count in job.threads.map(work, parts_to_scan(job.corpus, parts)):
        done += count
        job.progress("scan", done, 0)
    return load_scan(staging, parts)


def parts_to_scan(corpus: Corpus, parts: list[str]) -> Iterator[ScannedPart]:
    """Yield all chunks, the small ones together, and append the names of the staged parts to ``parts``."""
    pending: list[tuple[InputGroup, Chunk]] = []
    rows = size = 0
    for group in corpus.groups:
        for chunk in corpus.chunks(group):
            height, more = chunk.documents.height, int(chunk.documents.estimated_size())
            if pending and (rows + height > CHUNK_RECORDS or size + more > CHUNK_BYTES):
                yield next_part(pending, parts)
                pending, rows, size = [], 0, 0
            pending.append((group, chunk))
            rows, size = rows + height, size + more
    if pending:
        yield next_part(pending, parts)


def next_part(chunks: list[tuple[InputGroup, Chunk]], parts: list[str]) -> ScannedPart:
    """Return chunks as the next part, and append its name to ``parts``."""
    parts.append(f"features/{len(parts):06d}")
    return ScannedPart(parts[-1], chunks)


def with_host_as_outlet(documents: pl.DataFrame) -> pl.DataFrame:
    """Return documents in which the host of the URL is the outlet where the input names none."""
    host = pl.col("url").str.extract(HOST).str.to_lowercase()
    return documents.with_columns(pl.coalesce("outlet", host).alias("outlet"))


# -- lines that outlets repeat -----------------------------------------------------------------------------------------


def boilerplate_lines(job: CleaningJob) -> pl.DataFrame | None:
    """Return the lines under many stories of their outlet (outlet, hash); None where no outlet is known."""
    staging = job.staging
    parts: list[str] = []

    def work(item: ScannedPart) -> int:
        part = lines_part(item.name)
        documents = item.documents
        if not (staging.folder / f"{part}.samples").exists() and documents["outlet"].is_not_null().any():
            staging.save(f"{part}.lines", outlet_lines(documents, job.options.thresholds.line_tokens))
            staging.save(f"{part}.samples", shingle_samples(documents, job.options.settings))
        return documents.height

    done = 0
    for count in job.threads.map(work, parts_to_scan(job.corpus, parts)):
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
    staging: StagingFolder, scanned: ScannedPart, documents: pl.DataFrame, features: DocumentFeatures
) -> None:
    """Stage the features of one part."""
    part, chunks = scanned.name, scanned.chunks
    dates = parse_times(documents["published_at"])
    metadata = documents.drop("text", "published_at", "title").with_columns(
        dates["published_at"], dates["published_precision"]
    )
    flags = pl.DataFrame(
        [(group.reference, group.evaluation, chunk.restorable) for group, chunk in chunks], schema=FLAGS, orient="row"
    )
    of_document = np.repeat(np.arange(len(chunks)), [chunk.documents.height for _, chunk in chunks])
    columns = metadata.with_columns(flags[of_document].get_columns()).with_columns(features.columns.get_columns())
    staging.save(f"{part}.columns", columns)
    staging.save(f"{part}.cuts", features.cuts)
    staging.save_array(f"{part}.bands", features.bands)
    staging.save_array(f"{part}.offsets", features.offsets)
    staging.save_array(f"{part}.shingles", features.shingles)
    rejected = [
        (locator(reject.origin, reject.position), reject.reason) for _, chunk in chunks for reject in chunk.rejects
    ]
    staging.save(f"{part}.rejected", frame(rejected, REJECTED))
    groups = [
        (
            group.number,
            chunk.documents.height,
            kinds_of_records(record.value for record in chunk.raw_records if record.value is not None),
        )
        for group, chunk in chunks
    ]
    staging.write(staging.path(f"{part}.groups"), lambda path: path.write_text(json.dumps(groups), encoding="utf-8"))
    staging.mark_done(part)


def load_scan(staging: StagingFolder, parts: list[str]) -> Scan:
    """Return the features that are staged in some parts."""
    columns = [staging.frame(f"{part}.columns") for part in parts]
    first = np.concatenate([np.zeros(1, np.int64), np.cumsum([frame.height for frame in columns])]).astype(np.int64)
    cuts = [load_cuts(staging, part, start) for part, start in zip(parts, first.tolist(), strict=False)]
    empty = CUT_SPANS.empty().with_columns(pl.lit(0, pl.Int32).alias("document"))
    documents = pl.concat(columns).with_row_index("document").with_columns(pl.col("document").cast(pl.Int32))
    groups = [(number, rows) for part in parts for number, rows, _ in staged_groups(staging, part)]
    return Scan(documents, pl.concat([empty, *cuts]), parts, first, groups)


def staged_groups(staging: StagingFolder, part: str) -> list[tuple[int, int, Kinds]]:
    """Return the groups of a part: number, documents, and the kinds of the fields of the records, chunk by chunk."""
    groups: list[tuple[int, int, Kinds]] = json.loads((staging.folder / f"{part}.groups").read_text(encoding="utf-8"))
    return groups


def load_cuts(staging: StagingFolder, part: str, first: int) -> pl.DataFrame:
    """Return the cuts of the part whose first document is ``first``."""
    document = (pl.col("row") + first).cast(pl.Int32).alias("document")
    return staging.frame(f"{part}.cuts").with_columns(document)


def load_kinds(staging: StagingFolder, parts: list[str]) -> dict[int, Kinds]:
    """Return the fields, and their kinds, of the records of each group."""
    kinds: dict[int, Kinds] = {}
    for part in parts:
        for number, _, further in staged_groups(staging, part):
            merge_kinds(kinds.setdefault(number, {}), further.items())
    return kinds


def load_rejected(staging: StagingFolder, parts: list[str]) -> pl.DataFrame:
    """Return what could not be read: origin and reason."""
    frames = [staging.frame(f"{part}.rejected") for part in parts]
    return pl.concat(frames) if frames else pl.DataFrame(schema=REJECTED)
