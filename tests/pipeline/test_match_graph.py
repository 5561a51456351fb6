"""The components of the match graph that are inferred again: the same whether walked or read from the whole graph."""

from datetime import datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.pipeline import match_graph
from provenance.warehouse.warehouse import Warehouse

DOCUMENTS = 12
PAIRS = st.lists(st.tuples(st.integers(1, DOCUMENTS), st.integers(1, DOCUMENTS)), max_size=14)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    with Warehouse.open(tmp_path_factory.mktemp("graph") / "w.duckdb", create=True, read_only=False) as opened:
        rows = [
            {"document": key, "document_id": f"d{key}", "base_id": f"d{key}", "version": 1, "origin": "", "run_id": "",
             "added_at": datetime(2020, 1, 1), "text_hash": "", "bytes": key, "length": key, "text": "x" * key}
            for key in range(1, DOCUMENTS + 1)
        ]  # fmt: skip
        opened.insert("internal.documents", pl.DataFrame(rows))
        yield opened


def add(warehouse: Warehouse, table: str, pairs: list[tuple[int, int]]) -> None:
    measures = dict.fromkeys(("similarity", "jaccard", "contained_left", "contained_right"), 0.5)
    rows = [{"left": a, "right": b, "kind": "near", **measures, "passage_count": 1, "run_id": ""} for a, b in pairs]
    warehouse.insert(f"internal.{table}", pl.DataFrame(rows))


def expected(pairs: list[tuple[int, int]], seeds: set[int]) -> dict[int, int]:
    """Each document of a component that holds a seed, with the least of its component."""
    part = {each: {each} for each in range(1, DOCUMENTS + 1)}
    for a, b in pairs:
        both = part[a] | part[b]
        part |= dict.fromkeys(both, both)
    return {each: min(part[each]) for each in part if part[each] & seeds}


@settings(max_examples=40)
@given(verbatim=PAIRS, semantic=PAIRS, seeds=st.sets(st.integers(1, DOCUMENTS), min_size=1))
def test_a_walk_reaches_what_the_whole_graph_holds(warehouse, verbatim, semantic, seeds):
    seed_frame = pl.DataFrame({"document": sorted(seeds)}, schema={"document": pl.Int32})
    with pytest.MonkeyPatch.context() as limits:
        try:
            with warehouse.transaction():
                add(warehouse, "matches", verbatim)
                add(warehouse, "semantic_matches", [pair for pair in semantic if pair not in verbatim])
                walked = match_graph.components_of(warehouse, seed_frame)
                limits.setattr(match_graph, "WALKED_DOCUMENTS", 0)
                whole = match_graph.components_of(warehouse, seed_frame)
                raise RolledBackError
        except RolledBackError:
            pass
    assert walked.equals(whole)
    assert dict(walked.select("document", "component").iter_rows()) == expected(verbatim + semantic, seeds)
    assert walked["bytes"].to_list() == walked["document"].to_list()


class RolledBackError(Exception):
    """Rolls back what a test has written."""
