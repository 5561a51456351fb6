"""A stage on this machine: threads over batches, answers in the order of the batches."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Batch = TypeVar("Batch")
Answer = TypeVar("Answer")


def run(function: Callable[[Batch], Answer], batches: Iterable[Batch], threads: int = 0) -> Iterator[Answer]:
    """Yield ``function(batch)`` for every batch, in order.

    At most ``threads + 1`` batches are held at a time; batches are drawn in the calling thread, so that they may come
    from a connection that only one thread may use.

    Args:
        function: pure; what it calls should release the GIL to gain from threads.
        batches: drawn one by one, as room becomes free.
        threads: 0 for one a core.
    """
    threads = threads or os.cpu_count() or 1
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[Answer]] = deque()
        for batch in batches:
            waiting.append(pool.submit(function, batch))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
