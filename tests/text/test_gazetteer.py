"""Outlets resolve from names and addresses, and their names are found in texts."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from provenance.tables import OUTLETS
from provenance.text.addresses import host_of, registered_domain
from provenance.text.credits.gazetteer import Gazetteer, slug
from provenance.text.credits.homonyms import Context, outlet_meant

SEEDS = Path(__file__).parents[2] / "warehouse" / "seeds" / "outlets.csv"


def outlet(outlet_id: str, name: str, aliases: str = "", domains: str = "", unambiguous: str = "") -> dict:
    parts = {"aliases": aliases, "domains": domains, "bare_aliases": unambiguous}
    lists = {key: [item for item in value.split("|") if item] for key, value in parts.items()}
    return {"outlet_id": outlet_id, "name": name, "kind": "newspaper", "origin": "seed", **lists}


def gazetteer_of(*rows: dict) -> Gazetteer:
    return Gazetteer(pl.DataFrame(list(rows), schema=OUTLETS.schema()))


SMALL = gazetteer_of(
    outlet("lantern", "The Lantern", "Lantern Post|LP", "lantern.example|lantern.co.uk", "The Lantern|Lantern Post"),
    outlet("lantern-sport", "Lantern Sport", "", "sport.lantern.example", "Lantern Sport"),
    outlet("harbour-wire", "Harbour Wire", "hw|灯塔社|Lantern", "", "Harbour Wire|灯塔社"),
    outlet("tide", "The Tide", "Lantern", "", "The Tide"),
)


def seeds() -> list[dict[str, str]]:
    with SEEDS.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize(
    "named", ["lantern", "The Lantern", "the lantern", "LANTERN POST", "Lántern Post", "Lantern Post, Inc."]
)
def test_resolves_id_name_and_alias(named: str) -> None:
    assert SMALL.resolve(named) == "lantern"


@pytest.mark.parametrize(
    "address",
    [
        "lantern.example",
        "www.lantern.example",
        "https://news.lantern.example/a?b=c",
        "lantern.example/news",
        "//lantern.co.uk:443/",
        "HTTP://LANTERN.CO.UK",
    ],
)
def test_resolves_addresses_by_registered_domain(address: str) -> None:
    assert SMALL.resolve(address) == "lantern"


def test_longer_domain_wins() -> None:
    assert SMALL.resolve("https://www.sport.lantern.example/x") == "lantern-sport"


@pytest.mark.parametrize("named", ["", "  ", None, "co.uk", "nobody.example", "http://", "foo..bar", "x@y", "The Lamp"])
def test_unknown_names_resolve_to_nothing(named: str | None) -> None:
    assert SMALL.resolve(named) is None


def test_alias_of_two_outlets_means_none_but_the_one_called_so() -> None:
    assert SMALL.resolve("Lantern") == "lantern"
    assert not SMALL.names["Lantern"].unambiguous


@given(st.text(max_size=60))
def test_no_name_breaks_the_lookup(named: str) -> None:
    SMALL.resolve(named)
    host_of(named)


def test_registered_domain_follows_the_public_suffix_list() -> None:
    assert registered_domain("a.b.lantern.co.uk") == "lantern.co.uk"
    assert registered_domain("co.uk") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Harbor Ledger", "harbor-ledger"),
        ("L'Œil & Cie.", "loeil-cie"),
        ("中美创新时报网", "中美创新时报网"),
        ("---", ""),
        ("Élan", "elan"),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name).replace("œ", "oe") == expected


@given(st.text(max_size=80))
def test_slug_of_a_slug_is_itself(name: str) -> None:
    assert slug(slug(name)) == slug(name) or slug(name).startswith("the-")


def test_finds_longest_names_with_code_point_offsets() -> None:
    texts = pl.Series(["é Lantern Post, said 灯塔社 and hw.", None, "LP"])
    assert SMALL.find(texts).rows() == [(0, 2, "Lantern Post"), (0, 21, "灯塔社"), (0, 29, "hw"), (2, 0, "LP")]


def test_small_letters_are_found_as_words_only() -> None:
    assert SMALL.find(pl.Series(["showhw hwy", "hw"])).rows() == [(0, 7, "hw"), (1, 0, "hw")]


@effort(max_examples=25)
@given(st.lists(st.text(alphabet="LP hw\n灯塔社é.", max_size=40), max_size=4))
def test_every_place_holds_the_name(texts: list[str]) -> None:
    for row, start, name in SMALL.find(pl.Series(texts, dtype=pl.String)).iter_rows():
        assert texts[row][start : start + len(name)] == name


def test_seeds_are_many_and_of_one_form() -> None:
    rows = seeds()
    kinds = [row["kind"] for row in rows]
    assert kinds.count("agency") >= 250
    assert sum(kind in {"newspaper", "broadcaster", "site", "magazine"} for kind in kinds) >= 4000
    assert [row["outlet_id"] for row in rows] == sorted({row["outlet_id"] for row in rows})
    for row in rows:
        names = {row["name"], *row["aliases"].split("|")}
        assert row["name"].strip()
        assert row["kind"] in {"agency", "newspaper", "broadcaster", "magazine", "site", "aggregator", "platform"}
        assert re.fullmatch(r"(?:[A-Z]{2})?", row["country"])
        unambiguous, words = (set(filter(None, row[name].split("|"))) for name in ("bare_aliases", "wordlike_aliases"))
        assert unambiguous | words <= names
        assert not unambiguous & words
        assert all(re.fullmatch(r"(?:\d{4})?", row[name]) for name in ("active_from", "active_to"))


def test_no_name_of_the_seeds_is_a_word_of_every_newspaper() -> None:
    every = {name for row in seeds() for name in (row["name"], *row["aliases"].split("|"))}
    rubrics = "Reporter|Press|Sport|Business|Politics|Opinion|Video|Photo|Editor|Staff|Today|Breaking News|World News"
    assert not every & set(rubrics.split("|"))


def test_a_word_is_read_in_fields_and_not_looked_for_in_texts() -> None:
    row = outlet("prospect-uk", "Prospect (UK)", "Prospect") | {"wordlike_aliases": ["Prospect"]}
    index = gazetteer_of(row)
    assert index.resolve("Prospect") == "prospect-uk"
    assert index.find(pl.Series(["Prospect"])).is_empty()


def test_an_agency_of_former_times_was_not_active_later() -> None:
    index = gazetteer_of(outlet("old-wire", "Old Wire") | {"active_from": 1870, "active_to": 1934})
    assert [index.was_active("old-wire", year) for year in (1869, 1870, 1934, 1935, None)] == [
        False, True, True, False, False,
    ]  # fmt: skip


HOMONYMS = {"mx": "MX", "co": "CO", "ve": "VE", "pl": "PL"}


@pytest.mark.parametrize(
    ("outlet_ids", "usual", "context", "expected"),
    [
        (["co", "mx"], "mx", Context(country="CO", language="es"), "co"),
        (["co", "mx"], "mx", Context(language="es"), "mx"),
        (["co", "ve"], None, Context(language="es"), None),
        (["co", "pl"], "pl", Context(language="es-MX"), "co"),
        (["co", "mx"], "mx", Context(language="en"), "mx"),
        (["co", "ve", "pl"], "pl", Context(language="es"), None),
        (["co", "mx"], "mx", Context(), "mx"),
        ([], "mx", Context(), None),
    ],
)
def test_of_outlets_of_one_name_country_and_language_decide(
    outlet_ids: list[str], usual: str | None, context: Context, expected: str | None
) -> None:
    assert outlet_meant(outlet_ids, usual, HOMONYMS, context) == expected


def test_a_domain_or_an_unambiguous_alias_means_one_outlet() -> None:
    for column in ("domains", "bare_aliases"):
        every = [each for row in seeds() for each in row[column].split("|") if each]
        assert len(every) == len(set(every))


@pytest.mark.parametrize(
    ("named", "outlet_id"),
    [
        ("AP", "associated-press"), ("美聯社", "associated-press"), ("ロイター", "reuters"), ("연합뉴스", "yonhap"),
        ("nytimes.com", "new-york-times"), ("https://edition.cnn.com/2018/07/16/x", "cnn"),
        ("news.google.com", "google-news"), ("BBC News", "bbc"), ("The Guardian", "guardian"),
        ("abcnews.go.com", "abc-news"), ("ТАСС", "tass"), ("رويترز", "reuters"),
        ("Xinhua", "xinhua"), ("Agence France-Presse", "agence-france-presse"), ("UPI", "united-press-international"),
    ],
)  # fmt: skip
def test_seeds_know_the_world(named: str, outlet_id: str) -> None:
    def parts(value: str) -> list[str]:
        return [item for item in value.split("|") if item]

    rows = [
        {**row, "origin": "seed", "active_from": None, "active_to": None}
        | {key: parts(row[key]) for key in ("aliases", "bare_aliases", "domains", "wordlike_aliases")}
        for row in seeds()
    ]
    assert Gazetteer(pl.DataFrame(rows, schema=OUTLETS.schema())).resolve(named) == outlet_id
