"""Documents that are contained in others, and passages that several share: aligned in a staged warehouse."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from provenance.cleaning.decide.across_splits import SHARED, is_comparable, shared_frame, sides_of_documents
from provenance.cleaning.decide.agreement import agreements_of
from provenance.cleaning.decide.near_duplicates import surviving_texts
from provenance.cleaning.decide.removals import REMOVALS
from provenance.text.tokens import tokenise
from provenance.warehouse.warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from provenance.cleaning.inputs.corpus import Corpus
    from provenance.cleaning.inputs.job import CleaningJob
    from provenance.settings.cleaning import CleaningSettings

EPOCH = dt.datetime(1970, 1, 1)
RUN = "cleaning"


class Alignments(NamedTuple):
    """What aligned documents have in common.

    Attributes:
        contained: removals of contained documents (columns of ``REMOVALS``).
        passages: shared passages to cut from kept documents.
        shared: contained documents of another split, which stay (columns of ``SHARED``).
    """

    contained: pl.DataFrame
    passages: pl.DataFrame
    shared: pl.DataFrame


class DirectedPair(NamedTuple):
    """Two documents as positions in the order of keeping, the larger one first, and their similarity."""

    outer: int
    inner: int
    contained: float
    contains: float
    jaccard: float


def align(job: CleaningJob, documents: pl.DataFrame, removed: pl.DataFrame, cuts: pl.DataFrame) -> Alignments:
    """Return contained documents and shared passages among the documents that are kept so far.

    Args:
        job: corpus, options, and where the warehouse is staged; one that is finished is only queried.
        documents: all documents with their rank.
        removed: removals so far.
        cuts: spans that comparisons leave out (document, start, stop).
    """
    options = job.options
    kept_documents = documents.filter(pl.col("tokens") > 0).join(
        removed, on="document", how="anti", maintain_order="left"
    )
    path = job.staging.path("alignments.duckdb")
    with Warehouse.open(path, create=True, read_only=False, settings=options.settings, limits=job.limits) as warehouse:
        fill_warehouse(warehouse, job.corpus, kept_documents, cuts)
        compare_documents(warehouse, job)
        sides = sides_of_documents(documents)
        contained, shared = (
            contained_documents(warehouse, kept_documents, job, cuts, sides)
            if "contained" in options.levels
            else (REMOVALS.empty(), SHARED.empty())
        )
        passages = long_passages(warehouse, options.thresholds) if "passages" in options.levels else pl.DataFrame()
        if passages.height:
            left, right = passages["left"].to_numpy(), passages["right"].to_numpy()
            passages = passages.filter(is_comparable(sides, left, right))
    return Alignments(contained, passages, shared)


def fill_warehouse(warehouse: Warehouse, corpus: Corpus, documents: pl.DataFrame, cuts: pl.DataFrame) -> None:
    """Insert documents that are not there yet, and their cuts; document ids are ranks, so that ids sort as ranks do."""
    stored = set(warehouse.query("todo/keys")["document"].to_list())
    ids = dict(documents.select("document", pl.col("rank").cast(pl.String).str.zfill(10)).iter_rows())
    for rows in document_rows(corpus, ids):
        new_rows = rows.filter(~pl.col("document").is_in(stored))
        new_cuts = cuts.join(new_rows.select("document"), on="document", how="semi")
        with warehouse.transaction():
            warehouse.insert("internal.documents", new_rows)
            warehouse.insert("internal.repeats", cuts_as_repeats(new_cuts))


def cuts_as_repeats(cuts: pl.DataFrame) -> pl.DataFrame:
    """Return cuts as rows of ``internal.repeats``: comparisons leave out the later occurrence of a repeat."""
    return cuts.select(
        "document",
        pl.int_range(pl.len(), dtype=pl.Int32).over("document").alias("repeat"),
        pl.col("start").alias("first_start"),
        pl.col("start").alias("first_stop"),
        "start",
        "stop",
        pl.lit(1.0).alias("similarity"),
    )


def document_rows(corpus: Corpus, ids: dict[int, str]) -> Iterator[pl.DataFrame]:
    """Yield the documents that have an id as rows of ``internal.documents``, a chunk at a time."""
    for _, start, chunk in corpus.numbered_chunks():
        texts = chunk.documents.select("text").with_columns(
            pl.int_range(start, start + pl.len(), dtype=pl.Int32).alias("document")
        )
        with_id = texts.with_columns(
            pl.col("document").replace_strict(ids, default=None, return_dtype=pl.String).alias("document_id")
        )
        yield with_id.drop_nulls("document_id").select(
            "document",
            "document_id",
            pl.col("document_id").alias("base_id"),
            pl.lit(1, pl.Int32).alias("version"),
            pl.lit(EPOCH).alias("added_at"),
            pl.lit("").alias("origin"),
            pl.lit(RUN).alias("run_id"),
            pl.lit("").alias("text_hash"),
            pl.col("text").str.len_bytes().cast(pl.Int32).alias("bytes"),
            pl.col("text").str.len_chars().cast(pl.Int32).alias("length"),
            "text",
        )


def compare_documents(warehouse: Warehouse, job: CleaningJob) -> None:
    """Compute signatures and matches of the documents of the warehouse."""
    from provenance.pipeline.trace import analyse

    analyse(warehouse, RUN, job.progress, only=("signatures", "matches"))


def contained_documents(
    warehouse: Warehouse,
    documents: pl.DataFrame,
    job: CleaningJob,
    cuts: pl.DataFrame,
    sides: NDArray[np.int32] | None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the documents whose words stand, in order, in a larger one that is kept, as removals and as ``SHARED``.

    Passages only propose: what counts are the words that agree, and a document that holds a number, name or negation
    that the larger one lacks, or has another in its place, is none of it.
    """
    least = job.options.thresholds.contained
    matches = warehouse.query("cleaning/containments", None, least=least)
    ordered = documents.sort(pl.col("known").not_(), -pl.col("tokens"), "rank")["document"].to_list()
    position = {document: at for at, document in enumerate(ordered)}
    proposed = [pair for row in matches.iter_rows() if (pair := directed_pair(row, position)).contained >= least]
    measured = agreements_of(job, [(ordered[pair.inner], ordered[pair.outer]) for pair in proposed], cuts)
    pairs = [
        pair._replace(contained=agreed.share)
        for pair, agreed in zip(proposed, measured, strict=True)
        if agreed.share >= least and not agreed.lacking
    ]
    numbers = np.array(ordered, np.int32)
    outer, inner = (np.array([pair[side] for pair in pairs], np.int32) for side in (0, 1))
    comparable = is_comparable(sides, numbers[outer], numbers[inner])
    split_pairs = [pair for pair, one_side in zip(pairs, comparable.tolist(), strict=True) if not one_side]
    pairs = [pair for pair, one_side in zip(pairs, comparable.tolist(), strict=True) if one_side]
    outer, inner = outer[comparable], inner[comparable]
    survivors = surviving_texts(len(ordered), outer, inner, np.array([pair.contained for pair in pairs], np.float64))
    pair_of = {(pair.outer, pair.inner): pair for pair in pairs}
    removed = np.flatnonzero(survivors != np.arange(len(survivors))).tolist()
    rows = [removal(pair_of[survivors[inner], inner], ordered) for inner in removed]
    removals = pl.DataFrame(rows, schema=REMOVALS.schema(), orient="row").sort("document")
    shared = [(ordered[pair.outer], ordered[pair.inner], "contained", pair.jaccard) for pair in split_pairs]
    schema = {"left": pl.Int32, "right": pl.Int32, "kind": pl.String, "jaccard": pl.Float64}
    removed_documents = removals["document"].implode()
    still = pl.DataFrame(shared, schema=schema, orient="row").filter(
        ~pl.col("left").is_in(removed_documents) & ~pl.col("right").is_in(removed_documents)
    )
    return removals, shared_frame(still)


def directed_pair(row: tuple[int, int, float, float, float], position: dict[int, int]) -> DirectedPair:
    """Return a row of ``cleaning/containments`` as a pair; the document of lower position is the larger one."""
    left, right, jaccard, contained_left, contained_right = row
    if position[left] < position[right]:
        return DirectedPair(position[left], position[right], contained_right, contained_left, jaccard)
    return DirectedPair(position[right], position[left], contained_left, contained_right, jaccard)


def removal(pair: DirectedPair, documents: list[int]) -> tuple[int, int, str, float, float, float]:
    """Return the removal of the inner document of a pair as a row of ``REMOVALS``."""
    inner, outer = documents[pair.inner], documents[pair.outer]
    return inner, outer, "contained", pair.jaccard, pair.contained, pair.contains


def long_passages(warehouse: Warehouse, thresholds: CleaningSettings) -> pl.DataFrame:
    """Return the shared passages of enough words, in rank order of the right document."""
    passages = warehouse.query("cleaning/shared_passages", None, characters=thresholds.passage)
    return passages.filter(half_words(passages["text"]) >= 2 * thresholds.passage).drop("text")


def half_words(texts: pl.Series) -> pl.Series:
    """Return the length of each text in half words: 2 for a word, 1 for a character of a script without spaces."""
    tokens = tokenise(texts)
    total = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.where(tokens.characters, 1, 2))])
    return pl.Series(total[tokens.offsets[1:]] - total[tokens.offsets[:-1]], dtype=pl.Int64)
