"""What the whole pipeline finds in the made-up corpus, held against the truth beside it."""

import json

import pytest

import provenance
from provenance.resources import PACKAGE

DEMO = PACKAGE / "demo"
TRUTH = json.loads((DEMO / "truth.json").read_text(encoding="utf-8"))
UNSEEN = {each["source"] for each in TRUTH["unseen"]}
ONE_ROLE = {"source", "byline", "translation"}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """Answer a query over a warehouse of the corpus."""
    db = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    provenance.trace([DEMO / "documents.jsonl"], db)
    with provenance.Warehouse.open(db) as warehouse:
        yield lambda query: warehouse.sql(query).rows(named=True)


@pytest.fixture(scope="module")
def derivations(rows):
    found = {}
    for row in rows("FROM derivations ORDER BY document_id, source_id"):
        found.setdefault(row["document_id"], []).append(row)
    return found


@pytest.mark.parametrize("edge", TRUTH["edges"], ids=lambda edge: edge["document"])
def test_a_document_derives_from_its_source_alone(edge, derivations, rows):
    [found] = derivations[edge["document"]]
    unseen = {row["source_id"] for row in rows("FROM unseen_sources ORDER BY source_id")}
    assert found["source_id"] in (unseen if edge["source"] in UNSEEN else {edge["source"]})
    assert found["source_outlet_id"] == edge["source_outlet"]
    assert found["credited"] == edge["credited"]
    assert edge["relation"] in (None, found["relation"])


def test_nothing_else_derives(derivations):
    assert set(derivations) == {edge["document"] for edge in TRUTH["edges"]}


@pytest.mark.parametrize("unseen", TRUTH["unseen"], ids=lambda unseen: unseen["source"])
def test_derivatives_of_an_absent_story_share_one_source(unseen, derivations):
    assert len({derivations[document][0]["source_id"] for document in unseen["documents"]}) == 1


def test_the_blog_stands_two_steps_below_the_agency(rows):
    [chain] = rows("SELECT path FROM chains WHERE document_id = 'owl-ferry'")
    assert chain["path"] == ["ap-ferry", "valley-ferry", "owl-ferry"]


@pytest.mark.parametrize("credit", TRUTH["credits"] + TRUTH["photo_credits"], ids=lambda credit: credit["value"])
def test_a_credit_is_read_where_it_stands(credit, rows):
    roles = {
        row["role"]
        for row in rows("FROM credits WHERE start IS NOT NULL ORDER BY document_id, credit")
        if row["document_id"] == credit["document"] and row["outlet_id"] == credit["outlet"]
        if row["start"] < credit["stop"] and row["stop"] > credit["start"]
    }
    assert roles & (ONE_ROLE if credit["role"] in ONE_ROLE else {credit["role"]})
    assert credit["role"] != "photo" or not roles & ONE_ROLE


def test_what_stands_twice_is_found_whole_and_nothing_else(rows):
    columns = ("document", "first_start", "first_stop", "start", "stop")
    found = rows("SELECT document_id AS document, first_start, first_stop, start, stop FROM repeats ORDER BY ALL")
    assert found == [{name: repeat[name] for name in columns} for repeat in TRUTH["repeats"]]


def test_a_revision_is_told_from_a_copy(rows):
    found = {(row["document_id"], row["revised_id"]) for row in rows("FROM revisions ORDER BY ALL")}
    assert found == {(revision["document"], revision["earlier"]) for revision in TRUTH["revisions"]}


def test_nothing_is_left_undecided(rows):
    assert rows("FROM undetermined ORDER BY ALL") == []
