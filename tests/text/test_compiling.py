import gc

import numba
import pytest
from numba.core.event import Listener, install_listener

from provenance.text.kernels import jit as compiling


@pytest.fixture(autouse=True)
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Who called for help, none of which comes."""
    calls: list[str] = []
    monkeypatch.setattr(compiling, "unkept", set())
    monkeypatch.setattr(compiling, "helpers", lambda: calls.append("help") or [])
    return calls


def test_the_first_compilation_is_told_once_and_calls_for_help(called: list[str]):
    told: list[str] = []
    fresh = numba.njit(lambda x: x + 1)
    with compiling.telling(told.append):
        assert (fresh(1), fresh(1.5)) == (2, 2.5)
    assert len(told) == 1
    assert called == ["help"]


def test_what_is_compiled_already_is_not_told(called: list[str]):
    told: list[str] = []
    fresh = numba.njit(lambda x: x + 1)
    fresh(1)
    with compiling.telling(told.append):
        fresh(2)
    assert told == []
    assert called == []


def test_loops_compile_where_no_folder_can_be_written(monkeypatch: pytest.MonkeyPatch, called: list[str]):
    real = compiling.njit

    def without_cache(**options):
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return real(**options)

    monkeypatch.setattr(compiling, "njit", without_cache)
    with compiling.telling(lambda _: None):
        assert compiling.compiled(lambda x: x * 2)(21) == 42
    assert called == []


def test_garbage_is_looked_for_again_after_a_compilation():
    inside: list[bool] = []

    class Looking(Listener):
        def on_start(self, event):
            pass

        def on_end(self, event):
            assert event
            inside.append(gc.isenabled())

    with install_listener("numba:compile", Looking()):
        numba.njit(lambda x: x - 1)(1)
    assert inside
    assert gc.isenabled()
    gc.disable()
    try:
        numba.njit(lambda x: x - 2)(1)
        assert not gc.isenabled()
    finally:
        gc.enable()
