"""What is removed, cut and kept, how it is recorded, and that every run gives the same bytes."""

import json
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from provenance.cleaning.clean import clean
from provenance.cleaning.options import CleaningOptions, cleaning_options
from provenance.cleaning.output.explain import explain
from provenance.errors import InputError, UsageError
from tests.cleaning.conftest import cleaned, edited, lines, options_of, story


def kept_ids(result) -> set[str]:
    """The ids of the documents that were written."""
    frames = [pl.read_parquet(path) for path in (result.out / "data").rglob("*.parquet")]
    return {name for frame in frames for name in frame["id"].to_list()}


def removals(result) -> dict[str, tuple[str, str]]:
    """Why each document was removed, and in favour of which."""
    return {row["document_id"]: (row["kind"], row["kept_id"]) for row in result.removed.iter_rows(named=True)}


def test_copies_are_removed_in_favour_of_the_earliest(tmp_path, corpus):
    assert removals(cleaned(tmp_path, corpus)) == {"a": ("exact", "b"), "c": ("near", "b"), "d": ("near", "b")}


@pytest.mark.parametrize(
    ("choices", "kept"),
    [
        ({"keep": "earliest"}, "b"),
        ({"keep": "latest"}, "d"),
        ({"keep": "first"}, "a"),
        ({"prefer": ("document_id = 'c'",)}, "c"),
        ({"prefer": ("outlet = 'Harbour Post'",)}, "a"),
        ({"prefer": ("outlet = 'Harbour Post'", "published_at IS NULL")}, "c"),
    ],
)
def test_options_decide_which_copy_is_kept(tmp_path, corpus, choices, kept):
    result = cleaned(tmp_path, corpus, **choices)
    assert set(result.removed["kept_id"]) == {kept}
    assert kept_ids(result) & {"a", "b", "c", "d"} == {kept}


@pytest.mark.parametrize(
    ("keep", "dates", "kept"),
    [
        ("earliest", ("2024-05-02", "2024-05-02T09:12:00Z"), "y"),
        ("earliest", ("2024-05-01", "2024-05-02T09:12:00Z"), "x"),
        ("earliest", ("2024-05", "2024-05-20"), "y"),
        ("earliest", ("2024", None), "x"),
        ("latest", ("2024-05-02", "2024-05-02T09:12:00Z"), "y"),
        ("latest", ("2024-05-03", "2024-05-02T09:12:00Z"), "x"),
    ],
)
def test_a_day_comes_neither_before_nor_after_a_time_of_that_day(tmp_path, keep, dates, kept):
    rows = [{"id": name, "published_at": at, "text": story(5)} for name, at in zip("xy", dates, strict=True)]
    assert kept_ids(cleaned(tmp_path, rows, keep=keep)) == {kept}


def test_the_exact_level_alone_keeps_near_copies(tmp_path, corpus):
    assert removals(cleaned(tmp_path, corpus, levels=("exact",))) == {"a": ("exact", "b")}


def test_short_and_empty_documents_are_listed_and_kept(tmp_path, corpus):
    result = cleaned(tmp_path, corpus)
    assert dict(result.listed.select("document_id", "why").iter_rows()) == {"g": "empty", "h": "short"}
    assert {"g", "h"} <= kept_ids(result)


def test_the_short_level_removes_short_documents(tmp_path, corpus):
    result = cleaned(tmp_path, corpus, levels=("exact", "short"), short=3)
    assert removals(result) == {"a": ("exact", "b"), "g": ("short", None), "h": ("short", None)}
    assert result.listed.is_empty()
    assert explain(result.out, "g")[0].removed["kind"] == "short"
    again = clean(again=result.out, out=tmp_path / "again", options=options_of(levels=("exact", "short"), short=2))
    assert removals(again) == {"a": ("exact", "b"), "g": ("short", None)}


def test_a_repeated_block_is_cut_and_its_first_occurrence_recorded(tmp_path, corpus):
    result = cleaned(tmp_path, corpus)
    (cut,) = result.cuts.filter(pl.col("reason") == "repeats").iter_rows(named=True)
    assert (cut["document_id"], cut["still_id"], cut["still_start"]) == ("e", "e", 0)
    assert cut["text"].strip() == story(2)


def test_a_doubled_text_is_written_once(tmp_path, corpus):
    result = cleaned(tmp_path, corpus)
    texts = dict(pl.read_parquet(result.out / "data" / "train-00000-of-00001.parquet").select("id", "text").iter_rows())
    assert texts["e"] == story(2)
    assert texts["f"].strip() == story(3)


def test_a_line_under_many_stories_of_an_outlet_is_cut(tmp_path):
    rows = [{"id": str(n), "outlet": "Post", "text": f"{story(n)}\nWrite to the desk of the Post"} for n in range(6)]
    rows += [{"id": "x", "outlet": "Gazette", "text": f"{story(9)}\nWrite to the desk of the Post"}]
    result = cleaned(tmp_path, rows)
    assert set(result.cuts["document_id"]) == {str(n) for n in range(6)}
    assert set(result.cuts["text"].str.strip_chars()) == {"Write to the desk of the Post"}


def test_lines_of_versions_of_one_story_are_no_boilerplate(tmp_path):
    rows = [{"id": str(n), "outlet": "Post", "text": f"{story(1)}\nUpdate number {n}."} for n in range(9)]
    assert cleaned(tmp_path, rows, levels=("boilerplate",)).cuts.is_empty()


def test_lines_of_a_story_that_is_rewritten_often_are_no_boilerplate(tmp_path):
    kept = "\n".join(story(1, 240).split("\n")[:12])
    bodies = [f"{story(90 + n, 120)}\n{kept}" for n in range(9)] + [story(n, 120) for n in range(20, 30)]
    rows = [{"id": str(n), "outlet": "Post", "text": f"{text}\nThe desk of the Post"} for n, text in enumerate(bodies)]
    result = cleaned(tmp_path, rows, levels=("boilerplate",))
    assert set(result.cuts["text"].str.strip_chars()) == {"The desk of the Post"}
    assert result.cuts.height == 19


def test_lines_of_many_copies_of_one_text_are_no_boilerplate(tmp_path):
    rows = [{"id": str(n), "outlet": "Post", "text": story(1)} for n in range(120)]
    assert cleaned(tmp_path, rows, levels=("boilerplate",)).cuts.is_empty()


def test_the_contained_level_removes_contained_documents(tmp_path):
    rows = [{"id": "long", "text": story(1, 300)}, {"id": "part", "text": "\n".join(story(1, 300).split("\n")[5:12])}]
    assert removals(cleaned(tmp_path, rows, levels=("exact", "near"))) == {}
    assert removals(cleaned(tmp_path, rows, levels=("contained",))) == {"part": ("contained", "long")}


def test_a_shared_passage_is_cut_from_the_later_document(tmp_path, corpus):
    result = cleaned(tmp_path, corpus, levels=("passages",), passage=30, keep="first")
    cut = result.cuts.filter(pl.col("document_id") == "j").row(0, named=True)
    assert cut["still_id"] == "i"
    assert story(4)[cut["still_start"] : cut["still_stop"]] == cut["text"].strip()


def test_every_removed_document_matches_its_kept_one_directly(tmp_path):
    chain = [edited(story(1, 400), every) for every in (400, 90, 60, 40, 30)]
    rows = [{"id": str(n), "text": text} for n, text in enumerate(chain)]
    result = cleaned(tmp_path, rows, levels=("near",), keep="first")
    assert not set(result.removed["kept_id"]) & set(result.removed["document_id"])
    assert result.removed["jaccard"].min() >= 0.7


def test_a_document_with_an_evaluation_item_is_removed(tmp_path):
    rows = [
        {"id": "clean", "text": story(1)},
        {
            "id": "leak",
            "text": story(2) + "\nWhich harbour did the grey ferry leave at dawn on that cold Sunday in March?",
        },
    ]
    items = lines(
        tmp_path,
        [
            {
                "question": "Which harbour did the grey ferry leave at dawn on that cold Sunday in March?",
                "answer": "None",
            }
        ],
        "eval/items.jsonl",
    )
    result = clean([lines(tmp_path, rows)], tmp_path / "out", against=[items])
    assert removals(result) == {"leak": ("evaluation", "items.jsonl#1")}


def test_copies_of_an_earlier_release_are_removed(tmp_path, corpus):
    clean([lines(tmp_path, corpus[:2])], tmp_path / "old")
    new = lines(tmp_path, [corpus[3], corpus[8]], "new.jsonl")
    result = clean([new], tmp_path / "out", known=[tmp_path / "old"])
    assert removals(result) == {"d": ("near", "b")}
    assert result.removed["kept_in_earlier_release"].to_list() == [True]
    assert kept_ids(result) == {"i"}


def test_repeats_in_an_earlier_release_are_not_counted_as_cuts(tmp_path, corpus):
    known = lines(tmp_path, [corpus[4]], "old.jsonl")
    result = clean([lines(tmp_path, [corpus[8]])], tmp_path / "out", known=[known])
    assert result.cuts.is_empty()
    assert result.totals["characters_left"] == result.totals["characters"] == len(corpus[8]["text"])


def test_an_evaluation_set_is_no_earlier_release(tmp_path, corpus):
    result = clean(
        [lines(tmp_path, corpus[:2])], tmp_path / "out", against=[lines(tmp_path, corpus[:1], "items.jsonl")]
    )
    assert set(result.removed["kind"]) == {"evaluation"}
    assert result.removed["kept_in_earlier_release"].to_list() == [False, False]


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_same_bytes_whatever_the_order_of_the_paths(tmp_path, corpus):
    first, second = lines(tmp_path, corpus[:5], "a.jsonl"), lines(tmp_path, corpus[5:], "b.jsonl")
    out = tmp_path / "out"
    clean([first, second], out)
    before = bytes_of(out)
    clean([second, first], out)
    assert bytes_of(out) == before


def test_the_same_bytes_whatever_the_limits(tmp_path, corpus):
    path = lines(tmp_path, corpus)
    outputs = []
    for threads, memory in ((1, None), (2, "1GB"), (5, "8GiB")):
        clean([path], tmp_path / "out", threads=threads, memory=memory)
        outputs.append(bytes_of(tmp_path / "out"))
    assert outputs[0] == outputs[1] == outputs[2]


def test_large_buckets_give_the_same_removals_as_small_ones(tmp_path):
    rows = [{"id": f"{n:02}", "text": edited(story(n % 3, 200), 40 + n)} for n in range(30)]
    usual = removals(cleaned(tmp_path, rows, levels=("near",), keep="first"))
    small = {"near_bucket": 4, "near_representatives": 1}
    assert set(removals(cleaned(tmp_path, rows, levels=("near",), keep="first", **small))) == set(usual)


def test_another_threshold_is_decided_from_stored_measures(tmp_path):
    rows = [{"id": str(n), "text": edited(story(1, 300), every)} for n, every in enumerate((300, 100, 50, 30, 24))]
    path = lines(tmp_path, rows)
    clean([path], tmp_path / "one", options=CleaningOptions(keep="first"))
    fresh = clean([path], tmp_path / "two", options=options_of(keep="longest", near=0.8))
    again = clean(again=tmp_path / "one", out=tmp_path / "three", options=options_of(keep="longest", near=0.8))
    assert again.removed.equals(fresh.removed)
    assert pl.read_parquet(tmp_path / "three/data/train-00000-of-00001.parquet").equals(
        pl.read_parquet(tmp_path / "two/data/train-00000-of-00001.parquet")
    )


def test_a_threshold_below_the_stored_measures_is_refused(tmp_path, corpus):
    cleaned(tmp_path, corpus, floor=0.6)
    with pytest.raises(UsageError, match=r"below 0\.6"):
        clean(again=tmp_path / "out", out=tmp_path / "new", options=options_of(near=0.5))


@pytest.mark.parametrize("why", ["short", "evaluation"])
def test_stored_pairs_name_the_documents_that_were_compared(tmp_path, why):
    aside = "a b" if why == "short" else story(9, 60) + " and some words of its own"
    rows = [{"id": "aside", "text": aside}] + [
        {"id": str(n), "text": edited(story(1, 300), every)} for n, every in enumerate((300, 60))
    ]
    (tmp_path / "evaluation.jsonl").write_text(json.dumps({"text": story(9, 60)}) + "\n")
    against = [tmp_path / "evaluation.jsonl"] if why == "evaluation" else ()
    levels = ("exact", "near", "short") if why == "short" else ("exact", "near")
    options = CleaningOptions(levels=levels, keep="first")
    result = clean([lines(tmp_path, rows)], tmp_path / "out", against=against, options=options)
    assert {"aside": why, "1": "near"}.items() <= {k: v[0] for k, v in removals(result).items()}.items()
    names = dict(
        pl.read_parquet(result.out / "measures/documents.parquet").select("document", "document_id").iter_rows()
    )
    pairs = pl.read_parquet(result.out / "measures/likeness.parquet")
    assert [{names[left], names[right]} for left, right in pairs.select("left", "right").iter_rows()] == [{"0", "1"}]


def test_a_lower_threshold_needs_a_lower_recall(tmp_path):
    rows = [{"id": str(n), "text": edited(story(1, 300), every)} for n, every in enumerate((300, 60, 30))]
    result = cleaned(tmp_path, rows, near=0.9)
    with pytest.raises(UsageError, match=r"probability of 0\.\d+ only"):
        clean(again=result.out, out=tmp_path / "new", options=options_of(near=0.85))
    again = clean(again=result.out, out=tmp_path / "new", options=options_of(near=0.85, recall=0.9))
    assert (result.removed.height, again.removed.height) == (0, 1)


def test_paths_and_an_earlier_output_exclude_each_other(tmp_path, corpus):
    result = cleaned(tmp_path, corpus)
    with pytest.raises(UsageError, match="from its own measures"):
        clean([tmp_path / "in.jsonl"], tmp_path / "new", again=result.out)


def test_a_dry_run_writes_nothing(tmp_path, corpus):
    path = lines(tmp_path, corpus)
    result = clean([path], dry_run=True)
    assert result.totals["removed"] == 3
    assert [each.name for each in tmp_path.iterdir()] == ["in.jsonl"]


def test_the_disposition_of_a_document_is_explained(tmp_path, corpus):
    result = cleaned(tmp_path, corpus)
    (removed,) = explain(result.out, "d")
    assert (removed.removed["kind"], removed.removed["kept_id"]) == ("near", "b")
    (kept,) = explain(result.out, "b")
    assert set(kept.copies["document_id"]) == {"a", "c", "d"}
    with pytest.raises(UsageError, match="called 'nobody'"):
        explain(result.out, "nobody")


def test_a_unique_prefix_of_an_id_is_enough(tmp_path):
    result = cleaned(
        tmp_path, [{"id": name, "text": story(n)} for n, name in enumerate(("ferry-1", "ferry-2", "mayor"))]
    )
    assert explain(result.out, "may")[0].document["document_id"] == "mayor"
    assert explain(result.out, "ferry-2")[0].document["document_id"] == "ferry-2"
    with pytest.raises(UsageError, match="2 ids begin with 'fer'"):
        explain(result.out, "fer")


DYING = """
import os, pathlib, signal, sys
from provenance.cleaning.clean import clean
left, rename = int(sys.argv[1]), pathlib.Path.rename
def dying(path, target):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(path, target)
pathlib.Path.rename = dying
clean([sys.argv[2]], sys.argv[3])
"""


def killed(step: int, path: Path, out: Path) -> bool:
    """Clean, and be killed after so many renamed files; whether it came to that."""
    command = [sys.executable, "-c", DYING, str(step), str(path), str(out)]
    code = subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode
    assert code in (0, -signal.SIGKILL)
    return code != 0


def test_a_run_killed_repeatedly_leaves_the_old_output_until_the_new_one_is_complete(tmp_path, corpus):
    folder, out = tmp_path / "in", tmp_path / "out"
    lines(folder, corpus[:3], "a.jsonl")
    clean([folder], out)
    before = bytes_of(out)
    lines(folder, corpus[3:], "b.jsonl")
    there: dict[str, int] = {}
    kills = 0
    while killed(9, folder, out):
        kills += 1
        assert bytes_of(out if out.exists() else tmp_path / ".out.before") == before
        parts = {str(path): path.stat().st_ino for path in (tmp_path / ".out.partial").rglob("*.done")}
        assert {**parts, **there} == parts  # what is done is not done again
        there = parts
    assert kills >= 2
    went_on = bytes_of(out)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    shutil.rmtree(out)
    clean([folder], out)
    assert bytes_of(out) == went_on


def test_a_run_killed_between_two_outputs_is_recovered_by_the_next(tmp_path, corpus):
    result = cleaned(tmp_path, corpus)
    before = bytes_of(result.out)
    result.out.rename(tmp_path / ".out.before")  # as it is when the old is out of the way and the new not yet there
    with pytest.raises(UsageError, match="--prefer"):
        cleaned(tmp_path, corpus, prefer=("no such column",))
    assert bytes_of(result.out) == before


def test_a_folder_that_no_cleaning_wrote_is_not_touched(tmp_path, corpus):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="not made by clean"):
        cleaned(tmp_path, corpus)


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"levels": ["nearly"]}, "no level nearly"),
        ({"keep": "best"}, "no choice of what stays best"),
        ({"settings": {"nearness": "1"}}, "no setting 'nearness'"),
        ({"settings": {"near": "high"}}, "near is 'high'"),
        ({"settings": {"near": "7"}}, "near is 7"),
    ],
)
def test_unknown_options_are_refused(choices, expected):
    with pytest.raises(UsageError, match=expected):
        cleaning_options(**choices)


@pytest.mark.parametrize(
    "expression", ["outlett = 'Post'", "tokens; SELECT 1", "tokens) AS x, (1", "tokens, 1", "max(tokens)", "outlet", ""]
)
def test_a_preference_that_is_no_sql_expression_is_refused(tmp_path, corpus, expression):
    with pytest.raises(UsageError, match=re.escape(f"--prefer {expression}: ")):
        cleaned(tmp_path, corpus, prefer=(expression,))


def test_a_preference_may_look_at_all_documents(tmp_path, corpus):
    expression = "published_at = (SELECT max(published_at) FROM documents)"
    assert set(cleaned(tmp_path, corpus, prefer=(expression,)).removed["kept_id"]) == {"d"}


def test_an_empty_folder_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no file to read"):
        clean([tmp_path / "empty"], tmp_path / "out")


def test_bad_lines_are_set_aside(tmp_path, corpus):
    path = lines(tmp_path, corpus)
    path.write_text("no json\n" + path.read_text())
    result = clean([path], tmp_path / "out")
    assert result.partial
    assert result.set_aside["reason"][0].startswith("not JSON")


def test_the_report_loads_nothing_and_escapes_texts(tmp_path, corpus):
    corpus[3]["text"] = "<script>alert(1)</script> " + corpus[3]["text"]
    page = (cleaned(tmp_path, corpus).out / "report.html").read_text()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "http:" not in page
    assert "https:" not in page
    assert "threshold 0.7" in page


def test_the_fourth_seed_keeps_its_first_block(tmp_path, corpora):
    seeds = corpora / "seeds"
    result = clean([seeds], tmp_path / "out")
    text = next(path for path in seeds.iterdir() if path.name.startswith("004")).read_text(encoding="utf-8")
    frame = pl.read_parquet(result.out / "data" / "train-00000-of-00001.parquet")
    assert frame.filter(pl.col("document_id").str.starts_with("004"))["text"][0] == text[:2918]


def test_the_staging_folder_is_no_input(tmp_path, corpus):
    lines(tmp_path, corpus)
    (tmp_path / ".out.partial").mkdir()
    result = clean([tmp_path], tmp_path / "out")
    assert not result.partial
