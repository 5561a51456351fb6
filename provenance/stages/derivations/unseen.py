"""Sources that documents prove and nobody has: named by a credit, or shown by agreement or a third witness."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from provenance.stages.derivations.match_graph import Case
    from provenance.stages.derivations.pair_features import Readings
    from provenance.stages.derivations.source_selection import Choices

CREDITED = {4: 0.97, 3: 0.93, 2: 0.8}
"""How often a document that names an absent outlet at each strength derives from it, where no document that is there
can be its source: times the probability that none is, this is the confidence."""

PRESENT = 0.5
"""Least share of a document's body that a document of the outlet it names must share to be the story that is meant."""

ALSO = 0.02
"""Least probability of having no source here at which a document that has one is told to derive from the absent outlet
it names, too."""

ALSO_SILENT = {True: 0.1, False: 0.25}
"""The same where it does not name it, but stands in a chain below one that derives from it; by whether the outlet is an
agency, which gives its stories to many."""

PART = 0.6
"""The same for a contribution: the outlet gave a part of unknown size."""

BY_COPY = 0.95
"""How often a document derives from the outlet that its own copies name."""

BY_SIBLING = 0.9
"""How often a document derives from the outlet that another document named, where they agree and neither is the
other's source."""

BY_WITNESS = 0.6
"""How often two documents derive from one absent source where only a third witness shows it."""

WITNESS_GRAMS = 20
"""Least grams that a witness shares with each of two documents and the other lacks."""

WITNESS_ALONE = 0.85
"""Least probability of either having no source here, for a witness to prove an absent one."""

WITNESS_SHARES = (0.4, 0.7)
"""Least share of the one and of the other body that two documents share, for a witness to prove their absent source."""

AGREES = 0.3
"""Least share of the smaller body that two documents share to prove one absent source."""


@dataclass(slots=True)
class Unseen:
    """One absent source: whose it is, what proves it, and which documents derive from it how surely.

    Attributes:
        outlet: code of its outlet, -1 unknown.
        basis: credit, agreement or witness.
        children: confidence of each document that derives from it, by position.
        claims: row of the case's claims by which a document names it, by position.
        because: why a document derives from it that does not name it: the position that does, and how it is known.
    """

    outlet: int
    basis: str
    children: dict[int, float] = field(default_factory=dict)
    claims: dict[int, int] = field(default_factory=dict)
    because: dict[int, tuple[int, str]] = field(default_factory=dict)


def unseen_sources(case: Case, read: Readings, chosen: Choices, originals: set[int]) -> list[Unseen]:
    """Return the absent sources, in order of their first document."""
    near = Neighbours(case, read, chosen)
    own: dict[int, dict[int, Unseen]] = defaultdict(dict)
    for row, position, outlet, role, strength in absent_claims(case, read, chosen):
        root = near.root[position]
        if root != position and (near.leads_to(position, outlet) or near.agency[root]):
            continue
        if root not in originals:
            tell(own[root], near, row, position, root, outlet, PART if role == "contribution" else CREDITED[strength])
    spread(own, near, originals)
    by_relatives(own, near, set(case.claims.filter(pl.col("agency"))["outlet"].to_list()))
    merged = merge(own, near)
    merged += witnessed(read, near, {child for source in merged for child in source.children} | originals)
    return sorted(merged, key=lambda source: (min(source.children), source.outlet))


class Neighbours:
    """Who agrees with whom, and who has which source, by position; lists, for they are asked for one by one.

    Attributes:
        source: of each document, -1 for none; `root`: the first document of its chain.
        alone: probability that it has no source here.
        outlet: code of its outlet; `agency`: whether that is one.
    """

    def __init__(self, case: Case, read: Readings, chosen: Choices) -> None:
        above = chosen.sources(read)
        self.source: list[int] = above.tolist()
        self.root: list[int] = roots(above).tolist()
        self.alone: list[float] = chosen.alone.tolist()
        self.outlet: list[int] = case.outlet.tolist()
        self.agency: list[bool] = case.agency.tolist()
        shares = [read.covered(turned=turned) for turned in (False, True)]
        agree = np.maximum(*shares) >= AGREES
        self.first: list[int] = np.searchsorted(read.documents[agree], np.arange(len(read.parts) + 1)).tolist()
        self.mates: list[int] = read.sources[agree].tolist()

    def leads_to(self, position: int, outlet: int) -> bool:
        """Return whether a document of the outlet stands above in the chain."""
        while self.source[position] >= 0:
            position = self.source[position]
            if self.outlet[position] == outlet:
                return True
        return False

    def agreeing(self, position: int) -> list[int]:
        """Return the documents that share a good part of the smaller of the two bodies."""
        return self.mates[self.first[position] : self.first[position + 1]]


def roots(above: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the first document of the chain that each stands in."""
    root = np.where(above >= 0, above, np.arange(len(above)))
    while True:
        further = root[root]
        if (further == root).all():
            return root
        root = further


def absent_claims(case: Case, read: Readings, chosen: Choices) -> Iterator[tuple[int, int, int, str, int]]:
    """Yield the claims (row, position, outlet, role, strength) to outlets no agreeing document is of.

    They are in order of the documents, the strongest of each first.
    """
    rows = np.arange(len(read.documents))
    near = (read.contained >= PRESENT) | (chosen.pair[read.documents] == rows)
    present = pl.DataFrame({"position": read.documents[near], "outlet": case.outlet[read.sources[near]]})
    cited = case.links.filter(pl.col("place") > 1).select("position", "outlet")
    claims = case.claims.with_row_index("row").sort("position", "strength", "row", descending=[False, True, False])
    first = claims.unique(["position", "outlet"], keep="first", maintain_order=True)
    for there in (present, cited):
        first = first.join(there, on=["position", "outlet"], how="anti", maintain_order="left")
    return first.select("row", "position", "outlet", "role", pl.min_horizontal("strength", 4)).iter_rows()


def tell(
    sources: dict[int, Unseen], near: Neighbours, row: int, position: int, root: int, outlet: int, sure: float
) -> None:
    """Note that a document names an absent outlet, for itself or for the first document of its chain."""
    source = sources.setdefault(outlet, Unseen(outlet, "credit"))
    alone = near.alone[position]
    if position == root or alone >= ALSO:
        source.claims[position] = row
        source.children[position] = alone * sure
    if position != root and root not in source.children:
        source.children[root] = BY_COPY * near.alone[root]
        source.because[root] = (position, "copy")


def spread(own: dict[int, dict[int, Unseen]], near: Neighbours, originals: set[int]) -> None:
    """Let documents without a source or claim share those of documents they agree with: neither is from the other."""
    silent: dict[int, tuple[int, int]] = {}
    for position in sorted(own):
        told = [o for o, source in own[position].items() if position in source.claims or source.because]
        for other in near.agreeing(position) if told else ():
            if near.source[other] < 0 and other not in own and other not in originals and not near.agency[other]:
                silent.setdefault(other, (told[0], position))
    for other, (outlet, position) in silent.items():
        source = Unseen(outlet, "agreement")
        source.children[other] = BY_SIBLING * near.alone[other]
        source.because[other] = (position, "agreement")
        own[other] = {outlet: source}


def by_relatives(own: dict[int, dict[int, Unseen]], near: Neighbours, agencies: set[int]) -> None:
    """Let documents that may have a story from the absent outlet as well as from its taker have it from there, too."""
    for position, above in enumerate(near.source):
        root, alone = near.root[position], near.alone[position]
        if above < 0 or alone < ALSO_SILENT[True] or root not in own or root not in near.agreeing(position):
            continue
        for outlet, source in sorted(own[root].items()):
            if alone >= ALSO_SILENT[outlet in agencies] and position not in source.children:
                source.children[position] = BY_SIBLING * alone
                source.because[position] = (root, "agreement")


def merge(own: dict[int, dict[int, Unseen]], near: Neighbours) -> list[Unseen]:
    """Return the absent sources, those of one outlet made one where their documents agree in text."""
    holder: dict[tuple[int, int], Unseen] = {}
    for position in sorted(own):
        mates = near.agreeing(position)
        for outlet, source in own[position].items():
            held = [holder[other, outlet] for other in mates if (other, outlet) in holder]
            target = source
            for each in {id(each): each for each in held}.values():
                target = absorb(each, target)
            for child in target.children:
                holder[child, outlet] = target
    return list({id(source): source for source in holder.values()}.values())


def absorb(kept: Unseen, other: Unseen) -> Unseen:
    """Make two absent sources one, and return it."""
    for name in ("children", "claims", "because"):
        getattr(kept, name).update(getattr(other, name))
    if len(kept.claims) >= 1 and kept.basis == "agreement":
        kept.basis = "credit"
    return kept


def witnessed(read: Readings, near: Neighbours, done: set[int]) -> list[Unseen]:
    """Return absent sources that a third witness shows: it shares with each of two documents what the other lacks."""
    found: dict[int, Unseen] = {}
    shares = [read.covered(turned=turned) for turned in (False, True)]
    agree = (np.minimum(*shares) >= WITNESS_SHARES[0]) & (np.maximum(*shares) >= WITNESS_SHARES[1])
    agree &= (read.of("mutual") >= WITNESS_GRAMS) & (read.documents < read.sources)
    for left, right in zip(read.documents[agree].tolist(), read.sources[agree].tolist(), strict=True):
        ends = (left, right)
        if any(near.source[end] >= 0 or end in done or near.alone[end] < WITNESS_ALONE for end in ends):
            continue
        source = found.get(left) or found.get(right) or Unseen(-1, "witness")
        for end in ends:
            source.children.setdefault(end, BY_WITNESS)
            source.because.setdefault(end, (right if end == left else left, "witness"))
            found[end] = source
    return list({id(source): source for source in found.values()}.values())


def source_id(outlet: str | None, first: str) -> str:
    """Return the stable id of an absent source: its outlet, and the canonical first document that proves it."""
    digest = hashlib.sha256(f"{outlet or ''}\n{first}".encode()).hexdigest()[:12]
    return f"unseen:{outlet or 'unknown'}:{digest}"


def provers(source: Unseen) -> list[int]:
    """Return the documents that prove a source, in canonical order."""
    return sorted({*source.children, *source.claims, *(by for by, _ in source.because.values())})
