"""How loops are compiled: to machine code that releases the GIL and is kept on disk where a folder can be written."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

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
        return njit(cache=True, nogil=True)(function)  # type: ignore[no-any-return]
    except RuntimeError:  # numba: no locator available
        return njit(nogil=True)(function)  # type: ignore[no-any-return]


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
            self.reports.pop()("compiling loops for this machine, once: some thirty seconds")

    def on_end(self, event: Any) -> None:  # noqa: ANN401 - numba's interface
        """Tell nothing."""
