"""Kills and full disks at any moment of trace, add and clean: the same call goes on to the same rows."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

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


@pytest.mark.parametrize("kind", COMMANDS)
def test_killed_at_any_moment_the_same_call_goes_on_to_the_same_rows(stories, tmp_path, tries, kind):
    (tmp_path / "quiet").mkdir()
    start = time.monotonic()
    assert run(words(kind, stories, tmp_path / "quiet")).returncode == 0
    length, right, chance = time.monotonic() - start, outcome(kind, tmp_path / "quiet"), random.Random(kind)
    kills = before_the_end = 0
    while kills < tries(1, 67):
        place = tmp_path / f"killed-{kills}"
        place.mkdir()
        for _ in range(chance.randint(1, 4)):
            process = subprocess.Popen(
                words(kind, stories, place), env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            time.sleep(chance.uniform(0.2, length * 1.02))
            process.send_signal(signal.SIGKILL)
            before_the_end += process.wait() == -signal.SIGKILL
            kills += 1
        again = run(words(kind, stories, place))
        assert (again.returncode, "Traceback" in again.stderr) == (0, False), again.stderr
        assert outcome(kind, place) == right
        assert {path.name for path in place.iterdir()} <= {"w.duckdb", "out"}
    print(f"{kind}: kills {kills}, before the end {before_the_end}")


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
