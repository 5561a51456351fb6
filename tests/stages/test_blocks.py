"""A document falls into blocks that cover it, each of a kind and a language."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from provenance.settings import Settings
from provenance.stages.blocks import blocks
from provenance.tables import BLOCKS, DOCUMENTS
from provenance.text.hashes import block_hash
from provenance.text.language import identify_languages
from provenance.text.normal import normal_form

STORY = "The ferry left the harbour at dawn, and the gulls went with it as far as the second buoy."


def cut(*texts: str, settings: Settings | None = None, **columns: str) -> pl.DataFrame:
    rows = [
        {"document": number, "document_id": f"d{number}", "text": text, **columns} for number, text in enumerate(texts)
    ]
    return blocks(pl.DataFrame(rows, schema=DOCUMENTS.schema()), settings or Settings())


def pieces(text: str, **columns: str) -> list[str]:
    return [text[start:stop] for start, stop in cut(text, **columns).select("start", "stop").iter_rows()]


def kinds(text: str, **columns: str) -> list[str]:
    return cut(text, **columns)["kind"].to_list()


def test_columns_are_those_of_the_table() -> None:
    assert cut(STORY).schema == pl.DataFrame(schema=BLOCKS.schema()).schema


@pytest.mark.parametrize("text", ["", " \n\t\n ", "\u00a0", "\r\n\r\n"])
def test_white_space_has_no_block(text: str) -> None:
    assert cut(text).is_empty()


@pytest.mark.parametrize("end", ["\n", "\n\n", "\r\n", "\r", "\u2028", " \n \n"])
def test_line_ends_part_blocks(end: str) -> None:
    assert pieces(f"{STORY}{end}Zweite Zeile – für sich") == [STORY, "Zweite Zeile – für sich"]


def test_marks_of_scraped_pages_part_blocks() -> None:
    assert pieces(f"Headline ### {STORY} ### Share") == ["Headline", "###", STORY, "###", "Share"]


def test_lines_wrapped_at_a_width_are_one_block() -> None:
    wide = [
        line.ljust(60, "x")
        for line in ("the first line of a letter", "goes on here", "and here", "and here too", "again")
    ]
    text = "\n".join(wide) + "\nends.\n\nSecond paragraph."
    assert pieces(text)[1:] == ["Second paragraph."]


def test_long_blocks_are_parted_after_a_sentence() -> None:
    text = " ".join(f"Sentence number {number} is of no great length." for number in range(100))
    found = cut(text, settings=Settings().replace(block_characters=400))
    assert (found["stop"] - found["start"]).max() <= 400
    assert all(text[stop - 1] == "." for stop in found["stop"])


texts = st.text(alphabet=st.sampled_from(list("ab .。\n\r中文é\u200b\U0001f600#\t")), max_size=200)


@effort(max_examples=25)
@given(st.lists(texts, min_size=1, max_size=4))
def test_blocks_cover_the_text_in_order_without_overlap(given_texts: list[str]) -> None:
    found = cut(*given_texts, settings=Settings().replace(block_characters=200))
    for number, text in enumerate(given_texts):
        spans = found.filter(pl.col("document") == number).select("start", "stop", "block").rows()
        assert [block for _, _, block in spans] == list(range(len(spans)))
        reach = 0
        for start, stop, _ in spans:
            assert reach <= start < stop
            assert not text[reach:start].strip()
            reach = stop
        assert not text[reach:].strip()


@effort(max_examples=25)
@given(st.lists(texts, min_size=2, max_size=5))
def test_a_document_is_cut_the_same_alone_and_among_others(given_texts: list[str]) -> None:
    together = cut(*given_texts).drop("document").rows()
    assert together == [row for text in given_texts for row in cut(text).drop("document").rows()]


@effort(max_examples=25)
@given(st.text(max_size=80) | st.text(alphabet="aÀé…“”，（中かナ한пІ ï\u00a0ßıK", max_size=40))
def test_hash_is_that_of_the_normal_form(text: str) -> None:
    for found, hashed in zip(pieces(text), cut(text)["text_hash"], strict=True):
        assert hashed == block_hash(normal_form(found))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Powered by Froala Editor", "boilerplate"),
        ("Advertisement", "boilerplate"),
        ("* * *", "boilerplate"),
        ("© 2024 Harbor Ledger. All rights reserved.", "credit"),
        ("This article originally appeared in The Lantern.", "credit"),
        ("（编译：林小禾）", "credit"),
        ("(Quelle: APA/sda/dpa)", "credit"),
        ("By Jonas Peel, CNN", "byline"),
        ("（記者林小禾／台北報導）", "byline"),
        ("July 15, 2018 05:02 AM", "dateline"),
        ("2024年7月11日 星期四", "dateline"),
        ("题图：市长走过大桥。", "caption"),
        ("FILE - In this file photo the mayor crosses the bridge.", "caption"),
        ("“The bridge is old,” he said, “and so am I, and so are we all.”", "quote"),
        ("He went home after the vote and slept well.", "paragraph"),
    ],
)
def test_kinds(line: str, kind: str) -> None:
    assert kinds(f"A headline\n\n{STORY}\n\n{line}\n\n{STORY}")[2] == kind


def test_headline_is_the_given_one_or_the_first_line() -> None:
    assert kinds(f"Ferries return\n\n{STORY}") == ["title", "paragraph"]
    assert kinds(f"{STORY}\n\nFerries return", title="Ferries return") == ["paragraph", "title"]
    assert kinds(f"Ferries return\n\nFerries return\n\n{STORY}")[:2] == ["title", "title"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The president of the council said that the bridge would be open by the end of the week.", "en"),
        ("Le président du conseil a dit que le pont sera ouvert dans la semaine avec les écoles.", "fr"),
        ("El presidente del consejo dijo que el puente se abrirá en la semana para los vecinos.", "es"),
        ("O presidente do conselho disse que não há dinheiro para a ponte e também não há tempo.", "pt"),
        ("Der Vorsitzende des Rates sagte, dass die Brücke nicht vor dem Ende der Woche offen ist.", "de"),
        ("Председатель совета сообщил, что мост откроют до конца недели.", "ru"),
        ("Голова ради повідомив, що міст відкриють до кінця тижня.", "uk"),
        ("拜登政府正在请求帮助，这座桥将于本周末开放。", "zh-Hans"),
        ("政府正在請求幫助，這座橋將於本週末開放。", "zh-Hant"),
        ("市長は橋が週末までに開通すると述べた。", "ja"),
        ("시장은 다리가 주말까지 열릴 것이라고 말했다.", "ko"),
        ("قال رئيس المجلس إن الجسر سيفتح قبل نهاية الأسبوع", "ar"),
        ("12:45 / 3.000", None),
        ("", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert identify_languages(pl.Series([text])).to_list() == [language]


def test_each_block_has_its_own_language() -> None:
    text = f"大桥将于本周末开放，市长说这座桥已经很老了。\n\n{STORY}"
    assert cut(text)["language"].to_list() == ["zh-Hans", "en"]


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "(" * 50_000, "By " + "A" * 100_000, " ### " * 20_000, "\u0301" * 50_000, "。" * 50_000]
)
def test_hostile_text_takes_no_long_time(text: str) -> None:
    assert cut(text).height >= 1
