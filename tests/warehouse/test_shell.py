"""The file in other hands: an older DuckDB's shell opens it, and the views answer there."""

import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

import provenance
from provenance.warehouse import sql_files

SHELL = shutil.which("duckdb", path=sysconfig.get_path("scripts"))


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    """A warehouse of the demo corpus, closed."""
    db = tmp_path_factory.mktemp("shell") / "demo.duckdb"
    provenance.demo(db)
    return db


def shell(file: Path, statement: str) -> str:
    """Return what the shell prints as comma-separated values."""
    assert SHELL, "the shell is not installed: pip install '.[test]'"
    command = [SHELL, "-readonly", "-csv", str(file)]
    ran = subprocess.run(command, input=statement, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_an_older_shell_reads_the_file(file):
    assert shell(file, "SELECT version() < 'v2', count(*) FROM documents;").splitlines()[1] == "true,18"


@pytest.mark.parametrize("name", sql_files.names("examples"))
def test_every_view_and_macro_answers_there(file, name):
    assert shell(file, sql_files.query(f"examples/{name}").text).count("\n") >= 1
