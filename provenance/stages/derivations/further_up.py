"""Credits to a source higher up the chain: who names the root has credited, whoever it took the text from."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import polars as pl

from provenance.tables import SOURCE_ROLES

if TYPE_CHECKING:
    from provenance.stages.derivations.frames import Inputs

CREDITING_ROLES = (*SOURCE_ROLES, "report")
"""Roles of credits that name where a text, or the facts in it, come from."""

NONE, FURTHER_UP = "none_in_text", "further_up"


def note_credits_further_up(derivations: pl.DataFrame, inputs: Inputs) -> pl.DataFrame:
    """Return derivations with the credit status ``further_up`` where a document names an outlet above its source.

    Args:
        derivations: frame ``derivations`` of whole components.
        inputs: the documents and their credits.
    """
    lacking = derivations.filter(pl.col("credit_status") == NONE)
    outlets_of = credited_outlets(inputs, lacking["document_id"])
    if not outlets_of:
        return derivations
    sources: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for document_id, *source in derivations.select("document_id", "source_id", "source_outlet_id").iter_rows():
        sources[document_id].append((source[0], source[1]))
    further_up = [
        status == NONE and bool(outlets_of.get(document_id, set()) & outlets_above(source_id, sources))
        for document_id, source_id, status in derivations.select(
            "document_id", "source_id", "credit_status"
        ).iter_rows()
    ]
    status = pl.when(pl.Series(further_up, dtype=pl.Boolean)).then(pl.lit(FURTHER_UP)).otherwise("credit_status")
    return derivations.with_columns(status.alias("credit_status"))


def credited_outlets(inputs: Inputs, document_ids: pl.Series) -> dict[str, set[str]]:
    """Return the outlets that documents name as a source, their own left out."""
    naming = inputs.credits.filter(pl.col("role").is_in(CREDITING_ROLES), pl.col("outlet_id").is_not_null())
    documents = inputs.documents.filter(pl.col("document_id").is_in(document_ids.implode()))
    pairs = naming.select("document", "outlet_id").join(
        documents.select("document", "document_id", pl.col("outlet_id").alias("own")), on="document"
    )
    outlets_of: dict[str, set[str]] = defaultdict(set)
    for document_id, outlet_id in (
        pairs.filter(pl.col("outlet_id").ne_missing(pl.col("own"))).select("document_id", "outlet_id").iter_rows()
    ):
        outlets_of[document_id].add(outlet_id)
    return outlets_of


def outlets_above(source_id: str, sources: dict[str, list[tuple[str, str | None]]]) -> set[str]:
    """Return the outlets from which a source derives, through any number of hands."""
    outlets: set[str] = set()
    pending, visited = [source_id], {source_id}
    while pending:
        for above, outlet_id in sources.get(pending.pop(), ()):
            if outlet_id:
                outlets.add(outlet_id)
            if above not in visited:
                visited.add(above)
                pending.append(above)
    return outlets
