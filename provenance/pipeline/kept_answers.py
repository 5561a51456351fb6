"""Answers about a file that are kept as long as it stays as it is: who asks the same again does not wait."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future
from typing import TYPE_CHECKING

from provenance.warehouse.schema import state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

    State = tuple[object, ...] | None
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
        self._path = path
        self._most = most_bytes
        self._guard = threading.Lock()
        self._responses: OrderedDict[Hashable, Response] = OrderedDict()
        self._running: dict[Hashable, Future[Response]] = {}
        self._size = 0
        self._state: State = None

    def answer(self, question: Hashable, find: Callable[[], Response]) -> Response:
        """Return the status and the content that answer a question.

        Args:
            question: what tells it from others.
            find: finds the answer.
        """
        state = state_of(self._path)
        with self._guard:
            if state != self._state:
                self._forget(state)
            if question in self._responses:
                self._responses.move_to_end(question)
                return self._responses[question]
            running = self._running.get((state, question))
            if running is None:
                future: Future[Response] = Future()
                self._running[state, question] = future
        return running.result() if running is not None else self._find(state, question, find, future)

    def _find(
        self, state: State, question: Hashable, find: Callable[[], Response], future: Future[Response]
    ) -> Response:
        try:
            response = find()
        except BaseException as error:
            future.set_exception(error)
            raise
        else:
            future.set_result(response)
            self._keep(state, question, response)
            return response
        finally:
            with self._guard:
                del self._running[state, question]

    def _keep(self, state: State, question: Hashable, response: Response) -> None:
        """Keep an answer, if the file is what it was before it was found, and what was kept is still of that."""
        status, content = response
        if status != FINE or len(content) > self._most // 4 or state_of(self._path) != state:
            return
        with self._guard:
            if state != self._state or question in self._responses:
                return
            self._responses[question] = response
            self._size += len(content)
            while self._size > self._most:
                self._size -= len(self._responses.popitem(last=False)[1][1])

    def _forget(self, state: State) -> None:
        self._responses.clear()
        self._size, self._state = 0, state
