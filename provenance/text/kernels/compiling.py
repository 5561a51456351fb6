"""How loops are compiled: to machine code that releases the GIL and is kept on disk where a folder can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from numba import njit

if TYPE_CHECKING:
    from collections.abc import Callable

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
