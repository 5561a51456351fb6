"""Decontamination: documents that contain an item of an evaluation set are removed, as they reveal its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.cleaning.decide.removals import REMOVALS
from provenance.cleaning.inputs.corpus import ITEM_FIELD_SEPARATOR
from provenance.errors import UsageError
from provenance.text.alignment import prepare_texts
from provenance.text.tokens import Tokens, tokenise

if TYPE_CHECKING:
    from provenance.cleaning.inputs.corpus import Corpus
    from provenance.settings.cleaning import CleaningSettings
    from provenance.threads import Threads

NO_SKIPS = (np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int32))
ITEMS = {"item": pl.Int32(), "part": pl.Int32(), "window": pl.UInt64(), "words": pl.Int32()}
HITS = {"document": pl.Int32(), "item": pl.Int32(), "part": pl.Int32(), "hits": pl.Int64()}


def contaminated_documents(corpus: Corpus, thresholds: CleaningSettings, threads: Threads) -> tuple[pl.DataFrame, int]:
    """Return the documents that contain an evaluation item, and how many items were looked for.

    The documents have the columns of ``REMOVALS``; ``kept`` is the item.

    A document contains an item if it has at least the share ``evaluation`` of the item's runs of ``evaluation_words``
    words; a shorter item is one run. Of several items, the one with the greatest share is named.

    Source: Brown et al., Language Models are Few-Shot Learners (2020), appendix C: runs of 13 words.

    Raises:
        UsageError: there are evaluation sets, and no item of them has enough words to be looked for.
    """
    items = item_windows(corpus, thresholds)
    if items.is_empty():
        if any(group.evaluation for group in corpus.groups):
            raise UsageError(
                "no item of the evaluation sets can be looked for: none holds a text of "
                f"{thresholds.evaluation_least_words} words",
                "look at the files given with --against, or lower --setting evaluation_least_words",
            )
        return REMOVALS.empty(), 0
    sizes = sorted(items["words"].unique().to_list())
    runs = items.group_by("item", "part").agg(pl.len().alias("runs"))
    chunks = (
        (start, chunk.documents["text"]) for group, start, chunk in corpus.numbered_chunks() if not group.reference
    )
    hits = threads.map(lambda chunk: count_hits(*chunk, items, sizes), chunks)
    shares = pl.concat([pl.DataFrame(schema=HITS), *hits]).join(runs, on=["item", "part"])
    contaminated = shares.with_columns((pl.col("hits") / pl.col("runs")).alias("contains")).filter(
        pl.col("contains") >= thresholds.evaluation
    )
    greatest = contaminated.sort("document", "contains", "item", descending=[False, True, False])
    removals = greatest.unique("document", keep="first", maintain_order=True).select(
        "document",
        pl.col("item").alias("kept"),
        pl.lit("evaluation").alias("kind"),
        pl.lit(0.0).alias("jaccard"),
        pl.lit(0.0).alias("contained"),
        "contains",
    )
    return removals, items["item"].n_unique()


def item_windows(corpus: Corpus, thresholds: CleaningSettings) -> pl.DataFrame:
    """Return the unique runs of words of every item: item, part (field, where it has no text), window (hash), words."""
    frames = [pl.DataFrame(schema=ITEMS)]
    for group, start, chunk in corpus.numbered_chunks():
        if group.evaluation:
            frames += _chunk_windows(start, chunk.documents["text"], thresholds)
    return pl.concat(frames).unique(maintain_order=True)


def _chunk_windows(start: int, texts: pl.Series, thresholds: CleaningSettings) -> list[pl.DataFrame]:
    items = pl.int_range(start, start + len(texts), dtype=pl.Int32, eager=True)
    parts = pl.DataFrame({"item": items, "text": texts.str.split(ITEM_FIELD_SEPARATOR)})
    parts = (
        parts.explode("text")
        .with_row_index("row")
        .with_columns(pl.int_range(pl.len(), dtype=pl.Int32).over("item").alias("part"))
    )
    owners = parts.select(pl.col("row").cast(pl.Int32).alias("document"), "item", "part")
    tokens = tokenise(parts["text"])
    sizes = np.minimum(np.diff(tokens.offsets), thresholds.evaluation_words)
    frames = []
    for words in np.unique(sizes[sizes >= thresholds.evaluation_least_words]).tolist():
        same_size = pl.Series(np.repeat(sizes == words, np.diff(tokens.offsets)))
        windows = token_windows(tokens, 0, words).filter(same_size).filter(pl.col("window") != 0)
        frames.append(windows.join(owners, on="document").select(list(ITEMS)))
    return frames


def token_windows(tokens: Tokens, start: int, words: int) -> pl.DataFrame:
    """Return the hash of the run of words that begins at each token: document, window, words.

    Args:
        tokens: of several documents.
        start: number of the first document.
        words: tokens in a run; the hash is 0 where the text ends before the run does.
    """
    hashes = prepare_texts(tokens, NO_SKIPS).windows(words, words)
    document = np.repeat(np.arange(start, start + len(tokens), dtype=np.int32), np.diff(tokens.offsets))
    return pl.DataFrame({"document": document, "window": hashes, "words": np.full(len(hashes), words, np.int32)})


def count_hits(start: int, texts: pl.Series, items: pl.DataFrame, sizes: list[int]) -> pl.DataFrame:
    """Return how many runs of which items each document has (columns of ``HITS``)."""
    tokens = tokenise(texts)
    frames = [token_windows(tokens, start, words).join(items, on=["window", "words"]).unique() for words in sizes]
    hits = pl.concat(frames).group_by("document", "item", "part").agg(pl.len().cast(pl.Int64).alias("hits"))
    return hits.sort("document", "item", "part")
