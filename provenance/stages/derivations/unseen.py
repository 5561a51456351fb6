"""Unseen sources: texts that documents prove and no input holds, by a credit, by agreement or by a third witness."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from provenance.settings.derivation import DerivationSettings
    from provenance.stages.derivations.match_graph import MatchGraph
    from provenance.stages.derivations.pair_features import PairFeatures
    from provenance.stages.derivations.source_selection import SourceAssignment


@dataclass(slots=True)
class UnseenSource:
    """One unseen source: whose it is, what proves it, and which documents derive from it with what confidence.

    Attributes:
        outlet: code of its outlet, -1 unknown.
        basis: credit, agreement or witness.
        children: confidence of each document that derives from it, by position.
        claims: row of the graph's claims by which a document names it, by position.
        proofs: why a document derives from it that does not name it: the position that shows it, and how (``copy``,
            ``agreement``, ``witness`` or ``citation``).
        reported: whether documents only report what it said: that proves it for themselves alone.
    """

    outlet: int
    basis: str
    children: dict[int, float] = field(default_factory=dict)
    claims: dict[int, int] = field(default_factory=dict)
    proofs: dict[int, tuple[int, str]] = field(default_factory=dict)
    reported: bool = False

    def provers(self) -> list[int]:
        """Return the documents that prove the source, in canonical order."""
        return sorted({*self.children, *self.claims, *(position for position, _ in self.proofs.values())})


Claims = dict[int, dict[int, UnseenSource]]
"""Unseen sources by position of the document that derives from them, and by outlet."""


class Claim(NamedTuple):
    """A document's credit to an outlet: its row among the claims, and what it says."""

    row: int
    position: int
    outlet: int
    role: str
    strength: int


def unseen_sources(
    graph: MatchGraph,
    pairs: PairFeatures,
    assignment: SourceAssignment,
    originals: set[int],
    settings: DerivationSettings,
) -> list[UnseenSource]:
    """Return the unseen sources, in order of their first document.

    Args:
        graph: documents and claims.
        pairs: the directed pairs.
        assignment: the source of each document.
        originals: documents that a person has ruled to derive from nothing.
        settings: confidences and least shares.
    """
    neighbours = Neighbours(graph, pairs, assignment, settings)
    claims: Claims = defaultdict(dict)
    for claim in claims_to_absent_outlets(graph, pairs, assignment, settings):
        origin = neighbours.origin[claim.position]
        above = origin != claim.position
        if above and neighbours.leads_to(claim.position, claim.outlet):
            continue
        if above and not neighbours.may_derive(origin, claim.outlet):
            first, last = np.searchsorted(pairs.documents, [claim.position, claim.position + 1])
            if claim.outlet not in graph.outlet[pairs.sources[first:last]]:
                add_claim_between(claims[claim.position], claim, settings)
        elif origin not in originals:
            add_claim(claims[origin], neighbours, claim, origin)
    propagate_to_siblings(claims, neighbours, originals)
    propagate_to_descendants(claims, neighbours)
    sources = merge_agreeing(claims, neighbours)
    explained = {child for source in sources for child in source.children} | originals
    sources += witnessed_sources(pairs, neighbours, explained)
    return sorted(sources, key=lambda source: (min(source.children), source.outlet))


class Neighbours:
    """Which documents are co-derived, and who has which source, by position; lists, as they are read one by one.

    Attributes:
        source: of each document, -1 for none; `origin`: the first document of its chain.
        root_probability: probability that it has no source among the documents.
        outlet: code of its outlet; `agency`: whether that is one; `outlet_known`: whether it is of a known kind.
        credited_origins: first documents of chains, and outlets that documents of their chain name.
        agencies: codes of the outlets that are agencies; `known_outlets`: of those of known kinds.
        settings: confidences and least shares.
    """

    def __init__(
        self, graph: MatchGraph, pairs: PairFeatures, assignment: SourceAssignment, settings: DerivationSettings
    ) -> None:
        sources = assignment.sources(pairs)
        self.settings = settings
        self.source: list[int] = sources.tolist()
        self.origin: list[int] = chain_origins(sources).tolist()
        self.root_probability: list[float] = assignment.root_probability.tolist()
        self.outlet: list[int] = graph.outlet.tolist()
        self.agency: list[bool] = graph.agency.tolist()
        self.outlet_known: list[bool] = graph.documents["outlet_known"].to_list()
        claims = graph.claims.select("position", "outlet", "agency", "outlet_known")
        self.credited_origins = {(self.origin[position], outlet) for position, outlet, *_ in claims.iter_rows()}
        self.agencies = set(claims.filter("agency")["outlet"].to_list())
        self.known_outlets = set(claims.filter("outlet_known")["outlet"].to_list())
        shares = [pairs.coverage(reverse=reverse) for reverse in (False, True)]
        agree = np.maximum(*shares) >= settings.co_derived_share
        self._first: list[int] = np.searchsorted(pairs.documents[agree], np.arange(graph.size + 1)).tolist()
        self._documents: list[int] = pairs.sources[agree].tolist()

    def leads_to(self, position: int, outlet: int) -> bool:
        """Return whether a document of the outlet stands above in the chain."""
        while self.source[position] >= 0:
            position = self.source[position]
            if self.outlet[position] == outlet:
                return True
        return False

    def may_derive(self, origin: int, outlet: int) -> bool:
        """Return whether the first document of a chain may have its text from an absent outlet that a copy names.

        An agency gives its stories to all others, an outlet of a known kind to those that nobody knows. Else the absent
        outlet may as well stand between the two: the copy alone says so.
        """
        if self.agency[origin] or outlet in self.agencies:
            return not self.agency[origin]
        is_credited = (origin, self.outlet[origin]) in self.credited_origins
        return outlet in self.known_outlets and not self.outlet_known[origin] and not is_credited

    def co_derived(self, position: int) -> list[int]:
        """Return the documents that share a good part of the smaller of the two bodies."""
        return self._documents[self._first[position] : self._first[position + 1]]


def chain_origins(sources: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the first document of the chain of each document, given the source of each (-1 for none)."""
    origin = np.where(sources >= 0, sources, np.arange(len(sources)))
    while True:
        further = origin[origin]
        if (further == origin).all():
            return origin
        origin = further


def claims_to_absent_outlets(
    graph: MatchGraph, pairs: PairFeatures, assignment: SourceAssignment, settings: DerivationSettings
) -> Iterator[Claim]:
    """Yield the claims to outlets of which no document is that could be the story that is meant.

    They are in order of the documents, the strongest of each first.
    """
    rows = np.arange(len(pairs.documents))
    present = (pairs.contained >= settings.present_story_share) | (assignment.pair[pairs.documents] == rows)
    present_outlets = pl.DataFrame(
        {"position": pairs.documents[present], "outlet": graph.outlet[pairs.sources[present]]}
    )
    cited = graph.citations.filter(pl.col("rank") > 1).select("position", "outlet")
    proving = graph.claims.with_row_index("row").filter("proves")
    claims = proving.sort("position", "strength", "row", descending=[False, True, False])
    strongest = claims.unique(["position", "outlet"], keep="first", maintain_order=True)
    for excluded in (present_outlets, cited):
        strongest = strongest.join(excluded, on=["position", "outlet"], how="anti", maintain_order="left")
    columns = strongest.select("row", "position", "outlet", "role", pl.col("strength").clip(2, 4))
    return map(Claim._make, columns.iter_rows())


def claim_confidence(claim: Claim, settings: DerivationSettings) -> float:
    """Return how often a document with such a claim derives from the outlet, where nothing else can be its source."""
    if claim.role == "contribution":
        return settings.contribution_confidence
    by_strength = {
        4: settings.strength_4_confidence, 3: settings.strength_3_confidence, 2: settings.strength_2_confidence,
    }  # fmt: skip
    return by_strength[claim.strength]


def add_claim(sources: dict[int, UnseenSource], neighbours: Neighbours, claim: Claim, origin: int) -> None:
    """Add a document's claim to an absent outlet, for itself or for the first document of its chain.

    Args:
        sources: unseen sources of the first document, by outlet.
        neighbours: who has which source.
        claim: of the document.
        origin: the first document of its chain.
    """
    settings = neighbours.settings
    source = sources.setdefault(claim.outlet, UnseenSource(claim.outlet, "credit", reported=True))
    source.reported &= claim.role == "report"
    root_probability = neighbours.root_probability[claim.position]
    if claim.position == origin or root_probability >= settings.second_source_probability:
        source.claims[claim.position] = claim.row
        source.children[claim.position] = root_probability * claim_confidence(claim, settings)
    if claim.position != origin and origin not in source.children:
        source.children[origin] = settings.copy_confidence * neighbours.root_probability[origin]
        source.proofs[origin] = (claim.position, "copy")


def add_claim_between(sources: dict[int, UnseenSource], claim: Claim, settings: DerivationSettings) -> None:
    """Add a document's claim to an absent outlet that may stand between it and the first document of its chain.

    Args:
        sources: unseen sources of the document, by outlet.
        claim: of the document.
        settings: the least strength of such a claim, and confidences.
    """
    if claim.role != "contribution" and claim.strength >= settings.between_credit_strength:
        source = sources.setdefault(claim.outlet, UnseenSource(claim.outlet, "credit"))
        source.claims[claim.position] = claim.row
        source.children[claim.position] = claim_confidence(claim, settings)


def propagate_to_siblings(claims: Claims, neighbours: Neighbours, originals: set[int]) -> None:
    """Give co-derived documents without a source or claim the unseen source: neither derives from the other.

    A page that names several outlets does not tell which of them wrote what it shares: it is no proof for others.
    """
    silent: dict[int, tuple[int, int]] = {}
    for position in sorted(claims):
        proofs = {o: s for o, s in claims[position].items() if position in s.claims or s.proofs}
        outlets = [outlet for outlet, source in proofs.items() if not source.reported]
        if neighbours.source[position] >= 0:
            continue
        for sibling in neighbours.co_derived(position) if outlets else ():
            has_source = neighbours.source[sibling] >= 0 or sibling in claims
            if not has_source and sibling not in originals and not neighbours.agency[sibling]:
                others = [outlet for outlet in outlets if outlet != neighbours.outlet[sibling]]
                if len(others) == 1:  # no page derives from another page of its own outlet
                    silent.setdefault(sibling, (others[0], position))
    for sibling, (outlet, position) in silent.items():
        source = UnseenSource(outlet, "agreement")
        source.children[sibling] = neighbours.settings.sibling_confidence * neighbours.root_probability[sibling]
        source.proofs[sibling] = (position, "agreement")
        claims[sibling] = {outlet: source}


def propagate_to_descendants(claims: Claims, neighbours: Neighbours) -> None:
    """Give documents in a chain below one with an unseen source that source, too, where they may have it directly.

    An agency gives its stories to many: less probability is asked of it.
    """
    settings = neighbours.settings
    least = {True: settings.second_agency_probability, False: settings.second_outlet_probability}
    for position, above in enumerate(neighbours.source):
        origin, root_probability = neighbours.origin[position], neighbours.root_probability[position]
        if above < 0 or root_probability < least[True] or origin not in claims:
            continue
        if origin not in neighbours.co_derived(position):
            continue
        for outlet, source in sorted(claims[origin].items()):
            if root_probability >= least[outlet in neighbours.agencies] and position not in source.children:
                source.children[position] = settings.sibling_confidence * root_probability
                source.proofs[position] = (origin, "agreement")


def merge_agreeing(claims: Claims, neighbours: Neighbours) -> list[UnseenSource]:
    """Return the unseen sources; those of one outlet are merged where their documents are co-derived."""
    by_child: dict[tuple[int, int], UnseenSource] = {}
    for position in sorted(claims):
        siblings = neighbours.co_derived(position)
        for outlet, source in claims[position].items():
            of_siblings = [by_child[sibling, outlet] for sibling in siblings if (sibling, outlet) in by_child]
            target = source
            for merged in unique_sources(of_siblings):
                target = merge_into(merged, target)
            for child in target.children:
                by_child[child, outlet] = target
    return unique_sources(by_child.values())


def unique_sources(sources: Iterable[UnseenSource]) -> list[UnseenSource]:
    """Return each object once, in order of its first occurrence."""
    return list({id(source): source for source in sources}.values())


def merge_into(target: UnseenSource, source: UnseenSource) -> UnseenSource:
    """Add the children, claims and proofs of a second unseen source to the first, and return it."""
    target.children.update(source.children)
    target.claims.update(source.claims)
    target.proofs.update(source.proofs)
    if target.claims and target.basis == "agreement":
        target.basis = "credit"
    return target


def witnessed_sources(pairs: PairFeatures, neighbours: Neighbours, explained: set[int]) -> list[UnseenSource]:
    """Return unseen sources that a third witness shows: it shares with each of two documents what the other lacks.

    Args:
        pairs: the directed pairs.
        neighbours: who has which source.
        explained: documents that have an unseen source already, or none by a ruling.
    """
    settings = neighbours.settings
    by_document: dict[int, UnseenSource] = {}
    shares = [pairs.coverage(reverse=reverse) for reverse in (False, True)]
    agree = np.minimum(*shares) >= settings.witness_smaller_share
    agree &= np.maximum(*shares) >= settings.witness_larger_share
    agree &= (pairs.measure("witnessed_both_lack") >= settings.witness_grams) & (pairs.documents < pairs.sources)
    for left, right in zip(pairs.documents[agree].tolist(), pairs.sources[agree].tolist(), strict=True):
        if not all(may_have_witnessed_source(neighbours, end, explained) for end in (left, right)):
            continue
        source = by_document.get(left) or by_document.get(right) or UnseenSource(-1, "witness")
        for child, witness in ((left, right), (right, left)):
            source.children.setdefault(child, settings.witness_confidence)
            source.proofs.setdefault(child, (witness, "witness"))
            by_document[child] = source
    return unique_sources(by_document.values())


def may_have_witnessed_source(neighbours: Neighbours, position: int, explained: set[int]) -> bool:
    """Return whether a document has no source yet and most likely has none among the documents.

    A document of a known outlet, which names nobody, may be the source of the others, however they have changed it.
    """
    least = neighbours.settings.witness_root_probability
    return (
        neighbours.source[position] < 0
        and not neighbours.outlet_known[position]
        and position not in explained
        and neighbours.root_probability[position] >= least
    )


def unseen_source_id(outlet: str | None, first: str) -> str:
    """Return the stable id of an unseen source: its outlet, and the canonically first document that proves it."""
    digest = hashlib.sha256(f"{outlet or ''}\n{first}".encode()).hexdigest()[:12]
    return f"unseen:{outlet or 'unknown'}:{digest}"
