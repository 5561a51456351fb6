"""The engines of one machine: the calling thread alone, threads, processes."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Self, TypeVar

from provenance.threads import Threads, ordered_map

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import ProcessPoolExecutor

Batch = TypeVar("Batch")
Result = TypeVar("Result")


def cores() -> int:
    """Return the number of cores of this machine."""
    return os.cpu_count() or 1


def budgets(batches: Iterable[Batch], count: int) -> Iterator[tuple[Batch, Threads]]:
    """Yield batches with the threads that each may use while others run beside it.

    The first few share the threads with those that have begun before them; later ones have one each, and the last,
    after which nothing begins, has all. So one batch, or the rest of many, leaves no core idle.

    Args:
        batches: one is drawn ahead, which tells the last.
        count: threads in all.
    """
    waiting: list[Batch] = []
    for number, batch in enumerate(batches, start=1):
        for previous in waiting:
            yield previous, Threads(max(1, count // number))
        waiting = [batch]
    for last in waiting:
        yield last, Threads(count)


def unpacked(function: Callable[[Batch, Threads], Result], batch: tuple[Batch, Threads]) -> Result:
    """Return ``function(batch, threads)`` of a pair of the two: a pool hands over one argument."""
    return function(*batch)


def process_pool(count: int) -> ProcessPoolExecutor:
    """Return a pool of spawned processes: a fork would copy the locks of running threads.

    What processes need is imported here, as most commands need none and begin without it.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(count, multiprocessing.get_context("spawn"))


@dataclass(frozen=True)
class Serial:
    """The calling thread alone: the reference that every other engine is held against."""

    threads: Threads = field(default_factory=Threads)

    def map(
        self,
        function: Callable[[Batch, Threads], Result],
        batches: Iterable[Batch],
        *,
        side_by_side: bool = True,  # noqa: ARG002 - one at a time in any case
    ) -> Iterator[Result]:
        """Yield ``function(batch, threads)`` for every batch, in order; see ``Engine``."""
        for batch in batches:
            yield function(batch, self.threads)


@dataclass(frozen=True)
class LocalThreads:
    """Threads of this process: for functions that release the GIL, as compiled loops, polars and numpy do."""

    threads: Threads = field(default_factory=lambda: Threads(cores()))

    def map(
        self, function: Callable[[Batch, Threads], Result], batches: Iterable[Batch], *, side_by_side: bool = True
    ) -> Iterator[Result]:
        """Yield ``function(batch, threads)`` for every batch, in order; see ``Engine``."""
        if not side_by_side:  # in this thread: drawing the next batch meanwhile costs a tenth, as no core is idle
            yield from (function(batch, self.threads) for batch in batches)
            return
        count = self.threads.count
        with ThreadPoolExecutor(count) as pool:
            yield from ordered_map(pool, partial(unpacked, function), budgets(batches, count), count)


class LocalProcesses:
    """Processes of this machine, begun when they are first needed and kept until the engine is closed.

    Use it as a context manager. A process begins with a fresh Python and loads what the function needs, which takes
    seconds: for functions that hold the GIL.
    """

    def __init__(self, threads: Threads | None = None) -> None:
        self.threads = threads or Threads(cores())
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def map(
        self, function: Callable[[Batch, Threads], Result], batches: Iterable[Batch], *, side_by_side: bool = True
    ) -> Iterator[Result]:
        """Yield ``function(batch, threads)`` for every batch, in order; see ``Engine``."""
        count = self.threads.count
        self._pool = self._pool or process_pool(count)
        work = budgets(batches, count) if side_by_side else ((batch, self.threads) for batch in batches)
        yield from ordered_map(self._pool, partial(unpacked, function), work, count if side_by_side else 0)
