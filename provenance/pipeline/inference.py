"""Inference: groups and derivations, rewritten for the connected components of the match graph that new facts touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from provenance.limits import NO_LIMITS
from provenance.pipeline.batching import key_range, load, sql_settings
from provenance.pipeline.match_graph import components_of
from provenance.pipeline.stage import Batch, Plan
from provenance.stages.derivations import Inference, Inputs, derivations, direction_features
from provenance.stages.groups import groups, unmeasured
from provenance.stages.matches import similarities
from provenance.tables import GROUPS, MATCHES, PASSAGES, REJECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.limits import Limits
    from provenance.pipeline.stage import Analysis, Stage
    from provenance.settings import Settings
    from provenance.tables import Frames
    from provenance.threads import Threads
    from provenance.warehouse.warehouse import Warehouse

BATCH_BYTES, BATCH_DOCUMENTS = 128 << 20, 60_000
"""Text and documents of the components of a batch: one pass over the tables that it reads; changes no result."""

UNMATCHED_DOCUMENTS = 200_000
"""Documents without a match in a batch; changes no result."""

PAIRS = 8192
"""Pairs of members of groups that are compared at once; changes no result."""

UNMATCHED_READS = ("inference_unmatched", "unseen_sources", "rulings")
"""What is read of a batch of documents without a match: of most of them, nothing but their keys."""


def direction_model() -> str:
    """Return a fingerprint of the direction features and their weights: others give other derivations."""
    return direction_features.MODEL.fingerprint()


def inference_plan(analysis: Analysis, stage: Stage, pending: pl.DataFrame) -> Plan:
    """Return a plan over every connected component that holds a pending document."""
    warehouse, seeds = analysis.warehouse, pending.select("document")
    members = components_of(warehouse, seeds)
    changed = update_lags(analysis, stage, members.select("document"))
    if changed.height:
        members = components_of(warehouse, pl.concat([seeds, changed]).unique().sort("document"))
    outlets = warehouse.query("batches/outlets").join(warehouse.query("batches/usual_lags"), on="outlet_id", how="left")
    batches = (
        Batch(component_frames(warehouse, stage, batch), batch.select("document"), number, batch.height)
        for number, batch in enumerate(component_batches(members, warehouse.limits))
    )
    return Plan(batches, members.height, {"outlets": outlets})


def update_lags(analysis: Analysis, stage: Stage, documents: pl.DataFrame) -> pl.DataFrame:
    """Update the usual lag of each outlet; return the documents of outlets whose lag has moved a step.

    Lags follow from the facts of all documents and from nothing that is inferred. What was inferred by other lags is
    inferred again, so that the end is the same whatever came first. Only documents about to be done can have lags of
    their own that have changed.
    """
    warehouse, settings = analysis.warehouse, analysis.settings
    numbers = key_range(documents) | sql_settings("batches/document_lags", settings)
    lags = warehouse.query("batches/document_lags", {"batch": documents}, **numbers)
    with warehouse.transaction():
        warehouse.run("ledger/replace_lags", {"batch": documents, "lags": lags})
        now = warehouse.query("todo/usual_lags_now", **sql_settings("todo/usual_lags_now", settings))
        changed = warehouse.query("todo/lags_changed", {"usual_lags_now": now})
        analysis.ledger.reopen(stage.name, changed)
        warehouse.run("ledger/replace_usual_lags", {"usual_lags_now": now})
    return changed


def component_batches(members: pl.DataFrame, limits: Limits = NO_LIMITS) -> Iterator[pl.DataFrame]:
    """Yield documents (``document``, ``unmatched``) in batches of whole components, unmatched ones apart.

    Args:
        members: ``document``, ``bytes``, ``component``.
        limits: with less memory than usual, batches are smaller.
    """
    unmatched = (pl.len().over("component") == 1).alias("unmatched")
    ordered = members.sort("component", "document").with_columns(unmatched)
    room = pl.max_horizontal(pl.col("bytes").cast(pl.Int64), BATCH_BYTES // BATCH_DOCUMENTS)
    sizes = limits.share(BATCH_BYTES), limits.share(UNMATCHED_DOCUMENTS)
    numbers = {False: (room.cum_sum() - room) // sizes[0], True: pl.int_range(pl.len()) // sizes[1]}
    for kind, number in numbers.items():
        rows = ordered.filter(pl.col("unmatched") == kind).with_columns(number.alias("batch"))
        rows = rows.with_columns(pl.col("batch").min().over("component"))
        for batch in rows.partition_by("batch", maintain_order=True):
            yield batch.select("document", "unmatched").sort("document")


def component_frames(warehouse: Warehouse, stage: Stage, members: pl.DataFrame) -> Frames:
    """Return what inference reads of a batch; of documents without a match, only of those that name a source."""
    documents = members.select("document")
    if not members["unmatched"][0]:
        return {"members": members, **load(warehouse, documents, stage.reads)}
    frames = load(warehouse, documents, UNMATCHED_READS)
    naming = frames.pop("inference_unmatched")
    frames |= load(warehouse, naming.select("document"), ("credits", "skips"))
    frames |= {"inference_documents": naming, "matches": MATCHES.empty(), "passages": PASSAGES.empty()}
    return {"members": members, **frames}


def inference_stage(frames: Frames, settings: Settings, threads: Threads) -> Frames:
    """Return the groups, derivations, unseen sources and attributed spans of whole components, as people have ruled."""
    inputs = Inputs(
        frames["inference_documents"],
        frames["matches"],
        frames["passages"],
        frames["credits"],
        frames["skips"],
        frames["outlets"],
        frames["rulings"],
        frames["unseen_sources"],
    )
    inferred = derivations(inputs, settings, threads)
    members, bounded = grouped(frames, inferred, settings, threads)
    members = members.drop("template").join(inferred.templates, on="document", how="left", maintain_order="left")
    return {
        "internal.groups": members,
        "unseen_sources": inferred.unseen_sources,
        "derivations": inferred.derivations,
        "internal.attributed_spans": inferred.attributed_spans,
        "internal.rejections": pl.concat([inferred.rejections, bounded]),
    }


def grouped(
    frames: Frames, inferred: Inference, settings: Settings, threads: Threads
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the groups of whole components, and in how many of them not every two members were compared.

    A document without a match is a group of its own. Members without a match between them are compared for the minimum
    similarity.
    """
    if frames["members"]["unmatched"].any():
        return singletons(frames["members"]), REJECTIONS.empty()
    documents, matches, skips = (frames[name] for name in ("inference_documents", "matches", "skips"))
    matches, derived = without_pairs(matches, inferred.template_pairs), inferred.derivations
    first = groups(documents, matches, settings, derivations=derived)
    pairs, bounded = unmeasured(first, documents, matches, settings)
    if pairs.is_empty():
        return first, REJECTIONS.empty()
    home = first.select(pl.col("document").alias("left"), "representative")
    ordered = pairs.join(home, on="left").sort("representative", "left", "right").select(pairs.columns)
    measured = [similarities(part, documents, skips, settings, threads) for part in ordered.iter_slices(PAIRS)]
    rows = [("groups_with_members_not_compared", bounded)] if bounded else []
    rejections = pl.DataFrame(rows, schema=REJECTIONS.schema(), orient="row")
    return groups(documents, matches, settings, pl.concat(measured), derived), rejections


def without_pairs(matches: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return matches but for some pairs (internal keys, the smaller first), whichever side stands left."""
    smaller, greater = pl.min_horizontal("left", "right"), pl.max_horizontal("left", "right")
    keyed = matches.with_columns(smaller.alias("smaller"), greater.alias("greater"))
    ends = ["smaller", "greater"]
    rows = keyed.join(pairs, left_on=ends, right_on=["left", "right"], how="anti", maintain_order="left")
    return rows.select(matches.columns)


def singletons(members: pl.DataFrame) -> pl.DataFrame:
    """Return documents as groups of one (frame ``groups``)."""
    full = pl.lit(1.0)
    none = pl.lit(None, pl.Int32)
    rows = members.select(
        "document", representative="document", similarity=full, minimum_similarity=full, template=none
    )
    return rows.select(GROUPS.names()).sort("document")
