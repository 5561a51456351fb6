"""How late outlets usually are: learned from documents that name their source, and the same whatever came first."""

from datetime import datetime, timedelta
from random import Random

import pytest

import provenance
from provenance.warehouse.warehouse import Warehouse

NOON = datetime(2024, 5, 1, 12)
STORIES = 7


def story(seed: int, edited: bool) -> str:
    random = Random(seed)
    words = ["".join(random.choices("bdfgklmnprst", k=3)) + random.choice("aeiou") for _ in range(140)]
    words[70:73] = ["a", "word", "changed"] if edited else words[70:73]
    return " ".join(word + ("." if n % 14 == 13 else "") for n, word in enumerate(words))


def pages(hours: float, credited: int = STORIES) -> list[dict]:
    """Stories of one outlet, and copies by another that are some hours late and name it, but for the last."""
    found = []
    for n in range(STORIES):
        at = NOON + timedelta(days=3 * n)
        line = "By Ann Berg, Harbor Ledger\n\n" if n < credited else ""
        found.append(
            {"id": f"a{n}", "outlet": "Harbor Ledger", "published_at": f"{at}Z", "text": story(n, edited=False)}
        )
        later = at + timedelta(hours=hours)
        text = line + story(n, edited=True)
        found.append({"id": f"b{n}", "outlet": "Delta Courier", "published_at": f"{later}Z", "text": text})
    return found


def evidence(db, document: str) -> str:
    with Warehouse.open(db) as warehouse:
        told = warehouse.sql("SELECT evidence FROM derivations WHERE document_id = $d", {"d": document})
    return told["evidence"].str.join(" ").item() if told.height else ""


@pytest.mark.parametrize("hours", [3.5, 30])
def test_a_lag_is_told_as_usual_where_five_texts_show_it(write, tmp_path, hours):
    provenance.trace([write("all.jsonl", pages(hours, credited=STORIES - 1))], tmp_path / "w.duckdb")
    usual = {3.5: 4, 30: 32}[hours]
    assert (
        f"published {hours:.1f} hours after Harbor Ledger (Delta Courier usually takes about {usual} hours)"
        in evidence(tmp_path / "w.duckdb", "b6")
    )


def test_few_texts_show_no_usual_lag(write, tmp_path):
    provenance.trace([write("all.jsonl", pages(3.5, credited=4))], tmp_path / "w.duckdb")
    assert "published 3.5 hours after Harbor Ledger" in evidence(tmp_path / "w.duckdb", "b0")
    assert "usually" not in evidence(tmp_path / "w.duckdb", "b0")


def test_later_equals_at_once(write, tmp_path, said):
    every = pages(3.5)
    provenance.trace([write("all.jsonl", every)], tmp_path / "once.duckdb")
    for place in range(0, len(every), 4):
        provenance.trace([write(f"{place}.jsonl", every[place : place + 4])], tmp_path / "later.duckdb")
    assert said(tmp_path / "later.duckdb") == said(tmp_path / "once.duckdb")


def test_what_is_taken_out_is_forgotten(write, tmp_path, said):
    every = pages(3.5)
    provenance.trace([write("all.jsonl", every)], tmp_path / "cut.duckdb")
    provenance.remove(["b0", "b1", "b2"], tmp_path / "cut.duckdb")
    left = [each for each in every if each["id"] not in ("b0", "b1", "b2")]
    provenance.trace([write("left.jsonl", left)], tmp_path / "never.duckdb")
    assert "usually" not in evidence(tmp_path / "cut.duckdb", "b5")
    assert said(tmp_path / "cut.duckdb") == said(tmp_path / "never.duckdb")
