"""Frames to files and streams."""

import io
import json
from datetime import datetime

import polars as pl
import pytest

from provenance.errors import InputError, UsageError
from provenance.reports.data_formats import FORMATS, format_of, write

FRAME = pl.DataFrame(
    {
        "document_id": ["b", "a", None],
        "n": [2, None, 1],
        "share": [0.1 + 0.2, 1.0, None],
        "at": [datetime(2024, 5, 3, 9, 12), None, datetime(2024, 5, 3, 9, 12, 5, 250000)],
        "path": [["x", 'y"'], [], None],
        "title": ["<b>|a|\n新华社", "=1+1", ""],
    }
)


def written(name):
    stream = io.BytesIO()
    write(FRAME, name, stream=stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_and_a_stream_get_the_same_bytes(name, tmp_path):
    write(FRAME, name, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == written(name)
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_frame_of_no_rows_is_written(name):
    stream = io.BytesIO()
    write(FRAME.clear(), name, stream=stream)
    assert name == "jsonl" or stream.getvalue()


@pytest.mark.parametrize(("name", "read"), [("parquet", pl.read_parquet), ("arrow", pl.read_ipc)])
def test_binary_formats_come_back_whole(name, read):
    assert read(io.BytesIO(written(name))).equals(FRAME)


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_json_keeps_order_numbers_and_lists(name):
    text = written(name).decode()
    rows = json.loads(text) if name == "json" else [json.loads(line) for line in text.splitlines()]
    assert [row["document_id"] for row in rows] == ["b", "a", None]
    assert rows[0]["share"] == 0.1 + 0.2
    assert rows[0]["path"] == ["x", 'y"']
    assert [row["at"] for row in rows] == ["2024-05-03T09:12:00Z", None, "2024-05-03T09:12:05.250Z"]


def test_csv_holds_lists_as_json():
    back = pl.read_csv(io.BytesIO(written("csv")))
    assert back["document_id"].to_list() == ["b", "a", None]
    assert json.loads(back["path"][0]) == ["x", 'y"']
    assert back["path"].to_list()[1:] == ["[]", None]
    assert back["title"][0] == "<b>|a|\n新华社"


def test_markdown_escapes_what_would_act():
    assert written("md").decode().splitlines()[2].endswith("| \\<b\\>\\|a\\| 新华社 |")


def test_html_holds_no_tag_of_the_data():
    page = written("html").decode()
    assert "&lt;b&gt;|a| 新华社" in page
    assert "<b>" not in page
    assert "http" not in page


def test_a_name_says_the_format(tmp_path):
    assert format_of(tmp_path / "edges.CSV") == "csv"
    assert format_of(tmp_path / "edges.ndjson") == "jsonl"
    with pytest.raises(UsageError) as caught:
        format_of(tmp_path / "edges.xyz")
    assert "--format" in caught.value.remedy


def test_an_unknown_format_is_refused():
    with pytest.raises(UsageError):
        write(FRAME, "xlsx", stream=io.BytesIO())


def test_a_folder_that_is_not_there_is_an_input_error(tmp_path):
    with pytest.raises(InputError):
        write(FRAME, "csv", tmp_path / "no" / "out.csv")


def test_bytes_do_not_go_to_a_terminal():
    class Terminal(io.BytesIO):
        def isatty(self):
            return True

    with pytest.raises(UsageError):
        write(FRAME, "parquet", stream=Terminal())
    write(FRAME, "csv", stream=Terminal())
