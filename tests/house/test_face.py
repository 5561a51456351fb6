"""The public face: what the package offers, and what importing it costs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import provenance

ROOT = Path(__file__).parents[2]


def test_the_public_names_are_sorted_and_all_there():
    assert provenance.__all__ == sorted(provenance.__all__)
    for name in provenance.__all__:
        assert getattr(provenance, name) is not None


def test_the_types_of_the_face_are_those_of_the_public_names():
    stub = (ROOT / "provenance/__init__.pyi").read_text(encoding="utf-8")
    homes = {name: room for room, name in re.findall(r"^from (\S+) import \w+ as (\w+)$", stub, re.MULTILINE)}
    assert homes == provenance._HOMES


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nothing_like_this"):
        provenance.nothing_like_this  # noqa: B018


@pytest.mark.parametrize(
    "heavy", ["polars", "duckdb", "numba", "numpy", "scipy", "datasketch", "pyarrow", "wcwidth", "jinja2"]
)
def test_help_loads_no_heavy_library(heavy):
    code = (
        "import sys, runpy; sys.argv = ['provenance', '--help']\n"
        f"try: runpy.run_path({str(ROOT / 'cli.py')!r}, run_name='__main__')\n"
        f"except SystemExit: assert {heavy!r} not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_the_version_is_the_changelogs_newest():
    headings = [line for line in (ROOT / "docs/changelog.md").read_text().splitlines() if line.startswith("## ")]
    assert provenance.__version__ in headings[0] or provenance.__version__ in headings[1]
