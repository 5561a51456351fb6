"""What every engine promises: results in order, bounded lookahead in the calling thread, a thread budget a call.

Spark's is held to it, too, against a server in this process.
"""

import sys
import threading
import time
from pathlib import Path

import pytest

from provenance.engines.local import LocalProcesses, LocalThreads, Serial, budgets
from provenance.engines.spark import Spark
from provenance.threads import Threads

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def processes():
    """An engine whose processes find the functions of this file, after what is installed."""
    with pytest.MonkeyPatch.context() as patch, LocalProcesses(Threads(2)) as engine:
        patch.setattr(sys, "path", [*sys.path, str(ROOT)])
        yield engine


@pytest.fixture(scope="module")
def cluster(sail):
    with Spark(sail, threads=Threads(5)) as engine:
        yield engine


@pytest.fixture(params=["serial", "threads", "many threads", "processes", "cluster"])
def engine(request):
    engines = {
        "serial": Serial,
        "threads": lambda: LocalThreads(Threads(2)),
        "many threads": lambda: LocalThreads(Threads(5)),
    }
    return engines[request.param]() if request.param in engines else request.getfixturevalue(request.param)


def double(number, threads):
    assert threads.count >= 1
    time.sleep(0.001 * (number % 3))
    return 2 * number


def divide(number, _threads):
    return 6 // (3 - number)


def budget(_number, threads):
    return threads.count


@pytest.mark.parametrize("side_by_side", [True, False])
def test_results_come_in_the_order_of_the_batches(engine, side_by_side):
    assert list(engine.map(double, range(30), side_by_side=side_by_side)) == [2 * number for number in range(30)]


def test_no_batches_give_no_results(engine):
    assert list(engine.map(double, [])) == []


def test_batches_are_drawn_in_the_calling_thread_and_few_ahead(engine):
    drawn, threads = [], set()

    def batches():
        for number in range(40):
            drawn.append(number)
            threads.add(threading.get_ident())
            yield number

    for number, _ in enumerate(engine.map(double, batches())):
        assert len(drawn) - number <= engine.threads.count + 3
    assert threads == {threading.get_ident()}


def test_an_error_stands_in_the_place_of_its_result(engine):
    results = engine.map(divide, range(20))
    assert [next(results) for _ in range(3)] == [2, 3, 6]
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_one_batch_has_all_threads(engine):
    assert list(engine.map(budget, range(1))) == [engine.threads.count]


def test_batches_one_at_a_time_have_all_threads_each(engine):
    assert list(engine.map(budget, range(4), side_by_side=False)) == [engine.threads.count] * 4


def test_batches_side_by_side_share_the_threads():
    assert [threads.count for _, threads in budgets(range(12), 8)] == [4, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 8]
    assert list(budgets([], 8)) == []
