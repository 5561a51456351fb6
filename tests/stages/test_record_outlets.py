"""Whose a record is: its field, else its host, else what the page calls its site, else what its text says."""

from __future__ import annotations

import polars as pl
import pytest

from provenance import tables
from provenance.stages.record_metadata import normalise_records

PROSE = "The harbour board closed the pier on Tuesday after divers found shipworm in its pilings.\n" * 3


def listed(outlet_id, name, domains="", kind="newspaper", aliases="", bare=""):
    lists = {"aliases": aliases, "domains": domains, "bare_aliases": bare}
    split = {key: [part for part in value.split("|") if part] for key, value in lists.items()}
    return {"outlet_id": outlet_id, "name": name, "kind": kind, "origin": "seed", **split}


OUTLETS = pl.DataFrame(
    [
        listed("standard-norland", "The Standard", "standard.com.nl"),
        listed("evening-standard", "Evening Standard", "standard.co.uk", aliases="The Standard"),
        listed("gull-news", "Gull News", "gullnews.com", bare="Gull News"),
        listed("harbour-wire", "Harbour Wire", "harbourwire.example", kind="agency", bare="Harbour Wire"),
    ],
    schema=tables.OUTLETS.schema(),
)


def resolved(*records, outlets=OUTLETS):
    rows = [{"document_id": str(n), "origin": f"/{n}", "text": PROSE, **record} for n, record in enumerate(records)]
    return normalise_records(pl.DataFrame(rows, schema=tables.RECORDS.schema()), outlets)


def outlet_of(**record):
    row = resolved(record).records
    return row["outlet_id"][0], row["outlet_basis"][0]


def test_a_host_beats_what_a_page_calls_its_site():
    page = {"url": "https://www.standard.co.uk/news/1", "site_name": "The Standard"}
    assert outlet_of(**page) == ("evening-standard", "url")


def test_the_host_decides_between_outlets_of_one_name():
    assert outlet_of(outlet="The Standard", url="https://www.standard.co.uk/1") == ("evening-standard", "metadata")
    assert outlet_of(outlet="The Standard", url="https://standard.com.nl/1") == ("standard-norland", "metadata")
    assert outlet_of(outlet="The Standard", url="https://standard.example/1") == ("standard-example", "metadata")
    assert outlet_of(outlet="The Standard") == ("standard-norland", "metadata")


def test_what_a_person_gives_stands():
    assert outlet_of(outlet="Gull News", url="https://news.harbourwire.example/1") == ("gull-news", "metadata")


def test_an_unknown_host_is_an_outlet_that_the_page_names():
    told = resolved(
        {"url": "https://www.pier-watch.example/1", "site_name": "Pier Watch"}, {"url": "https://pier-watch.example"}
    )
    assert told.records["outlet_id"].to_list() == ["pier-watch-example"] * 2
    row = told.new_outlets.row(0, named=True)
    assert (row["name"], row["kind"], row["domains"]) == ("Pier Watch", "unknown", ["pier-watch.example"])


@pytest.mark.parametrize("order", [1, -1])
def test_an_unknown_outlet_is_the_same_in_any_order(order):
    records = [{"url": "https://pierwatch.example/1"}, {"outlet": "Pier Watch", "url": "https://pierwatch.example/2"}]
    outlets = OUTLETS
    for record in records[::order]:
        told = resolved(record, outlets=outlets)
        assert told.records["outlet_id"].to_list() == ["pierwatch-example"]
        kept = outlets.filter(~pl.col("outlet_id").is_in(told.new_outlets["outlet_id"].to_list()))
        outlets = pl.concat([kept, told.new_outlets])
    assert outlets.filter(outlet_id="pierwatch-example")["name"].to_list() == ["Pier Watch"]


def test_a_known_outlet_at_another_of_its_domains():
    assert outlet_of(url="https://www.gullnews.pk/1") == ("gull-news", "url")
    assert outlet_of(url="https://www.gullnewsletter.pk/1") == ("gullnewsletter-pk", "url")


@pytest.mark.parametrize(
    ("domain", "line", "name"),
    [
        ("pierwatchgazette.example", "Copyright Pier Watch Gazette. All rights reserved.", "Pier Watch Gazette"),
        ("pierwatch.example", "© 2024 Pier Watch. All rights reserved.", "Pier Watch"),
        ("wgul5.example", "Write to the WGUL News 5 newsroom.", "WGUL News 5"),
        ("wgulnews.example", "Copyright WGUL Action News. All rights reserved.", "WGUL Action News"),
        ("gullcoastcourier.example", "Sign up for the Gull Coast Courier newsletter.", "Gull Coast Courier"),
        ("pierwatch.example", "Copyright Gull Coast Courier. All rights reserved.", "pierwatch.example"),
        ("gullcoast.example", "The Gull Coast is closed to ships.", "gullcoast.example"),
        ("pierdispatch.example", "© 2024 Pier Sentinel. All rights reserved.", "pierdispatch.example"),
    ],
)
def test_an_unknown_host_is_called_as_its_own_page_calls_it_where_it_spells_that_name(domain, line, name):
    told = resolved({"url": f"https://www.{domain}/1", "text": f"{PROSE}\n{line}"})
    assert told.new_outlets["name"].to_list() == [name]


def test_a_station_is_one_outlet_by_its_name_and_by_its_host():
    url = "https://www.wgul5.example/1"
    told = resolved({"url": url, "outlet": "WGUL News 5"}, {"url": url})
    assert told.records["outlet_id"].to_list() == ["wgul5-example"] * 2


@pytest.mark.parametrize("word", ["nan", "NaN", "N/A", "None", "null", "unknown", "-", " ", "<NA>", "#N/A"])
def test_words_for_missing_values_are_no_outlets(word):
    row = resolved({"outlet": word, "url": word, "title": word, "byline": word}).records.row(0, named=True)
    assert [row[name] for name in ("outlet_id", "outlet_basis", "url", "title", "byline")] == [None] * 5


@pytest.mark.parametrize(
    ("text", "outlet_id"),
    [
        ("标题\n\n【环城新报2024年5月3日编译讯】（记者王小明编译）" + "港口委员会周二关闭了码头。" * 9, "环城新报"),
        ("Board closes the eastern pier | Skerry Tribune\n\n" + PROSE, "skerry-tribune"),
        (PROSE + "\n© 2024 Skerry Tribune. All rights reserved.", "skerry-tribune"),
        ("Gull News\nBoard closes pier\n" + PROSE + "\n© 2024 Gull News. All rights reserved.", "gull-news"),
    ],
)
def test_a_plain_text_says_whose_it_is(text, outlet_id):
    assert outlet_of(text=text) == (outlet_id, "text")


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        PROSE + "\n© 2024 Gull News. All rights reserved.",
        PROSE + "\n© 2024 Harbour Wire. All rights reserved.",
        "Marta Ekholm | Gull News\n" + PROSE,
        "Follow Skerry Tribune for more.\n" + PROSE,
        "Photo: © Skerry Tribune\n" + PROSE,
    ],
)
def test_what_stands_on_copies_too_does_not_say_whose_a_text_is(text):
    assert outlet_of(text=text) == (None, None)
