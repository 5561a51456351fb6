"""Limits: what is written as a size is a number of bytes; batches and DuckDB follow the memory, and no row does."""

import pytest

from provenance.errors import UsageError
from provenance.limits import Limits, byte_count, limits_of
from provenance.pipeline.trace import trace
from provenance.resources import demo_corpus
from provenance.warehouse.warehouse import Warehouse


@pytest.mark.parametrize(
    ("written", "size"),
    [("500MB", 500_000_000), ("2GiB", 2 << 30), ("1.5 gb", 1_500_000_000), (7, 7), ("3k", 3000), ("12", 12)],
)
def test_a_size_is_written_as_people_write_it(written, size):
    assert byte_count(written) == size


@pytest.mark.parametrize("written", ["", "much", "-1", "1,5GB", "5 apples"])
def test_what_is_no_size_is_refused(written):
    with pytest.raises(UsageError, match="is no size"):
        byte_count(written)


@pytest.mark.parametrize(("threads", "memory"), [(0, None), (-2, None), (None, "900MB")])
def test_too_little_is_refused(threads, memory):
    with pytest.raises(UsageError, match=r"cannot be had|do not suffice"):
        limits_of(threads, memory)


def test_with_less_memory_batches_are_smaller_and_with_more_as_usual():
    assert Limits(memory=1_000_000_000).share(16 << 20) == 4 << 20
    assert Limits(memory=64_000_000_000).share(16 << 20) == 16 << 20


def test_duckdb_has_half_of_the_memory_and_the_threads(tmp_path):
    limits = limits_of(1, "3GB")
    with Warehouse.open(tmp_path / "w.duckdb", create=True, read_only=False, limits=limits) as warehouse:
        said = warehouse.sql("SELECT current_setting('memory_limit') AS memory, current_setting('threads') AS threads")
    assert said.rows() == [("1.3 GiB", 1)]  # 1,500 MB


def test_the_same_edges_whatever_the_limits(tmp_path):
    rows = []
    for name, threads, memory in (("usual", None, None), ("little", 1, "1GB")):
        summary = trace([demo_corpus()], tmp_path / f"{name}.duckdb", threads=threads, memory=memory)
        assert summary.added
        with Warehouse.open(tmp_path / f"{name}.duckdb") as warehouse:
            rows.append(warehouse.sql("FROM edges SELECT document_id, source_id, relation, confidence ORDER BY ALL"))
    assert rows[0].equals(rows[1])
