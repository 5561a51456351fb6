"""Frames in: polars, lazy, Arrow, anything with an Arrow stream, dictionaries."""

import polars as pl
import pyarrow as pa
import pytest

import provenance
from provenance.errors import UsageError

ROWS = [{"id": f"n{number}", "body": f"Text number {number} of the paper.", "source": "Post"} for number in range(3)]


class OfAnotherLibrary:
    """What pandas, DuckDB and Hugging Face give: no more than an Arrow stream."""

    def __arrow_c_stream__(self, requested_schema=None):
        return pa.Table.from_pylist(ROWS).__arrow_c_stream__(requested_schema)


def read(inputs, **options) -> pl.DataFrame:
    return pl.concat([batch.records for batch in provenance.read(inputs, **options)])


@pytest.mark.parametrize(
    "inputs",
    [
        pl.DataFrame(ROWS), pl.LazyFrame(ROWS), pa.Table.from_pylist(ROWS), pa.RecordBatch.from_pylist(ROWS),
        OfAnotherLibrary(), ROWS, iter(ROWS), [pl.DataFrame(ROWS[:1]), pl.DataFrame(ROWS[1:])],
        pa.Table.from_pylist(ROWS).to_reader(),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_every_kind_of_frame_gives_the_same_records(inputs):
    records = read(inputs)
    assert records["document_id"].to_list() == ["n0", "n1", "n2"]
    assert records["text"][2] == "Text number 2 of the paper."
    assert records["outlet"].unique().to_list() == ["Post"]


def test_a_path_may_stand_alone_or_beside_a_frame(tmp_path):
    (tmp_path / "a.txt").write_text("A text in a file.")
    assert read(str(tmp_path / "a.txt"))["document_id"].to_list() == ["a.txt"]
    assert read(tmp_path)["document_id"].to_list() == ["a.txt"]
    assert read([tmp_path / "a.txt", pl.DataFrame(ROWS)])["document_id"].to_list() == ["a.txt", "n0", "n1", "n2"]


def test_rows_without_ids_are_named_after_their_frame():
    texts = pl.DataFrame({"text": ["one text", "another text"]})
    first, second = read(texts)["document_id"], read(pl.DataFrame({"text": ["a third text"]}))["document_id"]
    assert read(texts)["document_id"].equals(first)
    assert not set(first) & set(second)
    assert first[0].startswith("frame-")
    assert first[0].endswith("#1")


def test_fields_and_options_are_those_of_files():
    frame = pl.DataFrame({"name": ["a"], "inhalt": ["Ein Text."]})
    records = read(frame, fields={"text": "inhalt", "document_id": "name"}, outlet="Post", id_prefix="x/")
    assert records.select("document_id", "outlet", "text").row(0) == ("x/a", "Post", "Ein Text.")


def test_a_frame_without_a_text_is_set_aside_with_the_reason():
    (batch,) = provenance.read(pl.DataFrame({"number": [1]}))
    assert "no field is known to hold the text" in batch.set_aside["reason"][0]


@pytest.mark.parametrize("inputs", [3, [3], [None]])
def test_what_is_neither_path_nor_frame_is_refused(inputs):
    with pytest.raises(UsageError, match="cannot be read"):
        provenance.read(inputs)


def test_a_frame_is_cleaned_like_a_file(tmp_path):
    text = "A harbour town woke to fog on Tuesday and found that its ferry had gone without a word. " * 4
    frame = pl.DataFrame(
        {"id": ["a", "b", "c"], "text": [text, text, "Another story of the same town, which is long."]}
    )
    cleaned = provenance.clean(frame, tmp_path / "out", id_prefix="x/")
    assert repr(cleaned) == f"<Cleaned, in {tmp_path / 'out'}: documents 3, kept 2, removed 1, cut 0>"
    assert pl.read_parquet(tmp_path / "out/data/*.parquet").height == 2
    (restored,) = provenance.restore(tmp_path / "out", tmp_path / "back")
    assert pl.read_parquet(restored).equals(frame)
