"""Reports that pass each other on ("X, citing Y, citing Z"): a chain of absent sources above the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.stages.derivations.evidence import escaped, evidence, reason
from provenance.stages.derivations.unseen import Unseen, source_id
from provenance.tables import DERIVATIONS

if TYPE_CHECKING:
    from provenance.stages.derivations.match_graph import Case

RELAYED = 0.7
"""Confidence that an outlet had its report from the one it is said to cite."""


def relays(case: Case, unseen: dict[str, Unseen]) -> tuple[dict[str, Unseen], dict[tuple[str, str], int]]:
    """Return the absent sources above absent sources, and who derives from whom.

    Args:
        case: what the judgement rests on.
        unseen: the absent sources of documents, by id.

    Returns:
        The further sources by id; and for each edge (lower id, upper id) the document that says so.
    """
    lower = {(child, source.outlet): key for key, source in unseen.items() for child in source.children}
    above: dict[str, Unseen] = {}
    edges: dict[tuple[str, str], int] = {}
    below: str | None = None
    for position, outlet, place in case.links.select("position", "outlet", "place").iter_rows():
        if place == 1:
            below = lower.get((position, outlet))
            continue
        if below is None:
            continue
        key = source_id(case.outlets[outlet], below)
        source = above.setdefault(key, Unseen(outlet, "credit"))
        source.because[position] = (position, "relay")
        edges.setdefault((below, key), position)
        below = key
    return above, edges


def relay_rows(case: Case, above: dict[str, Unseen], edges: dict[tuple[str, str], int]) -> pl.DataFrame:
    """Return what the frame ``derivations`` says of absent sources of absent sources, but for the ids of the rows."""
    rows = [
        (below, key, case.outlets[above[key].outlet], "paraphrased", True, "found", "credit", 0.0, None, RELAYED)
        for below, key in edges
    ]
    schema = {name: kind for name, kind in DERIVATIONS.schema().items() if name not in ("derivation_id", "evidence")}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    document = escaped(case.documents["document_id"].gather(list(edges.values())))
    detail = pl.format("{} says that this report cites {}", document, escaped(frame["source_outlet_id"]))
    return frame.with_columns(evidence=evidence(reason("credit", detail, pl.lit(repr(RELAYED)), pl.lit(document))))
