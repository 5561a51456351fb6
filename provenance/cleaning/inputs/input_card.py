"""The licence that the card of an input data set names."""

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
    """Return the licence in the front matter of the README of a folder, or of the one above its folder ``data``."""
    for card in (folder / "README.md", folder.parent / "README.md" if folder.name == "data" else None):
        if card is not None and card.is_file():
            beginning = card.read_text("utf-8", "replace")
            if matter := FRONT_MATTER.match(beginning):
                entries: dict[str, str] = dict(ENTRY.findall(matter[1]))
                named = entries.get("license", "")
                return named if named != "other" else entries.get("license_link", entries.get("license_name", ""))
    return ""
