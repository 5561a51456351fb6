"""Credits are read for what they are, in twelve languages."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest

from provenance.settings import Settings
from provenance.stages.blocks import blocks
from provenance.stages.credits import credits
from provenance.tables import DOCUMENTS, OUTLETS

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
SOURCES = {"source", "contribution", "byline"}


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


PAGES = {row["language"]: row for row in table("pages.csv")}


def split(column: str) -> pl.Expr:
    return pl.col(column).fill_null("").str.split("|").list.filter(pl.element() != "")


@pytest.fixture(scope="module")
def outlets() -> pl.DataFrame:
    seeds = pl.read_csv(ROOT / "warehouse" / "seeds" / "outlets.csv", infer_schema=False)
    return seeds.with_columns(
        split("aliases"), split("bare_aliases"), split("domains"), pl.lit("seed").alias("origin")
    ).select(OUTLETS.names())


def documents(*rows: dict[str, str | None]) -> pl.DataFrame:
    given = [{"document": number, "document_id": f"d{number:04}", **row} for number, row in enumerate(rows)]
    return pl.DataFrame(given, schema=DOCUMENTS.schema())


def read(outlets: pl.DataFrame, *rows: dict[str, str | None]) -> pl.DataFrame:
    frame = documents(*rows)
    return credits(frame, blocks(frame, Settings()), outlets, Settings())


def page(line: str, place: str, language: str) -> str:
    title, filler = PAGES[language]["title"], PAGES[language]["filler"]
    parts = {
        "lead": [title, line, filler, filler[:-9]],
        "top": [title, line, filler, filler[:-9]],
        "body": [title, filler, filler[:-9], filler[:-7], line, filler[:-5]],
        "end": [title, filler, filler[:-9], line],
    }
    return "\n\n".join(parts[place])


def wanted(expected: str) -> set[tuple[str, str]]:
    pairs: set[tuple[str, str]] = set()
    role = ""
    for part in expected.split(","):
        name, sign, outlet = part.partition("=")
        role, outlet = (name, outlet) if sign else (role, name)
        pairs.add((role, outlet))
    return set() if expected == "none" else pairs


def judged(outlets: pl.DataFrame) -> list[tuple[dict[str, str], set[tuple[str, str]], bool]]:
    lines = table("credits.csv")
    told = read(
        outlets,
        *({"outlet_id": row["own"] or None, "text": page(row["line"], row["place"], row["language"])} for row in lines),
    )
    got: dict[int, set[tuple[str, str]]] = {}
    for number, role, outlet in told.select("document", "role", "outlet_id").iter_rows():
        got.setdefault(number, set()).add((role, outlet or ""))
    answers = []
    for number, row in enumerate(lines):
        want, have = wanted(row["expected"]), got.get(number, set())
        sources = {(role, outlet) for role, outlet in have if role in SOURCES and outlet}
        answers.append((row, have, want <= have and sources <= want))
    return answers


def test_table_of_kinds_and_languages(outlets: pl.DataFrame) -> None:
    answers = judged(outlets)
    wrong = [
        (row["kind"], row["language"], row["line"][:60], row["expected"], sorted(have))
        for row, have, right in answers
        if not right
    ]
    assert len(answers) >= 300
    assert 1 - len(wrong) / len(answers) >= 0.98, wrong
