"""Answers about a file that are kept as long as it stays as it is: who asks the same again does not wait."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

    State = tuple[tuple[int, int, int] | None, ...]
    Response = tuple[int, bytes]

MOST_BYTES = 32 << 20
"""Bytes of answers that are kept; those asked for longest ago go first. It changes no result."""

FINE = 200
"""The status of an answer that is worth keeping."""


class KeptAnswers:
    """The answers to questions about one database; who asks what is just being answered gets that answer, too.

    Args:
        path: the database file.
        most_bytes: how much is kept.
    """

    def __init__(self, path: Path, most_bytes: int = MOST_BYTES) -> None:
        self._files = (path, path.with_name(f"{path.name}.wal"))
        self._most = most_bytes
        self._guard = threading.Lock()
        self._kept: OrderedDict[Hashable, Response] = OrderedDict()
        self._begun: dict[Hashable, Future[Response]] = {}
        self._size = 0
        self._state: State = ()

    def answer(self, question: Hashable, find: Callable[[], Response]) -> Response:
        """Return the status and the content that answer a question.

        Args:
            question: what tells it from others.
            find: finds the answer.
        """
        state = self._state_of_files()
        with self._guard:
            if state != self._state:
                self._forget(state)
            if question in self._kept:
                self._kept.move_to_end(question)
                return self._kept[question]
            begun = self._begun.get((state, question))
            if begun is None:
                own: Future[Response] = Future()
                self._begun[state, question] = own
        return begun.result() if begun is not None else self._find(state, question, find, own)

    def _find(self, state: State, question: Hashable, find: Callable[[], Response], own: Future[Response]) -> Response:
        try:
            found = find()
        except BaseException as error:
            own.set_exception(error)
            raise
        else:
            own.set_result(found)
            self._keep(state, question, found)
            return found
        finally:
            with self._guard:
                del self._begun[state, question]

    def _keep(self, state: State, question: Hashable, found: Response) -> None:
        """Keep an answer, if the file is what it was before it was found, and what was kept is still of that."""
        status, content = found
        if status != FINE or len(content) > self._most // 4 or self._state_of_files() != state:
            return
        with self._guard:
            if state != self._state or question in self._kept:
                return
            self._kept[question] = found
            self._size += len(content)
            while self._size > self._most:
                self._size -= len(self._kept.popitem(last=False)[1][1])

    def _forget(self, state: State) -> None:
        self._kept.clear()
        self._size, self._state = 0, state

    def _state_of_files(self) -> State:
        """Return what changes with every commit: which files there are, their lengths, and when they were written."""
        return tuple(map(state_of_file, self._files))


def state_of_file(file: Path) -> tuple[int, int, int] | None:
    """Return what changes when a file is written or replaced; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
