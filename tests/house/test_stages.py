"""The promises that every stage keeps, whatever it finds."""

import itertools
import json
from importlib.resources import files

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from provenance import tables
from provenance.readers.outlets import outlet_file
from provenance.resources import sql_folder
from provenance.settings import Settings
from provenance.stages.blocks import blocks
from provenance.stages.components import components
from provenance.stages.credits import credits
from provenance.stages.matches import matches
from provenance.stages.record_metadata import normalise_records
from provenance.stages.repeats import repeats
from provenance.stages.signatures import signatures

FEW = settings(max_examples=10, deadline=None)
NUMBERS = Settings()
OUTLETS = outlet_file(sql_folder() / "seeds" / "outlets.csv", origin="seed")
LINES = (files("provenance") / "demo/documents.jsonl").read_text(encoding="utf-8").splitlines()
TEXTS = [json.loads(line)["text"] for line in LINES]
HOSTILE = [
    "",
    " ",
    "\x00",
    "a" * 5000,
    "\u202eabc",
    "(AP) " * 200,
    "。" * 300,
    "\n" * 50,
    "🙂🙂",
    "By " * 500,
    "据" * 400,
]

texts = st.lists(st.sampled_from(TEXTS) | st.sampled_from(HOSTILE) | st.text(max_size=200), max_size=6)


def documents(some: list[str]) -> pl.DataFrame:
    rows = [
        {"document": at, "document_id": f"d{at:03}", "outlet_id": "harbor-ledger", "text": t}
        for at, t in enumerate(some)
    ]
    return pl.DataFrame(rows, schema=tables.DOCUMENTS.schema())


def all_blocks(frame):
    return blocks(frame, NUMBERS)


def all_repeats(frame):
    return repeats(frame, NUMBERS)


def all_signatures(frame):
    return signatures(frame, tables.SKIPS.empty(), NUMBERS)


def all_credits(frame):
    return credits(frame, blocks(frame, NUMBERS), OUTLETS, NUMBERS)


def every_pair(frame):
    keys = frame.select("document")
    pairs = keys.join(keys, how="cross", suffix="_right").filter(pl.col("document") < pl.col("document_right"))
    return pairs.rename({"document": "left", "document_right": "right"})


def all_matches(frame):
    return matches(every_pair(frame), frame, tables.SKIPS.empty(), NUMBERS).matches


def all_passages(frame):
    return matches(every_pair(frame), frame, tables.SKIPS.empty(), NUMBERS).passages


FACTS = {
    "blocks": (all_blocks, tables.BLOCKS),
    "repeats": (all_repeats, tables.REPEATS),
    "signatures": (all_signatures, tables.SIGNATURES),
    "credits": (all_credits, tables.CREDITS),
}
PAIRS = {"matches": (all_matches, tables.MATCHES), "passages": (all_passages, tables.PASSAGES)}
ALL = FACTS | PAIRS


@pytest.mark.parametrize("name", ALL)
def test_no_document_gives_no_row(name):
    stage, table = ALL[name]
    assert_frame_equal(stage(tables.DOCUMENTS.empty()), table.empty())


@pytest.mark.parametrize("name", ALL)
@FEW
@given(some=texts)
def test_an_answer_has_the_columns_of_its_table(name, some):
    stage, table = ALL[name]
    assert stage(documents(some)).schema == pl.Schema(table.schema())


@pytest.mark.parametrize("name", ALL)
@FEW
@given(some=texts, data=st.data())
def test_the_order_of_documents_changes_nothing(name, some, data):
    stage, _ = ALL[name]
    frame = documents(some)
    order = data.draw(st.permutations(range(len(some))))
    assert_frame_equal(stage(frame[list(order)]), stage(frame))


@pytest.mark.parametrize("name", FACTS)
@FEW
@given(some=texts, data=st.data())
def test_the_answer_for_two_batches_is_the_two_answers(name, some, data):
    stage, _ = FACTS[name]
    frame, cut = documents(some), data.draw(st.integers(0, len(some)))
    assert_frame_equal(stage(frame), pl.concat([stage(frame[:cut]), stage(frame[cut:])]))


@FEW
@given(some=texts, data=st.data())
def test_a_pair_is_judged_by_itself(some, data):
    frame = documents(some)
    pairs = every_pair(frame)
    cut = data.draw(st.integers(0, pairs.height))
    whole = matches(pairs, frame, tables.SKIPS.empty(), NUMBERS)
    parts = [matches(part, frame, tables.SKIPS.empty(), NUMBERS) for part in (pairs[:cut], pairs[cut:])]
    assert_frame_equal(whole.matches, pl.concat([part.matches for part in parts]))
    assert_frame_equal(whole.passages, pl.concat([part.passages for part in parts]))


@pytest.mark.parametrize("name", ["blocks", "repeats", "credits"])
@FEW
@given(some=texts)
def test_every_offset_lies_inside_its_text(name, some):
    found = FACTS[name][0](documents(some)).drop_nulls(["start", "stop"])
    lengths = found["document"].to_list()
    assert all(0 <= a < b <= len(some[d]) for d, a, b in zip(lengths, found["start"], found["stop"], strict=True))


@FEW
@given(some=texts)
def test_blocks_cover_the_text_once(some):
    found = all_blocks(documents(some))
    for at, text in enumerate(some):
        spans = found.filter(document=at).select("start", "stop").rows()
        assert spans == sorted(spans)
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
        left, last = "", 0
        for start, stop in spans:
            left, last = left + text[last:start], stop
        assert not any(c.isalnum() for c in left + text[last:])


@FEW
@given(
    keys=st.sets(st.integers(0, 30), min_size=1),
    data=st.data(),
)
def test_components_are_those_of_a_naive_search(keys, data):
    nodes = sorted(keys)
    edges = data.draw(st.lists(st.tuples(st.sampled_from(nodes), st.sampled_from(nodes)), max_size=20))
    part = {node: node for node in nodes}
    for _ in nodes:
        for a, b in edges:
            part[a] = part[b] = min(part[a], part[b])
    frame = pl.DataFrame(edges, schema={"left": pl.Int32, "right": pl.Int32}, orient="row")
    told = components(pl.DataFrame({"document": nodes}, schema={"document": pl.Int32}), frame)
    assert dict(told.rows()) == part


def test_an_unknown_outlet_is_created_and_not_lost():
    record = {"document_id": "a", "origin": "/a", "outlet": "Gull Rock Gazette", "text": "Fog."}
    told = normalise_records(pl.DataFrame([record], schema=tables.RECORDS.schema()), OUTLETS)
    assert told.records["outlet_id"].to_list() == ["gull-rock-gazette"]
    assert told.new_outlets.select("outlet_id", "name", "kind").rows() == [
        ("gull-rock-gazette", "Gull Rock Gazette", "unknown")
    ]


@pytest.mark.parametrize(
    ("written", "outlet_id"),
    [
        ("CNN", "cnn"),
        ("nytimes.com", "new-york-times"),
        ("The Associated Press", "associated-press"),
        ("新华社", "xinhua"),
    ],
)
def test_a_known_outlet_is_found_by_name_alias_and_domain(written, outlet_id):
    record = {"document_id": "a", "origin": "/a", "outlet": written, "text": "Fog."}
    told = normalise_records(pl.DataFrame([record], schema=tables.RECORDS.schema()), OUTLETS)
    assert told.records["outlet_id"].to_list() == [outlet_id]
