"""A steady stream of readings leaves moments in which nobody holds the file."""

import threading
import time
from contextlib import contextmanager

import pytest

from provenance.pipeline import turns
from provenance.pipeline.turns import Turns


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_HOLD", 0.2)
    monkeypatch.setattr(turns, "GAP", 0.05)


def test_overlapping_readings_let_the_file_go_and_none_is_lost():
    held, times, guard = [0], [], threading.Lock()

    @contextmanager
    def opened():
        with guard:
            held[0] += 1
        yield "open"
        with guard:
            held[0] -= 1
            times.append((time.monotonic(), held[0]))

    gate, done, end = Turns(opened), [], time.monotonic() + 1.5

    def read():
        while time.monotonic() < end:
            with gate.reading() as warehouse:
                time.sleep(0.02)
                done.append(warehouse)

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    free = [at for at, readers in times if readers == 0]
    assert len(done) == len(times) > 20
    assert len(free) >= 3


def test_a_reading_that_fails_takes_its_turn_back():
    @contextmanager
    def opened():
        raise OSError
        yield

    gate = Turns(opened)
    for _ in range(3):
        with pytest.raises(OSError), gate.reading():  # noqa: PT011 - whatever it is
            pass
