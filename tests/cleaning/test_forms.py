"""What stands in the output: the data in every form, the card, and the metadata."""

import csv
import hashlib
import json
import re
from pathlib import Path

import polars as pl
import pytest

from provenance.cleaning.clean import clean
from provenance.cleaning.options import CleaningOptions
from provenance.cleaning.output.sinks import open_output
from tests.cleaning.conftest import cleaned, lines


def test_the_card_and_the_metadata_say_where_it_is_from(tmp_path, corpus):
    told = cleaned(tmp_path, corpus)
    croissant = json.loads((told.out / "croissant.json").read_text())
    assert croissant["prov:wasDerivedFrom"] == [{"@id": "in.jsonl", "@type": "prov:Entity"}]
    assert [field["name"] for field in croissant["recordSet"][0]["field"]] == ["id", "outlet", "published_at", "text"]
    assert "| near | 2 |" in (told.out / "README.md").read_text()


@pytest.mark.parametrize(
    ("said", "card", "metadata"),
    [
        ("CC-BY-4.0", "license: cc-by-4.0\n", "CC-BY-4.0"),
        ('For members: "only"', 'license: other\nlicense_name: "For members: \\"only\\""\n', 'For members: "only"'),
        ("https://example.org/l", 'license: other\nlicense_link: "https://example.org/l"\n', "https://example.org/l"),
        ("", "---\ndataset_info:", "unknown"),
    ],
)
def test_the_licence_is_said_and_changes_nothing_else(tmp_path, corpus, said, card, metadata):
    told = cleaned(tmp_path, corpus, license=said)
    assert card in (told.out / "README.md").read_text()
    assert json.loads((told.out / "croissant.json").read_text())["license"] == metadata
    assert told.removed["settings"][0] == CleaningOptions().fingerprint()


def in_form(folder: Path, corpus: list[dict], form: str) -> tuple[Path, pl.DataFrame]:
    """The data that cleaning writes of a table in a form, and the same as a table."""
    table = folder / "in" / "table.parquet"
    table.parent.mkdir()
    nested = pl.lit(b"\xff").alias("raw"), pl.struct(place=pl.lit("Härnö")).alias("nested")
    pl.DataFrame(corpus).with_columns(*nested, share=pl.lit(float("nan"))).write_parquet(table)
    clean([table], folder / "plain")
    told = clean([table], folder / "out", options=CleaningOptions(form=form))
    return told.out / "data", pl.read_parquet(folder / "plain" / "data" / "table.parquet")


@pytest.mark.parametrize("form", ["jsonl", "jsonl.gz", "jsonl.zst", "csv"])
def test_every_form_holds_what_stays(tmp_path, corpus, form):
    data, left = in_form(tmp_path, corpus, form)
    (path,) = data.iterdir()
    assert path.name == f"table.{form}"
    with open_output(path) as stream:
        decoded = [line.decode() for line in stream]
    rows = list(csv.DictReader(decoded)) if form == "csv" else [json.loads(line) for line in decoded]
    assert list(rows[0]) == left.columns
    assert [(row["id"], row["text"]) for row in rows] == left.select("id", "text").rows()
    assert rows[0]["nested"] in ({"place": "Härnö"}, '{"place": "Härnö"}')
    assert rows[0]["raw"] == "/w=="
    assert rows[0]["share"] in (None, "")


def test_texts_become_files_named_by_position(tmp_path, corpus):
    data, left = in_form(tmp_path, corpus, "text")
    texts = {path.relative_to(data).as_posix(): path.read_text() for path in data.rglob("*.txt")}
    places = [corpus.index(row) + 1 for row in corpus if row["id"] in left["id"].to_list()]
    assert texts == {f"table/{n:09}.txt": text for n, text in zip(places, left["text"], strict=True)}


def test_the_metadata_name_the_fields_of_every_form(tmp_path, corpus):
    for form in ("same", "csv", "jsonl"):
        told = cleaned(tmp_path, corpus, form=form)
        (records,) = json.loads((told.out / "croissant.json").read_text())["recordSet"]
        assert [field["name"] for field in records["field"]] == ["id", "outlet", "published_at", "text"]


def test_the_card_names_the_fields_where_all_files_have_the_same(tmp_path, corpus):
    told = cleaned(tmp_path, corpus, form="jsonl.gz")
    head = (told.out / "README.md").read_text().split("---")[1]
    assert re.findall(r'name: "(\w+)"\n    dtype: (\w+)', head) == [
        (name, "string") for name in ("id", "outlet", "published_at", "text")
    ]
    pl.DataFrame({"text": ["A cell."], "number": [1.5]}).write_csv(tmp_path / "other.csv")
    told = clean([tmp_path / "in.jsonl", tmp_path / "other.csv"], tmp_path / "two")
    assert "dataset_info" not in (told.out / "README.md").read_text()


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl", "text", "same"])
def test_the_metadata_hold_together(tmp_path, corpus, form):
    (tmp_path / "note.txt").write_text("A note of its own.")
    told = clean([lines(tmp_path, corpus), tmp_path / "note.txt"], tmp_path / "out", options=CleaningOptions(form=form))
    metadata = json.loads((told.out / "croissant.json").read_text())
    needed = {"@context", "@type", "conformsTo", "name", "description", "license", "url", "distribution", "recordSet"}
    assert needed <= set(metadata)
    assert {each["@id"] for each in metadata["prov:wasDerivedFrom"]} == {"in.jsonl", "note.txt"}
    files = {each["@id"]: each for each in metadata["distribution"]}
    assert len(files) == len(metadata["distribution"])
    for file in files.values():
        if file["@type"] == "cr:FileObject":
            data = (told.out / file["contentUrl"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == file["sha256"]
    for field in (field for records in metadata["recordSet"] for field in records["field"]):
        assert files[field["source"]["fileObject"]["@id"]]["@type"] == "cr:FileObject"
        assert field["source"]["extract"]["column"] == field["name"]


def test_texts_are_one_set_in_the_metadata(tmp_path, corpus):
    told = cleaned(tmp_path, corpus, form="text")
    (texts,) = json.loads((told.out / "croissant.json").read_text())["distribution"]
    assert (texts["@type"], texts["includes"]) == ("cr:FileSet", "data/**/*.txt")
