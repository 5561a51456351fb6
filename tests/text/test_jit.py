import gc
import os
import subprocess
import sys
from pathlib import Path

import numba
import pytest
from numba.core.event import Listener, install_listener

from provenance.text.kernels import jit


@pytest.fixture(autouse=True)
def starts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each time that workers would have been started; none are."""
    calls: list[str] = []
    monkeypatch.setattr(jit, "uncached", set())
    monkeypatch.setattr(jit, "start_workers", lambda: calls.append("start") or [])
    return calls


def test_the_first_compilation_is_reported_once_and_starts_workers(starts: list[str]):
    lines: list[str] = []
    function = numba.njit(lambda x: x + 1)
    with jit.on_first_compile(lines.append):
        assert (function(1), function(1.5)) == (2, 2.5)
    assert len(lines) == 1
    assert starts == ["start"]


def test_compiled_functions_are_not_reported(starts: list[str]):
    lines: list[str] = []
    function = numba.njit(lambda x: x + 1)
    function(1)
    with jit.on_first_compile(lines.append):
        function(2)
    assert lines == []
    assert starts == []


def test_loops_compile_where_no_folder_can_be_written(monkeypatch: pytest.MonkeyPatch, starts: list[str]):
    real = jit.njit

    def without_cache(**options):
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return real(**options)

    monkeypatch.setattr(jit, "njit", without_cache)
    with jit.on_first_compile(lambda _: None):
        assert jit.jit(lambda x: x * 2)(21) == 42
    assert starts == []


MODULE = """
from typing import NamedTuple
import numpy as np
from provenance.text.kernels.jit import jit
class {name}(NamedTuple):
    values: np.ndarray
@jit
def total(row):
    return row.values.sum()
print(total({name}(np.arange(4))))
"""


def test_an_index_of_an_earlier_version_that_cannot_be_read_is_none(tmp_path: Path):
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    module = tmp_path / "module.py"
    for class_name in ("Original", "Renamed", "Renamed"):
        module.write_text(MODULE.format(name=class_name))
        call = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import module"]
        assert subprocess.run(call, env=environment, check=True, capture_output=True).stdout == b"6\n"
    assert list(tmp_path.rglob("*.nbi"))


def test_garbage_collection_is_paused_only_while_compiling():
    enabled: list[bool] = []

    class Recorder(Listener):
        def on_start(self, event):
            pass

        def on_end(self, event):
            assert event
            enabled.append(gc.isenabled())

    with install_listener("numba:compile", Recorder()):
        numba.njit(lambda x: x - 1)(1)
    assert enabled
    assert gc.isenabled()
    gc.disable()
    try:
        numba.njit(lambda x: x - 2)(1)
        assert not gc.isenabled()
    finally:
        gc.enable()
