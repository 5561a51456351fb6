"""Exports, each read back by a program that is not ours."""

import base64
import hashlib
import io
import json
import re
import sqlite3
from datetime import UTC, datetime

import networkx as nx
import openpyxl
import polars as pl
import prov.model
import pytest
import rdflib

import provenance
from provenance.errors import InputError, UsageError
from provenance.reports.exports.graphs import mermaid_text
from provenance.reports.exports.statements import document_name
from provenance.reports.output_formats import export_formats

EDGES = {
    ("reuters-elm", "gazette-elm"), ("reuters-elm", "blog-elm"), ("reuters-elm", "undated-elm"),
    ("arab-one", "arab-two"),
}  # fmt: skip


@pytest.fixture
def exported(story_db, tmp_path):
    """Return a function that exports the stories, and the path that it wrote."""

    def write(form, **selection):
        path = tmp_path / form
        provenance.export(path, story_db, form=form, **selection)
        return path

    return write


@pytest.mark.parametrize("form", [record.name for record in export_formats()])
def test_the_same_warehouse_gives_the_same_bytes(form, story_db, tmp_path):
    for name in ("a", "b"):
        provenance.export(tmp_path / name, story_db, form=form)
    files = [
        {file.name: file.read_bytes() for file in path.iterdir()} if path.is_dir() else path.read_bytes()
        for path in (tmp_path / "a", tmp_path / "b")
    ]
    assert files[0] == files[1]


# -- graphs ------------------------------------------------------------------------------------------------------------


def read_gexf(path):
    """networkx knows dates, and not the times of day that GEXF has beside them."""
    text = path.read_text(encoding="utf-8").replace('timeformat="dateTime"', 'timeformat="date"')
    return nx.read_gexf(io.BytesIO(text.encode()))


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", read_gexf)])
def test_graphs_come_back_with_their_attributes(form, read, exported):
    graph = read(exported(form))
    assert set(graph.edges()) == EDGES
    assert graph.edges["reuters-elm", "blog-elm"]["credit_status"] == "none_in_text"
    assert graph.nodes["blog-elm"]["outlet"] == "Quay <b>Blog</b>"
    assert graph.nodes["blog-elm"]["published_at"] == "2024-10-04T15:30:00Z"
    assert "published_at" not in graph.nodes["undated-elm"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of pydot, about its parser
def test_dot_comes_back(exported):
    graph = nx.nx_pydot.read_dot(exported("dot"))
    assert {(start.strip('"'), stop.strip('"')) for start, stop in graph.edges()} == EDGES


def test_a_flowchart_holds_no_markup_of_a_text(exported):
    text = exported("mermaid").read_text(encoding="utf-8")
    assert text.startswith("flowchart LR\n")
    assert text.count("-->") + text.count("-.->") == len(EDGES)
    assert "<" not in text
    assert mermaid_text('a"]; click') == "a#34;#93;#59; click"


# -- statements --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["prov-json", "prov-jsonld"])
def test_prov_comes_back(form, exported):
    text = exported(form).read_text(encoding="utf-8")
    document = prov.model.ProvDocument.deserialize(content=text, format=form.removeprefix("prov-"))
    derivations = list(document.get_records(prov.model.ProvDerivation))
    ends = {(str(row.args[1]), str(row.args[0])) for row in derivations}
    assert ends == {(f"np:document/{source}", f"np:document/{copy}") for source, copy in EDGES}
    assert len(list(document.get_records(prov.model.ProvEntity))) == 6
    assert list(document.get_records(prov.model.ProvActivity))


def test_prov_n_is_the_same_in_words(exported):
    text = exported("prov-n").read_text(encoding="utf-8")
    assert text.startswith("document")
    assert text.count("wasDerivedFrom(") == len(EDGES)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib, about itself
def test_schema_org_is_linked_data(exported):
    graph = rdflib.Graph().parse(exported("schema-org"), format="json-ld")
    based = rdflib.URIRef("https://schema.org/isBasedOn")
    ends = {(str(source), str(copy)) for copy, source in graph.subject_objects(based)}
    assert ends == {tuple(map(document_name, edge)) for edge in EDGES}


def test_ninjs_has_an_item_for_each_document(exported):
    items = [json.loads(line) for line in exported("ninjs").read_text(encoding="utf-8").splitlines()]
    assert len(items) == 6
    by_uri = {item["uri"]: item for item in items}
    copy = by_uri[document_name("gazette-elm")]
    assert [each["uri"] for each in copy["associations"]] == [document_name("reuters-elm")]
    assert "contentCreated" not in copy  # a day is no moment


# -- tables ------------------------------------------------------------------------------------------------------------


def test_sqlite_has_the_tables(exported, story_db):
    connection = sqlite3.connect(exported("sqlite"))
    rows = connection.execute("SELECT source_id, document_id FROM derivations").fetchall()
    assert set(rows) == EDGES
    [(text,)] = connection.execute("SELECT text FROM documents WHERE document_id = 'blog-elm'").fetchall()
    with provenance.Warehouse.open(story_db) as warehouse:
        assert text == warehouse.sql("SELECT text FROM documents WHERE document_id = 'blog-elm'").item()
    connection.close()


def test_a_workbook_has_sheets_and_no_formula(exported):
    path = exported("xlsx")
    book = openpyxl.load_workbook(path.rename(path.with_suffix(".xlsx")))
    assert book.sheetnames == ["nodes", "edges", "undetermined", "revisions"]
    heads, *rows = book["edges"].values
    places = heads.index("source_id"), heads.index("document_id")
    assert {tuple(row[place] for place in places) for row in rows} == EDGES
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f" or cell.hyperlink]


@pytest.mark.parametrize(
    ("form", "read"), [("parquet", pl.read_parquet), ("jsonl", pl.read_ndjson), ("csv", pl.read_csv)]
)
def test_a_folder_has_a_file_for_each_table(form, read, exported):
    folder = exported(f"{form}-folder")
    assert set(read(folder / f"derivations.{form}").select("source_id", "document_id").iter_rows()) == EDGES
    assert read(folder / f"documents.{form}").height == 6
    assert (folder / f"passages.{form}").exists()


def test_a_folder_that_holds_something_is_left_alone(story_db, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(InputError, match="is there already"):
        provenance.export(tmp_path / "mine", story_db, form="csv-folder")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


# -- choices -----------------------------------------------------------------------------------------------------------


def test_a_part_can_be_exported(exported):
    graph = nx.read_graphml(exported("graphml", document="arab-two"))
    assert set(graph.nodes) == {"arab-one", "arab-two"}


def test_the_ending_says_the_form(story_db, tmp_path):
    assert provenance.export(tmp_path / "a.gexf", story_db).form == "gexf"
    with pytest.raises(UsageError, match="does not say what to export as"):
        provenance.export(tmp_path / "a.xyz", story_db)
    with pytest.raises(UsageError, match="there is no export 'html'"):
        provenance.export(tmp_path / "a", story_db, form="html")


def test_times_are_utc(exported):
    rows = pl.read_ndjson(exported("jsonl-folder") / "documents.jsonl")
    [at] = rows.filter(pl.col("document_id") == "blog-elm")["published_at"].to_list()
    assert datetime.fromisoformat(at) == datetime(2024, 10, 4, 15, 30, tzinfo=UTC)


@pytest.mark.filterwarnings("ignore")  # of the reader's own libraries
def test_a_crate_is_read_back(exported):
    from rocrate.rocrate import ROCrate

    folder = exported("ro-crate", document="blog-elm")
    crate = ROCrate(folder)
    assert crate.name == "The stories of blog-elm"
    assert crate.mainEntity.id == "report.html"
    names = {entity.id for entity in crate.data_entities}
    assert names == {file.name for file in folder.iterdir()} - {"ro-crate-metadata.json"}
    for entity in crate.data_entities:
        assert int(entity["contentSize"]) == (folder / entity.id).stat().st_size
        assert hashlib.sha256((folder / entity.id).read_bytes()).hexdigest() == entity["sha256"]
    assert "Port Elm sells its silos" in (folder / "report.html").read_text(encoding="utf-8")
    assert pl.read_parquet(folder / "derivations.parquet").height == 3


# -- hostile texts -----------------------------------------------------------------------------------------------------


TEXT_FORMS = [record.name for record in export_formats() if record.name not in ("xlsx", "sqlite", "parquet-folder")]


@pytest.mark.parametrize("form", TEXT_FORMS)
def test_no_markup_of_a_text_is_markup_in_an_export(form, exported):
    """JSON, XML, CSV and the notations each quote it: what a browser or a terminal would act on never stands bare."""
    path = exported(form)
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    for file in files:
        if file.suffix in (".parquet",):
            continue
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".html" or form in ("graphml", "gexf"):
            assert "<script>alert" not in text
            assert "<img src=x" not in text
        assert "\x1b[" not in text


def test_a_ledger_for_excel_holds_texts_and_no_formula(story_db, tmp_path):
    provenance.report(tmp_path / "r.html", story_db)
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    [address] = re.findall(r'href="(data:application/vnd[^"]*)"', page)
    book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(address.split(",", 1)[1])))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0][:3] == ("source", "outlet", "title")
    assert {row[12] for row in rows[1:]} == {"gazette-elm", "blog-elm", "undated-elm", "arab-two"}
    assert all(cell.data_type != "f" for line in book.active.iter_rows() for cell in line)
