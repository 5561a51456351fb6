"""The card of an input data set: its front matter, and the licence that it names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
ENTRY = re.compile(
    r"^(license|license_name|license_link):[ \t]*(?:\n[ \t]*- *)?[\"']?([^\"'\n\[\]]+?)[\"']?[ \t]*$", re.MULTILINE
)


def input_license(paths: Sequence[str | Path]) -> str:
    """Return the licence that the cards of all input folders name; empty where one names none, or they differ."""
    licenses = {license_of_card(Path(path)) for path in paths}
    return licenses.pop() if len(licenses) == 1 else ""


def license_of_card(folder: Path) -> str:
    """Return the licence in the front matter of the card of a folder; empty where it names none."""
    entries: dict[str, str] = dict(ENTRY.findall(front_matter_of(folder)))
    license_name = entries.get("license", "")
    return license_name if license_name != "other" else entries.get("license_link", entries.get("license_name", ""))


def front_matter_of(folder: Path) -> str:
    """Return the front matter of the card of a folder; empty where there is none."""
    card = card_of(folder)
    matter = FRONT_MATTER.match(card.read_text("utf-8", "replace")) if card else None
    return matter[1] if matter else ""


def card_of(folder: Path) -> Path | None:
    """Return the README of a folder, or of the one above its folder ``data``; None where there is none."""
    cards = [folder / "README.md", *([folder.parent / "README.md"] if folder.name == "data" else [])]
    return next((card for card in cards if card.is_file()), None)
