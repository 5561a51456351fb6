"""A warehouse opened for writing: made where there is none, with the outlets and settings that it is to have."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from provenance.errors import DamagedError, NoWarehouseError, UsageError
from provenance.limits import NO_LIMITS
from provenance.pipeline import registry
from provenance.readers.outlets import outlet_file
from provenance.resources import sql_folder
from provenance.settings import TRACE_GROUPS, Settings, with_numbers
from provenance.warehouse.schema import lost_rows, note_counts, note_settings
from provenance.warehouse.warehouse import IN_MEMORY, Warehouse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from provenance.limits import Limits

    Numbers = Settings | Mapping[str, str | float]
    Db = str | Path | Warehouse


@contextmanager
def writing(
    db: Db, settings: Numbers | None = None, wait: float = 0.0, limits: Limits = NO_LIMITS
) -> Iterator[Warehouse]:
    """Give a warehouse to write into: a file that is closed afterwards, or one that is open and stays open.

    Args:
        db: the database file, made where there is none; or a warehouse that is open for writing. One in memory
            (``:memory:``) stays open, too.
        settings: see :func:`open_for_writing`.
        wait: see :func:`open_for_writing`.
        limits: see :func:`open_for_writing`.

    Raises:
        UsageError: the warehouse that is handed over is open for reading, or settings are given beside it.
    """
    if not isinstance(db, Warehouse):
        opened = open_for_writing(db, settings, wait, limits)
        with nullcontext() if opened.path == IN_MEMORY else opened:
            yield opened
        return
    if db.read_only:
        raise UsageError(
            f"the warehouse {db.path} is open for reading", "name its file, or open it with read_only=False"
        )
    if settings is not None:
        raise UsageError("settings are those of the warehouse that is handed over", "leave settings out")
    seed_outlets(db)
    yield db


def open_for_writing(
    db: str | Path, settings: Numbers | None = None, wait: float = 0.0, limits: Limits = NO_LIMITS
) -> Warehouse:
    """Return a warehouse open for writing, made where there is none, with the outlets that ship with this release.

    Args:
        db: the database file.
        settings: all settings, or some by name; those not given are the file's, or the defaults for a new file.
        wait: seconds to wait for another process to let go of the file.
        limits: the memory and threads that the warehouse, and what works on it, may take.
    """
    if settings is not None and not isinstance(settings, Settings):
        settings = complete(settings, Path(db), wait)
    warehouse = Warehouse.open(
        db, create=True, read_only=False, settings=settings, wait=wait, tolerant=True, limits=limits
    )
    mend(warehouse)
    seed_outlets(warehouse)
    return warehouse


def mend(warehouse: Warehouse) -> None:
    """Have done again what wrote rows that are missing, or that nobody of ours has written, since the last run.

    Outlets that are missing are put back.

    Raises:
        DamagedError: rulings are missing, which nothing can compute again.
    """
    differences = lost_rows(warehouse)
    if not differences:
        return
    expected, present = differences.get("rulings", (0, 0))
    if present < expected:
        raise DamagedError(
            f"{warehouse.path} holds {present:,} rulings, its last run left {expected:,}",
            "restore it from a copy, or go on with what is left in a new file: provenance rerun --into NEW.duckdb",
        )
    ledger, documents = registry.ledger(warehouse), warehouse.query("todo/keys")
    with warehouse.transaction():
        for stage in registry.STAGES:
            if any(table.removeprefix("internal.") in differences for table in stage.writes):
                ledger.reopen(stage.name, documents)
        if "outlets" in differences:
            warehouse.run("ledger/put_back_outlets")
            ship_outlets(warehouse)
        note_counts(warehouse)


def seed_outlets(warehouse: Warehouse) -> None:
    """Let a warehouse have the outlets that ship with this release."""
    file = sql_folder() / "seeds" / "outlets.csv"
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
    if warehouse.stored_settings().get("outlets") != digest:
        with warehouse.transaction():
            ship_outlets(warehouse)
            note_settings(warehouse, {"outlets": digest})


def ship_outlets(warehouse: Warehouse) -> None:
    """Write the outlets that ship with this release; a person's own stay."""
    file = sql_folder() / "seeds" / "outlets.csv"
    warehouse.run("ledger/seed_outlets", {"arriving": outlet_file(file, origin="seed")})


def complete(numbers: Mapping[str, str | float], db: Path, wait: float) -> Settings:
    """Return settings of which only some are given: the others are those of the file, or the defaults."""
    if not db.exists() or not db.stat().st_size:
        return with_numbers(Settings(), numbers, TRACE_GROUPS)
    try:
        with Warehouse.open(db, wait=wait, tolerant=True) as warehouse:
            return with_numbers(warehouse.settings(), numbers, TRACE_GROUPS)
    except NoWarehouseError:  # a run was killed before it had made anything of the file
        return with_numbers(Settings(), numbers, TRACE_GROUPS)


def take_outlets(warehouse: Warehouse, outlets: pl.DataFrame) -> None:
    """Let a warehouse have the outlets of another that did not ship with a release; what shipped with this one stays.

    Args:
        warehouse: open for writing, in a transaction.
        outlets: the columns of ``exports/own_outlets``.
    """
    shipped = warehouse.query("batches/outlets")["outlet_id"].implode()
    arriving = outlets.filter((pl.col("origin") != "data") | ~pl.col("outlet_id").is_in(shipped))
    warehouse.run("ledger/outlets_from", {"arriving": arriving})
