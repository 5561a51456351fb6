"""How loops are compiled: to machine code that releases the GIL and is kept on disk where a folder can be written."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np
from numba import njit
from numba.core.event import Listener, install_listener

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Function = TypeVar("Function", bound="Callable[..., object]")


def compiled(function: Function) -> Function:
    """Return the function, compiled at its first call.

    The machine code is cached beside the source, else in the user's cache folder; where neither can be written, every
    process compiles anew.
    """
    try:
        return njit(cache=True, nogil=True, no_cfunc_wrapper=True)(function)  # type: ignore[no-any-return]
    except RuntimeError:  # numba: no locator available
        return njit(nogil=True, no_cfunc_wrapper=True)(function)  # type: ignore[no-any-return]


def linked(function: Function) -> Function:
    """Return the function, compiled for others that are: without the door through which Python calls it."""
    try:
        return njit(cache=True, nogil=True, no_cfunc_wrapper=True, no_cpython_wrapper=True)(function)  # type: ignore[no-any-return]
    except RuntimeError:  # numba: no locator available
        return njit(nogil=True, no_cfunc_wrapper=True, no_cpython_wrapper=True)(function)  # type: ignore[no-any-return]


def inlined(function: Function) -> Function:
    """Return the function, written into each compiled one that calls it: one thing to compile less, and no call.

    For small ones, or those that are called in one place; others are compiled once, by `compiled`.
    """
    return njit(nogil=True, inline="always")(function)  # type: ignore[no-any-return]


def load_without_blas() -> None:
    """Have numba load its arithmetic without SciPy's linear algebra, which takes a quarter second and is not called."""
    blas = "scipy.linalg.cython_blas"
    known = sys.modules.get(blas)
    sys.modules[blas] = known  # type: ignore[assignment]  # None: Python imports it no more
    import_module("numba.np.arraymath")
    if known is None:
        del sys.modules[blas]


load_without_blas()


def whole(value: int) -> int:
    """Return a number as compiled functions give it to each other: for every plain integer numba compiles them anew."""
    return cast("int", np.int64(value))


@contextmanager
def telling(report: Callable[[str], None]) -> Iterator[None]:
    """Have the first compilation inside the block told before it begins; loops that are cached are not compiled.

    Args:
        report: is given one line of words, at most once; from whichever thread compiles.
    """
    with install_listener("numba:compile", _Teller(report)):
        yield


class _Teller(Listener):  # type: ignore[misc]
    """Passes the first event on, in words."""

    def __init__(self, report: Callable[[str], None]) -> None:
        self.reports = [report]

    def on_start(self, event: Any) -> None:  # noqa: ANN401, ARG002 - numba's interface
        """Tell, the first time."""
        if self.reports:
            self.reports.pop()("compiling loops for this machine, once: some twenty-five seconds")

    def on_end(self, event: Any) -> None:  # noqa: ANN401 - numba's interface
        """Tell nothing."""
