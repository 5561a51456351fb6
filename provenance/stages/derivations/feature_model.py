"""A log-linear model of who derives from whom: features with their weights, and what they add up to."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from provenance.stages.derivations.reasons import CHAIN, GROUPS, Wording

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.stages.derivations.observations import Observations

Bounds = tuple[float | None, float | None]
"""Least and greatest weight that a fit may give; None where there is no bound."""

Compute = Callable[["Observations"], "NDArray[Any]"]
"""Works a feature out for all pairs, or for all documents."""


@dataclass(frozen=True)
class RootFeature:
    """A feature of a document having no source among the documents.

    Attributes:
        name: unique among the features of its kind.
        weight: log-odds that one unit of the feature adds.
        compute: returns its value for every document.
        meaning: what it measures, for the documentation.
        bounds: least and greatest weight that a fit may give.
    """

    name: str
    weight: float
    compute: Compute
    meaning: str
    bounds: Bounds = (None, None)

    def __post_init__(self) -> None:
        """Refuse a feature of which something is missing."""
        check_feature(self.name, self.weight, self.compute, self.meaning, self.bounds)


@dataclass(frozen=True)
class DirectionFeature:
    """A feature of a pair: a number that is evidence for (or against) the document deriving from the source.

    Attributes:
        name: unique among the features of pairs.
        group: the group of reasons that it belongs to (``GROUPS``).
        weight: log-odds that one unit of the feature adds.
        compute: returns its value for every pair.
        wording: the sentence of its reason in the evidence; features of a group with one wording are one reason.
        meaning: what it measures, for the documentation.
        bounds: least and greatest weight that a fit may give.
    """

    name: str
    group: str
    weight: float
    compute: Compute
    wording: Wording
    meaning: str
    bounds: Bounds = (None, None)

    def __post_init__(self) -> None:
        """Refuse a feature of which something is missing."""
        check_feature(self.name, self.weight, self.compute, self.meaning, self.bounds)
        if self.group not in GROUPS[:-1]:
            raise ValueError(f"feature {self.name} is of group {self.group!r}: there are {', '.join(GROUPS[:-1])}")
        if not isinstance(self.wording, Wording):
            raise TypeError(f"feature {self.name} has no wording for the evidence")


def check_feature(name: str, weight: float, compute: Compute, meaning: str, bounds: Bounds) -> None:
    """Raise where a feature has no name, no finite weight within its bounds, no function or no meaning.

    Raises:
        TypeError: the weight is no number, or nothing computes the feature.
        ValueError: a text is empty, or the weight is not finite or out of its bounds.
    """
    if not name or not meaning:
        raise ValueError(f"feature {name!r} needs a name and a meaning")
    if not isinstance(weight, float) or not callable(compute):
        raise TypeError(f"feature {name} needs a weight and a function that computes it")
    least, greatest = bounds
    if (
        not math.isfinite(weight)
        or not (least is None or least <= weight)
        or not (greatest is None or weight <= greatest)
    ):
        raise ValueError(f"feature {name} has the weight {weight}: it must be finite, from {least} to {greatest}")


class Reason(NamedTuple):
    """Features of one group that are one entry of the evidence, with one sentence."""

    group: str
    wording: Wording


@dataclass(frozen=True)
class FeatureModel:
    """Features of pairs and of documents without a source, with their weights.

    Attributes:
        features: of pairs.
        root_features: of documents having no source.
    """

    features: tuple[DirectionFeature, ...]
    root_features: tuple[RootFeature, ...]

    def __post_init__(self) -> None:
        """Refuse two features of one name."""
        for features in (self.features, self.root_features):
            if len({feature.name for feature in features}) < len(features):
                raise ValueError("two features have one name")

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """The distinct reasons, in the order of their groups; the last is what the rest of the component adds."""
        ordered = sorted(self.features, key=lambda feature: GROUPS.index(feature.group))
        reasons = dict.fromkeys(Reason(feature.group, feature.wording) for feature in ordered)
        return (*reasons, Reason(GROUPS[-1], CHAIN))

    def reason_of(self, feature: DirectionFeature) -> int:
        """Return the place of a feature's reason among the reasons."""
        return self.reasons.index(Reason(feature.group, feature.wording))

    def fingerprint(self) -> str:
        """Return 16 hexadecimal digits that differ when a feature, a weight or a wording does."""
        pairs = [(f.name, f.group, f.weight, f.wording.text, f.wording.only_where) for f in self.features]
        roots = [(f.name, f.weight) for f in self.root_features]
        return hashlib.sha256(json.dumps([pairs, roots]).encode()).hexdigest()[:16]

    def compute(self, observations: Observations) -> FeatureValues:
        """Return the values of all features."""
        pairs = [np.asarray(feature.compute(observations), float) for feature in self.features]
        roots = [np.asarray(feature.compute(observations), float) for feature in self.root_features]
        return FeatureValues(self, np.stack(pairs).T, np.stack(roots).T)


@dataclass(frozen=True)
class FeatureValues:
    """The features of all pairs [pairs, features], and of all documents having no source [documents, features].

    Sums over features are taken feature by feature: a matrix product adds in an order that depends on how many rows
    there are, and the last digit of the answer for one component must not depend on the others.
    """

    model: FeatureModel
    pairs: NDArray[np.float64]
    roots: NDArray[np.float64]

    def weights(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the logarithm of the weight of each pair, and of each document having no source."""
        pairs, roots = np.zeros(len(self.pairs)), np.zeros(len(self.roots))
        for feature, column in zip(self.model.features, self.pairs.T, strict=True):
            pairs += feature.weight * column
        for root_feature, column in zip(self.model.root_features, self.roots.T, strict=True):
            roots += root_feature.weight * column
        return pairs, roots

    def by_reason(self) -> NDArray[np.float64]:
        """Return what each reason adds to the log-odds of each pair [pairs, reasons]."""
        sums = np.zeros((len(self.model.reasons), len(self.pairs)))
        for feature, column in zip(self.model.features, self.pairs.T, strict=True):
            sums[self.model.reason_of(feature)] += feature.weight * column
        return sums.T

    def column(self, name: str) -> NDArray[np.float64]:
        """Return a feature of all pairs."""
        names = [feature.name for feature in self.model.features]
        return self.pairs[:, names.index(name)]

    def holds(self, name: str) -> NDArray[np.bool_]:
        """Return for which pairs a feature is greater than 0."""
        return self.column(name) > 0
