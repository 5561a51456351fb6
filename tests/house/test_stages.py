"""The promises that every stage keeps, whatever it finds: all of them iterate the registry."""

import itertools
import json
import pickle
import shutil
from dataclasses import dataclass, field
from importlib.resources import files

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import provenance
from provenance import tables
from provenance.engines.local import LocalProcesses, LocalThreads, Serial
from provenance.pipeline import registry
from provenance.pipeline.stage import WITH_RUN
from provenance.readers.outlets import outlet_file
from provenance.resources import sql_folder
from provenance.stages.components import components
from provenance.stages.record_metadata import normalise_records
from provenance.threads import Threads
from provenance.warehouse import sql_files
from provenance.warehouse.warehouse import Warehouse

FEW = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each example is a whole trace: a failing one is not shrunk
)
OUTLETS = outlet_file(sql_folder() / "seeds" / "outlets.csv", origin="seed")
LINES = (files("provenance") / "demo/documents.jsonl").read_text(encoding="utf-8").splitlines()
TEXTS = [json.loads(line)["text"] for line in LINES]
HOSTILE = [
    "",
    " ",
    "\x00",
    "a" * 5000,
    "\u202eabc",
    "(AP) " * 200,
    "。" * 300,
    "\n" * 50,
    "🙂🙂",
    "By " * 500,
    "据" * 400,
]
NAMES = [stage.name for stage in registry.STAGES]

texts = st.lists(st.sampled_from(TEXTS) | st.sampled_from(HOSTILE) | st.text(max_size=200), max_size=6)


@dataclass
class Recording:
    """An engine that remembers every call of a stage's function, with its frames and result."""

    threads: Threads = field(default_factory=Threads)
    calls: list = field(default_factory=list)

    def map(self, function, batches, *, side_by_side=True):  # noqa: ARG002 - one at a time in any case
        for batch in batches:
            result = function(batch, self.threads)
            self.calls.append(Call(function, batch, result))
            yield result


@dataclass
class Call:
    """One call of a stage's function: the function with what all batches share, the frames of a batch, the result."""

    function: object
    frames: dict
    result: dict

    @property
    def stage(self):
        return next(stage for stage in registry.STAGES if stage.run is self.function.args[0])

    def again(self, frames):
        """Return what the function gives for other frames."""
        return self.function(frames, Threads())


def calls_over(records: list[dict], folder) -> tuple[list[Call], dict[int, str]]:
    """Return the calls that a trace of some records makes, and the texts by internal key."""
    path, engine = folder / "all.jsonl", Recording()
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    provenance.trace([path], folder / "w.duckdb", engine=engine)
    with Warehouse.open(folder / "w.duckdb") as warehouse:
        rows = warehouse.sql("SELECT document, text FROM internal.documents").rows()
    return engine.calls, dict(rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the demo corpus is traced."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def demo(folder):
    """The calls that a trace of the demo corpus makes."""
    return calls_over([json.loads(line) for line in LINES], folder)[0]


def assert_same(one: dict, other: dict) -> None:
    assert set(one) == set(other)
    for table, rows in one.items():
        assert_frame_equal(rows, other[table])


# -- what a stage declares --------------------------------------------------------------------------------------------


def test_stages_have_names_of_their_own_and_rest_on_earlier_ones():
    assert len(set(NAMES)) == len(NAMES)
    for number, stage in enumerate(registry.STAGES):
        assert set(stage.rests_on) <= set(NAMES[:number]), stage.name


@pytest.mark.parametrize("stage", registry.STAGES, ids=NAMES)
def test_what_a_stage_reads_shares_and_clears_is_there(stage):
    for name in (*stage.reads, *stage.shares):
        assert sql_files.query(f"batches/{name}").answers
    assert "batch" in sql_files.query(stage.clears).text


@pytest.mark.parametrize("stage", registry.STAGES, ids=NAMES)
def test_the_tables_that_a_stage_writes_have_the_columns_it_declares(stage, tmp_path):
    with Warehouse.open(tmp_path / "w.duckdb", create=True, read_only=False) as warehouse:
        for name, table in stage.writes.items():
            described = warehouse.sql(f"SELECT column_name, column_type FROM (DESCRIBE {name})").rows()
            run = [("run_id", "VARCHAR")] if name in WITH_RUN else []
            declared = [(column.name, column.type) for column in table.columns]
            assert sorted(described) == sorted(declared + run)


@pytest.mark.parametrize("stage", registry.STAGES, ids=NAMES)
def test_a_stage_clears_what_it_wrote(stage, demo, folder, tmp_path):
    assert demo
    with Warehouse.open(shutil.copy(folder / "w.duckdb", tmp_path), read_only=False) as warehouse:
        every = warehouse.query("todo/keys").select("document")
        warehouse.run("delete/blocks", {"batch": every})  # boilerplate is what documents hold
        warehouse.run(stage.clears, {"batch": every})
        for name in stage.writes.keys() - {"internal.rejections", "internal.vectors"}:  # a log, and a cache by text
            assert warehouse.sql(f"FROM {name}").is_empty(), name


@pytest.mark.parametrize("name", NAMES)
def test_every_stage_runs_over_the_demo_corpus(name, demo):
    assert [call for call in demo if call.stage.name == name]


# -- what a stage's function gives ------------------------------------------------------------------------------------


def test_no_row_gives_no_row(demo):
    for call in demo:
        empty = call.again({name: frame.clear() for name, frame in call.frames.items()})
        assert_same(empty, {name: table.empty() for name, table in call.stage.writes.items()})


@FEW
@given(some=texts, chance=st.randoms(use_true_random=False))
def test_whatever_the_texts_every_stage_keeps_its_promises(some, chance, tmp_path_factory):
    records = [
        {"id": f"d{number:03}", "outlet": f"Paper {number % 3}", "text": text} for number, text in enumerate(some)
    ]
    calls, by_key = calls_over(records, tmp_path_factory.mktemp("any"))
    for call in calls:
        a_result_has_the_columns_of_its_tables(call)
        the_order_of_rows_changes_nothing(call, chance)
        the_result_of_two_batches_is_the_two_results(call, chance)
        every_offset_lies_inside_its_text(call, by_key)
    blocks_cover_the_text_once(calls, by_key)


def a_result_has_the_columns_of_its_tables(call: Call) -> None:
    schemas = {name: pl.Schema(table.schema()) for name, table in call.stage.writes.items()}
    assert {name: rows.schema for name, rows in call.result.items()} == schemas, call.stage.name


def the_order_of_rows_changes_nothing(call: Call, chance) -> None:
    shuffled = {name: frame[chance.sample(range(frame.height), frame.height)] for name, frame in call.frames.items()}
    assert_same(call.again(shuffled), call.result)


def the_result_of_two_batches_is_the_two_results(call: Call, chance) -> None:
    whole = sorted_rows(call.result)
    parts = [sorted_rows(call.again(frames)) for frames in halves(call, chance)]
    joined = {table: sorted(set(itertools.chain(*(part[table] for part in parts)))) for table in whole}
    assert joined == whole, call.stage.name


def sorted_rows(result: dict) -> dict[str, list]:
    """Return the distinct rows of each table in one order; how many were rejected is a sum, and left out."""
    return {
        table: sorted(set(map(repr, rows.rows()))) for table, rows in result.items() if table != "internal.rejections"
    }


def halves(call: Call, chance) -> list[dict]:
    """Return the frames of a batch as two batches: some of its pairs, blocks, components or documents in each."""
    frames = call.frames
    for name in ("pairs", "boilerplate_now"):
        if name in frames:
            at = chance.randint(0, frames[name].height)
            return [frames | {name: half} for half in (frames[name][:at], frames[name][at:])]
    parts = component_of(frames) if "members" in frames else frames["documents"].select("document", part="document")
    first = {part for part in sorted(set(parts["part"])) if chance.random() < 0.5}
    members = [
        set(parts.filter(pl.col("part").is_in(sorted(first)) == is_first)["document"]) for is_first in (True, False)
    ]
    return [{name: rows_of(frame, some) for name, frame in frames.items()} for some in members]


def component_of(frames: dict) -> pl.DataFrame:
    """Return the component of the match graph that each document is of (``document``, ``part``)."""
    edges = frames["matches"].select("left", "right")
    return components(frames["members"].select("document"), edges).rename({"component": "part"})


def rows_of(frame: pl.DataFrame, documents: set[int]) -> pl.DataFrame:
    """Return the rows of a frame that are of some documents; all rows where it names none."""
    column = next((name for name in ("document", "left") if name in frame.columns), None)
    return frame.filter(pl.col(column).is_in(sorted(documents))) if column else frame


def every_offset_lies_inside_its_text(call: Call, by_key: dict[int, str]) -> None:
    sides = (("document", "start", "stop"), ("left", "left_start", "left_stop"), ("right", "right_start", "right_stop"))
    for rows, (key, first, last) in itertools.product(call.result.values(), sides):
        if {key, first, last} <= set(rows.columns):
            spans = rows.drop_nulls([first, last]).select(key, first, last).rows()
            assert all(0 <= a < b <= len(by_key[document]) for document, a, b in spans), call.stage.name


def blocks_cover_the_text_once(calls: list[Call], by_key: dict[int, str]) -> None:
    rows = pl.concat([tables.BLOCKS.empty(), *(c.result["internal.blocks"] for c in calls if c.stage.name == "blocks")])
    for key, text in by_key.items():
        spans = rows.filter(document=key).select("start", "stop").rows()
        assert spans == sorted(spans)
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
        uncovered, last = "", 0
        for start, stop in spans:
            uncovered, last = uncovered + text[last:start], stop
        assert not any(c.isalnum() for c in uncovered + text[last:])


# -- where a stage runs -----------------------------------------------------------------------------------------------


def test_what_is_mapped_can_be_pickled(demo):
    for call in demo:
        function, frames = pickle.loads(pickle.dumps((call.function, call.frames)))
        assert_same(function(frames, Threads()), call.result)


@pytest.fixture(scope="module")
def processes():
    with LocalProcesses(Threads(2)) as engine:
        yield engine


@pytest.mark.parametrize("engine", ["serial", "two threads", "many threads", "processes"])
@pytest.mark.parametrize("name", NAMES)
def test_every_engine_gives_the_same_rows(name, engine, demo, processes):
    engines = {
        "serial": Serial(),
        "two threads": LocalThreads(Threads(2)),
        "many threads": LocalThreads(Threads(5)),
        "processes": processes,
    }
    calls = [call for call in demo if call.stage.name == name] * 3
    results = engines[engine].map(
        calls[0].function, (call.frames for call in calls), side_by_side=calls[0].stage.side_by_side
    )
    for call, result in zip(calls, results, strict=True):
        assert_same(result, call.result)


# -- what stages share ------------------------------------------------------------------------------------------------


@FEW
@given(
    keys=st.sets(st.integers(0, 30), min_size=1),
    data=st.data(),
)
def test_components_are_those_of_a_naive_search(keys, data):
    nodes = sorted(keys)
    edges = data.draw(st.lists(st.tuples(st.sampled_from(nodes), st.sampled_from(nodes)), max_size=20))
    part = {node: node for node in nodes}
    for _ in nodes:
        for a, b in edges:
            part[a] = part[b] = min(part[a], part[b])
    frame = pl.DataFrame(edges, schema={"left": pl.Int32, "right": pl.Int32}, orient="row")
    told = components(pl.DataFrame({"document": nodes}, schema={"document": pl.Int32}), frame)
    assert dict(told.rows()) == part


def test_an_unknown_outlet_is_created_and_not_lost():
    record = {"document_id": "a", "origin": "/a", "outlet": "Gull Rock Gazette", "text": "Fog."}
    told = normalise_records(pl.DataFrame([record], schema=tables.RECORDS.schema()), OUTLETS)
    assert told.records["outlet_id"].to_list() == ["gull-rock-gazette"]
    assert told.new_outlets.select("outlet_id", "name", "kind").rows() == [
        ("gull-rock-gazette", "Gull Rock Gazette", "unknown")
    ]


@pytest.mark.parametrize(
    ("written", "outlet_id"),
    [
        ("CNN", "cnn"),
        ("nytimes.com", "new-york-times"),
        ("The Associated Press", "associated-press"),
        ("新华社", "xinhua"),
    ],
)
def test_a_known_outlet_is_found_by_name_alias_and_domain(written, outlet_id):
    record = {"document_id": "a", "origin": "/a", "outlet": written, "text": "Fog."}
    told = normalise_records(pl.DataFrame([record], schema=tables.RECORDS.schema()), OUTLETS)
    assert told.records["outlet_id"].to_list() == [outlet_id]
