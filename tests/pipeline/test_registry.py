"""A stage added in one place is known to the ledger, removal, status and the docs."""

import dataclasses
import importlib.util
import json
import shutil
from pathlib import Path

import polars as pl
import pytest

import provenance
from provenance.pipeline import registry
from provenance.pipeline.stage import Stage
from provenance.resources import sql_folder
from provenance.tables import table
from provenance.warehouse import sql_files
from provenance.warehouse.warehouse import Warehouse

DOCS = Path(__file__).parents[2] / "docs"
EXCLAMATIONS = table(
    "exclamations",
    "one document, and how loud it is",
    ("document", "INTEGER", "internal key"),
    ("marks", "INTEGER", "exclamation marks"),
)
SQL = {
    "migrations/9999_exclamations": "-- How loud each document is.\n"
    "CREATE TABLE internal.exclamations (document INTEGER NOT NULL, marks INTEGER NOT NULL);\n",
    "delete/exclamations": "-- Delete how loud a batch of documents is.\n"
    "DELETE FROM internal.exclamations WHERE document IN (SELECT document FROM batch);\n",
}


def count_marks(frames, _settings, _threads):
    """Return how many exclamation marks documents have."""
    marks = pl.col("text").str.count_matches("!", literal=True).cast(pl.Int32)
    return {"internal.exclamations": frames["documents"].select("document", marks.alias("marks"))}


TOY = Stage(
    name="exclamations",
    version="1",
    rests_on=("blocks",),
    settings=("blocks",),
    reads=("documents",),
    run=count_marks,
    writes={"internal.exclamations": EXCLAMATIONS},
    clears="delete/exclamations",
)


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """Have the toy stage in the registry, its table in the migrations, and its rows deleted by a file."""
    folder = shutil.copytree(sql_folder(), tmp_path / "sql")
    for name, text in SQL.items():
        (folder / f"{name}.sql").write_text(text, encoding="utf-8")
    monkeypatch.setattr(sql_files, "sql_folder", lambda: folder)
    monkeypatch.setattr(registry, "STAGES", (*registry.STAGES, TOY))
    sql_files.query.cache_clear()
    yield TOY
    sql_files.query.cache_clear()


@pytest.fixture
def traced(toy, tmp_path):
    """A warehouse that the toy stage has run over."""
    assert toy
    path = tmp_path / "two.jsonl"
    path.write_text("".join(json.dumps({"id": name, "text": f"{name} No! No!"}) + "\n" for name in "ab"))
    provenance.trace([path], tmp_path / "w.duckdb", settings={"embedding_budget": 0})
    return tmp_path / "w.duckdb"


def rows(db):
    with Warehouse.open(db) as warehouse:
        return warehouse.sql("SELECT * FROM internal.exclamations ORDER BY ALL").rows()


def left_to_do(db):
    with Warehouse.open(db) as warehouse:
        return dict(provenance.status(warehouse).filter(about="to do").select("name", "value").iter_rows())


def test_it_runs_once_and_the_ledger_says_so(traced, monkeypatch):
    assert rows(traced) == [(1, 2), (2, 2)]
    monkeypatch.setattr(
        registry, "STAGES", (*registry.STAGES[:-1], dataclasses.replace(TOY, run=lambda *_: pytest.fail("ran again")))
    )
    provenance.trace([], traced)
    with Warehouse.open(traced) as warehouse:
        marks = warehouse.sql("SELECT document FROM internal.ledger WHERE stage = 'exclamations' ORDER BY ALL")
    assert marks.to_series().to_list() == [1, 2]


def test_another_version_of_it_or_of_what_it_rests_on_runs_again(traced, monkeypatch):
    def louder(frames, *rest):
        return {name: frame.with_columns(pl.col("marks") + 1) for name, frame in count_marks(frames, *rest).items()}

    stages = registry.STAGES
    monkeypatch.setattr(registry, "STAGES", (*stages[:-1], dataclasses.replace(TOY, run=louder, version="2")))
    assert left_to_do(traced)["exclamations"] == "2 documents"
    provenance.trace([], traced)
    assert rows(traced) == [(1, 3), (2, 3)]
    monkeypatch.setattr(registry, "STAGES", (dataclasses.replace(stages[0], version="next"), *stages[1:]))
    provenance.trace([], traced)
    assert rows(traced) == [(1, 2), (2, 2)]


def test_status_lists_it(traced):
    assert left_to_do(traced)["exclamations"] == "0 documents"


def test_removal_clears_it(traced):
    provenance.remove(["a"], traced)
    assert rows(traced) == [(2, 2)]


def test_the_docs_list_it(toy):
    spec = importlib.util.spec_from_file_location("reference", DOCS / "reference/make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = module.stage_page(registry.STAGES)
    assert f"| `{toy.name}` | how many exclamation marks documents have | `blocks` | `blocks` |" in page
    assert page != (DOCS / "reference/stages.md").read_text(encoding="utf-8")


def test_what_rests_on_a_stage_is_all_that_rests_on_it_directly_or_not():
    assert registry.dependents("boilerplate") == ("matches", "sentences", "semantic", "inference")
    assert registry.dependents("inference") == ()
    assert [stage.name for stage in registry.below("credits")] == ["blocks", "credits"]


def test_a_fingerprint_follows_from_versions_models_and_settings_below(monkeypatch):
    usual = provenance.Settings()

    def fingerprints(settings=usual):
        return {stage.name: registry.fingerprint(stage.name, settings) for stage in registry.STAGES}

    def changed(other):
        return {name for name, value in fingerprints().items() if other[name] != value}

    assert len(set(fingerprints().values())) == len(registry.STAGES)
    assert changed(fingerprints(usual.replace(linked_share=0.9))) == {
        "sentences",
        "semantic",
        "inference",
    }
    before = fingerprints()
    matches = registry.stage("matches")
    stages = [dataclasses.replace(each, version="next") if each == matches else each for each in registry.STAGES]
    monkeypatch.setattr(registry, "STAGES", tuple(stages))
    assert changed(before) == {"matches", "semantic", "inference"}
