import numba
import pytest

from provenance.text.kernels import compiling


def test_the_first_compilation_is_told_once():
    told: list[str] = []
    fresh = numba.njit(lambda x: x + 1)
    with compiling.telling(told.append):
        assert (fresh(1), fresh(1.5)) == (2, 2.5)
    assert len(told) == 1


def test_what_is_compiled_already_is_not_told():
    told: list[str] = []
    fresh = numba.njit(lambda x: x + 1)
    fresh(1)
    with compiling.telling(told.append):
        fresh(2)
    assert told == []


def test_loops_compile_where_no_folder_can_be_written(monkeypatch: pytest.MonkeyPatch):
    real = compiling.njit

    def without_cache(**options):
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return real(**options)

    monkeypatch.setattr(compiling, "njit", without_cache)
    assert compiling.compiled(lambda x: x * 2)(21) == 42
