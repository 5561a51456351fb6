"""Verified pairs: kinds, passages in the original texts, rejections."""

import random
import textwrap

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.settings import Settings
from provenance.stages.matches import matches, similarities
from provenance.tables import MATCHES, PAIRS, PASSAGES, REJECTIONS, SKIPS

SETTINGS = Settings()
STORY = """The harbour at Norvik will stay closed until the ice has gone, the port authority said on Tuesday.
Eleven ships are waiting outside the breakwater, and two of them are running short of fresh water.
Pilots refused to bring them in after a tanker scraped the outer wall on Sunday night.
Nobody was hurt, but a crane fell into the basin and blocks the inner quay.
Divers from the coastguard want to look at the wreck before a salvage barge is brought from the south.
The mayor said the town could live without the ferries for a week, though not for a month."""
REWORDED = """Norvik's harbour is to remain closed until the ice is gone, the port authority announced on Tuesday.
Outside the breakwater eleven ships wait, and fresh water is running short on two of them.
After a tanker scraped the outer wall on Sunday night, pilots have refused to bring in any ships.
A crane fell into the basin and now blocks the inner quay, but nobody was hurt.
Before a salvage barge comes from the south, coastguard divers want to look at the wreck.
The town could live without ferries for a week but not for a month, said the mayor."""
OTHER = """A bakery in the old town sells bread that is three days old at half its price, and people queue for it.
Its owner began with one shelf in January; now a second shop across the street does the same.
Students come in the evening, pensioners before noon, and hardly a loaf is left when the lights go out."""


def frame(*texts: str) -> pl.DataFrame:
    return pl.DataFrame(
        {"document": range(len(texts)), "text": texts}, schema={"document": pl.Int32, "text": pl.String}
    )


def verified(*texts: str, skips: pl.DataFrame | None = None, settings: Settings = SETTINGS):
    pairs = [(left, right) for left in range(len(texts)) for right in range(left + 1, len(texts))]
    candidates = pl.DataFrame(pairs, schema=PAIRS.schema(), orient="row")
    return matches(candidates, frame(*texts), SKIPS.empty() if skips is None else skips, settings)


def kind(*texts: str) -> list[str]:
    return verified(*texts).matches["kind"].to_list()


def test_frames_have_the_columns_of_the_tables():
    result = verified(STORY, STORY + OTHER, REWORDED)
    assert result.matches.schema == pl.Schema(MATCHES.schema())
    assert result.passages.schema == pl.Schema(PASSAGES.schema())
    assert result.rejections.schema == pl.Schema(REJECTIONS.schema())


def test_no_pairs():
    result = verified()
    assert result.matches.equals(MATCHES.empty())
    assert result.passages.equals(PASSAGES.empty())
    assert result.rejections.equals(REJECTIONS.empty())


def test_equal_words_are_exact_in_any_case_and_punctuation():
    assert kind(STORY, STORY.upper().replace(",", " –")) == ["exact"]


def test_a_copy_with_small_edits_is_near():
    assert kind(STORY, STORY.replace("Tuesday", "Wednesday").replace("Eleven", "Twelve")) == ["near"]


def test_an_excerpt_is_contained():
    result = verified("\n".join(STORY.splitlines()[1:3]), STORY + "\n" + OTHER)
    assert result.matches["kind"].to_list() == ["contained"]
    assert result.matches["contained_left"][0] == pytest.approx(1.0)
    assert result.matches["contained_right"][0] < 0.4


def test_some_sentences_in_common_are_partial():
    mixed = "\n".join(STORY.splitlines()[:3]) + "\n" + OTHER
    assert kind(STORY, mixed) == ["partial"]


def test_sentences_in_other_words_are_a_paraphrase():
    result = verified(STORY, REWORDED)
    assert result.matches["kind"].to_list() == ["paraphrase"]
    assert result.matches["contained_left"][0] > 0.8
    assert "paraphrased" in result.passages["kind"].to_list()


def test_one_quotation_in_two_stories_is_no_paraphrase():
    quote = '"We will not open the harbour before the ice has gone, and nobody can force us to," the captain said.'
    assert kind(OTHER + "\n" + quote, "\n".join(STORY.splitlines()[3:]) + "\n" + quote) == ["partial"]


def test_different_stories_are_rejected_with_the_reason():
    result = verified(STORY, OTHER, "")
    assert result.matches.is_empty()
    assert dict(result.rejections.iter_rows()) == {"no_shared_run": 1, "no_text": 2}


def test_offsets_give_back_the_shared_text():
    result = verified("Weather first.\n" + STORY, STORY + "\nMore to come.")
    row = result.passages.row(0, named=True)
    left, right = "Weather first.\n" + STORY, STORY + "\nMore to come."
    assert left[row["left_start"] : row["left_stop"]] == right[row["right_start"] : row["right_stop"]] == STORY[:-1]
    assert row["kind"] == "verbatim"


def test_offsets_are_code_points():
    shared = "桥已关闭，渡轮将停运一周，市长说城市可以承受，但不能超过一个月的时间。"
    result = verified("🙂🙂" + shared, "é" + shared)
    row = result.passages.row(0, named=True)
    assert (row["left_start"], row["right_start"]) == (2, 1)
    assert row["left_stop"] - row["left_start"] == len(shared) - 1


def test_boilerplate_alone_makes_no_match():
    footer = "Sign up for our newsletter and never miss a story from the harbour, the town hall and the fish market."
    texts = [OTHER + "\n" + footer, STORY + "\n" + footer]
    rows = [(i, len(text) - len(footer), len(text)) for i, text in enumerate(texts)]
    assert verified(*texts).matches.height == 1
    assert verified(*texts, skips=pl.DataFrame(rows, schema=SKIPS.schema(), orient="row")).matches.is_empty()


def test_a_hidden_character_does_not_hide_a_copy():
    assert kind(STORY, STORY.replace("harbour", "har\u00adbo\u200bur").replace("a", "а")) == ["exact"]


@given(st.permutations(range(4)))
def test_the_order_of_documents_and_pairs_changes_nothing(order):
    texts = [STORY, REWORDED, OTHER + STORY, OTHER]
    documents = frame(*texts)[order]
    pairs = pl.DataFrame([(a, b) for a in range(4) for b in range(a + 1, 4)], schema=PAIRS.schema(), orient="row")
    shuffled = pairs.sample(fraction=1, shuffle=True, seed=order[0])
    result, expected = matches(shuffled, documents, SKIPS.empty(), SETTINGS), verified(*texts)
    assert result.matches.equals(expected.matches)
    assert result.passages.equals(expected.passages)


def test_a_pair_does_not_depend_on_the_other_pairs():
    alone = verified(STORY, REWORDED)
    together = verified(STORY, REWORDED, OTHER, STORY + OTHER)
    combined = (pl.col("left") == 0) & (pl.col("right") == 1)
    assert together.matches.filter(combined).equals(alone.matches)
    assert together.passages.filter(combined).equals(alone.passages)


def test_huge_documents_are_bounded():
    words = random.Random(5).choices([f"word{i}" for i in range(300)], k=60_000)
    result = verified(" ".join(words), " ".join(words[1000:] + words[:1000]))
    assert result.matches["kind"].to_list() == ["near"]


def test_passages_of_labelled_excerpts(corpora):
    documents = pl.read_parquet(corpora / "pan13" / "docs.parquet").sort("document_id").with_row_index("document")
    truth = pl.read_csv(corpora / "pan13" / "truth_spans.csv").head(40)
    keys = dict(documents.select("document_id", "document").iter_rows())
    rows = sorted({tuple(sorted((keys[a], keys[b]))) for a, b in truth.select("document_id", "source_id").iter_rows()})
    pairs = pl.DataFrame(rows, schema=PAIRS.schema(), orient="row")
    texts = documents.select(pl.col("document").cast(pl.Int32), "text")
    result = matches(pairs, texts, SKIPS.empty(), SETTINGS)
    assert result.matches.height == pairs.height
    assert result.passages.height <= 1.1 * truth.height


def test_a_page_that_is_hardly_body_text_is_not_contained_in_another():
    """A gallery without its captions is a headline: that another page prints it too says little."""
    headline = "Ferry service to the northern islands will resume after three days of storm."
    texts = [f"{headline}\n{STORY}", f"{headline}\n{OTHER}"]
    skip = pl.DataFrame([(0, len(headline), len(texts[0]))], schema=SKIPS.schema(), orient="row")
    result = verified(*texts, skips=skip).matches
    assert result["contained_left"].item() == 1.0
    assert result["kind"].to_list() == ["partial"]


PLACES = (
    "Aalborg",
    "Bergen",
    "Cuxhaven",
    "Dover",
    "Esbjerg",
    "Flekkefjord",
    "Grimsby",
    "Hull",
    "Kiel",
    "Lerwick",
    "Narvik",
)
MENU = "\n".join(f"{place} hotels\n{place} beaches\nHire a car in {place} from the harbour" for place in PLACES)


def test_pages_that_share_only_their_menu_are_not_near():
    first, second = f"{MENU}\n{STORY}", f"{MENU}\n{OTHER}"
    result = verified(first, second).matches
    alike = verified(first, second, settings=Settings().replace(non_prose_weight=1.0)).matches["similarity"][0]
    assert result["kind"].to_list() == ["partial"]
    assert result["similarity"][0] < alike - 0.2


def test_a_story_keeps_its_similarity_under_another_menu():
    changed = STORY.replace("Tuesday", "Wednesday").replace("Eleven", "Twelve")
    bare = verified(STORY, changed).matches["similarity"][0]
    dressed = verified(STORY, f"{changed}\n{MENU[:120]}").matches
    assert dressed["kind"].to_list() == ["near"]
    assert dressed["similarity"][0] > bare - 0.1


@given(st.integers(20, 70))
def test_line_breaks_do_not_change_the_similarity(width):
    changed = STORY.replace("Tuesday", "Wednesday").replace("ships", "vessels")
    plain = verified(STORY.replace("\n", " "), changed.replace("\n", " ")).matches["similarity"][0]
    wrapped = textwrap.fill(changed, width)
    assert verified(STORY.replace("\n", " "), wrapped).matches["similarity"][0] == pytest.approx(plain, abs=0.1)


def test_similarities_are_those_of_matches_and_zero_without_one():
    texts = (STORY, STORY + OTHER, STORY.replace("Norvik", "Tromvik"), REWORDED, OTHER, "")
    pairs = [(left, right) for left in range(len(texts)) for right in range(left + 1, len(texts))]
    candidates = pl.DataFrame(pairs, schema=PAIRS.schema(), orient="row")
    result = candidates.join(verified(*texts).matches, on=["left", "right"], how="left", maintain_order="left")
    measured = similarities(candidates, frame(*texts), SKIPS.empty(), SETTINGS)
    assert measured["similarity"].to_list() == result["similarity"].fill_null(0.0).to_list()


@pytest.mark.parametrize("weight", [0.3, 0.07, 1 / 3])
def test_a_similarity_does_not_depend_on_the_other_documents(weight):
    settings = SETTINGS.replace(non_prose_weight=weight)
    menu = "\n".join(f"Section {number}" for number in range(40))
    pair = (f"{menu}\n{STORY}\n{menu}", f"{STORY.replace('Norvik', 'Tromvik')}\n{menu}")
    alone = verified(*pair, settings=settings).matches["similarity"].to_list()
    remaining = [f"{menu} {number}\n{OTHER}" for number in range(25)]
    together = verified(*remaining, *pair, settings=settings).matches.filter(pl.col("left") == len(remaining))
    assert together["similarity"].to_list() == alone
