"""Inputs that would take all memory or end a run: one is set aside, the rest is read; order changes nothing."""

import gzip
import itertools
import os
import re
import tarfile

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


def packed_arrow(path, table, kind=pa.ipc.new_file, compression="zstd"):
    with kind(path, table.schema, options=pa.ipc.IpcWriteOptions(compression=compression)) as writer:
        writer.write_table(table)


def zeros() -> pa.Array:
    """A hundred megabytes that compress to a few kilobytes."""
    return pa.array(["a" * (25 << 20)] * 4, pa.large_string())


COLUMN_BOMBS = {
    "zstd.arrow": lambda path: packed_arrow(path, pa.table({"text": zeros()})),
    "lz4.feather": lambda path: packed_arrow(path, pa.table({"text": zeros()}), compression="lz4"),
    "stream.arrows": lambda path: packed_arrow(path, pa.table({"text": zeros()}), pa.ipc.new_stream),
    "beside.arrow": lambda path: packed_arrow(path, pa.table({"text": [GOOD] * 4, "padding": zeros()})),
    "dictionary.arrow": lambda path: packed_arrow(
        path, pa.table({"text": pa.DictionaryArray.from_arrays(pa.array([0], pa.int32()), zeros())})
    ),
    "nulls.arrow": lambda path: packed_arrow(path, pa.table({"text": pa.nulls(1 << 30)})),
    "runs.arrow": lambda path: packed_arrow(
        path, pa.table({"text": pa.RunEndEncodedArray.from_arrays(pa.array([1 << 30], pa.int64()), pa.array([GOOD]))})
    ),
    "views.arrow": lambda path: (
        pl.DataFrame({"text": [LONG * 70]})
        .select(pl.col("text").gather([0] * 100))
        .write_ipc(path, compression="zstd", compat_level=pl.CompatLevel.newest())
    ),
    "list.parquet": lambda path: pq.write_table(pa.table({"text": [["ab"] * 9_000_000]}), path),
}


@pytest.mark.parametrize("name", COLUMN_BOMBS)
@pytest.mark.parametrize("door", ["read", "clean"])
def test_a_bomb_in_columns_is_set_aside_before_it_grows(tmp_path, name, door):
    folder = tmp_path / "in"
    folder.mkdir()
    COLUMN_BOMBS[name](str(folder / name))
    (folder / "good.txt").write_text(GOOD)
    if door == "read":
        batches = list(provenance.read(folder))
        reasons = [reason for batch in batches for reason in batch.set_aside["reason"]]
        assert "good.txt" in [name for batch in batches for name in batch.records["document_id"]]
    else:
        reasons = provenance.clean(folder, tmp_path / "out").set_aside["reason"].to_list()
    assert any(re.search("bomb|longer than|cannot be kept", reason) for reason in reasons)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lists.jsonl", b'{"text":[' + b"[]," * 1_000_001 + b"[]]}\n"),
        (
            "names.jsonl",
            b'{"text":"' + GOOD.encode() + b'",' + b",".join(b'"%x":1' % n for n in range(1_000_001)) + b"}\n",
        ),
        ("objects.json", b'{"articles":[' + b"{}," * 1_000_001 + b"{}]}"),
        ("tags.xml", b"<rss><channel>" + b"<a>" * 1_000_001 + b"</channel></rss>"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_record_of_a_million_parts_is_set_aside_before_it_is_parsed(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    (batch,) = provenance.read(tmp_path)
    assert batch.records.is_empty()
    assert "more than 1,000,000" in batch.set_aside["reason"][0]


def test_a_header_of_a_tar_that_grows_is_set_aside(tmp_path):
    extension, good = tarfile.TarInfo("././@PaxHeader"), tarfile.TarInfo("good.txt")
    extension.type, extension.size, good.size = tarfile.XHDTYPE, 50 << 20, len(GOOD)
    member = good.tobuf(tarfile.USTAR_FORMAT) + GOOD.encode().ljust(512, b"\0")
    header = extension.tobuf(tarfile.USTAR_FORMAT) + b"0" * extension.size
    (tmp_path / "a.tgz").write_bytes(gzip.compress(member + header + member + b"\0" * 1024, 1))
    (batch,) = provenance.read(tmp_path)
    assert batch.records["text"].to_list() == [GOOD]
    assert "52,428,800 bytes long" in batch.set_aside["reason"][0]


@pytest.mark.parametrize(
    "chunks", [b"-a\r\n", b"-4\r\nabcd", b"+5\r\nabcde\r\n0\r\n", b"1_0\r\n", b"f" * 5000 + b"\r\n"]
)
def test_lengths_that_lie_end_no_warc(tmp_path, chunks):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
    heads = [b"application/http\r\nContent-Length: %d" % len(http), b"text/plain\r\nContent-Length: " + b"9" * 5000]
    heads.append(b"text/plain\r\nContent-Length: %d" % len(GOOD))
    parts = [
        b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://example.org/\r\nContent-Type: %b\r\n\r\n%b\r\n\r\n"
        % (head, body)
        for head, body in zip(heads, (http, b"x", GOOD.encode()), strict=True)
    ]
    (tmp_path / "a.warc").write_bytes(b"".join(parts))
    batches = list(provenance.read(tmp_path))
    assert [text for batch in batches for text in batch.records["text"]][-1] == GOOD
    assert any("how long it is" in reason for batch in batches for reason in batch.set_aside["reason"])


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
