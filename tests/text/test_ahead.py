"""Compiling ahead: what is listed can be compiled, helpers fill the cache and end when they are dismissed."""

import os
import subprocess
import sys
from importlib import import_module

import pytest
from numba import types
from numba.core.dispatcher import Dispatcher

from provenance.text.characters import Rules
from provenance.text.kernels import precompile as ahead

LINES = ahead.FILE.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.split(" ")[0])
def test_what_is_listed_is_there(line):
    name, _, written = line.partition(" ")
    module, _, function = name.rpartition(".")
    kernel = getattr(import_module(f"{ahead.HERE}.{module}"), function, None)
    assert isinstance(kernel, Dispatcher), f"there is no {name}: python -m tests.benchmarks compile --write"
    asked = list(ahead.read(written))
    assert len(asked) == kernel.py_func.__code__.co_argcount, "python -m tests.benchmarks compile --write"
    assert " ".join(map(ahead.write, asked)) == written


@pytest.mark.parametrize(
    "kind",
    [
        types.int64,
        types.boolean,
        types.Array(types.uint8, 1, "C", readonly=True),
        types.Array(types.float32, 2, "F"),
        types.UniTuple(types.int64, 3),
        types.Tuple((types.int32, types.Array(types.int64, 1, "A"))),
        types.NamedUniTuple(types.Array(types.uint32, 1, "C"), 2, Rules),
    ],
    ids=str,
)
def test_types_are_read_as_they_were_written(kind):
    assert list(ahead.read(f"int64 {ahead.write(kind)} float64")) == [types.int64, kind, types.float64]


def test_other_types_are_not_written():
    with pytest.raises(ValueError, match="no plain type"):
        ahead.write(types.unicode_type)


def test_a_helper_fills_the_cache_and_passes_over_what_is_not_there(tmp_path):
    listed = tmp_path / "types.txt"
    listed.write_text("windows.slot uint64:1:C uint64\nwindows.gone int64\ngone.gone int64\nwindows.slot int64\n")
    code = f"from pathlib import Path; from {ahead.HERE}.precompile import compile_all; "
    code += f"compile_all(0, Path({str(listed)!r}))"
    cache = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run([sys.executable, "-c", code], env=cache, check=True)
    assert [path.name.split("-")[0] for path in tmp_path.rglob("*.nbi")] == ["windows.slot"]


def test_helpers_end_when_they_are_dismissed(monkeypatch):
    monkeypatch.setattr(ahead, "HELP", "import time; time.sleep(600)")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(8), raising=False)
    started = ahead.helpers()
    assert len(started) == 2
    ahead.dismiss(started)
    assert all(helper.returncode is not None for helper in started)


def test_one_core_has_no_helper(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    assert ahead.helpers() == []


@pytest.mark.parametrize("program", ["", None, "/usr/bin/uwsgi", "/opt/app/newsroom"])
def test_a_program_that_has_python_inside_is_not_started_again(monkeypatch, program):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(8), raising=False)
    monkeypatch.setattr(sys, "executable", program)
    assert ahead.helpers() == []
