"""Judgements: groups and derivations, rewritten for the connected parts of the match graph that new facts touch."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from provenance.engines.local import LocalThreads, cores
from provenance.pipeline.document_stages import Stage, load, undone
from provenance.pipeline.match_graph import parts_of
from provenance.progress import Progress, silent
from provenance.stages.derivations import Inference, Inputs, derivations
from provenance.stages.groups import groups, unmeasured
from provenance.stages.matches import similarities
from provenance.tables import MATCHES, PASSAGES, REJECTIONS
from provenance.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.settings import Settings
    from provenance.tables import Frames
    from provenance.threads import Threads
    from provenance.warehouse.warehouse import Warehouse

PART_BYTES, PART_DOCUMENTS = 128 << 20, 60_000
"""Text and documents of whole parts that are judged at once: each batch is one pass over the tables it reads."""

ALONE_DOCUMENTS = 200_000
"""Documents without a match that are judged at once."""

PAIRS = 8192
"""Pairs of members of groups that are compared at once."""

STAGE = Stage("judgements", (), lambda frames, _: frames)
READS = {
    False: ("inference_documents", "matches", "passages", "credits", "skips", "unseen_sources", "rulings"),
    True: ("inference_unmatched", "unseen_sources", "rulings"),
}
"""What is read of a batch, by whether its documents match none."""


class Judged(NamedTuple):
    """All that was judged of a batch: who derived what, and groups (frame ``groups``)."""

    derived: Inference
    groups: pl.DataFrame


def judge(warehouse: Warehouse, settings: Settings, run_id: str, progress: Progress = silent) -> None:
    """Rewrite the judgements over every connected part that holds a document whose facts have changed."""
    fingerprint = STAGE.fingerprint(settings)
    seeds = undone(warehouse, STAGE, settings).select("document")
    if seeds.is_empty():
        return
    parts = parts_of(warehouse, seeds)
    moved = learn_lags(warehouse, parts.select("document"))
    if moved.height:
        parts = parts_of(warehouse, pl.concat([seeds, moved]).unique().sort("document"))
    outlets = warehouse.query("batches/outlets").join(warehouse.query("batches/usual_lags"), on="outlet_id", how="left")
    loaded = ((batch, facts(warehouse, batch) | {"outlets": outlets}) for batch in batches_of_parts(parts))
    done = 0
    for batch, judged in LocalThreads().map(
        lambda item, threads: (item[0], judged_of(*item, settings, threads)), loaded, side_by_side=False
    ):
        with warehouse.transaction():
            rewrite(warehouse, batch, judged, run_id)
            warehouse.run("ledger/note_undone", {"batch": batch}, stage=STAGE.name)
            warehouse.run("ledger/note_done", {"batch": batch}, stage=STAGE.name, fingerprint=fingerprint)
        done += batch.height
        progress(STAGE.name, done, parts.height)


def learn_lags(warehouse: Warehouse, judged: pl.DataFrame) -> pl.DataFrame:
    """Bring up to date how late outlets usually are; return the documents of those where that has moved a step.

    The facts of all documents tell the lags, and no judgement does. What was judged by other lags is judged again, and
    the end is the same whatever came first. Only the documents to be judged can have lags of their own that changed.
    """
    lags = load(warehouse, judged, ("document_lags",))["document_lags"]
    with warehouse.transaction():
        warehouse.run("ledger/replace_lags", {"batch": judged, "lags": lags})
        moved = warehouse.query("todo/lags_changed")
        warehouse.run("ledger/note_undone", {"batch": moved}, stage=STAGE.name)
        warehouse.run("ledger/replace_usual_lags")
    return moved


def batches_of_parts(parts: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield documents (``document``, ``alone``) in batches of whole connected parts; those alone in theirs apart.

    Args:
        parts: ``document``, ``bytes``, ``component``.
    """
    ordered = parts.sort("component", "document").with_columns((pl.len().over("component") == 1).alias("alone"))
    room = pl.max_horizontal(pl.col("bytes").cast(pl.Int64), PART_BYTES // PART_DOCUMENTS)
    batch = {True: pl.int_range(pl.len()) // ALONE_DOCUMENTS, False: (room.cum_sum() - room) // PART_BYTES}
    for alone in (False, True):
        placed = ordered.filter(pl.col("alone") == alone).with_columns(batch[alone].alias("batch"))
        for each in placed.with_columns(pl.col("batch").min().over("component")).partition_by(
            "batch", maintain_order=True
        ):
            yield each.select("document", "alone").sort("document")


def facts(warehouse: Warehouse, batch: pl.DataFrame) -> Frames:
    """Return what the judgements over a batch rest on; of documents alone, only of those that name a source."""
    alone = bool(batch["alone"][0])
    frames = load(warehouse, batch.select("document"), READS[alone])
    if alone:
        named = frames.pop("inference_unmatched")
        frames |= load(warehouse, named.select("document"), ("credits", "skips"))
        frames |= {"inference_documents": named, "matches": MATCHES.empty(), "passages": PASSAGES.empty()}
    return frames


def judged_of(batch: pl.DataFrame, frames: Frames, settings: Settings, threads: Threads) -> Judged:
    """Return all that is judged of a batch."""
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
    derived = derivations(inputs, settings, threads)
    if batch["alone"][0]:
        own = (
            pl.col("document").alias("representative"),
            *(pl.lit(1.0).alias(f"{n}similarity") for n in ("", "minimum_")),
        )
        return Judged(derived, batch.select("document", *own))
    found, bounded = grouped(frames, settings)
    return Judged(derived._replace(rejections=pl.concat([derived.rejections, bounded])), found)


def rewrite(warehouse: Warehouse, batch: pl.DataFrame, judged: Judged, run_id: str) -> None:
    """Put the judgements over whole connected parts in the place of what was judged of them before."""
    run = pl.lit(run_id).alias("run_id")
    warehouse.run("delete/inference", {"batch": batch})
    warehouse.insert("internal.groups", judged.groups)
    warehouse.insert("unseen_sources", judged.derived.unseen_sources)
    warehouse.insert("derivations", judged.derived.derivations.with_columns(run))
    warehouse.insert("internal.attributed_spans", judged.derived.attributed_spans)
    warehouse.insert("internal.rejections", judged.derived.rejections.with_columns(run))


def grouped(frames: Frames, settings: Settings) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the groups over whole connected parts, and how many had not every two members compared.

    Members without a match are compared for the least similarity.
    """
    documents, found, skips = (frames[name] for name in ("inference_documents", "matches", "skips"))
    first = groups(documents, found, settings)
    asked, bounded = unmeasured(first, documents, found, settings)
    if asked.is_empty():
        return first, REJECTIONS.empty()
    home = first.select(pl.col("document").alias("left"), "representative")
    together = asked.join(home, on="left").sort("representative", "left", "right").select(asked.columns)
    measured = [
        similarities(some, documents, skips, settings, Threads(cores())) for some in together.iter_slices(PAIRS)
    ]
    rows = [("groups_with_members_not_compared", bounded)] if bounded else []
    cut = pl.DataFrame(rows, schema=REJECTIONS.schema(), orient="row")
    return groups(documents, found, settings, pl.concat(measured)), cut
