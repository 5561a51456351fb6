"""The limits of a call: how many threads and how much memory it may take."""

from __future__ import annotations

import re
from dataclasses import dataclass

from provenance.errors import UsageError
from provenance.threads import Threads

USUAL_MEMORY = 4_000_000_000
"""Bytes for which batches, caches and DuckDB's own limit are sized where nothing else is asked for."""

LEAST_MEMORY = 1_000_000_000
"""The least that can be asked for: a Python process with what it loads takes half of it."""

BYTE_COUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:([kmgt])?(i)?b?)?", re.IGNORECASE)


@dataclass(frozen=True)
class Limits:
    """How many threads and how much memory a call may take. The results depend on neither.

    The memory is what batches, caches and DuckDB are sized by. It is no wall: what grows with the number of documents
    (a cleaning keeps some three kilobytes of each) is not bounded by it.

    Attributes:
        threads: most threads; 0: one per core.
        memory: bytes.

    Raises:
        UsageError: less than one thread, or less than the least memory.
    """

    threads: int = 0
    memory: int = USUAL_MEMORY

    def __post_init__(self) -> None:
        if self.threads < 0:
            raise UsageError(
                f"a call needs at least one thread, not {self.threads}", "leave --threads out: one per core"
            )
        if self.memory < LEAST_MEMORY:
            raise UsageError(
                f"{self.memory:,} bytes of memory do not suffice",
                f"give at least {LEAST_MEMORY // 10**6} MB: --memory 1GB",
            )

    def share(self, usual: int) -> int:
        """Return the size of what is usually of this size: less with less memory, and never more."""
        return max(1, usual * min(self.memory, USUAL_MEMORY) // USUAL_MEMORY)

    def duckdb_options(self) -> dict[str, str | bool | int | float | list[str]]:
        """Return the configuration of a DuckDB connection: half of the memory; beyond it, DuckDB spills to a file."""
        options: dict[str, str | bool | int | float | list[str]] = {"memory_limit": f"{self.memory // 2_000_000}MB"}
        return options | ({"threads": str(self.threads)} if self.threads else {})

    def thread_budget(self, cores: int) -> Threads:
        """Return the threads of the call.

        Args:
            cores: of the machine.
        """
        return Threads(self.threads or cores)


NO_LIMITS = Limits()
"""What a call takes where nothing is asked for."""


def limits_of(threads: int | None, memory: int | str | None) -> Limits:
    """Return limits that are written as a person writes them; what is None is as usual.

    Args:
        threads: most threads.
        memory: bytes, also as ``2GB`` or ``1.5GiB``.

    Raises:
        UsageError: one is no number, or too little.
    """
    if threads is not None and threads < 1:
        raise UsageError(f"{threads} threads cannot be had", "leave --threads out: one per core")
    return Limits(threads or 0, USUAL_MEMORY if memory is None else byte_count(memory))


def byte_count(size: int | str) -> int:
    """Return a number of bytes that is written as ``500MB`` or ``2GiB``.

    Raises:
        UsageError: it is none.
    """
    match = BYTE_COUNT.fullmatch(str(size).strip())
    if not match:
        raise UsageError(f"{size!r} is no size", "write it as a number of bytes, or as 500MB or 2GiB")
    base = 1024 if match[3] else 1000
    return int(float(match[1]) * base ** " kmgt".index((match[2] or " ").lower()))
