"""A warehouse opened for writing: made where there is none, with the outlets and settings that it is to have."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.readers.outlets import outlet_file
from provenance.resources import sql_folder
from provenance.settings import TRACE_GROUPS, Settings, with_numbers
from provenance.warehouse.warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Mapping

    Numbers = Settings | Mapping[str, str | float]


def open_for_writing(db: str | Path, settings: Numbers | None = None, wait: float = 0.0) -> Warehouse:
    """Return a warehouse open for writing, made where there is none, with the outlets that ship with this release.

    Args:
        db: the database file.
        settings: all settings, or some by name; those not given are the file's, or the defaults for a new file.
        wait: seconds to wait for another process to let go of the file.
    """
    if settings is not None and not isinstance(settings, Settings):
        settings = complete(settings, Path(db), wait)
    warehouse = Warehouse.open(db, create=True, read_only=False, settings=settings, wait=wait)
    file = sql_folder() / "seeds" / "outlets.csv"
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
    if warehouse.stored_settings().get("outlets") != digest:
        with warehouse.transaction():
            warehouse.run("ledger/seed_outlets", {"arriving": outlet_file(file, origin="seed")})
            warehouse.run("ledger/note_setting", name="outlets", value=digest)
    return warehouse


def complete(numbers: Mapping[str, str | float], db: Path, wait: float) -> Settings:
    """Return settings of which only some are given: the others are those of the file, or the defaults."""
    if not db.exists():
        return with_numbers(Settings(), numbers, TRACE_GROUPS)
    with Warehouse.open(db, wait=wait) as warehouse:
        return with_numbers(warehouse.settings(), numbers, TRACE_GROUPS)
