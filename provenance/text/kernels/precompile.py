"""Compiling ahead: other processes compile what this one will call later, so that it finds that in the cache.

One process compiles one loop at a time, whatever its threads (a lock of numba's). Which loops are called, and with what
types, stands in ``types.txt``, in the order of need; this process works from its beginning, a helper from its end. What
is missing there, or has changed since, is compiled where it is called, as ever. ``python -m tests.benchmarks compile``
measures it, and writes the file anew.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numba import types
from numba.core.errors import NumbaError

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = Path(__file__).with_name("types.txt")
HERE = __name__.rpartition(".")[0]
HELP = "import sys; sys.path[:] = {path!r}; from {here}.precompile import compile_all; compile_all({number})"


def helpers() -> list[subprocess.Popen[bytes]]:
    """Start processes that compile ahead, as many as there are cores to spare, two at most, and return them."""
    if not Path(sys.executable or "").name.lower().startswith("python"):  # a program that has Python inside
        return []
    spare = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 3) - 1
    started = []
    for number in range(spare):
        code = HELP.format(path=sys.path, here=HERE, number=number)
        with suppress(OSError):
            quiet = subprocess.DEVNULL
            call = [sys.executable, "-c", code]
            started.append(subprocess.Popen(call, stdin=quiet, stdout=quiet, stderr=quiet))  # noqa: S603 - this Python
    return started


def dismiss(started: list[subprocess.Popen[bytes]]) -> None:
    """Have the helpers end after what they are at."""
    for helper in started:
        helper.terminate()
    for helper in started:
        helper.wait()


def compile_all(number: int, file: Path = FILE) -> None:
    """Compile the loops of a file that are not in the cache: from the end for helper 0, from the middle on for 1."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    lines = file.read_text(encoding="utf-8").splitlines()
    order = [*reversed(lines)] if number == 0 else [*lines[len(lines) // 2 :], *lines[: len(lines) // 2]]
    for line in order:
        with suppress(NumbaError, ImportError, AttributeError, TypeError, ValueError):
            name, _, written = line.partition(" ")
            module, _, function = name.rpartition(".")
            getattr(import_module(f"{HERE}.{module}"), function).compile(tuple(read(written)))


PART = re.compile(r"[\w.]+(?::\d:\w:?r?)?|[(),]")


def write(argument: Any) -> str:  # noqa: ANN401 - numba's types have no types
    """Return the type of an argument in words: ``int64``, ``uint8:1:C:r`` (read only), ``module.Name(…)``, ``(…)``.

    Raises:
        ValueError: it is another kind of type.
    """
    if isinstance(argument, types.Array):
        return f"{argument.dtype}:{argument.ndim}:{argument.layout}" + ("" if argument.mutable else ":r")
    if isinstance(argument, types.NamedTuple | types.NamedUniTuple):
        parts = ",".join(write(each) for each in argument.types)
        return f"{argument.instance_class.__module__}.{argument.instance_class.__name__}({parts})"
    if isinstance(argument, types.UniTuple | types.Tuple):
        return f"({','.join(write(each) for each in argument.types)})"
    if isinstance(argument, types.Number | types.Boolean):
        return str(argument)
    raise ValueError(f"no plain type: {argument}")


def read(written: str) -> Iterator[Any]:
    """Yield the types that stand in a line, one a word."""
    parts = PART.findall(written)
    while parts:
        yield _next(parts)


def _next(parts: list[str]) -> Any:  # noqa: ANN401
    """Return the first type of what is left of a line, and take it off."""
    name, *array = ["("] if parts[0] == "(" else parts.pop(0).split(":")
    if array:
        return types.Array(getattr(types, name), int(array[0]), array[1], readonly=len(array) > 2)
    if name != "(" and "." not in name:
        return getattr(types, name)
    members = []
    while parts.pop(0) != ")":
        members.append(_next(parts))
    if name == "(":
        return types.BaseTuple.from_types(members)
    module, _, kind = name.rpartition(".")
    return types.BaseTuple.from_types(members, getattr(import_module(module), kind))
