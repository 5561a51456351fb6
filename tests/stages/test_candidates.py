"""Candidate pairs follow from bucket membership alone: any split into additions asks the same pairs, each once."""

import itertools
import random
from collections import Counter, defaultdict
from datetime import datetime

import duckdb
import pytest

from provenance.resources import sql_folder

BUCKET, SUPPORT = 4, 2
NUMBERS = {"bucket_all_pairs": BUCKET, "fingerprint_support": SUPPORT}
TABLES = """
CREATE SCHEMA internal;
CREATE TABLE internal.documents (document INTEGER, document_id VARCHAR, published_at TIMESTAMP);
CREATE TABLE internal.ledger (document INTEGER, stage VARCHAR, fingerprint VARCHAR);
CREATE TABLE internal.bands (band BIGINT, document INTEGER);
CREATE TABLE internal.winnowed_fingerprints (fingerprint UINTEGER, document INTEGER);
CREATE TABLE internal.matches ("left" INTEGER, "right" INTEGER, kind VARCHAR);
CREATE TABLE pending (document INTEGER);
"""


def statement(name: str) -> str:
    return (sql_folder() / "candidates" / f"{name}.sql").read_text(encoding="utf-8")


def corpus(chance: random.Random):
    """Documents (id, time), and the rows of two indexes."""
    documents = {
        each: (f"{chance.choice('aZé中')}{chance.randint(0, 99)}-{each}", chance.choice([None, *range(1, 6)]))
        for each in range(chance.randint(5, 30))
    }
    bands = {(chance.randint(-3, 3), each) for each in documents for _ in range(chance.randint(0, 2))}
    fingerprints = {(chance.randint(0, 25), each) for each in documents for _ in range(chance.randint(0, 6))}
    return documents, bands, fingerprints


def expected(documents, bands, fingerprints) -> set[tuple[int, int]]:
    """The rule in plain words."""

    def rank(each: int):
        return documents[each][1] is None, documents[each][1] or 0, documents[each][0]

    support: Counter[tuple[int, int]] = Counter()
    for rows, weight in ((bands, SUPPORT), (fingerprints, 1)):
        buckets = defaultdict(list)
        for key, each in rows:
            buckets[key].append(each)
        for members in buckets.values():
            members.sort(key=rank)
            star = [(members[0], other) for other in members[1:]]
            for pair in itertools.combinations(members, 2) if len(members) <= BUCKET else star:
                support[tuple(sorted(pair, key=lambda each: documents[each][0]))] += weight
    return {pair for pair, count in support.items() if count >= SUPPORT}


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: list[tuple]) -> None:
    for row in rows:
        con.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def run(con: duckdb.DuckDBPyConnection, name: str, **more: int) -> list[tuple]:
    """Run a file with the parameters that it names, and return what its last statement answers."""
    *first, last = con.extract_statements(statement(name))
    known = NUMBERS | more
    for each in first:
        con.execute(each, {key: known[key] for key in each.named_parameters})
    return con.execute(last, {key: known[key] for key in last.named_parameters}).fetchall()


def compare(con: duckdb.DuckDBPyConnection, turn: list[int], asked: Counter, partitions: int = 1) -> None:
    """Drop what is no longer supported, ask for the pairs of these documents, note them as compared."""
    con.execute("DELETE FROM pending")
    insert(con, "pending", [(each,) for each in turn])
    run(con, "create_tables")
    for partition in range(partitions):
        for name in ("buckets", "propose", "demoted"):
            run(con, name, partitions=partitions, partition=partition)
    for pair in run(con, "unsupported"):
        con.execute('DELETE FROM internal.matches WHERE "left" = ? AND "right" = ?', pair)
    pairs = run(con, "candidates")
    asked.update(pairs)
    run(con, "drop_tables")
    insert(con, "internal.matches", [(*pair, "near") for pair in pairs])
    insert(con, "internal.ledger", [(each, "matches", "") for each in turn])


@pytest.mark.parametrize("seed", range(8))
def test_any_split_into_additions_asks_the_same_pairs_once(seed):
    chance = random.Random(seed)
    documents, bands, fingerprints = corpus(chance)
    asked: Counter[tuple[int, int]] = Counter()
    waiting = list(documents)
    chance.shuffle(waiting)
    with duckdb.connect() as con:
        con.execute(TABLES)
        while waiting:
            size = chance.randint(1, len(waiting) // 2 + 1)
            part, waiting = waiting[:size], waiting[size:]
            rows = [
                (each, documents[each][0], documents[each][1] and datetime(2020, 1, documents[each][1]))
                for each in part
            ]
            insert(con, "internal.documents", rows)
            insert(con, "internal.bands", [row for row in sorted(bands) if row[1] in part])
            insert(con, "internal.winnowed_fingerprints", [row for row in sorted(fingerprints) if row[1] in part])
            half = chance.choice([0, size // 2])  # all are in the index, but compared in two turns
            for turn in (part[:half], part[half:]):
                compare(con, turn, asked, partitions=chance.randint(1, 3))
        kept = set(con.sql('SELECT "left", "right" FROM internal.matches').fetchall())
    assert kept == expected(documents, bands, fingerprints)
    assert max(asked.values(), default=1) == 1


def left_out(bands, fingerprints, old: set[int]) -> tuple[int, int]:
    """Buckets that are stars and hold a pending document, and their pairs with one that are not of the star."""
    stars = skipped = 0
    for rows in (bands, fingerprints):
        buckets = defaultdict(list)
        for key, each in rows:
            buckets[key].append(each)
        for members in buckets.values():
            fresh = [each for each in members if each not in old]
            if len(members) > BUCKET and fresh:
                stars += 1
                pairs = itertools.combinations(members, 2)
                skipped += sum(a not in old or b not in old for a, b in pairs) - min(len(fresh), len(members) - 1)
    return stars, skipped


@pytest.mark.parametrize("seed", range(4))
def test_what_large_buckets_leave_out_is_counted(seed):
    chance = random.Random(seed)
    documents = range(40)
    bands = {(chance.randint(0, 9), each) for each in documents}
    fingerprints = {(chance.randint(0, 9), each) for each in documents for _ in range(2)}
    old = set(chance.sample(documents, 20 if seed else 0))
    with duckdb.connect() as con:
        con.execute(TABLES)
        insert(con, "internal.bands", sorted(bands))
        insert(con, "internal.winnowed_fingerprints", sorted(fingerprints))
        insert(con, "pending", [(each,) for each in documents if each not in old])
        counted = Counter()
        for partition in range(seed % 3 + 1):
            run(con, "buckets", partitions=seed % 3 + 1, partition=partition)
            counted.update(dict(run(con, "capped")))
    stars, skipped = left_out(bands, fingerprints, old)
    assert stars
    assert counted == {"large_buckets": stars, "pairs_in_large_buckets": skipped}


@pytest.mark.parametrize("size", [20, 40, 80])
def test_the_pairs_of_one_large_bucket_are_as_many_as_its_members(size):
    """Copies of one document share all their keys, documents with one passage a few: either way a star is asked."""
    everyone = range(size + 1)
    dates = {each: datetime(2020, 1, 1 + each % 28) for each in everyone}
    copies = {"bands": 2, "winnowed_fingerprints": 6}
    asked: Counter[tuple[int, int]] = Counter()
    for keys in (copies, copies | {"bands": 0}):
        with duckdb.connect() as con:
            con.execute(TABLES)
            insert(con, "internal.documents", [(each, f"{each:04}", dates[each]) for each in everyone])
            for name, some in keys.items():
                insert(con, f"internal.{name}", [(key, each) for key in range(some) for each in everyone])
            compare(con, list(range(size)), asked)
            assert len(asked) == size - 1
            compare(con, [size], asked)
            assert len(asked) == size  # one more member is compared with the representative alone
        asked.clear()
