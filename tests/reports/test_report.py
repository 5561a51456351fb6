"""The report: one file that needs nothing outside itself, and says no more than the evidence."""

import base64
import csv
import hashlib
import io
import json
import re
from datetime import datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree as ET

import polars as pl
import pytest

import provenance
from provenance.errors import UsageError
from provenance.reports.pages.material import printable, web_address
from provenance.reports.pages.registry import PAGES
from provenance.reports.pages.shares import safe_cell
from provenance.reports.pages.sides import compared_words, differing_runs, equal_paragraphs, segments
from provenance.reports.pages.story import latest_places, mark_place
from provenance.reports.pages.timeline import TimeAxis
from provenance.reports.pages.waterfall import waterfall


class Page(HTMLParser):
    """A page as a parser of HTML sees it: elements, ids, addresses, and its text outside style and script."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.text, self._within = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag in ("script", "style"):
            self._within.append(tag)

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self._within.pop()

    def handle_data(self, data):
        if not self._within:
            self.text.append(data)

    def of(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def html(story_db, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "story.html"
    provenance.report(path, story_db)
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


# -- one file ----------------------------------------------------------------------------------------------------------


def test_style_and_script_are_those_that_the_policy_names(html, page):
    policy = next(meta["content"] for meta in page.of("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        [text] = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_nothing_is_loaded_from_anywhere(page):
    assert not [tag for tag, attributes in page.elements if "src" in attributes]
    assert not page.of("link") + page.of("iframe") + page.of("object")
    for anchor in page.of("a"):
        assert re.match(r"#|https?://|data:(text/csv|application/vnd)", anchor["href"]), anchor


def test_hostile_text_stays_text(page):
    assert len(page.of("script")) == 1
    assert not page.of("img")
    assert not [attributes for _, attributes in page.elements if any(name.startswith("on") for name in attributes)]
    assert not [attributes for _, attributes in page.elements if "style" in attributes]
    text = "".join(page.text)
    assert "<script>alert(1)</script>" in text
    assert "javascript:alert(4)" in text
    assert "Quay <b>Blog</b>" in text
    assert "\u202e" not in text


def test_every_link_inside_leads_somewhere_and_ids_are_unique(page):
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {anchor["href"][1:] for anchor in page.of("a") if anchor["href"].startswith("#")} <= set(ids)


def test_it_is_readable_without_its_script(page):
    shown = " ".join("".join(page.text).split())
    for words in ("no credit found", "Earliest known: Reuters", "What is not known", "Coast Herald has no date"):
        assert words in shown
    assert "stolen" not in shown


def test_right_to_left_text_says_so(page):
    texts = [attributes for _, attributes in page.elements if attributes.get("class") == "text"]
    assert texts
    assert all(attributes["dir"] == "auto" for attributes in texts)
    assert "ar" in {attributes.get("lang") for attributes in texts}


# -- what is in it -----------------------------------------------------------------------------------------------------


def test_every_page_is_there_with_its_sql(page):
    sections = [attributes["id"] for attributes in page.of("section")]
    assert sections == [each.name for each in PAGES]
    assert sum(attributes.get("class") == "sql" for attributes in page.of("details")) == len(PAGES)


def test_the_sql_that_is_shown_runs(html, story_db):
    statements = re.findall(r"<pre tabindex=\"0\"><code>(.*?)</code></pre>", html, re.DOTALL)
    with provenance.Warehouse.open(story_db) as warehouse:
        for statement in statements:
            assert isinstance(warehouse.sql(unescape(statement)), pl.DataFrame)
    assert len(statements) > 10


def test_the_ledger_saved_as_csv_has_every_page(page):
    [address] = [anchor["href"] for anchor in page.of("a") if anchor.get("download") == "ledger.csv"]
    text = base64.b64decode(address.split(",", 1)[1]).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["document_id"] for row in rows} == {"gazette-elm", "blog-elm", "undated-elm", "arab-two"}
    assert {row["named"] for row in rows if row["document_id"] == "blog-elm"} == {"no credit found"}


def test_a_report_of_one_document_holds_its_story_alone(story_db, tmp_path):
    made = provenance.report(tmp_path / "one.html", story_db, document="arab-two")
    assert (made.stories, made.documents) == (1, 2)
    assert "Port Elm" not in (tmp_path / "one.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("selection", "stories"),
    [({"chain": "reuters-elm"}, 1), ({"outlet": "Elm Gazette"}, 1), ({"agency": "Reuters"}, 1), ({}, 2)],
)
def test_what_it_is_about_can_be_chosen(story_db, tmp_path, selection, stories):
    assert provenance.report(tmp_path / "some.html", story_db, **selection).stories == stories


def test_a_name_that_is_not_known_is_refused(story_db, tmp_path):
    with pytest.raises(UsageError, match="no document is called"):
        provenance.report(tmp_path / "x.html", story_db, document="nothing-like-it")
    with pytest.raises(UsageError, match="no story begins with"):
        provenance.report(tmp_path / "x.html", story_db, chain="blog-elm")
    with pytest.raises(UsageError, match="--document and --outlet are given"):
        provenance.report(tmp_path / "x.html", story_db, document="blog-elm", outlet="Reuters")
    assert not (tmp_path / "x.html").exists()


def test_a_warehouse_without_stories_says_so(tmp_path):
    (tmp_path / "a.txt").write_text("One text that nobody else has, about the price of apples in the market hall.")
    provenance.trace([tmp_path / "a.txt"], tmp_path / "w.duckdb")
    assert provenance.report(tmp_path / "empty.html", tmp_path / "w.duckdb").stories == 0
    assert "No story was found" in (tmp_path / "empty.html").read_text(encoding="utf-8")


# -- memo and figures --------------------------------------------------------------------------------------------------


def test_a_memo_is_markdown_in_which_texts_stay_text(story_db, tmp_path):
    provenance.report(tmp_path / "memo.md", story_db)
    memo = (tmp_path / "memo.md").read_text(encoding="utf-8")
    assert "- **Reuters**, 2024-10-04 08:00" in memo
    assert "  - **Coast Herald**, undated: excerpted, credited" in memo
    assert not re.search(r"(?<!\\)<(?!https?://)", memo)
    assert re.search(r"(?m)^Reuters has:\n\n> The harbour council of Port Elm voted", memo)
    assert "Coast Herald has:" in memo


@pytest.mark.parametrize("draw", ["story", "matrix"])
def test_a_figure_stands_alone(draw, story_db, tmp_path):
    provenance.report(tmp_path / "figure.svg", story_db, draw=draw)
    root = ET.parse(tmp_path / "figure.svg").getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    tags = {element.tag.split("}")[1] for element in root.iter()}
    assert not tags & {"script", "a", "image", "foreignObject"}
    assert "Quay <b>Blog</b>" in "".join(root.itertext())


def test_nothing_to_draw_is_said(tmp_path):
    (tmp_path / "a.txt").write_text("One text that nobody else has, about the price of apples in the market hall.")
    provenance.trace([tmp_path / "a.txt"], tmp_path / "w.duckdb")
    for draw in ("story", "matrix"):
        with pytest.raises(UsageError, match="nothing to draw"):
            provenance.report(tmp_path / "figure.svg", tmp_path / "w.duckdb", draw=draw)
    assert provenance.report(tmp_path / "memo.md", tmp_path / "w.duckdb").stories == 0


# -- the axis ----------------------------------------------------------------------------------------------------------

START = datetime(2024, 5, 3)


def moments(*hours):
    return [(START + timedelta(hours=hour), START + timedelta(hours=hour, minutes=1)) for hour in hours]


def test_places_on_the_axis_keep_the_order_of_times():
    axis = TimeAxis(moments(0, 1, 2.5, 30, 31, 800), 3, 97)
    places = [axis.x(start) for start, _ in moments(0, 1, 2.5, 30, 31, 800)]
    assert places == sorted(places)
    assert places[0] == 3
    assert places[-1] < 97


def test_an_empty_month_is_cut_out_and_an_hour_stays_readable():
    axis = TimeAxis(moments(0, 1, 720, 721), 0, 100)
    assert len(axis.cuts()) == 1
    assert axis.x(START + timedelta(hours=1)) > 20


def test_labels_have_room():
    for hours in ([0], [0, 1], [0, 50], [0, 5000], [0, 24 * 4000]):
        labels = TimeAxis(moments(*hours), 3, 97).labels()
        assert labels
        assert all(second.x - first.x >= 10 for first, second in pairwise(labels))


# -- texts -------------------------------------------------------------------------------------------------------------


def test_segments_give_the_text_back():
    text = "abc def ghi jkl"
    parts = list(segments(text, [(4, 11, 1, "edited")], [(8, 11)], [{"start": 0, "stop": 7}], []))
    assert "".join(part.text for part in parts) == text
    assert [part.text for part in parts if part.differs] == ["ghi"]
    assert [part.text for part in parts if part.repeats] == ["abc ", "def"]
    assert [part.text for part in parts if part.opens] == ["def"]


def test_long_text_without_a_passage_is_left_out_and_said():
    parts = list(segments("a" * 10_000, [], [], [], []))
    assert sum(part.gap for part in parts) + sum(len(part.text) for part in parts) == 10_000
    assert [part.gap for part in parts if part.gap] == [9_300]


def test_words_that_differ_are_marked_on_their_side():
    source, copy = "The mayor left the red house.", "The mayor left the blue house today."
    runs = differing_runs(source, copy, {"source": (0, len(source)), "document": (0, len(copy))})
    assert [source[start:stop].strip() for start, stop in runs["source"]] == ["red"]
    assert [copy[start:stop].strip() for start, stop in runs["document"]] == ["blue", "today"]


def test_chinese_is_compared_letter_by_letter():
    assert compared_words("全长18公里 of it") == ["全", "长", "18", "公", "里", " ", "of", " ", "it"]


def test_control_characters_are_no_markup():
    assert printable("a\x00b\r\nc\u202ed\x1b[1m") == "a\ufffdb\ncd\ufffd[1m"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " https://a.b", "//a.b", "", None])
def test_only_addresses_of_the_web_are_links(address):
    assert web_address(address) is None


def test_a_cell_of_a_spreadsheet_is_no_formula():
    assert safe_cell('=HYPERLINK("x")') == '\'=HYPERLINK("x")'
    assert safe_cell(0.5) == 0.5


def test_paragraphs_are_compared_where_no_passage_is_stored():
    source, copy = "One two.\n\nThree  four.\n\nFive.", "Zero.\nOne two.\nThree four."
    spans = equal_paragraphs(source, copy)
    assert [(source[slice(*span["source"])], copy[slice(*span["document"])]) for span in spans] == [
        ("One two.\n\nThree  four.", "One two.\nThree four.")
    ]


def test_copies_of_a_source_outside_the_corpus_are_shown_beside_each_other(tmp_path):
    """Neither has the text of the source: each is shown beside the other, and called so."""
    lead = (
        "LUNDEN, Oct. 4 (Reuters) - The council of Lunden voted on Friday to close the old grain terminal at the quay."
    )
    body = " ".join(
        f"Sentence {n} of the story tells how many tonnes the silo number {n} held in that year." for n in range(9)
    )
    for name, outlet, text in (("a", "Elm Gazette", f"{lead} {body}"), ("b", "Quay Blog", f"{lead[25:]} {body}")):
        row = {"id": name, "outlet": outlet, "published_at": f"2024-10-0{5 + (name == 'b')}", "text": text}
        (tmp_path / f"{name}.json").write_text(json.dumps(row))
    provenance.trace([tmp_path / "a.json", tmp_path / "b.json"], tmp_path / "w.duckdb")
    provenance.report(tmp_path / "r.html", tmp_path / "w.duckdb")
    text = "".join(Page((tmp_path / "r.html").read_text(encoding="utf-8")).text)
    assert "A story of Reuters" in text
    assert "Beside the copy: another copy of the same source" in text


# -- reasons -----------------------------------------------------------------------------------------------------------


def test_the_steps_of_a_waterfall_add_up():
    evidence = '[{"kind": "credit", "detail": "a", "weight": 3}, {"kind": "date", "detail": "b", "weight": -1.5}]'
    drawn = waterfall(evidence, 0.82)
    assert [step["way"] for step in drawn["steps"]] == ["for", "against"]
    assert [(step["x"], step["width"]) for step in drawn["steps"]] == [(0, 100), (50, 50)]
    assert (drawn["total"], drawn["percent"], drawn["word"]) == ("+1.50", "82 %", "likely")


def test_weights_of_a_source_outside_the_corpus_are_no_sum():
    drawn = waterfall('[{"kind": "a", "weight": 0.5}, {"kind": "b", "weight": 1}]', 0.9, is_sum=False)
    assert [(step["x"], step["width"]) for step in drawn["steps"]] == [(0, 50), (0, 100)]


def test_reasons_lead_to_the_words_that_they_name(page):
    ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    targets = [anchor["href"][1:] for anchor in page.of("a") if re.match(r"#e\d+-r\d+$", anchor["href"])]
    assert targets
    assert set(targets) <= ids


def test_the_mark_of_a_source_stands_before_what_derives_from_it():
    """The source is dated by the day, in which the copy's moment lies: drawn marks follow the derivations."""
    spans = [(START, START + timedelta(days=1)), (START + timedelta(hours=3), START + timedelta(hours=3, seconds=1))]
    lines = [
        {"node": {"unseen": False, "published_at": start, "published_until": stop}, "parent": parent}
        for (start, stop), parent in zip(spans, (None, 0), strict=True)
    ]
    axis = TimeAxis([(line["node"]["published_at"], line["node"]["published_until"]) for line in lines], 0, 100)
    limits = latest_places(lines, axis)
    assert limits[0] == axis.x(START + timedelta(hours=3, seconds=1))
    lines[0]["bar"] = (axis.x(START), axis.x(START + timedelta(days=1)))
    assert mark_place(lines[0], lines, axis, False, limits[0]) < axis.x(START + timedelta(hours=3))


# -- notebooks ---------------------------------------------------------------------------------------------------------


def test_a_notebook_shows_a_page_in_a_frame_of_its_own(story_db):
    shown = provenance.piece("matrix", story_db, document="blog-elm")._repr_html_()
    [frame] = Page(shown).of("iframe")
    assert "allow-same-origin" not in frame["sandbox"]
    inner = Page(frame["srcdoc"])
    assert [attributes["id"] for attributes in inner.of("section")] == ["matrix"]
    assert "<script>alert" not in shown
    with pytest.raises(UsageError, match="there is no page"):
        provenance.piece("matrixx", story_db)


def test_a_report_shows_itself_in_a_notebook(story_db, tmp_path):
    shown = provenance.report(tmp_path / "r.html", story_db)._repr_html_()
    assert len(Page(shown).of("iframe")) == 1
    assert "iframe" not in provenance.report(tmp_path / "r.md", story_db)._repr_html_()


# -- hostile texts -----------------------------------------------------------------------------------------------------

ATTACKS = (
    "</script><script>alert(1)</script>", "<svg onload=alert(1)>", "{{ 7 * 7 }}", "<!--", "]]>", "\x1b[31mred\x1b[0m",
    "\u202egnp.exe", "`; rm -rf /`", "[x](javascript:alert(1))", "\"><iframe src=javascript:alert(1)>", "\x00\x07",
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile_db(tmp_path_factory):
    """Stories of which every field is hostile: ids, outlets, headlines, addresses, authors, texts."""
    folder = tmp_path_factory.mktemp("hostile")
    body = " ".join(
        f"Sentence {n} of the story tells what the {n}th witness saw on the quay that night." for n in range(9)
    )
    rows = [
        {
            "id": f"{kind}-{number} {attack}", "outlet": f"Outlet {kind} {attack}", "byline": f"By {attack}",
            "title": f"Headline {attack}", "url": f"javascript:alert('{number}')" if number % 2 else f"https://x.example/{attack}",
            "published_at": f"2024-10-{4 + number:02d}T{8 + hour:02d}:00:00Z",
            "text": f"{attack}\n\nCase {number}. {body.replace('witness', f'witness{number}x')}\n\n{attack}",
        }
        for number, attack in enumerate(ATTACKS)
        for hour, kind in enumerate(("first", "copy"))
    ]  # fmt: skip
    source = folder / "documents.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    provenance.trace([source], folder / "w.duckdb")
    return folder / "w.duckdb"


def test_every_field_stays_text_on_every_page(hostile_db, tmp_path):
    assert provenance.report(tmp_path / "r.html", hostile_db).documents >= 2 * len(ATTACKS) - 2
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    page = Page(html)
    assert len(page.of("script")) == 1
    assert page.of("iframe") + page.of("img") + page.of("object") + page.of("embed") == []
    assert not [
        name for _, attributes in page.elements for name in attributes if name.startswith("on") or name == "style"
    ]
    assert all(re.match(r"#|https?://|data:(text/csv|application/vnd)", anchor["href"]) for anchor in page.of("a"))
    assert "49" not in [text.strip() for text in page.text]
    assert not {"\x1b", "\x00", "\x07", "\u202e"} & set(html)


@pytest.mark.parametrize("name", ["memo.md", "figure.svg"])
def test_every_field_stays_text_in_a_memo_and_in_a_figure(hostile_db, tmp_path, name):
    provenance.report(tmp_path / name, hostile_db)
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert not re.search(r"(?<!\\)<script", text)
    assert name.endswith(".svg") or not re.search(r"(?<!\\)\[x\\?\]\(", text)
    assert not {"\x1b", "\x00", "\x07", "\u202e"} & set(text)
    if name.endswith(".svg"):
        root = ET.fromstring(text)
        assert not [part.tag for part in root.iter() if part.tag.endswith(("script", "foreignObject"))]


@pytest.mark.parametrize("form", ["graphml", "gexf", "schema-org", "ninjs", "prov-json", "mermaid", "dot", "ro-crate"])
def test_every_export_of_hostile_texts_is_written(hostile_db, tmp_path, form):
    assert provenance.export(tmp_path / "x", hostile_db, form=form).documents > 0


# -- reasons, again ----------------------------------------------------------------------------------------------------


def test_evidence_that_is_no_json_is_shown_as_it_stands():
    assert [step["detail"] for step in waterfall("because", 0.5)["steps"]] == ["because"]
    assert waterfall(None, 0.5)["steps"] == []
