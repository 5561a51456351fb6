"""The report in a browser: both themes, a wide and a narrow window, filters, links, keys; nothing leaves the page.

Skipped where there is no Chromium (Debian: chromium, fonts-noto-cjk, fonts-noto-core).
"""

import shutil
import socket
import threading
from contextlib import contextmanager
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


AXE = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe


def serious(page):
    """Return what axe-core finds of serious or critical kind, with the places."""
    found = AXE().run(page).response["violations"]
    return [
        (violation["id"], node["html"][:160], node["failureSummary"][:200])
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"][:3]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_a_screen_reader_and_weak_eyes_find_nothing_serious(opened, width, theme):
    page = opened(width, theme, anchor="#edge-1")
    page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
    assert serious(page) == []


def test_a_reason_leads_to_its_words(opened):
    page = opened(anchor="#edge-1")
    link = page.locator(".waterfall a[href*='-r']").first
    target = link.get_attribute("href")
    page.locator(f"details:has({target})").first.evaluate("box => { box.open = true; }")
    link.click()
    words = page.locator(target)
    assert words.is_visible()
    assert words.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_on_a_phone_the_ledger_is_read_without_scrolling_sideways(opened):
    page = opened(390)
    table = page.locator("#ledger-rows")
    assert table.evaluate("e => e.scrollWidth <= e.parentElement.clientWidth + 1")
    assert page.locator("#ledger-rows td[data-label=share]").first.is_visible()


@pytest.fixture(scope="module", params=["demo", "seeds"])
def report_page(request, tmp_path_factory):
    """The report of the demonstration, and of the seeds where they are."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "demo":
        provenance.demo(folder / "w.duckdb")
    else:
        provenance.trace([request.getfixturevalue("corpora") / "seeds"], folder / "w.duckdb")
    provenance.report(folder / "report.html", folder / "w.duckdb")
    return folder / "report.html"


def test_the_reports_of_demo_and_seeds_fit_and_show_their_pairs(browser, report_page):
    for width in (390, 1400):
        for theme in ("light", "dark"):
            complaints = []
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
            page = context.new_page()
            page.on("console", lambda message, into=complaints: into.append(message.text))
            page.on("pageerror", lambda error, into=complaints: into.append(str(error)))
            page.on("request", lambda asked, into=complaints: asked.url.startswith("file:") or into.append(asked.url))
            page.goto(report_page.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.click(".row a[href^='#edge-'] >> nth=0")
            body = page.locator(".edge-body:visible")
            assert body.count() == 1
            assert body.locator(".side").count() == 2
            # nothing is cut off: what holds words is as wide as they are, or scrolls and says so to the keyboard
            cut = page.evaluate(
                """() => [...document.querySelectorAll("td, th, summary, h2, h3, .who, .label, .delay-name, nav li")]
                .filter(e => e.offsetWidth && e.scrollWidth > e.clientWidth + 2 && !e.closest(".matrix, .row, .delay"))
                .map(e => e.outerHTML.slice(0, 120))"""
            )
            assert cut == []
            tables = page.evaluate(
                """() => [...document.querySelectorAll("table")].map(e => e.parentElement)
                .filter(e => e.scrollWidth > e.clientWidth + 1 && e.tabIndex !== 0).length"""
            )
            assert tables == 0
            context.close()
            assert complaints == []


def test_print_is_in_light_colours_whatever_the_screen_has(opened):
    page = opened(theme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.querySelector('.p')).backgroundColor]"
    )
    ink, passage = (sum(map(int, colour.removeprefix("rgb(").removesuffix(")").split(","))) for colour in colours)
    assert ink < 100
    assert passage > 500


@pytest.fixture(scope="module")
def address(story_db):
    """The site, served on a port of its own."""
    with served(story_db) as address:
        yield address


@contextmanager
def served(db, **options):
    """Serve the site of a database on a port of its own."""
    import uvicorn

    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port = listener.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(application(db, port, **options), log_level="error", lifespan="off"))
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


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "/find?q=silos", "/story/reuters-elm", "/document/none-of-this"])
def test_the_site_fits_and_reads_well(browser, address, path, theme):
    for width in (390, 1400):
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=theme)
        page = context.new_page()
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert serious(page) == []
        context.close()


def test_a_button_rules_on_an_edge(browser, story_db, tmp_path):
    import shutil as files

    db = tmp_path / "ruled.duckdb"
    files.copy(story_db, db)
    with served(db, rulings=True) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}/document/blog-elm")
        box = page.locator("details.edge", has=page.locator("input[name=document][value=blog-elm]")).first
        box.locator("summary").click()
        box.locator("input[name=note]").fill("their editor says so")
        box.locator("button[value=no]").click()
        page.wait_for_load_state()
        assert page.url.endswith("/document/blog-elm")
        context.close()
    with provenance.Warehouse.open(db) as warehouse:
        [row] = warehouse.query("reports/rulings").rows(named=True)
    assert (row["about"], row["verdict"], row["note"]) == (
        "blog-elm <- reuters-elm",
        "rejected",
        "their editor says so",
    )
