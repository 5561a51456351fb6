"""Pages of one template are no copies of each other, and a copy of one of them still is one."""

from random import Random

import polars as pl
import pytest

from provenance.settings import Settings
from provenance.stages.derivations import derivations
from provenance.threads import Threads
from tests.stages.test_derivations import World, edges

PLACES = [
    *("Alden", "Barrow", "Calder", "Denby", "Elmet", "Farlam", "Goole", "Hexham"),
    *("Ilkley", "Jarrow", "Keld", "Lorton", "Malton", "Norland", "Oakham", "Penrith"),
]


def note(seed: int) -> list[str]:
    """A machine-written note on the weather of one place."""
    random = Random(seed)
    place, near, far = random.sample(PLACES, 3)
    low, high, wind, rain, sun, old = (random.randint(1, 99) for _ in range(6))
    return [
        f"The weather service expects {low} degrees at night in {place} and {high} degrees by day.",
        f"Winds of up to {wind} miles an hour are forecast for the road from {place} to {near}.",
        f"About {rain} millimetres of rain may fall near {far} before the sun comes out for {sun} minutes.",
        f"The record for this day in {place} is {old + 100} degrees, measured by the station at {near}.",
        "This forecast was written by a program from the data of the service and was read by no editor.",
    ]


@pytest.fixture
def forecasts() -> World:
    world = World()
    for n in range(8):
        world.add(f"n{n}", ("ledger", "courier", "gazette", "blog")[n % 4], note(n), 24.0 * n)
    return world


def test_pages_of_a_template_derive_from_nothing_and_are_one_group(forecasts):
    inferred = forecasts.infer()
    assert inferred.derivations.is_empty()
    assert sorted(inferred.templates["document"]) == list(range(8))
    assert inferred.templates["template"].unique().to_list() == [0]


def test_a_copy_of_one_page_is_a_copy(forecasts):
    forecasts.add("copy", "blog", [*note(2), "More of this at noon."], 50.0)
    assert edges(forecasts.infer()) == {("copy", "n2")}


def test_two_texts_are_no_template_and_no_copies():
    world = World()
    world.add("a", "ledger", note(1), 0)
    world.add("b", "courier", note(2), 5)
    inferred = world.infer()
    assert inferred.derivations.is_empty()
    assert inferred.templates.is_empty()


def test_an_update_of_some_numbers_is_no_page_of_a_template():
    world = World()
    text = note(3)
    updated = [text[0].replace("degrees by day", "degrees by day now"), *text[1:]]
    updated[2] = updated[2].replace("About", "Some 7 to")
    world.add("a", "ledger", text, 0)
    world.add("b", "courier", updated, 5)
    assert edges(world.infer()) == {("b", "a")}


def test_the_order_of_frames_changes_nothing(forecasts):
    inputs = forecasts.inputs()
    mixed = inputs._replace(
        documents=inputs.documents.sample(fraction=1, shuffle=True, seed=5),
        matches=inputs.matches.sample(fraction=1, shuffle=True, seed=6),
        passages=inputs.passages.sample(fraction=1, shuffle=True, seed=7),
    )
    one, other = (derivations(each, Settings(), Threads()) for each in (inputs, mixed))
    assert one.templates.equals(other.templates)
    assert one.template_pairs.sort(pl.all()).equals(other.template_pairs.sort(pl.all()))
