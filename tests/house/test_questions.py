"""A question that is added as one file is known to the command line, the library and the docs."""

import importlib.util
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import provenance
from provenance.warehouse import sql_files

ROOT = Path(__file__).parents[2]
TOY = """-- How many documents does each outlet have?
-- $least = 1: least documents
SELECT outlet_id, count(*) AS documents
FROM documents
GROUP BY outlet_id
HAVING count(*) >= $least
ORDER BY outlet_id;
"""


def loaded(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def with_toy(tmp_path, monkeypatch):
    folder = shutil.copytree(ROOT / "warehouse", tmp_path / "warehouse")
    (folder / "questions/toy.sql").write_text(TOY, encoding="utf-8")
    monkeypatch.setattr(sql_files, "sql_folder", lambda: folder)
    sql_files.query.cache_clear()
    yield
    sql_files.query.cache_clear()


@pytest.fixture
def run(with_toy, tmp_path, monkeypatch):  # noqa: ARG001 - the question is there while commands run
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text("A harbour town woke to fog and found its ferry gone.")
    provenance.add([tmp_path / "story.txt"], outlet="Harbor Ledger")
    command_line = loaded(ROOT / "cli.py").main
    return lambda *arguments: CliRunner().invoke(command_line, arguments)


def test_the_command_line_lists_and_answers_it(run):
    assert "toy\n    How many documents does each outlet have?\n    least=1\n" in run("ask").output
    assert run("ask", "toy", "--format", "csv").stdout == "outlet_id,documents\nharbor-ledger,1\n"
    assert run("ask", "toy", "-p", "least=2", "--format", "csv").stdout == "outlet_id,documents\n"
    assert run("ask", "toy", "-p", "most=2").exit_code == 2


@pytest.mark.usefixtures("with_toy")
def test_the_docs_explain_it():
    page = loaded(ROOT / "docs/reference/make.py").questions()
    assert "## toy\n\nHow many documents does each outlet have?\n\n- `least` (default 1): least documents\n" in page
