"""Statements and names that try to read, write, configure or never end are refused, or read the warehouse alone."""

import hashlib
import random
from contextlib import suppress

import pytest

import provenance
from provenance.errors import ProvenanceError
from provenance.warehouse.warehouse import Warehouse

READS = (
    "FROM '{secret}'", 'FROM "{secret}"', "FROM glob('{folder}/*')", "FROM query_table('{secret}')",
    "FROM query('FROM read_csv(''{secret}'')')", "FROM sniff_csv('{secret}')", "FROM parquet_schema('{secret}')",
    "FROM parquet_kv_metadata('{secret}')", "FROM parquet_file_metadata('{secret}')", "SELECT getenv('HOME')",
    "FROM duckdb_secrets()", "FROM which_secret('s3://x', 's3')", "SELECT (SELECT content FROM read_text('{secret}'))",
    "WITH a AS MATERIALIZED (FROM read_text('{secret}')) FROM a", "EXPLAIN ANALYZE FROM read_text('{secret}')",
    "DESCRIBE FROM read_csv('{secret}')", "SUMMARIZE FROM read_csv('{secret}')", "FROM 'https://example.org/x.csv'",
    "FROM read_text('s3://bucket/x')", "FROM sqlite_scan('{secret}', 't')", "FROM python_map_function()", "FROM secret",
    "FROM sys", "FROM duckdb_logs()", "FROM pragma_database_list", "SHOW DATABASES", "SHOW ALL TABLES",
    "FROM read_duckdb('{folder}/other.duckdb', table_name = 't')", "SELECT current_setting('temp_directory')",
    "PIVOT read_csv('{secret}') ON word USING count(*)", "SELECT pragma_user_agent()",
    "FROM pragma_storage_info('runs')",
    *(f"FROM {function}('{{secret}}')" for function in (
        "read_csv", "read_csv_auto", "read_text", "read_blob", "read_json", "read_json_auto", "read_ndjson",
        "read_ndjson_auto", "read_json_objects", "read_ndjson_objects", "read_parquet", "parquet_scan",
        "parquet_metadata", "parquet_bloom_probe", "read_duckdb",
    )),
)  # fmt: skip
WRITES = (
    "COPY documents TO '{folder}/a.csv'", "COPY (SELECT 1) TO '{folder}/a.parquet'", "EXPORT DATABASE '{folder}/x'",
    "IMPORT DATABASE '{folder}/x'", "ATTACH '{folder}/other.duckdb' AS o", "ATTACH ':memory:' AS x", "DETACH w",
    "ATTACH '{folder}/other.duckdb' AS o (READ_ONLY)", "INSTALL httpfs", "LOAD httpfs", "UPDATE EXTENSIONS",
    "LOAD '{folder}/evil.duckdb_extension'", "FORCE INSTALL httpfs FROM 'http://127.0.0.1:1'",
    "SET GLOBAL enable_external_access = true", "RESET enable_external_access", "PRAGMA lock_configuration = false",
    "SET threads = 99", "SET temp_directory = '{folder}'", "SET home_directory = '{folder}'", "USE internal",
    "PRAGMA enable_profiling = 'json'", "SET profiling_output = '{folder}/p.json'", "SET search_path = 'internal'",
    "SET log_query_path = '{folder}/log'", "CALL enable_logging()", "PRAGMA enable_logging", "PRAGMA version",
    "CALL enable_logging(storage = 'file', storage_path = '{folder}/l')", "CREATE TABLE mine AS SELECT 1",
    "CREATE TEMP TABLE mine AS SELECT 1", "CREATE VIEW mine AS SELECT 1", "CREATE MACRO lower(x) AS 'gone'",
    "CREATE SECRET s (TYPE s3)", "CREATE SCHEMA mine", "CREATE SEQUENCE s", "CREATE TYPE t AS ENUM ('a')",
    "CREATE INDEX i ON rulings (note)", "CREATE TRIGGER t AFTER INSERT ON rulings DO SELECT 1", "DELETE FROM runs",
    "UPDATE settings SET value = '0'", "INSERT INTO runs FROM runs", "DROP VIEW chains", "DROP SCHEMA internal CASCADE",
    "DROP TABLE rulings", "ALTER TABLE runs ADD COLUMN x INT", "TRUNCATE runs", "VACUUM", "ANALYZE", "CHECKPOINT",
    "FORCE CHECKPOINT", "BEGIN", "COMMIT", "ROLLBACK", "BEGIN; DELETE FROM runs; COMMIT", "SELECT 1; DROP VIEW chains",
    "SELECT 1;;DELETE FROM runs", "PREPARE p AS FROM read_text('{secret}')", "EXECUTE p", "DEALLOCATE p",
    "COMMENT ON TABLE runs IS 'x'", "SELECT nextval('s')", "CALL force_checkpoint()", "SET VARIABLE a = 1",
    "MERGE INTO runs USING runs AS r ON false WHEN NOT MATCHED THEN INSERT BY NAME", "SELECT write_log('x')",
    "WITH gone AS (DELETE FROM runs RETURNING *) FROM gone", "/* SELECT */ DELETE FROM runs", "-- a\nDELETE FROM runs",
    "(DELETE FROM runs)", "EXPLAIN ANALYZE DELETE FROM runs", "EXPLAIN ANALYZE CREATE TABLE mine AS SELECT 1",
    "PRAGMA import_database('{folder}')", "FROM pragma_import('{folder}')", "SELECT setseed(.5)",
)  # fmt: skip
ENDLESS = (
    "SELECT count(*) FROM range(10000000000) a, range(10000000000) b WHERE hash(a.range, b.range) = 1",
    "SELECT count(*) FROM range(1000000000000) t(i) WHERE hash(i) = 1",
    "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r",
    "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n FROM r) SELECT max(n) FROM r",
    "FROM range(3000000000)", "SELECT repeat('x', 10000) FROM range(10000000)",
    "SELECT count(DISTINCT hash(i)) FROM range(100000000000) t(i)",
    "SELECT string_agg(i::VARCHAR, ',') FROM range(10000000000) t(i)", "SELECT length(repeat('x', 100000000000))",
    f"SELECT count(*) FROM {', '.join(f'documents d{n}' for n in range(9))}",
    "SELECT " + "(" * 5000 + "1" + ")" * 5000, "SELECT range(0, 10000000000)",
)  # fmt: skip
NAMES = (
    "../../etc/passwd", "x' OR 1=1 --", "%", "_", "' OR '1'='1", "\x1b[31m", "\x00",
    "$(touch x)", "`id`", "*", "a" * 2_000,
    "../views/22_chains", "which_agency'; DROP VIEW chains", "-1", "\udcff", "𝕏" * 500, "{}", "%s%n", "\u202e", "NULL",
)  # fmt: skip
QUESTIONS = (
    lambda warehouse, name: warehouse.ask(name),
    lambda warehouse, name: warehouse.ask("whose_text", document=name),
    lambda warehouse, name: warehouse.select_chains(name),
    lambda warehouse, name: warehouse.document_id(name),
    lambda warehouse, name: warehouse.chains(since=name),
    lambda warehouse, name: warehouse.find(name),
    lambda warehouse, name: warehouse.sql("SELECT $a AS a", {"a": name}),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """A warehouse of the demo corpus."""
    db = tmp_path_factory.mktemp("attacked") / "w.duckdb"
    provenance.demo(db)
    return db


@pytest.fixture
def outside(tmp_path):
    """A folder with a secret, which no statement may reach or change."""
    (tmp_path / "secret.csv").write_text("word\nHUSH-4711\n")
    return tmp_path


def hashes(*paths) -> list:
    return [(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths]


def some(tries, statements: tuple, short: int) -> list:
    """Return statements to try: the short form takes some of them, others each time the list changes."""
    return random.Random(len(statements)).sample(statements, tries(short, len(statements)))


def test_statements_that_read_or_write_elsewhere_get_nothing_and_change_nothing(file, outside, tries):
    secret = outside / "secret.csv"
    before = hashes(file, *outside.iterdir())
    statements = some(tries, READS + WRITES, 60)
    answers = 0
    with Warehouse.open(file) as warehouse:
        for statement in statements:
            try:
                answer = warehouse.sql(statement.format(secret=secret, folder=outside), seconds=5)
                said = repr(answer.rows())
                answers += 1
            except ProvenanceError as error:
                said = str(error)
            assert "HUSH" not in said
    assert hashes(file, *outside.iterdir()) == before
    print(f"attacks {len(statements)}, answered from the warehouse alone {answers}")


def test_statements_without_end_are_stopped(file, tries):
    statements = some(tries, ENDLESS, 2)
    with Warehouse.open(file) as warehouse:
        for statement in statements:
            with pytest.raises(ProvenanceError):
                warehouse.sql(statement, seconds=0.5)
        assert warehouse.sql("SELECT 1 AS one").item() == 1
    print(f"endless statements {len(statements)}")


@pytest.mark.parametrize("ask", QUESTIONS, ids=range(len(QUESTIONS)))
def test_names_are_names(file, ask):
    before = hashes(file)
    with Warehouse.open(file) as warehouse:
        for name in NAMES:
            with suppress(ProvenanceError):
                ask(warehouse, name)
    assert hashes(file) == before
