"""Credits are read for what they are, in twelve languages."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import random
import time
from pathlib import Path

import polars as pl
import pytest

from provenance.settings import Settings
from provenance.stages.blocks import blocks
from provenance.stages.credits import credits
from provenance.tables import CREDITS, DOCUMENTS, OUTLETS

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
SOURCES = {"source", "contribution", "byline"}

TITLE = {
    "en": "Ferries return to the old town quay",
    "fr": "Les ferries reviennent au vieux quai",
    "es": "Los barcos vuelven al viejo muelle",
    "de": "Die Schiffe kehren an den alten Kai zurück",
    "pt": "Os barcos voltam ao velho cais",
    "ru": "Паромы возвращаются к старой пристани",
    "uk": "Пороми повертаються до старої пристані",
    "zh-Hans": "渡轮重返老城码头",
    "zh-Hant": "渡輪重返老城碼頭",
    "ja": "フェリーが旧市街の岸に戻る",
    "ko": "여객선이 옛 부두로 돌아온다",
    "ar": "العبارات تعود إلى رصيف المدينة القديمة",
}
FILLER = {
    "en": "The quay was built when the town still lived off herring, and its stones were cut by hand in the quarry behind the hill.",
    "fr": "Le quai fut bâti quand la ville vivait encore du hareng, et ses pierres furent taillées à la main dans la carrière voisine.",
    "es": "El muelle se construyó cuando la ciudad vivía del arenque, y sus piedras fueron talladas a mano en la cantera de la colina.",
    "de": "Der Kai wurde gebaut, als die Stadt noch vom Hering lebte, und seine Steine wurden im Steinbruch hinter dem Hügel gehauen.",
    "pt": "O cais foi construído quando a cidade vivia do arenque, e as suas pedras foram talhadas à mão na pedreira atrás da colina.",
    "ru": "Пристань построили, когда город ещё жил сельдью, и камни для неё вытесали вручную в каменоломне за холмом.",
    "uk": "Пристань збудували, коли місто ще жило з оселедця, і каміння для неї витесали вручну в каменярні за пагорбом.",
    "zh-Hans": "码头建成的时候，这座城镇还靠捕鱼为生，石料是在山后的采石场里一块一块用手工凿出来的，至今仍然十分坚固，没有一块松动过。",
    "zh-Hant": "碼頭建成的時候，這座城鎮還靠捕魚為生，石料是在山後的採石場裡一塊一塊用手工鑿出來的，至今仍然十分堅固，沒有一塊鬆動過。",
    "ja": "岸壁が築かれたころ、この町はまだ鰊で暮らしており、石は丘の裏の石切り場で一つ一つ手で切り出された。今でもゆるんだ石は一つもない。",
    "ko": "부두가 지어졌을 때 이 마을은 아직 청어로 살았고 돌은 언덕 뒤 채석장에서 손으로 깎았다. 지금까지도 느슨해진 돌이 하나도 없다.",
    "ar": "بني الرصيف حين كانت المدينة تعيش من صيد السمك وقطعت حجارته باليد في المحجر خلف التل ولا تزال متينة إلى اليوم",
}


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
    title, filler = TITLE[language], FILLER[language]
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
    with (DATA / "credits.csv").open(encoding="utf-8", newline="") as handle:
        table = list(csv.DictReader(handle))
    told = read(
        outlets,
        *({"outlet_id": row["own"] or None, "text": page(row["line"], row["place"], row["language"])} for row in table),
    )
    got: dict[int, set[tuple[str, str]]] = {}
    for number, role, outlet in told.select("document", "role", "outlet_id").iter_rows():
        got.setdefault(number, set()).add((role, outlet or ""))
    answers = []
    for number, row in enumerate(table):
        want, have = wanted(row["expected"]), got.get(number, set())
        sources = {(role, outlet) for role, outlet in have if role in SOURCES and outlet}
        answers.append((row, have, want <= have and sources <= want))
    return answers


def test_table_of_kinds_and_languages(outlets: pl.DataFrame) -> None:
    answers = judged(outlets)
    wrong = [(row["kind"], row["language"], row["line"][:60], row["expected"], sorted(have)) for row, have, right in answers if not right]
    assert len(answers) >= 300
    assert 1 - len(wrong) / len(answers) >= 0.98, wrong
