"""Import: the folder of Parquet files that an export wrote becomes a database again."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from provenance.errors import InputError, UsageError
from provenance.pipeline.distributed.taking_in import ClusterFolder, is_cluster_folder, settings_rows, take_in
from provenance.pipeline.opening import open_for_writing, take_outlets
from provenance.pipeline.runs import Summary, record_run
from provenance.pipeline.trace import analyse
from provenance.progress import Progress, notebook_progress
from provenance.readers.streams import EXPANSION_FLOOR, MAX_EXPANSION
from provenance.settings import DECLARED, TRACE_GROUPS, Settings, with_numbers
from provenance.warehouse import sql_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.warehouse.warehouse import Warehouse

INPUT_TABLES = ("documents", "records", "own_outlets", "rulings", "runs", "set_aside", "settings")
"""The tables of an export that a database is made of again; all others are computed from them."""
COMPUTED_TABLES = (
    "documents", "derivations", "unseen_sources", "chains", "matches", "passages", "repeats", "credits",
    "attributed_spans",
)  # fmt: skip
"""The tables that are held against those of the export afterwards."""
RUN_COLUMNS = ("run_id",)
"""Columns that tell the run that computed a row, which is another one."""


@dataclass(repr=False)
class Imported(Summary):
    """What an import did.

    Attributes:
        differing: the tables of the folder that the new database holds other rows of, with how many.
        compared: how many tables were compared.
    """

    differing: dict[str, int] = field(default_factory=dict)
    compared: int = 0


def import_folder(
    folder: str | Path, db: str | Path = "provenance.duckdb", *, progress: Progress = notebook_progress
) -> Imported:
    """Make a database of a folder of Parquet files: what an export wrote, or what a run on a cluster left.

    Of an export (``export --as parquet-folder``), what was read, ruled and set aside is taken over with its settings;
    all else is computed again by this release, and held against the folder. What a cluster has computed
    (:func:`trace_on_spark`) is taken over as it is; only what this release computes otherwise is computed again.

    Args:
        folder: the folder.
        db: the new database file.
        progress: see :func:`trace`.

    Raises:
        InputError: the folder is none of these, or a file of it cannot be read.
        UsageError: there is such a database already.

    Example:
        >>> _ = provenance.export("tables", "provenance.duckdb", form="parquet-folder")
        >>> provenance.import_folder("tables", "again.duckdb").differing
        {}
    """
    target = Path(db)
    if target.exists():
        raise UsageError(f"{target} is there already", "name a file that is not there: --db FILE")
    if is_cluster_folder(Path(folder)):
        return import_cluster_folder(ClusterFolder(Path(folder)), target, progress)
    frames = {name: table_of(Path(folder), name) for name in INPUT_TABLES}
    try:
        with whole_database(target, frames["settings"]) as warehouse:
            insert_inputs(warehouse, frames)
    except (pl.exceptions.PolarsError, KeyError, ValueError) as error:
        raise not_ours(Path(folder), str(error)) from error
    with open_for_writing(target) as warehouse:
        with record_run(warehouse, "import") as summary:
            summary.added = summary.before["documents"]
            analyse(warehouse, summary.run_id, progress)
        differing = {name: count for name in COMPUTED_TABLES if (count := difference(warehouse, Path(folder), name))}
    return Imported(**vars(summary), differing=differing, compared=len(COMPUTED_TABLES))


def import_cluster_folder(folder: ClusterFolder, target: Path, progress: Progress) -> Imported:
    """Make a database of what a run on a cluster left."""
    with whole_database(target, settings_rows(folder)) as warehouse:
        take_in(warehouse, folder)
    with open_for_writing(target) as warehouse, record_run(warehouse, "import") as summary:
        summary.added = summary.before["documents"]
        analyse(warehouse, summary.run_id, progress)
    return Imported(**vars(summary))


@contextmanager
def whole_database(target: Path, settings: pl.DataFrame) -> Iterator[Warehouse]:
    """Give a new database, which stands at its place when all is in it, and nowhere where that fails.

    Args:
        target: its place.
        settings: rows of ``name`` and ``value``.
    """
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        with open_for_writing(part, settings_of(settings)) as warehouse:
            yield warehouse
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    part.rename(target)


def table_of(folder: Path, name: str) -> pl.DataFrame:
    """Return a table of an export.

    Raises:
        InputError: it is not there, or is no Parquet file, or holds far more than its size says.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / f"{name}.parquet"
    try:
        metadata = pq.read_metadata(path)
        size = sum(metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups))
        if size > EXPANSION_FLOOR + MAX_EXPANSION * path.stat().st_size:
            raise not_ours(folder, f"{path.name} would grow to {size:,} bytes")
        return pl.read_parquet(path, glob=False)
    except (OSError, pa.ArrowException, pl.exceptions.PolarsError) as error:
        raise not_ours(folder, f"{path.name}: {error}") from error


def not_ours(folder: Path, problem: str) -> InputError:
    """Return the error of a folder that no export wrote, or that is damaged."""
    return InputError(
        f"{folder} is not a whole export: {problem}", "make one: provenance export -o FOLDER --as parquet-folder"
    )


def settings_of(rows: pl.DataFrame) -> Settings:
    """Return the settings of an export."""
    numbers = {name: value for name, value in rows.select("name", "value").iter_rows() if name in DECLARED}
    return with_numbers(Settings(), numbers, TRACE_GROUPS)


def insert_inputs(warehouse: Warehouse, frames: dict[str, pl.DataFrame]) -> None:
    """Insert what was read and ruled."""
    texts = frames["documents"].select(
        "document_id", "text", bytes=pl.col("text").str.len_bytes().cast(pl.Int32),
        length=pl.col("text").str.len_chars().cast(pl.Int32),
    )  # fmt: skip
    documents = (
        frames["records"]
        .join(texts, on="document_id", how="inner", validate="1:1")
        .sort("document_id")
        .with_row_index("document", offset=1)
    )
    if documents.height != frames["records"].height:
        raise ValueError("documents and records are not of the same documents")
    with warehouse.transaction():
        warehouse.insert("runs", frames["runs"].with_columns(status=pl.lit("copied")))
        for table in ("set_aside", "rulings"):
            warehouse.insert(table, frames[table])
        take_outlets(warehouse, frames["own_outlets"])
        warehouse.insert("internal.documents", documents)


def difference(warehouse: Warehouse, folder: Path, name: str) -> int:
    """Return how many rows of a table are only in the database or only in the folder."""
    takes = {parameter.name for parameter in sql_files.query(f"exports/{name}").parameters}
    values = {"documents": None} if "documents" in takes else {}
    present = warehouse.query(f"exports/{name}", None, **values).drop(RUN_COLUMNS, strict=False)
    exported = table_of(folder, name).drop(RUN_COLUMNS, strict=False)
    if present.columns != exported.columns:
        return max(present.height, exported.height)
    rows, theirs = (
        frame.select(pl.struct(pl.all()).struct.json_encode().alias("row")).group_by("row").len()
        for frame in (present, exported)
    )
    both = rows.join(theirs, on="row", how="full", coalesce=True).fill_null(0)
    return int((both["len"] - both["len_right"]).abs().sum())
