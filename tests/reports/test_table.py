"""Any frame as an aligned table."""

from datetime import datetime

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from provenance.reports.table import fit_widths, render_entries, render_table
from provenance.reports.terminal import display_width

FRAME = pl.DataFrame(
    {
        "outlet": ["新华社", "Harbor Ledger", None],
        "documents": [3, 1200, None],
        "share": [0.5, 1.0, 1 / 3],
        "at": [datetime(2024, 5, 3, 9, 12), None, datetime(2024, 5, 3, 9, 12, 5)],
    }
)


def test_columns_line_up_and_numbers_are_aligned_right():
    assert render_table(FRAME, 80).splitlines() == [
        "outlet         documents  share  at",
        "─────────────  ─────────  ─────  ───────────────────",
        "新华社                 3    0.5  2024-05-03 09:12",
        "Harbor Ledger       1200      1  –",
        "–                      –  0.333  2024-05-03 09:12:05",
    ]


def test_no_rows_are_said():
    assert render_table(FRAME.clear(), 80).splitlines()[-1] == "(no rows)"


def test_no_columns_are_said():
    assert render_table(pl.DataFrame(), 80) == "(no columns)"


def test_too_many_columns_become_a_block_for_each_row():
    output = render_table(pl.DataFrame({f"column_{at}": ["some text"] for at in range(30)}), 80)
    assert len(output.splitlines()) == 30
    assert output.splitlines()[0] == "column_0   some text"


def test_only_the_widest_column_is_truncated():
    line = render_table(pl.DataFrame({"id": ["ap-ferry"], "text": ["word " * 50]}), 40).splitlines()[2]
    assert line.startswith("ap-ferry  word word")
    assert line.endswith("…")


def test_there_is_no_escape_without_colour_and_one_with():
    assert "\x1b" not in render_table(FRAME, 80, colour=False)
    assert "\x1b[1m" in render_table(FRAME, 80, colour=True)


def test_a_value_cannot_forge_a_row():
    frame = pl.DataFrame({"title": ["one\ntwo\r\x1b[2Jthree"]})
    assert render_table(frame, 80).splitlines()[2] == "one two ␛[2Jthree"


def test_lists_and_bytes_are_shown():
    frame = pl.DataFrame({"ids": [["a", "b"]], "sketch": [b"\x00" * 512]})
    assert render_table(frame, 80).splitlines()[2] == "a, b  (512 bytes)"


@given(
    st.lists(st.tuples(st.text(max_size=40), st.integers(-(2**62), 2**62) | st.none()), max_size=5), st.integers(20, 90)
)
def test_no_line_is_wider_than_the_terminal(rows, width):
    frame = pl.DataFrame(rows, schema={"text": pl.String, "n": pl.Int64}, orient="row", strict=False)
    assert all(display_width(line) <= width for line in render_table(frame, width).splitlines())


FULL_WIDTHS = st.lists(st.tuples(st.integers(1, 60), st.booleans()), min_size=1, max_size=8)


@given(FULL_WIDTHS, st.integers(20, 120))
def test_columns_fill_the_width(columns, width):
    full_widths, fixed = map(list, zip(*columns, strict=True))
    widths = fit_widths(full_widths, fixed, width)
    if widths is None:
        least = [size if is_fixed else min(size, 8) for size, is_fixed in columns]
        assert sum(least) + 2 * (len(full_widths) - 1) > width
        return
    used = sum(widths) + 2 * (len(full_widths) - 1)
    assert used <= width
    assert widths == full_widths or used > width - len(full_widths)
    assert all(size == full for size, (full, is_fixed) in zip(widths, columns, strict=True) if is_fixed)


def test_a_number_is_never_truncated():
    frame = pl.DataFrame({"text": ["word " * 30] * 2, "n": [123456789012, 2]})
    assert render_table(frame, 30).splitlines()[-2].endswith("123,456,789,012".replace(",", ""))


def test_long_names_are_broken_at_their_underscores():
    frame = pl.DataFrame({"median_lag_hours": [1.5], "outlet": ["x" * 90]})
    assert render_table(frame, 60).splitlines()[:3] == ["median_", "   lag_", "  hours  outlet"]


def test_a_single_text_is_shown_whole():
    frame = pl.DataFrame({"text": ["word " * 50]})
    assert render_table(frame, 40).count("word") == 50


def test_entries_are_not_truncated():
    frame = pl.DataFrame({"question": ["a", "b"], "answers": ["word " * 30, "short"], "parameters": ["", None]})
    lines = render_entries(frame, 40).splitlines()
    assert lines[0] == "a"
    assert sum(line.count("word") for line in lines) == 30
    assert lines[-2:] == ["b", "    short"]
