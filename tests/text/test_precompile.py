"""Precompilation: what is listed can be compiled; workers fill the cache, and end when they are stopped."""

import os
import subprocess
import sys
from importlib import import_module

import pytest
from numba import types
from numba.core.dispatcher import Dispatcher

from provenance.text.characters import Rules
from provenance.text.kernels import precompile

LINES = precompile.TYPES_FILE.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.split(" ")[0])
def test_listed_functions_exist(line):
    name, _, arguments = line.partition(" ")
    module, _, function = name.rpartition(".")
    kernel = getattr(import_module(f"{precompile.PACKAGE}.{module}"), function, None)
    assert isinstance(kernel, Dispatcher), f"there is no {name}: python -m tests.benchmarks compile --write"
    argument_types = list(precompile.parse_types(arguments))
    assert len(argument_types) == kernel.py_func.__code__.co_argcount, "python -m tests.benchmarks compile --write"
    assert " ".join(map(precompile.format_type, argument_types)) == arguments


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
def test_types_are_parsed_as_they_were_formatted(kind):
    assert list(precompile.parse_types(f"int64 {precompile.format_type(kind)} float64")) == [
        types.int64,
        kind,
        types.float64,
    ]


def test_other_types_have_no_text_form():
    with pytest.raises(ValueError, match="no plain type"):
        precompile.format_type(types.unicode_type)


def test_a_worker_fills_the_cache_and_skips_what_does_not_exist(tmp_path):
    file = tmp_path / "types.txt"
    file.write_text(
        "windows.find_slot uint64:1:C uint64\nwindows.missing int64\nmissing.missing int64\nwindows.find_slot int64\n"
    )
    code = f"from pathlib import Path; from {precompile.PACKAGE}.precompile import compile_listed; "
    code += f"compile_listed(0, Path({str(file)!r}))"
    cache = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run([sys.executable, "-c", code], env=cache, check=True)
    assert [path.name.split("-")[0] for path in tmp_path.rglob("*.nbi")] == ["windows.find_slot"]


def test_workers_end_when_they_are_stopped(monkeypatch):
    monkeypatch.setattr(precompile, "WORKER_CODE", "import time; time.sleep(600)")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(8), raising=False)
    workers = precompile.start_workers()
    assert len(workers) == 2
    precompile.stop_workers(workers)
    assert all(worker.returncode is not None for worker in workers)


def test_one_core_has_no_worker(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    assert precompile.start_workers() == []


@pytest.mark.parametrize("program", ["", None, "/usr/bin/uwsgi", "/opt/app/newsroom"])
def test_a_program_that_embeds_python_is_not_started_again(monkeypatch, program):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(8), raising=False)
    monkeypatch.setattr(sys, "executable", program)
    assert precompile.start_workers() == []
