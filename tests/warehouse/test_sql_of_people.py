"""SQL that people write: it reads the warehouse, and nothing else; it ends in time, and says what to mend."""

import importlib.util
import json
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

import provenance
from provenance.errors import QueryError, UsageError
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


@pytest.mark.parametrize(("seconds", "code"), [("inf", 0), ("1e300", 0), ("0", 1), ("-1", 2), ("nan", 2)])
def test_any_number_of_seconds_is_a_limit_or_refused(ask, file, seconds, code):
    ran = ask(file, ENDLESS if code else "SELECT 1 AS a", "--timeout", seconds)
    assert ran.exit_code == code
    assert ran.output.startswith("error: ") == bool(code)


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


@pytest.mark.parametrize(
    "name", ["x.csv", "x.tsv", "x.json", "x.jsonl", "x.parquet", "x.arrow", "x.xlsx", "x.md", "x.html"]
)
def test_any_relation_goes_to_any_sink_by_the_ending_of_one_option(ask, file, tmp_path, name):
    statement = "SELECT document_id, confidence, source_id IS NULL AS own FROM derivations ORDER BY document_id"
    ran = ask(file, statement, "-o", str(tmp_path / name))
    assert ran.exit_code == 0
    with Warehouse.open(file) as warehouse:
        wanted = warehouse.sql(statement)
    readers = {".csv": pl.read_csv, ".json": pl.read_json, ".jsonl": pl.read_ndjson, ".parquet": pl.read_parquet,
               ".arrow": pl.read_ipc, ".tsv": partial(pl.read_csv, separator="\t")}  # fmt: skip
    if read := readers.get(Path(name).suffix):
        assert read(tmp_path / name).equals(wanted)
    elif name != "x.xlsx":
        assert all(document in (tmp_path / name).read_text() for document in wanted["document_id"])


def test_several_may_read_at_once(file):
    with Warehouse.open(file) as one, Warehouse.open(file) as other:
        assert one.sql("FROM documents").height == other.sql("FROM documents").height


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


@pytest.mark.parametrize("name", ["x.csv", "x.tsv", "x.json", "x.jsonl", "x.parquet", "x.arrow"])
def test_a_large_answer_is_written_as_it_is_computed_like_a_small_one(ask, file, tmp_path, monkeypatch, name):
    statement = (
        "SELECT range AS n, 'text ' || range AS t, [range, 1] AS l, TIMESTAMP '2024-01-01' + INTERVAL (range) HOUR h,"
        " INTERVAL (range) DAY AS i FROM range(40000)"
    )
    small, large = tmp_path / f"small{name}", tmp_path / f"large{name}"
    assert ask(file, statement, "-o", str(small)).exit_code == 0
    monkeypatch.setattr("provenance.reports.view.SMALL", 1)
    assert ask(file, statement, "-o", str(large)).exit_code == 0
    readers = {".parquet": pl.read_parquet, ".arrow": pl.read_ipc}
    if read := readers.get(Path(name).suffix):
        assert read(small).equals(read(large))
    else:
        assert small.read_bytes() == large.read_bytes()


def test_an_answer_is_a_table_of_sqlite(ask, file, tmp_path):
    ran = ask(file, "SELECT 1 AS a, 'x' AS \"b c\", [1, 2] AS l, NULL AS n, 1.5 AS f", "-o", str(tmp_path / "x.sqlite"))
    assert ran.exit_code == 0, ran.output
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as other:
        rows = other.execute('SELECT a, "b c", l, n, f FROM answer').fetchall()
    assert rows == [(1, "x", "[1,2]", None, 1.5)]


def test_a_workbook_holds_texts_and_no_formulas(ask, file, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    statement = "SELECT '=1+1' AS formula, 'https://example.org' AS link, 2 AS n, NULL AS nothing, 'nan'::DOUBLE AS odd"
    assert ask(file, statement, "-o", str(tmp_path / "x.xlsx")).exit_code == 0
    heading, row = openpyxl.load_workbook(tmp_path / "x.xlsx").active.iter_rows()
    assert [cell.value for cell in heading] == ["formula", "link", "n", "nothing", "odd"]
    assert [(cell.value, cell.data_type) for cell in row][:3] == [
        ("=1+1", "s"), ("https://example.org", "s"), (2, "n"),
    ]  # fmt: skip
    long = ask(file, "SELECT repeat('x', 40000) AS t", "-o", str(tmp_path / "y.xlsx"))
    assert long.exit_code == 2
    assert "longer" in long.output


def test_csv_is_made_safe_for_spreadsheets_where_that_is_wanted(ask, file):
    statement = "SELECT '=HYPERLINK(1)' AS a, ' @x' AS b, 'plain' AS c, -1 AS d, '+1' AS e"
    assert ask(file, statement, "--format", "csv").stdout.splitlines()[1] == "=HYPERLINK(1), @x,plain,-1,+1"
    safe = ask(file, statement, "--format", "csv", "--csv-safe").stdout.splitlines()[1]
    assert safe == "'=HYPERLINK(1),' @x,plain,-1,'+1"
    assert "@x" in ask(file, statement, "--format", "json", "--csv-safe").stdout


def test_an_answer_that_only_people_look_at_is_bounded(ask, file):
    ran = ask(file, "SELECT range AS a, repeat('x', 100) AS b FROM range(1000000)")
    assert ran.exit_code == 1
    assert "-o FILE.parquet" in ran.stderr


def test_files_of_ones_own_are_joined(ask, file, tmp_path):
    (tmp_path / "lean.csv").write_text("outlet_id,lean\nnight-owl-blog,left\n")
    statement = "SELECT document_id, lean FROM documents JOIN lean USING (outlet_id)"
    ran = ask(file, statement, "--attach", str(tmp_path / "lean.csv"), "as", "lean", "--format", "csv")
    assert ran.stdout.splitlines() == ["document_id,lean", "owl-ferry,left"]
    assert ask(file, statement, "--attach", str(tmp_path / "lean.csv"), "to", "lean").exit_code == 2


def test_times_beyond_the_calendar_end_a_large_text_answer_with_a_line(ask, file, tmp_path, monkeypatch):
    monkeypatch.setattr("provenance.reports.view.SMALL", 1)
    ran = ask(file, "SELECT DATE '290000-01-01' AS d FROM range(30000)", "-o", str(tmp_path / "x.csv"))
    assert ran.exit_code == 1
    assert "d::VARCHAR" in ran.stderr
    assert not (tmp_path / "x.csv").exists()
