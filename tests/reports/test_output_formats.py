"""Frames to files and streams, in every format of the registry, and a format that is added to it."""

import importlib.util
import io
import json
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from provenance.errors import InputError, UsageError
from provenance.reports import output_formats
from provenance.reports.output_formats import (
    OUTPUT_FORMATS,
    OutputFormat,
    export_formats,
    output_format_by_ending,
    output_format_named,
    table_formats,
    write_output,
)
from provenance.reports.view import View, show, write_text

ROOT = Path(__file__).parents[2]

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


every_table_format = pytest.mark.parametrize("output_format", table_formats(), ids=lambda record: record.name)


def encoded(name, frame=FRAME):
    stream = io.BytesIO()
    write_output(output_format_named(name), [frame], stream=stream)
    return stream.getvalue()


@every_table_format
def test_a_file_and_a_stream_get_the_same_bytes(output_format, tmp_path):
    write_output(output_format, [FRAME], tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == encoded(output_format.name)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@every_table_format
def test_a_frame_of_no_rows_is_encoded(output_format):
    assert output_format.name == "jsonl" or encoded(output_format.name, FRAME.clear())


@every_table_format
def test_a_text_format_is_utf_8_and_a_binary_one_says_so(output_format):
    try:
        encoded(output_format.name).decode()
    except UnicodeDecodeError:
        assert output_format.binary
    else:
        assert not output_format.binary


def test_names_and_endings_stand_for_one_format_each():
    for records in (table_formats(), export_formats()):
        assert len({record.name for record in records}) == len(records)
    endings = [ending for record in table_formats() for ending in record.endings]
    assert len(set(endings)) == len(endings)
    assert all(ending.startswith(".") and ending == ending.lower() for ending in endings)


@pytest.mark.parametrize(("name", "read"), [("parquet", pl.read_parquet), ("arrow", pl.read_ipc)])
def test_binary_formats_come_back_whole(name, read):
    assert read(io.BytesIO(encoded(name))).equals(FRAME)


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_json_keeps_order_numbers_and_lists(name):
    text = encoded(name).decode()
    rows = json.loads(text) if name == "json" else [json.loads(line) for line in text.splitlines()]
    assert [row["document_id"] for row in rows] == ["b", "a", None]
    assert rows[0]["share"] == 0.1 + 0.2
    assert rows[0]["path"] == ["x", 'y"']
    assert [row["at"] for row in rows] == ["2024-05-03T09:12:00Z", None, "2024-05-03T09:12:05.250Z"]


def test_csv_holds_lists_as_json():
    back = pl.read_csv(io.BytesIO(encoded("csv")))
    assert back["document_id"].to_list() == ["b", "a", None]
    assert json.loads(back["path"][0]) == ["x", 'y"']
    assert back["path"].to_list()[1:] == ["[]", None]
    assert back["title"][0] == "<b>|a|\n新华社"


def test_markdown_escapes_what_would_act():
    assert encoded("md").decode().splitlines()[2].endswith("| \\<b\\>\\|a\\| 新华社 |")


def test_html_holds_no_tag_of_the_data():
    page = encoded("html").decode()
    assert "&lt;b&gt;|a| 新华社" in page
    assert "<b>" not in page
    assert "http" not in page


def test_the_ending_of_a_name_says_the_format(tmp_path):
    assert output_format_by_ending(tmp_path / "edges.CSV").name == "csv"
    assert output_format_by_ending(tmp_path / "edges.ndjson").name == "jsonl"
    with pytest.raises(UsageError) as caught:
        output_format_by_ending(tmp_path / "edges.xyz")
    assert "--format" in caught.value.remedy


def test_an_unknown_format_is_refused():
    with pytest.raises(UsageError, match="ods"):
        output_format_named("ods")


def test_a_folder_that_is_not_there_is_an_input_error(tmp_path):
    with pytest.raises(InputError):
        write_output(output_format_named("csv"), [FRAME], tmp_path / "no" / "out.csv")


def test_a_file_that_failed_leaves_the_old_one(tmp_path):
    def fail(stream, *_):
        stream.write(b"half")
        raise OSError(28, "No space left on device")

    (tmp_path / "out.csv").write_text("old")
    with pytest.raises(InputError, match="No space left"):
        write_output(OutputFormat("toy", (".toy",), "text/x-toy", "programs", fail), [FRAME], tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_bytes_do_not_go_to_a_terminal():
    class Terminal(io.BytesIO):
        def isatty(self):
            return True

    with pytest.raises(UsageError):
        write_output(output_format_named("parquet"), [FRAME], stream=Terminal())
    write_output(output_format_named("csv"), [FRAME], stream=Terminal())


# -- a format that is added --------------------------------------------------------------------------------------------


def write_toy(stream, frame):
    stream.write("".join(f"toy {row}\n" for row in frame.rows()).encode())


def write_toy_graph(stream, nodes, edges):
    stream.write(f"{nodes.height} nodes, {edges.height} edges\n".encode())


TOYS = (
    OutputFormat("toy", (".toy",), "text/x-toy", "people", write_toy),
    OutputFormat("toy-graph", (".tgraph",), "text/x-toy-graph", "programs", write_toy_graph, queries=("a/b", "a/c")),
)


@pytest.fixture
def with_toys(monkeypatch):
    monkeypatch.setattr(output_formats, "OUTPUT_FORMATS", (*OUTPUT_FORMATS, *TOYS))


def loaded(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def run(with_toys, tmp_path, monkeypatch):  # noqa: ARG001 - the formats are there while the command line is loaded
    monkeypatch.chdir(tmp_path)
    command_line = loaded(ROOT / "cli.py")
    return lambda *arguments: CliRunner().invoke(command_line.main, arguments)


def test_the_command_line_knows_a_format_that_is_added(run, tmp_path):
    assert run("ask", "-o", "questions.toy").exit_code == 0
    assert (tmp_path / "questions.toy").read_text().startswith("toy (")
    written = run("ask", "-o", "questions", "--format", "toy")
    assert written.exit_code == 0, written.output
    assert (tmp_path / "questions").read_bytes() == (tmp_path / "questions.toy").read_bytes()
    for command in ("ask", "chains", "sql", "status"):
        assert "|toy]" in run(command, "--help").output


def test_an_export_is_no_format_of_a_table(run):
    assert run("ask", "--format", "toy-graph").exit_code == 2
    assert run("ask", "-o", "questions.tgraph").exit_code == 2


@pytest.mark.usefixtures("with_toys")
def test_an_export_is_made_of_the_frames_of_its_queries():
    stream = io.BytesIO()
    write_output(output_format_named("toy-graph"), [FRAME, FRAME.head(1)], stream=stream)
    assert stream.getvalue() == b"3 nodes, 1 edges\n"


@pytest.mark.usefixtures("with_toys")
def test_the_docs_know_a_format_that_is_added():
    page = loaded(ROOT / "docs/reference/make.py").outputs()
    assert "| `toy` | `.toy` | text/x-toy | people |" in page
    assert "| `toy-graph` | `.tgraph` | text/x-toy-graph |" in page


def test_text_and_pages_are_written_where_the_locale_has_no_letters_for_them(monkeypatch):
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", out)
    write_text("Zürich ▸")
    show(View(pl.DataFrame({"a": [1]}), page=lambda _: "<p>Zürich ▸</p>"), "html")
    out.flush()
    assert out.buffer.getvalue().decode() == "Z\\xfcrich \\u25b8\n<p>Zürich ▸</p>\n"
