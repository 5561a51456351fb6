"""What people have ruled on edges that inference cannot weigh: those to a source nobody has, or without a match.

Inference weighs rulings where two documents match. The rest is done to its answer: an edge that was rejected goes, one
that was confirmed stands even where no text agrees, and each confirmed edge says who ruled it and why.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.stages.derivations import Judgement
from provenance.stages.derivations.rows import derivation_id
from provenance.stages.derivations.rulings import ARROW

if TYPE_CHECKING:
    from provenance.tables import Frames

RULED_CONFIDENCE = 0.99
"""Confidence of an edge that rests on a person's word alone: people err."""
SOURCE_ROLES = ("source", "contribution", "byline", "translation")


def obeyed(judged: Judgement, frames: Frames) -> Judgement:
    """Return a judgement with all that people have ruled on its edges.

    Args:
        judged: what inference made of whole connected parts.
        frames: what it was made of: ``inference_documents``, ``credits`` and ``rulings`` are looked at.
    """
    here = set(frames["inference_documents"]["document_id"])
    ruled = {
        (document, source): row
        for row in frames["rulings"].filter(pl.col("subject") == "edge").iter_rows(named=True)
        for document, _, source in [row["key"].partition(ARROW)]
        if document in here
    }
    if not ruled:
        return judged
    rejected = [ends for ends, row in ruled.items() if row["verdict"] == "rejected"]
    confirmed = {ends: row for ends, row in ruled.items() if row["verdict"] == "confirmed"}
    return explained(asserted(without(judged, rejected, frames), confirmed, frames), confirmed)


def without(judged: Judgement, rejected: list[tuple[str, str]], frames: Frames) -> Judgement:
    """Return a judgement without rejected edges; unseen sources that no edge needs go with them."""
    ids = frames["inference_documents"].select("document", "document_id")
    gone = pl.DataFrame(rejected, schema={"document_id": pl.String, "source_id": pl.String}, orient="row")
    edges = judged.derivations.join(gone, on=["document_id", "source_id"], how="anti", maintain_order="left")
    lost = judged.derivations.join(gone, on=["document_id", "source_id"], how="semi")["source_id"].implode()
    needed = pl.concat([edges["source_id"], edges["document_id"]]).implode()
    sources = judged.unseen_sources.filter(~pl.col("source_id").is_in(lost) | pl.col("source_id").is_in(needed))
    spans = judged.attributed_spans.join(
        gone.join(ids, on="document_id").with_columns(rejected=True).drop("document_id"),
        on=["document", "source_id"],
        how="left",
        maintain_order="left",
    )
    own = [
        pl.when(pl.col("rejected").is_null()).then(pl.col(name)).alias(name)
        for name in ("source_id", "source_outlet_id")
    ]
    return judged._replace(
        derivations=edges, unseen_sources=sources, attributed_spans=spans.with_columns(own).drop("rejected")
    )


def asserted(judged: Judgement, confirmed: dict[tuple[str, str], dict[str, Any]], frames: Frames) -> Judgement:
    """Return a judgement with an edge for every confirmed one between documents that are there."""
    documents = {row["document_id"]: row for row in frames["inference_documents"].iter_rows(named=True)}
    standing = set(judged.derivations.select("document_id", "source_id").iter_rows())
    missing = [(d, s) for d, s in sorted(confirmed) if (d, s) not in standing and d in documents and s in documents]
    rows = [edge(documents[document], documents[source], frames) for document, source in missing]
    added = pl.DataFrame(rows, schema=judged.derivations.schema)
    return judged._replace(derivations=pl.concat([judged.derivations, added]).sort("document_id", "source_id"))


def edge(document: dict[str, Any], source: dict[str, Any], frames: Frames) -> dict[str, Any]:
    """Return the row of an edge that rests on a person's word."""
    outlet = source["outlet_id"]
    said = frames["credits"].filter(pl.col("document") == document["document"], pl.col("role").is_in(SOURCE_ROLES))
    credited = outlet is not None and outlet in set(said["outlet_id"])
    pair = sorted([(document["document_id"], document["document"]), (source["document_id"], source["document"])])
    match = frames["matches"].filter(pl.col("left") == pair[0][1], pl.col("right") == pair[1][1])
    sides = ("contained_left", "contained_right")
    shares = dict(
        zip((key for _, key in pair), match.select(sides).row(0) if match.height else (0.0, 0.0), strict=True)
    )
    foreign = document["language"] and source["language"] and document["language"] != source["language"]
    return {
        "derivation_id": derivation_id(document["document_id"], source["document_id"]),
        "document_id": document["document_id"],
        "source_id": source["document_id"],
        "source_outlet_id": outlet,
        "relation": "translated" if foreign else "paraphrased",
        "credited": credited,
        "credit_status": "found" if credited else "none_in_text" if outlet else "not_checkable",
        "direction_basis": "ruling",
        "share_of_document": shares[document["document"]],
        "share_of_source": shares[source["document"]],
        "confidence": RULED_CONFIDENCE,
        "evidence": "[]",
    }


def explained(judged: Judgement, confirmed: dict[tuple[str, str], dict[str, Any]]) -> Judgement:
    """Return a judgement whose confirmed edges say who ruled them, when and why, before all other reasons."""
    rows = []
    for row in judged.derivations.iter_rows(named=True):
        ruling = confirmed.get((row["document_id"], row["source_id"]))
        if ruling:
            row["evidence"] = json.dumps(
                [reason(row["document_id"], ruling), *json.loads(row["evidence"])], ensure_ascii=False
            )
            row["direction_basis"] = "ruling"
        rows.append(row)
    return judged._replace(derivations=pl.DataFrame(rows, schema=judged.derivations.schema))


def reason(document: str, ruling: dict[str, Any]) -> dict[str, Any]:
    """Return a ruling in the form of the evidence column."""
    told = [f"confirmed by {ruling['who'] or 'a person'} on {ruling['at']:%Y-%m-%d}", ruling["note"]]
    return {
        "kind": "ruling",
        "detail": ": ".join(each for each in told if each),
        "weight": None,
        "document": document,
        "start": None,
        "stop": None,
    }
