"""The data in every format, the dataset card, and the Croissant metadata."""

import csv
import hashlib
import importlib.util
import json
import re
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from provenance.cleaning.clean import clean
from provenance.cleaning.corpus_formats import CORPUS_FORMATS, Codec, CorpusFormat
from provenance.cleaning.options import KEEPING, LEVELS, CleaningOptions
from provenance.cleaning.output.croissant import UNKNOWN_TYPE, media_type
from provenance.cleaning.output.record_styles import ENCODERS
from provenance.cleaning.output.restore import restore
from provenance.cleaning.output.sinks import COLUMNAR_FAMILIES, open_output
from provenance.readers.formats import FORMATS
from tests.cleaning.conftest import cleaned, lines


def test_the_card_and_the_metadata_name_the_inputs(tmp_path, corpus):
    result = cleaned(tmp_path, corpus)
    croissant = json.loads((result.out / "croissant.json").read_text())
    assert croissant["prov:wasDerivedFrom"] == [{"@id": "in.jsonl", "@type": "prov:Entity"}]
    assert [field["name"] for field in croissant["recordSet"][0]["field"]] == ["id", "outlet", "published_at", "text"]
    assert "| near | 2 |" in (result.out / "README.md").read_text()


@pytest.mark.parametrize(
    ("expected", "card", "metadata"),
    [
        ("CC-BY-4.0", "license: cc-by-4.0\n", "CC-BY-4.0"),
        ('For members: "only"', 'license: other\nlicense_name: "For members: \\"only\\""\n', 'For members: "only"'),
        ("https://example.org/l", 'license: other\nlicense_link: "https://example.org/l"\n', "https://example.org/l"),
        ("", "---\ndataset_info:", "unknown"),
    ],
)
def test_the_licence_stands_in_card_and_metadata_and_changes_nothing_else(tmp_path, corpus, expected, card, metadata):
    result = cleaned(tmp_path, corpus, license=expected)
    assert card in (result.out / "README.md").read_text()
    assert json.loads((result.out / "croissant.json").read_text())["license"] == metadata
    assert result.removed["settings"][0] == CleaningOptions().fingerprint()


def in_format(folder: Path, corpus: list[dict], form: str) -> tuple[Path, pl.DataFrame]:
    """The data that cleaning writes of a table in a format, and the same as a table."""
    table = folder / "in" / "table.parquet"
    table.parent.mkdir()
    nested = pl.lit(b"\xff").alias("raw"), pl.struct(place=pl.lit("Härnö")).alias("nested")
    pl.DataFrame(corpus).with_columns(*nested, share=pl.lit(float("nan"))).write_parquet(table)
    clean([table], folder / "plain")
    result = clean([table], folder / "out", options=CleaningOptions(form=form))
    return result.out / "data", pl.read_parquet(folder / "plain" / "data" / "train-00000-of-00001.parquet")


@pytest.mark.parametrize("form", ["jsonl", "jsonl.gz", "jsonl.zst", "csv"])
def test_every_rendered_format_holds_the_kept_records(tmp_path, corpus, form):
    data, left = in_format(tmp_path, corpus, form)
    (path,) = data.iterdir()
    assert path.name == f"train-00000-of-00001.{form}"
    with open_output(path) as stream:
        decoded = [line.decode() for line in stream]
    rows = list(csv.DictReader(decoded)) if form == "csv" else [json.loads(line) for line in decoded]
    assert list(rows[0]) == left.columns
    assert [(row["id"], row["text"]) for row in rows] == left.select("id", "text").rows()
    assert rows[0]["nested"] in ({"place": "Härnö"}, '{"place": "Härnö"}')
    assert rows[0]["raw"] == "/w=="
    assert rows[0]["share"] in (None, "")


def test_texts_become_files_named_by_position(tmp_path, corpus):
    data, left = in_format(tmp_path, corpus, "text")
    texts = {path.relative_to(data).as_posix(): path.read_text() for path in data.rglob("*.txt")}
    places = [corpus.index(row) + 1 for row in corpus if row["id"] in left["id"].to_list()]
    assert texts == {f"table/{n:09}.txt": text for n, text in zip(places, left["text"], strict=True)}


def test_the_metadata_name_the_fields_in_every_format(tmp_path, corpus):
    for form in ("same", "csv", "jsonl"):
        result = cleaned(tmp_path, corpus, form=form)
        (records,) = json.loads((result.out / "croissant.json").read_text())["recordSet"]
        assert [field["name"] for field in records["field"]] == ["id", "outlet", "published_at", "text"]


def test_the_card_names_the_fields_where_all_files_have_the_same(tmp_path, corpus):
    result = cleaned(tmp_path, corpus, form="jsonl.gz")
    head = (result.out / "README.md").read_text().split("---")[1]
    fields = [(name, "string") for name in ("id", "outlet", "published_at", "text")]
    assert re.findall(r'name: "(\w+)"\n    dtype: (\w+)', head) == fields
    pl.DataFrame({"text": ["A cell."], "number": [1.5]}).write_csv(tmp_path / "other.csv")
    result = clean([tmp_path / "in.jsonl", tmp_path / "other.csv"], tmp_path / "two")
    head = (result.out / "README.md").read_text().split("---")[1]
    assert re.findall(r"config_name: (\w+)\n  data_files", head) == ["jsonl", "csv"]
    assert re.findall(r'name: "(\w+)"\n    dtype: (\w+)', head) == [*fields, ("text", "string"), ("number", "string")]


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl", "text", "same"])
def test_the_metadata_are_consistent(tmp_path, corpus, form):
    (tmp_path / "note.txt").write_text("A note of its own.")
    result = clean(
        [lines(tmp_path, corpus), tmp_path / "note.txt"], tmp_path / "out", options=CleaningOptions(form=form)
    )
    metadata = json.loads((result.out / "croissant.json").read_text())
    needed = {"@context", "@type", "conformsTo", "name", "description", "license", "url", "distribution", "recordSet"}
    assert needed <= set(metadata)
    assert {each["@id"] for each in metadata["prov:wasDerivedFrom"]} == {"in.jsonl", "note.txt"}
    files = {each["@id"]: each for each in metadata["distribution"]}
    assert len(files) == len(metadata["distribution"])
    for file in files.values():
        if file["@type"] == "cr:FileObject":
            data = (result.out / file["contentUrl"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == file["sha256"]
    for field in (field for records in metadata["recordSet"] for field in records["field"]):
        assert files[field["source"]["fileObject"]["@id"]]["@type"] == "cr:FileObject"
        assert field["source"]["extract"]["column"] == field["name"]


def test_texts_are_one_set_in_the_metadata(tmp_path, corpus):
    result = cleaned(tmp_path, corpus, form="text")
    (texts,) = json.loads((result.out / "croissant.json").read_text())["distribution"]
    assert (texts["@type"], texts["includes"]) == ("cr:FileSet", "data/**/*.txt")


ROOT = Path(__file__).parents[2]

TOY = CorpusFormat(
    "toy",
    "a made-up format: the fields of a record between bars",
    ".toy",
    media_types={".toy": "application/x-toy"},
    codec=Codec(
        encode=lambda record: json.dumps([[name, value] for name, value in record.items()]).encode() + b"|\n",
        decode=lambda lines: (dict(json.loads(line.rstrip(b"|\n"))) for line in list(lines)[1:]),
        header=lambda names: "|".join(names).encode() + b"\n",
    ),
)


def command_line():
    """The command line, loaded anew: it reads the formats when it is loaded."""
    spec = importlib.util.spec_from_file_location("cli_with_toy", ROOT / "cli.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.main


def test_a_format_added_to_the_registry_is_known_everywhere(tmp_path, corpus, monkeypatch):
    monkeypatch.setitem(CORPUS_FORMATS, "toy", TOY)
    path, out = lines(tmp_path, corpus), tmp_path / "out"
    main = command_line()
    assert "toy" in CliRunner().invoke(main, ["clean", "--help"]).output
    called = CliRunner().invoke(main, ["clean", str(path), "-o", str(out), "--as", "toy"])
    assert called.exit_code == 0, called.output
    data = (out / "data" / "train-00000-of-00001.toy").read_bytes()
    assert data.startswith(b"id|outlet|published_at|text\n")
    metadata = json.loads((out / "croissant.json").read_text())
    assert [file["encodingFormat"] for file in metadata["distribution"]] == ["application/x-toy"]
    assert [records["name"] for records in metadata["recordSet"]] == ["records/train-00000-of-00001.toy"]
    restore(out, tmp_path / "back")
    assert (tmp_path / "back" / "in.jsonl").read_bytes() == path.read_bytes()


def test_raw_records_are_those_of_input_formats():
    families = {form.raw_form.family for form in FORMATS if form.raw_form}
    assert set(ENCODERS) | set(COLUMNAR_FAMILIES) == families
    assert {family for known in CORPUS_FORMATS.values() for family in known.raw_families} == set(ENCODERS)


@pytest.mark.parametrize("name", CORPUS_FORMATS)
def test_every_format_has_a_media_type_and_is_documented(name):
    assert media_type(f"x{CORPUS_FORMATS[name].ending}") != UNKNOWN_TYPE
    assert f"`{name}`" in (ROOT / "docs/how-to/clean-a-corpus.md").read_text(encoding="utf-8")


def test_the_help_names_every_level_and_every_choice_of_what_is_kept():
    words = re.findall(r"\w+", CliRunner().invoke(command_line(), ["clean", "--help"]).output)
    assert {*LEVELS, *KEEPING} <= set(words)
