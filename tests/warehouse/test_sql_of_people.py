"""SQL that people write: it reads the warehouse, and nothing else; it ends in time, and says what to mend."""

import importlib.util
import json
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

import provenance
from provenance.errors import LockedError, QueryError, UsageError
from provenance.resources import command_line
from provenance.warehouse.warehouse import Warehouse

ENDLESS = "SELECT count(*) FROM range(10_000_000) AS a, range(10_000_000) AS b WHERE hash(a.range, b.range) = 1"


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    """A warehouse of the demo corpus."""
    db = tmp_path_factory.mktemp("people") / "demo.duckdb"
    provenance.trace([Path(provenance.__file__).parent / "demo/documents.jsonl"], db)
    return db


@pytest.fixture(scope="module")
def ask():
    """Run ``sql`` on the command line, in this process."""
    spec = importlib.util.spec_from_file_location("command_line", command_line())
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def run(file: Path, *words: str):
        return CliRunner().invoke(module.main, ["sql", *words, "--db", str(file)])

    return run


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('{secret}')",
        "SELECT * FROM read_text('{secret}')",
        "SELECT * FROM read_blob('{secret}')",
        "SELECT * FROM glob('{folder}/*')",
        "FROM '{secret}'",
        "SELECT * FROM parquet_metadata('{secret}')",
        "COPY documents TO '{folder}/stolen.csv'",
        "COPY (SELECT 1) TO '{folder}/stolen.parquet' (FORMAT parquet)",
        "EXPORT DATABASE '{folder}/stolen'",
        "ATTACH '{folder}/other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "PRAGMA enable_external_access = true",
        "SET memory_limit = '1TB'",
        "DELETE FROM derivations",
        "INSERT INTO rulings SELECT 1, 'edge', 'a <- b', 'rejected', NULL, NULL, now()",
        "UPDATE internal.documents SET text = ''",
        "DROP VIEW chains",
        "CREATE TABLE mine AS SELECT 1",
        "CREATE OR REPLACE VIEW chains AS SELECT 1",
        "FROM secret_frame",
        "SELECT 1; SELECT 2",
        "SELEKT 1",
        "SELECT no_such_column FROM documents",
        "",
    ],
)
def test_what_does_not_merely_read_is_refused(ask, file, tmp_path, statement):
    secret = tmp_path / "secret.txt"
    secret.write_text("password\n")
    secret_frame = pl.DataFrame({"password": ["x"]})
    before = file.read_bytes()
    ran = ask(file, statement.format(secret=secret, folder=tmp_path))
    assert ran.exit_code in (1, 2)
    assert "password" not in ran.output
    assert "Traceback" not in ran.output
    assert ran.stderr.startswith("error: ")
    assert [path.name for path in tmp_path.iterdir()] == ["secret.txt"]
    assert file.read_bytes() == before
    assert secret_frame.height == 1


def test_python_frames_are_not_reached(file):
    mine = pl.DataFrame({"a": [1]})
    with Warehouse.open(file) as warehouse, pytest.raises(QueryError):
        warehouse.sql("FROM mine")
    assert mine.height == 1


def test_an_endless_statement_is_stopped(file):
    with Warehouse.open(file) as warehouse:
        with pytest.raises(QueryError, match="stopped after"):
            warehouse.sql(ENDLESS, seconds=0.2)
        assert warehouse.sql("SELECT 1 AS one").item() == 1


def test_the_time_limit_is_an_option(ask, file):
    ran = ask(file, ENDLESS, "--timeout", "0.2")
    assert ran.exit_code == 1
    assert "--timeout" in ran.stderr


def test_parameters_are_values_and_never_sql(ask, file):
    hostile = "x' OR 1 = 1 --"
    statement = "SELECT $name AS said, count(*) AS n FROM documents WHERE outlet_id = $name"
    ran = ask(file, statement, "-p", f"name={hostile}", "--format", "jsonl")
    assert json.loads(ran.stdout) == {"said": hostile, "n": 0}


def test_an_unknown_or_missing_parameter_is_named(ask, file):
    assert ask(file, "SELECT $name", "-p", "other=1").exit_code == 1
    assert ask(file, "SELECT 1", "-p", "name").exit_code == 2
    with Warehouse.open(file) as warehouse, pytest.raises(UsageError):
        warehouse.sql("SELECT 1; SELECT 2")


@pytest.mark.parametrize("name", ["x.csv", "x.json", "x.jsonl", "x.parquet", "x.arrow", "x.md", "x.html"])
def test_any_relation_goes_to_any_sink_by_the_ending_of_one_option(ask, file, tmp_path, name):
    statement = "SELECT document_id, confidence, source_id IS NULL AS own FROM derivations ORDER BY document_id"
    ran = ask(file, statement, "-o", str(tmp_path / name))
    assert ran.exit_code == 0
    with Warehouse.open(file) as warehouse:
        wanted = warehouse.sql(statement)
    readers = {".csv": pl.read_csv, ".json": pl.read_json, ".jsonl": pl.read_ndjson, ".parquet": pl.read_parquet,
               ".arrow": pl.read_ipc}  # fmt: skip
    if read := readers.get(Path(name).suffix):
        assert read(tmp_path / name).equals(wanted)
    else:
        assert all(document in (tmp_path / name).read_text() for document in wanted["document_id"])


def test_several_may_read_at_once(file):
    with Warehouse.open(file) as one, Warehouse.open(file) as other:
        assert one.sql("FROM documents").height == other.sql("FROM documents").height


def test_who_writes_excludes_readers_in_one_process_too(file):
    with (
        Warehouse.open(file, read_only=False),
        pytest.raises(LockedError, match="in use"),
        Warehouse.open(file),
    ):
        pass


@pytest.mark.parametrize(
    ("statement", "rows"),
    [
        ("SELECT 1 AS a, 2 AS a, 3 AS a", [{"a": 1, "a_1": 2, "a_2": 3}]),
        ("SELECT TIMESTAMP '2024-05-02' - TIMESTAMP '2024-05-01' AS lag", [{"lag": "1 day"}]),
        ("SELECT union_value(number := 2) AS u", [{"u": "2"}]),
        ("SELECT DATE '290000-01-01' AS d, 'infinity'::TIMESTAMP AS t", [{"d": "290000-01-01", "t": "infinity"}]),
        ("SELECT {'a': DATE '19999-12-31'} AS s", [{"s": "{'a': 19999-12-31}"}]),
        ("-- how many\nSELECT count(*) AS n FROM range(3)", [{"n": 3}]),
    ],
)
def test_every_answer_can_be_shown(ask, file, statement, rows):
    ran = ask(file, statement, "--format", "json")
    assert ran.exit_code == 0, ran.output
    assert json.loads(ran.stdout) == rows


def test_a_statement_comes_from_a_file_or_a_pipe(file, tmp_path):
    (tmp_path / "q.sql").write_text("-- how many\nSELECT count(*) AS n FROM range(4)\n")
    spec = importlib.util.spec_from_file_location("command_line", command_line())
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    words = ["--db", str(file), "--format", "csv"]
    assert CliRunner().invoke(module.main, ["sql", "--file", str(tmp_path / "q.sql"), *words]).stdout == "n\n4\n"
    assert CliRunner().invoke(module.main, ["sql", "-", *words], input="SELECT 5 AS n").stdout == "n\n5\n"


def test_advice_of_the_database_is_kept_and_what_writes_is_named(ask, file):
    assert 'Did you mean "edges"' in ask(file, "FROM edge").output
    refused = ask(file, "CREATE TEMP TABLE t AS SELECT 1")
    assert refused.exit_code == 2
    assert "CREATE is refused" in refused.output


def test_names_reach_questions_and_unknown_ones_are_an_error_with_the_nearest(file):
    with Warehouse.open(file) as warehouse:
        outlet, name = warehouse.sql(
            "SELECT outlet_id, name FROM outlets SEMI JOIN edges USING (outlet_id) ORDER BY outlet_id LIMIT 1"
        ).row(0)
        by_name = warehouse.ask("relations_by_outlet").filter(pl.col("outlet_id") == outlet)
        assert by_name.height == 1
        assert warehouse.ask("which_agency", outlet=name).equals(warehouse.ask("which_agency", outlet=outlet))
        with pytest.raises(UsageError, match="no outlet is called"):
            warehouse.ask("which_agency", outlet="no such paper at all")
        with pytest.raises(UsageError, match="no document is called"):
            warehouse.ask("whose_text", document="no such page at all")
        assert warehouse.find("ferry")["kind"].unique().sort().to_list() == ["document", "story"]


def test_the_views_answer_where_the_file_is_attached_and_every_column_has_a_comment(file):
    import duckdb

    with duckdb.connect() as other:
        other.execute(f"ATTACH '{file}' AS news (READ_ONLY)")
        views = other.sql(
            "SELECT view_name FROM duckdb_views() WHERE database_name = 'news' AND NOT internal"
        ).fetchall()
        for (view,) in views:
            schema = other.sql(f"SELECT schema_name FROM duckdb_views() WHERE view_name = '{view}'").fetchall()[0][0]
            other.sql(f"SELECT count(*) FROM news.{schema}.{view}").fetchall()
        bare = other.sql(
            "SELECT table_name, column_name FROM duckdb_columns() "
            "WHERE database_name = 'news' AND schema_name = 'main' AND comment IS NULL"
        ).fetchall()
    assert len(views) > 20
    assert bare == []
