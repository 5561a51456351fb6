"""A file of any earlier schema is brought to this one, whole or not at all, wherever that is interrupted."""

import random
import re

import duckdb
import pytest

import provenance
from provenance.warehouse import sql_files
from provenance.warehouse.warehouse import Warehouse

MIGRATIONS = [query.name for query in sql_files.queries("migrations")]
ADDED = re.compile(r"(?m)^CREATE TABLE (?P<made>[\w.]+)|^ALTER TABLE (?P<table>[\w.]+) ADD COLUMN (?P<column>\w+)")


def undo(migration: str) -> list[str]:
    """Return the statements that take a migration back."""
    found = ADDED.finditer(sql_files.query(migration).text)
    return [
        f"DROP TABLE {step['made']}" if step["made"] else f"ALTER TABLE {step['table']} DROP COLUMN {step['column']}"
        for step in found
    ][::-1]


WHOLE = 10
"""After one interruption of so many the next call is a whole run; after the others it opens the file."""

ROWS = "FROM derivations SELECT document_id, source_id, relation, confidence, evidence ORDER BY ALL"


class PulledPlugError(Exception):
    """Somebody pulled the plug."""


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict:
    """A warehouse of the demo corpus as it was before each migration, by the number of migrations that it had."""
    folder, made = tmp_path_factory.mktemp("released"), {}
    provenance.demo(folder / "new.duckdb")
    data = (folder / "new.duckdb").read_bytes()
    made[len(MIGRATIONS)] = data
    for number in range(len(MIGRATIONS) - 1, 0, -1):
        (folder / "old.duckdb").write_bytes(data)
        with duckdb.connect(str(folder / "old.duckdb")) as other:
            for schema, view in other.sql(
                "SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal"
            ).fetchall():
                other.execute(f'DROP VIEW IF EXISTS "{schema}"."{view}" CASCADE')
            for statement in undo(MIGRATIONS[number]):
                other.execute(statement)
            other.execute("DELETE FROM migrations WHERE migration = ?", [MIGRATIONS[number]])
            other.execute("UPDATE settings SET value = 'older' WHERE name = 'views'")
        data = (folder / "old.duckdb").read_bytes()
        made[number] = data
    return made


def test_every_migration_can_be_taken_back_here():
    assert all(undo(migration) for migration in MIGRATIONS)


def interrupted(db, patch, statement: int) -> bool:
    """Open a file for writing, and pull the plug before one of its statements; return whether it came to that."""
    left, execute = [statement], Warehouse.run

    def failing(self, name, frames=None, /, **values):
        left[0] -= 1
        if left[0] < 0:
            raise PulledPlugError
        return execute(self, name, frames, **values)

    patch.setattr(Warehouse, "run", failing)
    try:
        Warehouse.open(db, read_only=False, tolerant=True).close()
    except PulledPlugError:
        return True
    return False


@pytest.mark.parametrize("number", range(1, len(MIGRATIONS)))
def test_an_interrupted_migration_leaves_the_file_as_it_was_and_the_next_call_goes_on(files, tmp_path, tries, number):
    db, chance, statement, stops = tmp_path / "w.duckdb", random.Random(number), 0, 0
    db.write_bytes(files[len(MIGRATIONS)])
    with Warehouse.open(db) as warehouse:
        right = warehouse.sql(ROWS).rows()
    step = tries(1, 50)
    while True:
        db.write_bytes(files[number])
        with pytest.MonkeyPatch.context() as patch:
            is_stopped = interrupted(db, patch, statement)
        stops += is_stopped
        with duckdb.connect(str(db), read_only=True) as other:
            applied = other.sql("SELECT count(*) FROM migrations").fetchall()[0][0]
        assert applied == (number if is_stopped else len(MIGRATIONS))
        if statement % WHOLE == 0 or not is_stopped:
            provenance.trace([], db)
        else:
            Warehouse.open(db, read_only=False, tolerant=True).close()
        with Warehouse.open(db) as warehouse:
            assert warehouse.sql(ROWS).rows() == right
        if not is_stopped:
            break
        statement += 1 if step == 50 else chance.randint(15, 40)
    print(f"from {number} migrations: interrupted {stops} times")
