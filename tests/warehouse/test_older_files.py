"""A file that another release made: what it can answer it answers; else every command that reads says the way out."""

import importlib.util
import shutil

import duckdb
import pytest
from click.testing import CliRunner

import provenance
from provenance.errors import ProvenanceError, WarehouseError
from provenance.resources import command_line

READING = (
    "chains", "chains owl-ferry", "chains --list", "sources", "compare owl-ferry ap-ferry", "repeats", "find ferry",
    "ask which_agency", "ask whose_text -p document=owl-ferry", "status", "rule list", "export -o out.graphml",
    "report -o out.html", "where text.txt",
)  # fmt: skip


@pytest.fixture(scope="module")
def older(tmp_path_factory):
    """A warehouse without views, and without the table that a later migration added."""
    file = tmp_path_factory.mktemp("older") / "older.duckdb"
    provenance.demo(file)
    with duckdb.connect(file) as connection:
        views = connection.execute(
            "SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal AND database_name = 'older'"
        ).fetchall()
        for schema, view in views:
            connection.execute(f"DROP VIEW {schema}.{view}")
        connection.execute("UPDATE main.settings SET value = 'earlier' WHERE name = 'views'")
        connection.execute("DELETE FROM main.migrations WHERE migration = 'migrations/0004_counted'")
        connection.execute("DROP TABLE internal.counted")
    return file


@pytest.fixture
def main():
    spec = importlib.util.spec_from_file_location("command_line", command_line())
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.main


@pytest.mark.parametrize("command", READING)
def test_a_command_that_reads_says_how_to_bring_the_file_up_to_date(command, older, main, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.txt").write_text("Fishing boats saved the people of a ferry off Cape Merrow.")
    result = CliRunner().invoke(main, [*command.split(), "--db", str(older)])
    assert result.exit_code == 1, result.output
    assert "was made by another release" in result.stderr
    assert f"provenance trace --db {older}" in result.stderr
    assert "Error:" not in result.stderr
    assert not list(tmp_path.glob("out.*"))


def test_sql_keeps_the_words_of_the_database_and_adds_the_way_out(older, main):
    result = CliRunner().invoke(main, ["sql", "FROM edges", "--db", str(older)])
    assert result.exit_code == 1
    assert "edges does not exist" in result.stderr
    assert f"provenance trace --db {older}" in result.stderr


def test_what_the_file_holds_is_answered(older, main):
    result = CliRunner().invoke(main, ["sql", "SELECT count(*) AS rows FROM rulings", "--db", str(older)])
    assert result.exit_code == 0, result.output


def test_python_says_the_same(older):
    with provenance.Warehouse.open(older) as warehouse:
        for call in (lambda: warehouse.edges, warehouse.chains, warehouse.lsh):
            with pytest.raises(WarehouseError, match="another release"):
                call()


def test_one_run_brings_it_up_to_date(older, tmp_path):
    file = shutil.copy(older, tmp_path / "older.duckdb")
    provenance.trace(db=file)
    with provenance.Warehouse.open(file) as warehouse:
        assert warehouse.edges.height > 5


def test_a_mistake_in_a_file_of_this_release_is_told_as_one(tmp_path):
    with provenance.Warehouse.open(provenance.trace([{"text": "a"}], tmp_path / "new.duckdb").db) as warehouse:
        with pytest.raises(ProvenanceError, match="no_such_table") as raised:
            warehouse.sql("FROM no_such_table")
        assert "mend the statement" in raised.value.remedy
