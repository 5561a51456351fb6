"""Kills and full disks at any moment of trace, add and clean: the same call goes on to the same rows.

What is killed is forked off a process that has imported everything: so each kill meets work, and not an import.
"""

import hashlib
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

import provenance

ROOT = Path(__file__).parents[2]
COMMANDS = ("trace", "add", "clean")
ROWS = {
    "trace": "SELECT document_id, source_id, relation, share_of_document, confidence, evidence FROM derivations",
    "add": "SELECT document_id, outlet_id, published_at, md5(text) FROM documents",
}


def words(kind: str, stories: Path, place: Path) -> list[str]:
    """Return a command line that works in a place of its own."""
    target = ["-o", str(place / "out")] if kind == "clean" else ["--db", str(place / "w.duckdb")]
    return [sys.executable, str(ROOT / "cli.py"), kind, str(stories), *target]


def outcome(kind: str, place: Path) -> list:
    """Return what a command has left: rows, or the files of a cleaned corpus."""
    if kind == "clean":
        files = sorted(path for path in (place / "out").rglob("*") if path.is_file())
        return [(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in files]
    with duckdb.connect(str(place / "w.duckdb"), read_only=True) as other:
        return sorted(map(repr, other.sql(ROWS[kind]).fetchall()))


def run(line: list[str], before: str = ":", timeout: float = 300) -> subprocess.CompletedProcess:
    """Run a command to its end."""
    return subprocess.run(
        ["bash", "-c", f'{before}; exec "$@"', "bash", *line],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=timeout,
    )  # fmt: skip


CALLS = {
    "trace": lambda stories, place: (provenance.trace, (stories, place / "w.duckdb")),
    "add": lambda stories, place: (provenance.add, (stories, place / "w.duckdb")),
    "clean": lambda stories, place: (provenance.clean, (stories, place / "out")),
}
IMPORTED = (
    "pytest",
    "provenance.pipeline.site",
    "provenance.cleaning.clean",
    "polars",
    "pyarrow",
    "scipy.sparse.csgraph",
)


@pytest.fixture(scope="module")
def forks():
    """Start processes that need not import anything."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(IMPORTED))

    def start(call, *arguments, **options):
        process = context.Process(target=call, args=arguments, kwargs=options, daemon=True)
        process.start()
        return process

    return start


def finished(process) -> int:
    process.join(600)
    return process.exitcode


@pytest.mark.parametrize("kind", COMMANDS)
def test_killed_at_any_moment_the_same_call_goes_on_to_the_same_rows(stories, tmp_path, tries, forks, kind):
    (tmp_path / "quiet").mkdir()
    call, arguments = CALLS[kind](stories, tmp_path / "quiet")
    start = time.monotonic()
    assert finished(forks(call, *arguments)) == 0
    length, right, chance = time.monotonic() - start, outcome(kind, tmp_path / "quiet"), random.Random(kind)
    sent = kills = 0
    while kills < tries(1, 50):
        place = tmp_path / f"killed-{sent}"
        place.mkdir()
        call, arguments = CALLS[kind](stories, place)
        for _ in range(chance.randint(1, 4)):
            process = forks(call, *arguments)
            time.sleep(chance.uniform(0, length * 1.02))
            process.kill()
            kills += finished(process) == -signal.SIGKILL
            sent += 1
        assert finished(forks(call, *arguments)) == 0
        assert outcome(kind, place) == right
        assert {path.name for path in place.iterdir()} <= {"w.duckdb", "out"}
        shutil.rmtree(place)
    print(f"{kind}: killed before its end {kills} of {sent} times")


@pytest.mark.parametrize("kind", COMMANDS)
def test_a_disk_that_is_full_at_any_size_leaves_the_state_of_before(stories, tmp_path, tries, kind):
    (tmp_path / "quiet").mkdir()
    assert run(words(kind, stories, tmp_path / "quiet")).returncode == 0
    right = outcome(kind, tmp_path / "quiet")
    largest = max(path.stat().st_size for path in (tmp_path / "quiet").rglob("*") if path.is_file()) >> 10
    sizes = tries(1, 20)
    errors = 0
    for number in range(sizes):
        place, blocks = tmp_path / f"full-{number}", max(1, largest * (number + 1) // (sizes + 1))
        place.mkdir()
        told = run(words(kind, stories, place), f"ulimit -f {blocks}")
        lines = told.stderr.strip().splitlines()
        assert "Traceback" not in told.stderr, told.stderr
        if told.returncode:
            errors += 1
            assert lines[-2].startswith("error: "), told.stderr
            assert not (place / "out").exists()
        again = run(words(kind, stories, place))
        assert again.returncode == 0, again.stderr
        assert outcome(kind, place) == right
    print(f"{kind}: sizes {sizes}, errors of two lines {errors}")
    assert errors
