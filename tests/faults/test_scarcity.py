"""Kills, interrupts, full disks and folders that cannot be written: an error of two lines, and nothing is lost."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

import provenance

ROOT = Path(__file__).parents[2]
ROWS = "SELECT document_id, source_id, relation, share_of_document, confidence FROM derivations ORDER BY ALL"


def in_two_lines(process) -> bool:
    """Return whether a command ended with an error of one line and what to do in another, and no traceback."""
    lines = process.stderr.strip().splitlines()
    return process.returncode != 0 and "Traceback" not in process.stderr and lines[-2].startswith("error: ")


def derivations(db) -> list[tuple]:
    with duckdb.connect(str(db), read_only=True) as other:
        return other.sql(ROWS).fetchall()


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM], ids=lambda kind: kind.name)
def test_a_run_that_is_stopped_goes_on_to_the_same_rows(stories, tmp_path, times, kind):
    provenance.trace(stories, tmp_path / "whole.duckdb")
    chance = random.Random(kind)
    for number in range(times // 3):
        db = tmp_path / f"{number}.duckdb"
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "cli.py"), "trace", str(stories), "--db", str(db)],
            env={"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        time.sleep(chance.uniform(0.5, 3))
        process.send_signal(kind)
        assert "Traceback" not in process.communicate(timeout=60)[1]
        provenance.trace(stories, db)
        assert derivations(db) == derivations(tmp_path / "whole.duckdb")


@pytest.mark.parametrize("blocks", [200])
def test_a_file_that_cannot_grow_is_an_error_of_two_lines_and_the_next_run_goes_on(stories, command, tmp_path, blocks):
    process = command("trace", stories, "--db", "w.duckdb", before=f"ulimit -f {blocks}")
    assert in_two_lines(process), process.stderr
    assert "cannot be written" in process.stderr
    assert provenance.trace(stories, tmp_path / "w.duckdb").after["documents"] == 40


def test_no_such_folder_and_no_database_are_errors_of_two_lines(command):
    for words in (
        ["trace", "--db", "gone/w.duckdb"],
        ["sql", "SELECT 1", "--db", "gone.duckdb"],
        ["status", "--db", "."],
    ):
        process = command(*words)
        assert process.returncode in (1, 2, 10)
        assert "Traceback" not in process.stderr
        assert len(process.stderr.strip().splitlines()) <= 4


def test_a_statement_that_does_not_notice_its_limit_ends_with_the_process(stories, command):
    provenance.add(stories, stories / "w.duckdb")
    start = time.monotonic()
    process = command(
        "sql", "SELECT length(lpad('x', 1500000000, 'y'))", "--timeout", "1", "--db", stories / "w.duckdb", timeout=60
    )
    assert in_two_lines(process) or process.returncode == 0
    assert time.monotonic() - start < 40


def test_what_an_error_quotes_does_not_act_on_the_terminal(stories, command):
    provenance.add(
        [{"id": f"same\x1b[31m{n}\u202e", "text": f"Text {n} of the town."} for n in range(2)], stories / "w.duckdb"
    )
    process = command("chains", "same", "--db", stories / "w.duckdb")
    assert process.returncode == 2
    assert not set("\x1b\u202e") & set(process.stderr)
