"""Derivations from sources that nobody has: what each document has of its source, and why it is told to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from provenance.stages.derivations.evidence import (
    agreement,
    credited,
    escaped,
    evidence,
    place_among,
    reason,
    shares,
    weights,
)
from provenance.stages.derivations.relations import STAND_INS, absent_relations

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.stages.derivations.match_graph import Case
    from provenance.stages.derivations.pair_features import Readings
    from provenance.stages.derivations.source_selection import Choices
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


def absent_rows(case: Case, read: Readings, chosen: Choices, unseen: dict[str, Unseen]) -> pl.DataFrame:
    """Return what the frame ``derivations`` says of sources that nobody has, but for the ids of the rows."""
    sources = list(unseen.values())
    found = children(sources)
    relation, part = likenesses(case, read, chosen, sources, found)
    proofs = proved(sources)
    outlets = np.array([source.outlet for source in sources], np.int64)[found.sources]
    named = proofs["claim"].is_not_null()
    columns = {
        "document_id": case.documents["document_id"].gather(found.documents),
        "source_id": pl.Series(list(unseen), dtype=pl.String).gather(found.sources),
        "source_outlet_id": outlet_ids(case, outlets),
        "relation": pl.Series(relation.tolist(), dtype=pl.String),
        "credited": named,
        "credit_status": credit_status(named.to_numpy(), outlets >= 0),
        "direction_basis": np.where(named.to_numpy() | (outlets >= 0), "credit", "witness").tolist(),
        "share_of_document": part,
        "share_of_source": pl.Series([None] * len(part), dtype=pl.Float64),
        "confidence": proofs["confidence"],
        "evidence": pl.select(evidence(*why_unseen(case, found, proofs), *agreements(case, read, found))).to_series(),
    }
    return pl.DataFrame(columns, schema_overrides={"direction_basis": pl.String})


def outlet_ids(case: Case, outlets: NDArray[np.int64]) -> pl.Series:
    """Return the ids of outlets by their codes, null for those that are unknown."""
    ids = pl.Series([*case.outlets, None], dtype=pl.String)
    return ids.gather(np.where(outlets >= 0, outlets, len(case.outlets)))


def credit_status(named: NDArray[np.bool_], known: NDArray[np.bool_]) -> pl.Series:
    """Return what is told of the credit of documents, by whether they name the source's outlet, and it is known."""
    told = np.where(named, "found", np.where(known, "none_in_text", "not_checkable"))
    return pl.Series(told.tolist(), dtype=pl.String)


def proved(sources: list[Unseen]) -> pl.DataFrame:
    """Return what proves that documents derive from absent sources, in the order of :func:`children`.

    Columns: ``confidence``, ``claim`` (row of the document's own claim), ``how``, ``by`` (the position of the document
    that shows it) and ``by_claim`` (that document's claim, where it is another); null where there is none.
    """
    own, hows, bys, others = [], [], [], []
    for source in sources:
        for child in source.children:
            by, how = source.because.get(child, (None, None))
            own.append(source.claims.get(child))
            hows.append(how)
            bys.append(by)
            others.append(source.claims.get(by) if by is not None and by != child else None)
    return pl.DataFrame(
        {
            "confidence": pl.Series(
                [each for source in sources for each in source.children.values()], dtype=pl.Float64
            ),
            "claim": pl.Series(own, dtype=pl.Int64),
            "how": pl.Series(hows, dtype=pl.String),
            "by": pl.Series(bys, dtype=pl.Int64),
            "by_claim": pl.Series(others, dtype=pl.Int64),
        }
    )


HOW = {
    "copy": "{}, which derives from this document, names the source",
    "agreement": "{} names the source and agrees in text; neither is the other's source",
    "witness": "this document and {} each share with a third document what the other lacks",
}
"""What says how another document shows that one derives from an absent source."""


def why_unseen(case: Case, found: Children, proofs: pl.DataFrame) -> list[pl.Series]:
    """Return the reasons that documents derive from absent sources, but those of agreement."""
    ids = case.documents["document_id"]
    weight = weights(proofs["confidence"].to_numpy())
    shown = proofs.filter(pl.col("how").is_not_null())
    frame = proofs.with_columns(
        weight=weight,
        document=escaped(ids.gather(found.documents)),
        other=escaped(ids.gather(shown["by"])).gather(place_among(proofs["how"].is_not_null())),
    )
    told = frame.select(
        pl.coalesce(
            pl.when(pl.col("how") == how).then(
                reason(how, pl.format(detail, "other"), pl.col("weight"), pl.col("document"))
            )
            for how, detail in HOW.items()
        )
    ).to_series()
    return [credited(case, proofs["claim"], weight), told, credited(case, proofs["by_claim"], weight)]


def agreements(case: Case, read: Readings, found: Children) -> list[pl.Series]:
    """Return the reasons that the first of each document's mates agree with it, null where they do not."""
    mates = first_mates(found)
    rows = read.rows(np.broadcast_to(found.documents[:, None], mates.shape), mates)
    out = []
    for place in range(mates.shape[1]):
        entry = np.flatnonzero((rows[:, place] >= 0) & (mates[:, place] >= 0))
        row, ids = rows[entry, place], case.documents["document_id"]
        frame = pl.DataFrame(
            {
                "document": escaped(ids.gather(found.documents[entry])),
                "source": escaped(ids.gather(mates[entry, place])),
                "share": shares(read.contained[row]),
                "kind": pl.Series(read.kinds[row].tolist(), dtype=pl.String),
            }
        )
        there = np.zeros(len(mates), bool)
        there[entry] = True
        told = frame.select(agreement(*map(pl.col, frame.columns))).to_series()
        out.append(told.gather(place_among(pl.Series(there))))
    return out


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
