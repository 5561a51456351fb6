"""Stage functions alone: each reads the columns that its docstring names, all of them and no other."""

import importlib.util
import sys
from pathlib import Path

import polars as pl
import pytest

import provenance
from provenance.columns import with_all_columns
from provenance.errors import UsageError
from provenance.pipeline.batching import load
from provenance.resources import demo_corpus
from provenance.settings import Settings
from provenance.stages.blocks import blocks
from provenance.stages.credits import credits
from provenance.stages.derivations import Inputs, derivations
from provenance.stages.groups import groups
from provenance.stages.matches import matches
from provenance.stages.repeats import repeats
from provenance.stages.sentence_vectors import sentences, vectors
from provenance.stages.signatures import signatures
from provenance.stages.text_metadata import text_metadata
from provenance.stages.translations import translations
from provenance.tables import DOCUMENTS, SKIPS
from provenance.threads import Threads

SETTINGS = Settings()
READ = ("documents", "blocks", "skips", "matches", "passages", "credits", "sentence_skips", "unseen_sources", "rulings")
RUNS = {
    "blocks.blocks": lambda frames: blocks(frames["documents"], SETTINGS),
    "text_metadata.text_metadata": lambda frames: text_metadata(frames["documents"], frames["blocks"], SETTINGS),
    "repeats.repeats": lambda frames: repeats(frames["documents"], SETTINGS),
    "signatures.signatures": lambda frames: signatures(frames["documents"], frames["skips"], SETTINGS),
    "credits.credits": lambda frames: credits(frames["documents"], frames["blocks"], frames["outlets"], SETTINGS),
    "matches.matches": lambda frames: matches(frames["pairs"], frames["documents"], frames["skips"], SETTINGS),
    "sentence_vectors.sentences": lambda frames: sentences(
        frames["documents"], frames["blocks"], frames["skips"], SETTINGS
    ),
    "sentence_vectors.vectors": lambda frames: vectors(frames["documents"], frames["queue"]),
    "translations.translations": lambda frames: translations(
        frames["pairs"], frames["documents"], frames["sentences"], frames["vectors"], SETTINGS
    ),
    "groups.groups": lambda frames: groups(
        frames["documents"], frames["matches"], SETTINGS, None, frames["derivations"]
    ),
    "derivations.derivations": lambda frames: derivations(
        Inputs(**{name: frames[name] for name in Inputs._fields}), SETTINGS, Threads(1)
    ),
}


@pytest.fixture(scope="module")
def described():
    file = Path(__file__).parents[2] / "docs/reference/stage_functions.py"
    spec = importlib.util.spec_from_file_location("stage_functions", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules["stage_functions"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def frames():
    """Every frame that a stage takes, with all columns, of the demo corpus."""
    warehouse = provenance.trace(demo_corpus(), ":memory:").warehouse
    every = load(warehouse, warehouse.query("todo/keys"), READ)
    every["outlets"] = warehouse.query("batches/outlets")
    every["pairs"] = every["matches"].select("left", "right")
    every["sentences"] = sentences(every["documents"], every["blocks"], every["sentence_skips"], SETTINGS)
    every["queue"] = every["sentences"].head(20)
    every["derivations"] = warehouse.sql("SELECT * FROM derivations ORDER BY ALL")
    every["vectors"] = warehouse.sql("SELECT text_hash, vector FROM internal.vectors ORDER BY text_hash")
    return every


def compared(result):
    parts = [result] if isinstance(result, pl.DataFrame) else list(result)
    return [part.rows() for part in parts]


def test_the_page_describes_every_function_that_is_run_here(described):
    assert set(described.FUNCTIONS) == set(RUNS)


@pytest.mark.parametrize("name", RUNS)
def test_a_stage_reads_the_columns_that_it_names(name, described, frames):
    columns = {frame: names for frame, (_, names) in described.columns_read(name).items()}
    assert columns
    narrow = frames | {frame: frames[frame].select(names) for frame, names in columns.items()}
    result = RUNS[name](narrow)
    assert compared(result) == compared(RUNS[name](frames))
    assert compared(result)[0], "the comparison says something"


@pytest.mark.parametrize("name", RUNS)
def test_a_stage_gives_the_frames_that_the_page_names(name, described, frames):
    gives = described.FUNCTIONS[name][0]
    result = RUNS[name](frames)
    parts = [result] if isinstance(result, pl.DataFrame) else list(result)
    assert [part.columns for part in parts] == [described.columns_given(frame) for frame in gives]


def test_columns_that_a_frame_lacks_are_added_empty():
    frame = with_all_columns(pl.DataFrame({"text": ["a"], "document": [1]}), DOCUMENTS)
    assert frame.columns == DOCUMENTS.names()
    assert frame.schema["document"] == pl.Int32
    assert frame["title"].to_list() == [None]


def test_a_column_that_no_stage_knows_is_an_error():
    with pytest.raises(UsageError, match="the frame skips has no column begin"):
        with_all_columns(pl.DataFrame({"document": [1], "begin": [0]}), SKIPS)
