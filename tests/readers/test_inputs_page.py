"""The page on inputs says what the readers do."""

from __future__ import annotations

import re
from pathlib import Path

from provenance.readers import archives, streams
from provenance.readers import formats as kinds
from provenance.readers.fields import ALIASES, bare

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "inputs.md").read_text(encoding="utf-8")
ROWS = {cells[1].strip(" `"): cells[2] for line in PAGE.splitlines() if len(cells := line.split("|")) > 3}


def test_every_field_name_is_listed_in_its_order():
    for column, aliases in ALIASES.items():
        listed = [bare(name) for name in re.sub(r"\(.*?\)", "", ROWS[column]).split(",")]
        assert listed == aliases, column


def test_every_ending_is_listed():
    formats = PAGE.split("## Formats")[1].split("## Which")[0]
    listed = set(re.findall(r"`(\.\w+)`", formats))
    assert listed == {*kinds.READERS, *kinds.ARCHIVES, *streams.COMPRESSED, *streams.PACKED_TAR}


def test_the_limits_are_those_of_the_readers():
    assert (streams.LARGEST, streams.FLOOR, streams.RATIO, archives.ROOM) == (64 << 20, 64 << 20, 200, 1 << 30)
    assert "64 MiB and 200 times its size" in PAGE
    assert "1 GiB and 200 times its size" in PAGE
