"""Comfort: examples, values from files and the environment, progress, interruption, what is next, watching, import."""

import importlib.util
import json
import os
import random
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import click
import polars as pl
import pytest

import provenance
from provenance.errors import InputError, UsageError
from provenance.reports.progress_bar import ProgressBar, duration_words, progress_line
from provenance.reports.summary import render_imported, render_next_steps
from provenance.resources import demo_corpus

ROOT = Path(__file__).parents[1]


def run(*arguments, cwd, **env):
    return subprocess.run(
        [sys.executable, "-m", "provenance", *map(str, arguments)],
        cwd=cwd, capture_output=True, text=True, env={**os.environ, **env},
    )  # fmt: skip


@pytest.fixture(scope="module")
def main():
    spec = importlib.util.spec_from_file_location("command_line", ROOT / "cli.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.main


def commands(group, way=()):
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*way, name))
        else:
            yield (*way, name), command


# -- examples and near names -------------------------------------------------------------------------------------------


def test_the_help_of_every_command_has_an_example_that_names_its_own_options(main, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("cleaned", "exported"):
        Path(name).mkdir()
    for name in ("outlets.csv", "news.duckdb", "all.duckdb"):
        Path(name).touch()
    for way, command in commands(main):
        words = shlex.split(command.epilog.removeprefix("Example: "))
        assert command.epilog.startswith(f"Example: provenance {' '.join(way)}"), way
        arguments = [word for word in words[1 + len(way) :] if word not in (">", "~/.provenance-completion")]
        command.make_context(way[-1], arguments, parent=click.Context(main))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["trac", "x"], "Did you mean 'trace'"),
        (["trace", "--outlt", "x"], "Did you mean"),
        (["ask", "whitch_agency"], "did you mean which_agency"),
        (["sources", "Valley Curier"], "did you mean"),
        (["chains", "owl-fery"], "did you mean 'owl-ferry'"),
        (["compare", "valley-ferry", "owl-fery"], "did you mean 'owl-ferry'"),
        (["config", "trase"], "did you mean trace"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_the_nearest_name_is_offered(demo_db, arguments, words):
    process = run(*arguments, cwd=demo_db.parent, PROVENANCE_DB=demo_db)
    assert process.returncode == 2
    assert words in process.stderr


@pytest.fixture(scope="module")
def demo_db(tmp_path_factory):
    db = tmp_path_factory.mktemp("comfort") / "demo.duckdb"
    provenance.demo(db)
    return db


# -- where values come from --------------------------------------------------------------------------------------------

FILE = """
db = "data/news.duckdb"
[add]
outlet = "Valley Courier"
[trace]
outlet = "Valley Courier"
date-order = "dmy"
[settings]
embedding_share = 0.5
"""


def rows_of(process):
    assert process.returncode == 0, process.stderr
    rows = json.loads(process.stdout)
    return {(row["command"], row["option"]): (row["value"], row["from"]) for row in rows}


@pytest.fixture
def project(tmp_path):
    (tmp_path / "provenance.toml").write_text(FILE)
    (tmp_path / "below").mkdir()
    return tmp_path


def test_a_value_comes_from_the_line_then_the_environment_then_the_file(project):
    file = str(project / "provenance.toml")
    show = ["config", "trace", "--format", "json"]
    rows = rows_of(run(*show, cwd=project / "below"))
    assert rows["trace", "db"] == (str(project / "data/news.duckdb"), file)
    assert rows["trace", "outlet"] == ("Valley Courier", file)
    assert rows["trace", "id-prefix"] == ("–", "built in")
    rows = rows_of(run(*show, cwd=project, PROVENANCE_TRACE_OUTLET="Reuters", PROVENANCE_DB="x.duckdb"))
    assert rows["trace", "outlet"] == ("Reuters", "PROVENANCE_TRACE_OUTLET")
    assert rows["trace", "db"] == ("x.duckdb", "PROVENANCE_DB")


def test_what_differs_from_what_is_built_in_is_shown_without_a_command(project):
    rows = rows_of(run("config", "--format", "json", cwd=project))
    assert rows["settings", "embedding_share"] == ("0.5", str(project / "provenance.toml"))
    assert ("trace", "id-prefix") not in rows
    assert rows["all", "db"][0].endswith("data/news.duckdb")


def test_a_file_says_what_a_command_does(project):
    (project / "data").mkdir()
    (project / "story.txt").write_text("The harbour council met on 05/03/2024 and sold the silos to the fishers.")
    assert run("add", "story.txt", cwd=project).returncode == 0
    with provenance.Warehouse.open(project / "data/news.duckdb") as warehouse:
        assert warehouse.documents["outlet_id"].to_list() == ["valley-courier"]
        assert warehouse.settings().value("embedding_share") == 0.5
    assert (
        run("trace", "--setting", "embedding_share=0.25", "--db", project / "own.duckdb", cwd=project).returncode == 0
    )
    with provenance.Warehouse.open(project / "own.duckdb") as warehouse:
        assert warehouse.settings().value("embedding_share") == 0.25


def test_a_table_of_pyproject_is_read_and_provenance_toml_comes_before_it(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[tool.other]\nx = 1\n[tool.provenance]\ndb = "p.duckdb"\n')
    assert rows_of(run("config", "--format", "json", cwd=tmp_path))["all", "db"][0] == str(tmp_path / "p.duckdb")
    (tmp_path / "provenance.toml").write_text('db = "own.duckdb"\n')
    assert rows_of(run("config", "--format", "json", cwd=tmp_path))["all", "db"][0] == str(tmp_path / "own.duckdb")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[trase]\nx = 1", "did you mean trace"),
        ("[trace]\noutlt = 1", "did you mean outlet"),
        ('outlet = "x"', "there are: db"),
        ("[rule.edg]\nnote = 1", "did you mean edge"),
        ("[settings]\nembeding_share = 1", "embedding_share"),
        ("db = ", "no TOML"),
        ("settings = 3", "tables"),
    ],
)
def test_what_a_file_says_wrongly_is_an_error_that_names_the_file(tmp_path, text, words):
    (tmp_path / "provenance.toml").write_text(text)
    process = run("config", cwd=tmp_path)
    assert process.returncode in (1, 2)
    assert words in process.stderr
    assert "Traceback" not in process.stderr


# -- progress ----------------------------------------------------------------------------------------------------------


def test_a_line_has_the_rate_and_the_time_that_is_left():
    assert progress_line("matches", 500, 2000, 10.0) == "matches      500 of 2,000  25 %, 50 a second, 30 s left"
    assert progress_line("read", 500, 0, 10.0) == "read         500, 50 a second"
    assert progress_line("matches", 1, 9, 0.2) == "matches      1 of 9  11 %"
    assert [duration_words(seconds) for seconds in (0.2, 45, 300, 9000)] == ["1 s", "45 s", "5 min", "2 h"]


def test_the_time_of_a_step_counts_from_the_end_of_the_one_before(capsys):
    now = iter([0.0, 4.0, 10.0, 12.0, 14.0])
    with ProgressBar("verbose", clock=lambda: next(now)) as progress:
        progress("read", 10, 0)
        progress("read", 30, 0)
        progress("blocks", 15, 30)
        progress("blocks", 30, 30)
    assert capsys.readouterr().err.splitlines() == ["read: 30 in 10.0 s, 3 a second", "blocks: 30 in 4.0 s, 8 a second"]


def test_quiet_says_nothing_and_a_line_is_drawn_on_a_terminal_alone(capsys):
    for manner in ("quiet", "line"):
        with ProgressBar(manner) as progress:
            progress("read", 10, 0)
    ProgressBar("quiet").tell("words")
    assert capsys.readouterr().err == ""


def test_a_log_is_json_lines(tmp_path):
    (tmp_path / "a.txt").write_text("A text that nobody else has, about apples in the market hall of Elm.")
    process = run("add", "a.txt", "--log-json", "--db", "w.duckdb", cwd=tmp_path)
    events = [json.loads(line) for line in process.stderr.splitlines()]
    assert {"progress", "step", "message"} <= {event["event"] for event in events}
    process = run("add", "none.txt", "--log-json", "--db", "w.duckdb", cwd=tmp_path)
    [event] = [json.loads(line) for line in process.stderr.splitlines()]
    assert (event["event"], "none.txt" in event["problem"]) == ("error", True)
    assert run("add", "a.txt", "--quiet", "--db", "w.duckdb", cwd=tmp_path).stderr == ""


# -- interruption ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A corpus that takes a few seconds, as a file."""
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghijklm", k=6)) for _ in range(2000)]
    rows = [{"id": f"d{n}", "text": " ".join(chance.choices(words, k=300))} for n in range(1500)]
    path = tmp_path_factory.mktemp("many") / "many.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM], ids=lambda kind: kind.name)
def test_an_interrupted_run_says_that_the_database_is_good_and_how_to_go_on(many, kind):
    db = many.with_name(f"{kind.name}.duckdb")
    command = [sys.executable, "-m", "provenance", "trace", many.name, "--db", db.name, "--log-json"]
    with subprocess.Popen(command, cwd=many.parent, stderr=subprocess.PIPE, text=True) as process:
        for line in process.stderr:
            if json.loads(line).get("step") == "blocks":
                break
        process.send_signal(kind)
        error = json.loads(process.stderr.read().splitlines()[-1])
    assert process.returncode == 130
    assert f"the database {db.name} is good" in error["problem"]
    assert f"provenance trace many.jsonl --db {db.name} --log-json" in error["remedy"]
    with provenance.Warehouse.open(db) as warehouse:
        assert warehouse.documents.height == 1500


# -- what to do next ---------------------------------------------------------------------------------------------------


def test_after_a_run_two_commands_with_real_ids_are_offered_and_they_run(tmp_path, demo_db):
    (tmp_path / "d.duckdb").write_bytes(demo_db.read_bytes())
    process = run("trace", "--db", "d.duckdb", cwd=tmp_path)
    commands = [line.split("  ")[1] for line in process.stderr.splitlines() if line.startswith("  provenance ")]
    assert len(commands) == 2
    for command in commands:
        words = shlex.split(command)[1:]
        assert "d.duckdb" in words
        assert run(*words, cwd=tmp_path).returncode == 0
    assert "<!doctype html>" in (tmp_path / "story.html").read_text()


def test_what_to_do_next_depends_on_what_there_is():
    assert "provenance trace --db x" in render_next_steps(None, "--db x", is_analysed=False)
    assert "provenance where pasted.txt" in render_next_steps(None)
    assert "chains 'a b' --explain" in render_next_steps("a b")


@pytest.mark.whole_run
def test_the_demo_offers_its_report_and_writes_it(tmp_path):
    process = run("demo", "--report", "ferry.html", cwd=tmp_path)
    assert process.returncode == 0, process.stderr
    assert "provenance demo --report ferry.html" in process.stdout
    assert "Fishing boats save 212" in (tmp_path / "ferry.html").read_text(encoding="utf-8")


# -- watching ----------------------------------------------------------------------------------------------------------


def stories():
    lines = demo_corpus().read_text(encoding="utf-8").splitlines()
    return {record["document_id"]: line for line in lines for record in [json.loads(line)]}


def put(folder, *names):
    (folder / f"{names[0]}.jsonl").write_text("\n".join(stories()[name] for name in names), encoding="utf-8")


def test_watching_prints_each_new_edge_once_and_goes_on_where_it_was(tmp_path):
    folder, db = tmp_path / "in", tmp_path / "w.duckdb"
    folder.mkdir()
    put(folder, "ap-ferry", "ledger-ferry")
    arrivals = iter(["skim-ferry", "tidewater-ferry"])
    rounds = provenance.watch([folder], db, every=0, everything=True, sleep=lambda _: put(folder, next(arrivals)))
    assert next(rounds)["document_id"].to_list() == ["ledger-ferry"]
    assert next(rounds)["document_id"].to_list() == ["skim-ferry"]
    rounds.close()  # interrupted before it was noted: it comes again
    again = list(provenance.watch([folder], db, every=0, rounds=2, sleep=lambda _: put(folder, next(arrivals))))
    assert [frame["document_id"].to_list() for frame in again] == [["skim-ferry"], ["tidewater-ferry"]]


def test_what_was_there_before_is_not_announced_and_filters_hold(tmp_path):
    put(tmp_path, "ap-ferry", "ledger-ferry")
    db = tmp_path / "w.duckdb"
    provenance.trace([tmp_path / "ap-ferry.jsonl"], db)
    [frame] = provenance.watch([tmp_path / "ap-ferry.jsonl"], db, rounds=1)
    assert frame.is_empty()
    put(tmp_path, "skim-ferry", "tidewater-ferry")
    [frame] = provenance.watch([tmp_path / "skim-ferry.jsonl"], db, rounds=1, uncredited=True, agency="AP")
    assert frame["document_id"].to_list() == ["skim-ferry"]


def test_a_watch_ends_with_4_where_it_printed_something(tmp_path):
    put(tmp_path, "ap-ferry", "ledger-ferry")
    command = ["watch", "ap-ferry.jsonl", "--rounds", "1", "--all", "--db", "w.duckdb"]
    process = run(*command, cwd=tmp_path)
    assert process.returncode == 4, process.stderr
    [row] = map(json.loads, process.stdout.splitlines())
    assert (row["document_id"], row["source_id"], row["outlet"]) == ("ledger-ferry", "ap-ferry", "Harbor Ledger")
    assert [row[name] for name in ("share_of_document", "confidence")] == [0.98, 0.99]  # never rounded up to 1
    assert run(*command, cwd=tmp_path).returncode == 0
    provenance.remove(["ledger-ferry"], tmp_path / "w.duckdb")
    assert b"ledger-ferry" not in b"".join(
        str(row).encode() for row in rows_in(tmp_path / "w.duckdb", "internal.announced")
    )


def rows_in(db, table):
    with provenance.Warehouse.open(db) as warehouse:
        return warehouse.sql(f"FROM {table}").rows()


def test_a_watch_of_nothing_is_an_error(tmp_path):
    with pytest.raises(InputError):
        next(provenance.watch([tmp_path / "none"], tmp_path / "w.duckdb"))
    with pytest.raises(UsageError):
        next(provenance.watch([tmp_path], tmp_path / "w.duckdb", every=-1))


# -- import ------------------------------------------------------------------------------------------------------------


def test_a_folder_of_parquet_becomes_the_same_database(tmp_path, demo_db):
    db = tmp_path / "ruled.duckdb"
    provenance.snapshot(db, demo_db)
    provenance.rule("outlet", "owl-ferry", "Reuters", db=db)
    provenance.rule("date", "tidewater-ferry", "2024-05-02", db=db)
    provenance.export(tmp_path / "folder", db, form="parquet-folder")
    imported = provenance.import_folder(tmp_path / "folder", tmp_path / "again.duckdb")
    assert imported.differing == {}
    assert "equal" in render_imported(imported.compared, imported.differing)
    provenance.export(tmp_path / "second", tmp_path / "again.duckdb", form="parquet-folder")
    for path in sorted((tmp_path / "folder").glob("*.parquet")):
        if path.stem != "runs":
            tables = [pl.read_parquet(folder / path.name) for folder in (tmp_path / "folder", tmp_path / "second")]
            assert tables[0].drop("run_id", strict=False).equals(tables[1].drop("run_id", strict=False)), path.stem


def test_an_import_that_differs_says_so(tmp_path, demo_db):
    provenance.export(tmp_path / "part", demo_db, form="parquet-folder", document="owl-ferry")
    path = tmp_path / "part/derivations.parquet"
    pl.read_parquet(path).head(3).write_parquet(path)
    imported = provenance.import_folder(tmp_path / "part", tmp_path / "again.duckdb")
    assert imported.differing["derivations"] > 0
    assert "Other rows than in the folder: " in render_imported(imported.compared, imported.differing)


def test_a_folder_that_no_export_wrote_is_refused_and_leaves_nothing(tmp_path, demo_db):
    with pytest.raises(InputError, match="not a whole export"):
        provenance.import_folder(tmp_path, tmp_path / "w.duckdb")
    provenance.export(tmp_path / "folder", demo_db, form="parquet-folder")
    (tmp_path / "folder/records.parquet").write_bytes(b"PAR1 cut off")
    with pytest.raises(InputError, match="not a whole export"):
        provenance.import_folder(tmp_path / "folder", tmp_path / "w.duckdb")
    assert not list(tmp_path.glob("w.duckdb*"))
