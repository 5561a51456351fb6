"""Settings: every number that changes a result is one, is read alone, and is part of the fingerprints it should be."""

import dataclasses
import re

import pytest

import provenance
from provenance.cleaning.options import CleaningOptions
from provenance.errors import UsageError
from provenance.pipeline import registry
from provenance.pipeline.registry import below
from provenance.pipeline.stage import Analysis, Plan, Stage
from provenance.resources import demo_corpus
from provenance.settings import DECLARED, GROUPS, TRACE_GROUPS, Settings, declared, with_numbers

UNITS = re.compile(
    r"\b(?:words?|characters?|code points?|tokens?|sentences?|shingles?|paragraphs?|lines?|documents?|pages?|pairs?|"
    r"texts?|names?|numbers?|bits?|days?|hours?|rounds?|share|probability|confidence|odds|log-odds|nats|factor|weight|"
    r"similarity|cosine|seed|doublings|sources?|steps?|strength|count|blocks?|fingerprints?|grams?)\b",
    re.IGNORECASE,
)
"""What a setting counts or measures."""

POINTERS = re.compile(r"^(?:the|as) same|\b(?:there|these|those|such)\b", re.IGNORECASE)
"""Words that point to what another setting's meaning says."""


def changed(name: str) -> Settings:
    """Settings of which one differs from its default."""
    setting = declared(name)
    step = 1 if isinstance(setting.default, int) else (setting.most - setting.least) / 64
    value = setting.default + step if setting.default + step <= setting.most else setting.default - step
    return Settings().replace(**{name: value})


def test_every_name_is_unique_over_all_groups():
    names = [each.name for group in GROUPS for each in dataclasses.fields(getattr(Settings(), group))]
    assert len(names) == len(set(names)) == len(DECLARED)


@pytest.mark.parametrize("name", DECLARED)
def test_every_meaning_can_be_read_alone(name):
    meaning = declared(name).meaning
    assert UNITS.search(meaning), "say what it counts or measures"
    assert not POINTERS.search(meaning), "say it again, instead of pointing to it"
    assert [other for other in DECLARED if "_" in other and other in meaning] == [], "say what that setting is"
    assert meaning[0].islower() or meaning.startswith(("Jaccard", "MinHash"))
    assert not meaning.endswith(".")


@pytest.mark.parametrize("name", DECLARED)
def test_every_default_is_within_its_range_and_of_its_type(name):
    setting = declared(name)
    assert setting.least <= setting.default <= setting.most
    assert Settings().value(name) == setting.default
    with pytest.raises(UsageError, match=f"setting {name} is"):
        Settings().replace(**{name: type(setting.default)(setting.most + 1)})


def test_every_group_says_what_it_is_about():
    for name in GROUPS:
        assert (type(getattr(Settings(), name)).__doc__ or "").split("\n")[0].endswith((".", ";")), name


@pytest.mark.parametrize("name", DECLARED)
def test_a_fingerprint_rests_on_the_groups_that_are_named(name):
    other, group = changed(name), declared(name).group
    assert other.fingerprint() != Settings().fingerprint()
    assert other.fingerprint(group) != Settings().fingerprint(group)
    rest = [each for each in GROUPS if each != group]
    assert other.fingerprint(*rest) == Settings().fingerprint(*rest)


@pytest.mark.parametrize("name", [name for name, each in DECLARED.items() if each.group in TRACE_GROUPS])
def test_a_setting_changes_the_fingerprints_of_the_stages_that_read_its_group(name):
    group = declared(name).group
    reading = [stage.name for stage in registry.STAGES if any(group in each.settings for each in below(stage.name))]
    assert reading, "no stage reads this group"
    other = changed(name)
    assert reading == [
        stage.name
        for stage in registry.STAGES
        if registry.fingerprint(stage.name, other) != registry.fingerprint(stage.name, Settings())
    ]


class RecordedSettings(Settings):
    """Settings that note the groups which are read."""

    def __getattribute__(self, name: str) -> object:
        if name in GROUPS:
            super().__getattribute__("__dict__").setdefault("groups_read", set()).add(name)
        return super().__getattribute__(name)


def recorded(stage: Stage, settings: RecordedSettings) -> Stage:
    """A stage whose plan and function read these settings."""

    def plan(analysis: Analysis, _, pending) -> Plan:
        return stage.plan(dataclasses.replace(analysis, settings=settings), stage, pending)

    def run(frames, _, threads):
        return stage.run(frames, settings, threads)

    return dataclasses.replace(stage, plan=plan, run=run)


def test_a_stage_reads_the_groups_that_it_names_and_no_others(tmp_path, monkeypatch):
    settings = {stage.name: RecordedSettings() for stage in registry.STAGES}
    stages = tuple(recorded(stage, settings[stage.name]) for stage in registry.STAGES)
    monkeypatch.setattr(registry, "STAGES", stages)
    provenance.trace([demo_corpus()], tmp_path / "w.duckdb")
    ran = [stage for stage in registry.STAGES if stage.available()]
    assert {each.name: sorted(vars(settings[each.name]).get("groups_read", ())) for each in ran} == {
        each.name: sorted(each.settings) for each in ran
    }


@pytest.mark.parametrize("name", [name for name, each in DECLARED.items() if each.group == "cleaning"])
def test_a_number_of_clean_is_part_of_its_fingerprint_and_refused_by_trace(name):
    assert CleaningOptions(settings=changed(name)).fingerprint() != CleaningOptions().fingerprint()
    with pytest.raises(UsageError, match="of the group cleaning"):
        with_numbers(Settings(), {name: declared(name).default}, TRACE_GROUPS)


def test_text_is_read_as_the_number_it_stands_for():
    numbers = with_numbers(Settings(), {"seed": "7", "near_similarity": "0.9"})
    assert (numbers.value("seed"), numbers.matching.near_similarity) == (7, 0.9)
    with pytest.raises(UsageError, match="takes a number"):
        with_numbers(Settings(), {"seed": "many"})
    with pytest.raises(UsageError, match=r"no setting 'near_similarty'") as refused:
        with_numbers(Settings(), {"near_similarty": 0.9})
    assert "near_similarity" in str(refused.value.remedy)
