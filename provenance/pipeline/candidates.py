"""Candidate pairs: documents that share keys of the two indexes (LSH bands, winnowed fingerprints)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.pipeline.batching import documents_of, sql_settings

if TYPE_CHECKING:
    from provenance.pipeline.stage import Analysis

PARTITION_DOCUMENTS = 100_000
"""Documents whose buckets are gathered at once: about a hundred and forty keys each; changes no result."""

SHARING = 10
"""Documents that may share buckets with each pending one: bounds the number of partitions; changes no result."""


def propose(analysis: Analysis, pending: pl.DataFrame) -> pl.DataFrame:
    """Return the candidate pairs of documents, among themselves and with those compared before (``left``, ``right``).

    Keys are taken in partitions by their hash, so that each is read about once, however many documents there are.
    Matches that no bucket supports any more are deleted.

    Args:
        analysis: whose indexes hold the documents; what large buckets leave out is counted under its run.
        pending: column ``document``.
    """
    warehouse, settings = analysis.warehouse, analysis.settings
    index = warehouse.query("candidates/index_size").row(0, named=True)
    partitions = max(1, min(SHARING * pending.height, index["documents"]) // PARTITION_DOCUMENTS)
    warehouse.run("candidates/create_tables")
    for partition in range(partitions):
        warehouse.run("candidates/buckets", {"pending": pending}, partitions=partitions, partition=partition)
        warehouse.run("candidates/propose", **sql_settings("candidates/propose", settings))
        capped = warehouse.query("candidates/capped", **sql_settings("candidates/capped", settings))
        warehouse.insert("internal.rejections", capped.with_columns(pl.lit(analysis.run_id).alias("run_id")))
        if index["matched"]:
            warehouse.run("candidates/demoted", **sql_settings("candidates/demoted", settings))
    if index["matched"]:
        delete_unsupported(analysis)
    pairs = warehouse.query("candidates/candidates", **sql_settings("candidates/candidates", settings))
    warehouse.run("candidates/drop_tables")
    return pairs


def delete_unsupported(analysis: Analysis) -> None:
    """Delete the matches that no bucket proposes any more; what rests on them is done again."""
    numbers = sql_settings("candidates/unsupported", analysis.settings)
    pairs = analysis.warehouse.query("candidates/unsupported", **numbers)
    if pairs.height:
        analysis.warehouse.run("delete/match_pairs", {"pairs": pairs})
        analysis.ledger.reopen_dependents("matches", documents_of(pairs))
