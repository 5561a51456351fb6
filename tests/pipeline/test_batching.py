"""How pairs are taken a chunk and a batch at a time: each once, and no batch names much more than it may."""

from collections import Counter
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.pipeline import batching as room
from provenance.stages.components import bandwidth_order

CHUNK, BYTES, LONGEST = 5, 200, 90
KINDS = {"document": pl.Int32, "bytes": pl.Int32}


@pytest.fixture(autouse=True, scope="module")
def small():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "CHUNK_DOCUMENTS", CHUNK)
        patch.setattr(room, "PAIR_BYTES", BYTES)
        patch.setattr(room, "READ_BYTES", 3 * BYTES)
        yield


def frame(edges):
    return pl.DataFrame(sorted(edges), schema={"left": pl.Int32, "right": pl.Int32}, orient="row")


def keys(documents):
    return pl.DataFrame({"document": pl.Series(sorted(documents), dtype=pl.Int32)})


documents = st.integers(0, 40)
edges = st.sets(st.tuples(documents, documents).filter(lambda pair: pair[0] != pair[1]), max_size=120)


@given(
    edges=edges, new=st.sets(documents, min_size=1), lengths=st.lists(st.integers(0, LONGEST), min_size=41, max_size=41)
)
def test_each_pair_is_taken_once_with_the_later_of_its_documents_in_batches_of_bounded_size(edges, new, lengths):
    edges = {pair for pair in edges if new & set(pair)}
    taken, done = Counter(), []
    for waiting, asked in room.chunks(keys(new), frame(edges)):
        assert waiting.height <= CHUNK
        done += waiting["document"].to_list()
        known = set(done) | {each for pair in edges for each in pair} - new
        sizes = pl.DataFrame({"document": range(len(lengths)), "bytes": lengths}, schema_overrides=KINDS)
        batches = list(room.pair_batches(asked, sizes))
        assert [batch for reading in room.readings(iter(batches), sizes) for batch in reading] == batches
        for batch in batches:
            named = {each for pair in batch.rows() for each in pair}
            assert sum(lengths[each] for each in named) <= BYTES + 2 * LONGEST
            assert named <= known
            taken.update(batch.rows())
    assert sorted(done) == sorted(new)
    assert taken == Counter(edges)


@given(edges=edges, lonely=st.sets(documents), chance=st.randoms())
def test_the_order_of_documents_depends_on_the_graph_alone(edges, lonely, chance):
    there = keys(lonely | {each for pair in edges for each in pair})
    order = bandwidth_order(there, frame(edges))
    assert sorted(order["document"]) == there["document"].to_list()
    assert order["place"].to_list() == list(range(there.height))
    mixed = chance.sample(sorted(edges), len(edges))
    again = pl.DataFrame(mixed, schema={"left": pl.Int32, "right": pl.Int32}, orient="row")
    assert bandwidth_order(there, again).equals(order)


@given(names=st.permutations(range(30)))
def test_neighbours_on_a_line_stand_side_by_side(names):
    order = bandwidth_order(keys(names), frame(pairwise(names)))
    place = dict(order.rows())
    assert all(abs(place[one] - place[other]) == 1 for one, other in pairwise(names))
