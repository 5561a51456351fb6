"""Documents that hold an item of an evaluation set: they would let a model see the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.cleaning.decide.removals import REMOVALS
from provenance.cleaning.inputs.corpus import PARTED
from provenance.engines import local
from provenance.text.alignment import prepare
from provenance.text.tokens import Tokens, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from provenance.cleaning.inputs.corpus import Library
    from provenance.cleaning.options import Options

LEAST = 5
"""Words of the shortest item that is looked for: less than that stands in any text."""

NO_SKIPS = (np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int32))
ITEMS = {"item": pl.Int32(), "part": pl.Int32(), "window": pl.UInt64(), "words": pl.Int32()}
HITS = {"document": pl.Int32(), "item": pl.Int32(), "part": pl.Int32(), "held": pl.Int64()}


def holding(library: Library, options: Options) -> pl.DataFrame:
    """Return the documents that hold an item (columns of ``REMOVALS``; ``kept`` is the item).

    An item is held where the document has at least the share ``evaluation`` of its runs of ``evaluation_words`` words;
    an item shorter than that is looked for whole. Of several items, the one that is held most is named.
    """
    items = items_of(library, options)
    if items.is_empty():
        return REMOVALS.empty()
    sizes = sorted(items["words"].unique().to_list())
    runs = items.group_by("item", "part").agg(pl.len().alias("runs"))
    parts = local.run(lambda portion: hits(portion[0], portion[1], items, sizes), texts(library, evaluation=False))
    shares = pl.concat([pl.DataFrame(schema=HITS), *parts]).join(runs, on=["item", "part"])
    held = shares.with_columns((pl.col("held") / pl.col("runs")).alias("contains")).filter(
        pl.col("contains") >= options.settings.cleaning.evaluation
    )
    most = held.sort("document", "contains", "item", descending=[False, True, False])
    return most.unique("document", keep="first", maintain_order=True).select(
        "document",
        pl.col("item").alias("kept"),
        pl.lit("evaluation").alias("kind"),
        pl.lit(0.0).alias("jaccard"),
        pl.lit(0.0).alias("contained"),
        "contains",
    )


def items_of(library: Library, options: Options) -> pl.DataFrame:
    """Return the distinct runs of every item: item, part (its fields, where it has no text), window, words."""
    frames = [pl.DataFrame(schema=ITEMS)]
    for start, held in texts(library, evaluation=True):
        parts = pl.DataFrame(
            {"item": pl.int_range(start, start + len(held), dtype=pl.Int32, eager=True), "text": held.str.split(PARTED)}
        )
        parts = (
            parts.explode("text")
            .with_row_index("row")
            .with_columns(pl.int_range(pl.len(), dtype=pl.Int32).over("item").alias("part"))
        )
        tokens = tokenise(parts["text"])
        sizes = np.minimum(np.diff(tokens.offsets), options.settings.cleaning.evaluation_words)
        for words in np.unique(sizes[sizes >= LEAST]).tolist():
            chosen = pl.Series(np.repeat(sizes == words, np.diff(tokens.offsets)))
            found = windows(tokens, 0, words).filter(chosen).filter(pl.col("window") != 0)
            owners = parts.select(pl.col("row").cast(pl.Int32).alias("document"), "item", "part")
            frames.append(found.join(owners, on="document").select(list(ITEMS)))
    return pl.concat(frames).unique(maintain_order=True)


def windows(tokens: Tokens, start: int, words: int) -> pl.DataFrame:
    """Return the hash of the run of so many words that begins at each token; 0 where the text ends before."""
    prepared = prepare(tokens, NO_SKIPS)
    hashes: NDArray[np.uint64] = prepared.windows(words, words)
    document = np.repeat(np.arange(start, start + len(tokens), dtype=np.int32), np.diff(tokens.offsets))
    return pl.DataFrame({"document": document, "window": hashes, "words": np.full(len(hashes), words, np.int32)})


def hits(start: int, held: pl.Series, items: pl.DataFrame, sizes: list[int]) -> pl.DataFrame:
    """Return how many runs of which items each document holds."""
    tokens = tokenise(held)
    found = [windows(tokens, start, words).join(items, on=["window", "words"]).unique() for words in sizes]
    counted = pl.concat(found).group_by("document", "item", "part").agg(pl.len().cast(pl.Int64).alias("held"))
    return counted.sort("document", "item", "part")


def texts(library: Library, *, evaluation: bool) -> Iterator[tuple[int, pl.Series]]:
    """Yield first key and texts of each portion: of evaluation sets, or of what is to be cleaned."""
    start = 0
    for shelf in library.shelves:
        for portion in library.portions(shelf):
            if shelf.evaluation if evaluation else not shelf.known:
                yield start, portion.documents["text"]
            start += portion.documents.height
