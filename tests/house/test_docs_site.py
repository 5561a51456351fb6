"""The site of the docs: it builds strictly, without a network, holds every page, and loads nothing from elsewhere."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

DOCS = Path(__file__).parents[2] / "docs"
LOADS = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


class Links(HTMLParser):
    """What a page links to, loads, and can be linked to at."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.loaded: list[str] = []
        self.anchors: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.anchors |= {values[name] for name in ("id", "name") if values.get(name)}
        if tag == "a" and values.get("href"):
            self.targets.append(values["href"])
        if values.get(LOADS.get(tag, "")):
            self.loaded.append(values[LOADS[tag]])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-n", "-q", "-d", str(folder / "cache")]
    built = subprocess.run([*command, str(DOCS), str(folder / "html")], capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return {page: Links(page) for page in (folder / "html").rglob("*.html")}


def test_the_site_holds_every_page(site):
    names = {page.stem for page in site}
    pages = [page for page in DOCS.rglob("*") if page.suffix in (".md", ".ipynb")]
    assert len(pages) > 40
    assert [page.name for page in pages if page.stem not in names] == []


def test_every_link_of_the_site_leads_somewhere(site):
    for page, links in site.items():
        for target in links.targets:
            parts = urlsplit(target)
            if parts.scheme:
                continue
            other = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            assert other.exists(), f"{page.name} links to {target}"
            if parts.fragment and other in site:
                assert unquote(parts.fragment) in site[other].anchors, f"{page.name} links to {target}"


def test_the_side_bar_of_the_first_page_lists_every_guide_and_explanation(site):
    page = next(page for page in site if page.parent.name == "html" and page.name == "index.html")
    text = page.read_text(encoding="utf-8")
    side_bar = text[text.index("sidebar-tree") : text.index("</aside>")]
    listed = set(re.findall(r'href="([^"#]+)\.html"', side_bar))
    for folder in ("how-to", "explanation", "notebooks", "reference"):
        for source in (DOCS / folder).glob("*.*"):
            if source.suffix in (".md", ".ipynb"):
                assert f"{folder}/{source.stem}" in listed


def test_the_site_loads_nothing_from_elsewhere(site):
    assert [load for links in site.values() for load in links.loaded if urlsplit(load).netloc] == []
