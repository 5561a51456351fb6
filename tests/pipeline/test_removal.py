"""Removal: what stays has the rows it would have if the documents had never been there."""

import contextlib
import json
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import provenance
from provenance.errors import UsageError
from provenance.settings import Settings
from provenance.warehouse.warehouse import Warehouse

FEW = settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
STARS = Settings().replace(bucket_all_pairs=2)
"""Buckets of three are stars already: taking one out opens pairs that it hid."""


@pytest.fixture(scope="module")
def traced(records, tmp_path_factory):
    """A warehouse of the demo corpus whose buckets are stars."""
    folder = tmp_path_factory.mktemp("removal")
    return traced_in(folder, records)


def traced_in(folder, records):
    provenance.trace([lines(folder, records)], folder / "w.duckdb", settings=STARS)
    return folder / "w.duckdb"


def lines(folder, records):
    path = folder / "all.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    return path


def id_of(record):
    return record.get("document_id") or record["id"]


@FEW
@given(data=st.data())
def test_what_stays_is_as_if_the_rest_had_never_been_there(traced, records, tmp_path_factory, said, data):
    gone = data.draw(st.sets(st.sampled_from(sorted(map(id_of, records))), min_size=1, max_size=6))
    db = shutil.copyfile(traced, tmp_path_factory.mktemp("cut") / "w.duckdb")
    provenance.remove(sorted(gone), db)
    never = traced_in(tmp_path_factory.mktemp("never"), [each for each in records if id_of(each) not in gone])
    assert said(db) == said(never)


def test_added_again_it_is_as_if_it_had_stayed(traced, records, tmp_path, said):
    db = shutil.copyfile(traced, tmp_path / "w.duckdb")
    provenance.remove(["ap-ferry"], db)
    provenance.trace([lines(tmp_path, records)], db)
    assert said(db) == said(traced)


def test_nothing_speaks_of_a_removed_document(traced, tmp_path):
    db = shutil.copyfile(traced, tmp_path / "w.duckdb")
    provenance.rule("date", "ap-ferry", "2024", db=db)
    with Warehouse.open(db) as warehouse:
        key = warehouse.sql("SELECT document FROM documents WHERE document_id = 'ap-ferry'").item()
    provenance.remove(["ap-ferry"], db)
    with Warehouse.open(db) as warehouse:
        tables = warehouse.sql(
            "SELECT schema_name || '.' || table_name AS t, list(column_name) AS c FROM duckdb_columns() "
            "WHERE table_name IN (SELECT table_name FROM duckdb_tables()) GROUP BY ALL"
        )
        for table, columns in tables.iter_rows():
            rows = warehouse.sql(f"SELECT * FROM {table}")
            assert "ap-ferry" not in repr(rows.select(c for c in rows.columns if rows[c].dtype != bytes).rows())
            for column in {"document", "left", "right", "representative"} & set(columns):
                assert key not in rows[column].to_list()


class PulledPlugError(Exception):
    """Somebody pulled the plug."""


@pytest.mark.parametrize("after", [0, 3])
def test_interrupted_and_resumed_it_is_whole(traced, records, tmp_path, tmp_path_factory, said, after):
    db = shutil.copyfile(traced, tmp_path / "w.duckdb")
    left, run = [after], Warehouse.insert

    def failing(self, table, frame):
        left[0] -= 1
        if left[0] < 0:
            raise PulledPlugError
        return run(self, table, frame)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Warehouse, "insert", failing)
        with contextlib.suppress(PulledPlugError):
            provenance.remove(["ap-ferry"], db)
    provenance.trace([], db)
    never = traced_in(tmp_path_factory.mktemp("never"), [each for each in records if id_of(each) != "ap-ferry"])
    assert said(db) == said(never)


def test_other_versions_keep_their_ids_and_numbers_are_not_given_twice(write, records, db):
    one = {**records[0], "document_id": "a"}
    for more in ("", " More.", " Even more."):
        provenance.trace([write("one.jsonl", [{**one, "text": one["text"] + more}])], db)
    told = provenance.remove(["a@2"], db)
    assert (told.removed, told.versions) == (["a@2"], ["a", "a@3"])
    provenance.trace([write("one.jsonl", [{**one, "text": one["text"] + " The end."}])], db)
    with Warehouse.open(db) as warehouse:
        ids = warehouse.sql("SELECT document_id FROM documents ORDER BY 1").to_series().to_list()
    assert ids == ["a", "a@3", "a@4"]
    assert provenance.remove(["a"], db, versions=True).documents == 0


def test_an_unknown_document_is_refused_and_nothing_goes(traced, tmp_path):
    db = shutil.copyfile(traced, tmp_path / "w.duckdb")
    with pytest.raises(UsageError, match="nobody"):
        provenance.remove(["ap-ferry", "nobody"], db)
    with Warehouse.open(db) as warehouse:
        assert warehouse.document_id("ap-ferry") == "ap-ferry"
