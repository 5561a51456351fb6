"""Drawing ahead: the next items are made in a thread of their own while the caller works on those before."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

Item = TypeVar("Item")

HELD = 2
"""Items that are made before they are asked for."""


def ahead(items: Iterable[Item]) -> Iterator[Item]:
    """Return the items in order; the first are drawn at once, and each later one before it is asked for.

    What goes wrong in drawing an item is raised where the caller comes to it.
    """
    iterator = iter(items)
    pool = ThreadPoolExecutor(1)
    drawn = deque(pool.submit(_next, iterator) for _ in range(HELD))
    return _given(iterator, pool, drawn)


def _given(iterator: Iterator[Item], pool: ThreadPoolExecutor, drawn: deque[Future[list[Item]]]) -> Iterator[Item]:
    with pool:
        while item := drawn.popleft().result():
            drawn.append(pool.submit(_next, iterator))
            yield item.pop()


def _next(iterator: Iterator[Item]) -> list[Item]:
    """Return the next item alone in a list; an empty one at the end."""
    return list(islice(iterator, 1))
