"""Sources that documents prove and nobody has: named by a credit, or shown by agreement or a third witness."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from provenance.stages.derivations.cases import Case
    from provenance.stages.derivations.choices import Choices
    from provenance.stages.derivations.comparison import Readings

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


@dataclass
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
    near = Neighbours(read, chosen)
    named = absent_claims(case, read, near)
    own: dict[int, dict[int, Unseen]] = defaultdict(dict)
    for row, position, outlet in named:
        root = near.root(position)
        if root != position and (near.leads_to(position, outlet, case) or case.agency[root]):
            continue
        if root not in originals:
            tell(own[root], case, chosen, row, position, root, outlet)
    spread(own, near, case, chosen, originals)
    by_relatives(own, near, case, chosen)
    merged = merge(own, near)
    merged += witnessed(read, chosen, near, {child for source in merged for child in source.children} | originals)
    return sorted(merged, key=lambda source: (min(source.children), source.outlet))


class Neighbours:
    """Who agrees with whom, and who has which source, by position."""

    def __init__(self, read: Readings, chosen: Choices) -> None:
        self.read, self.chosen = read, chosen
        self.first = np.searchsorted(read.documents, np.arange(len(read.parts) + 1))
        self.source = chosen.sources(read)

    def rows(self, position: int) -> range:
        """Return the rows of the pairs of a document."""
        return range(int(self.first[position]), int(self.first[position + 1]))

    def root(self, position: int) -> int:
        """Return the first document of the chain that a document stands in."""
        while self.source[position] >= 0:
            position = int(self.source[position])
        return position

    def leads_to(self, position: int, outlet: int, case: Case) -> bool:
        """Return whether a document of the outlet stands above in the chain."""
        while self.source[position] >= 0:
            position = int(self.source[position])
            if case.outlet[position] == outlet:
                return True
        return False

    def agreeing(self, position: int) -> Iterable[int]:
        """Return the documents that share a good part of the smaller of the two bodies."""
        for row in self.rows(position):
            other = int(self.read.sources[row])
            share = 1 - self.read.of("beyond")[row] / max(self.read.of("weight")[row], 1)
            back = 1 - self.read.of("beyond", turned=True)[row] / max(self.read.of("weight", turned=True)[row], 1)
            if max(share, back) >= AGREES:
                yield other


def absent_claims(case: Case, read: Readings, near: Neighbours) -> list[tuple[int, int, int]]:
    """Return the claims (row, position, outlet) to outlets no agreeing document is of, the strongest of each first."""
    outlet = case.outlet
    present: dict[int, set[int]] = {}
    cited = {
        (position, named)
        for position, named in case.links.filter(pl.col("place") > 1).select("position", "outlet").iter_rows()
    }
    found = []
    claims = case.claims.with_row_index("row").sort("position", "strength", "row", descending=[False, True, False])
    first = claims.unique(["position", "outlet"], keep="first", maintain_order=True)
    for row, position, named in first.select("row", "position", "outlet").iter_rows():
        if position not in present:
            rows = [r for r in near.rows(position) if read.contained[r] >= PRESENT or near.chosen.pair[position] == r]
            present[position] = {int(outlet[read.sources[r]]) for r in rows}
        if named not in present[position] and (position, named) not in cited:
            found.append((row, position, named))
    return found


def tell(
    sources: dict[int, Unseen], case: Case, chosen: Choices, row: int, position: int, root: int, outlet: int
) -> None:
    """Note that a document names an absent outlet, for itself or for the first document of its chain."""
    source = sources.setdefault(outlet, Unseen(outlet, "credit"))
    role, strength = case.credits[row]["role"], case.credits[row]["strength"]
    alone = float(chosen.alone[position])
    if position == root or alone >= ALSO:
        source.claims[position] = row
        source.children[position] = alone * (PART if role == "contribution" else CREDITED[min(strength, 4)])
    if position != root and root not in source.children:
        source.children[root] = BY_COPY * float(chosen.alone[root])
        source.because[root] = (position, "copy")


def spread(
    own: dict[int, dict[int, Unseen]], near: Neighbours, case: Case, chosen: Choices, originals: set[int]
) -> None:
    """Let documents without a source or claim share those of documents they agree with: neither is from the other."""
    silent: dict[int, dict[int, int]] = {}
    for position in sorted(own):
        for other in near.agreeing(position):
            if near.source[other] < 0 and other not in own and other not in originals and not case.agency[other]:
                for outlet in own[position]:
                    if position in own[position][outlet].claims or own[position][outlet].because:
                        silent.setdefault(other, {}).setdefault(outlet, position)
    for other, outlets in silent.items():
        for outlet, position in list(outlets.items())[:1]:
            source = Unseen(outlet, "agreement")
            source.children[other] = BY_SIBLING * float(chosen.alone[other])
            source.because[other] = (position, "agreement")
            own[other] = {outlet: source}


def by_relatives(own: dict[int, dict[int, Unseen]], near: Neighbours, case: Case, chosen: Choices) -> None:
    """Let documents that may have a story from the absent outlet as well as from its taker have it from there, too."""
    agencies = set(case.claims.filter(pl.col("agency"))["outlet"].to_list())
    for position in np.flatnonzero((near.source >= 0) & (chosen.alone >= ALSO_SILENT[True])).tolist():
        root = near.root(position)
        for outlet in sorted(own.get(root, {})):
            source = own[root][outlet]
            likely = chosen.alone[position] >= ALSO_SILENT[outlet in agencies]
            if likely and position not in source.children and root in near.agreeing(position):
                source.children[position] = BY_SIBLING * float(chosen.alone[position])
                source.because[position] = (root, "agreement")


def merge(own: dict[int, dict[int, Unseen]], near: Neighbours) -> list[Unseen]:
    """Return the absent sources, those of one outlet made one where their documents agree in text."""
    holder: dict[tuple[int, int], Unseen] = {}
    for position in sorted(own):
        for outlet, source in own[position].items():
            joined = {
                id(holder[other, outlet]): holder[other, outlet]
                for other in near.agreeing(position)
                if (other, outlet) in holder
            }
            target = source
            for each in joined.values():
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


def witnessed(read: Readings, chosen: Choices, near: Neighbours, done: set[int]) -> list[Unseen]:
    """Return absent sources that a third witness shows: it shares with each of two documents what the other lacks."""
    found: dict[int, Unseen] = {}
    shares = [1 - read.of("beyond", turned=t) / np.maximum(read.of("weight", turned=t), 1) for t in (False, True)]
    agree = (np.minimum(*shares) >= WITNESS_SHARES[0]) & (np.maximum(*shares) >= WITNESS_SHARES[1])
    for row in np.flatnonzero(agree & (read.of("mutual") >= WITNESS_GRAMS)):
        left, right = int(read.documents[row]), int(read.sources[row])
        ends = (left, right)
        if left > right or any(
            near.source[end] >= 0 or end in done or chosen.alone[end] < WITNESS_ALONE for end in ends
        ):
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


def provers(source: Unseen) -> NDArray[np.int64]:
    """Return the documents that prove a source, in canonical order."""
    return np.array(sorted({*source.children, *source.claims, *(by for by, _ in source.because.values())}), np.int64)
