"""Translations and paraphrases: documents chosen within the budget are compared by what their sentences mean.

Which documents are chosen, and which pairs of them lie near, follows from all documents there are; so both are worked
out anew, documents that are new among them are parted into sentences and pairs that are new compared, and what was
found for pairs that are no more is taken out. Beyond the choice itself, no work is more than the budget asks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.engines import local
from provenance.pipeline.candidates import numbers, part_documents
from provenance.pipeline.document_stages import load, split
from provenance.progress import Progress, silent
from provenance.stages.merge_evidence import Evidence, merge_evidence
from provenance.stages.sentence_vectors import document_simhashes, neighbours, sentences, vectors
from provenance.stages.translations import inner_translations, translations
from provenance.tables import WANTED
from provenance.text.semantic.embeddings import MODEL, available
from provenance.threads import Threads

if TYPE_CHECKING:
    from provenance.settings import Settings
    from provenance.warehouse.warehouse import Warehouse

STAGE = "translations"
DOCUMENTS_AT_ONCE = 500
PAIRS_AT_ONCE = 20_000
NOT_LOOKED_FOR = (
    "translations and rewordings by meaning are not looked for: pip install 'news-provenance[crosslingual]'"
)


def relate(warehouse: Warehouse, settings: Settings, run_id: str, progress: Progress = silent) -> None:
    """Bring the translations and paraphrases up to date; without the extra ``crosslingual``, none are looked for."""
    if not available() or not due(warehouse):
        return
    part(warehouse, settings, progress)
    documents = warehouse.query("semantic/documents")
    pairs = neighbours(
        warehouse.query("semantic/document_simhashes"),
        documents,
        warehouse.query("semantic/copies"),
        settings,
        Threads(local.cores()),
    )
    themselves = documents.select(left="document", right="document")
    changes = warehouse.query("semantic/pair_changes", {"pairs": pl.concat([pairs, themselves])})
    with warehouse.transaction():
        forget(warehouse, changes.filter(~pl.col("fresh")).select("left", "right"))
        fresh = changes.filter("fresh").select("left", "right")
        for at in range(0, fresh.height, PAIRS_AT_ONCE):
            some = fresh[at : at + PAIRS_AT_ONCE]
            record(warehouse, some, compared(warehouse, some, settings), run_id)
            progress(STAGE, at + some.height, fresh.height)


def due(warehouse: Warehouse) -> bool:
    """Return whether documents have changed, or another model gives the vectors, whose old ones are then taken out."""
    if warehouse.kept_settings().get(STAGE) == MODEL:
        return not warehouse.query("todo/unjudged").is_empty()
    with warehouse.transaction():
        rejudge(warehouse, warehouse.query("semantic/matches"))
        warehouse.run("delete/vectors")
        warehouse.run("ledger/note_setting", name=STAGE, value=MODEL)
    return True


def part(warehouse: Warehouse, settings: Settings, progress: Progress = silent) -> None:
    """Have all documents within the budget, and no others, parted into sentences, every one of them with a vector."""
    chosen = warehouse.query("semantic/embedding_queue", None, **numbers("semantic/embedding_queue", settings))
    unparted = warehouse.query("semantic/not_embedded", {"chosen": chosen})
    done = chosen.height - unparted.height
    for batch in split(unparted, most=DOCUMENTS_AT_ONCE):
        embed(warehouse, batch.join(chosen, on="document"))
        done += batch.height
        progress("sentences", done, chosen.height)
    with warehouse.transaction():
        warehouse.run("semantic/replace_embedding_queue", {"chosen": chosen})


def embed(warehouse: Warehouse, batch: pl.DataFrame) -> None:
    """Add the sentences of some documents, their vectors where they have none yet, and what they say in few bits."""
    frames = load(warehouse, batch, ("documents", "blocks", "sentence_skips"))
    said = sentences(frames["documents"], frames["blocks"], frames["sentence_skips"], warehouse.settings())
    known = warehouse.query("semantic/vectors", {"asked": said})
    made = vectors(frames["documents"], said.join(known, on="text_hash", how="anti"), Threads(local.cores()))
    with warehouse.transaction():
        rejudge(warehouse, warehouse.query("semantic/matches_of", {"batch": batch}))
        warehouse.run("delete/sentences", {"batch": batch})
        warehouse.insert("internal.vectors", made)
        warehouse.insert("internal.sentences", said)
        warehouse.insert("internal.document_simhashes", document_simhashes(said, pl.concat([known, made])))
        warehouse.insert("internal.embedding_queue", batch.select(WANTED.names()))


def compared(warehouse: Warehouse, pairs: pl.DataFrame, settings: Settings) -> Evidence:
    """Return what comparing pairs by meaning finds, those of a document with itself included, with what they copy."""
    members = part_documents(pairs)
    documents = load(warehouse, members, ("documents",))["documents"]
    said = warehouse.query("semantic/sentences", {"batch": members})
    known = warehouse.query("semantic/vectors", {"asked": said})
    inner = pairs.filter(pl.col("left") == pl.col("right")).select(pl.col("left").alias("document"))
    across = translations(pairs.filter(pl.col("left") != pl.col("right")), documents, said, known, settings)
    inside = inner_translations(
        documents.join(inner, on="document", how="semi"),
        said.join(inner, on="document", how="semi"),
        known,
        settings,
    )
    found = Evidence(pl.concat([across.matches, inside.matches]), pl.concat([across.passages, inside.passages]))
    related = found.matches.select("left", "right")
    copies = Evidence(
        warehouse.query("semantic/text_matches", {"pairs": related}),
        warehouse.query("semantic/text_passages", {"pairs": related}),
    )
    return merge_evidence(copies, found, said, settings)


def record(warehouse: Warehouse, pairs: pl.DataFrame, found: Evidence, run_id: str) -> None:
    """Add what comparing pairs by meaning found; what rests on them is judged anew."""
    warehouse.insert("internal.semantic_pairs", pairs)
    warehouse.insert("internal.semantic_matches", found.matches.with_columns(pl.lit(run_id).alias("run_id")))
    warehouse.insert("internal.semantic_passages", found.passages)
    rejudge(warehouse, found.matches)


def forget(warehouse: Warehouse, pairs: pl.DataFrame) -> None:
    """Take out what was found for pairs that are not compared any more."""
    if pairs.height:
        warehouse.run("delete/semantic_pairs", {"pairs": pairs})
        rejudge(warehouse, pairs)


def rejudge(warehouse: Warehouse, pairs: pl.DataFrame) -> None:
    """Have the documents of pairs judged again."""
    if pairs.height:
        warehouse.run("ledger/note_undone", {"batch": part_documents(pairs)}, stage="judgements")
