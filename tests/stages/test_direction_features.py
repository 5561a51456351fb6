"""Direction features: one record each, which scores, evidence, the fit, the docs and the fingerprint iterate."""

import importlib.util
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from provenance.pipeline import registry
from provenance.settings import Settings
from provenance.stages.derivations import derivations
from provenance.stages.derivations.direction_features import FEATURES, MODEL, ROOT_FEATURES
from provenance.stages.derivations.feature_model import DirectionFeature, FeatureModel, RootFeature
from provenance.stages.derivations.match_graph import build_match_graph
from provenance.stages.derivations.observations import Observations
from provenance.stages.derivations.pair_features import pair_features
from provenance.stages.derivations.reasons import DIRECTION_GROUPS, EVIDENCE_ORDER, GROUPS, Wording
from provenance.threads import Threads
from tests.stages.test_derivations import World, one, story

ROOT = Path(__file__).parents[2]
TOY = DirectionFeature(
    name="links_to_source",
    group="credit",
    weight=1.25,
    compute=lambda obs: obs.of_source(obs.graph.agency),
    wording=Wording('links to "{source}"'),
    meaning="1 where the document links to the source",
    bounds=(0, 2),
)
TOY_ROOT = RootFeature("short", 0.5, lambda obs: np.array(obs.graph.lengths) < 10, "1 where it has few characters")


@pytest.fixture
def toy_model():
    return FeatureModel((*FEATURES, TOY), (*ROOT_FEATURES, TOY_ROOT))


@pytest.fixture
def inputs():
    world = World()
    world.add("wire", "agency", story(1), 0)
    world.add("paper", "ledger", story(1), 3)
    return world.inputs()


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def values_of(model, inputs):
    numbers = Settings().derivation
    graph = build_match_graph(inputs, numbers)
    return model.compute(Observations(graph, pair_features(graph, numbers, Threads()), numbers))


def test_a_new_feature_is_weighed_wherever_it_holds(inputs, toy_model):
    before, after = values_of(MODEL, inputs).weights()[0], values_of(toy_model, inputs).weights()[0]
    from_agency = values_of(toy_model, inputs).holds("links_to_source")
    assert from_agency.tolist() == [False, True]  # the pairs are (wire, paper) and (paper, wire)
    assert np.allclose(after - before, np.where(from_agency, 1.25, 0.0))


def test_a_new_root_feature_is_weighed_wherever_it_holds(inputs, toy_model):
    lengths = inputs._replace(documents=inputs.documents.with_columns(length=pl.Series([9, 900])))
    before, after = values_of(MODEL, lengths).weights()[1], values_of(toy_model, lengths).weights()[1]
    assert np.allclose(after - before, [0.5, 0.0])


def test_the_evidence_tells_a_new_feature_in_its_own_words(inputs, toy_model):
    [before, after] = (
        json.loads(str(one(derivations(inputs, Settings(), Threads(), model), "paper")["evidence"]))
        for model in (MODEL, toy_model)
    )
    [added] = [reason for reason in after if reason["detail"] == 'links to "agency"']
    assert (added["kind"], added["weight"]) == ("credit", 1.25)
    assert 'links to "agency"' not in {reason["detail"] for reason in before}


def test_the_fit_and_the_reference_know_a_new_feature(toy_model, monkeypatch):
    page = load(ROOT / "docs/reference/make.py").direction_features(toy_model)
    assert "| `links_to_source` | credit | 1.25 | 1 where the document links to the source |" in page
    assert "| `short` | 0.50 | 1 where it has few characters |" in page
    monkeypatch.setattr("provenance.stages.derivations.direction_features.MODEL", toy_model)
    fitted = load(ROOT / "tests/benchmarks/fit_derivations.py").FEATURES
    assert [feature.bounds for feature in fitted if feature in (TOY, TOY_ROOT)] == [(0, 2), (None, None)]


def test_inference_runs_again_where_a_feature_is_new(toy_model, monkeypatch):
    before = {stage.name: registry.fingerprint(stage.name, Settings()) for stage in registry.STAGES}
    monkeypatch.setattr("provenance.stages.derivations.direction_features.MODEL", toy_model)
    changed = {name for name, fingerprint in before.items() if registry.fingerprint(name, Settings()) != fingerprint}
    assert changed == {"inference"}


def test_the_fingerprint_of_a_model_changes_with_a_feature_a_weight_or_a_wording(toy_model):
    heavier = FeatureModel((*FEATURES[:-1], replace(FEATURES[-1], weight=FEATURES[-1].weight + 0.01)), ROOT_FEATURES)
    reworded = FeatureModel((*FEATURES, replace(TOY, wording=Wording("names {source}"))), (*ROOT_FEATURES, TOY_ROOT))
    prints = {model.fingerprint() for model in (MODEL, heavier, toy_model, reworded)}
    assert len(prints) == 4
    assert FeatureModel(FEATURES, ROOT_FEATURES).fingerprint() == MODEL.fingerprint()


@pytest.mark.parametrize("part", ["group", "weight", "compute", "wording", "meaning"])
def test_a_feature_that_lacks_a_part_cannot_be_built(part):
    parts = {name: getattr(TOY, name) for name in ("name", "group", "weight", "compute", "wording", "meaning")}
    with pytest.raises(TypeError, match=part):
        DirectionFeature(**{name: value for name, value in parts.items() if name != part})


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"group": "links"}, {"group": "chain"}, {"weight": float("nan")}, {"weight": 3.0},
        {"weight": None}, {"compute": None}, {"wording": "links to {source}"}, {"meaning": ""},
    ],
)  # fmt: skip
def test_a_feature_of_which_a_part_is_wrong_cannot_be_built(wrong):
    with pytest.raises((TypeError, ValueError)):
        replace(TOY, **wrong)


@pytest.mark.parametrize("wrong", [{"name": ""}, {"weight": None}, {"compute": None}, {"meaning": ""}])
def test_a_root_feature_of_which_a_part_is_wrong_cannot_be_built(wrong):
    with pytest.raises((TypeError, ValueError)):
        replace(TOY_ROOT, **wrong)


@pytest.mark.parametrize("text", ["", "  ", "links to {target}"])
def test_a_wording_names_fields_that_there_are(text):
    with pytest.raises(ValueError, match="wording"):
        Wording(text)


def test_two_features_of_one_name_are_refused():
    with pytest.raises(ValueError, match="one name"):
        FeatureModel((*FEATURES, FEATURES[0]), ROOT_FEATURES)


def test_every_group_that_can_decide_a_direction_is_told_and_has_features():
    assert {*DIRECTION_GROUPS, "chain"} == set(EVIDENCE_ORDER)
    assert {feature.group for feature in FEATURES} == set(GROUPS) - {"chain"}


def test_the_documents_own_credit_takes_the_place_of_credits_elsewhere():
    world = World()
    world.add("wire", "agency", story(1), 0)
    world.add("paper", "ledger", story(1), 3)
    world.credit("paper", "agency")
    reasons = json.loads(str(one(world.infer(), "paper")["evidence"]))
    details = [reason["detail"] for reason in reasons if reason["kind"] == "credit"]
    assert details == ["this text names agency as its source: “agency”"]
