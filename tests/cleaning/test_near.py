"""What near means: copies, versions, copies beside menus are near; pages of a template and shared captions are not."""

import polars as pl
import pytest

from provenance.cleaning.clean import clean
from provenance.cleaning.options import cleaning_options
from provenance.pipeline.trace import trace
from provenance.warehouse.warehouse import Warehouse
from tests.cleaning.conftest import cleaned, edited, lines, story
from tests.cleaning.test_clean import removals

OBITUARY = (
    "The family tells with sadness that {name} of {town} passed away on {day} after a long illness. Services "
    "for {name} will be held in the church of {town}, where friends are asked to bring no flowers but to give "
    "to the school fund. The burial follows in the old churchyard behind the mill, and coffee will be served "
    "in the hall of the parish. Those who cannot come may write in the book that lies open in the library "
    "until the end of the month."
)
RESULTS = (
    "The board of the works said that sales of the quarter rose to {0} million crowns, after {1} million in "
    "the quarter before, and that it made a profit of {2} million crowns, or {3} crowns a share, which it will"
    " use to pay back its loans. The works employ people in both valleys and make rails, wheels and bridges "
    "for the line to the coast. Nobody on the board would say what the coming winter will bring to the works "
    "or to those who live from them."
)


@pytest.mark.parametrize(
    "pages",
    [
        [
            OBITUARY.format(name="Marta Ekholm", town="Lunden", day="Tuesday"),
            OBITUARY.format(name="Pieter Vossberg", town="Astad", day="Sunday"),
        ],
        [RESULTS.format(41, 37, 6, 2), RESULTS.format(88, 93, 11, 5)],
    ],
)
def test_pages_of_a_template_stay_unless_that_is_off(tmp_path, pages):
    rows = [{"id": str(n), "text": text} for n, text in enumerate(pages)]
    result = cleaned(tmp_path, rows, near=0.5, floor=0.3)
    assert result.removed.is_empty()
    assert result.pairs["difference"][0] in ("names", "numbers")
    off = clean(
        [lines(tmp_path, rows)],
        tmp_path / "off",
        options=cleaning_options(settings={"template_pages": 0, "near": 0.5, "floor": 0.3}),
    )
    assert removals(off) == {"1": ("near", "0")}


def test_an_updated_number_makes_a_version_and_a_headline_in_capitals_no_other_page(tmp_path):
    body = story(1, 150)
    old = f"FLOOD IN THE VALLEY\n{body}\nThe mayor of Lunden said that 12 people of the 300 were still missing."
    new = old.replace("12 people", "15 people").replace("FLOOD IN THE VALLEY", "RIVER BREAKS DAMS AT ASTAD")
    result = cleaned(tmp_path, [{"id": "old", "text": old}, {"id": "new", "text": new}], keep="first")
    assert removals(result) == {"new": ("near", "old")}


def test_another_spelling_of_a_name_makes_no_other_page(tmp_path):
    text = OBITUARY.format(name="Sergei Kislyakov", town="Kiev", day="Tuesday") + "\n" + story(2, 80)
    other = text.replace("Kiev", "Kyiv").replace("Sergei Kislyakov", "Sergey Kisljakov")
    rows = [{"id": "a", "text": text}, {"id": "b", "text": other}]
    assert removals(cleaned(tmp_path, rows, keep="first")) == {"b": ("near", "a")}


def test_two_stories_over_the_same_captions_stay(tmp_path):
    captions = " ".join(
        f"{' '.join(line.split())} Photo {n}, Special for the Gazette."
        for n, line in enumerate(story(3, 400).split("\n"))
    )
    rows = [{"id": name, "text": f"{story(n, 60)}\n{captions}"} for n, name in enumerate(("a", "b"))]
    result = cleaned(tmp_path, rows, levels=("exact", "near"))
    assert result.removed.is_empty()
    assert result.pairs["difference"].to_list() == ["body"]


def test_a_story_beside_a_menu_is_near_to_the_story(tmp_path):
    body = story(4, 160)
    menu = "\n".join(
        f"{word} {place}" for word in ("news", "sport", "town", "work") for place in ("today", "here", "more")
    )
    menus = "\n".join([menu, menu.replace(" ", " the "), menu.replace(" ", " and ")])
    rows = [
        {"id": "a", "text": body},
        {"id": "b", "text": f"{menus}\n{body}"},
    ]
    result = cleaned(tmp_path, rows, levels=("exact", "near"), keep="first")
    assert result.removed["jaccard"][0] < 0.7
    assert removals(result) == {"b": ("near", "a")}


def test_what_near_removes_is_what_trace_groups(tmp_path):
    rows = [
        {"id": f"{n}{kind}", "text": text}
        for n in range(4)
        for kind, text in (
            ("a", story(n, 150)),
            ("b", story(n, 150)),
            ("c", edited(story(n, 150))),
            ("d", story(n + 10, 150)),
        )
    ]
    path = lines(tmp_path / "in", rows)
    result = clean([path], tmp_path / "out", options=cleaning_options(levels=("exact", "near")))
    trace([path], tmp_path / "t.duckdb")
    with Warehouse.open(tmp_path / "t.duckdb") as warehouse:
        members = warehouse.sql(
            "SELECT document_id, representative_id FROM clusters WHERE document_id <> representative_id"
        )
    assert dict(result.removed.select("document_id", "kept_id").iter_rows()) == dict(members.iter_rows())


def test_with_a_low_bar_near_removes_what_trace_groups_whatever_was_edited(tmp_path):
    rows = [
        {"id": f"{n}{place}", "text": edited(story(n, 200), every)}
        for n in range(3)
        for place, every in enumerate((99, 40, 12, 8))
    ]
    path = lines(tmp_path / "in", rows)
    removed = {}
    for name, numbers in (("usual", {}), ("low", {"near": 0.1, "floor": 0.1, "template_pages": 0})):
        options = cleaning_options(levels=("exact", "near"), settings=numbers, keep="first")
        removed[name] = dict(
            clean([path], tmp_path / name, options=options).removed.select("document_id", "kept_id").rows()
        )
    trace([path], tmp_path / "t.duckdb")
    with Warehouse.open(tmp_path / "t.duckdb") as warehouse:
        groups = dict(warehouse.sql("SELECT document_id, representative_id FROM clusters").rows())
        measured = warehouse.sql("SELECT left_id, right_id, jaccard, similarity FROM matches ORDER BY ALL")
    members = {document for document, representative in groups.items() if document != representative}
    assert set(removed["usual"]) < set(removed["low"])
    assert set(removed["low"]) == members
    pairs = pl.read_parquet(tmp_path / "low" / "measures" / "pairs.parquet").select(measured.columns)
    assert pairs.sort("left_id", "right_id").drop("similarity").equals(measured.drop("similarity"))
    aligned = pairs.drop_nulls("similarity")
    assert aligned.join(measured, on=measured.columns, how="anti").is_empty()
    deciding = {frozenset(pair) for pair in aligned.select("left_id", "right_id").iter_rows()}
    assert {frozenset(pair) for pair in removed["low"].items()} <= deciding
    assert all(groups[document] == groups[kept] for document, kept in removed["usual"].items())


@pytest.mark.parametrize("order", [("plain", "padded"), ("padded", "plain")])
def test_of_undated_copies_the_one_that_repeats_itself_goes(tmp_path, order):
    texts = {"plain": story(1, 200), "padded": "Ball, Tree, RAINBOW " * 15 + story(1, 200)}
    rows = [{"id": name, "text": texts[name]} for name in order]
    assert removals(cleaned(tmp_path, rows)) == {"padded": ("near", "plain")}


def test_a_pair_of_which_both_stay_is_on_record_with_what_makes_them_two(tmp_path):
    rows = [
        {"id": f"{n}", "text": OBITUARY.format(name=name, town=town, day="Tuesday")}
        for n, (name, town) in enumerate(
            [("Marta Ekholm", "Lunden"), ("Pieter Vossberg", "Astad"), ("Ina Brask", "Holme"), ("Ole Tveit", "Rask")]
        )
    ]
    rows += [{"id": f"{row['id']}+", "text": row["text"].replace("long illness", "short illness")} for row in rows]
    result = cleaned(tmp_path, rows, near=0.5, floor=0.3, keep="first")
    assert removals(result) == {f"{n}+": ("near", f"{n}") for n in range(4)}
    kept = result.pairs.filter(~pl.col("left_id").str.contains("+", literal=True), pl.col("jaccard") >= 0.5)
    kept = kept.filter(~pl.col("right_id").str.contains("+", literal=True))
    assert kept.height == 6
    assert set(kept["difference"]) == {"names"}


def test_what_is_decided_anew_with_another_order_is_what_cleaning_gives(tmp_path):
    rows = [
        {"id": f"{n}{every}", "text": edited(story(n, 150), every), "score": every}
        for n in range(3)
        for every in (60, 30, 25)
    ]
    path = lines(tmp_path / "in", rows)
    plain = cleaning_options(levels=("exact", "near"), keep="first")
    ranked = cleaning_options(levels=("exact", "near"), keep="first", prefer=("-score",))
    clean([path], tmp_path / "first", options=plain)
    again = clean(out=tmp_path / "again", again=tmp_path / "first", options=ranked)
    assert removals(again) == removals(clean([path], tmp_path / "other", options=ranked))
    assert removals(again)
