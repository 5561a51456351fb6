"""The files of the output: few where the inputs are many, of bounded size, one configuration for each schema."""

import json

import polars as pl
import pytest

from provenance.cleaning.clean import clean
from provenance.cleaning.options import cleaning_options
from provenance.cleaning.output.restore import restore
from provenance.errors import UsageError
from tests.cleaning.conftest import cleaned, lines, story
from tests.cleaning.test_data_sets import two_splits


def files_below(folder, *parts):
    """The names of all files below a folder, sorted."""
    data = folder.joinpath(*parts)
    return sorted(path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file())


def restored_equal(out, raw, back):
    """Whether what is restored has the bytes of the input, file by file."""
    restore(out, back)
    return {name: (back / name).read_bytes() for name in files_below(raw)} == {
        name: (raw / name).read_bytes() for name in files_below(raw)
    }


@pytest.mark.parametrize(("form", "ending"), [("parquet", "parquet"), ("jsonl", "jsonl"), ("csv", "csv")])
def test_many_small_files_become_one_and_come_back(tmp_path, form, ending):
    for n in range(12):
        rows = [{"id": f"{n}-{k}", "text": story(n % 5 + 10 * k), "number": n} for k in range(n % 3)]
        lines(tmp_path / "raw", rows, f"part/{n:02}.jsonl")
    (tmp_path / "raw" / "part" / "05.jsonl").write_bytes(b'\n{"id": "x", "text": "cut \xff"}\n')
    result = clean([tmp_path / "raw"], tmp_path / "out", options=cleaning_options(form=form))
    assert files_below(result.out, "data") == [f"train-00000-of-00001.{ending}"]
    assert result.removed.height == 2
    assert restored_equal(result.out, tmp_path / "raw", tmp_path / "back")


@pytest.mark.parametrize("form", ["parquet", "jsonl", "csv", "jsonl.gz"])
def test_a_file_holds_at_most_the_size_that_was_asked_for(tmp_path, form):
    rows = [{"id": str(n), "text": story(n)} for n in range(30)]
    path = lines(tmp_path / "raw", rows)
    result = clean([path], tmp_path / "out", options=cleaning_options(form=form, shard_size="5kB"))
    names = files_below(result.out, "data")
    assert len(names) > 4
    assert names == [f"train-{n:05d}-of-{len(names):05d}.{form}" for n in range(len(names))]
    assert restored_equal(result.out, tmp_path / "raw", tmp_path / "back")
    again = clean(again=result.out, out=tmp_path / "again", options=cleaning_options(form=form, shard_size=0))
    assert files_below(again.out, "data") == [f"train-00000-of-00001.{form}"]


def test_every_schema_is_a_configuration_and_every_split_has_its_files(tmp_path):
    raw = two_splits(tmp_path, [{"id": "a", "text": story(1)}], [{"id": "b", "text": story(2)}])
    (raw / "data" / "train.csv").write_text(f'number,text\n1,"{story(3)}"\n')
    (raw / "data" / "train-2.csv").write_text(f'number,text\n2,"{story(4)}"\n')
    (raw / "note.txt").write_text(story(5))
    result = clean([raw], tmp_path / "out")
    assert files_below(result.out, "data") == [
        "csv/train-00000-of-00001.parquet",
        "jsonl/test-00000-of-00001.parquet",
        "jsonl/train-00000-of-00001.parquet",
        "text/train-00000-of-00001.parquet",
    ]
    card = (result.out / "README.md").read_text()
    for config in ("csv", "jsonl", "text"):
        assert f"- config_name: {config}\n  data_files:\n" in card
        schemas = [pl.read_parquet_schema(path) for path in (result.out / "data" / config).iterdir()]
        assert all(schema == schemas[0] for schema in schemas)
    assert restored_equal(result.out, raw, tmp_path / "back")


def test_numbers_stay_numbers_and_objects_become_structs(tmp_path):
    rows = [
        {"id": "a", "text": story(1), "score": 1, "meta": {"n": 1, "tags": ["x"]}, "mixed": 1, "list": [{"k": 1}]},
        {"id": "b", "text": story(2), "score": 0.5, "meta": {"url": "u", "n": 2.5}, "mixed": "one", "list": []},
        {"id": "c", "text": story(3), "score": None, "meta": None, "big": 2**60},
        {"id": "d", "text": story(4), "score": 2.0, "meta": {"n": 3}, "big": 0.5, "deep": {}},
    ]
    result = cleaned(tmp_path, rows)
    (path,) = (result.out / "data").iterdir()
    frame = pl.read_parquet(path)
    assert frame["score"].to_list() == [1.0, 0.5, None, 2.0]
    assert frame["meta"].struct.field("n").to_list() == [1.0, 2.5, None, 3.0]
    assert frame["meta"].struct.field("tags").to_list() == [["x"], None, None, None]
    assert frame["list"].to_list() == [[{"k": 1}], [], None, None]
    assert [value and json.loads(value) for value in frame["mixed"]] == [1, "one", None, None]
    card = (result.out / "README.md").read_text()
    assert "`big`, `deep`, `mixed`: JSON text" in card
    restore(result.out, tmp_path / "back")
    assert (tmp_path / "back" / "in.jsonl").read_bytes() == (tmp_path / "in.jsonl").read_bytes()


@pytest.mark.parametrize("size", ["many", "-1", "5 apples"])
def test_a_size_that_is_none_is_refused(size):
    with pytest.raises(UsageError, match="no size"):
        cleaning_options(shard_size=size)


@pytest.mark.parametrize(("size", "number"), [("500MB", 500_000_000), ("2 GiB", 2 << 30), (1000, 1000), ("1.5k", 1500)])
def test_sizes_are_read_as_people_write_them(size, number):
    assert cleaning_options(shard_size=size).shard_size == number
