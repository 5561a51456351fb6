"""What a document has of its own, where nobody has its source, and originals whose page is cut off."""

from datetime import datetime
from random import Random

import polars as pl
import pytest

from provenance.settings import Settings
from provenance.stages.derivations import Inference, Inputs, derivations
from provenance.stages.matches import matches
from provenance.tables import CREDITS, DOCUMENTS, PAIRS, SKIPS, UNSEEN_SOURCES
from provenance.threads import Threads

SETTINGS = Settings()
OUTLETS = pl.DataFrame(
    [("agency", "agency"), ("weekly", "newspaper")], schema={"outlet_id": pl.String, "kind": pl.String}, orient="row"
)
RULINGS = {"ruling": pl.Int32, "subject": pl.String, "key": pl.String, "verdict": pl.String, "note": pl.String}


def words(random: Random, count: int) -> list[str]:
    return ["".join(random.choices("bdfgklmnprst", k=4)) + random.choice("aeiou") * 2 for _ in range(count)]


def paragraphs(seed: int, count: int) -> list[str]:
    """Paragraphs that speak of the same things: a third of their words are from a small stock."""
    random = Random(seed)
    stock = words(random, 12)
    return [
        " ".join(word if place % 3 else random.choice(stock) for place, word in enumerate(words(random, 36))) + "."
        for _ in range(count)
    ]


STORY, LOCAL = paragraphs(1, 8), paragraphs(2, 2)


def infer(texts: dict[str, list[str]], credited: dict[str, str], *, role: str = "source") -> Inference:
    """Infer from documents, each of the outlet of its name's first word, all of one day."""
    day = datetime(2024, 5, 3)
    rows = [
        (key, name, name.split("-")[0], None, None, None, None, "en", day, "day", "\n\n".join(text))
        for key, (name, text) in enumerate(texts.items())
    ]
    documents = pl.DataFrame(rows, schema=DOCUMENTS.schema(), orient="row")
    keys = {row[1]: row[0] for row in rows}
    pairs = [(keys[a], keys[b]) for a in keys for b in keys if a < b]
    matched = matches(pl.DataFrame(pairs, schema=PAIRS.schema(), orient="row"), documents, SKIPS.empty(), SETTINGS)
    claims = [
        (keys[name], 0, role, outlet, None, "by", "byline", outlet, None, None, 4, None, None)
        for name, outlet in credited.items()
    ]
    credits_ = pl.DataFrame(claims, schema=CREDITS.schema(), orient="row")
    inputs = Inputs(
        documents, matched.matches, matched.passages, credits_, SKIPS.empty(), OUTLETS,
        pl.DataFrame(schema=RULINGS), UNSEEN_SOURCES.empty(),
    )  # fmt: skip
    return derivations(inputs, SETTINGS, Threads())


def relations(inferred: Inference) -> dict[str, str]:
    return dict(inferred.derivations.select("document_id", "relation").iter_rows())


NAMED = {"north": "agency", "south": "agency"}


def test_a_part_of_other_things_amid_a_text_that_another_copy_runs_through_is_the_documents_own():
    told = relations(infer({"north": [*STORY[:4], *LOCAL, *STORY[4:]], "south": STORY}, NAMED))
    assert told == {"north": "expanded", "south": "republished"}


def test_a_part_of_the_same_things_that_one_other_copy_lacks_may_be_the_sources():
    told = relations(infer({"north": STORY, "south": [*STORY[:3], *STORY[5:]]}, NAMED))
    assert "expanded" not in told.values()


@pytest.mark.parametrize("end", [STORY[5:], LOCAL])
def test_an_end_that_one_other_copy_lacks_shows_nothing(end):
    told = relations(infer({"north": [*STORY[:5], *end], "south": STORY[:5]}, NAMED))
    assert "expanded" not in told.values()


def test_an_end_that_two_other_copies_lack_at_one_place_is_the_documents_own():
    texts = {"north": [*STORY, *LOCAL], "south": STORY, "west": ["Zugalii mekkotee.", *STORY]}
    told = relations(infer(texts, dict.fromkeys(texts, "agency")))
    assert told == {"north": "expanded", "south": "republished", "west": "republished"}


def test_what_a_copy_has_added_another_has_not_cut():
    told = relations(infer({"north": [*STORY[:4], *paragraphs(3, 3), *STORY[4:]], "south": STORY}, NAMED))
    assert told["south"] == "republished"


def test_a_fuller_copy_of_a_page_that_is_cut_off_derives_from_that_page():
    texts = {"weekly": STORY[:2], "north": STORY, "south": STORY}
    inferred = infer(texts, {"north": "weekly"})
    sources = dict(inferred.derivations.select("document_id", "source_id").iter_rows())
    assert sources["north"] == "weekly"
    assert "weekly" not in sources
    assert not [source for source in sources.values() if source.startswith("unseen:weekly")]
    assert "expanded" not in relations(inferred).values()


def test_two_reports_that_share_a_statement_are_no_sources_of_each_other():
    statement = STORY[0]
    inferred = infer({"agency": [statement, *paragraphs(4, 2)], "north": [statement, *paragraphs(5, 2)]}, {})
    assert inferred.derivations.is_empty()
