"""Answers of the site are kept while the file stays as it is, found once for all who ask, and never kept when wrong."""

import threading

import pytest

from provenance.pipeline.kept_answers import KeptAnswers


class Finder:
    """Finds answers, and counts how often it had to."""

    def __init__(self, status=200, content=b"words"):
        self.count, self.answer = 0, (status, content)

    def __call__(self):
        self.count += 1
        return self.answer


@pytest.fixture
def file(tmp_path):
    (tmp_path / "w.duckdb").write_text("one")
    return tmp_path / "w.duckdb"


def test_an_answer_is_kept_until_the_file_or_its_log_changes(file):
    kept, find = KeptAnswers(file), Finder()
    assert [kept.answer("a", find) for _ in range(3)] == [(200, b"words")] * 3
    assert find.count == 1
    file.with_name("w.duckdb.wal").write_text("a commit")
    kept.answer("a", find)
    assert find.count == 2
    file.write_text("another")
    kept.answer("a", find)
    kept.answer("b", find)
    assert find.count == 4


def test_an_answer_during_which_the_file_changed_and_one_of_an_error_are_not_kept(file):
    kept, find, wrong = KeptAnswers(file), Finder(), Finder(status=404)

    def changing():
        file.write_text("other words")
        return find()

    kept.answer("a", changing)
    kept.answer("a", find)
    kept.answer("b", wrong)
    kept.answer("b", wrong)
    assert (find.count, wrong.count) == (2, 2)


def test_no_more_is_kept_than_fits_and_what_was_asked_for_last_stays(file):
    kept, find = KeptAnswers(file, most_bytes=40), Finder(content=b"0123456789")
    for question in ("a", "b", "c", "d", "a", "e", "a"):
        kept.answer(question, find)
    assert find.count == 5
    kept.answer("b", find)
    assert find.count == 6
    long = Finder(content=bytes(41))
    kept.answer("long", long)
    kept.answer("long", long)
    assert long.count == 2


def test_who_asks_what_is_just_being_answered_waits_for_that_answer_or_its_error(file):
    kept, gate, answers, calls = KeptAnswers(file), threading.Event(), [], []

    asked = threading.Semaphore(0)

    def slow():
        calls.append(1)
        assert gate.wait(60)
        raise ValueError

    def ask():
        asked.release()
        try:
            kept.answer("a", slow)
        except ValueError as error:
            answers.append(error)

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
        assert asked.acquire(timeout=60)
    threading.Timer(0.3, gate.set).start()
    for thread in threads:
        thread.join(10)
    assert len(answers) == 5
    assert len(calls) == 1
    assert kept.answer("a", Finder()) == (200, b"words")
