"""The thread budget of a call: how many threads a pure function may use."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor, Future

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Threads:
    """How many threads a call may use.

    An engine decides it and hands it to each call; the call hands it down. Nothing below an engine asks how many cores
    the machine has. The results never depend on it. A plain value, so that it can be pickled with the call.

    Attributes:
        count: at least 1; with 1, everything runs in the calling thread.
    """

    count: int = 1

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError(f"a call needs at least one thread, not {self.count}")

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield ``function(item)`` for every item, in the order of the items.

        Items are drawn in the calling thread, at most ``count + 1`` ahead of the result that is being yielded, so that
        they may come from a connection that only one thread may use, and memory stays bounded.

        Args:
            function: pure; it should release the GIL to gain from threads.
            items: drawn as room becomes free.

        Raises:
            Exception: what ``function`` raised, in its place among the results; calls not yet begun are cancelled.
        """
        if self.count == 1:
            yield from map(function, items)
            return
        with ThreadPoolExecutor(self.count) as pool:
            yield from ordered_map(pool, function, items, self.count)


def ordered_map(
    pool: Executor, function: Callable[[Item], Result], items: Iterable[Item], ahead: int
) -> Iterator[Result]:
    """Yield ``function(item)`` for every item, in the order of the items, computed by a pool.

    Args:
        pool: of threads, or of processes (then ``function``, items and results can be pickled).
        function: pure.
        items: drawn in the calling thread, as room becomes free.
        ahead: items that may be drawn beyond the one whose result is yielded next.

    Raises:
        Exception: what ``function`` raised, in its place among the results; calls not yet begun are cancelled.
    """
    pending: deque[Future[Result]] = deque()
    try:
        for item in items:
            pending.append(pool.submit(function, item))
            if len(pending) > ahead:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        for future in pending:
            future.cancel()
