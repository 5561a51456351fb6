"""Prefetching: a background thread computes the next items while the caller works on the current one."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

Item = TypeVar("Item")

DEPTH = 2
"""Items that are computed before they are asked for; changes no result."""


def prefetch(items: Iterable[Item]) -> Iterator[Item]:
    """Return the items in order, computed in a background thread; the first ones are begun at once.

    An exception raised while an item is computed is raised when the caller reaches that item.
    """
    iterator = iter(items)
    pool = ThreadPoolExecutor(1)
    pending = deque(pool.submit(_next_item, iterator) for _ in range(DEPTH))
    return _results(iterator, pool, pending)


def _results(iterator: Iterator[Item], pool: ThreadPoolExecutor, pending: deque[Future[list[Item]]]) -> Iterator[Item]:
    with pool:
        while item := pending.popleft().result():
            pending.append(pool.submit(_next_item, iterator))
            yield item.pop()


def _next_item(iterator: Iterator[Item]) -> list[Item]:
    """Return a list of the next item; an empty list at the end."""
    return list(islice(iterator, 1))
