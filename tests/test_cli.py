"""The command line: data on stdout, words on stderr, exit codes, and never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*arguments, cwd, text="", **env):
    return subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *map(str, arguments)],
        cwd=cwd, input=text, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT), **env},
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a database of the demo corpus in it."""
    folder = tmp_path_factory.mktemp("cli")
    process = run("trace", ROOT / "provenance/demo/documents.jsonl", cwd=folder)
    assert process.returncode == 0, process.stderr
    assert process.stdout == ""
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ["chains"], ["sources"], ["repeats"], ["ask"], ["status"], ["sql", "FROM documents SELECT document_id"],
        ["chains", "--format", "csv"], ["repeats", "--format", "jsonl"], ["sources", "--format", "md"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_command_shows_data_on_stdout_alone(folder, arguments):
    process = run(*arguments, cwd=folder)
    assert process.returncode == 0, process.stderr
    assert process.stdout.strip()
    assert "Traceback" not in process.stderr
    assert "\x1b" not in process.stdout


def test_json_is_json(folder):
    rows = json.loads(run("sql", "SELECT 1 AS a, 'x' AS b", "--format", "json", cwd=folder).stdout)
    assert rows == [{"a": 1, "b": "x"}]


def test_parameters_reach_the_statement(folder):
    process = run("sql", "SELECT $n + 1 AS m, $w AS w", "-p", "n=41", "-p", "w=it's", "--format", "csv", cwd=folder)
    assert process.stdout.splitlines() == ["m,w", "42,it's"]


def test_where_finds_a_pasted_passage(folder):
    record = json.loads((ROOT / "provenance/demo/documents.jsonl").read_text(encoding="utf-8").splitlines()[0])
    process = run("where", "-", "--format", "json", cwd=folder, text=record["text"][200:900])
    assert json.loads(process.stdout)[0]["share_of_text"] > 0.8


def test_where_finds_nothing_and_says_among_how_many(folder):
    process = run("where", "-", cwd=folder, text="Quite another matter: a recipe for pancakes with plums and rum.")
    assert process.returncode == 0
    assert "othing found among" in process.stdout


def test_a_document_is_named_by_a_unique_prefix(folder):
    ids = run("sql", "FROM documents SELECT document_id ORDER BY 1", "--format", "csv", cwd=folder).stdout.split()[1:]
    assert run("repeats", ids[0], cwd=folder).returncode == 0
    assert run("chains", "no-such-document", cwd=folder).returncode == 2


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["chains", "--db", "none.duckdb"], 10, "there is no database"),
        (["sql", "SELECT nonsense"], 1, "nonsense"),
        (["sql", "SELECT 1; SELECT 2"], 2, "one statement"),
        (["sql", "DROP TABLE documents"], 2, "read"),
        (["sql", "FROM '/etc/passwd'"], 1, "/etc/passwd"),
        (["ask", "no_such_question"], 2, "there is no question"),
        (["trace", "no-such-path", "--db", "x.duckdb"], 1, "no-such-path"),
        (["sql", "SELECT $a", "-p", "a"], 2, "no '='"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_an_error_says_what_is_wrong_and_what_to_do(folder, arguments, code, words):
    process = run(*arguments, cwd=folder)
    assert process.returncode == code, process.stderr
    assert words in process.stderr
    assert len(process.stderr.strip().splitlines()) == 2
    assert "Traceback" not in process.stderr


def test_what_cannot_be_read_is_set_aside_and_reported(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/good.txt").write_text("A harbour town woke to fog and found its ferry gone.")
    (tmp_path / "in/bad.jsonl").write_text('{"text": "fine"}\n{broken\n')
    process = run("trace", "in", "--db", "w.duckdb", cwd=tmp_path)
    assert process.returncode == 3, process.stderr
    assert "set aside" in process.stderr
    rejected = run("sql", "FROM set_aside", "--db", "w.duckdb", "--format", "json", cwd=tmp_path)
    assert "bad.jsonl" in rejected.stdout


def test_a_database_in_use_ends_with_11(folder):
    hold = (
        "import sys; from provenance import Warehouse\n"
        "w = Warehouse.open('provenance.duckdb', read_only=False); print('open', flush=True); sys.stdin.read()"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    holder = subprocess.Popen(
        [sys.executable, "-c", hold], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
    )
    try:
        holder.stdout.readline()
        process = run("status", cwd=folder)
        assert process.returncode == 11, process.stderr
        assert "in use" in process.stderr
    finally:
        holder.communicate("")


def test_a_file_of_something_else_is_not_touched(tmp_path):
    (tmp_path / "x.duckdb").write_text("not a database")
    process = run("trace", "--db", "x.duckdb", cwd=tmp_path)
    assert process.returncode == 1
    assert (tmp_path / "x.duckdb").read_text() == "not a database"


def test_demo_shows_a_chain_a_repeat_and_who_did_not_credit(tmp_path):
    process = run("demo", cwd=tmp_path)
    assert process.returncode == 0, process.stderr
    assert "no credit found" in process.stdout
    assert "repeats [" in process.stdout
    assert list(tmp_path.iterdir()) == []
