"""The library: what goes in as a frame comes out as one; summaries for programs; lists for other tools."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pytest

import provenance
from provenance.errors import UsageError
from provenance.reports.cleaning_page import kept_table
from provenance.reports.cleaning_summary import cleaning_json
from tests.cleaning.conftest import cleaned, lines, options_of, story

ROOT = Path(__file__).parents[2]
ROWS = [{"id": "a", "text": story(1)}, {"id": "b", "text": story(1)}, {"id": "c", "text": story(2)}]


@pytest.mark.parametrize(
    "given",
    [pl.DataFrame(ROWS), pl.LazyFrame(ROWS), pa.Table.from_pylist(ROWS), ROWS],
    ids=lambda value: type(value).__name__,
)
def test_a_frame_goes_in_and_comes_out(given):
    result = provenance.clean(given, options=options_of(keep="first"))
    assert result.frame()["id"].to_list() == ["a", "c"]
    assert result.lazy().select("id").collect()["id"].to_list() == ["a", "c"]
    assert result.arrow().read_all()["id"].to_pylist() == ["a", "c"]


def test_a_data_set_of_the_hub_goes_in_and_comes_out():
    datasets = pytest.importorskip("datasets")
    shuffled = datasets.Dataset.from_list([*ROWS, {"id": "d", "text": story(3)}]).select([3, 1, 0, 2])
    result = provenance.clean(shuffled, options=options_of(keep="first")).dataset()
    assert isinstance(result, datasets.Dataset)
    assert result["id"][:] == ["d", "b", "c"]


def test_the_splits_of_a_data_set_stay_apart_and_come_out_as_splits():
    datasets = pytest.importorskip("datasets")
    parts = {"train": datasets.Dataset.from_list(ROWS), "held_out": datasets.Dataset.from_list(ROWS[:1])}
    result = provenance.clean(datasets.DatasetDict(parts), options=options_of(keep="first"))
    assert result.shared.height == 1
    assert {split: rows["id"][:] for split, rows in result.dataset().items()} == {
        "train": ["a", "c"],
        "held_out": ["a"],
    }
    assert result.frame(split="held_out")["id"].to_list() == ["a"]
    with pytest.raises(UsageError, match="no data of test"):
        result.lazy(split="test")


def test_a_data_set_can_be_traced(tmp_path):
    datasets = pytest.importorskip("datasets")
    summary = provenance.trace(datasets.Dataset.from_list(ROWS), tmp_path / "w.duckdb")
    assert summary.added == 3


def test_what_is_not_written_as_parquet_has_no_frame(tmp_path):
    with pytest.raises(UsageError, match="written as jsonl"):
        cleaned(tmp_path, ROWS, form="jsonl").frame()
    with pytest.raises(UsageError, match="nothing was written"):
        provenance.clean(ROWS, dry_run=True).frame()


def test_paths_need_a_place_to_write_to(tmp_path):
    with pytest.raises(UsageError, match="no place to write"):
        provenance.clean([lines(tmp_path, ROWS)])


def test_what_stays_is_counted_by_input_outlet_and_length(tmp_path):
    rows = [row | {"outlet": outlet} for row, outlet in zip(ROWS, ("Post", "Gazette", "Post"), strict=True)]
    result = cleaned(tmp_path, [*rows, {"id": "d", "text": "", "outlet": None}], keep="first")
    assert result.sources.rows() == [("in.jsonl", 4, 3, 0, 360, 240)]
    assert result.outlets.select("outlet", "documents", "kept").rows() == [
        ("Post", 2, 2),
        ("Gazette", 1, 0),
        (None, 1, 1),
    ]
    assert result.lengths.rows() == [(0, 1, 1), (64, 3, 2)]
    assert (result.totals["tokens"], result.totals["tokens_left"]) == (360, 240)
    page = (result.out / "report.html").read_text()
    assert "What stays, by outlet" in page
    assert "Content-Security-Policy" in page
    assert "64 to 127" in page
    assert kept_table("input", pl.concat([result.sources] * 25))["more"] == 5


def test_the_summary_is_json_on_standard_output(tmp_path):
    lines(tmp_path, ROWS)
    command = [sys.executable, str(ROOT / "cli.py"), "clean", "in.jsonl", "-o", "out", "--json"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    said = json.loads(ran.stdout)
    assert (said["documents"], said["kept"], said["counts"][0]["reason"]) == (3, 2, "exact")
    assert "Of 3 documents" in ran.stderr
    assert said["out"] == str(tmp_path / "out")


def test_the_summary_of_a_dry_run_says_that_nothing_was_written():
    assert json.loads(cleaning_json(provenance.clean(ROWS, dry_run=True)))["out"] is None


def test_lists_of_what_went_hold_ids_and_positions_among_texts(tmp_path):
    first = [{"id": "x", "text": ""}, *ROWS]
    lines(tmp_path / "in", first, "1.jsonl")
    lines(tmp_path / "in", [{"id": "y", "text": story(2)}], "2.jsonl")
    result = provenance.clean([tmp_path / "in"], tmp_path / "out", options=options_of(keep="first", drop_lists=True))
    assert (result.out / "drop" / "ids.txt").read_text() == "b\ny\n"
    positions = [np.fromfile(result.out / "drop" / f"{n:06d}.remove", "<u4").tolist() for n in range(2)]
    assert positions == [[1], [0]]
