"""The evidence in plain words: sentences that name outlets and quote the texts, with the numbers beside them."""

import json

import polars as pl
import pytest

from provenance.settings import Settings
from provenance.stages.derivations import derivations
from provenance.threads import Threads
from tests.stages.test_derivations import World, one, story

NAMES = {"agency": "Northern Wire", "courier": "Valley Courier", "blog": "Night Owl Blog", "ledger": "Harbor Ledger"}
SENTENCES = story(5, 14)


def put(place: int, words: str) -> list[str]:
    """The story with words in the middle of one sentence."""
    changed = list(SENTENCES)
    parts = changed[place].split()
    changed[place] = " ".join([*parts[:5], *words.split(), *parts[5:]])
    return changed


def reasons(world: World, document: str) -> list[dict]:
    inputs = world.inputs()
    named = inputs.outlets.with_columns(name=pl.col("outlet_id").replace(NAMES))
    inferred = derivations(inputs._replace(outlets=named), Settings(), Threads())
    return json.loads(str(one(inferred, document)["evidence"]))


def details(world: World, document: str, kind: str) -> list[str]:
    return [reason["detail"] for reason in reasons(world, document) if reason["kind"] == kind]


@pytest.fixture
def handed_on() -> World:
    """An agency's story, a paper that changed two words of it, and a blog that has the paper's words."""
    world = World()
    world.add("wire", "agency", put(3, "by a tow rope"), 0)
    world.add("paper", "courier", put(3, "by a borrowed old hawser"), 3)
    world.add("post", "blog", put(3, "by a borrowed old hawser")[:10], 9)
    world.credit("paper", "agency")
    return world


def test_who_changed_the_words_and_who_has_them_is_said_with_the_words(handed_on):
    [told] = details(handed_on, "post", "wording")
    assert (
        told == "Valley Courier changed “tow rope” to “borrowed old hawser”; this text has the words of Valley Courier"
    )


def test_words_that_were_put_in_are_quoted_with_those_around_them():
    world = World()
    world.add("wire", "agency", put(3, "by a tow rope"), 0)
    world.add("paper", "courier", put(3, "by a borrowed tow rope"), 3)
    world.add("post", "blog", put(3, "by a borrowed tow rope")[:10], 9)
    world.credit("paper", "agency")
    [told] = details(world, "post", "wording")
    assert told.startswith("Valley Courier changed “a tow” to “a borrowed tow”")


def test_what_a_document_leaves_out_adds_and_words_otherwise_is_quoted():
    world = World()
    world.add("wire", "agency", put(3, "by a tow rope"), 0)
    copy = [*put(3, "by a borrowed old hawser")[:7], *story(77, 2)]
    world.add("paper", "courier", copy, 3)
    world.credit("paper", "agency")
    [changes] = [reason for reason in reasons(world, "paper") if reason["kind"] == "changes"]
    assert f"leaves out “{' '.join(SENTENCES[7].split()[:5])}" in changes["detail"]
    assert f"adds “{' '.join(story(77, 2)[0].split()[:5])}" in changes["detail"]
    assert "has “borrowed old hawser” where Northern Wire has “tow rope”" in changes["detail"]
    assert changes["numbers"]["blocks_added"] == 1
    assert changes["numbers"]["words_lost"] > 30


def test_a_third_text_that_holds_what_is_missing_here_is_named_with_the_words():
    world = World()
    world.add("wire", "agency", SENTENCES, 0)
    world.add("third", "ledger", SENTENCES, 2)
    world.add("paper", "courier", SENTENCES[:9], 3)
    told = " ".join(details(world, "paper", "witness"))
    assert "stands in " in told
    assert "and not here: " in told
    assert any(word in told for word in SENTENCES[9].split())


def test_no_sentence_counts_runs_or_names_internal_ids(handed_on):
    for document in ("paper", "post"):
        told = " ".join(reason["detail"] for reason in reasons(handed_on, document))
        assert "runs of" not in told
        assert "blocks" not in told
        assert "wire" not in told.replace("Wire", "")


def test_days_are_told_as_days():
    world = World()
    world.add("wire", "agency", SENTENCES, 0)
    world.add("paper", "courier", SENTENCES, 24)
    by_day = pl.Series(["second", "day"])
    inputs = world.inputs()
    documents = inputs.documents.with_columns(
        published_precision=by_day, published_at=pl.col("published_at").dt.truncate("1d")
    )
    inferred = derivations(inputs._replace(documents=documents), Settings(), Threads())
    assert "published on a later day than agency" in str(one(inferred, "paper")["evidence"])


def test_two_documents_of_one_name_are_told_apart_by_their_ids():
    world = World()
    world.add("wire", "agency", SENTENCES, 0)
    world.add("paper", "courier", SENTENCES, 3)
    world.credit("paper", "agency")
    inputs = world.inputs()
    one_name = inputs.outlets.with_columns(name=pl.lit("The News"))
    inferred = derivations(inputs._replace(outlets=one_name), Settings(), Threads())
    assert "published 3.0 hours after The News (wire)" in str(one(inferred, "paper")["evidence"])


def test_a_name_with_quotation_marks_and_controls_stays_valid_json():
    world = World()
    world.add("wire", "agency", SENTENCES, 0)
    world.add("paper", "courier", put(2, 'he said "no\\no" twice'), 3)
    inputs = world.inputs()
    hostile = inputs.outlets.with_columns(name=pl.format('A "{}" \\ \x1b[31m\n', "outlet_id"))
    inferred = derivations(inputs._replace(outlets=hostile), Settings(), Threads())
    told = json.loads(str(one(inferred, "paper")["evidence"]))
    assert any('A "agency" \\ \x1b[31m\n' in reason["detail"] for reason in told)
