"""The folder that a run on a cluster left becomes a database: its rows, and the marks of the stages that made them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.engines.carried_rows import restored_rows
from provenance.errors import InputError
from provenance.pipeline import registry
from provenance.pipeline.distributed.carried_tables import (
    DONE_STAGES,
    LAGS,
    MADE_BY,
    STORED_DOCUMENTS,
    STORED_SETTINGS,
    USUAL_LAGS,
)
from provenance.pipeline.distributed.steps import FINISHED
from provenance.pipeline.distributed.trace_on_spark import COMPLETE
from provenance.pipeline.opening import take_outlets
from provenance.pipeline.stage import WITH_RUN
from provenance.tables import BOILERPLATE, OUTLETS, REJECTIONS, SET_ASIDE, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provenance.warehouse.warehouse import Warehouse

CHUNK_DOCUMENTS = 200_000
"""Documents whose rows are taken in at once; changes no result."""


class ClusterFolder:
    """A folder that a run on a cluster left, on this machine.

    Args:
        path: the folder.

    Raises:
        InputError: it is none, or the run has not come to its end.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        marks = [self._mark(mark) for mark in sorted((path / "finished").iterdir()) if mark.is_dir()]
        self.attempts = {mark["step"]: mark["attempt"] for mark in marks if mark}
        if COMPLETE not in self.attempts:
            raise InputError(
                f"{path} holds a run that has not come to its end",
                "run the same trace again: it goes on where it ended",
            )

    def _mark(self, folder: Path) -> dict[str, str] | None:
        """Return the mark of a step; None where it was being written when the run ended."""
        try:
            rows = pl.read_parquet(sorted(folder.glob("*.parquet")), glob=False)
        except (pl.exceptions.PolarsError, OSError, ValueError):
            return None
        return rows.select(FINISHED.names()).row(0, named=True) if rows.height == 1 else None

    def rows(
        self, step: str, table: Table, name: str | None = None, first: int = 0, stop: int | None = None
    ) -> pl.DataFrame:
        """Return the rows of one table that a step wrote.

        Args:
            step: its name.
            table: the table.
            name: of the table, where the step wrote several.
            first: least key of the documents.
            stop: key after the greatest; None for all rows.
        """
        import pyarrow as pa

        files = sorted((self.path / "rows" / self.attempts[step]).glob("*.parquet")) if step in self.attempts else []
        frames = [part for file in files if (part := self._of_file(file, table, name, first, stop)).height]
        try:
            return pl.concat(frames) if frames else table.empty()
        except (pa.ArrowException, pl.exceptions.PolarsError) as error:
            raise damaged(self.path, error) from error

    def _of_file(self, file: Path, table: Table, name: str | None, first: int, stop: int | None) -> pl.DataFrame:
        """Return the rows of one table in one file."""
        try:
            lazy = pl.scan_parquet(file, glob=False)
            if name:
                lazy = lazy.filter(pl.col("frame") == name).select(pl.col(name)).unnest(name)
            if stop is not None:
                key = next(column for column in ("document", "left") if column in table.names())
                lazy = lazy.filter(pl.col(key).is_between(first, stop, closed="left"))
            return restored_rows(lazy.select(table.names()).collect().to_arrow(), table)
        except (pl.exceptions.PolarsError, OSError) as error:
            raise damaged(self.path, error) from error


def damaged(path: Path, error: Exception) -> InputError:
    """Return the error of a folder that cannot be read."""
    return InputError(f"{path} cannot be read: {error}", "copy it from the cluster again, or have it made again")


def is_cluster_folder(path: Path) -> bool:
    """Return whether a folder is what a run on a cluster left."""
    return (path / "finished").is_dir() and (path / "rows").is_dir()


def settings_rows(folder: ClusterFolder) -> pl.DataFrame:
    """Return the settings of a run."""
    return folder.rows("settings", STORED_SETTINGS)


def take_in(warehouse: Warehouse, folder: ClusterFolder) -> None:
    """Insert everything that a run on a cluster computed, with the marks of its stages.

    Stages whose inputs are others in this release are not marked as done: they are run again.
    """
    made_by = folder.rows(COMPLETE, MADE_BY)
    run_id, ranges = made_by["run_id"][0], key_ranges(folder)
    with warehouse.transaction():
        warehouse.run("distributed/note_run", {"made_by": made_by})
        take_outlets(warehouse, folder.rows("own_outlets", OUTLETS))
        warehouse.run("ledger/note_outlets")
        refusals = folder.rows("set_aside", SET_ASIDE).sort(pl.all())
        warehouse.insert("set_aside", refusals.with_columns(run_id=pl.lit(run_id)))
        for first, stop in ranges:
            warehouse.insert(
                "internal.documents", folder.rows("documents", STORED_DOCUMENTS, None, first, stop).sort("document")
            )
        for stage in registry.STAGES:
            for table in stage.writes:
                insert_table(warehouse, folder, stage.name, table, run_id, ranges)
        capped = folder.rows("large_buckets", REJECTIONS)
        warehouse.insert("internal.rejections", capped.with_columns(run_id=pl.lit(run_id)))
        warehouse.insert("internal.lags", folder.rows("lags", LAGS, "lags").sort("document"))
        warehouse.insert("internal.usual_lags", folder.rows("usual_lags", USUAL_LAGS).sort("outlet_id"))
        mark_stages(warehouse, folder)


def key_ranges(folder: ClusterFolder) -> list[tuple[int, int]]:
    """Return ranges of keys that together hold all documents."""
    keys = Table("documents", "", STORED_DOCUMENTS.columns[:1])
    last = folder.rows("documents", keys)["document"].max() or 0
    starts = range(0, int(last) + 1, CHUNK_DOCUMENTS)  # type: ignore[arg-type]
    return [(first, first + CHUNK_DOCUMENTS) for first in starts]


def insert_table(
    warehouse: Warehouse, folder: ClusterFolder, step: str, name: str, run_id: str, ranges: list[tuple[int, int]]
) -> None:
    """Insert the rows of one table that a stage wrote, a range of keys at a time where it has them."""
    columns, short = registry.stage(step).writes[name], name.removeprefix("internal.")
    inner = None if columns is BOILERPLATE else short
    run = [pl.lit(run_id).alias("run_id")] if name in WITH_RUN else []
    has_keys = {"document", "left"} & set(columns.names())
    for first, stop in ranges if has_keys else [(0, None)]:
        rows = folder.rows(step, columns, inner, first, stop)
        rows = rows.sort([column for column in rows.columns if not isinstance(rows.schema[column], pl.List)])
        if short == "vectors":
            rows = rows.unique("text_hash", keep="first", maintain_order=True)
        warehouse.insert(name, rows.with_columns(run))


def mark_stages(warehouse: Warehouse, folder: ClusterFolder) -> None:
    """Note which stages have been done for all documents, on which inputs."""
    documents: Mapping[str, Any] = {"batch": warehouse.query("todo/keys").select("document")}
    for stage, fingerprint in folder.rows("stages", DONE_STAGES).iter_rows():
        warehouse.run("ledger/mark", documents, stage=stage, fingerprint=fingerprint)
