"""Candidate pairs: documents that share keys of the two indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.warehouse import sql_files

if TYPE_CHECKING:
    from provenance.settings import Settings
    from provenance.warehouse.sql_files import Value
    from provenance.warehouse.warehouse import Warehouse

PART_DOCUMENTS = 100_000
"""Documents of which the keys are gathered at once: about a hundred and forty of each."""

SHARING = 10
"""Documents that may be gathered for each one that is asked for."""


def numbers(name: str, settings: Settings) -> dict[str, Value]:
    """Return the settings that a SQL file takes as parameters: each is called there what it is called here."""
    return {parameter.name: settings.value(parameter.name) for parameter in sql_files.query(name).parameters}


def proposed(warehouse: Warehouse, pending: pl.DataFrame, settings: Settings, run_id: str) -> pl.DataFrame:
    """Return the candidate pairs of documents, among themselves and with those compared before (``left``, ``right``).

    The keys are taken in parts, by their hash: so each is read about once, however many documents there are. Matches
    that no bucket supports any more go; what rests on them is judged anew.

    Args:
        warehouse: whose indexes hold the documents.
        pending: column ``document``.
        settings: the sizes of buckets.
        run_id: under which it is counted what large buckets leave out.
    """
    extent = warehouse.query("candidates/index_size").row(0, named=True)
    parts = max(1, min(SHARING * pending.height, extent["documents"]) // PART_DOCUMENTS)
    warehouse.run("candidates/create_tables")
    for part in range(parts):
        warehouse.run("candidates/buckets", {"pending": pending}, parts=parts, part=part)
        warehouse.run("candidates/propose", **numbers("candidates/propose", settings))
        capped = warehouse.query("candidates/capped", **numbers("candidates/capped", settings))
        warehouse.insert("internal.rejections", capped.with_columns(pl.lit(run_id).alias("run_id")))
        if extent["matched"]:
            warehouse.run("candidates/demoted", **numbers("candidates/demoted", settings))
    if extent["matched"]:
        drop_unsupported(warehouse, settings)
    pairs = warehouse.query("candidates/candidates", **numbers("candidates/candidates", settings))
    warehouse.run("candidates/drop_tables")
    return pairs


def drop_unsupported(warehouse: Warehouse, settings: Settings) -> None:
    """Take out matches that no bucket proposes any more; what rests on them is judged anew."""
    lost = warehouse.query("candidates/unsupported", **numbers("candidates/unsupported", settings))
    if lost.height:
        warehouse.run("delete/pairs", {"pairs": lost})
        warehouse.run("ledger/note_undone", {"batch": part_documents(lost)}, stage="judgements")


def part_documents(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the documents that pairs name, once each, in order."""
    return pl.DataFrame({"document": pl.concat([pairs["left"], pairs["right"]]).unique().sort()})
