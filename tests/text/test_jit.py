import gc

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
