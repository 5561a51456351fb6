"""Views, macros and ready questions over a small warehouse, and chains against plain Python."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.resources import sql_folder
from provenance.warehouse import sql_files

NOON = datetime(2021, 5, 1, 12)
GIVEN = {"document": "post", "source": "wire", "since": "2021-01-01", "outlet": "agency"}


def empty() -> duckdb.DuckDBPyConnection:
    db = duckdb.connect()
    for folder in ("migrations", "views"):
        for path in sorted((sql_folder() / folder).glob("*.sql")):
            db.execute(path.read_text(encoding="utf-8"))
    return db


def insert(db: duckdb.DuckDBPyConnection, table: str, *rows: dict[str, object]) -> None:
    for row in rows:
        names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" for _ in row)
        db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values())).fetchall()


def document(key: int, name: str, outlet: str, hours: float | None, **more: object) -> dict[str, object]:
    text = str(more.pop("text", f"{name} text"))
    at = None if hours is None else NOON + timedelta(hours=hours)
    return {
        "document": key, "document_id": name, "base_id": name, "version": 1, "outlet_id": outlet, "published_at": at,
        "published_precision": None if at is None else "second", "added_at": NOON, "origin": name, "run_id": "r",
        "text_hash": name, "text": text, "bytes": len(text.encode()), "length": len(text),
    } | more  # fmt: skip


def edge(
    name: str, source: str, outlet: str | None, *, credited: bool = False, confidence: float = 0.9
) -> dict[str, object]:
    return {
        "derivation_id": f"{name}<{source}", "document_id": name, "source_id": source, "source_outlet_id": outlet,
        "relation": "republished", "credited": credited, "credit_status": "found" if credited else "none_in_text",
        "direction_basis": "credit", "share_of_document": 0.8, "share_of_source": 0.5, "confidence": confidence,
        "evidence": '[{"kind": "credit", "detail": "x", "weight": 1.5, "document": "paper", "start": 1, "stop": 4}]',
        "run_id": "r",
    }  # fmt: skip


def match(left: int, right: int, kind: str, share: float) -> dict[str, object]:
    return {
        "left": left, "right": right, "kind": kind, "similarity": share, "jaccard": share, "contained_left": share,
        "contained_right": share, "passage_count": 1, "run_id": "r",
    }  # fmt: skip


def passage(left: int, right: int, stop: int) -> dict[str, object]:
    ends = {"left_start": 0, "left_stop": stop, "right_start": 0, "right_stop": stop}
    return {"left": left, "right": right, "passage": 0, **ends, "kind": "verbatim", "similarity": 1.0}


@pytest.fixture(scope="module")
def news() -> Iterator[duckdb.DuckDBPyConnection]:
    """An agency's story that a paper took and a blog took from the paper; an unseen story; open and quoting pairs."""
    db = empty()
    for name, kind in (("agency", "agency"), ("ledger", "newspaper"), ("blog", "site"), ("courier", "newspaper")):
        lists: dict[str, object] = {"aliases": [], "domains": [], "bare_aliases": []}
        insert(db, "outlets", {"outlet_id": name, "name": name.title(), "kind": kind, **lists, "origin": "test"})
    insert(
        db, "internal.documents",
        document(0, "wire", "agency", 0), document(1, "paper", "ledger", 2), document(2, "post", "blog", 8.5),
        document(3, "other", "courier", 1), document(4, "late", "ledger", 30), document(5, "open", "courier", None),
        document(6, "wire@2", "agency", 5, base_id="wire", version=2),
        document(7, "says", "blog", 3, text="“the very same words” he said"),
        document(8, "quotes", "courier", 4, text="“the very same words” said she"),
    )  # fmt: skip
    insert(
        db, "derivations",
        edge("paper", "wire", "agency", credited=True), edge("post", "paper", "ledger", confidence=0.6),
        edge("other", "unseen:agency:1", "agency"),
    )  # fmt: skip
    absent = {"source_id": "unseen:agency:1", "outlet_id": "agency", "known_from": ["other"], "basis": "credit"}
    insert(db, "unseen_sources", absent)
    insert(
        db, "internal.matches",
        match(1, 0, "near", 0.9), match(1, 2, "near", 0.8), match(2, 0, "near", 0.75), match(4, 5, "near", 0.9),
        match(0, 6, "near", 0.95), match(8, 7, "partial", 0.3),
    )  # fmt: skip
    insert(db, "internal.passages", passage(1, 0, 5), passage(8, 7, 21))
    insert(db, "internal.groups", *({"document": d, "representative": r, "similarity": s, "minimum_similarity": 0.75}
                                    for d, r, s in ((0, 0, 1.0), (1, 0, 0.9), (2, 0, 0.75))))  # fmt: skip
    spans = ((2, 0, 3, "paper", "ledger"), (2, 3, 9, None, None))
    names = ("document", "start", "stop", "source_id", "source_outlet_id")
    insert(db, "internal.attributed_spans", *(dict(zip(names, span, strict=True)) for span in spans))
    yield db
    db.close()


def rows(db: duckdb.DuckDBPyConnection, sql: str, **values: object) -> list[tuple[object, ...]]:
    return db.sql(sql, params=values or None).fetchall()


def test_chains_go_from_the_root_to_every_document(news):
    found = rows(
        news,
        "SELECT document_id, depth, path, outlet_path, credited, weakest_confidence "
        "FROM chains WHERE root_id = 'wire' ORDER BY depth",
    )
    assert found == [
        ("wire", 0, ["wire"], ["agency"], None, 1.0),
        ("paper", 1, ["wire", "paper"], ["agency", "ledger"], True, 0.9),
        ("post", 2, ["wire", "paper", "post"], ["agency", "ledger", "blog"], False, 0.6),
    ]


def test_chain_of_gives_the_whole_chain_of_any_document(news):
    assert {row[0] for row in rows(news, "SELECT document_id FROM chain_of('post')")} == {"wire", "paper", "post"}


def test_an_unseen_root_names_its_outlet(news):
    assert rows(news, "SELECT root_outlet_id FROM chains WHERE document_id = 'other'") == [("agency",)]


def test_outlet_sources_count_with_their_denominators(news):
    found = rows(
        news,
        "SELECT outlet_id, source_outlet_id, documents, credited, uncredited, median_share, median_lag_hours, "
        "with_known_lag FROM outlet_sources ORDER BY ALL",
    )
    assert found == [
        ("blog", "ledger", 1, 0, 1, 0.8, 6.5, 1),
        ("courier", "agency", 1, 0, 1, 0.8, None, 0),
        ("ledger", "agency", 1, 1, 0, 0.8, 2.0, 1),
    ]


def test_lags_are_null_where_a_date_is_too_coarse(news):
    news.execute("UPDATE internal.documents SET published_precision = 'day' WHERE document_id = 'wire'").fetchall()
    assert rows(news, "SELECT lag_hours FROM edges WHERE document_id = 'paper'") == [(None,)]
    news.execute("UPDATE internal.documents SET published_precision = 'second' WHERE document_id = 'wire'").fetchall()


def test_a_day_gives_bounds_of_the_lag_and_no_lag_below_nought(news):
    news.execute("UPDATE internal.documents SET published_precision = 'day' WHERE document_id = 'wire'").fetchall()
    news.execute("UPDATE internal.documents SET published_at = '2021-05-01' WHERE document_id = 'wire'").fetchall()
    bounds = "SELECT least_lag_hours, round(most_lag_hours, 2) FROM edges WHERE document_id = 'paper'"
    assert rows(news, bounds) == [(0.0, 14.0)]
    first = sql_files.query("questions/first_to_publish").bind({"outlets": 2})
    answer = news.sql(sql_files.query("questions/first_to_publish").text, params=first)
    found = dict(zip(answer.columns, answer.fetchall()[0], strict=True))
    assert (found["chain_id"], found["first_document_id"], found["candidates"]) == ("wire", "wire", 1)
    news.execute("UPDATE internal.documents SET published_precision = 'second' WHERE document_id = 'wire'").fetchall()
    news.execute(f"UPDATE internal.documents SET published_at = '{NOON}' WHERE document_id = 'wire'").fetchall()


def test_pairs_that_nothing_decides_are_undetermined_and_others_are_not(news):
    assert rows(news, "SELECT left_id, right_id FROM undetermined") == [("late", "open")]


def test_relations_hold_both(news):
    assert rows(news, "SELECT directed, count(*) FROM relations GROUP BY ALL ORDER BY ALL") == [(False, 1), (True, 3)]


def test_quotes_are_pairs_that_share_nothing_else(news):
    assert rows(news, "SELECT left_id, right_id FROM quotes") == [("quotes", "says")]


def test_revisions_are_apart(news):
    assert rows(news, "SELECT document_id, revised_id, basis, hours FROM revisions") == [("wire@2", "wire", "id", 5.0)]


def test_no_credit_found_lists_checkable_edges_alone(news):
    assert rows(news, "SELECT document_id FROM no_credit_found ORDER BY ALL") == [("other",), ("post",)]


def test_outlet_months_count_wires_with_and_without_credit(news):
    sql = (
        "SELECT documents, derived, from_wires, from_wires_credited, with_known_lag "
        "FROM outlet_months WHERE outlet_id = 'ledger'"
    )
    assert rows(news, sql) == [(2, 1, 1, 1, 1)]


def test_passages_of_takes_either_order(news):
    assert rows(news, "FROM passages_of('wire', 'paper')") == rows(news, "FROM passages_of('paper', 'wire')") != []


def test_thresholds_part_groups_and_matches(news):
    assert rows(news, "SELECT cluster_id, size FROM clusters_at(0.8) WHERE document_id = 'post'") == [("post", 1)]
    assert rows(news, "SELECT count(*) FROM matches_at(0.9)") == [(3,)]


@pytest.mark.parametrize("name", sql_files.names("questions"))
def test_every_question_is_answered_and_ordered(news, name):
    query = sql_files.query(f"questions/{name}")
    values = {p.name: GIVEN[p.name] if p.default is None else p.value() for p in query.parameters}
    assert "ORDER BY" in query.text
    assert news.sql(query.text, params=values or None).columns


def test_there_are_enough_questions():
    assert len(sql_files.names("questions")) >= 25


def test_evidence_can_be_unnested(news):
    query = sql_files.query("questions/evidence_of")
    assert rows(news, query.text, document="post") == [("paper", "credit", "x", 1.5, "paper", 1, 4)]


def test_views_say_what_they_answer():
    for path in sorted(Path(sql_folder() / "views").glob("*.sql")):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("-- "), path
        assert "?" in first, path


# -- chains against plain Python --------------------------------------------------------------------------------------


def naive_chains(above: dict[str, list[str]]) -> set[tuple[str, ...]]:
    below: dict[str, list[str]] = {}
    for document_id, sources in above.items():
        for source in sources:
            below.setdefault(source, []).append(document_id)
    paths = [(root,) for root in below if root not in above]
    found = set()
    while paths:
        path = paths.pop()
        found.add(path)
        paths += [(*path, child) for child in below.get(path[-1], []) if child not in path]
    return found


@st.composite
def forests(draw) -> dict[str, list[str]]:
    size = draw(st.integers(1, 9))
    above = {}
    for node in range(1, size):
        sources = draw(st.lists(st.integers(0, node - 1), max_size=2, unique=True))
        if sources:
            above[f"d{node}"] = [f"d{source}" for source in sources]
    return above


@pytest.fixture(scope="module")
def bare() -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse without a row."""
    db = empty()
    yield db
    db.close()


@given(forests())
@settings(max_examples=25)
def test_chains_are_those_of_plain_python(bare, above):
    bare.execute("DELETE FROM derivations").fetchall()
    insert(bare, "derivations", *(edge(child, source, None) for child in above for source in above[child]))
    found = {tuple(path) for (path,) in rows(bare, "SELECT path FROM chains")}
    assert found == naive_chains(above)
    assert rows(bare, "SELECT count(*) FROM chains") == [(len(found),)]
    (ids,) = zip(*rows(bare, "SELECT DISTINCT document_id FROM chains ORDER BY 1"), strict=True) if found else ((),)
    for document_id in ids[:2]:
        inside = {path for path in found if any(path[0] == other[0] for other in found if document_id in other)}
        assert {tuple(path) for (path,) in rows(bare, f"SELECT path FROM chain_of('{document_id}')")} == inside


@pytest.mark.parametrize(
    ("view", "macro", "key", "ids"),
    [
        ("story_arrivals", "internal.story_arrivals_of", "story_id", ["wire"]),
        ("origins", "internal.origins_of", "document_id", ["post", "late"]),
        ("internal.lineage", "internal.lineage_of", "document_id", ["post", "other"]),
    ],
)
def test_what_is_asked_of_a_part_is_what_the_whole_says_of_it(news, view, macro, key, ids):
    whole = rows(news, f"FROM {view} WHERE list_contains({ids}, {key}) ORDER BY ALL")
    assert whole
    assert rows(news, f"FROM {macro}({ids}) ORDER BY ALL") == whole


def test_frames_leave_as_polars(news):
    assert isinstance(news.sql("FROM chains").pl(), pl.DataFrame)


@pytest.mark.parametrize(
    ("address", "matched", "outlet", "found"),
    [
        (None, True, "agency", [("second", "first", "text")]),
        ("https://agency.example/story", True, "agency", [("second", "first", "url")]),
        ("https://agency.example/", False, "agency", []),  # the address of the home page, and other texts
        ("https://agency.example/story", True, "paper", []),  # under another outlet it is a copy
    ],
)
def test_later_versions_are_of_one_outlet_and_agree_in_text(address, matched, outlet, found):
    db = empty()
    insert(
        db,
        "internal.documents",
        document(0, "first", "agency", 0, url=address),
        document(1, "second", outlet, 5, url=address),
    )
    if matched:
        insert(db, "internal.matches", match(0, 1, "near", 0.9))
    assert rows(db, "SELECT document_id, revised_id, basis FROM revisions") == found
    db.close()
