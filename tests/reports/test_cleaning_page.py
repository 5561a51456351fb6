"""The page that tells what a cleaning did: its histogram, its groups, its examples."""

import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.reports.cleaning_page import BARS, examples, groups_table, highlight_differences, histogram


def bars(svg: str) -> list[tuple[str, float, int]]:
    """Kind, left end and pairs of every bar."""
    found = re.findall(r"<rect class=(\w+) x='([\d.]+)'[^>]*><title>[\d.]+ to [\d.]+: ([\d,]+)</title>", svg)
    return [(kind, float(left), int(many.replace(",", ""))) for kind, left, many in found]


@given(
    st.lists(st.floats(0.3, 1.0), min_size=1, max_size=30),
    st.sampled_from([0.3, 0.5, 0.7, 0.85, 1.0]),
)
def test_every_pair_stands_in_a_bar_on_its_side_of_the_threshold(values, near):
    svg = histogram(pl.Series(values), near, 0.3)
    drawn = bars(svg)
    assert BARS <= len(drawn) <= BARS + 2
    line = float(re.search(r"<line x1='([\d.]+)'[^>]*dasharray", svg)[1])
    for kind, side in (("gone", [v for v in values if v >= near]), ("bar", [v for v in values if v < near])):
        assert abs(sum(many for each, _, many in drawn if each == kind) - len(side)) <= sum(
            abs(v - near) < 1e-6 for v in values
        )
    assert all((left >= line - 0.06) == (kind == "gone") for kind, left, _ in drawn)


def test_nothing_alike_is_said():
    assert "No two different texts" in histogram(pl.Series([], dtype=pl.Float64), 0.7, 0.5)


def test_examples_are_the_nearest_on_both_sides():
    frame = pl.DataFrame({"jaccard": [n / 100 for n in range(50, 100)]})
    assert examples(frame, 0.7)["jaccard"].to_list() == [n / 100 for n in range(74, 64, -1)]


@pytest.mark.parametrize(
    ("left", "right", "shown"),
    [
        ("The mayor left the house.", "The mayor left a house.", ("the", "a")),
        ("By <b>. The mayor left.", "The mayor left.", ("By &lt;b&gt;. ", "")),
    ],
)
def test_words_of_one_side_alone_are_marked(left, right, shown):
    for text, mark in zip(highlight_differences(left, right), shown, strict=True):
        assert re.findall("<mark>(.*?)</mark>", text) == ([mark] if mark else [])
    assert highlight_differences(left, left)[0].count("<mark>") == 0


def test_the_largest_groups_show_what_stays():
    groups = pl.DataFrame(
        {"kept_id": ["a<"], "kept_path": ["x"], "kept_position": [1], "copies": [1200], "least": [0.75]}
    )
    html = groups_table(groups, {("a<", "x", 1): "The ferry\nwas late. " * 20})
    assert "a&lt;" in html
    assert "<td class=n>1,200</td><td class=n>0.750</td><td>The ferry was late." in html
