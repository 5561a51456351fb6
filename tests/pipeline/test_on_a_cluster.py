"""Stages on a cluster: the rows of one machine, whatever was finished before, and words where it cannot run."""

import itertools
import json
import random
import runpy
import shutil
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

import provenance
from provenance.engines.spark import Spark
from provenance.errors import InputError
from provenance.pipeline import registry
from provenance.pipeline.distributed.carried_tables import EDGES, HELD, LAGS, LEDGER, STORED_DOCUMENTS
from provenance.pipeline.distributed.components import stars
from provenance.pipeline.distributed.facts import TABLES_READ
from provenance.pipeline.distributed.reading import digest_of, files_on_workers
from provenance.pipeline.distributed.run import ClusterRun
from provenance.pipeline.distributed.steps import Steps
from provenance.pipeline.distributed.trace_on_spark import WAYS
from provenance.resources import command_line
from provenance.settings import Settings
from provenance.stages.components import components
from provenance.tables import BANDS, PAIRS, REJECTIONS, WINNOWED_FINGERPRINTS

SAMPLE = Path(provenance.__file__).parent / "demo" / "documents.jsonl"
SETTINGS = {"bucket_all_pairs": 6}
"""So low that the buckets of the corpus below are stars."""


def words(seed, count):
    source = random.Random(seed)
    names = ["harbour", "council", "ferry", "budget", "storm", "bridge", "mayor", "school", "train", "river", "market"]
    return " ".join(f"{source.choice(names)}{source.randrange(60)}" for _ in range(count)).capitalize() + "."


def skewed_corpus():
    """One wire story in thirty papers, what an outlet puts on all its pages, a chain of excerpts, and odd records."""
    story = [words(number, 60) for number in range(5)]
    furniture = (
        "Sign up for our newsletter and never miss a story from around the bay again, every single weekday morning."
    )
    rows = [
        {"id": f"wire-{n:02}", "outlet": f"Paper {n % 9}", "url": f"https://paper{n % 9}.example/{n}",
         "published_at": f"2024-03-0{1 + n % 5}T0{n % 10}:15:00Z" if n % 4 else None,
         "text": "\n\n".join([*story, f"Desk {n} of the paper adds this: {words(100 + n, 12)}"])}
        for n in range(30)
    ]  # fmt: skip
    rows += [
        {"id": f"bay-{n:02}", "outlet": "Bay Times", "text": "\n\n".join([words(300 + n, 70), furniture])}
        for n in range(12)
    ]
    chain = [words(500 + n, 50) for n in range(9)]
    rows += [
        {"id": f"chain-{n}", "outlet": f"Link {n}", "published_at": f"2024-04-0{n + 1}",
         "text": "(Reuters) - " * (n == 0) + "\n\n".join(chain[n : n + 3])}
        for n in range(7)
    ]  # fmt: skip
    rows.append({"id": "wire-01", "outlet": "Paper 1", "text": words(900, 80)})  # a revision
    rows.append({"id": "wire-02", "outlet": "Another Paper", "text": words(901, 80)})  # another outlet's id
    rows.append({"id": "twice", "outlet": "Paper 1", "text": "\n\n".join([words(902, 60)] * 2 + [words(903, 40)] * 2)})
    return rows


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("inputs")
    shutil.copy(SAMPLE, path / "a-sample.jsonl")
    rows = skewed_corpus()
    lines = [json.dumps(row) for row in rows[:40]] + ["{this is no record"]
    (path / "b.jsonl").write_text("\n".join(lines))
    pl.DataFrame(rows[40:]).write_parquet(path / "c.parquet")
    return path


@pytest.fixture(scope="module")
def traced(folder, sail, tmp_path_factory):
    """The folder that a run on a cluster left, and what it said."""
    output = tmp_path_factory.mktemp("cluster") / "traced"
    return output, provenance.trace_on_spark(folder, output, sail, settings=SETTINGS)


def tables_of(warehouse):
    """Return every table and view, but for what tells the run, as counted rows."""
    names = warehouse.sql(
        "SELECT table_schema || '.' || table_name FROM information_schema.tables"
        " WHERE table_schema IN ('main', 'internal') ORDER BY ALL"
    )
    told = {"main.runs", "main.migrations", "main.settings", "internal.counted"}
    return {name: rows_of(warehouse, name) for name in names.to_series() if name not in told}


def rows_of(warehouse, name):
    """Return the rows of a table; of rejections, which each batch counts for itself, the sums."""
    if name == "internal.rejections":
        return warehouse.sql(f"SELECT reason, sum(pairs) FROM {name} GROUP BY reason ORDER BY reason").rows()
    rows = warehouse.sql(f"SELECT * FROM {name}")
    return Counter(map(repr, rows.drop("run_id", "added_at", strict=False).iter_rows()))


def test_the_rows_are_those_of_one_machine(folder, traced, tmp_path):
    output, summary = traced
    local = provenance.trace(folder, tmp_path / "local.duckdb", settings=SETTINGS)
    imported = provenance.import_folder(output, tmp_path / "imported.duckdb")
    assert (summary.documents, summary.set_aside) == (local.added, local.set_aside)
    with local.warehouse as expected, imported.warehouse as answer:
        here, there = tables_of(expected), tables_of(answer)
        assert expected.sql("SELECT count(*) FROM internal.rejections WHERE reason = 'large_buckets'").item()
        assert [name for name in here if here[name] != there[name]] == []
        assert answer.sql("SELECT command FROM runs ORDER BY started_at").to_series().to_list() == ["trace", "import"]
        assert provenance.status(answer).filter(pl.col("about") == "to do", pl.col("value") != "0 documents").is_empty()
    assert all(
        here[name] for name in ("main.derivations", "main.unseen_sources", "internal.boilerplate", "main.revisions")
    )


def test_what_is_finished_is_not_done_again(folder, traced, sail):
    output, _ = traced
    before = sorted(path.name for path in (output / "rows").iterdir())
    again = provenance.trace_on_spark(folder, output, sail, settings=SETTINGS)
    assert {"documents", "matches", "inference", "complete"} <= set(again.resumed)
    assert sorted(path.name for path in (output / "rows").iterdir()) == before


def test_a_run_that_was_killed_goes_on_and_reads_nothing_half_written(folder, traced, sail, tmp_path):
    output = tmp_path / "traced"
    shutil.copytree(traced[0], output)
    complete = marked(output, "inference")
    shutil.rmtree(output / "finished" / "complete")
    for mark in (output / "finished" / "inference").glob("*.parquet"):
        mark.write_bytes(mark.read_bytes()[:100])  # the mark was being written
    (output / "rows" / complete.name / "half.parquet").write_bytes(b"PAR1 half written")
    with pytest.raises(InputError, match="not come to its end"):
        provenance.import_folder(output, tmp_path / "early.duckdb")
    summary = provenance.trace_on_spark(folder, output, sail, settings=SETTINGS)
    assert "lags" in summary.resumed
    assert "inference" not in summary.resumed
    assert marked(output, "inference") != complete
    assert provenance.import_folder(output, tmp_path / "late.duckdb").after["derivations"]


def marked(output, step):
    marks = pl.read_parquet(sorted((output / "finished" / step).glob("*.parquet")))
    return output / "rows" / marks["attempt"].item()


def test_other_inputs_are_another_run(run, tmp_path):
    (tmp_path / "one.jsonl").write_text("{}")
    bases = []
    for more in ("", " "):
        (tmp_path / "one.jsonl").write_text("{}" + more)
        bases.append(digest_of(files_on_workers(run.cluster, [str(tmp_path / "one.jsonl")])[0], {}))
    assert len(set(bases)) == 2
    rows = run.cluster.frame(pl.DataFrame({"document": [2], "root": [1]}), EDGES)
    for basis, resumed in ((bases[0], []), (bases[0], ["edges"]), (bases[1], [])):
        steps = Steps(run.cluster, str(tmp_path / "out"), basis)
        assert run.cluster.count(steps.rows("edges", "", lambda: rows)) == 1
        assert steps.resumed == resumed


def test_every_stage_has_a_way_on_a_cluster():
    assert set(WAYS) == {stage.name for stage in registry.STAGES}
    assert {query for stage in registry.STAGES for query in stage.reads} - set(TABLES_READ) == {"shared_blocks"}


def test_tables_are_those_of_the_file():
    with provenance.Warehouse.open(":memory:", create=True, read_only=False) as warehouse:
        for name in ("documents", "blocks", "matches", "passages", "sentences", "credits", "lags"):
            columns = warehouse.sql(f"SELECT column_name, column_type FROM (DESCRIBE internal.{name})").rows()
            table = {**HELD, "lags": LAGS}[name]
            assert [column for column in columns if column[0] != "run_id" or name == "documents"] == [
                (column.name, column.type) for column in table.columns
            ]


# -- SQL that both engines run -----------------------------------------------------------------------------------------


@pytest.fixture
def run(sail, tmp_path):
    with Spark(sail) as cluster:
        yield ClusterRun(
            cluster, Steps(cluster, str(tmp_path), ""), Settings().replace(bucket_all_pairs=4), lambda *_: None
        )


def random_keys(seed):
    """Keys of two indexes, a few of which many documents share."""
    source = random.Random(seed)
    keys = [
        (source.randrange(40) if source.random() < 0.6 else 1000 + number // 3, number % 60 + 1)
        for number in range(500)
    ]
    return [(key - 20, document) for key, document in dict.fromkeys(keys)]


def test_candidates_are_the_same_on_both_engines(run):
    documents = pl.DataFrame(
        [
            {"document": n, "document_id": f"d{(n * 7) % 60:02}", "base_id": "x", "version": 1, "origin": "o",
             "run_id": "r",
             "added_at": 0, "text_hash": "h", "bytes": 1, "length": 1, "text": "t",
             "published_at": None if n % 3 else n * 10**12 % (86400 * 10**9)}
            for n in range(1, 61)
        ]
    )  # fmt: skip
    stored = complete_rows(documents)
    bands = pl.DataFrame(random_keys(1), schema=BANDS.schema(), orient="row")
    fingerprints = pl.DataFrame(
        [(k + 20, d) for k, d in random_keys(2)], schema=WINNOWED_FINGERPRINTS.schema(), orient="row"
    )
    tables = {"documents": stored, "bands": bands, "winnowed_fingerprints": fingerprints, "ledger": LEDGER.empty()}
    for name, table in {
        "documents": STORED_DOCUMENTS,
        "bands": BANDS,
        "winnowed_fingerprints": WINNOWED_FINGERPRINTS,
        "ledger": LEDGER,
    }.items():
        run.hold(name, run.cluster.frame(tables[name], table))
    pending = stored.select("document")
    spark_pending = run.tables["documents"].select("document")
    run.sql("candidates/buckets", {"pending": spark_pending}, partitions=1, partition=0)
    proposed = run.sql("candidates/propose")
    pairs = run.cluster.collect(run.sql("candidates/candidates", {"proposed_pairs": proposed}), PAIRS).sort(
        "left", "right"
    )
    capped = run.cluster.collect(run.sql("candidates/capped"), REJECTIONS).sort("reason")
    with provenance.Warehouse.open(":memory:", create=True, read_only=False) as warehouse:
        for name, rows in tables.items():
            warehouse.insert(f"internal.{name}", rows)
        numbers = {"bucket_all_pairs": 4, "fingerprint_support": run.settings.value("fingerprint_support")}
        warehouse.run("candidates/create_tables")
        warehouse.run("candidates/buckets", {"pending": pending}, partitions=1, partition=0)
        warehouse.run("candidates/propose", **numbers)
        assert warehouse.query("candidates/capped", bucket_all_pairs=4).equals(capped)
        expected = warehouse.query("candidates/candidates", fingerprint_support=numbers["fingerprint_support"])
    assert pairs.equals(expected)
    assert pairs.height > 50
    assert capped.height == 2


def complete_rows(rows):
    """Return rows of documents with all columns, null where they are not given."""
    columns = [
        (pl.col(name) if name in rows.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in STORED_DOCUMENTS.schema().items()
    ]
    return rows.select(columns)


@pytest.mark.parametrize("shape", ["path", "star", "random"])
def test_components_are_those_of_one_machine(run, shape):
    source = random.Random(4)
    numbers = source.sample(range(1, 1000), 90)
    edges = {
        "path": list(itertools.pairwise(numbers)),
        "star": [(numbers[0], other) for other in numbers[1:40]],
        "random": [tuple(source.sample(numbers, 2)) for _ in range(60)],
    }[shape]
    rows = pl.DataFrame(sorted({(max(edge), min(edge)) for edge in edges}), schema=EDGES.schema(), orient="row")
    documents = pl.DataFrame({"document": sorted(numbers)}, schema={"document": pl.Int32})
    found = run.cluster.collect(stars(run, shape, run.cluster.frame(rows, EDGES)), EDGES)
    expected = components(documents, rows.rename({"document": "left", "root": "right"}))
    answer = documents.join(found, on="document", how="left").with_columns(component=pl.coalesce("root", "document"))
    assert answer.select("document", "component").equals(expected.cast(pl.Int32))


# -- the command, and what it says -------------------------------------------------------------------------------------


def run_command(*arguments):
    main = runpy.run_path(str(command_line()))["main"]
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_command_leaves_a_folder_that_can_be_imported(sail, tmp_path):
    text = words(1, 60)
    rows = [
        {"id": name, "outlet": name, "published_at": day, "text": text}
        for name, day in (("a", "2024-05-01"), ("b", "2024-05-03"))
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)))
    traced = run_command("trace", tmp_path / "in.jsonl", "--engine", "spark", "--spark", sail, "-o", tmp_path / "out")
    assert traced.exit_code == 0, traced.output
    assert f"provenance import {tmp_path / 'out'}" in traced.output
    assert run_command("import", tmp_path / "out", "--db", tmp_path / "n.duckdb").exit_code == 0
    with provenance.Warehouse.open(tmp_path / "n.duckdb") as warehouse:
        assert warehouse.sql("SELECT document_id, source_id FROM derivations").rows() == [("b", "a")]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--engine", "spark"], "needs PATHS, --spark and -o"),
        (["--spark", "sc://localhost:1"], "go with --engine spark"),
        (["--engine", "spark", "--spark", "localhost:1", "-o", "out"], "no address of Spark Connect"),
        (["--engine", "spark", "--spark", "sc://localhost:1", "-o", "out"], "no cluster answers at sc://localhost:1"),
        (["--engine", "spark", "--spark", "sc://x", "-o", "out", "--metadata", str(SAMPLE)], "--metadata is not read"),
    ],
)  # fmt: skip
def test_what_cannot_run_says_why(arguments, problem):
    answer = run_command("trace", SAMPLE, *arguments)
    assert answer.exit_code in (1, 2)
    assert problem in answer.output
    assert "Traceback" not in answer.output


def test_a_path_that_workers_do_not_see_is_named(sail, tmp_path):
    answer = run_command("trace", tmp_path / "none", "--engine", "spark", "--spark", sail, "-o", tmp_path / "out")
    assert answer.exit_code == 1
    assert "on the workers of the cluster, there is no file or folder" in answer.output


def test_without_the_extra_it_is_named(monkeypatch, tmp_path):
    import sys

    monkeypatch.setitem(sys.modules, "pyspark.sql.connect.session", None)
    answer = run_command("trace", SAMPLE, "--engine", "spark", "--spark", "sc://localhost:1", "-o", tmp_path)
    assert "news-provenance[spark]" in answer.output
