"""One database file, opened once in a process: any number of readers and one writer share it.

DuckDB lets one process open a file either for reading or for writing. So the process opens it for reading while there
are readers alone, opens it again for writing once a writer comes, and lets it go when the last one leaves. Readers
notice nothing of it: each of their calls has a cursor of its own, which sees what has been committed.
"""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import duckdb

from provenance.errors import LockedError, UsageError
from provenance.limits import NO_LIMITS
from provenance.warehouse.connection import TRIES_A_SECOND, catalog_name, connect, use_catalog

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from provenance.limits import Limits

PATIENCE = 10.0
"""Seconds that a writer waits for calls of readers of the same process to end."""

_FILES: dict[tuple[int, str], SharedFile] = {}
_GUARD = threading.Lock()


def shared_file(path: Path) -> SharedFile:
    """Return what the handles of this process to a file share.

    A process that was forked shares nothing; nor do handles to a file that has been replaced by another of its name.
    """
    key = (os.getpid(), os.path.realpath(path))
    with _GUARD:
        if key not in _FILES or _FILES[key].is_replaced():
            _FILES[key] = SharedFile(path)
        return _FILES[key]


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another of its name; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


class SharedFile:
    """A database file as the handles of one process share it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.catalog = catalog_name(path)
        self._changed = threading.Condition()
        self._root: duckdb.DuckDBPyConnection | None = None
        self._writable = False
        self._writing = False
        self._handles = 0
        self._attached: dict[str, Path] = {}
        self._limits = NO_LIMITS
        self._switching = False
        self._calls = 0
        self._callers: Counter[int] = Counter()  # calls by the thread that began them
        self._identity: tuple[int, int] | None = None

    def is_replaced(self) -> bool:
        """Return whether the file that is open is no longer the one of that name."""
        with self._changed:
            return self._root is not None and identity(self.path) != self._identity

    # -- readers ------------------------------------------------------------------------------------------------------

    def join(self, attach: Mapping[str, Path], wait: float, limits: Limits = NO_LIMITS) -> None:
        """Add a reader, and open the file for it where it is not open.

        Raises:
            LockedError: another process is writing for longer than ``wait``; or this one is, and other files are to be
                attached.
            UsageError: a file of another name is attached under one of the names.
        """
        with self._changed:
            self._wait_for_switch()
            additions = {name: path for name, path in attach.items() if self._attached.get(name) != path}
            if clashes := sorted(set(additions) & set(self._attached)):
                raise UsageError(f"another file is attached as {clashes[0]} in this process", "take another name")
            if additions and self._root is not None:
                self._quiesce(0.0, "attach other files to it")
                self._close()
            self._attached |= additions
            self._limits = limits if self._root is None else self._limits
            self._handles += 1
            try:
                self._open(wait)
            except BaseException:
                self.leave()
                raise

    def leave(self) -> None:
        """Take a reader or a writer away; the last one closes the file."""
        with self._changed:
            self._handles -= 1
            self._retire()

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a connection for one call of a reader: it sees what was committed before."""
        with self._changed:
            if not self._held():
                self._wait_for_switch()
            root = self._open(0.0)
            self._calls += 1
            caller = threading.get_ident()  # another thread may read a stream to its end
            self._callers[caller] += 1
        try:
            cursor = root.cursor()
            try:
                use_catalog(cursor, self.catalog)
                yield cursor
            finally:
                cursor.close()
        finally:
            with self._changed:
                self._calls -= 1
                self._callers[caller] -= 1
                self._callers = +self._callers
                self._retire()
                self._changed.notify_all()

    def _held(self) -> int:
        """Return how many calls this thread has begun that go on."""
        return self._callers[threading.get_ident()]

    # -- the writer ---------------------------------------------------------------------------------------------------

    def begin_writing(self, wait: float, limits: Limits = NO_LIMITS) -> duckdb.DuckDBPyConnection:
        """Return the connection of the one writer; readers go on beside it.

        Raises:
            LockedError: another process, or another writer of this one, holds the file for longer than ``wait``; or an
                answer of this thread is still being read.
        """
        deadline = time.monotonic() + wait
        with self._changed:
            if not self._changed.wait_for(lambda: not self._writing and not self._switching, wait):
                raise LockedError(
                    f"{self.path} is in use: this process is writing it already",
                    "close the warehouse that is open for writing, or hand it over: trace(…, db=warehouse)",
                )
            if not self._writable:
                self._quiesce(wait, "write it")
                self._close()
                self._limits = limits
                self._open_to_write(deadline)
            self._writing = True
            self._handles += 1
            assert self._root is not None
            writer = self._root.cursor()
        use_catalog(writer, self.catalog)
        return writer

    def end_writing(self) -> None:
        """Let the next writer in, once the connection is closed."""
        with self._changed:
            self._writing = False
            self.leave()
            self._changed.notify_all()

    def _open_to_write(self, deadline: float) -> None:
        """Open the file for writing, again and again until the deadline while another process holds it."""
        self._switching = True
        try:
            while self._root is None:
                try:
                    self._root = connect(self.path, read_only=False, attach=self._attached, limits=self._limits)
                    self._writable, self._identity = True, identity(self.path)
                except LockedError:
                    if time.monotonic() >= deadline:
                        raise
                    self._changed.wait(1 / TRIES_A_SECOND)
        finally:
            self._switching = False
            self._changed.notify_all()

    # -- the connection that all share --------------------------------------------------------------------------------

    def _wait_for_switch(self) -> None:
        self._changed.wait_for(lambda: not self._switching)

    def _quiesce(self, wait: float, purpose: str) -> None:
        """Wait until no call of a reader is running; new ones wait meanwhile.

        Raises:
            LockedError: one goes on for too long, or is this thread's own.
        """
        if self._writing or self._writable:
            raise LockedError(f"{self.path} is in use: this process is writing it", "wait until that is done")
        self._switching = True
        try:
            quiet = not self._held() and self._changed.wait_for(lambda: not self._calls, max(wait, PATIENCE))
        finally:
            self._switching = False
            self._changed.notify_all()
        if not quiet:
            raise LockedError(
                f"{self.path} is in use: an answer of it is still being read in this process",
                f"read it to its end, or close it, and then {purpose}",
            )

    def _open(self, wait: float) -> duckdb.DuckDBPyConnection:
        """Return the connection that all share, opened for reading where there is none."""
        deadline = time.monotonic() + wait
        while self._root is None:
            try:
                self._root = connect(self.path, read_only=True, attach=self._attached, limits=self._limits)
                self._writable = False
                self._identity = identity(self.path)
            except LockedError:
                if time.monotonic() >= deadline:
                    raise
                self._changed.wait(1 / TRIES_A_SECOND)
        return self._root

    def _retire(self) -> None:
        """Close the file where nobody needs it, or where it is open for a writer that is gone."""
        if not self._calls and not self._writing and (self._writable or not self._handles):
            self._close()
        if not self._handles and not self._calls:
            self._attached.clear()

    def _close(self) -> None:
        if self._root is not None:
            with suppress(duckdb.Error):  # of a file that cannot be written: whoever wrote has said so
                self._root.close()
        self._root, self._writable = None, False
