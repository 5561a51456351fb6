"""Take the pictures of the docs from a report of the made-up corpus: ``python docs/images/make.py``.

It needs Chromium on the PATH and fonts for Chinese (Debian: chromium, fonts-noto-core, fonts-noto-cjk).
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

import provenance

HERE = Path(__file__).resolve().parent
WIDTH, MARGIN = 1120, 7


def main() -> None:
    """Write every picture."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.html"
        provenance.demo(Path(folder) / "demo.duckdb")
        provenance.report(report, Path(folder) / "demo.duckdb")
        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(viewport={"width": WIDTH, "height": 900}, color_scheme="light")
            take_pictures(page, report.as_uri())
            browser.close()


def take_pictures(page: Page, address: str) -> None:
    """Take the tree of the largest story, and the two texts of one of its edges."""
    page.goto(address)
    take_picture(page, page.locator("#story-1"), "story.png")
    link = page.locator(".row a[href^='#edge-']", has_text="Valley Courier").first
    link.click()
    body = page.locator(str(link.get_attribute("href")))
    page.mouse.move(0, 0)
    take_picture(page, body.locator(".sides"), "side-by-side.png")


def take_picture(page: Page, part: Locator, name: str) -> None:
    """Take a picture of a part of the page, with a margin around it."""
    box = part.bounding_box()
    assert box
    top = page.evaluate("scrollY")
    clip = {"x": box["x"] - MARGIN, "y": box["y"] + top - MARGIN}
    size = {"width": box["width"] + 2 * MARGIN, "height": box["height"] + 2 * MARGIN}
    page.screenshot(path=HERE / name, full_page=True, clip={**clip, **size})


if __name__ == "__main__":
    main()
