"""Where a pasted text is from that shares no words with any document: by its meaning, then as a scanner read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.pipeline.batching import load
from provenance.stages.matches import matches
from provenance.stages.sentence_vectors import document_simhashes, nearest_documents, sentences, vectors
from provenance.stages.translations import translations
from provenance.tables import MATCHES, PASSAGES, SKIPS
from provenance.text.scan_errors import CONFUSED_PAIRS, LETTER_OF, fold_confused_letters, longest_words
from provenance.text.semantic.embeddings import available

if TYPE_CHECKING:
    from provenance.settings import Settings
    from provenance.threads import Threads
    from provenance.warehouse.warehouse import Warehouse

PASTED = 0
"""Key of the pasted text: documents of a warehouse count from 1."""


def match_rows(verified: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Return the matches of a pasted text (left) as rows of ``where``, with the longest passage of each.

    Args:
        verified: frame ``matches``.
        passages: their passages (frame ``passages``).
    """
    longest = (
        passages.sort((pl.col("left_stop") - pl.col("left_start")), descending=True, maintain_order=True)
        .unique("right", keep="first", maintain_order=True)
        .select("right", pl.col("left_start").alias("start"), pl.col("left_stop").alias("stop"))
    )
    return verified.join(longest, on="right", how="left").select(
        pl.col("right").alias("document"),
        "kind",
        "similarity",
        pl.col("contained_left").alias("share_of_text"),
        pl.col("contained_right").alias("share_of_document"),
        "passage_count",
        "start",
        "stop",
    )


def same_meaning(
    warehouse: Warehouse,
    document: pl.DataFrame,
    text_blocks: pl.DataFrame,
    skips: pl.DataFrame,
    settings: Settings,
    threads: Threads,
) -> pl.DataFrame:
    """Return the documents that say the same as a pasted text in other words or in another language.

    Args:
        warehouse: the documents whose sentences have vectors are compared.
        document: the pasted text (frame ``documents``).
        text_blocks: its blocks (frame ``blocks``).
        skips: its spans that are not compared (frame ``skips``).
        settings: what links two sentences, and what makes a match.
        threads: the thread budget; changes no result.

    Returns:
        Rows of ``where`` of kind ``translation`` or ``paraphrase``; none where the model is not installed.
    """
    rows = sentences(document, text_blocks, skips, settings)
    if rows.height < settings.semantic.linked_sentences or not available():
        return match_rows(MATCHES.empty(), PASSAGES.empty())
    own = vectors(document, rows, threads)
    most = settings.candidates.pasted_text_documents
    near = nearest_documents(
        document_simhashes(rows, own), warehouse.query("semantic/document_simhashes"), most, threads
    )
    theirs = warehouse.query("semantic/sentences", {"batch": near})
    stored = warehouse.query("semantic/vectors", {"sentences": theirs})
    return match_rows(
        *translations(
            near.select(pl.lit(PASTED, pl.Int32).alias("left"), pl.col("document").alias("right")),
            pl.concat([document, *load(warehouse, near, ("documents",)).values()]),
            pl.concat([rows, theirs]),
            pl.concat([own, stored]).unique("text_hash", keep="first", maintain_order=True),
            settings,
        )
    )


def same_when_folded(
    warehouse: Warehouse, document: pl.DataFrame, settings: Settings, threads: Threads
) -> pl.DataFrame:
    """Return the documents that a pasted text shares words with once letters that scanners confuse are made one.

    Those documents are compared that hold most of its longest words.
    """
    folded = fold_confused_letters(document["text"][0])
    near = warehouse.query(
        "batches/documents_with_words",
        None,
        words=longest_words(folded.text, settings.candidates.pasted_text_words),
        pairs=[pair + letter for pair, letter in CONFUSED_PAIRS.items()],
        reads="".join(LETTER_OF),
        letters="".join(LETTER_OF.values()),
        most=settings.candidates.pasted_text_documents,
    )
    texts = load(warehouse, near, ("documents",))["documents"]
    theirs = [fold_confused_letters(text).text for text in texts["text"].to_list()]
    pairs = near.select(pl.lit(PASTED, pl.Int32).alias("left"), pl.col("document").alias("right"))
    documents = pl.concat([
        document.with_columns(text=pl.lit(folded.text)), texts.with_columns(text=pl.Series(theirs, dtype=pl.String))
    ])  # fmt: skip
    verified = matches(pairs, documents, SKIPS.empty(), settings, threads)
    rows = match_rows(verified.matches, verified.passages)
    places = pl.Series(folded.positions, dtype=pl.Int32)
    return rows.with_columns(places.gather(rows[name]).alias(name) for name in ("start", "stop"))
