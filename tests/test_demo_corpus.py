"""The made-up corpus that ships with the package, and the truth beside it."""

import json
from datetime import datetime

import pytest

from provenance.resources import PACKAGE

FIELDS = ["document_id", "outlet", "url", "title", "byline", "published_at", "language", "text"]
RELATIONS = {"republished", "excerpted", "edited", "expanded", "paraphrased", "translated"}
LINES = (PACKAGE / "demo" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
DOCUMENTS = {record["document_id"]: record for record in map(json.loads, LINES)}
TRUTH = json.loads((PACKAGE / "demo" / "truth.json").read_text(encoding="utf-8"))
SOURCES = set(DOCUMENTS) | {each["source"] for each in TRUTH["unseen"]}


def five_words(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}


def test_every_record_has_the_same_fields():
    assert all(list(record) == FIELDS for record in DOCUMENTS.values())


def test_no_id_stands_twice():
    assert len(LINES) == len(DOCUMENTS) >= 14


def test_there_are_many_outlets():
    assert len({record["outlet"] for record in DOCUMENTS.values()}) >= 12


def test_addresses_belong_to_nobody():
    assert all(".example/" in record["url"] for record in DOCUMENTS.values())


def test_times_are_fine_coarse_and_missing():
    times = [record["published_at"] for record in DOCUMENTS.values()]
    assert None in times
    assert any(time and len(time) == len("2024-05-03") for time in times)
    assert all(datetime.fromisoformat(time) for time in times if time)


@pytest.mark.parametrize("edge", TRUTH["edges"], ids=lambda edge: edge["document"])
def test_edges_name_documents_that_are_there(edge):
    assert edge["document"] in DOCUMENTS
    assert edge["source"] in SOURCES
    assert edge["relation"] in RELATIONS if edge["source"] in DOCUMENTS else edge["relation"] is None


def test_every_relation_of_words_is_there():
    found = {(edge["relation"], edge["credited"]) for edge in TRUTH["edges"]}
    assert {relation for relation, _ in found} >= RELATIONS - {"paraphrased"}
    assert ("republished", False) in found


def test_a_chain_of_two_steps_loses_its_credit():
    source = {edge["document"]: edge for edge in TRUTH["edges"]}
    last = source["owl-ferry"]
    assert not last["credited"]
    assert source[last["source"]]["source"] == "ap-ferry"


@pytest.mark.parametrize("credit", TRUTH["credits"] + TRUTH["photo_credits"], ids=lambda credit: credit["document"])
def test_credits_stand_where_the_truth_says(credit):
    text = DOCUMENTS[credit["document"]]["text"]
    assert text[credit["start"] : credit["stop"]] == credit["value"]


@pytest.mark.parametrize("repeat", TRUTH["repeats"], ids=lambda repeat: repeat["document"])
def test_repeats_say_the_same_again(repeat):
    text = DOCUMENTS[repeat["document"]]["text"]
    first, again = text[repeat["first_start"] : repeat["first_stop"]], text[repeat["start"] : repeat["stop"]]
    assert first == again
    assert len(first) > 1000


def test_an_uncredited_copy_names_no_agency():
    for edge in TRUTH["edges"]:
        if not edge["credited"]:
            text = DOCUMENTS[edge["document"]]["text"]
            assert not any(name in text for name in ("AP", "Associated Press", "Reuters", "美联社", "Courier"))


def test_neither_derivative_of_an_absent_story_can_be_the_others_parent():
    for unseen in TRUTH["unseen"]:
        left, right = (five_words(DOCUMENTS[document]["text"]) for document in unseen["documents"])
        assert min(len(left & right), len(left - right), len(right - left)) > 30


def test_the_blog_carries_the_papers_edits_and_not_the_agencys_words():
    agency, paper, blog = (five_words(DOCUMENTS[name]["text"]) for name in ("ap-ferry", "valley-ferry", "owl-ferry"))
    assert len(blog & paper) > 1.2 * len(blog & agency)


def test_independent_stories_share_no_more_than_a_quotation():
    for name in TRUTH["independent"]:
        mine = five_words(DOCUMENTS[name]["text"])
        others = (five_words(record["text"]) for other, record in DOCUMENTS.items() if other != name)
        assert all(len(mine & other) <= 12 for other in others)
        assert name not in {edge["document"] for edge in TRUTH["edges"]}


def test_a_revision_is_its_own_outlets():
    for revision in TRUTH["revisions"]:
        later, earlier = DOCUMENTS[revision["document"]], DOCUMENTS[revision["earlier"]]
        assert later["outlet"] == earlier["outlet"]
        assert later["published_at"] > earlier["published_at"]
