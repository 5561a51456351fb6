"""The main job through the public face: the same rows however documents arrive, and nothing lost."""

import contextlib
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import provenance
from provenance.pipeline import batching, candidates
from provenance.pipeline import trace as calls
from provenance.progress import silent
from provenance.warehouse.warehouse import Warehouse

FEW = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def whole(records, tmp_path_factory, said):
    """What a warehouse says that had all documents at once."""
    folder = tmp_path_factory.mktemp("whole")
    path = folder / "all.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    provenance.trace([path], folder / "w.duckdb")
    return said(folder / "w.duckdb")


def test_the_demo_corpus_has_chains_repeats_and_credits(whole):
    assert whole["chains"]
    assert whole["repeats"]
    assert whole["credits"]
    assert whole["undetermined"] is not None


def test_a_second_run_adds_no_row(write, records, db, said):
    path = write("news/all.jsonl", records)
    provenance.trace([path], db)
    before = said(db)
    again = provenance.trace([path], db)
    assert again.added == 0
    assert again.known == len(records)
    assert said(db) == before


def test_naming_the_parent_folder_adds_no_row(write, records, db, said):
    path = write("news/2024/all.jsonl", records[:3])
    provenance.trace([path], db)
    before = said(db)
    assert provenance.trace([path.parent.parent], db).added == 0
    assert said(db) == before


def test_keys_in_partitions_and_documents_in_chunks_give_the_same_rows(write, records, whole, db, said, monkeypatch):
    monkeypatch.setattr(candidates, "PARTITION_DOCUMENTS", 5)
    monkeypatch.setattr(batching, "CHUNK_DOCUMENTS", 3)
    monkeypatch.setattr(calls, "FEW_DOCUMENTS", 0)
    provenance.trace([write("all.jsonl", records)], db)
    assert said(db) == whole


@FEW
@given(data=st.data())
def test_any_split_into_additions_gives_the_same_rows(write, records, whole, tmp_path_factory, data, said):
    order = data.draw(st.permutations(records))
    cut = data.draw(st.integers(0, len(records)))
    db = tmp_path_factory.mktemp("split") / "w.duckdb"
    for at, part in enumerate((order[:cut], order[cut:])):
        if part:
            provenance.trace([write(f"part{at}.jsonl", part)], db)
    assert said(db) == whole


def test_one_by_one_gives_the_same_rows(write, records, whole, db, said):
    for at, record in enumerate(records):
        provenance.add([write(f"{at}.jsonl", [record])], db)
    provenance.trace([], db)
    assert said(db) == whole


class PulledPlugError(Exception):
    """Somebody pulled the plug."""


@FEW
@given(after=st.integers(0, 60), few=st.sampled_from([0, 0, 1000]))
def test_interrupted_anywhere_and_resumed_is_run_whole(write, records, whole, tmp_path_factory, after, few, said):
    """A long run goes on from where it was; a short one is a single transaction."""
    db = tmp_path_factory.mktemp("cut") / "w.duckdb"
    path = write("all.jsonl", records)
    left, insert = [after], Warehouse.insert

    def failing(self, table, frame):
        left[0] -= 1
        if left[0] < 0:
            raise PulledPlugError
        return insert(self, table, frame)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Warehouse, "insert", failing)
        patch.setattr(calls, "FEW_DOCUMENTS", few)
        patch.setattr(batching, "CHUNK_DOCUMENTS", 4)
        with contextlib.suppress(PulledPlugError):
            provenance.trace([path], db, progress=silent)
    provenance.trace([path], db)
    assert said(db) == whole


def test_identical_texts_of_two_outlets_stay_two_documents(write, records, db):
    one = {**records[0], "document_id": "first", "outlet": "Paper One"}
    two = {**records[0], "document_id": "second", "outlet": "Paper Two"}
    assert provenance.trace([write("two.jsonl", [one, two])], db).added == 2


def test_a_new_text_under_an_id_is_a_revision(write, records, db):
    one = {**records[0], "document_id": "a"}
    provenance.trace([write("one.jsonl", [one])], db)
    provenance.trace([write("one.jsonl", [{**one, "text": one["text"] + " More."}])], db)
    with Warehouse.open(db) as warehouse:
        ids = warehouse.sql("SELECT document_id, version FROM documents ORDER BY ALL").rows()
    assert ids == [("a", 1), ("a@2", 2)]


def test_an_id_of_another_outlet_is_set_aside_with_both_named(write, records, db):
    one = {**records[0], "document_id": "a", "outlet": "Paper One"}
    two = {**records[1], "document_id": "a", "outlet": "Paper Two"}
    summary = provenance.trace([write("two.jsonl", [one, two])], db)
    with Warehouse.open(db) as warehouse:
        [reason] = warehouse.sql("SELECT reason FROM set_aside ORDER BY ALL").to_series().to_list()
    assert summary.partial
    assert "paper-one" in reason
    assert "paper-two" in reason
    assert "--id-prefix" in reason


def test_text_comes_out_as_it_went_in(write, db):
    hostile = "A\r\nB\x00 '; DROP TABLE documents; -- \u202e\ufeff 👩‍👩‍👧 日本"
    provenance.trace([write("one.jsonl", [{"id": "a", "text": hostile}])], db)
    with Warehouse.open(db) as warehouse:
        assert warehouse.sql("SELECT text FROM documents").item() == hostile


@pytest.mark.parametrize("interrupted", ["matches", "inference"])
def test_what_a_run_did_before_it_was_interrupted_again_is_kept(interrupted, records, write, db, monkeypatch):
    """Whichever stage a run is taken up at: what is left to do says whether it is long, not what is new."""
    monkeypatch.setattr(calls, "FEW_DOCUMENTS", 5)

    def done(stage):
        with Warehouse.open(db) as warehouse:
            marks = "SELECT count(DISTINCT document) FROM internal.ledger WHERE stage = $stage"
            return warehouse.sql(marks, {"stage": stage}).item()

    def stopped_at(name, paths):
        def run_or_stop(analysis, stage):
            if stage.name == name:
                raise KeyboardInterrupt
            run_stage(analysis, stage)

        with monkeypatch.context() as once:
            run_stage = calls.run_stage
            once.setattr(calls, "run_stage", run_or_stop)
            with pytest.raises(KeyboardInterrupt):
                provenance.trace(paths, db)

    stopped_at("boilerplate" if interrupted == "matches" else "matches", [write("all.jsonl", records)])
    assert (done("credits"), done("matches")) == (len(records), 0)
    stopped_at(interrupted, [])
    assert done({"matches": "boilerplate", "inference": "matches"}[interrupted]) == len(records)
