"""Kills and full disks at any moment of trace, add, clean and serve: the same call goes on to the same rows.

What is killed is forked off a process that has imported everything: so each kill meets work, and not an import.
"""

import hashlib
import multiprocessing
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import duckdb
import pytest

import provenance
from provenance.warehouse.warehouse import Warehouse

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


def rule(address: str, document: str, source: str) -> None:
    """Rule as the form of a page of the site does, unless the site ends."""
    with suppress(OSError):
        page = urlopen(f"{address}document/{document}", timeout=600).read().decode()
        token = re.search(r'name="token" value="([^"]+)"', page)[1]
        form = {"token": token, "document": document, "source": source, "verdict": "no"}
        urlopen(Request(f"{address}rule", urlencode(form).encode()), timeout=600).close()


def test_a_site_that_is_killed_while_a_person_rules_keeps_the_ruling_whole_or_not_at_all(
    stories, tmp_path, tries, forks
):
    provenance.trace(stories, tmp_path / "base.duckdb")
    with Warehouse.open(tmp_path / "base.duckdb") as warehouse:
        edge = warehouse.sql("SELECT document_id, source_id FROM derivations ORDER BY ALL LIMIT 1").row(0)
    quiet, db, chance = tmp_path / "w.duckdb", tmp_path / "killed.duckdb", random.Random(4)
    shutil.copy(tmp_path / "base.duckdb", quiet)
    provenance.rule("edge", edge[0], "no", source=edge[1], db=quiet)
    right, length, kills, kept, sent = outcome("trace", tmp_path), None, 0, 0, 0
    while kills < tries(1, 50):
        shutil.copy(tmp_path / "base.duckdb", db)
        db.with_name("killed.duckdb.wal").unlink(missing_ok=True)
        told, ear = multiprocessing.Pipe()
        site = forks(provenance.serve, db, port=0, open_browser=False, rulings=True, tell=ear.send)
        assert told.poll(600)
        start, ruling = time.monotonic(), threading.Thread(target=rule, args=(told.recv().split()[0], *edge))
        ruling.start()
        ruling.join(None if length is None else chance.uniform(0, length * 1.1))
        length = length or time.monotonic() - start
        kills += ruling.is_alive()
        site.kill()
        site.join()
        ruling.join()
        sent += 1
        provenance.trace([], db)
        with Warehouse.open(db) as warehouse:
            rulings = warehouse.sql("SELECT count(*) FROM rulings").item()
        assert rulings in (0, 1)
        kept += rulings
        if not rulings:
            provenance.rule("edge", edge[0], "no", source=edge[1], db=db)
        shutil.copy(db, quiet)
        assert outcome("trace", tmp_path) == right
    print(f"serve --rulings: killed while it ruled {kills} of {sent} times, the ruling was kept {kept} times")


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
