"""Derivations from sources that nobody has: what each document has of its source, and why it is told to."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from provenance.stages.derivations.evidence import agreement, credit, evidence, reason
from provenance.stages.derivations.relations import STAND_INS, absent_relations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from provenance.stages.derivations.cases import Case
    from provenance.stages.derivations.choices import Choices
    from provenance.stages.derivations.comparison import Readings
    from provenance.stages.derivations.unseen import Unseen

WHOLE = 0.9
"""Share of a document from which on what a credit speaks for is the whole text."""

TOLD = 5
"""Most documents with the same absent source that the evidence names."""


class Children(NamedTuple):
    """Documents and the absent sources they derive from, source after source.

    Attributes:
        sources: number of the source of each.
        documents: position of the document.
    """

    sources: NDArray[np.int64]
    documents: NDArray[np.int64]


def children(sources: list[Unseen]) -> Children:
    """Return the documents that derive from absent sources."""
    number = np.repeat(np.arange(len(sources)), [len(source.children) for source in sources])
    return Children(number, np.array([child for source in sources for child in source.children], np.int64))


def absent_rows(case: Case, read: Readings, chosen: Choices, unseen: dict[str, Unseen]) -> Iterator[tuple[Any, ...]]:
    """Yield what the frame ``derivations`` says of sources that nobody has, but for the ids of the rows.

    The rows begin with the id of the document and of the source.
    """
    sources = list(unseen.values())
    found = children(sources)
    relations, shares = likenesses(case, read, chosen, sources, found)
    mates = agreements(case, read, found)
    told = zip(relations.tolist(), shares.tolist(), mates, strict=True)
    for key, source in unseen.items():
        outlet = case.outlets[source.outlet] if source.outlet >= 0 else None
        for child, confidence in source.children.items():
            named = child in source.claims
            relation, share, others = next(told)
            yield (
                case.ids[child],
                key,
                outlet,
                relation,
                named,
                "found" if named else "not_checkable" if outlet is None else "none_in_text",
                "credit" if named or source.outlet >= 0 else "witness",
                share,
                None,
                confidence,
                evidence([*why_unseen(case, source, child), *others]),
            )


def why_unseen(case: Case, source: Unseen, child: int) -> Iterator[str]:
    """Yield the reasons that a document derives from an absent source, but those of agreement."""
    ids = case.ids
    if child in source.claims:
        yield credit(case, source.claims[child], source.children[child])
    if child in source.because:
        by, how = source.because[child]
        told = {
            "copy": f"{ids[by]}, which derives from this document, names the source",
            "agreement": f"{ids[by]} names the source and agrees in text; neither is the other's source",
            "witness": f"this document and {ids[by]} each share with a third document what the other lacks",
        }
        yield reason(how, told[how], source.children[child], ids[child])
        if by in source.claims and by != child:
            yield credit(case, source.claims[by], source.children[child])


def agreements(case: Case, read: Readings, found: Children) -> Iterator[list[str]]:
    """Yield for each document the reasons that the first of its mates agree with it."""
    mates = first_mates(found)
    rows = read.rows(np.broadcast_to(found.documents[:, None], mates.shape), mates)
    entry, place = np.nonzero((rows >= 0) & (mates >= 0))
    rows, ids = rows[entry, place], np.array(case.ids, object)
    ends = (ids[found.documents[entry]], ids[mates[entry, place]])
    told = map(agreement, *(each.tolist() for each in (*ends, read.contained[rows], read.kinds[rows])))
    for many in np.bincount(entry, minlength=len(mates)).tolist():
        yield list(islice(told, many))


def first_mates(found: Children) -> NDArray[np.int64]:
    """Return the first others [documents, ``TOLD``] that have each document's source, too; -1 beyond the last."""
    order = np.lexsort((found.documents, found.sources))
    sources, documents = found.sources[order], np.append(found.documents[order], -1)
    places = np.searchsorted(sources, found.sources)[:, None] + np.arange(TOLD + 1)
    inside = places < np.searchsorted(sources, found.sources, "right")[:, None]
    mates = documents[np.where(inside, places, -1)]
    own = np.argsort(mates == found.documents[:, None], axis=1, kind="stable")
    return np.take_along_axis(mates, own, axis=1)[:, :TOLD]


def likenesses(
    case: Case, read: Readings, chosen: Choices, sources: list[Unseen], found: Children
) -> tuple[NDArray[np.object_], NDArray[np.float64]]:
    """Return the relation of each document to its absent source, and the share of its body that is from there.

    The documents that share the source stand in for it, those first that have no other. Where there is none, the credit
    does: a whole text unless it speaks for a part.
    """
    child, rows = stand_ins(read, chosen, found)
    shares, count = np.zeros(len(found.documents)), len(found.documents)
    np.maximum.at(shares, child, read.contained[rows])
    translated = np.isin(found.documents, case.translations)
    agreeing = (np.bincount(child, minlength=count) > 0) & ~translated
    for at in np.flatnonzero(~agreeing).tolist():
        shares[at] = credited_share(case, sources[found.sources[at]], int(found.documents[at]))
    relations = np.where(translated, "translated", np.where(shares > WHOLE, "republished", "expanded")).astype(object)
    some = np.flatnonzero(agreeing)
    nearest = nearest_roots(read, chosen, child, rows, count)[some]
    others = np.where(nearest >= 0, read.sources[nearest], -1) if len(some) else nearest
    relations[some] = absent_relations(read, found.documents[some], others, nearest)
    return relations, shares


def stand_ins(read: Readings, chosen: Choices, found: Children) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return who stands in for the absent source of each document: the document's place among all, and the pair's row.

    They are those that have the source, too, agree with the document, and do not derive from it.
    """
    first = np.searchsorted(read.documents, found.documents)
    count = np.searchsorted(read.documents, found.documents, "right") - first
    child = np.repeat(np.arange(len(count)), count)
    rows = np.arange(len(child)) + (first - np.cumsum(count) + count)[child]
    others, size = read.sources[rows], len(read.parts)
    mates = np.isin(found.sources[child] * size + others, found.sources * size + found.documents)
    child, rows, others = child[mates], rows[mates], others[mates]
    apart = ~derives(read, chosen, others, found.documents[child])
    return child[apart], rows[apart]


def derives(
    read: Readings, chosen: Choices, documents: NDArray[np.int64], sources: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return whether each source stands above the document in its chain."""
    above = chosen.sources(read)
    found, at = np.zeros(len(documents), bool), above[documents]
    open_ = np.flatnonzero(at >= 0)
    while len(open_):
        found[open_] = at[open_] == sources[open_]
        at[open_] = above[at[open_]]
        open_ = open_[(at[open_] >= 0) & ~found[open_]]
    return found


def nearest_roots(
    read: Readings, chosen: Choices, child: NDArray[np.int64], rows: NDArray[np.int64], count: int
) -> NDArray[np.int64]:
    """Return the rows [documents, ``STAND_INS``] of the pairs with the nearest that stand in, -1 beyond the last.

    Where some of them have no source here, the others are left out.
    """
    root = chosen.pair[read.sources[rows]] < 0
    rooted = np.bincount(child[root], minlength=count) > 0
    kept = root | ~rooted[child]
    child, rows = child[kept], rows[kept]
    order = np.lexsort((read.sources[rows], -read.contained[rows], child))
    child, rows = child[order], rows[order]
    rank = np.arange(len(child)) - np.searchsorted(child, child)
    near = rank < STAND_INS
    table = np.full((count, STAND_INS), -1, np.int64)
    table[child[near], rank[near]] = rows[near]
    return table


def credited_share(case: Case, source: Unseen, child: int) -> float:
    """Return the share of a document that its credit speaks for: all of it, unless the credit has a scope or a part."""
    row = source.claims.get(child)
    if row is None:
        return 1.0
    claim = case.credits[row]
    length = max(case.lengths[child], 1)
    if claim["scope_start"] is not None:
        return float(min((claim["scope_stop"] - claim["scope_start"]) / length, 1.0))
    return 0.0 if claim["role"] == "contribution" else 1.0
