"""Bit for bit the same rows and cleaned corpora: hash seed, time zone, locale, threads, batches, order, pieces."""

import hashlib
import itertools
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORKER = Path(__file__).with_name("worker.py")
PLACES = {
    "as it is": {},
    "seed, zone, locale": {"PYTHONHASHSEED": "4711", "TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONUTF8": "0"},
    "one thread": {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"},
    "many threads": {
        "POLARS_MAX_THREADS": "7",
        "OMP_NUM_THREADS": "5",
        "TZ": "America/St_Johns",
        "LANG": "tr_TR.UTF-8",
    },
    "small batches": {"PROVENANCE_TEST_BATCHES": "small"},
}
SMALL_BATCHES = (
    "import os, provenance.pipeline.batching as b\n"
    "b.CHUNK_DOCUMENTS = 3 if os.environ.get('PROVENANCE_TEST_BATCHES') else b.CHUNK_DOCUMENTS\n"
)


def command(words: list, env: dict) -> str:
    """Run a command line in an environment of its own and return what it writes."""
    argv = ["provenance", *map(str, words)]
    start = f"sys.argv = {argv!r}\nrunpy.run_path({str(ROOT / 'cli.py')!r}, run_name='__main__')"
    code = f"{SMALL_BATCHES}import runpy, sys\n{start}"
    ran = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **env, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert ran.returncode in (0, 3), ran.stderr
    return ran.stdout


def hashes(folder: Path) -> list:
    return [
        (path.name, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]


def outcome(place: Path, env: dict, pieces: list, shown: list) -> dict:
    """Return the rows of a database of the pieces, as hashes, and how its chains are shown."""
    place.mkdir()
    for piece in pieces:
        command(["trace", piece, "--db", place / "w.duckdb"], env)
    told = subprocess.run(
        [sys.executable, str(WORKER)], input=json.dumps({"db": str(place / "w.duckdb")}) + "\n", capture_output=True,
        text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    ).stdout.splitlines()[-1]  # fmt: skip
    chains = {name: command(["chains", "--format", name, "--db", place / "w.duckdb"], env) for name in shown}
    return {"rows": json.loads(told)["rows"], "shown": chains}


@pytest.fixture
def pieces(stories, tmp_path):
    """The stories as files: whole, and in pieces of another order."""
    rows = [line for file in sorted(stories.iterdir()) for line in file.read_text().splitlines()]
    random.Random(5).shuffle(rows)
    cuts = [0, 3, 4, 19, 30, len(rows)]
    for number, (start, stop) in enumerate(itertools.pairwise(cuts)):
        (tmp_path / f"piece-{number}.jsonl").write_text("\n".join(rows[start:stop]) + "\n")
    return sorted(tmp_path.glob("piece-*.jsonl"))


def test_rows_do_not_depend_on_the_place_the_threads_the_batches_or_the_order(stories, pieces, tmp_path, tries):
    shown = ["csv", "json", "md", "html"][: tries(1, 4)]
    right = outcome(tmp_path / "right", {}, [stories], shown)
    assert right["rows"]
    runs = [(name, PLACES[name], [stories]) for name in list(PLACES)[1:]]
    runs += [("pieces", {}, pieces), ("pieces backwards", {}, pieces[::-1])]
    for name, env, inputs in runs[: tries(1, len(runs))]:
        assert outcome(tmp_path / name, env, inputs, shown) == right, name
    print(f"the same rows {tries(1, len(runs))} times")


def test_a_cleaned_corpus_does_not_depend_on_the_place_or_the_threads(stories, tmp_path, tries):
    found = []
    for name in list(PLACES)[: tries(2, 4)]:
        place = tmp_path / name  # a data set is called by its folder
        place.mkdir()
        command(["clean", stories, "-o", place / "out"], PLACES[name])
        found.append(hashes(place / "out"))
    assert all(one == found[0] for one in found)
