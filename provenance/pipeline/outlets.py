"""Outlets that a person adds to a warehouse."""

from __future__ import annotations

from pathlib import Path

from provenance.pipeline.opening import open_for_writing
from provenance.readers.outlets import merged, outlet_file
from provenance.warehouse.schema import note_counts


def add_outlets(file: str | Path, db: str | Path = "provenance.duckdb", *, wait: float = 0.0) -> int:
    """Add outlets from a CSV file to what a warehouse knows, and return their number.

    Names and domains are added to those of an outlet of the same id; other values take the place of what was there.

    Args:
        file: CSV with ``outlet_id`` and ``name``, and any of ``kind``, ``country``, ``owner``, ``aliases``,
            ``bare_aliases``, ``domains`` (lists separated by ``|``).
        db: the database file.
        wait: seconds to wait for another process to let go of the file.

    Raises:
        InputError: the file cannot be read, or lacks ``outlet_id`` or ``name``.

    Example:
        >>> pl.DataFrame({"outlet_id": ["skerry-post"], "name": ["Skerry Post"]}).write_csv("own.csv")
        >>> provenance.add_outlets("own.csv", "own.duckdb")
        1
    """
    outlets = outlet_file(Path(file), origin="file")
    with open_for_writing(db, wait=wait) as warehouse, warehouse.transaction():
        known = warehouse.query("batches/outlets")
        warehouse.run("ledger/outlets_from", {"arriving": merged(known, outlets)})
        note_counts(warehouse)
    return outlets.height
