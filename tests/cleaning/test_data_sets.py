"""Data sets as they come: splits, licences, own fields, evaluation sets of chats, addresses, damaged outputs."""

import json

import polars as pl
import pytest

from provenance.cleaning.clean import clean
from provenance.cleaning.output.restore import restore
from provenance.errors import InputError, UsageError
from provenance.reports.cleaning_summary import render_cleaning
from tests.cleaning.conftest import cleaned, lines, options_of, story
from tests.cleaning.test_clean import kept_ids


def data_set(folder):
    """A folder as the hub has it, with two splits and a licence."""
    lines(folder / "raw" / "data", [{"id": "a", "text": story(1)}], "train-00000-of-00001.jsonl")
    lines(folder / "raw" / "data", [{"id": "b", "text": story(2)}], "test-00000-of-00001.jsonl")
    (folder / "raw" / "README.md").write_text("---\nlicense: cc-by-sa-4.0\ntags:\n- news\n---\n# A set\n")
    (folder / "raw" / "dataset_infos.json").write_text('{"default": {"description": "x"}}')
    return folder / "raw"


def test_the_card_keeps_splits_and_licence(tmp_path):
    result = clean([data_set(tmp_path)], tmp_path / "out")
    card = (result.out / "README.md").read_text()
    assert "license: cc-by-sa-4.0" in card
    splits = card.split("data_files:\n")[1].split("tags:")[0]
    assert splits.index("split: train") < splits.index("split: test") < splits.index("test-00000-of-00001")
    assert result.set_aside.is_empty()


@pytest.mark.parametrize("prefer", ["score", "source = 'web'", "meta.quality"])
def test_a_preference_may_name_fields_of_the_records(tmp_path, prefer):
    rows = [
        {"id": "a", "text": story(1), "score": 0.2, "source": "print", "meta": {"quality": 1}},
        {"id": "b", "text": story(1), "score": 0.9, "source": "web", "meta": {"quality": 5}},
    ]
    assert kept_ids(cleaned(tmp_path, rows, prefer=(prefer,))) == {"b"}


def test_a_preference_that_fails_leaves_nothing(tmp_path):
    path = lines(tmp_path / "in", [{"id": "a", "text": story(1)}])
    with pytest.raises(UsageError, match="no_such_field"):
        clean([path], tmp_path / "work" / "out", options=options_of(prefer=("no_such_field",)))
    assert not (tmp_path / "work").exists() or list((tmp_path / "work").iterdir()) == []


def test_items_of_chats_are_looked_for_and_counted(tmp_path):
    turns = [{"role": "user", "content": story(1, 36)}, {"role": "assistant", "content": [{"text": "No."}]}]
    against = tmp_path / "items.jsonl"
    against.write_text(json.dumps({"messages": turns}) + "\n" + json.dumps({"messages": []}) + "\n")
    path = lines(tmp_path / "in", [{"id": "a", "text": story(1, 60)}, {"id": "b", "text": story(2)}])
    result = clean([path], tmp_path / "out", against=[against])
    assert kept_ids(result) == {"b"}
    assert "1 of 2 items looked for; 1 are too short or hold no text" in render_cleaning(result)


def test_an_evaluation_set_without_a_usable_item_is_an_error(tmp_path):
    against = tmp_path / "items.jsonl"
    against.write_text('{"answer": "x"}\n')
    with pytest.raises(UsageError, match="no item"):
        clean([lines(tmp_path / "in", [{"id": "a", "text": story(1)}])], tmp_path / "out", against=[against])


@pytest.mark.parametrize("address", ["s3://bucket/out", "gs://bucket/out", "hf://datasets/a/b"])
def test_an_address_is_refused(tmp_path, monkeypatch, address):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="address"):
        clean([lines(tmp_path / "in", [{"id": "a", "text": story(1)}])], address)
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_a_damaged_output_is_refused(tmp_path):
    result = cleaned(tmp_path, [{"id": "a", "text": story(1)}])
    for path in (result.out / "restore").glob("*.parquet"):
        path.write_bytes(b"")
    with pytest.raises(InputError, match="cannot be read"):
        restore(result.out, tmp_path / "back")
    assert pl.read_parquet(result.out / "removed.parquet").is_empty()
