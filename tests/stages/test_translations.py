"""Translations and paraphrases between documents and inside one; what is embedded, and which documents are aligned."""

import random

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.settings import Settings
from provenance.stages.merge_evidence import Evidence, merge_evidence
from provenance.stages.sentence_vectors import bodies, document_simhashes, neighbours, sentences
from provenance.stages.translations import TranslationFrames, inner_translations, translations
from provenance.tables import (
    BLOCKS,
    BODIES,
    DOCUMENT_SIMHASHES,
    DOCUMENTS,
    MATCHES,
    PAIRS,
    PASSAGES,
    SENTENCES,
    SKIPS,
    VECTORS,
)
from provenance.text.hashes import block_hash

EN = [
    "The ferry to Halm was late by three hours on Monday.",
    "Passengers slept on the floor of the small hall.",
    "The company blamed a broken pump in the engine room.",
    "A spokeswoman promised to pay for every hotel night.",
    "The mayor wants a second ship before the summer.",
    "Fishermen offered to take children across for free.",
]
ZH = [
    "周一开往哈尔姆的渡轮晚点三小时。",
    "乘客们睡在小候船厅的地板上。",
    "公司将此归咎于机舱内一台损坏的水泵。",
    "一位女发言人承诺支付每一晚的酒店费用。",
    "市长希望在夏季之前再添一艘船。",
    "渔民们提出免费载孩子们过海。",
]
OTHER = [
    "Rain spoiled the opening of the museum of clocks.",
    "Its founder had collected them for half a century.",
    "The oldest piece once told monks when to pray.",
    "Children may wind one of them by hand on Sundays.",
]
MEANING = {text: key for texts in (EN, ZH) for key, text in enumerate(texts)} | {t: 50 + k for k, t in enumerate(OTHER)}


def vector(text: str, own: float = 0.5) -> bytes:
    """A vector that follows from the meaning of the sentence and a little from its words."""
    meaning = np.random.default_rng(MEANING.get(text, block_hash(text) % 2**32)).normal(size=512)
    combined = meaning + own * np.random.default_rng(block_hash(text) % 2**32).normal(size=512)
    return np.rint(combined * 127 / np.abs(combined).max()).astype(np.int8).tobytes()


def documents(**texts: str) -> pl.DataFrame:
    rows = [{"document": key, "document_id": name, "text": text} for key, (name, text) in enumerate(texts.items())]
    return pl.DataFrame(rows, schema=DOCUMENTS.schema())


def blocks_of(frame: pl.DataFrame, kinds: dict[str, str] | None = None) -> pl.DataFrame:
    """One block a line: Chinese where it begins so, else English."""
    rows = []
    for document, text in frame.select("document", "text").iter_rows():
        start = 0
        for block, line in enumerate(text.split("\n")):
            language = "zh-Hans" if line[:1] >= "一" else "en"
            kind = (kinds or {}).get(line, "paragraph")
            rows.append((document, block, kind, start, start + len(line), language, 0))
            start += len(line) + 1
    return pl.DataFrame(rows, schema=BLOCKS.schema(), orient="row").filter(pl.col("start") < pl.col("stop"))


def given_vectors(frame: pl.DataFrame, result: pl.DataFrame) -> pl.DataFrame:
    texts = dict(frame.select("document", "text").iter_rows())
    rows = {
        block_hash(t): vector(t)
        for d, a, b in result.select("document", "start", "stop").iter_rows()
        for t in [texts[d][a:b]]
    }
    return pl.DataFrame({"text_hash": list(rows), "vector": list(rows.values())}, schema=VECTORS.schema())


def prepared(frame: pl.DataFrame):
    result = sentences(frame, blocks_of(frame), SKIPS.empty(), Settings())
    return frame, result, given_vectors(frame, result)


def all_pairs(frame: pl.DataFrame) -> pl.DataFrame:
    keys = frame["document"].to_list()
    return pl.DataFrame([(a, b) for a in keys for b in keys if a < b], schema=PAIRS.schema(), orient="row")


def found_in(frame: pl.DataFrame, numbers: Settings | None = None) -> TranslationFrames:
    parts = prepared(frame)
    return translations(all_pairs(frame), *parts, numbers or Settings())


def text_of(frame: pl.DataFrame, passages: pl.DataFrame) -> list[tuple[str, str]]:
    texts = dict(frame.select("document", "text").iter_rows())
    return [
        (texts[p["left"]][p["left_start"] : p["left_stop"]], texts[p["right"]][p["right_start"] : p["right_stop"]])
        for p in passages.iter_rows(named=True)
    ]


# -- sentences ---------------------------------------------------------------------------------------------------------


def test_sentences_have_exact_offsets_and_a_language():
    frame = documents(a="\n".join([" ".join(EN), "".join(ZH)]))
    result = sentences(frame, blocks_of(frame), SKIPS.empty(), Settings())
    text = frame["text"][0]
    assert result.schema == pl.Schema(SENTENCES.schema())
    assert [text[a:b] for a, b in result.select("start", "stop").iter_rows()] == EN + ZH
    assert result["language"].to_list() == ["en"] * 6 + ["zh"] * 6


def test_sentences_of_boilerplate_and_skips_are_left_out():
    frame = documents(a="\n".join(EN))
    skips = pl.DataFrame([(0, 0, len(EN[0]) - 3)], schema=SKIPS.schema(), orient="row")
    result = sentences(frame, blocks_of(frame, {EN[1]: "boilerplate"}), skips, Settings())
    assert result["start"][0] == len(EN[0]) + len(EN[1]) + 2
    assert result["sentence"].to_list() == [0, 1, 2, 3]


def test_a_single_block_of_another_language_gets_that_of_its_document():
    frame = documents(a="\n".join([*EN, *EN, ZH[0][:5]]))
    assert set(sentences(frame, blocks_of(frame), SKIPS.empty(), Settings())["language"]) == {"en"}


# -- across documents --------------------------------------------------------------------------------------------------


def test_a_translation_matches_its_original_sentence_by_sentence():
    frame = documents(a=" ".join(EN), b="".join(ZH), c=" ".join(OTHER))
    matches, passages = found_in(frame)
    assert matches.select("left", "right", "kind", "passage_count").rows() == [(0, 1, "translation", 6)]
    assert matches.select("contained_left", "contained_right").row(0) == (1.0, 1.0)
    assert text_of(frame, passages) == list(zip(EN, ZH, strict=True))
    assert set(passages["kind"]) == {"translated"}
    assert matches.schema == pl.Schema(MATCHES.schema())
    assert passages.schema == pl.Schema(PASSAGES.schema())


def test_a_cut_translation_with_a_moved_sentence_matches():
    frame = documents(a=" ".join(EN), b="".join([ZH[5], *ZH[:4]]))
    matches, passages = found_in(frame)
    assert matches["kind"].to_list() == ["translation"]
    assert sorted(text_of(frame, passages)) == sorted(zip([EN[5], *EN[:4]], [ZH[5], *ZH[:4]], strict=True))


def test_other_words_of_the_same_meaning_are_a_paraphrase():
    reworded = [
        "Monday's ferry to Halm came three hours late.",
        "People spent the night on the hall's floor.",
        "According to the company a pump in the engine room broke.",
        "Every hotel night will be paid, a spokeswoman promised.",
        "Before summer comes the mayor would like another ship.",
    ]
    MEANING.update({text: key for key, text in enumerate(reworded)})
    matches, passages = found_in(documents(a=" ".join(EN), b=" ".join(reworded)))
    assert matches["kind"].to_list() == ["paraphrase"]
    assert set(passages["kind"]) == {"paraphrased"}


def test_a_copy_is_no_paraphrase():
    assert len(found_in(documents(a=" ".join(EN), b="\n".join(EN))).matches) == 0


def numbered(numbers: list[int], language: str) -> list[str]:
    words = {"en": "The {} boats left pier after dawn today.", "el": "Τα {} πλοία έφυγαν από την προβλήτα."}
    texts = [words[language].format(number) for number in numbers]
    MEANING.update({text: 200 + key for key, text in enumerate(texts)})
    return texts


@pytest.mark.parametrize(("numbers", "found"), [([12, 34, 56, 78, 91], 1), ([21, 43, 65, 87, 19], 0)])
def test_a_low_resource_language_needs_the_same_numbers(numbers, found):
    left, right = numbered([12, 34, 56, 78, 91], "en"), numbered(numbers, "el")
    frame = documents(a=" ".join(left), b=" ".join(right))
    sentence = sentences(frame, blocks_of(frame), SKIPS.empty(), Settings())
    sentence = sentence.with_columns(language=pl.when(pl.col("document") == 1).then(pl.lit("el")).otherwise("language"))
    rows = [(block_hash(text), vector(text, own=1.6)) for text in (*left, *right)]
    vectors = pl.DataFrame(rows, schema=VECTORS.schema(), orient="row")
    assert len(translations(all_pairs(frame), frame, sentence, vectors, Settings()).matches) == found


def test_two_links_are_not_enough():
    assert len(found_in(documents(a=" ".join(EN), b="".join(ZH[:2]))).matches) == 0


def test_reports_of_one_form_with_other_numbers_do_not_match():
    left = [f"The lottery drew {a}, {a + 11} and {a + 22} in round {k}." for k, a in enumerate((101, 203, 305, 407))]
    right = [f"In round {k + 60} the balls were {a}, {a + 9} and {a + 5}." for k, a in enumerate((517, 618, 719, 828))]
    MEANING.update({text: 90 + key for texts in (left, right) for key, text in enumerate(texts)})
    assert len(found_in(documents(a=" ".join(left), b=" ".join(right))).matches) == 0


def test_a_misidentified_language_makes_no_translation():
    frame = documents(a=" ".join(EN), b=" ".join(EN))
    result = sentences(frame, blocks_of(frame), SKIPS.empty(), Settings())
    odd = result.with_columns(language=pl.when(pl.col("document") == 1).then(pl.lit("nl")).otherwise("language"))
    assert len(translations(all_pairs(frame), frame, odd, given_vectors(frame, result), Settings()).matches) == 0


def test_without_vectors_there_are_no_matches():
    frame, result, _ = prepared(documents(a=" ".join(EN), b="".join(ZH)))
    assert len(translations(all_pairs(frame), frame, result, VECTORS.empty(), Settings()).matches) == 0
    assert len(inner_translations(frame, result, VECTORS.empty(), Settings()).matches) == 0


@given(st.randoms(use_true_random=False))
@settings(max_examples=5, deadline=None)
def test_rows_do_not_depend_on_the_order_of_the_frames(chance: random.Random):
    frame, result, vectors = prepared(
        documents(a=" ".join(EN), b="".join(ZH), c="".join([*ZH, *ZH[:2]]), d=" ".join(OTHER))
    )

    def shuffled(rows: pl.DataFrame) -> pl.DataFrame:
        return rows.sample(fraction=1, shuffle=True, seed=chance.randrange(1000))

    first = translations(all_pairs(frame), frame, result, vectors, Settings())
    again = translations(*map(shuffled, (all_pairs(frame), frame, result, vectors)), Settings())
    assert first.matches.equals(again.matches)
    assert first.passages.equals(again.passages)


# -- inside one document -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", ["apart", "interleaved"])
def test_a_document_that_holds_its_translation_matches_itself(layout):
    lines = [*ZH, *EN] if layout == "apart" else [line for combined in zip(ZH, EN, strict=True) for line in combined]
    frame = documents(a="\n".join(lines), b=" ".join(EN))
    matches, passages = inner_translations(*prepared(frame), Settings())
    assert matches.select("left", "right", "kind").rows() == [(0, 0, "translation")]
    assert text_of(frame, passages) == list(zip(ZH, EN, strict=True))


# -- copies and what says the same, together ---------------------------------------------------------------------------


def a_match(kind: str, share: float) -> pl.DataFrame:
    return pl.DataFrame([(0, 1, kind, 0.0, 0.0, share, share, 1)], schema=MATCHES.schema(), orient="row")


def test_a_copied_passage_takes_precedence_over_a_semantic_one():
    frame, result, vectors = prepared(documents(a=" ".join(EN), b="".join(ZH)))
    translated = translations(all_pairs(frame), frame, result, vectors, Settings())
    copied = pl.DataFrame([(0, 1, 0, 0, 40, 0, 10, "verbatim", 1.0)], schema=PASSAGES.schema(), orient="row")
    combined = merge_evidence(Evidence(a_match("partial", 0.1), copied), Evidence(*translated), result, Settings())
    assert combined.matches["kind"].to_list() == ["translation"]
    assert combined.passages["kind"].to_list() == ["verbatim", *["translated"] * 5]
    assert combined.passages["passage"].to_list() == list(range(6))
    assert combined.matches["passage_count"].to_list() == [6]


def test_a_copy_stays_a_copy():
    frame, result, vectors = prepared(documents(a=" ".join(EN), b="".join(ZH)))
    translated = translations(all_pairs(frame), frame, result, vectors, Settings())
    combined = merge_evidence(
        Evidence(a_match("near", 0.9), PASSAGES.empty()), Evidence(*translated), result, Settings()
    )
    assert combined.matches["kind"].to_list() == ["near"]
    assert combined.matches["contained_left"].to_list() == [1.0]


def test_semantic_matches_without_copied_text_are_unchanged():
    frame, result, vectors = prepared(documents(a=" ".join(EN), b="".join(ZH)))
    translated = translations(all_pairs(frame), frame, result, vectors, Settings())
    combined = merge_evidence(Evidence(MATCHES.empty(), PASSAGES.empty()), Evidence(*translated), result, Settings())
    assert combined.matches.equals(translated.matches)
    assert combined.passages.equals(translated.passages)


# -- neighbours --------------------------------------------------------------------------------------------------------


def test_neighbours_are_found_across_languages_with_the_smaller_text_id_left():
    frame = documents(z=" ".join(EN), b="".join(ZH), c=" ".join(OTHER))
    _, result, vectors = prepared(frame)
    sample = document_simhashes(result, vectors)
    assert sample.schema == pl.Schema(DOCUMENT_SIMHASHES.schema())
    pairs = neighbours(sample, frame, PAIRS.empty(), Settings())
    assert pairs.rows() == [(1, 0)]


def test_known_copies_do_not_crowd_out_the_others():
    frame = documents(a=" ".join(EN), b="\n".join(EN), c="".join(ZH), d="\n".join(EN))
    _, result, vectors = prepared(frame)
    matched = pl.DataFrame([(0, 1), (0, 3), (1, 3)], schema=PAIRS.schema(), orient="row")
    pairs = neighbours(document_simhashes(result, vectors), frame, matched, Settings().replace(neighbours=1))
    assert set(pairs.rows()) == {(0, 2), (1, 2), (2, 3)}


# -- bodies ------------------------------------------------------------------------------------------------------------


def plain_blocks(languages: list[list[str | None]]) -> pl.DataFrame:
    rows = [
        (key, block, "paragraph", 1100 * block, 1100 * block + 1100, language, 0)
        for key, member in enumerate(languages)
        for block, language in enumerate(member)
    ]
    return pl.DataFrame(rows, schema=BLOCKS.schema(), orient="row")


def test_bodies_have_language_size_and_whether_they_are_mixed():
    languages = [["en", "en"], ["zh-Hans", "en"], [None], [None, "de"], ["en"] * 40 + ["fr"]]
    result = bodies(plain_blocks(languages), Settings())
    assert result.schema == pl.Schema(BODIES.schema())
    assert result.rows() == [
        (0, "en", False, 20), (1, "en", True, 42), (2, None, False, 10), (3, "de", False, 20), (4, "en", False, 410)
    ]  # fmt: skip


def test_what_is_not_body_text_does_not_count():
    frame = plain_blocks([["en", "en"]]).with_columns(kind=pl.Series(["paragraph", "boilerplate"]))
    assert bodies(frame, Settings())["sentences"].to_list() == [10]
    assert bodies(frame.with_columns(kind=pl.lit("boilerplate")), Settings()).is_empty()
