"""The thread budget: ordered results, bounded lookahead, no pool for one thread."""

import pickle
import threading
import time

import pytest

from provenance.threads import Threads

COUNTS = (1, 2, 5)


def double(number):
    time.sleep(0.001 * (number % 3))
    return 2 * number


@pytest.mark.parametrize("count", COUNTS)
def test_results_come_in_the_order_of_the_items(count):
    assert list(Threads(count).map(double, range(20))) == [2 * number for number in range(20)]


@pytest.mark.parametrize("count", COUNTS)
def test_no_items_give_no_results(count):
    assert list(Threads(count).map(double, [])) == []


def test_one_thread_is_the_calling_thread():
    assert set(Threads().map(lambda _: threading.get_ident(), range(3))) == {threading.get_ident()}


@pytest.mark.parametrize("count", COUNTS)
def test_items_are_drawn_in_the_calling_thread_and_few_ahead(count):
    drawn, threads = [], set()

    def items():
        for number in range(50):
            drawn.append(number)
            threads.add(threading.get_ident())
            yield number

    for number, _ in enumerate(Threads(count).map(double, items())):
        assert len(drawn) - number <= count + 1
    assert threads == {threading.get_ident()}


@pytest.mark.parametrize("count", COUNTS)
def test_an_error_stands_in_the_place_of_its_result(count):
    results = Threads(count).map(lambda number: 6 // (3 - number), range(50))
    assert [next(results) for _ in range(3)] == [2, 3, 6]
    with pytest.raises(ZeroDivisionError):
        next(results)


@pytest.mark.parametrize("count", COUNTS)
def test_a_caller_may_stop_early(count):
    begun = []

    def begin(number):
        begun.append(number)
        return number

    results = Threads(count).map(begin, range(1000))
    assert next(results) == 0
    results.close()
    assert len(begun) <= count + 1


def test_a_budget_can_be_pickled():
    assert pickle.loads(pickle.dumps(Threads(3))) == Threads(3)


@pytest.mark.parametrize("count", [0, -1])
def test_a_budget_of_no_thread_is_refused(count):
    with pytest.raises(ValueError, match="at least one thread"):
        Threads(count)
