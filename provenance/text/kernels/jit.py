"""How loops are compiled: to machine code that releases the GIL and is kept on disk where a folder can be written."""

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

from provenance.text.kernels.precompile import dismiss, helpers

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator

Function = TypeVar("Function", bound="Callable[..., object]")

unkept: set[str] = set()
"""Names of the functions whose machine code cannot be kept on disk."""


def compiled(function: Function) -> Function:
    """Return the function, compiled at its first call.

    The machine code is cached beside the source, else in the user's cache folder; where neither can be written, every
    process compiles anew.
    """
    return _kept(function)


def linked(function: Function) -> Function:
    """Return the function, compiled for others that are: without the door through which Python calls it."""
    return _kept(function, no_cpython_wrapper=True)


def _kept(function: Function, **options: bool) -> Function:
    """Return the function, to be compiled with some more options, its machine code kept where it can be."""
    made = partial(njit, nogil=True, no_cfunc_wrapper=True, **options)
    try:
        return made(cache=True)(function)  # type: ignore[no-any-return]
    except RuntimeError:  # numba: no locator available
        unkept.add(function.__name__)
        return made()(function)  # type: ignore[no-any-return]


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

    From then on to the end of the block other processes compile ahead, where what they compile can be kept.

    Args:
        report: is given one line of words, at most once; from whichever thread compiles.
    """
    teller = _Teller(report)
    try:
        with install_listener("numba:compile", teller):
            yield
    finally:
        dismiss(teller.helpers)


class _Teller(Listener):  # type: ignore[misc]
    """Passes the first event on, in words, and calls for help."""

    def __init__(self, report: Callable[[str], None]) -> None:
        self.reports = [report]
        self.helpers: list[subprocess.Popen[bytes]] = []

    def on_start(self, event: Any) -> None:  # noqa: ANN401, ARG002 - numba's interface
        """Tell, the first time."""
        if self.reports:
            self.reports.pop()("compiling loops for this machine, once: ten to thirty seconds")
            self.helpers = [] if unkept else helpers()

    def on_end(self, event: Any) -> None:  # noqa: ANN401 - numba's interface
        """Tell nothing."""


class _Uncollected(Listener):  # type: ignore[misc]
    """Keeps Python from looking for garbage while numba compiles, which takes a tenth of the time and finds little."""

    def __init__(self) -> None:
        self.depth, self.before = 0, False

    def on_start(self, event: Any) -> None:  # noqa: ANN401, ARG002 - numba's interface
        """Stop looking; numba compiles under a lock."""
        if not self.depth:
            self.before = gc.isenabled()
            gc.disable()
        self.depth += 1

    def on_end(self, event: Any) -> None:  # noqa: ANN401, ARG002 - numba's interface
        """Look again, once the outermost is compiled."""
        self.depth -= 1
        if not self.depth and self.before:
            gc.enable()


register("numba:compile", _Uncollected())
