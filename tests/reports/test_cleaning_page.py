"""The page that tells what a cleaning did: its histogram, its groups, its examples."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.reports.cleaning_page import (
    BARS,
    examples,
    groups_table,
    histogram,
    marked_differences,
    verdict_counts,
)
from provenance.reports.pages.templates import environment


@given(
    st.lists(st.floats(0.3, 1.0), min_size=1, max_size=30),
    st.sampled_from([0.3, 0.5, 0.7, 0.85, 1.0]),
)
def test_every_pair_stands_in_a_bar_on_its_side_of_the_threshold(values, near):
    picture = histogram(pl.Series(values), near, 0.3)
    bars = picture["bars"]
    assert BARS <= len(bars) <= BARS + 2
    for goes, side in ((True, [v for v in values if v >= near]), (False, [v for v in values if v < near])):
        drawn = sum(bar["pairs"] for bar in bars if bar["goes"] == goes)
        assert abs(drawn - len(side)) <= sum(abs(v - near) < 1e-6 for v in values)
    assert all((bar["x"] >= picture["line"] - 0.06) == bar["goes"] for bar in bars)


def test_nothing_alike_is_said():
    assert histogram(pl.Series([], dtype=pl.Float64), 0.7, 0.5) is None


def test_examples_are_the_nearest_on_both_sides():
    frame = pl.DataFrame({"jaccard": [n / 100 for n in range(50, 100)]})
    assert examples(frame, 0.7)["jaccard"].to_list() == [n / 100 for n in range(74, 64, -1)]


def test_pairs_as_alike_as_near_duplicates_are_told_by_what_makes_them_two_texts():
    frame = pl.DataFrame(
        {
            "jaccard": [0.9, 0.8, 0.75, 0.72, 0.6, 0.5],
            "body_jaccard": [None, 0.8, 0.9, 0.0, 0.8, None],
            "difference": [None, None, "names", "body", None, None],
        },
        schema_overrides={"body_jaccard": pl.Float64, "difference": pl.String},
    )
    assert verdict_counts(frame, 0.7) == [
        ("near-duplicates", 3),
        ("alike in other parts than their prose", 1),
        ("not near enough", 1),
        ("pages of one template, with other names", 1),
    ]


@pytest.mark.parametrize(
    ("left", "right", "shown"),
    [
        ("The mayor left the house.", "The mayor left a house.", ("the", "a")),
        ("By <b>. The mayor left.", "The mayor left.", ("By <b>. ", "")),
    ],
)
def test_words_of_one_side_alone_are_marked(left, right, shown):
    for text, runs, words in zip((left, right), marked_differences(left, right), shown, strict=True):
        assert "".join(run.words for run in runs) == text
        assert [run.words for run in runs if run.differs] == ([words] if words else [])
    assert not any(run.differs for run in marked_differences(left, left)[0])


def test_the_largest_groups_show_what_stays():
    groups = pl.DataFrame(
        {"kept_id": ["a<"], "kept_path": ["x"], "kept_position": [1], "copies": [1200], "least": [0.75]}
    )
    table = groups_table(groups, {("a<", "x", 1): "The ferry\nwas late. " * 20})
    (row,) = ([cell.words for cell in row] for row in table["rows"])
    assert row[:3] == ["a<", "1,200", "0.750"]
    assert row[3].startswith("The ferry was late.")
    assert [is_number for _, is_number in table["headings"]] == [False, True, True, False]


def test_the_page_has_the_frame_of_every_report():
    source = environment().loader.get_source(environment(), "cleaning.html")[0]
    assert '{% extends "base.html" %}' in source
    assert "<style" not in source
