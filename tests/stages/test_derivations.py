"""Who derived what from whom, on made-up stories."""

import json
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.settings import Settings
from provenance.stages.derivations import Inference, Inputs, derivations
from provenance.stages.matches import matches
from provenance.tables import CREDITS, DERIVATIONS, DOCUMENTS, PAIRS, SKIPS, UNSEEN_SOURCES
from provenance.threads import Threads

SETTINGS = Settings()
NOON = datetime(2021, 5, 1, 12)
OUTLETS = pl.DataFrame(
    [
        ("agency", "agency"),
        ("ledger", "newspaper"),
        ("courier", "newspaper"),
        ("gazette", "newspaper"),
        ("blog", "site"),
    ],
    schema={"outlet_id": pl.String, "kind": pl.String},
    orient="row",
)
RULINGS = {
    "ruling": pl.Int32, "subject": pl.String, "key": pl.String, "verdict": pl.String, "note": pl.String,
    "who": pl.String, "at": pl.Datetime,
}  # fmt: skip


def story(seed: int, sentences: int = 12) -> list[str]:
    """Sentences of invented words, other ones for another seed."""
    random = Random(seed)
    return [
        " ".join("".join(random.choices("bdfgklmnprst", k=2)) + random.choice("aeiou") for _ in range(12)) + "."
        for _ in range(sentences)
    ]


class World:
    """Documents and credits, from which the other frames are made."""

    def __init__(self) -> None:
        self.documents: list[tuple[object, ...]] = []
        self.credits: list[tuple[object, ...]] = []

    def add(
        self, name: str, outlet: str | None, text: list[str], hours: float | None = None, url: str | None = None
    ) -> None:
        at = None if hours is None else NOON + timedelta(hours=hours)
        precision = None if hours is None else "second"
        key = len(self.documents)
        self.documents.append((key, name, outlet, url, None, None, None, "en", at, precision, " ".join(text)))

    def credit(self, name: str, outlet: str, strength: int = 4, role: str = "source", cue: str = "by") -> None:
        key = next(row[0] for row in self.documents if row[1] == name)
        place = sum(row[0] == key for row in self.credits)
        self.credits.append((key, place, role, outlet, None, cue, "byline", outlet, None, None, strength, None, None))

    def inputs(self, *rulings: tuple[str, str, str], previous: pl.DataFrame | None = None) -> Inputs:
        documents = pl.DataFrame(self.documents, schema=DOCUMENTS.schema(), orient="row")
        ids = dict(documents.select("document", "document_id").iter_rows())
        pairs = [(a, b) for a in ids for b in ids if ids[a] < ids[b]]
        matched = matches(pl.DataFrame(pairs, schema=PAIRS.schema(), orient="row"), documents, SKIPS.empty(), SETTINGS)
        credits_ = pl.DataFrame(self.credits, schema=CREDITS.schema(), orient="row")
        rows = [(number, *ruling, None, "a reader", NOON) for number, ruling in enumerate(rulings)]
        ruled = pl.DataFrame(rows, schema=RULINGS, orient="row")
        unseen = UNSEEN_SOURCES.empty() if previous is None else previous
        return Inputs(documents, matched.matches, matched.passages, credits_, SKIPS.empty(), OUTLETS, ruled, unseen)

    def infer(self, *rulings: tuple[str, str, str], previous: pl.DataFrame | None = None) -> Inference:
        return derivations(self.inputs(*rulings, previous=previous), SETTINGS, Threads())


def edges(inferred: Inference) -> set[tuple[str, str]]:
    return set(inferred.derivations.select("document_id", "source_id").iter_rows())


def one(inferred: Inference, document: str) -> dict[str, object]:
    return inferred.derivations.filter(pl.col("document_id") == document).row(0, named=True)


@pytest.fixture
def copied() -> World:
    """An agency's story, a paper that names it, and a blog that names the paper."""
    world = World()
    world.add("wire", "agency", story(1), 0)
    world.add("paper", "ledger", story(1), 3)
    world.add("post", "blog", story(1)[:7], 9)
    world.credit("paper", "agency")
    world.credit("post", "ledger")
    return world


def test_no_documents():
    empty = World().infer()
    assert empty.derivations.equals(DERIVATIONS.empty())
    assert empty.unseen_sources.equals(UNSEEN_SOURCES.empty())


def test_documents_without_match_or_credit_derive_from_nothing():
    world = World()
    world.add("a", "ledger", story(1), 0)
    world.add("b", "courier", story(2), 1)
    assert world.infer().derivations.is_empty()


def test_a_chain_follows_credits_and_dates(copied):
    inferred = copied.infer()
    assert edges(inferred) == {("paper", "wire"), ("post", "paper")}
    assert one(inferred, "paper")["relation"] == "republished"
    assert one(inferred, "post")["relation"] == "excerpted"
    assert one(inferred, "paper")["credit_status"] == "found"
    assert one(inferred, "paper")["source_outlet_id"] == "agency"


def test_every_reason_has_its_kind_detail_and_weight(copied):
    reasons = json.loads(str(one(copied.infer(), "paper")["evidence"]))
    assert {"agreement", "credit", "date"} <= {reason["kind"] for reason in reasons}
    assert all(
        set(reason) == {"kind", "detail", "weight", "document", "start", "stop", "numbers"} for reason in reasons
    )


def test_equal_texts_without_date_or_credit_stay_undetermined():
    world = World()
    world.add("a", "ledger", story(1))
    world.add("b", "courier", story(1))
    assert world.infer().derivations.is_empty()


@pytest.mark.parametrize("same", ["outlet", "url"])
def test_revisions_are_no_derivations(same):
    world = World()
    world.add("first", "ledger", story(1), 0, "https://example.org/1")
    other = ("ledger", "https://example.org/2") if same == "outlet" else ("courier", "https://example.org/1")
    world.add("second", other[0], story(1)[:-1] + story(9)[:1], 4, other[1])
    assert world.infer().derivations.is_empty()


def test_shared_quotations_alone_are_no_derivation():
    quotation = ["“" + " ".join(story(5)[:4]) + "”"]
    world = World()
    world.add("a", "ledger", story(1, 6) + quotation, 0)
    world.add("b", "courier", story(2, 6) + quotation, 4)
    assert world.infer().derivations.is_empty()


def test_one_credit_to_an_absent_outlet_proves_its_story():
    world = World()
    world.add("paper", "ledger", story(1), 0)
    world.credit("paper", "agency")
    inferred = world.infer()
    (source,) = inferred.unseen_sources.iter_rows(named=True)
    assert (source["outlet_id"], source["known_from"], source["basis"]) == ("agency", ["paper"], "credit")
    assert edges(inferred) == {("paper", source["source_id"])}


def siblings(seed: int = 1) -> World:
    """Two papers with an absent agency's story; each has matter that the other lacks."""
    text = story(seed)
    world = World()
    world.add("a", "ledger", text[:5] + text[8:], 1)
    world.add("b", "courier", text[:1] + text[4:], 5)
    return world


@pytest.mark.parametrize("named", [("a", "b"), ("a",)])
def test_two_derivatives_of_an_unseen_source_have_it_as_their_one_source(named):
    world = siblings()
    for name in named:
        world.credit(name, "agency")
    inferred = world.infer()
    (source,) = inferred.unseen_sources.iter_rows(named=True)
    assert edges(inferred) == {("a", source["source_id"]), ("b", source["source_id"])}
    assert one(inferred, "a")["credited"]
    assert one(inferred, "b")["credited"] == ("b" in named)
    assert one(inferred, "b")["credit_status"] == ("found" if "b" in named else "none_in_text")


def test_a_page_that_names_several_outlets_does_not_tell_whose_the_text_of_another_is():
    world = siblings()
    world.credit("a", "agency")
    world.credit("a", "gazette")
    inferred = world.infer()
    proved = set(inferred.unseen_sources["source_id"])
    assert len(proved) == 2
    assert not {source for document, source in edges(inferred) if document == "b"} & proved


def test_unseen_sources_of_one_agency_are_two_where_their_texts_differ():
    world = World()
    for name, seed in (("a", 1), ("b", 2)):
        world.add(name, "ledger", story(seed), 1)
        world.credit(name, "agency")
    assert world.infer().unseen_sources.height == 2


def test_an_unseen_root_has_its_chain():
    world = World()
    world.add("paper", "ledger", story(1), 1)
    world.add("post", "blog", story(1)[:8] + story(3, 4), 6)
    world.credit("paper", "agency")
    world.credit("post", "ledger")
    inferred = world.infer()
    (source,) = inferred.unseen_sources["source_id"]
    assert edges(inferred) == {("paper", source), ("post", "paper")}


def test_an_unseen_source_is_replaced_when_the_original_arrives():
    world = siblings()
    world.credit("a", "agency")
    world.credit("b", "agency")
    before = world.infer().unseen_sources
    world.add("wire", "agency", story(1), 0)
    after = world.infer(previous=before)
    assert edges(after) == {("a", "wire"), ("b", "wire")}
    assert after.unseen_sources.select("source_id", "replaced_by").rows() == [(before["source_id"][0], "wire")]


def test_an_unseen_source_keeps_its_id_when_later_documents_join():
    world = siblings()
    world.credit("a", "agency")
    world.credit("b", "agency")
    before = world.infer().unseen_sources
    world.add("c", "gazette", story(1)[2:9], 30)
    world.credit("c", "agency")
    after = world.infer(previous=before).unseen_sources.filter(pl.col("replaced_by").is_null())
    assert after["source_id"].to_list() == before["source_id"].to_list()


def test_a_citation_chain_is_a_chain_of_unseen_sources():
    world = World()
    world.add("page", "blog", story(1), 0)
    world.credit("page", "ledger", 2, cue="1/3 citing")
    world.credit("page", "courier", 2, cue="2/3 citing")
    world.credit("page", "agency", 2, cue="3/3 citing")
    inferred = world.infer()
    outlets = dict(inferred.unseen_sources.select("source_id", "outlet_id").iter_rows())
    named = {(outlets.get(d, d), outlets[s]) for d, s in edges(inferred)}
    assert named == {("page", "ledger"), ("ledger", "courier"), ("courier", "agency")}


def test_a_rejected_edge_is_none_and_a_confirmed_one_is_sure(copied):
    assert ("paper", "wire") not in edges(copied.infer(("edge", "paper <- wire", "rejected")))
    inferred = copied.infer(("edge", "post <- wire", "confirmed"))
    assert ("post", "wire") in edges(inferred)
    assert one(inferred, "post")["direction_basis"] == "ruling"
    assert float(str(one(inferred, "post")["confidence"])) > 0.99


def test_a_document_that_is_ruled_original_derives_from_nothing(copied):
    assert all(document != "paper" for document, _ in edges(copied.infer(("document", "paper", "original"))))


def test_ruled_dates_and_outlets_are_used():
    world = World()
    world.add("a", None, story(1), 0)
    world.add("b", "courier", story(1), 5)
    inferred = world.infer(("date", "b", "2021-04-28T00:00:00Z"), ("outlet", "a", "ledger"))
    assert ("b", "a") not in edges(inferred)
    assert one(world.infer(("outlet", "a", "ledger")), "b")["source_outlet_id"] == "ledger"


def test_attributed_spans_cover_each_body_once(copied):
    inferred = copied.infer()
    texts = {row[0]: str(row[-1]) for row in copied.documents}
    for (document,), rows in inferred.attributed_spans.group_by("document"):
        ends = rows.sort("start").select("start", "stop").rows()
        assert ends[0][0] == 0
        assert ends[-1][1] == len(texts[document])
        assert all(left[1] == right[0] for left, right in pairwise(ends))


@pytest.mark.parametrize(
    ("taken", "relation"),
    [
        (story(1), "republished"),
        (story(1)[:5], "excerpted"),
        (story(1) + story(7, 5), "expanded"),
        ([s.replace(s.split()[5], "verily", 1) for s in story(1)], "edited"),
        ([s.replace(s.split()[5], "verily", 1).replace(s.split()[9], "lo", 1) for s in story(1)], "paraphrased"),
        (story(1)[:6] + story(7, 1), "excerpted"),
    ],
)
def test_relations_are_those_a_reader_would_name(taken, relation):
    world = World()
    world.add("wire", "agency", story(1), 0)
    world.add("paper", "ledger", taken, 5)
    world.credit("paper", "agency")
    assert one(world.infer(), "paper")["relation"] == relation


def test_a_named_source_decides_where_copies_say_the_same():
    world = World()
    world.add("wire", "agency", story(1) + story(8, 3), 0)
    for name, outlet in (("a", "ledger"), ("b", "courier")):
        world.add(name, outlet, story(1), 2)
        world.credit(name, "agency")
    assert edges(world.infer()) == {("a", "wire"), ("b", "wire")}


def test_an_edit_that_two_copies_share_against_others_joins_them():
    """Two copies have an edit that the other two lack: the later of them has it from the earlier."""
    world = World()
    edited = [*story(1)[:4], story(6, 1)[0], *story(1)[4:]]
    texts = {"a": story(1), "b": [*story(1)[:2], story(5, 1)[0], *story(1)[2:]], "c": edited, "d": edited}
    for hours, (name, text) in enumerate(texts.items()):
        world.add(name, f"outlet-{name}", text, 2.0 * hours)
        if name != "d":
            world.credit(name, "agency")
    assert ("d", "c") in edges(world.infer())


def test_a_document_can_derive_from_the_absent_outlet_it_names_and_from_a_likelier_source():
    world = World()
    world.add("page", "ledger", story(1), 0)
    world.add("copy", "courier", story(1), 1)
    for name in ("page", "copy"):
        world.credit(name, "agency")
    sources = world.infer().derivations.filter(pl.col("document_id") == "copy")["source_id"].to_list()
    assert any(source.startswith("unseen:agency") for source in sources)


def test_a_documents_own_credit_replaces_a_weak_edge_in_the_other_direction():
    world = World()
    world.add("first", "ledger", story(1), 0)
    world.add("second", "blog", story(1), 0.5)
    world.credit("first", "blog")
    assert edges(world.infer()) == {("first", "second")}


def test_the_answer_over_unconnected_components_is_the_union_of_the_answers(copied):
    other = siblings(seed=20)
    other.credit("a", "agency")
    both = World()
    for world in (copied, other):
        shift = len(both.documents)
        both.documents += [(row[0] + shift, *row[1:]) for row in world.documents]
        both.credits += [(row[0] + shift, *row[1:]) for row in world.credits]
    frame = pl.concat([copied.infer().derivations, other.infer().derivations]).sort("document_id", "source_id")
    assert both.infer().derivations.equals(frame)


@given(st.permutations(range(5)))
@settings(max_examples=10)
def test_no_row_depends_on_the_order_or_the_numbers_of_documents(order):
    world = siblings()
    world.add("wire", "gazette", story(1)[3:], 2)
    world.add("c", "blog", story(1)[:6], None)
    world.add("d", None, story(1)[:6] + story(4, 3), 8)
    world.credit("a", "agency")
    world.credit("d", "blog")
    before = world.infer()
    shuffled = World()
    place = {old: new for new, old in enumerate(order)}
    shuffled.documents = [(place[row[0]], *row[1:]) for row in sorted(world.documents, key=lambda row: place[row[0]])]
    shuffled.credits = [(place[row[0]], *row[1:]) for row in world.credits]
    after = shuffled.infer()
    assert before.derivations.equals(after.derivations)
    assert before.unseen_sources.equals(after.unseen_sources)


def test_a_large_component_is_bounded_and_the_bound_counted():
    world = World()
    for each in range(60):
        world.add(f"d{each:03}", f"outlet-{each}", story(1)[: 12 - each % 3], each)
    inferred = world.infer()
    assert inferred.rejections["reason"].to_list() == ["sources_beyond_the_nearest"]
    assert inferred.derivations.height > 0


def test_of_two_days_the_earlier_counts():
    world = World()
    world.add("late", "ledger", story(1), 20)
    world.add("early", "courier", story(1), -4)
    days = pl.col("published_at").dt.truncate("1d")
    frames = world.inputs()
    dated = frames.documents.with_columns(days, published_precision=pl.lit("day"))
    inferred = derivations(frames._replace(documents=dated), SETTINGS, Threads())
    assert edges(inferred) == {("late", "early")}


def test_a_later_version_never_derives_from_the_copier_of_an_earlier_one():
    world = World()
    world.add("morning", "ledger", story(1)[:8], 0)
    world.add("copy", "blog", story(1)[:8], 3)
    world.add("evening", "ledger", story(1), 9)
    assert ("evening", "copy") not in edges(world.infer())


def test_a_report_that_names_an_outlet_strengthens_the_edge_and_proves_no_unseen_source():
    world = World()
    world.add("scoop", "ledger", story(1), 0)
    world.add("report", "blog", story(1)[:8], 1)
    world.credit("report", "ledger", 1, "report")
    named = one(world.infer(), "report")
    assert named["source_id"] == "scoop"
    assert named["credited"]
    alone = World()
    alone.add("report", "blog", story(1)[:8], 1)
    alone.credit("report", "ledger", 1, "report")
    assert alone.infer().derivations.is_empty()


def two_stories(**hours: float) -> World:
    """Two agencies' stories, and a page made of half of each."""
    world = World()
    world.add("one", "agency", story(1), hours.get("one", 0))
    world.add("two", "gazette", story(2), hours.get("two", 1))
    world.add("page", "blog", story(1)[:6] + story(2)[:6], hours.get("page", 20))
    return world


def test_a_page_made_of_two_stories_derives_from_both():
    inferred = two_stories().infer()
    assert edges(inferred) == {("page", "one"), ("page", "two")}
    spans = inferred.attributed_spans.filter(pl.col("document") == 2)
    assert {"one", "two"} <= set(spans["source_id"])


def test_a_page_older_than_two_stories_that_hold_parts_of_it_derives_from_neither():
    assert not {source for document, source in edges(two_stories(page=-20).infer()) if document == "page"}


def test_two_copies_of_one_story_are_not_two_sources():
    world = two_stories()
    world.add("copy", "courier", story(1), 2)
    found = edges(world.infer())
    assert len([source for document, source in found if document == "page"]) == 2
    assert ("page", "two") in found


def test_a_page_whose_sentences_are_from_two_stories_in_turn_derives_from_both():
    first, second = story(61, 10), story(62, 10)
    world = World()
    world.add("first", "ledger", first, 0)
    world.add("second", "courier", second, 1)
    world.add("both", "gazette", [each for pair in zip(first[:7], second[:7], strict=True) for each in pair], 9)
    assert edges(world.infer()) == {("both", "first"), ("both", "second")}


def test_an_attribution_further_down_is_a_report_of_one_fact():
    def proven(before: str) -> bool:
        world = World()
        text = before + "According to Courier, " + " ".join(story(63, 4))
        world.add("a", "ledger", [text], 0)
        start = len(before)
        world.credits.append(
            (
                0,
                0,
                "source",
                "courier",
                None,
                "According to",
                "text",
                "According to Courier",
                start,
                start + 20,
                2,
                None,
                None,
            )
        )
        return not world.infer().derivations.is_empty()

    assert proven("")
    assert not proven(" ".join(story(64, 2)) + " ")


def reports(*leads: str) -> World:
    """Pages that each say that the courier reported something, and share the sentences after that."""
    world, shared = World(), story(71, 4)
    for number, lead in enumerate(leads):
        opening = " ".join([*story(72 + number, 2), lead])
        world.add(f"page-{number}", f"blog-{number}", [opening, *shared], number)
        start = opening.index("the Courier")
        place = ("text", "the Courier", start, start + 11, 2, None, None)
        world.credits.append((number, 0, "report", "courier", None, "reported", *place))
    return world


def test_pages_that_report_one_absent_story_in_words_of_their_own_have_it_from_there():
    inferred = reports(
        "So the Courier reported.", "Closed, writes the Courier today.", "As the Courier reports."
    ).infer()
    assert inferred.derivations["source_outlet_id"].to_list() == ["courier"] * 3
    assert inferred.derivations["relation"].unique().to_list() == ["excerpted"]
    assert inferred.derivations["source_id"].n_unique() == 1


def test_one_report_of_an_absent_story_proves_none():
    assert reports("So the Courier reported.").infer().derivations.is_empty()


def test_what_only_a_copy_credits_is_no_source_of_a_text_that_others_name():
    world = World()
    world.add("first", "ledger", story(81), 0)
    world.add("paper", "blog", story(81), 3)
    world.add("copy", "site", story(81)[:8], 9)
    world.credit("paper", "ledger")
    world.credit("copy", "courier")
    derived = dict(world.infer().derivations.select("document_id", "source_outlet_id").iter_rows())
    assert "first" not in derived
    assert ("copy", "courier") in world.infer().derivations.select("document_id", "source_outlet_id").rows()


def test_of_texts_with_the_same_words_the_one_that_is_named_is_the_source():
    world = World()
    for number, (name, outlet) in enumerate((("wire", "agency"), ("paper", "ledger"), ("post", "blog"))):
        world.add(name, outlet, story(82), number)
    world.credit("paper", "agency")
    world.credit("post", "ledger")
    assert edges(world.infer()) == {("paper", "wire"), ("post", "paper")}


def test_a_witness_proves_no_source_of_a_known_outlets_own_page():
    text, extra = story(65, 14), story(66, 4)
    world = World()
    world.add("a", "ledger", [*text[:10], *extra[:2]], 0)
    world.add("b", "courier", [*text[2:12], *extra[2:]], 0)
    world.add("c", "gazette", [*text[2:10], *extra], 0)
    assert world.infer().unseen_sources.filter(pl.col("basis") == "witness").is_empty()


def test_one_fact_of_a_named_outlet_is_no_derivation_and_most_of_a_text_is():
    source = story(67, 10)

    def derives(share: int) -> bool:
        world = World()
        world.add("source", "agency", source, 0)
        world.add("report", "blog", [*source[:share], *story(68, 10 - share)], 30)
        world.credit("report", "agency", strength=2, role="report", cue="reported")
        return ("report", "source") in edges(world.infer())

    assert derives(7)
    assert not derives(2)


def misread(sentences: list[str]) -> list[str]:
    """The same text with a wrong letter in every seventh word."""
    words = " ".join(sentences).split()
    return [" ".join("q" + word[1:] if place % 7 == 3 else word for place, word in enumerate(words))]


def test_dates_order_copies_that_misread_letters_keep_apart():
    world = World()
    world.add("scan", "blog", misread(story(71)), 10)
    world.add("print", "ledger", story(71), 0)
    assert one(world.infer(), "scan")["source_id"] == "print"


def test_a_text_that_names_its_agency_is_not_from_an_excerpt_of_it():
    world = World()
    world.add("full", "blog", story(72))
    world.add("half", None, story(72)[:7])
    world.credit("full", "agency")
    inferred = world.infer()
    assert ("full", "half") not in edges(inferred)
    assert one(inferred, "full")["source_outlet_id"] == "agency"


def test_captions_with_the_sources_photo_credit_are_no_part_of_ones_own():
    caption = " ".join(story(73, 3))[:260] + " (Agency Photo/Ann Lind)"
    world = World()
    world.add("wire", "agency", story(74, 9), 0)
    world.add("page", "blog", [caption + "\n", *story(74, 9)], 3)
    world.credit("page", "agency")
    start = caption.index("Agency Photo")
    world.credits.append(
        (1, 1, "photo", "agency", None, "Photo", "text", "Agency Photo", start, start + 12, 0, None, None)
    )
    assert one(world.infer(), "page")["relation"] == "republished"
