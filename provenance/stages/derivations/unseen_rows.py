"""Derivations from unseen sources as rows: what each document has of its source, and the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from provenance.stages.derivations.evidence import (
    agreement_reason,
    agreement_words,
    credit_reason,
    escaped,
    evidence_list,
    rank_of_true,
    reason_json,
    share_texts,
    weight_texts,
)
from provenance.stages.derivations.relations import unseen_source_relations
from provenance.stages.derivations.stand_ins import nearest_stand_ins, stand_ins

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.settings.derivation import DerivationSettings
    from provenance.stages.derivations.match_graph import MatchGraph
    from provenance.stages.derivations.pair_features import PairFeatures
    from provenance.stages.derivations.source_selection import SourceAssignment
    from provenance.stages.derivations.unseen import UnseenSource


class Children(NamedTuple):
    """Documents and the unseen sources they derive from, source after source.

    Attributes:
        sources: number of the source of each.
        documents: position of the document.
    """

    sources: NDArray[np.int64]
    documents: NDArray[np.int64]


def children_of(sources: list[UnseenSource]) -> Children:
    """Return the documents that derive from unseen sources."""
    number = np.repeat(np.arange(len(sources)), [len(source.children) for source in sources])
    return Children(number, np.array([child for source in sources for child in source.children], np.int64))


def unseen_source_rows(
    graph: MatchGraph,
    pairs: PairFeatures,
    assignment: SourceAssignment,
    unseen: dict[str, UnseenSource],
    settings: DerivationSettings,
) -> pl.DataFrame:
    """Return the rows (frame ``derivations``, but for the ids) of documents that derive from unseen sources."""
    sources = list(unseen.values())
    children = children_of(sources)
    relation, share = relations_and_shares(graph, pairs, assignment, sources, children, settings)
    proofs = proof_frame(sources)
    outlets = np.array([source.outlet for source in sources], np.int64)[children.sources]
    credited = proofs["claim"].is_not_null()
    reasons = [*proof_reasons(graph, children, proofs), *agreement_reasons(graph, pairs, children, settings)]
    columns = {
        "document_id": graph.documents["document_id"].gather(children.documents),
        "source_id": pl.Series(list(unseen), dtype=pl.String).gather(children.sources),
        "source_outlet_id": outlet_ids(graph, outlets),
        "relation": pl.Series(relation.tolist(), dtype=pl.String),
        "credited": credited,
        "credit_status": credit_status(credited.to_numpy(), outlets >= 0),
        "direction_basis": np.where(credited.to_numpy() | (outlets >= 0), "credit", "witness").tolist(),
        "share_of_document": share,
        "share_of_source": pl.Series([None] * len(share), dtype=pl.Float64),
        "confidence": proofs["confidence"],
        "evidence": pl.select(evidence_list(*reasons)).to_series(),
    }
    return pl.DataFrame(columns, schema_overrides={"direction_basis": pl.String})


def outlet_ids(graph: MatchGraph, outlets: NDArray[np.int64]) -> pl.Series:
    """Return the ids of outlets by their codes, null for those that are unknown."""
    ids = pl.Series([*graph.outlet_ids, None], dtype=pl.String)
    return ids.gather(np.where(outlets >= 0, outlets, len(graph.outlet_ids)))


def credit_status(credited: NDArray[np.bool_], outlet_known: NDArray[np.bool_]) -> pl.Series:
    """Return the credit status of documents, by whether they name the source's outlet, and whether that is known."""
    status = np.where(credited, "found", np.where(outlet_known, "none_in_text", "not_checkable"))
    return pl.Series(status.tolist(), dtype=pl.String)


def proof_frame(sources: list[UnseenSource]) -> pl.DataFrame:
    """Return what proves that documents derive from unseen sources, in the order of :func:`children_of`.

    Columns: ``confidence``, ``claim`` (row of the document's own claim), ``how``, ``prover`` (position of the document
    that shows it) and ``prover_claim`` (that document's claim, where it is another); null where there is none.
    """
    claims, methods, provers, prover_claims = [], [], [], []
    for source in sources:
        for child in source.children:
            prover, method = source.proofs.get(child, (None, None))
            claims.append(source.claims.get(child))
            methods.append(method)
            provers.append(prover)
            prover_claims.append(source.claims.get(prover) if prover is not None and prover != child else None)
    confidence = [value for source in sources for value in source.children.values()]
    return pl.DataFrame(
        {
            "confidence": pl.Series(confidence, dtype=pl.Float64),
            "claim": pl.Series(claims, dtype=pl.Int64),
            "how": pl.Series(methods, dtype=pl.String),
            "prover": pl.Series(provers, dtype=pl.Int64),
            "prover_claim": pl.Series(prover_claims, dtype=pl.Int64),
        }
    )


PROOF_WORDINGS = {
    "copy": "{}, which has its text from this one, names the source",
    "agreement": "{} names the source and has these words too, and neither of the two has them from the other",
    "witness": "this text and {} each have words in common with a third text that the other lacks: both go back to one "
    "that is not here",
}
"""The sentence that says how another document shows that one derives from an unseen source."""


def proof_reasons(graph: MatchGraph, children: Children, proofs: pl.DataFrame) -> list[pl.Series]:
    """Return the reasons that documents derive from unseen sources, but those of agreement."""
    ids = graph.documents["document_id"]
    weight, documents = weight_texts(proofs["confidence"].to_numpy()), pl.Series(children.documents)
    has_prover = proofs["how"].is_not_null()
    frame = proofs.with_columns(
        weight=weight,
        document=escaped(ids.gather(children.documents)),
        prover_name=escaped(graph.names.gather(proofs.filter(has_prover)["prover"])).gather(rank_of_true(has_prover)),
    )
    by_prover = frame.select(
        pl.coalesce(
            pl.when(pl.col("how") == how).then(
                reason_json(how, pl.format(detail, "prover_name"), pl.col("weight"), pl.col("document"))
            )
            for how, detail in PROOF_WORDINGS.items()
        )
    ).to_series()
    return [
        credit_reason(graph, proofs["claim"], weight, documents),
        by_prover,
        credit_reason(graph, proofs["prover_claim"], weight, documents),
    ]


def agreement_reasons(
    graph: MatchGraph, pairs: PairFeatures, children: Children, settings: DerivationSettings
) -> list[pl.Series]:
    """Return the reasons that the first siblings of each document agree with it, null where they do not."""
    siblings = first_siblings(children, settings.evidence_documents)
    rows = pairs.rows(np.broadcast_to(children.documents[:, None], siblings.shape), siblings)
    reasons, ids = [], graph.documents["document_id"]
    for place in range(siblings.shape[1]):
        agrees = (rows[:, place] >= 0) & (siblings[:, place] >= 0)
        row = rows[agrees, place]
        frame = pl.DataFrame(
            {
                "document": escaped(ids.gather(children.documents[agrees])),
                "source_name": escaped(graph.names.gather(siblings[agrees, place])),
                "share": share_texts(pairs.contained[row]),
                "part": pairs.contained[row],
                "kind": pl.Series(pairs.kinds[row].tolist(), dtype=pl.String),
            }
        ).with_columns(shared=agreement_words(pl.col("kind")))
        reason = frame.select(agreement_reason()).to_series()
        reasons.append(reason.gather(rank_of_true(pl.Series(agrees))))
    return reasons


def first_siblings(children: Children, count: int) -> NDArray[np.int64]:
    """Return the first other documents [documents, ``count``] that have each document's source; -1 beyond the last."""
    order = np.lexsort((children.documents, children.sources))
    sources, documents = children.sources[order], np.append(children.documents[order], -1)
    places = np.searchsorted(sources, children.sources)[:, None] + np.arange(count + 1)
    inside = places < np.searchsorted(sources, children.sources, "right")[:, None]
    siblings = documents[np.where(inside, places, -1)]
    own_last = np.argsort(siblings == children.documents[:, None], axis=1, kind="stable")
    return np.take_along_axis(siblings, own_last, axis=1)[:, :count]


def relations_and_shares(
    graph: MatchGraph,
    pairs: PairFeatures,
    assignment: SourceAssignment,
    sources: list[UnseenSource],
    children: Children,
    settings: DerivationSettings,
) -> tuple[NDArray[np.object_], NDArray[np.float64]]:
    """Return the relation of each document to its unseen source, and the share of its body that is from there.

    The documents that share the source stand in for it, those first that have no other. Where there is none, the credit
    does: a whole text unless it covers a part.
    """
    child, rows = stand_ins(pairs, assignment, children.sources, children.documents)
    count = len(children.documents)
    shares = np.zeros(count)
    np.maximum.at(shares, child, pairs.contained[rows])
    translated = np.isin(children.documents, graph.translations)
    agreeing = (np.bincount(child, minlength=count) > 0) & ~translated
    for number in np.flatnonzero(~agreeing).tolist():
        shares[number] = credited_share(graph, sources[children.sources[number]], int(children.documents[number]))
    whole_or_part = np.where(shares > settings.whole_text_share, "republished", "expanded")
    relations = np.where(translated, "translated", whole_or_part).astype(object)
    numbers = np.flatnonzero(agreeing)
    nearest = nearest_stand_ins(pairs, assignment, child, rows, count, settings.stand_ins)[numbers]
    documents = np.where(nearest >= 0, pairs.sources[nearest], -1) if len(numbers) else nearest
    relations[numbers] = unseen_source_relations(
        graph, pairs, children.documents[numbers], documents, nearest, settings
    )
    relations[reporting(graph, sources)] = "excerpted"
    return relations, shares


def reporting(graph: MatchGraph, sources: list[UnseenSource]) -> NDArray[np.bool_]:
    """Return which documents report what the source said ("the Guardian reported"), and have a part of it."""
    claims = [source.claims.get(child) for source in sources for child in source.children]
    return np.array([row is not None and graph.claim_rows[row]["role"] == "report" for row in claims], bool)


def credited_share(graph: MatchGraph, source: UnseenSource, child: int) -> float:
    """Return the share of a document that its credit covers: all, unless the credit has a scope or is for a part."""
    row = source.claims.get(child)
    if row is None:
        return 1.0
    claim = graph.claim_rows[row]
    length = max(graph.lengths[child], 1)
    if claim["scope_start"] is not None:
        return float(min((claim["scope_stop"] - claim["scope_start"]) / length, 1.0))
    return 0.0 if claim["role"] == "contribution" else 1.0
