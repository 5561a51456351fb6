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


def documents(*times: float | None, ids: list[str] | None = None, precision: list[str] | None = None) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "document": range(len(times)),
            "document_id": ids or [f"d{member:04}" for member in range(len(times))],
            "published_at": [None if time is None else DAY + timedelta(days=time) for time in times],
            "published_precision": precision or ["second"] * len(times),
        },
        schema={
            "document": pl.Int32, "document_id": pl.String, "published_at": pl.Datetime("us"),
            "published_precision": pl.String,
        },
    )  # fmt: skip


def matched(*rows: tuple[int, int, float], kind: str | None = None) -> pl.DataFrame:
    full = [
        (a, b, kind or ("exact" if s == 1 else "near" if s >= 0.7 else "partial"), s, s, s, s, 1) for a, b, s in rows
    ]
    return pl.DataFrame(full, schema=MATCHES.schema(), orient="row")


def heads(frame: pl.DataFrame) -> list[int]:
    return frame["representative"].to_list()


def test_a_document_without_a_match_is_a_group_of_its_own():
    result = groups(documents(1, None), MATCHES.empty(), SETTINGS)
    assert result.schema == pl.Schema(GROUPS.schema())
    assert result.rows() == [(0, 0, 1.0, 1.0, None), (1, 1, 1.0, 1.0, None)]


def test_no_documents():
    assert groups(documents(), MATCHES.empty(), SETTINGS).equals(GROUPS.empty())


def test_the_earliest_is_the_representative_and_undated_ones_come_last():
    assert heads(groups(documents(None, 5, 3), matched((0, 1, 0.9), (0, 2, 0.9), (1, 2, 0.9)), SETTINGS)) == [2, 2, 2]


def test_a_day_does_not_come_before_a_time_of_that_day_and_comes_before_the_next():
    frame = documents(1, 1.4, 2.1, precision=["day", "minute", "second"])
    alike = matched((0, 1, 0.9), (0, 2, 0.9), (1, 2, 0.9))
    assert heads(groups(frame, alike, SETTINGS)) == [1, 1, 1]
    assert heads(groups(frame, matched((0, 2, 0.9)), SETTINGS)) == [0, 1, 0]


def test_a_source_without_a_date_represents_its_dated_copies():
    frame = documents(1, 2, None, ids=["copy", "copy of the copy", "original"])
    alike = matched((0, 1, 0.9), (0, 2, 0.9), (1, 2, 0.9))
    derived = pl.DataFrame({"document_id": ["copy", "copy of the copy"], "source_id": ["original", "copy"]})
    assert heads(groups(frame, alike, SETTINGS, derivations=derived)) == [2, 2, 2]


def test_ids_decide_by_code_point_where_dates_are_equal():
    frame = documents(1, 1, ids=["é", "z"])
    assert heads(groups(frame, matched((0, 1, 0.9)), SETTINGS)) == [1, 1]


def test_a_chain_is_no_group():
    frame = documents(*range(26))
    result = groups(frame, matched(*((i, i + 1, 0.8) for i in range(25))), SETTINGS)
    assert heads(result) == [2 * (i // 2) for i in range(26)]


def test_weak_matches_and_translations_make_no_group():
    frame = documents(1, 2)
    assert heads(groups(frame, matched((0, 1, 0.3)), SETTINGS)) == [0, 1]
    assert heads(groups(frame, matched((0, 1, 0.9), kind="translation"), SETTINGS)) == [0, 1]


def test_the_minimum_similarity_counts_pairs_that_are_no_near_duplicates():
    result = groups(documents(1, 2, 3), matched((0, 1, 0.9), (0, 2, 0.8), (1, 2, 0.5)), SETTINGS)
    assert result["minimum_similarity"].to_list() == [0.5, 0.5, 0.5]
    assert result["similarity"].to_list() == [1.0, 0.9, 0.8]


def test_pairs_without_a_match_are_returned_and_counted():
    frame, edges = documents(1, 2, 3, 4), matched((0, 1, 0.9), (0, 2, 0.8), (0, 3, 1.0))
    result = groups(frame, edges, SETTINGS)
    missing = unmeasured(result, frame, edges, SETTINGS)
    assert missing.pairs.equals(pl.DataFrame([(1, 2)], schema=PAIRS.schema(), orient="row"))
    assert missing.bounded == 0
    measured = missing.pairs.with_columns(similarity=pl.lit(0.6))
    assert groups(frame, edges, SETTINGS, measured)["minimum_similarity"].to_list() == [0.6] * 4


def test_giant_groups_are_bounded_and_counted():
    frame = documents(*range(200))
    edges = matched(*((0, i, 0.7 + i / 1000) for i in range(1, 200)))
    missing = unmeasured(groups(frame, edges, SETTINGS), frame, edges, Settings().replace(group_pairs=45))
    assert missing.bounded == 1
    assert missing.pairs.height == 45
    assert missing.pairs["right"].max() == 10  # the ten members least like the representative


EDGES = st.dictionaries(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from([0.2, 0.75, 0.9, 1.0]),
    max_size=20,
)


@given(EDGES, st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=9, max_size=9))
def test_groups_are_those_of_naive_python(edges, times):
    frame = documents(*times)
    result = groups(frame, matched(*((a, b, s) for (a, b), s in edges.items())), SETTINGS)
    order = sorted(range(9), key=lambda member: (times[member] is None, times[member] or 0, member))
    near = {pair for pair, similarity in edges.items() if similarity >= SETTINGS.matching.near_similarity}
    head: dict[int, int] = {}
    for member in order:
        options = [second for second in head if head[second] == second and tuple(sorted((member, second))) in near]
        head[member] = options[0] if options else member
    assert heads(result) == [head[member] for member in range(9)]
    for member, least in zip(range(9), result["minimum_similarity"].to_list(), strict=True):
        inside = [similarity for (a, b), similarity in edges.items() if head[a] == head[b] == head[member]]
        assert least == min(inside, default=1.0)
