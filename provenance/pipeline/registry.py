"""The registry of stages, in the order in which they run: the ledger, removal, ``status`` and the docs iterate it.

To add a stage, add a record here, its tables (``provenance.tables`` and a migration) and the SQL file that deletes its
rows.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from provenance.pipeline import boilerplate, document_stages, inference, matching, semantic
from provenance.pipeline.batching import BATCH_BYTES
from provenance.pipeline.ledger import Ledger
from provenance.pipeline.stage import Stage
from provenance.tables import (
    ATTRIBUTED_SPANS,
    BANDS,
    BLOCKS,
    BODIES,
    BOILERPLATE,
    CREDITS,
    DERIVATIONS,
    DOCUMENT_SIMHASHES,
    EMBEDDING_QUEUE,
    GROUPS,
    MATCHES,
    PAIRS,
    PASSAGES,
    REJECTIONS,
    REPEATS,
    SENTENCES,
    STORED_SIGNATURES,
    STORED_VECTORS,
    TEXT_METADATA,
    UNSEEN_SOURCES,
    WINNOWED_FINGERPRINTS,
)
from provenance.text.credits.rule_set import credit_rules_version
from provenance.text.semantic import embeddings

if TYPE_CHECKING:
    from provenance.settings import Settings
    from provenance.warehouse.warehouse import Warehouse

STAGES = (
    Stage(
        name="blocks",
        version="3",
        rests_on=(),
        settings=("blocks",),
        reads=("documents",),
        run=document_stages.block_stage,
        writes={"internal.blocks": BLOCKS, "internal.bodies": BODIES, "internal.text_metadata": TEXT_METADATA},
        clears="delete/blocks",
        model=document_stages.block_models,
    ),
    Stage(
        name="repeats",
        version="2",
        rests_on=(),
        settings=("alignment",),
        reads=("documents",),
        run=document_stages.repeat_stage,
        writes={"internal.repeats": REPEATS},
        clears="delete/repeats",
        model=document_stages.language_model,
    ),
    Stage(
        name="signatures",
        version="2",
        rests_on=("blocks", "repeats"),
        settings=("shingles", "candidates"),
        reads=("documents", "repeats_and_boilerplate"),
        run=document_stages.signature_stage,
        writes={
            "internal.signatures": STORED_SIGNATURES,
            "internal.bands": BANDS,
            "internal.winnowed_fingerprints": WINNOWED_FINGERPRINTS,
        },
        clears="delete/signatures",
    ),
    Stage(
        name="credits",
        version="7",
        rests_on=("blocks",),
        settings=("credits",),
        reads=("documents", "blocks"),
        shares=("outlets",),
        batch_bytes=4 * BATCH_BYTES,
        run=document_stages.credit_stage,
        writes={"internal.credits": CREDITS},
        clears="delete/credits",
        model=credit_rules_version,
        reopens=document_stages.reopen_for_new_outlets,
    ),
    Stage(
        name="boilerplate",
        version="1",
        rests_on=("blocks",),
        settings=("boilerplate",),
        reads=("shared_blocks",),
        plan=boilerplate.boilerplate_plan,
        run=boilerplate.boilerplate_stage,
        writes={"internal.boilerplate": BOILERPLATE},
        store=boilerplate.replace_boilerplate,
        clears="delete/boilerplate",
    ),
    Stage(
        name="matches",
        version="2",
        rests_on=("signatures", "boilerplate"),
        settings=("shingles", "candidates", "alignment", "matching"),
        reads=("documents", "skips"),
        plan=matching.matching_plan,
        run=matching.matching_stage,
        writes={"internal.matches": MATCHES, "internal.passages": PASSAGES, "internal.rejections": REJECTIONS},
        clears="delete/matches",
    ),
    Stage(
        name="sentences",
        version="1",
        rests_on=("blocks", "repeats", "boilerplate"),
        settings=("blocks", "semantic"),
        reads=("documents", "blocks", "sentence_skips"),
        plan=semantic.sentence_plan,
        run=semantic.sentence_stage,
        writes={
            "internal.embedding_queue": EMBEDDING_QUEUE,
            "internal.sentences": SENTENCES,
            "internal.vectors": STORED_VECTORS,
            "internal.document_simhashes": DOCUMENT_SIMHASHES,
        },
        store=semantic.insert_sentences,
        clears="delete/sentences",
        available=embeddings.available,
        model=semantic.model,
        side_by_side=False,
        whole_corpus=True,
    ),
    Stage(
        name="semantic",
        version="2",
        rests_on=("matches", "sentences"),
        settings=("semantic",),
        reads=("documents",),
        plan=semantic.semantic_plan,
        run=semantic.semantic_stage,
        writes={
            "internal.semantic_pairs": PAIRS,
            "internal.semantic_matches": MATCHES,
            "internal.semantic_passages": PASSAGES,
        },
        store=semantic.insert_semantic_matches,
        clears="delete/semantic",
        available=embeddings.available,
        side_by_side=False,
        whole_corpus=True,
    ),
    Stage(
        name="inference",
        version="14",
        rests_on=("credits", "matches", "semantic"),
        settings=("matching", "derivation"),
        reads=("inference_documents", "matches", "passages", "credits", "skips", "unseen_sources", "rulings"),
        plan=inference.inference_plan,
        run=inference.inference_stage,
        writes={
            "internal.groups": GROUPS,
            "unseen_sources": UNSEEN_SOURCES,
            "derivations": DERIVATIONS,
            "internal.attributed_spans": ATTRIBUTED_SPANS,
            "internal.rejections": REJECTIONS,
        },
        clears="delete/inference",
        model=inference.direction_model,
        side_by_side=False,
    ),
)
"""Every stage."""


def stage(name: str) -> Stage:
    """Return the stage of that name."""
    return next(record for record in STAGES if record.name == name)


def below(name: str) -> list[Stage]:
    """Return a stage and all that it rests on, directly or not, in the order in which they run."""
    names, waiting = set(), [name]
    while waiting:
        names.add(waiting.pop())
        waiting = [lower for upper in names for lower in stage(upper).rests_on if lower not in names]
    return [record for record in STAGES if record.name in names]


def dependents(name: str) -> tuple[str, ...]:
    """Return the names of the stages that rest on a stage, directly or not, in the order in which they run."""
    lower = stage(name)
    return tuple(record.name for record in STAGES if record is not lower and lower in below(record.name))


def fingerprint(name: str, settings: Settings) -> str:
    """Return a hash of all that a stage's rows rest on besides the documents.

    That is the versions, models and groups of settings of the stage and of every stage that it rests on.
    """
    stages = below(name)
    versions = " ".join(f"{record.name} {record.version} {record.model()}" for record in stages)
    groups = sorted({group for record in stages for group in record.settings})
    return hashlib.sha256(f"{versions} {settings.fingerprint(*groups)}".encode()).hexdigest()[:12]


def ledger(warehouse: Warehouse) -> Ledger:
    """Return the ledger of a warehouse, with the present fingerprint of every stage."""
    settings = warehouse.settings()
    return Ledger(
        warehouse,
        {record.name: fingerprint(record.name, settings) for record in STAGES},
        {record.name: dependents(record.name) for record in STAGES},
    )
