"""Only what stands elsewhere, in the same words, goes; what differs in a fact stays."""

import numpy as np
import pytest

from provenance.cleaning.scan import agreeing_sentences
from provenance.cleaning.scan.agreeing_sentences import Sentence, agreeing_runs
from tests.cleaning.conftest import cleaned, story
from tests.cleaning.test_clean import removals


def test_a_document_with_other_facts_is_not_contained(tmp_path):
    body = story(1, 200)
    part = "\n".join(body.split("\n")[2:14])
    rows = [
        {"id": "long", "text": f"{body}\nThe fee of 31 crowns will be paid in Lunden on Monday."},
        {"id": "number", "text": f"{part}\nThe fee of 47 crowns will be paid in Lunden on Monday."},
        {"id": "name", "text": f"{part}\nThe fee of 31 crowns will be paid in Astad on Monday."},
        {"id": "negation", "text": f"{part}\nThe fee of 31 crowns will not be paid in Lunden on Monday."},
        {"id": "part", "text": f"{part}\nThe fee of 31 crowns will be paid in Lunden on Monday."},
    ]
    result = cleaned(tmp_path, rows, levels=("contained",), keep="first")
    assert removals(result) == {"part": ("contained", "long")}


def test_a_passage_is_cut_in_whole_sentences_that_stand_in_the_other_document(tmp_path):
    shared = story(7, 60).split("\n"), story(8, 60).split("\n")
    texts = [
        "\n".join([story(n, 60), *shared[0], f"The board of number {n} asked for {n * 1000} crowns.", *shared[1]])
        for n in (1, 2)
    ]
    rows = [{"id": str(n), "text": text} for n, text in enumerate(texts)]
    result = cleaned(tmp_path, rows, levels=("passages",), passage=30, keep="first")
    assert [cut.strip() for cut in result.cuts["text"]] == ["\n".join(part) for part in shared]
    for cut in result.cuts.iter_rows(named=True):
        assert texts[0][cut["still_start"] : cut["still_stop"]] == cut["text"].strip()


def test_of_a_repeat_only_the_sentences_that_are_the_same_are_cut(tmp_path):
    first = story(1, 120).split("\n")
    later = [*first[:5], first[5].replace(".", " 52."), *first[6:]]
    rows = [{"id": "a", "text": "\n".join([*first, story(2, 60), *later])}]
    result = cleaned(tmp_path, rows, repeat_words=40)
    assert [cut.strip() for cut in result.cuts["text"]] == ["\n".join(first[:5]), "\n".join(first[6:])]


@pytest.mark.parametrize(
    "line",
    [
        "Terms of the sale were kept from the workers, but the price of the\nmill was known.",
        "Cookie bakers of the valley met in the old mill for a feast.",
        "The shop sells bread, flour and\ncookies, which come from the valley.",
        "Trending upward since May, the price of wood rose again.",
    ],
)
def test_prose_that_begins_as_page_furniture_does_is_kept(tmp_path, line):
    rows = [{"id": "a", "text": f"The mayor spoke to the workers on Monday.\n{line}\nNobody answered her."}]
    assert cleaned(tmp_path, rows).cuts.is_empty()


def test_page_furniture_among_furniture_is_cut(tmp_path):
    furniture = [
        "Share on Facebook",
        "Sign up for our newsletter",
        "Read more: the mayor and the mill",
        "Advertisement",
    ]
    rows = [{"id": "a", "text": "\n".join(["The mayor spoke to the workers on Monday.", *furniture])}]
    assert "".join(cleaned(tmp_path, rows).cuts["text"]).split("\n")[-4:] == furniture


def test_a_copy_that_is_exact_only_without_its_furniture_says_so(tmp_path):
    rows = [{"id": "a", "text": story(1)}, {"id": "b", "text": f"{story(1)}\nAdvertisement"}]
    rows += [{"id": "c", "text": f"{story(1)}\nAdvertisement"}]
    assert removals(cleaned(tmp_path, rows, keep="first")) == {
        "b": ("exact_after_cuts", "a"),
        "c": ("exact_after_cuts", "a"),
    }


def test_runs_of_sentences_that_recur_often_are_those_that_trying_all_places_finds(monkeypatch):
    chosen = np.random.default_rng(7)
    sentences = [
        [Sentence(10 * at, 10 * at + 9, str(key), 2) for at, key in enumerate(chosen.integers(0, kinds, 40))]
        for kinds in (1, 2, 3, 5) * 20
    ]
    pairs = list(zip(sentences[::2], sentences[1::2], strict=True))
    found = []
    for few in (0, 1 << 30):
        monkeypatch.setattr(agreeing_sentences, "FEW_PLACES", few)
        found.append([agreeing_runs(own, others, 2) for own, others in pairs])
    assert found[0] == found[1]
    assert any(len(runs) > 1 for runs in found[0])
