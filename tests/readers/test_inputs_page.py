"""The page on inputs says what the readers do (its table of formats is made from the registry: see test_registry)."""

from __future__ import annotations

import re
from pathlib import Path

from provenance.readers import archives, formats, streams
from provenance.readers.fields import ALIASES, normalised_name

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "inputs.md").read_text(encoding="utf-8")
ROWS = {cells[1].strip(" `"): cells[2] for line in PAGE.splitlines() if len(cells := line.split("|")) > 3}


def test_every_field_name_is_listed_in_its_order():
    for column, aliases in ALIASES.items():
        listed = [normalised_name(name) for name in re.sub(r"\(.*?\)", "", ROWS[column]).split(",")]
        assert listed == aliases, column


def test_every_ending_is_listed():
    section = PAGE.split("## Formats")[1].split("## Which")[0]
    listed = set(re.findall(r"`(\.\w+)`", section))
    assert listed == {ending for form in formats.FORMATS for ending in form.endings} | set(streams.COMPRESSED)


def test_the_limits_are_those_of_the_readers():
    assert (streams.MAX_RECORD_BYTES, streams.EXPANSION_FLOOR, streams.MAX_EXPANSION, archives.ARCHIVE_FLOOR) == (
        64 << 20,
        64 << 20,
        200,
        1 << 30,
    )
    assert "64 MiB and 200 times its size" in PAGE
    assert "1 GiB and 200 times its size" in PAGE
