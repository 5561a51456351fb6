"""Inputs that would take all memory or end a run: one is set aside, the rest is read; order changes nothing."""

import itertools
import os

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import provenance
from provenance.errors import InputError, UsageError
from provenance.warehouse.warehouse import Warehouse

GOOD = "A harbour town woke to fog on Tuesday and found that its ferry had gone."
LONG = "word " * 200_000


def repeated(value: str, rows: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array([value]))


def write_arrow(table: pa.Table, path) -> None:
    with pa.ipc.new_file(path, table.schema) as writer:
        writer.write_table(table)


@pytest.mark.parametrize(("name", "write"), [("bomb.parquet", pq.write_table), ("bomb.arrow", write_arrow)])
def test_a_dictionary_bomb_is_set_aside_and_the_rest_is_read(tmp_path, name, write):
    write(pa.table({"text": repeated(LONG, 2000)}), tmp_path / name)
    (tmp_path / "good.txt").write_text(GOOD)
    batches = list(provenance.read(tmp_path))
    assert "good.txt" in [name for batch in batches for name in batch.records["document_id"]]
    assert any("bomb" in reason for batch in batches for reason in batch.set_aside["reason"])
    assert sum(batch.records["text"].str.len_chars().sum() for batch in batches) < 300 << 20


def test_an_honest_parquet_file_with_dictionaries_is_read_whole(tmp_path):
    table = pa.table(
        {
            "id": [str(number) for number in range(3000)],
            "outlet": repeated("Post", 3000),
            "text": [f"{GOOD} It was day {number}." for number in range(3000)],
            "authors": [["Ada", "Ben"]] * 3000,
        }
    )
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=700)
    records = pl.concat([batch.records for batch in provenance.read(tmp_path / "a.parquet")])
    assert records["document_id"].to_list() == table["id"].to_pylist()
    assert records["outlet"].unique().to_list() == ["Post"]
    assert records["byline"].unique().to_list() == ["Ada, Ben"]


def test_one_record_that_is_too_long_is_rejected_and_its_neighbours_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr("provenance.readers.columnar.MAX_RECORD_BYTES", 1000)
    pq.write_table(pa.table({"text": [GOOD, "x" * 2000, GOOD + "!"]}), tmp_path / "a.parquet")
    (batch,) = provenance.read(tmp_path / "a.parquet")
    assert batch.records["text"].to_list() == [GOOD, GOOD + "!"]
    assert batch.set_aside["origin"][0].endswith("#2")


def test_where_refuses_a_device_without_end(db):
    provenance.add([{"id": "a", "text": GOOD}], db)
    with Warehouse.open(db) as warehouse, pytest.raises(InputError, match="longer than 64 MiB"):
        provenance.pasted_text(warehouse, "/dev/zero")


def test_an_id_that_a_version_would_have_stays_with_its_record(db):
    for texts in ([("a", "one"), ("a", "two"), ("a@2", "three")], [("a", "four"), ("a@2@2", "five"), ("a@2", "six")]):
        provenance.add([{"id": name, "text": f"{GOOD} {text}"} for name, text in texts], db)
    with Warehouse.open(db) as warehouse:
        rows = dict(warehouse.sql("SELECT document_id, right(text, 5) FROM documents").rows())
    assert len(rows) == 6
    assert {rows["a"].strip(), rows["a@2"].strip()} == {". one", "three"}


def test_the_order_of_inputs_changes_no_row(tmp_path):
    for name, outlet in (("a", "Alpha"), ("b", "Beta"), ("c", "Alpha")):
        frame = pl.DataFrame({"id": ["story"], "outlet": [outlet], "text": [f"{GOOD} {name}"]})
        frame.write_ndjson(tmp_path / f"{name}.jsonl")
    results = []
    for number, names in enumerate(itertools.permutations("abc")):
        provenance.add([tmp_path / f"{name}.jsonl" for name in names], tmp_path / f"{number}.duckdb")
        with duckdb.connect(str(tmp_path / f"{number}.duckdb"), read_only=True) as other:
            results.append(
                other.sql("SELECT document_id, outlet_id, text, origin FROM documents ORDER BY ALL").fetchall()
            )
    assert all(result == results[0] for result in results)
    assert [row[:2] for row in results[0]] == [("story", "alpha"), ("story@2", "alpha")]


def test_a_snapshot_replaces_nothing_but_an_older_copy(db, tmp_path):
    provenance.add([{"id": "a", "text": GOOD}], db)
    (tmp_path / "notes.txt").write_text("keep me")
    os.mkfifo(tmp_path / "pipe")
    with duckdb.connect(str(tmp_path / "own.duckdb")) as other:
        other.execute("CREATE TABLE t AS SELECT 1 AS a")
    (tmp_path / "link").symlink_to(tmp_path / "notes.txt")
    for name in ("notes.txt", "pipe", "own.duckdb", "link", "/dev/null"):
        with pytest.raises(UsageError, match="is no copy of a warehouse"):
            provenance.snapshot(tmp_path / name, db)
    assert (tmp_path / "notes.txt").read_text() == "keep me"
    provenance.snapshot(tmp_path / "copy.duckdb", db)
    provenance.snapshot(tmp_path / "copy.duckdb", db)
