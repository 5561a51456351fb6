"""Rulings: obeyed at once and by every later run, kept when withdrawn."""

import shutil

import pytest

import provenance
from provenance.errors import UsageError
from provenance.warehouse.warehouse import Warehouse

ABSENT = "unseen:reuters"


@pytest.fixture(scope="module")
def traced(tmp_path_factory):
    """A warehouse of the demo corpus, made once."""
    db = tmp_path_factory.mktemp("rulings") / "demo.duckdb"
    provenance.demo(db)
    return db


@pytest.fixture
def demo(traced, db):
    """A copy of it to be ruled on."""
    return shutil.copyfile(traced, db)


def edges(db):
    """Return every edge with what its direction rests on."""
    with Warehouse.open(db) as warehouse:
        rows = warehouse.sql("SELECT document_id, source_id, direction_basis FROM derivations").rows()
    return {(document, source): basis for document, source, basis in rows}


def one(db, statement):
    with Warehouse.open(db) as warehouse:
        return warehouse.sql(statement).row(0)


def test_a_confirmed_edge_stands_and_says_who_and_why(demo):
    provenance.rule("edge", "northshore-ferry", "yes", source="valley-ferry", db=demo, note="they told me", who="Jo")
    assert edges(demo)["northshore-ferry", "valley-ferry"] == "ruling"
    [evidence] = one(demo, "SELECT evidence FROM derivations WHERE document_id = 'northshore-ferry'")
    assert "Jo" in evidence
    assert "they told me" in evidence


def test_a_rejected_edge_goes(demo):
    provenance.rule("edge", "ledger-ferry", "no", source="ap-ferry", db=demo)
    assert ("ledger-ferry", "ap-ferry") not in edges(demo)


def test_that_one_way_is_wrong_does_not_say_that_the_other_is_right(records, write, db):
    twin = {"title": None, "byline": None, "published_at": None, "text": records[0]["text"].replace("(AP)", "")}
    pair = [{"document_id": name, "outlet": f"{name} Weekly", "url": None, "language": "en"} | twin for name in "ab"]
    provenance.trace([write("pair.jsonl", pair)], db)
    assert edges(db) == {}
    provenance.rule("edge", "a", "no", source="b", db=db)
    assert edges(db) == {}


def test_an_edge_to_a_source_nobody_has_can_be_rejected(demo):
    provenance.rule("edge", "ironbridge-lithium", "no", source=ABSENT, db=demo)
    assert not [document for document, source in edges(demo) if document == "ironbridge-lithium"]


def test_an_edge_between_documents_that_share_no_text_can_be_confirmed(demo):
    provenance.rule("edge", "standard-lithium", "yes", source="owl-ferry", db=demo)
    assert edges(demo)["standard-lithium", "owl-ferry"] == "ruling"


def test_an_original_derives_from_nothing(demo):
    provenance.rule("document", "owl-ferry", "original", db=demo)
    assert not [document for document, source in edges(demo) if document == "owl-ferry"]


@pytest.mark.parametrize(
    ("verdict", "at", "precision"),
    [
        ("2024-05-03T10:05:00+02:00", "2024-05-03 08:05:00", "second"),
        ("2024-05-03T10:05Z", "2024-05-03 10:05:00", "minute"),
        ("2024-05-03", "2024-05-03 00:00:00", "day"),
        ("unknown", None, None),
    ],
)
def test_a_date_is_shown_as_it_was_ruled_and_as_finely(demo, verdict, at, precision):
    provenance.rule("date", "ap-ferry", verdict, db=demo)
    shown = one(
        demo,
        "SELECT published_at::VARCHAR, published_precision, published_basis FROM documents "
        "WHERE document_id = 'ap-ferry'",
    )
    assert shown == (at, precision, "ruling")


def test_what_came_is_kept_beside_the_ruling(demo):
    before = one(demo, "SELECT outlet_id FROM documents WHERE document_id = 'owl-ferry'")
    provenance.rule("outlet", "owl-ferry", "Reuters", db=demo)
    assert one(demo, "SELECT outlet_id FROM documents WHERE document_id = 'owl-ferry'") == ("reuters",)
    assert one(demo, "SELECT outlet_id FROM internal.documents WHERE document_id = 'owl-ferry'") == before


def test_withdrawing_gives_the_rows_of_before_and_keeps_the_record(demo, said):
    before = said(demo)
    made = [
        provenance.rule("date", "ap-ferry", "2023", db=demo),
        provenance.rule("outlet", "owl-ferry", "Reuters", db=demo),
        provenance.rule("edge", "ironbridge-lithium", "no", source=ABSENT, db=demo),
        provenance.rule("edge", "standard-lithium", "yes", source="owl-ferry", db=demo),
    ]
    assert said(demo) != before
    for ruling in made:
        provenance.withdraw(ruling.number, db=demo)
    assert said(demo) == before
    assert one(demo, "SELECT count(*) FROM rulings") == (8,)


def test_the_last_ruling_holds(demo):
    provenance.rule("edge", "ledger-ferry", "no", source="ap-ferry", db=demo)
    provenance.rule("edge", "ledger-ferry", "yes", source="ap-ferry", db=demo)
    assert ("ledger-ferry", "ap-ferry") in edges(demo)


def test_a_ruling_waits_for_documents_that_are_not_analysed(demo, write, records):
    more = {**records[0], "document_id": "late", "text": records[0]["text"] + " And more."}
    provenance.add([write("more.jsonl", [more])], demo)
    assert provenance.rule("edge", "ledger-ferry", "no", source="ap-ferry", db=demo).waits
    provenance.trace([], demo)
    assert ("ledger-ferry", "ap-ferry") not in edges(demo)


@pytest.mark.parametrize(
    ("subject", "document", "verdict", "source", "words"),
    [
        ("edge", "nobody", "yes", "ap-ferry", "no document"),
        ("edge", "owl-ferry", "yes", "nobody", "no document"),
        ("edge", "owl-ferry", "perhaps", "ap-ferry", "no verdict"),
        ("edge", "owl-ferry", "yes", "owl-ferry", "itself"),
        ("date", "owl-ferry", "soon", None, "no verdict"),
        ("outlet", "owl-ferry", "Associatd Press", None, "no outlet"),
        ("mood", "owl-ferry", "sad", None, "nothing can be ruled"),
    ],
)
def test_what_is_not_known_is_refused(demo, subject, document, verdict, source, words):
    with pytest.raises(UsageError, match=words):
        provenance.rule(subject, document, verdict, source=source, db=demo)


def test_a_circle_is_refused(demo):
    first = provenance.rule("edge", "owl-ferry", "yes", source="valley-ferry", db=demo)
    with pytest.raises(UsageError, match=f"ruling {first.number}"):
        provenance.rule("edge", "valley-ferry", "yes", source="owl-ferry", db=demo)


def test_an_edge_goes_to_an_outlet_whose_story_is_not_in_the_corpus(demo):
    provenance.rule("edge", "owl-ferry", "yes", source="Reuters", db=demo, note="their desk says so")
    with provenance.Warehouse.open(demo) as warehouse:
        ruled = warehouse.sql(
            "SELECT e.source_outlet_id, e.direction_basis, u.basis, u.known_from "
            "FROM edges AS e JOIN unseen_sources AS u USING (source_id) "
            "WHERE e.document_id = 'owl-ferry' AND e.source_outlet_id = 'reuters'"
        )
    assert ruled.rows() == [("reuters", "ruling", "ruling", ["owl-ferry"])]


def test_a_document_goes_to_an_outlet_that_is_new(demo):
    provenance.rule("outlet", "owl-ferry", "Gull Island Voices", db=demo)
    with provenance.Warehouse.open(demo) as warehouse:
        outlet = warehouse.sql(
            "SELECT outlet_id, name, kind FROM documents JOIN outlets USING (outlet_id) WHERE document_id = 'owl-ferry'"
        )
    assert outlet.rows() == [("gull-island-voices", "Gull Island Voices", "unknown")]
