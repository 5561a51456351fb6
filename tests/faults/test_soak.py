"""The site under load while documents are added: memory and open files stay flat, and every request is answered."""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import provenance

ROOT = Path(__file__).parents[2]
PORT = 8700 + os.getpid() % 200
PATHS = ("/", "/api/stories", "/api/edges", "/find?q=council", "/document/0-1", "/api/find?q=town", "/api/openapi.json")
COMMAND = (sys.executable, str(ROOT / "cli.py"))
RATE = 50
"""Requests a second."""
FRESH = 50
"""One request of so many asks what nobody has asked before."""
THREADS = 10
LATE = 20
"""Seconds of requests that are made up for, where they came late."""


def held(process: int) -> tuple[int, int]:
    """Return the resident memory of a process in MiB, and its open files."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20, len(list(Path(f"/proc/{process}/fd").iterdir()))


class Load(threading.Thread):
    """Asks for pages, at some rate, until it is told to end; every fiftieth time for what nobody has asked for."""

    def __init__(self, ending: threading.Event, rate: float, first: int) -> None:
        super().__init__(daemon=True)
        self.answers, self.busy, self.failures, self._ending, self._rate, self._turn = 0, 0, [], ending, rate, first
        self.longest = 0.0

    def run(self) -> None:
        due = time.monotonic()
        while not self._ending.wait(max(0.0, due - time.monotonic())):
            due = max(due + 1 / self._rate, time.monotonic() - LATE)  # what was late is made up for
            start = time.monotonic()
            self.ask()
            self.longest = max(self.longest, time.monotonic() - start)

    def ask(self) -> None:
        self._turn += 1
        path = PATHS[self._turn % len(PATHS)]
        if self._turn % FRESH == 0:
            path = f"/find?q=council+{self._turn}"
        try:
            with urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=60) as answer:
                answer.read()
                self.answers += 1
        except HTTPError as error:
            text = error.read().decode("utf-8", "replace")
            self.busy += "in use" in text  # the writer had the file for longer than the site waits
            if "in use" not in text:
                self.failures.append((path, error.code, text[:200]))
        except OSError as error:
            self.failures.append((path, repr(error)))


def test_serve_under_load_with_additions_stays_flat(stories, tmp_path, soak):
    db = tmp_path / "w.duckdb"
    provenance.trace(stories, db)
    server = subprocess.Popen(
        [*COMMAND, "serve", "--no-browser", "--port", str(PORT), "--db", str(db), "--wait", "20"],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    ending, additions, measures = threading.Event(), 0, []
    threads = [Load(ending, RATE / THREADS, first * 1_000_003) for first in range(THREADS)]
    try:
        for _ in range(200):
            time.sleep(0.1)
            try:
                urlopen(f"http://127.0.0.1:{PORT}/api/openapi.json", timeout=5).close()
                break
            except OSError:
                assert server.poll() is None
        start = time.monotonic()
        for thread in threads:
            thread.start()
        while time.monotonic() - start < 60 * soak:
            text = " ".join(
                f"Sentence {line} of addition {additions} tells what has been decided." for line in range(12)
            )
            (tmp_path / "new.jsonl").write_text(json.dumps({"id": f"new-{additions}", "outlet": "Late", "text": text}))
            subprocess.run(
                [*COMMAND, "add", str(tmp_path / "new.jsonl"), "--db", str(db), "--wait", "60"],
                env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, capture_output=True,
            )  # fmt: skip
            additions += 1
            measures.append(held(server.pid))
            ending.wait(max(1.0, 10 * soak if soak < 1 else 10))
        seconds = time.monotonic() - start
    finally:
        ending.set()
        for thread in threads:
            thread.join(60)
        server.terminate()
        server.wait(30)
    answers, busy = sum(thread.answers for thread in threads), sum(thread.busy for thread in threads)
    failures = [failure for thread in threads for failure in thread.failures]
    print(
        f"soak: {seconds:.0f} s, {answers} answers ({answers / seconds:.1f} a second), {busy} told of a writer, "
        f"longest {max(thread.longest for thread in threads):.1f} s"
    )
    print(f"{len(failures)} failed, {additions} additions; MiB and open files: {measures[0]} to {measures[-1]}")
    assert not failures
    assert answers
    assert additions
    early, late = measures[len(measures) // 4], measures[-1]
    assert late[0] <= early[0] * 1.25 + 60
    assert late[1] <= early[1] + 10
