"""Data sets as they come: splits, licences, own fields, evaluation sets of chats, addresses, damaged outputs."""

import json

import polars as pl
import pytest

from provenance.cleaning.clean import clean
from provenance.cleaning.output.restore import restore
from provenance.errors import InputError, UsageError
from provenance.reports.cleaning_summary import render_cleaning
from tests.cleaning.conftest import cleaned, edited, lines, options_of, story
from tests.cleaning.test_clean import kept_ids, removals


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
    assert splits.index("split: train") < splits.index("split: test") < splits.index('"data/test-*.parquet"')
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


@pytest.mark.parametrize("expression", ["no_such_field", "score +", "lower(score, 3)"])
def test_a_preference_is_checked_before_the_inputs_are_read(tmp_path, expression, monkeypatch):
    path = lines(tmp_path / "in", [{"id": "a", "text": story(1), "score": 1}])
    monkeypatch.setattr("provenance.cleaning.scan.scan.scan_corpus", lambda _: pytest.fail("the inputs were read"))
    with pytest.raises(UsageError, match="--prefer"):
        clean([path], tmp_path / "out", options=options_of(prefer=(expression,)))
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_weights_say_what_each_kept_document_stands_for(tmp_path):
    rows = [
        {"id": "a", "text": story(1), "outlet": "Hill Gazette", "published_at": "2024-05-02"},
        {"id": "b", "text": story(1), "outlet": "Harbour Post", "published_at": "2024-05-01"},
        {"id": "c", "text": edited(story(1)), "outlet": "Hill Gazette", "published_at": "2024-05-03"},
        {"id": "d", "text": story(2)},
    ]
    result = cleaned(tmp_path, rows, weights=True)
    written = pl.read_parquet(result.out / "weights.parquet")
    sizes = {row["document_id"]: row["cluster_size"] for row in written.iter_rows(named=True)}
    assert sizes == {"b": 3, "d": 1}
    row = written.row(by_predicate=pl.col("document_id") == "b", named=True)
    assert row["outlets"] == ["Harbour Post", "Hill Gazette"]
    assert str(row["first_seen"]).startswith("2024-05-01")
    assert not (cleaned(tmp_path / "two", rows).out / "weights.parquet").exists()


def test_the_spans_of_an_item_that_was_found_are_on_record(tmp_path):
    item = " ".join(story(1, 36).split())
    against = lines(tmp_path / "eval", [{"question": item}])
    text = f"{story(5, 40)}\n{item}\n{story(6, 40)}"
    path = lines(tmp_path / "in", [{"id": "a", "text": text}, {"id": "b", "text": story(2)}])
    result = clean([path], tmp_path / "out", against=[against])
    (row,) = pl.read_parquet(result.out / "items.parquet").iter_rows(named=True)
    assert (row["document_id"], row["item_id"]) == ("a", "in.jsonl#1")
    assert row["text"] == text[row["start"] : row["stop"]] == item.removesuffix(".")
    again = clean(again=result.out, out=tmp_path / "again")
    assert again.items.equals(result.items)


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


def test_a_damaged_output_is_refused(tmp_path):
    result = cleaned(tmp_path, [{"id": "a", "text": story(1)}])
    for path in (result.out / "restore").glob("*.parquet"):
        path.write_bytes(b"")
    with pytest.raises(InputError, match="cannot be read"):
        restore(result.out, tmp_path / "back")
    assert pl.read_parquet(result.out / "removed.parquet").is_empty()


def two_splits(folder, train, test):
    """A folder with two splits of records."""
    lines(folder / "raw", train, "data/train-00000-of-00001.jsonl")
    lines(folder / "raw", test, "data/test-00000-of-00001.jsonl")
    return folder / "raw"


SHARED_STORY = [{"id": "a", "text": story(1)}, {"id": "b", "text": story(2)}, {"id": "b2", "text": story(2)}]
TEST_STORIES = [{"id": "c", "text": story(1)}, {"id": "d", "text": edited(story(2))}, {"id": "e", "text": story(3)}]


def test_splits_stay_apart_and_what_they_share_is_told(tmp_path):
    result = clean([two_splits(tmp_path, SHARED_STORY, TEST_STORIES)], tmp_path / "out", options=options_of())
    assert removals(result) == {"b2": ("exact", "b")}
    pairs = {
        (row["document_id"], row["split"], row["other_id"], row["other_split"], row["kind"])
        for row in result.shared.iter_rows(named=True)
    }
    assert pairs == {("c", "test", "a", "train", "exact"), ("d", "test", "b", "train", "near")}
    assert result.splits.rows() == [("train", 3, 2, 0, 2), ("test", 3, 3, 0, 2)]
    assert "2 stay that have a copy in another split" in render_cleaning(result)
    assert "| test | 3 | 3 | 0 | 2 |" in (result.out / "README.md").read_text()
    assert pl.read_parquet(result.out / "shared.parquet").equals(result.shared)


@pytest.mark.parametrize(
    ("order", "gone"),
    [(("test", "train"), {"a", "b", "b2"}), (("train", "test"), {"b2", "c", "d"}), (("train",), {"b2"})],
)
@pytest.mark.parametrize("levels", [("exact", "near"), ("exact",)])
def test_an_order_of_splits_says_from_which_copies_go(tmp_path, order, gone, levels):
    options = options_of(split_order=order, levels=levels)
    path = two_splits(tmp_path, SHARED_STORY, TEST_STORIES)
    result = clean([path], tmp_path / "out", options=options)
    near = {"d"} if order[0] == "train" else {"b"}
    assert set(result.removed["document_id"]) == (gone if "near" in levels else gone - near)
    again = clean(
        again=clean([path], tmp_path / "apart", options=options_of(levels=levels)).out,
        out=tmp_path / "again",
        options=options,
    )
    assert again.removed.drop("settings").equals(result.removed.drop("settings"))
    assert again.shared.equals(result.shared)


CARD = """---
configs:
- config_name: first
  data_files:
  - split: train
    path: "part-*.jsonl"
  - split: held_out
    path:
    - held/*.jsonl
- config_name: second
  data_dir: more
license: mit
---
"""


def test_the_card_of_the_input_says_which_files_are_which_split(tmp_path):
    for name in ("part-1.jsonl", "held/x.jsonl", "more/test/y.jsonl"):
        lines(tmp_path / "raw", [{"id": name, "text": story(1)}], name)
    (tmp_path / "raw" / "README.md").write_text(CARD)
    result = clean([tmp_path / "raw"], tmp_path / "out")
    assert result.removed.is_empty()
    assert result.splits["split"].to_list() == ["train", "test", "held_out"]
    assert result.options.license == "mit"


def test_an_order_with_an_unknown_split_is_refused_before_anything_is_read(tmp_path):
    path = two_splits(tmp_path, SHARED_STORY, TEST_STORIES)
    with pytest.raises(UsageError, match=r"no split 'valid'.*") as error:
        clean([path], tmp_path / "out", options=options_of(split_order=("valid", "test")))
    assert "train, test" in error.value.remedy
    assert [path.name for path in tmp_path.iterdir()] == ["raw"]


@pytest.mark.parametrize("names", [("train-crash.txt", "test-match.txt"), ("test/a.jsonl", "other/b.jsonl")])
def test_names_of_texts_and_a_single_split_are_no_splits(tmp_path, names):
    for number, name in enumerate(names):
        (tmp_path / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        text = story(1)
        written = text if name.endswith(".txt") else json.dumps({"id": str(number), "text": text})
        (tmp_path / "raw" / name).write_text(written)
    result = clean([tmp_path / "raw"], tmp_path / "out")
    assert result.splits.is_empty()
    assert result.removed.height == 1
    assert "shared.parquet" not in {path.name for path in result.out.iterdir()}
