"""Spark: stages run on the machines of a cluster, reached by Spark Connect. The only importer of pyspark.

Two ways lead there. ``Spark.map`` is the protocol of every engine: batches are drawn here, and their results come back.
``Spark.map_parts`` is for what outgrew one machine: rows stay on the cluster. Each row of a table names the part of the
work that it belongs to; the rows of a part, of several tables, meet on one worker, which calls a pure function with
frames by name and gives frames by name.

Spark has one schema for the rows of a task, so several tables travel as one: a row names its table, and holds its
columns in a struct of that name. Spark has no unsigned numbers: 64 bits are carried as they are in a signed number.
"""

from __future__ import annotations

import pickle
import sys
import warnings
from functools import partial
from importlib.machinery import ModuleSpec
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import polars as pl

from provenance.engines.carried_rows import carried_table, restored_rows, row_schema, spark_type
from provenance.engines.cluster_errors import check_answers, check_versions, raised_in_words
from provenance.engines.common_sql import common_statements
from provenance.engines.local import budgets, cores
from provenance.engines.worker_calls import called, run_part, run_rows, worker_version
from provenance.errors import EngineError, MissingExtraError
from provenance.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from provenance.tables import Table

Batch = TypeVar("Batch")
Result = TypeVar("Result")

CONFIGURATION = {
    "spark.sql.ansi.enabled": "false",  # sums of hashes go round, as they do elsewhere
    "spark.sql.session.timeZone": "UTC",
}


class Spark:
    """An engine whose functions run on a cluster, and the tables that lie there.

    Args:
        address: of a Spark Connect server: ``sc://host:15002``.
        archive: a packed environment (venv-pack, conda-pack) that is sent to the workers.
        threads: what a call in this process may use.

    Raises:
        MissingExtraError: pyspark is not installed.
        EngineError: there is no such server, or it cannot run the stages.
    """

    def __init__(self, address: str, archive: Path | None = None, threads: Threads | None = None) -> None:
        self.address = address
        self.threads = threads or Threads(cores())
        self.session = connected(address)
        if archive:
            ship(self.session, archive)
        with raised_in_words(address):
            check_versions(self.session.version, self._worker_versions())

    def _worker_versions(self) -> set[str]:
        call = self.session.range(1).mapInArrow(worker_version, "version string")
        return set(call.toArrow().column(0).to_pylist())

    def close(self) -> None:
        """End the session; what has been written stays."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.session.stop()

    def __enter__(self) -> Spark:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    # -- the protocol of engines --------------------------------------------------------------------------------------

    def map(
        self, function: Callable[[Batch, Threads], Result], batches: Iterable[Batch], *, side_by_side: bool = True
    ) -> Iterator[Result]:
        """Yield ``function(batch, threads)`` for every batch, in order; see ``Engine``."""
        count = self.threads.count if side_by_side else 1
        work = budgets(batches, count) if side_by_side else ((batch, self.threads) for batch in batches)
        while window := list(islice(work, count)):
            for result in self._results(function, window):
                if isinstance(result, Exception):
                    raise result
                yield result

    def _results(self, function: Any, window: list[Any]) -> list[Any]:
        import pyarrow as pa

        calls = pa.table({"position": range(len(window)), "call": [pickle.dumps(batch) for batch in window]})
        with raised_in_words(self.address):
            rows = self.session.createDataFrame(calls).mapInArrow(
                partial(called, function), "position long, call binary"
            )
            answers = rows.toArrow().sort_by("position")
        return [pickle.loads(answer) for answer in answers.column("call").to_pylist()]

    # -- tables on the cluster ----------------------------------------------------------------------------------------

    def frame(self, rows: pl.DataFrame, table: Table) -> Any:
        """Return rows of this process as a frame of the cluster."""
        types = ", ".join(f"`{column.name}` {spark_type(column.type)}" for column in table.columns)
        if rows.is_empty():
            return self.session.createDataFrame([], types)
        return self.session.createDataFrame(carried_table(rows, table), types)

    def collect(self, frame: Any, table: Table) -> pl.DataFrame:
        """Return the rows of a frame of the cluster, which are few."""
        with raised_in_words(self.address):
            return restored_rows(frame.select(*table.names()).toArrow(), table)

    def count(self, frame: Any) -> int:
        """Return the number of rows of a frame of the cluster."""
        with raised_in_words(self.address):
            return int(frame.count())

    def read(self, path: str, columns: str = "") -> Any:
        """Return the rows of a Parquet folder; of one that was written without a row, with ``columns`` alone."""
        with raised_in_words(self.address):
            reader = self.session.read
            return (reader.schema(columns) if columns else reader).parquet(path)

    def columns_of(self, frame: Any) -> str:
        """Return the columns of a frame and their types, as :meth:`read` takes them."""
        with raised_in_words(self.address):
            return ", ".join(f"`{column.name}` {column.dataType.simpleString()}" for column in frame.schema.fields)

    def written_columns(self, path: str) -> str:
        """Return the columns of a Parquet folder, as :meth:`read` takes them; none where no row was written."""
        try:
            return self.columns_of(self.read(path))
        except EngineError:
            return ""

    def write(self, frame: Any, path: str, parts: int = 0) -> None:
        """Write a frame as a Parquet folder, in the place of what stands there."""
        with raised_in_words(self.address):
            (frame.coalesce(parts) if parts else frame).write.mode("overwrite").parquet(path)

    def view(self, name: str, frame: Any) -> None:
        """Let SQL read a frame by the name of a table (``internal.blocks``)."""
        with raised_in_words(self.address):
            frame.createOrReplaceTempView(name.replace(".", "_"))

    def script(self, text: str, values: Mapping[str, object]) -> Any:
        """Return the rows of the last statement of common SQL; temporary tables become views on the way."""
        views: dict[str, Any] = {}
        frame = None
        with raised_in_words(self.address):
            for statement in common_statements(text, values):
                frame = self.session.sql(statement.query)
                if statement.target:
                    if statement.adds and statement.target in views:
                        frame = views[statement.target].unionAll(frame)
                    views[statement.target] = frame
                    frame.createOrReplaceTempView(statement.target)
        return frame

    def map_parts(
        self, function: Any, frames: Mapping[str, Any], inputs: Mapping[str, Table], outputs: Mapping[str, Table],
        parts: int,
    ) -> Any:  # fmt: skip
        """Return what a function gives for every part, as rows of several tables (see :meth:`table_of`).

        All rows of a part, whatever their table, are handed to one call: Spark promises that of groups alone.

        Args:
            function: pure and picklable: takes the number of a part and its frames by name, and yields frames by name.
            frames: frames of the cluster by name; beside the columns of their table they have ``part``.
            inputs: the tables of the frames, by the same names.
            outputs: the tables of the answer, by name.
            parts: into how many partitions parts are gathered, at most.
        """
        work = partial(run_part, function, dict(inputs), dict(outputs))
        with raised_in_words(self.address):
            rows = self._united(frames, inputs).repartition(max(1, parts), "part")
            return rows.groupBy("part").applyInArrow(lambda table: work(table), row_schema(outputs))  # noqa: PLW0108 - no hints

    def map_rows(
        self, function: Any, name: str, frame: Any, table: Table, outputs: Mapping[str, Table], parts: int
    ) -> Any:  # fmt: skip
        """Return what a function gives for every row of one frame, which is a part of its own: as :meth:`map_parts`.

        What it yields leaves the worker piece by piece, so that a row may stand for a large file.
        """
        work = partial(run_rows, function, {name: table}, dict(outputs))
        with raised_in_words(self.address):
            rows = self._united({name: frame}, {name: table}).repartition(max(1, parts), "part")
            return rows.mapInArrow(work, row_schema(outputs))

    def table_of(self, rows: Any, name: str, table: Table) -> Any:
        """Return the rows of one table out of rows of several."""
        from pyspark.sql import functions

        with raised_in_words(self.address):
            rows_of_table = rows.where(functions.col("frame") == name)
            return rows_of_table.select(*(functions.col(f"{name}.{column}").alias(column) for column in table.names()))

    def in_ranges(self, frame: Any, size: int, of: str = "document") -> Any:
        """Return a frame whose parts are ranges of a whole number."""
        from pyspark.sql import functions

        return frame.withColumn("part", functions.floor(functions.col(of) / size))

    def by_hash(self, frame: Any, column: str, parts: int) -> Any:
        """Return a frame whose rows with the same value of a column are in one part."""
        from pyspark.sql import functions

        return frame.withColumn("part", functions.abs(functions.xxhash64(column) % parts))

    def in_one(self, frame: Any) -> Any:
        """Return a frame whose rows are all in one part."""
        from pyspark.sql import functions

        return frame.withColumn("part", functions.lit(0))

    def in_parts(self, frame: Any, members: Any) -> Any:
        """Return a frame whose rows are in every part that has their document (``document`` and ``part``)."""
        return frame.join(members.select("document", "part"), on="document")

    def without_texts(self, frame: Any) -> Any:
        """Return a frame of documents whose texts are empty, where nothing reads them."""
        from pyspark.sql import functions

        return frame.withColumn("text", functions.lit(""))

    def of_left(self, frame: Any, members: Any) -> Any:
        """Return a frame of pairs in every part that has their left document (``document`` and ``part``)."""
        return frame.join(members.select("document", "part").withColumnRenamed("document", "left"), on="left")

    def _united(self, frames: Mapping[str, Any], inputs: Mapping[str, Table]) -> Any:
        """Return rows of several tables as rows of one."""
        united = None
        for name, frame in frames.items():
            rows = frame.select(*carried_columns(name, inputs))
            united = rows if united is None else united.unionAll(rows)
        return united


def carried_columns(name: str, tables: Mapping[str, Table]) -> list[Any]:
    """Return the columns of rows of several tables: the part, the table's name, and a struct for each table."""
    from pyspark.sql import functions

    columns = [functions.col("part").cast("bigint").alias("part"), functions.lit(name).alias("frame")]
    for column_name, table in tables.items():
        types = {column.name: spark_type(column.type) for column in table.columns}
        if column_name == name:
            columns.append(
                functions.struct(*(functions.col(c).cast(t).alias(c) for c, t in types.items())).alias(column_name)
            )
        else:
            fields = ", ".join(f"`{column}`: {type_name}" for column, type_name in types.items())
            columns.append(functions.lit(None).cast(f"struct<{fields}>").alias(column_name))
    return columns


def connected(address: str) -> Any:
    """Return a session of its own at a Spark Connect server.

    Raises:
        MissingExtraError: pyspark is not installed.
        EngineError: nothing answers there.
    """
    try:
        name_main_module()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pyspark.sql.connect.session import SparkSession
    except ImportError as error:
        raise MissingExtraError(
            f"Spark is reached by a library that is not installed ({error})", "pip install 'news-provenance[spark]'"
        ) from None
    check_answers(address)
    with raised_in_words(address), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = SparkSession.builder.remote(address).create()
        for name, value in CONFIGURATION.items():
            session.conf.set(name, value)
    return session


def name_main_module() -> None:
    """Let the main module have a name where it has neither that nor a file, as in embedded interpreters.

    pyspark takes such a process for one that runs its own tests, looks for a whole Spark, and ends it.
    """
    main_module = sys.modules["__main__"]
    if main_module.__spec__ is None and not hasattr(main_module, "__file__"):
        main_module.__spec__ = ModuleSpec("__main__", None)


def ship(session: Any, archive: Path) -> None:
    """Send a packed environment to the workers, and have them run its Python."""
    if not archive.is_file():
        raise EngineError(f"there is no archive {archive}", "make one: pip install venv-pack; venv-pack -o FILE")
    with raised_in_words(str(archive)):
        session.addArtifacts(f"{archive}#environment", archive=True)
        session.conf.set("spark.sql.execution.pyspark.python", "environment/bin/python")
