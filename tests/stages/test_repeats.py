"""Blocks that stand twice in one document."""

import random

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.settings import Settings
from provenance.stages.repeats import repeats
from provenance.tables import REPEATS

SETTINGS = Settings()


def sentence(number: int, words: int = 14) -> str:
    selected = random.Random(number).choices(
        [f"{a}{b}" for a in "bdfgklmnprst" for b in ("ane", "ilo", "umber", "este")], k=words
    )
    return " ".join(selected).capitalize() + "."


def paragraph(number: int, sentences: int = 4) -> str:
    return " ".join(sentence(100 * number + member) for member in range(sentences))


def found(*texts: str) -> pl.DataFrame:
    frame = pl.DataFrame(
        {"document": range(len(texts)), "text": texts}, schema={"document": pl.Int32, "text": pl.String}
    )
    return repeats(frame, SETTINGS)


def spans(text: str) -> list[tuple[int, int, int, int]]:
    return found(text).select("first_start", "first_stop", "start", "stop").rows()


def test_frame_has_the_columns_of_the_table():
    assert found("a", "").equals(REPEATS.empty())


def test_a_block_that_stands_twice_in_a_row():
    first, block, last = paragraph(1), paragraph(2), paragraph(3)
    text = "\n".join([first, block, block, last])
    start = len(first) + 1
    assert spans(text) == [(start, start + len(block), start + len(block) + 1, start + 2 * len(block) + 1)]


def test_interleaved_paragraphs_are_one_repeat():
    first, two = paragraph(1), paragraph(2)
    text = "\n\n".join([first, two, first, two])
    half = len(first) + len(two) + 2
    assert spans(text) == [(0, half, half + 2, 2 * half + 2)]


def test_doubled_paragraphs_are_repeats_of_their_own():
    first, two = paragraph(1), paragraph(2)
    assert len(spans("\n".join([first, first, two, two]))) == 2


def test_a_block_is_found_across_the_halves_of_a_long_page():
    block = paragraph(7)
    text = "\n".join([block, *(paragraph(member) for member in range(20, 60)), block, paragraph(90)])
    assert [span[:2] for span in spans(text)] == [(0, len(block))]


def test_a_few_words_may_differ():
    block = paragraph(2, 6)
    words = block.split()
    words[20] = "otherwise"
    del words[50]
    text = "\n".join([paragraph(1), block, " ".join(words), paragraph(3)])
    (row,) = found(text).rows(named=True)
    assert text[row["start"] : row["stop"]] == " ".join(words)
    assert 0.9 < row["similarity"] < 1


def test_an_edited_beginning_belongs_to_the_block():
    block = paragraph(2)
    edited = "Then " + block[0].lower() + block[1:]
    text = "\n".join([block, paragraph(1), edited])
    (row,) = found(text).rows(named=True)
    assert text[row["start"] : row["stop"]] == edited


def test_a_single_repeated_sentence_is_no_repeat():
    assert spans("\n".join([sentence(1), paragraph(2), sentence(1), paragraph(3)])) == []


def test_a_clause_in_a_caption_is_no_repeat():
    body = paragraph(2)
    assert spans(body + "\n" + paragraph(4) + "\n" + body.split(".")[1].strip()) == []


def test_chinese():
    block = (
        "港口管理局周二表示，在冰层融化之前，港口将继续关闭。"
        "十一艘船在防波堤外等候，其中两艘淡水不足。"
        "周日晚上，一艘油轮擦伤外墙后，引航员拒绝引船进港。"
        "没有人受伤，但一台起重机掉进了港池，堵住了内码头。"
    )
    text = "今天的新闻。\n" + block + "\n" + "镇上的面包店卖隔夜面包，人们排队购买。\n" + block
    start = len("今天的新闻。\n")
    assert spans(text) == [(start, start + len(block), len(text) - len(block), len(text))]


def test_three_times_gives_two_repeats_of_the_first():
    block = paragraph(2)
    assert {span[:2] for span in spans("\n".join([block, block, block]))} == {(0, len(block))}


def test_a_line_repeated_ten_thousand_times_is_bounded():
    rows = found("The same line stands here again and again, it never ends.\n" * 10_000)
    assert 0 < rows.height < 40
    assert (rows["first_stop"] <= rows["start"]).all()


def test_documents_do_not_influence_one_another():
    block = paragraph(2)
    alone = found(block + "\n" + block).drop("document")
    assert found(paragraph(1), block + "\n" + block, block).drop("document").equals(alone)


@settings(max_examples=30)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=8))
def test_every_repeat_agrees_with_its_first_occurrence(order):
    text = "\n".join(paragraph(member) for member in order)
    covered = 0
    for first_start, first_stop, start, stop in spans(text):
        assert first_stop <= start
        assert text[first_start:first_stop] == text[start:stop]
        covered += stop - start
    again = [member for place, member in enumerate(order) if member in order[:place]]
    assert covered >= sum(len(paragraph(member)) for member in again)


def test_repeats_of_the_made_documents(corpora):
    documents = pl.read_parquet(corpora / "trees" / "docs.parquet").sort("document_id").with_row_index("document")
    truth = pl.read_csv(corpora / "trees" / "truth_repeats.csv")
    rows = repeats(documents.select(pl.col("document").cast(pl.Int32), "text"), SETTINGS)
    flagged = documents.join(rows.select(pl.col("document").cast(pl.UInt32)).unique(), on="document")
    assert set(flagged["document_id"]) == set(truth["document_id"])
