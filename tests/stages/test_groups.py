"""Groups of near-duplicates: stars, no chains, true least similarity."""

from datetime import datetime, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from provenance.settings import Settings
from provenance.stages.groups import groups, unmeasured
from provenance.tables import GROUPS, MATCHES, PAIRS

SETTINGS = Settings()
DAY = datetime(2020, 1, 1)


def documents(*times: int | None, ids: list[str] | None = None) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "document": range(len(times)),
            "document_id": ids or [f"d{each:04}" for each in range(len(times))],
            "published_at": [None if time is None else DAY + timedelta(days=time) for time in times],
        },
        schema={"document": pl.Int32, "document_id": pl.String, "published_at": pl.Datetime("us")},
    )


def matched(*rows: tuple[int, int, float], kind: str | None = None) -> pl.DataFrame:
    full = [
        (a, b, kind or ("exact" if s == 1 else "near" if s >= 0.7 else "partial"), s, s, s, s, 1) for a, b, s in rows
    ]
    return pl.DataFrame(full, schema=MATCHES.schema(), orient="row")


def heads(frame: pl.DataFrame) -> list[int]:
    return frame["representative"].to_list()


def test_a_document_without_a_match_is_a_group_of_its_own():
    found = groups(documents(1, None), MATCHES.empty(), SETTINGS)
    assert found.schema == pl.Schema(GROUPS.schema())
    assert found.rows() == [(0, 0, 1.0, 1.0), (1, 1, 1.0, 1.0)]


def test_no_documents():
    assert groups(documents(), MATCHES.empty(), SETTINGS).equals(GROUPS.empty())


def test_the_earliest_is_the_representative_and_undated_ones_come_last():
    assert heads(groups(documents(None, 5, 3), matched((0, 1, 0.9), (0, 2, 0.9), (1, 2, 0.9)), SETTINGS)) == [2, 2, 2]


def test_ids_decide_by_code_point_where_dates_are_equal():
    frame = documents(1, 1, ids=["é", "z"])
    assert heads(groups(frame, matched((0, 1, 0.9)), SETTINGS)) == [1, 1]


def test_a_chain_is_no_group():
    frame = documents(*range(26))
    found = groups(frame, matched(*((i, i + 1, 0.8) for i in range(25))), SETTINGS)
    assert heads(found) == [2 * (i // 2) for i in range(26)]


def test_weak_matches_and_translations_make_no_group():
    frame = documents(1, 2)
    assert heads(groups(frame, matched((0, 1, 0.3)), SETTINGS)) == [0, 1]
    assert heads(groups(frame, matched((0, 1, 0.9), kind="translation"), SETTINGS)) == [0, 1]


def test_the_minimum_similarity_counts_pairs_that_are_no_near_duplicates():
    found = groups(documents(1, 2, 3), matched((0, 1, 0.9), (0, 2, 0.8), (1, 2, 0.5)), SETTINGS)
    assert found["minimum_similarity"].to_list() == [0.5, 0.5, 0.5]
    assert found["similarity"].to_list() == [1.0, 0.9, 0.8]


def test_pairs_without_a_match_are_returned_and_counted():
    frame, edges = documents(1, 2, 3, 4), matched((0, 1, 0.9), (0, 2, 0.8), (0, 3, 1.0))
    found = groups(frame, edges, SETTINGS)
    asked = unmeasured(found, frame, edges, SETTINGS)
    assert asked.pairs.equals(pl.DataFrame([(1, 2)], schema=PAIRS.schema(), orient="row"))
    assert asked.bounded == 0
    measured = asked.pairs.with_columns(similarity=pl.lit(0.6))
    assert groups(frame, edges, SETTINGS, measured)["minimum_similarity"].to_list() == [0.6] * 4


def test_giant_groups_are_bounded_and_counted():
    frame = documents(*range(200))
    edges = matched(*((0, i, 0.7 + i / 1000) for i in range(1, 200)))
    asked = unmeasured(groups(frame, edges, SETTINGS), frame, edges, Settings().replace(group_pairs=45))
    assert asked.bounded == 1
    assert asked.pairs.height == 45
    assert asked.pairs["right"].max() == 10  # the ten members least like the representative


EDGES = st.dictionaries(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from([0.2, 0.75, 0.9, 1.0]),
    max_size=20,
)


@given(EDGES, st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=9, max_size=9))
def test_groups_are_those_of_naive_python(edges, times):
    frame = documents(*times)
    found = groups(frame, matched(*((a, b, s) for (a, b), s in edges.items())), SETTINGS)
    order = sorted(range(9), key=lambda each: (times[each] is None, times[each] or 0, each))
    near = {pair for pair, similarity in edges.items() if similarity >= SETTINGS.matching.near_similarity}
    head: dict[int, int] = {}
    for each in order:
        options = [other for other in head if head[other] == other and tuple(sorted((each, other))) in near]
        head[each] = options[0] if options else each
    assert heads(found) == [head[each] for each in range(9)]
    for each, least in zip(range(9), found["minimum_similarity"].to_list(), strict=True):
        inside = [similarity for (a, b), similarity in edges.items() if head[a] == head[b] == head[each]]
        assert least == min(inside, default=1.0)
