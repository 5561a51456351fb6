"""Rulings on edges that inference cannot weigh: those to an unseen source, or between documents without a match.

Inference weighs rulings where two documents match. The rest is applied to its answer: a rejected edge goes, a confirmed
one holds even where no text agrees, and each confirmed edge says who ruled it and why.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.stages.derivations.rows import derivation_id
from provenance.stages.derivations.rulings import edge_ends
from provenance.tables import SOURCE_ROLES

if TYPE_CHECKING:
    from provenance.settings.derivation import DerivationSettings
    from provenance.stages.derivations.frames import Inference, Inputs

UNSEEN = "unseen:"
"""How the id of a source outside the corpus begins; its outlet and a digest follow."""


def apply_edge_rulings(inference: Inference, inputs: Inputs, settings: DerivationSettings) -> Inference:
    """Return the answer of inference with all that people have ruled on its edges.

    Args:
        inference: the answer over whole connected components.
        inputs: what it was inferred from.
        settings: the confidence of a ruled edge.
    """
    ids = set(inputs.documents["document_id"])
    rulings = {
        edge_ends(row["key"]): row
        for row in inputs.rulings.filter(pl.col("subject") == "edge").iter_rows(named=True)
        if edge_ends(row["key"])[0] in ids
    }
    if not rulings:
        return inference
    rejected = [ends for ends, row in rulings.items() if row["verdict"] == "rejected"]
    confirmed = {ends: row for ends, row in rulings.items() if row["verdict"] == "confirmed"}
    inference = drop_rejected(inference, rejected, inputs)
    return explain_confirmed(add_confirmed(inference, list(confirmed), inputs, settings), confirmed)


def drop_rejected(inference: Inference, rejected: list[tuple[str, str]], inputs: Inputs) -> Inference:
    """Return the answer without rejected edges; unseen sources that no edge needs go with them."""
    schema = {"document_id": pl.String, "source_id": pl.String}
    edges = pl.DataFrame(rejected, schema=schema, orient="row")
    on = ["document_id", "source_id"]
    derivations = inference.derivations.join(edges, on=on, how="anti", maintain_order="left")
    dropped = inference.derivations.join(edges, on=on, how="semi")["source_id"].implode()
    needed = pl.concat([derivations["source_id"], derivations["document_id"]]).implode()
    sources = inference.unseen_sources.filter(~pl.col("source_id").is_in(dropped) | pl.col("source_id").is_in(needed))
    ids = inputs.documents.select("document", "document_id")
    spans = inference.attributed_spans.join(
        edges.join(ids, on="document_id").with_columns(rejected=True).drop("document_id"),
        on=["document", "source_id"],
        how="left",
        maintain_order="left",
    )
    columns = [
        pl.when(pl.col("rejected").is_null()).then(pl.col(name)).alias(name)
        for name in ("source_id", "source_outlet_id")
    ]
    return inference._replace(
        derivations=derivations, unseen_sources=sources, attributed_spans=spans.with_columns(columns).drop("rejected")
    )


def add_confirmed(
    inference: Inference, confirmed: list[tuple[str, str]], inputs: Inputs, settings: DerivationSettings
) -> Inference:
    """Return the answer with every confirmed edge between documents, or to a source outside the corpus."""
    documents = {row["document_id"]: row for row in inputs.documents.iter_rows(named=True)}
    edges = set(inference.derivations.select("document_id", "source_id").iter_rows())
    missing = [(d, s) for d, s in sorted(confirmed) if (d, s) not in edges and d in documents]
    sources = documents | {s: ruled_source(s) for _, s in missing if s.startswith(UNSEEN)}
    missing = [(d, s) for d, s in missing if s in sources]
    rows = [ruled_edge(documents[document], sources[source], inputs, settings) for document, source in missing]
    added = pl.DataFrame(rows, schema=inference.derivations.schema)
    derivations = pl.concat([inference.derivations, added]).sort("document_id", "source_id")
    return inference._replace(
        derivations=derivations, unseen_sources=with_ruled_sources(inference.unseen_sources, missing, documents)
    )


def ruled_source(source_id: str) -> dict[str, Any]:
    """Return what is known of a source outside the corpus that a ruling names: its outlet stands in its id."""
    outlet = source_id.removeprefix(UNSEEN).rpartition(":")[0]
    return {
        "document_id": source_id,
        "document": None,
        "outlet_id": None if outlet == "unknown" else outlet,
        "language": None,
    }


def with_ruled_sources(
    unseen: pl.DataFrame, edges: list[tuple[str, str]], documents: dict[str, dict[str, Any]]
) -> pl.DataFrame:
    """Return unseen sources with those that rulings alone tell of."""
    known = set(unseen["source_id"])
    rows = []
    for name in sorted({source for _, source in edges if source.startswith(UNSEEN)} - known):
        derived = sorted(document for document, source in edges if source == name)
        dates = [at for document in derived if (at := documents[document]["published_at"])]
        outlet_id = ruled_source(name)["outlet_id"]
        rows.append((name, outlet_id, derived, min(dates, default=None), "ruling", None))
    added = pl.DataFrame(rows, schema=unseen.schema, orient="row")
    return pl.concat([unseen, added]).sort("source_id") if rows else unseen


def ruled_edge(
    document: dict[str, Any], source: dict[str, Any], inputs: Inputs, settings: DerivationSettings
) -> dict[str, Any]:
    """Return the row of an edge that rests on a person's ruling alone."""
    outlet = source["outlet_id"]
    credits_ = inputs.credits.filter(pl.col("document") == document["document"], pl.col("role").is_in(SOURCE_ROLES))
    credited = outlet is not None and outlet in set(credits_["outlet_id"])
    (_, left), (_, right) = sorted(
        [(document["document_id"], document["document"]), (source["document_id"], source["document"])]
    )
    unseen = source["document"] is None
    ends = pl.lit(left, pl.Int32), pl.lit(right, pl.Int32)
    match = inputs.matches.filter(pl.col("left") == ends[0], pl.col("right") == ends[1])
    shares = match.select("contained_left", "contained_right").row(0) if match.height else (0.0, 0.0)
    share_of = dict(zip((left, right), shares, strict=True))
    foreign = document["language"] and source["language"] and document["language"] != source["language"]
    return {
        "derivation_id": derivation_id(document["document_id"], source["document_id"]),
        "document_id": document["document_id"],
        "source_id": source["document_id"],
        "source_outlet_id": outlet,
        "relation": "republished" if unseen else "translated" if foreign else "paraphrased",
        "credited": credited,
        "credit_status": "found" if credited else "none_in_text" if outlet else "not_checkable",
        "direction_basis": "ruling",
        "share_of_document": share_of[document["document"]],
        "share_of_source": None if unseen else share_of[source["document"]],
        "confidence": settings.ruling_confidence,
        "evidence": "[]",
    }


def explain_confirmed(inference: Inference, confirmed: dict[tuple[str, str], dict[str, Any]]) -> Inference:
    """Return the answer with who ruled each confirmed edge, when and why, before all other reasons."""
    rows = []
    for row in inference.derivations.iter_rows(named=True):
        ruling = confirmed.get((row["document_id"], row["source_id"]))
        if ruling:
            reasons = [ruling_reason(row["document_id"], ruling), *json.loads(row["evidence"])]
            row["evidence"] = json.dumps(reasons, ensure_ascii=False)
            row["direction_basis"] = "ruling"
        rows.append(row)
    return inference._replace(derivations=pl.DataFrame(rows, schema=inference.derivations.schema))


def ruling_reason(document: str, ruling: dict[str, Any]) -> dict[str, Any]:
    """Return a ruling in the form of the evidence column."""
    parts = [f"confirmed by {ruling['who'] or 'a person'} on {ruling['at']:%Y-%m-%d}", ruling["note"]]
    return {
        "kind": "ruling",
        "detail": ": ".join(part for part in parts if part),
        "weight": None,
        "document": document,
        "start": None,
        "stop": None,
        "numbers": {},
    }
