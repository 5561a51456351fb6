"""Fifty made-up articles, each reworded thoroughly and as if translated back, among look-alikes: what is found.

The articles stand in ``tests/data/paraphrases.jsonl``: ``original``, ``reworded`` (other words, other sentences, the
same course) and ``returned`` (as if put into another language and back). The last ten are on like topics and have no
counterpart.
"""

import json
from pathlib import Path

import polars as pl
import pytest

from provenance.settings import Settings
from provenance.stages.blocks import blocks
from provenance.stages.translations import translations
from provenance.stages.vectors import neighbours, sentences, sketches, vectors
from provenance.tables import DOCUMENTS, PAIRS, SKIPS
from provenance.text import embeddings

ARTICLES = Path(__file__).parent.parent / "data" / "paraphrases.jsonl"

pytestmark = pytest.mark.skipif(not embeddings.available(), reason="the extra 'crosslingual' is not installed")


@pytest.fixture(scope="module")
def found() -> set[tuple[str, str]]:
    articles = [json.loads(line) for line in ARTICLES.read_text(encoding="utf-8").splitlines()]
    texts = {
        f"{article['name']}/{version}": article[version]
        for article in articles
        for version in ("original", "returned", "reworded")
        if version in article
    }
    rows = [{"document": key, "document_id": name, "text": texts[name]} for key, name in enumerate(sorted(texts))]
    frame = pl.DataFrame(rows, schema=DOCUMENTS.schema())
    body = sentences(frame, blocks(frame, Settings()), SKIPS.empty())
    known = vectors(frame, body)
    pairs = neighbours(sketches(body, known), frame, PAIRS.empty(), Settings())
    matches = translations(pairs, frame, body, known, Settings()).matches
    assert set(matches["kind"]) == {"paraphrase"}
    names = frame["document_id"].to_list()
    return {(names[left], names[right]) for left, right in matches.select("left", "right").iter_rows()}


def recall(found: set[tuple[str, str]], version: str) -> float:
    names = {name for pair in found for name in pair}
    articles = {name.split("/")[0] for name in names}
    assert len(articles) == 50
    return sum((f"{name}/original", f"{name}/{version}") in found for name in articles) / 50


def test_texts_as_if_translated_back_are_found(found):
    assert recall(found, "returned") == 1


def test_thorough_rewordings_are_found(found):
    assert recall(found, "reworded") >= 0.9


def test_nothing_else_matches(found):
    assert {(left, right) for left, right in found if left.split("/")[0] != right.split("/")[0]} == set()
