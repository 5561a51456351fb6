"""The same documents under other numbers, what that changes, and copies for readers."""

import os
import shutil
import subprocess
import sys

import pytest

import provenance
from provenance.errors import SettingsMismatchError, UsageError, WarehouseError
from provenance.warehouse.warehouse import Warehouse


@pytest.fixture(scope="module")
def traced(tmp_path_factory):
    """A warehouse of the demo corpus, made once."""
    db = tmp_path_factory.mktemp("reruns") / "demo.duckdb"
    provenance.demo(db)
    return db


def test_the_same_numbers_give_the_same_rows(traced, tmp_path, said):
    summary = provenance.rerun(tmp_path / "new.duckdb", traced)
    assert said(tmp_path / "new.duckdb") == said(traced)
    assert summary.added == summary.after["documents"]
    found = provenance.diff(traced, tmp_path / "new.duckdb")
    assert found.changes.is_empty()
    assert (found.only_before, found.only_after, found.reworded) == ([], [], [])


def test_rulings_and_outlets_come_along(traced, tmp_path):
    db = shutil.copyfile(traced, tmp_path / "old.duckdb")
    provenance.rule("edge", "northshore-ferry", "yes", source="valley-ferry", db=db, who="Jo")
    outlets = tmp_path / "outlets.csv"
    outlets.write_text("outlet_id,name,aliases\nvalley-courier-weekly,Valley Courier Weekly,VCW\n", encoding="utf-8")
    provenance.add_outlets(outlets, db)
    provenance.rerun(tmp_path / "new.duckdb", db)
    with Warehouse.open(tmp_path / "new.duckdb") as warehouse:
        basis = warehouse.sql("SELECT direction_basis FROM derivations WHERE document_id = 'northshore-ferry'").item()
        outlet = warehouse.sql("SELECT name FROM outlets WHERE outlet_id = 'valley-courier-weekly'").item()
        who = warehouse.sql("SELECT who FROM rulings").item()
    assert (basis, outlet, who) == ("ruling", "Valley Courier Weekly", "Jo")


def test_other_numbers_are_held_and_their_changes_told(traced, tmp_path):
    new = tmp_path / "new.duckdb"
    provenance.rerun(new, traced, settings={"edge_confidence": "0.95"})
    with Warehouse.open(new) as warehouse:
        assert warehouse.settings().derivation.edge_confidence == 0.95
    found = provenance.diff(traced, new)
    lost = (found.changes["change"] == "lost").sum()
    assert found.edges[0] - found.edges[1] == lost > 0
    back = provenance.diff(new, traced)
    assert (back.changes["change"] == "gained").sum() == lost


def test_a_change_of_source_is_one_row(traced, tmp_path):
    db = shutil.copyfile(traced, tmp_path / "ruled.duckdb")
    provenance.rule("edge", "northshore-ferry", "yes", source="valley-ferry", db=db)
    changed = provenance.diff(traced, db).changes.row(0, named=True)
    assert (changed["change"], changed["source_before"], changed["source_after"]) == (
        "changed",
        "ap-ferry",
        "valley-ferry",
    )
    assert "source" in changed["what"]


def test_documents_of_one_side_are_named(traced, tmp_path):
    db = shutil.copyfile(traced, tmp_path / "less.duckdb")
    provenance.remove(["haian-ferry"], db)
    assert provenance.diff(traced, db).only_before == ["haian-ferry"]
    assert provenance.diff(db, traced).only_after == ["haian-ferry"]


def test_a_file_that_is_there_is_not_touched(traced, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("mine")
    with pytest.raises(UsageError, match="there already"):
        provenance.rerun(other, traced)
    assert other.read_text() == "mine"


@pytest.mark.parametrize(
    ("numbers", "words"),
    [({"near_similarty": "0.5"}, "near_similarty"), ({"near_similarity": "high"}, "number"), ({"seed": "-1"}, "seed")],
)
def test_a_wrong_number_is_refused_before_anything_is_made(traced, tmp_path, numbers, words):
    with pytest.raises(UsageError, match=words):
        provenance.rerun(tmp_path / "new.duckdb", traced, settings=numbers)
    assert list(tmp_path.iterdir()) == []


def test_numbers_are_chosen_when_a_file_is_made_and_held_afterwards(write, records, db):
    path = write("one.jsonl", records[:1])
    provenance.add([path], db, settings={"near_similarity": "0.9", "seed": 7})
    provenance.add([path], db, settings={"seed": 7})
    with pytest.raises(SettingsMismatchError, match="near_similarity"):
        provenance.add([path], db, settings={"near_similarity": 0.5})


def test_a_snapshot_says_what_the_warehouse_says(traced, tmp_path, said):
    written = provenance.snapshot(tmp_path / "copy.duckdb", traced)
    assert written == (tmp_path / "copy.duckdb").stat().st_size
    assert said(tmp_path / "copy.duckdb") == said(traced)
    assert [each.name for each in tmp_path.iterdir()] == ["copy.duckdb"]


LOOK = "import sys; from provenance import Warehouse; Warehouse.open(sys.argv[1]).close()"


def looked_at_from_elsewhere(path) -> int:
    """Return with which error, if any, another process opens a file."""
    ran = subprocess.run([sys.executable, "-c", LOOK, str(path)], capture_output=True, text=True, env=os.environ)
    return ran.stderr.count("LockedError")


def test_a_writer_keeps_its_lock_after_a_snapshot(traced, tmp_path):
    db = shutil.copyfile(traced, tmp_path / "w.duckdb")
    with Warehouse.open(db, read_only=False) as warehouse:
        provenance.snapshot(tmp_path / "copy.duckdb", warehouse)
        assert looked_at_from_elsewhere(db)
        assert not looked_at_from_elsewhere(tmp_path / "copy.duckdb")
    assert not looked_at_from_elsewhere(db)


def test_a_snapshot_of_itself_or_to_nowhere_is_refused(traced, tmp_path):
    with pytest.raises(UsageError, match="itself"):
        provenance.snapshot(traced, traced)
    with pytest.raises(WarehouseError, match="cannot be written"):
        provenance.snapshot(tmp_path / "no" / "copy.duckdb", traced)
