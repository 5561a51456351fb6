"""Documents on a cluster: workers list and read the files, by the readers of one machine."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from provenance.errors import InputError
from provenance.pipeline.distributed.carried_tables import (
    DISPOSITIONS,
    FILES,
    LISTED,
    PATHS,
    READ,
    SHORT_RECORDS,
)
from provenance.pipeline.distributed.tasks import disposition_task, listing_task, outlet_task, reading_task
from provenance.tables import OUTLETS, SET_ASIDE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provenance.engines.spark import Spark
    from provenance.pipeline.distributed.run import ClusterRun


def files_on_workers(cluster: Spark, paths: Sequence[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the files at and below paths as the workers see them, and what is not read.

    Raises:
        InputError: a path does not exist there.
    """
    path_rows = cluster.in_one(cluster.frame(pl.DataFrame({"path": list(paths)}), PATHS))
    rows = cluster.map_parts(listing_task, {"paths": path_rows}, {"paths": PATHS}, LISTED, 1)
    problems = cluster.collect(cluster.table_of(rows, "problems", LISTED["problems"]), LISTED["problems"])
    if problems.height:
        raise InputError(f"on the workers of the cluster, {problems['problem'][0]}", problems["remedy"][0])
    files = cluster.collect(cluster.table_of(rows, "files", FILES), FILES).sort("file")
    return files, cluster.collect(cluster.table_of(rows, "set_aside", SET_ASIDE), SET_ASIDE)


def digest_of(files: pl.DataFrame, options: Mapping[str, object]) -> str:
    """Return a hash of what is read: another, or one that has grown, is another corpus."""
    return hashlib.sha256(f"{files.rows()} {sorted(options.items())}".encode()).hexdigest()


def read_documents(
    run: ClusterRun,
    files: pl.DataFrame,
    refused: pl.DataFrame,
    options: Mapping[str, object],
    *,
    run_id: str,
    added_at: str,
) -> None:
    """Read the documents of files, and hold them.

    Args:
        run: the run, with the outlets that are known.
        files: see :func:`files_on_workers`.
        refused: see :func:`files_on_workers`.
        options: arguments of :func:`provenance.readers.read_file`.
        run_id: the run that reads them.
        added_at: when it began.
    """
    cluster, parts = run.cluster, run.parts_of(files.height)
    ranged = cluster.in_ranges(cluster.frame(files, FILES), 1, of="file")
    task = partial(reading_task, run.outlets, dict(options))
    rows = run.steps.rows("reading", "", lambda: cluster.map_rows(task, "files", ranged, FILES, READ, parts))
    records, arriving, unread = (cluster.table_of(rows, name, table) for name, table in READ.items())
    homes = cluster.by_hash(records.select("home", *SHORT_RECORDS.names()), "home", parts)
    decided = run.mapped(
        "dispositions", "", disposition_task, {"short_records": homes}, {"dispositions": DISPOSITIONS}, parts
    )
    frames = {"records": records, "dispositions": cluster.table_of(decided, "dispositions", DISPOSITIONS)}
    documents = run.steps.rows(
        "documents", "", lambda: run.sql("distributed/documents", frames, run_id=run_id, added_at=added_at)
    )
    run.hold("documents", documents)
    refusals = {"set_aside": unread.unionAll(cluster.frame(refused, SET_ASIDE)), "dispositions": frames["dispositions"]}
    run.tables["set_aside"] = run.steps.rows("set_aside", "", lambda: run.sql("distributed/refused", refusals))
    outlet_rows = cluster.by_hash(run.sql("distributed/own_outlets", {"outlets": arriving}), "outlet_id", parts)
    joined = run.mapped(
        "outlets", "", partial(outlet_task, run.outlets), {"outlets": outlet_rows}, {"outlets": OUTLETS}, parts
    )
    own = cluster.collect(cluster.table_of(joined, "outlets", OUTLETS), OUTLETS)
    run.outlets = pl.concat([run.outlets.join(own, on="outlet_id", how="anti"), own]).sort("outlet_id")
    run.count()
