"""Chains as trees."""

import json
from datetime import datetime

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.reports.terminal import display_width
from provenance.reports.tree import render_chains, render_undetermined

AT = datetime(2024, 5, 3, 9, 12)
ROOT = {
    "root_outlet": "AP",
    "root_at": AT,
    "root_precision": "minute",
    "root_unseen": False,
    "root_title": "Ferry saved",
}
EVIDENCE = json.dumps(
    [{"kind": "date", "detail": "2 h later", "weight": 0.4}, {"kind": "credit", "detail": "(AP)", "weight": 4}]
)


def node(*path, outlet=None, at=AT, precision="minute", relation="republished", credited=True, sure=0.95, **more):
    return {
        "path": list(path),
        "outlet": outlet,
        "published_at": at,
        "published_precision": precision,
        "relation": relation,
        "credited": credited,
        "edge_confidence": sure,
        "evidence": EVIDENCE,
        **ROOT,
        **more,
    }


def frame(*rows):
    return pl.DataFrame(list(rows), schema_overrides={"root_at": pl.Datetime, "published_at": pl.Datetime})


CHAINS = frame(
    node("ap", "ledger", "owl", outlet="Night Owl", at=datetime(2024, 5, 4), precision="day", credited=False, sure=0.5),
    node("ap", "undated", outlet="Coastline", at=None, relation="excerpted"),
    node("ap", "ledger", outlet="Harbor Ledger", at=datetime(2024, 5, 3, 10, 5), sure=0.8),
    node("ap", "ledger", "sea", outlet="海湾观察网", at=datetime(2024, 5, 3, 11), relation="translated"),
)


def test_each_document_is_under_its_source_in_the_order_of_time():
    assert render_chains(CHAINS, 110).splitlines() == [
        "AP                2024-05-03 09:12  ap",
        "│  “Ferry saved”",
        "├─ Harbor Ledger  2024-05-03 10:05  republished, credited         likely  ledger",
        "│  ├─ 海湾观察网  2024-05-03 11:00  translated, credited          strong  sea",
        "│  └─ Night Owl   2024-05-04        republished, no credit found  weak    owl",
        "└─ Coastline      undated           excerpted, credited           strong  undated",
    ]


def test_the_order_of_rows_changes_nothing():
    assert render_chains(CHAINS.reverse(), 110) == render_chains(CHAINS, 110)


def test_a_source_that_is_not_there_is_said_to_be_so():
    unseen = {"root_unseen": True, "root_outlet": "Reuters", "root_title": None}
    text = render_chains(frame(node("unseen:1", "paper", outlet="Paper", **unseen)), 110)
    assert text.splitlines()[0] == "Reuters (not in the corpus)  by 2024-05-03 09:12  unseen:1"


def test_a_source_of_nobody_known_is_said_to_be_so():
    unseen = {"root_unseen": True, "root_outlet": None, "root_at": None, "root_title": None}
    text = render_chains(frame(node("unseen:1", "paper", **unseen)), 110)
    assert text.splitlines()[0] == "unknown source (not in the corpus)  undated  unseen:1"


def test_trees_are_ordered_by_the_time_of_their_roots():
    late = {"root_outlet": "Z", "root_at": datetime(2024, 6, 1)}
    none = {"root_outlet": "N", "root_at": None}
    text = render_chains(frame(node("z", "b", **late), node("n", "c", **none), node("ap", "a")), 110)
    assert [tree.split()[0] for tree in text.split("\n\n")] == ["AP", "Z", "N"]


def test_a_document_with_two_sources_is_under_both():
    other = {"root_outlet": "Reuters", "root_title": None}
    text = render_chains(frame(node("ap", "mix", outlet="Mix"), node("rtr", "mix", outlet="Mix", **other)), 110)
    assert text.count("Mix") == 2


def test_reasons_are_below_their_edge_when_asked_for():
    lines = render_chains(CHAINS, 110, explain="strongest").splitlines()
    at = next(at for at, line in enumerate(lines) if "Harbor Ledger" in line)
    assert lines[at + 1 : at + 3] == ["│  · (AP)", "│  · 2 h later"]


def test_ids_are_below_where_the_terminal_is_narrow():
    lines = render_chains(CHAINS, 72).splitlines()
    assert lines[2].startswith("├─ Harbor")
    assert lines[3] == "│  ledger"


def test_a_title_cannot_break_out_of_its_line():
    hostile = {"root_title": "one\ntwo\x1b[31m\u202e", "root_outlet": "A\rB"}
    text = render_chains(frame(node("ap\x1b", "b", **hostile)), 110)
    assert len(text.splitlines()) == 3
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_colours_are_there_only_when_asked_for():
    assert "\x1b[" in render_chains(CHAINS, 110, colour=True)
    assert "\x1b[" not in render_chains(CHAINS, 110)


def test_no_chain_is_said():
    assert render_chains(CHAINS.clear(), 110) == "No chain was found."


def test_a_chain_of_a_thousand_steps_is_drawn():
    ids = [f"d{at:04}" for at in range(1000)]
    long = frame(*(node(*ids[: at + 1]) for at in range(1, 1000)))
    assert len(render_chains(long, 100).splitlines()) > 1000


@given(st.lists(st.text(max_size=30), min_size=1, max_size=6), st.integers(70, 140))
@settings(max_examples=50)
def test_lines_fit_whatever_outlets_are_called(names, width):
    rows = [node("ap", f"d{at}", outlet=name, root_title=name) for at, name in enumerate(names)]
    assert all(display_width(line) <= width for line in render_chains(frame(*rows), width).splitlines())


def test_undetermined_pairs_are_said_in_words():
    pairs = pl.DataFrame(
        [
            {
                "left_id": "a",
                "right_id": "b",
                "left_outlet": "One",
                "right_outlet": None,
                "kind": "near",
                "contained_left": 0.996,
                "contained_right": 0.5,
            }
        ]
    )
    assert render_undetermined(pairs, 100).splitlines() == [
        "One – b: nearly the same text, 99 % of the first, 50 % of the second",
        "   a – b",
    ]
    many = pl.concat([pairs] * 12)
    assert render_undetermined(many, 100).splitlines()[-1].startswith("… and 4 more pairs: ")
