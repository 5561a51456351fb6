"""Reading files: what comes out, under which ids, in which order."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING

import polars as pl
import pytest

from provenance.errors import InputError, UsageError
from provenance.readers import Batch, read
from provenance.tables import RECORDS, SET_ASIDE

if TYPE_CHECKING:
    from pathlib import Path


def documents_of(*paths: Path, **options) -> pl.DataFrame:
    return pl.concat([batch.records for batch in read(paths, **options)])


def rejects_of(*paths: Path, **options) -> list[tuple[str, str]]:
    return [row for batch in read(paths, **options) for row in batch.set_aside.rows()]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_batches_have_exactly_the_columns_of_the_tables(tmp_path):
    write(tmp_path / "a.txt", "A ferry sank.")
    write(tmp_path / "b.bin", b"\0\1\2")
    (batch,) = read([tmp_path])
    assert isinstance(batch, Batch)
    assert dict(batch.records.schema) == RECORDS.schema()
    assert dict(batch.set_aside.schema) == SET_ASIDE.schema()


def test_text_is_kept_to_the_character(tmp_path):
    text = "  Tête\r\n\r\nligne\rdeux\u2028\n\n"
    write(tmp_path / "a.txt", text)
    assert documents_of(tmp_path)["text"].to_list() == [text]


def test_ids_are_paths_below_the_given_folder(tmp_path):
    write(tmp_path / "wire" / "b.txt", "x")
    write(tmp_path / "wire.txt", "y")
    write(tmp_path / "a [1] *.txt", "z")
    assert documents_of(tmp_path)["document_id"].to_list() == ["a [1] *.txt", "wire.txt", "wire/b.txt"]


def test_the_id_of_a_file_named_itself_is_its_name(tmp_path):
    path = write(tmp_path / "wire" / "b.txt", "x")
    assert documents_of(path)["document_id"].to_list() == ["b.txt"]
    assert documents_of(path)["origin"].to_list() == [str(path)]


def test_a_record_without_id_has_its_path_and_line(tmp_path):
    write(tmp_path / "news.jsonl", '{"text": "x"}\n\n{"text": "y", "id": 7}\n{"text": "z"}')
    records = documents_of(tmp_path)
    assert records["document_id"].to_list() == ["news.jsonl#1", "7", "news.jsonl#4"]
    assert records["origin"].to_list() == [f"{tmp_path}/news.jsonl#{n}" for n in (1, 3, 4)]


def test_the_prefix_stands_before_every_id(tmp_path):
    write(tmp_path / "a.txt", "x")
    write(tmp_path / "b.jsonl", '{"text": "y", "id": "7"}')
    assert documents_of(tmp_path, id_prefix="may:")["document_id"].to_list() == ["may:a.txt", "may:7"]


@pytest.mark.parametrize("batch_bytes", [1, 1000, 1 << 20])
def test_batches_of_any_size_hold_the_same(tmp_path, batch_bytes):
    write(tmp_path / "n.jsonl", "\n".join(json.dumps({"text": "story " * n}) for n in range(1, 50)))
    batches = list(read([tmp_path], batch_bytes=batch_bytes))
    assert pl.concat([b.records for b in batches]).equals(documents_of(tmp_path))
    assert (len(batches) > 1) == (batch_bytes < 1 << 20)


def test_a_path_that_does_not_exist_is_refused_before_anything_is_read(tmp_path):
    with pytest.raises(InputError, match="no file or folder"):
        read([tmp_path, tmp_path / "absent"])


def test_a_pattern_stands_for_what_it_matches(tmp_path):
    write(tmp_path / "d" / "b.txt", "x")
    write(tmp_path / "d" / "a.txt", "y")
    write(tmp_path / "d" / "c.log", "z")
    assert documents_of(tmp_path / "*" / "*.txt")["document_id"].to_list() == ["d/a.txt", "d/b.txt"]


def test_an_unknown_column_in_the_mapping_is_refused(tmp_path):
    with pytest.raises(UsageError, match="no column body"):
        read([tmp_path], fields={"body": "text"})


PIPED = [
    (json.dumps({"text": "x", "id": "a"}) + "\n" + json.dumps({"text": "y"}) + "\n", ["a", "#2"]),
    ("A ferry sank.", [""]),
]


@pytest.mark.parametrize(("content", "ids"), PIPED)
def test_standard_input_is_read_by_its_first_bytes(monkeypatch, content, ids):
    def piped(text):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        return documents_of("-")

    frame = piped(content)
    name = frame["origin"][0].partition("#")[0]
    assert re.fullmatch(r"stdin-[0-9a-f]{12}", name)
    assert frame["document_id"].to_list() == [end if end == "a" else name + end for end in ids]
    assert piped(content).equals(frame)
    assert not piped(content.replace('"x"', '"z"').replace("sank", "sinks"))["origin"][0].startswith(name)


def test_empty_standard_input_is_said(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert rejects_of("-") == [("stdin", "nothing came from standard input")]
