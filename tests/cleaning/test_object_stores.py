"""Object stores: read and written by fsspec, against a store of S3 on this machine; refused without the extra."""

import json
import sys

import polars as pl
import pytest

from provenance.cleaning.clean import clean
from provenance.errors import InputError, MissingExtraError, UsageError
from provenance.reports.cleaning_summary import render_cleaning
from tests.cleaning.conftest import lines, story

ROWS = [{"id": "a", "text": story(1)}, {"id": "b", "text": story(1)}, {"id": "c", "text": story(2)}]


@pytest.fixture(scope="module")
def bucket():
    """The file system of a bucket in a store of S3 that a package serves on this machine."""
    server = pytest.importorskip("moto.server").ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    s3fs = pytest.importorskip("s3fs")
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "none")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "none")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        files = s3fs.S3FileSystem(skip_instance_cache=True)
        files.mkdir("valley")
        yield files
    server.stop()


def put(files, name, rows):
    files.pipe_file(f"valley/{name}", "".join(json.dumps(row) + "\n" for row in rows).encode())


def test_a_data_set_in_a_store_is_read_and_the_output_written_there(bucket, tmp_path):
    put(bucket, "raw/train-00000-of-00001.jsonl", ROWS)
    put(bucket, "raw/test-00000-of-00001.jsonl", ROWS[2:])
    result = clean(["s3://valley/raw"], "s3://valley/cleaned")
    assert result.splits["split"].to_list() == ["train", "test"]
    assert "Written to s3://valley/cleaned" in render_cleaning(result)
    bucket.invalidate_cache()
    names = [name.removeprefix("valley/cleaned/") for name in bucket.find("valley/cleaned")]
    assert {"cleaning.json", "data/train-00000-of-00001.parquet", "data/test-00000-of-00001.parquet"} <= set(names)
    with bucket.open("valley/cleaned/data/train-00000-of-00001.parquet") as file:
        assert pl.read_parquet(file)["id"].to_list() == ["a", "c"]
    clean([lines(tmp_path, ROWS[:1])], "s3://valley/cleaned")  # what an earlier call wrote is replaced
    bucket.invalidate_cache()
    assert "valley/cleaned/data/test-00000-of-00001.parquet" not in bucket.find("valley/cleaned")


def test_one_object_and_references_are_read(bucket, tmp_path):
    put(bucket, "one.jsonl", ROWS)
    put(bucket, "old.jsonl", ROWS[:1])
    result = clean(["s3://valley/one.jsonl"], tmp_path / "out", known=["s3://valley/old.jsonl"])
    assert result.frame()["id"].to_list() == ["c"]


def test_what_no_cleaning_wrote_is_not_touched(bucket, tmp_path):
    put(bucket, "mine/x.jsonl", ROWS)
    with pytest.raises(UsageError, match="not made by clean"):
        clean([lines(tmp_path, ROWS)], "s3://valley/mine")
    bucket.invalidate_cache()
    assert bucket.find("valley/mine") == ["valley/mine/x.jsonl"]


@pytest.mark.usefixtures("bucket")
def test_where_nothing_stands_an_error_names_the_address(tmp_path):
    with pytest.raises(InputError, match="s3://valley/nothing"):
        clean(["s3://valley/nothing"], tmp_path / "out")


@pytest.mark.parametrize("address", ["s3://bucket/out", "gs://bucket/out", "hf://datasets/a/b"])
def test_without_the_extra_an_address_is_refused_with_what_to_install(tmp_path, monkeypatch, address):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    path = lines(tmp_path / "in", ROWS)
    for inputs, out in (([path], address), ([address], tmp_path / "o")):
        with pytest.raises(MissingExtraError, match="address") as error:
            clean(inputs, out)
        assert "news-provenance[remote]" in error.value.remedy
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_an_unknown_scheme_is_refused(tmp_path, monkeypatch):
    pytest.importorskip("fsspec")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="nosuch"):
        clean([lines(tmp_path / "in", ROWS)], "nosuch://place/out")
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_a_store_that_refuses_the_connection_is_named(tmp_path):
    pytest.importorskip("fsspec")
    with pytest.raises(InputError, match=r"ftp://127\.0\.0\.1:1/out cannot be reached") as raised:
        clean([lines(tmp_path / "in", ROWS)], "ftp://127.0.0.1:1/out")
    assert "network" in raised.value.remedy
