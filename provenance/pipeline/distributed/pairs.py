"""Pairs of documents on a cluster: candidates by common keys, and the matches among them, by words and by meaning."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from provenance.pipeline.distributed.carried_tables import LEDGER
from provenance.pipeline.distributed.components import stars
from provenance.pipeline.distributed.facts import outputs_of, version_of
from provenance.pipeline.distributed.run import PART_DOCUMENTS
from provenance.pipeline.distributed.tasks import matching_task, neighbour_task, semantic_task, sentence_task
from provenance.tables import PAIRS

if TYPE_CHECKING:
    from provenance.pipeline.distributed.run import ClusterRun
    from provenance.pipeline.stage import Stage

PART_COMPONENT = 20_000
"""Documents of a component of candidates up to which its pairs are compared in one part; changes no result."""

SKIPS = ("documents", "repeats", "blocks", "boilerplate")


def candidates(run: ClusterRun) -> Any:
    """Return the candidate pairs of all documents: the SQL of one machine, each document pending."""
    run.hold_empty("ledger", LEDGER)
    pending = run.tables["documents"].select("document")
    members = run.steps.rows(
        "bucket_members", "", lambda: run.sql("candidates/buckets", {"pending": pending}, partitions=1, partition=0)
    )
    run.cluster.view("bucket_members", members)
    capped = run.steps.rows("large_buckets", "", lambda: run.sql("candidates/capped"))
    proposed = run.steps.rows("proposed_pairs", "", lambda: run.sql("candidates/propose"))
    run.tables["large_buckets"] = capped
    return run.steps.rows("candidates", "", lambda: run.sql("candidates/candidates", {"proposed_pairs": proposed}))


def dealt_out(run: ClusterRun, name: str, pairs: Any) -> tuple[Any, Any]:
    """Return pairs with the part that compares them, and the documents of every part."""
    edges = stars(run, f"{name}_components", run.sql("distributed/edges_of_pairs", {"pairs": pairs}))
    pair_rows = run.steps.rows(
        f"{name}_parts",
        "",
        lambda: run.sql(
            "distributed/pair_parts", {"pairs": pairs, "stars": edges}, parts=run.parts, part_documents=PART_COMPONENT
        ),
    )
    documents = run.steps.rows(
        f"{name}_documents", "", lambda: run.sql("distributed/documents_of_parts", {"parted_pairs": pair_rows})
    )
    return pair_rows, documents


def run_matching(run: ClusterRun, stage: Stage) -> None:
    """Verify the candidate pairs on their texts."""
    pairs, documents = dealt_out(run, "candidates", candidates(run))
    frames = {"pairs": pairs, **run.parted(SKIPS, documents)}
    outputs = outputs_of(stage)
    task = partial(matching_task, run.settings)
    run.hold_tables(run.mapped(stage.name, version_of(run, stage), task, frames, outputs, run.parts), outputs)


def run_sentences(run: ClusterRun, stage: Stage) -> None:
    """Embed the sentences of the documents in the embedding queue, which all documents decide."""
    queue = run.steps.rows("embedding_queue", "", lambda: run.sql("semantic/embedding_queue"))
    ranged = run.cluster.in_ranges(queue.select("document"), PART_DOCUMENTS)
    frames = {
        "embedding_queue": run.cluster.in_ranges(queue, PART_DOCUMENTS),
        **run.parted(SKIPS, ranged),
    }
    outputs, parts = outputs_of(stage), 1 + run.documents // PART_DOCUMENTS
    task = partial(sentence_task, run.settings)
    run.hold_tables(run.mapped(stage.name, version_of(run, stage), task, frames, outputs, parts), outputs)


def run_semantic(run: ClusterRun, stage: Stage) -> None:
    """Compare documents that lie near each other in meaning; one worker looks for these pairs."""
    neighbours = neighbour_pairs(run)
    pairs, documents = dealt_out(run, "semantic", neighbours)
    run.tables["held_vectors"] = run.sql("distributed/vectors_of_documents")
    frames = {
        "pairs": pairs,
        **run.parted(("documents", "sentences", "matches", "passages"), documents),
        "vectors": run.cluster.in_parts(run.tables["held_vectors"], documents),
    }
    outputs, task = outputs_of(stage), partial(semantic_task, run.settings)
    run.hold_tables(run.mapped(stage.name, version_of(run, stage), task, frames, outputs, run.parts), outputs)


def neighbour_pairs(run: ClusterRun) -> Any:
    """Return the pairs of embedded documents that lie near each other, each document with itself included."""
    queue = run.cluster.in_one(run.tables["embedding_queue"].select("document"))
    names = ("documents", "document_simhashes", "matches")
    frames = {"embedding_queue": run.cluster.in_one(run.tables["embedding_queue"]), **run.parted(names, queue)}
    frames["documents"] = run.cluster.without_texts(frames["documents"])
    rows = run.mapped("neighbours", "", partial(neighbour_task, run.settings), frames, {"pairs": PAIRS}, 1)
    return run.cluster.table_of(rows, "pairs", PAIRS)
