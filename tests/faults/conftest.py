"""Faults: the short form runs with the other tests; ``--faults 50 --soak 60`` is the long form."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


LONG = 50
"""How often --faults repeats what is random in the long form."""


def pytest_addoption(parser):
    parser.addoption(
        "--faults",
        type=int,
        default=1,
        help="how often the random faults are tried, times the usual number; 50: the long form",
    )
    parser.addoption("--soak", type=float, default=0.05, help="minutes that the site is kept under load")


@pytest.fixture(scope="session")
def times(request) -> int:
    """How often a random fault is tried."""
    return 3 * request.config.getoption("--faults", default=1)


@pytest.fixture(scope="session")
def tries(request):
    """Return how many faults are tried: a few, and all of them in the long form."""
    factor = request.config.getoption("--faults", default=1)
    return lambda short, long: long if factor >= LONG else min(long, short * factor)


@pytest.fixture(scope="session")
def soak(request) -> float:
    """Minutes that the site is kept under load."""
    return request.config.getoption("--soak", default=0.05)


@pytest.fixture
def stories(tmp_path) -> Path:
    """A folder with two files of stories, of which some copy others."""
    folder = tmp_path / "stories"
    folder.mkdir()
    for file in range(2):
        rows = [
            {
                "id": f"{file}-{number}",
                "outlet": f"Paper {file}{number % 5}",
                "published_at": f"2024-05-{1 + number % 20:02d}",
                "text": " ".join(
                    f"Sentence {line} of story {number % 8} tells what the council of town {number % 8} has decided."
                    for line in range(12)
                ),
            }
            for number in range(20)
        ]
        (folder / f"{file}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


@pytest.fixture
def command(tmp_path):
    """Run the command line, in a process of its own."""

    def run(*arguments, before: str = "", **options):
        words = [sys.executable, str(ROOT / "cli.py"), *map(str, arguments)]
        line = f'{before}; exec "$@"' if before else 'exec "$@"'
        return subprocess.run(
            ["bash", "-c", line, "bash", *words],
            cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, **options,
        )  # fmt: skip

    return run
