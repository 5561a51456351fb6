"""The report in a browser: both themes, a wide and a narrow window, filters, links, keys; nothing leaves the page.

Skipped where there is no Chromium (Debian: chromium, fonts-noto-cjk, fonts-noto-core).
"""

import shutil
import socket
import threading
from itertools import pairwise

import pytest

import provenance
from provenance.pipeline.site import HOST, application

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on the PATH")
SETTINGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=CHROMIUM, args=SETTINGS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def path(story_db, tmp_path_factory):
    path = tmp_path_factory.mktemp("browser") / "story.html"
    provenance.report(path, story_db)
    return path


@pytest.fixture
def opened(browser, path):
    """Open the report in a window, and hold at the end that nothing was wrong and nothing was asked for."""
    complaints, contexts = [], []

    def open_page(width=1400, theme="light", anchor="", script=True):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
        page.on("request", lambda request: request.url.startswith("file:") or complaints.append(request.url))
        page.goto(path.as_uri() + anchor)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_it_fits_the_window(opened, width, theme):
    page = opened(width, theme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    light, dark = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    brightness = [sum(map(int, colour.removeprefix("rgb(").removesuffix(")").split(","))) for colour in (light, dark)]
    assert (brightness[0] > brightness[1]) == (theme == "dark")
    for row in page.query_selector_all(".row")[:6]:
        assert row.query_selector(".who").bounding_box()["height"] <= row.bounding_box()["height"]


def test_a_click_on_an_edge_shows_the_pair(opened):
    page = opened()
    page.click(".row a[href^='#edge-']")
    body = page.locator(".edge-body:visible")
    assert body.count() == 1
    assert body.locator(".side").count() == 2
    assert body.locator(".waterfall").is_visible()


def test_edges_open_without_the_script(opened):
    page = opened(script=False)
    assert page.locator("details.edge").first.is_visible()
    page.locator("details.edge summary").first.click()
    assert page.locator("details.edge .text").first.is_visible()


def test_a_passage_lights_on_both_sides_and_in_the_map(opened):
    page = opened(anchor="#edge-1")
    page.locator("#edge-1 .side .p").first.hover()
    assert page.locator("#edge-1 .side .p.lit").count() >= 2
    assert page.locator("#edge-1 .map .lit").count() == 1
    page.locator("#edge-1 h3").hover()
    assert page.locator("#edge-1 .lit").count() == 0


def test_filters_leave_the_rows_that_fit(opened):
    page = opened()
    page.select_option("select[name=named]", "no credit found")
    assert page.locator("#ledger-rows tbody tr:visible").count() == 1
    page.select_option("select[name=named]", "")
    page.fill("input[name=words]", "gazette")
    assert page.locator("#ledger-rows tbody tr:visible").count() == 1
    assert page.locator(".filters output").inner_text() == "1 of 4 rows"


def test_a_cell_of_the_matrix_filters_the_ledger(opened):
    page = opened()
    page.locator(".matrix td a[data-words='Elm Gazette']:visible").click()
    assert page.locator("#ledger-rows tbody tr:visible").count() == 1


def test_the_matrix_switches_between_source_and_root(opened):
    page = opened()
    assert page.locator(".matrix-direct").first.is_visible()
    page.locator("label[for=step-root]").click()
    assert page.locator(".matrix-root").first.is_visible()
    assert not page.locator(".matrix-direct").first.is_visible()


def test_keys_go_from_edge_to_edge(opened):
    page = opened()
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("j")
    assert first
    assert page.evaluate("document.activeElement.getAttribute('href')") != first


def test_everything_that_is_read_aloud_has_a_name(opened):
    page = opened()
    bare = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, select, summary, [role=img], [role=region]")]
        .filter(e => !e.closest("[aria-hidden=true], svg") &&
          !(e.textContent.trim() || e.getAttribute("aria-label") || e.labels?.length))
        .map(e => e.outerHTML.slice(0, 90))"""
    )
    assert bare == []
    headings = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(e => Number(e.tagName[1]))")
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(following - heading <= 1 for heading, following in pairwise(headings))


def test_print_shows_every_text(opened):
    page = opened(anchor="#edge-1")
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert page.locator("#edge-1 .side").first.evaluate("e => getComputedStyle(e).maxHeight") == "none"


@pytest.fixture(scope="module")
def address(story_db):
    """The site, served on a port of its own."""
    import uvicorn

    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port = listener.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(application(story_db, port), log_level="error", lifespan="off"))
        server.install_signal_handlers = lambda: None
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://{HOST}:{port}"
        server.should_exit = True
        thread.join()


def test_the_site_searches_pastes_and_opens_stories(browser, address):
    complaints = []
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.on("request", lambda request: request.url.startswith(address) or complaints.append(request.url))
    page.goto(address)
    page.fill("#text", "The buyers will pay six million crowns in three instalments, the last of them due next summer.")
    page.click("form.paste button")
    page.wait_for_selector("h1:has-text('Where is this text from?')")
    assert page.locator("tbody tr").count() >= 2
    page.fill("#q", "silos")
    page.press("#q", "Enter")
    page.wait_for_selector(".found li")
    page.click(".found a >> nth=0")
    page.wait_for_selector(".tree")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
    assert complaints == []
