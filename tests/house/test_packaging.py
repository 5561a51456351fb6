"""The package as it is installed: one name, everything it needs inside."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.build import build_editable

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT)],
        check=True,
    )
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_a_wheel_leaves_one_name_in_site_packages(wheel):
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith((".dist-info", ".data"))} == {"provenance"}


def test_a_wheel_brings_the_man_page_and_the_licence(wheel):
    names = wheel.namelist()
    pages = [name for name in names if name.endswith(".data/data/share/man/man1/provenance.1")]
    assert len(pages) == 1
    assert [name for name in names if ".data/" in name] == pages
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_an_editable_install_leaves_one_name_too(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    names = zipfile.ZipFile(tmp_path / build_editable(str(tmp_path))).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith((".dist-info", ".data", ".pth"))} == {"provenance"}


def test_a_wheel_holds_no_cache_and_no_test(wheel):
    assert [name for name in wheel.namelist() if "__pycache__" in name or name.startswith(("tests", "docs"))] == []


def test_a_wheel_holds_the_command_line_the_sql_and_the_demo(wheel):
    names = set(wheel.namelist())
    sql = {f"provenance/sql/{path.relative_to(ROOT / 'warehouse')}" for path in (ROOT / "warehouse").rglob("*.sql")}
    assert sql
    assert sql <= names
    assert {"provenance/cli.py", "provenance/py.typed", "provenance/sql/seeds/outlets.csv"} <= names
    assert "provenance/demo/documents.jsonl" in names
    templates = {str(path.relative_to(ROOT)) for path in (ROOT / "provenance/reports/templates").iterdir()}
    assert templates
    assert templates <= names
