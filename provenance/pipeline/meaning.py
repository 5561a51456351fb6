"""Translations and paraphrases: documents chosen within the budget are compared by what their sentences mean.

Which documents are chosen, and which pairs of them lie near, follows from all documents there are; so both are worked
out anew, pairs that are new are compared, and what was found for pairs that are no more is taken out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.pipeline.facts import Frames, load, split
from provenance.pipeline.pairs import part_documents
from provenance.pipeline.runs import Progress, silent
from provenance.stages.translations import inner_translations, translations
from provenance.stages.united import Evidence, united
from provenance.stages.vectors import neighbours, sentences, sketches, vectors, wanted
from provenance.tables import SENTENCES
from provenance.text.embeddings import MODEL, available

if TYPE_CHECKING:
    from provenance.settings import Settings
    from provenance.warehouse import Warehouse

STAGE = "translations"
PAIRS_AT_ONCE = 2000
NOT_LOOKED_FOR = (
    "translations and rewordings by meaning are not looked for: pip install 'news-provenance[crosslingual]'"
)


def relate(warehouse: Warehouse, settings: Settings, run_id: str, progress: Progress = silent) -> None:
    """Bring the translations and paraphrases up to date; without the extra ``crosslingual``, none are looked for."""
    if not available() or not due(warehouse):
        return
    said = spoken(warehouse, settings, progress)
    known = known_vectors(warehouse, said)
    documents = warehouse.query("meaning/documents")
    pairs = neighbours(sketches(said, known), documents, warehouse.query("meaning/copies"), settings)
    themselves = said.select(left="document", right="document").unique().sort("left")
    changes = warehouse.query("meaning/changes", {"pairs": pl.concat([pairs, themselves])})
    with warehouse.transaction():
        forget(warehouse, changes.filter(~pl.col("fresh")).select("left", "right"))
        fresh = changes.filter("fresh").select("left", "right")
        for at in range(0, fresh.height, PAIRS_AT_ONCE):
            part = fresh[at : at + PAIRS_AT_ONCE]
            record(warehouse, part, compared(warehouse, part, said, known, settings), run_id)
            progress(STAGE, at + part.height, fresh.height)


def due(warehouse: Warehouse) -> bool:
    """Return whether documents have changed, or another model gives the vectors, whose old ones are then taken out."""
    if warehouse.kept_settings().get(STAGE) == MODEL:
        return not warehouse.query("todo/unjudged").is_empty()
    with warehouse.transaction():
        rejudge(warehouse, warehouse.query("meaning/found"))
        warehouse.run("drop/vectors")
        warehouse.run("upkeep/note_setting", name=STAGE, value=MODEL)
    return True


def spoken(warehouse: Warehouse, settings: Settings, progress: Progress = silent) -> pl.DataFrame:
    """Return the sentences of the documents within the budget, every one of them with a vector in the warehouse."""
    chosen = wanted(
        warehouse.query("meaning/documents"),
        warehouse.query("meaning/blocks"),
        warehouse.query("meaning/marks"),
        warehouse.query("meaning/copies"),
        settings,
    )
    sizes = warehouse.query("batches/sizes", {"batch": chosen.select("document")})
    found, done = [SENTENCES.empty()], 0
    for batch in split(sizes, most=200):
        frames = load(warehouse, batch, ("documents", "blocks", "said_skips"))
        said = sentences(frames["documents"], frames["blocks"], frames["said_skips"])
        remember(warehouse, frames, said)
        found.append(said)
        done += batch.height
        progress("sentences", done, chosen.height)
    return pl.concat(found)


def remember(warehouse: Warehouse, frames: Frames, said: pl.DataFrame) -> None:
    """Add the vectors of sentences that have none yet."""
    missing = said.join(known_vectors(warehouse, said), on="text_hash", how="anti")
    if missing.height:
        with warehouse.transaction():
            warehouse.insert("internal.vectors", vectors(frames["documents"], missing))


def known_vectors(warehouse: Warehouse, said: pl.DataFrame) -> pl.DataFrame:
    """Return the vectors of sentences, where they are known."""
    return warehouse.query("meaning/vectors", {"asked": said.select("text_hash").unique()})


def compared(
    warehouse: Warehouse, pairs: pl.DataFrame, said: pl.DataFrame, known: pl.DataFrame, settings: Settings
) -> Evidence:
    """Return what comparing pairs by meaning finds, those of a document with itself included, with what they copy."""
    members = part_documents(pairs)
    documents = load(warehouse, members, ("documents",))["documents"]
    spoken_by = said.join(members, on="document", how="semi")
    inner = pairs.filter(pl.col("left") == pl.col("right")).select(pl.col("left").alias("document"))
    across = translations(pairs.filter(pl.col("left") != pl.col("right")), documents, spoken_by, known, settings)
    inside = inner_translations(
        documents.join(inner, on="document", how="semi"),
        spoken_by.join(inner, on="document", how="semi"),
        known,
        settings,
    )
    found = Evidence(pl.concat([across.matches, inside.matches]), pl.concat([across.passages, inside.passages]))
    related = found.matches.select("left", "right")
    copies = Evidence(
        warehouse.query("meaning/copied", {"pairs": related}),
        warehouse.query("meaning/copied_passages", {"pairs": related}),
    )
    return united(copies, found, spoken_by, settings)


def record(warehouse: Warehouse, pairs: pl.DataFrame, found: Evidence, run_id: str) -> None:
    """Add what comparing pairs by meaning found; what rests on them is judged anew."""
    warehouse.insert("internal.meaning_pairs", pairs)
    warehouse.insert("internal.meaning_matches", found.matches.with_columns(pl.lit(run_id).alias("run_id")))
    warehouse.insert("internal.meaning_passages", found.passages)
    rejudge(warehouse, found.matches)


def forget(warehouse: Warehouse, pairs: pl.DataFrame) -> None:
    """Take out what was found for pairs that are not compared any more."""
    if pairs.height:
        warehouse.run("drop/meaning", {"pairs": pairs})
        rejudge(warehouse, pairs)


def rejudge(warehouse: Warehouse, pairs: pl.DataFrame) -> None:
    """Have the documents of pairs judged again."""
    if pairs.height:
        warehouse.run("upkeep/note_undone", {"batch": part_documents(pairs)}, stage="judgements")
