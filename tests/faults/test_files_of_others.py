"""A file that others made or changed does not act, and what is missing in it is noticed."""

import duckdb
import polars as pl
import pytest

import provenance
from provenance.errors import DamagedError, NoWarehouseError, WarehouseError
from provenance.warehouse.warehouse import Warehouse

ROWS = "FROM derivations SELECT document_id, source_id, relation, share_of_document, confidence ORDER BY ALL"


@pytest.fixture(scope="module")
def traced(tmp_path_factory):
    db = tmp_path_factory.mktemp("traced") / "w.duckdb"
    provenance.demo(db)
    return db


@pytest.fixture
def file(traced, tmp_path):
    copy = tmp_path / "w.duckdb"
    copy.write_bytes(traced.read_bytes())
    return copy


def change(file, *statements, **options) -> None:
    """Run statements of another client."""
    with duckdb.connect(str(file), **options) as other:
        for statement in statements:
            other.execute(statement)


def rows(file) -> list[tuple]:
    with Warehouse.open(file) as warehouse:
        return warehouse.sql(ROWS).rows()


@pytest.mark.parametrize("table", ["derivations", "internal.blocks", "internal.matches", "internal.credits"])
def test_rows_taken_out_by_hand_are_noticed_by_readers_and_computed_again_by_trace(file, table):
    whole = rows(file)
    change(file, f"DELETE FROM {table}")
    with pytest.raises(DamagedError, match="its last run left") as raised:
        Warehouse.open(file)
    assert "provenance trace" in raised.value.remedy
    provenance.trace([], file)
    assert rows(file) == whole


def test_outlets_taken_out_by_hand_are_noticed_and_put_back_as_they_were(file, tmp_path):
    pl.DataFrame({"outlet_id": ["skerry-post"], "name": ["Skerry Post"], "aliases": ["SP|The Skerry"]}).write_csv(
        tmp_path / "own.csv"
    )
    provenance.add_outlets(tmp_path / "own.csv", file)
    with Warehouse.open(file) as warehouse:
        whole = warehouse.sql("FROM outlets ORDER BY outlet_id").rows()
    assert {row[9] for row in whole} == {"seed", "data", "file"}
    for condition in ("true", "origin = 'file'", "origin = 'data'", "outlet_id = 'reuters'"):
        change(file, f"DELETE FROM outlets WHERE {condition}")
        with pytest.raises(DamagedError, match="rows of outlets"):
            Warehouse.open(file)
        provenance.trace([], file)
        with Warehouse.open(file) as warehouse:
            assert warehouse.sql("FROM outlets ORDER BY outlet_id").rows() == whole


def test_rulings_taken_out_by_hand_are_an_error_and_a_rerun_goes_on_without_them(file, tmp_path):
    provenance.rule("document", "owl-ferry", "original", db=file)
    change(file, "DELETE FROM rulings")
    with pytest.raises(DamagedError, match="rows of rulings"):
        Warehouse.open(file)
    with pytest.raises(DamagedError, match="0 rulings, its last run left 1") as raised:
        provenance.trace([], file)
    assert "provenance rerun" in raised.value.remedy
    provenance.rerun(tmp_path / "new.duckdb", file)
    with Warehouse.open(tmp_path / "new.duckdb") as warehouse:
        assert warehouse.sql("SELECT count(*) FROM documents").item() == 18


def test_rows_put_in_by_hand_are_noticed_too(file):
    whole = rows(file)
    change(
        file,
        "INSERT INTO derivations SELECT * REPLACE (derivation_id || 'x' AS derivation_id) FROM derivations LIMIT 1",
    )
    with pytest.raises(DamagedError):
        provenance.rule("document", "owl-ferry", "original", db=file)
    provenance.trace([], file)
    assert rows(file) == whole


def test_lost_documents_are_an_error_that_names_the_way_out(file):
    change(file, "DELETE FROM internal.documents WHERE document = 1")
    for read_only in (True, False):
        with pytest.raises(DamagedError, match="documents, its last finished run counted"):
            Warehouse.open(file, read_only=read_only)


def test_a_file_of_a_newer_release_is_refused_and_not_written(file):
    change(file, "INSERT INTO migrations SELECT * REPLACE ('9999_future' AS migration) FROM migrations LIMIT 1")
    before = file.read_bytes()
    with pytest.raises(WarehouseError, match="newer release"):
        provenance.trace([], file)
    assert file.read_bytes() == before


@pytest.mark.parametrize("table", ["settings", "runs", "internal.documents", "rulings"])
def test_a_view_in_the_place_of_a_table_is_refused_before_it_is_asked(file, table):
    change(
        file,
        f"CREATE OR REPLACE VIEW {table.replace('internal.', 'internal.own_')}_ AS SELECT 1",
        f"ALTER TABLE {table} RENAME TO gone",
        f"CREATE VIEW {table} AS SELECT range AS name, range AS value FROM range(1000000000000)",
    )
    with pytest.raises(WarehouseError, match="view in the place of the table"):
        Warehouse.open(file)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("CREATE OR REPLACE VIEW chains AS SELECT range AS document_id FROM range(1000000000000)", "its views"),
        ("CREATE OR REPLACE VIEW internal.all_matches AS SELECT * FROM internal.matches LIMIT 0", "its views"),
        ("CREATE OR REPLACE MACRO chain_of(id) AS TABLE SELECT 1", "its views"),
        ("CREATE MACRO lower(word) AS 'gone'", "the function lower"),
        ("CREATE MACRO internal.duckdb_views() AS TABLE SELECT 1", "the function duckdb_views"),
        ("CREATE MACRO duckdb_tables() AS TABLE SELECT 'migrations' AS table_name", "the function duckdb_tables"),
        ("CREATE MACRO min(a) AS NULL; CREATE MACRO md5(a) AS 'x'; CREATE MACRO count(a) AS 7", "the function count"),
        ("DROP TABLE derivations CASCADE", "no table derivations"),
        ("DELETE FROM settings", "no settings"),
    ],
)
def test_a_view_or_a_macro_in_the_place_of_ours_is_refused(file, statement, words):
    change(file, statement)
    before = file.read_bytes()
    for read_only in (True, False):
        with pytest.raises(WarehouseError, match=words):
            Warehouse.open(file, read_only=read_only)
    assert file.read_bytes() == before


def test_views_of_ones_own_and_another_name_of_the_file_are_no_fault(file, tmp_path):
    change(file, "CREATE VIEW mine AS SELECT document_id FROM documents", "CREATE MACRO mine_too(a) AS a + 1")
    file = file.rename(tmp_path / "called otherwise.duckdb")
    with Warehouse.open(file) as warehouse:
        assert warehouse.sql("SELECT count(*) FROM mine").rows() == [(18,)]
    assert provenance.trace([], file).after["documents"] == 18


def test_a_trigger_is_refused_and_does_not_fire(file, tmp_path):
    newer = tmp_path / "newer.duckdb"
    change(
        newer,
        f"ATTACH '{file}' AS s (READ_ONLY)",
        "COPY FROM DATABASE s TO newer",
        "CREATE TRIGGER t AFTER INSERT ON runs FOR EACH STATEMENT DELETE FROM internal.documents",
        config={"storage_compatibility_version": "v2.0.0"},
    )
    with pytest.raises(WarehouseError, match="holds a trigger"):
        provenance.trace([], newer)
    with duckdb.connect(str(newer), read_only=True) as other:
        assert other.sql("SELECT count(*) FROM internal.documents").fetchall() == [(18,)]


def test_a_database_of_something_else_is_refused(tmp_path):
    change(tmp_path / "own.duckdb", "CREATE TABLE t AS SELECT 1 AS a")
    with pytest.raises(WarehouseError, match="is not a warehouse"):
        provenance.trace([], tmp_path / "own.duckdb")


def test_a_file_in_which_a_killed_run_has_made_nothing_is_no_warehouse_yet_and_becomes_one(tmp_path):
    empty, started = tmp_path / "empty.duckdb", tmp_path / "started.duckdb"
    empty.touch()
    with duckdb.connect() as other:
        other.execute(f"ATTACH '{started}' AS s (STORAGE_VERSION 'v1.4.0')")
        other.execute("CHECKPOINT s")
    with pytest.raises(NoWarehouseError, match="nothing yet"):
        Warehouse.open(started)
    for file in (empty, started):
        provenance.trace([{"id": "a", "text": "The ferry has gone."}], file, settings={})
        assert Warehouse.open(file).documents.height == 1
