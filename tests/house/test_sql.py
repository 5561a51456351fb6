"""The SQL files: commented, with declared parameters, ordered, and one with the tables that Python knows."""

import polars as pl
import pytest

from provenance import tables
from provenance.errors import QueryError, UsageError
from provenance.settings import Settings
from provenance.warehouse import sql_files
from provenance.warehouse.sql_files import Parameter, parse
from provenance.warehouse.warehouse import Warehouse

FOLDERS = [
    "batches", "candidates", "delete", "diff", "distributed", "examples", "exports", "ingest", "ledger", "migrations",
    "names", "pages", "questions", "removal", "reports", "reruns", "rulings", "todo", "views", "watch",
]  # fmt: skip
STORED = {
    "internal.blocks": tables.BLOCKS,
    "internal.repeats": tables.REPEATS,
    "internal.credits": tables.CREDITS,
    "internal.passages": tables.PASSAGES,
    "internal.groups": tables.GROUPS,
    "internal.attributed_spans": tables.ATTRIBUTED_SPANS,
    "outlets": tables.OUTLETS,
    "unseen_sources": tables.UNSEEN_SOURCES,
}
FRAMES = {
    "batch": pl.DataFrame({"document": [1]}, schema={"document": pl.Int32}),
    "pending": pl.DataFrame({"document": [1]}, schema={"document": pl.Int32}),
    "selected": pl.DataFrame(
        schema={
            "chain_id": pl.String, "root_outlet": pl.String, "root_title": pl.String, "document_id": pl.String,
            "outlet": pl.String, "unseen": pl.Boolean, "credit_status": pl.String, "depth": pl.Int32,
        }
    ),
    "text_matches": pl.DataFrame(
        schema={
            "document": pl.Int32, "kind": pl.String, "similarity": pl.Float64, "share_of_text": pl.Float64,
            "share_of_document": pl.Float64, "passage_count": pl.Int32, "start": pl.Int32, "stop": pl.Int32,
        }
    ),
    "bands": pl.DataFrame(schema={"band": pl.Int64}),
    "fingerprints": pl.DataFrame(schema={"fingerprint": pl.UInt32}),
    "announced_edges": pl.DataFrame(schema={"document_id": pl.String, "source": pl.String}),
    "shared_blocks": pl.DataFrame(schema={"text_hash": pl.UInt64}),
    "stages": pl.DataFrame(schema={"stage": pl.String, "fingerprint": pl.String}),
    "boilerplate_now": pl.DataFrame(schema={"outlet_id": pl.String, "text_hash": pl.UInt64, "documents": pl.Int32}),
    "usual_lags_now": pl.DataFrame(schema={"outlet_id": pl.String, "usual_hours": pl.Float64}),
}  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    with Warehouse.open(tmp_path_factory.mktemp("sql") / "w.duckdb", create=True, read_only=False) as opened:
        yield opened


def every(*folders: str):
    return [query for folder in folders for query in sql_files.queries(folder)]


@pytest.mark.parametrize("query", every(*FOLDERS), ids=lambda query: query.name)
def test_a_file_says_what_it_answers(query):
    assert query.answers
    assert query.answers[-1] in "?.:"


@pytest.mark.parametrize(
    "query", every("batches", "exports", "pages", "questions", "reports", "todo"), ids=lambda query: query.name
)
def test_a_reading_file_orders_what_leaves_it(query):
    assert "ORDER BY" in query.text.upper().rsplit(")", 1)[-1] or "ORDER BY" in query.text.upper()


@pytest.mark.parametrize(
    "query", every("batches", "exports", "pages", "questions", "reports", "todo"), ids=lambda query: query.name
)
def test_a_reading_file_runs_on_an_empty_warehouse(warehouse, query):
    values = {p.name: sample(p) for p in query.parameters}
    warehouse.query(query.name, FRAMES, **values)


def sample(parameter: Parameter):
    if parameter.default is not None:
        return parameter.value()
    lists = {"credited": ["a"], "documents": ["x"], "chains": ["x"], "outlets": ["x"], "words": ["a"], "pairs": ["rnm"]}
    known = {"first": 1, "last": 1, "most": 1} | lists | Settings().as_dict()
    return known.get(parameter.name, "x")


@pytest.mark.parametrize(
    "query", every("batches", "exports", "pages", "questions", "reports", "todo"), ids=lambda query: query.name
)
def test_an_unknown_parameter_is_refused(warehouse, query):
    with pytest.raises(UsageError, match="no parameter surely_not"):
        warehouse.query(query.name, None, surely_not=1)


@pytest.mark.parametrize("name", STORED)
def test_a_stored_table_has_the_columns_of_its_frame(warehouse, name):
    told = warehouse.sql(f"SELECT column_name, column_type FROM (DESCRIBE {name})")
    kept = [(row[0], row[1]) for row in told.iter_rows() if row[0] != "run_id"]
    assert kept == [(column.name, column.type) for column in STORED[name].columns]


def test_matches_and_derivations_are_stored_with_their_run(warehouse):
    for name, table in {"internal.matches": tables.MATCHES, "derivations": tables.DERIVATIONS}.items():
        told = warehouse.sql(f"SELECT column_name FROM (DESCRIBE {name})").to_series().to_list()
        assert told == [*table.names(), "run_id"]


def test_a_failed_statement_names_its_file(warehouse):
    with pytest.raises(QueryError, match=r"documents_named\.sql failed"):
        warehouse.query("names/documents_named", None, name=[1])


def test_a_file_without_a_comment_is_refused(tmp_path):
    with pytest.raises(UsageError, match="no first-line comment"):
        parse("x/y", tmp_path / "y.sql", "SELECT 1")


def test_a_parameter_that_is_used_and_not_declared_is_refused(tmp_path):
    with pytest.raises(UsageError, match="declares"):
        parse("x/y", tmp_path / "y.sql", "-- Why?\nSELECT $name")


def test_defaults_are_sql_literals():
    text = "-- Why?\n-- $a = 7: x\n-- $b = 'it''s': x\n-- $c = NULL: x\n-- $d: x\nSELECT $a, $b, $c, $d"
    assert parse("x/y", None, text).bind({"d": 1}) == {"a": 7, "b": "it's", "c": None, "d": 1}


def test_settings_are_kept_and_held(tmp_path):
    with Warehouse.open(
        tmp_path / "w.duckdb", create=True, read_only=False, settings=Settings().replace(seed=3)
    ) as made:
        assert made.settings() == Settings().replace(seed=3)
