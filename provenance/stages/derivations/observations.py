"""What direction features are computed from: lags, and who names whom, beside the measures of the pairs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.settings.derivation import DerivationSettings
    from provenance.stages.derivations.match_graph import MatchGraph
    from provenance.stages.derivations.pair_features import PairFeatures


@dataclass(frozen=True)
class Observations:
    """All that features of pairs [pairs] and of documents [documents] are computed from; each is worked out once.

    Attributes:
        graph: documents, outlets and claims.
        pairs: directed pairs and the measures of their texts.
        settings: scales of features.
    """

    graph: MatchGraph
    pairs: PairFeatures
    settings: DerivationSettings

    def of_document(self, values: NDArray[Any]) -> NDArray[Any]:
        """Return values of documents for the document of each pair."""
        return values[self.pairs.documents]

    def of_source(self, values: NDArray[Any]) -> NDArray[Any]:
        """Return values of documents for the source of each pair."""
        return values[self.pairs.sources]

    def where_copied(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """Return values of pairs; 0 for reworded pairs, whose words say nothing."""
        return np.asarray(np.where(self.pairs.reworded, 0.0, values))

    def where_reworded(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """Return values of pairs; 0 for pairs that are no translation or paraphrase."""
        return np.where(self.pairs.reworded, values, 0.0)

    def greatest_copied(self, values: NDArray[Any]) -> NDArray[Any]:
        """Return for the document of each pair the greatest value of its pairs that are copies, 0 where it has none."""
        copied = ~self.pairs.reworded
        greatest = np.zeros(self.graph.size, values.dtype)
        np.maximum.at(greatest, self.pairs.documents[copied], values[copied])
        return np.asarray(greatest[self.pairs.documents])

    def source_minus_document(self, flags: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return 1 where only the source of a pair has a property of documents, -1 where only the document has it."""
        values = flags.astype(float)
        return np.asarray(values[self.pairs.sources] - values[self.pairs.documents])

    @cached_property
    def missing_grams(self) -> NDArray[np.int64]:
        """How many more grams the document of each pair has in common with another copied source than with this one."""
        common = self.pairs.measure("common_grams")
        return np.asarray(np.maximum(self.greatest_copied(common) - common, 0))

    @cached_property
    def part_of_another(self) -> NDArray[np.bool_]:
        """Whether another copied source has a good many more grams in common with the document of each pair."""
        return np.asarray(~self.pairs.reworded & (self.missing_grams >= self.settings.witness_grams))

    def beside(self, flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which documents match one that has a property of documents."""
        found = np.zeros(self.graph.size, bool)
        found[self.pairs.documents[flags[self.pairs.sources]]] = True
        return found

    @cached_property
    def unshared_weight(self) -> NDArray[np.int64]:
        """Weight of what either document of each pair holds and the other lacks."""
        return self.pairs.measure("unshared_weight") + self.pairs.measure("unshared_weight", reverse=True)

    @cached_property
    def lost_weight(self) -> NDArray[np.int64]:
        """Weight of the blocks of the source, but for one at its end, that the document of each pair lacks."""
        tail = self.pairs.measure("tail_weight", reverse=True)
        return self.pairs.measure("block_weight", reverse=True) - tail

    @cached_property
    def lost_blocks(self) -> NDArray[np.int64]:
        """How many blocks of the source, but for one at its end, the document of each pair lacks."""
        return self.pairs.measure("blocks", reverse=True) - (self.pairs.measure("tail_weight", reverse=True) > 0)

    @cached_property
    def lag(self) -> NDArray[np.float64]:
        """Hours from each source to its document, negative where the document is earlier; 0 where dates overlap."""
        return self._lags[0]

    @cached_property
    def dated(self) -> NDArray[np.bool_]:
        """Whether the dates of each pair decide which is later."""
        return self._lags[1]

    @cached_property
    def exact(self) -> NDArray[np.bool_]:
        """Whether both documents of each pair are dated to the second."""
        exact = (self.graph.documents["published_precision"] == "second").fill_null(value=False).to_numpy()
        return np.asarray(exact[self.pairs.documents] & exact[self.pairs.sources])

    @cached_property
    def _lags(self) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        return lags(self.graph, self.pairs)

    @cached_property
    def unusual_lag(self) -> NDArray[np.float64]:
        """By how many doublings each lag is off the one usual at the document's outlet, less 1; 0 where unknown."""
        usual = self.graph.documents["usual_hours"].fill_null(np.nan).to_numpy()[self.pairs.documents]
        comparable, tolerance = (self.lag > 0) & np.isfinite(usual), self.settings.lag_tolerance_hours
        lag, usual = np.where(comparable, self.lag, 1.0) + tolerance, np.where(comparable, usual, 1.0) + tolerance
        doublings = np.minimum(np.abs(np.log2(lag / usual)), self.settings.unusual_lag_doublings)
        return np.where(comparable, doublings - 1, 0.0)

    @cached_property
    def first_of_neighbours(self) -> NDArray[np.float64]:
        """How far each document is no later than any neighbour, 0..1; 0 where no date decides.

        Dates that differ by seconds hardly say which of two was first: pages are stamped when they are built.
        """
        later, dated = np.zeros(self.graph.size), self.has_date_order
        rows = self.dated
        lag = np.tanh(np.maximum(self.lag[rows], 0) / self.settings.stamp_hours)
        np.maximum.at(later, self.pairs.documents[rows], lag)
        return np.asarray(dated * (1 - later))

    @cached_property
    def has_date_order(self) -> NDArray[np.bool_]:
        """Whether dates decide the order of each document and a neighbour."""
        dated = np.zeros(self.graph.size, bool)
        dated[self.pairs.documents[self.dated]] = True
        return dated

    @cached_property
    def outlet_known(self) -> NDArray[np.bool_]:
        """Whether each document's outlet is of a known kind."""
        return np.asarray(self.graph.documents["outlet_known"].to_numpy())

    @cached_property
    def translated(self) -> NDArray[np.bool_]:
        """Whether each document says that it is translated."""
        translated = np.zeros(self.graph.size, bool)
        translated[self.graph.translations] = True
        return translated

    @cached_property
    def is_translation(self) -> NDArray[np.bool_]:
        """Which pairs are translations."""
        return np.asarray(self.pairs.kinds == "translation")

    @cached_property
    def follows_own_version(self) -> NDArray[np.bool_]:
        """Whether an earlier version of each pair's document matches the source, and the source is not surely older.

        Who copied the earlier version is no source of the later one.
        """
        earlier, later = (self.graph.versions[end].to_numpy() for end in ("left", "right"))
        known = np.zeros(len(self.pairs.documents), bool)
        if not len(earlier):
            return known
        order = np.argsort(later, kind="stable")
        first = np.searchsorted(later[order], self.pairs.documents)
        count = np.searchsorted(later[order], self.pairs.documents, "right") - first
        pair = np.repeat(np.arange(len(count)), count)
        version = earlier[order][np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count) + first[pair]]
        row = self.pairs.rows(self.pairs.sources[pair], version)
        known[pair[(row >= 0) & ~((self.lag[row] < 0) & self.dated[row])]] = True
        return known

    @cached_property
    def credit_dropped(self) -> NDArray[np.bool_]:
        """Whether the source of each pair names an outlet that no neighbour is of, and the document names none."""
        names_none = self.names.absent + self.names.present == 0
        return np.asarray((self.names.absent > 0)[self.pairs.sources] & names_none[self.pairs.documents])

    @cached_property
    def names(self) -> OutletNames:
        """Who names whose outlet."""
        return OutletNames.of(self.graph, self.pairs, self.settings.reported_share)


def lags(graph: MatchGraph, pairs: PairFeatures) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return by how many hours each document is later than its source, and whether the dates decide that.

    A date is an interval as long as its precision: where two overlap, they decide nothing. Where they do not, the lag
    is that between their middles, so that of two days the later is a day later.
    """
    earliest, latest = (
        graph.documents[name].cast(float).fill_null(np.nan).to_numpy() for name in ("earliest", "latest")
    )
    least = earliest[pairs.documents] - latest[pairs.sources]
    most = latest[pairs.documents] - earliest[pairs.sources]
    with np.errstate(invalid="ignore"):
        apart = ((least >= 0) | (most <= 0)) & (least + most != 0)
        lag = np.where(apart, (least + most) / 2, 0.0)
    dated = np.isfinite(least) & apart
    return np.where(dated, lag, 0.0), dated


@dataclass(frozen=True)
class OutletNames:
    """Who names whose outlet, among the documents that have pairs. A neighbour is the other document of a pair.

    Attributes:
        source: whether the document of each pair names the source's outlet.
        by_source: whether the source names the document's outlet.
        present: how many outlets each document names that a neighbour is of.
        absent: how many it names that no neighbour is of.
        shared_absent: how many outlets both documents of each pair name that no neighbour is of.
        by_neighbour: whether a neighbour names the document's outlet.
    """

    source: NDArray[np.bool_]
    by_source: NDArray[np.bool_]
    present: NDArray[np.int64]
    absent: NDArray[np.int64]
    shared_absent: NDArray[np.int64]
    by_neighbour: NDArray[np.bool_]

    @classmethod
    def of(cls, graph: MatchGraph, pairs: PairFeatures, reported_share: float) -> OutletNames:
        """Return who names whose outlet.

        A report ("the Guardian reported") names a source only where the two share enough of either body, 0..1: one fact
        of another's is no derivation.
        """
        outlet = graph.outlet
        width = len(graph.outlet_ids) + 1
        claims = np.unique(graph.claims["position"].to_numpy() * width + graph.claims["outlet"].to_numpy())
        by_itself, proving = (
            graph.claims.filter(which).select(pl.col("position") * width + pl.col("outlet")).to_series().unique()
            for which in (pl.col("role") != "report", pl.col("proves"))
        )
        proven = np.sort(by_itself.to_numpy())
        agreeing = np.maximum(pairs.contained, pairs.source_contained) >= reported_share
        keys = pairs.documents * width + outlet[pairs.sources]
        source = in_sorted(proven, keys) | in_sorted(claims, keys) & agreeing
        reverse_keys = pairs.sources * width + outlet[pairs.documents]
        by_source = in_sorted(proven, reverse_keys) | in_sorted(claims, reverse_keys) & agreeing
        near = np.zeros(len(claims), bool)
        near[np.searchsorted(claims, keys[source])] = True
        absent = claims[~near & np.isin(claims, proving.to_numpy())]
        by_neighbour = np.zeros(graph.size, bool)
        by_neighbour[pairs.sources[source]] = True
        return cls(
            source,
            by_source,
            np.bincount(claims[near] // width, minlength=graph.size),
            np.bincount(absent // width, minlength=graph.size),
            shared_absent_names(pairs, absent, width),
            by_neighbour,
        )


def in_sorted(ascending: NDArray[np.integer], values: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Return which values are among ascending numbers."""
    if not len(ascending):
        return np.zeros(len(values), bool)
    return np.asarray(ascending[np.minimum(np.searchsorted(ascending, values), len(ascending) - 1)] == values)


def shared_absent_names(pairs: PairFeatures, absent: NDArray[np.int64], width: int) -> NDArray[np.int64]:
    """Return how many outlets both documents of each pair name that no neighbour is of.

    Args:
        pairs: the directed pairs.
        absent: document times ``width`` plus outlet code of each such name, ascending.
        width: more than any outlet code.
    """
    first = np.searchsorted(absent, pairs.documents * width)
    count = np.searchsorted(absent, (pairs.documents + 1) * width) - first
    pair = np.repeat(np.arange(len(count)), count)
    row = np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count) + first[pair]
    shared = in_sorted(absent, pairs.sources[pair] * width + absent[row] % width)
    return np.bincount(pair[shared], minlength=len(count))
