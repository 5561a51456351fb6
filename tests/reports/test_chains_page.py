"""Syndication chains as an HTML page: the largest story first, headlines, links, and a tree that is well formed."""

from html.parser import HTMLParser

import polars as pl
import pytest

from provenance.reports.pages import chains as chains_page
from provenance.reports.pages.rendering import render_chains_page

VOID = {"meta", "br", "link", "input", "img"}


class Outline(HTMLParser):
    """The lists of a page: how deep each text stands, and whether all that begins ends."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.depths: dict[str, int] = {}
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)
        self.links += [value for name, value in attrs if name == "href" and value.startswith("http")]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if data.strip():
            self.depths.setdefault(data.strip(), self.open.count("ul"))


def row(chain, *path, outlet=None, title=None, url=None, status="found", **more):
    return {
        "chain_id": chain, "root_id": path[0], "document_id": path[-1], "path": list(path), "relation": "edited",
        "credited": status == "found", "credit_status": status, "edge_confidence": 0.95, "outlet": outlet,
        "title": title, "url": url, "published_at": None, "published_precision": None, "unseen": False,
        "root_outlet": "Wire", "root_at": None, "root_precision": None, "root_unseen": False,
        "root_title": "What happened", "root_url": "https://wire.example/1",
        "evidence": '[{"kind": "date", "detail": "later", "weight": 1}]', **more,
    }  # fmt: skip


def frame(*rows):
    return pl.DataFrame(list(rows), schema_overrides={"published_at": pl.Datetime, "root_at": pl.Datetime})


TREE = frame(
    row("one", "x", "y", outlet="Alone"),
    row("two", "a", "b", outlet="Ledger", title="A <b>title</b>", url="https://ledger.example/2"),
    row("two", "a", "b", "c", outlet="Owl", status="none_in_text"),
    row("two", "a", "b", "c", "d", outlet="Deep"),
    row("two", "a", "e", outlet="Last", url="javascript:alert(1)"),
)


def test_the_largest_story_is_first_with_its_counts():
    page = render_chains_page(TREE)
    assert page.index("4 documents, 4 outlets, no credit found in 1") < page.index("1 document, 1 outlet")


def test_every_document_is_under_its_source_and_all_that_begins_ends():
    outline = Outline(render_chains_page(TREE))
    assert not outline.open
    assert [outline.depths[name] for name in ("Ledger", "Owl", "Deep", "Last")] == [1, 2, 3, 1]


def test_headlines_are_text_and_only_web_addresses_are_links():
    page = render_chains_page(TREE)
    assert "What happened" in page
    assert "A &lt;b&gt;title&lt;/b&gt;" in page
    assert set(Outline(page).links) == {"https://wire.example/1", "https://ledger.example/2"}


@pytest.mark.parametrize(("explain", "shown"), [("", False), ("strongest", True), ("all", True)])
def test_reasons_are_shown_when_asked_for(explain, shown):
    assert ("· later" in render_chains_page(TREE, explain)) == shown


def test_what_is_not_shown_is_said(monkeypatch):
    monkeypatch.setattr(chains_page, "MOST_TREES", 1)
    page = render_chains_page(TREE)
    assert "… and 1 more story" in page
    assert "Alone" not in page


def test_no_chain_is_said():
    assert "No chain was found." in render_chains_page(TREE.clear())
