"""Translations and paraphrases: documents within the embedding budget are compared by what their sentences mean.

Which documents are embedded, and which pairs of them lie near, follows from all documents there are; so both are worked
out anew whenever anything has changed. Only documents that are new in the queue are then embedded, only pairs that are
new are compared, and what was found for pairs that are no more is deleted: beyond the queue itself, no work is more
than the budget asks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.pipeline.batching import documents_of, load, split_by_size, sql_settings
from provenance.pipeline.stage import NO_DOCUMENTS, Batch, Plan, insert
from provenance.stages.merge_evidence import Evidence, merge_evidence
from provenance.stages.sentence_vectors import document_simhashes, neighbours, sentences, vectors
from provenance.stages.translations import inner_translations, translations
from provenance.tables import BLOCKS, DOCUMENTS, EMBEDDING_QUEUE, SKIPS
from provenance.text.semantic.embeddings import MODEL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.pipeline.stage import Analysis, Stage
    from provenance.settings import Settings
    from provenance.tables import Frames
    from provenance.threads import Threads
    from provenance.warehouse.warehouse import Warehouse

BATCH_DOCUMENTS = 500
"""Documents that are embedded at once; changes no result."""

BATCH_PAIRS = 20_000
"""Pairs that are compared at once; changes no result."""

NOT_LOOKED_FOR = (
    "translations and rewordings by meaning are not looked for: pip install 'news-provenance[crosslingual]'"
)


def model() -> str:
    """Return what made the vectors: another model makes others."""
    return MODEL


def sentence_plan(analysis: Analysis, stage: Stage, pending: pl.DataFrame) -> Plan:
    """Draw up the embedding queue, and return a plan for those documents in it that have no sentences yet.

    Documents that have left the queue lose their sentences.
    """
    warehouse = analysis.warehouse
    queue = warehouse.query("semantic/embedding_queue", **sql_settings("semantic/embedding_queue", analysis.settings))
    with warehouse.transaction():
        analysis.clear(stage, pending)
        warehouse.run("semantic/delete_other_vectors", model=model())
        warehouse.run("semantic/replace_embedding_queue", {"queue": queue})
    waiting = warehouse.query("semantic/not_embedded", {"queue": queue})
    return Plan(sentence_batches(analysis, pending.select("document"), waiting, queue), waiting.height)


def sentence_batches(
    analysis: Analysis, pending: pl.DataFrame, waiting: pl.DataFrame, queue: pl.DataFrame
) -> Iterator[Batch]:
    """Yield batches of documents with their sentences, and the vectors that those have already; the last marks all."""
    batches = [*split_by_size(waiting, most=BATCH_DOCUMENTS)]
    for number, documents in enumerate(batches):
        texts = load(analysis.warehouse, documents, SENTENCE_READS)
        frames = with_stored_vectors(analysis.warehouse, texts, analysis.settings)
        frames["embedding_queue"] = queue.join(documents, on="document", how="semi")
        marked = pending if number == len(batches) - 1 else NO_DOCUMENTS
        yield Batch(frames, marked, number, documents.height)
    if not batches:
        empty = {"documents": DOCUMENTS.empty(), "blocks": BLOCKS.empty(), "sentence_skips": SKIPS.empty()}
        frames = with_stored_vectors(analysis.warehouse, empty, analysis.settings) | {
            "embedding_queue": EMBEDDING_QUEUE.empty()
        }
        yield Batch(frames, pending, 0, 0)


SENTENCE_READS = ("documents", "blocks", "sentence_skips")


def with_stored_vectors(warehouse: Warehouse, frames: Frames, settings: Settings) -> Frames:
    """Return documents with their sentences and the vectors of those that stand in other documents already."""
    rows = sentences(frames["documents"], frames["blocks"], frames["sentence_skips"], settings)
    stored = warehouse.query("semantic/vectors", {"sentences": rows})
    return {"documents": frames["documents"], "sentences": rows, "vectors": stored}


def sentence_stage(frames: Frames, settings: Settings, threads: Threads) -> Frames:  # noqa: ARG001 - one signature
    """Return the sentences of documents, the vectors of new ones, and the SimHash codes of the documents."""
    rows, stored = frames["sentences"].sort("document", "sentence"), frames["vectors"]
    new = vectors(frames["documents"], rows.join(stored, on="text_hash", how="anti"), threads)
    return {
        "internal.embedding_queue": frames["embedding_queue"].sort("document"),
        "internal.sentences": rows,
        "internal.vectors": new.with_columns(model=pl.lit(model())),
        "internal.document_simhashes": document_simhashes(rows, pl.concat([stored, new])),
    }


def insert_sentences(analysis: Analysis, stage: Stage, batch: Batch, result: Frames) -> None:
    """Insert sentences; a sentence that two batches embedded at the same time gets its vector once."""
    new = analysis.warehouse.query("semantic/new_vectors", {"vectors": result["internal.vectors"]})
    insert(analysis, stage, batch, {**result, "internal.vectors": new})


def semantic_plan(analysis: Analysis, stage: Stage, pending: pl.DataFrame) -> Plan:
    """Return a plan for the pairs that lie near each other and have not been compared; delete those that no longer do.

    Every embedded document is paired with itself, too: it may hold its own translation.
    """
    warehouse = analysis.warehouse
    with warehouse.transaction():
        analysis.clear(stage, pending)
        documents = warehouse.query("semantic/documents")
        codes, copies = warehouse.query("semantic/document_simhashes"), warehouse.query("semantic/copies")
        pairs = neighbours(codes, documents, copies, analysis.settings, analysis.engine.threads)
        itself = documents.select(left="document", right="document")
        changes = warehouse.query("semantic/pair_changes", {"pairs": pl.concat([pairs, itself])})
        delete_pairs(analysis, stage, changes.filter(~pl.col("new")).select("left", "right"))
    new = changes.filter("new").select("left", "right")
    return Plan(semantic_batches(analysis, pending.select("document"), new), new.height)


def delete_pairs(analysis: Analysis, stage: Stage, pairs: pl.DataFrame) -> None:
    """Delete what was found for pairs that are not compared any more."""
    if pairs.height:
        analysis.warehouse.run("delete/semantic_pairs", {"pairs": pairs})
        analysis.ledger.reopen_dependents(stage.name, documents_of(pairs))


def semantic_batches(analysis: Analysis, pending: pl.DataFrame, pairs: pl.DataFrame) -> Iterator[Batch]:
    """Yield batches of pairs with what is compared; the last marks all pending documents."""
    for number, first in enumerate(range(0, max(pairs.height, 1), BATCH_PAIRS)):
        batch = pairs[first : first + BATCH_PAIRS]
        last = first + BATCH_PAIRS >= pairs.height
        yield Batch(pair_frames(analysis.warehouse, batch), pending if last else NO_DOCUMENTS, number, batch.height)


def pair_frames(warehouse: Warehouse, pairs: pl.DataFrame) -> Frames:
    """Return pairs with their documents, sentences, vectors and shared text."""
    documents = documents_of(pairs)
    rows = warehouse.query("semantic/sentences", {"batch": documents})
    return {
        "pairs": pairs,
        "sentences": rows,
        "vectors": warehouse.query("semantic/vectors", {"sentences": rows}),
        "text_matches": warehouse.query("semantic/text_matches", {"pairs": pairs}),
        "text_passages": warehouse.query("semantic/text_passages", {"pairs": pairs}),
        **load(warehouse, documents, ("documents",)),
    }


def semantic_stage(frames: Frames, settings: Settings, threads: Threads) -> Frames:  # noqa: ARG001 - one signature
    """Return the matches by meaning among pairs, those of a document with itself included, merged with shared text."""
    pairs, documents, rows, stored = (frames[name] for name in ("pairs", "documents", "sentences", "vectors"))
    itself = pairs.filter(pl.col("left") == pl.col("right")).select(pl.col("left").alias("document"))
    across = translations(pairs.filter(pl.col("left") != pl.col("right")), documents, rows, stored, settings)
    inside = inner_translations(
        documents.join(itself, on="document", how="semi"),
        rows.join(itself, on="document", how="semi"),
        stored,
        settings,
    )
    semantic = Evidence(pl.concat([across.matches, inside.matches]), pl.concat([across.passages, inside.passages]))
    ends = semantic.matches.select("left", "right")
    copied = (frames[name].join(ends, on=["left", "right"], how="semi") for name in ("text_matches", "text_passages"))
    merged = merge_evidence(Evidence(*copied), semantic, rows, settings)
    return {
        "internal.semantic_pairs": pairs.sort("left", "right"),
        "internal.semantic_matches": merged.matches,
        "internal.semantic_passages": merged.passages,
    }


def insert_semantic_matches(analysis: Analysis, stage: Stage, batch: Batch, result: Frames) -> None:
    """Insert matches by meaning; what rests on them is inferred again, as their documents may have been done before."""
    insert(analysis, stage, batch, result)
    analysis.ledger.reopen_dependents(stage.name, documents_of(result["internal.semantic_matches"]))
