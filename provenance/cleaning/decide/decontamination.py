"""Decontamination: documents that contain an item of an evaluation set are removed, as they reveal its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.cleaning.decide.removals import REMOVALS
from provenance.cleaning.inputs.corpus import ITEM_FIELD_SEPARATOR
from provenance.errors import UsageError
from provenance.tables import table
from provenance.text.alignment import prepare_texts
from provenance.text.tokens import Tokens, tokenise

if TYPE_CHECKING:
    from provenance.cleaning.inputs.corpus import Corpus
    from provenance.settings.cleaning import CleaningSettings
    from provenance.threads import Threads

NO_SKIPS = (np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int32))
ITEM_SPANS = table(
    "item_spans",
    "one span of a document that an item of an evaluation set holds too",
    ("document", "INTEGER", "the document"),
    ("item", "INTEGER", "the item"),
    ("start", "INTEGER", "first code point"),
    ("stop", "INTEGER", "code point after the last"),
    ("text", "VARCHAR", "the text of the span"),
)
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


def item_spans(corpus: Corpus, contaminated: pl.DataFrame, thresholds: CleaningSettings) -> pl.DataFrame:
    """Return where documents hold the item for which each is removed (columns of ``ITEM_SPANS``).

    Args:
        corpus: gives the texts.
        contaminated: what :func:`contaminated_documents` returns.
        thresholds: how items are looked for.
    """
    if contaminated.is_empty():
        return ITEM_SPANS.empty()
    items = item_windows(corpus, thresholds)
    item_of = dict(contaminated.select("document", "kept").iter_rows())
    rows: list[tuple[int, int, int, int, str]] = []
    for document, text in corpus.texts(set(item_of)):
        own = items.filter(pl.col("item") == item_of[document])
        rows += [
            (document, item_of[document], start, stop, text[start:stop]) for start, stop in spans_of_windows(text, own)
        ]
    return pl.DataFrame(rows, schema=ITEM_SPANS.schema(), orient="row")


def spans_of_windows(text: str, windows: pl.DataFrame) -> list[tuple[int, int]]:
    """Return the spans of a text that runs of words of an item cover, in code points.

    Args:
        text: the text.
        windows: the runs: window (hash), words.
    """
    tokens = tokenise(pl.Series([text]))
    covered = np.zeros(len(tokens.starts), np.bool_)
    for words in windows["words"].unique().sort().to_list():
        hashes = token_windows(tokens, 0, words)["window"]
        for place in hashes.is_in(windows.filter(pl.col("words") == words)["window"].implode()).arg_true().to_list():
            covered[place : place + words] = True
    bounds = np.flatnonzero(np.diff(np.concatenate([[0], covered.astype(np.int8), [0]])))
    return [
        (int(tokens.starts[first]), int(tokens.stops[last - 1]))
        for first, last in zip(bounds[::2].tolist(), bounds[1::2].tolist(), strict=True)
    ]


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
