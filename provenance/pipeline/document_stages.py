"""Stages over single documents: blocks, repeats, signatures, credits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.pipeline.batching import load, split_by_size
from provenance.stages.blocks import blocks
from provenance.stages.credits import credits
from provenance.stages.repeats import repeats
from provenance.stages.sentence_vectors import bodies
from provenance.stages.signatures import signatures
from provenance.stages.text_metadata import text_metadata
from provenance.text import language
from provenance.text.credits.block_patterns import block_patterns_version

if TYPE_CHECKING:
    from provenance.pipeline.ledger import Ledger
    from provenance.pipeline.stage import Analysis
    from provenance.settings import Settings
    from provenance.tables import Frames
    from provenance.threads import Threads


def language_model() -> str:
    """Return what identifies languages: another model may identify others."""
    return language.identifier_version()


def block_models() -> str:
    """Return what decides the language and the kind of a block: its model and its patterns."""
    return f"{language.identifier_version()} {block_patterns_version()}"


def block_stage(frames: Frames, settings: Settings, threads: Threads) -> Frames:  # noqa: ARG001 - one signature
    """Return the blocks of documents, the size and language of their bodies, and what their texts say of themselves."""
    rows = blocks(frames["documents"], settings)
    shown = text_metadata(frames["documents"], rows, settings)
    return {"internal.blocks": rows, "internal.bodies": bodies(rows, settings), "internal.text_metadata": shown}


def repeat_stage(frames: Frames, settings: Settings, threads: Threads) -> Frames:  # noqa: ARG001 - one signature
    """Return the blocks that documents repeat."""
    return {"internal.repeats": repeats(frames["documents"], settings)}


def signature_stage(frames: Frames, settings: Settings, threads: Threads) -> Frames:
    """Return the MinHash signatures of documents, and their keys in the two indexes of candidates."""
    rows = signatures(frames["documents"], frames["repeats_and_boilerplate"], settings, threads)
    return {
        "internal.signatures": rows.drop("bands", "fingerprints"),
        "internal.bands": keys(rows, "bands", "band"),
        "internal.winnowed_fingerprints": keys(rows, "fingerprints", "fingerprint"),
    }


def keys(rows: pl.DataFrame, column: str, name: str) -> pl.DataFrame:
    """Return a column of lists as rows of one index: the key and ``document``."""
    return rows.select(pl.col(column).alias(name), "document").explode(name).drop_nulls()


def credit_stage(frames: Frames, settings: Settings, threads: Threads) -> Frames:  # noqa: ARG001 - one signature
    """Return the credits of documents."""
    return {"internal.credits": credits(frames["documents"], frames["blocks"], frames["outlets"], settings)}


def reopen_for_new_outlets(analysis: Analysis) -> None:
    """Reopen the credits of documents that name an outlet which was not known when they were read.

    The outlets themselves are not part of the stage's fingerprint: one new name would otherwise have every document
    read again. What is inferred of an outlet's documents calls it by its usual name: where that has changed, it is
    inferred again.
    """
    warehouse = analysis.warehouse
    outlets = warehouse.query("todo/new_outlets")
    if outlets.height:
        with warehouse.transaction():
            reopen_where_named(analysis.ledger, outlets)
            analysis.ledger.reopen("inference", warehouse.query("todo/renamed_outlets"))
            warehouse.run("ledger/note_outlets")


def reopen_where_named(ledger: Ledger, outlets: pl.DataFrame) -> None:
    """Reopen the credits of documents that name one of some outlets (``name``, ``aliases``, ``domains``)."""
    warehouse = ledger.warehouse
    lists = [outlets["name"], outlets["aliases"].explode(), outlets["domains"].explode()]
    names = pl.concat(lists).drop_nulls().unique().sort()
    for batch in split_by_size(warehouse.query("todo/done", stage="credits")):
        texts = load(warehouse, batch, ("documents",))["documents"]
        searched = pl.concat_str(pl.col("text", "byline", "metadata"), separator="\n", ignore_nulls=True)
        ledger.reopen("credits", texts.filter(searched.str.contains_any(names.implode())).select("document"))
