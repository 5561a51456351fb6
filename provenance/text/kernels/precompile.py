"""Precompilation: worker processes compile what this process will call later, so that it finds it in the cache.

One process compiles one loop at a time, whatever its threads (numba holds a lock). Which loops are called, and with
which types, is listed in ``types.txt`` in the order of need; this process works from its beginning, a worker from its
end. What is missing there, or has changed since, is compiled at its first call. ``python -m tests.benchmarks compile``
measures the time, and with ``--write`` writes the file anew.
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

TYPES_FILE = Path(__file__).with_name("types.txt")
PACKAGE = __name__.rpartition(".")[0]
WORKER_CODE = (
    "import sys; sys.path[:] = {path!r}; from {package}.precompile import compile_listed as run; run({number})"
)


def start_workers() -> list[subprocess.Popen[bytes]]:
    """Start worker processes, as many as there are cores to spare, at most two, and return them."""
    if not Path(sys.executable or "").name.lower().startswith("python"):  # a program that embeds Python
        return []
    spare_cores = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 3) - 1
    workers = []
    for number in range(spare_cores):
        code = WORKER_CODE.format(path=sys.path, package=PACKAGE, number=number)
        with suppress(OSError):
            null = subprocess.DEVNULL
            call = [sys.executable, "-c", code]
            workers.append(subprocess.Popen(call, stdin=null, stdout=null, stderr=null))  # noqa: S603 - this Python
    return workers


def stop_workers(workers: list[subprocess.Popen[bytes]]) -> None:
    """Have the workers end after the function that they are compiling."""
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.wait()


def compile_listed(worker: int, file: Path = TYPES_FILE) -> None:
    """Compile the functions listed in a file that are not in the cache: worker 0 from the end, 1 from the middle on."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    lines = file.read_text(encoding="utf-8").splitlines()
    order = [*reversed(lines)] if worker == 0 else [*lines[len(lines) // 2 :], *lines[: len(lines) // 2]]
    for line in order:
        with suppress(NumbaError, ImportError, AttributeError, TypeError, ValueError):
            name, _, arguments = line.partition(" ")
            module, _, function = name.rpartition(".")
            getattr(import_module(f"{PACKAGE}.{module}"), function).compile(tuple(parse_types(arguments)))


TOKEN = re.compile(r"[\w.]+(?::\d:\w:?r?)?|[(),]")


def format_type(argument: Any) -> str:  # noqa: ANN401 - numba's types have no types
    """Return the type of an argument as text: ``int64``, ``uint8:1:C:r`` (read only), ``module.Name(…)``, ``(…)``.

    Raises:
        ValueError: the type has no such form.
    """
    if isinstance(argument, types.Array):
        return f"{argument.dtype}:{argument.ndim}:{argument.layout}" + ("" if argument.mutable else ":r")
    if isinstance(argument, types.NamedTuple | types.NamedUniTuple):
        parts = ",".join(format_type(member) for member in argument.types)
        return f"{argument.instance_class.__module__}.{argument.instance_class.__name__}({parts})"
    if isinstance(argument, types.UniTuple | types.Tuple):
        return f"({','.join(format_type(member) for member in argument.types)})"
    if isinstance(argument, types.Number | types.Boolean):
        return str(argument)
    raise ValueError(f"no plain type: {argument}")


def parse_types(line: str) -> Iterator[Any]:
    """Yield the types written in a line."""
    tokens = TOKEN.findall(line)
    while tokens:
        yield _parse_type(tokens)


def _parse_type(tokens: list[str]) -> Any:  # noqa: ANN401
    """Remove the tokens of one type from the front of the list, and return the type."""
    name, *array = ["("] if tokens[0] == "(" else tokens.pop(0).split(":")
    if array:
        return types.Array(getattr(types, name), int(array[0]), array[1], readonly=len(array) > 2)
    if name != "(" and "." not in name:
        return getattr(types, name)
    members = []
    while tokens.pop(0) != ")":
        members.append(_parse_type(tokens))
    if name == "(":
        return types.BaseTuple.from_types(members)
    module, _, kind = name.rpartition(".")
    return types.BaseTuple.from_types(members, getattr(import_module(module), kind))
