"""What speaks for each possible source of each document: signs by family, and how much each weighs.

A sign is a number that the texts, the dates, the credits or the outlets give; its weight is a logarithm of odds. Their
sums are the weights of a log-linear model of branchings (conditional random field; Koo et al. 2007), so that every
edge's standing is a sum of reasons that can be read one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from provenance.stages.derivations.weights import ALONE, SOURCE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.stages.derivations.match_graph import Case
    from provenance.stages.derivations.pair_features import Readings

FAMILIES = ("agreement", "changes", "witness", "date", "credit", "outlet", "chain")
"""Families of reasons. Agreement says that there is an edge; the others can say which way. All but the last are sums of
signs of the pair; the last is what the rest of the story adds: who else may be the source of either, and how likely
either is to have none."""

SIGNS: tuple[tuple[str, str], ...] = (
    ("bias", "agreement"),
    ("covered", "agreement"),
    ("source_covered", "agreement"),
    ("nearer_elsewhere", "agreement"),
    ("reworded", "agreement"),
    ("reworded_covered", "agreement"),
    ("reworded_source_covered", "agreement"),
    ("copied_elsewhere", "witness"),
    ("edits_added", "changes"),
    ("edits_lost", "changes"),
    ("blocks_added", "changes"),
    ("blocks_lost", "changes"),
    ("added", "changes"),
    ("lost", "changes"),
    ("cut_off", "changes"),
    ("added_and_lost", "changes"),
    ("same", "agreement"),
    ("conjunctive", "agreement"),
    ("lacking_here", "witness"),
    ("lacking_there", "witness"),
    ("lacking_both", "witness"),
    ("undated", "date"),
    ("later", "date"),
    ("much_later", "date"),
    ("earlier", "date"),
    ("much_earlier", "date"),
    ("unusual", "date"),
    ("names_source", "credit"),
    ("named_by_source", "credit"),
    ("names_other", "credit"),
    ("source_names_other", "credit"),
    ("names_absent", "credit"),
    ("source_names_absent", "credit"),
    ("both_name_absent", "credit"),
    ("credit_dropped", "credit"),
    ("translated", "credit"),
    ("source_translated", "credit"),
    ("from_agency", "outlet"),
    ("from_known", "outlet"),
    ("source_often_named", "outlet"),
    ("often_named", "outlet"),
)
"""Signs of a pair, in the order of the weights, with their families."""

ALONE_SIGNS = (
    "bias", "names_absent", "names_present", "agency", "known", "often_named", "earliest", "undated", "names_none",
)  # fmt: skip
"""Signs of a document that has no source here."""


@dataclass(frozen=True)
class Signs:
    """The signs of all pairs [pairs, signs] and of all documents having no source here [documents, signs].

    Sums over signs are taken sign by sign: a matrix product adds in an order that depends on how many rows there are,
    and the last digit of what one part of the corpus says must not depend on the others.
    """

    pairs: NDArray[np.float64]
    alone: NDArray[np.float64]

    def weights(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the logarithm of the weight of each pair, and of each document having no source here."""
        pairs, alone = np.zeros(len(self.pairs)), np.zeros(len(self.alone))
        for (name, _), column in zip(SIGNS, self.pairs.T, strict=True):
            pairs += SOURCE.get(name, 0.0) * column
        for name, column in zip(ALONE_SIGNS, self.alone.T, strict=True):
            alone += ALONE.get(name, 0.0) * column
        return pairs, alone

    def by_family(self) -> NDArray[np.float64]:
        """Return what each family of signs adds to each pair [pairs, families]."""
        found = np.zeros((len(FAMILIES), len(self.pairs)))
        for (name, family), column in zip(SIGNS, self.pairs.T, strict=True):
            found[FAMILIES.index(family)] += SOURCE.get(name, 0.0) * column
        return found.T


def signs(case: Case, read: Readings) -> Signs:
    """Return the signs of all pairs and documents."""
    named = Named.of(case, read)
    columns = {**texts(read), **dates(case, read), **credits_(case, read, named), **outlets(case, read, named)}
    pairs = np.stack([np.asarray(columns[name], float) for name, _ in SIGNS]).T
    return Signs(pairs, alone(case, read, named))


def texts(read: Readings) -> dict[str, NDArray[np.float64]]:
    """Return the signs that the texts give: of reworded pairs only how much of either side the other covers."""
    reworded = read.reworded
    covered, source_covered = read.covered(), read.covered(turned=True)
    alike = {name: np.where(reworded, 0.0, sign) for name, sign in copies(read, reworded).items()}
    return {
        "bias": np.ones(len(reworded)),
        "covered": np.where(reworded, 0.0, covered),
        "source_covered": np.where(reworded, 0.0, source_covered),
        "reworded": reworded.astype(float),
        "reworded_covered": np.where(reworded, covered, 0.0),
        "reworded_source_covered": np.where(reworded, source_covered, 0.0),
        "copied_elsewhere": np.where(reworded, most_copied(read, covered, reworded)[read.documents], 0.0),
        **alike,
    }


def most_copied(read: Readings, covered: NDArray[np.float64], reworded: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the greatest share of each document that is word for word another's: no translation gives words back."""
    most = np.zeros(len(read.parts))
    np.maximum.at(most, read.documents[~reworded], covered[~reworded])
    return most


def copies(read: Readings, reworded: NDArray[np.bool_]) -> dict[str, NDArray[np.float64]]:
    """Return the signs that pairs of copied texts give."""
    tail = read.of("tail_weight", turned=True)
    lost_blocks = read.of("blocks", turned=True) - (tail > 0)
    common = read.of("common")
    best = np.zeros(len(read.parts), np.int64)
    np.maximum.at(best, read.documents[~reworded], common[~reworded])
    apart = read.of("beyond") + read.of("beyond", turned=True)
    return {
        "nearer_elsewhere": np.log1p(np.maximum(best[read.documents] - common, 0)),
        "edits_added": np.log1p(read.of("edits")),
        "edits_lost": np.log1p(read.of("edits", turned=True)),
        "blocks_added": np.minimum(read.of("blocks"), 5).astype(float),
        "blocks_lost": np.minimum(lost_blocks, 5).astype(float),
        "added": np.log1p(read.of("block_weight") / 2),
        "lost": np.log1p((read.of("block_weight", turned=True) - tail) / 2),
        "cut_off": np.log1p(tail / 2),
        "added_and_lost": ((read.of("blocks") > 0) & (lost_blocks > 0)).astype(float),
        "same": (apart == 0).astype(float),
        "conjunctive": np.log1p(read.of("conjunctive")),
        "lacking_here": np.log1p(read.of("here")),
        "lacking_there": np.log1p(read.of("there")),
        "lacking_both": np.log1p(read.of("mutual")),
    }


def lags(case: Case, read: Readings) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return by how many hours each document is later than its source, and where the dates tell at all.

    A date lasts as long as its precision: where the two overlap, the dates do not tell.
    """
    earliest, latest = (
        case.documents[name].cast(float).fill_null(np.nan).to_numpy() for name in ("earliest", "latest")
    )
    least = earliest[read.documents] - latest[read.sources]
    most = latest[read.documents] - earliest[read.sources]
    with np.errstate(invalid="ignore"):
        lag = np.where(least >= 0, least, np.where(most <= 0, most, 0.0))
    told = np.isfinite(least) & (lag != 0)
    return np.where(told, lag, 0.0), told


def dates(case: Case, read: Readings) -> dict[str, NDArray[np.float64]]:
    """Return the signs that the dates give."""
    lag, told = lags(case, read)
    return {
        "undated": (~told).astype(float),
        "later": np.tanh(np.maximum(lag, 0) / 6),
        "much_later": np.log1p(np.maximum(lag, 0) / 24),
        "earlier": np.tanh(np.maximum(-lag, 0) / 6),
        "much_earlier": np.log1p(np.maximum(-lag, 0) / 24),
        "unusual": unusual(case, read, lag),
    }


SOON = 0.25
"""Hours that make no difference to how usual a lag is."""

MOST_UNUSUAL = 4.0
"""Doublings of the usual lag beyond which a lag is no more unusual."""


def unusual(case: Case, read: Readings, lag: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return by how many doublings each document's lag is off its outlet's usual one; 0 where either is not known."""
    usual = case.documents["usual_hours"].fill_null(np.nan).to_numpy()[read.documents]
    known = (lag > 0) & np.isfinite(usual)
    off = np.abs(np.log2((np.where(known, lag, 1.0) + SOON) / (np.where(known, usual, 1.0) + SOON)))
    return np.where(known, np.minimum(off, MOST_UNUSUAL) - 1, 0.0)


@dataclass(frozen=True)
class Named:
    """Who names whom, of the documents that have pairs.

    Attributes:
        source: whether the document of each pair names the source's outlet.
        by_source: whether the source names the document's outlet.
        present: how many outlets each document names of which a neighbour is.
        absent: how many it names of which no neighbour is.
        shared: how many outlets both ends of each pair name of which no neighbour is.
        often: whether a neighbour names the document's outlet.
    """

    source: NDArray[np.bool_]
    by_source: NDArray[np.bool_]
    present: NDArray[np.int64]
    absent: NDArray[np.int64]
    shared: NDArray[np.int64]
    often: NDArray[np.bool_]

    @classmethod
    def of(cls, case: Case, read: Readings) -> Named:
        """Return who names whom."""
        outlet = case.outlet
        width = len(case.outlets) + 1
        claims = np.unique(case.claims["position"].to_numpy() * width + case.claims["outlet"].to_numpy())
        asked = read.documents * width + outlet[read.sources]
        source = among(claims, asked)
        by_source = among(claims, read.sources * width + outlet[read.documents])
        near = np.zeros(len(claims), bool)
        near[np.searchsorted(claims, asked[source])] = True
        away = claims[~near]
        often = np.zeros(case.size, bool)
        often[read.sources[source]] = True
        return cls(
            source,
            by_source,
            np.bincount(claims[near] // width, minlength=case.size),
            np.bincount(away // width, minlength=case.size),
            shared_names(read, away, width),
            often,
        )


def among(known: NDArray[np.int64], asked: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which numbers are among ascending ones."""
    if not len(known):
        return np.zeros(len(asked), bool)
    return np.asarray(known[np.minimum(np.searchsorted(known, asked), len(known) - 1)] == asked)


def shared_names(read: Readings, away: NDArray[np.int64], width: int) -> NDArray[np.int64]:
    """Return how many absent outlets both ends of each pair name."""
    first = np.searchsorted(away, read.documents * width)
    count = np.searchsorted(away, (read.documents + 1) * width) - first
    pair = np.repeat(np.arange(len(count)), count)
    at = np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count) + first[pair]
    both = among(away, read.sources[pair] * width + away[at] % width)
    return np.bincount(pair[both], minlength=len(count))


def credits_(case: Case, read: Readings, named: Named) -> dict[str, NDArray[np.float64]]:
    """Return the signs that the credits give."""
    documents, sources = read.documents, read.sources
    translated = np.zeros(case.size, bool)
    translated[case.translations] = True
    reworded = read.kinds == "translation"
    signs = {
        "names_source": named.source,
        "named_by_source": named.by_source,
        "names_other": named.present[documents] > named.source,
        "source_names_other": named.present[sources] > named.by_source,
        "names_absent": named.absent[documents] > 0,
        "source_names_absent": named.absent[sources] > 0,
        "both_name_absent": named.shared > 0,
        "credit_dropped": (named.absent[sources] > 0) & (named.absent[documents] + named.present[documents] == 0),
        "translated": translated[documents] & reworded,
        "source_translated": translated[sources] & reworded,
    }
    return {name: sign.astype(float) for name, sign in signs.items()}


def outlets(case: Case, read: Readings, named: Named) -> dict[str, NDArray[np.float64]]:
    """Return the signs that the outlets give: agencies before papers, known outlets before unknown ones."""
    agency, known = case.agency.astype(float), case.documents["known"].cast(float).to_numpy()
    return {
        "from_agency": agency[read.sources] - agency[read.documents],
        "from_known": known[read.sources] - known[read.documents],
        "source_often_named": (named.often[read.sources] & ~named.source).astype(float),
        "often_named": named.often[read.documents].astype(float),
    }


STAMP = 1.0
"""Hours within which two dates hardly say which of two documents was first: pages are stamped when they are built."""


def alone(case: Case, read: Readings, named: Named) -> NDArray[np.float64]:
    """Return the signs that documents have no source here."""
    lag, told = lags(case, read)
    later = np.zeros(case.size)  # that two dates differ by seconds says nothing
    np.maximum.at(later, read.documents[told], np.tanh(np.maximum(lag[told], 0) / STAMP))
    dated = np.zeros(case.size, bool)
    dated[read.documents[told]] = True
    columns = {
        "bias": np.ones(case.size),
        "names_absent": named.absent > 0,
        "names_present": named.present > 0,
        "agency": case.agency,
        "known": case.documents["known"].to_numpy(),
        "often_named": named.often,
        "earliest": dated * (1 - later),
        "undated": ~dated,
        "names_none": named.absent + named.present == 0,
    }
    return np.stack([np.asarray(columns[name], float) for name in ALONE_SIGNS]).T
