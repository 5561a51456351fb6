"""Snapshots: an atomic copy of a warehouse, for those who read while one process writes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from provenance.errors import LockedError, UsageError, WarehouseError
from provenance.warehouse.warehouse import Warehouse

COPY = "import os, shutil, sys; shutil.copyfile(sys.argv[1], sys.argv[2]); os.fsync(os.open(sys.argv[2], os.O_RDWR))"


def snapshot(file: str | Path, db: str | Path | Warehouse = "provenance.duckdb", *, wait: float = 0.0) -> int:
    """Copy a warehouse as it now is to a file, whole or not at all, and return the bytes of the copy.

    Others can read the copy while the warehouse is being written. A copy of before that others are reading stays what
    it is for them.

    Args:
        file: the copy; an older one is replaced once the new one is complete.
        db: the database file, or a warehouse that this process has open (outside a transaction).
        wait: seconds to wait for another process to let go of the file.

    Raises:
        UsageError: the copy is the database itself, or would replace what is no warehouse.
        WarehouseError: the copy cannot be written; see also :meth:`Warehouse.open`.

    Example:
        >>> provenance.snapshot("for-readers.duckdb", "provenance.duckdb") > 1_000_000
        True
    """
    if isinstance(db, Warehouse):
        return copied(db, Path(file))
    with Warehouse.open(db, read_only=not log_of(Path(db)).exists(), wait=wait) as warehouse:
        return copied(warehouse, Path(file))


def log_of(db: Path) -> Path:
    """Return the file in which DuckDB keeps what it has not written into a database yet."""
    return db.with_name(f"{db.name}.wal")


def refuse_other(target: Path, db: Path) -> None:
    """Refuse to replace what is no older copy: the database itself, a device, a pipe, a folder, any other file.

    Raises:
        UsageError: it is one of these.
        LockedError: somebody is writing it.
    """
    if not os.path.lexists(target):
        return
    if target.exists() and target.samefile(db):
        raise UsageError(f"{target} is the database itself", "name another file")
    try:
        if target.is_file():
            Warehouse.open(target, tolerant=True).close()
            return
    except LockedError:
        raise
    except WarehouseError:
        pass
    raise UsageError(f"{target} is there, and is no copy of a warehouse: it stays", "name another file, or remove it")


def copied(warehouse: Warehouse, target: Path) -> int:
    """Copy an open warehouse.

    A process that closes a file gives up its locks on it, however often it has it open: so another process copies.
    """
    refuse_other(target, warehouse.path)
    if not warehouse.read_only:
        warehouse.run("ledger/checkpoint")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        ran = subprocess.run(  # noqa: S603 - this Python, and two paths that nothing interprets
            [sys.executable, "-I", "-S", "-c", COPY, str(warehouse.path.absolute()), str(part.absolute())],
            capture_output=True,
            text=True,
            check=False,
        )
        if ran.returncode:
            why = (ran.stderr.strip().splitlines() or ["the copy was interrupted"])[-1]
            raise WarehouseError(f"{target} cannot be written: {why}", "name another file")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target.stat().st_size
