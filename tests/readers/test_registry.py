"""The registry of input formats: a format that is added to it is known everywhere, and every format is complete."""

from __future__ import annotations

import gzip
import importlib.util
import json
import re
import tomllib
from pathlib import Path

import pytest

import provenance
from provenance.cleaning.options import CleaningOptions
from provenance.readers import formats
from provenance.readers.formats import FORMATS, Format
from provenance.readers.jsonl import read_jsonl
from provenance.readers.lossless.lines import JSON_LINES

from .test_formats import as_arrow, as_csv, as_json, as_jsonl, as_parquet, packed_tar, packed_zip
from .test_read import documents_of, rejects_of, write
from .test_web import CRAWL, RSS, html

ROOT = Path(__file__).parents[2]
STORY = "The ferry Halcyon sank on Tuesday night in the outer harbour of Port Amary, the coast guard said."
ROWS = [{"text": STORY, "title": "Ferry sinks"}, {"text": f"{STORY} Nobody was hurt.", "title": None}]
NEWSML = f"""<newsItem guid="tag:wire.example,2024:1" version="2" xmlns="http://iptc.org/std/nar/2006-10-01/">
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{STORY}</p></body></html></inlineXML></contentSet>
</newsItem>"""
TICKER = f"ZCZC\n{STORY}\nNNNN\nZCZC\nNNNN\nZCZC\n{STORY} Nobody was hurt.\nNNNN\n"
WIRE = f"<?xml version='1.0'?>\n<wire><body>{STORY}</body></wire>"


# -- a format that is added --------------------------------------------------------------------------------------------


def read_ticker(source, fields):
    with source.open() as stream:
        messages = re.findall(r"ZCZC\n(.*?)\n?NNNN", stream.read().decode(), re.DOTALL)
    for number, text in enumerate(messages, 1):
        yield fields.record({"text": text}, source, number)


def read_wire(source, fields):
    with source.open() as stream:
        yield fields.record({"text": re.findall("<body>(.*)</body>", stream.read().decode())[0]}, source, None)


TOYS = (
    Format("Ticker", (".ticker",), "a message", read_ticker, recognises=re.compile(rb"ZCZC\s").match),
    Format("Wire XML", (".xml",), "a file", read_wire, recognises=re.compile(rb"\s*<\?xml[^>]*>\s*<wire>").match),
    Format("Log lines", (".loglines",), "a line", read_jsonl, raw_form=JSON_LINES),
)


@pytest.fixture
def _with_toys(monkeypatch):
    monkeypatch.setattr(formats, "FORMATS", (*FORMATS, *TOYS))


@pytest.fixture
def corpus(tmp_path, _with_toys):
    folder = tmp_path / "corpus"
    write(folder / "a.ticker", TICKER)
    write(folder / "b.xml", WIRE)
    write(folder / "c.loglines", "".join(json.dumps(row) + "\n" for row in [*ROWS, ROWS[0]]))
    return folder


def test_its_files_are_traced_and_what_it_rejects_is_listed(corpus, db):
    provenance.trace([corpus], db)
    with provenance.Warehouse.open(db) as warehouse:
        documents = warehouse.sql("SELECT document_id FROM documents ORDER BY document_id").to_series().to_list()
        rejects = warehouse.sql("SELECT origin FROM set_aside").to_series().to_list()
    assert documents == ["a.ticker#1", "a.ticker#3", "b.xml", "c.loglines#1", "c.loglines#2", "c.loglines#3"]
    assert rejects == [f"{corpus}/a.ticker#2"]


@pytest.mark.usefixtures("_with_toys")
def test_its_files_are_recognised_by_their_first_bytes_where_they_are_named_themselves(tmp_path):
    assert documents_of(write(tmp_path / "messages", TICKER)).height == 2


def test_first_bytes_decide_between_formats_of_one_ending(corpus):
    write(corpus / "b.xml", RSS)
    assert documents_of(corpus / "b.xml")["title"].to_list() == ["Old harbour & ferries"]
    write(corpus / "b.xml", "<?xml version='1.0'?><nothing/>")
    assert "no feed" in rejects_of(corpus / "b.xml")[0][1]


def test_clean_keeps_its_files_whole_or_line_by_line(corpus, tmp_path):
    provenance.clean([corpus], tmp_path / "out", options=CleaningOptions(form="same"))
    lines = [(tmp_path / "out" / part / "c.loglines").read_text().splitlines() for part in ("data", "removed")]
    assert sorted(lines[0] + lines[1]) == sorted((corpus / "c.loglines").read_text().splitlines())
    assert lines[1]
    provenance.restore(tmp_path / "out", tmp_path / "back")
    for path in corpus.iterdir():
        assert (tmp_path / "back" / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.usefixtures("_with_toys")
def test_the_page_of_inputs_and_the_message_about_unknown_files_name_it(tmp_path):
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference" / "make.py")
    assert spec
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    page = reference.inputs()
    assert "| Ticker | `.ticker` | a message | the whole file |" in page
    assert "| Log lines | `.loglines` | a line | each line, byte for byte |" in page
    write(tmp_path / "a.pdf", "x")
    assert ".ticker" in rejects_of(tmp_path)[0][1]


# -- the formats that there are ----------------------------------------------------------------------------------------


def packed(pack):
    return lambda _, path: path.write_bytes(pack({"a.txt": STORY.encode()}))


def as_text(_, path):
    write(path, STORY)


SAMPLES = {
    "plain text": as_text,
    "JSON Lines": as_jsonl,
    "JSON": as_json,
    "CSV, TSV": as_csv,
    "Parquet": as_parquet,
    "Arrow, Feather": as_arrow,
    "HTML": lambda _, path: write(path, html()),
    "WARC": lambda _, path: write(path, b"".join(CRAWL)),
    "RSS, Atom": lambda _, path: write(path, RSS),
    "NITF": lambda _, path: write(path, f"<nitf><body><body.content><p>{STORY}</p></body.content></body></nitf>"),
    "NewsML-G2, NewsML 1": lambda _, path: write(path, NEWSML),
    "IPTC 7901": lambda _, path: write(path, f"\x01PWA001 3 i 17\r\n\x02{STORY}\r\n\x03031205 GMT MAY 24\x04"),
    "ZIP": packed(packed_zip),
    "TAR": packed(lambda files: packed_tar(files, "w")),
}


def test_every_format_has_a_name_an_ending_and_a_sample_of_its_own():
    assert list(SAMPLES) == [form.name for form in FORMATS]
    endings = [ending for form in FORMATS for ending in form.endings]
    assert all(ending == ending.lower() and ending.startswith(".") for ending in endings)
    assert sorted(form.endings[0] for form in FORMATS) == sorted({form.endings[0] for form in FORMATS})
    shared = {ending for ending in endings if endings.count(ending) > 1}
    assert all(form.recognises for form in FORMATS if shared & set(form.endings))


@pytest.mark.parametrize("form", FORMATS, ids=[form.name for form in FORMATS])
def test_clean_keeps_every_format(tmp_path, form):
    if form.extra:
        pytest.importorskip("trafilatura", reason="the extra 'web' is not installed")
    path = tmp_path / "in" / f"n{form.endings[0]}"
    path.parent.mkdir()
    SAMPLES[form.name](ROWS, path)
    assert documents_of(path).height
    provenance.clean([path], tmp_path / "out")
    (back,) = provenance.restore(tmp_path / "out", tmp_path / "back")
    if form.raw_form and not form.raw_form.compressible:
        assert documents_of(back).drop("origin").equals(documents_of(path).drop("origin"))
    else:
        assert back.read_bytes() == path.read_bytes()


def test_every_extra_is_one_of_the_package():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert {form.extra for form in FORMATS if form.extra} <= set(project["project"]["optional-dependencies"])


# -- column files that cannot be kept row by row -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["n.parquet", "n.arrow"])
def test_clean_keeps_compressed_and_damaged_column_files_whole(tmp_path, name):
    folder = tmp_path / "in"
    folder.mkdir()
    {"n.parquet": as_parquet, "n.arrow": as_arrow}[name](ROWS, folder / name)
    write(folder / f"{name}.gz", gzip.compress((folder / name).read_bytes()))
    write(folder / name, b"no column file")
    write(folder / "other.txt", STORY * 2)
    cleaned = provenance.clean([folder], tmp_path / "out")
    assert [row["origin"] for row in cleaned.set_aside.to_dicts()] == [str(folder / name)]
    provenance.restore(tmp_path / "out", tmp_path / "back")
    for path in folder.iterdir():
        assert (tmp_path / "back" / path.name).read_bytes() == path.read_bytes(), path.name


def test_clean_lists_a_reason_that_quotes_a_byte_that_is_no_text(tmp_path):
    path = write(tmp_path / "n.csv", b"id,h\xff\n")
    provenance.clean([path], tmp_path / "out")
    provenance.restore(tmp_path / "out", tmp_path / "back")
    assert (tmp_path / "back" / "n.csv").read_bytes() == path.read_bytes()
