"""How loops are compiled: to machine code that releases the GIL and is cached on disk where a folder can be written."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np
from numba import njit
from numba.core.event import Listener, install_listener, register

from provenance.text.kernels.precompile import start_workers, stop_workers

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator

Function = TypeVar("Function", bound="Callable[..., object]")

uncached: set[str] = set()
"""Names of the functions whose machine code could not be cached on disk."""


def jit(function: Function) -> Function:
    """Return the function, compiled at its first call.

    The machine code is cached beside the source, else in the user's cache folder; where neither can be written, every
    process compiles anew.
    """
    return _compile(function)


def jit_callee(function: Function) -> Function:
    """Return the function, compiled for calls from other compiled functions only: no CPython wrapper is built."""
    return _compile(function, no_cpython_wrapper=True)


def _compile(function: Function, **options: bool) -> Function:
    """Return the function as one that numba compiles at its first call, cached on disk where that is possible."""
    decorator = partial(njit, nogil=True, no_cfunc_wrapper=True, **options)
    try:
        dispatcher = decorator(cache=True)(function)
    except RuntimeError:  # numba: no locator available
        uncached.add(function.__name__)
        return decorator()(function)  # type: ignore[no-any-return]
    _ignore_unreadable_index(dispatcher._cache._cache_file)
    return dispatcher  # type: ignore[no-any-return]


def _ignore_unreadable_index(cache_file: Any) -> None:  # noqa: ANN401 - numba's internals have no types
    """Have numba take a cache index that names a class or module which is no more for an empty one.

    It unpickles the index before it compares the time stamp of the source: one that an earlier version of this package
    left in the same place would be an error at the first call.
    """
    load = cache_file._load_index

    def load_if_readable() -> Any:  # noqa: ANN401
        try:
            return load()
        except (AttributeError, ImportError):
            return {}

    cache_file._load_index = load_if_readable


def jit_inline(function: Function) -> Function:
    """Return the function, inlined into each compiled function that calls it: one compilation less, and no call.

    For small functions, or those with one caller; others are compiled once, by `jit_callee`.
    """
    return njit(nogil=True, inline="always")(function)  # type: ignore[no-any-return]


def load_without_blas() -> None:
    """Have numba load its arithmetic without SciPy's linear algebra: that takes a quarter second and is not called."""
    name = "scipy.linalg.cython_blas"
    loaded = sys.modules.get(name)
    sys.modules[name] = loaded  # type: ignore[assignment]  # None: Python imports it no more
    import_module("numba.np.arraymath")
    if loaded is None:
        del sys.modules[name]


load_without_blas()


def as_int64(value: int) -> int:
    """Return a number as a NumPy int64, the type that compiled functions hand to each other.

    Given a plain integer constant, numba would compile the called function once more for that type.
    """
    return cast("int", np.int64(value))


@contextmanager
def on_first_compile(report: Callable[[str], None]) -> Iterator[None]:
    """Report the first compilation inside the block before it begins; loading cached machine code is none.

    From then on to the end of the block worker processes compile what will be needed later, where machine code can be
    cached.

    Args:
        report: is given one line of text, at most once; from whichever thread compiles.
    """
    listener = _FirstCompile(report)
    try:
        with install_listener("numba:compile", listener):
            yield
    finally:
        stop_workers(listener.workers)


class _FirstCompile(Listener):  # type: ignore[misc]
    """Reports the first compilation and starts the workers."""

    def __init__(self, report: Callable[[str], None]) -> None:
        self.reports = [report]
        self.workers: list[subprocess.Popen[bytes]] = []

    def on_start(self, event: Any) -> None:  # noqa: ANN401, ARG002 - numba's interface
        """Report, the first time."""
        if self.reports:
            self.reports.pop()("compiling loops for this machine, once: ten to thirty seconds")
            self.workers = [] if uncached else start_workers()

    def on_end(self, event: Any) -> None:  # noqa: ANN401 - numba's interface
        """Do nothing."""


class _GarbageCollectionPause(Listener):  # type: ignore[misc]
    """Pauses garbage collection while numba compiles: it takes a tenth of the time and frees little."""

    def __init__(self) -> None:
        self.depth, self.was_enabled = 0, False

    def on_start(self, event: Any) -> None:  # noqa: ANN401, ARG002 - numba's interface
        """Disable collection; numba compiles under a lock, so that the depth is exact."""
        if not self.depth:
            self.was_enabled = gc.isenabled()
            gc.disable()
        self.depth += 1

    def on_end(self, event: Any) -> None:  # noqa: ANN401, ARG002 - numba's interface
        """Enable collection again, once the outermost function is compiled."""
        self.depth -= 1
        if not self.depth and self.was_enabled:
            gc.enable()


register("numba:compile", _GarbageCollectionPause())
