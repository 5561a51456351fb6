"""Damaged databases and logs: what is damaged is noticed, or the answers are right; none is wrong without a word."""

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import provenance

WORKER = Path(__file__).with_name("worker.py")
KINDS = ("bit", "zeros", "cut", "noise", "other block")


class Worker:
    """A process that asks databases; another takes its place where one is lost."""

    def __init__(self) -> None:
        self.process = None

    def ask(self, db, trace=None) -> dict:
        """Return what a database answers: its rows, what was said, or that the process was lost."""
        if self.process is None or self.process.poll() is not None:
            self.end()
            self.process = subprocess.Popen(
                [sys.executable, str(WORKER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                text=True, env={"PYTHONPATH": str(Path(provenance.__file__).parents[1])},
            )  # fmt: skip
        self.process.stdin.write(json.dumps({"db": str(db), "trace": trace and str(trace)}) + "\n")
        self.process.stdin.flush()
        self.process.stdout.readline()
        answer = self.process.stdout.readline()
        return json.loads(answer) if answer else {"lost": self.process.wait()}

    def end(self) -> None:
        """End the process, if there is one."""
        if self.process is not None:
            self.process.communicate()


@pytest.fixture(scope="module")
def worker():
    process = Worker()
    yield process
    process.end()


@pytest.fixture
def traced(stories, tmp_path):
    """A warehouse of the stories."""
    provenance.trace(stories, tmp_path / "whole.duckdb")
    return tmp_path / "whole.duckdb"


def damaged(data: bytes, kind: str, chance: random.Random) -> bytes:
    """Return the bytes of a file with one damage."""
    at = chance.randrange(len(data))
    if kind == "bit":
        return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
    if kind == "cut":
        return data[:at]
    if kind == "noise":
        return data[:at] + chance.randbytes(min(512, len(data) - at)) + data[at + 512 :]
    start, other = at // 4096 * 4096, chance.randrange(len(data)) // 4096 * 4096
    block = bytes(4096) if kind == "zeros" else data[other : other + 4096].ljust(4096, b"\0")
    return (data[:start] + block + data[start + 4096 :])[: len(data)]


def test_a_damaged_file_is_noticed_or_answers_rightly(stories, traced, worker, tmp_path, tries):
    right, data, chance = worker.ask(traced)["rows"], traced.read_bytes(), random.Random(1)
    assert right
    wrong, noticed = [], 0
    for number in range(tries(4, 200)):
        kind, bad = KINDS[number % len(KINDS)], tmp_path / f"bad-{number}.duckdb"
        bad.write_bytes(damaged(data, kind, chance))
        told = worker.ask(bad, stories if number % 10 == 9 else None)
        noticed += bool(told.get("said"))
        if "lost" in told or (not told["said"] and told["rows"] != right):
            wrong.append((number, kind, told))
        bad.unlink()
    print(f"damages {number + 1}, noticed {noticed}, wrong {len(wrong)}")
    assert not wrong


def killed_with_a_log(stories: Path, db: Path, chance: random.Random) -> bytes:
    """Begin a trace, kill it while it has a log, and return that; none where it was too quick."""
    log = db.with_name(f"{db.name}.wal")
    process = subprocess.Popen(
        [sys.executable, "-c", f"import provenance; provenance.trace({str(stories)!r}, {str(db)!r})"],
        env={"PYTHONPATH": str(Path(provenance.__file__).parents[1])}, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    wanted = chance.choice([1, 20_000, 60_000])
    while process.poll() is None and not (log.exists() and log.stat().st_size >= wanted):
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return log.read_bytes() if log.exists() else b""


def test_a_lost_or_cut_log_is_noticed_or_what_it_held_comes_again(stories, traced, worker, tmp_path, tries):
    more = tmp_path / "more"
    more.mkdir()
    for file in stories.iterdir():
        (more / f"more-{file.name}").write_text(file.read_text().replace('"id": "', '"id": "more-'))
    right = worker.ask(shutil.copy(traced, tmp_path / "quiet.duckdb"), more)["rows"]
    chance, wrong, said, done = random.Random(2), [], 0, 0
    while done < tries(4, 100):
        killed = Path(shutil.copy(traced, tmp_path / "killed.duckdb"))
        log = killed_with_a_log(more, killed, chance)
        for kind in ("lost", "cut", "flipped", "empty") if log else ():
            bad = Path(shutil.copy(killed, tmp_path / f"log-{done}.duckdb"))
            changed = {
                "cut": log[: chance.randrange(1, len(log))],
                "flipped": damaged(log, "bit", chance),
                "empty": b"",
            }
            if kind in changed:
                bad.with_name(f"{bad.name}.wal").write_bytes(changed[kind])
            told = worker.ask(bad, more)
            said += bool(told.get("said"))
            if "lost" in told or (not told["said"] and told["rows"] != right):
                wrong.append((kind, len(log), told))
            done += 1
        killed.with_name(f"{killed.name}.wal").unlink(missing_ok=True)
    print(f"logs {done}, noticed {said}, wrong {len(wrong)}")
    assert not wrong
