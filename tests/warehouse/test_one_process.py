"""Readers and a writer of one file in one process; threads; what a warehouse shows of itself."""

import threading
from concurrent.futures import ThreadPoolExecutor

import duckdb
import polars as pl
import pytest

import provenance
from provenance.errors import LockedError, UsageError, WarehouseError
from provenance.warehouse.schema import note_settings
from provenance.warehouse.warehouse import Warehouse

STORY = "A harbour town woke to fog on Tuesday and found that its ferry had gone without a word from the company. "
NEWS = [
    {"document_id": "first", "outlet": "Skerry Post", "published_at": "2024-05-01", "text": STORY * 3},
    {"document_id": "second", "outlet": "Gannet Times", "published_at": "2024-05-02", "text": STORY * 3},
]
LATER = {"document_id": "later", "outlet": "Skerry Post", "text": "The board of the harbour met in private on Friday."}


@pytest.fixture
def file(db):
    provenance.add(NEWS, db)
    return db


def documents(warehouse: Warehouse) -> int:
    return warehouse.sql("SELECT count(*) AS n FROM documents").item()


def test_a_reader_sees_what_a_writer_of_the_same_process_commits(file):
    with Warehouse.open(file) as reader:
        assert documents(reader) == 2
        provenance.add([LATER], file)
        assert documents(reader) == 3


def test_a_reader_goes_on_beside_an_open_writer_and_sees_nothing_half_done(file):
    with Warehouse.open(file) as reader, Warehouse.open(file, read_only=False) as writer:
        with writer.transaction():
            note_settings(writer, {"own": "1"})
            assert "own" not in reader.stored_settings()
        assert reader.stored_settings()["own"] == "1"
        assert Warehouse.open(file).stored_settings()["own"] == "1"


def test_two_writers_exclude_each_other_and_the_message_says_what_to_do(file):
    with (
        Warehouse.open(file, read_only=False) as writer,
        pytest.raises(LockedError, match="this process is writing it") as raised,
    ):
        provenance.add([LATER], file)
    assert "db=warehouse" in raised.value.remedy
    with Warehouse.open(file, read_only=False) as writer:
        provenance.add([LATER], writer)
        assert documents(writer) == 3


def test_an_answer_that_is_still_read_keeps_writers_out(file):
    with Warehouse.open(file) as reader:
        rows = reader.stream("SELECT range AS a FROM range(1000000)")
        next(iter(rows))
        with pytest.raises(LockedError, match="still being read"):
            provenance.add([LATER], file)
        rows.close()
        del rows
        assert provenance.add([LATER], file).added == 1


def test_a_writer_waits_for_calls_of_other_threads(file):
    with Warehouse.open(file) as reader, ThreadPoolExecutor(4) as pool:
        calls = [pool.submit(documents, reader) for _ in range(40)]
        assert provenance.add([LATER], file).added == 1
        assert {call.result() for call in calls} <= {2, 3}
        assert documents(reader) == 3


def test_threads_share_one_warehouse(file):
    for read_only in (True, False):
        with Warehouse.open(file, read_only=read_only) as warehouse, ThreadPoolExecutor(4) as pool:
            assert [f.height for f in pool.map(lambda _: warehouse.ask("undated_documents"), range(24))] == [0] * 24


def test_duckdb_itself_reads_the_file_beside_an_open_warehouse(file):
    with Warehouse.open(file), duckdb.connect(str(file), read_only=True) as other:
        assert other.sql("SELECT count(*) FROM documents").fetchall() == [(2,)]


def test_a_file_that_was_replaced_is_opened_anew(file, tmp_path):
    copy = tmp_path / "copy.duckdb"
    provenance.snapshot(copy, file)
    with Warehouse.open(copy) as old:
        provenance.add([LATER], file)
        provenance.snapshot(copy, file)
        with Warehouse.open(copy) as new:
            assert (documents(old), documents(new)) == (2, 3)


@pytest.mark.parametrize("name", ["internal.duckdb", "main.duckdb", "documents.duckdb", 'odd " name.duckdb'])
def test_a_file_may_be_called_like_a_schema_or_a_table(tmp_path, name):
    provenance.add([LATER], tmp_path / name)
    with Warehouse.open(tmp_path / name) as warehouse:
        assert warehouse.documents["document_id"].to_list() == ["later"]


def test_a_closed_warehouse_says_so(file):
    warehouse = Warehouse.open(file)
    warehouse.close()
    warehouse.close()
    assert repr(warehouse) == f"<Warehouse {file}: closed>"
    with pytest.raises(WarehouseError, match="has been closed"):
        documents(warehouse)


def test_a_forgotten_warehouse_does_not_hold_the_file(file):
    documents(Warehouse.open(file))
    with duckdb.connect(str(file)) as other:
        assert other.sql("SELECT count(*) FROM documents").fetchall() == [(2,)]


def test_what_was_traced_in_memory_is_in_the_summary():
    summary = provenance.trace(NEWS, ":memory:")
    assert documents(summary.warehouse) == 2
    assert summary.warehouse.edges.height >= 1
    assert "added 2" in repr(summary)


def test_a_warehouse_shows_what_it_is(file):
    with Warehouse.open(file) as warehouse:
        assert repr(warehouse) == f"<Warehouse {file}, open for reading: 2 documents, 0 matches, 0 derivations>"
        assert "<table" in warehouse._repr_html_()
        assert {"documents", "edges", "chain_of(id)"} <= set(warehouse.tables()["name"])
        assert warehouse.documents["document_id"].to_list() == ["first", "second"]


def test_own_frames_and_files_are_tables_within_the_hardening(file, tmp_path):
    (tmp_path / "lean.csv").write_text("outlet,lean\nskerry-post,left\n")
    with duckdb.connect(str(tmp_path / "own.duckdb")) as own:
        own.execute("CREATE TABLE owners AS SELECT 'skerry-post' AS outlet, 'Ada' AS owner")
    attach = {"lean": tmp_path / "lean.csv", "own": tmp_path / "own.duckdb"}
    with Warehouse.open(file, attach=attach) as warehouse:
        warehouse.register("rank", pl.LazyFrame({"outlet": ["skerry-post"], "rank": [1]}))
        row = warehouse.sql(
            "FROM documents AS d JOIN lean ON lean.outlet = d.outlet_id JOIN own.owners USING (outlet) "
            "JOIN rank USING (outlet) SELECT document_id, lean, owner, rank"
        ).row(0)
        assert row == ("first", "left", "Ada", 1)
        assert "lean" in warehouse.ask("undated_documents").columns or warehouse.ask("undated_documents").height == 0
        with pytest.raises(UsageError, match="cannot be the name"):
            warehouse.register("edges", pl.DataFrame({"a": [1]}))
        with pytest.raises(provenance.ProvenanceError):
            warehouse.sql("ATTACH 'x.duckdb'")
    with pytest.raises(UsageError, match="cannot be attached"):
        Warehouse.open(file, attach={"memory": tmp_path / "lean.csv"})
    with pytest.raises(provenance.ProvenanceError, match="there is no file"):
        Warehouse.open(file, attach={"gone": tmp_path / "gone.csv"})


def test_questions_of_ones_own_are_asked_as_those_that_ship(file, tmp_path):
    (tmp_path / "how_many.sql").write_text("-- How many documents?\n-- $least = 0: fewest\nSELECT $least AS n")
    with Warehouse.open(file, questions=tmp_path) as warehouse:
        assert warehouse.ask("how_many", least=2).item() == 2
        with pytest.raises(UsageError, match="there is no question") as raised:
            warehouse.ask("how_manny")
    assert "did you mean how_many" in raised.value.remedy
    listed = provenance.questions(tmp_path)
    assert listed.filter(pl.col("asked_by") == "own")["question"].to_list() == ["how_many"]
    assert listed["asked_by"].unique(maintain_order=True).to_list()[0] == "reporter"


def test_a_stream_is_an_arrow_reader_and_errors_in_it_are_ours(file):
    with Warehouse.open(file) as warehouse:
        assert warehouse.stream("FROM documents").read_all().num_rows == 2
        with pytest.raises(provenance.ProvenanceError):
            warehouse.stream("FROM nowhere")
        with pytest.raises(provenance.ProvenanceError, match="larger than"):
            warehouse.sql("SELECT range FROM range(10000000)", most_bytes=1 << 20)


@pytest.mark.parametrize("place", ["file", "memory", "writer"])
def test_a_stream_may_be_read_by_another_thread(file, place):
    if place == "memory":
        warehouse = provenance.add(NEWS, ":memory:").warehouse
    else:
        warehouse = Warehouse.open(file, read_only=place == "file")
    with warehouse:
        rows = warehouse.stream("SELECT document_id FROM documents")
        with ThreadPoolExecutor(1) as other:
            assert other.submit(lambda: sum(batch.num_rows for batch in rows)).result() == 2
        assert documents(warehouse) == 2
    provenance.add([LATER], file)


def test_readers_of_a_dead_thread_leave_nothing_behind(file):
    with Warehouse.open(file) as reader:
        thread = threading.Thread(target=lambda: documents(reader))
        thread.start()
        thread.join()
        assert provenance.add([LATER], file).added == 1


def test_signatures_are_those_of_datasketch(tmp_path):
    from datasketch import MinHash

    provenance.trace([*NEWS, LATER | {"text": ""}, LATER], tmp_path / "w.duckdb")
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        first, second = warehouse.minhash("first"), warehouse.minhash("second")
        assert isinstance(first, MinHash)
        assert first.jaccard(second) == 1.0
        assert (
            set(warehouse.lsh().query(first)) == set(warehouse.lsh(threshold=0.9).query(first)) == {"first", "second"}
        )
        assert warehouse.sql("SELECT DISTINCT octet_length(signature) AS n FROM signatures").item() == 512
        with pytest.raises(UsageError, match="no document is called"):
            warehouse.minhash("nothing like it")


def test_results_show_themselves(tmp_path):
    provenance.trace(NEWS, tmp_path / "w.duckdb")
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        pair = warehouse.compare("first", "second")
        assert repr(pair) == "<Comparison of first and second: exact, 1 passages>"
        assert "A harbour town woke" in pair._repr_html_()
        chains = warehouse.select_chains()
        assert repr(chains) == "<ChainSelection: 1 chains of 2 rows, 0 undetermined>"
        assert "<table" in chains._repr_html_()
