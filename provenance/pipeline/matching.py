"""Matches: candidate pairs of documents are verified on the texts, a chunk of connected documents at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.pipeline.batching import chunks, with_texts
from provenance.pipeline.candidates import propose
from provenance.pipeline.stage import NO_DOCUMENTS, Batch, Plan
from provenance.stages.matches import matches
from provenance.tables import DOCUMENTS, PAIRS, SKIPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from provenance.pipeline.stage import Analysis, Stage
    from provenance.settings import Settings
    from provenance.tables import Frames
    from provenance.threads import Threads


def matching_plan(analysis: Analysis, stage: Stage, pending: pl.DataFrame) -> Plan:
    """Return the candidate pairs of pending documents, in batches; each chunk of documents is one transaction."""
    documents = pending.select("document")
    with analysis.warehouse.transaction():
        analysis.clear(stage, documents)  # first: no bucket is to count a document as compared whose matches are stale
        pairs = propose(analysis, documents)
    return Plan(matching_batches(analysis, documents, pairs), pairs.height)


def matching_batches(analysis: Analysis, pending: pl.DataFrame, pairs: pl.DataFrame) -> Iterator[Batch]:
    """Yield batches of pairs with the texts that they name; the last of a chunk marks the chunk's documents."""
    for number, (documents, chunk_pairs) in enumerate(chunks(pending, pairs)):
        batch = Batch(NO_PAIRS, NO_DOCUMENTS, number, 0)
        for position, (batch_pairs, frames) in enumerate(with_texts(analysis.warehouse, chunk_pairs)):
            if position:
                yield batch
            batch = Batch({"pairs": batch_pairs, **frames}, NO_DOCUMENTS, number, batch_pairs.height)
        yield batch._replace(documents=documents)


NO_PAIRS = {"pairs": PAIRS.empty(), "documents": DOCUMENTS.empty(), "skips": SKIPS.empty()}


def matching_stage(frames: Frames, settings: Settings, threads: Threads) -> Frames:
    """Return the matches among candidate pairs, their passages, and how many pairs were rejected, by reason."""
    verified = matches(frames["pairs"], frames["documents"], frames["skips"], settings, threads)
    return {
        "internal.matches": verified.matches,
        "internal.passages": verified.passages,
        "internal.rejections": verified.rejections,
    }
